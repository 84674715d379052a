#include "chain2.h"
#include "unit.h"

#include <string.h>

static struct chain2_message message;

static bool decode(const char *text)
{
    return chain2_decode(text, strlen(text), &message);
}

static void a_cf1_says_the_quarter(void **state)
{
    (void)state;
    assert_true(decode("{\"Chain2Data\":{\"Meter\":\"M1\",\"Type\":\"CF1\",\"MessagePosixTimestamp\":1782043260,"
                       "\"Payload\":{\"MeasurePosixTimestamp\":\"1782043200\",\"CurrQuartActEnergy\":120,"
                       "\"PrevQuartActEnergy\":110,\"QuartAveragePower\":480,\"InstantPower\":512,"
                       "\"TotalActEnergy\":1234567,\"TariffCode\":1,\"Unknown\":[{}]}}}"));
    assert_int_equal(message.type, CHAIN2_CF1);
    assert_true(message.value[CHAIN2_MEASURED_S] == 1782043200);
    assert_true(message.value[CHAIN2_MESSAGE_S] == 1782043260);
    assert_true(message.value[CHAIN2_QUARTER_WH] == 120);
    assert_true(message.value[CHAIN2_PREVIOUS_QUARTER_WH] == 110);
    assert_true(message.value[CHAIN2_QUARTER_MEAN_W] == 480);
    assert_true(message.value[CHAIN2_INSTANT_W] == 512);
    assert_true(message.value[CHAIN2_TOTAL_WH] == 1234567);
    assert_int_equal(message.has, (1u << (CHAIN2_TARIFF + 1u)) - 1u);
    assert_string_equal(message.pod, "");
}

static void what_is_not_said_is_missing(void **state)
{
    (void)state;
    assert_true(decode("{\"Chain2Data\":{\"Type\":\"CF51\",\"InstantPower\":1,\"Payload\":{\"Gap\":null,"
                       "\"EventsCounter\":1.5,\"EventType\":\"x\"}}}"));
    assert_int_equal(message.type, CHAIN2_CF51);
    assert_int_equal(message.has, 0);
    assert_true(decode("{\"Chain2Data\":{\"Type\":\"CF41\",\"Payload\":{}}}"));
    assert_int_equal(message.has, 0);
}

static void a_contract_has_its_pod(void **state)
{
    (void)state;
    assert_true(decode("{\"Chain2Data\":{\"Type\":\"CF20\",\"Payload\":{\"POD\":\"IT001E00000000\","
                       "\"ContractPower\":3000,\"AvailablePower\":3300}}}"));
    assert_string_equal(message.pod, "IT001E00000000");
    assert_true(message.value[CHAIN2_AVAILABLE_W] == 3300);
    assert_true(decode("{\"Chain2Data\":{\"Type\":\"CF20\",\"Payload\":{\"POD\":7}}}"));
    assert_string_equal(message.pod, "");
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    const char *others[] = {"", "[]", "{\"Chain2Info\":{}}", "{\"Chain2Data\":3}", "{\"Chain2Data\":{}}",
                            "{\"Chain2Data\":{\"Type\":\"CF99\",\"Payload\":{}}}",
                            "{\"Chain2Data\":{\"Type\":1,\"Payload\":{}}}", "{\"Chain2Data\":{\"Type\":\"CF1\"}}"};
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++) {
        assert_false(decode(others[at]));
    }
}

static struct chain2_message event(int64_t events)
{
    return (struct chain2_message){
        .type = CHAIN2_CF21, .has = 1u << CHAIN2_EVENTS, .value = {[CHAIN2_EVENTS] = events}};
}

static void counters_show_what_was_lost(void **state)
{
    (void)state;
    struct chain2_watch watch = {.has_events = false};
    const int64_t events[] = {10, 11, 14, 12, 15, -1, INT64_MAX};
    const uint32_t lost[] = {0, 0, 2, 0, 0, 0, 0};
    for (size_t at = 0; at < sizeof events / sizeof events[0]; at++) {
        message = event(events[at]);
        assert_int_equal(chain2_watch_take(&watch, &message), lost[at]);
    }
    message.has = 0;
    assert_int_equal(chain2_watch_take(&watch, &message), 0);
}

static void a_meter_is_dead_when_a_quarter_is_missing_for_15_minutes(void **state)
{
    (void)state;
    struct chain2_watch watch = {.has_quarter = false};
    assert_false(chain2_watch_is_dead(&watch, 5000));
    message = (struct chain2_message){
        .type = CHAIN2_CF1, .has = 1u << CHAIN2_MEASURED_S, .value = {[CHAIN2_MEASURED_S] = 10000}};
    (void)chain2_watch_take(&watch, &message);
    message.value[CHAIN2_MEASURED_S] = 9100; /* late */
    (void)chain2_watch_take(&watch, &message);
    assert_false(chain2_watch_is_dead(&watch, 11800));
    assert_true(chain2_watch_is_dead(&watch, 11801));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cf1_says_the_quarter),
        cmocka_unit_test(what_is_not_said_is_missing),
        cmocka_unit_test(a_contract_has_its_pod),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(counters_show_what_was_lost),
        cmocka_unit_test(a_meter_is_dead_when_a_quarter_is_missing_for_15_minutes),
    };
    return RUN(tests);
}
