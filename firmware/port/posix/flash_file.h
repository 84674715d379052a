/* Flash in a file, as NOR behaves: programming clears bits, of 32 bytes that were erased; erasing sets
 * those of a sector. What is written is on the disk when a call returns. */
#ifndef MERIGGIO_POSIX_FLASH_FILE_H
#define MERIGGIO_POSIX_FLASH_FILE_H

#include "flash.h"

#define FLASH_FILE_BLOCK 32u
#define FLASH_FILE_FOREVER UINT64_MAX

struct flash_file {
    struct flash flash;
    int file;
    bool is_lazy; /* it survives the process, not the machine, until it is settled */
    uint32_t refused; /* programs that NOR, or flash encryption, would not take */
    uint64_t power; /* programs and erasures before the power fails in one; a fault to test with */
    void (*power_fails)(void); /* does not return */
};

/* False when the file cannot be used. A new one, or one of another size, is erased. */
bool flash_file_open(struct flash_file *flash_file, int folder, const char *name, uint32_t sectors,
                     uint32_t sector_bytes);

/* Everything is on the disk, and will be from now on. */
bool flash_file_settle(struct flash_file *flash_file);

void flash_file_close(struct flash_file *flash_file);

#endif
