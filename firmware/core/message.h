/* A message on its way out: a topic, and a payload in the caller's memory. */
#ifndef MERIGGIO_CORE_MESSAGE_H
#define MERIGGIO_CORE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "json_writer.h"

#define MESSAGE_TOPIC_BYTES 160u

struct message {
    char topic[MESSAGE_TOPIC_BYTES];
    char *payload; /* the caller's, `room` bytes */
    size_t room;
    size_t length;
};

/* The topic of up to four parts with / between them; NULL ends them before. False: too long. */
bool message_topic(struct message *message, const char *first, const char *second, const char *third,
                   const char *fourth);

/* Write the payload. */
struct json_writer message_begin(struct message *message);

/* It is written: false when it did not fit, and then it has no length. */
bool message_end(struct message *message, const struct json_writer *writer);

/* What follows the last / of a topic. */
const char *message_kind(const char *topic);

#endif
