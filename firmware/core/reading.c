#include "reading.h"

#include "crc32.h"
#include "little_endian.h"

/*   0 sequence   4 seconds   8 milliseconds (10 bits) and flags (6)   10 boot
 *  12 import, 48 bits   18 export, 48 bits   24 power   28 CRC-32 of all before */
enum { SEQUENCE = 0, SECONDS = 4, MILLIS = 8, BOOT = 10, IMPORT = 12, EXPORT = 18, POWER = 24, CRC = 28 };

#define MILLIS_BITS 10u
#define MILLIS_MASK ((1u << MILLIS_BITS) - 1u)
#define MS_PER_S 1000u

void reading_pack(const struct reading *reading, uint8_t record[READING_BYTES])
{
    uint32_t millis = (uint32_t)(reading->stamp_ms % MS_PER_S);
    put_le(record + SEQUENCE, 4, reading->sequence);
    put_le(record + SECONDS, 4, reading->stamp_ms / MS_PER_S);
    put_le(record + MILLIS, 2, millis | (uint32_t)(reading->flags & READING_ALL_FLAGS) << MILLIS_BITS);
    put_le(record + BOOT, 2, reading->boot);
    put_le(record + IMPORT, 6, reading->import_mwh);
    put_le(record + EXPORT, 6, reading->export_mwh);
    put_le(record + POWER, 4, (uint32_t)reading->power_mw);
    put_le(record + CRC, 4, crc32_of(record, CRC));
}

bool reading_unpack(const uint8_t record[READING_BYTES], struct reading *reading)
{
    if (get_le(record + CRC, 4) != crc32_of(record, CRC)) {
        return false;
    }
    uint32_t millis_and_flags = (uint32_t)get_le(record + MILLIS, 2);
    uint32_t millis = millis_and_flags & MILLIS_MASK;
    uint32_t flags = millis_and_flags >> MILLIS_BITS;
    if (millis >= MS_PER_S || flags > READING_ALL_FLAGS) {
        return false;
    }
    uint32_t power = (uint32_t)get_le(record + POWER, 4);
    reading->sequence = (uint32_t)get_le(record + SEQUENCE, 4);
    reading->stamp_ms = get_le(record + SECONDS, 4) * MS_PER_S + millis;
    reading->boot = (uint16_t)get_le(record + BOOT, 2);
    reading->flags = (uint8_t)flags;
    reading->power_mw = power <= INT32_MAX ? (int32_t)power : -(int32_t)(UINT32_MAX - power) - 1;
    reading->import_mwh = get_le(record + IMPORT, 6);
    reading->export_mwh = get_le(record + EXPORT, 6);
    return true;
}

bool reading_resolve(struct reading *reading, uint16_t boot, uint64_t boot_began_ms)
{
    if ((reading->flags & READING_SINCE_BOOT) == 0 || reading->boot != boot) {
        return false;
    }
    reading->stamp_ms += boot_began_ms;
    reading->flags = (uint8_t)(reading->flags & ~READING_SINCE_BOOT);
    return true;
}
