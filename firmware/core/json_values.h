/* Values of others' JSON beyond whole numbers and plain strings; of values from json_of. */
#ifndef MERIGGIO_CORE_JSON_VALUES_H
#define MERIGGIO_CORE_JSON_VALUES_H

#include "json_reader.h"

/* A string of ASCII with its escapes resolved and a 0 at the end; `length` is without that. False for
 * anything else, and when it has no room. */
bool json_text(struct json value, char *text, size_t room, size_t *length);

/* true or false. */
bool json_boolean(struct json value, bool *boolean);

/* A number in millionths, rounded to the nearest (halves away from 0); false when it does not fit. */
bool json_micros(struct json value, int64_t *micros);

/* A string in RFC 3339 with a zone, in ms since 1970, cut; false before 1970 and for anything else. */
bool json_time(struct json value, uint64_t *since_1970_ms);

#endif
