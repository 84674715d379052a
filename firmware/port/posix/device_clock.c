#include "device_clock.h"

#include <math.h>
#include <time.h>

#define NS_PER_S UINT64_C(1000000000)
#define NS_PER_MS 1e6
#define MS_PER_S 1000u
#define LIVE 1.0

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

static uint64_t machine_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * MS_PER_S + (uint64_t)now.tv_nsec / (NS_PER_S / MS_PER_S);
}

void device_clock_begin(struct device_clock *clock, double speed, uint64_t origin_ms)
{
    *clock = (struct device_clock){
        .speed = speed, .origin_ms = origin_ms == 0 ? machine_ms() : origin_ms, .started_ns = monotonic_ns()};
}

void device_clock_begin_in_past(struct device_clock *clock, uint64_t since_ms)
{
    *clock = (struct device_clock){.speed = LIVE, .origin_ms = since_ms, .is_past = since_ms < machine_ms()};
    clock->started_ns = monotonic_ns();
}

uint64_t device_clock_now_ms(const struct device_clock *clock)
{
    uint64_t since_ns = clock->is_past ? 0 : monotonic_ns() - clock->started_ns;
    return clock->passed_ms + (uint64_t)((double)since_ns / NS_PER_MS * clock->speed);
}

uint64_t device_clock_true_ms(const struct device_clock *clock)
{
    if (clock->is_past) {
        return clock->origin_ms + clock->passed_ms;
    }
    uint64_t machine = machine_ms();
    double passed = (double)machine - (double)clock->origin_ms;
    bool is_other = clock->speed > LIVE || clock->speed < LIVE;
    return is_other ? clock->origin_ms + (uint64_t)(passed * clock->speed) : machine;
}

uint64_t device_clock_told_ms(const struct device_clock *clock)
{
    return (uint64_t)((int64_t)device_clock_true_ms(clock) + clock->offset_ms);
}

int device_clock_wait_ms(const struct device_clock *clock, uint64_t until_ms, int most_ms)
{
    uint64_t now_ms = device_clock_now_ms(clock);
    double wait_ms = until_ms <= now_ms ? 0.0 : ceil((double)(until_ms - now_ms) / clock->speed);
    return wait_ms < most_ms ? (int)wait_ms : most_ms;
}

void device_clock_jump(struct device_clock *clock, uint64_t until_ms)
{
    uint64_t present_ms = machine_ms() - clock->origin_ms;
    clock->is_past = until_ms < present_ms;
    uint64_t now_ms = clock->is_past ? until_ms : present_ms;
    clock->passed_ms = now_ms > clock->passed_ms ? now_ms : clock->passed_ms;
    clock->started_ns = monotonic_ns();
}
