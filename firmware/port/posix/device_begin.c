#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "device.h"
#include "files.h"
#include "modem_sim.h"

#define SECTOR_BYTES 4096u
#define SECTORS 256u /* 1 MiB: 22 days at one reading a minute */
#define PEM_BYTES 4096u
#define LOWEST_VERSION "0.0.1" /* that the bootloader still takes */
#define MADE "made"
#define OWNER_ONLY 0600

static bool failed(const char *what)
{
    (void)fprintf(stderr, "%s: %s\n", what, errno == 0 ? "cannot be used" : strerror(errno));
    return false;
}

/* One process a folder. */
static bool open_state(struct device *device)
{
    int folder = files_folder(AT_FDCWD, device->options->state);
    device->state = folder < 0 ? -1 : files_folder(folder, device->options->serial);
    if (device->state < 0) {
        return failed(device->options->state);
    }
    (void)close(folder);
    device->lock = openat(device->state, "lock", O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
    return (device->lock >= 0 && flock(device->lock, LOCK_EX | LOCK_NB) == 0) || failed(device->options->state);
}

/* The claim is put there once: the device erases it when it needs it no more. `made` holds when it was. */
static bool make(struct device *device)
{
    char pem[PEM_BYTES];
    char made[32];
    const struct options *options = device->options;
    if (options->claim_key == NULL || options->claim_certificate == NULL) {
        return false;
    }
    struct certificate_facts facts;
    const struct crypto *crypto = &device->crypto.crypto;
    size_t length = files_read(AT_FDCWD, options->claim_key, pem, sizeof pem);
    bool is_put = length != 0 && crypto_openssl_put_key(&device->crypto, IDENTITY_CLAIM_SLOT, pem, length);
    OPENSSL_cleanse(pem, sizeof pem);
    length = files_read(AT_FDCWD, options->claim_certificate, pem, sizeof pem);
    is_put = is_put && length != 0 &&
             crypto->read_certificate(crypto->context, IDENTITY_CLAIM_SLOT, pem, length, &facts) &&
             device->kv.kv.write(&device->kv, identity_key_of(IDENTITY_CLAIM_SLOT), pem, length);
    device_clock_begin(&device->clock, device->options->speed, 0);
    int digits = snprintf(made, sizeof made, "%" PRIu64, device->clock.origin_ms);
    return is_put && files_write(device->state, MADE, made, (size_t)digits);
}

static bool open_clock(struct device *device)
{
    char made[32] = "";
    if (files_read(device->state, MADE, made, sizeof made - 1u) == 0 && !make(device)) {
        return failed("the claim");
    }
    if (device->options->since_ms > 0.0) {
        device_clock_begin_in_past(&device->clock, (uint64_t)device->options->since_ms);
    } else {
        device_clock_begin(&device->clock, device->options->speed, strtoull(made, NULL, 10));
    }
    device->clock.offset_ms = device->options->clock_offset_ms;
    return true;
}

static void cut_power(void)
{
    (void)fflush(stdout);
    (void)raise(SIGKILL);
}

static bool open_memory(struct device *device)
{
    errno = 0;
    if (!kv_files_open(&device->kv, device->state, "kv")) {
        return failed("kv");
    }
    if (!crypto_openssl_open(&device->crypto, device->state, "keys", device->options->firmware_key)) {
        return failed("keys, or the firmware's key");
    }
    if (!open_clock(device)) {
        return false;
    }
    if (!slots_start(&device->slots, device->state, "slots", device->options->firmware)) {
        return failed("slots");
    }
    if (!flash_file_open(&device->flash, device->state, "flash.bin", SECTORS, SECTOR_BYTES)) {
        return failed("flash.bin");
    }
    device->flash.is_lazy = device->clock.is_past;
    device->flash.power = device->options->faults.flash_writes;
    device->flash.power_fails = cut_power;
    return true;
}

static bool open_powers(struct device *device)
{
    const char *path = device->options->powers;
    powers_begin(&device->powers, device->options->wave_w);
    device->typed.is_open = path != NULL && strcmp(path, "-") == 0;
    return path == NULL || device->typed.is_open || powers_read(&device->powers, path) || failed(path);
}

static bool open_sensors(struct device *device)
{
    const char *modem = device->options->modem;
    return (uart_open(&device->uart, modem) || failed(modem)) && open_powers(device);
}

/* After all that takes its time, so that the core hears the time before the first samples. */
static void begin_sampling(struct device *device)
{
    const struct options *options = device->options;
    adc_begin(&device->adc, !options->sends_windows, options->volts, options->noise_counts,
              device_clock_now_ms(&device->clock));
    if (options->modem != NULL) {
        adc_stop(&device->adc);
    }
}

static bool open_signals(struct device *device)
{
    sigset_t stops;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)sigemptyset(&stops);
    (void)sigaddset(&stops, SIGTERM);
    (void)sigaddset(&stops, SIGINT);
    if (sigprocmask(SIG_BLOCK, &stops, NULL) != 0) {
        return failed("signals");
    }
    device->signals = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
    return device->signals >= 0 || failed("signals");
}

static bool open_lines(struct device *device)
{
    const struct options *options = device->options;
    device->images = (struct tls_server){"", options->server_ca, options->is_any_name};
    broker_begin(&device->broker, &device->events, &device->clock);
    device->broker.delay_ms = options->faults.broker_delay_ms;
    return (mosquitto_lib_init() == MOSQ_ERR_SUCCESS &&
            download_begin(&device->download, &device->events, &device->clock, &device->slots, &device->images)) ||
           failed("libmosquitto or libcurl");
}

bool device_begin(struct device *device, const struct options *options)
{
    memset(device, 0, sizeof *device);
    device->options = options;
    device->restart_ms = UINT64_MAX;
    device->stop_ms = UINT64_MAX;
    if (!open_signals(device) || !open_state(device) || !open_memory(device) || !open_sensors(device) ||
        !open_lines(device)) {
        return false;
    }
    report_begin(&device->report, &device->clock, options->is_quiet);
    const struct app_ports ports = {&device->flash.flash, &device->kv.kv, &device->crypto.crypto, &device->slots.ota};
    const struct app_settings settings = {
        .serial_number = options->serial,
        .firmware = {options->hardware, device->slots.version, LOWEST_VERSION, SLOTS_IMAGE_BYTES},
        .calibration = adc_calibration(),
        .interval_s = (uint32_t)options->cadence_s,
        .meter = options->modem == NULL ? NULL : &modem_sim_settings,
        .keeps_claim = options->keeps_claim};
    if (!app_begin(&device->app, &ports, &settings, device_clock_now_ms(&device->clock))) {
        return failed("the core");
    }
    report_know(&device->report, &device->app);
    device->is_away = device_is_network_away(device);
    begin_sampling(device);
    return true;
}

void device_end(struct device *device)
{
    broker_leave(&device->broker, false);
    download_end(&device->download);
    events_end(&device->events);
    powers_end(&device->powers);
    uart_close(&device->uart);
    crypto_openssl_close(&device->crypto);
    flash_file_close(&device->flash);
    (void)mosquitto_lib_cleanup();
    (void)close(device->kv.folder);
    (void)close(device->slots.folder);
    (void)close(device->signals);
    (void)close(device->lock);
    (void)close(device->state);
}
