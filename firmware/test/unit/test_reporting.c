#include "reporting.h"
#include "unit.h"

static struct reporting reporting;
static struct reading reading;
static uint64_t now_ms;

static int fresh(void **state)
{
    (void)state;
    now_ms = 1000000;
    reporting_begin(&reporting, 500, 0);
    return 0;
}

/* One second of a power; whether that made a reading. */
static bool second_of(int32_t power_w)
{
    struct metering_window window = {.power_mw = power_w * 1000, .samples = METERING_RATE_HZ};
    now_ms += 1000;
    return reporting_take(&reporting, &window, now_ms, &reading);
}

static uint32_t seconds_until_reading(int32_t power_w)
{
    uint32_t seconds = 1;
    while (!second_of(power_w)) {
        seconds++;
    }
    return seconds;
}

static void a_steady_power_is_said_each_minute(void **state)
{
    (void)state;
    assert_int_equal(seconds_until_reading(1000), 60);
    assert_int_equal(seconds_until_reading(1299), 60);
    assert_int_equal(reading.power_mw, 1299000);
    assert_int_equal(reading.import_mwh, 500 + (1000 + 1299) * 60 * 1000 / 3600);
}

static void a_change_of_300_w_is_said_at_once(void **state)
{
    (void)state;
    assert_int_equal(seconds_until_reading(1000), 60);
    assert_false(second_of(1000));
    assert_true(second_of(1300));
    assert_int_equal(reading.power_mw, 1150000);
    assert_false(second_of(1300));
    assert_true(second_of(-200));
    assert_int_equal(reading.power_mw, 550000);
}

static void a_change_is_seen_before_the_first_reading(void **state)
{
    (void)state;
    assert_false(second_of(100));
    assert_true(second_of(500));
}

static void a_change_counts_behind_the_meters_transformer(void **state)
{
    (void)state;
    assert_true(reporting_configure(&reporting, 60, 300.0, 60.0));
    assert_false(second_of(100));
    assert_false(second_of(104));
    assert_true(second_of(105));
}

static void without_an_interval_there_is_a_heartbeat_of_15_minutes(void **state)
{
    (void)state;
    assert_true(reporting_configure(&reporting, 0, 300.0, 1.0));
    assert_int_equal(seconds_until_reading(1000), REPORTING_HEARTBEAT_S);
    assert_true(reporting_configure(&reporting, 60, 0.0, 1.0));
    assert_false(second_of(90000)); /* never for a change */
}

static void figures_outside_the_contract_change_nothing(void **state)
{
    (void)state;
    assert_false(reporting_configure(&reporting, 901, 300.0, 1.0));
    assert_false(reporting_configure(&reporting, 60, -1.0, 1.0));
    assert_false(reporting_configure(&reporting, 60, 100001.0, 1.0));
    assert_false(reporting_configure(&reporting, 60, 300.0, 0.0));
    assert_false(reporting_configure(&reporting, 60, 300.0, 1001.0));
    assert_int_equal(seconds_until_reading(1000), 60);
}

static void what_was_not_measured_counts_nowhere(void **state)
{
    (void)state;
    assert_int_equal(seconds_until_reading(3600), 60);
    uint64_t counted = reading.import_mwh;
    assert_false(second_of(3600));
    reporting_interrupt(&reporting);
    now_ms += 3600000;
    assert_int_equal(seconds_until_reading(7200), 60);
    assert_int_equal(reading.power_mw, 7200000);
    assert_int_equal(reading.import_mwh, counted + 1000 + 60 * 2000);
}

static void flags_of_any_window_are_the_readings(void **state)
{
    (void)state;
    struct metering_window window = {.power_mw = 1, .samples = 4000, .flags = READING_ESTIMATE};
    now_ms += 1000;
    assert_false(reporting_take(&reporting, &window, now_ms, &reading));
    assert_true(second_of(1000));
    assert_int_equal(reading.flags, READING_ESTIMATE);
    assert_int_equal(seconds_until_reading(1000), 60);
    assert_int_equal(reading.flags, 0);
}

static void a_clock_that_begins_at_zero_is_no_trouble(void **state)
{
    (void)state;
    now_ms = 0;
    struct metering_window window = {.power_mw = 1000, .samples = 4080};
    assert_false(reporting_take(&reporting, &window, 5, &reading));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_steady_power_is_said_each_minute, fresh),
        cmocka_unit_test_setup(a_change_of_300_w_is_said_at_once, fresh),
        cmocka_unit_test_setup(a_change_is_seen_before_the_first_reading, fresh),
        cmocka_unit_test_setup(a_change_counts_behind_the_meters_transformer, fresh),
        cmocka_unit_test_setup(without_an_interval_there_is_a_heartbeat_of_15_minutes, fresh),
        cmocka_unit_test_setup(figures_outside_the_contract_change_nothing, fresh),
        cmocka_unit_test_setup(what_was_not_measured_counts_nowhere, fresh),
        cmocka_unit_test_setup(flags_of_any_window_are_the_readings, fresh),
        cmocka_unit_test_setup(a_clock_that_begins_at_zero_is_no_trouble, fresh),
    };
    return RUN(tests);
}
