/* What happened, on its way from a driver's task to the one task that steps the core. */
#ifndef MERIGGIO_PORT_EVENTS_H
#define MERIGGIO_PORT_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app.h"

/* Samples that travel together: a tenth of a second. */
#define EVENTS_BLOCK_SAMPLES 400u
#define EVENTS_SERIAL_BYTES 64u

struct events_block {
    uint16_t voltage[EVENTS_BLOCK_SAMPLES];
    uint16_t current[EVENTS_BLOCK_SAMPLES];
};

struct events_message {
    char topic[MESSAGE_TOPIC_BYTES];
    size_t length;
    char text[APP_MESSAGE_BYTES];
};

struct port_event {
    enum app_event_kind kind;
    uint32_t session; /* of which connection, 0: of none; what is of an older one is forgotten */
    union {
        struct events_block *block;
        struct events_message *message;
        uint64_t wall_ms;
        uint32_t bytes;
        int16_t rssi_dbm;
        uint8_t sha256[OTA_HASH_BYTES];
        struct {
            uint8_t bytes[EVENTS_SERIAL_BYTES];
            uint8_t count;
        } serial;
    } of;
};

void events_begin(void);

/* Memory for samples or a message; NULL while all of it is on its way. Never waits: the client of MQTT holds
 * its lock while it tells us something, and the core's task needs that lock to publish. */
struct events_block *events_take_block(void);
struct events_message *events_take_message(void);

/* Whether it is on its way; if not, memory that it has stays the caller's. */
bool events_post(const struct port_event *event);

/* One that must not be lost: there is always room, unless the core's task hangs. Then the watchdog ends it. */
void events_tell(const struct port_event *event);

/* The oldest one, or false after so many ms. Its memory has to be given back. */
bool events_wait(struct port_event *event, uint32_t wait_ms);
void events_give_back(const struct port_event *event);

#endif
