/* One measurement, and its 32 bytes in flash. */
#ifndef MERIGGIO_CORE_READING_H
#define MERIGGIO_CORE_READING_H

#include <stdbool.h>
#include <stdint.h>

#define READING_BYTES 32u

/* The stamp counts from the boot, not from 1970: nobody knew the time. Never sent like that. */
#define READING_SINCE_BOOT 1u
/* Current alone at an assumed voltage: unsigned, +-10 to 15 %. */
#define READING_ESTIMATE 2u
/* The signal left the converter's range: the true value is further from zero. */
#define READING_CLIPPED 4u
/* Said by an Italian meter: under its own time, which is never corrected, and without a register of what was fed in. */
#define READING_BY_METER 8u
/* Nor was there one of what was withdrawn. */
#define READING_NO_IMPORT 16u
#define READING_ALL_FLAGS 31u

/* Registers beyond this many mWh (281 GWh) begin again at 0. */
#define READING_REGISTER_MASK ((UINT64_C(1) << 48) - 1u)

struct reading {
    uint32_t sequence;
    uint64_t stamp_ms; /* end of the interval; since 1970, or since boot (READING_SINCE_BOOT) */
    uint16_t boot;     /* number of the boot it was measured in */
    uint8_t flags;
    int32_t power_mw; /* mean since the previous reading; positive: withdrawn from the grid */
    uint64_t import_mwh;
    uint64_t export_mwh;
};

/* Write it as a record with a CRC. Seconds are kept in 32 bits (until 2106). */
void reading_pack(const struct reading *reading, uint8_t record[READING_BYTES]);

/* Read a record; false when it is none: torn, erased or spoilt. */
bool reading_unpack(const uint8_t record[READING_BYTES], struct reading *reading);

/* Give a reading of boot `boot` its true time, once it is known that this boot began at
 * `boot_began_ms` since 1970. False when the reading is of another boot. */
bool reading_resolve(struct reading *reading, uint16_t boot, uint64_t boot_began_ms);

#endif
