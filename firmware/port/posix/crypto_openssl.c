#include "crypto_openssl.h"

#include <ctype.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base64.h"
#include "files.h"

#define PEM_BYTES 1024u
#define FILE_BYTES 16u
#define ED25519_BYTES 32u

static const char *file_of(unsigned slot, char name[FILE_BYTES])
{
    (void)snprintf(name, FILE_BYTES, "%u.pem", slot);
    return name;
}

EVP_PKEY *crypto_openssl_key(const struct crypto_openssl *openssl, unsigned slot)
{
    char name[FILE_BYTES];
    char pem[PEM_BYTES];
    size_t length = files_read(openssl->folder, file_of(slot, name), pem, sizeof pem);
    BIO *bio = length == 0 ? NULL : BIO_new_mem_buf(pem, (int)length);
    EVP_PKEY *key = bio == NULL ? NULL : PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    OPENSSL_cleanse(pem, sizeof pem);
    return key;
}

bool crypto_openssl_put_key(const struct crypto_openssl *openssl, unsigned slot, const char *pem, size_t length)
{
    char name[FILE_BYTES];
    return files_write(openssl->folder, file_of(slot, name), pem, length);
}

static bool make_key(void *context, unsigned slot)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    BIO *bio = BIO_new(BIO_s_mem());
    char *pem = NULL;
    bool is_made = key != NULL && bio != NULL &&
                   PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
    long length = is_made ? BIO_get_mem_data(bio, &pem) : 0;
    is_made = is_made && length > 0 && crypto_openssl_put_key(context, slot, pem, (size_t)length);
    BIO_free(bio);
    EVP_PKEY_free(key);
    return is_made;
}

static bool erase_key(void *context, unsigned slot)
{
    const struct crypto_openssl *openssl = context;
    char name[FILE_BYTES];
    return files_erase(openssl->folder, file_of(slot, name));
}

static size_t write_request(X509_REQ *request, char *pem, size_t room)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *bytes = NULL;
    size_t length = 0;
    if (bio != NULL && PEM_write_bio_X509_REQ(bio, request) == 1) {
        length = (size_t)BIO_get_mem_data(bio, &bytes);
        length = length <= room ? length : 0;
        memcpy(pem, bytes, length);
    }
    BIO_free(bio);
    return length;
}

static size_t request(void *context, unsigned slot, const char *name, char *pem, size_t room)
{
    EVP_PKEY *key = crypto_openssl_key(context, slot);
    X509_REQ *made = X509_REQ_new();
    X509_NAME *subject = made == NULL ? NULL : X509_REQ_get_subject_name(made);
    bool is_signed = key != NULL && subject != NULL &&
                     X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1,
                                                0) == 1 &&
                     X509_REQ_set_pubkey(made, key) == 1 && X509_REQ_sign(made, key, EVP_sha256()) > 0;
    size_t length = is_signed ? write_request(made, pem, room) : 0;
    X509_REQ_free(made);
    EVP_PKEY_free(key);
    return length;
}

static size_t sign(void *context, unsigned slot, const char *text, size_t length, uint8_t *der, size_t room)
{
    EVP_PKEY *key = crypto_openssl_key(context, slot);
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    size_t signature_bytes = room;
    bool is_signed = key != NULL && digest != NULL &&
                     EVP_DigestSignInit(digest, NULL, EVP_sha256(), NULL, key) == 1 &&
                     EVP_DigestSign(digest, der, &signature_bytes, (const unsigned char *)text, length) == 1;
    EVP_MD_CTX_free(digest);
    EVP_PKEY_free(key);
    return is_signed ? signature_bytes : 0;
}

static bool write_serial(const ASN1_INTEGER *serial, char text[CRYPTO_SERIAL_BYTES])
{
    BIGNUM *number = ASN1_INTEGER_to_BN(serial, NULL);
    char *hex = number == NULL ? NULL : BN_bn2hex(number); /* upper case, by the whole byte */
    size_t zeros = hex == NULL ? 0 : strspn(hex, "0");
    bool fits = hex != NULL && hex[0] != '-' && strlen(hex + zeros) < CRYPTO_SERIAL_BYTES;
    if (fits) {
        size_t at = 0;
        for (; hex[zeros + at] != '\0'; at++) {
            text[at] = (char)tolower((unsigned char)hex[zeros + at]);
        }
        text[at] = '\0';
    }
    OPENSSL_free(hex);
    BN_free(number);
    return fits;
}

static bool read_facts(X509 *certificate, struct certificate_facts *facts)
{
    struct tm ends;
    memset(facts, 0, sizeof *facts);
    int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, facts->common_name,
                                           (int)sizeof facts->common_name);
    if (length < 0 || strlen(facts->common_name) != (size_t)length ||
        ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &ends) != 1) {
        return false;
    }
    facts->ends_s = (uint64_t)timegm(&ends);
    return write_serial(X509_get0_serialNumber(certificate), facts->serial);
}

static bool read_certificate(void *context, unsigned slot, const char *pem, size_t length,
                             struct certificate_facts *facts)
{
    EVP_PKEY *key = crypto_openssl_key(context, slot);
    BIO *bio = BIO_new_mem_buf(pem, (int)length);
    X509 *certificate = bio == NULL ? NULL : PEM_read_bio_X509(bio, NULL, NULL, NULL);
    bool is_right = key != NULL && certificate != NULL && X509_check_private_key(certificate, key) == 1 &&
                    read_facts(certificate, facts);
    X509_free(certificate);
    BIO_free(bio);
    EVP_PKEY_free(key);
    return is_right;
}

static bool is_signed(void *context, const char *text, size_t length,
                      const uint8_t signature[CRYPTO_SIGNATURE_BYTES])
{
    const struct crypto_openssl *openssl = context;
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    bool is_right = digest != NULL && openssl->maker != NULL &&
                    EVP_DigestVerifyInit(digest, NULL, NULL, NULL, openssl->maker) == 1 &&
                    EVP_DigestVerify(digest, signature, CRYPTO_SIGNATURE_BYTES, (const unsigned char *)text,
                                     length) == 1;
    EVP_MD_CTX_free(digest);
    return is_right;
}

static EVP_PKEY *read_maker(const char *maker_key)
{
    uint8_t raw[ED25519_BYTES];
    bool is_read = maker_key != NULL && base64_decode(maker_key, raw, sizeof raw);
    return is_read ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, raw, sizeof raw) : NULL;
}

bool crypto_openssl_open(struct crypto_openssl *openssl, int inside, const char *name, const char *maker_key)
{
    *openssl = (struct crypto_openssl){
        .crypto = {openssl, make_key, erase_key, request, sign, read_certificate, is_signed},
        .folder = files_folder(inside, name),
        .maker = read_maker(maker_key)};
    return openssl->folder >= 0 && (maker_key == NULL || openssl->maker != NULL);
}

void crypto_openssl_close(struct crypto_openssl *openssl)
{
    EVP_PKEY_free(openssl->maker);
    (void)close(openssl->folder);
}
