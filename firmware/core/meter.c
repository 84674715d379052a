#include "meter.h"

#include <string.h>

#include "stamps.h"

#define QUARTER_MS 900000u
#define MS_PER_S 1000
#define MW_PER_W 1000
#define MWH_PER_WH 1000
#define MOST_W 2000000
#define MOST_WH ((int64_t)(READING_REGISTER_MASK / MWH_PER_WH))

void meter_begin(struct meter *meter, const struct meter_settings *settings, uint64_t now_ms)
{
    memset(meter, 0, sizeof *meter);
    meter->settings = settings;
    meter->is_open = settings->opening_bytes == 0;
    meter->open_ms = now_ms;
    meter->quarter_ms = now_ms;
    st75mm_begin(&meter->modem, &settings->modem);
}

static bool has_between(const struct chain2_message *message, enum chain2_field field, int64_t least, int64_t most)
{
    return chain2_has(message, field) && message->value[field] >= least && message->value[field] <= most;
}

/* The power that held until now. */
static bool take_held(const struct meter *meter, struct reading *reading)
{
    reading->power_mw = (int32_t)(meter->power_w * MW_PER_W);
    reading->flags |= READING_ESTIMATE;
    return meter->has_power;
}

static bool take_quarter(const struct meter *meter, const struct chain2_message *message, struct reading *reading)
{
    if (has_between(message, CHAIN2_TOTAL_WH, 0, MOST_WH)) {
        reading->import_mwh = (uint64_t)message->value[CHAIN2_TOTAL_WH] * MWH_PER_WH;
        reading->flags &= (uint8_t)~READING_NO_IMPORT;
    }
    bool is_late = reading->stamp_ms <= meter->newest_ms;
    if (!is_late && meter->reading_ms > reading->stamp_ms - QUARTER_MS) { /* the mean is of more than is asked for */
        return take_held(meter, reading);
    }
    if (!has_between(message, CHAIN2_QUARTER_MEAN_W, -MOST_W, MOST_W)) {
        return false;
    }
    reading->power_mw = (int32_t)(message->value[CHAIN2_QUARTER_MEAN_W] * MW_PER_W);
    return true;
}

/* A message with a time that can be. */
static bool read_message(const char *text, size_t length, uint64_t wall_ms, struct chain2_message *message)
{
    int64_t latest_ms = wall_ms == 0 ? STAMPS_LATEST_MS : (int64_t)(wall_ms + METER_AHEAD_MS);
    return chain2_decode(text, length, message) &&
           has_between(message, CHAIN2_MEASURED_S, STAMPS_EARLIEST_MS / MS_PER_S, latest_ms / MS_PER_S);
}

static bool says_power(const struct chain2_message *message)
{
    return (message->type == CHAIN2_CF1 || message->type == CHAIN2_CF21 || message->type == CHAIN2_CF51) &&
           has_between(message, CHAIN2_INSTANT_W, -MOST_W, MOST_W);
}

bool meter_hear(struct meter *meter, const char *text, size_t length, uint64_t now_ms, uint64_t wall_ms,
                struct reading *reading)
{
    struct chain2_message message;
    if (!read_message(text, length, wall_ms, &message)) {
        return false;
    }
    int64_t measured_s = message.value[CHAIN2_MEASURED_S];
    bool is_quarter = message.type == CHAIN2_CF1;
    bool is_repeated = is_quarter && measured_s == meter->watch.quarter_s;
    meter->quarter_ms = is_quarter && measured_s > meter->watch.quarter_s ? now_ms : meter->quarter_ms;
    (void)chain2_watch_take(&meter->watch, &message);
    *reading = (struct reading){.stamp_ms = (uint64_t)measured_s * MS_PER_S,
                                .flags = READING_BY_METER | READING_NO_IMPORT};
    bool is_newest = reading->stamp_ms > meter->newest_ms;
    bool is_reading = is_quarter ? !is_repeated && take_quarter(meter, &message, reading)
                                 : says_power(&message) && is_newest && take_held(meter, reading);
    if (is_newest && says_power(&message)) {
        meter->has_power = true;
        meter->power_w = message.value[CHAIN2_INSTANT_W];
    }
    meter->newest_ms = is_newest && (is_reading || says_power(&message)) ? reading->stamp_ms : meter->newest_ms;
    meter->reading_ms = is_reading && is_newest ? reading->stamp_ms : meter->reading_ms;
    return is_reading;
}

/* The next piece of a text; whether it is the last one of a text that has room. */
static bool take_piece(struct meter *meter, const struct st75mm_actions *said, uint64_t now_ms)
{
    bool is_last = said->payload_bytes < ST75MM_MOST_PAYLOAD;
    if (now_ms - meter->piece_ms > METER_GAP_MS) {
        meter->length = 0; /* the end of what came before is lost */
    }
    meter->piece_ms = now_ms;
    bool fits = meter->length <= METER_TEXT_BYTES && said->payload_bytes <= METER_TEXT_BYTES - meter->length;
    if (fits) {
        memcpy(meter->text + meter->length, said->payload, said->payload_bytes);
    }
    meter->length = fits ? meter->length + said->payload_bytes : METER_TEXT_BYTES + 1u;
    return is_last && fits;
}

static void follow(struct meter *meter, const struct st75mm_actions *said)
{
    if (said->transmit_bytes == 1u) {
        if (meter->reply_bytes < METER_REPLIES) {
            meter->replies[meter->reply_bytes++] = said->transmit[0];
        }
    } else if (said->transmit_bytes != 0) {
        meter->frame = said->transmit;
        meter->frame_bytes = said->transmit_bytes;
    }
    meter->is_open = meter->is_open || said->outcome == ST75MM_SENT;
}

bool meter_byte(struct meter *meter, uint8_t byte, uint64_t now_ms, uint64_t wall_ms, struct reading *reading)
{
    struct st75mm_actions said;
    st75mm_byte(&meter->modem, byte, now_ms, &said);
    follow(meter, &said);
    if (!said.has_frame || said.command != meter->settings->data_command) {
        return false;
    }
    bool is_last = said.payload_bytes < ST75MM_MOST_PAYLOAD;
    bool is_whole = take_piece(meter, &said, now_ms);
    size_t length = meter->length;
    meter->length = is_last ? 0 : length;
    return is_whole && meter_hear(meter, meter->text, length, now_ms, wall_ms, reading);
}

uint64_t meter_tick(struct meter *meter, uint64_t now_ms)
{
    const struct meter_settings *settings = meter->settings;
    struct st75mm_actions said;
    st75mm_tick(&meter->modem, now_ms, &said);
    follow(meter, &said);
    if (meter->is_open) {
        return UINT64_MAX;
    }
    if (now_ms >= meter->open_ms && st75mm_send(&meter->modem, settings->opening_command, settings->opening,
                                                settings->opening_bytes, now_ms)) {
        meter->open_ms = now_ms + METER_OPEN_AGAIN_MS;
    }
    uint64_t wake_ms = meter->modem.until_ms > now_ms ? meter->modem.until_ms : now_ms + METER_OPEN_AGAIN_MS;
    return meter->open_ms > now_ms && meter->open_ms < wake_ms ? meter->open_ms : wake_ms;
}

bool meter_is_dead(const struct meter *meter, uint64_t now_ms, uint64_t wall_ms)
{
    if (wall_ms != 0 && meter->watch.has_quarter) {
        return chain2_watch_is_dead(&meter->watch, (int64_t)(wall_ms / MS_PER_S));
    }
    return now_ms - meter->quarter_ms >= METER_DEAD_MS;
}
