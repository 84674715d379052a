/* Files that are there whole or not at all, also when the power fails; each in a folder that is open. */
#ifndef MERIGGIO_POSIX_FILES_H
#define MERIGGIO_POSIX_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Open a folder, which is made where there is none; -1 when that failed. `inside`: AT_FDCWD or a folder. */
int files_folder(int inside, const char *path);

/* Replace a file. It is on the disk when this returns. */
bool files_write(int folder, const char *name, const void *bytes, size_t length);

/* All of a file; its bytes, 0 when there is none, or when it is longer than `room`. */
size_t files_read(int folder, const char *name, void *bytes, size_t room);

/* Succeeds too where there is none. */
bool files_erase(int folder, const char *name);

/* The whole of `bytes`, from `offset` on; onto the disk, where it is `durable`. */
bool files_write_at(int file, size_t offset, const void *bytes, size_t length, bool durable);

/* Exactly so many bytes. */
bool files_read_at(int file, size_t offset, void *bytes, size_t length);

#endif
