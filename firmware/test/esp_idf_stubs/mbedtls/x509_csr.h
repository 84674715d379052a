#ifndef STUB_MBEDTLS_X509_CSR_H
#define STUB_MBEDTLS_X509_CSR_H
#include "mbedtls/pk.h"
typedef struct {
    mbedtls_pk_context *key;
} mbedtls_x509write_csr;
void mbedtls_x509write_csr_init(mbedtls_x509write_csr *request);
void mbedtls_x509write_csr_free(mbedtls_x509write_csr *request);
int mbedtls_x509write_csr_set_subject_name(mbedtls_x509write_csr *request, const char *name);
void mbedtls_x509write_csr_set_key(mbedtls_x509write_csr *request, mbedtls_pk_context *key);
void mbedtls_x509write_csr_set_md_alg(mbedtls_x509write_csr *request, mbedtls_md_type_t type);
int mbedtls_x509write_csr_pem(mbedtls_x509write_csr *request, unsigned char *text, size_t size, mbedtls_random_t *random,
                              void *random_context);
#endif
