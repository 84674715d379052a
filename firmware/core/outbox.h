/* Readings on their way: live ones first and one by one, the backlog after them in batches, at most
 * one a second and one at a time; then what the system asks for again. What is not answered in time is
 * backlog again, so a reading is sent until the system has answered it. */
#ifndef MERIGGIO_CORE_OUTBOX_H
#define MERIGGIO_CORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "flash_ring.h"
#include "message.h"
#include "resend.h"
#include "stamps.h"

#define OUTBOX_WINDOW 16u /* live readings on their way at once */
#define OUTBOX_BATCH_EVERY_MS 1000u
/* How long to wait for an answer: four times what is usual, between these. */
#define OUTBOX_SHORTEST_WAIT_MS 10000u
#define OUTBOX_LONGEST_WAIT_MS 300000u
/* The system is not heard when what was sent is not answered for so long. */
#define OUTBOX_SILENCE_MS 60000u

struct outbox_flight {
    uint32_t sequence;
    uint64_t sent_ms;
};

struct outbox {
    struct flash_ring *ring;
    const struct stamps *stamps;
    bool is_open;
    bool has_batch;
    bool is_again; /* the batch is of what is asked for again */
    struct resend resend;
    uint32_t flights;
    struct outbox_flight flight[OUTBOX_WINDOW];
    uint32_t live_next; /* the next live reading to send; all below are sent, or backlog */
    uint32_t batch_first;
    uint32_t batch_last;
    uint32_t batch_left; /* readings of it that are not answered */
    uint64_t batch_sent_ms;
    uint64_t batch_not_before_ms;
    uint64_t wait_ms;
    uint64_t usual_ms; /* that an answer takes */
    bool is_waiting;
    uint64_t waiting_since_ms; /* nothing was answered since, though something was sent */
    uint32_t highest_answered; /* of this boot; with has_answer */
    bool has_answer;
};

struct outbox_answer {
    uint32_t acknowledged;
    uint32_t refused; /* for good */
    uint64_t time_ms; /* the system's clock; 0: not said */
};

void outbox_begin(struct outbox *outbox, struct flash_ring *ring, const struct stamps *stamps);

/* There is a connection: what is measured from now on is live. */
void outbox_open(struct outbox *outbox);

/* It is gone: whatever is not answered is backlog. */
void outbox_close(struct outbox *outbox);

/* Write the next message that is due now, to be published; false: none is. */
bool outbox_next(struct outbox *outbox, const char *device_id, uint64_t now_ms, struct message *message);

/* When outbox_next may have something again by time alone; UINT64_MAX: never. */
uint64_t outbox_wake_ms(const struct outbox *outbox);

/* The system's answer; false for what is none. */
bool outbox_hear(struct outbox *outbox, const char *text, size_t length, uint64_t now_ms,
                 struct outbox_answer *answer);

/* The system asks for readings again; false for what is no request. */
bool outbox_hear_missing(struct outbox *outbox, const char *text, size_t length);

/* Whether the system answers, as far as that can be said. */
bool outbox_is_heard(const struct outbox *outbox, uint64_t now_ms);

#endif
