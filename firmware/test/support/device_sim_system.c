#include "device_sim_system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_values.h"

void device_sim_queue(struct device_sim *sim, enum app_event_kind kind, const char *topic, const char *text)
{
    if (sim->queued == DEVICE_SIM_QUEUE) {
        return; /* the network loses it */
    }
    struct device_sim_heard *heard = &sim->queue[sim->queued++];
    heard->kind = kind;
    (void)snprintf(heard->topic, sizeof heard->topic, "%s", topic);
    (void)snprintf(heard->text, sizeof heard->text, "%s", text);
}

void device_sim_say(struct device_sim *sim, const char *kind, const char *text)
{
    char topic[64];
    (void)snprintf(topic, sizeof topic, "device/MG-1/%s", kind);
    if (sim->is_connected) {
        device_sim_queue(sim, APP_HEARD, topic, text);
    }
}

/* The end of a certificate message for a key. */
static void say_certificate(struct device_sim *sim, const char *topic, uint32_t key, const char *more)
{
    char text[DEVICE_SIM_TEXT];
    sim->serial += sim->issued_key != key;
    sim->issued_key = key;
    (void)snprintf(text, sizeof text,
                   "{\"certificate\":\"certificate\\nkey %u\\nname MG-1\\nserial %x\\nends %llu\\n\"%s}", (unsigned)key,
                   (unsigned)sim->serial, (unsigned long long)sim->certificate_ends_s, more);
    device_sim_queue(sim, APP_HEARD, topic, text);
}

static void answer_claim(struct device_sim *sim, const char *topic, const char *payload, size_t length)
{
    char answer[MESSAGE_TOPIC_BYTES];
    bool asks = strcmp(message_kind(topic), "certificate") == 0;
    bool is_other = asks && sim->is_claimed && machine_sim_key_of_request(payload, length) != sim->key;
    const char *refusal = is_other ? "{\"code\":\"already_claimed\",\"retryAfterS\":60}" : sim->refusal;
    (void)snprintf(answer, sizeof answer, "provisioned/x/y/%s", refusal[0] != '\0' ? "refusal" : message_kind(topic));
    if (refusal[0] != '\0') {
        device_sim_queue(sim, APP_HEARD, answer, refusal);
    } else if (asks) {
        say_certificate(sim, answer, machine_sim_key_of_request(payload, length),
                        ",\"deviceId\":\"MG-1\",\"ownershipToken\":\"t\",\"registerBefore\":\"2099-01-01T00:00:00Z\"");
    } else {
        sim->registered += sim->key != sim->issued_key || !sim->is_claimed;
        sim->is_claimed = true;
        sim->key = sim->issued_key;
        device_sim_queue(sim, APP_HEARD, answer, "{\"deviceId\":\"MG-1\"}");
    }
}

static void store(struct device_sim *sim, struct json reading, struct json_writer *answer)
{
    struct json member;
    int64_t number = DEVICE_SIM_MOST;
    uint64_t stamp_ms = 0;
    if (!json_member(reading, "sequence", &member) || !json_integer(member, &number) || number < 0 ||
        number >= DEVICE_SIM_MOST || !json_member(reading, "timestamp", &member) || !json_time(member, &stamp_ms)) {
        return;
    }
    sim->received++;
    if (stamp_ms > sim->world_ms + 300000u) { /* as the gateway does: refused, with the time */
        return;
    }
    sim->has_contradicted = sim->has_contradicted || (sim->stamp_ms[number] != 0 && sim->stamp_ms[number] != stamp_ms);
    sim->stored += !sim->has[number];
    sim->has[number] = true;
    sim->stamp_ms[number] = stamp_ms;
    json_put(answer, answer->text[answer->length - 1u] == '[' ? "" : ",");
    json_put_unsigned(answer, (uint64_t)number, 1);
}

static void take_readings(struct device_sim *sim, const char *payload, size_t length)
{
    char text[DEVICE_SIM_TEXT];
    struct json_writer answer = {text, sizeof text - 1u, 0, true};
    struct json whole;
    struct json element;
    if (!json_of(payload, length, &whole)) {
        return;
    }
    json_put(&answer, "{\"acknowledged\":[");
    if (payload[0] == '[') {
        sim->batches++;
        while (json_element(&whole, &element)) {
            store(sim, element, &answer);
        }
    } else {
        store(sim, whole, &answer);
    }
    json_put(&answer, "],\"time\":\"");
    json_put_time(&answer, sim->world_ms);
    json_put(&answer, "\"}");
    text[answer.length] = '\0';
    if (sim->answers) {
        device_sim_say(sim, "ack", text);
    }
}

void device_sim_order(struct device_sim *sim, uint32_t number, const char *kind, uint64_t expires_ms)
{
    char text[300];
    struct json_writer writer = {text, sizeof text - 1u, 0, true};
    sim->ordered[number] = kind[0];
    (void)snprintf(text, sizeof text, "{\"commandId\":\"0195f3c2-8f3a-7b1e-9c4d-0000%08x\",\"kind\":\"%s\",\"expiresAt\":\"",
                   (unsigned)number, kind);
    writer.length = strlen(text);
    json_put_time(&writer, expires_ms);
    json_put(&writer, "\"}");
    text[writer.length] = '\0';
    device_sim_say(sim, "command", text);
}

static void take_answer(struct device_sim *sim, const char *payload, size_t length)
{
    struct json whole;
    struct json member;
    char id[40];
    char outcome[16];
    (void)snprintf(sim->answer, sizeof sim->answer, "%.*s", (int)length, payload);
    sim->answers_given++;
    if (!json_of(payload, length, &whole) || !json_member(whole, "commandId", &member) ||
        !json_string(member, id, sizeof id) || !json_member(whole, "outcome", &member) ||
        !json_string(member, outcome, sizeof outcome)) {
        return;
    }
    unsigned long number = strtoul(id + 28, NULL, 16);
    if (number < DEVICE_SIM_ORDERS) {
        char before = sim->outcome[number];
        sim->has_contradicted = sim->has_contradicted || (before != '\0' && before != outcome[0]);
        bool begins_anew = before == '\0' && outcome[0] == 'd' && sim->ordered[number] == 'p';
        sim->is_claimed = sim->is_claimed && !begins_anew;
        sim->outcome[number] = outcome[0];
    }
}

void device_sim_receive(struct device_sim *sim, const char *topic, const char *payload, size_t length)
{
    const char *kind = message_kind(topic);
    bool is_status = strcmp(kind, "status") == 0;
    if (strncmp(topic, "provision/", 10) == 0) {
        answer_claim(sim, topic, payload, length);
        return;
    }
    if (sim->first_publish_ms == 0) {
        sim->first_publish_ms = sim->world_ms - sim->booted_ms + 1u;
    }
    if (strncmp(topic, "energy-data/", 12) == 0) {
        take_readings(sim, payload, length);
        return;
    }
    if (strcmp(kind, "command") == 0) {
        take_answer(sim, payload, length);
        return;
    }
    sim->key = is_status ? sim->machine.key[sim->slot] : sim->key; /* the first one ends the former certificate */
    (void)snprintf(is_status ? sim->status : sim->report, sizeof sim->status, "%s %.*s", kind, (int)length, payload);
    if (strcmp(kind, "certificate") == 0) {
        say_certificate(sim, "device/MG-1/certificate", machine_sim_key_of_request(payload, length), "");
    }
}

void device_sim_lose(struct device_sim *sim, uint32_t number)
{
    sim->has[number] = false;
}

bool device_sim_has(const struct device_sim *sim, uint32_t number)
{
    return sim->has[number];
}
