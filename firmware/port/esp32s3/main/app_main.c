/* The one loop: take an event, step, do what the core says, and wake it when it asked. */
#include "actions.h"
#include "app.h"
#include "board.h"
#include "connection.h"
#include "crypto_port.h"
#include "download.h"
#include "esp_app_desc.h"
#include "esp_log.h"
#include "esp_random.h"
#include "esp_system.h"
#include "esp_task_wdt.h"
#include "esp_timer.h"
#include "events.h"
#include "factory.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "modem.h"
#include "readings_flash.h"
#include "sampler.h"
#include "sdkconfig.h"
#include "slots.h"
#include "store.h"
#include "wifi.h"

/* The core's frames are 10 KiB together; ECDSA in mbedTLS takes most of the rest. */
#define STACK_BYTES 24576u
#define PRIORITY 10u
#define LOOK_MS 500u /* how long it waits at most: for the watchdog and the button */
#define SIGNAL_MS 60000u
#define AGAIN_MS 1000u

static const char *const TAG = "device";

static struct app app;
static struct factory made;

static uint64_t now_ms(void)
{
    return (uint64_t)esp_timer_get_time() / 1000u;
}

/* What the port was told, as the core hears it; the bytes stay where they are. */
static struct app_event event_of(const struct port_event *told)
{
    struct app_event event = {.kind = told->kind};
    esp_fill_random(event.random, sizeof event.random);
    switch (told->kind) {
    case APP_SAMPLED:
        event.of.samples.voltage = told->of.block->voltage;
        event.of.samples.current = told->of.block->current;
        event.of.samples.count = EVENTS_BLOCK_SAMPLES;
        break;
    case APP_HEARD:
        event.of.message.topic = told->of.message->topic;
        event.of.message.text = told->of.message->text;
        event.of.message.length = told->of.message->length;
        break;
    case APP_TOLD_TIME:
        event.of.wall_ms = told->of.wall_ms;
        break;
    case APP_DOWNLOADED:
        event.of.bytes = told->of.bytes;
        break;
    case APP_DOWNLOAD_ENDED:
        for (size_t at = 0; at < OTA_HASH_BYTES; at++) {
            event.of.sha256[at] = told->of.sha256[at];
        }
        break;
    case APP_SIGNAL:
        event.of.rssi_dbm = told->of.rssi_dbm;
        break;
    case APP_SERIAL:
        event.of.serial.bytes = told->of.serial.bytes;
        event.of.serial.count = told->of.serial.count;
        break;
    default: /* nothing but that it happened */
        break;
    }
    return event;
}

static uint64_t step(const struct port_event *told)
{
    struct app_action actions[APP_MOST_ACTIONS];
    const struct app_event event = event_of(told);
    return actions_perform(actions, app_step(&app, &event, now_ms(), actions, APP_MOST_ACTIONS));
}

static uint32_t wait_of(uint64_t wake_ms)
{
    uint64_t now = now_ms();
    uint64_t wait_ms = wake_ms > now ? wake_ms - now : 0;
    return wait_ms < LOOK_MS ? (uint32_t)wait_ms : LOOK_MS;
}

static void look_around(void)
{
    static uint64_t signal_ms;
    (void)esp_task_wdt_reset();
    if (board_forgets_network(now_ms())) {
        ESP_LOGW(TAG, "the network is forgotten");
        wifi_forget();
        esp_restart();
    }
    if (now_ms() >= signal_ms) {
        wifi_tell_signal();
        signal_ms = now_ms() + SIGNAL_MS;
    }
}

static void begin_core(void)
{
    const struct app_ports ports = {readings_flash(), store_kv(), crypto_port(), slots_port()};
    const struct app_settings settings = {
        .serial_number = made.serial_number,
        .firmware = {.hardware = CONFIG_MERIGGIO_HARDWARE, .version = esp_app_get_description()->version,
                     .lowest_version = CONFIG_MERIGGIO_LOWEST_VERSION, .slot_bytes = slots_bytes()},
        .calibration = made.calibration,
        .meter = made.has_modem ? factory_meter() : NULL,
        .keeps_claim = made.keeps_claim,
    };
    /* Nobody feeds the watchdog here: an image on trial that cannot begin is left for the one before. */
    while (ports.flash == NULL || !app_begin(&app, &ports, &settings, now_ms())) {
        ESP_LOGE(TAG, "the flash refuses; once more");
        vTaskDelay(pdMS_TO_TICKS(AGAIN_MS));
    }
}

static void run(void *context)
{
    const struct port_event woken = {.kind = APP_WOKEN};
    uint64_t wake_ms = 0;
    (void)context;
    (void)esp_task_wdt_add(NULL);
    begin_core();
    (void)(made.has_modem ? modem_begin() : sampler_begin()); /* without, the core reports the fault */
    for (;;) {
        struct port_event told;
        look_around();
        if (events_wait(&told, wait_of(wake_ms))) {
            if (told.session == 0 || connection_is_now(told.session)) {
                wake_ms = step(&told);
            }
            events_give_back(&told);
        } else if (now_ms() >= wake_ms) {
            wake_ms = step(&woken);
        }
    }
}

void app_main(void)
{
    static StackType_t stack[STACK_BYTES];
    static StaticTask_t task;
    events_begin();
    if (!board_begin() || !store_begin() || !factory_read(&made)) {
        ESP_LOGE(TAG, "this device was not made: nothing of the factory's can be read");
        vTaskDelay(pdMS_TO_TICKS(10u * AGAIN_MS));
        esp_restart();
    }
    connection_begin(&made);
    if (!wifi_begin(&made) || !download_begin()) {
        ESP_LOGE(TAG, "no radio, or no memory");
        esp_restart();
    }
    (void)xTaskCreateStaticPinnedToCore(run, "device", STACK_BYTES, NULL, PRIORITY, stack, &task, 1);
}
