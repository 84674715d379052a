#include "st75mm.h"

#include <string.h>

#include "crc32.h"

enum { START = 0x02, START_REPEATED = 0x03, ACK = 0x06, NAK = 0x15 };
enum receiving { IDLE, IN_STATUS, LENGTH, BODY, SUM_LOW, SUM_HIGH };
enum sending { FREE, ASKED, WAITS_FOR_ACK };

#define MOST_ATTEMPTS 2u

static const uint8_t ack[] = {ACK};
static const uint8_t nak[] = {NAK};

void st75mm_begin(struct st75mm *link, const struct st75mm_settings *settings)
{
    *link = (struct st75mm){.settings = *settings};
}

static void ask(struct st75mm *link, uint64_t now_ms)
{
    link->sending = ASKED;
    link->request_low = true;
    link->until_ms = now_ms + link->settings.status_ms;
}

bool st75mm_send(struct st75mm *link, uint8_t command, const uint8_t *payload, size_t bytes, uint64_t now_ms)
{
    if (link->sending != FREE || bytes == 0 || bytes > ST75MM_MOST_PAYLOAD) {
        return false;
    }
    link->has_left = false;
    link->outgoing[1] = (uint8_t)(bytes - 1u);
    link->outgoing[2] = command;
    memcpy(link->outgoing + 3, payload, bytes);
    uint32_t sum = 0;
    for (size_t at = 1; at < bytes + 3u; at++) {
        sum += link->outgoing[at];
    }
    link->outgoing[bytes + 3u] = (uint8_t)sum;
    link->outgoing[bytes + 4u] = (uint8_t)(sum >> 8);
    link->outgoing_bytes = bytes + 5u;
    link->attempts = 0;
    ask(link, now_ms);
    return true;
}

static void finish(struct st75mm *link, enum st75mm_outcome outcome, struct st75mm_actions *actions)
{
    link->sending = FREE;
    link->request_low = false;
    actions->outcome = outcome;
}

/* This try came to nothing: one more, or none. */
static void try_again(struct st75mm *link, uint64_t now_ms, struct st75mm_actions *actions)
{
    link->attempts++;
    if (link->attempts >= MOST_ATTEMPTS) {
        finish(link, ST75MM_NOT_SENT, actions);
    } else {
        ask(link, now_ms);
    }
}

static void end_status(struct st75mm *link, uint64_t now_ms, struct st75mm_actions *actions)
{
    link->receiving = IDLE;
    if (link->sending != ASKED) {
        return;
    }
    if (link->is_busy) {
        try_again(link, now_ms, actions);
        return;
    }
    link->outgoing[0] = link->has_left ? START_REPEATED : START;
    link->has_left = true;
    actions->transmit = link->outgoing;
    actions->transmit_bytes = link->outgoing_bytes;
    link->sending = WAITS_FOR_ACK;
    link->until_ms = now_ms + link->settings.ack_ms;
}

static void end_frame(struct st75mm *link, bool is_right, struct st75mm_actions *actions)
{
    link->receiving = IDLE;
    actions->transmit = is_right ? ack : nak;
    actions->transmit_bytes = 1;
    if (!is_right) {
        return;
    }
    uint32_t crc = crc32_of(link->incoming, link->received);
    bool is_known = link->is_repetition && link->has_delivered && crc == link->delivered_crc;
    link->has_delivered = true;
    link->delivered_crc = crc;
    if (!is_known) {
        actions->has_frame = true;
        actions->command = link->incoming[1];
        actions->payload = link->incoming + 2;
        actions->payload_bytes = link->received - 2u;
    }
}

static void begin_message(struct st75mm *link, uint8_t byte, uint64_t now_ms, struct st75mm_actions *actions)
{
    if (byte == START || byte == START_REPEATED) {
        link->receiving = LENGTH;
        link->is_repetition = byte == START_REPEATED;
        link->received = 0;
        link->sum = 0;
    } else if (byte == link->settings.status_start) {
        link->request_low = false; /* as soon as the status message starts */
        link->receiving = IN_STATUS;
        link->status_seen = 0;
        link->is_busy = false;
        if (link->settings.status_bytes == 0) {
            end_status(link, now_ms, actions);
        }
    } else if (byte == ACK && link->sending == WAITS_FOR_ACK) {
        finish(link, ST75MM_SENT, actions);
    } else if (byte == NAK && link->sending == WAITS_FOR_ACK) {
        try_again(link, now_ms, actions);
    }
}

static void take_status(struct st75mm *link, uint8_t byte, uint64_t now_ms, struct st75mm_actions *actions)
{
    if (link->status_seen == link->settings.busy_byte) {
        link->is_busy = (byte & link->settings.busy_mask) != 0;
    }
    link->status_seen++;
    if (link->status_seen >= link->settings.status_bytes) {
        end_status(link, now_ms, actions);
    }
}

static void take_body(struct st75mm *link, uint8_t byte)
{
    if (link->receiving == LENGTH) {
        link->expected = (size_t)byte + 3u; /* length, command, and one byte more than it says */
        link->receiving = BODY;
    }
    link->incoming[link->received++] = byte;
    link->sum = (uint16_t)(link->sum + byte);
    if (link->received == link->expected) {
        link->receiving = SUM_LOW;
    }
}

void st75mm_byte(struct st75mm *link, uint8_t byte, uint64_t now_ms, struct st75mm_actions *actions)
{
    st75mm_tick(link, now_ms, actions);
    link->byte_ms = now_ms;
    switch (link->receiving) {
    case IDLE:
        begin_message(link, byte, now_ms, actions);
        break;
    case IN_STATUS:
        take_status(link, byte, now_ms, actions);
        break;
    case LENGTH:
    case BODY:
        take_body(link, byte);
        break;
    case SUM_LOW:
        link->sum = (uint16_t)(link->sum - byte);
        link->receiving = SUM_HIGH;
        break;
    default:
        end_frame(link, link->sum == (uint16_t)(byte << 8), actions);
        break;
    }
}

void st75mm_tick(struct st75mm *link, uint64_t now_ms, struct st75mm_actions *actions)
{
    *actions = (struct st75mm_actions){.outcome = ST75MM_NOTHING};
    if (link->receiving != IDLE && now_ms - link->byte_ms > link->settings.gap_ms) {
        link->receiving = IDLE; /* its sender repeats it */
    }
    if (link->sending != FREE && link->receiving == IDLE && now_ms >= link->until_ms) {
        try_again(link, now_ms, actions);
    }
}
