#include "device_sim.h"

#include <stdio.h>
#include <string.h>

#include "device_sim_system.h"

#define WINDOW_MS 1000u
#define NEVER UINT64_MAX

static bool start_new(void *context)
{
    struct device_sim *sim = context;
    sim->next_start = 1u - sim->runs;
    return true;
}

static bool keep_running(void *context)
{
    struct device_sim *sim = context;
    sim->is_good[sim->runs] = true;
    return true;
}

static uint32_t random_32(struct device_sim *sim)
{
    sim->chance ^= sim->chance << 13;
    sim->chance ^= sim->chance >> 7;
    sim->chance ^= sim->chance << 17;
    return (uint32_t)(sim->chance >> 32);
}

static uint64_t now(const struct device_sim *sim)
{
    return sim->world_ms - sim->booted_ms;
}

static void start(struct device_sim *sim)
{
    sim->runs = sim->next_start;
    sim->next_start = sim->is_good[sim->runs] ? sim->runs : 1u - sim->runs; /* as a bootloader does it */
    sim->booted_ms = sim->world_ms;
    sim->wake_ms = sim->world_ms;
    sim->window_ms = sim->world_ms + WINDOW_MS;
    sim->is_connected = false;
    sim->queued = 0;
    sim->first_publish_ms = 0;
    sim->settings.firmware.version = sim->version[sim->runs];
    (void)app_begin(&sim->app, &sim->ports, &sim->settings, now(sim));
    for (; sim->numbers < sim->app.ring.next_sequence; sim->numbers++) {
        sim->is_timeless[sim->numbers] = true; /* kept in the moment when the power failed */
    }
}

void device_sim_init(struct device_sim *sim)
{
    memset(sim, 0, sizeof *sim);
    machine_sim_init(&sim->machine, "spring-2027");
    flash_sim_init(&sim->flash, sim->cells, DEVICE_SIM_SECTORS, DEVICE_SIM_SECTOR_BYTES);
    sim->slots = (struct ota_slots){sim, start_new, keep_running, start_new};
    sim->ports = (struct app_ports){&sim->flash.flash, &sim->machine.kv, &sim->machine.crypto, &sim->slots};
    sim->settings = (struct app_settings){
        "MG-1", {"esp32s3-1", NULL, "1.0.0", 1000000}, {0.4, 0.02, 0.0, 0.0, 0.0, false}, NULL, false, 0};
    strcpy(sim->version[0], "1.2.0");
    sim->is_good[0] = true;
    sim->world_ms = UINT64_C(1782043200000);
    sim->chance = UINT64_C(0x9e3779b97f4a7c15);
    sim->has_wifi = sim->has_broker = sim->has_sntp = sim->answers = sim->measures = true;
    sim->confirms = true;
    sim->rssi_dbm = 1;
    sim->power_mw = 1000000;
    sim->certificate_ends_s = 1789819200; /* 90 days */
    start(sim);
}

void device_sim_power_cycle(struct device_sim *sim, uint64_t off_ms)
{
    for (uint32_t at = sim->app.stamps.boot_first; at < sim->numbers; at++) {
        sim->is_timeless[at] = sim->settings.meter == NULL && (!sim->app.stamps.is_known || sim->app.stamps.is_dirty);
    }
    sim->world_ms += off_ms;
    sim->restarts++;
    start(sim);
}

static void connect(struct device_sim *sim, const struct app_action *action)
{
    sim->connects++;
    sim->slot = action->of.connect.slot;
    bool is_own = sim->slot != IDENTITY_CLAIM_SLOT;
    bool is_known = !is_own || sim->machine.key[sim->slot] == sim->key;
    if (sim->has_wifi && sim->has_broker && is_own && (sim->machine.key[sim->slot] == 0 || (sim->turns_away && !is_known))) {
        device_sim_queue(sim, APP_TURNED_AWAY, "", "");
        return;
    }
    sim->is_connected = sim->has_wifi && sim->has_broker;
    device_sim_queue(sim, sim->is_connected ? APP_CONNECTED : APP_DISCONNECTED, "", "");
}

/* Do what it says; whether it restarts. */
static bool perform(struct device_sim *sim, const struct app_action *action)
{
    switch (action->kind) {
    case APP_JOIN_WIFI:
        device_sim_queue(sim, sim->has_wifi ? APP_WIFI_JOINED : APP_WIFI_LOST, "", "");
        if (sim->has_wifi && sim->has_sntp) {
            device_sim_queue(sim, APP_TOLD_TIME, "", "");
        }
        if (sim->has_wifi && sim->rssi_dbm <= 0) {
            device_sim_queue(sim, APP_SIGNAL, "", "");
        }
        break;
    case APP_CONNECT:
        connect(sim, action);
        break;
    case APP_DISCONNECT:
        sim->is_connected = false;
        break;
    case APP_PUBLISH:
        if (sim->is_connected && sim->has_wifi && sim->has_broker) {
            device_sim_receive(sim, action->of.publish.topic, action->of.publish.payload, action->of.publish.length);
            if (action->of.publish.is_to_confirm && sim->confirms) {
                device_sim_queue(sim, APP_CONFIRMED, "", "");
            }
        }
        break;
    case APP_DOWNLOAD:
        (void)snprintf(sim->download, sizeof sim->download, "%s from %u", action->of.download.url,
                       (unsigned)action->of.download.from);
        break;
    case APP_LED:
        sim->is_lit = action->of.is_lit;
        break;
    case APP_WAKE:
        sim->wake_ms = action->of.wake_ms == NEVER ? NEVER : sim->booted_ms + action->of.wake_ms;
        break;
    case APP_SERIAL_WRITE:
        if (sim->written_bytes + action->of.serial.count <= sizeof sim->written) {
            memcpy(sim->written + sim->written_bytes, action->of.serial.bytes, action->of.serial.count);
            sim->written_bytes += action->of.serial.count;
        }
        break;
    case APP_REQUEST_LINE:
        sim->is_line_low = action->of.is_low;
        break;
    case APP_RESTART:
        sim->restarts_asked++;
        return true;
    }
    return false;
}

