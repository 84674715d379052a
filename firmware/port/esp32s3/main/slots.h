/* The two slots that firmware runs from, by the bootloader's own records: with rollback, an image is on trial until it
 * is called good, and at any further start before that the bootloader goes back. */
#ifndef MERIGGIO_PORT_SLOTS_H
#define MERIGGIO_PORT_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ota.h"

const struct ota_slots *slots_port(void);

/* Of one slot; 0: the partition table has no second one. */
uint32_t slots_bytes(void);

/* The other slot, to be downloaded into: from its beginning, or on from where one was. */
bool slots_open(uint32_t from);
bool slots_write(const void *bytes, size_t length);
uint32_t slots_written(void);

#endif
