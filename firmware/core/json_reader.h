/* JSON of others (RFC 8259), read where it lies: strict, without copies, at most JSON_DEPTH deep. */
#ifndef MERIGGIO_CORE_JSON_READER_H
#define MERIGGIO_CORE_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_DEPTH 16u

/* A value as it stands in the text. */
struct json {
    const char *text;
    size_t length;
};

/* Whether the text is one value and nothing else; `value` is it without the space around. */
bool json_of(const char *text, size_t length, struct json *value);

/* A member of an object from json_of; the first of several. The name is compared as it is written. */
bool json_member(struct json object, const char *name, struct json *member);

/* The next element of an array from json_of; `rest` begins as the array and is what is left of it. */
bool json_element(struct json *rest, struct json *element);

/* A whole number that fits; neither fraction nor exponent. */
bool json_integer(struct json value, int64_t *integer);

/* A string without escapes and with at most `room - 1` bytes. */
bool json_string(struct json value, char *string, size_t room);

#endif
