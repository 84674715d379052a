#include "json_values.h"

#include <string.h>

#include "base64.h"
#include "json_writer.h"
#include "message.h"
#include "unit.h"

static struct json of(const char *text)
{
    struct json value = {"", 0};
    assert_true(json_of(text, strlen(text), &value));
    return value;
}

static void strings_are_unescaped(void **state)
{
    (void)state;
    char text[16];
    size_t length = 0;
    assert_true(json_text(of("\"a\\n\\\"\\\\\\/\\b\\f\\r\\t\\u0041\\u007A\""), text, sizeof text, &length));
    assert_string_equal(text, "a\n\"\\/\b\f\r\tAz");
    assert_int_equal(length, 11);
    assert_false(json_text(of("\"\\u00e9\""), text, sizeof text, &length));
    assert_false(json_text(of("\"\\u0000\""), text, sizeof text, &length));
    assert_false(json_text(of("\"\xc3\xa9\""), text, sizeof text, &length));
    assert_false(json_text(of("1"), text, sizeof text, &length));
    assert_false(json_text(of("\"abcd\""), text, 4, &length));
    assert_true(json_text(of("\"abc\""), text, 4, &length));
    assert_false(json_text(of("\"\""), text, 0, &length));
}

static void booleans_are_words(void **state)
{
    (void)state;
    bool boolean = false;
    assert_true(json_boolean(of("true"), &boolean) && boolean);
    assert_true(json_boolean(of("false"), &boolean) && !boolean);
    assert_false(json_boolean(of("null"), &boolean));
}

static void numbers_are_millionths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t micros;
    } cases[] = {
        {"0", 0},           {"-0.0", 0},        {"1", 1000000},        {"1.5e2", 150000000}, {"-2.0000005", -2000001},
        {"0.0000004999", 0}, {"12E-1", 1200000}, {"1e+3", 1000000000}, {"0e999999", 0},       {"1e-99999", 0},
        {"922337203685.477580", INT64_C(922337203685477580)}, {"1.00000000000000000000001", 1000000},
    };
    int64_t micros = 0;
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        assert_true(json_micros(of(cases[at].text), &micros));
        assert_int_equal(micros, cases[at].micros);
    }
    assert_false(json_micros(of("9223372036855"), &micros));
    assert_false(json_micros(of("1e99999"), &micros));
    assert_false(json_micros(of("\"1\""), &micros));
    assert_false(json_micros(of("null"), &micros));
}

static void times_have_a_zone(void **state)
{
    (void)state;
    uint64_t ms = 0;
    assert_true(json_time(of("\"2026-06-21T12:00:00.2509Z\""), &ms));
    assert_int_equal(ms, INT64_C(1782043200250));
    assert_true(json_time(of("\"2026-06-21T14:00:00+02:00\""), &ms));
    assert_int_equal(ms, INT64_C(1782043200000));
    assert_true(json_time(of("\"2024-02-29t07:30:00-04:30\""), &ms));
    assert_int_equal(ms, INT64_C(1709208000000));
    static const char *wrong[] = {
        "1",
        "\"\"",
        "\"2025-02-29T00:00:00Z\"",
        "\"1969-12-31T00:00:00Z\"",
        "\"2026-13-01T00:00:00Z\"",
        "\"2026-06-21T24:00:00Z\"",
        "\"2026-06-21T12:00:00\"",
        "\"2026-06-21T12:00:00Zz\"",
        "\"2026-06-21 12:00:00Z\"",
        "\"2026-06-21T12:00:00+2:00\"",
        "\"2026-06-21T12:00:00x02:00\"",
        "\"1970-01-01T00:00:00+00:01\"",
    };
    for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
        assert_false(json_time(of(wrong[at]), &ms));
    }
}

static void arrays_are_gone_through(void **state)
{
    (void)state;
    struct json rest = of("[1, [2,3] ,\"x\"]");
    struct json element;
    int64_t number = 0;
    assert_true(json_element(&rest, &element) && json_integer(element, &number));
    assert_int_equal(number, 1);
    assert_true(json_element(&rest, &element));
    assert_int_equal(element.length, 5);
    assert_true(json_element(&rest, &element));
    assert_false(json_element(&rest, &element));
    rest = of("[]");
    assert_false(json_element(&rest, &element));
    rest = of("{\"a\":1}");
    assert_false(json_element(&rest, &element));
}

static void what_is_written_is_escaped(void **state)
{
    (void)state;
    char text[64];
    struct json_writer writer = {text, sizeof text, 0, true};
    json_put_string(&writer, "a\"\\\n\x1f");
    json_put_micros(&writer, -1500000);
    json_put_micros(&writer, 300000001);
    assert_memory_equal(text, "\"a\\\"\\\\\\n\\u001f\"-1.5300.000001", writer.length);
    assert_int_equal(writer.length, 29);
}

static void base64_goes_there_and_back(void **state)
{
    (void)state;
    char text[9];
    uint8_t bytes[5];
    static const char *encoded[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="};
    for (size_t length = 0; length < 5; length++) {
        assert_true(base64_encode((const uint8_t *)"foobar", length, text, sizeof text));
        assert_string_equal(text, encoded[length]);
        assert_true(base64_decode(text, bytes, length));
        assert_memory_equal(bytes, "foobar", length);
    }
    assert_false(base64_encode((const uint8_t *)"foobar", 4, text, 8));
    assert_false(base64_decode("Zm9v", bytes, 4));
    assert_false(base64_decode("Zm9vYgA=", bytes, 4));
    assert_false(base64_decode("Zm 9", bytes, 3));
}

static void topics_and_payloads_have_an_end(void **state)
{
    (void)state;
    char memory[4];
    struct message message = {.payload = memory, .room = sizeof memory};
    char part[MESSAGE_TOPIC_BYTES];
    memset(part, 'x', sizeof part - 1u);
    part[sizeof part - 1u] = '\0';
    assert_true(message_topic(&message, "report", "a", "status", NULL));
    assert_string_equal(message.topic, "report/a/status");
    assert_string_equal(message_kind("status"), "status");
    assert_false(message_topic(&message, part, "a", NULL, NULL));
    struct json_writer writer = message_begin(&message);
    json_put(&writer, "12345");
    assert_false(message_end(&message, &writer));
    assert_int_equal(message.length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_unescaped),     cmocka_unit_test(booleans_are_words),
        cmocka_unit_test(numbers_are_millionths),    cmocka_unit_test(times_have_a_zone),
        cmocka_unit_test(arrays_are_gone_through),   cmocka_unit_test(what_is_written_is_escaped),
        cmocka_unit_test(base64_goes_there_and_back), cmocka_unit_test(topics_and_payloads_have_an_end),
    };
    return RUN(tests);
}
