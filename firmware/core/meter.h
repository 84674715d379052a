/* EXPERIMENTAL. An Italian meter's Chain 2 through an ST75MM modem, as a source of readings.
 *
 * What a modem delivers in its frames is not public. Taken is JSON as public gateways show it (chain2.h): one text lies
 * in the payloads of frames of one command, of which all but the last are full. A real modem needs something in between
 * that speaks so.
 *
 * Only what the meter says becomes a reading, under the meter's own time:
 * - CF1: the mean power of its quarter, and the register if it is said;
 * - CF21 and CF51: the power that the meter said before, which held until now within 300 W, since it says when it
 *   changes; as an estimate and without a register. So does a CF1 after one of them within its quarter, but with it.
 * Late frames have no such power: of them only a CF1 is one. What was fed in is never known. */
#ifndef MERIGGIO_CORE_METER_H
#define MERIGGIO_CORE_METER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain2.h"
#include "reading.h"
#include "st75mm.h"

#define METER_TEXT_BYTES 768u
#define METER_REPLIES 8u
#define METER_OPEN_AGAIN_MS 60000u
/* The frames of one text follow one another faster. */
#define METER_GAP_MS 5000u
/* Readings are a quarter of an hour apart at most; a meter of which one more is missing is dead. */
#define METER_CADENCE_S 900u
#define METER_DEAD_MS 1800000u
/* A meter's time that is further ahead is none; the system would not take it. */
#define METER_AHEAD_MS 300000u

struct meter_settings {
    struct st75mm_settings modem;
    uint8_t data_command; /* of the frames that carry what the meter says */
    /* What the modem has to be told first, until it has taken it; no bytes: nothing. */
    uint8_t opening_command;
    const uint8_t *opening;
    size_t opening_bytes;
};

struct meter {
    const struct meter_settings *settings;
    struct st75mm modem;
    bool is_open;
    uint64_t open_ms; /* the next try */
    /* What is to be put on the line: acknowledgements, then a frame. */
    uint8_t replies[METER_REPLIES];
    size_t reply_bytes;
    const uint8_t *frame;
    size_t frame_bytes;
    size_t length; /* of the text so far; more than there is room for: it is too long */
    uint64_t piece_ms;
    struct chain2_watch watch;
    uint64_t quarter_ms; /* when the newest quarter was heard; not the meter's time */
    bool has_power;
    int64_t power_w;    /* that the meter said last */
    uint64_t newest_ms;  /* and when, by its own time */
    uint64_t reading_ms; /* the newest reading's stamp */
    char text[METER_TEXT_BYTES];
};

/* Begin to listen. `settings` stay the caller's. */
void meter_begin(struct meter *meter, const struct meter_settings *settings, uint64_t now_ms);

/* A byte came. True when there is a reading, without number and boot. `wall_ms`: since 1970, 0 when nobody knows. */
bool meter_byte(struct meter *meter, uint8_t byte, uint64_t now_ms, uint64_t wall_ms, struct reading *reading);

/* Time passed; returns when it has to be called again. */
uint64_t meter_tick(struct meter *meter, uint64_t now_ms);

/* A message of the meter, as in meter_byte. */
bool meter_hear(struct meter *meter, const char *text, size_t length, uint64_t now_ms, uint64_t wall_ms,
                struct reading *reading);

/* Whether the meter has been silent for too long. */
bool meter_is_dead(const struct meter *meter, uint64_t now_ms, uint64_t wall_ms);

#endif
