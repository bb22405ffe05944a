/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replications on threads.
 *
 * Numbers are handed out in rising order under one lock and whoever took a number finishes it,
 * so the completed replications are always 0 to count - 1, and the failure reported is that of
 * the lowest failing one: neither depends on the number of threads. Only where running
 * replications are given up may a lower number be missing: the set then ends before it.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "di/cost_book.h"
#include "di/experiment.h"
#include "di/thread.h"

#define GIB (UINT64_C(1) << 30)

struct crew {
    const struct di_model *model;
    const struct di_warm_start *start;
    const struct di_experiment_options *options;
    struct di_replication_set *set;
    struct di_lock *lock;
    struct di_care **care; /* [threads], made by each thread when it first needs one */
    uint32_t next, target, done;
    bool is_stopped; /* by the user or by a failure */
    uint32_t failed_replication;
    uint32_t abandoned;  /* the lowest given up; UINT32_MAX: none */
    uint64_t bytes_each; /* of replication 0, as all will be nearly; 0: not yet known */
    enum di_status status;
    struct di_error error;
};

void di_experiment_options_defaults(struct di_experiment_options *options)
{
    *options =
        (struct di_experiment_options){.replications = 100,
                                       .seed = 1,
                                       .threads = 1,
                                       .memory_limit_bytes = di_experiment_memory_limit(0)};
    di_precision_rule_defaults(&options->precision);
}

/* Bytes one replication's result takes, whatever happens in it. */
static uint64_t result_bytes(const struct di_model *model, bool full_splits)
{
    const uint64_t bands = model->age_band_count;
    const uint64_t cells = full_splits ? bands * DI_SEXES * DI_DISABILITIES
                                       : 1 + bands + DI_SEXES + DI_DISABILITIES;
    const uint64_t places = (uint64_t)model->region_count * model->setting_count * cells;
    const uint64_t quarters = di_model_quarters(model);
    const uint64_t per_place = 2 * (sizeof(int32_t) + sizeof(int64_t));
    return quarters * places * per_place + places * 2 * sizeof(int32_t) +
           (uint64_t)di_model_months(model) * model->setting_count * 2 * sizeof(int32_t) +
           quarters * model->region_count * (DI_TALLIES + DI_MARKS * cells) * sizeof(int32_t) +
           model->institution_count * (quarters * (sizeof(int64_t) + sizeof(double)) +
                                       2 * sizeof(int32_t) + sizeof(struct di_closure)) +
           quarters * model->region_count * model->setting_count * DI_PLACE_MEASURES *
               sizeof(int32_t);
}

/* With what happened in it, often more than half of all. */
static uint64_t bytes_of(const struct di_model *model, const struct di_result *result)
{
    return result_bytes(model, result->dims.full_splits) +
           (uint64_t)result->flow_count * sizeof *result->flows +
           (uint64_t)result->entry_count * sizeof *result->entries +
           (uint64_t)result->spell_count * sizeof *result->spells;
}

static bool fits(uint64_t bytes_each, uint64_t results, uint64_t limit_bytes)
{
    return limit_bytes == 0 || bytes_each * results <= limit_bytes;
}

static enum di_status check_bytes(uint64_t bytes_each, uint64_t results, uint64_t limit_bytes,
                                  struct di_error *error)
{
    if (fits(bytes_each, results, limit_bytes))
        return DI_OK;
    return DI_FAIL(error, DI_ERR_LIMIT, "",
                   DI_N_("The results of %1 replications would take %2 MB of memory; the "
                         "limit is %3 MB. Ask for fewer replications or fewer splits."),
                   di_integer_arg((int64_t)results),
                   di_integer_arg((int64_t)(bytes_each * results >> 20)),
                   di_integer_arg((int64_t)(limit_bytes >> 20)));
}

void di_replication_set_destroy(struct di_replication_set *set)
{
    if (set == NULL)
        return;
    for (uint32_t i = 0; set->results != NULL && i < set->requested; i++)
        di_result_destroy(set->results[i]);
    free(set->results);
    free(set);
}