void device_sim_event(struct device_sim *sim, const struct app_event *event)
{
    struct app_action actions[APP_MOST_ACTIONS];
    struct app_event with_random = *event;
    for (size_t at = 0; at < 4u; at++) {
        with_random.random[at] = random_32(sim);
    }
    size_t count = app_step(&sim->app, &with_random, now(sim), actions, APP_MOST_ACTIONS);
    for (; sim->numbers < sim->app.ring.next_sequence; sim->numbers++) {
        sim->measured_ms[sim->numbers] = sim->meter_ms != 0 ? sim->meter_ms : sim->world_ms;
    }
    bool restarts = false;
    for (size_t at = 0; at < count; at++) {
        restarts = perform(sim, &actions[at]) || restarts;
    }
    if (restarts) {
        device_sim_power_cycle(sim, 2000);
    }
}

/* The oldest of what waits. */
static void deliver(struct device_sim *sim)
{
    struct device_sim_heard heard = sim->queue[0];
    struct app_event event = {.kind = heard.kind};
    sim->queued--;
    memmove(sim->queue, sim->queue + 1, sim->queued * sizeof sim->queue[0]);
    if (heard.kind == APP_HEARD) {
        event.of.message.topic = heard.topic;
        event.of.message.text = heard.text;
        event.of.message.length = strlen(heard.text);
    } else if (heard.kind == APP_TOLD_TIME) {
        event.of.wall_ms = sim->world_ms;
    } else if (heard.kind == APP_SIGNAL) {
        event.of.rssi_dbm = sim->rssi_dbm;
    }
    device_sim_event(sim, &event);
}

void device_sim_serial(struct device_sim *sim, const uint8_t *bytes, size_t count)
{
    const struct app_event event = {.kind = APP_SERIAL, .of.serial = {bytes, count}};
    sim->written_bytes = 0;
    device_sim_event(sim, &event);
}

/* What breaks while it is used. */
static void notice_network(struct device_sim *sim)
{
    if (!sim->has_wifi && sim->app.link.wifi.state == LINK_UP) {
        sim->is_connected = false;
        device_sim_queue(sim, APP_WIFI_LOST, "", "");
    } else if (!sim->has_broker && sim->is_connected) {
        sim->is_connected = false;
        device_sim_queue(sim, APP_DISCONNECTED, "", "");
    }
}

void device_sim_run(struct device_sim *sim, uint64_t ms)
{
    uint64_t until_ms = sim->world_ms + ms;
    for (;;) {
        notice_network(sim);
        while (sim->queued != 0) {
            deliver(sim);
        }
        uint64_t next_ms = sim->wake_ms < sim->window_ms ? sim->wake_ms : sim->window_ms;
        if (next_ms > until_ms) {
            sim->world_ms = until_ms > sim->world_ms ? until_ms : sim->world_ms; /* a restart takes its time, too */
            return;
        }
        sim->world_ms = next_ms > sim->world_ms ? next_ms : sim->world_ms;
        struct app_event event = {.kind = APP_WOKEN};
        if (sim->world_ms >= sim->window_ms) {
            sim->window_ms = sim->world_ms + WINDOW_MS;
            if (sim->measures) {
                event.kind = APP_MEASURED;
                event.of.window = (struct metering_window){sim->power_mw, 230000, 4348, 50000, 4000, 0};
            }
        }
        device_sim_event(sim, &event);
    }
}

const char *device_sim_status(const struct device_sim *sim)
{
    return sim->status;
}

const char *device_sim_report(const struct device_sim *sim)
{
    return sim->report;
}

const char *device_sim_answer(const struct device_sim *sim)
{
    return sim->answer;
}

bool device_sim_is_complete(const struct device_sim *sim, uint64_t tolerance_ms)
{
    for (uint32_t number = 0; number < sim->numbers; number++) {
        uint64_t off_ms = sim->stamp_ms[number] - sim->measured_ms[number] + tolerance_ms;
        if (!sim->is_timeless[number] && (!sim->has[number] || off_ms > 2u * tolerance_ms)) {
            printf("reading %u of %u: %s, %lld ms off\n", (unsigned)number, (unsigned)sim->numbers,
                   sim->has[number] ? "there" : "missing", (long long)(off_ms - tolerance_ms));
            return false;
        }
    }
    return true;
}
