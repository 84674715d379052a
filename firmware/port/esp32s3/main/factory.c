#include "factory.h"

#include <stdlib.h>
#include <string.h>

#include "nominal.h"
#include "store.h"

#define AUTHORITIES_BYTES 4096u
#define NUMBER_BYTES 32u

/* By EMBED_TXTFILES, with a 0 at the end. */
extern const char more_authorities[] __asm__("_binary_more_authorities_pem_start");

static char authorities[AUTHORITIES_BYTES];

/* A number as the factory wrote it, as a text, which holds it exactly; one that is missing stays as it is. */
static bool read_number(const char *key, double *number)
{
    char text[NUMBER_BYTES];
    char *end = text;
    if (!store_text(key, text, sizeof text)) {
        return true;
    }
    *number = strtod(text, &end);
    return end != text && *end == '\0';
}

static bool read_flag(const char *key)
{
    char text[NUMBER_BYTES];
    return store_text(key, text, sizeof text) && strcmp(text, "true") == 0;
}

/* By the clamp's nominal figures, and those of them that were measured. */
static bool read_calibration(struct ct_calibration *calibration)
{
    char clamp[NUMBER_BYTES];
    if (!store_text("clamp", clamp, sizeof clamp) || !nominal_calibration(clamp, calibration)) {
        return false;
    }
    calibration->is_reversed = read_flag("is_reversed");
    return read_number("volts_per_count", &calibration->volts_per_count) &&
           read_number("amps_per_count", &calibration->amps_per_count) &&
           read_number("phase_shift_deg", &calibration->phase_shift_deg) &&
           read_number("offset_w", &calibration->offset_w) && read_number("noise_a", &calibration->noise_a);
}

static bool read_authorities(void)
{
    size_t length = store_read(STORE_FACTORY, "server_ca", authorities, sizeof authorities - 1u);
    size_t more = strlen(more_authorities);
    if (length == 0 || more >= sizeof authorities - length) {
        return false;
    }
    memcpy(authorities + length, more_authorities, more + 1u);
    return true;
}

bool factory_read(struct factory *factory)
{
    memset(factory, 0, sizeof *factory);
    factory->keeps_claim = read_flag("keeps_claim");
    factory->has_modem = read_flag("has_modem");
    factory->salt_bytes = store_read(STORE_FACTORY, "salt", factory->salt, sizeof factory->salt);
    factory->verifier_bytes = store_read(STORE_FACTORY, "verifier", factory->verifier, sizeof factory->verifier);
    return store_text("serial_number", factory->serial_number, sizeof factory->serial_number) &&
           store_text("broker_uri", factory->broker_uri, sizeof factory->broker_uri) &&
           store_text("claims_uri", factory->claims_uri, sizeof factory->claims_uri) &&
           read_calibration(&factory->calibration) && read_authorities() && factory->salt_bytes != 0 &&
           factory->verifier_bytes != 0;
}

const char *factory_authorities(void)
{
    return authorities;
}

const struct meter_settings *factory_meter(void)
{
    static const struct meter_settings settings = {
        .modem = {.status_start = 0x3fu, .status_bytes = 2, .busy_byte = 1, .busy_mask = 0x02u, .status_ms = 200,
                  .ack_ms = 40, .gap_ms = 10},
        .data_command = 0x50u,
    };
    return &settings;
}
