/* What time it is, and what the stamps of kept readings mean.
 *
 * A reading is stamped by the clock as it is set when it is measured; before it is set, by the time
 * since boot. A stamp in flash never changes: what was learnt later stands beside it, for ranges of
 * numbers, and outlives restarts. Corrections below a minute are drift, by which nothing is changed
 * that is kept: a reading that was sent has the same stamp when it is sent again. A meter's own stamps
 * (READING_BY_METER) are left as they are. */
#ifndef MERIGGIO_CORE_STAMPS_H
#define MERIGGIO_CORE_STAMPS_H

#include <stdbool.h>
#include <stdint.h>

#include "kv.h"
#include "reading.h"
#include "record.h"

#define STAMPS_ENTRIES 16u
#define STAMPS_TOLERANCE_MS 2000 /* a clock that is wrong by less is left alone */
#define STAMPS_WRONG_MS 60000    /* by this or more: so are the readings it stamped */
/* What cannot be now: before 2024, after 2105. */
#define STAMPS_EARLIEST_MS INT64_C(1704067200000)
#define STAMPS_LATEST_MS INT64_C(4260211200000)

enum stamps_meaning {
    STAMPS_KNOWN,
    STAMPS_LATER, /* of this boot, whose time is not known yet */
    STAMPS_NEVER, /* of a boot that ended before anybody knew */
};

/* To be added to the stamps of the numbers from `first` up to `end`, without it. */
struct stamps_entry {
    int64_t add_ms;
    uint32_t first;
    uint32_t end;
};

struct stamps_record {
    struct stamps_entry entry[STAMPS_ENTRIES]; /* unused ones are all 0 */
    uint32_t certain_from; /* of lower numbers a correction was forgotten, for want of room */
    uint32_t unused;
};

struct stamps {
    const struct kv *kv;
    bool is_known;
    bool is_dirty;
    bool has_correction;
    int64_t began_ms;      /* this boot, since 1970 */
    int64_t correction_ms; /* the last one */
    uint32_t boot_first;   /* number of this boot's first reading */
    uint32_t set_first;    /* of the first one since the clock was set */
    uint32_t entries;
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct stamps_record record;
    } kept;
};

/* Begin a boot; `next_sequence` is the number of its first reading. */
void stamps_begin(struct stamps *stamps, const struct kv *kv, uint32_t next_sequence);

/* Since 1970; 0: nobody knows. */
uint64_t stamps_wall_ms(const struct stamps *stamps, uint64_t now_ms);

/* It is said to be `wall_ms`: whether the clock was set. `oldest`: there is no reading below any more. */
bool stamps_set(struct stamps *stamps, uint64_t wall_ms, uint64_t now_ms, uint32_t next_sequence, uint32_t oldest);

/* Stamp a reading that ends now. */
void stamps_put(const struct stamps *stamps, uint64_t now_ms, struct reading *reading);

/* Correct the stamp of a reading as it was kept. */
enum stamps_meaning stamps_resolve(const struct stamps *stamps, struct reading *reading);

/* Whether all that was ever learnt of this number's stamp is still known: it is sent again just as it was. */
bool stamps_is_certain(const struct stamps *stamps, uint32_t sequence);

/* Write down what the flash refused before. */
bool stamps_save(struct stamps *stamps);

#endif
