#include "crypto_port.h"

#include <stdio.h>
#include <string.h>

#include "certificate.h"
#include "identity.h"
#include "keys.h"
#include "mbedtls/sha256.h"
#include "mbedtls/x509_crt.h"
#include "mbedtls/x509_csr.h"
#include "sdkconfig.h"
#include "sodium.h"

#define HASH_BYTES 32u
#define KEY_BYTES 32u
#define KEY_DIGITS (size_t)64
#define SUBJECT_BYTES 80u

static bool make_key(void *context, unsigned slot)
{
    (void)context;
    return keys_make(slot);
}

static bool erase_key(void *context, unsigned slot)
{
    (void)context;
    return keys_erase(slot);
}

static size_t request(void *context, unsigned slot, const char *name, char *pem, size_t room)
{
    mbedtls_pk_context key;
    mbedtls_x509write_csr csr;
    char subject[SUBJECT_BYTES];
    (void)context;
    (void)snprintf(subject, sizeof subject, "CN=%s", name);
    mbedtls_x509write_csr_init(&csr);
    bool is_written = keys_open(slot, &key) && mbedtls_x509write_csr_set_subject_name(&csr, subject) == 0;
    if (is_written) {
        mbedtls_x509write_csr_set_md_alg(&csr, MBEDTLS_MD_SHA256);
        mbedtls_x509write_csr_set_key(&csr, &key);
        is_written = mbedtls_x509write_csr_pem(&csr, (unsigned char *)pem, room, keys_random, NULL) == 0;
    }
    mbedtls_x509write_csr_free(&csr);
    mbedtls_pk_free(&key);
    return is_written ? strlen(pem) : 0;
}

static size_t sign(void *context, unsigned slot, const char *text, size_t length, uint8_t *der, size_t room)
{
    mbedtls_pk_context key;
    uint8_t hash[HASH_BYTES];
    size_t written = 0;
    (void)context;
    bool is_done = keys_open(slot, &key) && mbedtls_sha256((const unsigned char *)text, length, hash, 0) == 0 &&
                   mbedtls_pk_sign(&key, MBEDTLS_MD_SHA256, hash, sizeof hash, der, room, &written, keys_random,
                                   NULL) == 0;
    mbedtls_pk_free(&key);
    return is_done ? written : 0;
}

static bool read_certificate(void *context, unsigned slot, const char *pem, size_t length,
                             struct certificate_facts *facts)
{
    static unsigned char text[IDENTITY_PEM_BYTES + 1u]; /* mbedTLS wants a 0 at the end of PEM */
    mbedtls_x509_crt chain;
    mbedtls_pk_context key;
    (void)context;
    if (length >= sizeof text) {
        return false;
    }
    memcpy(text, pem, length);
    text[length] = '\0';
    mbedtls_x509_crt_init(&chain);
    bool is_ours = keys_open(slot, &key) && mbedtls_x509_crt_parse(&chain, text, length + 1u) == 0 &&
                   mbedtls_pk_check_pair(&chain.pk, &key, keys_random, NULL) == 0 && certificate_facts(&chain, facts);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&chain);
    return is_ours;
}

/* Any of the maker's keys: while one is replaced there are two. */
static bool is_signed(void *context, const char *text, size_t length, const uint8_t signature[CRYPTO_SIGNATURE_BYTES])
{
    const char *rest = CONFIG_MERIGGIO_MAKER_KEYS;
    (void)context;
    while (strlen(rest) >= KEY_DIGITS) {
        uint8_t key[KEY_BYTES];
        size_t bytes = 0;
        if (sodium_hex2bin(key, sizeof key, rest, KEY_DIGITS, NULL, &bytes, NULL) == 0 && bytes == sizeof key &&
            crypto_sign_verify_detached(signature, (const unsigned char *)text, length, key) == 0) {
            return true;
        }
        rest += KEY_DIGITS;
        rest += strspn(rest, " ");
    }
    return false;
}

const struct crypto *crypto_port(void)
{
    static const struct crypto crypto = {NULL, make_key, erase_key, request, sign, read_certificate, is_signed};
    return &crypto;
}
