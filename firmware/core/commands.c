#include "commands.h"

#include <string.h>

#include "json_values.h"

#define LAYOUT 1u
#define KEY "commands"
#define ID_TEXT_BYTES 37u

enum kind { REBOOT, RENEW_CERTIFICATE, PROVISION_AGAIN, IDENTIFY, UNKNOWN };
enum outcome { NO_ENTRY, DONE, REFUSED, EXPIRED };
enum why { NO_WORD, NO_CLAIM, ON_TRIAL, NOT_KNOWN };

static const char *const kinds[] = {"reboot", "renew_certificate", "provision_again", "identify"};
static const char *const outcomes[] = {"", "done", "refused", "expired"};
static const char *const words[] = {
    "",
    "there is no claim certificate to go back to",
    "a new image is on trial: a restart would end it",
    "this firmware does not know such a command",
};

struct command {
    uint8_t id[COMMANDS_ID_BYTES];
    enum kind kind;
    uint64_t expires_ms;
};

static bool keep(struct commands *commands)
{
    return record_write(commands->kv, KEY, LAYOUT, (uint8_t *)&commands->kept, sizeof commands->kept.record);
}

static bool hex_of(char character, uint8_t *value)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = character == '\0' ? NULL : strchr(digits, character);
    if (found == NULL) {
        return false;
    }
    size_t at = (size_t)(found - digits);
    *value = (uint8_t)(at < 16u ? at : at - 6u);
    return true;
}

static bool is_hyphen(size_t at)
{
    return at == 8u || at == 13u || at == 18u || at == 23u;
}

/* A UUID as RFC 9562 writes it. */
static bool read_id(struct json value, uint8_t id[COMMANDS_ID_BYTES])
{
    char text[ID_TEXT_BYTES];
    uint8_t high = 0;
    uint8_t low = 0;
    size_t bytes = 0;
    if (!json_string(value, text, sizeof text) || strlen(text) != ID_TEXT_BYTES - 1u) {
        return false;
    }
    for (size_t at = 0; at < ID_TEXT_BYTES - 1u;) {
        if (is_hyphen(at)) {
            if (text[at++] != '-') {
                return false;
            }
            continue;
        }
        if (!hex_of(text[at], &high) || !hex_of(text[at + 1u], &low)) {
            return false;
        }
        id[bytes++] = (uint8_t)(high << 4 | low);
        at += 2u;
    }
    return true;
}

