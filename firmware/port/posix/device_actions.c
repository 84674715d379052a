/* What the core decided, done. */
#include <string.h>

#include "device.h"

#define LEAVING_MS 2000u /* for what is published before a restart */
#define READINGS "energy-data/"

static SSL_CTX *tls_of(struct device *device, const struct broker_address *address, unsigned slot)
{
    char chain[IDENTITY_PEM_BYTES];
    const struct options *options = device->options;
    struct tls_server server = {address->host, options->server_ca, options->is_any_name};
    size_t length = device->kv.kv.read(&device->kv, identity_key_of(slot), chain, sizeof chain);
    EVP_PKEY *key = crypto_openssl_key(&device->crypto, slot);
    SSL_CTX *tls = length == 0 ? NULL : tls_client(&server, key, chain, length);
    EVP_PKEY_free(key);
    return tls;
}

static void connect_as(struct device *device, const struct app_action *action)
{
    unsigned slot = action->of.connect.slot;
    device->has_connected_claim = slot == IDENTITY_CLAIM_SLOT;
    const struct options *options = device->options;
    const struct broker_address *address = device->has_connected_claim ? &options->claims : &options->broker;
    broker_connect(&device->broker, address, tls_of(device, address, slot), action);
}

static void tell(struct device *device, enum app_event_kind kind, uint64_t wall_ms)
{
    struct app_event event = {.kind = kind, .of.wall_ms = wall_ms};
    events_push(&device->events, &event, device_clock_now_ms(&device->clock));
}

bool device_is_network_away(const struct device *device)
{
    return device->clock.is_past ||
           faults_is_on(&device->options->faults.network, device_clock_now_ms(&device->clock));
}

void device_tell_time(struct device *device)
{
    if (!device->options->has_no_clock) {
        tell(device, APP_TOLD_TIME, device_clock_told_ms(&device->clock));
    }
}

void device_join(struct device *device)
{
    bool is_there = !device_is_network_away(device);
    tell(device, is_there ? APP_WIFI_JOINED : APP_WIFI_LOST, 0);
    if (is_there) {
        device_tell_time(device);
    }
}

void device_trace(const struct device *device, const char *event, const char *topic, const char *text, size_t length)
{
    if (device->options->is_traced) {
        report_line(&device->report, event, "\"topic\":\"%s\",\"payload\":%.*s", topic, (int)length, text);
    }
}

static void publish(struct device *device, const struct app_action *action)
{
    const char *topic = action->of.publish.topic;
    device_trace(device, "published", topic, action->of.publish.payload, action->of.publish.length);
    if (strncmp(topic, READINGS, strlen(READINGS)) == 0) {
        report_sent(&device->report, action->of.publish.payload, action->of.publish.length);
    }
    broker_publish(&device->broker, action);
}

void device_perform(struct device *device, const struct app_action *action, uint64_t now_ms)
{
    switch (action->kind) {
    case APP_JOIN_WIFI:
        device_join(device);
        break;
    case APP_CONNECT:
        connect_as(device, action);
        break;
    case APP_DISCONNECT:
        broker_leave(&device->broker, true);
        break;
    case APP_PUBLISH:
        publish(device, action);
        break;
    case APP_DOWNLOAD:
        download_start(&device->download, action->of.download.url, action->of.download.from);
        break;
    case APP_RESTART:
        device->restart_ms = device->restart_ms == UINT64_MAX ? now_ms + LEAVING_MS : device->restart_ms;
        break;
    case APP_LED:
        if (device->options->is_traced) {
            report_line(&device->report, "led", "\"lit\":%s", action->of.is_lit ? "true" : "false");
        }
        break;
    case APP_SERIAL_WRITE:
        uart_write(&device->uart, action->of.serial.bytes, action->of.serial.count);
        break;
    case APP_REQUEST_LINE:
        uart_request(&device->uart, action->of.is_low);
        break;
    case APP_WAKE:
        device->wake_ms = action->of.wake_ms;
        break;
    }
}
