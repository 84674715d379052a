#include "report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const phases[] = {
    [OTA_NONE] = "",           [OTA_DOWNLOADING] = "downloading", [OTA_VERIFYING] = "verifying",
    [OTA_INSTALLING] = "installing", [OTA_CONFIRMED] = "confirmed",     [OTA_ROLLED_BACK] = "rolled_back",
    [OTA_FAILED] = "failed",   [OTA_REFUSED] = "refused"};

void report_begin(struct report *report, const struct device_clock *clock, bool is_quiet)
{
    *report = (struct report){.clock = clock, .is_quiet = is_quiet};
    (void)setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
}

static void know(struct report *report, const struct app *app)
{
    report->next_sequence = app->ring.next_sequence;
    report->configuration = app->configuration.kept.record.version;
    report->has_identity = !provisioning_is_due(&app->identity);
    report->has_time = app->stamps.is_known;
    report->began_ms = app->stamps.began_ms;
    report->update = app->ota.to_say;
}

void report_know(struct report *report, const struct app *app)
{
    know(report, app);
}

void report_line_begin(const struct report *report, const char *event)
{
    (void)printf("{\"at_ms\":%" PRIu64 ",\"event\":\"%s\",", device_clock_true_ms(report->clock), event);
}

void report_line_end(void)
{
    (void)puts("}");
}

void report_line(const struct report *report, const char *event, const char *members, ...)
{
    va_list values;
    report_line_begin(report, event);
    va_start(values, members);
    (void)vprintf(members, values);
    va_end(values);
    report_line_end();
}

static void look_at_readings(const struct report *report, const struct app *app)
{
    struct reading reading;
    for (uint32_t sequence = report->next_sequence; sequence < app->ring.next_sequence; sequence++) {
        if (report->is_quiet || !flash_ring_next(&app->ring, sequence, &reading)) {
            continue;
        }
        bool has_time = stamps_resolve(&app->stamps, &reading) == STAMPS_KNOWN;
        report_line_begin(report, "reading");
        (void)printf("\"sequence\":%" PRIu32 ",\"power_mw\":%" PRId32 ",\"stamp_ms\":", reading.sequence,
                     reading.power_mw);
        (void)(has_time ? printf("%" PRIu64, reading.stamp_ms) : printf("null"));
        report_line_end();
    }
}

static void look_at_update(const struct report *report, const struct app *app)
{
    const struct ota_progress *update = &app->ota.to_say;
    if (update->phase != report->update.phase || update->percent != report->update.percent ||
        strcmp(update->update_id, report->update.update_id) != 0) {
        report_line(report, "updated", "\"phase\":\"%s\",\"percent\":%u,\"version\":\"%s\"", phases[update->phase],
                    (unsigned)update->percent, app->settings.firmware.version);
    }
}

void report_look(struct report *report, const struct app *app)
{
    look_at_readings(report, app);
    look_at_update(report, app);
    if (!provisioning_is_due(&app->identity) && !report->has_identity) {
        report_line(report, "provisioned", "\"device\":\"%s\"", app->identity.kept.record.device_id);
    }
    if (app->configuration.kept.record.version != report->configuration) {
        report_line(report, "configured", "\"number\":%" PRId64, app->configuration.kept.record.version);
    }
    if (report->has_time && app->stamps.began_ms != report->began_ms) {
        report_line(report, "clock", "\"by_ms\":%" PRId64, app->stamps.began_ms - report->began_ms);
    }
    know(report, app);
}
