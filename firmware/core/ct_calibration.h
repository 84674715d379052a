/* From counts of the converter to volts and amperes, and how these figures are found. */
#ifndef MERIGGIO_CORE_CT_CALIBRATION_H
#define MERIGGIO_CORE_CT_CALIBRATION_H

#include <stdbool.h>

struct ct_calibration {
    double volts_per_count; /* 0: there is no voltage channel */
    double amps_per_count;
    double phase_shift_deg; /* by how much the current is measured late, at 50 Hz; -30 to 30 */
    double offset_w;        /* added to the power */
    double noise_a;         /* RMS of the current channel without a current, taken off in squares */
    bool is_reversed;       /* the clamp sits the other way round */
};

/* What the system may correct from afar: `Calibration` of the contract, with its limits. */
struct ct_correction {
    double current_gain;
    double voltage_gain;
    double phase_shift_deg;
    double offset_w;
};

/* The factory's calibration with a correction. False, and nothing is changed, outside the limits. */
bool ct_calibration_correct(struct ct_calibration *calibration, const struct ct_correction *correction);

/* Two-point calibration: gain and offset_w that make two measured powers those of a reference meter.
 * False when the points are too near to one another, or the result is outside the limits. */
bool ct_calibration_two_points(double measured_low_w, double reference_low_w, double measured_high_w,
                               double reference_high_w, struct ct_correction *correction);

/* The phase shift in degrees, from one resistive load (power factor 1) measured twice: with
 * phase_shift_deg 0, and with `tried_deg`. False when the load is too small to tell. */
bool ct_calibration_phase(double at_zero_w, double at_tried_w, double tried_deg, double *phase_shift_deg);

#endif
