/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers one by one (MODEL 8.5): they exist for turnover and training; teams see hours. */
#ifndef DI_CARE_WORKFORCE_H
#define DI_CARE_WORKFORCE_H

#include <stdint.h>

#include "di/time.h"

#define FTE_ONE 1048576 /* one full-time worker in whole units: sums are exact */

enum worker_state { WORKER_UNUSED, WORKER_HIRING, WORKER_TRAINING, WORKER_NEW, WORKER_ACTIVE };

struct worker {
    uint64_t key;
    double left; /* of its unit exponential, at `since`: how long it stays */
    di_time since;
    int32_t fte; /* of FTE_ONE */
    uint32_t next_free;
    uint32_t ordinal; /* in its entry */
    uint16_t entry;   /* of resources.workers */
    uint16_t generation;
    uint8_t state;
};

/* Sums of one team, in units of FTE_ONE. */
struct staff {
    int64_t hiring, training, fresh, active;
    double employed_days; /* FTE-days up to `at`, training included */
    di_time at;
    uint32_t hired, left;           /* workers so far */
    double leave_per_year;          /* turnover with the overload of the last months */
    double available[4], worked[4]; /* hours at the last updates, newest first */
};

struct workforce {
    struct worker *workers;
    uint32_t used, capacity, free;
    struct staff *staff; /* [team] */
    int64_t *headcount;  /* [entry]: all its workers, those being hired included */
    uint32_t *hired;     /* [entry]: ordinal of the next worker */
};

#endif
