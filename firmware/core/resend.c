#include "resend.h"

#include "flash_answers.h"
#include "json_reader.h"

static bool read_number(struct json range, const char *name, int64_t *number)
{
    struct json member;
    return json_member(range, name, &member) && json_integer(member, number) && *number >= 0;
}

bool resend_hear(struct resend *resend, const struct flash_ring *ring, const char *text, size_t length)
{
    struct json whole;
    struct json rest;
    struct json range;
    int64_t first = 0;
    int64_t last = 0;
    int64_t oldest = flash_ring_oldest(ring);
    int64_t newest = (int64_t)ring->next_sequence - 1;
    int64_t left = RESEND_NUMBERS;
    if (!json_of(text, length, &whole) || !json_member(whole, "ranges", &rest) || rest.text[0] != '[') {
        return false;
    }
    while (json_element(&rest, &range)) {
        if (!read_number(range, "first", &first) || !read_number(range, "last", &last)) {
            continue;
        }
        first = first > oldest ? first : oldest;
        last = last < newest ? last : newest;
        if (first <= last && left != 0) {
            last = last - first < left ? last : first + left - 1;
            left -= last - first + 1;
            (void)stretches_add(resend->asked, &resend->stretches, RESEND_STRETCHES, (uint32_t)first, (uint32_t)last);
        }
    }
    return true;
}

/* The first number from `from` on that is asked for. */
static bool find_asked(const struct resend *resend, uint32_t from, uint32_t *number)
{
    for (uint32_t at = 0; at < resend->stretches; at++) {
        if (resend->asked[at].last >= from) {
            *number = resend->asked[at].first > from ? resend->asked[at].first : from;
            return true;
        }
    }
    return false;
}

bool resend_next(struct resend *resend, const struct flash_ring *ring, uint32_t from, struct reading *reading)
{
    uint32_t number = 0;
    uint32_t after = 0;
    while (find_asked(resend, from, &number)) {
        bool is_there = flash_ring_find(ring, number, reading) && reading->sequence == number;
        if (is_there && flash_answers_cover(ring, number, &after)) {
            return true;
        }
        (void)resend_done(resend, number);
        from = number + 1u;
    }
    return false;
}

bool resend_done(struct resend *resend, uint32_t sequence)
{
    return stretches_take_out(resend->asked, &resend->stretches, RESEND_STRETCHES, sequence);
}
