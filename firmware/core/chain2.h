/* EXPERIMENTAL. What an Italian second-generation meter says over Chain 2, as public gateways show it in
 * JSON: {"Chain2Data": {"Type": "CF1", "Payload": {...}}}.
 *
 * The application layer (CEI TS 13-82 family) is not public, so what the modem itself delivers is not
 * decoded. Of a frame only what was seen with a name is read; nothing is worked out or filled in, and a
 * field that is missing, or no whole number, is missing. Of CF2 and CF41 (production) no names are known:
 * they are recognised, and that is all. */
#ifndef MERIGGIO_CORE_CHAIN2_H
#define MERIGGIO_CORE_CHAIN2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum chain2_type {
    CHAIN2_CF1,  /* each quarter of an hour */
    CHAIN2_CF2,  /* production, each quarter of an hour */
    CHAIN2_CF20, /* contract */
    CHAIN2_CF21, /* power changed by 300 W */
    CHAIN2_CF22, /* power excess */
    CHAIN2_CF23, /* outage */
    CHAIN2_CF41, /* production, now */
    CHAIN2_CF51, /* contract power crossed */
};

/* Units as the gateways' are said to be; nothing was tried on a meter. */
enum chain2_field {
    CHAIN2_MEASURED_S, /* MeasurePosixTimestamp: the measure's own time, by which frames are ordered */
    CHAIN2_MESSAGE_S,  /* MessagePosixTimestamp */
    CHAIN2_INSTANT_W,  /* InstantPower */
    CHAIN2_QUARTER_WH, /* CurrQuartActEnergy */
    CHAIN2_PREVIOUS_QUARTER_WH, /* PrevQuartActEnergy */
    CHAIN2_QUARTER_MEAN_W,      /* QuartAveragePower */
    CHAIN2_TOTAL_WH,            /* TotalActEnergy */
    CHAIN2_TARIFF,              /* TariffCode */
    CHAIN2_EVENT_TYPE,          /* EventType */
    CHAIN2_EVENTS,              /* EventsCounter: a gap in it is a frame that was lost */
    CHAIN2_GAP,                 /* Gap */
    CHAIN2_OUTAGE,              /* OutageDuration */
    CHAIN2_CONTRACT_W,          /* ContractPower */
    CHAIN2_AVAILABLE_W,         /* AvailablePower */
    CHAIN2_FIELDS,
};

struct chain2_message {
    enum chain2_type type;
    uint32_t has; /* a bit for each field that was there */
    int64_t value[CHAIN2_FIELDS];
    char pod[32]; /* "" when it was not said */
};

/* Read a gateway's message; false when it is none, or of a type not named above. */
bool chain2_decode(const char *text, size_t length, struct chain2_message *message);

bool chain2_has(const struct chain2_message *message, enum chain2_field field);

/* What a meter said so far, to see what is late, lost or missing. */
struct chain2_watch {
    bool has_quarter;
    bool has_events;
    int64_t quarter_s; /* the newest CF1's own time */
    int64_t events;
};

/* A message came. How many frames with a counter were lost before it; 0 too for one that is late. */
uint32_t chain2_watch_take(struct chain2_watch *watch, const struct chain2_message *message);

/* A silent meter is steady, not dead, until a CF1 is missing for more than 15 minutes. */
bool chain2_watch_is_dead(const struct chain2_watch *watch, int64_t now_s);

#endif
