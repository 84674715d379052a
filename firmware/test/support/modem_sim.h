/* A modem's side of the serial line: what an ST75MM would put on it, by ST's UM2241. */
#ifndef MERIGGIO_TEST_MODEM_SIM_H
#define MERIGGIO_TEST_MODEM_SIM_H

#include <stddef.h>
#include <stdint.h>

#include "meter.h"

#define MODEM_SIM_DATA 0x51u
#define MODEM_SIM_BYTES 2048u

/* An example of settings, with an opening of three bytes. */
extern const struct meter_settings modem_sim_settings;

/* One frame; how many bytes. */
size_t modem_sim_frame(uint8_t start, uint8_t command, const uint8_t *payload, size_t length, uint8_t *bytes);

/* The frames of a text, which has a space more where it would fill the last one. */
size_t modem_sim_text(const char *text, uint8_t bytes[MODEM_SIM_BYTES]);

/* The frames of what a meter says of a moment. */
size_t modem_sim_meter(const char *type, uint64_t measured_s, uint32_t instant_w, uint32_t mean_w,
                       uint8_t bytes[MODEM_SIM_BYTES]);

#endif
