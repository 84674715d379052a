/* Any answer to a claim, or to a device that asks for a new certificate: no fault, and never a state
 * that has no meaning. The first byte chooses the kind. */
#include <stdlib.h>

#include "machine_sim.h"
#include "provisioning.h"
#include "renewal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct machine_sim machine;
static struct identity identity;
static char scratch[IDENTITY_PEM_BYTES];

static void renew(const char *text, size_t length)
{
    struct renewal renewal;
    renewal_begin(&renewal, &identity);
    identity.kept.record.current = 1;
    if (renewal_hear(&renewal, text, length, 0, scratch) != identity_is(&identity, IDENTITY_READY)) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const kinds[] = {"certificate", "registration", "refusal"};
    struct provisioning provisioning;
    const uint32_t random[4] = {1, 2, 3, 4};
    if (length == 0) {
        return 0;
    }
    machine_sim_init(&machine, "spring-2027");
    if (!identity_begin(&identity, &machine.kv, &machine.crypto, "MG-1", false, scratch) ||
        !provisioning_begin(&provisioning, &identity, random, 0, 0) || !identity_fresh_key(&identity)) {
        abort();
    }
    const char *text = (const char *)bytes + 1;
    if (bytes[0] % 4u == 3u) {
        renew(text, length - 1u);
        return 0;
    }
    if (bytes[0] % 4u == 1u) {
        identity.kept.record.spare = IDENTITY_UNREGISTERED;
    }
    provisioning_hear(&provisioning, kinds[bytes[0] % 4u], text, length - 1u, scratch);
    if (identity_is(&identity, IDENTITY_READY) && bytes[0] % 4u != 1u) {
        abort(); /* registered without a registration */
    }
    return 0;
}
