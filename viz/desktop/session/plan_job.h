/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The optimizer on a thread of its own (MODEL 13): scenario to fluid model to plan, or to the
 * limits that contradict each other; then a few simulations of the plan and of the scenario as
 * it stands, with luck that neither has seen. The outcome belongs to the job and is read only.
 */
#ifndef PLAN_JOB_H
#define PLAN_JOB_H

#include "di/fluid_build.h"
#include "di/infeasibility.h"
#include "di/optimizer.h"
#include "di/plan_prices.h"

#include "document.h"

enum plan_phase {
    PLAN_BUILDING,
    PLAN_SOLVING,
    PLAN_DIAGNOSING, /* no plan exists: why */
    PLAN_TRYING,     /* there is a plan: what simulation makes of it */
    PLAN_PRICING,    /* what one more of a scarce thing is worth */
    PLAN_DONE,
    PLAN_CONFLICT,
    PLAN_FAILED,
    PLAN_CANCELLED /* before there was a plan */
};

struct plan_request {
    const char *path, *patch; /* borrowed for the call */
    double seconds;           /* time limit of the search */
    double gap;               /* good enough, relative */
    uint64_t seed;            /* of the window's runs: the trials use others */
    /* The plan as a scenario that extends `base`, for the trials; NULL: none are made. Called
     * on the worker; free with free(). */
    char *(*make_scenario)(void *context, const struct di_model *model,
                           const struct di_fluid_country *country, const struct di_plan *plan,
                           const char *base);
    void *make_context;
};

/* Children 0-17 in institutions by quarter, a row a replication. */
struct plan_trial {
    uint32_t count;      /* replications of both */
    uint32_t base_count; /* of the scenario as it stands */
    uint32_t points;
    double plan[DOCUMENT_PREVIEW_MAX][DOCUMENT_SPARK_MAX];
    double base[DOCUMENT_PREVIEW_MAX][DOCUMENT_SPARK_MAX];
};

/* A copy to look at: numbers of one moment. */
struct plan_state {
    enum plan_phase phase;
    double seconds;                        /* since the start, or in all */
    uint32_t goal;                         /* enum di_goal being worked on */
    struct di_plan_goal reached[DI_GOALS]; /* value HUGE_VAL: no plan yet */
    struct plan_trial trial;
    const struct di_plan_prices *prices; /* of the job; NULL: not found yet, or not at all */
    struct di_error error;               /* of the search, or of the trials beside a plan */
};

/* What a finished search found; members are NULL where it did not get so far. */
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
bool plan_job_is_busy(struct plan_job *job);
/* NULL while it searches. */
const struct plan_outcome *plan_job_outcome(struct plan_job *job);
/* Returns at once; the solver stops within a tenth of a second and keeps its best plan. */
void plan_job_cancel(struct plan_job *job);
void plan_job_destroy(struct plan_job *job); /* NULL is fine */

/* Children 0-17 in institutions at the end of period `t`; 0: the start. */
double plan_outcome_children(const struct plan_outcome *outcome, uint32_t t);
/* Sum of a part over all its indices in the periods of a year of the plan, from 0. */
double plan_outcome_year(const struct plan_outcome *outcome, enum di_plan_part part,
                         uint32_t year);
double plan_outcome_closures(const struct plan_outcome *outcome, uint32_t year);
double plan_outcome_cost(const struct plan_outcome *outcome, uint32_t year);

#endif
