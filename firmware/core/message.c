#include "message.h"

#include <string.h>

bool message_topic(struct message *message, const char *first, const char *second, const char *third,
                   const char *fourth)
{
    const char *parts[] = {first, second, third, fourth};
    struct json_writer writer = {message->topic, sizeof message->topic - 1u, 0, true};
    for (size_t at = 0; at < 4u && parts[at] != NULL; at++) {
        json_put(&writer, at == 0 ? "" : "/");
        json_put(&writer, parts[at]);
    }
    message->topic[writer.length] = '\0';
    return writer.fits;
}

struct json_writer message_begin(struct message *message)
{
    message->length = 0;
    return (struct json_writer){message->payload, message->room, 0, true};
}

bool message_end(struct message *message, const struct json_writer *writer)
{
    message->length = writer->fits ? writer->length : 0;
    return writer->fits;
}

const char *message_kind(const char *topic)
{
    const char *kind = topic;
    for (const char *at = topic; *at != '\0'; at++) {
        if (*at == '/') {
            kind = at + 1;
        }
    }
    return kind;
}
