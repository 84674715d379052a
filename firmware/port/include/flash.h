/* What the core needs of a flash partition. A port fills in the functions; `context` is its own. */
#ifndef MERIGGIO_PORT_FLASH_H
#define MERIGGIO_PORT_FLASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* NOR flash: erased by the sector, then programmed once. Each function says whether it succeeded.
 * `is_erased` looks at the cells themselves, since a partition that is encrypted reads as noise
 * where nothing was programmed. Programs are 32 bytes at multiples of 32 and never repeated on the
 * same place, which is what flash encryption asks for. */
struct flash {
    void *context;
    uint32_t sector_bytes;
    uint32_t sectors;
    bool (*read)(void *context, uint32_t offset, void *bytes, size_t length);
    bool (*program)(void *context, uint32_t offset, const void *bytes, size_t length);
    bool (*erase_sector)(void *context, uint32_t sector);
    bool (*is_erased)(void *context, uint32_t offset, size_t length);
};

#endif
