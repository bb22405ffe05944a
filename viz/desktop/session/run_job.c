/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker writes its state under one lock and wakes the window; the window copies it. The
 * cancel flag is atomic and asked about every simulated month, so a cancel takes milliseconds.
 *
 * The preview runs replication 0 of the edited scenario first, and shows it quarter by quarter
 * for the quickest answer, then of its base, then one of each in turn: differences are paired
 * from the first on. Without edits it runs a few of the base alone, for later.
 */
#include "run_job.h"

#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/folder.h"
#include "di/platform.h"
#include "di/results.h"
#include "di/uncertainty.h"
#include "di/wall_clock.h"

#include "background_job.h"
#include "sample.h"

struct run_job {
    char *path, *patch, *folder, *version;
    struct run_request request;
    struct background_job background;
    struct run_state state; /* under the lock; its phase and time are those of `background` */
    uint32_t value_count;   /* under the lock */
    double *values;         /* [RUN_JOB_VALUES_MAX] by arrival */
    double *scratch;
    const struct di_model *model;
};

static bool is_cancelled(void *context)
{
    struct run_job *job = context;
    return background_job_is_cancelled(&job->background);
}

/* ---- one result ---- */

static void take_result(void *context, uint32_t replication, const struct di_result *result)
{
    struct run_job *job = context;
    (void)replication;
    const double value =
        sample_institution_stock(job->model, result, result->dims.quarters - 1);
    background_job_lock(&job->background);
    if (job->value_count < RUN_JOB_VALUES_MAX)
        job->values[job->value_count++] = value;
    di_summary_compute(job->values, job->value_count, job->scratch, &job->state.stock);
    job->state.done++;
    background_job_unlock(&job->background);
    background_job_wake(&job->background);
}

static double headline(void *context, const struct di_result *result, uint32_t output)
{
    const struct run_job *job = context;
    (void)output;
    return sample_institution_stock(job->model, result, result->dims.quarters - 1);
}

/* ---- a run ---- */

static enum di_status write_results(struct run_job *job, const struct di_scenario *scenario,
                                    const struct di_replication_set *set,
                                    struct di_error *error)
{
    struct di_results *results = NULL;
    struct di_uncertainty uncertainty;
    struct di_input_file *files = calloc(scenario->file_count + 1, sizeof *files);
    if (files == NULL)
        return di_fail_memory(error);
    const enum di_status read = di_uncertainty_read(scenario->resolved, &uncertainty, error);
    const bool is_fixed = read == DI_OK && uncertainty.count > 0;
    di_uncertainty_finish(&uncertainty);
    for (size_t i = 0; i < scenario->file_count; i++)
        files[i] = (struct di_input_file){scenario->files[i].path, scenario->files[i].sha256};
    const struct di_run_record record = {
        .model = scenario->model,
        .set = set,
        .program_version = job->version,
        .method = "simulation",
        .inputs_drawn = {.from = is_fixed ? DI_INPUTS_FIXED : DI_INPUTS_CERTAIN},
        .resolved = scenario->resolved,
        .scenario_sha256 = scenario->sha256,
        .file_count = scenario->file_count,
        .files = files,
        .threads = job->request.threads,
        .wall_seconds = di_wall_clock_seconds() - job->background.began};
    enum di_status status = read;
    if (status == DI_OK && di_folder_make(job->folder) != NULL)
        status = DI_FAIL(error, DI_ERR_FILE, job->folder,
                         DI_N_("The folder '%1' cannot be made."), di_text_arg(job->folder));
    if (status == DI_OK)
        status = di_results_make(&record, job->folder, true, &results, error);
    di_results_destroy(results);
    free(files);
    return status;
}

