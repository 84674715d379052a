#include "status_led.h"
#include "unit.h"

#include <string.h>

#define TICK_MS 25u
#define SHOWN_MS 5000u /* what somebody sees who looks for five seconds */

static struct status_led led;

/* How often it lights up in five seconds, and how long the longest pause is. */
static uint32_t blinks_seen(uint64_t from_ms, uint32_t *longest_pause_ms)
{
    uint32_t blinks = 0;
    uint32_t dark_ms = 0;
    bool was_on = false;
    *longest_pause_ms = 0;
    for (uint64_t at_ms = 0; at_ms < SHOWN_MS; at_ms += TICK_MS) {
        uint32_t next_ms = 0;
        bool is_on = status_led_is_on(&led, from_ms + at_ms, &next_ms);
        blinks += is_on && !was_on ? 1u : 0u;
        dark_ms = is_on ? 0 : dark_ms + TICK_MS;
        *longest_pause_ms = dark_ms > *longest_pause_ms ? dark_ms : *longest_pause_ms;
        was_on = is_on;
    }
    return blinks;
}

/* Blinks between two pauses. */
static uint32_t blinks_a_group(void)
{
    uint32_t next_ms = 0;
    uint32_t blinks = 0;
    for (uint64_t at_ms = led.since_ms;; at_ms += next_ms) {
        bool is_on = status_led_is_on(&led, at_ms, &next_ms);
        assert_true(next_ms > 0);
        blinks += is_on ? 1u : 0u;
        if (!is_on && next_ms > 1000) {
            return blinks;
        }
    }
}

static void each_fault_has_its_number_and_shows_in_5_s(void **state) /* FR10.3 */
{
    (void)state;
    const uint32_t faults[] = {STATUS_LED_SENSOR, STATUS_LED_WIFI, STATUS_LED_BROKER, STATUS_LED_IDENTITY};
    for (uint32_t at = 0; at < 4; at++) {
        uint32_t pause_ms = 0;
        status_led_begin(&led, 1000);
        status_led_set(&led, faults[at], 1234);
        assert_int_equal(blinks_a_group(), at + 2u);
        assert_true(blinks_seen(1234, &pause_ms) >= at + 2u);
        assert_int_equal(pause_ms, 1200);
    }
}

static void the_fault_that_matters_most_shows(void **state)
{
    (void)state;
    status_led_begin(&led, 0);
    status_led_set(&led, STATUS_LED_SENSOR | STATUS_LED_WIFI | STATUS_LED_BROKER, 0);
    assert_int_equal(blinks_a_group(), 2);
    status_led_set(&led, STATUS_LED_IDENTITY | STATUS_LED_BROKER, 0);
    assert_int_equal(blinks_a_group(), 5);
    status_led_set(&led, STATUS_LED_WIFI | STATUS_LED_BROKER | STATUS_LED_UPDATING, 0);
    assert_int_equal(blinks_a_group(), 3);
}

static void what_is_no_fault_looks_like_none(void **state)
{
    (void)state;
    uint32_t pause_ms = 0;
    status_led_begin(&led, 0);
    assert_int_equal(blinks_seen(0, &pause_ms), 2);
    assert_true(pause_ms > 1800);
    status_led_set(&led, STATUS_LED_UPDATING, 0);
    assert_int_equal(blinks_seen(0, &pause_ms), 20);
    status_led_set(&led, STATUS_LED_PROVISIONING, 0);
    assert_int_equal(blinks_seen(0, &pause_ms), 4);
    status_led_set(&led, STATUS_LED_IDENTIFY | STATUS_LED_SENSOR, 0);
    assert_int_equal(blinks_seen(0, &pause_ms), 50);
}

static void a_pattern_that_goes_on_does_not_begin_anew(void **state)
{
    (void)state;
    uint32_t next_ms = 0;
    status_led_begin(&led, 0);
    status_led_set(&led, STATUS_LED_SENSOR, 100);
    status_led_set(&led, STATUS_LED_SENSOR | STATUS_LED_WIFI, 350);
    assert_false(status_led_is_on(&led, 350, &next_ms));
    assert_int_equal(next_ms, 150);
    assert_false(status_led_is_on(&led, 1000, &next_ms)); /* in the pause */
    assert_int_equal(next_ms, 900);
    assert_true(status_led_is_on(&led, 1900, &next_ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_number_and_shows_in_5_s),
        cmocka_unit_test(the_fault_that_matters_most_shows),
        cmocka_unit_test(what_is_no_fault_looks_like_none),
        cmocka_unit_test(a_pattern_that_goes_on_does_not_begin_anew),
    };
    return RUN(tests);
}