static bool take_number(struct crew *crew, uint32_t *number_out)
{
    di_lock_acquire(crew->lock);
    const struct di_experiment_options *options = crew->options;
    if (!crew->is_stopped && options->is_cancelled != NULL &&
        options->is_cancelled(options->context)) {
        crew->is_stopped = true;
        crew->set->is_interrupted = true;
    }
    const bool taken = !crew->is_stopped && crew->next < crew->target;
    if (taken) {
        *number_out = options->numbers != NULL ? options->numbers[crew->next] : crew->next;
        crew->next++;
    }
    di_lock_release(crew->lock);
    return taken;
}

/* The first replication tells what all will take: better now than after hours. */
static enum di_status keep(struct crew *crew, uint32_t number, const struct di_model *model,
                           struct di_result *result, struct di_error *error)
{
    const struct di_experiment_options *options = crew->options;
    enum di_status status = DI_OK;
    di_lock_acquire(crew->lock);
    crew->set->events += result->events;
    if (options->on_result != NULL)
        options->on_result(options->context, number, result);
    if (options->take == NULL && number == 0) {
        crew->bytes_each = bytes_of(model, result);
        status =
            check_bytes(crew->bytes_each, crew->target, options->memory_limit_bytes, error);
    }
    di_lock_release(crew->lock);
    if (options->take == NULL) {
        crew->set->results[number] = result;
        return status;
    }
    options->take(options->take_context, number, model, result);
    di_result_destroy(result);
    return DI_OK;
}

static enum di_status make_money(const struct di_cost_book *book,
                                 const struct di_cost_plan *plan, struct di_result *result)
{
    const size_t quarters = di_cost_book_quarters(book), sources = plan->source_count + 1;
    result->costs = calloc(quarters * di_cost_book_accounts(book) + 1, sizeof *result->costs);
    result->saved = calloc(quarters * sources, sizeof *result->saved);
    result->budgeted = calloc(sources * plan->years + 1, sizeof *result->budgeted);
    result->discount = calloc(quarters + 1, sizeof *result->discount);
    return result->costs != NULL && result->saved != NULL && result->budgeted != NULL &&
                   result->discount != NULL
               ? DI_OK
               : DI_ERR_MEMORY;
}

/* Drawn prices, budgets and rates are gone with their model: what they come to is kept. */
static enum di_status note_costs(const struct di_model *model, struct di_result *result)
{
    const struct di_cost_plan *plan = model->cost_plan;
    struct di_cost_book *book = NULL;
    if (plan == NULL)
        return DI_OK;
    enum di_status status = di_cost_book_create(model, &book);
    if (status == DI_OK)
        status = make_money(book, plan, result);
    if (status == DI_OK) {
        const size_t sources = plan->source_count + 1;
        di_cost_book_fill(book, result, result->costs);
        for (uint32_t q = 0; q < di_cost_book_quarters(book); q++) {
            di_cost_book_savings(book, result, q, result->saved + q * sources);
            result->discount[q] = di_cost_book_discount(book, q);
        }
        for (uint32_t s = 0; s < plan->source_count; s++)
            for (uint32_t y = 0; y < plan->years; y++)
                result->budgeted[(size_t)s * plan->years + y] =
                    llround(100 * plan->sources[s].by_year[y]);
    }
    di_cost_book_destroy(book);
    return status;
}

static enum di_status run_model(struct crew *crew, struct di_care *care,
                                const struct di_variant *variant, uint32_t number,
                                struct di_error *error)
{
    struct di_result *result = NULL;
    if (di_result_create(variant->model, crew->options->full_splits, &result) != DI_OK)
        return di_fail_memory(error);
    const struct di_care_options care_options = {.is_cancelled = crew->options->is_abandoned,
                                                 .context = crew->options->context};
    enum di_status status =
        di_care_run(care, crew->options->seed, variant->luck, &care_options, result, error);
    if (status == DI_OK && crew->options->draw != NULL &&
        note_costs(variant->model, result) != DI_OK)
        status = di_fail_memory(error);
    if (status == DI_OK)
        return keep(crew, number, variant->model, result, error);
    di_result_destroy(result);
    return status;
}

