/* What a 12-bit converter sees of the mains: the same samples for the same seed. */
#ifndef MERIGGIO_TEST_WAVE_H
#define MERIGGIO_TEST_WAVE_H

#include <stdbool.h>
#include <stdint.h>

#include "ct_calibration.h"

/* RMS at full scale: what half of the converter's range stands for. */
#define WAVE_FULL_V 300.0

struct wave {
    double full_a; /* the clamp's RMS current at full scale */
    double hz;
    double volts; /* RMS; 0: no voltage at the channel */
    double amps;  /* RMS of the fundamental */
    double lag_deg; /* of the current behind the voltage, as it truly is */
    double late_deg; /* what the sensors add */
    double third, fifth; /* harmonics of the current, as shares of the fundamental */
    double dc_counts; /* away from the middle, both channels */
    double noise_counts; /* RMS, both channels */
    uint64_t at; /* samples so far */
    uint32_t chance;
};

struct wave wave_of(double full_a, double amps);

/* The next sample of both channels. */
void wave_next(struct wave *wave, uint16_t *voltage, uint16_t *current);

/* Its true active power in W; the voltage is a pure sine. */
double wave_power_w(const struct wave *wave);

/* What these sensors are calibrated to. */
struct ct_calibration wave_calibration(const struct wave *wave);

#endif
