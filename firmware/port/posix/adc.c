#include "adc.h"

#include <math.h>

#include "reading.h"

#define WINDOW_MS 1000u
#define CHUNK_MS (1000u * ADC_CHUNK / METERING_RATE_HZ)
#define MILLI 1000.0
#define NOMINAL_V 230.0
#define NOMINAL_MHZ 50000u
#define OPPOSITE_DEG 180.0

void adc_begin(struct adc *adc, bool is_sampling, double volts, double noise_counts, uint64_t now_ms)
{
    *adc = (struct adc){.is_sampling = is_sampling, .wave = wave_of(ADC_FULL_A, 0.0)};
    adc->wave.volts = volts;
    adc->wave.noise_counts = noise_counts;
    adc->next_ms = now_ms + (is_sampling ? CHUNK_MS : WINDOW_MS);
}

void adc_stop(struct adc *adc)
{
    adc->next_ms = UINT64_MAX;
}

struct ct_calibration adc_calibration(void)
{
    struct wave wave = wave_of(ADC_FULL_A, 0.0);
    return wave_calibration(&wave);
}

uint64_t adc_due_ms(const struct adc *adc)
{
    return adc->next_ms;
}

static void sample(struct adc *adc, double power_w, struct app_event *event)
{
    double volts = adc->wave.volts > 0.0 ? adc->wave.volts : NOMINAL_V;
    adc->wave.amps = fabs(power_w) / volts;
    adc->wave.lag_deg = power_w < 0.0 ? OPPOSITE_DEG : 0.0;
    for (size_t at = 0; at < ADC_CHUNK; at++) {
        wave_next(&adc->wave, &adc->voltage[at], &adc->current[at]);
    }
    event->kind = APP_SAMPLED;
    event->of.samples.voltage = adc->voltage;
    event->of.samples.current = adc->current;
    event->of.samples.count = ADC_CHUNK;
}

static void measure(const struct adc *adc, double power_w, struct app_event *event)
{
    bool has_voltage = adc->wave.volts > 0.0;
    double seen_w = has_voltage ? power_w : fabs(power_w);
    double current_ma = fabs(power_w) / (has_voltage ? adc->wave.volts : NOMINAL_V) * MILLI;
    event->kind = APP_MEASURED;
    event->of.window = (struct metering_window){.power_mw = (int32_t)lround(seen_w * MILLI),
                                                .voltage_mv = (uint32_t)(adc->wave.volts * MILLI),
                                                .current_ma = (uint32_t)current_ma,
                                                .frequency_mhz = has_voltage ? NOMINAL_MHZ : 0,
                                                .samples = METERING_RATE_HZ,
                                                .flags = has_voltage ? 0 : READING_ESTIMATE};
}

bool adc_take(struct adc *adc, double power_w, uint64_t now_ms, struct app_event *event)
{
    uint64_t every_ms = adc->is_sampling ? CHUNK_MS : WINDOW_MS;
    if (now_ms < adc->next_ms) {
        return false;
    }
    adc->next_ms += every_ms;
    if (now_ms >= adc->next_ms + WINDOW_MS) { /* the process was halted: what it did not see is lost */
        adc->next_ms = now_ms + every_ms;
    }
    if (adc->is_sampling) {
        sample(adc, power_w, event);
    } else {
        measure(adc, power_w, event);
    }
    return true;
}