static enum di_status simulate(struct run_job *job, const struct di_scenario *scenario,
                               const struct di_warm_start *start, struct di_error *error)
{
    struct di_experiment_options options;
    struct di_replication_set *set = NULL;
    di_experiment_options_defaults(&options);
    options.memory_limit_bytes = di_experiment_memory_limit(di_platform_machine_bytes());
    options.replications = job->request.replications;
    options.seed = job->request.seed;
    options.threads = job->request.threads;
    options.is_auto = job->request.stops_when_precise;
    options.precision.relative = job->request.precision;
    options.precision.highest_count = job->request.replications;
    options.headline_count = 1;
    options.headline = headline;
    options.headline_context = job;
    options.on_result = take_result;
    options.is_cancelled = is_cancelled;
    options.is_abandoned = is_cancelled;
    options.context = job;
    background_job_enter(&job->background, RUN_SIMULATING);
    enum di_status status = di_experiment_run(scenario->model, start, &options, &set, error);
    if (status == DI_OK && set->count > 0) {
        background_job_lock(&job->background);
        job->state.is_interrupted = set->is_interrupted;
        job->state.done = set->count;
        background_job_unlock(&job->background);
        background_job_enter(&job->background, RUN_WRITING);
        status = write_results(job, scenario, set, error);
    } else if (status == DI_OK) {
        status = DI_ERR_INTERRUPTED;
    }
    di_replication_set_destroy(set);
    return status;
}

static void finish(struct run_job *job, enum di_status status, const struct di_error *error)
{
    background_job_lock(&job->background);
    if (status != DI_OK && status != DI_ERR_INTERRUPTED) {
        job->state.error = *error;
        di_message_copy(&job->state.error.message, &error->message);
    }
    background_job_unlock(&job->background);
    background_job_enter(&job->background, status == DI_OK                ? RUN_DONE
                                           : status == DI_ERR_INTERRUPTED ? RUN_CANCELLED
                                                                          : RUN_FAILED);
}

static void run(void *context)
{
    struct run_job *job = context;
    struct sample own = {0};
    struct di_error error;
    di_error_clear(&error);
    enum di_status status = sample_load(&own, job->path, job->patch, &error);
    if (status == DI_OK) {
        background_job_enter(&job->background, RUN_WARMING);
        status = sample_warm(&own, &error);
    }
    if (status == DI_OK) {
        job->model = own.scenario->model;
        status = simulate(job, own.scenario, own.start, &error);
    }
    finish(job, status, &error);
    job->model = NULL;
    sample_close(&own);
}

/* ---- the preview ---- */

#define FIRST_ANSWER 4 /* quarters */
#define PREPARED 4     /* replications of the base before there are edits */

static void note_first_answer(struct run_job *job)
{
    if (job->state.preview.seconds <= 0)
        job->state.preview.seconds = di_wall_clock_seconds() - job->background.began;
}

/* The first replication is an answer before it is complete. */
static void show_points(void *context, const double *points, uint32_t count)
{
    struct run_job *job = context;
    struct preview *preview = &job->state.preview;
    if (preview->count > 0 || count < FIRST_ANSWER)
        return;
    background_job_lock(&job->background);
    memcpy(preview->edited[0], points, count * sizeof *points);
    preview->reached = count;
    note_first_answer(job);
    background_job_unlock(&job->background);
    background_job_wake(&job->background);
}

static enum di_status rehearse_base(struct run_job *job, struct sample *base,
                                    uint32_t replication, struct di_error *error)
{
    struct preview *preview = &job->state.preview;
    const struct sample_draw draw = {.seed = job->request.seed,
                                     .replication = replication,
                                     .is_cancelled = is_cancelled,
                                     .context = job};
    double points[DOCUMENT_SPARK_MAX] = {0};
    uint32_t count = 0;
    enum di_status status = DI_OK;
    if (base->scenario == NULL)
        status = sample_open(base, job->path, "{}", error);
    const double began = di_wall_clock_seconds();
    if (status == DI_OK)
        status = sample_run(base, &draw, points, &count, error);
    if (status != DI_OK)
        return status;
    background_job_lock(&job->background);
    preview->run_seconds = di_wall_clock_seconds() - began;
    memcpy(preview->base[replication], points, sizeof points);
    preview->base_points = count;
    preview->base_count = replication + 1;
    background_job_unlock(&job->background);
    background_job_wake(&job->background);
    return DI_OK;
}

