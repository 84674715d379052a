/* FR10.4: what is tried when, and what the LED says meanwhile. */
#include "link_supervisor.h"

#include "status_led.h"
#include "unit.h"

#define MOST UINT32_MAX

static struct link_supervisor link;
static uint64_t wake_ms;

static int begun(void **state)
{
    (void)state;
    link_begin(&link, 0);
    return 0;
}

static enum link_step tick(uint64_t now_ms)
{
    return link_tick(&link, now_ms, MOST, &wake_ms);
}

static void connect_at(uint64_t now_ms)
{
    assert_int_equal(tick(now_ms), LINK_JOIN_WIFI);
    link_take(&link, LINK_WIFI_UP, now_ms, MOST);
    assert_int_equal(tick(now_ms), LINK_CONNECT);
    link_take(&link, LINK_CONNECTED, now_ms, MOST);
    assert_true(link_is_up(&link));
}

static void wifi_comes_first_and_each_has_its_sign(void **state)
{
    (void)state;
    assert_int_equal(link_conditions(&link, true), STATUS_LED_WIFI);
    assert_int_equal(tick(0), LINK_JOIN_WIFI);
    assert_int_equal(tick(1), LINK_WAIT);
    assert_int_equal(wake_ms, LINK_WIFI_TIMEOUT_MS);
    link_take(&link, LINK_WIFI_UP, 100, MOST);
    assert_int_equal(link_conditions(&link, true), STATUS_LED_BROKER);
    assert_int_equal(tick(100), LINK_CONNECT);
    assert_int_equal(tick(101), LINK_WAIT);
    link_take(&link, LINK_CONNECTED, 200, MOST);
    assert_int_equal(link_conditions(&link, true), 0);
    assert_int_equal(link_conditions(&link, false), STATUS_LED_BROKER);
    assert_int_equal(tick(201), LINK_WAIT);
    assert_int_equal(wake_ms, UINT64_MAX);
}

static void wifi_is_tried_again_after_a_backoff(void **state)
{
    (void)state;
    assert_int_equal(tick(0), LINK_JOIN_WIFI);
    assert_int_equal(tick(LINK_WIFI_TIMEOUT_MS), LINK_WAIT);
    assert_int_equal(wake_ms, LINK_WIFI_TIMEOUT_MS + 1000u);
    assert_int_equal(tick(wake_ms), LINK_JOIN_WIFI);
    link_take(&link, LINK_WIFI_DOWN, 31001, MOST);
    link_take(&link, LINK_WIFI_DOWN, 31002, MOST); /* said twice, counted once */
    assert_int_equal(tick(31002), LINK_WAIT);
    assert_int_equal(wake_ms, 31001 + 2000);
}

static void a_broker_that_drops_us_at_once_is_left_alone_for_longer_and_longer(void **state)
{
    (void)state;
    connect_at(0);
    uint64_t now_ms = 0;
    for (uint32_t ceiling_ms = 1000; ceiling_ms <= 8000; ceiling_ms *= 2u) {
        link_take(&link, LINK_LOST, now_ms, MOST);
        assert_int_equal(tick(now_ms), LINK_WAIT);
        assert_int_equal(wake_ms, now_ms + ceiling_ms);
        now_ms = wake_ms;
        assert_int_equal(tick(now_ms), LINK_CONNECT);
        link_take(&link, LINK_CONNECTED, now_ms, MOST);
    }
    link_take(&link, LINK_LOST, now_ms + LINK_LASTED_MS, MOST);
    (void)tick(now_ms + LINK_LASTED_MS);
    assert_int_equal(wake_ms, now_ms + LINK_LASTED_MS + 1000u);
}

static void a_try_that_hangs_is_ended(void **state)
{
    (void)state;
    assert_int_equal(tick(0), LINK_JOIN_WIFI);
    link_take(&link, LINK_WIFI_UP, 0, MOST);
    assert_int_equal(tick(0), LINK_CONNECT);
    assert_int_equal(tick(LINK_CONNECT_TIMEOUT_MS), LINK_DISCONNECT);
    assert_int_equal(link.attempts, 1);
    link_take(&link, LINK_LOST, LINK_CONNECT_TIMEOUT_MS, MOST); /* of what we ended ourselves */
    link_take(&link, LINK_CONNECTED, LINK_CONNECT_TIMEOUT_MS, MOST);
    assert_false(link_is_up(&link));
    assert_int_equal(link.attempts, 1);
    assert_int_equal(tick(LINK_CONNECT_TIMEOUT_MS), LINK_WAIT);
    assert_int_equal(tick(LINK_CONNECT_TIMEOUT_MS + 1000u), LINK_CONNECT);
}

static void who_is_refused_says_so_until_let_in(void **state)
{
    (void)state;
    assert_int_equal(tick(0), LINK_JOIN_WIFI);
    link_take(&link, LINK_WIFI_UP, 0, MOST);
    assert_int_equal(tick(0), LINK_CONNECT);
    link_take(&link, LINK_REFUSED, 5, MOST);
    assert_int_equal(link_conditions(&link, true), STATUS_LED_IDENTITY | STATUS_LED_BROKER);
    assert_int_equal(tick(1005), LINK_CONNECT);
    link_take(&link, LINK_CONNECTED, 1006, MOST);
    assert_int_equal(link_conditions(&link, true), 0);
    assert_int_equal(link.attempts, 1);
    link_take(&link, LINK_LOST, 2000, MOST);
    assert_int_equal(link.attempts, 0);
}

static void without_wifi_the_broker_is_not_to_blame(void **state)
{
    (void)state;
    connect_at(0);
    link_take(&link, LINK_WIFI_UP, 1, MOST);
    link_take(&link, LINK_WIFI_DOWN, 20000, MOST);
    assert_false(link_is_up(&link));
    assert_int_equal(tick(20000), LINK_WAIT);
    assert_int_equal(tick(21000), LINK_JOIN_WIFI);
    link_take(&link, LINK_WIFI_UP, 21000, MOST);
    assert_int_equal(tick(21000), LINK_CONNECT);
    assert_int_equal(link.attempts, 0);
}

static void who_leaves_comes_back_when_it_is_time(void **state)
{
    (void)state;
    connect_at(0);
    link_leave(&link, 100, 5000);
    assert_int_equal(tick(100), LINK_DISCONNECT);
    link_take(&link, LINK_LOST, 101, MOST); /* the port says that it is gone */
    assert_int_equal(tick(101), LINK_WAIT);
    assert_int_equal(wake_ms, 5100);
    assert_int_equal(tick(5100), LINK_CONNECT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(wifi_comes_first_and_each_has_its_sign, begun),
        cmocka_unit_test_setup(wifi_is_tried_again_after_a_backoff, begun),
        cmocka_unit_test_setup(a_broker_that_drops_us_at_once_is_left_alone_for_longer_and_longer, begun),
        cmocka_unit_test_setup(a_try_that_hangs_is_ended, begun),
        cmocka_unit_test_setup(who_is_refused_says_so_until_let_in, begun),
        cmocka_unit_test_setup(without_wifi_the_broker_is_not_to_blame, begun),
        cmocka_unit_test_setup(who_leaves_comes_back_when_it_is_time, begun),
    };
    return RUN(tests);
}
