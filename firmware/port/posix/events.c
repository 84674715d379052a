#include "events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct events_entry {
    struct events_entry *next;
    uint64_t due_ms;
    struct app_event event;
    char texts[]; /* of a message: topic, payload, each with a 0 */
};

void events_push(struct events *events, const struct app_event *event, uint64_t due_ms)
{
    bool is_message = event->kind == APP_HEARD;
    size_t topic_bytes = is_message ? strlen(event->of.message.topic) + 1u : 0;
    size_t length = is_message ? event->of.message.length : 0;
    struct events_entry *entry = malloc(sizeof *entry + topic_bytes + length + 1u);
    if (entry == NULL) {
        perror("events");
        exit(EXIT_FAILURE);
    }
    entry->due_ms = due_ms;
    entry->event = *event;
    if (is_message) {
        memcpy(entry->texts, event->of.message.topic, topic_bytes);
        memcpy(entry->texts + topic_bytes, event->of.message.text, length);
        entry->event.of.message.topic = entry->texts;
        entry->event.of.message.text = entry->texts + topic_bytes;
    }
    entry->texts[topic_bytes + length] = '\0';
    struct events_entry **link = &events->first;
    while (*link != NULL && (*link)->due_ms <= due_ms) {
        link = &(*link)->next;
    }
    entry->next = *link;
    *link = entry;
}

bool events_take(struct events *events, uint64_t now_ms, struct app_event *event)
{
    free(events->taken);
    events->taken = NULL;
    if (events->first == NULL || events->first->due_ms > now_ms) {
        return false;
    }
    events->taken = events->first;
    events->first = events->first->next;
    *event = events->taken->event;
    return true;
}

uint64_t events_due_ms(const struct events *events)
{
    return events->first == NULL ? UINT64_MAX : events->first->due_ms;
}

static bool is_of_connection(enum app_event_kind kind)
{
    return kind == APP_CONNECTED || kind == APP_DISCONNECTED || kind == APP_TURNED_AWAY || kind == APP_HEARD ||
           kind == APP_CONFIRMED;
}

void events_forget_connection(struct events *events)
{
    struct events_entry **link = &events->first;
    while (*link != NULL) {
        struct events_entry *entry = *link;
        if (is_of_connection(entry->event.kind)) {
            *link = entry->next;
            free(entry);
        } else {
            link = &entry->next;
        }
    }
}

void events_end(struct events *events)
{
    while (events->first != NULL) {
        struct events_entry *entry = events->first;
        events->first = entry->next;
        free(entry);
    }
    free(events->taken);
    *events = (struct events){.first = NULL};
}
