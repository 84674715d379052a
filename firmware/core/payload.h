/* What a device says of its readings, in JSON: docs/reference/asyncapi.json, ReadingPayload. */
#ifndef MERIGGIO_CORE_PAYLOAD_H
#define MERIGGIO_CORE_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "reading.h"

#define PAYLOAD_MOST_READINGS 500u
/* Of 64 KiB that a message may have. */
#define PAYLOAD_MOST_BYTES 60000u
/* No single reading is longer. */
#define PAYLOAD_READING_BYTES 320u
#define PAYLOAD_DEVICE_ID_BYTES 64u

/* A message being written into the caller's memory: one object, or an array of them. */
struct payload {
    char *text;
    size_t room;
    size_t length;
    size_t readings;
    bool is_batch;
};

/* Whether it can be a device's id: letters, digits and . _ - only, at most 64 of them. */
bool payload_is_device_id(const char *device_id);

/* Begin an empty message; `text` has `room` bytes, of which it takes PAYLOAD_MOST_BYTES at most. */
void payload_begin(struct payload *payload, char *text, size_t room, bool is_batch);

/* Add a reading. False, and nothing is changed, when it does not fit any more (in a message that is no
 * batch only one does), when the id is none, or when the reading's time is not known yet
 * (READING_SINCE_BOOT): an invented one is never sent. */
bool payload_add(struct payload *payload, const char *device_id, const struct reading *reading);

/* End the message: its length, 0 when there is nothing in it. */
size_t payload_end(struct payload *payload);

#endif
