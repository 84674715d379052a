#include "stamps.h"

#include <string.h>

#define LAYOUT 2u
#define KEY "stamps"

void stamps_begin(struct stamps *stamps, const struct kv *kv, uint32_t next_sequence)
{
    memset(stamps, 0, sizeof *stamps);
    stamps->kv = kv;
    stamps->boot_first = next_sequence;
    stamps->set_first = next_sequence;
    if (!record_read(kv, KEY, LAYOUT, (uint8_t *)&stamps->kept, sizeof stamps->kept.record)) {
        memset(&stamps->kept, 0, sizeof stamps->kept);
    }
    while (stamps->entries < STAMPS_ENTRIES && stamps->kept.record.entry[stamps->entries].end != 0) {
        stamps->entries++;
    }
}

uint64_t stamps_wall_ms(const struct stamps *stamps, uint64_t now_ms)
{
    return stamps->is_known ? (uint64_t)(stamps->began_ms + (int64_t)now_ms) : 0;
}

static void drop_oldest(struct stamps *stamps)
{
    stamps->entries--;
    memmove(stamps->kept.record.entry, stamps->kept.record.entry + 1, stamps->entries * sizeof stamps->kept.record.entry[0]);
    memset(stamps->kept.record.entry + stamps->entries, 0, sizeof stamps->kept.record.entry[0]);
}

/* The readings since the clock was set before have to be understood so. */
static void note(struct stamps *stamps, int64_t add_ms, uint32_t next_sequence, uint32_t oldest)
{
    while (stamps->entries != 0 && stamps->kept.record.entry[0].end <= oldest) {
        drop_oldest(stamps);
    }
    if (next_sequence == stamps->set_first) {
        return;
    }
    if (stamps->entries == STAMPS_ENTRIES) {
        stamps->kept.record.certain_from = stamps->kept.record.entry[0].end;
        drop_oldest(stamps);
    }
    stamps->kept.record.entry[stamps->entries++] = (struct stamps_entry){add_ms, stamps->set_first, next_sequence};
}

bool stamps_save(struct stamps *stamps)
{
    if (stamps->is_dirty) {
        stamps->is_dirty =
            !record_write(stamps->kv, KEY, LAYOUT, (uint8_t *)&stamps->kept, sizeof stamps->kept.record);
    }
    return !stamps->is_dirty;
}

static void correct(struct stamps *stamps, int64_t by_ms, uint32_t next_sequence, uint32_t oldest)
{
    for (uint32_t at = 0; at < stamps->entries; at++) {
        stamps->kept.record.entry[at].add_ms += stamps->kept.record.entry[at].first >= stamps->boot_first ? by_ms : 0;
    }
    note(stamps, by_ms, next_sequence, oldest);
    stamps->is_dirty = true;
}

bool stamps_set(struct stamps *stamps, uint64_t wall_ms, uint64_t now_ms, uint32_t next_sequence, uint32_t oldest)
{
    if (wall_ms < (uint64_t)STAMPS_EARLIEST_MS || wall_ms > (uint64_t)STAMPS_LATEST_MS) {
        return false;
    }
    int64_t began_ms = (int64_t)wall_ms - (int64_t)now_ms;
    int64_t by_ms = began_ms - stamps->began_ms;
    if (!stamps->is_known) {
        note(stamps, began_ms, next_sequence, oldest);
        stamps->is_dirty = true;
        stamps->is_known = true;
    } else {
        if (by_ms < STAMPS_TOLERANCE_MS && by_ms > -STAMPS_TOLERANCE_MS) {
            return false;
        }
        stamps->correction_ms = by_ms;
        stamps->has_correction = true;
        if (by_ms >= STAMPS_WRONG_MS || by_ms <= -STAMPS_WRONG_MS) {
            correct(stamps, by_ms, next_sequence, oldest);
        }
    }
    stamps->began_ms = began_ms;
    stamps->set_first = next_sequence;
    (void)stamps_save(stamps);
    return true;
}

void stamps_put(const struct stamps *stamps, uint64_t now_ms, struct reading *reading)
{
    reading->stamp_ms = stamps->is_known ? stamps_wall_ms(stamps, now_ms) : now_ms;
    if (!stamps->is_known) {
        reading->flags |= READING_SINCE_BOOT;
    }
}

enum stamps_meaning stamps_resolve(const struct stamps *stamps, struct reading *reading)
{
    bool is_since_boot = (reading->flags & READING_SINCE_BOOT) != 0;
    if ((reading->flags & READING_BY_METER) != 0) {
        return STAMPS_KNOWN;
    }
    for (uint32_t at = 0; at < stamps->entries; at++) {
        const struct stamps_entry *entry = &stamps->kept.record.entry[at];
        if (reading->sequence >= entry->first && reading->sequence < entry->end) {
            reading->stamp_ms = (uint64_t)((int64_t)reading->stamp_ms + entry->add_ms);
            reading->flags &= (uint8_t)~READING_SINCE_BOOT;
            return STAMPS_KNOWN;
        }
    }
    if (!is_since_boot) {
        return STAMPS_KNOWN;
    }
    return reading->sequence >= stamps->boot_first && !stamps->is_known ? STAMPS_LATER : STAMPS_NEVER;
}

bool stamps_is_certain(const struct stamps *stamps, uint32_t sequence)
{
    return sequence >= stamps->kept.record.certain_from;
}
