#include "provisioning.h"

#include <string.h>

#include "base64.h"
#include "json_values.h"

#define MS_PER_S 1000u
#define MOST_DER 80u
#define SIGNATURE_BYTES 112u

bool provisioning_is_due(const struct identity *identity)
{
    return !identity_has_current(identity) && !identity_is(identity, IDENTITY_READY);
}

static void name_session(char *session, const uint32_t random[4])
{
    static const char hex[] = "0123456789abcdef";
    memcpy(session, "claim-", 6);
    for (size_t at = 0; at < 32u; at++) {
        session[6u + at] = hex[random[at / 8u] >> (4u * (at % 8u)) & 15u];
    }
    session[38] = '\0';
}

bool provisioning_begin(struct provisioning *provisioning, struct identity *identity, const uint32_t random[4],
                        uint64_t now_ms, uint64_t wall_ms)
{
    *provisioning = (struct provisioning){.identity = identity,
                                          .next_ms = now_ms,
                                          .give_up_ms = now_ms + PROVISIONING_GIVE_UP_MS};
    name_session(provisioning->session, random);
    bool is_late = identity_is(identity, IDENTITY_UNREGISTERED) && wall_ms != 0 &&
                   identity->kept.record.register_before_ms <= wall_ms;
    return !is_late || identity_forget(identity);
}

bool provisioning_topic(const struct provisioning *provisioning, struct message *message)
{
    return message_topic(message, "provisioned", provisioning->identity->claim_id, provisioning->session, "+");
}

static bool ask_certificate(const struct provisioning *provisioning, struct message *message)
{
    const struct identity *identity = provisioning->identity;
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{\"serialNumber\":");
    json_put_string(&writer, identity->serial_number);
    json_put(&writer, ",");
    if (!identity_put_request(identity, identity->serial_number, message, &writer)) {
        return false;
    }
    json_put(&writer, "}");
    return message_end(message, &writer) &&
           message_topic(message, "provision", identity->claim_id, provisioning->session, "certificate");
}

/* What is signed lies where the message will be. */
static bool sign_registration(const struct identity *identity, struct message *message, char *signature)
{
    uint8_t der[MOST_DER];
    struct json_writer writer = message_begin(message);
    json_put(&writer, "meriggio-registration:");
    json_put(&writer, identity->serial_number);
    json_put(&writer, ":");
    json_put(&writer, identity->kept.record.token);
    const struct crypto *crypto = identity->crypto;
    size_t length = crypto->sign(crypto->context, identity_spare_slot(identity), message->payload,
                                 writer.length, der, sizeof der);
    return writer.fits && length != 0 && base64_encode(der, length, signature, SIGNATURE_BYTES);
}

static bool ask_registration(const struct provisioning *provisioning, struct message *message)
{
    const struct identity *identity = provisioning->identity;
    char signature[SIGNATURE_BYTES];
    if (!sign_registration(identity, message, signature)) {
        return false;
    }
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{\"serialNumber\":");
    json_put_string(&writer, identity->serial_number);
    json_put(&writer, ",\"ownershipToken\":");
    json_put_string(&writer, identity->kept.record.token);
    json_put(&writer, ",\"signature\":");
    json_put_string(&writer, signature);
    json_put(&writer, "}");
    return message_end(message, &writer) &&
           message_topic(message, "provision", identity->claim_id, provisioning->session, "registration");
}

enum provisioning_step provisioning_tick(struct provisioning *provisioning, uint64_t now_ms,
                                         struct message *message)
{
    struct identity *identity = provisioning->identity;
    if (!provisioning_is_due(identity)) {
        return PROVISIONING_DONE;
    }
    if (provisioning->is_refused) {
        return PROVISIONING_REFUSED;
    }
    if (now_ms >= provisioning->give_up_ms) {
        return PROVISIONING_LEAVE;
    }
    if (now_ms < provisioning->next_ms) {
        return PROVISIONING_WAIT;
    }
    provisioning->next_ms = now_ms + PROVISIONING_ASK_AGAIN_MS;
    bool asks = identity_is(identity, IDENTITY_UNREGISTERED)
                    ? ask_registration(provisioning, message)
                    : identity_fresh_key(identity) && ask_certificate(provisioning, message);
    return asks ? PROVISIONING_ASK : PROVISIONING_WAIT;
}

static bool take_certificate(struct identity *identity, struct json answer, char *scratch)
{
    struct json certificate;
    struct json member;
    char device_id[IDENTITY_NAME_BYTES];
    char token[IDENTITY_TOKEN_BYTES];
    size_t length = 0;
    uint64_t before_ms = 0;
    return json_member(answer, "certificate", &certificate) && json_member(answer, "deviceId", &member) &&
           json_string(member, device_id, sizeof device_id) && json_member(answer, "ownershipToken", &member) &&
           json_string(member, token, sizeof token) && token[0] != '\0' &&
           json_member(answer, "registerBefore", &member) && json_time(member, &before_ms) &&
           json_text(certificate, scratch, IDENTITY_PEM_BYTES, &length) &&
           identity_issued(identity, scratch, length, device_id, token, before_ms);
}

static bool take_registration(struct identity *identity, struct json answer)
{
    struct json member;
    char device_id[IDENTITY_NAME_BYTES];
    return json_member(answer, "deviceId", &member) && json_string(member, device_id, sizeof device_id) &&
           strcmp(device_id, identity->kept.record.device_id) == 0 && identity_registered(identity);
}

static void take_refusal(struct provisioning *provisioning, struct json answer)
{
    struct json member;
    int64_t retry_s = 0;
    if (!json_member(answer, "code", &member) ||
        !json_string(member, provisioning->refused, sizeof provisioning->refused)) {
        return;
    }
    if (json_member(answer, "retryAfterS", &member) && json_integer(member, &retry_s) && retry_s > 0 &&
        retry_s <= UINT32_MAX) {
        provisioning->retry_ms = (uint64_t)retry_s * MS_PER_S;
    }
    const char *code = provisioning->refused;
    if (strcmp(code, "bad_csr") == 0 || strcmp(code, "bad_token") == 0 || strcmp(code, "bad_signature") == 0) {
        (void)identity_forget(provisioning->identity); /* a new key mends it */
    }
    provisioning->is_refused = true;
}

void provisioning_hear(struct provisioning *provisioning, const char *kind, const char *text, size_t length,
                       char *scratch)
{
    struct json answer;
    bool taken = false;
    if (!provisioning_is_due(provisioning->identity) || !json_of(text, length, &answer)) {
        return;
    }
    if (strcmp(kind, "certificate") == 0) {
        taken = take_certificate(provisioning->identity, answer, scratch);
    } else if (strcmp(kind, "registration") == 0) {
        taken = take_registration(provisioning->identity, answer);
    } else if (strcmp(kind, "refusal") == 0) {
        take_refusal(provisioning, answer);
    }
    if (taken) {
        provisioning->next_ms = 0; /* the next question at once */
    }
}
