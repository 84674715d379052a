/* A set of numbers below UINT32_MAX as stretches in their order, none of which touch, in the caller's memory:
 * `count` of them in an array of `room`. */
#ifndef MERIGGIO_CORE_STRETCHES_H
#define MERIGGIO_CORE_STRETCHES_H

#include <stdbool.h>
#include <stdint.h>

struct stretch {
    uint32_t first;
    uint32_t last;
};

/* Whether this number is in the set; then `after` is the first one that may not be. */
bool stretches_cover(const struct stretch *set, uint32_t count, uint32_t number, uint32_t *after);

/* Add the numbers from `first` to `last`. False, and nothing is changed, when there is no room for a stretch more. */
bool stretches_add(struct stretch *set, uint32_t *count, uint32_t room, uint32_t first, uint32_t last);

/* Take a number out; whether it was in. Where that needs a stretch more than there is room for, those before it in its
 * stretch go too. */
bool stretches_take_out(struct stretch *set, uint32_t *count, uint32_t room, uint32_t number);

/* Take out all numbers below this one. */
void stretches_cut(struct stretch *set, uint32_t *count, uint32_t below);

#endif
