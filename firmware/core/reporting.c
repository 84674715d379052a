#include "reporting.h"

#define DEFAULT_INTERVAL_S 60u
#define DEFAULT_CHANGE_W 300.0
#define MW_PER_W 1000.0
#define MS_PER_S 1000u
/* A window ends at a crossing; one that is early by less does not make an interval a second longer. */
#define PUNCTUALITY_MS 500u
/* mW times samples in a mWh. */
#define A_MWH ((int64_t)3600 * METERING_RATE_HZ)

void reporting_begin(struct reporting *reporting, uint64_t import_mwh, uint64_t export_mwh)
{
    *reporting = (struct reporting){.import_mwh = import_mwh, .export_mwh = export_mwh};
    (void)reporting_configure(reporting, DEFAULT_INTERVAL_S, DEFAULT_CHANGE_W, 1.0);
}

bool reporting_configure(struct reporting *reporting, uint32_t interval_s, double on_change_w, double k)
{
    if (interval_s > REPORTING_HEARTBEAT_S || !(on_change_w >= 0.0) ||
        on_change_w > REPORTING_MOST_CHANGE_W || !(k > 0.0) || k > REPORTING_MOST_K) {
        return false;
    }
    reporting->interval_ms = (uint64_t)(interval_s == 0 ? REPORTING_HEARTBEAT_S : interval_s) * MS_PER_S;
    reporting->change_mw = on_change_w * MW_PER_W / k;
    return true;
}

void reporting_interrupt(struct reporting *reporting)
{
    reporting->is_counting = false;
}

static void count(struct reporting *reporting, const struct metering_window *window)
{
    int64_t energy = (int64_t)window->power_mw * window->samples;
    uint64_t *reg = energy >= 0 ? &reporting->import_mwh : &reporting->export_mwh;
    int64_t *rest = energy >= 0 ? &reporting->import_rest : &reporting->export_rest;
    *rest += energy >= 0 ? energy : -energy;
    *reg = (*reg + (uint64_t)(*rest / A_MWH)) & READING_REGISTER_MASK;
    *rest %= A_MWH;
    reporting->energy += energy;
    reporting->samples += window->samples;
    reporting->flags |= window->flags;
}

static bool is_due(const struct reporting *reporting, int32_t power_mw, uint64_t now_ms)
{
    if (now_ms - reporting->since_ms + PUNCTUALITY_MS >= reporting->interval_ms) {
        return true;
    }
    double change = (double)power_mw - (double)reporting->shown_mw;
    return reporting->change_mw > 0.0 && reporting->has_shown &&
           (change >= reporting->change_mw || -change >= reporting->change_mw);
}

static void begin_interval(struct reporting *reporting, uint64_t now_ms)
{
    reporting->since_ms = now_ms;
    reporting->energy = 0;
    reporting->samples = 0;
    reporting->flags = 0;
}

bool reporting_take(struct reporting *reporting, const struct metering_window *window, uint64_t now_ms,
                    struct reading *reading)
{
    if (!reporting->is_counting) { /* the interval began when this window did */
        uint64_t window_ms = (uint64_t)window->samples * MS_PER_S / METERING_RATE_HZ;
        begin_interval(reporting, now_ms > window_ms ? now_ms - window_ms : 0);
        reporting->is_counting = true;
        reporting->has_shown = false;
    }
    count(reporting, window);
    bool due = is_due(reporting, window->power_mw, now_ms);
    if (!reporting->has_shown) { /* changes are told from the first window on */
        reporting->shown_mw = window->power_mw;
        reporting->has_shown = true;
    }
    if (!due) {
        return false;
    }
    reading->power_mw = (int32_t)(reporting->energy / (int64_t)reporting->samples);
    reading->import_mwh = reporting->import_mwh;
    reading->export_mwh = reporting->export_mwh;
    reading->flags = reporting->flags;
    reporting->shown_mw = window->power_mw;
    begin_interval(reporting, now_ms);
    return true;
}
