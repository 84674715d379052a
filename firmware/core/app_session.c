#include "app_session.h"

#include <string.h>

bool app_session_is_claim(const struct app *app)
{
    return app->slot == IDENTITY_CLAIM_SLOT;
}

static void write_will(struct app *app)
{
    struct json_writer writer = {app->will, sizeof app->will - 1u, 0, true};
    json_put(&writer, "{\"state\":\"offline\",\"connection\":");
    json_put_unsigned(&writer, app->kept.counters.connection, 1);
    json_put(&writer, "}");
    app->will[writer.length] = '\0';
}

bool app_session_resume(struct app *app)
{
    struct commands *commands = &app->commands;
    if (provisioning_is_due(&app->identity) && !commands_left(commands)) {
        return false;
    }
    if (identity_is(&app->identity, IDENTITY_READY) && !commands_renewed(commands)) {
        return false;
    }
    if (commands->kept.record.renews) {
        renewal_want(&app->renewal);
    }
    return true;
}

static bool prepare_claim(struct app *app, const uint32_t random[4], uint64_t now_ms, struct app_action *action)
{
    app->slot = IDENTITY_CLAIM_SLOT;
    if (!app->identity.has_claim || !commands_left(&app->commands) || !provisioning_begin(&app->provisioning, &app->identity, random, now_ms,
                                                        stamps_wall_ms(&app->stamps, now_ms)) ||
        !provisioning_topic(&app->provisioning, &app->message)) {
        return false;
    }
    memcpy(app->listen_to, app->message.topic, sizeof app->listen_to);
    action->of.connect.client_id = app->provisioning.session;
    action->of.connect.will_topic = NULL;
    action->of.connect.will = NULL;
    return true;
}

static bool prepare_own(struct app *app, struct app_action *action)
{
    const char *device_id = app->identity.kept.record.device_id;
    bool is_new = identity_is(&app->identity, IDENTITY_READY) &&
                  (!identity_has_current(&app->identity) || app->link.attempts % 2u == 0);
    app->slot = is_new ? identity_spare_slot(&app->identity) : app->identity.kept.record.current;
    app->kept.counters.connection++;
    if (!app_counters_keep(app) || !message_topic(&app->message, "report", device_id, "status", NULL)) {
        return false;
    }
    memcpy(app->will_topic, app->message.topic, sizeof app->will_topic);
    if (!message_topic(&app->message, "device", device_id, "+", NULL)) {
        return false;
    }
    memcpy(app->listen_to, app->message.topic, sizeof app->listen_to);
    write_will(app);
    action->of.connect.client_id = device_id;
    action->of.connect.will_topic = app->will_topic;
    action->of.connect.will = app->will;
    return true;
}

bool app_session_prepare(struct app *app, const uint32_t random[4], uint64_t now_ms, struct app_action *action)
{
    action->kind = APP_CONNECT;
    bool is_ready = provisioning_is_due(&app->identity) ? prepare_claim(app, random, now_ms, action)
                                                        : prepare_own(app, action);
    action->of.connect.slot = app->slot;
    action->of.connect.listen_to = app->listen_to;
    return is_ready;
}

void app_session_begin(struct app *app, uint64_t now_ms)
{
    if (app_session_is_claim(app)) {
        return;
    }
    if (app->slot != app->identity.kept.record.current) {
        (void)identity_promote(&app->identity); /* where that fails it is shown again, and promoted then */
    }
    app->status_ms = now_ms;
    app->is_refused = false;
    commands_open(&app->commands);
    outbox_open(&app->outbox);
}

void app_session_end(struct app *app)
{
    outbox_close(&app->outbox);
}

void app_session_tell_time(struct app *app, uint64_t wall_ms, uint64_t now_ms)
{
    if (stamps_set(&app->stamps, wall_ms, now_ms, app->ring.next_sequence, flash_ring_oldest(&app->ring))) {
        app->status_ms = now_ms;
    }
}

void app_session_hear_signal(struct app *app, int16_t rssi_dbm)
{
    if (rssi_dbm <= 0 && rssi_dbm >= APP_LEAST_RSSI) {
        app->rssi_dbm = rssi_dbm;
    }
}

static void hear_answer(struct app *app, const char *text, size_t length, uint64_t now_ms)
{
    struct outbox_answer answer;
    if (!outbox_hear(&app->outbox, text, length, now_ms, &answer)) {
        return;
    }
    if (app->outbox.has_answer && app->outbox.highest_answered >= app->stamps.boot_first) {
        bool was_on_trial = ota_is_on_trial(&app->ota);
        ota_acknowledged(&app->ota);
        app->status_ms = was_on_trial != ota_is_on_trial(&app->ota) ? now_ms : app->status_ms;
    }
    if (answer.time_ms != 0) {
        app_session_tell_time(app, answer.time_ms, now_ms);
    }
}

static void hear_configuration(struct app *app, const char *text, size_t length, uint64_t now_ms)
{
    enum configuration_outcome outcome = configuration_hear(&app->configuration, text, length);
    app->has_to_report =
        app->has_to_report || (outcome != CONFIGURATION_UNREADABLE && outcome != CONFIGURATION_NOT_KEPT);
    if (outcome == CONFIGURATION_TAKEN) {
        struct ct_calibration calibration;
        configuration_apply(&app->configuration, &app->reporting, &calibration);
        metering_begin(&app->metering, &calibration);
        app->status_ms = now_ms;
    }
}

