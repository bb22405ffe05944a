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
    /* of the study's first scenario, if it is complete; one of the two, by study->draws */
    struct di_results *base;
    struct di_draw_table *base_spread;
    /* once two scenarios are compared; one of the two */
    struct di_comparison_files *differences;
    struct di_draw_comparison *spread_differences;
    size_t *written; /* scenarios, in order */
    size_t count;
};

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
        return di_error_report_failed(cli, di_fail_memory(&error), &error);
    *is_new_out = di_output_folder_is_new(folder);
    enum di_exit code = di_output_folder_open(cli, folder);
    if (code == DI_EXIT_DONE)
        code = di_error_report_failed(cli, check_folder(batch, output, folder, &error), &error);
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
        code = di_error_report_failed(
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
        .inputs_drawn = from->inputs,
        .suppress_below = writing->output->suppress_below,
        .program_version = HOMEWARD_VERSION,
        .method = "simulation",
        .resolved = from->scenario->resolved,
        .scenario_sha256 = from->scenario->sha256,
        .file_count = from->scenario->file_count,
        .threads = writing->output->threads,
        .wall_seconds = di_wall_clock_seconds() - writing->began,
        .warning_count = from->warnings.count,
        .warnings = from->warnings.items,
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

/* ---- compared ---- */

/* Against the first scenario of the study, never against another that happens to be complete.
 * Periods must match; a study may hold scenarios of other years, which are not compared. */
static bool is_compared(const struct di_cli *cli, const struct writing *writing,
                        size_t scenario)
{
    const struct di_model *base = writing->batch->scenarios[0].scenario->model;
    const struct di_model *model = writing->batch->scenarios[scenario].scenario->model;
    if (scenario == 0 || (writing->base == NULL && writing->base_spread == NULL))
        return false;
    const bool is_paired = model->start_civil_day == base->start_civil_day;
    if (!is_paired && !cli->is_quiet && !cli->is_json)
        DI_SAY(cli, stderr, N_("'%1' starts on %2 and '%3' on %4: they are not compared."),
               di_text_arg(base->id), di_date_arg(base->start_civil_day),
               di_text_arg(model->id), di_date_arg(model->start_civil_day));
    return is_paired;
}

static enum di_status compare_results(struct writing *writing, const struct di_results *changed,
                                      struct di_error *error)
{
    struct di_comparison comparison = {0};
    enum di_status status = di_comparison_init(writing->base, changed, &comparison, error);
    if (status == DI_OK && writing->differences == NULL)
        status =
            di_comparison_files_open(writing->output->folder, &writing->differences, error);
    if (status == DI_OK)
        status = di_comparison_files_add(writing->differences, &comparison, error);
    di_comparison_finish(&comparison);
    return status;
}

static enum di_status compare_spread(struct writing *writing,
                                     const struct di_draw_table *changed,
                                     struct di_error *error)
{
    enum di_status status = DI_OK;
    if (writing->spread_differences == NULL)
        status = di_draw_comparison_open(writing->output->folder, writing->batch->study->draws,
                                         &writing->spread_differences, error);
    return status == DI_OK ? di_draw_comparison_add(writing->spread_differences,
                                                    writing->base_spread, changed, error)
                           : status;
}

static enum di_status close_comparison(struct writing *writing, struct di_error *error)
{
    enum di_status status = DI_OK;
    if (writing->differences != NULL)
        status = di_comparison_files_close(writing->differences, error);
    if (writing->spread_differences != NULL && status == DI_OK)
        status = di_draw_comparison_close(writing->spread_differences, error);
    return status;
}

/* ---- all: no more than the base and one other are in memory ---- */

static enum di_status write_replications(const struct di_cli *cli, struct writing *writing,
                                         size_t scenario, const char *folder,
                                         struct di_error *error)
{
    struct di_results *results = NULL;
    enum di_status status = make_results(writing, scenario, 0, folder, &results, error);
    if (status == DI_OK && scenario == 0) {
        writing->base = results;
        return DI_OK;
    }
    if (status == DI_OK && is_compared(cli, writing, scenario))
        status = compare_results(writing, results, error);
    di_results_destroy(results);
    return status;
}

static enum di_status write_draws(const struct di_cli *cli, struct writing *writing,
                                  size_t scenario, const char *folder, struct di_error *error)
{
    struct di_draw_table *spread = NULL;
    enum di_status status = make_spread(writing, scenario, folder, &spread, error);
    if (status == DI_OK && scenario == 0) {
        writing->base_spread = spread;
        return DI_OK;
    }
    if (status == DI_OK && is_compared(cli, writing, scenario))
        status = compare_spread(writing, spread, error);
    di_draw_table_destroy(spread);
    return status;
}

static enum di_status write_scenario(const struct di_cli *cli, struct writing *writing,
                                     size_t scenario, struct di_error *error)
{
    char *folder = folder_of(writing->batch, writing->output, scenario);
    if (folder == NULL)
        return di_fail_memory(error);
    const enum di_status status =
        writing->batch->study->draws > 0
            ? write_draws(cli, writing, scenario, folder, error)
            : write_replications(cli, writing, scenario, folder, error);
    free(folder);
    writing->written[writing->count] = scenario;
    writing->count += status == DI_OK;
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
            status = write_scenario(cli, writing, i, &error);
    }
    if (status == DI_OK)
        status = close_comparison(writing, &error);
    if (status == DI_OK)
        di_earlier_results_say(cli, writing->output->folder, is_current, writing,
                               N_("'%1' holds tables of an earlier study; those of this one do "
                                  "not go with them."));
    return di_error_report_failed(cli, status, &error);
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
    writing.written = calloc(count, sizeof *writing.written);
    const enum di_exit code = writing.written == NULL
                                  ? di_error_report_failed(cli, di_fail_memory(&error), &error)
                                  : write_all(cli, &writing, is_complete);
    *written_out = writing.count;
    di_comparison_files_destroy(writing.differences);
    di_draw_comparison_destroy(writing.spread_differences);
    di_results_destroy(writing.base);
    di_draw_table_destroy(writing.base_spread);
    free(writing.written);
    return code;
}
