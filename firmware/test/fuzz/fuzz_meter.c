/* Any bytes of a modem, or any text in its frames (the first byte says which, and may say 5 s of silence): no fault, and
 * a reading is one that can be. */
#include <stdlib.h>
#include <string.h>

#include "modem_sim.h"
#include "stamps.h"

#define MOST_TEXT 1000u
#define NOON_MS UINT64_C(1782043200000)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void hear(struct meter *meter, const uint8_t *bytes, size_t count, uint64_t now_ms)
{
    struct reading reading;
    for (size_t at = 0; at < count; at++) {
        if (!meter_byte(meter, bytes[at], now_ms + at / 4u, NOON_MS, &reading)) {
            continue;
        }
        if (reading.stamp_ms < (uint64_t)STAMPS_EARLIEST_MS || reading.stamp_ms > NOON_MS + METER_AHEAD_MS ||
            (reading.flags & READING_BY_METER) == 0 || reading.import_mwh > READING_REGISTER_MASK ||
            ((reading.flags & READING_NO_IMPORT) != 0 && reading.import_mwh != 0)) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct meter meter;
    static uint8_t frames[MODEM_SIM_BYTES];
    char text[MOST_TEXT + 1u];
    uint64_t now_ms = 0;
    meter_begin(&meter, &modem_sim_settings, 0);
    (void)meter_tick(&meter, 0);
    if (length == 0 || (bytes[0] & 1u) == 0) {
        hear(&meter, bytes, length, 0);
        return 0;
    }
    /* Texts with a line each. */
    for (size_t from = 1; from < length; now_ms += (bytes[0] & 2u) != 0 ? METER_GAP_MS + 1000u : 1000u) {
        const uint8_t *end = memchr(bytes + from, '\n', length - from);
        size_t count = (end == NULL ? length : (size_t)(end - bytes)) - from;
        size_t kept = count < MOST_TEXT ? count : MOST_TEXT;
        memcpy(text, bytes + from, kept);
        text[kept] = '\0';
        hear(&meter, frames, text[0] == '\0' ? 0 : modem_sim_text(text, frames), now_ms);
        (void)meter_tick(&meter, now_ms + 500u);
        meter.reply_bytes = 0;
        from += count + 1u;
    }
    return 0;
}
