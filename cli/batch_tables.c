/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counts come from the database alone, in the order of units: so a study that was stopped, cut
 * into parts or run on any number of threads has the tables of one that was not. Without draws
 * they are those of `run`; with draws one draw is in memory at a time.
 */
#include "batch_tables.h"

#include <stdlib.h>
#include <string.h>

#include "di/comparison.h"
#include "di/draw_table.h"
#include "di/path.h"
#include "di/results.h"
#include "di/wall_clock.h"

#include "earlier_results.h"
#include "error_report.h"
#include "interrupt.h"
#include "output_folder.h"
#include "simulation.h"

struct writing {
    const struct di_batch_study *batch;
    struct di_results_database *database;
    const struct di_batch_output *output;
    double began;
    /* [scenarios] of those written, in order; one of the two, by study->draws */
    struct di_results **results;
    struct di_draw_table **spreads;
    size_t *written; /* which they are */
    size_t count;
};

static enum di_exit fail(const struct di_cli *cli, enum di_status status,
                         const struct di_error *error)
{
    return status == DI_OK ? DI_EXIT_DONE : di_error_report(cli, error);
}

static char *folder_of(const struct di_batch_study *batch, const struct di_batch_output *output,
                       size_t scenario)
{
    return di_path_join(output->folder, batch->named[scenario].id);
}

/* ---- places ---- */

/* May it take the tables of the scenario? Tables of draws and of replications do not mix. */
static enum di_status check_folder(const struct di_batch_study *batch,
                                   const struct di_batch_output *output, const char *folder,
                                   struct di_error *error)
{
    if (batch->study->draws > 0)
        return di_draw_table_check_folder(folder, output->is_forced, error);
    const enum di_status status = di_results_check_folder(folder, output->is_forced, error);
    return status == DI_OK ? di_draw_table_check_none(folder, error) : status;
}

static enum di_exit check_scenario(const struct di_cli *cli, const struct di_batch_study *batch,
                                   const struct di_batch_output *output, size_t scenario,
                                   bool *is_new_out)
{
    struct di_error error;
    di_error_clear(&error);
    char *folder = folder_of(batch, output, scenario);
    if (folder == NULL)
        return fail(cli, di_fail_memory(&error), &error);
    *is_new_out = di_output_folder_is_new(folder);
    enum di_exit code = di_output_folder_open(cli, folder);
    if (code == DI_EXIT_DONE)
        code = fail(cli, check_folder(batch, output, folder, &error), &error);
    free(folder);
    return code;
}

enum di_exit di_batch_tables_check(const struct di_cli *cli, const struct di_batch_study *batch,
                                   const struct di_batch_output *output, bool *is_new_out)
{
    struct di_error error;
    di_error_clear(&error);
    is_new_out[batch->study->scenario_count] = di_output_folder_is_new(output->folder);
    enum di_exit code = di_output_folder_open(cli, output->folder);
    if (code == DI_EXIT_DONE)
        code = fail(
            cli,
            batch->study->draws > 0
                ? di_draw_comparison_check_folder(output->folder, output->is_forced, &error)
                : di_comparison_check_folder(output->folder, output->is_forced, &error),
            &error);
    for (size_t i = 0; code == DI_EXIT_DONE && i < batch->study->scenario_count; i++)
        code = check_scenario(cli, batch, output, i, &is_new_out[i]);
    return code;
}

void di_batch_tables_abandon(const struct di_batch_study *batch,
                             const struct di_batch_output *output, const bool *is_new)
{
    const size_t count = batch->study->scenario_count;
    for (size_t i = 0; i < count; i++) {
        char *folder = folder_of(batch, output, i);
        if (folder != NULL)
            di_output_folder_abandon(folder, is_new[i]);
        free(folder);
    }
    di_output_folder_abandon(output->folder, is_new[count]);
}

/* ---- counts ---- */

static void free_set(struct di_replication_set *set)
{
    for (uint32_t i = 0; set->results != NULL && i < set->requested; i++)
        di_result_destroy(set->results[i]);
    free(set->results);
    *set = (struct di_replication_set){0};
}

/* The replications of one draw, or all where there are no draws. */
static enum di_status get_set(const struct writing *writing, size_t scenario, uint32_t draw,
                              struct di_replication_set *set, struct di_error *error)
{
    const struct di_study *study = writing->batch->study;
    const struct di_model *model = writing->batch->scenarios[scenario].scenario->model;
    const uint32_t count = study->replications;
    *set = (struct di_replication_set){
        .count = count, .requested = count, .seed = study->seed, .is_precise = false};
    set->results = calloc(count, sizeof(struct di_result *));
    if (set->results == NULL)
        return di_fail_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const enum di_status status = di_results_database_get(
            writing->database, scenario, draw * count + i, model, &set->results[i], error);
        if (status != DI_OK)
            return status;
        set->events += set->results[i]->events;
    }
    return DI_OK;
}

