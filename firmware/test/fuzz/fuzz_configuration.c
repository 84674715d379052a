/* Any desired configuration: no fault, and what is worked by is within the limits. */
#include <stdlib.h>

#include "configuration.h"
#include "json_reader.h"
#include "machine_sim.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct machine_sim machine;
    static const struct ct_calibration factory = {0.4, 0.02, 2.0, 0.5, 0.1, false};
    struct configuration configuration;
    struct reporting reporting;
    struct ct_calibration calibration;
    struct json report;
    char memory[512];
    struct message message = {.payload = memory, .room = sizeof memory};
    machine_sim_init(&machine, "spring-2027");
    configuration_begin(&configuration, &machine.kv, &factory);
    (void)configuration_hear(&configuration, (const char *)bytes, length);
    reporting_begin(&reporting, 0, 0);
    configuration_apply(&configuration, &reporting, &calibration);
    if (!(calibration.amps_per_count > 0.0 && calibration.amps_per_count <= 0.2) || reporting.interval_ms < 1000u ||
        reporting.interval_ms > 900000u || !configuration_report(&configuration, "MG-1", &message) ||
        !json_of(memory, message.length, &report)) {
        abort();
    }
    return 0;
}
