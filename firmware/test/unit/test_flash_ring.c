#include "flash_ring.h"
#include "unit.h"

#include "flash_sim.h"

/* Small, so that every byte can be tried: 5 sectors of readings, 4 readings in each. */
#define SECTORS 7u
#define SECTOR_BYTES 128u

static uint8_t cells[SECTORS * SECTOR_BYTES];
static struct flash_sim sim;
static struct flash_ring ring;

static int fresh(void **state)
{
    (void)state;
    flash_sim_init(&sim, cells, SECTORS, SECTOR_BYTES);
    return flash_ring_mount(&ring, &sim.flash) ? 0 : -1;
}

static void append(uint32_t count)
{
    for (uint32_t at = 0; at < count; at++) {
        struct reading reading = {.power_mw = (int32_t)ring.next_sequence * 10};
        assert_true(flash_ring_append(&ring, &reading));
    }
}

static void restart(void)
{
    sim.power = FLASH_SIM_FOREVER;
    assert_true(flash_ring_mount(&ring, &sim.flash));
}

/* Everything unanswered is there from `first` to the newest, without a gap. */
static void assert_holds_from(uint32_t first)
{
    struct reading reading;
    uint32_t from = 0;
    for (uint32_t expected = first; expected < ring.next_sequence; expected++) {
        assert_true(flash_ring_next(&ring, from, &reading));
        assert_int_equal(reading.sequence, expected);
        assert_int_equal(reading.power_mw, expected * 10u);
        from = expected + 1u;
    }
    assert_false(flash_ring_next(&ring, from, &reading));
    assert_int_equal(sim.repeated, 0);
}

static void an_empty_ring_has_nothing(void **state)
{
    (void)state;
    struct reading reading;
    assert_false(flash_ring_next(&ring, 0, &reading));
    assert_int_equal(flash_ring_pending(&ring), 0);
    assert_int_equal(flash_ring_capacity(&ring), 16);
}

static void shapes_that_do_not_work_are_refused(void **state)
{
    (void)state;
    struct flash flash = sim.flash;
    flash.sectors = 3;
    assert_false(flash_ring_mount(&ring, &flash));
    flash.sectors = FLASH_RING_MOST_SECTORS + 3u;
    assert_false(flash_ring_mount(&ring, &flash));
    flash.sectors = SECTORS;
    flash.sector_bytes = 16;
    assert_false(flash_ring_mount(&ring, &flash));
    flash.sector_bytes = 48;
    assert_false(flash_ring_mount(&ring, &flash));
}

static void flash_that_cannot_be_read_is_not_taken_for_an_empty_one(void **state)
{
    (void)state;
    append(3);
    sim.unreadable = 0;
    assert_false(flash_ring_mount(&ring, &sim.flash)); /* a cursor */
    sim.unreadable = 2u * SECTOR_BYTES + 2u * READING_BYTES;
    assert_false(flash_ring_mount(&ring, &sim.flash)); /* the newest reading */
    sim.unreadable = FLASH_SIM_ALL_READABLE;
    restart();
    assert_int_equal(ring.next_sequence, 3);
}

static void one_mebibyte_holds_22_days_at_one_a_minute(void **state)
{
    (void)state;
    struct flash_ring shape = {.flash = &(struct flash){.sectors = 256, .sector_bytes = 4096},
                               .slots_a_sector = 4096 / READING_BYTES};
    assert_true(flash_ring_capacity(&shape) >= 22u * 24u * 60u);
}

static void readings_outlive_a_restart(void **state)
{
    (void)state;
    append(6);
    restart();
    append(3);
    assert_holds_from(0);
}

static void the_oldest_give_way_when_it_is_full(void **state)
{
    (void)state;
    append(21); /* one more than five sectors hold */
    assert_int_equal(ring.overwritten, 4);
    assert_holds_from(4);
    restart();
    assert_holds_from(4);
    assert_int_equal(ring.cursor, 4);
}

static void answered_readings_are_not_lost_when_overwritten(void **state)
{
    (void)state;
    append(20);
    flash_ring_answered(&ring, 1);
    flash_ring_answered(&ring, 2);
    flash_ring_answered(&ring, 5);
    append(5);
    assert_int_equal(ring.overwritten, 8 - 3);
    assert_holds_from(8);
}

static void the_cursor_waits_for_the_oldest_answer(void **state)
{
    (void)state;
    append(10);
    flash_ring_answered(&ring, 2);
    flash_ring_answered(&ring, 1);
    flash_ring_answered(&ring, 7);
    flash_ring_answered(&ring, 99); /* nobody has that */
    assert_int_equal(ring.cursor, 0);
    assert_int_equal(flash_ring_pending(&ring), 7);
    struct reading reading;
    assert_true(flash_ring_next(&ring, 1, &reading));
    assert_int_equal(reading.sequence, 3);
    flash_ring_answered(&ring, 0);
    assert_int_equal(ring.cursor, 3);
    flash_ring_answered(&ring, 0);
    assert_int_equal(ring.cursor, 3);
    flash_ring_answered(&ring, 8);
    flash_ring_answered(&ring, 7);
    flash_ring_answered(&ring, 5);
    flash_ring_answered(&ring, 6);
    assert_int_equal(ring.stretches, 1);
    for (uint32_t sequence = 3; sequence < 10; sequence++) {
        flash_ring_answered(&ring, sequence);
    }
    assert_int_equal(ring.cursor, 10);
    assert_int_equal(flash_ring_pending(&ring), 0);
    assert_false(flash_ring_next(&ring, 0, &reading));
}

