#include "json_writer.h"

#define MOST_DIGITS 20u

static void put_char(struct json_writer *writer, char character)
{
    if (writer->length < writer->room) {
        writer->text[writer->length++] = character;
    } else {
        writer->fits = false;
    }
}

void json_put(struct json_writer *writer, const char *text)
{
    for (; *text != '\0'; text++) {
        put_char(writer, *text);
    }
}

void json_put_unsigned(struct json_writer *writer, uint64_t value, unsigned digits)
{
    char reversed[MOST_DIGITS];
    unsigned count = 0;
    do {
        reversed[count++] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0);
    for (; digits > count; digits--) {
        put_char(writer, '0');
    }
    while (count != 0) {
        put_char(writer, reversed[--count]);
    }
}

/* A number of which one is `unit`, a power of ten. */
static void put_decimal(struct json_writer *writer, int64_t number, uint64_t unit, unsigned digits)
{
    uint64_t size = number < 0 ? 0u - (uint64_t)number : (uint64_t)number;
    if (number < 0) {
        put_char(writer, '-');
    }
    json_put_unsigned(writer, size / unit, 1);
    uint64_t rest = size % unit;
    if (rest == 0) {
        return;
    }
    for (; rest % 10u == 0; rest /= 10u) {
        digits--;
    }
    put_char(writer, '.');
    json_put_unsigned(writer, rest, digits);
}

void json_put_thousandths(struct json_writer *writer, int64_t thousandths)
{
    put_decimal(writer, thousandths, 1000u, 3);
}

void json_put_micros(struct json_writer *writer, int64_t micros)
{
    put_decimal(writer, micros, 1000000u, 6);
}

void json_put_string(struct json_writer *writer, const char *text)
{
    static const char hex[] = "0123456789abcdef";
    put_char(writer, '"');
    for (; *text != '\0'; text++) {
        unsigned char character = (unsigned char)*text;
        if (character == '\n') {
            json_put(writer, "\\n"); /* the usual one, in PEM */
        } else if (character < 0x20u) {
            json_put(writer, "\\u00");
            put_char(writer, hex[character >> 4]);
            put_char(writer, hex[character & 15u]);
        } else {
            if (character == '"' || character == '\\') {
                put_char(writer, '\\');
            }
            put_char(writer, *text);
        }
    }
    put_char(writer, '"');
}

/* Days since 1970 to a date, by eras of 400 years that begin in March (H. Hinnant, days_from_civil). */
static void put_date(struct json_writer *writer, uint64_t days)
{
    uint64_t shifted = days + 719468u;
    uint64_t era = shifted / 146097u;
    uint64_t day_of_era = shifted % 146097u;
    uint64_t year_of_era =
        (day_of_era - day_of_era / 1460u + day_of_era / 36524u - day_of_era / 146096u) / 365u;
    uint64_t day_of_year = day_of_era - (365u * year_of_era + year_of_era / 4u - year_of_era / 100u);
    uint64_t month_from_march = (5u * day_of_year + 2u) / 153u;
    uint64_t day = day_of_year - (153u * month_from_march + 2u) / 5u + 1u;
    uint64_t month = month_from_march < 10u ? month_from_march + 3u : month_from_march - 9u;
    json_put_unsigned(writer, era * 400u + year_of_era + (month <= 2u ? 1u : 0u), 4);
    put_char(writer, '-');
    json_put_unsigned(writer, month, 2);
    put_char(writer, '-');
    json_put_unsigned(writer, day, 2);
}

void json_put_time(struct json_writer *writer, uint64_t since_1970_ms)
{
    uint64_t seconds = since_1970_ms / 1000u;
    uint64_t millis = since_1970_ms % 1000u;
    put_date(writer, seconds / 86400u);
    put_char(writer, 'T');
    json_put_unsigned(writer, seconds / 3600u % 24u, 2);
    put_char(writer, ':');
    json_put_unsigned(writer, seconds / 60u % 60u, 2);
    put_char(writer, ':');
    json_put_unsigned(writer, seconds % 60u, 2);
    if (millis != 0) {
        put_char(writer, '.');
        json_put_unsigned(writer, millis, 3);
    }
    put_char(writer, 'Z');
}
