#include "events.h"

#include "esp_log.h"
#include "freertos/FreeRTOS.h"
#include "freertos/queue.h"

#define WAITING 64u
#define BLOCKS 12u /* 1.2 s of samples, for as long as the core's task waits for flash or a broker */
#define MESSAGES 2u
/* What may be lost leaves this much room to what may not. */
#define KEPT_FREE 32u

static const char *const TAG = "events";

static struct events_block blocks[BLOCKS];
static struct events_message messages[MESSAGES];

static struct {
    QueueHandle_t waiting;
    QueueHandle_t free_blocks;
    QueueHandle_t free_messages;
} events;

void events_begin(void)
{
    static StaticQueue_t queue[3];
    static uint8_t waiting[WAITING * sizeof(struct port_event)];
    static uint8_t free_blocks[BLOCKS * sizeof(struct events_block *)];
    static uint8_t free_messages[MESSAGES * sizeof(struct events_message *)];
    events.waiting = xQueueCreateStatic(WAITING, sizeof(struct port_event), waiting, &queue[0]);
    events.free_blocks = xQueueCreateStatic(BLOCKS, sizeof(struct events_block *), free_blocks, &queue[1]);
    events.free_messages = xQueueCreateStatic(MESSAGES, sizeof(struct events_message *), free_messages, &queue[2]);
    for (size_t at = 0; at < BLOCKS; at++) {
        struct events_block *block = &blocks[at];
        (void)xQueueSend(events.free_blocks, &block, 0);
    }
    for (size_t at = 0; at < MESSAGES; at++) {
        struct events_message *message = &messages[at];
        (void)xQueueSend(events.free_messages, &message, 0);
    }
}

struct events_block *events_take_block(void)
{
    struct events_block *block = NULL;
    return xQueueReceive(events.free_blocks, &block, 0) == pdTRUE ? block : NULL;
}

struct events_message *events_take_message(void)
{
    struct events_message *message = NULL;
    return xQueueReceive(events.free_messages, &message, 0) == pdTRUE ? message : NULL;
}

bool events_post(const struct port_event *event)
{
    return uxQueueSpacesAvailable(events.waiting) > KEPT_FREE && xQueueSend(events.waiting, event, 0) == pdTRUE;
}

void events_tell(const struct port_event *event)
{
    if (xQueueSend(events.waiting, event, 0) != pdTRUE) {
        ESP_LOGE(TAG, "nobody takes what is told: kind %d is lost", (int)event->kind);
    }
}

bool events_wait(struct port_event *event, uint32_t wait_ms)
{
    return xQueueReceive(events.waiting, event, pdMS_TO_TICKS(wait_ms)) == pdTRUE;
}

void events_give_back(const struct port_event *event)
{
    if (event->kind == APP_SAMPLED) {
        (void)xQueueSend(events.free_blocks, &event->of.block, 0);
    } else if (event->kind == APP_HEARD) {
        (void)xQueueSend(events.free_messages, &event->of.message, 0);
    }
}
