#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "powers.h"
#include "semver.h"

#define MOST_PORT 65535.0
#define MS_PER_S 1000.0
#define MOST_CADENCE_S 900.0
#define LEAST_VOLTS 1.0
#define MOST_VOLTS 1000.0
#define MOST_NOISE_COUNTS 4096.0
#define LEAST_SPEED 1e-3
#define MOST_SPEED 1e6
#define LATEST_MS 4e12      /* since 1970 */
#define MOST_OFFSET_S 4e9

enum named {
    STATE = 1, SERIAL, BROKER, CLAIMS, SERVER_CA, CLAIM_CERTIFICATE, CLAIM_KEY, FIRMWARE_KEY, CADENCE, ANY_NAME, POWERS,
    WAVE, VOLTS, NOISE, SPEED, SINCE, CLOCK_OFFSET, NO_CLOCK, ADC, MODEM, FAULT, FIRMWARE, HARDWARE, QUIET, TRACE,
    KEEPS_CLAIM, SUPERVISED,
};

static const struct option names[] = {
    {"state", required_argument, NULL, STATE},
    {"serial", required_argument, NULL, SERIAL},
    {"broker", required_argument, NULL, BROKER},
    {"claims", required_argument, NULL, CLAIMS},
    {"server-ca", required_argument, NULL, SERVER_CA},
    {"claim-certificate", required_argument, NULL, CLAIM_CERTIFICATE},
    {"claim-key", required_argument, NULL, CLAIM_KEY},
    {"firmware-key", required_argument, NULL, FIRMWARE_KEY},
    {"cadence", required_argument, NULL, CADENCE},
    {"no-tls-name", no_argument, NULL, ANY_NAME},
    {"powers", required_argument, NULL, POWERS},
    {"wave", required_argument, NULL, WAVE},
    {"volts", required_argument, NULL, VOLTS},
    {"noise", required_argument, NULL, NOISE},
    {"speed", required_argument, NULL, SPEED},
    {"since", required_argument, NULL, SINCE},
    {"clock-offset", required_argument, NULL, CLOCK_OFFSET},
    {"no-clock", no_argument, NULL, NO_CLOCK},
    {"adc", required_argument, NULL, ADC},
    {"modem", required_argument, NULL, MODEM},
    {"fault", required_argument, NULL, FAULT},
    {"firmware", required_argument, NULL, FIRMWARE},
    {"hardware", required_argument, NULL, HARDWARE},
    {"quiet", no_argument, NULL, QUIET},
    {"trace", no_argument, NULL, TRACE},
    {"keeps-claim", no_argument, NULL, KEEPS_CLAIM},
    {"supervised", no_argument, NULL, SUPERVISED},
    {NULL, 0, NULL, 0},
};

/* False for what is no number, too. */
static bool read_number(const char *text, double least, double most, double *number)
{
    char *end = NULL;
    *number = strtod(text, &end);
    return end != text && *end == '\0' && *number >= least && *number <= most;
}

/* mqtts://HOST:PORT */
static bool read_address(const char *url, struct broker_address *address)
{
    static const char scheme[] = "mqtts://";
    double port = 0.0;
    if (strncmp(url, scheme, strlen(scheme)) != 0) {
        return false;
    }
    const char *text = url + strlen(scheme);
    const char *colon = strrchr(text, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - text);
    if (length == 0 || length >= sizeof address->host || !read_number(colon + 1, 1.0, MOST_PORT, &port)) {
        return false;
    }
    memcpy(address->host, text, length);
    address->host[length] = '\0';
    address->port = (int)port;
    return true;
}

static bool take_number(struct options *options, int option, const char *value)
{
    double number = 0.0;
    switch (option) {
    case WAVE:
        return read_number(value, -POWERS_MOST_W, POWERS_MOST_W, &options->wave_w);
    case VOLTS:
        return read_number(value, 0.0, 0.0, &options->volts) ||
               read_number(value, LEAST_VOLTS, MOST_VOLTS, &options->volts);
    case NOISE:
        return read_number(value, 0.0, MOST_NOISE_COUNTS, &options->noise_counts);
    case SPEED:
        return read_number(value, LEAST_SPEED, MOST_SPEED, &options->speed);
    case SINCE:
        return read_number(value, 0.0, LATEST_MS, &options->since_ms);
    case CADENCE:
        return read_number(value, 1.0, MOST_CADENCE_S, &options->cadence_s);
    default: {
        bool is_read = read_number(value, -MOST_OFFSET_S, MOST_OFFSET_S, &number);
        options->clock_offset_ms = is_read ? (int64_t)(number * MS_PER_S) : 0;
        return is_read;
    }
    }
}

static bool take_flag(struct options *options, int option)
{
    options->is_any_name = options->is_any_name || option == ANY_NAME;
    options->has_no_clock = options->has_no_clock || option == NO_CLOCK;
    options->is_quiet = options->is_quiet || option == QUIET;
    options->is_traced = options->is_traced || option == TRACE;
    options->keeps_claim = options->keeps_claim || option == KEEPS_CLAIM;
    options->is_supervised = options->is_supervised || option == SUPERVISED;
    return true;
}

static const char **text_of(struct options *options, int option)
{
    switch (option) {
    case STATE:
        return &options->state;
    case SERIAL:
        return &options->serial;
    case SERVER_CA:
        return &options->server_ca;
    case CLAIM_CERTIFICATE:
        return &options->claim_certificate;
    case CLAIM_KEY:
        return &options->claim_key;
    case FIRMWARE_KEY:
        return &options->firmware_key;
    case POWERS:
        return &options->powers;
    case MODEM:
        return &options->modem;
    case FIRMWARE:
        return &options->firmware;
    case HARDWARE:
        return &options->hardware;
    default:
        return NULL;
    }
}

static bool take(struct options *options, int option, const char *value)
{
    const char **text = text_of(options, option);
    if (text != NULL) {
        *text = value;
        return option != FIRMWARE || semver_is(value); /* the core compares it */
    }
    switch (option) {
    case BROKER:
        return read_address(value, &options->broker);
    case CLAIMS:
        return read_address(value, &options->claims);
    case ADC:
        options->sends_windows = strcmp(value, "windows") == 0;
        return options->sends_windows || strcmp(value, "samples") == 0;
    case FAULT:
        return faults_take(&options->faults, value);
    case ANY_NAME:
    case NO_CLOCK:
    case QUIET:
    case TRACE:
    case KEEPS_CLAIM:
    case SUPERVISED:
        return take_flag(options, option);
    default:
        return take_number(options, option, value);
    }
}

static bool is_complete(const struct options *options)
{
    return options->state != NULL && options->serial != NULL && options->server_ca != NULL &&
           options->broker.port != 0 && strchr(options->serial, '/') == NULL && options->serial[0] != '\0' &&
           options->serial[0] != '.';
}

bool options_read(struct options *options, int count, char **words)
{
    int option = 0;
    int at = 0;
    *options = (struct options){.speed = 1.0, .volts = 230.0, .noise_counts = 3.0, .firmware = "1.0.0",
                                .hardware = "posix-1", .faults = faults_none()};
    while ((option = getopt_long(count, words, "", names, &at)) != -1) {
        if (option == '?') {
            return false; /* getopt has said why */
        }
        if (!take(options, option, optarg)) {
            (void)fprintf(stderr, "--%s: not as it has to be: %s\n", names[at].name, optarg);
            return false;
        }
    }
    if (optind != count || !is_complete(options)) {
        (void)fprintf(stderr, "needed: --state --serial --broker --server-ca; firmware/README.md says more\n");
        return false;
    }
    return true;
}
