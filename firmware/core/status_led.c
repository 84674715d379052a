#include "status_led.h"

#include <stddef.h>

struct pattern {
    uint32_t condition;
    uint32_t blinks;
    uint32_t on_ms;
    uint32_t off_ms;
    uint32_t pause_ms; /* in place of the last off_ms */
};

/* In the order of what matters; the longest of all takes 3 s, so a fault shows in less than 5 s. */
static const struct pattern patterns[] = {
    {STATUS_LED_IDENTIFY, 1, 50, 50, 50},         {STATUS_LED_SENSOR, 2, 200, 200, 1200},
    {STATUS_LED_IDENTITY, 5, 200, 200, 1200},     {STATUS_LED_WIFI, 3, 200, 200, 1200},
    {STATUS_LED_BROKER, 4, 200, 200, 1200},       {STATUS_LED_UPDATING, 1, 125, 125, 125},
    {STATUS_LED_PROVISIONING, 1, 750, 750, 750},  {0, 1, 50, 2950, 2950},
};

#define PATTERNS (sizeof patterns / sizeof patterns[0])

static const struct pattern *pattern_of(uint32_t conditions)
{
    size_t at = 0;
    while (at < PATTERNS - 1u && (patterns[at].condition & conditions) == 0) {
        at++;
    }
    return &patterns[at];
}

void status_led_begin(struct status_led *led, uint64_t now_ms)
{
    *led = (struct status_led){.since_ms = now_ms};
}

void status_led_set(struct status_led *led, uint32_t conditions, uint64_t now_ms)
{
    if (pattern_of(conditions) != pattern_of(led->conditions)) {
        led->since_ms = now_ms;
    }
    led->conditions = conditions;
}

bool status_led_is_on(const struct status_led *led, uint64_t now_ms, uint32_t *next_ms)
{
    const struct pattern *pattern = pattern_of(led->conditions);
    uint32_t blink_ms = pattern->on_ms + pattern->off_ms;
    uint32_t cycle_ms = pattern->blinks * blink_ms - pattern->off_ms + pattern->pause_ms;
    uint32_t at_ms = (uint32_t)((now_ms - led->since_ms) % cycle_ms);
    uint32_t blink = at_ms / blink_ms;
    uint32_t into_ms = at_ms % blink_ms;
    if (blink >= pattern->blinks) {
        *next_ms = cycle_ms - at_ms;
        return false;
    }
    if (into_ms < pattern->on_ms) {
        *next_ms = pattern->on_ms - into_ms;
        return true;
    }
    *next_ms = blink + 1u < pattern->blinks ? blink_ms - into_ms : cycle_ms - at_ms;
    return false;
}
