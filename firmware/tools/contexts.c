/* The context a device has, so that a compiler says how much RAM it takes; of `make size` alone. */
#include "app.h"

extern struct app contexts_app;

struct app contexts_app;
