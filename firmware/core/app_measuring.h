/* What is measured, by whom ever, becomes readings; of app alone. */
#ifndef MERIGGIO_CORE_APP_MEASURING_H
#define MERIGGIO_CORE_APP_MEASURING_H

#include "app.h"

/* Begin, with the registers of the newest reading. */
void app_measuring_begin(struct app *app, uint64_t now_ms);

/* Samples, a window, or bytes of a modem. */
void app_measuring_take(struct app *app, const struct app_event *event, uint64_t now_ms);

#endif
