/* What the core needs of cryptography. Private keys never leave the port: they lie in slots. */
#ifndef MERIGGIO_PORT_CRYPTO_H
#define MERIGGIO_PORT_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRYPTO_NAME_BYTES 65u   /* with the 0 at the end */
#define CRYPTO_SERIAL_BYTES 41u /* 20 bytes in hexadecimal, lower case, without zeros in front */
#define CRYPTO_SIGNATURE_BYTES 64u

struct certificate_facts {
    char common_name[CRYPTO_NAME_BYTES];
    char serial[CRYPTO_SERIAL_BYTES];
    uint64_t ends_s; /* since 1970 */
};

/* Keys are EC P-256. An effect is there when its function returns. */
struct crypto {
    void *context;
    /* A new random key, in place of what is in the slot. */
    bool (*make_key)(void *context, unsigned slot);
    /* Succeeds too where there is none. */
    bool (*erase_key)(void *context, unsigned slot);
    /* PKCS #10 in PEM by the slot's key, without a 0 at the end; its length, 0 when that failed. */
    size_t (*request)(void *context, unsigned slot, const char *name, char *pem, size_t room);
    /* ECDSA-SHA256 in DER by the slot's key; its length, 0 when that failed. */
    size_t (*sign)(void *context, unsigned slot, const char *text, size_t length, uint8_t *der, size_t room);
    /* The first certificate of a PEM chain; false unless it is of the slot's key. */
    bool (*read_certificate)(void *context, unsigned slot, const char *pem, size_t length,
                             struct certificate_facts *facts);
    /* Whether this is an Ed25519 signature by the maker's key, which is built in. */
    bool (*is_signed)(void *context, const char *text, size_t length,
                      const uint8_t signature[CRYPTO_SIGNATURE_BYTES]);
};

#endif
