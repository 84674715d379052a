/* Any content of the flash: it is mounted, takes readings, and gives them back. */
#include <stdlib.h>
#include <string.h>

#include "flash_ring.h"
#include "flash_sim.h"

#define SECTORS 6u
#define SECTOR_BYTES 128u
#define APPENDED 9

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static uint8_t cells[SECTORS * SECTOR_BYTES];
    static struct flash_ring ring;
    struct flash_sim sim;
    struct reading reading = {.power_mw = 0};
    flash_sim_init(&sim, cells, SECTORS, SECTOR_BYTES);
    memcpy(cells, bytes, length < sizeof cells ? length : sizeof cells);
    if (!flash_ring_mount(&ring, &sim.flash)) {
        abort();
    }
    for (int at = 0; at < APPENDED; at++) {
        reading.power_mw = at;
        if (ring.next_sequence < UINT32_MAX - APPENDED && !flash_ring_append(&ring, &reading)) {
            abort();
        }
    }
    uint32_t from = 0;
    for (uint32_t found = 0; flash_ring_next(&ring, from, &reading) && found < 1000u; found++) {
        if (reading.sequence < from) {
            abort();
        }
        flash_ring_answered(&ring, reading.sequence);
        from = reading.sequence + 1u;
    }
    (void)flash_ring_save_cursor(&ring);
    return 0;
}
