/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a scenario file to results: loads, prepares the start, runs the replications with a
 * progress bar and Ctrl-C, makes the results. An interrupted run keeps what is complete.
 */
#include "simulation.h"

#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/platform.h"
#include "di/wall_clock.h"
#include "di/warm_start.h"

#include "error_report.h"
#include "expectation.h"
#include "input_draws.h"
#include "interrupt.h"
#include "output_folder.h"
#include "set_overrides.h"

struct watch {
    struct di_progress_bar bar;
};

/* What one run is made from. */
struct plan {
    const struct di_simulation_settings *settings;
    const struct di_set_overrides *sets;
    const char *path; /* of the scenario */
    const struct di_scenario *scenario;
    struct di_input_draws draws;
    char draws_sha256[65];       /* of --draws-from; "" if there is none */
    struct di_diagnostics found; /* in that file */
    struct di_inputs_drawn inputs;
    struct di_experiment_options options;
};

static void show_progress(void *context, uint32_t done, uint32_t total)
{
    di_progress_bar_update(&((struct watch *)context)->bar, done, total);
}

/* Headline outputs of the precision rule: children at the end of the horizon, in residential
 * care and in formal care. */
static double headline(void *context, const struct di_result *result, uint32_t output)
{
    const struct di_model *model = context;
    const struct di_result_dims *dims = &result->dims;
    const uint32_t cells = dims->full_splits ? dims->cells - dims->cells / dims->age_bands : 1;
    double sum = 0.0;
    for (uint32_t setting = 0; setting < dims->settings; setting++) {
        const struct di_setting *s = &model->settings[setting];
        if (output == 0 ? !di_setting_is_residential(s) : !di_kind_is_formal_care(s->kind))
            continue;
        for (uint32_t region = 0; region < dims->regions; region++)
            for (uint32_t cell = 0; cell < cells; cell++)
                sum += result->stock[di_result_stock_index(dims, dims->quarters - 1, region,
                                                           setting, cell)];
    }
    return sum;
}

static enum di_exit load(const struct di_cli *cli, const struct di_set_overrides *sets,
                         const char *path, struct di_simulation *simulation,
                         struct di_scenario **scenario_out)
{
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load(path, sets->items, sets->count, &list, scenario_out, &error);
    const enum di_exit code =
        di_warning_list_report(&simulation->warnings, cli, status, &list, &error);
    di_diagnostics_finish(&list);
    return code;
}

static void set_options(const struct di_simulation_settings *settings, struct di_model *model,
                        struct watch *watch, struct di_experiment_options *options)
{
    di_experiment_options_defaults(options);
    options->memory_limit_bytes = di_experiment_memory_limit(di_platform_machine_bytes());
    options->is_auto = settings->replications == 0;
    if (!options->is_auto)
        options->replications = (uint32_t)settings->replications;
    if (settings->precision > 0) /* else the rule's own */
        options->precision.relative = settings->precision;
    options->headline_count = 2;
    options->headline = headline;
    options->headline_context = model;
    options->seed = settings->seed;
    options->threads =
        settings->threads == 0 ? di_platform_processor_count() : (uint32_t)settings->threads;
    options->full_splits = strcmp(settings->splits, "full") == 0;
    options->progress = show_progress;
    options->is_cancelled = di_interrupt_cancels;
    options->context = watch;
}

struct di_input_file *di_simulation_input_files(const struct di_scenario *scenario)
{
    struct di_input_file *files = calloc(scenario->file_count + 2, sizeof *files);
    for (size_t i = 0; files != NULL && i < scenario->file_count; i++)
        files[i] = (struct di_input_file){scenario->files[i].path, scenario->files[i].sha256};
    return files;
}

/* What is known of a run beside its numbers. */
static struct di_run_record record_of(const struct di_simulation_settings *settings,
                                      const struct di_scenario *scenario,
                                      const struct di_simulation *simulation)
{
    return (struct di_run_record){
        .model = scenario->model,
        .is_traced = settings->is_traced,
        .no_workbook = settings->no_workbook,
        .suppress_below = (uint32_t)settings->suppress,
        .program_version = HOMEWARD_VERSION,
        .method = "simulation",
        .resolved = scenario->resolved,
        .scenario_sha256 = scenario->sha256,
        .file_count = scenario->file_count,
        .threads = settings->threads == 0 ? di_platform_processor_count()
                                          : (uint32_t)settings->threads,
        .wall_seconds = simulation->seconds,
        .warning_count = simulation->warnings.count,
        .warnings = simulation->warnings.items,
    };
}

static enum di_exit make_results(const struct di_cli *cli, const struct plan *plan,
                                 const struct di_warm_start *start,
                                 const struct di_replication_set *set, const char *folder,
                                 struct di_simulation *simulation)
{
    struct di_input_file *files = di_simulation_input_files(plan->scenario);
    struct di_error error;
    di_error_clear(&error);
    enum di_status status = files == NULL ? di_fail_memory(&error) : DI_OK;
    struct di_run_record record = record_of(plan->settings, plan->scenario, simulation);
    record.set = set;
    record.start = start;
    record.experiment = &plan->options;
    record.uncertain_inputs = plan->draws.uncertainty.count;
    record.inputs_drawn = plan->inputs;
    record.files = files;
    if (status == DI_OK && plan->draws_sha256[0] != '\0')
        files[record.file_count++] =
            (struct di_input_file){plan->settings->draws_from, plan->draws_sha256};
    if (status == DI_OK)
        status = di_results_make(&record, folder, plan->settings->is_forced,
                                 &simulation->results, &error);
    free(files);
    return di_error_report_failed(cli, status, &error);
}

