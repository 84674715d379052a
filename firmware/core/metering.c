#include "metering.h"

#include <math.h>

#include "angle.h"
#include "reading.h"

#define MIDDLE 2048
#define CLIPS_BELOW 4u
#define CLIPS_ABOVE 4091u
/* Counts the voltage has to be below zero before it can rise above it again: above the noise. */
#define HYSTERESIS 32
/* Two and a half cycles of 50 Hz without a crossing: there is none to wait for. */
#define PATIENCE 200u
#define NOMINAL_HZ 50.0
#define LEAST_VOLTAGE 50.0
#define MW_PER_W 1000.0

void metering_begin(struct metering *metering, const struct ct_calibration *calibration)
{
    *metering = (struct metering){
        .calibration = *calibration, .bias_voltage = MIDDLE, .bias_current = MIDDLE,
        .delays_current = calibration->phase_shift_deg < 0.0};
    double a_sample = 360.0 * NOMINAL_HZ / METERING_RATE_HZ;
    double shift = fabs(calibration->phase_shift_deg) / a_sample;
    metering->lag = (uint32_t)shift;
    if (metering->lag > METERING_HISTORY - 2u) {
        metering->lag = METERING_HISTORY - 2u;
    }
    double part = shift - metering->lag;
    /* Interpolated between two samples a sine is a little smaller; that is put right. */
    double angle = angle_of_degrees(a_sample);
    double size = sqrt((1.0 - part) * (1.0 - part) + part * part + 2.0 * part * (1.0 - part) * cos(angle));
    metering->weight_near = (1.0 - part) / size;
    metering->weight_far = part / size;
}

static bool is_clipped(uint16_t sample)
{
    return sample < CLIPS_BELOW || sample > CLIPS_ABOVE;
}

static bool crosses_zero(struct metering *metering, int32_t voltage)
{
    if (voltage < -HYSTERESIS) {
        metering->was_negative = true;
    }
    bool crosses = metering->was_negative && voltage >= 0;
    if (crosses) {
        metering->was_negative = false;
    }
    return crosses;
}

static void begin_window(struct metering *metering)
{
    metering->samples = 0;
    metering->cycles = 0;
    metering->is_clipped = false;
    metering->sum_voltage = 0;
    metering->sum_current = 0;
    metering->sum_voltage_squared = 0;
    metering->sum_current_squared = 0;
    metering->sum_near = 0;
    metering->sum_far = 0;
}

static int32_t to_milli(double value)
{
    double milli = value * MW_PER_W;
    if (milli >= (double)INT32_MAX) {
        return INT32_MAX;
    }
    if (milli <= (double)INT32_MIN) {
        return INT32_MIN;
    }
    return (int32_t)(milli < 0.0 ? milli - 0.5 : milli + 0.5);
}

static double signed_power(const struct metering *metering, double mean_voltage, double mean_current)
{
    const struct ct_calibration *calibration = &metering->calibration;
    double product = (metering->weight_near * (double)metering->sum_near +
                      metering->weight_far * (double)metering->sum_far) / metering->samples -
                     (metering->weight_near + metering->weight_far) * mean_voltage * mean_current;
    double power = product * calibration->volts_per_count * calibration->amps_per_count;
    return (calibration->is_reversed ? -power : power) + calibration->offset_w;
}

/* The square root of what is left of a square when noise is taken off it. */
static double without(double square, double noise)
{
    double left = square - noise * noise;
    return left > 0.0 ? sqrt(left) : 0.0;
}

static int32_t rounded(double value)
{
    return (int32_t)(value < 0.0 ? value - 0.5 : value + 0.5);
}

/* What is constant in the channels, for the next window. Where the voltage's zero moves by much, the next
 * window has to find its crossing anew. */
static void move_bias(struct metering *metering, double mean_voltage, double mean_current)
{
    int32_t step = rounded(mean_voltage);
    metering->bias_voltage += step;
    metering->bias_current += rounded(mean_current);
    if (step > HYSTERESIS || step < -HYSTERESIS) {
        metering->is_counting = false;
        metering->was_negative = false;
    }
}

static void end_window(struct metering *metering, struct metering_window *window)
{
    const struct ct_calibration *calibration = &metering->calibration;
    double samples = metering->samples;
    double mean_voltage = (double)metering->sum_voltage / samples;
    double mean_current = (double)metering->sum_current / samples;
    double voltage_squared = (double)metering->sum_voltage_squared / samples - mean_voltage * mean_voltage;
    double current_squared = (double)metering->sum_current_squared / samples - mean_current * mean_current;
    double scale = calibration->amps_per_count;
    double voltage = without(voltage_squared, 0.0) * calibration->volts_per_count;
    double current = without(current_squared * scale * scale, calibration->noise_a);
    bool has_voltage = voltage >= LEAST_VOLTAGE;
    double power = has_voltage ? signed_power(metering, mean_voltage, mean_current)
                               : current * METERING_ASSUMED_V;
    *window = (struct metering_window){
        .power_mw = to_milli(power), .voltage_mv = (uint32_t)to_milli(voltage),
        .current_ma = (uint32_t)to_milli(current), .samples = metering->samples,
        .flags = (uint8_t)((has_voltage ? 0u : READING_ESTIMATE) |
                           (metering->is_clipped ? READING_CLIPPED : 0u))};
    if (has_voltage) {
        window->frequency_mhz =
            (uint32_t)((uint64_t)metering->cycles * METERING_RATE_HZ * 1000u / metering->samples);
    }
    move_bias(metering, mean_voltage, mean_current);
}

static void add(struct metering *metering, int32_t voltage, int32_t current)
{
    int32_t delayed = metering->delays_current ? current : voltage;
    int64_t other = metering->delays_current ? voltage : current;
    metering->newest = (metering->newest + 1u) % METERING_HISTORY;
    metering->history[metering->newest] = delayed;
    uint32_t near = (metering->newest + METERING_HISTORY - metering->lag) % METERING_HISTORY;
    uint32_t far = (near + METERING_HISTORY - 1u) % METERING_HISTORY;
    metering->sum_near += metering->history[near] * other;
    metering->sum_far += metering->history[far] * other;
    metering->sum_voltage += voltage;
    metering->sum_current += current;
    metering->sum_voltage_squared += (int64_t)voltage * voltage;
    metering->sum_current_squared += (int64_t)current * current;
    metering->samples++;
}

bool metering_sample(struct metering *metering, uint16_t voltage, uint16_t current,
                     struct metering_window *window)
{
    int32_t signed_voltage = (int32_t)voltage - metering->bias_voltage;
    int32_t signed_current = (int32_t)current - metering->bias_current;
    bool crosses = crosses_zero(metering, signed_voltage);
    bool ends = false;
    metering->cycles += crosses ? 1u : 0u;
    if (!metering->is_counting) {
        if (crosses || metering->samples >= PATIENCE) {
            metering->is_counting = true;
            begin_window(metering);
        }
    } else if ((metering->samples >= METERING_RATE_HZ && crosses) ||
               metering->samples >= METERING_RATE_HZ + PATIENCE) {
        end_window(metering, window);
        begin_window(metering);
        ends = true;
    }
    metering->is_clipped = metering->is_clipped || is_clipped(voltage) || is_clipped(current);
    add(metering, signed_voltage, signed_current);
    return ends;
}
