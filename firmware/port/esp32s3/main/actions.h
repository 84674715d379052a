/* What the core says to do, done. */
#ifndef MERIGGIO_PORT_ACTIONS_H
#define MERIGGIO_PORT_ACTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "app.h"

/* In their order. Returns when the core wants to be woken; does not return from a restart. */
uint64_t actions_perform(const struct app_action *actions, size_t count);

#endif
