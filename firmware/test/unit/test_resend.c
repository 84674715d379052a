/* FR10.2: what the system asks for again although it was answered. */
#include "resend.h"

#include <stdio.h>
#include <string.h>

#include "flash_sim.h"
#include "machine_sim.h"
#include "outbox.h"
#include "unit.h"

#define SECTORS 6u
#define SECTOR_BYTES 512u /* 16 readings */
#define NOON_MS INT64_C(1782043200000)

static uint8_t cells[SECTORS * SECTOR_BYTES];
static struct flash_sim flash;
static struct machine_sim machine;
static struct flash_ring ring;
static struct stamps stamps;
static struct outbox outbox;
static char memory[520]; /* four readings in a batch */
static struct message message;

static int begun(void **state)
{
    (void)state;
    machine_sim_init(&machine, "spring-2027");
    flash_sim_init(&flash, cells, SECTORS, SECTOR_BYTES);
    if (!flash_ring_mount(&ring, &flash.flash)) {
        return 1;
    }
    stamps_begin(&stamps, &machine.kv, 0);
    outbox_begin(&outbox, &ring, &stamps);
    outbox_open(&outbox);
    message = (struct message){.payload = memory, .room = sizeof memory};
    return stamps_set(&stamps, NOON_MS, 0, 0, 0) ? 0 : 1;
}

/* Readings that were answered. */
static void have(uint32_t count)
{
    for (; count != 0; count--) {
        struct reading reading = {.power_mw = 1000};
        stamps_put(&stamps, 1000u * ring.next_sequence, &reading);
        assert_true(flash_ring_append(&ring, &reading));
        flash_ring_answered(&ring, reading.sequence);
    }
    outbox.live_next = ring.next_sequence;
}

static bool ask(const char *text)
{
    return outbox_hear_missing(&outbox, text, strlen(text));
}

static bool next(uint64_t now_ms)
{
    bool is_there = outbox_next(&outbox, "MG-1", now_ms, &message);
    memory[is_there ? message.length : 0] = '\0';
    return is_there;
}

static bool says(const char *what)
{
    return strstr(memory, what) != NULL;
}

static void acknowledge(const char *text, uint64_t now_ms)
{
    struct outbox_answer answer;
    assert_true(outbox_hear(&outbox, text, strlen(text), now_ms, &answer));
}

static void what_is_asked_for_is_sent_in_batches_until_it_is_answered(void **state)
{
    (void)state;
    have(20);
    assert_false(next(0));
    assert_int_equal(outbox_wake_ms(&outbox), UINT64_MAX);
    assert_true(ask("{\"ranges\":[{\"first\":3,\"last\":5},{\"first\":9,\"last\":11}]}"));
    assert_int_equal(outbox_wake_ms(&outbox), 0);
    assert_true(next(1000));
    assert_true(memory[0] == '[' && says("\"sequence\":3,") && says("\"sequence\":9,") && !says("\"sequence\":6,"));
    assert_true(says("\"timestamp\":\"2026-06-21T12:00:03Z\""));
    assert_false(next(2000)); /* one at a time */
    acknowledge("{\"acknowledged\":[3,4,5]}", 2000);
    assert_false(next(2100));
    assert_true(next(11000)); /* 9 was not answered in time */
    assert_true(says("\"sequence\":9,") && says("\"sequence\":11,") && !says("\"sequence\":3,"));
    acknowledge("{\"acknowledged\":[9,10],\"refused\":[{\"sequence\":11,\"reason\":\"absurd_power\"}]}", 11500);
    assert_false(next(60000));
    assert_int_equal(outbox_wake_ms(&outbox), UINT64_MAX);
}

static void live_readings_and_the_backlog_go_before(void **state)
{
    (void)state;
    have(4);
    struct reading reading = {.power_mw = 1000};
    outbox_close(&outbox);
    stamps_put(&stamps, 9000, &reading);
    assert_true(flash_ring_append(&ring, &reading)); /* 4: the backlog */
    outbox_open(&outbox);
    stamps_put(&stamps, 9500, &reading);
    assert_true(flash_ring_append(&ring, &reading)); /* 5: live */
    assert_true(ask("{\"ranges\":[{\"first\":0,\"last\":5}]}"));
    assert_true(next(10000) && memory[0] == '{' && says("\"sequence\":5,"));
    assert_true(next(10000) && memory[0] == '[' && says("\"sequence\":4,") && !says("\"sequence\":0,"));
    acknowledge("{\"acknowledged\":[4,5]}", 10100);
    assert_true(next(11000) && says("\"sequence\":0,") && says("\"sequence\":3,"));
    acknowledge("{\"acknowledged\":[0,1,2,3]}", 11100);
    assert_false(next(12100));
}

