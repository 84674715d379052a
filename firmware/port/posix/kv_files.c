#include "kv_files.h"

#include <string.h>

#include "files.h"

#define MOST_KEY 15u

/* As NVS has it; and no key is a path. */
static bool is_key(const char *key)
{
    size_t length = strlen(key);
    return length != 0 && length <= MOST_KEY && strchr(key, '/') == NULL && strchr(key, '.') == NULL;
}

static size_t kv_read(void *context, const char *key, void *bytes, size_t room)
{
    const struct kv_files *kv_files = context;
    return is_key(key) ? files_read(kv_files->folder, key, bytes, room) : 0;
}

static bool kv_write(void *context, const char *key, const void *bytes, size_t length)
{
    const struct kv_files *kv_files = context;
    return is_key(key) && files_write(kv_files->folder, key, bytes, length);
}

static bool kv_erase(void *context, const char *key)
{
    const struct kv_files *kv_files = context;
    return is_key(key) && files_erase(kv_files->folder, key);
}

bool kv_files_open(struct kv_files *kv_files, int inside, const char *name)
{
    *kv_files = (struct kv_files){.kv = {kv_files, kv_read, kv_write, kv_erase},
                                  .folder = files_folder(inside, name)};
    return kv_files->folder >= 0;
}
