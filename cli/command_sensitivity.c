/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward sensitivity: which uncertain inputs move the result. Three studies one after the
 * other, each stated with its number of runs before it begins; all points share the luck of
 * their replications.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"
#include "di/results.h"
#include "di/sensitivity.h"
#include "di/statistics.h"
#include "di/warm_start.h"

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "expectation.h"
#include "input_draws.h"
#include "interrupt.h"
#include "outcome.h"
#include "output_folder.h"
#include "sensitivity_files.h"
#include "set_overrides.h"
#include "text_table.h"

struct sensitivity_settings {
    uint64_t draws, points, replications, seed, threads, suppress;
    struct di_option_list sets;
    const char *out, *method, *draws_from;
    bool is_forced, has_replications, has_draws, has_points;
};

#define OPTION_AT(member) offsetof(struct sensitivity_settings, member)

enum { DRAWS_MIN = 20 }; /* fewer give no 5% point, and rank correlations of chance alone */

static const struct di_command_option options[] = {
    {.name = "replications",
     .kind = DI_OPTION_INTEGER,
     .argument = "R",
     .help = N_("replications of every point; with 2 and more chance is taken off the spread"),
     .default_value = "2",
     .minimum = 1,
     .maximum = 1000,
     .offset = OPTION_AT(replications),
     .given_offset = OPTION_AT(has_replications)},
    {.name = "precision",
     .kind = DI_OPTION_REFUSED,
     .help = N_("All points of a sensitivity analysis share the luck of the same replications: "
                "it takes --replications R, and neither auto nor --precision.")},
    {.name = "draws",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("draws of all inputs together"),
     .default_value = "100",
     .minimum = DRAWS_MIN,
     .maximum = 10000,
     .offset = OPTION_AT(draws),
     .given_offset = OPTION_AT(has_draws)},
    {.name = "draws-from",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("take the draws of a draws.csv, such as calibrate --abc keeps, not the inputs' "
                "own distributions"),
     .offset = OPTION_AT(draws_from)},
    {.name = "points",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help =
         N_("points of the global indices, which take N x (inputs + 2) evaluations; 0: none"),
     .default_value = "64",
     .maximum = 100000,
     .offset = OPTION_AT(points),
     .given_offset = OPTION_AT(has_points)},
    DI_OPTION_ROW_SEED(OPTION_AT(seed), 0),
    DI_OPTION_ROW_THREADS(OPTION_AT(threads)),
    DI_OPTION_ROW_SET(OPTION_AT(sets)),
    DI_OPTION_ROW_METHOD(OPTION_AT(method)),
    DI_OPTION_ROW_SUPPRESS(OPTION_AT(suppress)),
    DI_OPTION_ROW_OUT_FOLDER(OPTION_AT(out)),
    DI_OPTION_ROW_FORCE(OPTION_AT(is_forced)),
    {.name = "splits",
     .kind = DI_OPTION_REFUSED,
     .help = N_("A sensitivity analysis is of totals of the nation, which nothing divides: "
                "--splits is for 'run' and 'compare'.")},
    {.name = "trace",
     .kind = DI_OPTION_REFUSED,
     .help = N_("A sensitivity analysis keeps totals of its runs and no single child: --trace "
                "is for 'run' and 'compare'.")},
    {0},
};

struct study {
    const struct di_cli *cli;
    const struct sensitivity_settings *settings;
    struct di_set_overrides sets;
    struct di_scenario *scenario;
    struct di_warm_start *start;
    struct di_input_draws draws;
    double *taken;         /* --draws-from: [draw_count][inputs]; else NULL */
    size_t draw_count;     /* of all inputs together */
    char draws_sha256[65]; /* --draws-from; else "" */
    struct di_progress_bar bar;
    bool is_expected;            /* --method cohort: no chance */
    size_t replications;         /* of every point; 1 where there is no chance */
    bool has_new_folder;         /* made for this study */
    double *values[DI_OUTCOMES]; /* [points][replications] of the study being run */
};

static void show_progress(void *context, uint32_t done, uint32_t total)
{
    di_progress_bar_update(&((struct study *)context)->bar, done, total);
}

