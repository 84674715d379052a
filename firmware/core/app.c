#include "app.h"

#include <string.h>

#include "app_measuring.h"
#include "app_session.h"

#define COUNTERS_LAYOUT 1u
#define COUNTERS_KEY "counters"
/* Nobody to be: looked again after so long. */
#define NOBODY_MS 60000u

struct actions {
    struct app_action *action;
    size_t count;
};

bool app_counters_keep(struct app *app)
{
    return record_write(app->identity.kv, COUNTERS_KEY, COUNTERS_LAYOUT, (uint8_t *)&app->kept,
                        sizeof app->kept.counters);
}

static bool begin_counters(struct app *app, const struct kv *kv)
{
    if (!record_read(kv, COUNTERS_KEY, COUNTERS_LAYOUT, (uint8_t *)&app->kept, sizeof app->kept.counters)) {
        memset(&app->kept, 0, sizeof app->kept);
    }
    app->kept.counters.boot++;
    return app_counters_keep(app);
}

bool app_begin(struct app *app, const struct app_ports *ports, const struct app_settings *settings, uint64_t now_ms)
{
    memset(app, 0, sizeof *app);
    app->settings = *settings;
    app->message = (struct message){.payload = app->memory, .room = sizeof app->memory};
    app->slot = IDENTITY_CLAIM_SLOT;
    app->rssi_dbm = APP_NO_RSSI;
    app->save_ms = now_ms + APP_SAVE_CURSOR_MS;
    if (!identity_begin(&app->identity, ports->kv, ports->crypto, settings->serial_number,
                        settings->keeps_claim, app->memory) ||
        !begin_counters(app, ports->kv) || !flash_ring_mount(&app->ring, ports->flash) ||
        !commands_begin(&app->commands, ports->kv)) {
        return false;
    }
    stamps_begin(&app->stamps, ports->kv, app->ring.next_sequence);
    outbox_begin(&app->outbox, &app->ring, &app->stamps);
    renewal_begin(&app->renewal, &app->identity);
    if (!app_session_resume(app)) {
        return false;
    }
    configuration_begin(&app->configuration, ports->kv, &app->settings.calibration);
    configuration_expect(&app->configuration, settings->interval_s);
    ota_begin(&app->ota, ports->kv, ports->crypto, ports->slots, &settings->firmware, now_ms);
    app_measuring_begin(app, now_ms);
    backoff_begin(&app->claim_backoff);
    link_begin(&app->link, now_ms);
    status_led_begin(&app->led, now_ms);
    return true;
}

static void take_link(struct app *app, enum link_event what, uint32_t random, uint64_t now_ms)
{
    bool was_up = link_is_up(&app->link);
    if (what == LINK_WIFI_DOWN) {
        app->rssi_dbm = APP_NO_RSSI;
    }
    link_take(&app->link, what, now_ms, random);
    if (!was_up && link_is_up(&app->link)) {
        app_session_begin(app, now_ms);
    }
}

static void take_event(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    static const enum link_event links[] = {LINK_WIFI_UP, LINK_WIFI_DOWN, LINK_CONNECTED, LINK_LOST, LINK_REFUSED};
    switch (event->kind) {
    case APP_WOKEN:
        break;
    case APP_SAMPLED:
    case APP_MEASURED:
    case APP_SERIAL:
        app_measuring_take(app, event, now_ms);
        break;
    case APP_WIFI_JOINED:
    case APP_WIFI_LOST:
    case APP_CONNECTED:
    case APP_DISCONNECTED:
    case APP_TURNED_AWAY:
        take_link(app, links[event->kind - APP_WIFI_JOINED], event->random[1], now_ms);
        break;
    case APP_HEARD:
        app_session_hear(app, event, now_ms);
        break;
    case APP_CONFIRMED:
        app_session_confirm(app, now_ms);
        break;
    case APP_SIGNAL:
        app_session_hear_signal(app, event->of.rssi_dbm);
        break;
    case APP_TOLD_TIME:
        app_session_tell_time(app, event->of.wall_ms, now_ms);
        break;
    case APP_DOWNLOADED:
        ota_progressed(&app->ota, event->of.bytes);
        break;
    case APP_DOWNLOAD_BROKE:
        ota_broke(&app->ota, now_ms, event->random[1]);
        break;
    case APP_DOWNLOAD_ENDED:
        ota_ended(&app->ota, event->of.sha256, now_ms, event->random[1]);
        break;
    }
}

static struct app_action *add(struct actions *actions, enum app_action_kind kind)
{
    struct app_action *action = &actions->action[actions->count++];
    memset(action, 0, sizeof *action);
    action->kind = kind;
    return action;
}

static uint64_t sooner(uint64_t one_ms, uint64_t other_ms)
{
    return one_ms < other_ms ? one_ms : other_ms;
}

static uint64_t step_link(struct app *app, const struct app_event *event, uint64_t now_ms, struct actions *actions)
{
    uint64_t wake_ms = 0;
    switch (link_tick(&app->link, now_ms, event->random[2], &wake_ms)) {
    case LINK_WAIT:
        break;
    case LINK_JOIN_WIFI:
        (void)add(actions, APP_JOIN_WIFI);
        break;
    case LINK_DISCONNECT:
        (void)add(actions, APP_DISCONNECT);
        break;
    case LINK_CONNECT:
        if (!app_session_prepare(app, event->random, now_ms, add(actions, APP_CONNECT))) {
            actions->count--;
            app->is_refused = provisioning_is_due(&app->identity);
            link_leave(&app->link, now_ms, NOBODY_MS);
            app->link.is_leaving = false; /* nothing was begun */
            wake_ms = now_ms + NOBODY_MS;
        }
        break;
    }
    if (!link_is_up(&app->link)) {
        app_session_end(app);
    }
    return wake_ms;
}

