/* The outbox, the ring and the stamps against a system that loses, repeats and delays, over a network
 * that comes and goes, with restarts and power failures: outbox_model STEPS SEED. What the system has
 * is compared with what was measured. Ends with 1 at the first difference. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flash_sim.h"
#include "json_values.h"
#include "link_supervisor.h"
#include "machine_sim.h"
#include "outbox.h"

#define SECTORS 34u
#define SECTOR_BYTES 1024u
#define MOST_NUMBERS 4000000u
#define TRUE_BOOT_MS UINT64_C(1782043200000)
#define ANSWERS 64u

static uint8_t cells[SECTORS * SECTOR_BYTES];
static struct flash_sim flash;
static struct machine_sim machine;
static struct flash_ring ring;
static struct stamps stamps;
static struct outbox outbox;
static struct link_supervisor link;
static char memory[2048];
static struct message message = {.payload = memory, .room = sizeof memory};

static uint64_t true_ms; /* since TRUE_BOOT_MS; boot time is less */
static uint64_t booted_ms;
static uint64_t measured_ms[MOST_NUMBERS]; /* by number */
static bool stored[MOST_NUMBERS];          /* the system has it */
static bool lost[MOST_NUMBERS];            /* nobody ever knew its time, or it was overwritten */
static bool vague[MOST_NUMBERS];           /* the boot ended before its wrong clock was corrected */
static uint32_t numbers, boot_first;
static uint64_t batch_ms, messages, restarts, connections, wrong_clocks;
static bool is_wrong_clock;
static struct {
    uint32_t count;
    uint32_t sequence[16];
} answers[ANSWERS];
static uint32_t answers_waiting;
static uint64_t chance = 1;

static uint32_t random_below(uint32_t limit)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (uint32_t)(chance >> 32) % limit;
}

static void fail(const char *what, uint64_t number)
{
    printf("outbox_model: %s (%llu)\n", what, (unsigned long long)number);
    exit(1);
}

static uint64_t now(void)
{
    return true_ms - booted_ms;
}

/* The system takes a reading: it has to be one that was measured, at the time it was measured. */
static void store(struct json reading, uint32_t *sequence)
{
    struct json member;
    int64_t number = 0;
    uint64_t stamp_ms = 0;
    if (!json_member(reading, "sequence", &member) || !json_integer(member, &number) || number < 0 ||
        (uint64_t)number >= numbers || !json_member(reading, "timestamp", &member) || !json_time(member, &stamp_ms)) {
        fail("a reading nobody made", (uint64_t)number);
    }
    *sequence = (uint32_t)number;
    uint64_t off_ms = stamp_ms - (TRUE_BOOT_MS + measured_ms[number]) + 1000u;
    if (off_ms > 2000u && !is_wrong_clock && !vague[number] && !lost[number]) {
        fail("a stamp is wrong", (uint64_t)number);
    }
    stored[number] = true;
}

static void receive(void)
{
    struct json whole;
    struct json rest;
    struct json element;
    uint32_t sequences[64];
    uint32_t count = 0;
    if (!json_of(memory, message.length, &whole)) {
        fail("no JSON", message.length);
    }
    rest = whole;
    bool is_batch = memory[0] == '[';
    if (is_batch && messages != 0 && batch_ms != UINT64_MAX && true_ms - batch_ms < OUTBOX_BATCH_EVERY_MS) {
        fail("a batch too early", true_ms);
    }
    batch_ms = is_batch ? true_ms : batch_ms;
    while (is_batch ? json_element(&rest, &element) : count == 0) {
        store(is_batch ? element : whole, &sequences[count++]);
    }
    for (uint32_t at = 0; at < count && answers_waiting < ANSWERS; at++) {
        if (at == 0 || answers[answers_waiting - 1u].count == 16u || random_below(8) == 0) {
            answers[answers_waiting++].count = 0;
        }
        answers[answers_waiting - 1u].sequence[answers[answers_waiting - 1u].count++] = sequences[at];
    }
}

static void publish_what_is_due(void)
{
    uint32_t live_next = outbox.live_next;
    bool has_room = outbox.flights < OUTBOX_WINDOW;
    bool has_live = outbox.is_open && stamps.is_known && has_room && live_next < ring.next_sequence;
    while (outbox_next(&outbox, "MG-1", now(), &message)) {
        if (has_live && memory[0] == '[') {
            fail("the backlog before a live reading", live_next);
        }
        has_live = false;
        if (random_below(10) != 0) { /* else the network loses it */
            receive();
        }
        messages++;
    }
}

static void answer_one(void)
{
    if (answers_waiting == 0) {
        return;
    }
    uint32_t which = random_below(answers_waiting);
    char text[512];
    size_t length = (size_t)snprintf(text, sizeof text, "{\"acknowledged\":[");
    for (uint32_t at = 0; at < answers[which].count; at++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%u", at == 0 ? "" : ",",
                                   (unsigned)answers[which].sequence[at]);
    }
    struct json_writer writer = {text, sizeof text, length, true};
    json_put(&writer, "],\"time\":\"");
    json_put_time(&writer, TRUE_BOOT_MS + true_ms);
    json_put(&writer, "\"}");
    if (random_below(5) != 0 && outbox.is_open) { /* else it is lost; or comes again */
        struct outbox_answer answer;
        if (!outbox_hear(&outbox, text, writer.length, now(), &answer)) {
            fail("an answer is not understood", which);
        }
        if (stamps_set(&stamps, answer.time_ms, now(), ring.next_sequence, ring.saved_cursor)) {
            is_wrong_clock = false;
        }
    }
    answers[which] = answers[--answers_waiting];
}

