/* What a TLS client shows and believes: TLS 1.2 or newer, a server of the given authority. */
#ifndef MERIGGIO_POSIX_TLS_H
#define MERIGGIO_POSIX_TLS_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>

struct tls_server {
    const char *host;
    const char *ca; /* a PEM file */
    bool is_any_name; /* the certificate need not be of `host`, but of the authority */
};

/* `chain`: the certificate and its issuers in PEM; `key` stays the caller's. The caller frees the
 * context; NULL when something cannot be used. */
SSL_CTX *tls_client(const struct tls_server *server, EVP_PKEY *key, const char *chain, size_t length);

/* Whether a server's alert (RFC 8446, 6.2) says that it does not take the client's certificate. */
bool tls_is_refusal(int alert);

#endif
