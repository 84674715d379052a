/* Small records, each a file. */
#ifndef MERIGGIO_POSIX_KV_FILES_H
#define MERIGGIO_POSIX_KV_FILES_H

#include "kv.h"

struct kv_files {
    struct kv kv;
    int folder;
};

/* In the folder `name`; false when it cannot be had. */
bool kv_files_open(struct kv_files *kv_files, int inside, const char *name);

#endif
