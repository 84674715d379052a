#include "json_reader.h"

#include <string.h>

struct cursor {
    const char *at;
    const char *end;
};

static char peek(const struct cursor *cursor)
{
    if (cursor->at >= cursor->end) {
        return '\0';
    }
    return *cursor->at;
}

static bool take(struct cursor *cursor, char character)
{
    if (cursor->at >= cursor->end || *cursor->at != character) {
        return false;
    }
    cursor->at++;
    return true;
}

static void skip_space(struct cursor *cursor)
{
    while (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t' || *cursor->at == '\n' ||
                                        *cursor->at == '\r')) {
        cursor->at++;
    }
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_hexadecimal(char character)
{
    return is_digit(character) || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

static bool skip_digits(struct cursor *cursor)
{
    const char *begin = cursor->at;
    while (is_digit(peek(cursor))) {
        cursor->at++;
    }
    return cursor->at != begin;
}

static bool skip_number(struct cursor *cursor)
{
    (void)take(cursor, '-');
    if (!take(cursor, '0') && !skip_digits(cursor)) {
        return false;
    }
    if (take(cursor, '.') && !skip_digits(cursor)) {
        return false;
    }
    if (take(cursor, 'e') || take(cursor, 'E')) {
        if (!take(cursor, '+')) {
            (void)take(cursor, '-');
        }
        return skip_digits(cursor);
    }
    return true;
}

static bool skip_escape(struct cursor *cursor)
{
    char kind = peek(cursor);
    if (kind == '\0' || strchr("\"\\/bfnrtu", kind) == NULL) {
        return false;
    }
    cursor->at++;
    for (int digits = kind == 'u' ? 4 : 0; digits > 0; digits--) {
        if (!is_hexadecimal(peek(cursor))) {
            return false;
        }
        cursor->at++;
    }
    return true;
}

static bool skip_string(struct cursor *cursor)
{
    if (!take(cursor, '"')) {
        return false;
    }
    while (cursor->at < cursor->end) {
        char character = *cursor->at++;
        if (character == '"') {
            return true;
        }
        if ((unsigned char)character < 0x20u || (character == '\\' && !skip_escape(cursor))) {
            return false;
        }
    }
    return false;
}

static bool skip_word(struct cursor *cursor, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, word, length) != 0) {
        return false;
    }
    cursor->at += length;
    return true;
}

static bool skip_scalar(struct cursor *cursor)
{
    switch (peek(cursor)) {
    case '"':
        return skip_string(cursor);
    case 't':
        return skip_word(cursor, "true");
    case 'f':
        return skip_word(cursor, "false");
    case 'n':
        return skip_word(cursor, "null");
    default:
        return skip_number(cursor);
    }
}

static bool skip_name(struct cursor *cursor)
{
    skip_space(cursor);
    if (!skip_string(cursor)) {
        return false;
    }
    skip_space(cursor);
    return take(cursor, ':');
}

/* What is open around a value, innermost last. */
struct nesting {
    bool is_object[JSON_DEPTH];
    uint32_t depth;
};

/* The beginning of a value: all of it, or the bracket that opens it and, in `begins`, that one follows. */
static bool open_value(struct cursor *cursor, struct nesting *nesting, bool *begins)
{
    skip_space(cursor);
    bool is_object = peek(cursor) == '{';
    *begins = false;
    if (!is_object && peek(cursor) != '[') {
        return skip_scalar(cursor);
    }
    if (nesting->depth == JSON_DEPTH) {
        return false;
    }
    cursor->at++;
    skip_space(cursor);
    if (take(cursor, is_object ? '}' : ']')) {
        return true;
    }
    nesting->is_object[nesting->depth++] = is_object;
    *begins = true;
    return !is_object || skip_name(cursor);
}

/* After a value: the brackets that close, up to a comma and, in `begins`, that a value follows it. */
static bool close_values(struct cursor *cursor, struct nesting *nesting, bool *begins)
{
    while (nesting->depth != 0) {
        bool is_object = nesting->is_object[nesting->depth - 1u];
        skip_space(cursor);
        if (take(cursor, ',')) {
            *begins = true;
            return !is_object || skip_name(cursor);
        }
        if (!take(cursor, is_object ? '}' : ']')) {
            return false;
        }
        nesting->depth--;
    }
    *begins = false;
    return true;
}

static bool skip_value(struct cursor *cursor)
{
    struct nesting nesting = {.depth = 0};
    bool begins = true;
    while (begins) {
        if (!open_value(cursor, &nesting, &begins)) {
            return false;
        }
        if (!begins && !close_values(cursor, &nesting, &begins)) {
            return false;
        }
    }
    return true;
}

bool json_of(const char *text, size_t length, struct json *value)
{
    struct cursor cursor = {text, text + length};
    skip_space(&cursor);
    value->text = cursor.at;
    if (!skip_value(&cursor)) {
        return false;
    }
    value->length = (size_t)(cursor.at - value->text);
    skip_space(&cursor);
    return cursor.at == cursor.end;
}

bool json_member(struct json object, const char *name, struct json *member)
{
    struct cursor cursor = {object.text, object.text + object.length};
    size_t length = strlen(name);
    if (!take(&cursor, '{')) {
        return false;
    }
    do {
        skip_space(&cursor);
        const char *said = cursor.at;
        if (!skip_name(&cursor)) {
            return false;
        }
        size_t said_bytes = (size_t)(cursor.at - said); /* with quotes and colon */
        skip_space(&cursor);
        member->text = cursor.at;
        if (!skip_value(&cursor)) {
            return false;
        }
        member->length = (size_t)(cursor.at - member->text);
        if (said_bytes >= length + 3u && memcmp(said + 1, name, length) == 0 && said[length + 1u] == '"') {
            return true;
        }
        skip_space(&cursor);
    } while (take(&cursor, ','));
    return false;
}

bool json_element(struct json *rest, struct json *element)
{
    struct cursor cursor = {rest->text, rest->text + rest->length};
    if (!take(&cursor, '[') && !take(&cursor, ',')) {
        return false;
    }
    skip_space(&cursor);
    element->text = cursor.at;
    if (!skip_value(&cursor)) {
        return false;
    }
    element->length = (size_t)(cursor.at - element->text);
    skip_space(&cursor);
    *rest = (struct json){cursor.at, (size_t)(cursor.end - cursor.at)};
    return true;
}

bool json_integer(struct json value, int64_t *integer)
{
    bool is_negative = value.length != 0 && value.text[0] == '-';
    uint64_t size = 0;
    uint64_t most = (uint64_t)INT64_MAX;
    size_t at = is_negative ? 1u : 0u;
    if (at == value.length) {
        return false;
    }
    for (; at < value.length; at++) {
        if (!is_digit(value.text[at])) {
            return false;
        }
        uint64_t digit = (uint64_t)(value.text[at] - '0');
        if (size > (most - digit) / 10u) {
            return false;
        }
        size = size * 10u + digit;
    }
    *integer = is_negative ? -(int64_t)size : (int64_t)size;
    return true;
}

bool json_string(struct json value, char *string, size_t room)
{
    if (value.length < 2u || value.text[0] != '"' || value.length - 1u > room ||
        memchr(value.text, '\\', value.length) != NULL) {
        return false;
    }
    memcpy(string, value.text + 1, value.length - 2u);
    string[value.length - 2u] = '\0';
    return true;
}
