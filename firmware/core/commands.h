/* Commands: each is done once, however often it is asked for, also over restarts; and each is answered.
 *
 * What became of the last sixteen is written down before it is answered. A command is repeated by the system until
 * it is answered, so an answer that is lost is given again then. Whoever does not know the time does nothing yet: the
 * command may be over. */
#ifndef MERIGGIO_CORE_COMMANDS_H
#define MERIGGIO_CORE_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kv.h"
#include "message.h"
#include "record.h"

#define COMMANDS_REMEMBERED 16u
#define COMMANDS_ID_BYTES 16u

/* What to do now. */
enum commands_step {
    COMMANDS_NOTHING, /* but to answer, if there is something to say */
    COMMANDS_RESTART, /* answered after it */
    COMMANDS_RENEW,   /* the certificate */
    COMMANDS_IDENTIFY,
};

/* What can be done at the moment. */
struct commands_abilities {
    bool can_restart;
    bool can_provision; /* there is a claim to go back to */
};

struct commands_entry {
    uint8_t id[COMMANDS_ID_BYTES];
    uint8_t outcome; /* 0: no entry */
    uint8_t why;     /* a place in a list of texts */
};

struct commands_record {
    struct commands_entry entry[COMMANDS_REMEMBERED];
    uint8_t next; /* entry to write */
    uint8_t leaving; /* 1 + the entry after whose answer the identity is given up; 0: none */
    bool is_restarting;
    bool renews; /* a new certificate was asked for and is not there */
    uint8_t restarting_for[COMMANDS_ID_BYTES];
};

struct commands {
    const struct kv *kv;
    uint32_t to_say; /* a bit for each entry */
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct commands_record record;
    } kept;
};

/* Power is on. False when the store refuses: try again. */
bool commands_begin(struct commands *commands, const struct kv *kv);

/* There is a connection: what was not confirmed over the last one is said again. */
void commands_open(struct commands *commands);

/* A command came. `wall_ms`: since 1970, 0 when nobody knows. */
enum commands_step commands_hear(struct commands *commands, const char *text, size_t length, uint64_t wall_ms,
                                 const struct commands_abilities *abilities);

/* Write the next answer, false: there is none. `is_to_confirm`: say commands_confirmed once the broker has it. */
bool commands_report(struct commands *commands, const char *device_id, struct message *message, bool *is_to_confirm);

/* Whether the identity is to be given up once what was to be confirmed is. */
bool commands_is_leaving(const struct commands *commands);

/* It is given up, by commands_left; there is a new certificate. False when the store refuses: try again. */
bool commands_left(struct commands *commands);
bool commands_renewed(struct commands *commands);

#endif
