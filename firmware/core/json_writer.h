/* Text into memory with an end, which it never passes; `fits` says whether all of it is there. */
#ifndef MERIGGIO_CORE_JSON_WRITER_H
#define MERIGGIO_CORE_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_writer {
    char *text;
    size_t room;
    size_t length;
    bool fits;
};

void json_put(struct json_writer *writer, const char *text);

/* At least so many digits, with zeros before them. */
void json_put_unsigned(struct json_writer *writer, uint64_t value, unsigned digits);

/* Thousandths as a decimal number: -2300500 is -2300.5, 1000 is 1. */
void json_put_thousandths(struct json_writer *writer, int64_t thousandths);

/* Millionths as a decimal number. */
void json_put_micros(struct json_writer *writer, int64_t micros);

/* A string of ASCII, quoted, with what must be escaped; `text` ends with a 0. */
void json_put_string(struct json_writer *writer, const char *text);

/* Milliseconds since 1970 as RFC 3339 in UTC: 2026-06-21T12:00:00.250Z. */
void json_put_time(struct json_writer *writer, uint64_t since_1970_ms);

#endif
