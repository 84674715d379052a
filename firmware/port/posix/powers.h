/* What power flows: a constant, a table over time from a CSV file, or what is typed in. */
#ifndef MERIGGIO_POSIX_POWERS_H
#define MERIGGIO_POSIX_POWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In mW they fit 32 bits. */
#define POWERS_MOST_W 2e6

struct powers_line {
    uint64_t at_ms; /* since the start, or since 1970 */
    double power_w;
};

struct powers {
    double power_w; /* the constant, or the newest */
    struct powers_line *line; /* NULL: no table */
    size_t lines;
};

void powers_begin(struct powers *powers, double power_w);

/* Lines `time,power_w`, rising times in s since the start or in ms since 1970; what is no number is
 * left out, as a heading. False: no such line, or no such file. */
bool powers_read(struct powers *powers, const char *path);

/* Positive is withdrawn. The table is repeated at its end. */
double powers_at(const struct powers *powers, uint64_t now_ms, uint64_t true_ms);

void powers_end(struct powers *powers);

#endif
