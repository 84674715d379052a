#include "actions.h"

#include "board.h"
#include "connection.h"
#include "download.h"
#include "esp_system.h"
#include "modem.h"
#include "wifi.h"

#define DRAIN_MS 3000u

static void perform(const struct app_action *action)
{
    switch (action->kind) {
    case APP_JOIN_WIFI:
        wifi_join();
        break;
    case APP_CONNECT:
        connection_open(action);
        break;
    case APP_DISCONNECT:
        connection_close();
        break;
    case APP_PUBLISH:
        connection_publish(action);
        break;
    case APP_DOWNLOAD:
        download_start(action);
        break;
    case APP_LED:
        board_light(action->of.is_lit);
        break;
    case APP_SERIAL_WRITE:
        modem_write(action->of.serial.bytes, action->of.serial.count);
        break;
    case APP_REQUEST_LINE:
        modem_request(action->of.is_low);
        break;
    case APP_RESTART: /* once all of the step is done */
    case APP_WAKE:
        break;
    }
}

uint64_t actions_perform(const struct app_action *actions, size_t count)
{
    uint64_t wake_ms = 0;
    bool restarts = false;
    for (size_t at = 0; at < count; at++) {
        perform(&actions[at]);
        restarts = restarts || actions[at].kind == APP_RESTART;
        wake_ms = actions[at].kind == APP_WAKE ? actions[at].of.wake_ms : wake_ms;
    }
    if (restarts) {
        connection_drain(DRAIN_MS);
        connection_close();
        esp_restart();
    }
    return wake_ms;
}
