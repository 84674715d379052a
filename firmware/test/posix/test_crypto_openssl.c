#include "crypto_openssl.h"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>
#include <time.h>

#include "folder.h"
#include "unit.h"

#define PEM_BYTES 2048u
#define ENDS_S 2000000000
/* RFC 8032, 7.1, test 2: a public key, and its signature of the text "r". */
#define MAKER "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="
static const uint8_t signature_of_r[CRYPTO_SIGNATURE_BYTES] = {
    0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f, 0x64, 0x25, 0x40,
    0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76, 0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda,
    0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99, 0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c,
    0x38, 0x7b, 0x2e, 0xae, 0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};

static void open_keys(struct crypto_openssl *openssl, int folder)
{
    assert_true(crypto_openssl_open(openssl, folder, "keys", MAKER));
}

/* A certificate of the slot's key, as an authority would make it of a request. */
static size_t certify(const struct crypto_openssl *openssl, unsigned slot, const char *name, char *pem)
{
    EVP_PKEY *key = crypto_openssl_key(openssl, slot);
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    assert_non_null(key);
    assert_int_equal(X509_set_pubkey(certificate, key), 1);
    assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(certificate), 0x0abcde), 1);
    assert_non_null(ASN1_TIME_set(X509_getm_notBefore(certificate), ENDS_S - 1000));
    assert_non_null(ASN1_TIME_set(X509_getm_notAfter(certificate), ENDS_S));
    assert_int_equal(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                                (const unsigned char *)name, -1, -1, 0), 1);
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    assert_int_equal(PEM_write_bio_X509(bio, certificate), 1);
    int length = BIO_read(bio, pem, (int)PEM_BYTES);
    BIO_free(bio);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return (size_t)length;
}

static void a_request_is_by_the_slots_key(void **state)
{
    struct crypto_openssl openssl;
    char pem[PEM_BYTES];
    int folder = folder_make();
    (void)state;
    open_keys(&openssl, folder);
    assert_int_equal(openssl.crypto.request(&openssl, 0, "MG-1", pem, sizeof pem), 0); /* no key yet */
    assert_true(openssl.crypto.make_key(&openssl, 0));
    assert_int_equal(openssl.crypto.request(&openssl, 0, "MG-1", pem, 100), 0);
    size_t length = openssl.crypto.request(&openssl, 0, "MG-1", pem, sizeof pem);
    assert_true(length != 0);
    BIO *bio = BIO_new_mem_buf(pem, (int)length);
    X509_REQ *request = PEM_read_bio_X509_REQ(bio, NULL, NULL, NULL);
    EVP_PKEY *key = crypto_openssl_key(&openssl, 0);
    assert_int_equal(X509_REQ_verify(request, key), 1);
    assert_string_equal(EVP_PKEY_get0_type_name(key), "EC");
    assert_int_equal(EVP_PKEY_get_bits(key), 256);
    EVP_PKEY_free(key);
    X509_REQ_free(request);
    BIO_free(bio);
    crypto_openssl_close(&openssl);
    folder_remove(folder);
}

static void a_certificate_counts_for_its_own_key_only(void **state)
{
    struct crypto_openssl openssl;
    struct certificate_facts facts;
    char pem[PEM_BYTES];
    int folder = folder_make();
    (void)state;
    open_keys(&openssl, folder);
    assert_true(openssl.crypto.make_key(&openssl, 0));
    assert_true(openssl.crypto.make_key(&openssl, 1));
    size_t length = certify(&openssl, 0, "MG-1", pem);
    assert_true(openssl.crypto.read_certificate(&openssl, 0, pem, length, &facts));
    assert_string_equal(facts.common_name, "MG-1");
    assert_string_equal(facts.serial, "abcde");
    assert_true(facts.ends_s == ENDS_S);
    assert_false(openssl.crypto.read_certificate(&openssl, 1, pem, length, &facts));
    assert_false(openssl.crypto.read_certificate(&openssl, 0, pem, length / 2u, &facts));
    assert_true(openssl.crypto.make_key(&openssl, 0)); /* in place of the one before */
    assert_false(openssl.crypto.read_certificate(&openssl, 0, pem, length, &facts));
    assert_true(openssl.crypto.erase_key(&openssl, 0));
    assert_true(openssl.crypto.erase_key(&openssl, 0));
    assert_null(crypto_openssl_key(&openssl, 0));
    crypto_openssl_close(&openssl);
    folder_remove(folder);
}

static void a_signature_can_be_verified(void **state)
{
    struct crypto_openssl openssl;
    uint8_t der[80];
    int folder = folder_make();
    (void)state;
    open_keys(&openssl, folder);
    assert_true(openssl.crypto.make_key(&openssl, 0));
    size_t length = openssl.crypto.sign(&openssl, 0, "text", 4, der, sizeof der);
    EVP_PKEY *key = crypto_openssl_key(&openssl, 0);
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestVerifyInit(digest, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(EVP_DigestVerify(digest, der, length, (const unsigned char *)"text", 4), 1);
    EVP_MD_CTX_free(digest);
    EVP_PKEY_free(key);
    crypto_openssl_close(&openssl);
    folder_remove(folder);
}

static void what_the_maker_signed_is_known(void **state)
{
    struct crypto_openssl openssl;
    int folder = folder_make();
    (void)state;
    open_keys(&openssl, folder);
    assert_true(openssl.crypto.is_signed(&openssl, "r", 1, signature_of_r));
    assert_false(openssl.crypto.is_signed(&openssl, "s", 1, signature_of_r));
    crypto_openssl_close(&openssl);
    assert_true(crypto_openssl_open(&openssl, folder, "keys", NULL));
    assert_false(openssl.crypto.is_signed(&openssl, "r", 1, signature_of_r));
    crypto_openssl_close(&openssl);
    assert_false(crypto_openssl_open(&openssl, folder, "keys", "AAAA"));
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_by_the_slots_key),
        cmocka_unit_test(a_certificate_counts_for_its_own_key_only),
        cmocka_unit_test(a_signature_can_be_verified),
        cmocka_unit_test(what_the_maker_signed_is_known),
    };
    return RUN(tests);
}
