#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES 64u
#define OWNER_ONLY 0600
#define OWNERS_FOLDER 0700

int files_folder(int inside, const char *path)
{
    if (mkdirat(inside, path, OWNERS_FOLDER) != 0 && errno != EEXIST) {
        return -1;
    }
    return openat(inside, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool files_write_at(int file, size_t offset, const void *bytes, size_t length, bool durable)
{
    const char *from = bytes;
    while (length != 0) {
        ssize_t done = pwrite(file, from, length, (off_t)offset);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        from += done;
        offset += (size_t)done;
        length -= (size_t)done;
    }
    return !durable || fdatasync(file) == 0;
}

bool files_read_at(int file, size_t offset, void *bytes, size_t length)
{
    char *to = bytes;
    while (length != 0) {
        ssize_t done = pread(file, to, length, (off_t)offset);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        to += done;
        offset += (size_t)done;
        length -= (size_t)done;
    }
    return true;
}

/* First the new bytes are on the disk, then they take the name, then the folder is on the disk. */
bool files_write(int folder, const char *name, const void *bytes, size_t length)
{
    char beside[NAME_BYTES];
    int needs = snprintf(beside, sizeof beside, "%s.new", name);
    if (needs < 0 || (size_t)needs >= sizeof beside) {
        return false;
    }
    int file = openat(folder, beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, OWNER_ONLY);
    if (file < 0) {
        return false;
    }
    bool is_written = files_write_at(file, 0, bytes, length, true);
    is_written = close(file) == 0 && is_written;
    return is_written && renameat(folder, beside, folder, name) == 0 && fsync(folder) == 0;
}

size_t files_read(int folder, const char *name, void *bytes, size_t room)
{
    struct stat status;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return 0;
    }
    bool is_read = fstat(file, &status) == 0 && (size_t)status.st_size <= room &&
                   files_read_at(file, 0, bytes, (size_t)status.st_size);
    (void)close(file);
    return is_read ? (size_t)status.st_size : 0;
}

bool files_erase(int folder, const char *name)
{
    return (unlinkat(folder, name, 0) == 0 || errno == ENOENT) && fsync(folder) == 0;
}
