#include "backoff.h"

void backoff_begin(struct backoff *backoff)
{
    backoff->ceiling_ms = BACKOFF_FIRST_MS;
}

uint32_t backoff_next_ms(struct backoff *backoff, uint32_t random)
{
    uint32_t ceiling_ms = backoff->ceiling_ms;
    backoff->ceiling_ms = ceiling_ms < BACKOFF_LONGEST_MS / 2u ? 2u * ceiling_ms : BACKOFF_LONGEST_MS;
    /* The upper half of the product is uniform from 0 to the ceiling. */
    return (uint32_t)(((uint64_t)random * (ceiling_ms + 1u)) >> 32);
}
