/* Both channels by DMA, 4 kHz each, one after the other: 125 us lie between them, which is 2.25 degrees of 50 Hz and
 * belongs to the calibration's phase. The current comes first. */
#ifndef MERIGGIO_PORT_SAMPLER_H
#define MERIGGIO_PORT_SAMPLER_H

#include <stdbool.h>

/* Begin to say APP_SAMPLED. False: the converter cannot be had; then nothing is said, and the core reports it. */
bool sampler_begin(void);

#endif
