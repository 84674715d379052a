/* A whole device over a long and bad life: app_model STEPS SEED. Wi-Fi, broker, answers and the sensor
 * come and go, power fails at any moment (also between two calls of the ports, and within a byte of
 * flash), the system changes its mind about configuration and certificate, gives commands, again and again,
 * and loses readings. Each third device is behind a meter. In the end the network works: then the system has
 * every reading whose time can be known, with that time, and each command has one outcome. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "device_sim.h"

static struct device_sim sim;
static uint64_t chance = 1;
static uint64_t settled, cuts, version, lost_again, gone;

enum { REBOOT, RENEW, PROVISION, IDENTIFY, KINDS };
static const char *const kinds[KINDS] = {"reboot", "renew_certificate", "provision_again", "identify"};

/* The newest command of each kind. */
static struct {
    uint32_t number; /* 0: none was given */
    uint64_t expires_ms;
    bool is_pending;
} orders[KINDS];
static uint32_t given, reboots_done, provisions_done;
static uint64_t done;
static bool is_lost[DEVICE_SIM_MOST];

static uint32_t random_below(uint32_t limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 32) % limit;
}

static void fail(const char *what, uint64_t number)
{
    printf("app_model: %s (%llu, after %llu starts)\n", what, (unsigned long long)number,
           (unsigned long long)sim.restarts);
    exit(1);
}

/* Power fails after so many calls or bytes, while things happen. */
static void cut(void)
{
    sim.machine.power = random_below(2) == 0 ? random_below(12) : MACHINE_SIM_FOREVER;
    sim.flash.power = random_below(2) == 0 ? 1u + random_below(200) : FLASH_SIM_FOREVER;
    for (uint32_t at = 0; at < 100u && sim.machine.power != 0 && sim.flash.power != 0; at++) {
        device_sim_run(&sim, 500);
    }
    sim.machine.power = MACHINE_SIM_FOREVER;
    sim.flash.power = FLASH_SIM_FOREVER;
    cuts++;
    device_sim_power_cycle(&sim, random_below(60000));
}

static void say_order(uint32_t kind)
{
    device_sim_order(&sim, orders[kind].number, kinds[kind], orders[kind].expires_ms);
}

/* A new command, or one of the newest again: the system repeats them, and so may the broker. */
static void command(void)
{
    uint32_t kind = random_below(KINDS);
    if (!orders[kind].is_pending && random_below(3) != 0 && given + 1u < DEVICE_SIM_ORDERS) {
        orders[kind].number = ++given;
        orders[kind].expires_ms = sim.world_ms + (random_below(4) == 0 ? 20000u : 86400000u);
        orders[kind].is_pending = true;
    }
    if (orders[kind].number != 0 && orders[kind].number + 12u > given) {
        say_order(kind);
    }
}

/* What became of them. */
static void follow_orders(void)
{
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        char outcome = sim.outcome[orders[kind].number];
        if (!orders[kind].is_pending || (outcome == '\0' && sim.world_ms < orders[kind].expires_ms + 120000u)) {
            continue;
        }
        orders[kind].is_pending = false;
        done += outcome == 'd';
        provisions_done += outcome == 'd' && kind == PROVISION;
        reboots_done += outcome != 'e' && kind == REBOOT; /* unanswered may be done, too */
        if (outcome == 'r' && (kind != PROVISION || sim.settings.keeps_claim)) {
            fail("it refuses", kind);
        }
    }
    if (sim.has_contradicted) {
        fail("it contradicts itself", given);
    }
}

/* The system loses a stretch of what it has, and asks for it. */
static void lose(void)
{
    if (sim.numbers == 0) {
        return;
    }
    uint32_t first = random_below(sim.numbers);
    uint32_t last = first + random_below(30);
    for (uint32_t number = first; number <= last && number < sim.numbers; number++) {
        if (sim.has[number]) {
            sim.has[number] = false;
            is_lost[number] = true;
            lost_again++;
        }
    }
}

static void ask_again(void)
{
    char text[DEVICE_SIM_TEXT];
    int length = snprintf(text, sizeof text, "{\"ranges\":[");
    uint32_t ranges = 0;
    for (uint32_t number = 0; number < sim.numbers && ranges < 16u; number++) {
        if (is_lost[number] && !stamps_is_certain(&sim.app.stamps, number)) {
            is_lost[number] = false; /* said so: nobody knows its time any more */
            gone += !sim.has[number];
            sim.is_timeless[number] = sim.is_timeless[number] || !sim.has[number];
        }
        is_lost[number] = is_lost[number] && !sim.has[number];
        if (is_lost[number]) {
            length += snprintf(text + length, sizeof text - (size_t)length, "%s{\"first\":%u,\"last\":%u}",
                               ranges++ == 0 ? "" : ",", (unsigned)number, (unsigned)number + 2u);
            number += 2u;
        }
    }
    (void)snprintf(text + length, sizeof text - (size_t)length, "]}");
    device_sim_say(&sim, "resend", text);
}

/* The meter says something, sometimes late, sometimes torn. */
static void speak(bool is_quarter)
{
    static uint64_t newest_s;
    uint8_t bytes[MODEM_SIM_BYTES];
    uint64_t measured_s = sim.world_ms / 1000u - (is_quarter && random_below(8) == 0 ? 450u : 0u);
    if (measured_s == newest_s) {
        return; /* no two of the same second */
    }
    newest_s = measured_s;
    size_t count = modem_sim_meter(is_quarter ? "CF1" : "CF21", measured_s, random_below(3000), random_below(3000), bytes);
    sim.meter_ms = measured_s * 1000u;
    if (random_below(10) == 0) {
        count -= random_below((uint32_t)count);
    }
    device_sim_serial(&sim, bytes, count);
    sim.meter_ms = 0;
}

