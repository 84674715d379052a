#include "base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

#define PADDING 64u /* its place in the alphabet */

bool base64_encode(const uint8_t *bytes, size_t length, char *text, size_t room)
{
    if ((length + 2u) / 3u * 4u + 1u > room) {
        return false;
    }
    for (size_t at = 0; at < length; at += 3u) {
        uint32_t group = (uint32_t)bytes[at] << 16;
        group |= at + 1u < length ? (uint32_t)bytes[at + 1u] << 8 : 0u;
        group |= at + 2u < length ? bytes[at + 2u] : 0u;
        *text++ = alphabet[group >> 18];
        *text++ = alphabet[group >> 12 & 63u];
        *text++ = alphabet[at + 1u < length ? group >> 6 & 63u : PADDING];
        *text++ = alphabet[at + 2u < length ? group & 63u : PADDING];
    }
    *text = '\0';
    return true;
}

bool base64_decode(const char *text, uint8_t *bytes, size_t length)
{
    size_t characters = (length + 2u) / 3u * 4u;
    size_t padding = (3u - length % 3u) % 3u;
    uint32_t group = 0;
    size_t written = 0;
    if (strlen(text) != characters) {
        return false;
    }
    for (size_t at = 0; at < characters; at++) {
        const char *found = strchr(alphabet, text[at]);
        bool is_padding = at >= characters - padding;
        if (found == NULL || is_padding != (*found == '=')) {
            return false;
        }
        group = group << 6 | ((uint32_t)(found - alphabet) & 63u);
        for (uint32_t byte = 0; at % 4u == 3u && byte < 3u && written < length; byte++) {
            bytes[written++] = (uint8_t)(group >> (16u - 8u * byte));
        }
    }
    return true;
}
