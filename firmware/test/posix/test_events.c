#include "events.h"

#include <string.h>

#include "unit.h"

static struct events events;

static void push(enum app_event_kind kind, uint64_t due_ms)
{
    struct app_event event = {.kind = kind};
    events_push(&events, &event, due_ms);
}

static enum app_event_kind take(uint64_t now_ms)
{
    struct app_event event = {.kind = APP_WOKEN};
    return events_take(&events, now_ms, &event) ? event.kind : APP_WOKEN;
}

static void they_are_taken_in_order_when_they_are_due(void **state)
{
    (void)state;
    push(APP_CONNECTED, 500);
    push(APP_WIFI_JOINED, 100);
    push(APP_TOLD_TIME, 100);
    assert_int_equal(events_due_ms(&events), 100);
    assert_int_equal(take(99), APP_WOKEN);
    assert_int_equal(take(499), APP_WIFI_JOINED);
    assert_int_equal(take(499), APP_TOLD_TIME);
    assert_int_equal(take(499), APP_WOKEN);
    assert_int_equal(take(500), APP_CONNECTED);
    assert_true(events_due_ms(&events) == UINT64_MAX);
    events_end(&events);
}

static void a_message_is_copied(void **state)
{
    char topic[] = "device/MG-1/ack";
    char text[] = {'{', '}'};
    struct app_event event = {.kind = APP_HEARD};
    (void)state;
    event.of.message.topic = topic;
    event.of.message.text = text;
    event.of.message.length = sizeof text;
    events_push(&events, &event, 0);
    memset(topic, 'x', sizeof topic - 1u);
    memset(text, 'x', sizeof text);
    assert_true(events_take(&events, 0, &event));
    assert_string_equal(event.of.message.topic, "device/MG-1/ack");
    assert_memory_equal(event.of.message.text, "{}", 2);
    events_end(&events);
}

static void what_came_over_a_connection_goes_with_it(void **state)
{
    (void)state;
    push(APP_CONNECTED, 0);
    push(APP_DOWNLOADED, 0);
    push(APP_CONFIRMED, 0);
    push(APP_WIFI_LOST, 0);
    push(APP_DISCONNECTED, 0);
    push(APP_TURNED_AWAY, 0);
    events_forget_connection(&events);
    assert_int_equal(take(0), APP_DOWNLOADED);
    push(APP_SIGNAL, 0);
    assert_int_equal(take(0), APP_WIFI_LOST);
    assert_int_equal(take(0), APP_SIGNAL);
    assert_int_equal(take(0), APP_WOKEN);
    events_end(&events);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_taken_in_order_when_they_are_due),
        cmocka_unit_test(a_message_is_copied),
        cmocka_unit_test(what_came_over_a_connection_goes_with_it),
    };
    return RUN(tests);
}
