#include "fake_idf.h"

#include <stdlib.h>
#include <string.h>

#include "esp_http_client.h"
#include "esp_ota_ops.h"
#include "freertos/queue.h"
#include "freertos/task.h"

struct fake fake;

void fake_reset(void)
{
    memset(&fake, 0, sizeof fake);
    fake.next_message_id = 1;
    fake.is_verified = true;
    fake.breaks_at = SIZE_MAX;
}

void fake_run(void (*task)(void *context))
{
    fake.is_waited_for = true;
    if (setjmp(fake.idle) == 0) {
        task(NULL);
    }
    fake.is_waited_for = false;
}

void fake_mqtt(esp_mqtt_event_t *event)
{
    event->client = (esp_mqtt_client_handle_t)&fake.client;
    fake.mqtt(NULL, "", event->event_id, event);
}

/* FreeRTOS */
struct QueueDefinition {
    UBaseType_t length, item_bytes, first, count;
    uint8_t *storage;
};

QueueHandle_t xQueueCreateStatic(UBaseType_t length, UBaseType_t item_bytes, uint8_t *storage, StaticQueue_t *queue)
{
    QueueHandle_t made = (QueueHandle_t)queue;
    *made = (struct QueueDefinition){length, item_bytes, 0, 0, storage};
    return made;
}

UBaseType_t uxQueueSpacesAvailable(QueueHandle_t queue)
{
    return queue->length - queue->count;
}

BaseType_t xQueueSend(QueueHandle_t queue, const void *item, TickType_t ticks)
{
    (void)ticks;
    if (queue->count == queue->length) {
        return pdFALSE;
    }
    size_t at = (queue->first + queue->count++) % queue->length;
    memcpy(queue->storage + at * queue->item_bytes, item, queue->item_bytes);
    return pdTRUE;
}

BaseType_t xQueueOverwrite(QueueHandle_t queue, const void *item)
{
    queue->count = 0;
    return xQueueSend(queue, item, 0);
}

BaseType_t xQueueReceive(QueueHandle_t queue, void *item, TickType_t ticks)
{
    if (queue->count == 0) {
        if (ticks == portMAX_DELAY && fake.is_waited_for) {
            longjmp(fake.idle, 1);
        }
        return pdFALSE;
    }
    memcpy(item, queue->storage + (size_t)queue->first * queue->item_bytes, queue->item_bytes);
    queue->first = (queue->first + 1u) % queue->length;
    queue->count--;
    return pdTRUE;
}

TaskHandle_t xTaskCreateStaticPinnedToCore(TaskFunction_t code, const char *name, uint32_t stack_bytes, void *context,
                                           UBaseType_t priority, StackType_t *stack, StaticTask_t *task, BaseType_t core)
{
    (void)name, (void)stack_bytes, (void)context, (void)priority, (void)stack, (void)core;
    fake.task = code;
    return (TaskHandle_t)task;
}

void vTaskDelay(TickType_t ticks)
{
    (void)ticks;
}

/* esp-mqtt */
esp_mqtt_client_handle_t esp_mqtt_client_init(const esp_mqtt_client_config_t *config)
{
    (void)config;
    fake.clients++;
    return (esp_mqtt_client_handle_t)&fake.client;
}

esp_err_t esp_mqtt_client_register_event(esp_mqtt_client_handle_t client, esp_mqtt_event_id_t event,
                                         esp_event_handler_t handler, void *context)
{
    (void)client, (void)event, (void)context;
    fake.mqtt = handler;
    return ESP_OK;
}

esp_err_t esp_mqtt_client_start(esp_mqtt_client_handle_t client)
{
    (void)client;
    return ESP_OK;
}

esp_err_t esp_mqtt_client_disconnect(esp_mqtt_client_handle_t client)
{
    (void)client;
    return ESP_OK;
}

esp_err_t esp_mqtt_client_destroy(esp_mqtt_client_handle_t client)
{
    (void)client;
    fake.clients--;
    return ESP_OK;
}

int esp_mqtt_client_subscribe_single(esp_mqtt_client_handle_t client, const char *topic, int qos)
{
    (void)client, (void)qos;
    fake.subscribed = topic;
    return 1;
}

