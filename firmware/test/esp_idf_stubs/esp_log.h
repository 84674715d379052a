#ifndef STUB_ESP_LOG_H
#define STUB_ESP_LOG_H
#include <stdio.h>
/* Formats are checked by the compiler. */
#define ESP_LOGE(tag, ...) ((void)(tag), (void)printf(__VA_ARGS__), (void)putchar('\n'))
#define ESP_LOGW(tag, ...) ((void)(tag), (void)printf(__VA_ARGS__), (void)putchar('\n'))
#endif
