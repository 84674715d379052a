/* mbedTLS, and libsodium for Ed25519, as the core's `crypto`. */
#ifndef MERIGGIO_PORT_CRYPTO_PORT_H
#define MERIGGIO_PORT_CRYPTO_PORT_H

#include "crypto.h"

const struct crypto *crypto_port(void);

#endif
