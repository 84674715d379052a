/* How long to wait before trying again: full jitter, so that a fleet does not come back as one. */
#ifndef MERIGGIO_CORE_BACKOFF_H
#define MERIGGIO_CORE_BACKOFF_H

#include <stdint.h>

#define BACKOFF_FIRST_MS 1000u
#define BACKOFF_LONGEST_MS 300000u

struct backoff {
    uint32_t ceiling_ms; /* of the next wait */
};

/* Begin, also anew after a success. */
void backoff_begin(struct backoff *backoff);

/* A try failed: wait so many ms, from 0 to a ceiling that doubles from 1 s to 5 min. `random` is any
 * number of 32 random bits. */
uint32_t backoff_next_ms(struct backoff *backoff, uint32_t random);

#endif
