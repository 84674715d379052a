/* libsodium 1.0.20. */
#ifndef STUB_SODIUM_H
#define STUB_SODIUM_H
#include <stddef.h>
int sodium_hex2bin(unsigned char *bytes, size_t most, const char *hex, size_t length, const char *ignore,
                   size_t *written, const char **end);
int crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *text, unsigned long long length,
                                const unsigned char *key);
#endif
