#include "sampler.h"

#include "esp_adc/adc_continuous.h"
#include "esp_log.h"
#include "events.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "sdkconfig.h"

#define CHANNELS 2u
#define RESULT_BYTES ((uint32_t)sizeof(adc_digi_output_data_t))
/* A hundredth of a second at a time, half a second in the driver: a sector takes less to erase. */
#define FRAME_BYTES (CHANNELS * METERING_RATE_HZ / 100u * RESULT_BYTES)
#define POOL_BYTES (50u * FRAME_BYTES)
#define STACK_BYTES 4096u
#define PRIORITY 20u
#define CORE 1

static const char *const TAG = "sampler";

static struct {
    adc_continuous_handle_t adc;
    uint32_t channel_current;
    uint32_t channel_voltage;
    struct events_block *block;
    size_t count;
    bool has_current; /* whose voltage is still to come */
    uint16_t current;
    uint32_t lost; /* samples, while nobody took any */
} sampler;

static bool read_pin(int pin, uint32_t *channel)
{
    adc_unit_t unit = ADC_UNIT_2;
    adc_channel_t found = ADC_CHANNEL_0;
    if (adc_continuous_io_to_channel(pin, &unit, &found) != ESP_OK || unit != ADC_UNIT_1) {
        return false;
    }
    *channel = (uint32_t)found;
    return true;
}

static adc_digi_pattern_config_t pattern_of(uint32_t channel)
{
    return (adc_digi_pattern_config_t){
        .atten = ADC_ATTEN_DB_12, .channel = (uint8_t)channel, .unit = ADC_UNIT_1, .bit_width = ADC_BITWIDTH_12};
}

static bool configure(void)
{
    const adc_continuous_handle_cfg_t memory = {.max_store_buf_size = POOL_BYTES, .conv_frame_size = FRAME_BYTES};
    adc_digi_pattern_config_t pattern[CHANNELS] = {pattern_of(sampler.channel_current),
                                                   pattern_of(sampler.channel_voltage)};
    const adc_continuous_config_t config = {
        .pattern_num = CHANNELS, .adc_pattern = pattern, .sample_freq_hz = CHANNELS * METERING_RATE_HZ,
        .conv_mode = ADC_CONV_SINGLE_UNIT_1, .format = ADC_DIGI_OUTPUT_FORMAT_TYPE2};
    return adc_continuous_new_handle(&memory, &sampler.adc) == ESP_OK &&
           adc_continuous_config(sampler.adc, &config) == ESP_OK && adc_continuous_start(sampler.adc) == ESP_OK;
}

static void put_pair(uint16_t voltage)
{
    if (sampler.block == NULL) {
        sampler.block = events_take_block();
        sampler.count = 0;
        if (sampler.block == NULL) {
            sampler.lost++;
            return;
        }
    }
    sampler.block->current[sampler.count] = sampler.current;
    sampler.block->voltage[sampler.count] = voltage;
    if (++sampler.count < EVENTS_BLOCK_SAMPLES) {
        return;
    }
    const struct port_event event = {.kind = APP_SAMPLED, .of.block = sampler.block};
    if (events_post(&event)) {
        sampler.block = NULL;
    } else {
        sampler.lost += EVENTS_BLOCK_SAMPLES;
    }
    sampler.count = 0;
}

/* A read may end between the two of a pair. */
static void put(const adc_digi_output_data_t *result)
{
    if (result->type2.channel == sampler.channel_current) {
        sampler.current = (uint16_t)result->type2.data;
        sampler.has_current = true;
    } else if (result->type2.channel == sampler.channel_voltage && sampler.has_current) {
        sampler.has_current = false;
        put_pair((uint16_t)result->type2.data);
    }
}

static void report_lost(void)
{
    if (sampler.lost != 0 && sampler.block != NULL) {
        ESP_LOGW(TAG, "%u samples were lost", (unsigned)sampler.lost);
        sampler.lost = 0;
    }
}

static void run(void *context)
{
    static adc_digi_output_data_t results[FRAME_BYTES / RESULT_BYTES];
    (void)context;
    for (;;) {
        uint32_t length = 0;
        if (adc_continuous_read(sampler.adc, (uint8_t *)results, sizeof results, &length, ADC_MAX_DELAY) != ESP_OK) {
            vTaskDelay(pdMS_TO_TICKS(10));
            continue;
        }
        for (size_t at = 0; at < length / RESULT_BYTES; at++) {
            put(&results[at]);
        }
        report_lost();
    }
}

bool sampler_begin(void)
{
    static StackType_t stack[STACK_BYTES];
    static StaticTask_t task;
    if (!read_pin(CONFIG_MERIGGIO_PIN_CURRENT, &sampler.channel_current) ||
        !read_pin(CONFIG_MERIGGIO_PIN_VOLTAGE, &sampler.channel_voltage) || !configure()) {
        ESP_LOGE(TAG, "the converter cannot be had");
        return false;
    }
    return xTaskCreateStaticPinnedToCore(run, "sampler", STACK_BYTES, NULL, PRIORITY, stack, &task, CORE) != NULL;
}
