#include "wifi.h"

#include <sys/time.h>

#include "esp_event.h"
#include "esp_log.h"
#include "esp_netif.h"
#include "esp_netif_sntp.h"
#include "esp_wifi.h"
#include "events.h"
#include "onboarding.h"
#include "sdkconfig.h"

static const char *const TAG = "wifi";

static const struct factory *made;

static void tell(enum app_event_kind kind)
{
    const struct port_event event = {.kind = kind};
    events_tell(&event);
}

static void hear_wifi(void *context, esp_event_base_t base, int32_t id, void *data)
{
    (void)context;
    (void)base;
    (void)data;
    if (id == WIFI_EVENT_STA_DISCONNECTED) {
        tell(APP_WIFI_LOST);
    }
}

static void hear_ip(void *context, esp_event_base_t base, int32_t id, void *data)
{
    (void)context;
    (void)base;
    (void)data;
    if (id == IP_EVENT_STA_GOT_IP) {
        tell(APP_WIFI_JOINED);
        wifi_tell_signal();
    } else if (id == IP_EVENT_STA_LOST_IP) {
        (void)esp_wifi_disconnect(); /* which is then said */
    }
}

static void hear_time(struct timeval *now)
{
    const struct port_event event = {
        .kind = APP_TOLD_TIME, .of.wall_ms = (uint64_t)now->tv_sec * 1000u + (uint64_t)now->tv_usec / 1000u};
    events_tell(&event);
}

static bool begin_time(void)
{
    esp_sntp_config_t config = ESP_NETIF_SNTP_DEFAULT_CONFIG(CONFIG_MERIGGIO_SNTP_SERVER);
    config.wait_for_sync = false;
    config.sync_cb = hear_time;
    return esp_netif_sntp_init(&config) == ESP_OK;
}

bool wifi_begin(const struct factory *factory)
{
    wifi_init_config_t config = WIFI_INIT_CONFIG_DEFAULT();
    made = factory;
    if (esp_netif_init() != ESP_OK || esp_event_loop_create_default() != ESP_OK ||
        esp_netif_create_default_wifi_sta() == NULL || esp_wifi_init(&config) != ESP_OK) {
        return false;
    }
    if (onboarding_has_network()) {
        onboarding_release();
    }
    return esp_event_handler_register(WIFI_EVENT, ESP_EVENT_ANY_ID, hear_wifi, NULL) == ESP_OK &&
           esp_event_handler_register(IP_EVENT, ESP_EVENT_ANY_ID, hear_ip, NULL) == ESP_OK && begin_time() &&
           esp_wifi_set_mode(WIFI_MODE_STA) == ESP_OK && esp_wifi_start() == ESP_OK &&
           esp_wifi_set_ps(WIFI_PS_MIN_MODEM) == ESP_OK;
}

void wifi_join(void)
{
    if (onboarding_is_under_way()) {
        return; /* it joins by itself; until then the core's try ends by its time */
    }
    if (!onboarding_has_network()) {
        (void)onboarding_begin(made);
        return;
    }
    if (esp_wifi_connect() != ESP_OK) {
        ESP_LOGW(TAG, "cannot try to join");
        tell(APP_WIFI_LOST);
    }
}

void wifi_tell_signal(void)
{
    int rssi_dbm = 0;
    if (esp_wifi_sta_get_rssi(&rssi_dbm) == ESP_OK && rssi_dbm <= 0 && rssi_dbm >= -150) {
        const struct port_event event = {.kind = APP_SIGNAL, .of.rssi_dbm = (int16_t)rssi_dbm};
        (void)events_post(&event);
    }
}

void wifi_forget(void)
{
    (void)esp_wifi_restore();
}
