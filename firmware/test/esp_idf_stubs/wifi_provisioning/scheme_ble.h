#ifndef STUB_WIFI_PROVISIONING_SCHEME_BLE_H
#define STUB_WIFI_PROVISIONING_SCHEME_BLE_H
#include "wifi_provisioning/manager.h"
extern const wifi_prov_scheme_t wifi_prov_scheme_ble;
void wifi_prov_scheme_ble_event_cb_free_btdm(void *context, wifi_prov_cb_event_t event, void *data);
#define WIFI_PROV_SCHEME_BLE_EVENT_HANDLER_FREE_BTDM \
    {.event_cb = wifi_prov_scheme_ble_event_cb_free_btdm, .user_data = NULL}
#endif
