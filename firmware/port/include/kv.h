/* What the core needs to remember small things: NVS on a device. A port fills in the functions. */
#ifndef MERIGGIO_PORT_KV_H
#define MERIGGIO_PORT_KV_H

#include <stdbool.h>
#include <stddef.h>

/* An effect is there when its function returns. `write` is whole or not at all, also when the power
 * fails in it. `read` says how many bytes there were, 0 when the key is missing or they have no room.
 * `erase` succeeds too where there is nothing. Keys have at most 15 characters, as in NVS. */
struct kv {
    void *context;
    size_t (*read)(void *context, const char *key, void *bytes, size_t room);
    bool (*write)(void *context, const char *key, const void *bytes, size_t length);
    bool (*erase)(void *context, const char *key);
};

#endif
