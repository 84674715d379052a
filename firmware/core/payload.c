#include "payload.h"

#include "json_writer.h"

static bool is_alphanumeric(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

bool payload_is_device_id(const char *device_id)
{
    size_t length = 0;
    for (; device_id[length] != '\0'; length++) {
        char character = device_id[length];
        bool inside = length != 0 && (character == '.' || character == '_' || character == '-');
        if (length >= PAYLOAD_DEVICE_ID_BYTES || !(is_alphanumeric(character) || inside)) {
            return false;
        }
    }
    return length != 0;
}

void payload_begin(struct payload *payload, char *text, size_t room, bool is_batch)
{
    *payload = (struct payload){.text = text, .room = room, .is_batch = is_batch};
    if (room > PAYLOAD_MOST_BYTES) {
        payload->room = PAYLOAD_MOST_BYTES;
    }
}

static void put_reading(struct json_writer *writer, const char *device_id, const struct reading *reading)
{
    json_put(writer, "{\"deviceId\":\"");
    json_put(writer, device_id);
    json_put(writer, "\",\"energyValue\":");
    json_put_thousandths(writer, reading->power_mw);
    json_put(writer, ",\"timestamp\":\"");
    json_put_time(writer, reading->stamp_ms);
    json_put(writer, "\",\"sequence\":");
    json_put_unsigned(writer, reading->sequence, 1);
    if ((reading->flags & READING_NO_IMPORT) == 0) {
        json_put(writer, ",\"importWh\":");
        json_put_thousandths(writer, (int64_t)(reading->import_mwh & READING_REGISTER_MASK));
    }
    if ((reading->flags & READING_BY_METER) == 0) {
        json_put(writer, ",\"exportWh\":");
        json_put_thousandths(writer, (int64_t)(reading->export_mwh & READING_REGISTER_MASK));
    }
    if ((reading->flags & READING_ESTIMATE) != 0) {
        json_put(writer, ",\"estimate\":true");
    }
    if ((reading->flags & READING_CLIPPED) != 0) {
        json_put(writer, ",\"clipped\":true");
    }
    json_put(writer, "}");
}

bool payload_add(struct payload *payload, const char *device_id, const struct reading *reading)
{
    size_t most = payload->is_batch ? PAYLOAD_MOST_READINGS : 1u;
    if (payload->readings >= most || payload->room == 0 || !payload_is_device_id(device_id) ||
        (reading->flags & READING_SINCE_BOOT) != 0) {
        return false;
    }
    /* One byte is kept for the bracket at the end. */
    struct json_writer writer = {payload->text, payload->room - 1u, payload->length, true};
    if (payload->is_batch) {
        json_put(&writer, payload->readings == 0 ? "[" : ",");
    }
    put_reading(&writer, device_id, reading);
    if (!writer.fits) {
        return false;
    }
    payload->length = writer.length;
    payload->readings++;
    return true;
}

size_t payload_end(struct payload *payload)
{
    if (payload->is_batch && payload->readings != 0) {
        payload->text[payload->length++] = ']';
    }
    return payload->length;
}
