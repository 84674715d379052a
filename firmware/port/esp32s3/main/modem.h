/* The serial line to an ST75MM modem: bytes, and the line that asks it to listen. What they mean is the core's. */
#ifndef MERIGGIO_PORT_MODEM_H
#define MERIGGIO_PORT_MODEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begin to say APP_SERIAL. */
bool modem_begin(void);
void modem_write(const uint8_t *bytes, size_t count);
void modem_request(bool is_low);

#endif
