/* Updates against a bootloader with two slots, images that work and images that do not, lines that
 * break, and power that fails between any two calls: ota_model STEPS SEED. Ends with 1 at the first
 * thing that must not be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine_sim.h"
#include "ota_policy.h"
#include "semver.h"

#define SIZE 1000u
#define LOWEST 3u
#define SIGNED "dGhlIG1ha2VyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="

struct image {
    uint32_t version;
    bool works;
    bool is_good; /* it was confirmed, or came from the factory */
};

static struct machine_sim machine;
static struct ota_policy ota;
static struct image images[2] = {{5, true, true}, {0, false, false}};
static uint32_t runs, next_start;
static bool is_on_trial; /* by the bootloader: the next start goes back */
static uint64_t now_ms, offers, confirmed, rolled_back, refused, cuts;
static uint32_t offered_version, offer_number;
static bool offered_works, offered_force;
static char version[16];
static uint64_t chance = 1;

static uint32_t random_below(uint32_t limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 32) % limit;
}

static void fail(const char *what)
{
    printf("ota_model: %s (offer %u, at %llu)\n", what, (unsigned)offer_number, (unsigned long long)now_ms);
    exit(1);
}

static bool has_power(void)
{
    machine.calls++;
    machine.power -= machine.power == MACHINE_SIM_FOREVER || machine.power == 0 ? 0u : 1u;
    return machine.power != 0;
}

static bool start_new(void *context)
{
    (void)context;
    if (!has_power()) {
        return false;
    }
    next_start = 1u - runs;
    return true;
}

static bool keep_running(void *context)
{
    (void)context;
    if (!has_power()) {
        return false;
    }
    if (!images[runs].works) {
        fail("an image that never measured is kept");
    }
    is_on_trial = false;
    images[runs].is_good = true;
    next_start = runs;
    return true;
}

static bool go_back(void *context)
{
    (void)context;
    if (!has_power()) {
        return false;
    }
    next_start = 1u - runs;
    return true;
}

static const struct ota_slots slots = {NULL, start_new, keep_running, go_back};

/* As bootloaders do it: one start for an image on trial, then back unless it was kept. */
static void boot(void)
{
    machine.power = MACHINE_SIM_FOREVER;
    if (is_on_trial && next_start == runs) {
        next_start = 1u - runs;
    }
    runs = next_start;
    is_on_trial = !images[runs].is_good;
    if (is_on_trial && !images[1u - runs].is_good) {
        fail("neither image is good");
    }
    (void)snprintf(version, sizeof version, "1.%u.0", (unsigned)images[runs].version);
    const struct ota_settings settings = {"esp32s3-1", version, "1.3.0", 4096};
    now_ms = 0;
    ota_begin(&ota, &machine.kv, &machine.crypto, &slots, &settings, now_ms);
    cuts++;
}

static void offer(void)
{
    char text[600];
    if (!ota_is_under_way(&ota) && (random_below(3) != 0 || offer_number == 0)) { /* else the same once more */
        offer_number++;
        offered_version = random_below(10);
        offered_force = random_below(4) == 0;
        offered_works = random_below(2) == 0;
    }
    (void)snprintf(text, sizeof text,
                   "{\"updateId\":\"%u\",\"version\":\"1.%u.0\",\"hardware\":\"esp32s3-1\",\"sizeBytes\":%u,\"sha256\":"
                   "\"ab00000000000000000000000000000000000000000000000000000000000000\",\"signature\":\"" SIGNED
                   "\",\"url\":\"https://gateway/\",\"force\":%s}",
                   (unsigned)offer_number, (unsigned)offered_version, SIZE, offered_force ? "true" : "false");
    if (!ota_hear(&ota, text, strlen(text), now_ms)) {
        fail("an offer is not understood");
    }
    offers++;
}

static void download(void)
{
    static const uint8_t good[OTA_HASH_BYTES] = {0xab};
    static const uint8_t bad[OTA_HASH_BYTES] = {0xac};
    if (!ota.is_downloading) {
        return;
    }
    uint32_t kind = random_below(10);
    if (kind == 0) {
        ota_broke(&ota, now_ms, random_below(UINT32_MAX));
        return;
    }
    uint32_t installed = images[runs].version;
    if (offered_version < LOWEST || (offered_version < installed && !offered_force) || is_on_trial) {
        fail("what has to be refused is downloaded");
    }
    ota_progressed(&ota, ota.got_bytes + 1u + random_below(600));
    if (kind < 4 && ota.got_bytes >= SIZE) {
        images[1u - runs] = (struct image){offered_version, offered_works, false};
        ota.got_bytes = SIZE;
        ota_ended(&ota, random_below(10) == 0 ? bad : good, now_ms, random_below(UINT32_MAX));
    }
}

static void report(void)
{
    char memory[300];
    struct message message = {.payload = memory, .room = sizeof memory};
    enum ota_phase phase = (enum ota_phase)ota.to_say.phase;
    bool is_installed = ota.has_to_say && ota.to_say.why != 0;
    if (!ota_report(&ota, "MG-1", &message)) {
        return;
    }
    if (phase == OTA_CONFIRMED && !is_installed && machine.power != 0) {
        if (is_on_trial || !images[runs].is_good) {
            fail("confirmed, but the bootloader goes back");
        }
        confirmed++;
    }
    rolled_back += phase == OTA_ROLLED_BACK;
    refused += phase == OTA_REFUSED;
}

static void step(void)
{
    uint64_t wake_ms = 0;
    uint32_t kind = random_below(100);
    now_ms += random_below(300000);
    if (random_below(20) == 0 && machine.power == MACHINE_SIM_FOREVER) {
        machine.power = random_below(6);
    }
    if (kind < 10) {
        offer();
    } else if (kind < 60) {
        download();
    } else if (kind < 70 && images[runs].works) {
        ota_measured(&ota);
    } else if (kind < 80 && images[runs].works) {
        ota_acknowledged(&ota);
    } else if (kind < 81) {
        boot();
    }
    bool restarts = ota_tick(&ota, now_ms, &wake_ms) == OTA_RESTART;
    report();
    if (restarts || machine.power == 0) {
        boot();
    }
}

int main(int count, char **words)
{
    uint64_t steps = count > 1 ? strtoull(words[1], NULL, 10) : 1000000u;
    chance = (count > 2 ? strtoull(words[2], NULL, 10) : 1u) * 0x9e3779b97f4a7c15u | 1u;
    machine_sim_init(&machine, "spring-2027");
    boot();
    for (uint64_t at = 0; at < steps; at++) {
        step();
        if (images[runs].version < LOWEST) {
            fail("what the bootloader does not take any more runs");
        }
    }
    /* With power and a working line, whatever is under way comes to an end. */
    machine.power = MACHINE_SIM_FOREVER;
    for (uint32_t at = 0; at < 100000u && ota_is_under_way(&ota); at++) {
        uint64_t wake_ms = 0;
        now_ms += 10000;
        if (ota_tick(&ota, now_ms, &wake_ms) == OTA_RESTART) {
            boot();
        }
        download();
        report();
    }
    if (ota_is_under_way(&ota) || confirmed == 0 || rolled_back == 0) {
        fail("an update has no end");
    }
    printf("ota_model: %llu steps, %llu offers, %llu starts, %llu confirmed, %llu rolled back, %llu refused: "
           "always something good to run\n", (unsigned long long)steps, (unsigned long long)offers,
           (unsigned long long)cuts, (unsigned long long)confirmed, (unsigned long long)rolled_back,
           (unsigned long long)refused);
    return 0;
}
