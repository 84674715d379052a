#include "flash_answers.h"

void flash_answers_move_cursor(struct flash_ring *ring)
{
    while (ring->stretches != 0 && ring->answered[0].first <= ring->cursor) {
        if (ring->answered[0].last >= ring->cursor) {
            ring->cursor = ring->answered[0].last + 1u;
        }
        stretches_cut(ring->answered, &ring->stretches, ring->cursor);
    }
}

bool flash_answers_cover(const struct flash_ring *ring, uint32_t sequence, uint32_t *after)
{
    if (sequence < ring->cursor) {
        *after = ring->cursor;
        return true;
    }
    return stretches_cover(ring->answered, ring->stretches, sequence, after);
}

void flash_ring_answered(struct flash_ring *ring, uint32_t sequence)
{
    if (sequence < ring->cursor || sequence >= ring->next_sequence) {
        return;
    }
    if (sequence == ring->cursor) {
        ring->cursor++;
    } else {
        (void)stretches_add(ring->answered, &ring->stretches, FLASH_RING_STRETCHES, sequence, sequence);
    }
    flash_answers_move_cursor(ring);
}
