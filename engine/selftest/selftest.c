/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of cases and the runner. Every replication writes its own slot, reductions run in
 * replication order: the rows are the same for any number of threads.
 */
#include "di/selftest.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "di/care.h"
#include "di/statistics.h"
#include "di/thread.h"

#include "selftest_case.h"

static const struct selftest_case *const cases[] = {
    &selftest_delay,       &selftest_refusal,   &selftest_from_empty,
    &selftest_priority,    &selftest_fifo,      &selftest_immigration_death,
    &selftest_impatient,   &selftest_competing, &selftest_chain,
    &selftest_warm_start,  &selftest_schedule,  &selftest_schedule_split,
    &selftest_paired_luck, &selftest_intervals, &selftest_carers,
    &selftest_hours,       &selftest_feedback,  &selftest_closure};

enum { THREADS_MAX = 64, REPLICATIONS_MIN = 100, VARIANTS_MAX = 2 };

static const double errors_allowed = 4;
static const double rounding = 1e-9;

void di_selftest_options_defaults(struct di_selftest_options *options)
{
    *options = (struct di_selftest_options){.seed = 1, .threads = 1, .scale = 1};
}

/* Cases of the table, for progress. */
static size_t case_count(void)
{
    return sizeof cases / sizeof cases[0];
}

/* ---- one case, simulated ---- */

struct variant {
    struct di_model *model;
    struct di_warm_start *start;
};

struct simulation {
    const struct selftest_case *plan;
    const struct di_selftest_options *options;
    struct variant variants[VARIANTS_MAX];
    uint32_t replications;
    double *values; /* [replications][observation_count] */
    atomic_uint next;
    atomic_bool stops;
};

struct worker {
    struct simulation *simulation;
    enum di_status status;
    struct di_error error;
};

static enum di_status prepare(struct variant *variant, const struct selftest_case *plan,
                              uint32_t number, struct di_error *error)
{
    struct draft draft;
    struct di_diagnostics diagnostics;
    draft_begin(&draft, 2026, 3);
    if (!draft.failed)
        plan->build(&draft, number);
    variant->model = draft_finish(&draft);
    if (variant->model == NULL)
        return di_fail_memory(error);
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_warm_start_prepare(variant->model, &diagnostics, &variant->start, error);
    di_diagnostics_finish(&diagnostics);
    return status;
}

static bool is_cancelled(void *context)
{
    const struct simulation *simulation = context;
    const struct di_selftest_options *options = simulation->options;
    return atomic_load(&simulation->stops) ||
           (options->is_cancelled != NULL && options->is_cancelled(options->cancel_context));
}

static enum di_status run_variant(const struct simulation *simulation, uint32_t v,
                                  struct di_care *care, uint32_t replication,
                                  struct di_result **result_out, struct di_error *error)
{
    const struct di_care_options options = {.is_cancelled = is_cancelled,
                                            .context = (void *)(uintptr_t)simulation};
    if (di_result_create(simulation->variants[v].model, simulation->plan->full_splits,
                         result_out) != DI_OK)
        return di_fail_memory(error);
    return di_care_run(care, simulation->options->seed, replication, &options, *result_out,
                       error);
}

static enum di_status replicate(const struct simulation *simulation,
                                struct di_care *const *systems, uint32_t replication,
                                struct di_error *error)
{
    const struct selftest_case *plan = simulation->plan;
    struct di_result *results[VARIANTS_MAX] = {NULL};
    enum di_status status = DI_OK;
    for (uint32_t v = 0; status == DI_OK && v < plan->variants; v++)
        status = run_variant(simulation, v, systems[v], replication, &results[v], error);
    if (status == DI_OK) {
        const struct selftest_view view = {.model = simulation->variants[0].model,
                                           .results = {results[0], results[1]}};
        plan->observe(&view,
                      simulation->values + (size_t)replication * plan->observation_count);
    }
    for (uint32_t v = 0; v < VARIANTS_MAX; v++)
        di_result_destroy(results[v]);
    return status;
}

