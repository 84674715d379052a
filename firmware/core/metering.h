/* Samples of voltage and current become a power each second.
 *
 * Windows are whole mains cycles: at least 4,000 samples, up to the voltage's next rising zero crossing.
 * Everything is summed in integers; what is constant in a channel is removed at the window's end. Without
 * a voltage, 230 V and no direction are assumed: unsigned, +-10 to 15 %, marked as an estimate. */
#ifndef MERIGGIO_CORE_METERING_H
#define MERIGGIO_CORE_METERING_H

#include <stdbool.h>
#include <stdint.h>

#include "ct_calibration.h"

#define METERING_RATE_HZ 4000u
#define METERING_ASSUMED_V 230.0
/* The voltage is delayed by 30 degrees at most: 6.7 samples, and one to interpolate with. */
#define METERING_HISTORY 8u

struct metering_window {
    int32_t power_mw; /* positive: withdrawn from the grid */
    uint32_t voltage_mv;
    uint32_t current_ma;
    uint32_t frequency_mhz; /* 0: no voltage to see it by */
    uint32_t samples;
    uint8_t flags; /* READING_ESTIMATE, READING_CLIPPED */
};

struct metering {
    struct ct_calibration calibration;
    double weight_near; /* of the product with the sample `lag` ago, and with the one before it */
    double weight_far;
    uint32_t lag;
    bool delays_current; /* or the voltage */
    bool is_counting;    /* the first window begins at a crossing */
    bool was_negative;   /* the voltage, since the last crossing */
    bool is_clipped;
    uint32_t samples;
    uint32_t cycles;
    int32_t bias_voltage; /* taken off before summing, so that what is left of it is small */
    int32_t bias_current;
    uint32_t newest; /* of the history */
    int32_t history[METERING_HISTORY];
    int64_t sum_voltage;
    int64_t sum_current;
    int64_t sum_voltage_squared;
    int64_t sum_current_squared;
    int64_t sum_near; /* delayed channel times the other one */
    int64_t sum_far;
};

/* Begin to measure. */
void metering_begin(struct metering *metering, const struct ct_calibration *calibration);

/* Take one sample of each channel, 12 bits. True when that ended a window, which is then written. */
bool metering_sample(struct metering *metering, uint16_t voltage, uint16_t current,
                     struct metering_window *window);

#endif