static void measure(void)
{
    struct reading reading = {.power_mw = 1};
    stamps_put(&stamps, now(), &reading);
    if (flash_ring_append(&ring, &reading)) {
        numbers = reading.sequence + 1u;
        measured_ms[reading.sequence] = true_ms;
    }
}

static void restart(void)
{
    flash.power = FLASH_SIM_FOREVER;
    if (!stamps.is_known) { /* what this boot measured nobody will understand */
        memset(lost + boot_first, 1, numbers - boot_first);
    }
    if (is_wrong_clock) {
        memset(vague + boot_first, 1, numbers - boot_first);
    }
    true_ms += random_below(100000);
    booted_ms = true_ms - random_below(2000);
    if (!flash_ring_mount(&ring, &flash.flash) || ring.next_sequence < numbers) {
        fail("a reading is gone", ring.next_sequence);
    }
    for (; numbers < ring.next_sequence; numbers++) {
        lost[numbers] = true; /* appended while the power failed; its time is not written down here */
        measured_ms[numbers] = true_ms;
    }
    boot_first = numbers;
    stamps_begin(&stamps, &machine.kv, numbers);
    outbox_begin(&outbox, &ring, &stamps);
    link_begin(&link, now());
    batch_ms = UINT64_MAX;
    is_wrong_clock = false;
    restarts++;
}

static void tell_time(void)
{
    bool is_wrong = !stamps.is_known && random_below(4) == 0;
    int64_t error_ms = is_wrong ? 3600000 + (int64_t)random_below(1000000) : (int64_t)random_below(500) - 250;
    if (is_wrong_clock && !is_wrong) {
        return; /* only the system corrects it */
    }
    if (stamps_set(&stamps, TRUE_BOOT_MS + true_ms + (uint64_t)error_ms, now(), ring.next_sequence, ring.saved_cursor)) {
        is_wrong_clock = is_wrong;
        wrong_clocks += is_wrong;
    }
}

/* Do what the supervisor says; the network answers as it likes. */
static void network(void)
{
    static const enum link_event events[] = {LINK_WIFI_DOWN, LINK_LOST, LINK_REFUSED};
    uint64_t wake_ms = 0;
    if (random_below(200) == 0) {
        link_take(&link, events[random_below(3)], now(), random_below(UINT32_MAX));
    }
    enum link_step step = link_tick(&link, now(), random_below(UINT32_MAX), &wake_ms);
    if (step == LINK_JOIN_WIFI && random_below(3) != 0) {
        link_take(&link, LINK_WIFI_UP, now(), 0);
    } else if (step == LINK_CONNECT) {
        if (link.wifi.state != LINK_UP) {
            fail("a connection without Wi-Fi", now());
        }
        link_take(&link, random_below(3) != 0 ? LINK_CONNECTED : LINK_LOST, now(), random_below(UINT32_MAX));
    }
    if (wake_ms != UINT64_MAX && wake_ms > now() + BACKOFF_LONGEST_MS) {
        fail("it waits too long", wake_ms);
    }
    if (!link_is_up(&link) && wake_ms == UINT64_MAX) {
        fail("it waits for ever", now());
    }
    if (link_is_up(&link) != outbox.is_open) {
        if (outbox.is_open) {
            outbox_close(&outbox);
        } else {
            outbox_open(&outbox);
            connections++;
        }
        answers_waiting = random_below(2) == 0 ? 0 : answers_waiting;
    }
}

static void step(void)
{
    uint32_t kind = random_below(1000);
    true_ms += random_below(3000);
    network();
    if (kind < 250) {
        measure();
    } else if (kind < 850) {
        answer_one();
    } else if (kind < 990) {
        tell_time();
    } else if (kind < 995) {
        (void)flash_ring_save_cursor(&ring);
    } else if (kind < 997) {
        restart();
    } else if (kind < 998) {
        flash.power = 1u + random_below(100);
        measure();
        restart();
    }
    publish_what_is_due();
}

/* With a network that works, everything arrives. */
static void settle(void)
{
    tell_time();
    for (uint32_t at = 0; at < 200000u && flash_ring_pending(&ring) != 0; at++) {
        true_ms += 1000u;
        if (!outbox.is_open) {
            outbox_open(&outbox);
        }
        publish_what_is_due();
        while (answers_waiting != 0) {
            answer_one();
        }
    }
    if (flash_ring_pending(&ring) != 0) {
        fail("readings stay where they are", flash_ring_pending(&ring));
    }
}

int main(int count, char **words)
{
    uint64_t steps = count > 1 ? strtoull(words[1], NULL, 10) : 1000000u;
    chance = (count > 2 ? strtoull(words[2], NULL, 10) : 1u) * 0x9e3779b97f4a7c15u | 1u;
    machine_sim_init(&machine, "spring-2027");
    flash_sim_init(&flash, cells, SECTORS, SECTOR_BYTES);
    restart();
    uint32_t overwritten = 0;
    for (uint64_t at = 0; at < steps; at++) {
        step();
        overwritten = ring.overwritten > overwritten ? ring.overwritten : overwritten;
    }
    settle();
    uint32_t missing = 0;
    for (uint32_t number = 0; number < numbers; number++) {
        missing += !stored[number] && !lost[number];
    }
    if (missing > overwritten) {
        fail("the system misses readings", missing);
    }
    printf("outbox_model: %llu steps, %u readings in %llu messages over %llu connections, %llu restarts, %llu wrong "
           "clocks: each arrived with its time\n", (unsigned long long)steps, (unsigned)numbers,
           (unsigned long long)messages, (unsigned long long)connections, (unsigned long long)restarts,
           (unsigned long long)wrong_clocks);
    return 0;
}
