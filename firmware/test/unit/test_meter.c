/* Only what an Italian meter says becomes a reading. */
#include "meter.h"

#include <stdio.h>
#include <string.h>

#include "modem_sim.h"
#include "unit.h"

#define NOON_S INT64_C(1782043200)

static struct meter meter;
static struct reading reading;
static uint64_t now_ms;
static uint8_t bytes[MODEM_SIM_BYTES];

static int begun(void **state)
{
    (void)state;
    now_ms = 5000;
    meter_begin(&meter, &modem_sim_settings, now_ms);
    return 0;
}

/* What the modem puts on the line; how many readings that makes. */
static uint32_t hear_bytes(size_t count)
{
    uint32_t readings = 0;
    for (size_t at = 0; at < count; at++) {
        readings += meter_byte(&meter, bytes[at], now_ms, 0, &reading);
    }
    return readings;
}

static const char *say(const char *type, int64_t measured_s, const char *more)
{
    static char text[1200];
    (void)snprintf(text, sizeof text,
                   "{\"Chain2Data\":{\"Type\":\"%s\",\"Payload\":{\"MeasurePosixTimestamp\":\"%lld\"%s}}}", type,
                   (long long)measured_s, more);
    return text;
}

static bool hear(const char *type, int64_t measured_s, const char *more)
{
    const char *text = say(type, measured_s, more);
    return meter_hear(&meter, text, strlen(text), now_ms, 0, &reading);
}

static void a_quarter_is_a_reading_with_its_register(void **state) /* FR10.1 */
{
    (void)state;
    assert_true(hear("CF1", NOON_S, ",\"QuartAveragePower\":\"248\",\"TotalActEnergy\":1234567,\"InstantPower\":300"));
    assert_int_equal(reading.stamp_ms, NOON_S * 1000);
    assert_int_equal(reading.power_mw, 248000);
    assert_int_equal(reading.import_mwh, 1234567000);
    assert_int_equal(reading.flags, READING_BY_METER);
    assert_false(hear("CF1", NOON_S, ",\"QuartAveragePower\":\"248\"")); /* once more */
    assert_true(hear("CF1", NOON_S + 900, ",\"QuartAveragePower\":\"250\""));
    assert_int_equal(reading.flags, READING_BY_METER | READING_NO_IMPORT);
    assert_int_equal(reading.import_mwh, 0);
    assert_false(hear("CF1", NOON_S + 1800, ",\"InstantPower\":300")); /* it says no mean */
}

static void a_change_says_what_held_until_then(void **state)
{
    (void)state;
    assert_false(hear("CF21", NOON_S, ",\"InstantPower\":500")); /* and before? nobody knows */
    assert_true(hear("CF21", NOON_S + 60, ",\"InstantPower\":900"));
    assert_int_equal(reading.power_mw, 500000);
    assert_int_equal(reading.flags, READING_BY_METER | READING_NO_IMPORT | READING_ESTIMATE);
    assert_true(hear("CF51", NOON_S + 100, ",\"InstantPower\":3500"));
    assert_int_equal(reading.power_mw, 900000);
    assert_true(hear("CF1", NOON_S + 400, ",\"QuartAveragePower\":700,\"TotalActEnergy\":9,\"InstantPower\":3600"));
    assert_int_equal(reading.power_mw, 3500000); /* since the last reading; not the quarter's mean */
    assert_int_equal(reading.import_mwh, 9000);
    assert_int_equal(reading.flags, READING_BY_METER | READING_ESTIMATE);
    assert_true(hear("CF1", NOON_S + 1300, ",\"QuartAveragePower\":3650"));
    assert_int_equal(reading.power_mw, 3650000);
    assert_true(hear("CF21", NOON_S + 1400, ",\"InstantPower\":10"));
    assert_int_equal(reading.power_mw, 3600000);
}

static void what_comes_late_has_its_own_time(void **state)
{
    (void)state;
    assert_true(hear("CF1", NOON_S + 1800, ",\"QuartAveragePower\":100,\"InstantPower\":100"));
    assert_true(hear("CF1", NOON_S + 900, ",\"QuartAveragePower\":200,\"InstantPower\":2000"));
    assert_int_equal(reading.stamp_ms, (NOON_S + 900) * 1000);
    assert_int_equal(reading.power_mw, 200000);
    assert_false(hear("CF21", NOON_S + 1000, ",\"InstantPower\":2000"));
    assert_true(hear("CF21", NOON_S + 2000, ",\"InstantPower\":700"));
    assert_int_equal(reading.power_mw, 100000);
}

static void what_is_not_said_or_cannot_be_is_no_reading(void **state)
{
    (void)state;
    assert_false(hear("CF20", NOON_S, ",\"ContractPower\":3000"));
    assert_false(hear("CF41", NOON_S, ",\"InstantPower\":3000"));
    assert_false(hear("CF1", 0, ",\"QuartAveragePower\":100"));
    assert_false(hear("CF1", INT64_C(4260211201), ",\"QuartAveragePower\":100"));
    assert_false(hear("CF1", NOON_S, ",\"QuartAveragePower\":2000001"));
    assert_false(hear("CF21", NOON_S + 1, ",\"InstantPower\":2000001"));
    assert_false(hear("CF21", NOON_S + 2, ",\"InstantPower\":1"));
    assert_true(hear("CF1", NOON_S + 900, ",\"QuartAveragePower\":-100,\"TotalActEnergy\":-1"));
    assert_int_equal(reading.flags, READING_BY_METER | READING_NO_IMPORT);
    assert_false(meter_hear(&meter, "{}", 2, now_ms, 0, &reading));
    const char *ahead = say("CF1", NOON_S + 1800, ",\"QuartAveragePower\":1");
    assert_false(meter_hear(&meter, ahead, strlen(ahead), now_ms, (NOON_S + 1499) * 1000, &reading));
    assert_true(meter_hear(&meter, ahead, strlen(ahead), now_ms, (NOON_S + 1500) * 1000, &reading));
}

