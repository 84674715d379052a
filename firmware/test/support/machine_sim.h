/* A store and cryptography in memory, whose power can be cut between any two calls: from then on every
 * call fails and changes nothing. Keys are numbers, certificates say whose they are in plain text. */
#ifndef MERIGGIO_TEST_MACHINE_SIM_H
#define MERIGGIO_TEST_MACHINE_SIM_H

#include "crypto.h"
#include "kv.h"

#define MACHINE_SIM_FOREVER UINT32_MAX
#define MACHINE_SIM_ENTRIES 12u
#define MACHINE_SIM_BYTES 5000u
#define MACHINE_SIM_SLOTS 3u

struct machine_sim_entry {
    char key[16];
    uint8_t bytes[MACHINE_SIM_BYTES];
    size_t length;
};

struct machine_sim {
    struct kv kv;
    struct crypto crypto;
    uint32_t power; /* calls that still have an effect */
    uint32_t calls; /* in all */
    uint32_t keys;  /* made so far: the next one's number */
    uint32_t key[MACHINE_SIM_SLOTS]; /* 0: none */
    struct machine_sim_entry entries[MACHINE_SIM_ENTRIES];
};

/* As it leaves the factory: with the claim of a batch. */
void machine_sim_init(struct machine_sim *sim, const char *claim_id);

bool machine_sim_has(const struct machine_sim *sim, const char *key);

/* A certificate of that key, as the system would sign it; and the key of a request, 0: it is none. */
size_t machine_sim_certificate(char *pem, size_t room, uint32_t key, const char *name, uint32_t serial,
                               uint64_t ends_s);
uint32_t machine_sim_key_of_request(const char *text, size_t length);

#endif
