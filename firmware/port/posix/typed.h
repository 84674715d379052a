/* Powers that are typed in: a line of stdin each, the newest counts. */
#ifndef MERIGGIO_POSIX_TYPED_H
#define MERIGGIO_POSIX_TYPED_H

#include "powers.h"

#define TYPED_BYTES 64u

struct typed {
    bool is_open;
    size_t length;
    char line[TYPED_BYTES];
};

/* Whatever is there; closed at its end. */
void typed_read(struct typed *typed, struct powers *powers);

#endif
