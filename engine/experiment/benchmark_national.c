/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replications of the synthetic country on one or more threads. Thread t runs replications t,
 * t + T, ... with tables of its own, so no two ever touch the same memory; model and warm start
 * are shared and read only. Results are thrown away but for their totals.
 *
 * The clock covers whole replications, the initial population included, and no preparation.
 */
#include <math.h>
#include <stdlib.h>

#include "di/benchmark.h"
#include "di/care.h"
#include "di/thread.h"

#include "benchmark_model.h"

enum { THREADS_MAX = 256 };
static const uint64_t seed = 20260101;

struct worker {
    const struct di_model *model;
    const struct di_warm_start *start;
    uint32_t first, step, replications;
    struct di_care *care;
    struct di_result *last; /* result of the last replication */
    uint64_t events;
    uint64_t child_days; /* whole ones, so that the sum does not depend on threads */
    struct di_care_memory memory;
    enum di_status status;
    struct di_error error;
};

/* Children 0-17 and 18 and over are the first two cells: together everyone. */
static uint64_t in_care_of(const struct di_model *model, const struct di_result *result,
                           const int32_t *stock, uint32_t quarter)
{
    int64_t total = 0;
    for (uint32_t r = 0; r < model->region_count; r++)
        for (uint32_t s = 0; s < model->setting_count; s++)
            if (di_kind_is_formal_care(model->settings[s].kind)) {
                const size_t at = di_result_stock_index(&result->dims, quarter, r, s, 0);
                total += stock[at] + stock[at + 1];
            }
    return (uint64_t)total;
}

static uint64_t child_days_of(const struct di_model *model, const struct di_result *result)
{
    double days = 0;
    for (uint32_t q = 0; q < result->dims.quarters; q++)
        for (uint32_t r = 0; r < model->region_count; r++)
            for (uint32_t s = 0; s < model->setting_count; s++)
                if (di_kind_is_formal_care(model->settings[s].kind)) {
                    const size_t at = di_result_stock_index(&result->dims, q, r, s, 0);
                    days += di_time_days(result->child_time[at]) +
                            di_time_days(result->child_time[at + 1]);
                }
    return (uint64_t)days;
}

static uint64_t entries_of(const struct di_result *result)
{
    int64_t total = 0;
    for (uint32_t e = 0; e < result->entry_count; e++)
        if (result->flows[result->entries[e].flow].key.from == DI_FROM_OUTSIDE_NEW &&
            result->entries[e].cell == 0)
            total += result->entries[e].count;
    return (uint64_t)total;
}

static void work(void *context, uint32_t index)
{
    struct worker *worker = &((struct worker *)context)[index];
    for (uint32_t n = worker->first; n < worker->replications; n += worker->step) {
        di_result_destroy(worker->last);
        worker->last = NULL;
        worker->status = di_result_create(worker->model, false, &worker->last);
        if (worker->status != DI_OK) {
            worker->status = di_fail_memory(&worker->error);
            return;
        }
        worker->status = di_care_run(worker->care, seed, n, NULL, worker->last, &worker->error);
        if (worker->status != DI_OK)
            return;
        worker->events += worker->last->events;
        worker->child_days += child_days_of(worker->model, worker->last);
    }
    di_care_memory(worker->care, &worker->memory);
}

/* A thread that cannot start leaves its share to the caller's. */
static void work_on_threads(struct worker *workers, uint32_t threads)
{
    for (uint32_t t = di_threads_run(threads, work, workers); t < threads; t++)
        work(workers, t);
}

static enum di_status start_workers(struct worker *workers, uint32_t threads,
                                    const struct worker *pattern, struct di_error *error)
{
    for (uint32_t t = 0; t < threads; t++) {
        workers[t] = *pattern;
        workers[t].first = t;
        const enum di_status status =
            di_care_create(pattern->model, pattern->start, &workers[t].care, error);
        if (status != DI_OK)
            return status;
    }
    return DI_OK;
}

