#include "faults.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MS_PER_S 1000.0
#define LATEST_S 1e11

struct faults faults_none(void)
{
    return (struct faults){.flash_writes = UINT64_MAX};
}

static bool read_whole(const char *text, uint64_t *number)
{
    char *end = NULL;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
}

static bool read_span(const char *text, struct faults_span *span)
{
    char *end = NULL;
    double from_s = strtod(text, &end);
    if (end == text || !(from_s >= 0.0 && from_s <= LATEST_S)) {
        return false;
    }
    *span = (struct faults_span){(uint64_t)(from_s * MS_PER_S), UINT64_MAX};
    if (*end == '\0' || strcmp(end, "-") == 0) {
        return true;
    }
    const char *rest = end + 1;
    double until_s = strtod(rest, &end);
    if (rest[-1] != '-' || end == rest || *end != '\0' || !(until_s > from_s && until_s <= LATEST_S)) {
        return false;
    }
    span->until_ms = (uint64_t)(until_s * MS_PER_S);
    return true;
}

static const char *value_of(const char *fault, const char *name)
{
    size_t length = strlen(name);
    return strncmp(fault, name, length) == 0 && fault[length] == '=' ? fault + length + 1u : NULL;
}

bool faults_take(struct faults *faults, const char *fault)
{
    const char *value = value_of(fault, "network");
    if (value != NULL) {
        return read_span(value, &faults->network);
    }
    value = value_of(fault, "measuring");
    if (value != NULL) {
        return read_span(value, &faults->measuring);
    }
    value = value_of(fault, "power-cut");
    if (value != NULL) {
        return read_whole(value, &faults->flash_writes);
    }
    value = value_of(fault, "slow-broker");
    return value != NULL && read_whole(value, &faults->broker_delay_ms);
}

bool faults_is_on(const struct faults_span *span, uint64_t now_ms)
{
    return span->from_ms <= now_ms && now_ms < span->until_ms;
}

uint64_t faults_changes_ms(const struct faults_span *span, uint64_t now_ms)
{
    if (now_ms < span->from_ms) {
        return span->from_ms;
    }
    return now_ms < span->until_ms ? span->until_ms : UINT64_MAX;
}
