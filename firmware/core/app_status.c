#include "app_session.h"

#define MS_PER_S 1000u

bool app_status_is_blind(const struct app *app, uint64_t now_ms)
{
    return app->settings.meter != NULL ? meter_is_dead(&app->meter, now_ms, stamps_wall_ms(&app->stamps, now_ms))
                                       : now_ms - app->measured_ms >= APP_SENSOR_MS;
}

uint32_t app_status_faults(const struct app *app, uint64_t now_ms)
{
    bool is_connected = link_is_up(&app->link) && !app_session_is_claim(app);
    uint32_t faults = app_status_is_blind(app, now_ms) ? APP_MEASURING_FAILED : 0u;
    faults |= app->cannot_keep ? APP_STORAGE_FAILED : 0u;
    faults |= is_connected && !outbox_is_heard(&app->outbox, now_ms) ? APP_SENDING_FAILED : 0u;
    return faults | (app->is_clipped ? APP_SENSOR_CLIPPING : 0u);
}

static void put_number(struct json_writer *writer, const char *name, uint64_t number)
{
    json_put(writer, ",\"");
    json_put(writer, name);
    json_put(writer, "\":");
    json_put_unsigned(writer, number, 1);
}

static void put_text(struct json_writer *writer, const char *name, const char *text)
{
    json_put(writer, ",\"");
    json_put(writer, name);
    json_put(writer, "\":");
    json_put_string(writer, text);
}

static void put_readings(struct json_writer *writer, const struct flash_ring *ring)
{
    put_number(writer, "buffered", flash_ring_pending(ring));
    put_number(writer, "bufferCapacity", flash_ring_capacity(ring));
    uint32_t oldest = flash_ring_oldest(ring);
    if (oldest < ring->next_sequence) { /* what is answered can be asked for again */
        put_number(writer, "oldestSequence", oldest);
        put_number(writer, "newestSequence", ring->next_sequence - 1u);
    }
}

static void put_faults(struct json_writer *writer, uint32_t faults)
{
    static const char *const names[] = {"measuring_failed", "storage_failed", "sending_failed", "sensor_clipping"};
    bool is_first = true;
    json_put(writer, ",\"faults\":[");
    for (size_t at = 0; at < sizeof names / sizeof names[0]; at++) {
        if ((faults & 1u << at) != 0) {
            json_put(writer, is_first ? "" : ",");
            json_put_string(writer, names[at]);
            is_first = false;
        }
    }
    json_put(writer, "]}");
}

/* A meter speaks by itself, whatever is configured. */
static uint64_t cadence_s(const struct app *app)
{
    return app->settings.meter != NULL ? METER_CADENCE_S
                                       : (uint64_t)app->configuration.kept.record.value[CONFIGURATION_INTERVAL_S];
}

bool app_status_write(struct app *app, uint64_t now_ms)
{
    const struct identity_record *identity = &app->identity.kept.record;
    const struct configuration_record *configuration = &app->configuration.kept.record;
    struct json_writer writer = message_begin(&app->message);
    json_put(&writer, "{\"state\":\"online\"");
    put_number(&writer, "connection", app->kept.counters.connection);
    put_number(&writer, "cadenceS", cadence_s(app));
    put_text(&writer, "firmware", app->settings.firmware.version);
    put_text(&writer, "hardware", app->settings.firmware.hardware);
    if (app->rssi_dbm != APP_NO_RSSI) {
        json_put(&writer, ",\"rssiDbm\":");
        json_put_thousandths(&writer, (int64_t)app->rssi_dbm * 1000);
    }
    put_number(&writer, "uptimeS", now_ms / MS_PER_S);
    put_readings(&writer, &app->ring);
    if (app->stamps.has_correction) {
        json_put(&writer, ",\"clockOffsetMs\":");
        json_put_thousandths(&writer, app->stamps.correction_ms * (int64_t)MS_PER_S);
    }
    put_number(&writer, "configurationVersion", (uint64_t)configuration->version);
    put_text(&writer, "certificateSerial", identity->facts[app->slot].serial);
    put_faults(&writer, app_status_faults(app, now_ms));
    return message_topic(&app->message, "report", identity->device_id, "status", NULL) &&
           message_end(&app->message, &writer);
}
