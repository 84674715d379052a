/* One connection to an MQTT broker at a time, by libmosquitto over TLS with a certificate. */
#ifndef MERIGGIO_POSIX_BROKER_H
#define MERIGGIO_POSIX_BROKER_H

#include <mosquitto.h>

#include "app.h"
#include "device_clock.h"
#include "events.h"
#include "tls.h"

#define BROKER_HOST_BYTES 256u

struct broker_address {
    char host[BROKER_HOST_BYTES];
    int port;
};

struct broker {
    struct events *events;
    const struct device_clock *clock;
    uint64_t delay_ms; /* of what is heard; a fault to test with */
    struct mosquitto *client; /* NULL: no connection, and none is tried */
    SSL_CTX *tls;
    bool is_opening; /* the socket was not writable yet */
    bool is_answered; /* by MQTT */
    bool is_refused;
    const char *why; /* the newest connection was lost */
    unsigned unanswered; /* published, and not acknowledged by the broker */
    int to_confirm;      /* the number of a message whose acknowledgement is to be told; 0: none */
    char listen_to[MESSAGE_TOPIC_BYTES];
};

void broker_begin(struct broker *broker, struct events *events, const struct device_clock *clock);

/* Try to connect as the action says, and subscribe. `tls` becomes the broker's; NULL: there is nothing
 * to show. What follows is an event. */
void broker_connect(struct broker *broker, const struct broker_address *address, SSL_CTX *tls,
                    const struct app_action *action);

/* At QoS 1; nothing where there is no connection. */
void broker_publish(struct broker *broker, const struct app_action *action);

/* Leave; without a word the broker publishes the will. No event follows. */
void broker_leave(struct broker *broker, bool says_so);

/* What to wait for on which socket; -1: none. */
int broker_socket(const struct broker *broker, bool *writes);

/* Read and write what there is. */
void broker_turn(struct broker *broker, bool is_writable);

#endif
