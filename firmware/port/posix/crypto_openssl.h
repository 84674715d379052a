/* Keys in files, used by OpenSSL. Slot n's key is n.pem, readable by its owner alone. */
#ifndef MERIGGIO_POSIX_CRYPTO_OPENSSL_H
#define MERIGGIO_POSIX_CRYPTO_OPENSSL_H

#include <openssl/evp.h>

#include "crypto.h"

struct crypto_openssl {
    struct crypto crypto;
    int folder;
    EVP_PKEY *maker; /* Ed25519, public; NULL: nothing is signed by it */
};

/* Keys are in the folder `name`; `maker_key` is raw in base64, or NULL. False when one of them cannot be used. */
bool crypto_openssl_open(struct crypto_openssl *openssl, int inside, const char *name, const char *maker_key);

void crypto_openssl_close(struct crypto_openssl *openssl);

/* The slot's key, the caller's to free; NULL where there is none. */
EVP_PKEY *crypto_openssl_key(const struct crypto_openssl *openssl, unsigned slot);

/* Put a key there that was made elsewhere: the claim's, by the factory. */
bool crypto_openssl_put_key(const struct crypto_openssl *openssl, unsigned slot, const char *pem, size_t length);

#endif
