#include "connection.h"

#include <stdatomic.h>
#include <string.h>

#include "esp_log.h"
#include "events.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "keys.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/ssl.h"
#include "mqtt_client.h"
#include "store.h"

#define KEEPALIVE_S 30
#define TIMEOUT_MS 10000
#define STACK_BYTES 8192
#define IN_BYTES 2048
/* A message of the core's is written as a whole. */
#define OUT_BYTES ((int)APP_MESSAGE_BYTES + 256)
/* The message under way and one more: what does not fit is said again by the core. */
#define OUTBOX_BYTES (2u * (uint64_t)OUT_BYTES)
/* The core says it again after its own time; the client need not. */
#define RETRANSMIT_MS 60000
#define QOS 1
#define NONE (-1)

static const char *const TAG = "connection";

static struct {
    const struct factory *made;
    esp_mqtt_client_handle_t client;
    atomic_uint session;
    atomic_int to_confirm; /* message id */
    atomic_int newest_confirmed;
    bool is_turned_away;
    struct events_message *arriving;
    char listen_to[MESSAGE_TOPIC_BYTES];
    /* Read by the client while it connects, and never copied by it. */
    char certificate[IDENTITY_PEM_BYTES + 1u];
    uint8_t key[KEYS_DER_BYTES];
    size_t key_bytes;
} connection;

void connection_begin(const struct factory *factory)
{
    connection.made = factory;
}

bool connection_is_now(uint32_t session)
{
    return session == atomic_load(&connection.session);
}

static struct port_event event_of(enum app_event_kind kind)
{
    return (struct port_event){.kind = kind, .session = atomic_load(&connection.session)};
}

static void tell(enum app_event_kind kind)
{
    const struct port_event event = event_of(kind);
    events_tell(&event);
}

/* The broker's answer to who we are: its return code, or TLS's alert. */
static bool is_refusal(const esp_mqtt_error_codes_t *error)
{
    if (error->error_type == MQTT_ERROR_TYPE_CONNECTION_REFUSED) {
        return error->connect_return_code == MQTT_CONNECTION_REFUSE_ID_REJECTED ||
               error->connect_return_code == MQTT_CONNECTION_REFUSE_BAD_USERNAME ||
               error->connect_return_code == MQTT_CONNECTION_REFUSE_NOT_AUTHORIZED;
    }
    int of_tls = error->esp_tls_stack_err;
    return error->error_type == MQTT_ERROR_TYPE_TCP_TRANSPORT &&
           (of_tls < 0 ? of_tls : -of_tls) == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE;
}

static void drop_arriving(void)
{
    if (connection.arriving != NULL) {
        const struct port_event event = {.kind = APP_HEARD, .of.message = connection.arriving};
        events_give_back(&event);
        connection.arriving = NULL;
    }
}

static void begin_message(const esp_mqtt_event_t *event)
{
    drop_arriving();
    if (event->total_data_len > (int)APP_MESSAGE_BYTES || event->topic_len >= (int)MESSAGE_TOPIC_BYTES) {
        ESP_LOGW(TAG, "a message of %d bytes is left", event->total_data_len);
        return;
    }
    connection.arriving = events_take_message();
    if (connection.arriving == NULL) {
        ESP_LOGW(TAG, "a message is left, to be said again");
        return;
    }
    memcpy(connection.arriving->topic, event->topic, (size_t)event->topic_len);
    connection.arriving->topic[event->topic_len] = '\0';
    connection.arriving->length = 0;
}

/* A message comes in parts, of which the first one names the topic. */
static void take_part(const esp_mqtt_event_t *event)
{
    if (event->current_data_offset == 0) {
        begin_message(event);
    }
    struct events_message *arriving = connection.arriving;
    if (arriving == NULL || event->current_data_offset != (int)arriving->length ||
        event->data_len > (int)(sizeof arriving->text - arriving->length)) {
        return;
    }
    memcpy(arriving->text + arriving->length, event->data, (size_t)event->data_len);
    arriving->length += (size_t)event->data_len;
    if ((int)arriving->length < event->total_data_len) {
        return;
    }
    struct port_event heard = event_of(APP_HEARD);
    heard.of.message = arriving;
    if (events_post(&heard)) {
        connection.arriving = NULL;
    } else {
        drop_arriving();
    }
}

/* The broker may be faster than the task that published: whoever comes second says it. */
static void confirm(int message_id)
{
    int awaited = message_id;
    if (atomic_load(&connection.newest_confirmed) == message_id &&
        atomic_compare_exchange_strong(&connection.to_confirm, &awaited, NONE)) {
        tell(APP_CONFIRMED);
    }
}

static void forget_confirmation(void)
{
    atomic_store(&connection.to_confirm, NONE);
    atomic_store(&connection.newest_confirmed, NONE);
}

