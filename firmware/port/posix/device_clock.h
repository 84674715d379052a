/* The device's time: milliseconds since it was switched on, and what a time server says.
 *
 * A device may be made to have been on for a while already: then its time jumps to whatever is due next, with
 * nothing between, until it has reached the machine's. */
#ifndef MERIGGIO_POSIX_DEVICE_CLOCK_H
#define MERIGGIO_POSIX_DEVICE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct device_clock {
    double speed;        /* how much faster time passes than it does */
    int64_t offset_ms;   /* by how much the time server is wrong */
    uint64_t origin_ms;  /* since 1970: where faster time began, or when a device in the past was switched on */
    uint64_t started_ns; /* by the machine's monotonic clock */
    uint64_t passed_ms;  /* before that */
    bool is_past;
};

/* `origin_ms` 0: now. */
void device_clock_begin(struct device_clock *clock, double speed, uint64_t origin_ms);

/* It was switched on at `since_ms`, which is before now. */
void device_clock_begin_in_past(struct device_clock *clock, uint64_t since_ms);

uint64_t device_clock_now_ms(const struct device_clock *clock);

/* Since 1970, faster but not wrong; and with the time server's offset. */
uint64_t device_clock_true_ms(const struct device_clock *clock);
uint64_t device_clock_told_ms(const struct device_clock *clock);

/* How long to wait, by the machine's time, until the device's time is this; `most_ms` at most. */
int device_clock_wait_ms(const struct device_clock *clock, uint64_t until_ms, int most_ms);

/* In the past: it is `until_ms`, or the present when that is sooner. */
void device_clock_jump(struct device_clock *clock, uint64_t until_ms);

#endif
