/* Who the device is: two slots, each with a key and its certificate, one of them the current identity.
 *
 * What is true stands in one record that is written whole; around it every step can be cut off and is
 * begun again. A key is made before the record knows of it, a certificate lies in its slot before the
 * record says so, and what the record no longer knows is erased afterwards, at the latest at the next
 * beginning. So no key is asked for twice by mistake, and a claim is erased only when the device has
 * connected without it. */
#ifndef MERIGGIO_CORE_IDENTITY_H
#define MERIGGIO_CORE_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypto.h"
#include "kv.h"
#include "message.h"
#include "record.h"

#define IDENTITY_NAME_BYTES 65u   /* of an id, with the 0 at the end */
#define IDENTITY_TOKEN_BYTES 257u
#define IDENTITY_PEM_BYTES 4096u  /* a certificate and its issuer */
#define IDENTITY_CLAIM_SLOT 2u    /* its key comes from the factory; certificate: key "claim" */
#define IDENTITY_NONE 255u

/* What is in the slot that is not current. */
enum identity_spare {
    IDENTITY_EMPTY,      /* nothing of use */
    IDENTITY_KEY,        /* a key, the same until there is a certificate */
    IDENTITY_UNREGISTERED, /* a certificate the system does not know to be stored */
    IDENTITY_READY,      /* one to connect with */
};

struct identity_facts {
    uint64_t ends_s;
    char serial[CRYPTO_SERIAL_BYTES];
};

struct identity_record {
    uint64_t register_before_ms; /* of an unregistered certificate, since 1970 */
    struct identity_facts facts[2];
    uint8_t current; /* 0, 1 or IDENTITY_NONE */
    uint8_t spare;
    char device_id[IDENTITY_NAME_BYTES];
    char token[IDENTITY_TOKEN_BYTES];
};

struct identity {
    const struct kv *kv;
    const struct crypto *crypto;
    const char *serial_number;
    bool has_claim;
    bool keeps_claim;
    char claim_id[IDENTITY_NAME_BYTES];
    struct {
        uint8_t frame[RECORD_FRAME_BYTES];
        struct identity_record record;
    } kept;
};

/* Find out who we are, and finish what was cut off. `keeps_claim`: it is never erased, to go back to it.
 * `scratch` has room for IDENTITY_PEM_BYTES. The ports and the serial number stay the caller's. False when
 * the ports refuse: try again. */
bool identity_begin(struct identity *identity, const struct kv *kv, const struct crypto *crypto,
                    const char *serial_number, bool keeps_claim, char *scratch);

/* The slot that is not current; its certificate lies under identity_key_of. */
unsigned identity_spare_slot(const struct identity *identity);
const char *identity_key_of(unsigned slot);

bool identity_has_current(const struct identity *identity);
bool identity_is(const struct identity *identity, enum identity_spare spare);

/* See to it that the spare slot has a key: a new one, unless one waits for its certificate. */
bool identity_fresh_key(struct identity *identity);

/* The spare slot's key got this certificate; with a token it has to be registered first. False, and
 * nothing is changed, when the certificate is not the key's or names nobody. */
bool identity_issued(struct identity *identity, const char *pem, size_t length, const char *device_id,
                     const char *token, uint64_t register_before_ms);

/* The system knows that it is stored. */
bool identity_registered(struct identity *identity);

/* The device has connected with the spare slot: it is the current one, and the claim is erased. */
bool identity_promote(struct identity *identity);

/* What is in the spare slot is of no use, its key neither. */
bool identity_forget(struct identity *identity);

/* Nobody any more: begin with the claim, which has to be there. */
bool identity_give_up(struct identity *identity);

/* Write the member "csr", a request by the spare slot's key; `name` is as good as any. */
bool identity_put_request(const struct identity *identity, const char *name, struct message *message,
                          struct json_writer *writer);

#endif
