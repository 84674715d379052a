/* What sends a device's readings, on a flash of few readings and with messages of few. */
#ifndef MERIGGIO_TEST_SENDER_SIM_H
#define MERIGGIO_TEST_SENDER_SIM_H

#include "flash_sim.h"
#include "machine_sim.h"
#include "outbox.h"

#define SENDER_SIM_SECTORS 6u
#define SENDER_SIM_SECTOR_BYTES 512u /* 16 readings */
#define SENDER_SIM_MESSAGE_BYTES 520u /* four readings in a batch */
#define SENDER_SIM_NOON_MS INT64_C(1782043200000) /* 2026-06-21T12:00:00Z: the time at its start */

struct sender_sim {
    uint8_t cells[SENDER_SIM_SECTORS * SENDER_SIM_SECTOR_BYTES];
    struct flash_sim flash;
    struct machine_sim machine;
    struct flash_ring ring;
    struct stamps stamps;
    struct outbox outbox;
    struct message message;
    char memory[SENDER_SIM_MESSAGE_BYTES + 1u]; /* of the message, with a 0 at its end */
};

/* Nothing was measured, the time is known, and there is no connection. */
bool sender_sim_begin(struct sender_sim *sim);

/* A reading of 1 W that ends then; whether it is kept. Its number is in `sequence`. */
bool sender_sim_measure(struct sender_sim *sim, uint64_t now_ms, uint32_t *sequence);

/* The next message that is due; whether there is one. */
bool sender_sim_next(struct sender_sim *sim, uint64_t now_ms);

/* Whether the newest message has this in it. */
bool sender_sim_says(const struct sender_sim *sim, const char *what);

/* The system answers; whether that was an answer. */
bool sender_sim_hear(struct sender_sim *sim, const char *text, uint64_t now_ms, struct outbox_answer *answer);

#endif