static void what_is_gone_is_not_waited_for(void **state)
{
    (void)state;
    have(100); /* 48 to 64 of them are left */
    uint32_t oldest = flash_ring_oldest(&ring);
    assert_in_range(oldest, 36, 52);
    assert_true(ask("{\"ranges\":[{\"first\":0,\"last\":9223372036854775807}]}"));
    assert_int_equal(outbox.resend.asked[0].first, oldest);
    assert_int_equal(outbox.resend.asked[0].last, 99);
    have(80);
    assert_false(outbox.resend.stretches == 0);
    assert_false(next(1000));
    assert_int_equal(outbox.resend.stretches, 0);
}

static void numbers_of_spoilt_slots_are_passed_over(void **state)
{
    (void)state;
    have(10);
    flash.power = 20; /* within a record */
    struct reading reading = {.power_mw = 1};
    (void)flash_ring_append(&ring, &reading);
    flash.power = FLASH_SIM_FOREVER;
    assert_true(flash_ring_mount(&ring, &flash.flash));
    ring.cursor = ring.next_sequence = 12; /* as after a cursor that was ahead */
    outbox_open(&outbox);
    assert_true(ask("{\"ranges\":[{\"first\":9,\"last\":11}]}"));
    assert_true(next(1000) && says("\"sequence\":9,") && !says("\"sequence\":10,"));
    acknowledge("{\"acknowledged\":[9]}", 1100);
    assert_false(next(3000));
    assert_int_equal(outbox.resend.stretches, 0);
}

static void a_stamp_that_nobody_knows_any_more_is_not_sent(void **state)
{
    (void)state;
    have(6);
    stamps.kept.record.certain_from = 4;
    assert_true(ask("{\"ranges\":[{\"first\":2,\"last\":5}]}"));
    assert_true(next(1000) && says("\"sequence\":4,") && !says("\"sequence\":3,"));
}

static void no_more_is_asked_for_than_there_is_room_for(void **state)
{
    (void)state;
    char text[2000] = "{\"ranges\":[";
    have(80);
    for (uint32_t at = 0; at < 40u; at++) {
        char range[40];
        (void)snprintf(range, sizeof range, "%s{\"first\":%u,\"last\":%u}", at == 0 ? "" : ",", (unsigned)(2u * at), (unsigned)(2u * at));
        strcat(text, range);
    }
    strcat(text, "]}");
    assert_true(ask(text));
    assert_int_equal(outbox.resend.stretches, RESEND_STRETCHES);
}

static void anything_else_is_no_request(void **state)
{
    (void)state;
    have(5);
    const char *const others[] = {"", "[]", "{}", "{\"ranges\":3}", "{\"ranges\":{\"first\":1,\"last\":2}}"};
    for (size_t at = 0; at < sizeof others / sizeof others[0]; at++) {
        assert_false(ask(others[at]));
    }
    assert_true(ask("{\"ranges\":[{\"first\":-1,\"last\":2},{\"first\":2},{\"last\":3},7,{\"first\":4,\"last\":2},"
                    "{\"first\":5,\"last\":9},{\"first\":1.5,\"last\":2}]}"));
    assert_int_equal(outbox.resend.stretches, 0);
    struct reading reading;
    assert_false(resend_next(&outbox.resend, &ring, 0, &reading));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_is_asked_for_is_sent_in_batches_until_it_is_answered, begun),
        cmocka_unit_test_setup(live_readings_and_the_backlog_go_before, begun),
        cmocka_unit_test_setup(what_is_gone_is_not_waited_for, begun),
        cmocka_unit_test_setup(numbers_of_spoilt_slots_are_passed_over, begun),
        cmocka_unit_test_setup(a_stamp_that_nobody_knows_any_more_is_not_sent, begun),
        cmocka_unit_test_setup(no_more_is_asked_for_than_there_is_room_for, begun),
        cmocka_unit_test_setup(anything_else_is_no_request, begun),
    };
    return RUN(tests);
}
