#ifndef STUB_ESP_ERR_H
#define STUB_ESP_ERR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
typedef int esp_err_t;
#define ESP_OK 0
#endif
