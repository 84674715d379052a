#include "outbox.h"

#include <string.h>

#include "flash_answers.h"
#include "json_values.h"
#include "payload.h"

#define USUALLY 4u
#define SHARE_OF_NEWEST 8u

void outbox_begin(struct outbox *outbox, struct flash_ring *ring, const struct stamps *stamps)
{
    *outbox = (struct outbox){.ring = ring, .stamps = stamps, .wait_ms = OUTBOX_SHORTEST_WAIT_MS};
}

/* Forget the silence. */
static void begin_anew(struct outbox *outbox)
{
    uint64_t wait_ms = USUALLY * outbox->usual_ms;
    wait_ms = wait_ms > OUTBOX_SHORTEST_WAIT_MS ? wait_ms : OUTBOX_SHORTEST_WAIT_MS;
    outbox->wait_ms = wait_ms < OUTBOX_LONGEST_WAIT_MS ? wait_ms : OUTBOX_LONGEST_WAIT_MS;
}

void outbox_open(struct outbox *outbox)
{
    outbox_close(outbox);
    begin_anew(outbox);
    outbox->is_open = true;
    outbox->live_next = outbox->ring->next_sequence;
}

void outbox_close(struct outbox *outbox)
{
    outbox->is_open = false;
    outbox->has_batch = false;
    outbox->is_waiting = false;
    outbox->flights = 0;
}

static uint32_t find_flight(const struct outbox *outbox, uint32_t sequence)
{
    uint32_t at = 0;
    while (at < outbox->flights && outbox->flight[at].sequence != sequence) {
        at++;
    }
    return at;
}

static void land(struct outbox *outbox, uint32_t at)
{
    outbox->flight[at] = outbox->flight[--outbox->flights];
}

/* What was sent too long ago is backlog. */
static void give_up_overdue(struct outbox *outbox, uint64_t now_ms)
{
    bool is_overdue = false;
    for (uint32_t at = outbox->flights; at-- != 0;) {
        if (now_ms - outbox->flight[at].sent_ms >= outbox->wait_ms) {
            land(outbox, at);
            is_overdue = true;
        }
    }
    if (outbox->has_batch && now_ms - outbox->batch_sent_ms >= outbox->wait_ms) {
        outbox->has_batch = false;
        is_overdue = true;
    }
    if (is_overdue) {
        outbox->wait_ms *= 2u;
        outbox->wait_ms = outbox->wait_ms < OUTBOX_LONGEST_WAIT_MS ? outbox->wait_ms : OUTBOX_LONGEST_WAIT_MS;
    }
}

static void begin_waiting(struct outbox *outbox, uint64_t now_ms)
{
    if (!outbox->is_waiting) {
        outbox->is_waiting = true;
        outbox->waiting_since_ms = now_ms;
    }
}

static bool write_live(struct outbox *outbox, const char *device_id, uint64_t now_ms, struct message *message)
{
    struct reading reading;
    while (outbox->flights < OUTBOX_WINDOW && outbox->live_next < outbox->ring->next_sequence &&
           flash_ring_next(outbox->ring, outbox->live_next, &reading)) {
        outbox->live_next = reading.sequence + 1u;
        struct payload payload;
        payload_begin(&payload, message->payload, message->room, false);
        if (stamps_resolve(outbox->stamps, &reading) == STAMPS_KNOWN && payload_add(&payload, device_id, &reading)) {
            message->length = payload_end(&payload);
            outbox->flight[outbox->flights++] = (struct outbox_flight){reading.sequence, now_ms};
            return true;
        }
    }
    return false;
}

/* The oldest of the backlog, as many as fit; how many. */
static uint32_t gather_batch(struct outbox *outbox, const char *device_id, struct payload *payload)
{
    struct reading reading;
    uint32_t from = 0;
    while (flash_ring_next(outbox->ring, from, &reading) && reading.sequence < outbox->live_next) {
        uint32_t sequence = reading.sequence;
        from = sequence + 1u;
        if (find_flight(outbox, sequence) != outbox->flights) {
            continue;
        }
        enum stamps_meaning meaning = stamps_resolve(outbox->stamps, &reading);
        if (meaning == STAMPS_NEVER) { /* nobody will ever know when that was */
            flash_ring_answered(outbox->ring, sequence);
            continue;
        }
        if (meaning == STAMPS_LATER || !payload_add(payload, device_id, &reading)) {
            break; /* all further ones wait, too */
        }
        outbox->batch_first = payload->readings == 1u ? sequence : outbox->batch_first;
        outbox->batch_last = sequence;
    }
    return (uint32_t)payload->readings;
}

/* What is asked for again, as many as fit; how many. */
static uint32_t gather_again(struct outbox *outbox, const char *device_id, struct payload *payload)
{
    struct reading reading;
    uint32_t from = 0;
    while (resend_next(&outbox->resend, outbox->ring, from, &reading)) {
        uint32_t sequence = reading.sequence;
        from = sequence + 1u;
        if (!stamps_is_certain(outbox->stamps, sequence) || stamps_resolve(outbox->stamps, &reading) != STAMPS_KNOWN) {
            (void)resend_done(&outbox->resend, sequence); /* nobody knows any more when that was */
            continue;
        }
        if (!payload_add(payload, device_id, &reading)) {
            break;
        }
        outbox->batch_first = payload->readings == 1u ? sequence : outbox->batch_first;
        outbox->batch_last = sequence;
    }
    return (uint32_t)payload->readings;
}

static bool has_batch_to_write(const struct outbox *outbox)
{
    return flash_ring_pending(outbox->ring) > outbox->flights || outbox->resend.stretches != 0;
}

