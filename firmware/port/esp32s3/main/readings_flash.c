#include "readings_flash.h"

#include "esp_partition.h"

#define SECTOR_BYTES 4096u
#define TYPE ((esp_partition_type_t)0x40)
#define SUBTYPE ((esp_partition_subtype_t)0x00)
#define LOOK_AT_BYTES 64u

static const esp_partition_t *partition;

static bool read_bytes(void *context, uint32_t offset, void *bytes, size_t length)
{
    (void)context;
    return esp_partition_read(partition, offset, bytes, length) == ESP_OK;
}

static bool program(void *context, uint32_t offset, const void *bytes, size_t length)
{
    (void)context;
    return esp_partition_write(partition, offset, bytes, length) == ESP_OK;
}

static bool erase_sector(void *context, uint32_t sector)
{
    (void)context;
    return esp_partition_erase_range(partition, (size_t)sector * SECTOR_BYTES, SECTOR_BYTES) == ESP_OK;
}

static bool is_erased(void *context, uint32_t offset, size_t length)
{
    uint8_t cells[LOOK_AT_BYTES];
    (void)context;
    for (size_t at = 0; at < length; at += LOOK_AT_BYTES) {
        size_t part = length - at < LOOK_AT_BYTES ? length - at : LOOK_AT_BYTES;
        if (esp_partition_read_raw(partition, offset + at, cells, part) != ESP_OK) {
            return false;
        }
        for (size_t byte = 0; byte < part; byte++) {
            if (cells[byte] != 0xffu) {
                return false;
            }
        }
    }
    return true;
}

const struct flash *readings_flash(void)
{
    static struct flash flash = {NULL, SECTOR_BYTES, 0, read_bytes, program, erase_sector, is_erased};
    partition = esp_partition_find_first(TYPE, SUBTYPE, "readings");
    if (partition == NULL) {
        return NULL;
    }
    flash.sectors = partition->size / SECTOR_BYTES;
    return &flash;
}
