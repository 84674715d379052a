/* Any text: no fault, and what is read is JSON. */
#include <stdlib.h>

#include "chain2.h"
#include "json_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct chain2_message message;
    struct chain2_watch watch = {.has_quarter = false};
    struct json value;
    struct json member;
    bool is_json = json_of((const char *)bytes, length, &value);
    bool decoded = chain2_decode((const char *)bytes, length, &message);
    if (decoded && !is_json) {
        abort();
    }
    if (is_json && json_member(value, "a", &member) && !json_of(member.text, member.length, &member)) {
        abort();
    }
    if (decoded) {
        (void)chain2_watch_take(&watch, &message);
        (void)chain2_watch_is_dead(&watch, 1782043200);
    }
    return 0;
}
