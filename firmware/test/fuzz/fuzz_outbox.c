/* Any answer to readings: no fault, and what is not named in it stays. */
#include <stdlib.h>

#include "flash_sim.h"
#include "machine_sim.h"
#include "outbox.h"

#define READINGS 8u

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static uint8_t cells[4 * 256];

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct machine_sim machine;
    static struct flash_sim flash;
    static struct flash_ring ring;
    static struct stamps stamps;
    static struct outbox outbox;
    char memory[2048];
    struct message message = {.payload = memory, .room = sizeof memory};
    struct outbox_answer answer;
    machine_sim_init(&machine, "spring-2027");
    flash_sim_init(&flash, cells, 4, 256);
    if (!flash_ring_mount(&ring, &flash.flash)) {
        abort();
    }
    stamps_begin(&stamps, &machine.kv, 0);
    (void)stamps_set(&stamps, 1782043200000, 0, 0, 0);
    outbox_begin(&outbox, &ring, &stamps);
    for (uint32_t at = 0; at < READINGS; at++) {
        struct reading reading = {.power_mw = 1};
        stamps_put(&stamps, at, &reading);
        if (!flash_ring_append(&ring, &reading)) {
            abort();
        }
        if (at == READINGS / 2u) {
            outbox_open(&outbox);
        }
        (void)outbox_next(&outbox, "MG-1", at * 1000u, &message);
    }
    uint32_t pending = flash_ring_pending(&ring);
    bool is_heard = outbox_hear(&outbox, (const char *)bytes, length, 9000, &answer);
    uint32_t now_pending = flash_ring_pending(&ring);
    if (now_pending > pending || pending - now_pending > answer.acknowledged + answer.refused ||
        (!is_heard && now_pending != pending)) {
        abort();
    }
    while (outbox_next(&outbox, "MG-1", 400000, &message)) {
        if (now_pending == 0) {
            abort();
        }
    }
    return 0;
}
