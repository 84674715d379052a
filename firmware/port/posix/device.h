/* The device: one loop around the core. It takes what happened, lets the core decide, and does that. */
#ifndef MERIGGIO_POSIX_DEVICE_H
#define MERIGGIO_POSIX_DEVICE_H

#include "adc.h"
#include "broker.h"
#include "crypto_openssl.h"
#include "download.h"
#include "flash_file.h"
#include "kv_files.h"
#include "options.h"
#include "powers.h"
#include "report.h"
#include "slots.h"
#include "typed.h"
#include "uart.h"

enum device_end { DEVICE_STOPPED, DEVICE_RESTARTS };

struct device {
    const struct options *options;
    struct device_clock clock;
    struct report report;
    struct events events;
    struct flash_file flash;
    struct kv_files kv;
    struct crypto_openssl crypto;
    struct slots slots;
    struct tls_server images;
    struct broker broker;
    struct download download;
    struct powers powers;
    struct typed typed;
    struct uart uart;
    struct adc adc;
    int state;   /* the folder */
    int lock;
    int signals; /* says when to stop */
    bool is_away; /* the network */
    bool has_connected_claim;
    bool is_stopped; /* at once */
    uint64_t wake_ms;
    uint64_t stop_ms;    /* at the latest; UINT64_MAX: it was not asked to */
    uint32_t jumps;      /* through a past, since what is outside was looked at */
    uint64_t restart_ms; /* at the latest; UINT64_MAX: it was not asked for */
    struct app app;
};

/* Power on. False, with a word on stderr, when the machine does not let it. */
bool device_begin(struct device *device, const struct options *options);

/* Until it is stopped, or restarts. */
enum device_end device_run(struct device *device);

/* Whether there is no network now. */
bool device_is_network_away(const struct device *device);

/* Do what the core decided. */
void device_perform(struct device *device, const struct app_action *action, uint64_t now_ms);

/* Tell the core whether there is a network, and the time if there is. */
void device_join(struct device *device);

/* Tell it the time as a time server does, where there is one. */
void device_tell_time(struct device *device);

/* Show a message, which is JSON and stands in the line as it is. */
void device_trace(const struct device *device, const char *event, const char *topic, const char *text, size_t length);

/* Power off: nobody is told. */
void device_end(struct device *device);

#endif
