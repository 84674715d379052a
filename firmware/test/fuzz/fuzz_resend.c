/* Any request for readings: no fault, what is sent then was measured, and it comes to an end. */
#include <stdlib.h>

#include "flash_sim.h"
#include "resend.h"

#define READINGS 40u

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static uint8_t cells[5 * 256];

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct flash_sim flash;
    static struct flash_ring ring;
    static struct resend resend;
    struct reading reading = {.power_mw = 1};
    flash_sim_init(&flash, cells, 5, 256);
    if (!flash_ring_mount(&ring, &flash.flash)) {
        abort();
    }
    for (uint32_t at = 0; at < READINGS; at++) {
        (void)flash_ring_append(&ring, &reading);
        if (at % 7u != 0 || at < READINGS / 2u) {
            flash_ring_answered(&ring, at);
        }
    }
    resend.stretches = 0;
    (void)resend_hear(&resend, &ring, (const char *)bytes, length);
    (void)resend_hear(&resend, &ring, (const char *)bytes, length / 2u);
    uint32_t from = 0;
    for (; resend_next(&resend, &ring, from, &reading); from = reading.sequence + 1u) {
        if (reading.sequence < from || reading.sequence >= READINGS || !resend_done(&resend, reading.sequence)) {
            abort();
        }
    }
    if (resend.stretches != 0) {
        abort();
    }
    return 0;
}
