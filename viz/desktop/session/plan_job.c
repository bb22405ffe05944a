/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cancel flag is asked by the solver itself, often; the state is under one lock, and the
 * worker never holds it while it works. Once the phase is past the search, nobody writes the
 * outcome again.
 */
#include "plan_job.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"
#include "di/wall_clock.h"

#include "background_job.h"
#include "sample.h"

#define TRIALS 8
#define FRESH_SEEDS 1000003 /* added to the seed, as `homeward optimize` does */
#define WAKE_SECONDS 0.05   /* a picture is not drawn more often */

struct plan_job {
    char *path, *patch;
    struct plan_request request;
    struct background_job background;
    double woken;
    struct plan_state state; /* under the lock; its phase and time are those of `background` */
    struct plan_outcome outcome;
    struct di_plan_prices *prices;
};

static double seconds_now(void *context)
{
    (void)context;
    return di_wall_clock_seconds();
}

static bool is_cancelled(void *context)
{
    struct plan_job *job = context;
    return background_job_is_cancelled(&job->background);
}

static void keep_progress(void *context, const struct di_solve_progress *progress)
{
    struct plan_job *job = context;
    struct di_plan_goal *reached = &job->state.reached[progress->goal];
    background_job_lock(&job->background);
    job->state.goal = progress->goal;
    reached->value = fmin(reached->value, progress->value);
    reached->bound = fmax(reached->bound, progress->bound);
    reached->is_solved = reached->value < HUGE_VAL;
    background_job_unlock(&job->background);
    if (di_wall_clock_seconds() - job->woken < WAKE_SECONDS)
        return;
    job->woken = di_wall_clock_seconds();
    background_job_wake(&job->background);
}

/* ---- the search ---- */

static enum di_status build(struct plan_job *job, struct di_error *error)
{
    struct sample own = {0};
    enum di_status status = sample_open(&own, job->path, job->patch, error);
    if (status == DI_OK)
        status = di_fluid_build(own.scenario->model, own.start, &job->outcome.country, error);
    job->outcome.scenario = own.scenario;
    own.scenario = NULL;
    sample_close(&own);
    return status;
}

static void set_options(struct plan_job *job, struct di_optimizer_options *options)
{
    di_optimizer_options_defaults(options);
    options->gap = job->request.gap;
    options->threads = di_platform_processor_count();
    options->limits = (struct di_solve_limits){.seconds = seconds_now,
                                               .is_cancelled = is_cancelled,
                                               .on_progress = keep_progress,
                                               .context = job,
                                               .time_limit_seconds = job->request.seconds};
}

static enum plan_phase search(struct plan_job *job, struct di_error *error)
{
    struct di_optimizer_options options;
    set_options(job, &options);
    enum di_status status = build(job, error);
    if (status == DI_OK) {
        background_job_enter(&job->background, PLAN_SOLVING);
        status =
            di_optimize(job->outcome.country->parameters, &options, &job->outcome.plan, error);
    }
    if (status == DI_OK)
        return PLAN_TRYING;
    if (status == DI_ERR_INFEASIBLE && !is_cancelled(job)) {
        background_job_enter(&job->background, PLAN_DIAGNOSING);
        options.limits.on_progress = NULL;
        status = di_infeasibility_find(job->outcome.country->parameters, &options,
                                       &job->outcome.conflict, error);
        if (status == DI_OK)
            return PLAN_CONFLICT;
    }
    return is_cancelled(job) ? PLAN_CANCELLED : PLAN_FAILED;
}

/* ---- the trials ---- */

/* The user's edits with the plan's decisions over them, as one patch; NULL: out of memory. */
static char *trial_patch(const struct plan_job *job)
{
    char *text =
        job->request.make_scenario(job->request.make_context, job->outcome.scenario->model,
                                   job->outcome.country, job->outcome.plan, "base");
    json_t *edits = json_loads(job->patch, 0, NULL);
    json_t *plan = text != NULL ? json_loads(text, 0, NULL) : NULL;
    char *patch = NULL;
    if (json_is_object(edits) && json_is_object(plan)) {
        (void)json_object_del(plan, "extends");
        (void)json_object_del(plan, "format");
        (void)json_object_del(plan, "id");
        if (json_object_update_recursive(edits, plan) == 0)
            patch = json_dumps(edits, JSON_COMPACT | JSON_REAL_PRECISION(15));
    }
    json_decref(edits);
    json_decref(plan);
    free(text);
    return patch;
}

