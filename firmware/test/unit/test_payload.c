#include "payload.h"
#include "unit.h"

#include <string.h>

#include "json_writer.h"

static const struct reading example = {
    .sequence = 7, .stamp_ms = 1782043200250u, .power_mw = -2300500, .import_mwh = 1000, .export_mwh = 12345678};

#define EXAMPLE                                                                                    \
    "{\"deviceId\":\"meter-0001\",\"energyValue\":-2300.5,\"timestamp\":\"2026-06-21T12:00:00.250Z\"," \
    "\"sequence\":7,\"importWh\":1,\"exportWh\":12345.678}"

static char text[PAYLOAD_MOST_BYTES + 1u];
static struct payload payload;

static void assert_says(const char *expected)
{
    size_t length = payload_end(&payload);
    assert_int_equal(length, strlen(expected));
    assert_memory_equal(text, expected, length);
}

static void one_reading_is_an_object(void **state) /* FR10.2 */
{
    (void)state;
    payload_begin(&payload, text, sizeof text, false);
    assert_true(payload_add(&payload, "meter-0001", &example));
    assert_false(payload_add(&payload, "meter-0001", &example));
    assert_says(EXAMPLE);
}

static void several_are_an_array(void **state)
{
    (void)state;
    payload_begin(&payload, text, sizeof text, true);
    assert_true(payload_add(&payload, "meter-0001", &example));
    assert_true(payload_add(&payload, "meter-0001", &example));
    assert_says("[" EXAMPLE "," EXAMPLE "]");
}

static void nothing_is_no_message(void **state)
{
    (void)state;
    payload_begin(&payload, text, sizeof text, true);
    assert_int_equal(payload_end(&payload), 0);
}

static void estimates_and_clipping_are_said(void **state)
{
    (void)state;
    struct reading reading = example;
    reading.flags = READING_ESTIMATE | READING_CLIPPED;
    payload_begin(&payload, text, sizeof text, false);
    assert_true(payload_add(&payload, "meter-0001", &reading));
    text[payload_end(&payload)] = '\0';
    assert_non_null(strstr(text, ",\"estimate\":true,\"clipped\":true}"));
}

static void registers_nobody_knows_are_not_said(void **state)
{
    (void)state;
    struct reading reading = example;
    reading.flags = READING_BY_METER;
    payload_begin(&payload, text, sizeof text, false);
    assert_true(payload_add(&payload, "meter-0001", &reading));
    text[payload_end(&payload)] = '\0';
    assert_non_null(strstr(text, "\"sequence\":7,\"importWh\":1}"));
    reading.flags = READING_BY_METER | READING_NO_IMPORT;
    payload_begin(&payload, text, sizeof text, false);
    assert_true(payload_add(&payload, "meter-0001", &reading));
    text[payload_end(&payload)] = '\0';
    assert_non_null(strstr(text, "\"sequence\":7}"));
}

static void a_time_nobody_knows_is_not_sent(void **state)
{
    (void)state;
    struct reading reading = example;
    reading.flags = READING_SINCE_BOOT;
    payload_begin(&payload, text, sizeof text, false);
    assert_false(payload_add(&payload, "meter-0001", &reading));
}

static void what_does_not_fit_leaves_no_trace(void **state)
{
    (void)state;
    for (size_t room = 0; room <= 2u * sizeof EXAMPLE + 1u; room++) {
        memset(text, '!', sizeof text);
        payload_begin(&payload, text, room, true);
        bool first = payload_add(&payload, "meter-0001", &example);
        bool second = payload_add(&payload, "meter-0001", &example);
        assert_int_equal(first, room >= sizeof EXAMPLE + 1u);
        assert_int_equal(second, room >= 2u * sizeof EXAMPLE + 1u);
        size_t length = payload_end(&payload);
        assert_true(length <= room && (length == 0 || text[length - 1u] == ']'));
        assert_int_equal(text[room], '!');
    }
}

static void a_message_ends_at_its_limits(void **state)
{
    (void)state;
    size_t added = 0;
    struct reading longest = {.sequence = UINT32_MAX, .stamp_ms = 4294967295999u, .power_mw = INT32_MIN,
                              .flags = READING_ESTIMATE | READING_CLIPPED,
                              .import_mwh = READING_REGISTER_MASK, .export_mwh = READING_REGISTER_MASK};
    char id[PAYLOAD_DEVICE_ID_BYTES + 1u];
    memset(id, 'x', sizeof id - 1u);
    id[sizeof id - 1u] = '\0';
    payload_begin(&payload, text, sizeof text, true);
    for (; payload_add(&payload, id, &longest); added++) {
    }
    size_t length = payload_end(&payload);
    assert_true(length <= PAYLOAD_MOST_BYTES && length + PAYLOAD_READING_BYTES > PAYLOAD_MOST_BYTES);
    assert_true(length / added < PAYLOAD_READING_BYTES);
    payload_begin(&payload, text, sizeof text, true);
    for (added = 0; payload_add(&payload, "m", &(struct reading){0}); added++) {
    }
    assert_int_equal(added, PAYLOAD_MOST_READINGS);
}

static void ids_are_what_the_contract_allows(void **state)
{
    (void)state;
    const char *good[] = {"a", "MG-2026-000001", "0._-"};
    const char *bad[] = {"", "-a", "a b", "a\"b", "a/b", "\xc3\xa9",
                         "12345678901234567890123456789012345678901234567890123456789012345"};
    for (size_t at = 0; at < sizeof good / sizeof good[0]; at++) {
        assert_true(payload_is_device_id(good[at]));
    }
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_false(payload_is_device_id(bad[at]));
    }
    payload_begin(&payload, text, sizeof text, false);
    assert_false(payload_add(&payload, "a\"b", &example));
}

static void assert_thousandths(int64_t value, const char *expected)
{
    struct json_writer writer = {text, sizeof text, 0, true};
    json_put_thousandths(&writer, value);
    assert_int_equal(writer.length, strlen(expected));
    assert_memory_equal(text, expected, writer.length);
}

static void thousandths_are_exact(void **state)
{
    (void)state;
    assert_thousandths(0, "0");
    assert_thousandths(-1, "-0.001");
    assert_thousandths(10, "0.01");
    assert_thousandths(-2300500, "-2300.5");
    assert_thousandths(INT64_MIN, "-9223372036854775.808");
    assert_thousandths(INT64_MAX, "9223372036854775.807");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_reading_is_an_object),
        cmocka_unit_test(several_are_an_array),
        cmocka_unit_test(nothing_is_no_message),
        cmocka_unit_test(estimates_and_clipping_are_said),
        cmocka_unit_test(registers_nobody_knows_are_not_said),
        cmocka_unit_test(a_time_nobody_knows_is_not_sent),
        cmocka_unit_test(what_does_not_fit_leaves_no_trace),
        cmocka_unit_test(a_message_ends_at_its_limits),
        cmocka_unit_test(ids_are_what_the_contract_allows),
        cmocka_unit_test(thousandths_are_exact),
    };
    return RUN(tests);
}
