#include "app_measuring.h"

#include "app_session.h"

void app_measuring_begin(struct app *app, uint64_t now_ms)
{
    struct reading newest = {.sequence = 0};
    struct ct_calibration calibration;
    app->measured_ms = now_ms;
    if (!flash_ring_newest(&app->ring, &newest) || (newest.flags & READING_BY_METER) != 0) {
        newest = (struct reading){.sequence = 0}; /* registers of our own begin at 0 */
    }
    reporting_begin(&app->reporting, newest.import_mwh, newest.export_mwh);
    configuration_apply(&app->configuration, &app->reporting, &calibration);
    metering_begin(&app->metering, &calibration);
    if (app->settings.meter != NULL) {
        meter_begin(&app->meter, app->settings.meter, now_ms);
    }
}

static void keep(struct app *app, struct reading *reading)
{
    reading->boot = (uint16_t)app->kept.counters.boot;
    app->cannot_keep = !flash_ring_append(&app->ring, reading);
    app->is_clipped = (reading->flags & READING_CLIPPED) != 0;
    if (!app->cannot_keep) {
        ota_measured(&app->ota);
    }
}

static void take_window(struct app *app, const struct metering_window *window, uint64_t now_ms)
{
    struct reading reading = {.sequence = 0};
    if (app_status_is_blind(app, now_ms)) { /* the sensor is back */
        reporting_interrupt(&app->reporting);
    }
    app->measured_ms = now_ms;
    if (reporting_take(&app->reporting, window, now_ms, &reading)) {
        stamps_put(&app->stamps, now_ms, &reading);
        keep(app, &reading);
    }
}

static void take_samples(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    struct metering_window window;
    for (size_t at = 0; at < event->of.samples.count; at++) {
        if (metering_sample(&app->metering, event->of.samples.voltage[at], event->of.samples.current[at], &window)) {
            take_window(app, &window, now_ms);
        }
    }
}

static void take_serial(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    struct reading reading;
    uint64_t wall_ms = stamps_wall_ms(&app->stamps, now_ms);
    for (size_t at = 0; at < event->of.serial.count; at++) {
        if (meter_byte(&app->meter, event->of.serial.bytes[at], now_ms, wall_ms, &reading)) {
            keep(app, &reading);
        }
    }
}

void app_measuring_take(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    bool is_by_meter = app->settings.meter != NULL;
    if (is_by_meter && event->kind == APP_SERIAL) {
        take_serial(app, event, now_ms);
    } else if (!is_by_meter && event->kind == APP_SAMPLED) {
        take_samples(app, event, now_ms);
    } else if (!is_by_meter && event->kind == APP_MEASURED) {
        take_window(app, &event->of.window, now_ms);
    }
}
