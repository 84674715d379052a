/* A struct under a key: kept whole, with a layout number and a CRC. It lies as it does in memory, so
 * only this device reads it again; a firmware that changes a struct changes its layout number too. */
#ifndef MERIGGIO_CORE_RECORD_H
#define MERIGGIO_CORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kv.h"

/* Of the frame that goes around a struct. */
#define RECORD_FRAME_BYTES 8u

/* Write the `length` bytes that stand behind RECORD_FRAME_BYTES of room in `frame`. */
bool record_write(const struct kv *kv, const char *key, uint32_t layout, uint8_t *frame, size_t length);

/* Read them there; false when there are none of this layout and length. */
bool record_read(const struct kv *kv, const char *key, uint32_t layout, uint8_t *frame, size_t length);

#endif
