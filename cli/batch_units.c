/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A unit is made into its record by the thread that simulated it, and given up by nobody: when
 * it is over, what runs is finished and nothing new begins.
 */
#include "batch_units.h"

#include "di/experiment.h"

struct units {
    const struct di_batch_taker *taker;
    size_t scenario;
};

static void give(const struct units *units, uint32_t number, enum di_status status,
                 struct di_unit_record *record, const struct di_error *error)
{
    const struct di_batch_taker *taker = units->taker;
    if (status == DI_OK)
        taker->take(taker->context, units->scenario, number, record);
    else
        taker->give_up(taker->context, status, error);
    di_unit_record_finish(record);
}

static void take(void *context, uint32_t number, const struct di_model *model,
                 const struct di_result *result)
{
    struct di_unit_record record;
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status = di_unit_record_of_result(model, result, &record, &error);
    give(context, number, status, &record, &error);
}

static void take_failure(void *context, uint32_t number, const struct di_error *failure)
{
    struct di_unit_record record;
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status = di_unit_record_of_failure(failure, &record, &error);
    give(context, number, status, &record, &error);
}

static bool is_over(void *context)
{
    const struct di_batch_taker *taker = ((const struct units *)context)->taker;
    return taker->is_over(taker->context);
}

static void show_progress(void *context, uint32_t done, uint32_t total)
{
    const struct di_batch_taker *taker = ((const struct units *)context)->taker;
    (void)done;
    (void)total;
    if (taker->progress != NULL)
        taker->progress(taker->context);
}

enum di_status di_batch_units_run(const struct di_batch_study *batch,
                                  const struct di_batch_hand *hand, uint32_t threads,
                                  const struct di_batch_taker *taker, struct di_error *error)
{
    const struct di_batch_scenario *scenario = &batch->scenarios[hand->scenario];
    struct units units = {.taker = taker, .scenario = hand->scenario};
    struct di_replication_set *set = NULL;
    struct di_experiment_options options;
    di_experiment_options_defaults(&options);
    options.replications = hand->count;
    options.seed = batch->study->seed;
    options.threads = threads;
    options.full_splits = batch->study->full_splits;
    if (scenario->draws.uncertainty.count > 0) {
        options.draw = di_input_draws_make;
        options.drop = di_input_draws_drop;
        options.draw_context = (void *)(uintptr_t)&scenario->draws; /* only read */
    }
    options.numbers = hand->numbers;
    options.take = take;
    options.failed = take_failure;
    options.take_context = &units;
    options.progress = show_progress;
    options.is_cancelled = is_over;
    options.context = &units;
    const enum di_status status =
        di_experiment_run(scenario->scenario->model, scenario->start, &options, &set, error);
    di_replication_set_destroy(set);
    return status;
}
