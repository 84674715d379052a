#include "https_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

#define NAME "localhost"

uint8_t https_image(uint32_t at)
{
    return (uint8_t)(at * 31u + at / 256u);
}

static void give_identity(SSL_CTX *context, const char *path)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_NAME *name = X509_get_subject_name(certificate);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(X509_set_version(certificate, 2), 1);
    assert_int_equal(X509_set_pubkey(certificate, key), 1);
    assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1), 1);
    assert_non_null(X509_gmtime_adj(X509_getm_notBefore(certificate), -60));
    assert_non_null(X509_gmtime_adj(X509_getm_notAfter(certificate), 3600));
    assert_int_equal(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)NAME, -1, -1, 0), 1);
    assert_int_equal(X509_set_issuer_name(certificate, name), 1);
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    assert_int_equal(PEM_write_X509(file, certificate), 1);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(SSL_CTX_use_certificate(context, certificate), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(context, key), 1);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

static int listen_anywhere(uint16_t *port)
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof place;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&place, bytes), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&place, &bytes), 0);
    *port = ntohs(place.sin_port);
    return listener;
}

static uint32_t read_request(SSL *tls)
{
    char request[2048] = "";
    size_t length = 0;
    while (strstr(request, "\r\n\r\n") == NULL && length < sizeof request - 1u) {
        int count = SSL_read(tls, request + length, (int)(sizeof request - 1u - length));
        if (count <= 0) {
            break;
        }
        length += (size_t)count;
    }
    const char *range = strstr(request, "Range: bytes=");
    return range == NULL ? 0 : (uint32_t)strtoul(range + strlen("Range: bytes="), NULL, 10);
}

static void answer_nothing_more(SSL *tls)
{
    static const char text[] = "HTTP/1.1 416 Said\r\nContent-Length: 8\r\n\r\nno more\n";
    (void)SSL_write(tls, text, (int)(sizeof text - 1u));
    (void)SSL_shutdown(tls);
}

static void answer(SSL *tls, const struct https_manner *manner, uint32_t cuts_at)
{
    static uint8_t image[HTTPS_IMAGE_BYTES];
    char head[128];
    uint32_t asked = read_request(tls);
    if (manner->knows_ranges && asked >= HTTPS_IMAGE_BYTES) {
        answer_nothing_more(tls);
        return;
    }
    uint32_t from = manner->knows_ranges ? asked : 0;
    uint32_t length = HTTPS_IMAGE_BYTES - from;
    int status = from != 0 ? 206 : manner->status;
    for (uint32_t at = 0; at < HTTPS_IMAGE_BYTES; at++) {
        image[at] = https_image(at);
    }
    int head_bytes = snprintf(head, sizeof head, "HTTP/1.1 %d Said\r\nContent-Length: %u\r\n\r\n", status,
                              (unsigned)length);
    (void)SSL_write(tls, head, head_bytes);
    (void)SSL_write(tls, image + from, (int)(cuts_at != 0 ? cuts_at : length));
    if (cuts_at == 0) {
        (void)SSL_shutdown(tls);
    }
}

static void serve(SSL_CTX *context, int listener, const struct https_manner *manner)
{
    uint32_t cuts_at = manner->cuts_at;
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        SSL *tls = SSL_new(context);
        (void)SSL_set_fd(tls, connection);
        if (SSL_accept(tls) == 1) {
            answer(tls, manner, cuts_at);
            cuts_at = 0;
        }
        SSL_free(tls);
        (void)close(connection);
    }
}

void https_server_start(struct https_server *server, const struct https_manner *manner)
{
    uint16_t port = 0;
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    int listener = listen_anywhere(&port);
    (void)snprintf(server->ca, sizeof server->ca, "/tmp/meriggio-https-%u.pem", (unsigned)port);
    (void)snprintf(server->url, sizeof server->url, "https://" NAME ":%u/image", (unsigned)port);
    give_identity(context, server->ca);
    server->process = fork();
    assert_true(server->process >= 0);
    if (server->process == 0) {
        (void)signal(SIGPIPE, SIG_IGN);
        serve(context, listener, manner);
    }
    SSL_CTX_free(context);
    (void)close(listener);
}

void https_server_stop(const struct https_server *server)
{
    assert_int_equal(kill(server->process, SIGKILL), 0);
    assert_int_equal(waitpid(server->process, NULL, 0), server->process);
    assert_int_equal(unlink(server->ca), 0);
}
