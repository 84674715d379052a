#include "json_values.h"

#include <string.h>

#define MS_PER_S 1000u
#define MOST_ESCAPED 0x7fu
/* A mantissa has 18 digits; what follows is too small to count. */
#define MANTISSA_FULL UINT64_C(100000000000000000)
#define MOST_EXPONENT 1000

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool hex_of(char character, unsigned *digit)
{
    if (is_digit(character)) {
        *digit = (unsigned)(character - '0');
    } else if ((character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F')) {
        *digit = ((unsigned)character & 7u) + 9u;
    } else {
        return false;
    }
    return true;
}

/* The escape at `at`, which the reader has checked; how many characters it has, 0 for no ASCII. */
static size_t unescape(const char *at, char *character)
{
    static const char escapes[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *found = strchr(escapes, at[1]);
    if (found != NULL) {
        *character = meant[found - escapes];
        return 2;
    }
    unsigned code = 0;
    for (size_t digit = 2; digit < 6; digit++) {
        unsigned value = 0;
        if (!hex_of(at[digit], &value)) {
            return 0;
        }
        code = 16u * code + value;
    }
    *character = (char)code;
    return code != 0 && code <= MOST_ESCAPED ? 6 : 0;
}

bool json_text(struct json value, char *text, size_t room, size_t *length)
{
    if (value.length < 2u || value.text[0] != '"') {
        return false;
    }
    const char *at = value.text + 1;
    const char *end = value.text + value.length - 1;
    for (*length = 0; at < end; ++*length) {
        char character = *at;
        size_t taken = character == '\\' ? unescape(at, &character) : 1u;
        if (taken == 0 || (unsigned char)character > MOST_ESCAPED || *length + 1u >= room) {
            return false;
        }
        text[*length] = character;
        at += taken;
    }
    if (*length >= room) {
        return false;
    }
    text[*length] = '\0';
    return true;
}

bool json_boolean(struct json value, bool *boolean)
{
    *boolean = value.length == 4u && memcmp(value.text, "true", 4) == 0;
    return *boolean || (value.length == 5u && memcmp(value.text, "false", 5) == 0);
}

struct decimal {
    uint64_t size;
    int exponent; /* of ten */
};

/* Up to an exponent or the end; where that is. */
static const char *read_mantissa(const char *at, const char *end, struct decimal *decimal)
{
    bool is_fraction = false;
    for (; at < end && (is_digit(*at) || *at == '.'); at++) {
        if (*at == '.') {
            is_fraction = true;
            continue;
        }
        bool counts = decimal->size < MANTISSA_FULL;
        if (counts) {
            decimal->size = 10u * decimal->size + (uint64_t)(*at - '0');
        }
        decimal->exponent += (counts ? 0 : 1) - (is_fraction ? 1 : 0);
    }
    return at;
}

static int read_exponent(const char *at, const char *end)
{
    bool is_negative = *at == '-';
    int exponent = 0;
    for (at += is_negative || *at == '+' ? 1 : 0; at < end; at++) {
        exponent = exponent < MOST_EXPONENT ? 10 * exponent + (*at - '0') : exponent;
    }
    return is_negative ? -exponent : exponent;
}

bool json_micros(struct json value, int64_t *micros)
{
    const char *end = value.text + value.length;
    bool is_negative = value.length != 0 && value.text[0] == '-';
    const char *at = value.text + (is_negative ? 1 : 0);
    if (at >= end || !is_digit(*at)) {
        return false;
    }
    struct decimal decimal = {0, 6};
    at = read_mantissa(at, end, &decimal);
    if (at < end) {
        decimal.exponent += read_exponent(at + 1, end);
    }
    for (; decimal.size != 0 && decimal.exponent > 0; decimal.exponent--) {
        if (decimal.size > (uint64_t)INT64_MAX / 10u) {
            return false;
        }
        decimal.size *= 10u;
    }
    for (; decimal.size != 0 && decimal.exponent < 0; decimal.exponent++) {
        decimal.size = (decimal.size + (decimal.exponent == -1 ? 5u : 0u)) / 10u;
    }
    *micros = is_negative ? -(int64_t)decimal.size : (int64_t)decimal.size;
    return true;
}

/* Two or four digits; `at` moves behind them. */
static bool read_digits(const char **at, const char *end, unsigned digits, uint64_t *number)
{
    *number = 0;
    for (; digits != 0; digits--, ++*at) {
        if (*at >= end || !is_digit(**at)) {
            return false;
        }
        *number = 10u * *number + (uint64_t)(**at - '0');
    }
    return true;
}

static bool read_mark(const char **at, const char *end, const char *marks)
{
    return *at < end && **at != '\0' && strchr(marks, *(*at)++) != NULL;
}

/* Days since 1970 of a date that there is (H. Hinnant, days_from_civil). */
static bool read_days(const char **at, const char *end, uint64_t *days)
{
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t year = 0;
    uint64_t month = 0;
    uint64_t day = 0;
    if (!read_digits(at, end, 4, &year) || !read_mark(at, end, "-") || !read_digits(at, end, 2, &month) ||
        !read_mark(at, end, "-") || !read_digits(at, end, 2, &day) || year < 1970u || month < 1u || month > 12u) {
        return false;
    }
    bool is_leap = year % 4u == 0 && (year % 100u != 0 || year % 400u == 0);
    if (day < 1u || day > lengths[month - 1u] + (is_leap && month == 2u ? 1u : 0u)) {
        return false;
    }
    uint64_t march_year = month > 2u ? year : year - 1u;
    uint64_t era = march_year / 400u;
    uint64_t year_of_era = march_year % 400u;
    uint64_t day_of_year = (153u * (month > 2u ? month - 3u : month + 9u) + 2u) / 5u + day - 1u;
    *days = era * 146097u + year_of_era * 365u + year_of_era / 4u - year_of_era / 100u + day_of_year - 719468u;
    return true;
}

static bool read_clock(const char **at, const char *end, uint64_t *clock_ms)
{
    uint64_t hour = 0;
    uint64_t minute = 0;
    uint64_t second = 0;
    if (!read_digits(at, end, 2, &hour) || !read_mark(at, end, ":") || !read_digits(at, end, 2, &minute) ||
        !read_mark(at, end, ":") || !read_digits(at, end, 2, &second) || hour > 23u || minute > 59u || second > 59u) {
        return false;
    }
    uint64_t millis = 0;
    if (*at < end && **at == '.') {
        uint64_t weight = 100u;
        for (++*at; *at < end && is_digit(**at); ++*at, weight /= 10u) {
            millis += weight * (uint64_t)(**at - '0');
        }
    }
    *clock_ms = ((hour * 60u + minute) * 60u + second) * MS_PER_S + millis;
    return true;
}

bool json_time(struct json value, uint64_t *since_1970_ms)
{
    if (value.length < 2u || value.text[0] != '"') {
        return false;
    }
    const char *at = value.text + 1;
    const char *end = value.text + value.length - 1;
    uint64_t days = 0;
    uint64_t clock_ms = 0;
    uint64_t hours = 0;
    uint64_t minutes = 0;
    if (!read_days(&at, end, &days) || !read_mark(&at, end, "Tt") || !read_clock(&at, end, &clock_ms) || at >= end) {
        return false;
    }
    uint64_t local_ms = days * 86400u * MS_PER_S + clock_ms;
    char zone = *at++;
    if (zone == 'Z' || zone == 'z') {
        *since_1970_ms = local_ms;
        return at == end;
    }
    if ((zone != '+' && zone != '-') || !read_digits(&at, end, 2, &hours) || !read_mark(&at, end, ":") ||
        !read_digits(&at, end, 2, &minutes) || hours > 23u || minutes > 59u) {
        return false;
    }
    uint64_t ahead_ms = (hours * 60u + minutes) * 60u * MS_PER_S;
    *since_1970_ms = zone == '+' ? local_ms - ahead_ms : local_ms + ahead_ms;
    return at == end && (zone == '-' || local_ms >= ahead_ms);
}