static uint64_t step_session(struct app *app, const struct app_event *event, uint64_t now_ms, struct actions *actions)
{
    if (!app_session_next(app, event->random, now_ms)) {
        return app->link.is_leaving ? now_ms : app_session_wake_ms(app, now_ms);
    }
    struct app_action *action = add(actions, APP_PUBLISH);
    action->of.publish.topic = app->message.topic;
    action->of.publish.payload = app->message.payload;
    action->of.publish.length = app->message.length;
    action->of.publish.is_to_confirm = app->is_to_confirm;
    return now_ms; /* there may be more, but the memory holds one message */
}

static uint64_t step_ota(struct app *app, uint64_t now_ms, struct actions *actions)
{
    uint64_t wake_ms = 0;
    if (app->ota.has_to_say && link_is_up(&app->link) && !app_session_is_claim(app)) {
        return now_ms; /* first it says what it does */
    }
    enum ota_step step = ota_tick(&app->ota, now_ms, &wake_ms);
    if (step == OTA_DOWNLOAD) {
        struct app_action *action = add(actions, APP_DOWNLOAD);
        action->of.download.url = app->ota.url;
        action->of.download.from = app->ota.got_bytes;
    }
    app->has_to_restart = app->has_to_restart || step == OTA_RESTART;
    return wake_ms;
}

static void step_restart(struct app *app, struct actions *actions)
{
    if (app->has_to_restart) {
        app->has_to_restart = false;
        (void)flash_ring_save_cursor(&app->ring);
        (void)stamps_save(&app->stamps);
        (void)add(actions, APP_RESTART);
    }
}

static void write_serial(struct actions *actions, const uint8_t *bytes, size_t count)
{
    if (count != 0) {
        struct app_action *action = add(actions, APP_SERIAL_WRITE);
        action->of.serial.bytes = bytes;
        action->of.serial.count = count;
    }
}

static uint64_t step_meter(struct app *app, uint64_t now_ms, struct actions *actions)
{
    struct meter *meter = &app->meter;
    if (app->settings.meter == NULL) {
        return UINT64_MAX;
    }
    uint64_t wake_ms = meter_tick(meter, now_ms);
    write_serial(actions, meter->replies, meter->reply_bytes);
    write_serial(actions, meter->frame, meter->frame_bytes);
    meter->reply_bytes = 0;
    meter->frame_bytes = 0;
    if (meter->modem.request_low != app->is_line_low) {
        app->is_line_low = meter->modem.request_low;
        add(actions, APP_REQUEST_LINE)->of.is_low = app->is_line_low;
    }
    return wake_ms;
}

static uint64_t step_led(struct app *app, uint64_t now_ms, struct actions *actions)
{
    uint32_t conditions = link_conditions(&app->link, outbox_is_heard(&app->outbox, now_ms));
    bool is_provisioning = link_is_up(&app->link) && app_session_is_claim(app);
    conditions |= (app->faults & (APP_MEASURING_FAILED | APP_STORAGE_FAILED)) != 0 ? STATUS_LED_SENSOR : 0u;
    conditions |= now_ms < app->identify_until_ms ? STATUS_LED_IDENTIFY : 0u;
    conditions |= app->is_refused ? STATUS_LED_IDENTITY : 0u;
    conditions |= ota_is_under_way(&app->ota) ? STATUS_LED_UPDATING : 0u;
    conditions |= is_provisioning ? STATUS_LED_PROVISIONING : 0u;
    status_led_set(&app->led, conditions, now_ms);
    uint32_t next_ms = 0;
    bool is_lit = status_led_is_on(&app->led, now_ms, &next_ms);
    if (is_lit != app->is_lit || !app->has_lit) {
        add(actions, APP_LED)->of.is_lit = is_lit;
        app->is_lit = is_lit;
        app->has_lit = true;
    }
    return now_ms + next_ms;
}

/* What is written down now and then. */
static uint64_t step_memory(struct app *app, uint64_t now_ms)
{
    if (now_ms >= app->save_ms) {
        (void)flash_ring_save_cursor(&app->ring);
        (void)stamps_save(&app->stamps);
        app->save_ms = now_ms + APP_SAVE_CURSOR_MS;
    }
    return app->save_ms;
}

/* What fails, or does so no longer, is told at once. */
static void note_faults(struct app *app, uint64_t now_ms)
{
    uint32_t faults = app_status_faults(app, now_ms);
    app->status_ms = faults != app->faults ? now_ms : app->status_ms;
    app->faults = faults;
}

size_t app_step(struct app *app, const struct app_event *event, uint64_t now_ms, struct app_action *actions,
                size_t room)
{
    struct actions done = {actions, 0};
    if (room < APP_MOST_ACTIONS) {
        return 0;
    }
    take_event(app, event, now_ms);
    note_faults(app, now_ms);
    uint64_t wake_ms = step_session(app, event, now_ms, &done);
    wake_ms = sooner(wake_ms, step_link(app, event, now_ms, &done));
    wake_ms = sooner(wake_ms, step_ota(app, now_ms, &done));
    wake_ms = sooner(wake_ms, step_meter(app, now_ms, &done));
    wake_ms = sooner(wake_ms, step_memory(app, now_ms));
    wake_ms = sooner(wake_ms, step_led(app, now_ms, &done));
    step_restart(app, &done);
    add(&done, APP_WAKE)->of.wake_ms = wake_ms > now_ms ? wake_ms : now_ms;
    return done.count;
}
