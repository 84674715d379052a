/* FR10.2: live readings first, the backlog in batches after them, each until it is answered. */
#include "outbox.h"

#include <stdio.h>
#include <string.h>

#include "sender_sim.h"
#include "unit.h"

static struct sender_sim sim;
static struct outbox_answer answer;

static int begun(void **state)
{
    (void)state;
    return sender_sim_begin(&sim) ? 0 : 1;
}

static void measure(uint32_t count)
{
    uint32_t sequence = 0;
    for (; count != 0; count--) {
        assert_true(sender_sim_measure(&sim, 1000, &sequence));
    }
}

static bool next(uint64_t now_ms)
{
    return sender_sim_next(&sim, now_ms);
}

static bool hear(const char *text, uint64_t now_ms)
{
    return sender_sim_hear(&sim, text, now_ms, &answer);
}

static bool says(const char *what)
{
    return sender_sim_says(&sim, what);
}

static void nothing_is_sent_without_a_connection(void **state)
{
    (void)state;
    measure(1);
    assert_false(next(0));
    assert_int_equal(outbox_wake_ms(&sim.outbox), UINT64_MAX);
}

static void live_readings_go_first_and_alone(void **state)
{
    (void)state;
    measure(6); /* the backlog */
    outbox_open(&sim.outbox);
    measure(2);
    assert_true(next(1000));
    assert_string_equal(sim.message.topic, "energy-data/MG-1");
    assert_true(sim.memory[0] == '{' && says("\"sequence\":6,"));
    assert_true(next(1000));
    assert_true(says("\"sequence\":7,"));
    assert_true(next(1000));
    assert_true(sim.memory[0] == '[' && says("\"sequence\":0,") && says("\"sequence\":3,") && !says("\"sequence\":4,"));
    assert_false(next(1000)); /* one batch at a time */
    assert_true(hear("{\"acknowledged\":[0,1,2,6]}", 1200));
    assert_false(next(5000));
    assert_true(hear("{\"acknowledged\":[3]}", 1300));
    assert_false(next(1999)); /* and at most one a second */
    assert_int_equal(outbox_wake_ms(&sim.outbox), 2000);
    assert_true(next(2000));
    assert_true(says("\"sequence\":4,") && says("\"sequence\":5,") && !says("\"sequence\":7,"));
    assert_true(hear("{\"acknowledged\":[4,5,7],\"time\":\"2026-06-21T12:00:00Z\"}", 2100));
    assert_int_equal(answer.acknowledged, 3);
    assert_int_equal(answer.time_ms, SENDER_SIM_NOON_MS);
    assert_int_equal(flash_ring_pending(&sim.ring), 0);
    assert_int_equal(outbox_wake_ms(&sim.outbox), UINT64_MAX);
    assert_true(sim.outbox.has_answer);
    assert_int_equal(sim.outbox.highest_answered, 7);
}

static void no_more_are_on_their_way_than_the_window(void **state)
{
    (void)state;
    outbox_open(&sim.outbox);
    measure(OUTBOX_WINDOW + 1u);
    for (uint32_t at = 0; at < OUTBOX_WINDOW; at++) {
        assert_true(next(0));
    }
    assert_false(next(0));
    assert_true(hear("{\"acknowledged\":[3]}", 10));
    assert_true(next(10));
    assert_true(says("\"sequence\":16,"));
}

static void what_is_not_answered_is_sent_again_more_and_more_patiently(void **state)
{
    (void)state;
    outbox_open(&sim.outbox);
    measure(1);
    assert_true(next(0));
    assert_int_equal(outbox_wake_ms(&sim.outbox), 10000);
    assert_false(next(9999));
    assert_true(next(10000));
    assert_true(sim.memory[0] == '[' && says("\"sequence\":0,"));
    assert_int_equal(outbox_wake_ms(&sim.outbox), 30000);
    assert_false(next(29999));
    assert_true(next(30000));
    uint64_t now_ms = 70000;
    for (; sim.outbox.wait_ms < OUTBOX_LONGEST_WAIT_MS; now_ms = outbox_wake_ms(&sim.outbox)) {
        assert_true(next(now_ms));
    }
    assert_true(outbox_is_heard(&sim.outbox, OUTBOX_SILENCE_MS - 1u));
    assert_false(outbox_is_heard(&sim.outbox, OUTBOX_SILENCE_MS));
    assert_true(hear("{\"acknowledged\":[0]}", now_ms));
    assert_true(outbox_is_heard(&sim.outbox, now_ms + OUTBOX_SILENCE_MS));
    outbox_open(&sim.outbox); /* a new connection begins anew */
    assert_int_equal(sim.outbox.wait_ms, OUTBOX_SHORTEST_WAIT_MS);
}

