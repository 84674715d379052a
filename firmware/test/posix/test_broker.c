#include "broker.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit.h"

#define TURNS 200 /* of 50 ms at most */

/* What a broker does with a connection. */
enum manner { IS_NOT_THERE, CLOSES, RESETS, SPEAKS_NO_TLS };

struct stage {
    struct device_clock clock;
    struct events events;
    struct broker broker;
    struct broker_address address;
    int listener;
};

static void begin(struct stage *stage)
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof place;
    *stage = (struct stage){.address.host = "127.0.0.1", .listener = socket(AF_INET, SOCK_STREAM, 0)};
    assert_int_equal(bind(stage->listener, (struct sockaddr *)&place, bytes), 0);
    assert_int_equal(getsockname(stage->listener, (struct sockaddr *)&place, &bytes), 0);
    stage->address.port = ntohs(place.sin_port);
    device_clock_begin(&stage->clock, 1.0, 0);
    broker_begin(&stage->broker, &stage->events, &stage->clock);
    assert_int_equal(mosquitto_lib_init(), MOSQ_ERR_SUCCESS);
}

static void end(struct stage *stage)
{
    broker_leave(&stage->broker, false);
    events_end(&stage->events);
    (void)close(stage->listener);
    (void)mosquitto_lib_cleanup();
}

static void serve(const struct stage *stage, enum manner manner)
{
    static const struct linger at_once = {1, 0};
    int connection = accept4(stage->listener, NULL, NULL, SOCK_NONBLOCK);
    if (connection < 0) {
        return;
    }
    if (manner == SPEAKS_NO_TLS) {
        assert_int_equal(write(connection, "HTTP/1.1 400 Bad Request\r\n\r\n", 28), 28);
    } else if (manner == RESETS) {
        assert_int_equal(setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    }
    (void)close(connection);
}

static void connect_to(struct stage *stage)
{
    struct app_action action = {.kind = APP_CONNECT};
    action.of.connect.client_id = "MG-1";
    action.of.connect.listen_to = "device/MG-1/+";
    broker_connect(&stage->broker, &stage->address, SSL_CTX_new(TLS_client_method()), &action);
}

/* One event says that it came to nothing, and soon. */
static void comes_to_nothing(enum manner manner)
{
    struct stage stage;
    struct app_event event = {.kind = APP_WOKEN};
    begin(&stage);
    assert_int_equal(manner == IS_NOT_THERE ? 0 : listen(stage.listener, 8), 0);
    connect_to(&stage);
    int turns = 0;
    while (!events_take(&stage.events, UINT64_MAX, &event)) {
        bool writes = false;
        struct pollfd source = {.fd = broker_socket(&stage.broker, &writes), .events = POLLIN};
        source.events = (short)(writes ? POLLIN | POLLOUT : POLLIN);
        (void)poll(&source, 1, 50);
        serve(&stage, manner);
        broker_turn(&stage.broker, (source.revents & (POLLOUT | POLLERR | POLLHUP)) != 0);
        assert_true(++turns < TURNS);
    }
    assert_int_equal(event.kind, APP_DISCONNECTED);
    assert_false(events_take(&stage.events, UINT64_MAX, &event));
    end(&stage);
}

static void a_broker_that_is_not_there_is_noticed(void **state)
{
    (void)state;
    comes_to_nothing(IS_NOT_THERE);
}

static void one_that_hangs_up_is_noticed(void **state)
{
    (void)state;
    comes_to_nothing(CLOSES);
    comes_to_nothing(RESETS);
    comes_to_nothing(SPEAKS_NO_TLS);
}

static void who_leaves_hears_nothing(void **state)
{
    struct stage stage;
    struct app_event event = {.kind = APP_DISCONNECTED};
    (void)state;
    begin(&stage);
    events_push(&stage.events, &event, 0);
    connect_to(&stage);
    broker_leave(&stage.broker, false);
    assert_false(events_take(&stage.events, UINT64_MAX, &event));
    end(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broker_that_is_not_there_is_noticed),
        cmocka_unit_test(one_that_hangs_up_is_noticed),
        cmocka_unit_test(who_leaves_hears_nothing),
    };
    return RUN(tests);
}
