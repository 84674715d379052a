#include "flash_sim.h"

#include <string.h>

#define ERASED 0xffu

static uint8_t noise_of(struct flash_sim *sim)
{
    sim->noise = sim->noise * 1664525u + 1013904223u;
    return (uint8_t)(sim->noise >> 24);
}

/* Whether there is power for one byte more. */
static bool spend(struct flash_sim *sim)
{
    if (sim->power == 0) {
        return false;
    }
    sim->power -= sim->power == FLASH_SIM_FOREVER ? 0 : 1;
    sim->worked++;
    return true;
}

static bool sim_read(void *context, uint32_t offset, void *bytes, size_t length)
{
    struct flash_sim *sim = context;
    memcpy(bytes, sim->cells + offset, length);
    return sim->power != 0 && offset != sim->unreadable;
}

static bool sim_program(void *context, uint32_t offset, const void *bytes, size_t length)
{
    struct flash_sim *sim = context;
    const uint8_t *from = bytes;
    if (sim->power == 0) {
        return false;
    }
    for (size_t at = 0; at < length; at++) {
        uint8_t *cell = sim->cells + offset + at;
        if (!spend(sim)) {
            *cell = (uint8_t)(*cell & (from[at] | noise_of(sim)));
            return false;
        }
        sim->repeated += *cell != ERASED ? 1 : 0;
        *cell &= sim->refuses ? 0 : from[at];
    }
    return !sim->refuses;
}

static bool sim_erase(void *context, uint32_t sector)
{
    struct flash_sim *sim = context;
    uint8_t *cells = sim->cells + (size_t)sector * sim->flash.sector_bytes;
    if (sim->power == 0) {
        return false;
    }
    for (size_t at = 0; at < sim->flash.sector_bytes; at++) {
        if (!spend(sim)) {
            cells[at] |= noise_of(sim);
            return false;
        }
        cells[at] = ERASED;
    }
    return true;
}

static bool sim_is_erased(void *context, uint32_t offset, size_t length)
{
    const struct flash_sim *sim = context;
    for (size_t at = 0; at < length; at++) {
        if (sim->cells[offset + at] != ERASED) {
            return false;
        }
    }
    return true;
}

void flash_sim_init(struct flash_sim *sim, uint8_t *cells, uint32_t sectors, uint32_t sector_bytes)
{
    *sim = (struct flash_sim){
        .flash = {.context = sim, .sector_bytes = sector_bytes, .sectors = sectors, .read = sim_read,
                  .program = sim_program, .erase_sector = sim_erase, .is_erased = sim_is_erased},
        .cells = cells, .power = FLASH_SIM_FOREVER, .noise = 1, .unreadable = FLASH_SIM_ALL_READABLE};
    memset(cells, ERASED, (size_t)sectors * sector_bytes);
}