static enum di_status simulate(struct plan_job *job, struct sample *sample,
                               uint32_t replication, bool is_plan, struct di_error *error)
{
    const struct sample_draw draw = {.seed = job->request.seed + FRESH_SEEDS,
                                     .replication = replication,
                                     .is_cancelled = is_cancelled,
                                     .context = job};
    double points[DOCUMENT_SPARK_MAX] = {0};
    uint32_t count = 0;
    const enum di_status status = sample_run(sample, &draw, points, &count, error);
    if (status != DI_OK)
        return status;
    struct plan_trial *trial = &job->state.trial;
    background_job_lock(&job->background);
    memcpy(is_plan ? trial->plan[replication] : trial->base[replication], points,
           sizeof points);
    trial->points = count;
    if (is_plan)
        trial->count = replication + 1;
    else
        trial->base_count = replication + 1;
    background_job_unlock(&job->background);
    background_job_wake(&job->background);
    return DI_OK;
}

/* With the plan and without it by turns, so that both can be seen after the first. */
static void try_plan(struct plan_job *job, struct di_error *error)
{
    struct sample plan = {0}, base = {0};
    char *patch = trial_patch(job);
    enum di_status status = patch != NULL ? DI_OK : di_fail_memory(error);
    if (status == DI_OK)
        status = sample_open(&plan, job->path, patch, error);
    for (uint32_t n = 0; n < TRIALS && status == DI_OK && !is_cancelled(job); n++) {
        status = simulate(job, &plan, n, true, error);
        if (status == DI_OK && n == 0)
            status = sample_open(&base, job->path, job->patch, error);
        if (status == DI_OK)
            status = simulate(job, &base, n, false, error);
    }
    if (status == DI_ERR_INTERRUPTED)
        di_error_clear(error);
    sample_close(&plan);
    sample_close(&base);
    free(patch);
}

/* A plan without prices is still a plan: what goes wrong here is not its loss. */
static void find_prices(struct plan_job *job)
{
    struct di_optimizer_options options;
    set_options(job, &options);
    options.limits.on_progress = NULL;
    if (di_plan_prices_find(job->outcome.country->parameters, job->outcome.plan, &options,
                            &job->prices, NULL) != DI_OK)
        return;
    background_job_lock(&job->background);
    job->state.prices = job->prices;
    background_job_unlock(&job->background);
}

static void work(void *context)
{
    struct plan_job *job = context;
    struct di_error error;
    di_error_clear(&error);
    enum plan_phase end = search(job, &error);
    if (end == PLAN_TRYING) {
        background_job_enter(&job->background, PLAN_TRYING);
        if (job->request.make_scenario != NULL)
            try_plan(job, &error);
        background_job_enter(&job->background, PLAN_PRICING);
        if (!is_cancelled(job))
            find_prices(job);
        end = PLAN_DONE;
    }
    background_job_lock(&job->background);
    job->state.error = error;
    di_message_copy(&job->state.error.message, &error.message);
    background_job_unlock(&job->background);
    background_job_enter(&job->background, (int)end);
}

/* ---- start and end ---- */

static void free_job(struct plan_job *job)
{
    di_plan_prices_destroy(job->prices);
    di_plan_destroy(job->outcome.plan);
    di_fluid_country_destroy(job->outcome.country);
    di_scenario_destroy(job->outcome.scenario);
    background_job_finish(&job->background);
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
    const bool has_base = background_job_init(&job->background, PLAN_DONE,
                                              di_wall_clock_seconds(), wake, context);
    for (size_t goal = 0; goal < DI_GOALS; goal++)
        job->state.reached[goal] = (struct di_plan_goal){.value = HUGE_VAL, .bound = -HUGE_VAL};
    if (job->path == NULL || job->patch == NULL || !has_base ||
        !background_job_start(&job->background, work, job)) {
        free_job(job);
        return NULL;
    }
    return job;
}

void plan_job_state(struct plan_job *job, struct plan_state *state_out)
{
    background_job_lock(&job->background);
    *state_out = job->state;
    di_message_copy(&state_out->error.message, &job->state.error.message);
    state_out->phase =
        (enum plan_phase)background_job_phase(&job->background, &state_out->seconds);
    background_job_unlock(&job->background);
}

bool plan_job_is_busy(struct plan_job *job)
{
    return background_job_phase_now(&job->background) < PLAN_DONE;
}

const struct plan_outcome *plan_job_outcome(struct plan_job *job)
{
    return background_job_phase_now(&job->background) >= PLAN_TRYING ? &job->outcome : NULL;
}

void plan_job_cancel(struct plan_job *job)
{
    background_job_cancel(&job->background);
}

void plan_job_destroy(struct plan_job *job)
{
    if (job == NULL)
        return;
    free_job(job);
}
