/* The partition "readings" as the core's `flash`. It is encrypted, so what is erased is seen in the cells only. */
#ifndef MERIGGIO_PORT_READINGS_FLASH_H
#define MERIGGIO_PORT_READINGS_FLASH_H

#include "flash.h"

/* NULL: the partition table has none. */
const struct flash *readings_flash(void);

#endif
