/* What the core needs of the two slots that firmware runs from. */
#ifndef MERIGGIO_PORT_OTA_H
#define MERIGGIO_PORT_OTA_H

#include <stdbool.h>

/* An effect is there when its function returns, and each may be called again. */
struct ota_slots {
    void *context;
    /* The next start is from the slot that was downloaded into, on trial: unless keep_running is called
     * then, a bootloader may go back by itself at any further start. */
    bool (*start_new)(void *context);
    /* What runs now is good. */
    bool (*keep_running)(void *context);
    /* The next start is from the other slot, as before. */
    bool (*go_back)(void *context);
};

#endif
