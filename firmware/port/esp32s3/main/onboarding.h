/* Which network to join, told over BLE by whoever knows the label's code (protocomm's security 2: SRP-6a). */
#ifndef MERIGGIO_PORT_ONBOARDING_H
#define MERIGGIO_PORT_ONBOARDING_H

#include <stdbool.h>

#include "factory.h"

/* As the label's second QR code has it; the salt and the verifier are of this name and the label's code. */
#define ONBOARDING_USER "meriggio"

bool onboarding_has_network(void);

/* Ask for one. `factory` stays the caller's. */
bool onboarding_begin(const struct factory *factory);

/* There is a network: give the memory of BLE back. It cannot be asked for another one before the next start. */
void onboarding_release(void);

/* From its beginning until the network that was told has been joined. */
bool onboarding_is_under_way(void);

#endif
