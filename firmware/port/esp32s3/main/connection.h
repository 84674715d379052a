/* One connection to a broker at a time: MQTT 3.1.1 over TLS, with the certificate and key of a slot.
 *
 * The client does not come back by itself and keeps next to nothing: when to try, and what to say again, is the core's.
 * What is heard of a connection that was left is forgotten. */
#ifndef MERIGGIO_PORT_CONNECTION_H
#define MERIGGIO_PORT_CONNECTION_H

#include <stdbool.h>

#include "app.h"
#include "factory.h"

/* `factory` stays the caller's. */
void connection_begin(const struct factory *factory);

/* Try once: APP_CONNECTED, APP_TURNED_AWAY or APP_DISCONNECTED follows. What the action points to is copied. */
void connection_open(const struct app_action *action);

/* Leave it; nothing follows. */
void connection_close(void);

void connection_publish(const struct app_action *action);

/* Until what is published has left, or so many ms. */
void connection_drain(uint32_t wait_ms);

/* Whether something is of the connection there is. */
bool connection_is_now(uint32_t session);

#endif
