#include "tls.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "https_server.h"
#include "unit.h"

#define PEM_BYTES 2048u

static struct https_server server; /* of "localhost" */
static EVP_PKEY *key;
static char chain[PEM_BYTES];
static size_t chain_bytes;

/* What the client shows; nobody asks for it here. */
static void make_identity(void)
{
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    key = EVP_EC_gen("P-256");
    assert_int_equal(X509_set_pubkey(certificate, key), 1);
    assert_non_null(X509_gmtime_adj(X509_getm_notBefore(certificate), -60));
    assert_non_null(X509_gmtime_adj(X509_getm_notAfter(certificate), 3600));
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    assert_int_equal(PEM_write_bio_X509(bio, certificate), 1);
    chain_bytes = (size_t)BIO_read(bio, chain, sizeof chain);
    BIO_free(bio);
    X509_free(certificate);
}

static int begin(void **state)
{
    (void)state;
    make_identity();
    https_server_start(&server, &(struct https_manner){true, 0, 200});
    return 0;
}

static int end(void **state)
{
    (void)state;
    https_server_stop(&server);
    EVP_PKEY_free(key);
    return 0;
}

static int connected(void)
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int line = socket(AF_INET, SOCK_STREAM, 0);
    place.sin_port = htons((uint16_t)atoi(strrchr(server.url, ':') + 1));
    assert_int_equal(connect(line, (struct sockaddr *)&place, sizeof place), 0);
    return line;
}

/* Whether who asks for `host` takes the server for it. */
static bool believes(const char *host, const char *ca, bool is_any_name)
{
    SSL_CTX *context = tls_client(&(struct tls_server){host, ca, is_any_name}, key, chain, chain_bytes);
    assert_non_null(context);
    SSL *tls = SSL_new(context);
    int line = connected();
    assert_int_equal(SSL_set_fd(tls, line), 1);
    bool is_taken = SSL_connect(tls) == 1;
    SSL_free(tls);
    SSL_CTX_free(context);
    (void)close(line);
    return is_taken;
}

static void a_server_is_who_it_was_asked_for(void **state)
{
    (void)state;
    assert_true(believes("localhost", server.ca, false));
    assert_false(believes("localhost.example.org", server.ca, false));
    assert_false(believes("127.0.0.1", server.ca, false)); /* the certificate has no address */
    assert_true(believes("127.0.0.1", server.ca, true));
}

static void of_another_authority_is_nobody(void **state)
{
    struct https_server other;
    (void)state;
    https_server_start(&other, &(struct https_manner){true, 0, 200});
    assert_false(believes("localhost", other.ca, false));
    assert_false(believes("localhost", other.ca, true));
    https_server_stop(&other);
}

static void without_an_identity_or_an_authority_there_is_no_client(void **state)
{
    const struct tls_server right = {"localhost", server.ca, false};
    const struct tls_server unknown = {"localhost", "/nowhere", false};
    EVP_PKEY *other = EVP_EC_gen("P-256");
    (void)state;
    assert_null(tls_client(&right, NULL, chain, chain_bytes));
    assert_null(tls_client(&right, other, chain, chain_bytes));
    assert_null(tls_client(&right, key, "nothing", 7));
    assert_null(tls_client(&unknown, key, chain, chain_bytes));
    EVP_PKEY_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_is_who_it_was_asked_for),
        cmocka_unit_test(of_another_authority_is_nobody),
        cmocka_unit_test(without_an_identity_or_an_authority_there_is_no_client),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
