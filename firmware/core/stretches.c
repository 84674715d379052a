#include "stretches.h"

#include <string.h>

/* The stretches from `from` on are from now on at `to`. */
static void move(struct stretch *set, uint32_t *count, uint32_t from, uint32_t to)
{
    memmove(set + to, set + from, (*count - from) * sizeof *set);
    *count = *count - from + to;
}

/* The first stretch that ends at this number or later. */
static uint32_t find(const struct stretch *set, uint32_t count, uint32_t number)
{
    uint32_t at = 0;
    while (at < count && set[at].last < number) {
        at++;
    }
    return at;
}

bool stretches_cover(const struct stretch *set, uint32_t count, uint32_t number, uint32_t *after)
{
    uint32_t at = find(set, count, number);
    if (at == count || set[at].first > number) {
        return false;
    }
    *after = set[at].last + 1u;
    return true;
}

bool stretches_add(struct stretch *set, uint32_t *count, uint32_t room, uint32_t first, uint32_t last)
{
    uint32_t at = find(set, *count, first == 0 ? 0 : first - 1u); /* one that it touches, or comes before */
    uint32_t until = at;
    while (until < *count && set[until].first <= last + 1u) {
        first = set[until].first < first ? set[until].first : first;
        last = set[until].last > last ? set[until].last : last;
        until++;
    }
    if (until == at && *count == room) {
        return false;
    }
    move(set, count, until, at + 1u);
    set[at] = (struct stretch){first, last};
    return true;
}

bool stretches_take_out(struct stretch *set, uint32_t *count, uint32_t room, uint32_t number)
{
    uint32_t at = find(set, *count, number);
    if (at == *count || set[at].first > number) {
        return false;
    }
    struct stretch before = {set[at].first, number - 1u};
    bool has_before = set[at].first < number;
    bool has_after = set[at].last > number;
    set[at].first = number + 1u;
    if (!has_after) {
        move(set, count, at + 1u, at);
    }
    if (has_before && *count < room) {
        move(set, count, at, at + 1u);
        set[at] = before;
    }
    return true;
}

void stretches_cut(struct stretch *set, uint32_t *count, uint32_t below)
{
    move(set, count, find(set, *count, below), 0);
    if (*count != 0 && set[0].first < below) {
        set[0].first = below;
    }
}
