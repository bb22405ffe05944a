/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The optimizer on a thread of its own (MODEL 13): scenario to fluid model to plan, or to the
 * limits that contradict each other. The finished outcome belongs to the job and is read only.
 */
#ifndef PLAN_JOB_H
#define PLAN_JOB_H

#include "di/fluid_build.h"
#include "di/infeasibility.h"
#include "di/optimizer.h"
#include "di/scenario.h"

enum plan_phase {
    PLAN_BUILDING,
    PLAN_SOLVING,
    PLAN_DIAGNOSING, /* no plan exists: why */
    PLAN_DONE,
    PLAN_CONFLICT,
    PLAN_FAILED,
    PLAN_CANCELLED
};

struct plan_request {
    const char *path, *patch; /* borrowed for the call */
    double seconds;           /* time limit of the search */
    double gap;               /* good enough, relative */
};

struct plan_state {
    enum plan_phase phase;
    double seconds; /* since the start, or in all */
    struct di_error error;
};

/* What a finished job found; members are NULL where it did not get so far. */
struct plan_outcome {
    struct di_scenario *scenario;
    struct di_fluid_country *country;
    struct di_plan *plan;
    struct di_conflict conflict;
};

struct plan_job;

struct plan_job *plan_job_start(const struct plan_request *request, void (*wake)(void *context),
                                void *context);
void plan_job_state(struct plan_job *job, struct plan_state *state_out);
/* NULL while it works. */
const struct plan_outcome *plan_job_outcome(struct plan_job *job);
/* The solver stops within a second and keeps the best plan it has. */
void plan_job_cancel(struct plan_job *job);
void plan_job_destroy(struct plan_job *job); /* NULL is fine */

/* First quarter (from the start) in which an institution of the model is closed; UINT32_MAX:
 * it stays open. */
uint32_t plan_outcome_closure(const struct plan_outcome *outcome, uint32_t institution);
/* Sum of a part over regions and a second index in a calendar year of the plan, from 0; for
 * residents: at its end. */
double plan_outcome_year(const struct plan_outcome *outcome, enum di_plan_part part,
                         uint32_t year);

#endif
