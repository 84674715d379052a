/* Two slots that firmware runs from, and the bootloader that chooses one.
 *
 * This program is what runs from either; an image is a file that says what it would be, in lines at its
 * beginning, of which the first and `version` have to be there:
 *
 *     meriggio-posix-image
 *     version: 2.0.0
 *     fails: measuring         (it never measures; or `starting`: it crashes)
 *
 * and an empty line at the end. As a bootloader with rollback does it, a new slot is started once; when it was not
 * said to be good, the next start is from the slot before. */
#ifndef MERIGGIO_POSIX_SLOTS_H
#define MERIGGIO_POSIX_SLOTS_H

#include <stdint.h>

#include "ota.h"

#define SLOTS_VERSION_BYTES 65u
#define SLOTS_IMAGE_BYTES 0x300000u /* of a slot, as in the partition table */

enum slots_failure { SLOTS_WORKS, SLOTS_NEVER_MEASURES, SLOTS_CRASHES };

struct slots {
    struct ota_slots ota;
    int folder;
    unsigned runs;
    char version[SLOTS_VERSION_BYTES]; /* of what runs */
    enum slots_failure failure;
    bool has_gone_back; /* with this start */
};

/* Start: choose a slot in the folder `name`. Where nothing was ever started the factory's image, of
 * `factory_version`, is put into the first one. False when no slot can be started. */
bool slots_start(struct slots *slots, int inside, const char *name, const char *factory_version);

/* The other slot's file, for a download: to be written at its end. -1: it cannot be had. */
int slots_open_other(const struct slots *slots);

#endif
