/* The device: everything that decides, behind one step.
 *
 * A port has one loop: take an event, step, do the actions in their order, and wake it when it asked.
 * It decides nothing. Whatever an event or an action points to holds until the next step. */
#ifndef MERIGGIO_CORE_APP_H
#define MERIGGIO_CORE_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "commands.h"
#include "configuration.h"
#include "flash_ring.h"
#include "identity.h"
#include "link_supervisor.h"
#include "meter.h"
#include "metering.h"
#include "ota_policy.h"
#include "outbox.h"
#include "provisioning.h"
#include "renewal.h"
#include "reporting.h"
#include "stamps.h"
#include "status_led.h"

#define APP_MESSAGE_BYTES 8192u /* about 40 readings at once */
#define APP_STATUS_MS 300000u
#define APP_SAVE_CURSOR_MS 60000u
#define APP_SENSOR_MS 4000u /* without a window the sensor has a fault */
#define APP_IDENTIFY_MS 30000u
#define APP_LEAST_RSSI (-150)
#define APP_NO_RSSI 1
/* No step has more actions. */
#define APP_MOST_ACTIONS 8u

enum app_event_kind {
    APP_WOKEN, /* the time that was asked for has come */
    APP_SAMPLED,
    APP_MEASURED, /* a window, where somebody else samples */
    APP_WIFI_JOINED,
    APP_WIFI_LOST,
    APP_CONNECTED, /* and subscribed */
    APP_DISCONNECTED,
    APP_TURNED_AWAY, /* the broker does not take the certificate */
    APP_HEARD,
    APP_TOLD_TIME, /* by SNTP */
    APP_DOWNLOADED, /* so many bytes are in the slot */
    APP_DOWNLOAD_BROKE,
    APP_DOWNLOAD_ENDED,
    APP_CONFIRMED, /* the broker has the newest message that was to be confirmed: its PUBACK */
    APP_SIGNAL,    /* how strong the Wi-Fi is, now and then */
    APP_SERIAL,    /* bytes from the modem */
};

struct app_event {
    enum app_event_kind kind;
    uint32_t random[4]; /* fresh ones with each event */
    union {
        struct {
            const uint16_t *voltage; /* 12 bits each, at METERING_RATE_HZ */
            const uint16_t *current;
            size_t count;
        } samples;
        struct metering_window window;
        struct {
            const char *topic;
            const char *text;
            size_t length;
        } message;
        uint64_t wall_ms;
        uint32_t bytes;
        uint8_t sha256[OTA_HASH_BYTES]; /* of all that is in the slot */
        int16_t rssi_dbm;
        struct {
            const uint8_t *bytes;
            size_t count;
        } serial;
    } of;
};

enum app_action_kind {
    APP_JOIN_WIFI,
    APP_CONNECT,
    APP_DISCONNECT,
    APP_PUBLISH, /* at QoS 1 */
    APP_DOWNLOAD,
    APP_RESTART, /* once what is published has left */
    APP_LED,
    APP_SERIAL_WRITE, /* bytes to the modem; two of these at most, in their order */
    APP_REQUEST_LINE, /* the modem's: low asks it to listen */
    APP_WAKE,         /* always the last one */
};

struct app_action {
    enum app_action_kind kind;
    union {
        struct {
            unsigned slot; /* whose key and certificate; IDENTITY_CLAIM_SLOT: to the claims' broker */
            const char *client_id;
            const char *listen_to;
            const char *will_topic; /* NULL: none */
            const char *will;
        } connect;
        struct {
            const char *topic;
            const char *payload;
            size_t length;
            bool is_to_confirm; /* say APP_CONFIRMED once the broker has it */
        } publish;
        struct {
            const char *url;
            uint32_t from; /* 0: from the beginning, whatever there is */
        } download;
        bool is_lit;
        struct {
            const uint8_t *bytes;
            size_t count;
        } serial;
        bool is_low;
        uint64_t wake_ms;
    } of;
};

struct app_ports {
    const struct flash *flash; /* the readings' partition */
    const struct kv *kv;
    const struct crypto *crypto;
    const struct ota_slots *slots;
};

struct app_settings {
    const char *serial_number;
    struct ota_settings firmware;
    struct ct_calibration calibration; /* the factory's */
    /* Measure by what an Italian meter says over Chain 2, through a modem; NULL: by samples or windows. */
    const struct meter_settings *meter;
    /* The claim stays when it is not needed any more: such a device can be told to provision itself again. */
    bool keeps_claim;
    uint32_t interval_s; /* between readings until it is configured, 1 to 900; 0: as the contract has it */
};

/* Numbers that only grow, also over restarts. */
struct app_counters {
    uint64_t connection;
    uint32_t boot;
    uint32_t unused;
};

struct app {
    struct app_settings settings;
    struct identity identity;
    struct provisioning provisioning;
    struct renewal renewal;
    struct link_supervisor link;
    struct backoff claim_backoff;
    struct outbox outbox;
    struct flash_ring ring;
    struct stamps stamps;
    struct configuration configuration;
    struct commands commands;
    struct ota_policy ota;
    struct metering metering;
    struct reporting reporting;
    struct meter meter;
    struct status_led led;
    unsigned slot; /* of this connection */
    bool is_lit;
    bool has_lit;
    bool has_to_report; /* the configuration */
    bool is_refused;    /* by the claims' side, and asking again does not help */
    bool cannot_keep;   /* the flash refuses readings */
    bool is_clipped;    /* the newest reading */
    bool has_to_restart;
    bool is_to_confirm; /* the message that was written last */
    bool is_line_low;
    int16_t rssi_dbm; /* APP_NO_RSSI: nobody knows */
    uint32_t faults;  /* that are told */
    uint64_t measured_ms; /* the last window */
    uint64_t identify_until_ms;
    uint64_t status_ms;   /* the next one is due */
    uint64_t save_ms;
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct app_counters counters;
    } kept;
    char listen_to[MESSAGE_TOPIC_BYTES];
    char will_topic[MESSAGE_TOPIC_BYTES];
    char will[72];
    struct message message;
    char memory[APP_MESSAGE_BYTES];
};

/* Power is on. Ports and texts stay the caller's. False when the ports refuse: try again. */
bool app_begin(struct app *app, const struct app_ports *ports, const struct app_settings *settings, uint64_t now_ms);

/* Something happened: what to do. `room` is at least APP_MOST_ACTIONS. Returns how many actions. */
size_t app_step(struct app *app, const struct app_event *event, uint64_t now_ms, struct app_action *actions,
                size_t room);

#endif
