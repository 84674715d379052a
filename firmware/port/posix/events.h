/* What has happened and the core has not heard yet, in its order. */
#ifndef MERIGGIO_POSIX_EVENTS_H
#define MERIGGIO_POSIX_EVENTS_H

#include "app.h"

struct events_entry;

struct events {
    struct events_entry *first;
    struct events_entry *taken; /* holds what its event points to */
};

/* Behind those that are due as soon, with copies of a message's texts. Not taken before `due_ms`. */
void events_push(struct events *events, const struct app_event *event, uint64_t due_ms);

/* The next one, whose texts hold until the next call; false: none is due. */
bool events_take(struct events *events, uint64_t now_ms, struct app_event *event);

/* When the next one is due; UINT64_MAX: there is none. */
uint64_t events_due_ms(const struct events *events);

/* Forget what came over a connection that is left. */
void events_forget_connection(struct events *events);

void events_end(struct events *events);

#endif