static void hear_command(struct app *app, const char *text, size_t length, uint64_t now_ms)
{
    struct commands_abilities abilities = {.can_restart = !ota_is_on_trial(&app->ota),
                                           .can_provision = app->identity.has_claim};
    switch (commands_hear(&app->commands, text, length, stamps_wall_ms(&app->stamps, now_ms), &abilities)) {
    case COMMANDS_NOTHING:
        break;
    case COMMANDS_RESTART:
        app->has_to_restart = true;
        break;
    case COMMANDS_RENEW:
        renewal_want(&app->renewal);
        break;
    case COMMANDS_IDENTIFY:
        app->identify_until_ms = now_ms + APP_IDENTIFY_MS;
        break;
    }
}

static void hear_certificate(struct app *app, const char *text, size_t length, uint64_t now_ms)
{
    if (renewal_hear(&app->renewal, text, length, now_ms, app->memory)) {
        (void)commands_renewed(&app->commands); /* where that fails it is found out with the next start */
        link_leave(&app->link, now_ms, 0);
    }
}

void app_session_confirm(struct app *app, uint64_t now_ms)
{
    if (link_is_up(&app->link) && !app_session_is_claim(app) && commands_is_leaving(&app->commands) &&
        identity_give_up(&app->identity)) {
        (void)commands_left(&app->commands); /* or before the claim is shown */
        link_leave(&app->link, now_ms, 0);
    }
}

void app_session_hear(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    const char *kind = message_kind(event->of.message.topic);
    const char *text = event->of.message.text;
    size_t length = event->of.message.length;
    if (!link_is_up(&app->link)) {
        return;
    }
    if (app_session_is_claim(app)) {
        provisioning_hear(&app->provisioning, kind, text, length, app->memory);
    } else if (strcmp(kind, "ack") == 0) {
        hear_answer(app, text, length, now_ms);
    } else if (strcmp(kind, "configuration") == 0) {
        hear_configuration(app, text, length, now_ms);
    } else if (strcmp(kind, "firmware") == 0) {
        (void)ota_hear(&app->ota, text, length, now_ms);
    } else if (strcmp(kind, "certificate") == 0) {
        hear_certificate(app, text, length, now_ms);
    } else if (strcmp(kind, "command") == 0) {
        hear_command(app, text, length, now_ms);
    } else if (strcmp(kind, "resend") == 0) {
        (void)outbox_hear_missing(&app->outbox, text, length);
    }
}

/* Leave the claims' broker, to come back after a while that is another for each device. */
static void leave_claims(struct app *app, enum provisioning_step step, uint32_t random, uint64_t now_ms)
{
    uint64_t pause_ms = 0;
    app->is_refused = step == PROVISIONING_REFUSED && app->provisioning.retry_ms == 0;
    if (step == PROVISIONING_REFUSED) {
        pause_ms = app->is_refused ? BACKOFF_LONGEST_MS : app->provisioning.retry_ms;
        pause_ms += (pause_ms * random >> 32) / 2u;
    } else if (step == PROVISIONING_LEAVE) {
        pause_ms = backoff_next_ms(&app->claim_backoff, random);
    }
    link_leave(&app->link, now_ms, pause_ms);
}

static bool next_of_claim(struct app *app, uint32_t random, uint64_t now_ms)
{
    enum provisioning_step step = provisioning_tick(&app->provisioning, now_ms, &app->message);
    if (step == PROVISIONING_DONE || step == PROVISIONING_LEAVE || step == PROVISIONING_REFUSED) {
        leave_claims(app, step, random, now_ms);
    }
    return step == PROVISIONING_ASK;
}

bool app_session_next(struct app *app, const uint32_t random[4], uint64_t now_ms)
{
    const char *device_id = app->identity.kept.record.device_id;
    app->is_to_confirm = false;
    if (!link_is_up(&app->link)) {
        return false;
    }
    if (app_session_is_claim(app)) {
        return next_of_claim(app, random[0], now_ms);
    }
    if (now_ms >= app->status_ms) { /* the first one tells which certificate counts */
        app->status_ms = now_ms + APP_STATUS_MS;
        return app_status_write(app, now_ms);
    }
    if (commands_report(&app->commands, device_id, &app->message, &app->is_to_confirm) ||
        ota_report(&app->ota, device_id, &app->message)) {
        return true;
    }
    if (app->has_to_report) {
        app->has_to_report = false;
        return configuration_report(&app->configuration, device_id, &app->message);
    }
    if (renewal_is_to_be_shown(&app->renewal, now_ms)) {
        link_leave(&app->link, now_ms, 0);
        return false;
    }
    return renewal_ask(&app->renewal, now_ms, stamps_wall_ms(&app->stamps, now_ms), &app->message) ||
           outbox_next(&app->outbox, device_id, now_ms, &app->message);
}

uint64_t app_session_wake_ms(const struct app *app, uint64_t now_ms)
{
    if (!link_is_up(&app->link)) {
        return UINT64_MAX;
    }
    if (app_session_is_claim(app)) {
        return app->provisioning.next_ms > now_ms ? app->provisioning.next_ms : now_ms;
    }
    uint64_t wake_ms = outbox_wake_ms(&app->outbox);
    return app->status_ms < wake_ms ? app->status_ms : wake_ms;
}
