/* What the board measures by its parts' nominal values: docs/hardware/schematic.md, which a test compares with this.
 * A device that was calibrated has figures of its own instead. */
#ifndef MERIGGIO_PORT_NOMINAL_H
#define MERIGGIO_PORT_NOMINAL_H

#include <stdbool.h>

#include "ct_calibration.h"

/* Of a clamp and its burden: "100a" or "30a"; false for any other. */
bool nominal_calibration(const char *clamp, struct ct_calibration *calibration);

#endif