static struct di_run_record record_of(const struct writing *writing, size_t scenario,
                                      const struct di_replication_set *set)
{
    const struct di_batch_scenario *from = &writing->batch->scenarios[scenario];
    return (struct di_run_record){
        .model = from->scenario->model,
        .set = set,
        .start = from->start,
        .no_workbook = writing->output->no_workbook,
        .uncertain_inputs = from->draws.uncertainty.count,
        .suppress_below = writing->output->suppress_below,
        .program_version = HOMEWARD_VERSION,
        .method = "simulation",
        .resolved = from->scenario->resolved,
        .scenario_sha256 = from->scenario->sha256,
        .file_count = from->scenario->file_count,
        .threads = writing->output->threads,
        .wall_seconds = di_wall_clock_seconds() - writing->began,
        .warning_count = from->warnings.count,
        .warnings = di_warning_list_texts(&from->warnings),
    };
}

/* `folder` NULL: nothing is written. */
static enum di_status make_results(const struct writing *writing, size_t scenario,
                                   uint32_t draw, const char *folder,
                                   struct di_results **results_out, struct di_error *error)
{
    struct di_replication_set set;
    struct di_input_file *files =
        di_simulation_input_files(writing->batch->scenarios[scenario].scenario);
    enum di_status status = files == NULL ? di_fail_memory(error) : DI_OK;
    struct di_experiment_options options;
    di_experiment_options_defaults(&options);
    options.replications = writing->batch->study->replications;
    options.seed = writing->batch->study->seed;
    if (status != DI_OK)
        return status;
    status = get_set(writing, scenario, draw, &set, error);
    if (status == DI_OK) {
        struct di_run_record record = record_of(writing, scenario, &set);
        record.files = files;
        record.experiment = &options;
        status =
            di_results_make(&record, folder, writing->output->is_forced, results_out, error);
    }
    free_set(&set);
    free(files);
    return status;
}

/* ---- draws ---- */

static enum di_status write_spread(const struct writing *writing, size_t scenario,
                                   const struct di_draw_table *table, const char *folder,
                                   struct di_error *error)
{
    const struct di_input_draws *draws = &writing->batch->scenarios[scenario].draws;
    const size_t count = draws->uncertainty.count;
    struct di_drawn_input *inputs = calloc(count + 1, sizeof *inputs);
    if (inputs == NULL)
        return di_fail_memory(error);
    for (size_t j = 0; j < count; j++)
        inputs[j] = (struct di_drawn_input){draws->uncertainty.inputs[j].pointer,
                                            draws->values + j, count};
    const enum di_status status = di_draw_table_write(table, inputs, count, folder, error);
    free(inputs);
    return status;
}

static enum di_status make_spread(const struct writing *writing, size_t scenario,
                                  const char *folder, struct di_draw_table **table_out,
                                  struct di_error *error)
{
    const struct di_study *study = writing->batch->study;
    struct di_draw_table *table = NULL;
    enum di_status status = di_draw_table_create(study->draws, study->replications, &table);
    if (status != DI_OK)
        return di_fail_memory(error);
    for (uint32_t d = 0; d < study->draws && status == DI_OK; d++) {
        struct di_results *results = NULL;
        status = make_results(writing, scenario, d, NULL, &results, error);
        if (status == DI_OK)
            status = di_draw_table_add(table, results, error);
    }
    if (status == DI_OK)
        status = write_spread(writing, scenario, table, folder, error);
    if (status != DI_OK) {
        di_draw_table_destroy(table);
        return status;
    }
    *table_out = table;
    return DI_OK;
}

/* ---- all ---- */

static enum di_status write_scenario(struct writing *writing, size_t scenario,
                                     struct di_error *error)
{
    char *folder = folder_of(writing->batch, writing->output, scenario);
    if (folder == NULL)
        return di_fail_memory(error);
    const size_t at = writing->count;
    const enum di_status status =
        writing->batch->study->draws > 0
            ? make_spread(writing, scenario, folder, &writing->spreads[at], error)
            : make_results(writing, scenario, 0, folder, &writing->results[at], error);
    free(folder);
    writing->written[at] = scenario;
    writing->count += status == DI_OK;
    return status;
}

static enum di_status compare_results(const struct writing *writing, const bool *is_paired,
                                      struct di_error *error)
{
    struct di_comparison *comparisons = calloc(writing->count, sizeof *comparisons);
    enum di_status status = comparisons == NULL ? di_fail_memory(error) : DI_OK;
    size_t count = 0;
    for (size_t i = 1; i < writing->count && status == DI_OK; i++)
        if (is_paired[i])
            status = di_comparison_init(writing->results[0], writing->results[i],
                                        &comparisons[count++], error);
    if (status == DI_OK && count > 0)
        status = di_comparison_write(comparisons, count, writing->output->folder, error);
    for (size_t i = 0; comparisons != NULL && i < writing->count; i++)
        di_comparison_finish(&comparisons[i]);
    free(comparisons);
    return status;
}