static void work(void *context, uint32_t index)
{
    struct worker *worker = &((struct worker *)context)[index];
    struct simulation *simulation = worker->simulation;
    struct di_care *systems[VARIANTS_MAX] = {NULL};
    for (uint32_t v = 0; worker->status == DI_OK && v < simulation->plan->variants; v++)
        worker->status =
            di_care_create(simulation->variants[v].model, simulation->variants[v].start,
                           &systems[v], &worker->error);
    while (worker->status == DI_OK) {
        const uint32_t replication = atomic_fetch_add(&simulation->next, 1);
        if (replication >= simulation->replications)
            break;
        worker->status = replicate(simulation, systems, replication, &worker->error);
    }
    if (worker->status != DI_OK)
        atomic_store(&simulation->stops, true);
    for (uint32_t v = 0; v < VARIANTS_MAX; v++)
        di_care_destroy(systems[v]);
}

/* The failure that stopped the others comes first: theirs is only "stopped". */
static enum di_status first_failure(const struct worker *workers, uint32_t count,
                                    struct di_error *error)
{
    const struct worker *failed = NULL;
    for (uint32_t i = 0; i < count; i++)
        if (workers[i].status != DI_OK &&
            (failed == NULL || failed->status == DI_ERR_INTERRUPTED))
            failed = &workers[i];
    if (failed == NULL)
        return DI_OK;
    if (error != NULL) {
        *error = failed->error;
        di_message_copy(&error->message, &failed->error.message);
    }
    return failed->status;
}

static enum di_status run_threads(struct simulation *simulation, struct di_error *error)
{
    uint32_t threads = simulation->options->threads;
    threads = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
    struct worker *workers = calloc(threads, sizeof *workers);
    if (workers == NULL)
        return di_fail_memory(error);
    for (uint32_t i = 0; i < threads; i++)
        workers[i].simulation = simulation;
    const uint32_t started = di_threads_run(threads, work, workers);
    const enum di_status status = first_failure(workers, started, error);
    free(workers);
    return status;
}

/* ---- what the values show ---- */

struct column { /* one observation over replications */
    double *values;
    double *scratch;
    uint32_t count;
};

static void summarize(const struct column *column, struct di_selftest_row *row)
{
    struct di_summary summary;
    di_summary_compute(column->values, column->count, column->scratch, &summary);
    row->mean = summary.mean;
    row->se = (summary.ci_high - summary.ci_low) / 2 /
              di_statistics_student_t95((size_t)column->count - 1);
}

/* The mean of these is the unbiased variance. */
static void to_squares(struct column *column)
{
    double mean = 0;
    for (uint32_t i = 0; i < column->count; i++)
        mean += column->values[i] / column->count;
    for (uint32_t i = 0; i < column->count; i++)
        column->values[i] = (column->values[i] - mean) * (column->values[i] - mean) *
                            column->count / (column->count - 1);
}

static void to_coverage(struct column *column, double target)
{
    const uint32_t groups = column->count / SELFTEST_INTERVAL_SIZE;
    for (uint32_t g = 0; g < groups; g++) {
        struct di_summary summary;
        di_summary_compute(column->values + (size_t)g * SELFTEST_INTERVAL_SIZE,
                           SELFTEST_INTERVAL_SIZE, column->scratch, &summary);
        column->values[g] = summary.ci_low <= target && target <= summary.ci_high ? 1 : 0;
    }
    column->count = groups;
}

static double distance(double mean, double other, double se)
{
    if (fabs(mean - other) <= rounding * fabs(other))
        return 0;
    return (mean - other) / se; /* infinite where there is no chance */
}

static void judge(const struct selftest_answer *answer, struct di_selftest_row *row)
{
    row->exact = answer->exact;
    row->z = distance(row->mean, row->exact, row->se);
    row->ok = fabs(row->z) <= errors_allowed;
    row->has_mistake = !isnan(answer->mistake);
    if (!row->has_mistake)
        return;
    row->mistake = answer->mistake;
    row->mistake_z = distance(row->mean, row->mistake, row->se);
    row->ok = row->ok && fabs(row->mistake_z) > errors_allowed;
}

