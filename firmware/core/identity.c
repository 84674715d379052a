#include "identity.h"

#include <string.h>

#define LAYOUT 1u
#define RECORD_KEY "identity"
#define CLAIM_KEY "claim"

static struct identity_record *record_of(struct identity *identity)
{
    return &identity->kept.record;
}

const char *identity_key_of(unsigned slot)
{
    return slot == IDENTITY_CLAIM_SLOT ? CLAIM_KEY : slot == 0 ? "certificate0" : "certificate1";
}

unsigned identity_spare_slot(const struct identity *identity)
{
    return identity->kept.record.current == 0 ? 1u : 0u;
}

bool identity_has_current(const struct identity *identity)
{
    return identity->kept.record.current != IDENTITY_NONE;
}

bool identity_is(const struct identity *identity, enum identity_spare spare)
{
    return identity->kept.record.spare == (uint8_t)spare;
}

/* Write down which slot is current and what is in the other; only then it is true. */
static bool keep(struct identity *identity, uint8_t current, enum identity_spare spare)
{
    struct identity_record *record = record_of(identity);
    uint8_t was_current = record->current;
    uint8_t was_spare = record->spare;
    record->current = current;
    record->spare = (uint8_t)spare;
    if (record_write(identity->kv, RECORD_KEY, LAYOUT, (uint8_t *)&identity->kept, sizeof *record)) {
        return true;
    }
    record->current = was_current;
    record->spare = was_spare;
    return false;
}

static bool erase_slot(struct identity *identity, unsigned slot)
{
    return identity->crypto->erase_key(identity->crypto->context, slot) &&
           identity->kv->erase(identity->kv->context, identity_key_of(slot));
}

/* Erase what the record does not know (any more). */
static bool clean(struct identity *identity)
{
    if (identity_is(identity, IDENTITY_EMPTY) && !erase_slot(identity, identity_spare_slot(identity))) {
        return false;
    }
    if (identity_has_current(identity) && identity->has_claim && !identity->keeps_claim) {
        if (!erase_slot(identity, IDENTITY_CLAIM_SLOT)) {
            return false;
        }
        identity->has_claim = false;
    }
    return true;
}

bool identity_begin(struct identity *identity, const struct kv *kv, const struct crypto *crypto,
                    const char *serial_number, bool keeps_claim, char *scratch)
{
    memset(identity, 0, sizeof *identity);
    identity->kv = kv;
    identity->crypto = crypto;
    identity->serial_number = serial_number;
    identity->keeps_claim = keeps_claim;
    struct identity_record *record = record_of(identity);
    if (!record_read(kv, RECORD_KEY, LAYOUT, (uint8_t *)&identity->kept, sizeof *record)) {
        memset(record, 0, sizeof *record);
        record->current = IDENTITY_NONE;
    }
    size_t length = kv->read(kv->context, CLAIM_KEY, scratch, IDENTITY_PEM_BYTES);
    struct certificate_facts facts;
    identity->has_claim = length != 0;
    if (length != 0 && (keeps_claim || !identity_has_current(identity))) {
        identity->has_claim = crypto->read_certificate(crypto->context, IDENTITY_CLAIM_SLOT, scratch, length, &facts);
        memcpy(identity->claim_id, facts.common_name, identity->has_claim ? sizeof identity->claim_id : 0);
    }
    return clean(identity);
}

bool identity_fresh_key(struct identity *identity)
{
    if (!identity_is(identity, IDENTITY_EMPTY)) {
        return identity_is(identity, IDENTITY_KEY);
    }
    return identity->crypto->make_key(identity->crypto->context, identity_spare_slot(identity)) &&
           keep(identity, record_of(identity)->current, IDENTITY_KEY);
}

bool identity_issued(struct identity *identity, const char *pem, size_t length, const char *device_id,
                     const char *token, uint64_t register_before_ms)
{
    unsigned slot = identity_spare_slot(identity);
    const struct crypto *crypto = identity->crypto;
    struct identity_record *record = record_of(identity);
    struct certificate_facts facts;
    if (!identity_is(identity, IDENTITY_KEY) || strlen(token) >= sizeof record->token ||
        !crypto->read_certificate(crypto->context, slot, pem, length, &facts) || facts.common_name[0] == '\0' ||
        strcmp(facts.common_name, device_id) != 0 ||
        !identity->kv->write(identity->kv->context, identity_key_of(slot), pem, length)) {
        return false;
    }
    /* Of no meaning before the record says what is in the slot. */
    memcpy(record->device_id, facts.common_name, sizeof record->device_id);
    memmove(record->token, token, strlen(token) + 1u);
    memcpy(record->facts[slot].serial, facts.serial, sizeof facts.serial);
    record->facts[slot].ends_s = facts.ends_s;
    record->register_before_ms = register_before_ms;
    return keep(identity, record->current, token[0] == '\0' ? IDENTITY_READY : IDENTITY_UNREGISTERED);
}

bool identity_registered(struct identity *identity)
{
    return identity_is(identity, IDENTITY_UNREGISTERED) &&
           keep(identity, record_of(identity)->current, IDENTITY_READY);
}

bool identity_promote(struct identity *identity)
{
    return identity_is(identity, IDENTITY_READY) &&
           keep(identity, (uint8_t)identity_spare_slot(identity), IDENTITY_EMPTY) && clean(identity);
}

bool identity_forget(struct identity *identity)
{
    return keep(identity, record_of(identity)->current, IDENTITY_EMPTY) && clean(identity);
}

bool identity_give_up(struct identity *identity)
{
    unsigned slot = identity->kept.record.current;
    if (!identity->has_claim || !keep(identity, IDENTITY_NONE, IDENTITY_EMPTY)) {
        return false;
    }
    /* Of no use to anybody any more; what cannot be erased now is when the next identity counts. */
    (void)(slot == IDENTITY_NONE || erase_slot(identity, slot));
    (void)clean(identity);
    return true;
}

bool identity_put_request(const struct identity *identity, const char *name, struct message *message,
                          struct json_writer *writer)
{
    /* The request lies in the second half of the memory while it is quoted in the first. */
    size_t half = message->room / 2u;
    char *pem = message->payload + half;
    const struct crypto *crypto = identity->crypto;
    size_t length = crypto->request(crypto->context, identity_spare_slot(identity), name, pem, message->room - half);
    if (length == 0 || length >= message->room - half) {
        return false;
    }
    pem[length] = '\0';
    writer->room = half;
    json_put(writer, "\"csr\":");
    json_put_string(writer, pem);
    return writer->fits;
}
