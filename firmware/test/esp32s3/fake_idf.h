/* What the port to the ESP32-S3 calls, played by the test: queues, a broker's client, a server, two slots, a converter. */
#ifndef MERIGGIO_TEST_FAKE_IDF_H
#define MERIGGIO_TEST_FAKE_IDF_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mqtt_client.h"

#define FAKE_SLOT_BYTES 65536u

struct fake {
    jmp_buf idle; /* a task that would wait for ever comes back here */
    bool is_waited_for;
    void (*task)(void *context); /* the newest one that was made */
    esp_event_handler_t mqtt;
    uint64_t client; /* its handle is this one's address */
    int clients;     /* that there are */
    int published;
    int next_message_id;
    bool is_puback_first; /* it comes before the call that publishes returns */
    const char *subscribed;
    int status; /* of the server */
    int64_t headers;
    const uint8_t *body;
    size_t body_bytes;
    size_t sent;
    size_t breaks_at;
    char range[32];
    bool is_verified; /* what esp_ota_end says */
    uint8_t slot[FAKE_SLOT_BYTES];
    size_t slot_bytes;
    int begun;
    int boot_set;
    int state; /* esp_ota_img_states_t of what runs */
    int called_bad;
    const uint32_t *results; /* of the converter */
    size_t results_left;
};

extern struct fake fake;

void fake_reset(void);

/* Let a task do all that there is. */
void fake_run(void (*task)(void *context));

/* The client of MQTT says something. */
void fake_mqtt(esp_mqtt_event_t *event);

#endif
