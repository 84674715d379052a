/* mbedTLS 3.6. */
#ifndef STUB_MBEDTLS_PK_H
#define STUB_MBEDTLS_PK_H
#include <stddef.h>
typedef enum { MBEDTLS_PK_NONE, MBEDTLS_PK_RSA, MBEDTLS_PK_ECKEY } mbedtls_pk_type_t;
typedef enum { MBEDTLS_MD_NONE = 0, MBEDTLS_MD_SHA256 = 9 } mbedtls_md_type_t;
typedef struct mbedtls_pk_info_t mbedtls_pk_info_t;
typedef struct mbedtls_ecp_keypair mbedtls_ecp_keypair;
typedef struct {
    const mbedtls_pk_info_t *info;
    void *context;
} mbedtls_pk_context;
typedef int mbedtls_random_t(void *context, unsigned char *bytes, size_t length);
void mbedtls_pk_init(mbedtls_pk_context *key);
void mbedtls_pk_free(mbedtls_pk_context *key);
const mbedtls_pk_info_t *mbedtls_pk_info_from_type(mbedtls_pk_type_t type);
int mbedtls_pk_setup(mbedtls_pk_context *key, const mbedtls_pk_info_t *info);
mbedtls_ecp_keypair *mbedtls_pk_ec(const mbedtls_pk_context key);
int mbedtls_pk_write_key_der(const mbedtls_pk_context *key, unsigned char *bytes, size_t size);
int mbedtls_pk_parse_key(mbedtls_pk_context *key, const unsigned char *bytes, size_t length, const unsigned char *password,
                         size_t password_length, mbedtls_random_t *random, void *random_context);
int mbedtls_pk_check_pair(const mbedtls_pk_context *public_key, const mbedtls_pk_context *key, mbedtls_random_t *random,
                          void *random_context);
int mbedtls_pk_sign(mbedtls_pk_context *key, mbedtls_md_type_t type, const unsigned char *hash, size_t hash_length,
                    unsigned char *signature, size_t size, size_t *length, mbedtls_random_t *random,
                    void *random_context);
#endif