static void a_text_comes_in_frames_that_are_acknowledged(void **state)
{
    (void)state;
    char more[700];
    for (size_t length = 60; length < 660u; length += 59u) { /* one to three frames, and exactly full ones */
        (void)snprintf(more, sizeof more, ",\"QuartAveragePower\":100,\"x\":\"%0*d\"", (int)length, 0);
        int64_t measured_s = NOON_S + (int64_t)length * 900;
        size_t count = modem_sim_text(say("CF1", measured_s, more), bytes);
        meter.reply_bytes = 0;
        assert_int_equal(hear_bytes(count), 1);
        assert_int_equal(reading.stamp_ms, measured_s * 1000);
        assert_int_equal(meter.reply_bytes, (strlen(say("CF1", measured_s, more)) + 256u) / 256u);
        assert_int_equal(meter.replies[0], 0x06);
    }
}

static void a_text_that_is_too_long_or_torn_is_dropped(void **state)
{
    (void)state;
    char more[1000];
    (void)snprintf(more, sizeof more, ",\"QuartAveragePower\":100,\"x\":\"%0*d\"", 800, 0);
    assert_int_equal(hear_bytes(modem_sim_text(say("CF1", NOON_S, more), bytes)), 0);
    (void)snprintf(more, sizeof more, ",\"QuartAveragePower\":100,\"x\":\"%0*d\"", 300, 0);
    assert_int_equal(hear_bytes(modem_sim_text(say("CF1", NOON_S, more), bytes)), 1);
    (void)modem_sim_text(say("CF1", NOON_S + 900, more), bytes);
    assert_int_equal(hear_bytes(ST75MM_FRAME_BYTES), 0); /* its end never comes */
    now_ms += METER_GAP_MS + 1u;
    assert_int_equal(hear_bytes(modem_sim_text(say("CF1", NOON_S + 1800, more), bytes)), 1);
    size_t count = modem_sim_frame(0x02, MODEM_SIM_DATA + 1u, (const uint8_t *)"{}", 2, bytes);
    assert_int_equal(hear_bytes(count), 0); /* of another command */
}

static void replies_beyond_what_there_is_room_for_are_not_given(void **state)
{
    (void)state;
    size_t count = modem_sim_frame(0x02, 1, (const uint8_t *)"a", 1, bytes);
    for (uint32_t at = 0; at < METER_REPLIES + 2u; at++) {
        (void)hear_bytes(count);
    }
    assert_int_equal(meter.reply_bytes, METER_REPLIES);
}

static void the_opening_is_said_until_it_is_taken(void **state)
{
    (void)state;
    static const uint8_t status[] = {0x3f, 0, 0};
    uint64_t wake_ms = meter_tick(&meter, now_ms);
    assert_true(meter.modem.request_low);
    assert_int_equal(wake_ms, now_ms + 200u);
    for (uint32_t at = 0; at < 2u; at++) { /* no status message comes: two tries */
        now_ms = wake_ms;
        wake_ms = meter_tick(&meter, now_ms);
    }
    assert_false(meter.modem.request_low);
    assert_int_equal(wake_ms, 5000u + METER_OPEN_AGAIN_MS);
    now_ms = wake_ms;
    (void)meter_tick(&meter, now_ms);
    memcpy(bytes, status, sizeof status);
    (void)hear_bytes(sizeof status);
    assert_int_equal(meter.frame_bytes, 8);
    assert_memory_equal(meter.frame, "\x02\x02\x40\x01\x02\x03\x48\x00", 8);
    bytes[0] = 0x06;
    (void)hear_bytes(1);
    assert_int_equal(meter_tick(&meter, now_ms + 1u), UINT64_MAX);
    struct meter_settings silent = modem_sim_settings;
    silent.opening_bytes = 0;
    meter_begin(&meter, &silent, 0);
    assert_int_equal(meter_tick(&meter, 1), UINT64_MAX);
}

static void a_meter_is_dead_when_a_quarter_is_missing(void **state) /* FR10.3 */
{
    (void)state;
    assert_false(meter_is_dead(&meter, 5000u + METER_DEAD_MS - 1u, 0));
    assert_true(meter_is_dead(&meter, 5000u + METER_DEAD_MS, 0));
    now_ms = 6000;
    assert_true(hear("CF1", NOON_S, ",\"QuartAveragePower\":100"));
    assert_false(meter_is_dead(&meter, 6000u + METER_DEAD_MS - 1u, 0));
    assert_false(meter_is_dead(&meter, 7000, (NOON_S + 1800) * 1000));
    assert_true(meter_is_dead(&meter, 7000, (NOON_S + 1801) * 1000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_quarter_is_a_reading_with_its_register, begun),
        cmocka_unit_test_setup(a_change_says_what_held_until_then, begun),
        cmocka_unit_test_setup(what_comes_late_has_its_own_time, begun),
        cmocka_unit_test_setup(what_is_not_said_or_cannot_be_is_no_reading, begun),
        cmocka_unit_test_setup(a_text_comes_in_frames_that_are_acknowledged, begun),
        cmocka_unit_test_setup(a_text_that_is_too_long_or_torn_is_dropped, begun),
        cmocka_unit_test_setup(replies_beyond_what_there_is_room_for_are_not_given, begun),
        cmocka_unit_test_setup(the_opening_is_said_until_it_is_taken, begun),
        cmocka_unit_test_setup(a_meter_is_dead_when_a_quarter_is_missing, begun),
    };
    return RUN(tests);
}
