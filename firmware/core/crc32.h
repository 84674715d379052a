/* CRC-32 of IEEE 802.3, as in zip and PNG. */
#ifndef MERIGGIO_CORE_CRC32_H
#define MERIGGIO_CORE_CRC32_H

#include <stddef.h>
#include <stdint.h>

uint32_t crc32_of(const uint8_t *bytes, size_t length);

#endif