/* In the client's task, which holds its lock: nothing here may wait. */
static void hear(void *context, esp_event_base_t base, int32_t id, void *data)
{
    const esp_mqtt_event_t *event = data;
    (void)context;
    (void)base;
    switch ((esp_mqtt_event_id_t)id) {
    case MQTT_EVENT_CONNECTED:
        if (esp_mqtt_client_subscribe_single(event->client, connection.listen_to, QOS) < 0) {
            (void)esp_mqtt_client_disconnect(event->client);
        }
        break;
    case MQTT_EVENT_SUBSCRIBED:
        tell(APP_CONNECTED);
        break;
    case MQTT_EVENT_ERROR:
        connection.is_turned_away = connection.is_turned_away || is_refusal(event->error_handle);
        break;
    case MQTT_EVENT_DISCONNECTED: /* also after a try that failed */
        forget_confirmation();
        tell(connection.is_turned_away ? APP_TURNED_AWAY : APP_DISCONNECTED);
        break;
    case MQTT_EVENT_DATA:
        take_part(event);
        break;
    case MQTT_EVENT_PUBLISHED: /* its PUBACK */
        atomic_store(&connection.newest_confirmed, event->msg_id);
        confirm(event->msg_id);
        break;
    default:
        break;
    }
}

static bool read_identity(unsigned slot)
{
    size_t length = store_read(STORE_CORE, identity_key_of(slot), connection.certificate, IDENTITY_PEM_BYTES);
    connection.certificate[length] = '\0';
    connection.key_bytes = keys_read(slot, connection.key);
    return length != 0 && connection.key_bytes != 0;
}

static esp_mqtt_client_config_t configure(const struct app_action *action)
{
    const struct factory *made = connection.made;
    return (esp_mqtt_client_config_t){
        .broker.address.uri = action->of.connect.slot == IDENTITY_CLAIM_SLOT ? made->claims_uri : made->broker_uri,
        .broker.verification.certificate = factory_authorities(),
        .credentials.client_id = action->of.connect.client_id,
        .credentials.authentication.certificate = connection.certificate,
        .credentials.authentication.key = (const char *)connection.key,
        .credentials.authentication.key_len = connection.key_bytes,
        .session.last_will.topic = action->of.connect.will_topic,
        .session.last_will.msg = action->of.connect.will,
        .session.last_will.qos = QOS,
        .session.keepalive = KEEPALIVE_S,
        .session.protocol_ver = MQTT_PROTOCOL_V_3_1_1,
        .session.message_retransmit_timeout = RETRANSMIT_MS,
        .network.disable_auto_reconnect = true,
        .network.timeout_ms = TIMEOUT_MS,
        .task.stack_size = STACK_BYTES,
        .buffer.size = IN_BYTES,
        .buffer.out_size = OUT_BYTES,
        .outbox.limit = OUTBOX_BYTES,
    };
}

void connection_open(const struct app_action *action)
{
    connection_close();
    connection.is_turned_away = false;
    (void)strncpy(connection.listen_to, action->of.connect.listen_to, sizeof connection.listen_to - 1u);
    if (!read_identity(action->of.connect.slot)) {
        tell(APP_TURNED_AWAY); /* nobody to be */
        return;
    }
    const esp_mqtt_client_config_t config = configure(action);
    connection.client = esp_mqtt_client_init(&config);
    if (connection.client == NULL ||
        esp_mqtt_client_register_event(connection.client, MQTT_EVENT_ANY, hear, NULL) != ESP_OK ||
        esp_mqtt_client_start(connection.client) != ESP_OK) {
        ESP_LOGE(TAG, "no client can be had");
        tell(APP_DISCONNECTED);
    }
}

void connection_close(void)
{
    if (connection.client != NULL) {
        (void)esp_mqtt_client_disconnect(connection.client); /* properly, so that the will is not said */
        (void)esp_mqtt_client_destroy(connection.client);
        connection.client = NULL;
    }
    drop_arriving();
    mbedtls_platform_zeroize(connection.key, sizeof connection.key);
    forget_confirmation();
    atomic_fetch_add(&connection.session, 1u);
}

void connection_publish(const struct app_action *action)
{
    if (connection.client == NULL) {
        return;
    }
    int message_id = esp_mqtt_client_enqueue(connection.client, action->of.publish.topic, action->of.publish.payload,
                                             (int)action->of.publish.length, QOS, 0, true);
    if (message_id < 0) {
        ESP_LOGW(TAG, "a message has no room, to be said again");
    } else if (action->of.publish.is_to_confirm) {
        atomic_store(&connection.to_confirm, message_id);
        confirm(message_id);
    }
}

void connection_drain(uint32_t wait_ms)
{
    for (uint32_t waited_ms = 0; waited_ms < wait_ms && connection.client != NULL; waited_ms += 50u) {
        if (esp_mqtt_client_get_outbox_size(connection.client) == 0) {
            return;
        }
        vTaskDelay(pdMS_TO_TICKS(50));
    }
}
