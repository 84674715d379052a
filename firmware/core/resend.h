/* Readings the system asks for again although it has answered them: the ring has them until they are overwritten.
 * In RAM: after a restart the system asks again. */
#ifndef MERIGGIO_CORE_RESEND_H
#define MERIGGIO_CORE_RESEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "flash_ring.h"
#include "stretches.h"

/* As many as one request has at most; the system asks for 500 numbers at once. */
#define RESEND_STRETCHES 32u
#define RESEND_NUMBERS 1000u

struct resend {
    uint32_t stretches;
    struct stretch asked[RESEND_STRETCHES];
};

/* The system asks; false for what is no request. What there is no room for it asks for again. */
bool resend_hear(struct resend *resend, const struct flash_ring *ring, const char *text, size_t length);

/* The next reading from `from` on that is to be sent again; false: none. What is no longer there, or is not answered and
 * so will be sent anyway, is not asked for any more. */
bool resend_next(struct resend *resend, const struct flash_ring *ring, uint32_t from, struct reading *reading);

/* This number is answered, or cannot be sent: whether it was asked for. */
bool resend_done(struct resend *resend, uint32_t sequence);

#endif
