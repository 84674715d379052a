/* Any offer of an image: no fault, and nothing is loaded that is not signed and newer. */
#include <stdlib.h>
#include <string.h>

#include "machine_sim.h"
#include "ota_policy.h"
#include "semver.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct machine_sim machine;
    static struct ota_policy ota;
    static const struct ota_slots slots;
    static const struct ota_settings settings = {"esp32s3-1", "1.2.0", "1.1.0", 4096};
    char memory[512];
    struct message message = {.payload = memory, .room = sizeof memory};
    uint64_t wake_ms = 0;
    machine_sim_init(&machine, "spring-2027");
    ota_begin(&ota, &machine.kv, &machine.crypto, &slots, &settings, 0);
    bool is_offer = ota_hear(&ota, (const char *)bytes, length, 0);
    if (ota_tick(&ota, 0, &wake_ms) == OTA_DOWNLOAD &&
        (!is_offer || !semver_is(ota.version) || semver_compare(ota.version, "1.1.0") < 0 ||
         ota.size_bytes > settings.slot_bytes || memcmp(ota.url, "https://", 8) != 0)) {
        abort();
    }
    if (ota_report(&ota, "MG-1", &message) != is_offer) {
        abort();
    }
    return 0;
}