static void fill_row(const struct simulation *simulation, uint32_t r,
                     const struct selftest_answer *answer, struct column *column,
                     struct di_selftest_row *row)
{
    const struct selftest_case *plan = simulation->plan;
    const struct selftest_row_plan *row_plan = &plan->rows[r];
    column->count = simulation->replications;
    for (uint32_t i = 0; i < column->count; i++)
        column->values[i] =
            simulation->values[(size_t)i * plan->observation_count + row_plan->observation];
    if (row_plan->statistic == SELFTEST_VARIANCE)
        to_squares(column);
    if (row_plan->statistic == SELFTEST_COVERAGE)
        to_coverage(column, answer->target);
    *row = (struct di_selftest_row){.case_id = plan->id,
                                    .configuration = plan->configuration,
                                    .quantity = row_plan->quantity,
                                    .replications = simulation->replications};
    summarize(column, row);
    if (row_plan->statistic == SELFTEST_COVERAGE) /* few groups may all hold the target */
        row->se = sqrt(answer->exact * (1 - answer->exact) / column->count);
    judge(answer, row);
}

struct reporting {
    di_selftest_reporter *report;
    void *context;
    bool agrees;
};

static enum di_status report_rows(const struct simulation *simulation,
                                  struct reporting *reporting, struct di_error *error)
{
    const struct selftest_case *plan = simulation->plan;
    struct selftest_answer answers[SELFTEST_ROWS_MAX];
    for (uint32_t r = 0; r < SELFTEST_ROWS_MAX; r++)
        answers[r] = (struct selftest_answer){.mistake = (double)NAN};
    const enum di_status status = plan->solve(answers);
    if (status != DI_OK)
        return di_fail(error, status, plan->id,
                       DI_N_("Theory has no answer for this case of the selftest."), NULL, 0);
    double *numbers = calloc((size_t)simulation->replications * 2, sizeof *numbers);
    if (numbers == NULL)
        return di_fail_memory(error);
    struct column column = {.values = numbers, .scratch = numbers + simulation->replications};
    for (uint32_t r = 0; r < plan->row_count; r++) {
        struct di_selftest_row row;
        fill_row(simulation, r, &answers[r], &column, &row);
        reporting->report(reporting->context, &row);
        reporting->agrees = reporting->agrees && row.ok;
    }
    free(numbers);
    return DI_OK;
}

static uint32_t scaled(uint32_t replications, double scale)
{
    const double wanted = ceil(replications * scale / REPLICATIONS_MIN) * REPLICATIONS_MIN;
    return wanted < REPLICATIONS_MIN ? REPLICATIONS_MIN
           : wanted > 1e6            ? 1000000
                                     : (uint32_t)wanted;
}

static enum di_status run_case(const struct selftest_case *plan,
                               const struct di_selftest_options *options,
                               struct reporting *reporting, struct di_error *error)
{
    struct simulation simulation = {.plan = plan,
                                    .options = options,
                                    .replications = scaled(plan->replications, options->scale)};
    simulation.values = calloc((size_t)simulation.replications * plan->observation_count,
                               sizeof *simulation.values);
    enum di_status status = simulation.values == NULL ? di_fail_memory(error) : DI_OK;
    for (uint32_t v = 0; status == DI_OK && v < plan->variants; v++)
        status = prepare(&simulation.variants[v], plan, v, error);
    if (status == DI_OK)
        status = run_threads(&simulation, error);
    if (status == DI_OK)
        status = report_rows(&simulation, reporting, error);
    for (uint32_t v = 0; v < VARIANTS_MAX; v++) {
        di_warm_start_destroy(simulation.variants[v].start);
        di_model_destroy(simulation.variants[v].model);
    }
    free(simulation.values);
    return status;
}

enum di_status di_selftest_run(const struct di_selftest_options *options,
                               di_selftest_reporter *report, void *context, bool *agrees_out,
                               struct di_error *error)
{
    struct reporting reporting = {.report = report, .context = context, .agrees = true};
    bool found = false;
    for (size_t c = 0; c < case_count(); c++) {
        if (options->only != NULL && strcmp(options->only, cases[c]->id) != 0)
            continue;
        found = true;
        const enum di_status status = run_case(cases[c], options, &reporting, error);
        if (status != DI_OK)
            return status;
    }
    if (!found)
        return DI_FAIL(error, DI_ERR_INPUT, "", DI_N_("The selftest has no case '%1'."),
                       di_text_arg(options->only));
    *agrees_out = reporting.agrees;
    return DI_OK;
}
