/* Integers as they lie in flash: the lowest byte first, whatever the machine. */
#ifndef MERIGGIO_CORE_LITTLE_ENDIAN_H
#define MERIGGIO_CORE_LITTLE_ENDIAN_H

#include <stddef.h>
#include <stdint.h>

static inline void put_le(uint8_t *bytes, size_t length, uint64_t value)
{
    for (size_t at = 0; at < length; at++) {
        bytes[at] = (uint8_t)(value >> (8u * at));
    }
}

static inline uint64_t get_le(const uint8_t *bytes, size_t length)
{
    uint64_t value = 0;
    for (size_t at = 0; at < length; at++) {
        value |= (uint64_t)bytes[at] << (8u * at);
    }
    return value;
}

#endif
