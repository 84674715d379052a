/* The converter, a sum that stands for SHA-256, and what the factory wrote. */
#include <string.h>

#include "esp_adc/adc_continuous.h"
#include "factory.h"
#include "fake_idf.h"
#include "keys.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/sha256.h"
#include "store.h"

void mbedtls_platform_zeroize(void *bytes, size_t length)
{
    memset(bytes, 0, length);
}

static uint32_t *sum_of(mbedtls_sha256_context *hash)
{
    return (uint32_t *)(void *)hash;
}

void mbedtls_sha256_init(mbedtls_sha256_context *hash)
{
    memset(hash, 0, sizeof *hash);
}

void mbedtls_sha256_free(mbedtls_sha256_context *hash)
{
    memset(hash, 0, sizeof *hash);
}

void mbedtls_sha256_clone(mbedtls_sha256_context *copy, const mbedtls_sha256_context *hash)
{
    *copy = *hash;
}

int mbedtls_sha256_starts(mbedtls_sha256_context *hash, int is224)
{
    *sum_of(hash) = (uint32_t)is224;
    return 0;
}

int mbedtls_sha256_update(mbedtls_sha256_context *hash, const unsigned char *bytes, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        *sum_of(hash) = *sum_of(hash) * 31u + bytes[at];
    }
    return 0;
}

int mbedtls_sha256_finish(mbedtls_sha256_context *hash, unsigned char *sum)
{
    memset(sum, 0, 32);
    memcpy(sum, sum_of(hash), sizeof(uint32_t));
    return 0;
}

esp_err_t adc_continuous_io_to_channel(int pin, adc_unit_t *unit, adc_channel_t *channel)
{
    *unit = pin <= 10 ? ADC_UNIT_1 : ADC_UNIT_2;
    *channel = (adc_channel_t)(pin - 1);
    return ESP_OK;
}

esp_err_t adc_continuous_new_handle(const adc_continuous_handle_cfg_t *config, adc_continuous_handle_t *handle)
{
    *handle = (adc_continuous_handle_t)&fake.client;
    return config->max_store_buf_size % config->conv_frame_size == 0 ? ESP_OK : 1;
}

esp_err_t adc_continuous_config(adc_continuous_handle_t handle, const adc_continuous_config_t *config)
{
    (void)handle;
    return config->sample_freq_hz == 8000u ? ESP_OK : 1;
}

esp_err_t adc_continuous_start(adc_continuous_handle_t handle)
{
    (void)handle;
    return ESP_OK;
}

esp_err_t adc_continuous_read(adc_continuous_handle_t handle, uint8_t *bytes, uint32_t most, uint32_t *length,
                              uint32_t timeout_ms)
{
    (void)handle, (void)timeout_ms;
    if (fake.results_left == 0) {
        longjmp(fake.idle, 1);
    }
    size_t count = most / sizeof(uint32_t) < fake.results_left ? most / sizeof(uint32_t) : fake.results_left;
    memcpy(bytes, fake.results, count * sizeof(uint32_t));
    fake.results += count;
    fake.results_left -= count;
    *length = (uint32_t)(count * sizeof(uint32_t));
    return ESP_OK;
}

const char *factory_authorities(void)
{
    return "";
}

size_t keys_read(unsigned slot, uint8_t der[KEYS_DER_BYTES])
{
    der[0] = 1;
    return slot < 3u ? 1 : 0;
}

size_t store_read(enum store_room room, const char *key, void *bytes, size_t size)
{
    (void)room, (void)key;
    memcpy(bytes, "pem", size < 3u ? size : 3u);
    return 3;
}