static void take(void *context, uint32_t number, const struct di_model *model,
                 const struct di_result *result)
{
    struct study *study = context;
    for (uint32_t outcome = 0; outcome < DI_OUTCOMES; outcome++)
        study->values[outcome][number] =
            di_outcome_value(model, result, (enum di_outcome)outcome);
}

static enum di_status expect(void *context, uint32_t number, const struct di_variant *variant,
                             struct di_error *error)
{
    struct study *study = context;
    struct di_cohort_options grid;
    struct di_cohort *cohort = NULL;
    di_cohort_options_defaults(&grid);
    const enum di_status status =
        di_cohort_run(variant->model, variant->start, &grid, &cohort, error);
    for (uint32_t outcome = 0; status == DI_OK && outcome < DI_OUTCOMES; outcome++)
        study->values[outcome][number] =
            di_outcome_expected(variant->model, cohort, (enum di_outcome)outcome);
    di_cohort_destroy(cohort);
    return status;
}

/* Evaluate the rows of `draws`; DI_EXIT_INTERRUPTED leaves no numbers. */
static enum di_exit evaluate(struct study *study, const char *what)
{
    const struct sensitivity_settings *settings = study->settings;
    const uint32_t runs = (uint32_t)(study->draws.rows * study->replications);
    struct di_experiment_options run;
    struct di_replication_set *set = NULL;
    struct di_error error;
    di_error_clear(&error);
    for (uint32_t i = 0; i < DI_OUTCOMES; i++) {
        free(study->values[i]);
        study->values[i] = calloc((size_t)runs + 1, sizeof *study->values[i]);
        if (study->values[i] == NULL) {
            (void)!di_fail_memory(&error);
            return di_error_report(study->cli, &error);
        }
    }
    di_experiment_options_defaults(&run);
    run.replications = runs;
    run.seed = settings->seed;
    run.threads =
        settings->threads == 0 ? di_platform_processor_count() : (uint32_t)settings->threads;
    run.draw = di_input_draws_make;
    run.drop = di_input_draws_drop;
    run.draw_context = &study->draws;
    run.take = take;
    run.take_context = study;
    run.evaluate = study->is_expected ? expect : NULL;
    run.progress = show_progress;
    run.is_cancelled = di_interrupt_cancels;
    run.context = study;
    if (!study->cli->is_quiet && !study->cli->is_json)
        DI_SAY(study->cli, stderr, N_("%1: %2 runs."), di_text_arg(what), di_integer_arg(runs));
    di_progress_bar_begin(&study->bar, &study->cli->catalogue, _("runs"), study->cli->progress,
                          study->cli->is_quiet);
    const enum di_status status =
        di_experiment_run(study->scenario->model, study->start, &run, &set, &error);
    di_progress_bar_end(&study->bar);
    const bool is_interrupted = status == DI_OK && set->is_interrupted;
    di_replication_set_destroy(set);
    if (status != DI_OK)
        return di_error_report(study->cli, &error);
    return is_interrupted ? DI_EXIT_INTERRUPTED : DI_EXIT_DONE;
}

/* ---- the three studies ---- */

/* 5% and 95% points: of the draws of the file, or of the inputs' distributions. */
static enum di_status find_ends(const struct study *study,
                                const struct di_sensitivity_tables *tables,
                                struct di_error *error)
{
    const struct di_uncertainty *uncertainty = &study->draws.uncertainty;
    double *sorted = calloc(study->draw_count + 1, sizeof *sorted);
    if (sorted == NULL)
        return di_fail_memory(error);
    for (size_t j = 0; j < uncertainty->count; j++) {
        const struct di_distribution *of = &uncertainty->inputs[j].distribution;
        for (size_t i = 0; study->taken != NULL && i < study->draw_count; i++)
            sorted[i] = study->taken[i * uncertainty->count + j];
        if (study->taken != NULL)
            di_statistics_sort(sorted, study->draw_count);
        const double shares[] = {DI_SENSITIVITY_LOW, DI_SENSITIVITY_HIGH};
        for (size_t k = 0; k < 2; k++)
            tables->ends[2 * j + k] =
                study->taken != NULL
                    ? di_statistics_quantile(sorted, study->draw_count, shares[k])
                    : di_distribution_quantile(of, shares[k]);
    }
    free(sorted);
    return DI_OK;
}

