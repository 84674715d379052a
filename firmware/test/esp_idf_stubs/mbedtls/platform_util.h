#ifndef STUB_MBEDTLS_PLATFORM_UTIL_H
#define STUB_MBEDTLS_PLATFORM_UTIL_H
#include <stddef.h>
void mbedtls_platform_zeroize(void *bytes, size_t length);
#endif