static void gather(const struct worker *workers, struct di_benchmark_national_result *result)
{
    const struct worker *one = &workers[0];
    const struct di_result *last = one->last;
    uint64_t child_days = 0;
    for (uint32_t t = 0; t < result->threads; t++) {
        result->events += workers[t].events;
        child_days += workers[t].child_days;
        result->allocations += workers[t].memory.allocations;
    }
    result->child_years = (double)child_days / DI_DAYS_PER_YEAR;
    result->in_care = one->memory.peak_in_care;
    result->in_care_start = in_care_of(one->model, last, last->opening, 0);
    result->in_care_end = in_care_of(one->model, last, last->stock, last->dims.quarters - 1);
    result->entries = entries_of(last);
    for (int kind = 0; kind < DI_CARE_EVENT_KINDS; kind++)
        result->events_by_kind[kind] = one->memory.events[kind];
    result->table_bytes = one->memory.table_bytes + one->memory.calendar_bytes;
    result->bytes_per_child =
        result->in_care > 0 ? (double)result->table_bytes / (double)result->in_care : 0;
    result->is_warm = result->replications >= 2 * result->threads;
}

static double cpu_seconds(const struct di_benchmark_clock *clock)
{
    return clock->cpu_seconds != NULL ? clock->cpu_seconds(clock->context) : 0;
}

static enum di_status run(const struct worker *pattern, const struct di_benchmark_clock *clock,
                          struct di_benchmark_national_result *result, struct di_error *error)
{
    struct worker *workers = calloc(result->threads, sizeof *workers);
    if (workers == NULL)
        return di_fail_memory(error);
    enum di_status status = start_workers(workers, result->threads, pattern, error);
    if (status == DI_OK) {
        const double start = clock->seconds(clock->context);
        const double cpu_start = cpu_seconds(clock);
        work_on_threads(workers, result->threads);
        result->seconds = clock->seconds(clock->context) - start;
        result->cpu_seconds = cpu_seconds(clock) - cpu_start;
    }
    for (uint32_t t = 0; t < result->threads && status == DI_OK; t++) {
        status = workers[t].status;
        if (status != DI_OK && error != NULL)
            *error = workers[t].error;
    }
    if (status == DI_OK)
        gather(workers, result);
    for (uint32_t t = 0; t < result->threads; t++) {
        di_result_destroy(workers[t].last);
        di_care_destroy(workers[t].care);
    }
    free(workers);
    return status;
}

enum di_status di_benchmark_national(double scale, uint32_t replications, uint32_t threads,
                                     const struct di_benchmark_clock *clock,
                                     struct di_benchmark_national_result *result_out,
                                     struct di_error *error)
{
    if (!(scale >= 0.0005 && scale <= 50) || replications < 1 || threads < 1 ||
        threads > THREADS_MAX)
        return di_fail(error, DI_ERR_RANGE, "national",
                       DI_N_("The scale must be 0.0005 to 50, replications at least 1, threads "
                             "1 to 256"),
                       NULL, 0);
    struct di_benchmark_national_result result = {
        .replications = replications,
        .threads = threads < replications ? threads : replications};
    struct di_model *model = NULL;
    struct di_warm_start *start = NULL;
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    const double begin = clock->seconds(clock->context);
    enum di_status status = benchmark_model_create(scale, &model, error);
    if (status == DI_OK)
        status = di_warm_start_prepare(model, &diagnostics, &start, error);
    result.prepare_seconds = clock->seconds(clock->context) - begin;
    const struct worker pattern = {
        .model = model, .start = start, .step = result.threads, .replications = replications};
    if (status == DI_OK)
        status = run(&pattern, clock, &result, error);
    di_diagnostics_finish(&diagnostics);
    di_warm_start_destroy(start);
    di_model_destroy(model);
    if (status == DI_OK)
        *result_out = result;
    return status;
}

double di_benchmark_exponent(const double *size, const double *seconds, size_t count)
{
    double mean_x = 0, mean_y = 0, covariance = 0, variance = 0;
    for (size_t i = 0; i < count; i++) {
        mean_x += log(size[i]) / (double)count;
        mean_y += log(seconds[i]) / (double)count;
    }
    for (size_t i = 0; i < count; i++) {
        covariance += (log(size[i]) - mean_x) * (log(seconds[i]) - mean_y);
        variance += (log(size[i]) - mean_x) * (log(size[i]) - mean_x);
    }
    return covariance / variance;
}
