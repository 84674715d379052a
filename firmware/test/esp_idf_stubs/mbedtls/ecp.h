#ifndef STUB_MBEDTLS_ECP_H
#define STUB_MBEDTLS_ECP_H
#include "mbedtls/pk.h"
typedef enum { MBEDTLS_ECP_DP_NONE = 0, MBEDTLS_ECP_DP_SECP256R1 = 3 } mbedtls_ecp_group_id;
int mbedtls_ecp_gen_key(mbedtls_ecp_group_id group, mbedtls_ecp_keypair *key, mbedtls_random_t *random,
                        void *random_context);
#endif
