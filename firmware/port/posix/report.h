/* What the device does, for whoever watches: a line of JSON an event on stdout. */
#ifndef MERIGGIO_POSIX_REPORT_H
#define MERIGGIO_POSIX_REPORT_H

#include "app.h"
#include "device_clock.h"

struct report {
    const struct device_clock *clock;
    bool is_quiet; /* without readings */
    /* What was known of the core. */
    uint32_t next_sequence;
    int64_t configuration;
    int64_t began_ms;
    bool has_identity;
    bool has_time;
    struct ota_progress update;
};

void report_begin(struct report *report, const struct device_clock *clock, bool is_quiet);

/* As the core is when the device starts. */
void report_know(struct report *report, const struct app *app);

/* One line; `members` as for printf: `"slot":%u`. Texts in it need no escapes. */
__attribute__((format(printf, 3, 4))) void report_line(const struct report *report, const char *event,
                                                       const char *members, ...);

/* A line without its end; report_line_end ends it. Between them members may be printed. */
void report_line_begin(const struct report *report, const char *event);
void report_line_end(void);

/* What is new in the core after a step. */
void report_look(struct report *report, const struct app *app);

/* Readings in a message that is sent, by their numbers. */
void report_sent(const struct report *report, const char *text, size_t length);

/* An answer to readings. */
void report_answer(const struct report *report, const char *text, size_t length);

#endif
