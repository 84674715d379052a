/* Base64 of RFC 4648, with padding. */
#ifndef MERIGGIO_CORE_BASE64_H
#define MERIGGIO_CORE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Write it with a 0 at the end; false when it has no room. */
bool base64_encode(const uint8_t *bytes, size_t length, char *text, size_t room);

/* Exactly `length` bytes from a text without anything else in it. */
bool base64_decode(const char *text, uint8_t *bytes, size_t length);

#endif
