#include "wave.h"

#include <math.h>

#include "angle.h"
#include "metering.h"

#define MIDDLE 2048.0
#define TOP 4095.0

struct wave wave_of(double full_a, double amps)
{
    return (struct wave){.full_a = full_a, .hz = 50.0, .volts = 230.0, .amps = amps, .noise_counts = 3.0,
                         .chance = 1};
}

static double peak_counts(double rms, double full_scale)
{
    return rms / full_scale * MIDDLE; /* full scale: a sine that fills the range */
}

/* Twelve uniform numbers: near enough to a normal distribution. */
static double noise_of(struct wave *wave)
{
    double sum = 0.0;
    for (int at = 0; at < 12; at++) {
        wave->chance = wave->chance * 1664525u + 1013904223u;
        sum += (double)(wave->chance >> 8) / 16777216.0;
    }
    return (sum - 6.0) * wave->noise_counts;
}

static uint16_t sample_of(struct wave *wave, double counts)
{
    double sample = floor(MIDDLE + wave->dc_counts + counts + noise_of(wave) + 0.5);
    return (uint16_t)(sample < 0.0 ? 0.0 : sample > TOP ? TOP : sample);
}

void wave_next(struct wave *wave, uint16_t *voltage, uint16_t *current)
{
    double turn = 2.0 * ANGLE_HALF_TURN * wave->hz * (double)wave->at / METERING_RATE_HZ;
    double late = turn - angle_of_degrees(wave->lag_deg + wave->late_deg);
    double shape = sin(late) + wave->third * sin(3.0 * late) + wave->fifth * sin(5.0 * late);
    *voltage = sample_of(wave, peak_counts(wave->volts, WAVE_FULL_V) * sin(turn));
    *current = sample_of(wave, peak_counts(wave->amps, wave->full_a) * shape);
    wave->at++;
}

double wave_power_w(const struct wave *wave)
{
    return wave->volts * wave->amps * cos(angle_of_degrees(wave->lag_deg));
}

struct ct_calibration wave_calibration(const struct wave *wave)
{
    return (struct ct_calibration){.volts_per_count = WAVE_FULL_V * sqrt(2.0) / MIDDLE,
                                   .amps_per_count = wave->full_a * sqrt(2.0) / MIDDLE,
                                   .phase_shift_deg = wave->late_deg};
}
