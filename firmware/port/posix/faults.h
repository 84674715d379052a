/* What goes wrong because somebody asked for it. */
#ifndef MERIGGIO_POSIX_FAULTS_H
#define MERIGGIO_POSIX_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

struct faults_span {
    uint64_t from_ms; /* since the start */
    uint64_t until_ms;
};

struct faults {
    struct faults_span network;   /* it is away */
    struct faults_span measuring; /* the sensor says nothing */
    uint64_t flash_writes;        /* before the power fails in one */
    uint64_t broker_delay_ms;     /* of everything it says */
};

struct faults faults_none(void);

/* NAME=VALUE: `network=FROM-TO` and `measuring=FROM-TO` in s since the start (TO may be missing),
 * `power-cut=WRITES`, `slow-broker=MS`. False when it is none of these. */
bool faults_take(struct faults *faults, const char *fault);

bool faults_is_on(const struct faults_span *span, uint64_t now_ms);

/* When that changes next; UINT64_MAX: never. */
uint64_t faults_changes_ms(const struct faults_span *span, uint64_t now_ms);

#endif
