#ifndef STUB_MBEDTLS_OID_H
#define STUB_MBEDTLS_OID_H
#include <string.h>
#define MBEDTLS_OID_AT_CN "\x55\x04\x03"
#define MBEDTLS_OID_SIZE(text) (sizeof(text) - 1u)
#define MBEDTLS_OID_CMP(text, buffer) \
    ((MBEDTLS_OID_SIZE(text) != (buffer)->len) || memcmp((text), (buffer)->p, (buffer)->len) != 0)
#endif
