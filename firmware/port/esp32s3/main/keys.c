#include "keys.h"

#include "esp_random.h"
#include "mbedtls/ecp.h"
#include "mbedtls/platform_util.h"
#include "store.h"

#define SLOTS 3u

static const char *name_of(unsigned slot)
{
    static const char *const names[SLOTS] = {"key0", "key1", "key2"};
    return names[slot < SLOTS ? slot : SLOTS - 1u];
}

int keys_random(void *context, unsigned char *bytes, size_t length)
{
    (void)context;
    esp_fill_random(bytes, length);
    return 0;
}

static bool make(mbedtls_pk_context *key)
{
    return mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)) == 0 &&
           mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*key), keys_random, NULL) == 0;
}

bool keys_make(unsigned slot)
{
    uint8_t der[KEYS_DER_BYTES];
    mbedtls_pk_context key;
    mbedtls_pk_init(&key);
    int length = make(&key) ? mbedtls_pk_write_key_der(&key, der, sizeof der) : 0;
    /* It is written at the buffer's end. */
    bool is_made = length > 0 && store_write(STORE_KEYS, name_of(slot), der + sizeof der - (size_t)length, (size_t)length);
    mbedtls_platform_zeroize(der, sizeof der);
    mbedtls_pk_free(&key);
    return is_made;
}

bool keys_erase(unsigned slot)
{
    return store_erase(STORE_KEYS, name_of(slot));
}

size_t keys_read(unsigned slot, uint8_t der[KEYS_DER_BYTES])
{
    return store_read(STORE_KEYS, name_of(slot), der, KEYS_DER_BYTES);
}

bool keys_open(unsigned slot, mbedtls_pk_context *key)
{
    uint8_t der[KEYS_DER_BYTES];
    mbedtls_pk_init(key);
    size_t length = keys_read(slot, der);
    bool is_open = length != 0 && mbedtls_pk_parse_key(key, der, length, NULL, 0, keys_random, NULL) == 0;
    mbedtls_platform_zeroize(der, sizeof der);
    return is_open;
}
