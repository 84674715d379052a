#include "store.h"

#include "nvs.h"
#include "nvs_flash.h"

static nvs_handle_t handles[STORE_ROOMS];

bool store_begin(void)
{
    static const char *const names[STORE_ROOMS] = {"core", "keys", "factory"};
    if (nvs_flash_init() != ESP_OK) {
        return false; /* nothing is erased: a device that forgot who it is would have to be released by hand */
    }
    for (size_t at = 0; at < STORE_ROOMS; at++) {
        if (nvs_open(names[at], NVS_READWRITE, &handles[at]) != ESP_OK) {
            return false;
        }
    }
    return true;
}

size_t store_read(enum store_room room, const char *key, void *bytes, size_t size)
{
    size_t length = size;
    return nvs_get_blob(handles[room], key, bytes, &length) == ESP_OK ? length : 0;
}

bool store_write(enum store_room room, const char *key, const void *bytes, size_t length)
{
    return nvs_set_blob(handles[room], key, bytes, length) == ESP_OK && nvs_commit(handles[room]) == ESP_OK;
}

bool store_erase(enum store_room room, const char *key)
{
    esp_err_t error = nvs_erase_key(handles[room], key);
    return error == ESP_ERR_NVS_NOT_FOUND || (error == ESP_OK && nvs_commit(handles[room]) == ESP_OK);
}

bool store_text(const char *key, char *text, size_t room)
{
    size_t length = room;
    return nvs_get_str(handles[STORE_FACTORY], key, text, &length) == ESP_OK;
}

static size_t kv_read(void *context, const char *key, void *bytes, size_t room)
{
    (void)context;
    return store_read(STORE_CORE, key, bytes, room);
}

static bool kv_write(void *context, const char *key, const void *bytes, size_t length)
{
    (void)context;
    return store_write(STORE_CORE, key, bytes, length);
}

static bool kv_erase(void *context, const char *key)
{
    (void)context;
    return store_erase(STORE_CORE, key);
}

const struct kv *store_kv(void)
{
    static const struct kv kv = {NULL, kv_read, kv_write, kv_erase};
    return &kv;
}
