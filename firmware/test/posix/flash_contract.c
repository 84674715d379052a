#include "flash_contract.h"

#include <string.h>

#include "unit.h"

#define BLOCK 32u

static void fill(uint8_t *block, uint8_t first)
{
    for (size_t at = 0; at < BLOCK; at++) {
        block[at] = (uint8_t)(first + at);
    }
}

static void reads(const struct flash *flash, uint32_t offset, const uint8_t *wanted)
{
    uint8_t block[BLOCK];
    assert_true(flash->read(flash->context, offset, block, BLOCK));
    assert_memory_equal(block, wanted, BLOCK);
}

static void programs_what_is_erased(const struct flash *flash)
{
    uint8_t first[BLOCK];
    uint8_t last[BLOCK];
    uint32_t end = flash->sectors * flash->sector_bytes;
    fill(first, 1);
    fill(last, 101);
    assert_true(flash->is_erased(flash->context, 0, end));
    assert_true(flash->program(flash->context, 0, first, BLOCK));
    assert_true(flash->program(flash->context, end - BLOCK, last, BLOCK));
    reads(flash, 0, first);
    reads(flash, end - BLOCK, last);
    assert_false(flash->is_erased(flash->context, 0, BLOCK));
    assert_false(flash->is_erased(flash->context, 0, flash->sector_bytes));
    assert_true(flash->is_erased(flash->context, BLOCK, end - 2u * BLOCK));
}

static void erases_a_sector_and_no_other(const struct flash *flash)
{
    uint8_t wanted[BLOCK];
    uint32_t second = flash->sector_bytes;
    fill(wanted, 50);
    assert_true(flash->program(flash->context, second, wanted, BLOCK));
    assert_true(flash->erase_sector(flash->context, 0));
    assert_true(flash->is_erased(flash->context, 0, flash->sector_bytes));
    reads(flash, second, wanted);
    assert_true(flash->program(flash->context, 0, wanted, BLOCK));
    reads(flash, 0, wanted);
}

static void reads_any_part(const struct flash *flash)
{
    uint8_t part[3];
    assert_true(flash->read(flash->context, flash->sector_bytes + 5u, part, sizeof part));
    assert_int_equal(part[0], 55);
    assert_int_equal(part[2], 57);
}

void flash_contract_holds(const struct flash *flash)
{
    programs_what_is_erased(flash);
    erases_a_sector_and_no_other(flash);
    reads_any_part(flash);
}
