#include "reading.h"
#include "unit.h"

#include <string.h>

#include "crc32.h"

static const struct reading example = {
    .sequence = 4000000000u, .stamp_ms = 1782043200999u, .boot = 65535, .flags = READING_ESTIMATE,
    .power_mw = -2300000, .import_mwh = 123456789012u, .export_mwh = READING_REGISTER_MASK};

static void crc_is_that_of_zip(void **state)
{
    (void)state;
    assert_int_equal(crc32_of((const uint8_t *)"123456789", 9), 0xcbf43926u);
}

static void a_record_says_what_the_reading_said(void **state)
{
    (void)state;
    uint8_t record[READING_BYTES];
    struct reading back;
    memset(&back, 0, sizeof back);
    reading_pack(&example, record);
    assert_true(reading_unpack(record, &back));
    assert_int_equal(back.sequence, example.sequence);
    assert_true(back.stamp_ms == example.stamp_ms);
    assert_int_equal(back.boot, example.boot);
    assert_int_equal(back.flags, example.flags);
    assert_int_equal(back.power_mw, example.power_mw);
    assert_true(back.import_mwh == example.import_mwh);
    assert_true(back.export_mwh == example.export_mwh);
}

static void extreme_powers_survive(void **state)
{
    (void)state;
    const int32_t powers[] = {0, 1, -1, INT32_MAX, INT32_MIN};
    for (size_t at = 0; at < sizeof powers / sizeof powers[0]; at++) {
        struct reading reading = example;
        uint8_t record[READING_BYTES];
        reading.power_mw = powers[at];
        reading_pack(&reading, record);
        assert_true(reading_unpack(record, &reading));
        assert_int_equal(reading.power_mw, powers[at]);
    }
}

static void any_flipped_bit_is_seen(void **state)
{
    (void)state;
    for (size_t bit = 0; bit < READING_BYTES * 8u; bit++) {
        uint8_t record[READING_BYTES];
        struct reading back;
        reading_pack(&example, record);
        record[bit / 8u] = (uint8_t)(record[bit / 8u] ^ (1u << bit % 8u));
        assert_false(reading_unpack(record, &back));
    }
}

/* Its CRC is right, but no reading is packed like that. */
static void assert_is_none(size_t at, uint8_t value)
{
    uint8_t record[READING_BYTES];
    struct reading back;
    reading_pack(&example, record);
    record[at] = value;
    uint32_t crc = crc32_of(record, READING_BYTES - 4u);
    for (size_t byte = 0; byte < 4; byte++) {
        record[READING_BYTES - 4u + byte] = (uint8_t)(crc >> 8u * byte);
    }
    assert_false(reading_unpack(record, &back));
}

static void erased_and_zeroed_flash_is_no_reading(void **state)
{
    (void)state;
    uint8_t record[READING_BYTES];
    struct reading back;
    memset(record, 0xff, sizeof record);
    assert_false(reading_unpack(record, &back));
    memset(record, 0, sizeof record);
    assert_false(reading_unpack(record, &back));
    assert_is_none(8, 0xff); /* 1023 milliseconds */
    assert_is_none(9, 0xff); /* unknown flags */
}

static void a_stamp_since_boot_becomes_a_time_once_the_boot_is_known(void **state)
{
    (void)state;
    struct reading reading = {.stamp_ms = 5000, .boot = 7, .flags = READING_SINCE_BOOT | READING_CLIPPED};
    assert_false(reading_resolve(&reading, 6, 1782043200000u));
    assert_true(reading.stamp_ms == 5000);
    assert_true(reading_resolve(&reading, 7, 1782043200000u));
    assert_true(reading.stamp_ms == 1782043205000u);
    assert_int_equal(reading.flags, READING_CLIPPED);
    assert_false(reading_resolve(&reading, 7, 1782043200000u)); /* not twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crc_is_that_of_zip),
        cmocka_unit_test(a_record_says_what_the_reading_said),
        cmocka_unit_test(extreme_powers_survive),
        cmocka_unit_test(any_flipped_bit_is_seen),
        cmocka_unit_test(erased_and_zeroed_flash_is_no_reading),
        cmocka_unit_test(a_stamp_since_boot_becomes_a_time_once_the_boot_is_known),
    };
    return RUN(tests);
}
