/* A stamp is never invented, and never changes once it was sent. */
#include "stamps.h"

#include "machine_sim.h"
#include "unit.h"

#define NOON_MS INT64_C(1782043200000)

static struct machine_sim machine;
static struct stamps stamps;

static int begun(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    stamps_begin(&stamps, &machine.kv, 10);
    return 0;
}

static enum stamps_meaning resolve(uint32_t sequence, uint64_t stamp_ms, uint8_t flags, uint64_t *true_ms)
{
    struct reading reading = {.sequence = sequence, .stamp_ms = stamp_ms, .flags = flags};
    enum stamps_meaning meaning = stamps_resolve(&stamps, &reading);
    *true_ms = reading.stamp_ms;
    assert_true(meaning != STAMPS_KNOWN || (reading.flags & READING_SINCE_BOOT) == 0);
    return meaning;
}

static void before_the_time_is_known_readings_wait(void **state)
{
    (void)state;
    struct reading reading = {.flags = READING_ESTIMATE};
    uint64_t true_ms = 0;
    assert_int_equal(stamps_wall_ms(&stamps, 5000), 0);
    stamps_put(&stamps, 5000, &reading);
    assert_int_equal(reading.stamp_ms, 5000);
    assert_int_equal(reading.flags, READING_ESTIMATE | READING_SINCE_BOOT);
    assert_int_equal(resolve(10, 5000, READING_SINCE_BOOT, &true_ms), STAMPS_LATER);
    assert_int_equal(resolve(9, 5000, READING_SINCE_BOOT, &true_ms), STAMPS_NEVER);
    assert_true(stamps_set(&stamps, NOON_MS + 60000, 60000, 11, 0));
    assert_int_equal(stamps_wall_ms(&stamps, 61000), NOON_MS + 61000);
    assert_int_equal(resolve(10, 5000, READING_SINCE_BOOT, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS + 5000);
    reading.flags = 0;
    stamps_put(&stamps, 70000, &reading);
    assert_int_equal(reading.flags, 0);
    assert_int_equal(resolve(11, reading.stamp_ms, 0, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS + 70000);
}

static void what_was_learnt_outlives_a_restart(void **state)
{
    (void)state;
    uint64_t true_ms = 0;
    assert_true(stamps_set(&stamps, NOON_MS, 1000, 12, 0));
    stamps_begin(&stamps, &machine.kv, 15);
    assert_int_equal(resolve(11, 500, READING_SINCE_BOOT, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS - 500);
    assert_int_equal(resolve(14, NOON_MS, 0, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS);
    assert_int_equal(resolve(15, 500, READING_SINCE_BOOT, &true_ms), STAMPS_LATER);
}

static void a_wrong_clock_is_corrected_with_what_it_stamped(void **state) /* clock wrong at boot */
{
    (void)state;
    uint64_t true_ms = 0;
    assert_true(stamps_set(&stamps, NOON_MS + 3600000, 1000, 12, 0)); /* an hour ahead */
    assert_true(stamps_set(&stamps, NOON_MS + 9000, 10000, 20, 0));
    assert_int_equal(stamps.correction_ms, -3600000);
    assert_int_equal(resolve(11, 500, READING_SINCE_BOOT, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS - 500);
    assert_int_equal(resolve(15, NOON_MS + 3602000, 0, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS + 2000);
    assert_int_equal(resolve(20, NOON_MS + 9500, 0, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS + 9500);
}

static void drift_changes_nothing_that_is_kept(void **state)
{
    (void)state;
    uint64_t true_ms = 0;
    assert_true(stamps_set(&stamps, NOON_MS, 0, 10, 0));
    assert_false(stamps_set(&stamps, NOON_MS + 1000 - 1999, 1000, 12, 0));
    assert_true(stamps_set(&stamps, NOON_MS + 1000 + 2000, 1000, 12, 0));
    assert_int_equal(resolve(11, NOON_MS + 500, 0, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS + 500);
    assert_int_equal(stamps_wall_ms(&stamps, 2000), NOON_MS + 4000);
    assert_int_equal(stamps.entries, 0);
}

static void a_time_that_cannot_be_is_no_time(void **state)
{
    (void)state;
    assert_false(stamps_set(&stamps, 1000, 1000, 10, 0)); /* 1970 */
    assert_false(stamps_set(&stamps, UINT64_MAX, 1000, 10, 0));
    assert_false(stamps.is_known);
}

static void a_meters_own_time_is_left_alone(void **state)
{
    (void)state;
    uint64_t true_ms = 0;
    assert_true(stamps_set(&stamps, NOON_MS, 0, 10, 0));
    assert_true(stamps_set(&stamps, NOON_MS + 7200000, 1000, 12, 0));
    assert_int_equal(resolve(11, NOON_MS, READING_BY_METER, &true_ms), STAMPS_KNOWN);
    assert_int_equal(true_ms, NOON_MS);
}

static void what_nobody_waits_for_is_forgotten_and_the_oldest_gives_way(void **state)
{
    (void)state;
    uint32_t next = 10;
    for (uint32_t boot = 0; boot < STAMPS_ENTRIES + 3u; boot++) {
        stamps_begin(&stamps, &machine.kv, next);
        next += 2u;
        assert_true(stamps_set(&stamps, NOON_MS, 0, next, 0));
    }
    assert_int_equal(stamps.entries, STAMPS_ENTRIES);
    assert_int_equal(stamps.kept.record.entry[0].first, 16);
    assert_false(stamps_is_certain(&stamps, 15)); /* it was corrected, and nobody knows by how much */
    assert_true(stamps_is_certain(&stamps, 16));
    stamps_begin(&stamps, &machine.kv, next);
    assert_true(stamps_set(&stamps, NOON_MS, 0, next + 1u, next)); /* all else is overwritten */
    assert_int_equal(stamps.entries, 1);
    stamps_begin(&stamps, &machine.kv, next + 1u);
    assert_int_equal(stamps.entries, 1);
    assert_false(stamps_is_certain(&stamps, 15));
}

static void what_the_flash_refuses_is_written_later(void **state)
{
    (void)state;
    uint64_t true_ms = 0;
    machine.power = 0;
    assert_true(stamps_set(&stamps, NOON_MS, 1000, 12, 0));
    assert_false(stamps_save(&stamps));
    machine.power = MACHINE_SIM_FOREVER;
    assert_true(stamps_save(&stamps));
    stamps_begin(&stamps, &machine.kv, 15);
    assert_int_equal(resolve(11, 500, READING_SINCE_BOOT, &true_ms), STAMPS_KNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(before_the_time_is_known_readings_wait, begun),
        cmocka_unit_test_setup(what_was_learnt_outlives_a_restart, begun),
        cmocka_unit_test_setup(a_wrong_clock_is_corrected_with_what_it_stamped, begun),
        cmocka_unit_test_setup(drift_changes_nothing_that_is_kept, begun),
        cmocka_unit_test_setup(a_time_that_cannot_be_is_no_time, begun),
        cmocka_unit_test_setup(a_meters_own_time_is_left_alone, begun),
        cmocka_unit_test_setup(what_nobody_waits_for_is_forgotten_and_the_oldest_gives_way, begun),
        cmocka_unit_test_setup(what_the_flash_refuses_is_written_later, begun),
    };
    return RUN(tests);
}
