#include "chain2.h"

#include <string.h>

#include "json_reader.h"

#define QUARTER_S INT64_C(900)
#define TYPE_BYTES 8u
#define NUMBER_BYTES 24u

static const struct {
    const char *name;
    enum chain2_type type;
} types[] = {{"CF1", CHAIN2_CF1},   {"CF2", CHAIN2_CF2},   {"CF20", CHAIN2_CF20}, {"CF21", CHAIN2_CF21},
             {"CF22", CHAIN2_CF22}, {"CF23", CHAIN2_CF23}, {"CF41", CHAIN2_CF41}, {"CF51", CHAIN2_CF51}};

static const char *const names[CHAIN2_FIELDS] = {
    [CHAIN2_MEASURED_S] = "MeasurePosixTimestamp",
    [CHAIN2_MESSAGE_S] = "MessagePosixTimestamp",
    [CHAIN2_INSTANT_W] = "InstantPower",
    [CHAIN2_QUARTER_WH] = "CurrQuartActEnergy",
    [CHAIN2_PREVIOUS_QUARTER_WH] = "PrevQuartActEnergy",
    [CHAIN2_QUARTER_MEAN_W] = "QuartAveragePower",
    [CHAIN2_TOTAL_WH] = "TotalActEnergy",
    [CHAIN2_TARIFF] = "TariffCode",
    [CHAIN2_EVENT_TYPE] = "EventType",
    [CHAIN2_EVENTS] = "EventsCounter",
    [CHAIN2_GAP] = "Gap",
    [CHAIN2_OUTAGE] = "OutageDuration",
    [CHAIN2_CONTRACT_W] = "ContractPower",
    [CHAIN2_AVAILABLE_W] = "AvailablePower",
};

static bool read_type(struct json data, enum chain2_type *type)
{
    struct json said;
    char name[TYPE_BYTES];
    if (!json_member(data, "Type", &said) || !json_string(said, name, sizeof name)) {
        return false;
    }
    for (size_t at = 0; at < sizeof types / sizeof types[0]; at++) {
        if (strcmp(types[at].name, name) == 0) {
            *type = types[at].type;
            return true;
        }
    }
    return false;
}

/* A whole number, as a number or as text of digits: gateways do both. */
static bool read_number(struct json from, const char *name, int64_t *value)
{
    struct json said;
    char digits[NUMBER_BYTES];
    if (!json_member(from, name, &said)) {
        return false;
    }
    if (json_string(said, digits, sizeof digits)) {
        said = (struct json){digits, strlen(digits)};
    }
    return json_integer(said, value);
}

bool chain2_decode(const char *text, size_t length, struct chain2_message *message)
{
    struct json all;
    struct json data;
    struct json payload;
    struct json pod;
    *message = (struct chain2_message){.has = 0};
    if (!json_of(text, length, &all) || !json_member(all, "Chain2Data", &data) ||
        !read_type(data, &message->type) || !json_member(data, "Payload", &payload)) {
        return false;
    }
    for (uint32_t field = 0; field < CHAIN2_FIELDS; field++) {
        int64_t *value = &message->value[field];
        /* Times stand in the payload or beside it. */
        if (read_number(payload, names[field], value) ||
            (field <= CHAIN2_MESSAGE_S && read_number(data, names[field], value))) {
            message->has |= 1u << field;
        }
    }
    if (!json_member(payload, "POD", &pod) || !json_string(pod, message->pod, sizeof message->pod)) {
        message->pod[0] = '\0';
    }
    return true;
}

bool chain2_has(const struct chain2_message *message, enum chain2_field field)
{
    return (message->has & (1u << field)) != 0;
}

uint32_t chain2_watch_take(struct chain2_watch *watch, const struct chain2_message *message)
{
    uint32_t lost = 0;
    if (message->type == CHAIN2_CF1 && chain2_has(message, CHAIN2_MEASURED_S) &&
        (!watch->has_quarter || message->value[CHAIN2_MEASURED_S] > watch->quarter_s)) {
        watch->has_quarter = true;
        watch->quarter_s = message->value[CHAIN2_MEASURED_S];
    }
    int64_t events = message->value[CHAIN2_EVENTS];
    if (!chain2_has(message, CHAIN2_EVENTS) || events < 0 || events > UINT32_MAX) {
        return 0;
    }
    if (watch->has_events && events > watch->events) {
        lost = (uint32_t)(events - watch->events - 1);
    }
    if (!watch->has_events || events > watch->events) {
        watch->has_events = true;
        watch->events = events;
    }
    return lost;
}

bool chain2_watch_is_dead(const struct chain2_watch *watch, int64_t now_s)
{
    /* The next is due a quarter after the last. Nonsense of a meter's clock must not overflow. */
    return watch->has_quarter && watch->quarter_s < now_s - 2 * QUARTER_S;
}
