/* What the board has: a LED and a button. */
#ifndef MERIGGIO_PORT_BOARD_H
#define MERIGGIO_PORT_BOARD_H

#include <stdbool.h>
#include <stdint.h>

bool board_begin(void);
void board_light(bool is_lit);

/* Whether the button has been held for so long that the network is to be forgotten. To be asked now and then. */
bool board_forgets_network(uint64_t now_ms);

#endif
