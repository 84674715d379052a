#include "tls.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static bool use_chain(SSL_CTX *context, const char *chain, size_t length)
{
    BIO *bio = BIO_new_mem_buf(chain, (int)length);
    X509 *certificate = bio == NULL ? NULL : PEM_read_bio_X509(bio, NULL, NULL, NULL);
    bool is_used = certificate != NULL && SSL_CTX_use_certificate(context, certificate) == 1;
    X509_free(certificate);
    while (is_used && (certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
        is_used = SSL_CTX_add1_chain_cert(context, certificate) == 1;
        X509_free(certificate);
    }
    BIO_free(bio);
    ERR_clear_error(); /* the chain's end is one */
    return is_used;
}

static bool believe(SSL_CTX *context, const struct tls_server *server)
{
    struct in6_addr address;
    X509_VERIFY_PARAM *parameters = SSL_CTX_get0_param(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    if (SSL_CTX_load_verify_file(context, server->ca) != 1) {
        return false;
    }
    if (server->is_any_name) {
        return true;
    }
    bool is_address = inet_pton(AF_INET, server->host, &address) == 1 || inet_pton(AF_INET6, server->host, &address) == 1;
    return (is_address ? X509_VERIFY_PARAM_set1_ip_asc(parameters, server->host)
                       : X509_VERIFY_PARAM_set1_host(parameters, server->host, 0)) == 1;
}

SSL_CTX *tls_client(const struct tls_server *server, EVP_PKEY *key, const char *chain, size_t length)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) {
        return NULL;
    }
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 || !believe(context, server) ||
        !use_chain(context, chain, length) || key == NULL || SSL_CTX_use_PrivateKey(context, key) != 1) {
        SSL_CTX_free(context);
        return NULL;
    }
    return context;
}

bool tls_is_refusal(int alert)
{
    switch (alert) {
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
    case SSL_AD_ACCESS_DENIED:
        return true;
    default:
        return false;
    }
}
