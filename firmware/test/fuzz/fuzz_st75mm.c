/* Any bytes of the modem, with silences (0xfe and the next byte in ms) and commands (0xfd) between them. */
#include <stdlib.h>

#include "st75mm.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct st75mm_settings settings = {.status_start = 0x3f, .status_bytes = 2, .busy_byte = 1,
                                                .busy_mask = 0x02, .status_ms = 200, .ack_ms = 40, .gap_ms = 10};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct st75mm link;
    struct st75mm_actions actions;
    uint64_t now_ms = 0;
    st75mm_begin(&link, &settings);
    for (size_t at = 0; at < length; at++) {
        actions.payload_bytes = 0;
        actions.has_frame = false;
        if (bytes[at] == 0xfe && at + 1u < length) {
            now_ms += bytes[++at];
            st75mm_tick(&link, now_ms, &actions);
        } else if (bytes[at] == 0xfd && at + 1u < length) {
            size_t size = bytes[++at];
            size = size < length - at ? size : length - at;
            (void)st75mm_send(&link, 0x50, bytes + at, size, now_ms);
        } else {
            st75mm_byte(&link, bytes[at], ++now_ms, &actions);
        }
        if (actions.has_frame && (actions.payload_bytes == 0 || actions.payload_bytes > ST75MM_MOST_PAYLOAD)) {
            abort();
        }
    }
    return 0;
}
