#include "ct_calibration.h"

#include <math.h>

#include "angle.h"

#define MOST_GAIN 10.0
#define MOST_PHASE_DEG 30.0
#define MOST_OFFSET_W 1000.0
#define LEAST_LOAD_W 100.0
#define LEAST_TRIED_DEG 1.0

/* False for what is no number, too. */
static bool is_within(double value, double most)
{
    return value >= -most && value <= most;
}

static bool is_gain(double gain)
{
    return gain > 0.0 && gain <= MOST_GAIN;
}

bool ct_calibration_correct(struct ct_calibration *calibration, const struct ct_correction *correction)
{
    double phase = calibration->phase_shift_deg + correction->phase_shift_deg;
    if (!is_gain(correction->current_gain) || !is_gain(correction->voltage_gain) ||
        !is_within(correction->offset_w, MOST_OFFSET_W) || !is_within(phase, MOST_PHASE_DEG)) {
        return false;
    }
    calibration->amps_per_count *= correction->current_gain;
    calibration->noise_a *= correction->current_gain;
    calibration->volts_per_count *= correction->voltage_gain;
    calibration->phase_shift_deg = phase;
    calibration->offset_w += correction->offset_w;
    return true;
}

bool ct_calibration_two_points(double measured_low_w, double reference_low_w, double measured_high_w,
                               double reference_high_w, struct ct_correction *correction)
{
    double measured = measured_high_w - measured_low_w;
    if (!(measured >= LEAST_LOAD_W)) {
        return false;
    }
    double gain = (reference_high_w - reference_low_w) / measured;
    double offset = reference_low_w - gain * measured_low_w;
    if (!is_gain(gain) || !is_within(offset, MOST_OFFSET_W)) {
        return false;
    }
    *correction = (struct ct_correction){.current_gain = gain, .voltage_gain = 1.0, .offset_w = offset};
    return true;
}

bool ct_calibration_phase(double at_zero_w, double at_tried_w, double tried_deg, double *phase_shift_deg)
{
    if (!(at_zero_w >= LEAST_LOAD_W) || !is_within(tried_deg, MOST_PHASE_DEG) ||
        is_within(tried_deg, LEAST_TRIED_DEG)) {
        return false;
    }
    /* P(x) = VI cos(shift - x), so P(tried) / P(0) = cos(tried) + tan(shift) sin(tried). */
    double tried = angle_of_degrees(tried_deg);
    double shift = angle_in_degrees(atan2(at_tried_w / at_zero_w - cos(tried), sin(tried)));
    if (tried < 0.0) {
        shift = angle_in_degrees(atan2(cos(tried) - at_tried_w / at_zero_w, -sin(tried)));
    }
    if (!is_within(shift, MOST_PHASE_DEG)) {
        return false;
    }
    *phase_shift_deg = shift;
    return true;
}
