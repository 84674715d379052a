#include "record.h"

#include "crc32.h"
#include "little_endian.h"

bool record_write(const struct kv *kv, const char *key, uint32_t layout, uint8_t *frame, size_t length)
{
    put_le(frame + 4, 4, layout);
    put_le(frame, 4, crc32_of(frame + 4, length + 4u));
    return kv->write(kv->context, key, frame, length + RECORD_FRAME_BYTES);
}

bool record_read(const struct kv *kv, const char *key, uint32_t layout, uint8_t *frame, size_t length)
{
    return kv->read(kv->context, key, frame, length + RECORD_FRAME_BYTES) == length + RECORD_FRAME_BYTES &&
           get_le(frame, 4) == crc32_of(frame + 4, length + 4u) && get_le(frame + 4, 4) == layout;
}
