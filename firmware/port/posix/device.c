#include "device.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define LONGEST_WAIT_MS 1000 /* libmosquitto looks at its keepalive */
#define LAST_WORDS_MS 5000u  /* for what is pending when it is stopped */
#define LOOKS_OUT_EVERY 10000u
#define ANSWER "ack"

static void report_event(const struct device *device, const struct app_event *event)
{
    const char *as = device->has_connected_claim ? "claim" : "device";
    if (event->kind == APP_CONNECTED) {
        report_line(&device->report, "connected", "\"as\":\"%s\"", as);
    } else if (event->kind == APP_DISCONNECTED || event->kind == APP_TURNED_AWAY) {
        report_line(&device->report, event->kind == APP_DISCONNECTED ? "disconnected" : "turned_away",
                    "\"as\":\"%s\",\"why\":\"%s\"", as, device->broker.why);
    } else if (event->kind == APP_HEARD) {
        const char *text = event->of.message.text;
        device_trace(device, "heard", event->of.message.topic, text, event->of.message.length);
        if (strcmp(message_kind(event->of.message.topic), ANSWER) == 0) {
            report_answer(&device->report, text, event->of.message.length);
        }
    }
}

static void step(struct device *device, struct app_event *event)
{
    struct app_action actions[APP_MOST_ACTIONS];
    uint64_t now_ms = device_clock_now_ms(&device->clock);
    (void)getrandom(event->random, sizeof event->random, 0);
    report_event(device, event);
    size_t count = app_step(&device->app, event, now_ms, actions, APP_MOST_ACTIONS);
    report_look(&device->report, &device->app);
    for (size_t at = 0; at < count; at++) {
        device_perform(device, &actions[at], now_ms);
    }
}

/* The network goes away by itself, and comes back. */
static void notice_network(struct device *device)
{
    bool is_away = device_is_network_away(device);
    if (is_away == device->is_away) {
        return;
    }
    device->is_away = is_away;
    device_join(device);
    if (is_away) {
        broker_leave(&device->broker, false);
        download_break(&device->download);
    }
    report_line(&device->report, "fault", "\"name\":\"network\",\"on\":%s", is_away ? "true" : "false");
}

static uint64_t sooner(uint64_t one_ms, uint64_t other_ms)
{
    return one_ms < other_ms ? one_ms : other_ms;
}

static uint64_t due_ms(const struct device *device)
{
    uint64_t now_ms = device_clock_now_ms(&device->clock);
    const struct faults *faults = &device->options->faults;
    uint64_t until_ms = sooner(device->wake_ms, events_due_ms(&device->events));
    until_ms = sooner(until_ms, adc_due_ms(&device->adc));
    until_ms = sooner(until_ms, faults_changes_ms(&faults->network, now_ms));
    return sooner(until_ms, device->restart_ms);
}

/* The first signal lets it say its last words, the second does not. */
static void take_signal(struct device *device)
{
    struct signalfd_siginfo signal;
    if (read(device->signals, &signal, sizeof signal) > 0) {
        device->is_stopped = device->stop_ms != UINT64_MAX;
        device->stop_ms = device_clock_now_ms(&device->clock) + LAST_WORDS_MS;
    }
}

static void listen_to_modem(struct device *device)
{
    struct app_event event = {.kind = APP_SERIAL};
    size_t count = uart_read(&device->uart);
    if (device->uart.line < 0) {
        report_line(&device->report, "fault", "\"name\":\"modem\",\"on\":true");
    } else if (count != 0) {
        event.of.serial.bytes = device->uart.bytes;
        event.of.serial.count = count;
        step(device, &event);
    }
}