static enum di_exit run_tornado(struct study *study, struct di_sensitivity_tables *tables)
{
    struct di_uncertainty *uncertainty = &study->draws.uncertainty;
    const size_t inputs = uncertainty->count;
    free(study->draws.values);
    study->draws.rows = 1 + 2 * inputs;
    study->draws.values = calloc(study->draws.rows * inputs + 1, sizeof(double));
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status =
        study->draws.values == NULL ? di_fail_memory(&error) : find_ends(study, tables, &error);
    if (status != DI_OK)
        return di_error_report_failed(study->cli, status, &error);
    for (size_t row = 0; row < study->draws.rows; row++)
        for (size_t j = 0; j < inputs; j++) {
            const bool is_end = row == 1 + 2 * j || row == 2 + 2 * j;
            study->draws.values[row * inputs + j] =
                is_end ? tables->ends[row - 1] : uncertainty->inputs[j].value;
        }
    const enum di_exit code = evaluate(study, _("Each input low and high"));
    for (uint32_t o = 0; code == DI_EXIT_DONE && o < DI_OUTCOMES; o++)
        di_tornado_compute(study->values[o], inputs, study->replications, &tables->base[o],
                           tables->bars[o]);
    return code;
}

/* Those of the file, or a Latin hypercube over the distributions. */
static enum di_status make_draws(struct study *study, struct di_error *error)
{
    const size_t cells = study->draw_count * study->draws.uncertainty.count;
    if (study->taken == NULL)
        return di_input_draws_sample(&study->draws, study->settings->seed, study->draw_count,
                                     error);
    free(study->draws.values);
    study->draws.rows = study->draw_count;
    study->draws.values = calloc(cells + 1, sizeof(double));
    if (study->draws.values == NULL)
        return di_fail_memory(error);
    memcpy(study->draws.values, study->taken, cells * sizeof(double));
    return DI_OK;
}

static enum di_exit run_draws(struct study *study, struct di_sensitivity_tables *tables)
{
    const size_t inputs = study->draws.uncertainty.count, rows = study->draw_count;
    const size_t replications = study->replications;
    struct di_error error;
    di_error_clear(&error);
    const enum di_status status = make_draws(study, &error);
    if (status != DI_OK)
        return di_error_report(study->cli, &error);
    const enum di_exit code = evaluate(study, _("Draws of all inputs"));
    double *column = calloc(2 * rows + 1, sizeof *column);
    if (code != DI_EXIT_DONE || column == NULL) {
        free(column);
        return code == DI_EXIT_DONE
                   ? di_error_report_failed(study->cli, di_fail_memory(&error), &error)
                   : code;
    }
    for (uint32_t o = 0; o < DI_OUTCOMES; o++) {
        di_draw_spread_compute(study->values[o], rows, replications, column,
                               &tables->spread[o]);
        if (study->is_expected) { /* all of it is the inputs' */
            tables->spread[o].variance_parameters = tables->spread[o].variance_means;
            tables->spread[o].variance_within = 0.0;
        }
        di_sensitivity_means(study->values[o], rows, replications, column);
        for (size_t j = 0; j < inputs; j++) {
            for (size_t i = 0; i < rows; i++)
                column[rows + i] = study->draws.values[i * inputs + j];
            tables->rank[o][j] = di_rank_correlation(column, column + rows, rows);
        }
    }
    free(column);
    return DI_EXIT_DONE;
}

