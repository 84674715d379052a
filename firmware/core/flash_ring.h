/* Readings in flash until the system has them. The queue is ours: what a library keeps in RAM is
 * gone at the next restart.
 *
 * The first two sectors hold the cursor, all others readings, 32 bytes each and in order. A sector is
 * erased when the first reading is put into it, so the oldest readings give way when all is full.
 * Nothing is ever programmed twice, and what a power failure left half-written fails its CRC and is
 * passed over. So at every moment: a reading that was appended can be read until it is overwritten,
 * the cursor passes nothing the system has not answered, and what was answered may at most be read
 * (and sent) once more. */
#ifndef MERIGGIO_CORE_FLASH_RING_H
#define MERIGGIO_CORE_FLASH_RING_H

#include <stdbool.h>
#include <stdint.h>

#include "flash.h"
#include "reading.h"
#include "stretches.h"

#define FLASH_RING_CURSOR_SECTORS 2u
#define FLASH_RING_MOST_SECTORS 256u
/* Stretches of answered readings beyond the cursor that are remembered: live readings are answered
 * while the backlog still waits. One more is forgotten, and its readings are sent again. */
#define FLASH_RING_STRETCHES 16u

struct flash_ring {
    const struct flash *flash;
    uint32_t slots_a_sector;
    uint32_t head_sector; /* among those of readings, from 0; where the newest reading is */
    uint32_t head_slot;   /* the next slot to try; slots_a_sector: the sector is full */
    uint32_t next_sequence;
    uint32_t cursor; /* everything below it is answered, or overwritten */
    uint32_t saved_cursor;
    uint32_t cursor_slot; /* of both cursor sectors together: the next one to write */
    uint32_t cursor_generation;
    uint32_t overwritten; /* readings that nobody will ever see, since the mount */
    uint32_t stretches;
    struct stretch answered[FLASH_RING_STRETCHES];
    uint32_t first_of_sector[FLASH_RING_MOST_SECTORS]; /* UINT32_MAX: no reading in it */
};

/* Find what is in the flash, whatever happened to it. False when the partition has a shape that does
 * not work, or cannot be read. `flash` stays the caller's and has to outlive the ring. */
bool flash_ring_mount(struct flash_ring *ring, const struct flash *flash);

/* Keep a reading and give it its number in `reading->sequence`. False when the flash refuses: then
 * nothing was kept, and the caller shows a fault and tries again. */
bool flash_ring_append(struct flash_ring *ring, struct reading *reading);

/* The oldest reading from number `from` on that is still there and not answered; false: none. */
bool flash_ring_next(const struct flash_ring *ring, uint32_t from, struct reading *reading);

/* The oldest reading from number `from` on that is still there, answered or not; false: none. */
bool flash_ring_find(const struct flash_ring *ring, uint32_t from, struct reading *reading);

/* The oldest number there still is; next_sequence when there is none. */
uint32_t flash_ring_oldest(const struct flash_ring *ring);

/* The newest reading there is, answered or not; false: none. */
bool flash_ring_newest(const struct flash_ring *ring, struct reading *reading);

/* The system has answered this number: it is durable there, or will never count. */
void flash_ring_answered(struct flash_ring *ring, uint32_t sequence);

/* Write the cursor down if it moved. Once a minute is often enough: what is lost by a power failure
 * is that some readings are sent again. False when the flash refuses. */
bool flash_ring_save_cursor(struct flash_ring *ring);

/* How many readings it holds when full, with one sector of them being erased. */
uint32_t flash_ring_capacity(const struct flash_ring *ring);

/* How many numbers from the cursor on are not answered. */
uint32_t flash_ring_pending(const struct flash_ring *ring);

#endif
