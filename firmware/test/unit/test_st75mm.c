#include "st75mm.h"
#include "unit.h"

#include <string.h>

/* The times and the status message are examples: settings. */
static const struct st75mm_settings settings = {.status_start = 0x3f, .status_bytes = 2, .busy_byte = 1,
                                                .busy_mask = 0x02, .status_ms = 200, .ack_ms = 40, .gap_ms = 10};
static const uint8_t frame[] = {0x02, 0x01, 0x50, 0xaa, 0xff, 0xfa, 0x01};

static struct st75mm link;
static struct st75mm_actions actions;
static uint64_t now_ms;

static int fresh(void **state)
{
    (void)state;
    now_ms = 1000;
    st75mm_begin(&link, &settings);
    return 0;
}

static void hear(const uint8_t *bytes, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        st75mm_byte(&link, bytes[at], ++now_ms, &actions);
    }
}

static void hear_one(uint8_t byte)
{
    hear(&byte, 1);
}

static void hear_status(uint8_t flags)
{
    const uint8_t status[] = {0x3f, 0x00, flags};
    hear(status, sizeof status);
}

static void wait(uint64_t for_ms)
{
    now_ms += for_ms;
    st75mm_tick(&link, now_ms, &actions);
}

static void send(void)
{
    assert_true(st75mm_send(&link, 0x50, frame + 3, 2, now_ms));
    assert_true(link.request_low);
}

static void assert_transmits(const uint8_t *bytes, size_t count)
{
    assert_int_equal(actions.transmit_bytes, count);
    assert_memory_equal(actions.transmit, bytes, count);
}

static void a_frame_is_acknowledged_and_delivered(void **state)
{
    (void)state;
    hear_one(0x99); /* noise before it */
    hear(frame, sizeof frame);
    assert_transmits((const uint8_t[]){0x06}, 1);
    assert_true(actions.has_frame);
    assert_int_equal(actions.command, 0x50);
    assert_int_equal(actions.payload_bytes, 2);
    assert_memory_equal(actions.payload, frame + 3, 2);
}

static void the_longest_frame_has_256_bytes(void **state)
{
    (void)state;
    uint8_t zeros[ST75MM_FRAME_BYTES] = {0x02, 0xff, 0x00};
    zeros[sizeof zeros - 2u] = 0xff;
    hear(zeros, sizeof zeros);
    assert_true(actions.has_frame);
    assert_int_equal(actions.payload_bytes, ST75MM_MOST_PAYLOAD);
}

static void a_repetition_is_acknowledged_and_not_delivered_again(void **state)
{
    (void)state;
    uint8_t repeated[sizeof frame];
    memcpy(repeated, frame, sizeof frame);
    repeated[0] = 0x03;
    hear(repeated, sizeof repeated); /* the first never came */
    assert_true(actions.has_frame);
    hear(repeated, sizeof repeated);
    assert_false(actions.has_frame);
    assert_transmits((const uint8_t[]){0x06}, 1);
    hear(frame, sizeof frame); /* said once more, no repetition */
    assert_true(actions.has_frame);
}

static void a_wrong_sum_is_refused(void **state)
{
    (void)state;
    for (size_t at = 1; at < sizeof frame; at++) {
        if (at == 1) {
            continue; /* another length is another frame */
        }
        uint8_t wrong[sizeof frame];
        memcpy(wrong, frame, sizeof frame);
        wrong[at] ^= 0x10;
        hear(wrong, sizeof wrong);
        assert_transmits((const uint8_t[]){0x15}, 1);
        assert_false(actions.has_frame);
    }
}

static void silence_ends_a_frame(void **state)
{
    (void)state;
    hear(frame, 4);
    wait(11);
    hear(frame, sizeof frame);
    assert_true(actions.has_frame);
}

