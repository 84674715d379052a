#include "json_reader.h"
#include "unit.h"

#include <string.h>

static bool is_json(const char *text)
{
    struct json value;
    return json_of(text, strlen(text), &value);
}

static void what_is_json_is_taken(void **state)
{
    (void)state;
    const char *good[] = {"0", "-0.5e+3", "1E-2", "true", "false", "null", "\"\"", "\"a\\n\\u00e8\\\\\"", "[]",
                          "{}", " [ 1 , [ ] , { } ] ", "{\"a\":{\"b\":[1,{\"c\":null}]},\"d\":2}",
                          "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]"};
    for (size_t at = 0; at < sizeof good / sizeof good[0]; at++) {
        assert_true(is_json(good[at]));
    }
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    const char *bad[] = {"", " ", "01", "-", "1.", ".5", "1e", "1e+", "+1", "tru", "nul", "NaN", "\"", "\"\n\"",
                         "\"\\x\"", "\"\\u12g4\"", "\"\\", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{1:2}",
                         "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1", "{\"a\" 1}", "[}", "{]", "1 2", "{}{}",
                         "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"};
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_false(is_json(bad[at]));
    }
    struct json value;
    assert_false(json_of("1\0", 2, &value));
}

static struct json member_of(const char *text, const char *name)
{
    struct json object;
    struct json member = {NULL, 0};
    assert_true(json_of(text, strlen(text), &object));
    if (!json_member(object, name, &member)) {
        member.text = NULL;
    }
    return member;
}

static void members_are_found_by_name(void **state)
{
    (void)state;
    const char *text = "{ \"ab\" : 1, \"a\" : [2, {\"x\": 9}] , \"x\":\"three\", \"a\": 4, \"q\\\"\": 5}";
    assert_memory_equal(member_of(text, "a").text, "[2, {\"x\": 9}]", member_of(text, "a").length);
    assert_int_equal(member_of(text, "ab").length, 1);
    assert_int_equal(member_of(text, "x").length, 7);
    assert_null(member_of(text, "b").text);
    assert_null(member_of(text, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz").text);
    assert_null(member_of("{}", "a").text);
    assert_null(member_of("[1]", "a").text);
    struct json member;
    assert_false(json_member((struct json){"{\"a\":", 5}, "a", &member));
}

static bool integer_of(const char *text, int64_t *value)
{
    return json_integer((struct json){text, strlen(text)}, value);
}

static void integers_are_whole_and_fit(void **state)
{
    (void)state;
    int64_t value = 0;
    assert_true(integer_of("-42", &value) && value == -42);
    assert_true(integer_of("9223372036854775807", &value) && value == INT64_MAX);
    assert_true(integer_of("-9223372036854775807", &value) && value == -INT64_MAX);
    const char *bad[] = {"", "-", "9223372036854775808", "1.0", "1e3", "\"1\"", "true"};
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        assert_false(integer_of(bad[at], &value));
    }
}

static void strings_fit_and_have_no_escapes(void **state)
{
    (void)state;
    char string[4];
    assert_true(json_string((struct json){"\"abc\"", 5}, string, sizeof string));
    assert_string_equal(string, "abc");
    assert_false(json_string((struct json){"\"abcd\"", 6}, string, sizeof string));
    assert_false(json_string((struct json){"\"\\n\"", 4}, string, sizeof string));
    assert_false(json_string((struct json){"12", 2}, string, sizeof string));
    assert_false(json_string((struct json){"1", 1}, string, sizeof string));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_json_is_taken),
        cmocka_unit_test(what_is_none_is_refused),
        cmocka_unit_test(members_are_found_by_name),
        cmocka_unit_test(integers_are_whole_and_fit),
        cmocka_unit_test(strings_fit_and_have_no_escapes),
    };
    return RUN(tests);
}