static enum di_exit run_indices(struct study *study, struct di_sensitivity_tables *tables)
{
    enum { RESAMPLES = 500 };
    const size_t inputs = study->draws.uncertainty.count, points = study->settings->points;
    const size_t rows = di_sobol_evaluations(inputs, points);
    const struct di_stream stream = di_stream_make(study->settings->seed, UINT64_MAX);
    uint64_t keys[DI_SOBOL_INPUTS_MAX];
    struct di_error error;
    di_error_clear(&error);
    for (size_t j = 0; j < inputs; j++)
        keys[j] = study->draws.uncertainty.inputs[j].key;
    double *shares = calloc(rows * inputs + 1, sizeof *shares);
    double *means = calloc(rows + 1, sizeof *means);
    enum di_status status = shares == NULL || means == NULL ? di_fail_memory(&error) : DI_OK;
    if (status == DI_OK)
        status = di_sobol_design(stream, keys, inputs, points, shares);
    if (status == DI_OK)
        status = di_input_draws_set(&study->draws, shares, rows, &error);
    enum di_exit code = di_error_report_failed(study->cli, status, &error);
    if (code == DI_EXIT_DONE)
        code = evaluate(study, _("Global indices"));
    for (uint32_t o = 0; code == DI_EXIT_DONE && o < DI_OUTCOMES; o++) {
        di_sensitivity_means(study->values[o], rows, study->replications, means);
        status = di_sobol_indices(stream, means, inputs, points, RESAMPLES, tables->indices[o]);
        code = status == DI_OK
                   ? code
                   : di_error_report_failed(study->cli, di_fail_memory(&error), &error);
    }
    tables->has_indices = code == DI_EXIT_DONE;
    free(shares);
    free(means);
    return code;
}

/* MODEL 11: refused for correlated inputs, and for more than the method can take apart. */
static bool may_have_indices(const struct study *study)
{
    const struct di_uncertainty *uncertainty = &study->draws.uncertainty;
    if (study->settings->points == 0)
        return false;
    if (study->taken == NULL && uncertainty->correlation == NULL &&
        uncertainty->count <= DI_SOBOL_INPUTS_MAX)
        return true;
    if (study->cli->is_quiet || study->cli->is_json)
        return false;
    if (study->taken != NULL)
        DI_SAY(study->cli, stderr,
               N_("Inputs of kept draws go together: global indices would have no meaning. "
                  "Rank correlations of %1 draws are given instead."),
               di_integer_arg((int64_t)study->draw_count));
    else if (uncertainty->correlation != NULL)
        DI_SAY(study->cli, stderr,
               N_("The inputs are correlated: global indices would have no meaning. Rank "
                  "correlations of %1 draws are given instead."),
               di_integer_arg((int64_t)study->draw_count));
    else
        DI_SAY(study->cli, stderr,
               N_("Global indices are computed for %1 inputs at most; rank correlations are "
                  "given instead."),
               di_integer_arg(DI_SOBOL_INPUTS_MAX));
    return false;
}

static enum di_exit run_studies(struct study *study, struct di_sensitivity_tables *tables)
{
    study->draws.per_row = (uint32_t)study->replications;
    enum di_exit code = run_tornado(study, tables);
    if (code == DI_EXIT_DONE)
        code = run_draws(study, tables);
    if (code == DI_EXIT_DONE && may_have_indices(study))
        code = run_indices(study, tables);
    return code;
}

/* ---- from the file to the studies ---- */

static enum di_exit prepare(struct study *study, const char *path)
{
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    di_diagnostics_init(&list);
    enum di_status status = di_scenario_load(path, study->sets.items, study->sets.count, &list,
                                             &study->scenario, &error);
    if (status == DI_OK)
        status = di_scenario_start(study->scenario, &list, &study->start, &error);
    const enum di_exit code = di_error_report_reading(study->cli, status, &list, &error);
    di_diagnostics_finish(&list);
    if (status != DI_OK)
        return code;
    status = di_uncertainty_read(study->scenario->resolved, &study->draws.uncertainty, &error);
    if (status == DI_OK && study->draws.uncertainty.count == 0)
        status = di_input_draws_fail(path, &error);
    study->draws.drawn =
        di_input_draws_source(path, &study->sets, &study->draws.uncertainty, study->scenario);
    return di_error_report_failed(study->cli, status, &error);
}

