#include "backoff.h"
#include "unit.h"

static void the_ceiling_doubles_from_1_s_to_5_min(void **state) /* FR10.4 */
{
    (void)state;
    struct backoff backoff;
    const uint32_t ceilings[] = {1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000};
    backoff_begin(&backoff);
    for (size_t at = 0; at < sizeof ceilings / sizeof ceilings[0]; at++) {
        assert_int_equal(backoff_next_ms(&backoff, UINT32_MAX), ceilings[at]);
    }
    backoff_begin(&backoff);
    assert_int_equal(backoff_next_ms(&backoff, UINT32_MAX), 1000);
}

static void waits_are_spread_evenly_from_nothing_on(void **state)
{
    (void)state;
    uint32_t tenths[10] = {0};
    uint32_t random = 1;
    for (int at = 0; at < 100000; at++) {
        struct backoff backoff = {.ceiling_ms = BACKOFF_LONGEST_MS};
        random = random * 1664525u + 1013904223u;
        uint32_t wait_ms = backoff_next_ms(&backoff, random);
        assert_true(wait_ms <= BACKOFF_LONGEST_MS);
        tenths[wait_ms * 10u / (BACKOFF_LONGEST_MS + 1u)]++;
    }
    for (size_t at = 0; at < 10; at++) {
        assert_in_range(tenths[at], 9500, 10500);
    }
    struct backoff backoff = {.ceiling_ms = BACKOFF_LONGEST_MS};
    assert_int_equal(backoff_next_ms(&backoff, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ceiling_doubles_from_1_s_to_5_min),
        cmocka_unit_test(waits_are_spread_evenly_from_nothing_on),
    };
    return RUN(tests);
}