/* The draws of a file, from the first one again when they are used up. */
static enum di_status read_draws(struct plan *plan, size_t wanted, struct di_error *error)
{
    struct di_input_draws *draws = &plan->draws;
    const size_t inputs = draws->uncertainty.count;
    const enum di_status status = di_input_draws_read(draws, plan->settings->draws_from,
                                                      &plan->found, plan->draws_sha256, error);
    if (status != DI_OK)
        return status;
    double *values = calloc(wanted * inputs + 1, sizeof *values);
    if (values == NULL)
        return di_fail_memory(error);
    for (size_t row = 0; row < wanted; row++)
        memcpy(&values[row * inputs], &draws->values[row % draws->rows * inputs],
               inputs * sizeof *values);
    free(draws->values);
    draws->values = values;
    draws->rows = wanted;
    return DI_OK;
}

static uint32_t most_runs(const struct di_experiment_options *options)
{
    return options->is_auto ? (uint32_t)options->precision.highest_count
                            : options->replications;
}

/* What the command line says, or the results that these are to be pairs of. */
static void settle_inputs(struct plan *plan)
{
    const struct di_simulation_settings *settings = plan->settings;
    const struct di_inputs_drawn *pairs = &settings->pairs;
    const bool is_fixed = strcmp(settings->inputs, "fixed") == 0 ||
                          (!settings->is_given.inputs && pairs->from == DI_INPUTS_FIXED);
    if (settings->draws_from != NULL)
        plan->inputs = (struct di_inputs_drawn){DI_INPUTS_FILE, 0, plan->draws_sha256};
    else if (is_fixed)
        plan->inputs.from = DI_INPUTS_FIXED;
    else if (pairs->from == DI_INPUTS_DISTRIBUTIONS)
        plan->inputs = *pairs;
    else
        plan->inputs =
            (struct di_inputs_drawn){DI_INPUTS_DISTRIBUTIONS, most_runs(&plan->options), NULL};
}

static enum di_status take_draws(struct plan *plan, struct di_error *error)
{
    const struct di_experiment_options *options = &plan->options;
    enum di_status status = DI_OK;
    if (plan->inputs.from == DI_INPUTS_FIXED)
        di_input_draws_finish(&plan->draws);
    else if (plan->inputs.from == DI_INPUTS_FILE)
        status = read_draws(plan, most_runs(options), error);
    if (status == DI_OK && !di_inputs_are_alike(&plan->inputs, &plan->settings->pairs))
        return di_fail(
            error, DI_ERR_INCONSISTENT, plan->path,
            DI_N_("The results to compare with have the values of their uncertain inputs "
                  "from elsewhere, so these would be no pairs: give the --inputs or "
                  "--draws-from that they were simulated with, or run them anew."),
            NULL, 0);
    if (status == DI_OK && plan->inputs.from == DI_INPUTS_DISTRIBUTIONS)
        status = di_input_draws_sample(&plan->draws, options->seed, plan->inputs.draws, error);
    return status;
}

/* Uncertain inputs are drawn together with chance, one draw a replication. */
static enum di_status plan_draws(struct plan *plan, struct di_error *error)
{
    struct di_input_draws *draws = &plan->draws;
    const enum di_status status =
        di_uncertainty_read(plan->scenario->resolved, &draws->uncertainty, error);
    if (status == DI_OK && draws->uncertainty.count == 0 && plan->settings->draws_from != NULL)
        return di_input_draws_fail(plan->path, error);
    if (status != DI_OK || draws->uncertainty.count == 0)
        return status;
    settle_inputs(plan);
    if (plan->inputs.from == DI_INPUTS_FIXED)
        return take_draws(plan, error);
    draws->per_row = 1;
    draws->drawn =
        di_input_draws_source(plan->path, plan->sets, &draws->uncertainty, plan->scenario);
    plan->options.draw = di_input_draws_make;
    plan->options.drop = di_input_draws_drop;
    plan->options.draw_context = draws;
    return take_draws(plan, error);
}

static enum di_exit find_draws(const struct di_cli *cli, struct plan *plan,
                               struct di_simulation *simulation)
{
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&plan->found);
    const enum di_status status = plan_draws(plan, &error);
    const enum di_exit code =
        di_warning_list_report(&simulation->warnings, cli, status, &plan->found, &error);
    di_diagnostics_finish(&plan->found);
    return code;
}

