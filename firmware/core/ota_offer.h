/* What is offered, and whether it is taken; of ota_policy alone. */
#ifndef MERIGGIO_CORE_OTA_OFFER_H
#define MERIGGIO_CORE_OTA_OFFER_H

#include "ota_policy.h"

enum ota_why {
    OTA_WHY_NOTHING,
    OTA_WHY_INSTALLED,
    OTA_WHY_HARDWARE,
    OTA_WHY_SIGNATURE,
    OTA_WHY_NO_VERSION,
    OTA_WHY_LOWER,
    OTA_WHY_LOWEST,
    OTA_WHY_URL,
    OTA_WHY_SIZE,
    OTA_WHY_NO_DOWNLOAD,
    OTA_WHY_OTHER_BYTES,
    OTA_WHY_FLASH,
    OTA_WHY_NOT_GOOD,
};

struct ota_offer {
    uint32_t size_bytes;
    bool is_forced;
    char update_id[OTA_ID_BYTES];
    char version[OTA_VERSION_BYTES];
};

/* False when what has to be known of it cannot be read. */
bool ota_offer_read(struct ota_offer *offer, const char *text, size_t length);

/* Why it is not taken; OTA_WHY_NOTHING: it is, and its URL and hash are in `ota`. */
enum ota_why ota_offer_objection(const struct ota_offer *offer, const char *text, size_t length,
                                 struct ota_policy *ota);

const char *ota_offer_text(enum ota_why why);

#endif
