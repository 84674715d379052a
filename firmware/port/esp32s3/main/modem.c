#include "modem.h"

#include "driver/gpio.h"
#include "driver/uart.h"
#include "esp_log.h"
#include "events.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "sdkconfig.h"

#define PORT UART_NUM_1
#define BAUD 57600
#define BUFFER_BYTES 1024
#define STACK_BYTES 3072u
#define PRIORITY 18u

static const char *const TAG = "modem";

/* Promptly: the modem waits for its acknowledgement. The first byte is waited for, what is there already comes along. */
static void run(void *context)
{
    (void)context;
    for (;;) {
        struct port_event event = {.kind = APP_SERIAL};
        int first = uart_read_bytes(PORT, event.of.serial.bytes, 1, portMAX_DELAY);
        if (first <= 0) {
            continue;
        }
        int more = uart_read_bytes(PORT, event.of.serial.bytes + 1, EVENTS_SERIAL_BYTES - 1u, 0);
        event.of.serial.count = (uint8_t)(1 + (more > 0 ? more : 0));
        if (!events_post(&event)) {
            ESP_LOGW(TAG, "%u bytes are lost", (unsigned)event.of.serial.count);
        }
    }
}

bool modem_begin(void)
{
    static StackType_t stack[STACK_BYTES];
    static StaticTask_t task;
    const uart_config_t line = {.baud_rate = BAUD, .data_bits = UART_DATA_8_BITS, .parity = UART_PARITY_DISABLE,
                                .stop_bits = UART_STOP_BITS_1, .flow_ctrl = UART_HW_FLOWCTRL_DISABLE,
                                .source_clk = UART_SCLK_DEFAULT};
    const gpio_config_t request = {.pin_bit_mask = UINT64_C(1) << CONFIG_MERIGGIO_PIN_MODEM_REQUEST,
                                   .mode = GPIO_MODE_OUTPUT};
    if (gpio_config(&request) != ESP_OK || uart_driver_install(PORT, BUFFER_BYTES, BUFFER_BYTES, 0, NULL, 0) != ESP_OK ||
        uart_param_config(PORT, &line) != ESP_OK ||
        uart_set_pin(PORT, CONFIG_MERIGGIO_PIN_MODEM_TX, CONFIG_MERIGGIO_PIN_MODEM_RX, UART_PIN_NO_CHANGE,
                     UART_PIN_NO_CHANGE) != ESP_OK) {
        return false;
    }
    modem_request(false);
    return xTaskCreateStaticPinnedToCore(run, "modem", STACK_BYTES, NULL, PRIORITY, stack, &task, 1) != NULL;
}

void modem_write(const uint8_t *bytes, size_t count)
{
    (void)uart_write_bytes(PORT, bytes, count);
}

void modem_request(bool is_low)
{
    (void)gpio_set_level((gpio_num_t)CONFIG_MERIGGIO_PIN_MODEM_REQUEST, is_low ? 0u : 1u);
}