static void write_id(struct json_writer *writer, const uint8_t id[COMMANDS_ID_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    char text[ID_TEXT_BYTES];
    size_t length = 0;
    for (size_t at = 0; at < COMMANDS_ID_BYTES; at++) {
        if (is_hyphen(length)) {
            text[length++] = '-';
        }
        text[length++] = digits[id[at] >> 4];
        text[length++] = digits[id[at] & 15u];
    }
    text[length] = '\0';
    json_put_string(writer, text);
}

static bool read_command(const char *text, size_t length, struct command *command)
{
    struct json whole;
    struct json member;
    char kind[24];
    if (!json_of(text, length, &whole) || !json_member(whole, "commandId", &member) || !read_id(member, command->id) ||
        !json_member(whole, "expiresAt", &member) || !json_time(member, &command->expires_ms) ||
        !json_member(whole, "kind", &member) || !json_string(member, kind, sizeof kind)) {
        return false;
    }
    int at = REBOOT;
    while (at < UNKNOWN && strcmp(kinds[at], kind) != 0) {
        at++;
    }
    command->kind = (enum kind)at;
    return true;
}

/* Write down what became of it, together with what else changed. */
static bool finish(struct commands *commands, const uint8_t id[COMMANDS_ID_BYTES], enum outcome outcome, enum why why)
{
    struct commands_record *record = &commands->kept.record;
    struct commands_entry *entry = &record->entry[record->next];
    memcpy(entry->id, id, COMMANDS_ID_BYTES);
    entry->outcome = (uint8_t)outcome;
    entry->why = (uint8_t)why;
    commands->to_say |= 1u << record->next;
    record->next = (uint8_t)((record->next + 1u) % COMMANDS_REMEMBERED);
    return keep(commands);
}

bool commands_begin(struct commands *commands, const struct kv *kv)
{
    struct commands_record *record = &commands->kept.record;
    commands->kv = kv;
    commands->to_say = 0;
    if (!record_read(kv, KEY, LAYOUT, (uint8_t *)&commands->kept, sizeof *record)) {
        memset(&commands->kept, 0, sizeof commands->kept);
    }
    if (!record->is_restarting) {
        return true;
    }
    record->is_restarting = false;
    return finish(commands, record->restarting_for, DONE, NO_WORD);
}

void commands_open(struct commands *commands)
{
    const struct commands_record *record = &commands->kept.record;
    commands->to_say |= record->leaving == 0 ? 0u : 1u << (record->leaving - 1u);
}

/* Whether it was heard before; then it is answered again. While one is under way no other is heard: it is repeated. */
static bool is_known(struct commands *commands, const uint8_t id[COMMANDS_ID_BYTES])
{
    const struct commands_record *record = &commands->kept.record;
    for (uint32_t at = 0; at < COMMANDS_REMEMBERED; at++) {
        if (record->entry[at].outcome != NO_ENTRY && memcmp(record->entry[at].id, id, COMMANDS_ID_BYTES) == 0) {
            commands->to_say |= 1u << at;
            return true;
        }
    }
    return record->is_restarting || record->leaving != 0;
}

static bool carry_out(struct commands *commands, const struct command *command,
                      const struct commands_abilities *abilities, enum commands_step *step)
{
    struct commands_record *record = &commands->kept.record;
    *step = COMMANDS_NOTHING;
    switch (command->kind) {
    case REBOOT:
        if (!abilities->can_restart) {
            return finish(commands, command->id, REFUSED, ON_TRIAL);
        }
        record->is_restarting = true;
        memcpy(record->restarting_for, command->id, COMMANDS_ID_BYTES);
        *step = COMMANDS_RESTART;
        return keep(commands);
    case RENEW_CERTIFICATE:
        record->renews = true;
        *step = COMMANDS_RENEW;
        break;
    case PROVISION_AGAIN:
        if (!abilities->can_provision) {
            return finish(commands, command->id, REFUSED, NO_CLAIM);
        }
        record->leaving = (uint8_t)(record->next + 1u);
        break;
    case IDENTIFY:
        *step = COMMANDS_IDENTIFY;
        break;
    case UNKNOWN:
        return finish(commands, command->id, REFUSED, NOT_KNOWN);
    }
    return finish(commands, command->id, DONE, NO_WORD);
}

enum commands_step commands_hear(struct commands *commands, const char *text, size_t length, uint64_t wall_ms,
                                 const struct commands_abilities *abilities)
{
    struct commands_record *record = &commands->kept.record;
    struct command command;
    enum commands_step step = COMMANDS_NOTHING;
    if (!read_command(text, length, &command) || is_known(commands, command.id) || wall_ms == 0) {
        return COMMANDS_NOTHING;
    }
    uint32_t to_say = commands->to_say;
    uint8_t next = record->next;
    bool renews = record->renews;
    struct commands_entry entry = record->entry[next];
    if (command.expires_ms <= wall_ms ? finish(commands, command.id, EXPIRED, NO_WORD)
                                      : carry_out(commands, &command, abilities, &step)) {
        return step;
    }
    commands->to_say = to_say; /* as if nothing had been said: it is repeated */
    record->next = next;
    record->entry[next] = entry;
    record->renews = renews;
    record->is_restarting = false; /* neither, or it had been known */
    record->leaving = 0;
    return COMMANDS_NOTHING;
}

bool commands_report(struct commands *commands, const char *device_id, struct message *message, bool *is_to_confirm)
{
    const struct commands_record *record = &commands->kept.record;
    uint32_t at = 0;
    if (commands->to_say == 0) {
        return false;
    }
    while ((commands->to_say & 1u << at) == 0) {
        at++;
    }
    commands->to_say &= ~(1u << at);
    struct json_writer writer = message_begin(message);
    json_put(&writer, "{\"commandId\":");
    write_id(&writer, record->entry[at].id);
    json_put(&writer, ",\"outcome\":");
    json_put_string(&writer, outcomes[record->entry[at].outcome]);
    if (record->entry[at].why != NO_WORD) {
        json_put(&writer, ",\"detail\":");
        json_put_string(&writer, words[record->entry[at].why]);
    }
    json_put(&writer, "}");
    *is_to_confirm = record->leaving == at + 1u;
    return message_topic(message, "report", device_id, "command", NULL) && message_end(message, &writer);
}

bool commands_is_leaving(const struct commands *commands)
{
    return commands->kept.record.leaving != 0;
}

bool commands_left(struct commands *commands)
{
    uint8_t leaving = commands->kept.record.leaving;
    commands->kept.record.leaving = 0;
    if (leaving == 0 || keep(commands)) {
        return true;
    }
    commands->kept.record.leaving = leaving;
    return false;
}

bool commands_renewed(struct commands *commands)
{
    bool renews = commands->kept.record.renews;
    commands->kept.record.renews = false;
    if (!renews || keep(commands)) {
        return true;
    }
    commands->kept.record.renews = true;
    return false;
}
