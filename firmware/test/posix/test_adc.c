#include "adc.h"

#include <stdlib.h>

#include "unit.h"

static struct adc adc;
static struct metering metering;

/* The mean of what is measured in some seconds, in mW; `flags` of the last window. */
static long measured_mw(double power_w, uint8_t *flags)
{
    const struct ct_calibration calibration = adc_calibration();
    struct app_event event;
    struct metering_window window;
    long sum = 0;
    long windows = 0;
    metering_begin(&metering, &calibration);
    for (uint64_t now_ms = 0; now_ms < 12000; now_ms += 50) {
        if (!adc_take(&adc, power_w, now_ms, &event)) {
            continue;
        }
        for (size_t at = 0; at < event.of.samples.count; at++) {
            if (metering_sample(&metering, event.of.samples.voltage[at], event.of.samples.current[at], &window)) {
                sum += window.power_mw;
                windows++;
                *flags = window.flags;
            }
        }
    }
    assert_in_range(windows, 10, 12);
    return sum / windows;
}

static void near(long value, long wanted, long tolerance)
{
    assert_true(labs(value - wanted) <= tolerance);
}

static void samples_are_of_the_power_that_flows(void **state)
{
    uint8_t flags = 0;
    (void)state;
    adc_begin(&adc, true, 230.0, 3.0, 0);
    near(measured_mw(1500.0, &flags), 1500000, 30000);
    assert_int_equal(flags, 0);
    adc_begin(&adc, true, 230.0, 3.0, 0);
    near(measured_mw(-800.0, &flags), -800000, 16000);
}

static void without_a_voltage_it_is_an_estimate(void **state)
{
    uint8_t flags = 0;
    (void)state;
    adc_begin(&adc, true, 0.0, 3.0, 0);
    near(measured_mw(-1500.0, &flags), 1500000, 150000);
    assert_int_equal(flags, READING_ESTIMATE);
}

static void a_window_says_the_same(void **state)
{
    struct app_event event;
    (void)state;
    adc_begin(&adc, false, 230.0, 3.0, 0);
    assert_false(adc_take(&adc, 460.0, 999, &event));
    assert_true(adc_take(&adc, -460.0, 1000, &event));
    assert_int_equal(event.kind, APP_MEASURED);
    assert_int_equal(event.of.window.power_mw, -460000);
    assert_int_equal(event.of.window.current_ma, 2000);
    assert_false(adc_take(&adc, 460.0, 1000, &event));
    adc_begin(&adc, false, 0.0, 3.0, 0);
    assert_true(adc_take(&adc, -460.0, 1000, &event));
    assert_int_equal(event.of.window.power_mw, 460000);
    assert_int_equal(event.of.window.flags, READING_ESTIMATE);
}

static void what_was_before_its_beginning_it_did_not_see(void **state)
{
    struct app_event event;
    (void)state;
    adc_begin(&adc, false, 230.0, 3.0, 5000);
    assert_int_equal(adc_due_ms(&adc), 6000);
    assert_false(adc_take(&adc, 1.0, 5999, &event));
    assert_true(adc_take(&adc, 1.0, 6000, &event));
}

static void what_a_halted_process_did_not_see_is_not_made_up(void **state)
{
    struct app_event event;
    (void)state;
    adc_begin(&adc, false, 230.0, 3.0, 0);
    assert_true(adc_take(&adc, 1.0, 60000, &event));
    assert_false(adc_take(&adc, 1.0, 60500, &event));
    assert_true(adc_take(&adc, 1.0, 61000, &event));
    adc_stop(&adc);
    assert_false(adc_take(&adc, 1.0, UINT64_MAX - 1u, &event));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_of_the_power_that_flows),
        cmocka_unit_test(without_a_voltage_it_is_an_estimate),
        cmocka_unit_test(a_window_says_the_same),
        cmocka_unit_test(what_was_before_its_beginning_it_did_not_see),
        cmocka_unit_test(what_a_halted_process_did_not_see_is_not_made_up),
    };
    return RUN(tests);
}
