/* Semantic Versioning 2.0.0. */
#ifndef MERIGGIO_CORE_SEMVER_H
#define MERIGGIO_CORE_SEMVER_H

#include <stdbool.h>

bool semver_is(const char *version);

/* Precedence of two that are: below 0, 0 or above 0. Build metadata has none. */
int semver_compare(const char *one, const char *other);

#endif
