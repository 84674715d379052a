/* The system's side of a simulated device; of device_sim alone. */
#ifndef MERIGGIO_TEST_DEVICE_SIM_SYSTEM_H
#define MERIGGIO_TEST_DEVICE_SIM_SYSTEM_H

#include "device_sim.h"

/* Let the device see something after its present step. */
void device_sim_queue(struct device_sim *sim, enum app_event_kind kind, const char *topic, const char *text);

/* The device published. */
void device_sim_receive(struct device_sim *sim, const char *topic, const char *payload, size_t length);

#endif
