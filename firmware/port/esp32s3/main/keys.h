/* Private keys: EC P-256 in DER, a slot each in the encrypted NVS. */
#ifndef MERIGGIO_PORT_KEYS_H
#define MERIGGIO_PORT_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mbedtls/pk.h"

#define KEYS_DER_BYTES 160u

/* The radio is on when keys are made and used, so these are random numbers of the hardware. For mbedTLS. */
int keys_random(void *context, unsigned char *bytes, size_t length);

bool keys_make(unsigned slot);
bool keys_erase(unsigned slot);

/* The key of a slot as DER; its length, 0 when there is none. Whoever reads it wipes it. */
size_t keys_read(unsigned slot, uint8_t der[KEYS_DER_BYTES]);

/* The same to work with; false when there is none. To be freed in either case. */
bool keys_open(unsigned slot, mbedtls_pk_context *key);

#endif
