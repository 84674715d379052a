#include "broker.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define QOS 1
#define KEEPALIVE_S 60
#define MOST_PACKETS 16
#define MOST_IN_FLIGHT 65535
/* Answers to CONNECT (MQTT 3.1.1, 3.2.2.3) that are about who connects. */
#define REFUSES_NAME 2
#define REFUSES_CREDENTIALS 4
#define REFUSES_CLIENT 5
/* An answer to SUBSCRIBE. */
#define REFUSES_TOPIC 0x80

void broker_begin(struct broker *broker, struct events *events, const struct device_clock *clock)
{
    *broker = (struct broker){.events = events, .clock = clock};
}

static void tell(struct broker *broker, const struct app_event *event)
{
    events_push(broker->events, event, device_clock_now_ms(broker->clock) + broker->delay_ms);
}

static void tell_kind(struct broker *broker, enum app_event_kind kind)
{
    tell(broker, &(struct app_event){.kind = kind});
}

/* With TLS 1.3 a refused certificate shows when the first thing is read. */
static void hear_tls(const SSL *tls, int where, int what)
{
    struct broker *broker = SSL_CTX_get_app_data(SSL_get_SSL_CTX(tls));
    if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT && tls_is_refusal(what & 0xff)) {
        broker->is_refused = true;
    }
}

static void on_connect(struct mosquitto *client, void *context, int answer)
{
    struct broker *broker = context;
    broker->is_answered = true;
    broker->is_refused = broker->is_refused || answer == REFUSES_NAME || answer == REFUSES_CREDENTIALS ||
                         answer == REFUSES_CLIENT;
    if (answer == 0) {
        (void)mosquitto_subscribe(client, NULL, broker->listen_to, QOS);
    }
}

static void on_subscribe(struct mosquitto *client, void *context, int number, int topics, const int *granted)
{
    struct broker *broker = context;
    (void)number;
    if (topics == 1 && granted[0] == REFUSES_TOPIC) {
        broker->is_refused = true;
        (void)mosquitto_disconnect(client);
        return;
    }
    tell_kind(broker, APP_CONNECTED);
}

static void on_message(struct mosquitto *client, void *context, const struct mosquitto_message *message)
{
    struct broker *broker = context;
    (void)client;
    struct app_event event = {.kind = APP_HEARD};
    event.of.message.topic = message->topic;
    event.of.message.text = message->payloadlen == 0 ? "" : message->payload;
    event.of.message.length = (size_t)message->payloadlen;
    tell(broker, &event);
}

static void on_publish(struct mosquitto *client, void *context, int number)
{
    struct broker *broker = context;
    (void)client;
    broker->unanswered -= broker->unanswered != 0 ? 1u : 0u;
    if (number == broker->to_confirm) {
        broker->to_confirm = 0;
        tell_kind(broker, APP_CONFIRMED);
    }
}

static bool prepare(struct broker *broker, const struct app_action *action)
{
    struct mosquitto *client = broker->client;
    const char *will = action->of.connect.will;
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_subscribe_callback_set(client, on_subscribe);
    mosquitto_message_callback_set(client, on_message);
    mosquitto_publish_callback_set(client, on_publish);
    SSL_CTX_set_app_data(broker->tls, broker);
    SSL_CTX_set_info_callback(broker->tls, hear_tls);
    return mosquitto_void_option(client, MOSQ_OPT_SSL_CTX, broker->tls) == MOSQ_ERR_SUCCESS &&
           mosquitto_int_option(client, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0) == MOSQ_ERR_SUCCESS &&
           mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, MOST_IN_FLIGHT) == MOSQ_ERR_SUCCESS &&
           mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1) == MOSQ_ERR_SUCCESS &&
           (will == NULL || mosquitto_will_set(client, action->of.connect.will_topic, (int)strlen(will), will, QOS,
                                               false) == MOSQ_ERR_SUCCESS);
}

static void close_all(struct broker *broker)
{
    mosquitto_destroy(broker->client);
    SSL_CTX_free(broker->tls);
    broker->client = NULL;
    broker->tls = NULL;
    broker->unanswered = 0;
    broker->to_confirm = 0;
}

static void lose(struct broker *broker, int result)
{
    close_all(broker);
    broker->why = mosquitto_strerror(result);
    tell_kind(broker, broker->is_refused ? APP_TURNED_AWAY : APP_DISCONNECTED);
}

void broker_connect(struct broker *broker, const struct broker_address *address, SSL_CTX *tls,
                    const struct app_action *action)
{
    broker_leave(broker, true);
    broker->is_refused = false;
    broker->is_opening = true;
    broker->is_answered = false;
    broker->tls = tls;
    broker->client = tls == NULL ? NULL : mosquitto_new(action->of.connect.client_id, true, broker);
    memcpy(broker->listen_to, action->of.connect.listen_to, strlen(action->of.connect.listen_to) + 1u);
    int result = broker->client == NULL || !prepare(broker, action)
                     ? MOSQ_ERR_INVAL
                     : mosquitto_connect_async(broker->client, address->host, address->port, KEEPALIVE_S);
    if (result != MOSQ_ERR_SUCCESS) {
        lose(broker, result);
    }
}

void broker_publish(struct broker *broker, const struct app_action *action)
{
    int number = 0;
    if (broker->client != NULL &&
        mosquitto_publish(broker->client, &number, action->of.publish.topic, (int)action->of.publish.length,
                          action->of.publish.payload, QOS, false) == MOSQ_ERR_SUCCESS) {
        broker->unanswered++;
        broker->to_confirm = action->of.publish.is_to_confirm ? number : broker->to_confirm;
    }
}

void broker_leave(struct broker *broker, bool says_so)
{
    if (broker->client != NULL && says_so) {
        (void)mosquitto_disconnect(broker->client);
    }
    close_all(broker);
    events_forget_connection(broker->events);
}

int broker_socket(const struct broker *broker, bool *writes)
{
    if (broker->client == NULL) {
        return -1;
    }
    *writes = broker->is_opening || mosquitto_want_write(broker->client);
    return mosquitto_socket(broker->client);
}

/* libmosquitto waits for a handshake over a socket that nobody holds any more. */
static bool is_closed(int socket)
{
    char byte = 0;
    ssize_t there = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return there == 0 || (there < 0 && errno != EAGAIN);
}

void broker_turn(struct broker *broker, bool is_writable)
{
    if (broker->client == NULL) {
        return;
    }
    broker->is_opening = broker->is_opening && !is_writable;
    bool is_dead = !broker->is_answered && !broker->is_opening && is_closed(mosquitto_socket(broker->client));
    int result = is_dead ? MOSQ_ERR_CONN_REFUSED : mosquitto_loop(broker->client, 0, MOST_PACKETS);
    if (result != MOSQ_ERR_SUCCESS) {
        lose(broker, result);
    }
}
