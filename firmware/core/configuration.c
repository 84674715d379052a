#include "configuration.h"

#include <string.h>

#include "json_values.h"

#define LAYOUT 1u
#define KEY "configuration"
#define MILLION INT64_C(1000000)
#define NOTHING_REJECTED (-1)

struct limit {
    const char *name;
    int64_t usual;
    int64_t least;
    int64_t most;
    bool is_whole;
};

/* By `DeviceConfiguration` and `Calibration` of the contract; above 0 is a millionth at least. */
static const struct limit limits[CONFIGURATION_VALUES] = {
    {"reportingIntervalS", 60, 1, 900, true},
    {"onChangeW", 300 * MILLION, 0, 100000 * MILLION, false},
    {"transformationConstant", MILLION, 1, 1000 * MILLION, false},
    {"currentGain", MILLION, 1, 10 * MILLION, false},
    {"voltageGain", MILLION, 1, 10 * MILLION, false},
    {"phaseShiftDeg", 0, -30 * MILLION, 30 * MILLION, false},
    {"offsetW", 0, -1000 * MILLION, 1000 * MILLION, false},
};

void configuration_begin(struct configuration *configuration, const struct kv *kv,
                         const struct ct_calibration *factory)
{
    struct configuration_record *record = &configuration->kept.record;
    configuration->kv = kv;
    configuration->factory = factory;
    if (record_read(kv, KEY, LAYOUT, (uint8_t *)&configuration->kept, sizeof *record)) {
        return;
    }
    memset(&configuration->kept, 0, sizeof configuration->kept);
    record->rejected = NOTHING_REJECTED;
    for (size_t at = 0; at < CONFIGURATION_VALUES; at++) {
        record->value[at] = limits[at].usual;
    }
}

void configuration_expect(struct configuration *configuration, uint32_t interval_s)
{
    struct configuration_record *record = &configuration->kept.record;
    if (interval_s != 0 && record->version == 0) {
        record->value[CONFIGURATION_INTERVAL_S] = interval_s;
    }
}

static bool read_value(struct json object, const struct limit *limit, int64_t *value)
{
    struct json member;
    *value = limit->usual;
    if (!json_member(object, limit->name, &member)) {
        return true;
    }
    return (limit->is_whole ? json_integer(member, value) : json_micros(member, value)) && *value >= limit->least &&
           *value <= limit->most;
}

/* The values of a configuration; which one is wrong, or NOTHING_REJECTED. */
static int8_t read_values(struct json wanted, int64_t value[CONFIGURATION_VALUES])
{
    static const char nothing[] = "{}";
    struct json calibration;
    if (!json_member(wanted, "calibration", &calibration)) {
        calibration = (struct json){nothing, sizeof nothing - 1u};
    }
    if (calibration.text[0] != '{') {
        return CONFIGURATION_CURRENT_GAIN;
    }
    for (int at = 0; at < CONFIGURATION_VALUES; at++) {
        struct json object = at < CONFIGURATION_CURRENT_GAIN ? wanted : calibration;
        if (!read_value(object, &limits[at], &value[at])) {
            return (int8_t)at;
        }
    }
    return NOTHING_REJECTED;
}

static double value_of(const int64_t value[CONFIGURATION_VALUES], enum configuration_value which)
{
    return (double)value[which] / (double)MILLION;
}

/* The factory's calibration with these corrections. */
static bool correct(const struct configuration *configuration, const int64_t value[CONFIGURATION_VALUES],
                    struct ct_calibration *calibration)
{
    const struct ct_correction correction = {
        .current_gain = value_of(value, CONFIGURATION_CURRENT_GAIN),
        .voltage_gain = value_of(value, CONFIGURATION_VOLTAGE_GAIN),
        .phase_shift_deg = value_of(value, CONFIGURATION_PHASE_SHIFT_DEG),
        .offset_w = value_of(value, CONFIGURATION_OFFSET_W),
    };
    *calibration = *configuration->factory;
    return ct_calibration_correct(calibration, &correction);
}

enum configuration_outcome configuration_hear(struct configuration *configuration, const char *text, size_t length)
{
    struct configuration_record *record = &configuration->kept.record;
    struct configuration_record before = *record;
    struct json whole;
    struct json wanted;
    struct ct_calibration corrected;
    int64_t value[CONFIGURATION_VALUES] = {0};
    int64_t version = 0;
    if (!json_of(text, length, &whole) || !json_member(whole, "version", &wanted) ||
        !json_integer(wanted, &version) || version < 1) {
        return CONFIGURATION_UNREADABLE;
    }
    if (version <= record->told_version) {
        return CONFIGURATION_KNOWN;
    }
    record->rejected = CONFIGURATION_INTERVAL_S;
    if (json_member(whole, "configuration", &wanted) && wanted.text[0] == '{') {
        record->rejected = read_values(wanted, value);
    }
    if (record->rejected == NOTHING_REJECTED && !correct(configuration, value, &corrected)) {
        record->rejected = CONFIGURATION_PHASE_SHIFT_DEG; /* together with the factory's it is too much */
    }
    record->told_version = version;
    if (record->rejected == NOTHING_REJECTED) {
        record->version = version;
        memcpy(record->value, value, sizeof value);
    }
    if (!record_write(configuration->kv, KEY, LAYOUT, (uint8_t *)&configuration->kept, sizeof *record)) {
        *record = before;
        return CONFIGURATION_NOT_KEPT;
    }
    return record->rejected == NOTHING_REJECTED ? CONFIGURATION_TAKEN : CONFIGURATION_REJECTED;
}

static void put_values(struct json_writer *writer, const struct configuration_record *record)
{
    for (size_t at = 0; at < CONFIGURATION_VALUES; at++) {
        json_put(writer, at == CONFIGURATION_CURRENT_GAIN ? ",\"calibration\":{" : at == 0 ? "{" : ",");
        json_put_string(writer, limits[at].name);
        json_put(writer, ":");
        json_put_micros(writer, limits[at].is_whole ? record->value[at] * MILLION : record->value[at]);
    }
    json_put(writer, "}}");
}

bool configuration_report(const struct configuration *configuration, const char *device_id, struct message *message)
{
    const struct configuration_record *record = &configuration->kept.record;
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{\"version\":");
    json_put_unsigned(&writer, (uint64_t)record->told_version, 1);
    json_put(&writer, ",\"configuration\":");
    put_values(&writer, record);
    if (record->rejected != NOTHING_REJECTED) {
        json_put(&writer, ",\"rejected\":\"");
        json_put(&writer, limits[record->rejected].name);
        json_put(&writer, " is missing or outside its limits\"");
    }
    json_put(&writer, "}");
    return message_topic(message, "report", device_id, "configuration", NULL) && message_end(message, &writer);
}

void configuration_apply(const struct configuration *configuration, struct reporting *reporting,
                         struct ct_calibration *calibration)
{
    const int64_t *value = configuration->kept.record.value;
    (void)correct(configuration, value, calibration);
    (void)reporting_configure(reporting, (uint32_t)value[CONFIGURATION_INTERVAL_S],
                              value_of(value, CONFIGURATION_ON_CHANGE_W), value_of(value, CONFIGURATION_K));
}
