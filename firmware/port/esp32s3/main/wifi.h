/* Wi-Fi as a station, and the time, which comes with it. */
#ifndef MERIGGIO_PORT_WIFI_H
#define MERIGGIO_PORT_WIFI_H

#include <stdbool.h>

#include "factory.h"

/* The radio is on from here. `factory` stays the caller's. */
bool wifi_begin(const struct factory *factory);

/* Try once: APP_WIFI_JOINED or APP_WIFI_LOST follows. Without a network to join it is asked for over BLE. */
void wifi_join(void);

/* Say how strong it is, if there is any. */
void wifi_tell_signal(void);

/* Forget the network. The next start asks for one. */
void wifi_forget(void);

#endif
