/* A whole device with its network and the system behind it, in a time that only the test moves. The
 * world's clock is true; the device's begins at 0 with each start. */
#ifndef MERIGGIO_TEST_DEVICE_SIM_H
#define MERIGGIO_TEST_DEVICE_SIM_H

#include "app.h"
#include "flash_sim.h"
#include "machine_sim.h"
#include "modem_sim.h"

#define DEVICE_SIM_SECTORS 100u
#define DEVICE_SIM_SECTOR_BYTES 4096u
#define DEVICE_SIM_MOST 20000u
#define DEVICE_SIM_QUEUE 8u
#define DEVICE_SIM_TEXT 1024u
#define DEVICE_SIM_ORDERS 8192u

struct device_sim_heard {
    enum app_event_kind kind;
    char topic[MESSAGE_TOPIC_BYTES];
    char text[DEVICE_SIM_TEXT];
};

struct device_sim {
    struct app app;
    struct machine_sim machine;
    struct flash_sim flash;
    uint8_t cells[DEVICE_SIM_SECTORS * DEVICE_SIM_SECTOR_BYTES];
    struct ota_slots slots;
    struct app_settings settings;
    struct app_ports ports;
    char version[2][16]; /* of the two slots */
    uint32_t runs;
    uint32_t next_start;
    bool is_good[2]; /* kept by the bootloader */

    /* The world. */
    uint64_t world_ms; /* since 1970 */
    uint64_t booted_ms;
    uint64_t wake_ms;
    uint64_t window_ms; /* the next window ends */
    uint64_t chance;
    bool has_wifi;
    bool has_broker;
    bool has_sntp;
    bool turns_away; /* the broker refuses certificates that were not seen before */
    bool answers;    /* the system answers what it is told */
    bool confirms; /* the broker says that it has a message */
    bool measures;
    int16_t rssi_dbm; /* 1: not said */
    int32_t power_mw;

    /* The system. */
    uint32_t key; /* it registered, or was renewed to; 0: none */
    uint32_t issued_key;
    bool is_claimed; /* no other key is taken from a claim, until it has said that it begins anew */
    uint32_t registered;
    uint32_t serial;
    uint64_t certificate_ends_s;
    char refusal[200]; /* said to whoever asks with a claim */
    uint32_t stored;   /* different readings */
    uint32_t received;
    uint32_t batches;
    bool has[DEVICE_SIM_MOST];
    uint64_t stamp_ms[DEVICE_SIM_MOST];
    uint64_t measured_ms[DEVICE_SIM_MOST]; /* truly */
    bool is_timeless[DEVICE_SIM_MOST]; /* power failed before the device could know, and keep, its time */
    uint32_t numbers;
    uint64_t first_publish_ms; /* since the start; 0: not yet */
    uint32_t connects;
    uint32_t restarts;
    bool is_connected;
    unsigned slot; /* of the connection */
    bool is_lit;
    bool is_line_low;
    uint8_t written[MODEM_SIM_BYTES]; /* to the modem */
    size_t written_bytes;
    char status[600]; /* the newest */
    char report[600]; /* the newest of another kind */
    char answer[300]; /* the newest to a command */
    uint32_t answers_given;
    char ordered[DEVICE_SIM_ORDERS]; /* a command's kind, its first letter, by its number */
    char outcome[DEVICE_SIM_ORDERS]; /* its first letter, by the command's number; 0: none yet */
    bool has_contradicted;           /* itself: another outcome, or another stamp of a stored reading */
    uint32_t restarts_asked;         /* APP_RESTART */
    uint64_t meter_ms;               /* the time a meter says, where it is the source; 0: now */
    char download[300];
    uint32_t queued;
    struct device_sim_heard queue[DEVICE_SIM_QUEUE];
};

/* Factory-new, with power on. */
void device_sim_init(struct device_sim *sim);

/* Say a command on device/{id}/command, by its number. */
void device_sim_order(struct device_sim *sim, uint32_t number, const char *kind, uint64_t expires_ms);

/* Let so many ms pass. */
void device_sim_run(struct device_sim *sim, uint64_t ms);

/* The system says something on device/{id}/`kind`. */
void device_sim_say(struct device_sim *sim, const char *kind, const char *text);

/* The modem puts bytes on the line. */
void device_sim_serial(struct device_sim *sim, const uint8_t *bytes, size_t count);

/* Something happens to the device. */
void device_sim_event(struct device_sim *sim, const struct app_event *event);

/* Power off, and on again after so many ms. */
void device_sim_power_cycle(struct device_sim *sim, uint64_t off_ms);

/* The newest status the system has, the newest report of another kind, each after its kind; and the newest
 * answer to a command. */
const char *device_sim_status(const struct device_sim *sim);
const char *device_sim_report(const struct device_sim *sim);
const char *device_sim_answer(const struct device_sim *sim);

/* The system loses a reading; whether it has one. */
void device_sim_lose(struct device_sim *sim, uint32_t number);
bool device_sim_has(const struct device_sim *sim, uint32_t number);

/* Every reading whose time can be known is with the system, stamped within so many ms of the truth. */
bool device_sim_is_complete(const struct device_sim *sim, uint64_t tolerance_ms);

#endif
