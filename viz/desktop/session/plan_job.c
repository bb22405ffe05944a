/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cancel flag is asked by the solver itself, often; the state is under one lock. */
#include "plan_job.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "di/warm_start.h"

#include "machine.h"

struct plan_job {
    char *path, *patch;
    struct plan_request request;
    void (*wake)(void *context);
    void *wake_context;
    struct machine_thread *thread;
    struct machine_lock *lock;
    atomic_bool is_cancelled;
    double began;
    struct plan_state state; /* under the lock */
    struct plan_outcome outcome;
};

static void set_phase(struct plan_job *job, enum plan_phase phase)
{
    machine_lock_take(job->lock);
    job->state.phase = phase;
    job->state.seconds = machine_seconds() - job->began;
    machine_lock_leave(job->lock);
    job->wake(job->wake_context);
}

static double seconds_now(void *context)
{
    (void)context;
    return machine_seconds();
}

static bool is_cancelled(void *context)
{
    struct plan_job *job = context;
    return atomic_load(&job->is_cancelled);
}

static enum di_status build(struct plan_job *job, struct di_error *error)
{
    struct di_diagnostics problems;
    struct di_warm_start *start = NULL;
    di_diagnostics_init(&problems);
    enum di_status status =
        di_scenario_load_patched(job->path, job->patch, strlen(job->patch), "edits", &problems,
                                 &job->outcome.scenario, error);
    if (status == DI_OK)
        status = di_warm_start_prepare(job->outcome.scenario->model, &problems, &start, error);
    if (status == DI_OK)
        status =
            di_fluid_build(job->outcome.scenario->model, start, &job->outcome.country, error);
    di_warm_start_destroy(start);
    if (status != DI_OK && error->message.id == NULL && problems.count > 0)
        di_message_copy(&error->message, &problems.items[0].message);
    di_diagnostics_finish(&problems);
    return status;
}

static void work(void *context)
{
    struct plan_job *job = context;
    struct di_optimizer_options options;
    struct di_error error;
    di_error_clear(&error);
    enum di_status status = build(job, &error);
    di_optimizer_options_defaults(&options);
    options.gap = job->request.gap;
    options.limits = (struct di_solve_limits){.seconds = seconds_now,
                                              .is_cancelled = is_cancelled,
                                              .context = job,
                                              .time_limit_seconds = job->request.seconds};
    if (status == DI_OK) {
        set_phase(job, PLAN_SOLVING);
        status =
            di_optimize(job->outcome.country->parameters, &options, &job->outcome.plan, &error);
    }
    enum plan_phase end = status == DI_OK ? PLAN_DONE : PLAN_FAILED;
    if (status == DI_ERR_INFEASIBLE && !is_cancelled(job)) {
        set_phase(job, PLAN_DIAGNOSING);
        status = di_infeasibility_find(job->outcome.country->parameters, &options,
                                       &job->outcome.conflict, &error);
        end = status == DI_OK ? PLAN_CONFLICT : PLAN_FAILED;
    }
    if (status != DI_OK && is_cancelled(job))
        end = PLAN_CANCELLED;
    machine_lock_take(job->lock);
    job->state.error = error;
    di_message_copy(&job->state.error.message, &error.message);
    machine_lock_leave(job->lock);
    set_phase(job, end);
}

static void free_job(struct plan_job *job)
{
    di_plan_destroy(job->outcome.plan);
    di_fluid_country_destroy(job->outcome.country);
    di_scenario_destroy(job->outcome.scenario);
    machine_lock_destroy(job->lock);
    free(job->path);
    free(job->patch);
    free(job);
}

struct plan_job *plan_job_start(const struct plan_request *request, void (*wake)(void *context),
                                void *context)
{
    struct plan_job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->request = *request;
    job->path = strdup(request->path);
    job->patch = strdup(request->patch);
    job->lock = machine_lock_create();
    job->wake = wake;
    job->wake_context = context;
    job->began = machine_seconds();
    atomic_init(&job->is_cancelled, false);
    if (job->path != NULL && job->patch != NULL && job->lock != NULL)
        job->thread = machine_thread_start(work, job);
    if (job->thread == NULL) {
        free_job(job);
        return NULL;
    }
    return job;
}

void plan_job_state(struct plan_job *job, struct plan_state *state_out)
{
    machine_lock_take(job->lock);
    *state_out = job->state;
    di_message_copy(&state_out->error.message, &job->state.error.message);
    machine_lock_leave(job->lock);
    if (state_out->phase < PLAN_DONE)
        state_out->seconds = machine_seconds() - job->began;
}

const struct plan_outcome *plan_job_outcome(struct plan_job *job)
{
    struct plan_state state;
    plan_job_state(job, &state);
    return state.phase >= PLAN_DONE ? &job->outcome : NULL;
}

void plan_job_cancel(struct plan_job *job)
{
    atomic_store(&job->is_cancelled, true);
}

void plan_job_destroy(struct plan_job *job)
{
    if (job == NULL)
        return;
    plan_job_cancel(job);
    machine_thread_join(job->thread);
    free_job(job);
}

/* ---- reading a plan ---- */

uint32_t plan_outcome_closure(const struct plan_outcome *outcome, uint32_t institution)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    for (uint32_t t = 1; t <= p->horizon; t++)
        if (di_plan_at(outcome->plan, DI_PART_CLOSED, t, institution, 0, 0) > 0.5 &&
            di_plan_at(outcome->plan, DI_PART_CLOSED, t - 1, institution, 0, 0) < 0.5)
            return p->first_quarter[t] + p->quarters[t] - 1;
    return UINT32_MAX;
}

static double sum_of(const struct plan_outcome *outcome, enum di_plan_part part, uint32_t t)
{
    const struct di_plan_shape *shape = &outcome->plan->shape;
    double sum = 0;
    for (uint32_t a = 0; a < shape->axis[di_plan_part_axis(part, 0)]; a++)
        for (uint32_t b = 0; b < shape->axis[di_plan_part_axis(part, 1)]; b++)
            sum += di_plan_at(outcome->plan, part, t, a, b, 0);
    return sum;
}

double plan_outcome_year(const struct plan_outcome *outcome, enum di_plan_part part,
                         uint32_t year)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    double sum = 0;
    for (uint32_t t = 1; t <= p->horizon; t++) {
        if (p->first_quarter[t] / 4 != year)
            continue;
        const double value = sum_of(outcome, part, t);
        sum = part == DI_PART_RESIDENTS ? value : sum + value; /* a stock: the last one */
    }
    return sum;
}
