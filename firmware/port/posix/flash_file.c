#include "flash_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

#define ERASED 0xffu
#define OWNER_ONLY 0600
#define MOST_SECTOR_BYTES 4096u

/* Whether there is power for one more; else half of it is there, and then the process is not. */
static void spend(struct flash_file *flash_file, uint32_t offset, const uint8_t *bytes, size_t length)
{
    if (flash_file->power == FLASH_FILE_FOREVER || flash_file->power-- != 0) {
        return;
    }
    (void)files_write_at(flash_file->file, offset, bytes, length / 2u, true);
    flash_file->power_fails();
}

static bool is_within(const struct flash_file *flash_file, uint32_t offset, size_t length)
{
    size_t size = (size_t)flash_file->flash.sectors * flash_file->flash.sector_bytes;
    return offset <= size && length <= size - offset;
}

static bool file_read(void *context, uint32_t offset, void *bytes, size_t length)
{
    const struct flash_file *flash_file = context;
    return is_within(flash_file, offset, length) && files_read_at(flash_file->file, offset, bytes, length);
}

static bool file_is_erased(void *context, uint32_t offset, size_t length)
{
    uint8_t cells[MOST_SECTOR_BYTES];
    while (length != 0) {
        size_t part = length < sizeof cells ? length : sizeof cells;
        if (!file_read(context, offset, cells, part)) {
            return false;
        }
        for (size_t at = 0; at < part; at++) {
            if (cells[at] != ERASED) {
                return false;
            }
        }
        offset += (uint32_t)part;
        length -= part;
    }
    return true;
}

static bool file_program(void *context, uint32_t offset, const void *bytes, size_t length)
{
    struct flash_file *flash_file = context;
    bool is_block = length == FLASH_FILE_BLOCK && offset % FLASH_FILE_BLOCK == 0;
    if (!is_block || !is_within(flash_file, offset, length) || !file_is_erased(context, offset, length)) {
        flash_file->refused++;
        return false;
    }
    spend(flash_file, offset, bytes, length);
    return files_write_at(flash_file->file, offset, bytes, length, !flash_file->is_lazy);
}

static bool file_erase(void *context, uint32_t sector)
{
    struct flash_file *flash_file = context;
    uint8_t cells[MOST_SECTOR_BYTES];
    size_t bytes = flash_file->flash.sector_bytes;
    if (sector >= flash_file->flash.sectors) {
        return false;
    }
    memset(cells, ERASED, bytes);
    spend(flash_file, sector * (uint32_t)bytes, cells, bytes);
    return files_write_at(flash_file->file, sector * bytes, cells, bytes, !flash_file->is_lazy);
}

/* Its size comes last: a file that has it is erased. */
static bool make(struct flash_file *flash_file, size_t size)
{
    uint8_t cells[MOST_SECTOR_BYTES];
    size_t bytes = flash_file->flash.sector_bytes;
    memset(cells, ERASED, bytes);
    bool is_made = ftruncate(flash_file->file, 0) == 0;
    for (size_t at = 0; at < size && is_made; at += bytes) {
        is_made = files_write_at(flash_file->file, at, cells, bytes, false);
    }
    return is_made && fsync(flash_file->file) == 0;
}

bool flash_file_open(struct flash_file *flash_file, int folder, const char *name, uint32_t sectors,
                     uint32_t sector_bytes)
{
    struct stat status;
    size_t size = (size_t)sectors * sector_bytes;
    *flash_file = (struct flash_file){
        .flash = {.context = flash_file, .sector_bytes = sector_bytes, .sectors = sectors, .read = file_read,
                  .program = file_program, .erase_sector = file_erase, .is_erased = file_is_erased},
        .power = FLASH_FILE_FOREVER};
    flash_file->file = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
    if (flash_file->file < 0 || sector_bytes > MOST_SECTOR_BYTES || fstat(flash_file->file, &status) != 0) {
        return false;
    }
    bool is_there = (size_t)status.st_size == size;
    return is_there || (make(flash_file, size) && fsync(folder) == 0);
}

bool flash_file_settle(struct flash_file *flash_file)
{
    flash_file->is_lazy = false;
    return fdatasync(flash_file->file) == 0;
}

void flash_file_close(struct flash_file *flash_file)
{
    (void)close(flash_file->file);
}