static enum di_status run_drawn(struct crew *crew, uint32_t number, struct di_error *error)
{
    const struct di_experiment_options *options = crew->options;
    struct di_variant variant = {.luck = number};
    struct di_care *care = NULL;
    enum di_status status = options->draw(options->draw_context, number, &variant, error);
    if (status != DI_OK)
        return status;
    if (options->evaluate != NULL) {
        status = options->evaluate(options->take_context, number, &variant, error);
    } else {
        status = di_care_create(variant.model, variant.start, &care, error);
        if (status == DI_OK)
            status = run_model(crew, care, &variant, number, error);
        di_care_destroy(care);
    }
    options->drop(options->draw_context, &variant);
    return status;
}

/* What broke a rule may have left the thread's tables in any state: the next makes its own. */
static enum di_status run_stated(struct crew *crew, struct di_care **care, uint32_t number,
                                 struct di_error *error)
{
    const struct di_variant variant = {
        .model = crew->model, .start = crew->start, .luck = number};
    const enum di_status status = run_model(crew, *care, &variant, number, error);
    if (status != DI_OK) {
        di_care_destroy(*care);
        *care = NULL;
    }
    return status;
}

static enum di_status run_one(struct crew *crew, struct di_care **care, uint32_t number,
                              struct di_error *error)
{
    if (crew->options->draw != NULL)
        return run_drawn(crew, number, error);
    if (*care == NULL) {
        const enum di_status status = di_care_create(crew->model, crew->start, care, error);
        if (status != DI_OK)
            return status;
    }
    return run_stated(crew, care, number, error);
}

static void note_outcome(struct crew *crew, uint32_t number, enum di_status status,
                         const struct di_error *error)
{
    const struct di_experiment_options *options = crew->options;
    di_lock_acquire(crew->lock);
    if (status == DI_OK) {
        crew->done++;
        if (options->progress != NULL)
            options->progress(options->context, crew->done, crew->target);
    } else if (status == DI_ERR_INTERRUPTED) {
        crew->is_stopped = true;
        crew->set->is_interrupted = true;
        crew->abandoned = number < crew->abandoned ? number : crew->abandoned;
    } else if (options->failed != NULL) {
        options->failed(options->take_context, number, error);
    } else {
        crew->is_stopped = true;
        if (crew->status == DI_OK || number < crew->failed_replication) {
            crew->status = status;
            crew->failed_replication = number;
            crew->error = *error;
            di_message_copy(&crew->error.message, &error->message);
        }
    }
    di_lock_release(crew->lock);
}

static void work(void *context, uint32_t thread)
{
    struct crew *crew = context;
    uint32_t number;
    while (take_number(crew, &number)) {
        struct di_error error;
        di_error_clear(&error);
        const enum di_status status = run_one(crew, &crew->care[thread], number, &error);
        note_outcome(crew, number, status, &error);
    }
}

/* Who waits sees at once that it has begun. */
static void work_on_threads(struct crew *crew, uint32_t threads)
{
    const struct di_experiment_options *options = crew->options;
    if (crew->done == 0 && options->progress != NULL)
        options->progress(options->context, 0, crew->target);
    (void)di_threads_run(threads, work, crew);
}

/* MODEL 11: all headline outputs, each by its own half-width. */
static bool is_precise(const struct crew *crew, double *values, double *scratch)
{
    const struct di_experiment_options *options = crew->options;
    for (uint32_t output = 0; output < options->headline_count; output++) {
        for (uint32_t i = 0; i < crew->done; i++)
            values[i] =
                options->headline(options->headline_context, crew->set->results[i], output);
        struct di_summary summary;
        di_summary_compute(values, crew->done, scratch, &summary);
        if (!di_precision_is_reached(&options->precision, &summary))
            return false;
    }
    return true;
}

static enum di_status run_until_precise(struct crew *crew, uint32_t threads,
                                        struct di_error *error)
{
    const struct di_precision_rule *rule = &crew->options->precision;
    double *values = calloc(2 * rule->highest_count, sizeof *values);
    if (values == NULL)
        return di_fail_memory(error);
    double *scratch = values + rule->highest_count;
    for (;;) {
        const size_t target = di_precision_next_count(rule, crew->done);
        if (target <= crew->done ||
            !fits(crew->bytes_each, target, crew->options->memory_limit_bytes))
            break;
        crew->target = (uint32_t)target;
        work_on_threads(crew, threads);
        if (crew->is_stopped)
            break;
        crew->set->is_precise = is_precise(crew, values, scratch);
        if (crew->set->is_precise)
            break;
    }
    free(values);
    return DI_OK;
}

