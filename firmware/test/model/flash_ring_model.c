/* The ring against an oracle that is a plain list: flash_ring_model STEPS SEED. The oracle knows what
 * was appended and answered; power fails at random bytes. Ends with 1 at the first difference. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flash_ring.h"
#include "flash_sim.h"

#define SECTORS 8u
#define SECTOR_BYTES 256u
#define MOST_NUMBERS 8000000u

static uint8_t cells[SECTORS * SECTOR_BYTES];
static struct flash_sim sim;
static struct flash_ring ring;

static int32_t power_of[MOST_NUMBERS]; /* by number; what was appended with it last */
static bool answered[MOST_NUMBERS];
static uint32_t numbers; /* appended for certain */
static uint32_t saved_cursor;
static uint64_t cuts, overwritten;
static uint64_t chance = 1;

static uint32_t random_below(uint32_t limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 32) % limit;
}

static void fail(const char *what, uint32_t number)
{
    printf("flash_ring_model: %s (number %u of %u)\n", what, (unsigned)number, (unsigned)numbers);
    exit(1);
}

/* Slots of a sector that power failures left half-written, so that they hold nothing. */
static uint32_t torn_in(uint32_t sector)
{
    uint32_t torn = 0;
    struct reading reading;
    uint32_t begin = (FLASH_RING_CURSOR_SECTORS + sector) * SECTOR_BYTES;
    for (uint32_t at = begin; at < begin + SECTOR_BYTES; at += READING_BYTES) {
        torn += !sim.flash.is_erased(&sim, at, READING_BYTES) && !reading_unpack(cells + at, &reading);
    }
    return torn;
}

/* So many of the newest readings have to be there: the capacity without what is torn. In the sector
 * that is erased next that counts only while the newest sector does not make up for it. */
static uint32_t room(void)
{
    uint32_t sectors = SECTORS - FLASH_RING_CURSOR_SECTORS;
    uint32_t next = (ring.head_sector + 1u) % sectors;
    uint32_t torn = 0;
    for (uint32_t sector = 0; sector < sectors; sector++) {
        torn += sector != next ? torn_in(sector) : 0;
    }
    uint32_t torn_next = torn_in(next);
    torn += torn_next > ring.head_slot ? torn_next - ring.head_slot : 0;
    return flash_ring_capacity(&ring) - torn;
}

/* Whatever is not answered and not overwritten is there, and nothing else. */
static void compare_all(void)
{
    struct reading reading;
    uint32_t from = 0;
    uint32_t oldest_kept = numbers > room() ? numbers - room() : 0;
    for (uint32_t number = ring.cursor; number < numbers; number++) {
        if (answered[number]) {
            continue; /* may be there once more after a restart */
        }
        if (!flash_ring_next(&ring, from > number ? from : number, &reading)) {
            fail("a reading is gone", number);
        }
        if (reading.sequence != number || reading.power_mw != power_of[number]) {
            fail("a reading is another", number);
        }
        from = number + 1u;
    }
    for (uint32_t number = oldest_kept; number < ring.cursor; number++) {
        if (!answered[number]) {
            fail("the cursor passed a reading nobody answered", number);
        }
    }
    if (flash_ring_next(&ring, numbers, &reading)) {
        fail("there is a reading nobody made", reading.sequence);
    }
}

static void restart(bool with_pending_append, int32_t pending_power)
{
    sim.power = FLASH_SIM_FOREVER;
    overwritten += ring.overwritten;
    if (!flash_ring_mount(&ring, &sim.flash)) {
        fail("it cannot be mounted", 0);
    }
    if (ring.next_sequence == numbers + 1u && with_pending_append) {
        power_of[numbers] = pending_power; /* the cut came after its last byte */
        answered[numbers++] = false;
    }
    if (ring.next_sequence != numbers) {
        fail("the next number is wrong", ring.next_sequence);
    }
    if (ring.cursor < saved_cursor) {
        fail("a cursor that was saved is lost", ring.cursor);
    }
    cuts++;
    compare_all();
}

static void append(void)
{
    struct reading reading = {.power_mw = (int32_t)random_below(UINT32_MAX)};
    int32_t power = reading.power_mw;
    if (flash_ring_append(&ring, &reading)) {
        if (reading.sequence != numbers) {
            fail("a number is wrong", reading.sequence);
        }
        power_of[numbers] = power;
        answered[numbers++] = false;
    } else {
        restart(true, power);
    }
}

static void answer(void)
{
    if (numbers == 0) {
        return;
    }
    uint32_t newest = numbers - 1u;
    uint32_t number = random_below(3) == 0 ? newest - random_below(newest < 60 ? newest + 1u : 60)
                                           : ring.cursor;
    if (number < numbers) {
        flash_ring_answered(&ring, number);
        answered[number] = true;
    }
}

static void save(void)
{
    if (flash_ring_save_cursor(&ring)) {
        saved_cursor = ring.cursor;
    } else {
        restart(false, 0);
    }
}

static void step(void)
{
    uint32_t kind = random_below(100);
    if (kind < 45) {
        append();
    } else if (kind < 90) {
        answer();
    } else if (kind < 97) {
        save();
    } else if (kind < 99) {
        sim.power = 1u + random_below(600);
    } else {
        compare_all();
    }
}

int main(int count, char **words)
{
    uint64_t steps = count > 1 ? strtoull(words[1], NULL, 10) : 1000000u;
    chance = (count > 2 ? strtoull(words[2], NULL, 10) : 1u) * 0x9e3779b97f4a7c15u | 1u;
    flash_sim_init(&sim, cells, SECTORS, SECTOR_BYTES);
    if (!flash_ring_mount(&ring, &sim.flash)) {
        fail("it cannot be mounted", 0);
    }
    for (uint64_t at = 0; at < steps && numbers < MOST_NUMBERS - 1u; at++) {
        step();
    }
    sim.power = FLASH_SIM_FOREVER;
    compare_all();
    if (sim.repeated != 0) {
        fail("cells were programmed twice", sim.repeated);
    }
    printf("flash_ring_model: %llu steps, %u readings, %llu restarts after power failures, %llu overwritten: "
           "nothing lost, nothing invented\n", (unsigned long long)steps, (unsigned)numbers,
           (unsigned long long)cuts, (unsigned long long)(overwritten + ring.overwritten));
    return 0;
}
