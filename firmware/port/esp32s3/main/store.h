/* NVS as the core's `kv`, and as a place for keys and for what the factory wrote. Encrypted as a whole. */
#ifndef MERIGGIO_PORT_STORE_H
#define MERIGGIO_PORT_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "kv.h"

enum store_room {
    STORE_CORE,    /* what the core remembers, and certificates */
    STORE_KEYS,    /* private keys, which never leave the port */
    STORE_FACTORY, /* what the factory wrote: read, and never written here */
    STORE_ROOMS,
};

/* False: the partition cannot be used, and without it there is no device. */
bool store_begin(void);

/* As in kv.h. */
size_t store_read(enum store_room room, const char *key, void *bytes, size_t size);
bool store_write(enum store_room room, const char *key, const void *bytes, size_t length);
bool store_erase(enum store_room room, const char *key);

/* A text of the factory's, with a 0 at the end; false when there is none, or it has no room. */
bool store_text(const char *key, char *text, size_t room);

const struct kv *store_kv(void);

#endif
