#include "modem_sim.h"

#include <stdio.h>
#include <string.h>

static const uint8_t opening[] = {1, 2, 3};

const struct meter_settings modem_sim_settings = {
    .modem = {.status_start = 0x3f, .status_bytes = 2, .busy_byte = 1, .busy_mask = 0x02, .status_ms = 200,
              .ack_ms = 40, .gap_ms = 100},
    .data_command = MODEM_SIM_DATA,
    .opening_command = 0x40,
    .opening = opening,
    .opening_bytes = sizeof opening,
};

size_t modem_sim_frame(uint8_t start, uint8_t command, const uint8_t *payload, size_t length, uint8_t *bytes)
{
    uint32_t sum = 0;
    bytes[0] = start;
    bytes[1] = (uint8_t)(length - 1u);
    bytes[2] = command;
    memcpy(bytes + 3, payload, length);
    for (size_t at = 1; at < length + 3u; at++) {
        sum += bytes[at];
    }
    bytes[length + 3u] = (uint8_t)sum;
    bytes[length + 4u] = (uint8_t)(sum >> 8);
    return length + 5u;
}

size_t modem_sim_text(const char *text, uint8_t bytes[MODEM_SIM_BYTES])
{
    uint8_t whole[MODEM_SIM_BYTES];
    size_t length = strlen(text);
    size_t count = 0;
    memcpy(whole, text, length);
    if (length % ST75MM_MOST_PAYLOAD == 0) {
        whole[length++] = ' ';
    }
    for (size_t from = 0; from < length; from += ST75MM_MOST_PAYLOAD) {
        size_t left = length - from;
        count += modem_sim_frame(0x02, MODEM_SIM_DATA, whole + from,
                                 left < ST75MM_MOST_PAYLOAD ? left : ST75MM_MOST_PAYLOAD, bytes + count);
    }
    return count;
}

size_t modem_sim_meter(const char *type, uint64_t measured_s, uint32_t instant_w, uint32_t mean_w,
                       uint8_t bytes[MODEM_SIM_BYTES])
{
    char text[300];
    (void)snprintf(text, sizeof text,
                   "{\"Chain2Data\":{\"Type\":\"%s\",\"Payload\":{\"MeasurePosixTimestamp\":%llu,\"InstantPower\":\"%u\","
                   "\"QuartAveragePower\":%u}}}", type, (unsigned long long)measured_s, (unsigned)instant_w, (unsigned)mean_w);
    return modem_sim_text(text, bytes);
}
