/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small random care systems with all processes of the engine in them, for property tests. Every
 * number comes from (seed, name of the thing, name of the number), so the same seed is the same
 * country in whatever order its parts are added. */
#ifndef RANDOM_MODEL_H
#define RANDOM_MODEL_H

#include "model_draft.h"

enum { RANDOM_REGIONS = 3, RANDOM_REASONS = 2, RANDOM_SETTINGS = 8, RANDOM_YEARS = 3 };

#define RANDOM_UNEXPLAINED "a_residual" /* id of the reason, the first in byte order */

struct random_model_options {
    uint64_t seed;
    uint64_t order;    /* of regions, settings, reasons, places: 0 as written */
    double gate_raise; /* 0 to 1: how far the rest of coverage, effect and gate is closed */
    bool limited_gate; /* few prevention places, and returns to the gate */
    bool expected;     /* nothing limited, all by rate: what cohort.h can compute */
    bool supplied;     /* empty beds may draw children */
    bool no_workers;
    bool asks_adoption; /* by request */
    bool justice;       /* the settings "colony" and "probation" of random_strands.h */
    bool frail;         /* theta > 0, entries with re-entries: a start of seconds */
    bool unexplained;   /* entries of UNEXPLAINED into the boarding schools, and exits */
    double unexplained_per_year; /* of the nation */
    int32_t changes_on; /* everything that can be dated changes on this day; 0: nothing */
};

/** The model, owned by the caller. */
struct di_model *random_model_create(const struct random_model_options *options);

/** Uniform number of a case, for choices of the test itself. */
double random_model_uniform(uint64_t seed, const char *what, uint32_t i);

#endif