/* Expected numbers: printed, and with a folder written as results are. */
static enum di_exit expect(const struct di_cli *cli, const struct plan *plan,
                           const struct di_warm_start *start, const char *folder,
                           struct di_simulation *simulation)
{
    struct di_cohort *cohort = NULL;
    struct di_results *results = NULL;
    struct di_error error;
    di_error_clear(&error);
    simulation->is_expectation = true;
    const double began = di_wall_clock_seconds();
    enum di_exit code =
        di_expectation_run(cli, plan->path, plan->scenario->model, start, &cohort);
    simulation->seconds = di_wall_clock_seconds() - began;
    if (code == DI_EXIT_DONE && folder != NULL) {
        struct di_input_file *files = di_simulation_input_files(plan->scenario);
        struct di_run_record record = record_of(plan->settings, plan->scenario, simulation);
        record.expected = cohort;
        record.method = "cohort";
        record.files = files;
        const enum di_status status =
            files == NULL
                ? di_fail_memory(&error)
                : di_results_make(&record, folder, plan->settings->is_forced, &results, &error);
        code = di_error_report_failed(cli, status, &error);
        free(files);
    }
    if (code == DI_EXIT_DONE)
        di_expectation_print(cli, plan->scenario->model, cohort, folder);
    di_results_destroy(results);
    di_cohort_destroy(cohort);
    return code;
}

static enum di_exit simulate(const struct di_cli *cli, struct plan *plan, const char *folder,
                             struct di_simulation *simulation)
{
    const struct di_simulation_settings *settings = plan->settings;
    const struct di_scenario *scenario = plan->scenario;
    struct di_warm_start *start = NULL;
    struct di_replication_set *set = NULL;
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    enum di_status status = di_scenario_start(scenario, &list, &start, &error);
    enum di_exit code =
        di_warning_list_report(&simulation->warnings, cli, status, &list, &error);
    di_diagnostics_finish(&list);
    if (code != DI_EXIT_DONE) {
        di_warm_start_destroy(start);
        return code;
    }
    if (strcmp(settings->method, "cohort") == 0) {
        code = expect(cli, plan, start, folder, simulation);
        di_warm_start_destroy(start);
        return code;
    }
    struct watch watch;
    set_options(settings, scenario->model, &watch, &plan->options);
    code = find_draws(cli, plan, simulation);
    if (code != DI_EXIT_DONE) {
        di_warm_start_destroy(start);
        di_input_draws_finish(&plan->draws);
        return code;
    }
    di_progress_bar_begin(&watch.bar, &cli->catalogue, _("replications"), cli->progress,
                          cli->is_quiet);
    const double began = di_wall_clock_seconds();
    status = di_experiment_run(scenario->model, start, &plan->options, &set, &error);
    di_progress_bar_end(&watch.bar);
    simulation->seconds = di_wall_clock_seconds() - began;
    if (status != DI_OK) {
        code = di_error_report(cli, &error);
    } else {
        simulation->is_interrupted = set->is_interrupted;
        simulation->is_auto = plan->options.is_auto;
        simulation->is_precise = set->is_precise;
        simulation->requested = set->requested;
        simulation->events = set->events;
        if (set->count > 0)
            code = make_results(cli, plan, start, set, folder, simulation);
    }
    di_replication_set_destroy(set);
    di_warm_start_destroy(start);
    di_input_draws_finish(&plan->draws);
    return code;
}

/* Before the work, so that nobody waits for a run whose results have no place. */
static enum di_exit prepare_folder(const struct di_cli *cli, const char *folder, bool is_forced)
{
    struct di_error error;
    di_error_clear(&error);
    const enum di_exit code = di_output_folder_open(cli, folder);
    if (code != DI_EXIT_DONE)
        return code;
    return di_results_check_folder(folder, is_forced, &error) == DI_OK
               ? DI_EXIT_DONE
               : di_error_report(cli, &error);
}

enum di_exit di_simulation_run(const struct di_cli *cli,
                               const struct di_simulation_settings *settings, const char *path,
                               const char *folder, struct di_simulation *simulation_out)
{
    memset(simulation_out, 0, sizeof *simulation_out);
    struct di_scenario *scenario = NULL;
    struct di_set_overrides sets;
    const bool is_new = folder != NULL && di_output_folder_is_new(folder);
    enum di_exit code = di_set_overrides_open(cli, &settings->sets, "run", &sets);
    if (code == DI_EXIT_DONE)
        code = load(cli, &sets, path, simulation_out, &scenario);
    if (code == DI_EXIT_DONE && folder != NULL)
        code = prepare_folder(cli, folder, settings->is_forced);
    struct plan plan = {
        .settings = settings, .sets = &sets, .path = path, .scenario = scenario};
    if (code == DI_EXIT_DONE)
        code = simulate(cli, &plan, folder, simulation_out);
    if (folder != NULL && simulation_out->results == NULL)
        di_output_folder_abandon(folder, is_new);
    di_set_overrides_finish(&sets);
    di_scenario_destroy(scenario);
    if (code != DI_EXIT_DONE)
        di_simulation_finish(simulation_out);
    return code;
}

void di_simulation_finish(struct di_simulation *simulation)
{
    di_results_destroy(simulation->results);
    di_warning_list_finish(&simulation->warnings);
    *simulation = (struct di_simulation){0};
}
