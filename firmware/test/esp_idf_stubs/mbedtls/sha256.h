#ifndef STUB_MBEDTLS_SHA256_H
#define STUB_MBEDTLS_SHA256_H
#include <stddef.h>
typedef struct {
    unsigned char opaque[112];
} mbedtls_sha256_context;
void mbedtls_sha256_init(mbedtls_sha256_context *hash);
void mbedtls_sha256_free(mbedtls_sha256_context *hash);
void mbedtls_sha256_clone(mbedtls_sha256_context *copy, const mbedtls_sha256_context *hash);
int mbedtls_sha256_starts(mbedtls_sha256_context *hash, int is224);
int mbedtls_sha256_update(mbedtls_sha256_context *hash, const unsigned char *bytes, size_t length);
int mbedtls_sha256_finish(mbedtls_sha256_context *hash, unsigned char *sum);
int mbedtls_sha256(const unsigned char *bytes, size_t length, unsigned char *sum, int is224);
#endif
