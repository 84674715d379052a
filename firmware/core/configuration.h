/* How the device measures and when it sends: what the system desires, taken or rejected, and reported.
 *
 * Numbers are millionths, so what is reported is exactly what is worked by. A configuration is taken
 * as a whole: one member outside the contract's limits, and it is the one before that counts. Members
 * that are not known are ignored, missing ones are the contract's defaults. */
#ifndef MERIGGIO_CORE_CONFIGURATION_H
#define MERIGGIO_CORE_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ct_calibration.h"
#include "kv.h"
#include "message.h"
#include "record.h"
#include "reporting.h"

enum configuration_value {
    CONFIGURATION_INTERVAL_S, /* this one in seconds */
    CONFIGURATION_ON_CHANGE_W,
    CONFIGURATION_K,
    CONFIGURATION_CURRENT_GAIN,
    CONFIGURATION_VOLTAGE_GAIN,
    CONFIGURATION_PHASE_SHIFT_DEG,
    CONFIGURATION_OFFSET_W,
    CONFIGURATION_VALUES,
};

struct configuration_record {
    int64_t version;      /* of what is worked by; 0: the defaults */
    int64_t told_version; /* the newest one, which may be rejected */
    int64_t value[CONFIGURATION_VALUES];
    int8_t rejected; /* which value is why; -1: none is */
    uint8_t unused[7];
};

struct configuration {
    const struct kv *kv;
    const struct ct_calibration *factory;
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct configuration_record record;
    } kept;
};

enum configuration_outcome {
    CONFIGURATION_UNREADABLE, /* not even its version: it is not answered */
    CONFIGURATION_KNOWN,      /* this version or a newer one: report */
    CONFIGURATION_TAKEN,      /* work by it, and report */
    CONFIGURATION_REJECTED,   /* report why */
    CONFIGURATION_NOT_KEPT,   /* the flash refuses: the system says it again */
};

/* Begin with what is kept, or the defaults. A correction that the factory's calibration does not allow
 * is rejected. Both stay the caller's. */
void configuration_begin(struct configuration *configuration, const struct kv *kv,
                         const struct ct_calibration *factory);

/* Read each so many seconds (1 to 900) until something is desired; 0: as the contract has it. */
void configuration_expect(struct configuration *configuration, uint32_t interval_s);

/* What is desired. */
enum configuration_outcome configuration_hear(struct configuration *configuration, const char *text, size_t length);

/* Write the report. */
bool configuration_report(const struct configuration *configuration, const char *device_id, struct message *message);

/* Work by it; `calibration` becomes the factory's, corrected. */
void configuration_apply(const struct configuration *configuration, struct reporting *reporting,
                         struct ct_calibration *calibration);

#endif
