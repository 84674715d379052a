/* A simulated converter: samples of the two channels as the power demands it, or whole windows. */
#ifndef MERIGGIO_POSIX_ADC_H
#define MERIGGIO_POSIX_ADC_H

#include "app.h"
#include "wave.h"

#define ADC_FULL_A 100.0 /* of the clamp */
#define ADC_CHUNK 1000u  /* samples of a channel at once: a quarter of a second */

struct adc {
    bool is_sampling; /* or windows */
    struct wave wave;
    uint64_t next_ms;
    uint16_t voltage[ADC_CHUNK];
    uint16_t current[ADC_CHUNK];
};

/* From now on. `volts` 0: there is no voltage channel. */
void adc_begin(struct adc *adc, bool is_sampling, double volts, double noise_counts, uint64_t now_ms);

/* It has nothing to say: somebody else measures. */
void adc_stop(struct adc *adc);

/* What it is calibrated to. */
struct ct_calibration adc_calibration(void);

/* When the next samples are there. */
uint64_t adc_due_ms(const struct adc *adc);

/* Samples or a window of `power_w`; false: not yet. They hold until the next call. */
bool adc_take(struct adc *adc, double power_w, uint64_t now_ms, struct app_event *event);

#endif
