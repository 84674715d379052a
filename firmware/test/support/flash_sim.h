/* Flash in memory, whose power can be cut before any byte. */
#ifndef MERIGGIO_TEST_FLASH_SIM_H
#define MERIGGIO_TEST_FLASH_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "flash.h"

#define FLASH_SIM_FOREVER UINT64_MAX
#define FLASH_SIM_ALL_READABLE UINT32_MAX

struct flash_sim {
    struct flash flash;
    uint8_t *cells; /* the caller's, sectors x sector_bytes */
    uint64_t power; /* bytes that are still programmed or erased before the power fails */
    uint64_t worked; /* bytes that were, in all */
    uint32_t noise; /* what a byte becomes while the power fails */
    uint32_t repeated; /* programs of cells that were not erased */
    uint32_t unreadable; /* whatever begins there */
    bool refuses; /* every program fails and leaves its mark */
};

void flash_sim_init(struct flash_sim *sim, uint8_t *cells, uint32_t sectors, uint32_t sector_bytes);

#endif
