#include "metering.h"
#include "unit.h"

#include <math.h>

#include "reading.h"
#include "wave.h"

static struct metering metering;
static struct wave wave;
static struct metering_window window;

static void next_window(void)
{
    uint16_t voltage = 0;
    uint16_t current = 0;
    for (uint32_t at = 0; at < 2u * METERING_RATE_HZ; at++) {
        wave_next(&wave, &voltage, &current);
        if (metering_sample(&metering, voltage, current, &window)) {
            return;
        }
    }
    fail_msg("no window ends");
}

static void measure(void)
{
    struct ct_calibration calibration = wave_calibration(&wave);
    metering_begin(&metering, &calibration);
    next_window(); /* learns where the middle is */
    next_window();
}

static void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%f is not %f +- %f", value, expected, tolerance);
    }
}

static void a_sine_is_measured_within_2_percent(void **state) /* FR10.1 */
{
    (void)state;
    wave = wave_of(30.0, 1000.0 / 230.0);
    measure();
    assert_near(window.power_mw / 1000.0, 1000.0, 5.0);
    assert_near(window.voltage_mv / 1000.0, 230.0, 0.5);
    assert_near(window.current_ma / 1000.0, 4.348, 0.03);
    assert_near(window.frequency_mhz / 1000.0, 50.0, 0.05);
    assert_int_equal(window.flags, 0);
    assert_true(window.samples >= METERING_RATE_HZ && window.samples <= METERING_RATE_HZ + 81u);
}

static void feeding_in_is_negative_and_a_reversed_clamp_is_turned(void **state)
{
    (void)state;
    wave = wave_of(30.0, 5.0);
    wave.lag_deg = 180.0;
    measure();
    assert_near(window.power_mw / 1000.0, -1150.0, 10.0);
    struct ct_calibration calibration = wave_calibration(&wave);
    calibration.is_reversed = true;
    metering_begin(&metering, &calibration);
    next_window();
    assert_near(window.power_mw / 1000.0, 1150.0, 10.0);
}

static void whatever_the_sensors_add_to_the_phase_is_taken_off(void **state)
{
    (void)state;
    const double late[] = {0.0, 1.3, 2.25, 4.5, 7.9, 29.9, -2.25, -13.0, -30.0};
    for (size_t at = 0; at < sizeof late / sizeof late[0]; at++) {
        wave = wave_of(30.0, 10.0);
        wave.lag_deg = 60.0;
        wave.late_deg = late[at];
        measure();
        assert_near(window.power_mw / 1000.0, 1150.0, 8.0);
    }
}

static void a_middle_far_from_the_middle_does_not_matter(void **state)
{
    (void)state;
    wave = wave_of(30.0, 5.0);
    wave.dc_counts = -300.0;
    wave.late_deg = 2.25;
    measure();
    assert_near(window.power_mw / 1000.0, 1150.0, 8.0);
}

static void without_a_voltage_it_is_an_estimate_without_direction(void **state)
{
    (void)state;
    wave = wave_of(30.0, 5.0);
    wave.volts = 0.0;
    wave.lag_deg = 180.0;
    measure();
    assert_int_equal(window.flags, READING_ESTIMATE);
    assert_near(window.power_mw / 1000.0, 1150.0, 10.0);
    assert_int_equal(window.frequency_mhz, 0);
}

static void noise_of_the_current_channel_is_taken_off(void **state)
{
    (void)state;
    wave = wave_of(100.0, 0.0);
    wave.volts = 0.0;
    struct ct_calibration calibration = wave_calibration(&wave);
    metering_begin(&metering, &calibration);
    next_window();
    assert_near(window.power_mw / 1000.0, 48.0, 3.0);
    calibration.noise_a = window.current_ma / 1000.0 * 1.02;
    metering_begin(&metering, &calibration);
    next_window();
    assert_near(window.power_mw, 0.0, 0.5);
}

static void clipping_is_flagged(void **state)
{
    (void)state;
    wave = wave_of(30.0, 29.0);
    measure();
    assert_int_equal(window.flags & READING_CLIPPED, 0);
    wave.amps = 40.0;
    next_window();
    next_window();
    assert_int_equal(window.flags & READING_CLIPPED, READING_CLIPPED);
    wave.amps = 10.0;
    next_window();
    next_window();
    assert_int_equal(window.flags & READING_CLIPPED, 0);
}

static void absurd_calibrations_end_at_the_largest_power(void **state)
{
    (void)state;
    wave = wave_of(30.0, 20.0);
    struct ct_calibration calibration = wave_calibration(&wave);
    calibration.amps_per_count *= 1e6;
    calibration.phase_shift_deg = 90.0; /* beyond what the history holds */
    metering_begin(&metering, &calibration);
    next_window();
    assert_true(window.power_mw > 0);
    calibration.phase_shift_deg = 0.0;
    metering_begin(&metering, &calibration);
    next_window();
    assert_int_equal(window.power_mw, INT32_MAX);
    wave.lag_deg = 180.0;
    metering_begin(&metering, &calibration);
    next_window();
    assert_int_equal(window.power_mw, INT32_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sine_is_measured_within_2_percent),
        cmocka_unit_test(feeding_in_is_negative_and_a_reversed_clamp_is_turned),
        cmocka_unit_test(whatever_the_sensors_add_to_the_phase_is_taken_off),
        cmocka_unit_test(a_middle_far_from_the_middle_does_not_matter),
        cmocka_unit_test(without_a_voltage_it_is_an_estimate_without_direction),
        cmocka_unit_test(noise_of_the_current_channel_is_taken_off),
        cmocka_unit_test(clipping_is_flagged),
        cmocka_unit_test(absurd_calibrations_end_at_the_largest_power),
    };
    return RUN(tests);
}