enum di_status di_experiment_check_memory(const struct di_model *model, bool full_splits,
                                          uint64_t results, uint64_t limit_bytes,
                                          struct di_error *error)
{
    return check_bytes(result_bytes(model, full_splits), results, limit_bytes, error);
}

uint64_t di_experiment_memory_limit(uint64_t machine_bytes)
{
    return machine_bytes == 0 ? 6 * GIB : machine_bytes / 2;
}

static enum di_status check(const struct di_model *model,
                            const struct di_experiment_options *options, uint32_t most,
                            struct di_error *error)
{
    if (most < 1 || most > DI_REPLICATIONS_MAX)
        return DI_FAIL(error, DI_ERR_RANGE, "",
                       DI_N_("The number of replications must be between 1 and %1."),
                       di_integer_arg(DI_REPLICATIONS_MAX));
    const bool are_kept = options->take == NULL && options->evaluate == NULL;
    const uint32_t first =
        options->is_auto ? (uint32_t)di_precision_next_count(&options->precision, 0) : most;
    return di_experiment_check_memory(model, options->full_splits,
                                      are_kept ? first : options->threads + 1u,
                                      options->memory_limit_bytes, error);
}

static enum di_status run_crew(struct crew *crew, uint32_t threads, uint32_t most,
                               struct di_error *error)
{
    crew->set->results = calloc(most, sizeof(struct di_result *));
    crew->care = calloc(threads, sizeof(struct di_care *));
    if (crew->set->results == NULL || crew->care == NULL ||
        di_lock_create(&crew->lock) != DI_OK)
        return di_fail_memory(error);
    if (crew->options->is_auto) {
        const enum di_status status = run_until_precise(crew, threads, error);
        if (status != DI_OK)
            return status;
    } else {
        work_on_threads(crew, threads);
    }
    if (crew->status != DI_OK && error != NULL) {
        *error = crew->error;
        di_message_copy(&error->message, &crew->error.message);
    }
    return crew->status;
}

enum di_status di_experiment_run(const struct di_model *model,
                                 const struct di_warm_start *start,
                                 const struct di_experiment_options *options,
                                 struct di_replication_set **set_out, struct di_error *error)
{
    assert(!options->is_auto ||
           (options->headline_count >= 1 && options->headline_count <= DI_HEADLINES_MAX &&
            options->headline != NULL));
    assert(options->take != NULL || (options->numbers == NULL && options->failed == NULL));
    const uint32_t most =
        options->is_auto ? (uint32_t)options->precision.highest_count : options->replications;
    enum di_status status = check(model, options, most, error);
    if (status != DI_OK)
        return status;
    struct di_replication_set *set = calloc(1, sizeof *set);
    if (set == NULL)
        return di_fail_memory(error);
    set->requested = most;
    set->seed = options->seed;
    uint32_t threads = options->threads == 0 ? 1 : options->threads;
    threads = threads < most ? threads : most;
    threads = threads < DI_THREADS_MAX ? threads : DI_THREADS_MAX;
    struct crew crew = {.model = model,
                        .start = start,
                        .options = options,
                        .set = set,
                        .target = most,
                        .abandoned = UINT32_MAX};
    status = run_crew(&crew, threads, most, error);
    for (uint32_t i = 0; crew.care != NULL && i < threads; i++)
        di_care_destroy(crew.care[i]);
    free(crew.care);
    di_lock_destroy(crew.lock);
    if (status != DI_OK) {
        di_replication_set_destroy(set);
        return status;
    }
    set->count = crew.done < crew.abandoned ? crew.done : crew.abandoned;
    if (options->is_auto && !set->is_interrupted)
        set->requested = crew.done; /* the rest was never needed */
    *set_out = set;
    return DI_OK;
}