/* --draws-from; else as many as --draws says. */
static enum di_exit take_draws(struct study *study)
{
    const struct sensitivity_settings *settings = study->settings;
    struct di_diagnostics list;
    struct di_error error;
    di_error_clear(&error);
    study->draw_count = settings->draws;
    if (settings->draws_from == NULL)
        return DI_EXIT_DONE;
    di_diagnostics_init(&list);
    enum di_status status = di_input_draws_read(&study->draws, settings->draws_from, &list,
                                                study->draws_sha256, &error);
    if (status == DI_OK && study->draws.rows < DRAWS_MIN)
        status = DI_FAIL(&error, DI_ERR_INPUT, settings->draws_from,
                         DI_N_("'%1' has %2 {%2|draw|draws}, and a sensitivity analysis takes "
                               "%3 and more. Keep more of them with a larger --abc."),
                         di_text_arg(settings->draws_from),
                         di_integer_arg((int64_t)study->draws.rows), di_integer_arg(DRAWS_MIN));
    const enum di_exit code = di_error_report_reading(study->cli, status, &list, &error);
    di_diagnostics_finish(&list);
    if (code != DI_EXIT_DONE)
        return code;
    study->draw_count = study->draws.rows;
    study->taken = study->draws.values;
    study->draws.values = NULL;
    return DI_EXIT_DONE;
}

/* Before the first run: each of the three parts is one experiment. */
static enum di_exit check_runs(const struct study *study)
{
    const struct sensitivity_settings *settings = study->settings;
    const size_t inputs = study->draws.uncertainty.count;
    size_t rows = 1 + 2 * inputs > study->draw_count ? 1 + 2 * inputs : study->draw_count;
    if (settings->draws_from == NULL && settings->points > 0 &&
        di_sobol_evaluations(inputs, settings->points) > rows)
        rows = di_sobol_evaluations(inputs, settings->points);
    if (study->is_expected || rows * study->replications <= DI_REPLICATIONS_MAX)
        return DI_EXIT_DONE;
    struct di_message message;
    DI_MESSAGE(&message,
               DI_N_("%1 runs at once are too many, %2 are possible: choose fewer --draws, "
                     "--points or --replications."),
               di_integer_arg((int64_t)(rows * study->replications)),
               di_integer_arg(DI_REPLICATIONS_MAX));
    return di_error_report_usage(study->cli, &message, "sensitivity");
}

static enum di_exit open_folder(struct study *study)
{
    struct di_error error;
    di_error_clear(&error);
    const char *folder = study->settings->out;
    if (folder == NULL)
        return DI_EXIT_DONE;
    study->has_new_folder = di_output_folder_is_new(folder);
    const enum di_exit code = di_output_folder_open(study->cli, folder);
    if (code != DI_EXIT_DONE)
        return code;
    return di_error_report_failed(
        study->cli, di_sensitivity_check_folder(folder, study->settings->is_forced, &error),
        &error);
}

static enum di_exit write_files(const struct study *study,
                                const struct di_sensitivity_tables *tables)
{
    struct di_error error;
    di_error_clear(&error);
    const char *folder = study->settings->out;
    const enum di_status status = di_sensitivity_write(tables, folder, &error);
    if (status == DI_OK && !study->cli->is_quiet && !study->cli->is_json)
        DI_SAY(study->cli, stderr, N_("Results are in '%1'."), di_text_arg(folder));
    return di_error_report_failed(study->cli, status, &error);
}

/* What does not go together. */
static enum di_exit check_settings(const struct study *study)
{
    const struct sensitivity_settings *settings = study->settings;
    const char *id = NULL;
    if (settings->draws_from != NULL && settings->has_draws)
        id = DI_N_("A file of draws has its own number of them: --draws-from and --draws "
                   "exclude each other.");
    else if (settings->draws_from != NULL && settings->has_points && settings->points > 0)
        id = DI_N_("Inputs of kept draws go together, and global indices need them apart: "
                   "--draws-from and --points exclude each other.");
    if (id == NULL)
        return DI_EXIT_DONE;
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    return di_error_report_usage(study->cli, &message, "sensitivity");
}

/* Refused before the first run: pathways by request have no expected numbers. */
static enum di_exit try_expectation(const struct study *study, const char *path)
{
    struct di_cohort *cohort = NULL;
    if (!study->is_expected)
        return DI_EXIT_DONE;
    const enum di_exit code =
        di_expectation_run(study->cli, path, study->scenario->model, study->start, &cohort);
    di_cohort_destroy(cohort);
    return code;
}

