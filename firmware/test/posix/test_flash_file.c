#include "flash_file.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "flash_contract.h"
#include "flash_ring.h"
#include "flash_sim.h"
#include "folder.h"
#include "unit.h"
#include "victim.h"

#define SECTORS 6u
#define SECTOR_BYTES 4096u
#define LIVES 40u
#define LATE 20u /* an answer, in readings */
#define SAVES_EVERY 7u
#define NAME "flash.bin"

static uint32_t chance = 1;

static unsigned random_below(unsigned most)
{
    chance = chance * 1664525u + 1013904223u;
    return (chance >> 8) % most;
}

static void open_flash(struct flash_file *flash, int folder)
{
    assert_true(flash_file_open(flash, folder, NAME, SECTORS, SECTOR_BYTES));
}

static void the_contract_holds_in_a_file(void **state)
{
    struct flash_file flash;
    int folder = folder_make();
    (void)state;
    open_flash(&flash, folder);
    flash_contract_holds(&flash.flash);
    assert_int_equal(flash.refused, 0);
    flash_file_close(&flash);
    folder_remove(folder);
}

static void the_contract_holds_in_the_simulation(void **state)
{
    static uint8_t cells[SECTORS * SECTOR_BYTES];
    struct flash_sim flash;
    (void)state;
    flash_sim_init(&flash, cells, SECTORS, SECTOR_BYTES);
    flash_contract_holds(&flash.flash);
    assert_int_equal(flash.repeated, 0);
}

static void what_is_there_stays_and_what_is_half_made_is_made_again(void **state)
{
    static const uint8_t block[32] = "kept";
    struct flash_file flash;
    int folder = folder_make();
    (void)state;
    open_flash(&flash, folder);
    assert_true(flash.flash.program(&flash, 64, block, sizeof block));
    flash_file_close(&flash);
    open_flash(&flash, folder);
    assert_false(flash.flash.is_erased(&flash, 64, sizeof block));
    assert_int_equal(ftruncate(flash.file, SECTOR_BYTES + 1), 0);
    flash_file_close(&flash);
    open_flash(&flash, folder);
    assert_true(flash.flash.is_erased(&flash, 0, SECTORS * SECTOR_BYTES));
    flash_file_close(&flash);
    folder_remove(folder);
}

static void what_nor_does_not_take_is_refused(void **state)
{
    static const uint8_t block[64] = "x";
    struct flash_file flash;
    uint8_t read[32];
    int folder = folder_make();
    (void)state;
    open_flash(&flash, folder);
    assert_true(flash.flash.program(&flash, 0, block, 32));
    assert_false(flash.flash.program(&flash, 0, block, 32));
    assert_false(flash.flash.program(&flash, 33, block, 32));
    assert_false(flash.flash.program(&flash, 64, block, 64));
    assert_false(flash.flash.program(&flash, SECTORS * SECTOR_BYTES, block, 32));
    assert_int_equal(flash.refused, 4);
    assert_false(flash.flash.read(&flash, SECTORS * SECTOR_BYTES - 16u, read, sizeof read));
    assert_false(flash.flash.is_erased(&flash, SECTORS * SECTOR_BYTES, 1));
    assert_false(flash.flash.erase_sector(&flash, SECTORS));
    flash_file_close(&flash);
    folder_remove(folder);
}

struct measuring {
    int folder;
    uint64_t power;
};

static void die(void)
{
    (void)raise(SIGKILL);
}

/* Keep readings and say so, for as long as it lives. */
static void measure(void *context)
{
    const struct measuring *measuring = context;
    struct flash_file flash;
    struct flash_ring ring;
    struct reading reading = {.stamp_ms = 1782043200000u, .power_mw = 1000};
    if (!flash_file_open(&flash, measuring->folder, NAME, SECTORS, SECTOR_BYTES)) {
        return;
    }
    flash.is_lazy = true; /* the machine goes on, so its memory of the file does */
    flash.power = measuring->power;
    flash.power_fails = die;
    if (!flash_ring_mount(&ring, &flash.flash)) {
        return;
    }
    while (flash_ring_append(&ring, &reading)) {
        victim_says(reading.sequence + 1u);
        if (reading.sequence >= LATE) {
            flash_ring_answered(&ring, reading.sequence - LATE);
        }
        if (reading.sequence % SAVES_EVERY == 0) {
            (void)flash_ring_save_cursor(&ring);
        }
    }
}

/* Every reading that is not answered is there, with those that were said to be kept. How many numbers there are. */
static uint32_t check_ring(int folder, uint32_t said)
{
    struct flash_file flash;
    struct flash_ring ring;
    struct reading reading = {.sequence = 0};
    open_flash(&flash, folder);
    assert_true(flash_ring_mount(&ring, &flash.flash));
    assert_true(ring.next_sequence >= said);
    for (uint32_t sequence = ring.cursor; sequence < ring.next_sequence; sequence++) {
        assert_true(flash_ring_next(&ring, sequence, &reading));
        assert_int_equal(reading.sequence, sequence);
        assert_int_equal(reading.power_mw, 1000);
    }
    assert_true(ring.next_sequence - ring.cursor >= (ring.next_sequence < LATE ? ring.next_sequence : LATE));
    assert_int_equal(flash.refused, 0);
    flash_file_close(&flash);
    return ring.next_sequence;
}

static void what_was_said_to_be_kept_is_there_after_sigkill(void **state)
{
    struct measuring measuring = {folder_make(), FLASH_FILE_FOREVER};
    uint32_t numbers = 0;
    (void)state;
    for (unsigned life = 0; life < LIVES; life++) {
        uint32_t said = victim_run(measure, &measuring, random_below(80), random_below(500));
        numbers = check_ring(measuring.folder, said > numbers ? said : numbers);
    }
    assert_true(numbers > LIVES);
    folder_remove(measuring.folder);
}

static void a_write_that_is_cut_in_half_spoils_nothing_else(void **state)
{
    struct measuring measuring = {folder_make(), 0};
    uint32_t numbers = 0;
    (void)state;
    for (unsigned life = 0; life < LIVES; life++) {
        measuring.power = random_below(120);
        uint32_t said = victim_run(measure, &measuring, UINT32_MAX, 0);
        numbers = check_ring(measuring.folder, said > numbers ? said : numbers);
    }
    assert_true(numbers > LIVES);
    folder_remove(measuring.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_contract_holds_in_a_file),
        cmocka_unit_test(the_contract_holds_in_the_simulation),
        cmocka_unit_test(what_is_there_stays_and_what_is_half_made_is_made_again),
        cmocka_unit_test(what_nor_does_not_take_is_refused),
        cmocka_unit_test(what_was_said_to_be_kept_is_there_after_sigkill),
        cmocka_unit_test(a_write_that_is_cut_in_half_spoils_nothing_else),
    };
    return RUN(tests);
}
