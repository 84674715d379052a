#include "typed.h"

#include <stdlib.h>
#include <unistd.h>

static void take_line(struct typed *typed, struct powers *powers)
{
    char *end = NULL;
    typed->line[typed->length] = '\0';
    double power_w = strtod(typed->line, &end);
    if (end != typed->line && power_w >= -POWERS_MOST_W && power_w <= POWERS_MOST_W) {
        powers->power_w = power_w;
    }
    typed->length = 0;
}

void typed_read(struct typed *typed, struct powers *powers)
{
    char bytes[256];
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    typed->is_open = count > 0;
    for (ssize_t at = 0; at < count; at++) {
        if (bytes[at] == '\n') {
            take_line(typed, powers);
        } else if (typed->length < TYPED_BYTES - 1u) {
            typed->line[typed->length++] = bytes[at];
        }
    }
}