static void warn(const struct study *study)
{
    if (study->is_expected && study->settings->has_replications && !study->cli->is_quiet &&
        !study->cli->is_json)
        (void)fprintf(stderr, "%s\n",
                      _("Expected numbers hold no chance: --replications changes nothing with "
                        "--method cohort."));
}

static enum di_exit run_study(struct study *study, const char *path,
                              struct di_sensitivity_tables *tables)
{
    const struct sensitivity_settings *settings = study->settings;
    enum di_exit code = check_settings(study);
    if (code == DI_EXIT_DONE)
        code = di_set_overrides_open(study->cli, &settings->sets, "sensitivity", &study->sets);
    if (code == DI_EXIT_DONE)
        code = prepare(study, path);
    if (code == DI_EXIT_DONE)
        code = take_draws(study);
    if (code == DI_EXIT_DONE)
        code = check_runs(study);
    if (code == DI_EXIT_DONE)
        code = try_expectation(study, path);
    if (code == DI_EXIT_DONE)
        code = open_folder(study);
    if (code != DI_EXIT_DONE)
        return code;
    if (!di_sensitivity_tables_init(tables, &study->draws.uncertainty, study->scenario->model,
                                    study->draw_count, study->replications, settings->points,
                                    settings->seed)) {
        struct di_error error;
        return di_error_report_failed(study->cli, di_fail_memory(&error), &error);
    }
    tables->is_expected = study->is_expected;
    tables->draws_sha256 = study->draws_sha256;
    code = run_studies(study, tables);
    if (code == DI_EXIT_DONE && settings->suppress > 0)
        di_sensitivity_withhold(tables, (uint32_t)settings->suppress);
    return code;
}

static enum di_exit show(const struct study *study, const struct di_sensitivity_tables *tables)
{
    const enum di_exit code =
        study->settings->out == NULL ? DI_EXIT_DONE : write_files(study, tables);
    if (code == DI_EXIT_DONE && study->cli->is_json)
        di_sensitivity_print_json(tables);
    else if (code == DI_EXIT_DONE)
        di_sensitivity_print(study->cli, tables);
    return code;
}

static enum di_exit run(const struct di_cli *cli, const void *settings_pointer,
                        char *const *operands, size_t operand_count)
{
    (void)operand_count;
    const struct sensitivity_settings *settings = settings_pointer;
    const bool is_expected = strcmp(settings->method, "cohort") == 0;
    struct study study = {.cli = cli,
                          .settings = settings,
                          .is_expected = is_expected,
                          .replications = is_expected ? 1 : (size_t)settings->replications};
    struct di_sensitivity_tables tables = {0};
    warn(&study);
    enum di_exit code = run_study(&study, operands[0], &tables);
    if (code == DI_EXIT_INTERRUPTED)
        code = di_error_report_interrupted(cli, DI_N_("Interrupted; nothing is written."));
    if (code == DI_EXIT_DONE)
        code = show(&study, &tables);
    if (code != DI_EXIT_DONE && settings->out != NULL)
        di_output_folder_abandon(settings->out, study.has_new_folder);
    di_sensitivity_tables_finish(&tables);
    for (uint32_t i = 0; i < DI_OUTCOMES; i++)
        free(study.values[i]);
    free(study.taken);
    di_input_draws_finish(&study.draws);
    di_warm_start_destroy(study.start);
    di_scenario_destroy(study.scenario);
    di_set_overrides_finish(&study.sets);
    return code;
}

const struct di_command di_command_sensitivity = {
    .name = "sensitivity",
    .summary = N_("Which uncertain inputs move the result"),
    .operands = "SCENARIO",
    .example = "homeward sensitivity scenarios/tutorial/09-what-if.json",
    .notes = N_("Uncertain inputs are numbers with a distribution ('uncertain'). Chance and "
                "inputs are kept apart: every point is run with the same luck. --method cohort "
                "evaluates every point without chance, where all pathways are by rate."),
    .options = options,
    .settings_size = sizeof(struct sensitivity_settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};