int esp_mqtt_client_enqueue(esp_mqtt_client_handle_t client, const char *topic, const char *bytes, int length, int qos,
                            int retain, bool store)
{
    (void)client, (void)topic, (void)bytes, (void)length, (void)qos, (void)retain, (void)store;
    fake.published++;
    int id = fake.next_message_id++;
    if (fake.is_puback_first) {
        esp_mqtt_event_t event = {.event_id = MQTT_EVENT_PUBLISHED, .msg_id = id};
        fake_mqtt(&event);
    }
    return id;
}

int esp_mqtt_client_get_outbox_size(esp_mqtt_client_handle_t client)
{
    (void)client;
    return 0;
}

/* The server of images */
esp_http_client_handle_t esp_http_client_init(const esp_http_client_config_t *config)
{
    (void)config;
    fake.range[0] = '\0';
    fake.sent = 0;
    return (esp_http_client_handle_t)&fake.client;
}

esp_err_t esp_http_client_set_header(esp_http_client_handle_t client, const char *key, const char *value)
{
    (void)client, (void)key;
    (void)strncpy(fake.range, value, sizeof fake.range - 1u);
    return ESP_OK;
}

esp_err_t esp_http_client_open(esp_http_client_handle_t client, int write_length)
{
    (void)client, (void)write_length;
    if (fake.range[0] != '\0') {
        fake.sent = (size_t)strtoul(fake.range + strlen("bytes="), NULL, 10);
    }
    return ESP_OK;
}

int64_t esp_http_client_fetch_headers(esp_http_client_handle_t client)
{
    (void)client;
    return fake.headers;
}

int esp_http_client_get_status_code(esp_http_client_handle_t client)
{
    (void)client;
    return fake.status;
}

int esp_http_client_read(esp_http_client_handle_t client, char *bytes, int length)
{
    (void)client;
    size_t end = fake.body_bytes < fake.breaks_at ? fake.body_bytes : fake.breaks_at;
    size_t left = end > fake.sent ? end - fake.sent : 0;
    size_t part = left < (size_t)length ? left : (size_t)length;
    memcpy(bytes, fake.body + fake.sent, part);
    fake.sent += part;
    return (int)part;
}

bool esp_http_client_is_complete_data_received(esp_http_client_handle_t client)
{
    (void)client;
    return fake.sent >= fake.body_bytes;
}

esp_err_t esp_http_client_cleanup(esp_http_client_handle_t client)
{
    (void)client;
    return ESP_OK;
}

/* Slots */
const esp_partition_t *esp_ota_get_next_update_partition(const esp_partition_t *from)
{
    static const esp_partition_t other = {.size = FAKE_SLOT_BYTES};
    (void)from;
    return &other;
}

const esp_partition_t *esp_ota_get_running_partition(void)
{
    return esp_ota_get_next_update_partition(NULL);
}

esp_err_t esp_ota_begin(const esp_partition_t *partition, size_t image_bytes, esp_ota_handle_t *handle)
{
    (void)partition, (void)image_bytes;
    fake.slot_bytes = 0;
    *handle = (esp_ota_handle_t)++fake.begun;
    return ESP_OK;
}

esp_err_t esp_ota_write(esp_ota_handle_t handle, const void *bytes, size_t length)
{
    if (handle == 0 || length > FAKE_SLOT_BYTES - fake.slot_bytes) {
        return 1;
    }
    memcpy(fake.slot + fake.slot_bytes, bytes, length);
    fake.slot_bytes += length;
    return ESP_OK;
}

esp_err_t esp_ota_end(esp_ota_handle_t handle)
{
    return handle != 0 && fake.is_verified ? ESP_OK : 1;
}

esp_err_t esp_ota_abort(esp_ota_handle_t handle)
{
    (void)handle;
    return ESP_OK;
}

esp_err_t esp_ota_set_boot_partition(const esp_partition_t *partition)
{
    (void)partition;
    fake.boot_set++;
    return fake.is_verified ? ESP_OK : 1;
}

esp_err_t esp_ota_mark_app_valid_cancel_rollback(void)
{
    fake.state = ESP_OTA_IMG_VALID;
    return ESP_OK;
}

esp_err_t esp_ota_mark_app_invalid_rollback_and_reboot(void)
{
    fake.called_bad++;
    return ESP_OK;
}

esp_err_t esp_ota_get_state_partition(const esp_partition_t *partition, esp_ota_img_states_t *state)
{
    (void)partition;
    *state = (esp_ota_img_states_t)fake.state;
    return ESP_OK;
}

bool esp_ota_check_rollback_is_possible(void)
{
    return true;
}
