/* What the factory wrote for this one device: who it is, whom it trusts, how it measures. */
#ifndef MERIGGIO_PORT_FACTORY_H
#define MERIGGIO_PORT_FACTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ct_calibration.h"
#include "meter.h"

#define FACTORY_URI_BYTES 128u
#define FACTORY_SALT_BYTES 64u
#define FACTORY_VERIFIER_BYTES 384u /* of SRP-6a with 3072 bits */

struct factory {
    char serial_number[65];
    char broker_uri[FACTORY_URI_BYTES]; /* mqtts://host:port */
    char claims_uri[FACTORY_URI_BYTES];
    struct ct_calibration calibration;
    bool keeps_claim;
    bool has_modem;
    /* Of the label's code, which the device itself does not know. */
    char salt[FACTORY_SALT_BYTES];
    size_t salt_bytes;
    char verifier[FACTORY_VERIFIER_BYTES];
    size_t verifier_bytes;
};

/* False when something is missing that a device cannot be without. */
bool factory_read(struct factory *factory);

/* Server authorities as PEM with a 0 at the end: the one it was made with, and those of this firmware. */
const char *factory_authorities(void);

/* The modem, as the core's tests have it: what ST's public pages do not show is a guess, tried on no modem. */
const struct meter_settings *factory_meter(void);

#endif
