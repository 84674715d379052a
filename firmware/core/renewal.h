/* A new certificate before the old one ends, over the device's own connection. */
#ifndef MERIGGIO_CORE_RENEWAL_H
#define MERIGGIO_CORE_RENEWAL_H

#include "identity.h"
#include "message.h"

#define RENEWAL_BEFORE_END_S 2592000u /* 30 days */
#define RENEWAL_ASK_AGAIN_MS 600000u

struct renewal {
    struct identity *identity;
    bool is_wanted;
    uint64_t not_before_ms;
};

void renewal_begin(struct renewal *renewal, struct identity *identity);

/* Renew although there is time. */
void renewal_want(struct renewal *renewal);

/* Whether to ask now; then the message is written. `wall_ms`: since 1970, 0 when nobody knows. */
bool renewal_ask(struct renewal *renewal, uint64_t now_ms, uint64_t wall_ms, struct message *message);

/* The answer; whether there is a new identity to connect with. `scratch`: IDENTITY_PEM_BYTES. */
bool renewal_hear(struct renewal *renewal, const char *text, size_t length, uint64_t now_ms, char *scratch);

/* Whether to connect anew, with the certificate nobody has seen yet: for a device that could not and
 * went back to the former one, which ends. As often as it would ask. */
bool renewal_is_to_be_shown(struct renewal *renewal, uint64_t now_ms);

#endif
