/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A unit is written by the thread that simulated it, and given up by nobody: after Ctrl-C, or
 * when the disk is full, what runs is finished and nothing new begins.
 */
#include "batch_work.h"

#include <stdlib.h>
#include <string.h>

#include "di/thread.h"

#include "error_report.h"
#include "interrupt.h"

struct work {
    const struct di_cli *cli;
    const struct di_batch_study *batch;
    struct di_results_database *database;
    size_t scenario;
    uint64_t before, total; /* units tried in the scenarios before; in all */
    struct di_progress_bar *bar;
    struct di_batch_failures *failures;
    struct di_lock *lock; /* of the two below */
    enum di_status status;
    struct di_error error; /* of the first unit that could not be kept */
};

static void note(struct work *work, enum di_status status, const struct di_error *error)
{
    if (status == DI_OK)
        return;
    di_lock_acquire(work->lock);
    if (work->status == DI_OK) {
        work->status = status;
        work->error = *error;
        di_message_copy(&work->error.message, &error->message);
    }
    di_lock_release(work->lock);
}

static void take(void *context, uint32_t number, const struct di_model *model,
                 const struct di_result *result)
{
    struct work *work = context;
    struct di_error error;
    di_error_clear(&error);
    note(work,
         di_results_database_put(work->database, work->scenario, number, model, result, &error),
         &error);
}

static void take_failure(void *context, uint32_t number, const struct di_error *failure)
{
    struct work *work = context;
    struct di_error error;
    di_error_clear(&error);
    di_batch_failures_note(work->failures, work->cli, work->scenario, number, failure);
    note(work,
         di_results_database_fail(work->database, work->scenario, number, failure, &error),
         &error);
}

static bool is_cancelled(void *context)
{
    struct work *work = context;
    di_lock_acquire(work->lock);
    const bool is_stuck = work->status != DI_OK;
    di_lock_release(work->lock);
    return is_stuck || di_interrupt_requested();
}

static void show_progress(void *context, uint32_t done, uint32_t total)
{
    const struct work *work = context;
    (void)total;
    di_progress_bar_update(work->bar, work->before + done, work->total);
}

/* ---- one scenario ---- */

/* The units of this part that are to be simulated, in order; `kept` [units]. */
static uint32_t list_missing(const struct work *work, const bool *kept, uint32_t *numbers)
{
    const struct di_study_identity *identity = &work->batch->identity;
    uint32_t count = 0;
    for (uint32_t n = 0; n < di_study_units(identity); n++)
        if (!kept[n] && di_study_has(identity, work->scenario, n))
            numbers[count++] = n;
    return count;
}

static enum di_status simulate(struct work *work, uint32_t threads, const uint32_t *numbers,
                               uint32_t count, struct di_error *error)
{
    const struct di_batch_scenario *scenario = &work->batch->scenarios[work->scenario];
    struct di_replication_set *set = NULL;
    struct di_experiment_options options;
    di_experiment_options_defaults(&options);
    options.replications = count;
    options.seed = work->batch->study->seed;
    options.threads = threads;
    options.full_splits = work->batch->study->full_splits;
    if (scenario->draws.uncertainty.count > 0) {
        options.draw = di_input_draws_make;
        options.drop = di_input_draws_drop;
        options.draw_context = (void *)(uintptr_t)&scenario->draws; /* only read */
    }
    options.numbers = numbers;
    options.take = take;
    options.failed = take_failure;
    options.take_context = work;
    options.progress = show_progress;
    options.is_cancelled = is_cancelled;
    options.context = work;
    const enum di_status status =
        di_experiment_run(scenario->scenario->model, scenario->start, &options, &set, error);
    di_replication_set_destroy(set);
    return status;
}

static enum di_status count_units(const struct work *work, bool *kept,
                                  struct di_batch_counts *counts, struct di_error *error)
{
    const struct di_study_identity *identity = &work->batch->identity;
    const enum di_status status =
        di_results_database_kept(work->database, work->scenario, kept, error);
    *counts = (struct di_batch_counts){0};
    for (uint32_t n = 0; status == DI_OK && n < di_study_units(identity); n++) {
        counts->units += di_study_has(identity, work->scenario, n);
        counts->done += kept[n];
    }
    return status;
}

static enum di_status work_scenario(struct work *work, uint32_t threads, bool *kept,
                                    uint32_t *numbers, struct di_error *error)
{
    enum di_status status =
        di_results_database_kept(work->database, work->scenario, kept, error);
    const uint32_t count = status == DI_OK ? list_missing(work, kept, numbers) : 0;
    if (count > 0)
        status = simulate(work, threads, numbers, count, error);
    if (status == DI_OK && work->status != DI_OK) {
        *error = work->error;
        di_message_copy(&error->message, &work->error.message);
        return work->status;
    }
    work->before += count;
    return status;
}

/* ---- all ---- */

struct failure_count {
    const struct di_batch_study *batch;
    struct di_batch_counts *counts;
};

static void count_failure(void *context, const struct di_study_failure *failure)
{
    const struct failure_count *count = context;
    for (size_t i = 0; i < count->batch->study->scenario_count; i++)
        count->counts[i].failed += strcmp(count->batch->named[i].id, failure->scenario) == 0;
}

static enum di_status count_all(struct work *work, bool *kept, struct di_batch_counts *counts,
                                struct di_error *error)
{
    struct failure_count failures = {work->batch, counts};
    enum di_status status = DI_OK;
    work->total = work->before = 0;
    for (size_t i = 0; i < work->batch->study->scenario_count && status == DI_OK; i++) {
        work->scenario = i;
        status = count_units(work, kept, &counts[i], error);
        work->total += counts[i].units - counts[i].done;
    }
    if (status == DI_OK)
        status = di_results_database_failures(work->database, count_failure, &failures, error);
    return status;
}

static enum di_status work_all(struct work *work, uint32_t threads,
                               struct di_batch_counts *counts, struct di_error *error)
{
    const uint32_t units = di_study_units(&work->batch->identity);
    bool *kept = calloc((size_t)units + 1, sizeof *kept);
    uint32_t *numbers = calloc((size_t)units + 1, sizeof *numbers);
    struct di_progress_bar bar;
    enum di_status status = kept == NULL || numbers == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = count_all(work, kept, counts, error);
    work->bar = &bar;
    di_progress_bar_begin(&bar, &work->cli->catalogue, _("replications"), work->cli->progress,
                          work->cli->is_quiet);
    for (size_t i = 0; i < work->batch->study->scenario_count && status == DI_OK; i++) {
        work->scenario = i;
        if (!di_interrupt_requested())
            status = work_scenario(work, threads, kept, numbers, error);
    }
    di_progress_bar_end(&bar);
    if (status == DI_OK)
        status = count_all(work, kept, counts, error);
    free(kept);
    free(numbers);
    return status;
}

enum di_exit di_batch_work(const struct di_cli *cli, const struct di_batch_study *batch,
                           struct di_results_database *database, uint32_t threads,
                           struct di_batch_failures *failures,
                           struct di_batch_counts *counts_out)
{
    struct work work = {.cli = cli, .batch = batch, .database = database, .failures = failures};
    struct di_error error;
    di_error_clear(&error);
    enum di_status status =
        di_lock_create(&work.lock) == DI_OK ? DI_OK : di_fail_memory(&error);
    if (status == DI_OK)
        status = work_all(&work, threads, counts_out, &error);
    di_lock_destroy(work.lock);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    return di_interrupt_requested() ? DI_EXIT_INTERRUPTED : DI_EXIT_DONE;
}
