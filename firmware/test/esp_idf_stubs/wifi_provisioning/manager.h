#ifndef STUB_WIFI_PROVISIONING_MANAGER_H
#define STUB_WIFI_PROVISIONING_MANAGER_H
#include "esp_err.h"
#include "esp_event.h"
extern esp_event_base_t const WIFI_PROV_EVENT;
typedef enum {
    WIFI_PROV_INIT,
    WIFI_PROV_START,
    WIFI_PROV_CRED_RECV,
    WIFI_PROV_CRED_FAIL,
    WIFI_PROV_CRED_SUCCESS,
    WIFI_PROV_END,
    WIFI_PROV_DEINIT
} wifi_prov_cb_event_t;
typedef void (*wifi_prov_cb_func_t)(void *context, wifi_prov_cb_event_t event, void *data);
typedef struct {
    wifi_prov_cb_func_t event_cb;
    void *user_data;
} wifi_prov_event_handler_t;
typedef struct wifi_prov_scheme {
    int wifi_mode;
} wifi_prov_scheme_t;
typedef struct {
    wifi_prov_scheme_t scheme;
    wifi_prov_event_handler_t scheme_event_handler;
    wifi_prov_event_handler_t app_event_handler;
} wifi_prov_mgr_config_t;
typedef enum wifi_prov_security {
    WIFI_PROV_SECURITY_0,
    WIFI_PROV_SECURITY_1,
    WIFI_PROV_SECURITY_2
} wifi_prov_security_t;
/* An alias of protocomm's. */
typedef struct {
    const char *salt;
    uint16_t salt_len;
    const char *verifier;
    uint16_t verifier_len;
} wifi_prov_security2_params_t;
esp_err_t wifi_prov_mgr_init(wifi_prov_mgr_config_t config);
void wifi_prov_mgr_deinit(void);
esp_err_t wifi_prov_mgr_is_provisioned(bool *is_provisioned);
esp_err_t wifi_prov_mgr_start_provisioning(wifi_prov_security_t security, const void *parameters, const char *name,
                                           const char *key);
esp_err_t wifi_prov_mgr_reset_sm_state_on_failure(void);
#endif
