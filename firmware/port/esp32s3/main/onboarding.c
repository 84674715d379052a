#include "onboarding.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "esp_event.h"
#include "esp_log.h"
#include "wifi_provisioning/manager.h"
#include "wifi_provisioning/scheme_ble.h"

/* "meriggio-" and the end of the serial number: a name has room for so much beside the service's id. */
#define SERVICE_BYTES 20u
#define SHOWN_OF_SERIAL 8u

static const char *const TAG = "onboarding";

static atomic_bool is_under_way;

bool onboarding_is_under_way(void)
{
    return atomic_load(&is_under_way);
}

bool onboarding_has_network(void)
{
    bool has_network = false;
    return wifi_prov_mgr_is_provisioned(&has_network) == ESP_OK && has_network;
}

static void hear(void *context, esp_event_base_t base, int32_t id, void *data)
{
    (void)context;
    (void)base;
    (void)data;
    if (id == WIFI_PROV_CRED_FAIL) {
        ESP_LOGW(TAG, "the network that was told cannot be joined");
        (void)wifi_prov_mgr_reset_sm_state_on_failure(); /* to be told another one */
    } else if (id == WIFI_PROV_END) {
        wifi_prov_mgr_deinit();
        atomic_store(&is_under_way, false);
    }
}

static void name_service(const char *serial_number, char name[SERVICE_BYTES])
{
    size_t length = strlen(serial_number);
    (void)snprintf(name, SERVICE_BYTES, "meriggio-%s",
                   serial_number + (length > SHOWN_OF_SERIAL ? length - SHOWN_OF_SERIAL : 0));
}

static bool begin_manager(void)
{
    const wifi_prov_mgr_config_t config = {
        .scheme = wifi_prov_scheme_ble, .scheme_event_handler = WIFI_PROV_SCHEME_BLE_EVENT_HANDLER_FREE_BTDM};
    return wifi_prov_mgr_init(config) == ESP_OK;
}

/* The scheme's own handler does it when the manager ends. */
void onboarding_release(void)
{
    if (begin_manager()) {
        wifi_prov_mgr_deinit();
    }
}

static bool start(const struct factory *factory)
{
    /* Read until the service ends. */
    static wifi_prov_security2_params_t security;
    char name[SERVICE_BYTES];
    security.salt = factory->salt;
    security.salt_len = (uint16_t)factory->salt_bytes;
    security.verifier = factory->verifier;
    security.verifier_len = (uint16_t)factory->verifier_bytes;
    name_service(factory->serial_number, name);
    if (!begin_manager()) {
        return false;
    }
    if (wifi_prov_mgr_start_provisioning(WIFI_PROV_SECURITY_2, &security, name, NULL) != ESP_OK) {
        wifi_prov_mgr_deinit();
        return false;
    }
    return true;
}

bool onboarding_begin(const struct factory *factory)
{
    static bool hears;
    if (!hears && esp_event_handler_register(WIFI_PROV_EVENT, ESP_EVENT_ANY_ID, hear, NULL) != ESP_OK) {
        return false;
    }
    hears = true;
    bool has_begun = start(factory);
    atomic_store(&is_under_way, has_begun);
    if (!has_begun) {
        ESP_LOGE(TAG, "BLE cannot be had");
    }
    return has_begun;
}