/* The base is opened only when its first replication is not known yet. */
static enum di_status rehearse_both(struct run_job *job, struct sample *edited,
                                    struct sample *base, uint32_t replication,
                                    struct di_error *error)
{
    struct preview *preview = &job->state.preview;
    const struct sample_draw draw = {.seed = job->request.seed,
                                     .replication = replication,
                                     .is_cancelled = is_cancelled,
                                     .on_points = show_points,
                                     .context = job};
    double points[DOCUMENT_SPARK_MAX] = {0};
    uint32_t count = 0;
    const enum di_status status = sample_run(edited, &draw, points, &count, error);
    if (status != DI_OK)
        return status;
    background_job_lock(&job->background);
    memcpy(preview->edited[replication], points, sizeof points);
    preview->points = count;
    preview->count = replication + 1;
    note_first_answer(job);
    background_job_unlock(&job->background);
    background_job_wake(&job->background);
    return replication < preview->base_count ? DI_OK
                                             : rehearse_base(job, base, replication, error);
}

static void preview(void *context)
{
    struct run_job *job = context;
    struct sample edited = {0}, base = {0};
    struct di_error error;
    di_error_clear(&error);
    const uint32_t most = job->request.has_edits ? DOCUMENT_PREVIEW_MAX : PREPARED;
    enum di_status status = DI_OK;
    if (job->request.has_edits)
        status = sample_open(&edited, job->path, job->patch, &error);
    for (uint32_t i = 0; status == DI_OK && i < most; i++)
        status = is_cancelled(job)        ? DI_ERR_INTERRUPTED
                 : job->request.has_edits ? rehearse_both(job, &edited, &base, i, &error)
                                          : rehearse_base(job, &base, i, &error);
    sample_close(&edited);
    sample_close(&base);
    background_job_lock(&job->background);
    job->state.preview.is_running = false;
    background_job_unlock(&job->background);
    finish(job, status, &error);
}

/* ---- start and end ---- */

static void free_job(struct run_job *job)
{
    background_job_finish(&job->background);
    free(job->path);
    free(job->patch);
    free(job->folder);
    free(job->version);
    free(job->values);
    free(job->scratch);
    free(job);
}

struct run_job *run_job_start(const struct run_request *request, void (*wake)(void *context),
                              void *context)
{
    struct run_job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return NULL;
    job->request = *request;
    job->path = strdup(request->path);
    job->patch = strdup(request->patch);
    job->folder = request->folder != NULL ? strdup(request->folder) : NULL;
    job->version = strdup(request->program_version);
    job->values = calloc(RUN_JOB_VALUES_MAX, sizeof *job->values);
    job->scratch = calloc(RUN_JOB_VALUES_MAX, sizeof *job->scratch);
    const bool has_base =
        background_job_init(&job->background, RUN_DONE, request->began, wake, context);
    job->state.total = request->replications;
    if (request->folder == NULL && request->known != NULL) {
        job->state.preview.base_count = request->known->base_count;
        job->state.preview.base_points = request->known->base_points;
        job->state.preview.run_seconds = request->known->run_seconds;
        memcpy(job->state.preview.base, request->known->base, sizeof request->known->base);
    }
    job->state.preview.is_running = request->folder == NULL;
    const bool is_whole = job->path != NULL && job->patch != NULL && job->version != NULL &&
                          job->values != NULL && job->scratch != NULL && has_base &&
                          (request->folder == NULL || job->folder != NULL);
    if (!is_whole ||
        !background_job_start(&job->background, request->folder != NULL ? run : preview, job)) {
        free_job(job);
        return NULL;
    }
    return job;
}

void run_job_state(struct run_job *job, struct run_state *state_out)
{
    background_job_lock(&job->background);
    *state_out = job->state;
    di_message_copy(&state_out->error.message, &job->state.error.message);
    state_out->phase =
        (enum run_phase)background_job_phase(&job->background, &state_out->seconds);
    background_job_unlock(&job->background);
}

void run_job_cancel(struct run_job *job)
{
    background_job_cancel(&job->background);
}

void run_job_destroy(struct run_job *job)
{
    if (job == NULL)
        return;
    free_job(job);
}
