/* The command line. */
#ifndef MERIGGIO_POSIX_OPTIONS_H
#define MERIGGIO_POSIX_OPTIONS_H

#include "broker.h"
#include "faults.h"

struct options {
    const char *state; /* below it a folder of the serial number's name */
    const char *serial;
    struct broker_address broker;
    struct broker_address claims;
    const char *server_ca;
    const char *claim_certificate; /* NULL, as the key and the claims: it has an identity */
    const char *claim_key;
    const char *firmware_key; /* the maker's, raw Ed25519 in base64; NULL: no image is taken */
    const char *powers; /* a file; "-": typed in; NULL: none */
    const char *modem;
    const char *firmware; /* that it leaves the factory with */
    const char *hardware;
    double wave_w;
    double volts; /* at the voltage channel; 0: it has none */
    double noise_counts;
    double speed;
    double since_ms; /* since 1970, when it was switched on; 0: now */
    double cadence_s; /* between readings until it is configured */
    int64_t clock_offset_ms;
    bool is_any_name;
    bool has_no_clock;
    bool sends_windows;
    bool keeps_claim; /* so that it can provision itself again */
    bool is_quiet;
    bool is_traced; /* messages and the LED are shown */
    bool is_supervised;
    struct faults faults;
};

/* False, with a word on stderr, when they are not right. Texts stay the command line's. */
bool options_read(struct options *options, int count, char **words);

#endif
