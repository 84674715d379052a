/* An image over HTTPS into the other slot, in a task of its own. */
#ifndef MERIGGIO_PORT_DOWNLOAD_H
#define MERIGGIO_PORT_DOWNLOAD_H

#include <stdbool.h>

#include "app.h"

bool download_begin(void);

/* Begin or go on: APP_DOWNLOADED now and then, then APP_DOWNLOAD_ENDED or APP_DOWNLOAD_BROKE. */
void download_start(const struct app_action *action);

#endif
