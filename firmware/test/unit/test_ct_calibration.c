#include "ct_calibration.h"
#include "unit.h"

#include <math.h>

#include "angle.h"

static const struct ct_calibration factory = {.volts_per_count = 0.2, .amps_per_count = 0.02,
                                              .phase_shift_deg = 2.0, .offset_w = 1.0, .noise_a = 0.05};

static void assert_near(double value, double expected)
{
    assert_true(fabs(value - expected) < 1e-9);
}

static void a_correction_comes_on_top_of_the_factory(void **state)
{
    (void)state;
    struct ct_calibration calibration = factory;
    const struct ct_correction correction = {1.1, 0.9, -3.0, 4.0};
    assert_true(ct_calibration_correct(&calibration, &correction));
    assert_near(calibration.amps_per_count, 0.022);
    assert_near(calibration.noise_a, 0.055);
    assert_near(calibration.volts_per_count, 0.18);
    assert_near(calibration.phase_shift_deg, -1.0);
    assert_near(calibration.offset_w, 5.0);
}

static void what_the_contract_forbids_changes_nothing(void **state)
{
    (void)state;
    const struct ct_correction forbidden[] = {
        {0.0, 1.0, 0.0, 0.0}, {10.1, 1.0, 0.0, 0.0}, {1.0, -1.0, 0.0, 0.0}, {1.0, 1.0, 29.0, 0.0},
        {1.0, 1.0, -33.0, 0.0}, {1.0, 1.0, 0.0, 1001.0}, {NAN, 1.0, 0.0, 0.0}, {1.0, 1.0, NAN, 0.0}};
    for (size_t at = 0; at < sizeof forbidden / sizeof forbidden[0]; at++) {
        struct ct_calibration calibration = factory;
        assert_false(ct_calibration_correct(&calibration, &forbidden[at]));
        assert_near(calibration.amps_per_count, factory.amps_per_count);
    }
}

static void two_points_give_gain_and_offset(void **state)
{
    (void)state;
    struct ct_correction correction;
    assert_true(ct_calibration_two_points(100.0, 112.0, 1900.0, 2092.0, &correction));
    assert_near(correction.current_gain, 1.1);
    assert_near(correction.voltage_gain, 1.0);
    assert_near(correction.offset_w, 2.0);
    assert_false(ct_calibration_two_points(100.0, 112.0, 150.0, 167.0, &correction)); /* too near */
    assert_false(ct_calibration_two_points(0.0, 0.0, 200.0, -200.0, &correction)); /* reversed */
    assert_false(ct_calibration_two_points(0.0, 2000.0, 200.0, 2200.0, &correction));
    assert_false(ct_calibration_two_points(NAN, 0.0, 200.0, 200.0, &correction));
}

static void one_resistive_load_gives_the_phase(void **state)
{
    (void)state;
    for (double shift = -29.0; shift <= 29.0; shift += 3.7) {
        for (double tried = -20.0; tried <= 20.0; tried += 7.0) {
            double found = 0.0;
            double at_zero = 2000.0 * cos(angle_of_degrees(shift));
            double at_tried = 2000.0 * cos(angle_of_degrees(shift - tried));
            assert_true(ct_calibration_phase(at_zero, at_tried, tried, &found) == (fabs(tried) > 1.0));
            assert_true(fabs(tried) <= 1.0 || fabs(found - shift) < 1e-9);
        }
    }
    double found = 0.0;
    assert_false(ct_calibration_phase(50.0, 50.0, 10.0, &found)); /* too small a load */
    assert_false(ct_calibration_phase(1000.0, 1000.0, 40.0, &found));
    assert_false(ct_calibration_phase(1000.0, 3000.0, 10.0, &found)); /* no such phase */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_correction_comes_on_top_of_the_factory),
        cmocka_unit_test(what_the_contract_forbids_changes_nothing),
        cmocka_unit_test(two_points_give_gain_and_offset),
        cmocka_unit_test(one_resistive_load_gives_the_phase),
    };
    return RUN(tests);
}
