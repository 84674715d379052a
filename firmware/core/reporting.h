/* When a reading is due: at least so often, and at once when the power changed. Counts the energy. */
#ifndef MERIGGIO_CORE_REPORTING_H
#define MERIGGIO_CORE_REPORTING_H

#include <stdbool.h>
#include <stdint.h>

#include "metering.h"
#include "reading.h"

/* However steady it is, a reading each 15 minutes. */
#define REPORTING_HEARTBEAT_S 900u
#define REPORTING_MOST_K 1000.0
#define REPORTING_MOST_CHANGE_W 100000.0

struct reporting {
    uint64_t interval_ms;
    double change_mw; /* 0: never for a change */
    uint64_t import_mwh;
    uint64_t export_mwh;
    int64_t import_rest; /* mW times samples, less than a mWh */
    int64_t export_rest;
    bool is_counting;
    uint64_t since_ms;
    int64_t energy; /* mW times samples since the last reading */
    uint64_t samples;
    int32_t shown_mw; /* of the window that made the last reading */
    bool has_shown;
    uint8_t flags;
};

/* Go on from these registers, with the defaults of the contract: 60 s, 300 W. */
void reporting_begin(struct reporting *reporting, uint64_t import_mwh, uint64_t export_mwh);

/* Work by these figures (reportingIntervalS, onChangeW, transformationConstant). An interval of 0 means:
 * for changes and the heartbeat only. False, and nothing is changed, outside the contract's limits. */
bool reporting_configure(struct reporting *reporting, uint32_t interval_s, double on_change_w, double k);

/* Nothing is measured (the sensor has a fault): the next interval begins with the next window. */
void reporting_interrupt(struct reporting *reporting);

/* Take a window that ended at `now_ms`. True when a reading is due: its power (the mean since the one
 * before), registers and flags are written, nothing else of it. */
bool reporting_take(struct reporting *reporting, const struct metering_window *window, uint64_t now_ms,
                    struct reading *reading);

#endif
