#include "machine_sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool spend(struct machine_sim *sim)
{
    sim->calls++;
    if (sim->power == 0) {
        return false;
    }
    sim->power -= sim->power == MACHINE_SIM_FOREVER ? 0u : 1u;
    return true;
}

static struct machine_sim_entry *find(struct machine_sim *sim, const char *key)
{
    for (size_t at = 0; at < MACHINE_SIM_ENTRIES; at++) {
        if (strcmp(sim->entries[at].key, key) == 0) {
            return &sim->entries[at];
        }
    }
    return NULL;
}

static size_t sim_read(void *context, const char *key, void *bytes, size_t room)
{
    struct machine_sim_entry *entry = find(context, key);
    if (!spend(context) || entry == NULL || entry->length > room) {
        return 0;
    }
    memcpy(bytes, entry->bytes, entry->length);
    return entry->length;
}

static bool sim_write(void *context, const char *key, const void *bytes, size_t length)
{
    struct machine_sim_entry *entry = find(context, key);
    entry = entry != NULL ? entry : find(context, "");
    if (!spend(context) || entry == NULL || length > sizeof entry->bytes) {
        return false;
    }
    strncpy(entry->key, key, sizeof entry->key - 1u);
    memcpy(entry->bytes, bytes, length);
    entry->length = length;
    return true;
}

static bool sim_erase(void *context, const char *key)
{
    struct machine_sim_entry *entry = find(context, key);
    if (!spend(context)) {
        return false;
    }
    if (entry != NULL) {
        memset(entry, 0, sizeof *entry);
    }
    return true;
}

static bool sim_make_key(void *context, unsigned slot)
{
    struct machine_sim *sim = context;
    if (!spend(sim)) {
        return false;
    }
    sim->key[slot] = ++sim->keys;
    return true;
}

static bool sim_erase_key(void *context, unsigned slot)
{
    struct machine_sim *sim = context;
    if (!spend(sim)) {
        return false;
    }
    sim->key[slot] = 0;
    return true;
}

static size_t sim_request(void *context, unsigned slot, const char *name, char *pem, size_t room)
{
    struct machine_sim *sim = context;
    if (!spend(sim) || sim->key[slot] == 0) {
        return 0;
    }
    return (size_t)snprintf(pem, room, "-----BEGIN %s-----\nkey %u\n", name, (unsigned)sim->key[slot]);
}

static size_t sim_sign(void *context, unsigned slot, const char *text, size_t length, uint8_t *der, size_t room)
{
    struct machine_sim *sim = context;
    (void)text;
    if (!spend(sim) || sim->key[slot] == 0) {
        return 0;
    }
    return (size_t)snprintf((char *)der, room, "signed by %u, %u bytes", (unsigned)sim->key[slot], (unsigned)length);
}

static bool sim_read_certificate(void *context, unsigned slot, const char *pem, size_t length,
                                 struct certificate_facts *facts)
{
    struct machine_sim *sim = context;
    char text[256] = "";
    unsigned key = 0;
    unsigned long long ends_s = 0;
    memcpy(text, pem, length < sizeof text - 1u ? length : sizeof text - 1u);
    if (!spend(sim) ||
        sscanf(text, "certificate\nkey %u\nname %64s\nserial %40s\nends %llu", &key, facts->common_name,
               facts->serial, &ends_s) != 4) {
        return false;
    }
    facts->ends_s = ends_s;
    return key != 0 && key == sim->key[slot];
}

static bool sim_is_signed(void *context, const char *text, size_t length,
                          const uint8_t signature[CRYPTO_SIGNATURE_BYTES])
{
    (void)text;
    (void)length;
    return spend(context) && memcmp(signature, "the maker", 9) == 0;
}

size_t machine_sim_certificate(char *pem, size_t room, uint32_t key, const char *name, uint32_t serial,
                               uint64_t ends_s)
{
    return (size_t)snprintf(pem, room, "certificate\nkey %u\nname %s\nserial %x\nends %llu\n", (unsigned)key, name,
                            (unsigned)serial, (unsigned long long)ends_s);
}

uint32_t machine_sim_key_of_request(const char *text, size_t length)
{
    char copy[1024] = "";
    memcpy(copy, text, length < sizeof copy - 1u ? length : sizeof copy - 1u);
    const char *found = strstr(copy, "-----\\nkey ");
    return found == NULL ? 0 : (uint32_t)strtoul(found + 11, NULL, 10);
}

bool machine_sim_has(const struct machine_sim *sim, const char *key)
{
    for (size_t at = 0; at < MACHINE_SIM_ENTRIES; at++) {
        if (strcmp(sim->entries[at].key, key) == 0) {
            return true;
        }
    }
    return false;
}

void machine_sim_init(struct machine_sim *sim, const char *claim_id)
{
    memset(sim, 0, sizeof *sim);
    sim->power = MACHINE_SIM_FOREVER;
    sim->kv = (struct kv){sim, sim_read, sim_write, sim_erase};
    sim->crypto = (struct crypto){sim,      sim_make_key,         sim_erase_key, sim_request,
                                  sim_sign, sim_read_certificate, sim_is_signed};
    sim->key[2] = ++sim->keys;
    strcpy(sim->entries[0].key, "claim");
    sim->entries[0].length = machine_sim_certificate((char *)sim->entries[0].bytes, MACHINE_SIM_BYTES, sim->key[2],
                                                     claim_id, 1, 4102444800u);
}
