/* From the batch's claim to a registered certificate: one connection on the claims' broker at a time.
 *
 * What is reached stands in the identity, so whoever was cut off goes on there: without a pending
 * certificate it asks for one, with one it registers it, and each question is repeated until it is
 * answered. The same key gets the same certificate, however often it asks. */
#ifndef MERIGGIO_CORE_PROVISIONING_H
#define MERIGGIO_CORE_PROVISIONING_H

#include "identity.h"
#include "message.h"

#define PROVISIONING_SESSION_BYTES 39u /* claim- and 128 bits in hexadecimal, with the 0 at the end */
#define PROVISIONING_ASK_AGAIN_MS 10000u
/* A system that does not answer for so long is left, to come back after a while. */
#define PROVISIONING_GIVE_UP_MS 60000u

enum provisioning_step {
    PROVISIONING_WAIT,    /* until next_ms, or until something is heard */
    PROVISIONING_ASK,     /* publish the message */
    PROVISIONING_DONE,    /* leave: there is an identity to connect with */
    PROVISIONING_LEAVE,   /* nobody answers: try again after a backoff */
    PROVISIONING_REFUSED, /* leave, and come back after retry_ms; 0: when asked, it does not help */
};

struct provisioning {
    struct identity *identity;
    char session[PROVISIONING_SESSION_BYTES]; /* the client id; answers come below it */
    char refused[32];                         /* the code, for whoever looks; "" before any */
    bool is_refused;
    uint64_t retry_ms;
    uint64_t next_ms;
    uint64_t give_up_ms;
};

/* Whether there is anything to do here, rather than an identity to connect with. */
bool provisioning_is_due(const struct identity *identity);

/* Begin a connection, by 128 fresh random bits. `wall_ms` is since 1970, 0 when nobody knows: a
 * certificate whose time to be registered is over is forgotten. False when the ports refuse. */
bool provisioning_begin(struct provisioning *provisioning, struct identity *identity, const uint32_t random[4],
                        uint64_t now_ms, uint64_t wall_ms);

/* What follows, over the connection that there is. Between two calls less than next_ms passes. */
enum provisioning_step provisioning_tick(struct provisioning *provisioning, uint64_t now_ms,
                                         struct message *message);

/* An answer of a kind (what its topic ends with). `scratch` has room for IDENTITY_PEM_BYTES. What cannot
 * be read is left, and asked for again. */
void provisioning_hear(struct provisioning *provisioning, const char *kind, const char *text, size_t length,
                       char *scratch);

/* The topic to listen to on this connection. */
bool provisioning_topic(const struct provisioning *provisioning, struct message *message);

#endif
