/* One LED that says what is wrong: so many blinks as the fault's number, then a pause. */
#ifndef MERIGGIO_CORE_STATUS_LED_H
#define MERIGGIO_CORE_STATUS_LED_H

#include <stdbool.h>
#include <stdint.h>

/* What is so, as bits. Of several one shows: whoever looks for it, the sensor, the identity, Wi-Fi, the broker. */
enum status_led_condition {
    STATUS_LED_IDENTIFY = 1u,      /* somebody looks for this device: it flickers */
    STATUS_LED_SENSOR = 2u,        /* 2 blinks: nothing is measured */
    STATUS_LED_WIFI = 4u,          /* 3 blinks: no Wi-Fi */
    STATUS_LED_BROKER = 8u,        /* 4 blinks: Wi-Fi, but the system does not answer */
    STATUS_LED_IDENTITY = 16u,     /* 5 blinks: no certificate, or one that is refused */
    STATUS_LED_UPDATING = 32u,     /* fast, even */
    STATUS_LED_PROVISIONING = 64u, /* slow, even */
};                                 /* none: a short flash every 3 s */

struct status_led {
    uint32_t conditions;
    uint64_t since_ms; /* the pattern that shows began */
};

/* Begin with nothing wrong. */
void status_led_begin(struct status_led *led, uint64_t now_ms);

/* Say what is so; another pattern begins at once. */
void status_led_set(struct status_led *led, uint32_t conditions, uint64_t now_ms);

/* Whether it is lit, and in `next_ms` after how many ms that changes. */
bool status_led_is_on(const struct status_led *led, uint64_t now_ms, uint32_t *next_ms);

#endif
