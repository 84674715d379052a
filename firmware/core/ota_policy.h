/* Firmware over the air: what is taken, when it counts as good, and the way back.
 *
 * An image is taken when the maker has signed it, for this hardware, not lower than what runs (unless
 * that is forced) and never lower than what the bootloader still takes. It is good when it has measured
 * and the system has acknowledged a reading of it; one that has not in its time is left for the one
 * before. Each step stands in a record before it has an effect, so that power may fail anywhere. */
#ifndef MERIGGIO_CORE_OTA_POLICY_H
#define MERIGGIO_CORE_OTA_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backoff.h"
#include "crypto.h"
#include "kv.h"
#include "message.h"
#include "ota.h"
#include "record.h"

#define OTA_TRIAL_MS 3600000u
#define OTA_GIVEN_UP_AFTER 8u /* tries in a row without a byte */
#define OTA_STEP_PERCENT 25u
#define OTA_REMEMBERED 8u
#define OTA_ID_BYTES 37u
#define OTA_VERSION_BYTES 65u
#define OTA_URL_BYTES 257u
#define OTA_HASH_BYTES 32u

enum ota_phase {
    OTA_NONE,
    OTA_DOWNLOADING,
    OTA_VERIFYING,
    OTA_INSTALLING,
    OTA_CONFIRMED,
    OTA_ROLLED_BACK,
    OTA_FAILED,
    OTA_REFUSED,
};

enum ota_step {
    OTA_WAIT,
    OTA_DOWNLOAD, /* url, from byte got_bytes on into the other slot; 0: from its beginning */
    OTA_RESTART,
};

struct ota_settings {
    const char *hardware;
    const char *version; /* that runs */
    const char *lowest_version;
    uint32_t slot_bytes;
};

/* What is told of an update; `why` is a place in a list of texts. */
struct ota_progress {
    char update_id[OTA_ID_BYTES];
    uint8_t phase;
    uint8_t percent;
    uint8_t why;
};

struct ota_record {
    bool has_trial;
    uint8_t finished_next;
    char trial_id[OTA_ID_BYTES];
    char trial_version[OTA_VERSION_BYTES];
    struct ota_progress finished[OTA_REMEMBERED];
};

struct ota_policy {
    const struct kv *kv;
    const struct crypto *crypto;
    const struct ota_slots *slots;
    struct ota_settings settings;
    struct ota_progress said; /* of the update under way; phase OTA_NONE: there is none */
    struct ota_progress to_say;
    bool has_to_say;
    bool is_downloading; /* the port is at it */
    bool is_restarting;
    bool has_measured;
    bool has_acknowledged;
    uint32_t size_bytes;
    uint32_t got_bytes;
    uint32_t in_vain;
    struct backoff backoff;
    uint64_t next_ms;  /* the next try to download */
    uint64_t until_ms; /* of the trial */
    uint8_t sha256[OTA_HASH_BYTES];
    char version[OTA_VERSION_BYTES];
    char url[OTA_URL_BYTES];
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct ota_record record;
    } kept;
};

/* Begin, and see what became of an update. Ports and texts stay the caller's. */
void ota_begin(struct ota_policy *ota, const struct kv *kv, const struct crypto *crypto,
               const struct ota_slots *slots, const struct ota_settings *settings, uint64_t now_ms);

/* The system offers an image; false for a message that is no offer. */
bool ota_hear(struct ota_policy *ota, const char *text, size_t length, uint64_t now_ms);

/* What to do now; to be called after each event, and at `wake_ms` at the latest. */
enum ota_step ota_tick(struct ota_policy *ota, uint64_t now_ms, uint64_t *wake_ms);

/* Of a download: so many bytes are in the slot. */
void ota_progressed(struct ota_policy *ota, uint32_t got_bytes);

/* It broke off. `random`: any 32 random bits. */
void ota_broke(struct ota_policy *ota, uint64_t now_ms, uint32_t random);

/* The server had no more. SHA-256 is of all the bytes that are in the slot. */
void ota_ended(struct ota_policy *ota, const uint8_t sha256[OTA_HASH_BYTES], uint64_t now_ms, uint32_t random);

/* This firmware has measured; the system has acknowledged a reading that it measured. */
void ota_measured(struct ota_policy *ota);
void ota_acknowledged(struct ota_policy *ota);

/* Write what is to be told; false: nothing is. */
bool ota_report(struct ota_policy *ota, const char *device_id, struct message *message);

bool ota_is_on_trial(const struct ota_policy *ota);
bool ota_is_under_way(const struct ota_policy *ota);

#endif
