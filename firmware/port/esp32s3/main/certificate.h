/* What the core has to know of a certificate. */
#ifndef MERIGGIO_PORT_CERTIFICATE_H
#define MERIGGIO_PORT_CERTIFICATE_H

#include <stdbool.h>

#include "crypto.h"
#include "mbedtls/x509_crt.h"

/* False when something has no room. */
bool certificate_facts(const mbedtls_x509_crt *certificate, struct certificate_facts *facts);

#endif
