#include "board.h"

#include "driver/gpio.h"
#include "sdkconfig.h"

#define HELD_MS 5000u
#define LED ((gpio_num_t)CONFIG_MERIGGIO_PIN_LED)
#define BUTTON ((gpio_num_t)CONFIG_MERIGGIO_PIN_BUTTON)

bool board_begin(void)
{
    const gpio_config_t led = {.pin_bit_mask = UINT64_C(1) << CONFIG_MERIGGIO_PIN_LED, .mode = GPIO_MODE_OUTPUT};
    const gpio_config_t button = {.pin_bit_mask = UINT64_C(1) << CONFIG_MERIGGIO_PIN_BUTTON, .mode = GPIO_MODE_INPUT,
                                  .pull_up_en = GPIO_PULLUP_ENABLE};
    return gpio_config(&led) == ESP_OK && gpio_config(&button) == ESP_OK;
}

void board_light(bool is_lit)
{
    (void)gpio_set_level(LED, is_lit ? 1u : 0u);
}

bool board_forgets_network(uint64_t now_ms)
{
    static uint64_t released_ms;
    if (gpio_get_level(BUTTON) != 0) {
        released_ms = now_ms;
    }
    return now_ms - released_ms >= HELD_MS;
}
