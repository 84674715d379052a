/* The host's side of the serial link to an ST75MM modem (METERS AND MORE, ST's manual UM2241): 57,600
 * baud, 8N1, half duplex.
 *
 * Frame: 0x02 (0x03: repeated), length, command, payload, two bytes of sum. `length` is the payload's
 * bytes after the first, which is always sent; the sum is of length, command and payload. Every frame is
 * answered by 0x06 or 0x15; one that is not is repeated once. A host that wants to send pulls its request
 * line low and waits for a status message that does not say busy.
 *
 * What the manual's public pages do not show is a setting, and was tried on no modem: the status message's
 * first byte, length and busy bit, and the times. The sum's low byte is taken to come first. */
#ifndef MERIGGIO_CORE_ST75MM_H
#define MERIGGIO_CORE_ST75MM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ST75MM_MOST_PAYLOAD 256u
#define ST75MM_FRAME_BYTES (ST75MM_MOST_PAYLOAD + 5u)

struct st75mm_settings {
    uint8_t status_start;
    uint8_t status_bytes; /* after the first */
    uint8_t busy_byte;    /* which of these, from 0, ... */
    uint8_t busy_mask;    /* ... and which bit of it says busy */
    uint32_t status_ms;   /* how long a status message may take to come */
    uint32_t ack_ms;      /* and an acknowledgement */
    uint32_t gap_ms;      /* silence within a frame that ends it */
};

enum st75mm_outcome { ST75MM_NOTHING, ST75MM_SENT, ST75MM_NOT_SENT };

/* What follows from a byte or from time. Pointers hold until the next call. */
struct st75mm_actions {
    const uint8_t *transmit; /* bytes to put on the line, before anything else */
    size_t transmit_bytes;
    enum st75mm_outcome outcome; /* what became of what was sent */
    bool has_frame;              /* the modem said something new: */
    uint8_t command;
    const uint8_t *payload;
    size_t payload_bytes;
};

struct st75mm {
    struct st75mm_settings settings;
    bool request_low; /* how the port has to hold the request line */
    uint8_t receiving; /* a state of st75mm.c */
    uint8_t sending;
    uint8_t attempts;
    uint8_t status_seen;
    bool has_left; /* what is sent was on the line before */
    bool is_busy;
    bool is_repetition;
    bool has_delivered;
    uint32_t delivered_crc; /* of the newest frame, by which its repetition is known */
    uint64_t byte_ms;
    uint64_t until_ms;
    uint16_t sum;
    size_t received;
    size_t expected;
    size_t outgoing_bytes;
    uint8_t incoming[ST75MM_MOST_PAYLOAD + 2u]; /* length, command, payload */
    uint8_t outgoing[ST75MM_FRAME_BYTES];
};

void st75mm_begin(struct st75mm *link, const struct st75mm_settings *settings);

/* Send a command with 1 to 256 bytes of payload. False while another is on its way. */
bool st75mm_send(struct st75mm *link, uint8_t command, const uint8_t *payload, size_t bytes, uint64_t now_ms);

/* A byte came. */
void st75mm_byte(struct st75mm *link, uint8_t byte, uint64_t now_ms, struct st75mm_actions *actions);

/* Time passed; to be called at least as often as the shortest time of the settings. */
void st75mm_tick(struct st75mm *link, uint64_t now_ms, struct st75mm_actions *actions);

#endif
