#include "slots.h"

#include "esp_ota_ops.h"

static struct {
    const esp_partition_t *other;
    esp_ota_handle_t writing; /* 0: nothing is */
    uint32_t written;
} slots;

static void abandon(void)
{
    if (slots.writing != 0) {
        (void)esp_ota_abort(slots.writing);
        slots.writing = 0;
    }
}

bool slots_open(uint32_t from)
{
    if (from != 0) {
        return slots.writing != 0 && from == slots.written;
    }
    abandon();
    slots.written = 0;
    slots.other = esp_ota_get_next_update_partition(NULL);
    /* Sectors are erased as they are reached: all at once would take seconds. */
    return slots.other != NULL && esp_ota_begin(slots.other, OTA_WITH_SEQUENTIAL_WRITES, &slots.writing) == ESP_OK;
}

bool slots_write(const void *bytes, size_t length)
{
    if (esp_ota_write(slots.writing, bytes, length) != ESP_OK) {
        abandon();
        return false;
    }
    slots.written += (uint32_t)length;
    return true;
}

uint32_t slots_written(void)
{
    return slots.written;
}

uint32_t slots_bytes(void)
{
    const esp_partition_t *other = esp_ota_get_next_update_partition(NULL);
    return other == NULL ? 0 : other->size;
}

/* Secure boot's signature is looked at here for the first time, and again at each start. */
static bool start_new(void *context)
{
    (void)context;
    if (slots.writing != 0) {
        esp_err_t error = esp_ota_end(slots.writing);
        slots.writing = 0;
        if (error != ESP_OK) {
            return false;
        }
    }
    return slots.other != NULL && esp_ota_set_boot_partition(slots.other) == ESP_OK;
}

static bool keep_running(void *context)
{
    (void)context;
    return esp_ota_mark_app_valid_cancel_rollback() == ESP_OK;
}

/* An image on trial need only be started again, and the bootloader leaves it. One that was called good before the core
 * could write that down has to be called bad; that restarts at once, which is no more than a power failure. */
static bool go_back(void *context)
{
    esp_ota_img_states_t state = ESP_OTA_IMG_UNDEFINED;
    (void)context;
    if (!esp_ota_check_rollback_is_possible()) {
        return false;
    }
    if (esp_ota_get_state_partition(esp_ota_get_running_partition(), &state) == ESP_OK &&
        state == ESP_OTA_IMG_PENDING_VERIFY) {
        return true;
    }
    return esp_ota_mark_app_invalid_rollback_and_reboot() == ESP_OK;
}

const struct ota_slots *slots_port(void)
{
    static const struct ota_slots port = {NULL, start_new, keep_running, go_back};
    return &port;
}
