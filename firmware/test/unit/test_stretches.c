/* Sets of numbers, against one bit a number. */
#include "stretches.h"

#include <string.h>

#include "unit.h"

#define NUMBERS 40u
#define ROOM 4u

static struct stretch set[ROOM];
static uint32_t count;
static bool has[NUMBERS];
static uint32_t chance;

static uint32_t random_below(uint32_t limit)
{
    chance = chance * 1664525u + 1013904223u;
    return (chance >> 16) % limit;
}

static void assert_is_the_same(void)
{
    uint32_t after = 0;
    assert_true(count <= ROOM);
    for (uint32_t at = 0; at < NUMBERS; at++) {
        assert_int_equal(stretches_cover(set, count, at, &after), has[at]);
        assert_true(!has[at] || (after > at && (after == NUMBERS || !has[after])));
    }
    for (uint32_t at = 0; at < count; at++) {
        assert_true(set[at].first <= set[at].last);
        assert_true(at == 0 || set[at].first > set[at - 1u].last + 1u);
    }
}

static void add(uint32_t first, uint32_t last)
{
    if (stretches_add(set, &count, ROOM, first, last)) {
        memset(has + first, true, last - first + 1u);
    } else {
        assert_int_equal(count, ROOM);
    }
}

/* Where it is full, what comes before in the same stretch goes too. */
static void take_out(uint32_t number)
{
    bool was_full = count == ROOM;
    bool is_split = number != 0 && has[number] && has[number - 1u] && number + 1u < NUMBERS && has[number + 1u];
    assert_int_equal(stretches_take_out(set, &count, ROOM, number), has[number]);
    has[number] = false;
    for (uint32_t at = number; was_full && is_split && at != 0 && has[at - 1u]; at--) {
        has[at - 1u] = false;
    }
}

static void it_is_the_same_as_one_bit_a_number(void **state)
{
    (void)state;
    chance = 1;
    for (uint32_t at = 0; at < 20000u; at++) {
        uint32_t first = random_below(NUMBERS);
        uint32_t last = first + random_below(NUMBERS - first < 6u ? NUMBERS - first : 6u);
        uint32_t kind = random_below(10);
        if (kind < 5u) {
            add(first, last);
        } else if (kind < 9u) {
            take_out(first);
        } else {
            stretches_cut(set, &count, first);
            memset(has, false, first);
        }
        assert_is_the_same();
    }
}

static void numbers_at_both_ends_can_be_in_it(void **state)
{
    (void)state;
    uint32_t after = 0;
    count = 0;
    assert_true(stretches_add(set, &count, ROOM, 0, 0));
    assert_true(stretches_add(set, &count, ROOM, UINT32_MAX - 1u, UINT32_MAX - 1u));
    assert_int_equal(count, 2);
    assert_true(stretches_cover(set, count, 0, &after) && after == 1u);
    assert_true(stretches_cover(set, count, UINT32_MAX - 1u, &after) && after == UINT32_MAX);
    stretches_cut(set, &count, UINT32_MAX);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_same_as_one_bit_a_number),
        cmocka_unit_test(numbers_at_both_ends_can_be_in_it),
    };
    return RUN(tests);
}
