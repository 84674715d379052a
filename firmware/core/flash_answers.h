/* Which of the ring's numbers are answered: all below its cursor, and stretches beyond it; of flash_ring
 * alone, whose flash_ring_answered is here too. */
#ifndef MERIGGIO_CORE_FLASH_ANSWERS_H
#define MERIGGIO_CORE_FLASH_ANSWERS_H

#include <stdbool.h>
#include <stdint.h>

#include "flash_ring.h"

/* Move the cursor over whatever is answered right at it. */
void flash_answers_move_cursor(struct flash_ring *ring);

/* Whether this number is answered; then `after` is the first that may not be. */
bool flash_answers_cover(const struct flash_ring *ring, uint32_t sequence, uint32_t *after);

#endif
