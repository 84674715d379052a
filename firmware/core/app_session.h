/* What is said and heard over a connection; of app alone. */
#ifndef MERIGGIO_CORE_APP_SESSION_H
#define MERIGGIO_CORE_APP_SESSION_H

#include "app.h"

/* What the status says of faults, as bits. */
enum app_fault {
    APP_MEASURING_FAILED = 1u,
    APP_STORAGE_FAILED = 2u,
    APP_SENDING_FAILED = 4u, /* there is a connection, but what is sent is not answered */
    APP_SENSOR_CLIPPING = 8u,
};

/* Power is on: go on with what commands began. False when the ports refuse: try again. */
bool app_session_resume(struct app *app);

/* Whether the connection is, or will be, with the claim. */
bool app_session_is_claim(const struct app *app);

/* Choose who to connect as, and write what the connection needs. False: there is nobody to be. */
bool app_session_prepare(struct app *app, const uint32_t random[4], uint64_t now_ms, struct app_action *action);

/* The connection is there, or gone. */
void app_session_begin(struct app *app, uint64_t now_ms);
void app_session_end(struct app *app);

/* A message came. */
void app_session_hear(struct app *app, const struct app_event *event, uint64_t now_ms);

/* How strong the Wi-Fi is, if that can be: from -150 to 0. */
void app_session_hear_signal(struct app *app, int16_t rssi_dbm);

/* The broker has what was to be confirmed. */
void app_session_confirm(struct app *app, uint64_t now_ms);

/* Write the next message that is due into app->message; false: none is. */
bool app_session_next(struct app *app, const uint32_t random[4], uint64_t now_ms);

/* The clock may have to be set. */
void app_session_tell_time(struct app *app, uint64_t wall_ms, uint64_t now_ms);

/* When app_session_next may have something by time alone. */
uint64_t app_session_wake_ms(const struct app *app, uint64_t now_ms);

/* Write the status: docs/reference/asyncapi.json, StatusReported. */
bool app_status_write(struct app *app, uint64_t now_ms);

/* Whether nothing is measured; all that fails. */
bool app_status_is_blind(const struct app *app, uint64_t now_ms);
uint32_t app_status_faults(const struct app *app, uint64_t now_ms);

/* Write the counters down. */
bool app_counters_keep(struct app *app);

#endif
