#include "flash_ring.h"

#include "flash_answers.h"
#include "flash_cursor.h"

#define NO_READING UINT32_MAX
/* Slots that may turn out to be spoilt before an append is given up. */
#define MOST_ATTEMPTS 4u

static uint32_t data_sectors(const struct flash_ring *ring)
{
    return ring->flash->sectors - FLASH_RING_CURSOR_SECTORS;
}

static uint32_t offset_of(const struct flash_ring *ring, uint32_t sector, uint32_t slot)
{
    return (FLASH_RING_CURSOR_SECTORS + sector) * ring->flash->sector_bytes + slot * READING_BYTES;
}

static bool read_record(const struct flash_ring *ring, uint32_t sector, uint32_t slot, uint8_t record[READING_BYTES])
{
    const struct flash *flash = ring->flash;
    return flash->read(flash->context, offset_of(ring, sector, slot), record, READING_BYTES);
}

static bool read_slot(const struct flash_ring *ring, uint32_t sector, uint32_t slot,
                      struct reading *reading)
{
    uint8_t record[READING_BYTES];
    return read_record(ring, sector, slot, record) && reading_unpack(record, reading);
}

/* First and newest reading of a sector, NO_READING where it has none; false when it cannot be read. */
static bool scan_sector(struct flash_ring *ring, uint32_t sector, uint32_t *newest, uint32_t *newest_slot)
{
    uint8_t record[READING_BYTES];
    struct reading reading;
    ring->first_of_sector[sector] = NO_READING;
    for (uint32_t slot = 0; slot < ring->slots_a_sector; slot++) {
        if (!read_record(ring, sector, slot, record)) {
            return false;
        }
        if (!reading_unpack(record, &reading)) {
            continue;
        }
        if (ring->first_of_sector[sector] == NO_READING) {
            ring->first_of_sector[sector] = reading.sequence;
        }
        *newest = reading.sequence;
        *newest_slot = slot;
    }
    return true;
}

static bool find_head(struct flash_ring *ring)
{
    ring->head_sector = data_sectors(ring) - 1u;
    ring->head_slot = ring->slots_a_sector;
    for (uint32_t sector = 0; sector < data_sectors(ring); sector++) {
        uint32_t newest = 0;
        uint32_t slot = 0;
        if (!scan_sector(ring, sector, &newest, &slot)) {
            return false;
        }
        if (ring->first_of_sector[sector] != NO_READING && newest >= ring->next_sequence) {
            ring->next_sequence = newest + 1u;
            ring->head_sector = sector;
            ring->head_slot = slot + 1u;
        }
    }
    return true;
}

uint32_t flash_ring_oldest(const struct flash_ring *ring)
{
    uint32_t oldest = ring->next_sequence;
    for (uint32_t sector = 0; sector < data_sectors(ring); sector++) {
        if (ring->first_of_sector[sector] < oldest) {
            oldest = ring->first_of_sector[sector];
        }
    }
    return oldest;
}

bool flash_ring_mount(struct flash_ring *ring, const struct flash *flash)
{
    if (flash->sectors < FLASH_RING_CURSOR_SECTORS + 2u ||
        flash->sectors - FLASH_RING_CURSOR_SECTORS > FLASH_RING_MOST_SECTORS ||
        flash->sector_bytes < READING_BYTES || flash->sector_bytes % READING_BYTES != 0) {
        return false;
    }
    *ring = (struct flash_ring){.flash = flash, .slots_a_sector = flash->sector_bytes / READING_BYTES};
    /* What is there and cannot be read now must not be taken for nothing: its numbers would be given again. */
    if (!find_head(ring) || !flash_cursor_find(ring)) {
        return false;
    }
    if (ring->next_sequence < ring->cursor) { /* the newest are spoilt: no number twice */
        ring->next_sequence = ring->cursor;
        ring->head_slot = ring->slots_a_sector; /* numbers of a sector follow one another */
    }
    uint32_t oldest = flash_ring_oldest(ring);
    if (ring->cursor < oldest) {
        ring->cursor = oldest;
    }
    return true;
}

/* Make room in the next sector; what is in it gives way. */
static bool enter_next_sector(struct flash_ring *ring)
{
    uint32_t sector = (ring->head_sector + 1u) % data_sectors(ring);
    if (!ring->flash->erase_sector(ring->flash->context, FLASH_RING_CURSOR_SECTORS + sector)) {
        return false;
    }
    ring->first_of_sector[sector] = NO_READING;
    ring->head_sector = sector;
    ring->head_slot = 0;
    uint32_t oldest = flash_ring_oldest(ring);
    while (ring->cursor < oldest) {
        uint32_t until = oldest;
        if (ring->stretches != 0 && ring->answered[0].first < until) {
            until = ring->answered[0].first;
        }
        ring->overwritten += until - ring->cursor;
        ring->cursor = until;
        flash_answers_move_cursor(ring);
    }
    return true;
}

