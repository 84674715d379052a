#include "download.h"

#include <stdio.h>
#include <string.h>

#include "esp_http_client.h"
#include "esp_log.h"
#include "events.h"
#include "factory.h"
#include "freertos/FreeRTOS.h"
#include "freertos/queue.h"
#include "freertos/task.h"
#include "mbedtls/sha256.h"
#include "slots.h"

#define STACK_BYTES 8192u
#define PRIORITY 4u
#define TIMEOUT_MS 15000
#define PART_BYTES 4096
#define TELL_EACH_BYTES 65536u
#define HTTP_OK 200
#define HTTP_PARTIAL 206
#define HTTP_NOTHING_MORE 416

static const char *const TAG = "download";

struct request {
    char url[OTA_URL_BYTES];
    uint32_t from;
};

static struct {
    QueueHandle_t requests;
    mbedtls_sha256_context hash; /* of all that is in the slot */
    uint32_t told;
} download;

static void tell_progress(void)
{
    const struct port_event event = {.kind = APP_DOWNLOADED, .of.bytes = slots_written()};
    events_tell(&event);
    download.told = event.of.bytes;
}

static bool open_slot(uint32_t from)
{
    if (!slots_open(from)) {
        return false;
    }
    if (from == 0) {
        download.told = 0;
        mbedtls_sha256_free(&download.hash);
        mbedtls_sha256_init(&download.hash);
        return mbedtls_sha256_starts(&download.hash, 0) == 0;
    }
    return true;
}

/* Until the server has no more; false when it broke off. */
static bool receive(esp_http_client_handle_t client)
{
    static char part[PART_BYTES];
    for (;;) {
        int length = esp_http_client_read(client, part, PART_BYTES);
        if (length < 0) {
            return false;
        }
        if (length == 0) {
            return esp_http_client_is_complete_data_received(client);
        }
        if (!slots_write(part, (size_t)length) ||
            mbedtls_sha256_update(&download.hash, (const unsigned char *)part, (size_t)length) != 0) {
            return false;
        }
        if (slots_written() - download.told >= TELL_EACH_BYTES) {
            tell_progress();
        }
    }
}

static bool ask(esp_http_client_handle_t client, uint32_t from)
{
    char range[32];
    (void)snprintf(range, sizeof range, "bytes=%u-", (unsigned)from);
    if ((from != 0 && esp_http_client_set_header(client, "Range", range) != ESP_OK) ||
        esp_http_client_open(client, 0) != ESP_OK || esp_http_client_fetch_headers(client) < 0) {
        return false;
    }
    int status = esp_http_client_get_status_code(client);
    if (from != 0 && status == HTTP_NOTHING_MORE) {
        return true; /* it broke off behind the last byte */
    }
    if (status != (from == 0 ? HTTP_OK : HTTP_PARTIAL)) {
        ESP_LOGW(TAG, "the server answers %d", status);
        return false;
    }
    return receive(client);
}

static bool fetch(const struct request *request)
{
    const esp_http_client_config_t config = {
        .url = request->url, .cert_pem = factory_authorities(), .timeout_ms = TIMEOUT_MS,
        .disable_auto_redirect = true, .buffer_size = PART_BYTES};
    esp_http_client_handle_t client = open_slot(request->from) ? esp_http_client_init(&config) : NULL;
    if (client == NULL) {
        return false;
    }
    bool is_whole = ask(client, request->from);
    (void)esp_http_client_cleanup(client);
    return is_whole;
}

static void tell_end(bool is_whole)
{
    struct port_event event = {.kind = APP_DOWNLOAD_BROKE};
    mbedtls_sha256_context copy; /* more may still come */
    tell_progress();
    mbedtls_sha256_init(&copy);
    mbedtls_sha256_clone(&copy, &download.hash);
    if (is_whole && mbedtls_sha256_finish(&copy, event.of.sha256) == 0) {
        event.kind = APP_DOWNLOAD_ENDED;
    }
    mbedtls_sha256_free(&copy);
    events_tell(&event);
}

static void run(void *context)
{
    static struct request request;
    (void)context;
    for (;;) {
        if (xQueueReceive(download.requests, &request, portMAX_DELAY) == pdTRUE) {
            tell_end(fetch(&request));
        }
    }
}

bool download_begin(void)
{
    static StaticQueue_t queue;
    static uint8_t waiting[sizeof(struct request)];
    static StackType_t stack[STACK_BYTES];
    static StaticTask_t task;
    mbedtls_sha256_init(&download.hash);
    download.requests = xQueueCreateStatic(1, sizeof(struct request), waiting, &queue);
    return xTaskCreateStaticPinnedToCore(run, "download", STACK_BYTES, NULL, PRIORITY, stack, &task, 0) != NULL;
}

void download_start(const struct app_action *action)
{
    static struct request request;
    request.from = action->of.download.from;
    (void)strncpy(request.url, action->of.download.url, sizeof request.url - 1u);
    (void)xQueueOverwrite(download.requests, &request);
}
