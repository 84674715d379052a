#include "flash_cursor.h"

#include <string.h>

#include "crc32.h"
#include "little_endian.h"

/* 0 mark   4 generation   8 cursor   12 zeros   28 CRC-32. The mark tells it from a reading. */
enum { MARK = 0, GENERATION = 4, CURSOR = 8, CRC = 28, BYTES = 32 };

#define CURSOR_MARK 0x52435347u
#define MOST_ATTEMPTS 4u

static bool read_record(const struct flash_ring *ring, uint32_t slot, uint8_t record[BYTES])
{
    return ring->flash->read(ring->flash->context, slot * BYTES, record, BYTES);
}

static bool is_cursor(const uint8_t record[BYTES])
{
    return get_le(record + MARK, 4) == CURSOR_MARK && get_le(record + CRC, 4) == crc32_of(record, CRC);
}

bool flash_cursor_find(struct flash_ring *ring)
{
    uint8_t record[BYTES];
    for (uint32_t slot = 0; slot < FLASH_RING_CURSOR_SECTORS * ring->slots_a_sector; slot++) {
        if (!read_record(ring, slot, record)) {
            return false;
        }
        uint32_t generation = (uint32_t)get_le(record + GENERATION, 4);
        if (is_cursor(record) && generation > ring->cursor_generation) {
            ring->cursor_generation = generation;
            ring->cursor = (uint32_t)get_le(record + CURSOR, 4);
            ring->cursor_slot = slot + 1u;
        }
    }
    ring->saved_cursor = ring->cursor;
    return true;
}

static bool program_cursor(const struct flash_ring *ring, uint32_t slot)
{
    const struct flash *flash = ring->flash;
    uint8_t record[BYTES] = {0};
    uint8_t written[BYTES];
    put_le(record + MARK, 4, CURSOR_MARK);
    put_le(record + GENERATION, 4, ring->cursor_generation + 1u);
    put_le(record + CURSOR, 4, ring->cursor);
    put_le(record + CRC, 4, crc32_of(record, CRC));
    return flash->is_erased(flash->context, slot * BYTES, BYTES) &&
           flash->program(flash->context, slot * BYTES, record, BYTES) &&
           read_record(ring, slot, written) && memcmp(written, record, BYTES) == 0;
}

bool flash_cursor_write(struct flash_ring *ring)
{
    for (uint32_t attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        if (ring->cursor_slot % ring->slots_a_sector == 0) {
            ring->cursor_slot %= FLASH_RING_CURSOR_SECTORS * ring->slots_a_sector;
            uint32_t sector = ring->cursor_slot / ring->slots_a_sector;
            if (!ring->flash->erase_sector(ring->flash->context, sector)) {
                return false;
            }
        }
        bool written = program_cursor(ring, ring->cursor_slot);
        ring->cursor_slot++;
        if (written) {
            ring->cursor_generation++;
            ring->saved_cursor = ring->cursor;
            return true;
        }
    }
    return false;
}
