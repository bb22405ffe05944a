/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units go into the database as they are done, by this process alone or by several. */
#include "batch_work.h"

#include <stdlib.h>
#include <string.h>

#include "batch_deal.h"
#include "batch_leader.h"
#include "batch_store.h"
#include "batch_units.h"
#include "error_report.h"
#include "interrupt.h"

struct work {
    const struct di_cli *cli;
    const struct di_batch_study *batch;
    const struct di_rank_group *group;
    struct di_results_database *database;
    uint32_t threads;
    struct di_batch_store store;
    uint64_t total; /* units to be tried */
    struct di_progress_bar bar;
    bool is_interrupted;
};

/* ---- how much there is ---- */

static enum di_status count_units(const struct work *work, size_t scenario, bool *kept,
                                  struct di_batch_counts *counts, struct di_error *error)
{
    const struct di_study_identity *identity = &work->batch->identity;
    const enum di_status status =
        di_results_database_kept(work->database, scenario, kept, error);
    *counts = (struct di_batch_counts){0};
    for (uint32_t n = 0; status == DI_OK && n < di_study_units(identity); n++) {
        counts->units += di_study_has(identity, scenario, n);
        counts->done += kept[n];
    }
    return status;
}

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

static enum di_status count_all(struct work *work, struct di_batch_counts *counts,
                                struct di_error *error)
{
    struct failure_count failures = {work->batch, counts};
    bool *kept = calloc((size_t)di_study_units(&work->batch->identity) + 1, sizeof *kept);
    enum di_status status = kept == NULL ? di_fail_memory(error) : DI_OK;
    work->total = 0;
    for (size_t i = 0; i < work->batch->study->scenario_count && status == DI_OK; i++) {
        status = count_units(work, i, kept, &counts[i], error);
        work->total += counts[i].units - counts[i].done;
    }
    free(kept);
    if (status == DI_OK)
        status = di_results_database_failures(work->database, count_failure, &failures, error);
    return status;
}

/* ---- alone ---- */

static void take(void *context, size_t scenario, uint32_t number, struct di_unit_record *record)
{
    struct work *work = context;
    di_batch_store_keep(&work->store, scenario, number, record);
}

static void give_up(void *context, enum di_status status, const struct di_error *error)
{
    struct work *work = context;
    di_batch_store_break(&work->store, status, error);
}

static bool is_over(void *context)
{
    struct work *work = context;
    return di_interrupt_requested() || di_batch_store_is_broken(&work->store);
}

static void show_progress(void *context)
{
    struct work *work = context;
    di_progress_bar_update(&work->bar, di_batch_store_tried(&work->store), work->total);
}

static enum di_status work_alone(struct work *work, struct di_error *error)
{
    const struct di_batch_taker taker = {take, give_up, is_over, show_progress, work};
    struct di_batch_deal *deal = di_batch_deal_create(work->batch, work->database);
    struct di_batch_hand hand = {.count = 1};
    enum di_status status = deal == NULL ? di_fail_memory(error) : DI_OK;
    while (status == DI_OK && hand.count > 0 && !is_over(work)) {
        status = di_batch_deal_next(deal, work->threads, 1, &hand, error);
        if (status == DI_OK && hand.count > 0)
            status = di_batch_units_run(work->batch, &hand, work->threads, &taker, error);
        free(hand.numbers);
    }
    work->is_interrupted = di_interrupt_requested();
    di_batch_deal_destroy(deal);
    return status;
}

/* ---- all ---- */

static enum di_status work_all(struct work *work, struct di_batch_counts *counts,
                               struct di_error *error)
{
    enum di_status status = count_all(work, counts, error);
    if (status != DI_OK)
        return status;
    di_progress_bar_begin(&work->bar, &work->cli->catalogue, _("replications"),
                          work->cli->progress, work->cli->is_quiet);
    status = work->group->count > 1
                 ? di_batch_leader_work(work->batch, work->group, &work->store, work->threads,
                                        &work->bar, work->total, &work->is_interrupted, error)
                 : work_alone(work, error);
    di_progress_bar_end(&work->bar);
    if (status == DI_OK)
        status = di_batch_store_status(&work->store, error);
    return status == DI_OK ? count_all(work, counts, error) : status;
}

enum di_exit di_batch_work(const struct di_cli *cli, const struct di_batch_study *batch,
                           const struct di_rank_group *group,
                           struct di_results_database *database, uint32_t threads,
                           struct di_batch_counts *counts_out)
{
    struct work work = {
        .cli = cli, .batch = batch, .group = group, .database = database, .threads = threads};
    struct di_error error;
    di_error_clear(&error);
    enum di_status status =
        di_batch_store_init(&work.store, database) == DI_OK ? DI_OK : di_fail_memory(&error);
    if (status == DI_OK)
        status = work_all(&work, counts_out, &error);
    di_batch_store_finish(&work.store);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    return work.is_interrupted ? DI_EXIT_INTERRUPTED : DI_EXIT_DONE;
}