/* To the next slot nothing was ever begun in. */
static bool find_free_slot(struct flash_ring *ring)
{
    const struct flash *flash = ring->flash;
    for (;; ring->head_slot++) {
        if (ring->head_slot >= ring->slots_a_sector) {
            return enter_next_sector(ring);
        }
        uint32_t offset = offset_of(ring, ring->head_sector, ring->head_slot);
        if (flash->is_erased(flash->context, offset, READING_BYTES)) {
            return true;
        }
    }
}

static bool program_slot(const struct flash_ring *ring, const struct reading *reading)
{
    const struct flash *flash = ring->flash;
    uint32_t offset = offset_of(ring, ring->head_sector, ring->head_slot);
    uint8_t record[READING_BYTES];
    struct reading written;
    reading_pack(reading, record);
    return flash->program(flash->context, offset, record, sizeof record) &&
           read_slot(ring, ring->head_sector, ring->head_slot, &written) &&
           written.sequence == reading->sequence;
}

bool flash_ring_append(struct flash_ring *ring, struct reading *reading)
{
    reading->sequence = ring->next_sequence;
    for (uint32_t spoilt = 0; spoilt < MOST_ATTEMPTS; spoilt++) {
        if (!find_free_slot(ring)) {
            return false;
        }
        bool kept = program_slot(ring, reading);
        ring->head_slot++;
        if (kept) {
            if (ring->first_of_sector[ring->head_sector] == NO_READING) {
                ring->first_of_sector[ring->head_sector] = reading->sequence;
            }
            ring->next_sequence++;
            return true;
        }
    }
    return false;
}

/* The first reading of a sector with at least this number. */
static bool find_in_sector(const struct flash_ring *ring, uint32_t sector, uint32_t from,
                           struct reading *reading)
{
    uint32_t first = ring->first_of_sector[sector];
    if (first == NO_READING) {
        return false;
    }
    /* Spoilt slots only put readings further back than their numbers say. */
    uint32_t slot = from > first ? from - first : 0;
    for (; slot < ring->slots_a_sector; slot++) {
        if (read_slot(ring, sector, slot, reading) && reading->sequence >= from) {
            return true;
        }
    }
    return false;
}

bool flash_ring_find(const struct flash_ring *ring, uint32_t from, struct reading *reading)
{
    uint32_t sectors = data_sectors(ring);
    for (uint32_t step = 1; step <= sectors; step++) { /* from the oldest sector to the head */
        uint32_t sector = (ring->head_sector + step) % sectors;
        uint32_t next = ring->first_of_sector[(sector + 1u) % sectors];
        if (step < sectors && next != NO_READING && next <= from) {
            continue; /* what is looked for is not before the next sector */
        }
        if (find_in_sector(ring, sector, from, reading)) {
            return true;
        }
    }
    return false;
}

bool flash_ring_next(const struct flash_ring *ring, uint32_t from, struct reading *reading)
{
    for (;;) {
        uint32_t after = from;
        while (flash_answers_cover(ring, from, &after)) {
            from = after;
        }
        if (from >= ring->next_sequence || !flash_ring_find(ring, from, reading)) {
            return false;
        }
        if (!flash_answers_cover(ring, reading->sequence, &after)) {
            return true;
        }
        from = after;
    }
}

bool flash_ring_newest(const struct flash_ring *ring, struct reading *reading)
{
    uint32_t slots = data_sectors(ring) * ring->slots_a_sector;
    uint32_t head = ring->head_sector * ring->slots_a_sector + ring->head_slot;
    for (uint32_t back = 1; back <= slots; back++) { /* spoilt slots are passed over */
        uint32_t slot = (head + slots - back) % slots;
        if (read_slot(ring, slot / ring->slots_a_sector, slot % ring->slots_a_sector, reading)) {
            return true;
        }
    }
    return false;
}

bool flash_ring_save_cursor(struct flash_ring *ring)
{
    return ring->cursor == ring->saved_cursor || flash_cursor_write(ring);
}

uint32_t flash_ring_capacity(const struct flash_ring *ring)
{
    return (data_sectors(ring) - 1u) * ring->slots_a_sector;
}

uint32_t flash_ring_pending(const struct flash_ring *ring)
{
    uint32_t pending = ring->next_sequence - ring->cursor;
    for (uint32_t at = 0; at < ring->stretches; at++) {
        pending -= ring->answered[at].last - ring->answered[at].first + 1u;
    }
    return pending;
}
