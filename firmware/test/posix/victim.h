/* A process that is killed at any moment (SIGKILL), as the power fails. */
#ifndef MERIGGIO_TEST_VICTIM_H
#define MERIGGIO_TEST_VICTIM_H

#include <stdint.h>

/* Run `work` in a process, which calls victim_says with rising numbers; kill it `later_us` after it has said so many,
 * unless it ends by itself. Returns the last number that it said, 0: none. */
uint32_t victim_run(void (*work)(void *context), void *context, unsigned says, unsigned later_us);

/* In that process. */
void victim_says(uint32_t number);

#endif