static void more_stretches_than_are_remembered_are_sent_again(void **state)
{
    (void)state;
    static uint8_t large[6u * 1024u];
    flash_sim_init(&sim, large, 6, 1024);
    restart();
    append(2u * FLASH_RING_STRETCHES + 4u);
    for (uint32_t sequence = 1; sequence < ring.next_sequence; sequence += 2) {
        flash_ring_answered(&ring, sequence);
    }
    assert_int_equal(ring.stretches, FLASH_RING_STRETCHES);
    assert_int_equal(flash_ring_pending(&ring), ring.next_sequence - FLASH_RING_STRETCHES);
    flash_ring_answered(&ring, 0); /* the oldest always counts */
    assert_int_equal(ring.cursor, 2);
}

static void the_cursor_outlives_a_restart_when_it_was_saved(void **state)
{
    (void)state;
    append(8);
    for (uint32_t sequence = 0; sequence < 5; sequence++) {
        flash_ring_answered(&ring, sequence);
        assert_true(flash_ring_save_cursor(&ring));
        assert_true(flash_ring_save_cursor(&ring)); /* writes nothing */
    }
    flash_ring_answered(&ring, 5);
    restart();
    assert_int_equal(ring.cursor, 5);
    assert_holds_from(5);
}

static void no_number_is_given_twice_when_all_readings_are_gone(void **state)
{
    (void)state;
    append(3);
    for (uint32_t sequence = 0; sequence < 3; sequence++) {
        flash_ring_answered(&ring, sequence);
    }
    assert_true(flash_ring_save_cursor(&ring));
    for (uint32_t at = 2u * SECTOR_BYTES; at < sizeof cells; at++) {
        cells[at] = 0xff;
    }
    restart();
    append(1);
    assert_holds_from(3);
}

static void a_spoilt_reading_is_passed_over(void **state)
{
    (void)state;
    append(6);
    cells[2u * SECTOR_BYTES + 2u * READING_BYTES] ^= 1u;
    restart();
    struct reading reading;
    assert_true(flash_ring_next(&ring, 2, &reading));
    assert_int_equal(reading.sequence, 3);
}

static void flash_that_refuses_is_said_and_tried_again(void **state)
{
    (void)state;
    struct reading reading = {.power_mw = 20};
    append(2);
    sim.refuses = true;
    assert_false(flash_ring_append(&ring, &reading));
    flash_ring_answered(&ring, 0);
    assert_false(flash_ring_save_cursor(&ring));
    sim.refuses = false;
    assert_true(flash_ring_append(&ring, &reading));
    assert_int_equal(reading.sequence, 2);
    assert_true(flash_ring_save_cursor(&ring));
    assert_holds_from(1);
    sim.power = 0;
    ring.head_slot = ring.slots_a_sector;
    assert_false(flash_ring_append(&ring, &reading));
    flash_ring_answered(&ring, 1);
    ring.cursor_slot = 0;
    assert_false(flash_ring_save_cursor(&ring));
}

/* The same life, cut after `power` bytes: how many readings were kept, and whether it ended. */
static bool live(uint64_t power, uint32_t *kept, uint32_t *saved)
{
    sim.power = power;
    *kept = 0;
    *saved = 0;
    for (uint32_t at = 0; at < 30; at++) {
        struct reading reading = {.power_mw = (int32_t)at * 10};
        if (!flash_ring_append(&ring, &reading)) {
            return false;
        }
        *kept = at + 1u;
        if (at % 2 == 0) {
            flash_ring_answered(&ring, at / 2);
            if (!flash_ring_save_cursor(&ring)) {
                return false;
            }
            *saved = ring.cursor;
        }
    }
    return true;
}

static void power_may_fail_at_every_byte(void **state)
{
    uint32_t kept = 0;
    uint32_t saved = 0;
    bool ended = false;
    uint64_t power = 1;
    for (; !ended; power++) {
        (void)fresh(state);
        ended = live(power, &kept, &saved);
        restart();
        assert_true(ring.next_sequence == kept || ring.next_sequence == kept + 1u);
        assert_true(ring.cursor >= saved);
        assert_holds_from(ring.cursor);
        append(6); /* and it goes on */
        assert_holds_from(ring.cursor);
    }
    assert_true(power > 30u * READING_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_empty_ring_has_nothing, fresh),
        cmocka_unit_test_setup(shapes_that_do_not_work_are_refused, fresh),
        cmocka_unit_test_setup(flash_that_cannot_be_read_is_not_taken_for_an_empty_one, fresh),
        cmocka_unit_test(one_mebibyte_holds_22_days_at_one_a_minute),
        cmocka_unit_test_setup(readings_outlive_a_restart, fresh),
        cmocka_unit_test_setup(the_oldest_give_way_when_it_is_full, fresh),
        cmocka_unit_test_setup(answered_readings_are_not_lost_when_overwritten, fresh),
        cmocka_unit_test_setup(the_cursor_waits_for_the_oldest_answer, fresh),
        cmocka_unit_test_setup(more_stretches_than_are_remembered_are_sent_again, fresh),
        cmocka_unit_test_setup(the_cursor_outlives_a_restart_when_it_was_saved, fresh),
        cmocka_unit_test_setup(no_number_is_given_twice_when_all_readings_are_gone, fresh),
        cmocka_unit_test_setup(a_spoilt_reading_is_passed_over, fresh),
        cmocka_unit_test_setup(flash_that_refuses_is_said_and_tried_again, fresh),
        cmocka_unit_test_setup(power_may_fail_at_every_byte, fresh),
    };
    return RUN(tests);
}
