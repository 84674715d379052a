/* The ring's cursor in its two sectors; of flash_ring alone. */
#ifndef MERIGGIO_CORE_FLASH_CURSOR_H
#define MERIGGIO_CORE_FLASH_CURSOR_H

#include <stdbool.h>

#include "flash_ring.h"

/* Read the newest cursor there is into the ring; 0 when there is none. False when the flash cannot be read. */
bool flash_cursor_find(struct flash_ring *ring);

/* Write the ring's cursor behind it; in the other sector, erased first, when this one is full. */
bool flash_cursor_write(struct flash_ring *ring);

#endif
