#include "sender_sim.h"

#include <string.h>

bool sender_sim_begin(struct sender_sim *sim)
{
    memset(sim, 0, sizeof *sim);
    machine_sim_init(&sim->machine, "spring-2027");
    flash_sim_init(&sim->flash, sim->cells, SENDER_SIM_SECTORS, SENDER_SIM_SECTOR_BYTES);
    if (!flash_ring_mount(&sim->ring, &sim->flash.flash)) {
        return false;
    }
    stamps_begin(&sim->stamps, &sim->machine.kv, 0);
    outbox_begin(&sim->outbox, &sim->ring, &sim->stamps);
    sim->message = (struct message){.payload = sim->memory, .room = SENDER_SIM_MESSAGE_BYTES};
    return stamps_set(&sim->stamps, SENDER_SIM_NOON_MS, 0, 0, 0);
}

bool sender_sim_measure(struct sender_sim *sim, uint64_t now_ms, uint32_t *sequence)
{
    struct reading reading = {.power_mw = 1000};
    stamps_put(&sim->stamps, now_ms, &reading);
    bool is_kept = flash_ring_append(&sim->ring, &reading);
    *sequence = reading.sequence;
    return is_kept;
}

bool sender_sim_next(struct sender_sim *sim, uint64_t now_ms)
{
    bool is_there = outbox_next(&sim->outbox, "MG-1", now_ms, &sim->message);
    sim->memory[is_there ? sim->message.length : 0] = '\0';
    return is_there;
}

bool sender_sim_says(const struct sender_sim *sim, const char *what)
{
    return strstr(sim->memory, what) != NULL;
}

bool sender_sim_hear(struct sender_sim *sim, const char *text, uint64_t now_ms, struct outbox_answer *answer)
{
    return outbox_hear(&sim->outbox, text, strlen(text), now_ms, answer);
}
