#include "slots.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"

#define BOOT "boot"
#define BOOT_BYTES 2u
#define HEAD_BYTES 512u
#define FIRST_LINE "meriggio-posix-image\n"
#define OWNER_ONLY 0600

static const char *const image_of[] = {"0.bin", "1.bin"};

/* What the bootloader keeps: a slot, and whether it is as good as known, new, or was started once. */
enum trust { GOOD = 'g', NEW = 'n', TRIED = 't' };

static bool keep(const struct slots *slots, unsigned slot, enum trust trust)
{
    char boot[BOOT_BYTES] = {(char)('0' + slot), (char)trust};
    return files_write(slots->folder, BOOT, boot, sizeof boot);
}

/* The value of a line of the head, in `value`; false: there is none, or it does not fit. */
static bool find_line(const char *head, const char *name, char *value, size_t room)
{
    const char *end = strstr(head, "\n\n");
    const char *line = strstr(head, name);
    if (end == NULL || line == NULL || line > end) {
        return false;
    }
    line += strlen(name);
    size_t length = strcspn(line, "\n");
    if (length == 0 || length >= room) {
        return false;
    }
    memcpy(value, line, length);
    value[length] = '\0';
    return true;
}

static bool read_image(struct slots *slots, unsigned slot)
{
    char head[HEAD_BYTES] = "";
    char failure[16] = "";
    int file = openat(slots->folder, image_of[slot], O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : pread(file, head, sizeof head - 1u, 0);
    if (file >= 0) {
        (void)close(file);
    }
    if (length <= 0 || strncmp(head, FIRST_LINE, strlen(FIRST_LINE)) != 0 ||
        !find_line(head, "\nversion: ", slots->version, sizeof slots->version)) {
        return false;
    }
    (void)find_line(head, "\nfails: ", failure, sizeof failure);
    slots->failure = strcmp(failure, "measuring") == 0  ? SLOTS_NEVER_MEASURES
                     : strcmp(failure, "starting") == 0 ? SLOTS_CRASHES
                                                        : SLOTS_WORKS;
    return true;
}

static bool put_factory_image(struct slots *slots, const char *version)
{
    char head[HEAD_BYTES];
    int length = snprintf(head, sizeof head, FIRST_LINE "version: %s\n\n", version);
    return length > 0 && (size_t)length < sizeof head && files_write(slots->folder, image_of[0], head, (size_t)length) &&
           keep(slots, 0, GOOD);
}

static bool start_new(void *context)
{
    const struct slots *slots = context;
    struct slots other = *slots; /* what runs stays as it is */
    return read_image(&other, 1u - slots->runs) && keep(slots, 1u - slots->runs, NEW);
}

static bool keep_running(void *context)
{
    const struct slots *slots = context;
    return keep(slots, slots->runs, GOOD);
}

static bool go_back(void *context)
{
    const struct slots *slots = context;
    return keep(slots, 1u - slots->runs, GOOD);
}

static bool choose(struct slots *slots, const char boot[BOOT_BYTES])
{
    unsigned slot = boot[0] == '1' ? 1u : 0u;
    slots->has_gone_back = boot[1] == TRIED;
    slots->runs = slots->has_gone_back ? 1u - slot : slot;
    if (boot[1] == GOOD) {
        return true;
    }
    return keep(slots, slots->runs, boot[1] == NEW ? TRIED : GOOD);
}

bool slots_start(struct slots *slots, int inside, const char *name, const char *factory_version)
{
    char boot[BOOT_BYTES] = {'0', GOOD};
    *slots = (struct slots){.ota = {slots, start_new, keep_running, go_back}, .folder = files_folder(inside, name)};
    if (slots->folder < 0) {
        return false;
    }
    if (files_read(slots->folder, BOOT, boot, sizeof boot) == 0 && !put_factory_image(slots, factory_version)) {
        return false;
    }
    return choose(slots, boot) && read_image(slots, slots->runs);
}

int slots_open_other(const struct slots *slots)
{
    return openat(slots->folder, image_of[1u - slots->runs], O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
}
