#include "ota_policy.h"

#include <string.h>

#include "ota_offer.h"

#define LAYOUT 1u
#define KEY "firmware"
#define WHOLE 100u

static const char *const phases[] = {"",          "downloading", "verifying", "installing",
                                     "confirmed", "rolled_back", "failed",    "refused"};

static bool keep(struct ota_policy *ota)
{
    return record_write(ota->kv, KEY, LAYOUT, (uint8_t *)&ota->kept, sizeof ota->kept.record);
}

static void say(struct ota_policy *ota, const struct ota_progress *progress)
{
    ota->to_say = *progress;
    ota->has_to_say = true;
}

static void go_on(struct ota_policy *ota, enum ota_phase phase, uint32_t percent)
{
    ota->said.phase = (uint8_t)phase;
    ota->said.percent = (uint8_t)percent;
    say(ota, &ota->said);
}

/* The last word on an update; whether it is written down. Else it is offered, and decided, again. */
static bool finish(struct ota_policy *ota, const char *update_id, enum ota_phase phase, enum ota_why why)
{
    struct ota_record *record = &ota->kept.record;
    struct ota_progress last = {.phase = (uint8_t)phase, .why = (uint8_t)why};
    last.percent = phase == OTA_CONFIRMED ? WHOLE : 0;
    memcpy(last.update_id, update_id, sizeof last.update_id);
    record->finished[record->finished_next] = last;
    record->finished_next = (uint8_t)((record->finished_next + 1u) % OTA_REMEMBERED);
    record->has_trial = false;
    ota->said.phase = OTA_NONE;
    ota->is_downloading = false;
    say(ota, &last);
    return keep(ota);
}

static void fail(struct ota_policy *ota, enum ota_why why)
{
    (void)finish(ota, ota->said.update_id, OTA_FAILED, why);
}

void ota_begin(struct ota_policy *ota, const struct kv *kv, const struct crypto *crypto,
               const struct ota_slots *slots, const struct ota_settings *settings, uint64_t now_ms)
{
    memset(ota, 0, sizeof *ota);
    ota->kv = kv;
    ota->crypto = crypto;
    ota->slots = slots;
    ota->settings = *settings;
    struct ota_record *record = &ota->kept.record;
    if (!record_read(kv, KEY, LAYOUT, (uint8_t *)&ota->kept, sizeof *record)) {
        memset(&ota->kept, 0, sizeof ota->kept);
    }
    if (record->has_trial && strcmp(record->trial_version, settings->version) != 0) {
        (void)finish(ota, record->trial_id, OTA_ROLLED_BACK, OTA_WHY_NOT_GOOD);
    }
    ota->until_ms = now_ms + OTA_TRIAL_MS;
}

bool ota_is_on_trial(const struct ota_policy *ota)
{
    return ota->kept.record.has_trial;
}

bool ota_is_under_way(const struct ota_policy *ota)
{
    return ota->said.phase != OTA_NONE || ota_is_on_trial(ota);
}

static const struct ota_progress *find_finished(const struct ota_policy *ota, const char *update_id)
{
    const struct ota_record *record = &ota->kept.record;
    for (size_t at = 0; at < OTA_REMEMBERED; at++) {
        if (record->finished[at].phase != OTA_NONE && strcmp(record->finished[at].update_id, update_id) == 0) {
            return &record->finished[at];
        }
    }
    return NULL;
}

bool ota_hear(struct ota_policy *ota, const char *text, size_t length, uint64_t now_ms)
{
    struct ota_offer offer;
    if (!ota_offer_read(&offer, text, length)) {
        return false;
    }
    const struct ota_progress *known = find_finished(ota, offer.update_id);
    if (known != NULL) {
        say(ota, known);
        return true;
    }
    if (ota_is_under_way(ota)) { /* one at a time; it is offered again */
        if (ota->said.phase != OTA_NONE && strcmp(ota->said.update_id, offer.update_id) == 0) {
            say(ota, &ota->said);
        }
        return true;
    }
    enum ota_why why = ota_offer_objection(&offer, text, length, ota);
    if (why != OTA_WHY_NOTHING) {
        (void)finish(ota, offer.update_id, why == OTA_WHY_INSTALLED ? OTA_CONFIRMED : OTA_REFUSED, why);
        return true;
    }
    memcpy(ota->said.update_id, offer.update_id, sizeof offer.update_id);
    memcpy(ota->version, offer.version, sizeof offer.version);
    ota->size_bytes = offer.size_bytes;
    ota->got_bytes = 0;
    ota->in_vain = 0;
    ota->next_ms = now_ms;
    backoff_begin(&ota->backoff);
    go_on(ota, OTA_DOWNLOADING, 0);
    return true;
}