static void what_is_sent_waits_for_the_status_message(void **state)
{
    (void)state;
    send();
    assert_false(st75mm_send(&link, 0x50, frame + 3, 2, now_ms)); /* one at a time */
    hear_one(0x06); /* nobody waits for that */
    assert_int_equal(actions.outcome, ST75MM_NOTHING);
    hear_one(0x3f);
    assert_false(link.request_low);
    assert_int_equal(actions.transmit_bytes, 0);
    hear_one(0x00);
    hear_one(0x00);
    assert_transmits(frame, sizeof frame);
    hear_one(0x06);
    assert_int_equal(actions.outcome, ST75MM_SENT);
    send();
}

static void without_an_answer_it_is_repeated_once(void **state)
{
    (void)state;
    send();
    hear_status(0);
    wait(39);
    assert_false(link.request_low);
    wait(1);
    assert_true(link.request_low);
    hear_status(0);
    assert_int_equal(actions.transmit[0], 0x03);
    assert_memory_equal(actions.transmit + 1, frame + 1, sizeof frame - 1u);
    hear_one(0x15);
    assert_int_equal(actions.outcome, ST75MM_NOT_SENT);
    assert_false(link.request_low);
}

static void a_refused_frame_is_repeated_and_may_succeed(void **state)
{
    (void)state;
    send();
    hear_status(0);
    hear_one(0x15);
    hear_status(0);
    hear_one(0x06);
    assert_int_equal(actions.outcome, ST75MM_SENT);
}

static void a_busy_or_silent_modem_is_given_up_after_two_tries(void **state)
{
    (void)state;
    send();
    hear_status(0x02);
    assert_int_equal(actions.transmit_bytes, 0);
    assert_true(link.request_low);
    wait(200);
    assert_int_equal(actions.outcome, ST75MM_NOT_SENT);
    send();
    hear_status(0x02);
    hear_status(0x00);
    assert_int_equal(actions.transmit[0], 0x02); /* never sent yet */
}

static void a_frame_of_the_modem_may_come_between(void **state)
{
    (void)state;
    send();
    hear_status(0);
    hear(frame, sizeof frame);
    assert_true(actions.has_frame);
    hear_one(0x06);
    assert_int_equal(actions.outcome, ST75MM_SENT);
    hear_status(0); /* unasked */
    assert_int_equal(actions.transmit_bytes, 0);
}

static void what_cannot_be_sent_is_refused(void **state)
{
    (void)state;
    uint8_t payload[ST75MM_MOST_PAYLOAD + 1u] = {0};
    assert_false(st75mm_send(&link, 1, payload, 0, now_ms));
    assert_false(st75mm_send(&link, 1, payload, sizeof payload, now_ms));
    assert_true(st75mm_send(&link, 1, payload, ST75MM_MOST_PAYLOAD, now_ms));
    struct st75mm_settings short_status = settings;
    short_status.status_bytes = 0;
    st75mm_begin(&link, &short_status);
    send();
    hear_one(0x3f);
    assert_transmits(frame, sizeof frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_frame_is_acknowledged_and_delivered, fresh),
        cmocka_unit_test_setup(the_longest_frame_has_256_bytes, fresh),
        cmocka_unit_test_setup(a_repetition_is_acknowledged_and_not_delivered_again, fresh),
        cmocka_unit_test_setup(a_wrong_sum_is_refused, fresh),
        cmocka_unit_test_setup(silence_ends_a_frame, fresh),
        cmocka_unit_test_setup(what_is_sent_waits_for_the_status_message, fresh),
        cmocka_unit_test_setup(without_an_answer_it_is_repeated_once, fresh),
        cmocka_unit_test_setup(a_refused_frame_is_repeated_and_may_succeed, fresh),
        cmocka_unit_test_setup(a_busy_or_silent_modem_is_given_up_after_two_tries, fresh),
        cmocka_unit_test_setup(a_frame_of_the_modem_may_come_between, fresh),
        cmocka_unit_test_setup(what_cannot_be_sent_is_refused, fresh),
    };
    return RUN(tests);
}