/* A PUBACK that is lost is one of a connection that breaks. */
static void lose_confirmations(bool are_lost)
{
    if (are_lost || sim.confirms) {
        sim.confirms = !are_lost;
        return;
    }
    sim.confirms = true;
    sim.has_broker = false;
    device_sim_run(&sim, 1000);
    sim.has_broker = true;
}

static void order(void)
{
    char text[100];
    uint32_t kind = random_below(4);
    if (kind == 3) {
        lose_confirmations(random_below(2) == 0);
    } else if (kind == 0) {
        (void)snprintf(text, sizeof text, "{\"version\":%llu,\"configuration\":{\"reportingIntervalS\":%u}}",
                       (unsigned long long)++version, 30u + random_below(100));
        device_sim_say(&sim, "configuration", text);
    } else if (kind == 1) {
        renewal_want(&sim.app.renewal);
    } else {
        sim.answers = !sim.answers;
    }
}

static void step(void)
{
    uint32_t kind = random_below(100);
    if (kind < 10) {
        sim.has_wifi = random_below(3) != 0;
    } else if (kind < 20) {
        sim.has_broker = random_below(3) != 0;
    } else if (kind < 24) {
        sim.turns_away = random_below(3) == 0;
    } else if (kind < 27) {
        sim.measures = random_below(3) != 0;
    } else if (kind < 34) {
        order();
    } else if (kind < 37) {
        cut();
    } else if (kind < 42) {
        command();
    } else if (kind < 44) {
        lose();
    } else if (kind < 48) {
        ask_again();
    } else if (kind < 60 && sim.settings.meter != NULL) {
        speak(random_below(3) == 0);
    }
    device_sim_run(&sim, random_below(30000));
    follow_orders();
    if (sim.app.identity.kept.record.current == IDENTITY_NONE && sim.key != 0 && !sim.app.identity.has_claim &&
        !identity_is(&sim.app.identity, IDENTITY_READY)) {
        fail("it has no identity any more", sim.key);
    }
}

static bool is_all_told(void)
{
    bool is_told = true;
    for (uint32_t kind = 0; kind < KINDS; kind++) {
        is_told = is_told && !orders[kind].is_pending;
    }
    for (uint32_t number = 0; number < sim.numbers; number++) {
        is_told = is_told && (!is_lost[number] || sim.has[number]);
    }
    return is_told;
}

static bool is_well(void)
{
    return is_all_told() && !commands_is_leaving(&sim.app.commands) && flash_ring_pending(&sim.app.ring) == 0 && sim.is_connected && sim.slot != IDENTITY_CLAIM_SLOT &&
           sim.app.led.conditions == 0;
}

/* With a network that works all is told; then it begins anew, for the numbers have an end here. */
static void settle(void)
{
    sim.has_wifi = sim.has_broker = sim.answers = sim.measures = true;
    sim.turns_away = false;
    lose_confirmations(false);
    for (uint32_t at = 0; at < 600u && !is_well(); at++) {
        for (uint32_t kind = 0; kind < KINDS && sim.is_connected; kind++) {
            if (orders[kind].is_pending) {
                say_order(kind);
            }
        }
        ask_again();
        if (sim.settings.meter != NULL && at % 30u == 0) {
            speak(true);
        }
        device_sim_run(&sim, 10000);
        follow_orders();
    }
    if (!is_well()) {
        fail("it does not recover", flash_ring_pending(&sim.app.ring));
    }
    if (sim.restarts_asked > reboots_done) {
        fail("it restarted more often than it was told to", sim.restarts_asked);
    }
    if (sim.registered != provisions_done + 1u) {
        fail("it began anew another number of times than it was told to", sim.registered);
    }
    if (!device_sim_is_complete(&sim, 2000)) {
        fail("a reading is missing or wrong", sim.numbers);
    }
    settled += sim.stored;
}

int main(int count, char **words)
{
    uint64_t steps = count > 1 ? strtoull(words[1], NULL, 10) / 30u : 30000u; /* each is many */
    chance = (count > 2 ? strtoull(words[2], NULL, 10) : 1u) * 0x9e3779b97f4a7c15u | 1u;
    uint64_t lived_ms = 0;
    uint64_t starts = 0;
    for (uint64_t at = 0; at < steps;) {
        device_sim_init(&sim);
        sim.chance = chance;
        version = given = reboots_done = provisions_done = 0;
        memset(orders, 0, sizeof orders);
        memset(is_lost, 0, sizeof is_lost);
        sim.settings.keeps_claim = random_below(2) == 0;
        sim.settings.meter = random_below(3) == 0 ? &modem_sim_settings : NULL;
        device_sim_power_cycle(&sim, 0);
        uint64_t began_ms = sim.world_ms;
        for (uint32_t within = 0; within < 3000u && at < steps; within++, at++) {
            step();
        }
        settle();
        lived_ms += sim.world_ms - began_ms;
        starts += sim.restarts;
    }
    printf("app_model: %llu days, %llu starts, %llu times power failed within a step, %llu readings: all arrived "
           "with their time; %llu of them again, %llu never again; %llu commands were done, each once\n",
           (unsigned long long)(lived_ms / 86400000u), (unsigned long long)starts, (unsigned long long)cuts,
           (unsigned long long)settled, (unsigned long long)lost_again, (unsigned long long)gone, (unsigned long long)done);
    return 0;
}