enum ota_step ota_tick(struct ota_policy *ota, uint64_t now_ms, uint64_t *wake_ms)
{
    *wake_ms = UINT64_MAX;
    if (ota->is_restarting) {
        return OTA_RESTART;
    }
    if (ota_is_on_trial(ota)) {
        *wake_ms = ota->until_ms;
        if (now_ms < ota->until_ms) {
            return OTA_WAIT;
        }
        ota->is_restarting = ota->slots->go_back(ota->slots->context);
        *wake_ms = ota->until_ms = now_ms + OTA_TRIAL_MS; /* in case the flash refuses, or nobody restarts */
        return ota->is_restarting ? OTA_RESTART : OTA_WAIT;
    }
    if (ota->said.phase != OTA_DOWNLOADING || ota->is_downloading) {
        return OTA_WAIT;
    }
    *wake_ms = ota->next_ms;
    if (now_ms < ota->next_ms) {
        return OTA_WAIT;
    }
    ota->is_downloading = true;
    *wake_ms = UINT64_MAX;
    return OTA_DOWNLOAD;
}

void ota_progressed(struct ota_policy *ota, uint32_t got_bytes)
{
    if (!ota->is_downloading || got_bytes <= ota->got_bytes) {
        return;
    }
    ota->got_bytes = got_bytes;
    ota->in_vain = 0;
    backoff_begin(&ota->backoff);
    uint32_t percent = (uint32_t)((uint64_t)WHOLE * got_bytes / ota->size_bytes);
    percent -= percent % OTA_STEP_PERCENT;
    if (percent > ota->said.percent && percent < WHOLE) {
        go_on(ota, OTA_DOWNLOADING, percent);
    }
}

void ota_broke(struct ota_policy *ota, uint64_t now_ms, uint32_t random)
{
    if (!ota->is_downloading) {
        return;
    }
    ota->is_downloading = false;
    ota->next_ms = now_ms + backoff_next_ms(&ota->backoff, random);
    if (++ota->in_vain > OTA_GIVEN_UP_AFTER) {
        fail(ota, OTA_WHY_NO_DOWNLOAD);
    }
}

/* It is here: on trial from the next start on. */
static void install(struct ota_policy *ota)
{
    struct ota_record *record = &ota->kept.record;
    memcpy(record->trial_id, ota->said.update_id, sizeof record->trial_id);
    memcpy(record->trial_version, ota->version, sizeof record->trial_version);
    record->has_trial = true;
    if (!keep(ota) || !ota->slots->start_new(ota->slots->context)) {
        record->has_trial = false;
        fail(ota, OTA_WHY_FLASH);
        return;
    }
    go_on(ota, OTA_INSTALLING, WHOLE);
    ota->is_restarting = true;
}

void ota_ended(struct ota_policy *ota, const uint8_t sha256[OTA_HASH_BYTES], uint64_t now_ms, uint32_t random)
{
    if (!ota->is_downloading) {
        return;
    }
    if (ota->got_bytes < ota->size_bytes) { /* the server has less than was offered, so far */
        ota_broke(ota, now_ms, random);
        return;
    }
    ota->is_downloading = false;
    go_on(ota, OTA_VERIFYING, WHOLE);
    if (ota->got_bytes > ota->size_bytes || memcmp(sha256, ota->sha256, OTA_HASH_BYTES) != 0) {
        fail(ota, OTA_WHY_OTHER_BYTES);
        return;
    }
    install(ota);
}

static void confirm_if_good(struct ota_policy *ota)
{
    if (!ota_is_on_trial(ota) || ota->is_restarting || !ota->has_measured || !ota->has_acknowledged) {
        return;
    }
    /* First the bootloader: a record that says so while it goes back would be a lie. */
    if (ota->slots->keep_running(ota->slots->context) &&
        !finish(ota, ota->kept.record.trial_id, OTA_CONFIRMED, OTA_WHY_NOTHING)) {
        ota->kept.record.has_trial = true;
        ota->has_to_say = false;
    }
}

void ota_measured(struct ota_policy *ota)
{
    ota->has_measured = true;
    confirm_if_good(ota);
}

void ota_acknowledged(struct ota_policy *ota)
{
    ota->has_acknowledged = true;
    confirm_if_good(ota);
}

bool ota_report(struct ota_policy *ota, const char *device_id, struct message *message)
{
    if (!ota->has_to_say || !message_topic(message, "report", device_id, "firmware", NULL)) {
        return false;
    }
    ota->has_to_say = false;
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{\"updateId\":");
    json_put_string(&writer, ota->to_say.update_id);
    json_put(&writer, ",\"phase\":");
    json_put_string(&writer, phases[ota->to_say.phase]);
    json_put(&writer, ",\"percent\":");
    json_put_unsigned(&writer, ota->to_say.percent, 1);
    json_put(&writer, ",\"detail\":");
    json_put_string(&writer, ota_offer_text((enum ota_why)ota->to_say.why));
    json_put(&writer, "}");
    return message_end(message, &writer);
}
