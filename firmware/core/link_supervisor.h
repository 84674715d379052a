/* Wi-Fi, and over it one connection to a broker: what to try, and when. Each has a backoff of its own.
 *
 * A backoff begins anew only when what came up has lasted: a broker may accept and drop us at once. */
#ifndef MERIGGIO_CORE_LINK_SUPERVISOR_H
#define MERIGGIO_CORE_LINK_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

#include "backoff.h"

#define LINK_LASTED_MS 10000u
#define LINK_WIFI_TIMEOUT_MS 30000u
#define LINK_CONNECT_TIMEOUT_MS 30000u

enum link_event {
    LINK_WIFI_UP,   /* with an address */
    LINK_WIFI_DOWN, /* or the try failed */
    LINK_CONNECTED, /* and subscribed */
    LINK_LOST,      /* or the try failed */
    LINK_REFUSED,   /* the certificate, or who it says we are */
};

enum link_step {
    LINK_WAIT,
    LINK_JOIN_WIFI,
    LINK_CONNECT,
    LINK_DISCONNECT, /* whatever there is of a connection */
};

enum link_state { LINK_DOWN, LINK_TRYING, LINK_UP };

struct link_line {
    uint8_t state;
    struct backoff backoff;
    uint64_t since_ms; /* of the state; LINK_DOWN: not tried before */
};

struct link_supervisor {
    struct link_line wifi;
    struct link_line broker;
    uint32_t attempts;   /* to connect that failed, one after the other */
    bool is_refused;     /* the last one, for who we are */
    bool is_leaving;
};

void link_begin(struct link_supervisor *link, uint64_t now_ms);

/* Something happened. `random`: any 32 random bits. */
void link_take(struct link_supervisor *link, enum link_event event, uint64_t now_ms, uint32_t random);

/* Leave the connection, and come back after so many ms at the earliest. */
void link_leave(struct link_supervisor *link, uint64_t now_ms, uint64_t pause_ms);

/* What to do now; to be called after each event, and at `wake_ms` at the latest. */
enum link_step link_tick(struct link_supervisor *link, uint64_t now_ms, uint32_t random, uint64_t *wake_ms);

bool link_is_up(const struct link_supervisor *link);

/* What the LED has to say of it: bits of status_led_condition. `is_heard`: the system answers. */
uint32_t link_conditions(const struct link_supervisor *link, bool is_heard);

#endif