static bool write_batch(struct outbox *outbox, const char *device_id, uint64_t now_ms, struct message *message)
{
    if (outbox->has_batch || now_ms < outbox->batch_not_before_ms || !has_batch_to_write(outbox)) {
        return false;
    }
    struct payload payload;
    payload_begin(&payload, message->payload, message->room, true);
    outbox->batch_left = gather_batch(outbox, device_id, &payload);
    outbox->is_again = outbox->batch_left == 0;
    if (outbox->is_again) {
        outbox->batch_left = gather_again(outbox, device_id, &payload);
    }
    outbox->batch_not_before_ms = now_ms + OUTBOX_BATCH_EVERY_MS;
    if (outbox->batch_left == 0) {
        return false;
    }
    outbox->has_batch = true;
    outbox->batch_sent_ms = now_ms;
    message->length = payload_end(&payload);
    return true;
}

bool outbox_next(struct outbox *outbox, const char *device_id, uint64_t now_ms, struct message *message)
{
    if (!outbox->is_open || !message_topic(message, "energy-data", device_id, NULL, NULL)) {
        return false;
    }
    give_up_overdue(outbox, now_ms);
    if (!write_live(outbox, device_id, now_ms, message) && !write_batch(outbox, device_id, now_ms, message)) {
        return false;
    }
    begin_waiting(outbox, now_ms);
    return true;
}

uint64_t outbox_wake_ms(const struct outbox *outbox)
{
    if (!outbox->is_open) {
        return UINT64_MAX;
    }
    uint64_t wake_ms = UINT64_MAX;
    if (outbox->has_batch) {
        wake_ms = outbox->batch_sent_ms + outbox->wait_ms;
    } else if (has_batch_to_write(outbox)) {
        wake_ms = outbox->batch_not_before_ms;
    }
    for (uint32_t at = 0; at < outbox->flights; at++) {
        uint64_t until_ms = outbox->flight[at].sent_ms + outbox->wait_ms;
        wake_ms = until_ms < wake_ms ? until_ms : wake_ms;
    }
    return wake_ms;
}

/* A number is answered for good. */
static void take(struct outbox *outbox, uint32_t sequence, uint64_t now_ms)
{
    uint32_t after = 0;
    uint32_t at = find_flight(outbox, sequence);
    bool was_asked = resend_done(&outbox->resend, sequence);
    if (at != outbox->flights) {
        uint64_t took_ms = now_ms - outbox->flight[at].sent_ms;
        outbox->usual_ms = (outbox->usual_ms * (SHARE_OF_NEWEST - 1u) + took_ms) / SHARE_OF_NEWEST;
        begin_anew(outbox);
        land(outbox, at);
    } else if (outbox->has_batch && sequence >= outbox->batch_first && sequence <= outbox->batch_last &&
               (outbox->is_again ? was_asked : !flash_answers_cover(outbox->ring, sequence, &after))) {
        outbox->batch_left--;
        outbox->has_batch = outbox->batch_left != 0;
    }
    flash_ring_answered(outbox->ring, sequence);
}

static bool number_of(struct json value, uint32_t *sequence)
{
    int64_t number = 0;
    if (!json_integer(value, &number) || number < 0 || number > UINT32_MAX) {
        return false;
    }
    *sequence = (uint32_t)number;
    return true;
}

static void take_refused(struct outbox *outbox, struct json refused, uint64_t now_ms, struct outbox_answer *answer)
{
    struct json member;
    uint32_t sequence = 0;
    char reason[32] = "";
    if (!json_member(refused, "sequence", &member) || !number_of(member, &sequence) ||
        !json_member(refused, "reason", &member)) {
        return;
    }
    /* One from the future is corrected by the time that is said, and sent again when it is overdue. */
    if (!json_string(member, reason, sizeof reason) || strcmp(reason, "future_timestamp") != 0) {
        answer->refused++;
        take(outbox, sequence, now_ms);
    }
}

bool outbox_hear(struct outbox *outbox, const char *text, size_t length, uint64_t now_ms,
                 struct outbox_answer *answer)
{
    struct json whole;
    struct json rest;
    struct json element;
    uint32_t sequence = 0;
    *answer = (struct outbox_answer){0, 0, 0};
    if (!json_of(text, length, &whole) || !json_member(whole, "acknowledged", &rest)) {
        return false;
    }
    while (json_element(&rest, &element)) {
        if (number_of(element, &sequence) && sequence < outbox->ring->next_sequence) {
            bool is_first = !outbox->has_answer || sequence > outbox->highest_answered;
            outbox->highest_answered = is_first ? sequence : outbox->highest_answered;
            outbox->has_answer = true;
            answer->acknowledged++;
            take(outbox, sequence, now_ms);
        }
    }
    if (json_member(whole, "refused", &rest)) {
        while (json_element(&rest, &element)) {
            take_refused(outbox, element, now_ms, answer);
        }
    }
    if (!json_member(whole, "time", &element) || !json_time(element, &answer->time_ms)) {
        answer->time_ms = 0;
    }
    outbox->is_waiting = outbox->flights != 0 || outbox->has_batch;
    outbox->waiting_since_ms = now_ms;
    return true;
}

bool outbox_hear_missing(struct outbox *outbox, const char *text, size_t length)
{
    return resend_hear(&outbox->resend, outbox->ring, text, length);
}

bool outbox_is_heard(const struct outbox *outbox, uint64_t now_ms)
{
    return !outbox->is_waiting || now_ms - outbox->waiting_since_ms < OUTBOX_SILENCE_MS;
}
