/* FR10.2: what the system asks for again although it was answered. */
#include "resend.h"

#include <stdio.h>
#include <string.h>

#include "sender_sim.h"
#include "unit.h"

static struct sender_sim sim;

static int begun(void **state)
{
    (void)state;
    if (!sender_sim_begin(&sim)) {
        return 1;
    }
    outbox_open(&sim.outbox);
    return 0;
}

/* Readings that were answered. */
static void have(uint32_t count)
{
    uint32_t sequence = 0;
    for (; count != 0; count--) {
        assert_true(sender_sim_measure(&sim, 1000u * sim.ring.next_sequence, &sequence));
        flash_ring_answered(&sim.ring, sequence);
    }
    sim.outbox.live_next = sim.ring.next_sequence;
}

static bool ask(const char *text)
{
    return outbox_hear_missing(&sim.outbox, text, strlen(text));
}

static bool next(uint64_t now_ms)
{
    return sender_sim_next(&sim, now_ms);
}

static bool says(const char *what)
{
    return sender_sim_says(&sim, what);
}

static void acknowledge(const char *text, uint64_t now_ms)
{
    struct outbox_answer answer;
    assert_true(sender_sim_hear(&sim, text, now_ms, &answer));
}

static void what_is_asked_for_is_sent_in_batches_until_it_is_answered(void **state)
{
    (void)state;
    have(20);
    assert_false(next(0));
    assert_int_equal(outbox_wake_ms(&sim.outbox), UINT64_MAX);
    assert_true(ask("{\"ranges\":[{\"first\":3,\"last\":5},{\"first\":9,\"last\":11}]}"));
    assert_int_equal(outbox_wake_ms(&sim.outbox), 0);
    assert_true(next(1000));
    assert_true(sim.memory[0] == '[' && says("\"sequence\":3,") && says("\"sequence\":9,") && !says("\"sequence\":6,"));
    assert_true(says("\"timestamp\":\"2026-06-21T12:00:03Z\""));
    assert_false(next(2000)); /* one at a time */
    acknowledge("{\"acknowledged\":[3,4,5]}", 2000);
    assert_false(next(2100));
    assert_true(next(11000)); /* 9 was not answered in time */
    assert_true(says("\"sequence\":9,") && says("\"sequence\":11,") && !says("\"sequence\":3,"));
    acknowledge("{\"acknowledged\":[9,10],\"refused\":[{\"sequence\":11,\"reason\":\"absurd_power\"}]}", 11500);
    assert_false(next(60000));
    assert_int_equal(outbox_wake_ms(&sim.outbox), UINT64_MAX);
}

static void live_readings_and_the_backlog_go_before(void **state)
{
    (void)state;
    have(4);
    struct reading reading = {.power_mw = 1000};
    outbox_close(&sim.outbox);
    stamps_put(&sim.stamps, 9000, &reading);
    assert_true(flash_ring_append(&sim.ring, &reading)); /* 4: the backlog */
    outbox_open(&sim.outbox);
    stamps_put(&sim.stamps, 9500, &reading);
    assert_true(flash_ring_append(&sim.ring, &reading)); /* 5: live */
    assert_true(ask("{\"ranges\":[{\"first\":0,\"last\":5}]}"));
    assert_true(next(10000) && sim.memory[0] == '{' && says("\"sequence\":5,"));
    assert_true(next(10000) && sim.memory[0] == '[' && says("\"sequence\":4,") && !says("\"sequence\":0,"));
    acknowledge("{\"acknowledged\":[4,5]}", 10100);
    assert_true(next(11000) && says("\"sequence\":0,") && says("\"sequence\":3,"));
    acknowledge("{\"acknowledged\":[0,1,2,3]}", 11100);
    assert_false(next(12100));
}

static void what_is_gone_is_not_waited_for(void **state)
{
    (void)state;
    have(100); /* 48 to 64 of them are left */
    uint32_t oldest = flash_ring_oldest(&sim.ring);
    assert_in_range(oldest, 36, 52);
    assert_true(ask("{\"ranges\":[{\"first\":0,\"last\":9223372036854775807}]}"));
    assert_int_equal(sim.outbox.resend.asked[0].first, oldest);
    assert_int_equal(sim.outbox.resend.asked[0].last, 99);
    have(80);
    assert_false(sim.outbox.resend.stretches == 0);
    assert_false(next(1000));
    assert_int_equal(sim.outbox.resend.stretches, 0);
}

static void numbers_of_spoilt_slots_are_passed_over(void **state)
{
    (void)state;
    have(10);
    sim.flash.power = 20; /* within a record */
    struct reading reading = {.power_mw = 1};
    (void)flash_ring_append(&sim.ring, &reading);
    sim.flash.power = FLASH_SIM_FOREVER;
    assert_true(flash_ring_mount(&sim.ring, &sim.flash.flash));
    sim.ring.cursor = sim.ring.next_sequence = 12; /* as after a cursor that was ahead */
    outbox_open(&sim.outbox);
    assert_true(ask("{\"ranges\":[{\"first\":9,\"last\":11}]}"));
    assert_true(next(1000) && says("\"sequence\":9,") && !says("\"sequence\":10,"));
    acknowledge("{\"acknowledged\":[9]}", 1100);
    assert_false(next(3000));
    assert_int_equal(sim.outbox.resend.stretches, 0);
}

static void a_stamp_that_nobody_knows_any_more_is_not_sent(void **state)
{
    (void)state;
    have(6);
    sim.stamps.kept.record.certain_from = 4;
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
    assert_int_equal(sim.outbox.resend.stretches, RESEND_STRETCHES);
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
                    "{\"first\":5,\"last\":9},{\"first\":1.5,\"last\":2},"
                    "{\"first\":9223372036854775807,\"last\":9223372036854775807}]}"));
    assert_int_equal(sim.outbox.resend.stretches, 0);
    struct reading reading;
    assert_false(resend_next(&sim.outbox.resend, &sim.ring, 0, &reading));
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
