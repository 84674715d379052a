#include "ota_offer.h"

#include <string.h>

#include "base64.h"
#include "json_values.h"
#include "semver.h"

#define HEX_BYTES (2u * OTA_HASH_BYTES + 1u)
#define STATEMENT_BYTES 240u

static const char *const texts[] = {
    "",
    "it was installed already",
    "built for other hardware",
    "the signature is not by the built-in key",
    "the version is no Semantic Version",
    "lower than what is installed",
    "lower than the bootloader takes",
    "images come over HTTPS only",
    "it does not fit",
    "it could not be downloaded",
    "what was downloaded is not what was signed",
    "the flash cannot be written",
    "it had not measured, or nobody acknowledged that",
};

const char *ota_offer_text(enum ota_why why)
{
    return (size_t)why < sizeof texts / sizeof texts[0] ? texts[why] : "";
}

static bool read_string(struct json offer, const char *name, char *string, size_t room)
{
    struct json member;
    return json_member(offer, name, &member) && json_string(member, string, room);
}

bool ota_offer_read(struct ota_offer *offer, const char *text, size_t length)
{
    struct json whole;
    struct json member;
    int64_t size = 0;
    memset(offer, 0, sizeof *offer);
    if (!json_of(text, length, &whole) || !read_string(whole, "updateId", offer->update_id, OTA_ID_BYTES) ||
        offer->update_id[0] == '\0' || !read_string(whole, "version", offer->version, OTA_VERSION_BYTES) ||
        !json_member(whole, "sizeBytes", &member) || !json_integer(member, &size) || size < 1) {
        return false;
    }
    offer->size_bytes = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
    return !json_member(whole, "force", &member) || json_boolean(member, &offer->is_forced);
}

static bool read_hash(const char *text, uint8_t hash[OTA_HASH_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    size_t at = 0;
    for (; text[at] != '\0'; at++) {
        const char *found = strchr(digits, text[at]);
        if (found == NULL) {
            return false;
        }
        hash[at / 2u] = (uint8_t)((uint32_t)hash[at / 2u] << 4 | (uint32_t)(found - digits));
    }
    return at == HEX_BYTES - 1u;
}

static bool is_signed(const struct ota_offer *offer, struct json whole, struct ota_policy *ota)
{
    char statement[STATEMENT_BYTES];
    char hex[HEX_BYTES];
    uint8_t signature[CRYPTO_SIGNATURE_BYTES];
    if (!read_string(whole, "sha256", hex, sizeof hex) || !read_hash(hex, ota->sha256) ||
        !read_string(whole, "signature", ota->url, sizeof ota->url) ||
        !base64_decode(ota->url, signature, sizeof signature)) {
        return false;
    }
    struct json_writer writer = {statement, sizeof statement, 0, true};
    json_put(&writer, "meriggio-firmware:");
    json_put(&writer, ota->settings.hardware);
    json_put(&writer, ":");
    json_put(&writer, offer->version);
    json_put(&writer, ":");
    json_put_unsigned(&writer, offer->size_bytes, 1);
    json_put(&writer, ":");
    json_put(&writer, hex);
    return writer.fits && ota->crypto->is_signed(ota->crypto->context, statement, writer.length, signature);
}

enum ota_why ota_offer_objection(const struct ota_offer *offer, const char *text, size_t length,
                                 struct ota_policy *ota)
{
    struct json whole;
    const struct ota_settings *settings = &ota->settings;
    /* The URL's memory serves for hardware and signature before. */
    if (!json_of(text, length, &whole) || !read_string(whole, "hardware", ota->url, sizeof ota->url) ||
        strcmp(ota->url, settings->hardware) != 0) {
        return OTA_WHY_HARDWARE;
    }
    if (!is_signed(offer, whole, ota)) {
        return OTA_WHY_SIGNATURE;
    }
    if (!semver_is(offer->version)) {
        return OTA_WHY_NO_VERSION;
    }
    int order = semver_compare(offer->version, settings->version);
    if (order == 0) {
        return OTA_WHY_INSTALLED;
    }
    if (order < 0 && !offer->is_forced) {
        return OTA_WHY_LOWER;
    }
    if (semver_compare(offer->version, settings->lowest_version) < 0) {
        return OTA_WHY_LOWEST;
    }
    if (offer->size_bytes > settings->slot_bytes) {
        return OTA_WHY_SIZE;
    }
    if (!read_string(whole, "url", ota->url, sizeof ota->url) || memcmp(ota->url, "https://", 8) != 0) {
        return OTA_WHY_URL;
    }
    return OTA_WHY_NOTHING;
}
