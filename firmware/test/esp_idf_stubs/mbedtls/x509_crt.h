#ifndef STUB_MBEDTLS_X509_CRT_H
#define STUB_MBEDTLS_X509_CRT_H
#include "mbedtls/pk.h"
typedef struct {
    int tag;
    size_t len;
    unsigned char *p;
} mbedtls_x509_buf;
typedef struct mbedtls_x509_name {
    mbedtls_x509_buf oid;
    mbedtls_x509_buf val;
    struct mbedtls_x509_name *next;
} mbedtls_x509_name;
typedef struct {
    int year, mon, day, hour, min, sec;
} mbedtls_x509_time;
typedef struct mbedtls_x509_crt {
    mbedtls_x509_buf serial;
    mbedtls_x509_name subject;
    mbedtls_x509_time valid_to;
    mbedtls_pk_context pk;
    struct mbedtls_x509_crt *next;
} mbedtls_x509_crt;
void mbedtls_x509_crt_init(mbedtls_x509_crt *certificate);
void mbedtls_x509_crt_free(mbedtls_x509_crt *certificate);
int mbedtls_x509_crt_parse(mbedtls_x509_crt *certificate, const unsigned char *bytes, size_t length);
#endif