static void wait_outside(struct device *device, int wait_ms)
{
    enum { SIGNALS, TYPED, MODEM, BROKER, SOURCES };
    bool writes = false;
    int socket = broker_socket(&device->broker, &writes);
    bool is_typed = device->typed.is_open;
    struct curl_waitfd sources[SOURCES] = {
        [SIGNALS] = {.fd = device->signals, .events = CURL_WAIT_POLLIN},
        [TYPED] = {.fd = is_typed ? STDIN_FILENO : -1, .events = CURL_WAIT_POLLIN},
        [MODEM] = {.fd = device->uart.line, .events = CURL_WAIT_POLLIN},
        [BROKER] = {.fd = socket, .events = (short)(CURL_WAIT_POLLIN | (writes ? CURL_WAIT_POLLOUT : 0))}};
    download_wait(&device->download, sources, SOURCES, wait_ms);
    if (sources[SIGNALS].revents != 0) {
        take_signal(device);
    }
    if (sources[TYPED].revents != 0) {
        typed_read(&device->typed, &device->powers);
    }
    if (sources[MODEM].revents != 0) {
        listen_to_modem(device);
    }
    broker_turn(&device->broker, (sources[BROKER].revents & CURL_WAIT_POLLOUT) != 0);
}

/* In the past nothing comes from outside but what somebody at the keyboard wants. */
static void wait_for_any(struct device *device)
{
    uint64_t until_ms = due_ms(device);
    if (!device->clock.is_past) {
        wait_outside(device, device_clock_wait_ms(&device->clock, until_ms, LONGEST_WAIT_MS));
        return;
    }
    device_clock_jump(&device->clock, until_ms);
    if (++device->jumps % LOOKS_OUT_EVERY == 0) {
        wait_outside(device, 0);
    }
    if (!device->clock.is_past) {
        (void)flash_file_settle(&device->flash);
        report_line(&device->report, "present", "\"pending\":%" PRIu32, flash_ring_pending(&device->app.ring));
    }
}

static void measure(struct device *device)
{
    struct app_event event;
    uint64_t now_ms = device_clock_now_ms(&device->clock);
    double power_w = powers_at(&device->powers, now_ms, device_clock_true_ms(&device->clock));
    bool is_silent = faults_is_on(&device->options->faults.measuring, now_ms) ||
                     device->slots.failure == SLOTS_NEVER_MEASURES || device->stop_ms != UINT64_MAX;
    while (adc_take(&device->adc, power_w, now_ms, &event)) {
        if (!is_silent) {
            step(device, &event);
        }
    }
}

static void turn(struct device *device)
{
    struct app_event event;
    wait_for_any(device);
    notice_network(device);
    while (events_take(&device->events, device_clock_now_ms(&device->clock), &event)) {
        step(device, &event);
    }
    measure(device); /* by the time that was told */
    if (device_clock_now_ms(&device->clock) >= device->wake_ms) {
        event.kind = APP_WOKEN;
        step(device, &event);
    }
}

static bool is_restarting(const struct device *device)
{
    return device->restart_ms != UINT64_MAX &&
           (device->broker.unanswered == 0 || device_clock_now_ms(&device->clock) >= device->restart_ms);
}

static bool is_stopping(const struct device *device)
{
    return device->is_stopped ||
           (device->stop_ms != UINT64_MAX && (flash_ring_pending(&device->app.ring) == 0 ||
                                              device_clock_now_ms(&device->clock) >= device->stop_ms));
}

enum device_end device_run(struct device *device)
{
    const struct flash_ring *ring = &device->app.ring;
    report_line(&device->report, "started",
                "\"serial\":\"%s\",\"version\":\"%s\",\"slot\":%u,\"boot\":%" PRIu32 ",\"sequence\":%" PRIu32
                ",\"pending\":%" PRIu32,
                device->options->serial, device->slots.version, device->slots.runs, device->app.kept.counters.boot,
                ring->next_sequence, flash_ring_pending(ring));
    if (device->slots.failure == SLOTS_CRASHES) {
        report_line(&device->report, "fault", "\"name\":\"crash\",\"on\":true");
        return DEVICE_RESTARTS;
    }
    if (device->clock.is_past) {
        device_tell_time(device); /* it heard it just before the network went away */
    }
    while (!is_stopping(device) && !is_restarting(device)) {
        turn(device);
    }
    enum device_end end = is_stopping(device) ? DEVICE_STOPPED : DEVICE_RESTARTS;
    report_line(&device->report, end == DEVICE_STOPPED ? "stopped" : "restarting",
                "\"sequence\":%" PRIu32 ",\"pending\":%" PRIu32, ring->next_sequence, flash_ring_pending(ring));
    return end;
}
