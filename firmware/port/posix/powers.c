#include "powers.h"

#include <stdio.h>
#include <stdlib.h>

#define SINCE_1970 1e11 /* larger than any number of seconds since a start */
#define LATEST 1e14 /* ms since 1970, in some thousand years */
#define MS_PER_S 1000.0
#define LINE_BYTES 128

void powers_begin(struct powers *powers, double power_w)
{
    *powers = (struct powers){.power_w = power_w};
}

static bool add(struct powers *powers, double time, double power_w)
{
    if (!(time >= 0.0 && time <= LATEST) || !(power_w >= -POWERS_MOST_W && power_w <= POWERS_MOST_W)) {
        return false;
    }
    uint64_t at_ms = (uint64_t)(time > SINCE_1970 ? time : time * MS_PER_S);
    if (powers->lines != 0 && at_ms <= powers->line[powers->lines - 1u].at_ms) {
        return false;
    }
    struct powers_line *more = realloc(powers->line, (powers->lines + 1u) * sizeof *more);
    if (more == NULL) {
        return false;
    }
    more[powers->lines++] = (struct powers_line){at_ms, power_w};
    powers->line = more;
    return true;
}

bool powers_read(struct powers *powers, const char *path)
{
    char text[LINE_BYTES];
    bool is_right = true;
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    while (is_right && fgets(text, sizeof text, file) != NULL) {
        char *comma = NULL;
        char *end = NULL;
        double time = strtod(text, &comma);
        if (comma != text && *comma == ',') {
            double power_w = strtod(comma + 1, &end);
            is_right = end != comma + 1 && add(powers, time, power_w);
        }
    }
    (void)fclose(file);
    return is_right && powers->lines != 0;
}

/* The table lasts as long after its last line as the line before it did. */
static uint64_t lasts_ms(const struct powers *powers)
{
    const struct powers_line *last = &powers->line[powers->lines - 1u];
    uint64_t step_ms = powers->lines == 1u ? 1u : last->at_ms - last[-1].at_ms;
    return last->at_ms - powers->line[0].at_ms + step_ms;
}

double powers_at(const struct powers *powers, uint64_t now_ms, uint64_t true_ms)
{
    if (powers->line == NULL) {
        return powers->power_w;
    }
    uint64_t first_ms = powers->line[0].at_ms;
    bool is_dated = (double)first_ms > SINCE_1970;
    uint64_t at_ms = is_dated ? true_ms : now_ms + first_ms;
    uint64_t lasting_ms = lasts_ms(powers);
    /* Also where the table begins later than now. */
    uint64_t into_ms = (at_ms % lasting_ms + lasting_ms - first_ms % lasting_ms) % lasting_ms;
    size_t low = 0;
    size_t high = powers->lines;
    while (high - low > 1u) {
        size_t middle = (low + high) / 2u;
        *(powers->line[middle].at_ms - first_ms <= into_ms ? &low : &high) = middle;
    }
    return powers->line[low].power_w;
}

void powers_end(struct powers *powers)
{
    free(powers->line);
    powers->line = NULL;
}