static void a_slow_system_is_given_time(void **state)
{
    (void)state;
    outbox_open(&sim.outbox);
    for (uint32_t at = 0; at < 40; at++) {
        char text[40];
        uint64_t now_ms = 100000u * at;
        measure(1);
        assert_true(next(now_ms));
        (void)snprintf(text, sizeof text, "{\"acknowledged\":[%u]}", (unsigned)at);
        assert_true(hear(text, now_ms + 9000));
    }
    assert_in_range(sim.outbox.wait_ms, 30000, 36000);
}

static void the_refused_are_forgotten_but_those_of_the_future_corrected(void **state)
{
    (void)state;
    outbox_open(&sim.outbox);
    measure(3);
    assert_true(next(0) && next(0) && next(0));
    assert_true(hear("{\"acknowledged\":[2],\"refused\":[{\"sequence\":0,\"reason\":\"absurd_power\"},"
                     "{\"sequence\":1,\"reason\":\"future_timestamp\"},{\"sequence\":-1,\"reason\":\"x\"},{},7],"
                     "\"time\":\"2026-06-21T11:00:01Z\"}", 1000));
    assert_int_equal(answer.refused, 1);
    assert_int_equal(flash_ring_pending(&sim.ring), 1);
    assert_true(stamps_set(&sim.stamps, answer.time_ms, 1000, sim.ring.next_sequence, sim.ring.saved_cursor));
    assert_true(next(10000));
    assert_true(says("\"sequence\":1,") && says("2026-06-21T11:00:01Z"));
}

static void readings_of_unknown_time_wait_or_are_given_up(void **state)
{
    (void)state;
    stamps_begin(&sim.stamps, &sim.machine.kv, 0);
    measure(2);
    stamps_begin(&sim.stamps, &sim.machine.kv, 2); /* a restart before anybody knew */
    outbox_open(&sim.outbox);
    measure(1);
    assert_false(next(0));
    assert_int_equal(flash_ring_pending(&sim.ring), 1);
    assert_int_equal(outbox_wake_ms(&sim.outbox), 1000);
    assert_false(next(1000));
    assert_true(stamps_set(&sim.stamps, SENDER_SIM_NOON_MS, 1500, 3, 2));
    assert_true(next(2000));
    assert_true(says("\"sequence\":2,") && says("2026-06-21T11:59:59.500Z"));
}

static void what_is_no_answer_changes_nothing(void **state)
{
    (void)state;
    outbox_open(&sim.outbox);
    measure(1);
    assert_true(next(0));
    assert_false(hear("", 0));
    assert_false(hear("{\"refused\":[]}", 0));
    assert_true(hear("{\"acknowledged\":[9,\"0\",null,-1,4294967296],\"time\":\"noon\"}", 0));
    assert_int_equal(answer.acknowledged, 0);
    assert_int_equal(answer.time_ms, 0);
    assert_int_equal(flash_ring_pending(&sim.ring), 1);
}

static void a_message_without_room_is_not_sent(void **state)
{
    (void)state;
    measure(1);
    outbox_open(&sim.outbox);
    measure(1);
    sim.message.room = 50;
    assert_false(next(0));
    sim.message.room = SENDER_SIM_MESSAGE_BYTES;
    assert_true(next(1000));
    assert_true(says("\"sequence\":0,") && says("\"sequence\":1,"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(nothing_is_sent_without_a_connection, begun),
        cmocka_unit_test_setup(live_readings_go_first_and_alone, begun),
        cmocka_unit_test_setup(no_more_are_on_their_way_than_the_window, begun),
        cmocka_unit_test_setup(what_is_not_answered_is_sent_again_more_and_more_patiently, begun),
        cmocka_unit_test_setup(a_slow_system_is_given_time, begun),
        cmocka_unit_test_setup(the_refused_are_forgotten_but_those_of_the_future_corrected, begun),
        cmocka_unit_test_setup(readings_of_unknown_time_wait_or_are_given_up, begun),
        cmocka_unit_test_setup(what_is_no_answer_changes_nothing, begun),
        cmocka_unit_test_setup(a_message_without_room_is_not_sent, begun),
    };
    return RUN(tests);
}