static enum di_status compare_spreads(const struct writing *writing, const bool *is_paired,
                                      struct di_error *error)
{
    const struct di_results **means = calloc(writing->count, sizeof *means);
    size_t count = 0;
    if (means == NULL)
        return di_fail_memory(error);
    for (size_t i = 0; i < writing->count; i++)
        if (i == 0 || is_paired[i])
            means[count++] = di_draw_table_means(writing->spreads[i]);
    const enum di_status status =
        count < 2 ? DI_OK
                  : di_draw_comparison_write(means, count, writing->output->folder, error);
    free(means);
    return status;
}

/* Periods must match; a study may hold scenarios of other years, which are not compared. */
static void find_pairs(const struct di_cli *cli, const struct writing *writing, bool *is_paired)
{
    const struct di_model *base = writing->batch->scenarios[0].scenario->model;
    for (size_t i = 1; i < writing->count; i++) {
        const struct di_model *model =
            writing->batch->scenarios[writing->written[i]].scenario->model;
        is_paired[i] = model->start_civil_day == base->start_civil_day;
        if (!is_paired[i] && !cli->is_quiet && !cli->is_json)
            DI_SAY(cli, stderr, N_("'%1' starts on %2 and '%3' on %4: they are not compared."),
                   di_text_arg(base->id), di_date_arg(base->start_civil_day),
                   di_text_arg(model->id), di_date_arg(model->start_civil_day));
    }
}

/* Against the first scenario of the study, never against another that happens to be complete.
 */
static enum di_status compare(const struct di_cli *cli, const struct writing *writing,
                              bool has_base, struct di_error *error)
{
    if (!has_base || writing->count < 2)
        return DI_OK;
    bool *is_paired = calloc(writing->count, sizeof *is_paired);
    if (is_paired == NULL)
        return di_fail_memory(error);
    find_pairs(cli, writing, is_paired);
    const enum di_status status = writing->batch->study->draws > 0
                                      ? compare_spreads(writing, is_paired, error)
                                      : compare_results(writing, is_paired, error);
    free(is_paired);
    return status;
}

/* Was the folder written just now? */
static bool is_current(void *context, const char *path, const char *name)
{
    const struct writing *writing = context;
    bool found = false;
    (void)path;
    for (size_t i = 0; i < writing->count; i++)
        found = found || strcmp(writing->batch->named[writing->written[i]].id, name) == 0;
    return found;
}

/* Differences go first: without their scenarios they would speak of other numbers. */
static enum di_exit write_all(const struct di_cli *cli, struct writing *writing,
                              const bool *is_complete)
{
    struct di_error error;
    di_error_clear(&error);
    di_comparison_remove(writing->output->folder);
    di_draw_comparison_remove(writing->output->folder);
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < writing->batch->study->scenario_count; i++) {
        if (di_interrupt_requested())
            return DI_EXIT_INTERRUPTED;
        if (is_complete[i])
            status = write_scenario(writing, i, &error);
    }
    if (status == DI_OK)
        status = compare(cli, writing, is_complete[0], &error);
    if (status == DI_OK)
        di_earlier_results_say(cli, writing->output->folder, is_current, writing,
                               N_("'%1' holds tables of an earlier study; those of this one do "
                                  "not go with them."));
    return fail(cli, status, &error);
}

enum di_exit di_batch_tables_write(const struct di_cli *cli, const struct di_batch_study *batch,
                                   struct di_results_database *database,
                                   const struct di_batch_output *output,
                                   const bool *is_complete, size_t *written_out)
{
    const size_t count = batch->study->scenario_count;
    struct di_error error;
    di_error_clear(&error);
    struct writing writing = {.batch = batch,
                              .database = database,
                              .output = output,
                              .began = di_wall_clock_seconds()};
    writing.results = calloc(count, sizeof(struct di_results *));
    writing.spreads = calloc(count, sizeof(struct di_draw_table *));
    writing.written = calloc(count, sizeof *writing.written);
    enum di_exit code = DI_EXIT_DONE;
    if (writing.results == NULL || writing.spreads == NULL || writing.written == NULL)
        code = fail(cli, di_fail_memory(&error), &error);
    else
        code = write_all(cli, &writing, is_complete);
    *written_out = writing.count;
    for (size_t i = 0; i < writing.count; i++) {
        di_results_destroy(writing.results[i]);
        di_draw_table_destroy(writing.spreads[i]);
    }
    free(writing.results);
    free(writing.spreads);
    free(writing.written);
    return code;
}
