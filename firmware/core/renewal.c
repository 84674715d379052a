#include "renewal.h"

#include "json_values.h"

#define MS_PER_S 1000u

void renewal_begin(struct renewal *renewal, struct identity *identity)
{
    *renewal = (struct renewal){.identity = identity};
}

void renewal_want(struct renewal *renewal)
{
    renewal->is_wanted = true;
    renewal->not_before_ms = 0;
}

static bool is_due(const struct renewal *renewal, uint64_t wall_ms)
{
    const struct identity_record *record = &renewal->identity->kept.record;
    return renewal->is_wanted ||
           (wall_ms != 0 && wall_ms / MS_PER_S + RENEWAL_BEFORE_END_S >= record->facts[record->current].ends_s);
}

static bool write_question(const struct identity *identity, struct message *message)
{
    const char *device_id = identity->kept.record.device_id;
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{");
    if (!identity_put_request(identity, device_id, message, &writer)) {
        return false;
    }
    json_put(&writer, "}");
    return message_end(message, &writer) && message_topic(message, "report", device_id, "certificate", NULL);
}

bool renewal_ask(struct renewal *renewal, uint64_t now_ms, uint64_t wall_ms, struct message *message)
{
    struct identity *identity = renewal->identity;
    if (!identity_has_current(identity) || identity_is(identity, IDENTITY_READY) ||
        now_ms < renewal->not_before_ms || !is_due(renewal, wall_ms)) {
        return false;
    }
    renewal->not_before_ms = now_ms + RENEWAL_ASK_AGAIN_MS;
    return identity_fresh_key(identity) && write_question(identity, message);
}

bool renewal_hear(struct renewal *renewal, const char *text, size_t length, uint64_t now_ms, char *scratch)
{
    struct identity *identity = renewal->identity;
    struct json answer;
    struct json member;
    size_t pem_bytes = 0;
    int64_t retry_s = 0;
    if (!identity_has_current(identity) || !identity_is(identity, IDENTITY_KEY) || !json_of(text, length, &answer)) {
        return false;
    }
    if (json_member(answer, "certificate", &member) && json_text(member, scratch, IDENTITY_PEM_BYTES, &pem_bytes)) {
        if (!identity_issued(identity, scratch, pem_bytes, identity->kept.record.device_id, "", 0)) {
            return false;
        }
        renewal->is_wanted = false;
        renewal->not_before_ms = now_ms + RENEWAL_ASK_AGAIN_MS;
        return true;
    }
    if (json_member(answer, "retryAfterS", &member) && json_integer(member, &retry_s) && retry_s > 0 &&
        retry_s <= UINT32_MAX) {
        renewal->not_before_ms = now_ms + (uint64_t)retry_s * MS_PER_S;
    }
    return false;
}

bool renewal_is_to_be_shown(struct renewal *renewal, uint64_t now_ms)
{
    if (!identity_has_current(renewal->identity) || !identity_is(renewal->identity, IDENTITY_READY) ||
        now_ms < renewal->not_before_ms) {
        return false;
    }
    renewal->not_before_ms = now_ms + RENEWAL_ASK_AGAIN_MS;
    return true;
}
