/* The connection of the port to the ESP32-S3, run here against a client that is played: no part of ESP-IDF is in this. */
#include <string.h>

#include "connection.h"
#include "events.h"
#include "fake_idf.h"
#include "unit.h"

/* As many as events.c has. */
#define MESSAGES 2

static struct factory made;

static int begin(void **state)
{
    (void)state;
    connection_close();
    fake_reset();
    events_begin();
    connection_begin(&made);
    return 0;
}

static enum app_event_kind next(struct port_event *event)
{
    assert_true(events_wait(event, 0));
    return event->kind;
}

static void assert_nothing(void)
{
    struct port_event event;
    assert_false(events_wait(&event, 0));
}

static void open_connection(void)
{
    const struct app_action action = {
        .kind = APP_CONNECT, .of.connect = {.slot = 0, .client_id = "mg1", .listen_to = "device/mg1/+"}};
    connection_open(&action);
}

static void say(esp_mqtt_event_id_t id)
{
    esp_mqtt_event_t event = {.event_id = id};
    fake_mqtt(&event);
}

static void connected_only_once_subscribed(void **state)
{
    struct port_event event;
    (void)state;
    open_connection();
    say(MQTT_EVENT_CONNECTED);
    assert_nothing();
    assert_string_equal(fake.subscribed, "device/mg1/+");
    say(MQTT_EVENT_SUBSCRIBED);
    assert_int_equal(next(&event), APP_CONNECTED);
    assert_true(connection_is_now(event.session));
}

static void what_is_of_a_connection_that_was_left_is_not_of_now(void **state)
{
    struct port_event event;
    (void)state;
    open_connection();
    say(MQTT_EVENT_DISCONNECTED);
    open_connection();
    assert_int_equal(next(&event), APP_DISCONNECTED);
    assert_false(connection_is_now(event.session));
    assert_int_equal(fake.clients, 1);
}

static void fail_by(const esp_mqtt_error_codes_t *error, enum app_event_kind expected)
{
    struct port_event told;
    esp_mqtt_error_codes_t copy = *error;
    esp_mqtt_event_t event = {.event_id = MQTT_EVENT_ERROR, .error_handle = &copy};
    open_connection();
    fake_mqtt(&event);
    say(MQTT_EVENT_DISCONNECTED);
    assert_int_equal(next(&told), expected);
    assert_nothing();
}

static void turned_away_for_who_we_are_and_for_nothing_else(void **state)
{
    (void)state;
    fail_by(&(esp_mqtt_error_codes_t){.error_type = MQTT_ERROR_TYPE_CONNECTION_REFUSED,
                                      .connect_return_code = MQTT_CONNECTION_REFUSE_NOT_AUTHORIZED},
            APP_TURNED_AWAY);
    fail_by(&(esp_mqtt_error_codes_t){.error_type = MQTT_ERROR_TYPE_CONNECTION_REFUSED,
                                      .connect_return_code = MQTT_CONNECTION_REFUSE_SERVER_UNAVAILABLE},
            APP_DISCONNECTED);
    fail_by(&(esp_mqtt_error_codes_t){.error_type = MQTT_ERROR_TYPE_TCP_TRANSPORT, .esp_tls_stack_err = 0x7780},
            APP_TURNED_AWAY);
    fail_by(&(esp_mqtt_error_codes_t){.error_type = MQTT_ERROR_TYPE_TCP_TRANSPORT, .esp_tls_stack_err = -0x7780},
            APP_TURNED_AWAY);
    fail_by(&(esp_mqtt_error_codes_t){.error_type = MQTT_ERROR_TYPE_TCP_TRANSPORT, .esp_transport_sock_errno = 104},
            APP_DISCONNECTED);
}

static void hear(const char *topic, const char *text, int offset, int length, int total)
{
    esp_mqtt_event_t event = {.event_id = MQTT_EVENT_DATA, .topic = (char *)(uintptr_t)topic,
                              .topic_len = topic == NULL ? 0 : (int)strlen(topic),
                              .data = (char *)(uintptr_t)text, .data_len = length, .current_data_offset = offset,
                              .total_data_len = total};
    fake_mqtt(&event);
}

static void a_message_comes_in_parts(void **state)
{
    struct port_event event;
    (void)state;
    open_connection();
    hear("device/mg1/ack", "abc", 0, 3, 5);
    assert_nothing();
    hear(NULL, "de", 3, 2, 5);
    assert_int_equal(next(&event), APP_HEARD);
    assert_string_equal(event.of.message->topic, "device/mg1/ack");
    assert_int_equal(event.of.message->length, 5);
    assert_memory_equal(event.of.message->text, "abcde", 5);
    events_give_back(&event);
    hear("device/mg1/ack", "", 0, 0, 0); /* an empty one is one, too */
    assert_int_equal(next(&event), APP_HEARD);
    assert_int_equal(event.of.message->length, 0);
    events_give_back(&event);
}

static void what_has_no_memory_is_left_and_memory_is_not_lost(void **state)
{
    static char large[APP_MESSAGE_BYTES + 1u];
    struct port_event event;
    (void)state;
    open_connection();
    hear("device/mg1/ack", large, 0, (int)sizeof large, (int)sizeof large);
    assert_nothing();
    for (int round = 0; round < 100; round++) {
        hear("device/mg1/ack", "abc", 0, 3, 5); /* broken off by the next one */
    }
    for (int at = 0; at < 5; at++) {
        hear("device/mg1/ack", "x", 0, 1, 1);
    }
    for (int at = 0; at < MESSAGES; at++) {
        assert_int_equal(next(&event), APP_HEARD);
        events_give_back(&event);
    }
    assert_nothing();
    hear("device/mg1/ack", "ab", 0, 2, 5);
    connection_close(); /* gives back what was arriving */
    open_connection();
    for (int at = 0; at < MESSAGES; at++) {
        hear("device/mg1/ack", "x", 0, 1, 1);
        assert_int_equal(next(&event), APP_HEARD);
    }
}

static void publish(bool is_to_confirm)
{
    const struct app_action action = {
        .kind = APP_PUBLISH, .of.publish = {.topic = "t", .payload = "p", .length = 1, .is_to_confirm = is_to_confirm}};
    connection_publish(&action);
}

static void confirm(int id)
{
    esp_mqtt_event_t event = {.event_id = MQTT_EVENT_PUBLISHED, .msg_id = id};
    fake_mqtt(&event);
}

static void only_the_newest_that_is_to_be_confirmed_is(void **state)
{
    struct port_event event;
    (void)state;
    open_connection();
    publish(false);
    publish(true);
    publish(true);
    publish(false);
    confirm(1);
    confirm(2);
    confirm(4);
    assert_nothing();
    confirm(3);
    assert_int_equal(next(&event), APP_CONFIRMED);
    confirm(3);
    assert_nothing();
    fake.is_puback_first = true;
    publish(true);
    assert_int_equal(next(&event), APP_CONFIRMED);
    assert_nothing();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(connected_only_once_subscribed, begin),
        cmocka_unit_test_setup(what_is_of_a_connection_that_was_left_is_not_of_now, begin),
        cmocka_unit_test_setup(turned_away_for_who_we_are_and_for_nothing_else, begin),
        cmocka_unit_test_setup(a_message_comes_in_parts, begin),
        cmocka_unit_test_setup(what_has_no_memory_is_left_and_memory_is_not_lost, begin),
        cmocka_unit_test_setup(only_the_newest_that_is_to_be_confirmed_is, begin),
    };
    return RUN(tests);
}
