/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * homeward calibrate: fit a scenario's rates to published stocks and flows. The scenario that
 * is written is read back and computed again: the table shows what that file gives.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/experiment.h"
#include "di/path.h"
#include "di/platform.h"
#include "di/targets.h"
#include "di/time.h"

#include "calibration_abc.h"
#include "calibration_book.h"
#include "calibration_files.h"
#include "calibration_inputs.h"
#include "calibration_scenario.h"
#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "interrupt.h"
#include "output_folder.h"
#include "schema_link.h"
#include "set_overrides.h"

struct settings {
    const char *targets, *out;
    uint64_t holdout_from, replications, seed, threads, evaluations, abc;
    const char *method;
    struct di_option_list sets, fits;
    bool is_forced;
};

#define OPTION_AT(member) offsetof(struct settings, member)

static const struct di_command_option options[] = {
    {.name = "targets",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("the published stocks and flows, as docs/TARGETS_FORMAT.md describes them; "
                "absent: the scenario's section 'targets'"),
     .offset = OPTION_AT(targets)},
    {.name = "holdout-from",
     .kind = DI_OPTION_INTEGER,
     .argument = "YEAR",
     .help = N_("years from this one on are not fitted, only compared"),
     .minimum = 1900,
     .maximum = 2200,
     .offset = OPTION_AT(holdout_from)},
    {.name = "fit",
     .kind = DI_OPTION_LIST,
     .argument = "PATH[:LOW:HIGH]",
     .help = N_("an input to be fitted too, within bounds of its value; repeatable"),
     .offset = OPTION_AT(fits)},
    {.name = "abc",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("draw the uncertain inputs N times and keep the 5% nearest to the figures"),
     .minimum = 20,
     .maximum = 10000,
     .offset = OPTION_AT(abc)},
    DI_OPTION_ROW_METHOD(OPTION_AT(method)),
    {.name = "replications",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("with --fit and --abc: replications of every trial, with the same luck"),
     .default_value = "20",
     .minimum = 1,
     .maximum = 1000,
     .offset = OPTION_AT(replications)},
    {.name = "evaluations",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("with --fit: trials at most"),
     .default_value = "100",
     .minimum = 5,
     .maximum = 10000,
     .offset = OPTION_AT(evaluations)},
    DI_OPTION_ROW_SEED(OPTION_AT(seed), 0),
    DI_OPTION_ROW_THREADS(OPTION_AT(threads)),
    DI_OPTION_ROW_SET(OPTION_AT(sets)),
    DI_OPTION_ROW_OUT_FOLDER(OPTION_AT(out)),
    DI_OPTION_ROW_FORCE(OPTION_AT(is_forced)),
    {.name = "suppress",
     .kind = DI_OPTION_REFUSED,
     .help = N_("A calibration shows the published figures it was given and rates fitted to "
                "them: withhold small counts in the file of targets.")},
    {0},
};

struct task {
    const struct di_cli *cli;
    const struct settings *settings;
    const char *path;
    const char *targets_path; /* where the figures stand */
    struct di_set_overrides sets;
    struct di_scenario *scenario; /* as it stands */
    struct di_scenario *base;     /* with room for unexplained flows */
    char *base_text, *calibrated, *mean, *schema;
    struct di_scenario *fitted; /* `calibrated`, read back */
    struct di_targets *targets;
    struct di_calibration *fit;
    struct di_calibration_options options;
    struct di_identifiability identifiability;
    struct di_fit_inputs inputs;
    struct di_search_result search;
    struct di_abc abc;
    double *before; /* [points] expected of the scenario as it stands */
    struct di_progress_bar bar;
    bool has_new_folder;
};

/* ---- what is read ---- */

/* Warnings and errors of a reader; a failure that none of them says. */
static enum di_exit finish_list(const struct di_cli *cli, enum di_status status,
                                struct di_diagnostics *list, const struct di_error *error)
{
    const enum di_exit code = di_error_report_reading(cli, status, list, error);
    di_diagnostics_finish(list);
    return code;
}

static enum di_exit load(struct task *task)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status = di_scenario_load(
        task->path, task->sets.items, task->sets.count, &list, &task->scenario, &error);
    return finish_list(task->cli, status, &list, &error);
}

static enum di_exit read_targets(struct task *task)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    struct di_message message;
    const char *file = task->settings->targets;
    if (file == NULL && !di_scenario_has_targets(task->scenario)) {
        di_message_set(&message,
                       DI_N_("'calibrate' needs --targets FILE, the published stocks and "
                             "flows, or a scenario with a section 'targets'."),
                       NULL, 0);
        return di_error_report_usage(task->cli, &message, "calibrate");
    }
    task->targets_path = file != NULL ? file : task->path;
    di_diagnostics_init(&list);
    const enum di_status status =
        file != NULL
            ? di_targets_read(file, task->scenario->model, &list, &task->targets, &error)
            : di_targets_of_scenario(task->scenario, &list, &task->targets, &error);
    return finish_list(task->cli, status, &list, &error);
}

/* A text of the command's own making: it is read like any file, its warnings were said. */
static enum di_status take_text(const char *text, struct di_scenario **out,
                                struct di_error *error)
{
    struct di_diagnostics list;
    if (text == NULL)
        return di_fail_memory(error);
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load_text(text, strlen(text), DI_CALIBRATED_FILE, &list, out, error);
    di_diagnostics_finish(&list);
    return status;
}

static enum di_exit make_base(struct task *task)
{
    struct di_error error = {0};
    task->base_text = di_calibration_base_text(task->scenario, task->targets);
    const enum di_status status = take_text(task->base_text, &task->base, &error);
    return di_error_report_failed(task->cli, status, &error);
}

/* Is there a figure of a year of the scenario, from one year on and before another? */
static bool has_figure(const struct task *task, int32_t from, int32_t before)
{
    const int32_t first = di_date_year(task->scenario->model->start_civil_day);
    for (uint32_t n = 0; n < task->targets->count; n++)
        for (uint32_t p = 0; p < task->targets->series[n].count; p++) {
            const struct di_target_point *point = &task->targets->series[n].points[p];
            if (point->year >= first && point->year >= from && point->year < before &&
                !isnan(point->value))
                return true;
        }
    return false;
}

static enum di_exit check_holdout(const struct task *task)
{
    struct di_error error = {0};
    const int32_t year = task->options.holdout_from;
    char text[16];
    (void)snprintf(text, sizeof text, "%d", (int)year);
    if (year == INT32_MAX)
        return DI_EXIT_DONE;
    if (!has_figure(task, INT32_MIN, year))
        (void)!DI_FAIL(&error, DI_ERR_INPUT, task->targets_path,
                       DI_N_("No target lies before %1, so there is nothing to fit. Choose a "
                             "later year for --holdout-from."),
                       di_text_arg(text));
    else if (!has_figure(task, year, INT32_MAX))
        (void)!DI_FAIL(&error, DI_ERR_INPUT, task->targets_path,
                       DI_N_("No target lies in %1 or later, so nothing is held out. Choose an "
                             "earlier year for --holdout-from."),
                       di_text_arg(text));
    else
        return DI_EXIT_DONE;
    return di_error_report(task->cli, &error);
}

static enum di_exit open_folder(struct task *task)
{
    struct di_error error = {0};
    const char *folder = task->settings->out;
    if (folder == NULL)
        return DI_EXIT_DONE;
    task->has_new_folder = di_output_folder_is_new(folder);
    const enum di_exit code = di_output_folder_open(task->cli, folder);
    if (code != DI_EXIT_DONE)
        return code;
    const enum di_status status =
        di_calibration_files_check(folder, task->settings->is_forced, &error);
    return di_error_report_failed(task->cli, status, &error);
}

/* ---- the fit ---- */

static void show_progress(void *context, uint32_t done, uint32_t total)
{
    di_progress_bar_update(&((struct task *)context)->bar, done, total);
}

/* ---- texts ---- */

static enum di_status write_texts(struct task *task, struct di_error *error)
{
    char path[4096];
    if (task->settings->out != NULL &&
        snprintf(path, sizeof path, "%s/%s", task->settings->out, DI_CALIBRATED_FILE) > 0)
        task->schema = di_schema_link(path, task->path);
    const struct di_calibrated calibrated = {.model = task->base->model,
                                             .base = task->base_text,
                                             .targets = task->targets,
                                             .fit = task->fit,
                                             .targets_name = di_path_name(task->targets_path),
                                             .schema = task->schema};
    enum di_status status = di_calibrated_make(&calibrated, &task->calibrated, error);
    if (status == DI_OK)
        status = take_text(task->calibrated, &task->fitted, error);
    if (status == DI_OK)
        status = di_calibration_carry_mean(task->base->model, task->fit, error);
    if (status == DI_OK)
        task->mean = di_calibrated_mean_text(&calibrated);
    return status;
}

/* Ten digits of a rate stay on the way into a file. A share, or so many children: a fit that
 * did not settle still moves by more. */
#define READ_BACK_ERROR 1e-3

/* What the scenario that is written gives, in the place of what the fit computed. */
static enum di_status read_back(struct task *task, struct di_error *error)
{
    double *values = calloc((size_t)task->fit->point_count + 1, sizeof *values);
    enum di_status status = values == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = di_calibration_expect(task->fitted->model, task->targets, values, error);
    for (uint32_t i = 0; status == DI_OK && i < task->fit->point_count; i++) {
        struct di_fit_point *point = &task->fit->points[i];
        if (task->fit->is_converged &&
            fabs(values[i] - point->after) > READ_BACK_ERROR * fmax(1, point->after))
            status = DI_FAIL(error, DI_ERR_INTERNAL, task->targets->series[point->series].id,
                             DI_N_("The calibrated scenario, read back, does not give what was "
                                   "fitted to '%1': %2 instead of %3. Nothing is written."),
                             di_text_arg(task->targets->series[point->series].id),
                             di_real_arg(values[i]), di_real_arg(point->after));
        point->after = values[i];
    }
    free(values);
    return status;
}

/* ---- inputs of --fit ---- */

/*
 * All targets with one input of --fit times `factor`, the fitted rates as they are. Where the
 * scenario may not have that value (a share of 1 times 1.01) they are those of the input as it
 * stands, so that the derivative is of the other side alone.
 *
 * @param is_moved_out  may the scenario have it?
 */
static enum di_status expect_input(const struct task *task, size_t input, double factor,
                                   double *values, bool *is_moved_out, struct di_error *error)
{
    double factors[DI_FIT_INPUTS_MAX];
    struct di_scenario *scenario = NULL;
    for (size_t i = 0; i < task->inputs.count; i++)
        factors[i] = i == input ? factor : 1;
    char *text = di_fit_inputs_text(&task->inputs, factors, task->calibrated, NULL);
    enum di_status status = take_text(text, &scenario, error);
    *is_moved_out = status == DI_OK;
    if (status == DI_OK) {
        status = di_calibration_expect(scenario->model, task->targets, values, error);
    } else if (status != DI_ERR_MEMORY) {
        di_error_clear(error);
        status = DI_OK;
        for (uint32_t i = 0; i < task->fit->point_count; i++)
            values[i] = task->fit->points[i].after;
    }
    di_scenario_destroy(scenario);
    free(text);
    return status;
}

static enum di_status add_input_columns(const struct task *task, double *jacobian,
                                        size_t columns, struct di_error *error)
{
    const size_t points = task->fit->point_count, first = columns - task->inputs.count;
    double *low = calloc(2 * points + 1, sizeof *low), *high = low + points;
    enum di_status status = low == NULL ? di_fail_memory(error) : DI_OK;
    bool is_low = false, is_high = false;
    for (size_t n = 0; n < task->inputs.count && status == DI_OK; n++) {
        status = expect_input(task, n, exp(-DI_CALIBRATION_LOG_STEP), low, &is_low, error);
        if (status == DI_OK)
            status = expect_input(task, n, exp(DI_CALIBRATION_LOG_STEP), high, &is_high, error);
        const double width = DI_CALIBRATION_LOG_STEP * fmax(1, is_low + is_high);
        for (size_t i = 0; status == DI_OK && i < points; i++) {
            const struct di_fit_point *point = &task->fit->points[i];
            const bool counts =
                point->role != DI_ROLE_HOLDOUT && point->role != DI_ROLE_MISSING;
            jacobian[i * columns + first + n] =
                counts ? (high[i] - low[i]) / width /
                             di_calibration_target(task->targets, point)->tolerance
                       : 0;
        }
    }
    free(low);
    return status;
}

/* Columns: one factor a series, then the inputs of --fit. */
static enum di_status identify(struct task *task, struct di_error *error)
{
    const size_t points = task->fit->point_count;
    const size_t levers = di_calibration_factor_count(task->fit);
    const size_t columns = levers + task->inputs.count;
    double *own = calloc(points * levers + 1, sizeof *own);
    double *jacobian = calloc(points * columns + 1, sizeof *jacobian);
    enum di_status status = own == NULL || jacobian == NULL ? di_fail_memory(error) : DI_OK;
    if (status == DI_OK)
        status = di_calibration_jacobian(task->base->model, task->targets, &task->options,
                                         task->fit, own, error);
    for (size_t i = 0; status == DI_OK && i < points; i++)
        memcpy(&jacobian[i * columns], &own[i * levers], levers * sizeof *own);
    if (status == DI_OK)
        status = add_input_columns(task, jacobian, columns, error);
    if (status == DI_OK)
        status =
            di_identifiability_find(jacobian, points, columns, &task->identifiability, error);
    free(own);
    free(jacobian);
    return status;
}

static enum di_status search_inputs(struct task *task, struct di_error *error)
{
    const struct settings *settings = task->settings;
    const struct di_fit_search search = {
        .base = task->base_text,
        .model = task->base->model,
        .targets = task->targets,
        .options = &task->options,
        .is_simulated = strcmp(settings->method, "simulation") == 0,
        .replications = (uint32_t)settings->replications,
        .seed = settings->seed,
        .threads = settings->threads == 0 ? di_platform_processor_count()
                                          : (uint32_t)settings->threads,
        .evaluations = (uint32_t)settings->evaluations,
        .progress = show_progress,
        .context = task};
    di_progress_bar_begin(&task->bar, &task->cli->catalogue, _("trials"), task->cli->progress,
                          task->cli->is_quiet);
    const enum di_status status =
        di_fit_inputs_search(&search, &task->inputs, &task->search, error);
    di_progress_bar_end(&task->bar);
    return status;
}

/* The base with the inputs found, in the place of the base. */
static enum di_status take_inputs(struct task *task, struct di_error *error)
{
    double factors[DI_FIT_INPUTS_MAX];
    char source[256];
    struct di_scenario *changed = NULL;
    for (size_t i = 0; i < task->inputs.count; i++)
        factors[i] = task->inputs.items[i].factor;
    (void)snprintf(source, sizeof source, "homeward calibrate: %.120s, --fit",
                   di_path_name(task->targets_path));
    char *text = di_fit_inputs_text(&task->inputs, factors, task->base_text, source);
    const enum di_status status = take_text(text, &changed, error);
    if (status != DI_OK) {
        free(text);
        return status;
    }
    free(task->base_text);
    di_scenario_destroy(task->base);
    task->base_text = text;
    task->base = changed;
    return DI_OK;
}

static uint32_t count_points(const struct di_targets *targets)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < targets->count; n++)
        count += targets->series[n].count;
    return count;
}

/* What the scenario as it stands gives, before its inputs are moved. */
static enum di_status look_before(struct task *task, struct di_error *error)
{
    task->before = calloc((size_t)count_points(task->targets) + 1, sizeof *task->before);
    if (task->before == NULL)
        return di_fail_memory(error);
    return di_calibration_expect(task->base->model, task->targets, task->before, error);
}

static enum di_status fit_inputs(struct task *task, struct di_error *error)
{
    if (task->settings->fits.count == 0)
        return DI_OK;
    enum di_status status =
        di_fit_inputs_read(&task->settings->fits, task->base, &task->inputs, error);
    if (status == DI_OK)
        status = look_before(task, error);
    if (status == DI_OK)
        status = search_inputs(task, error);
    return status == DI_OK ? take_inputs(task, error) : status;
}

/* ---- the fit ---- */

static enum di_status fit_rates(struct task *task, struct di_error *error)
{
    di_progress_bar_begin(&task->bar, &task->cli->catalogue, _("steps"), task->cli->progress,
                          task->cli->is_quiet);
    const enum di_status status =
        di_calibration_run(task->base->model, task->targets, &task->options, &task->fit, error);
    di_progress_bar_end(&task->bar);
    for (uint32_t i = 0; status == DI_OK && task->before != NULL && i < task->fit->point_count;
         i++)
        task->fit->points[i].before = task->before[i];
    return status;
}

/* ---- draws ---- */

static enum di_status keep_draws(struct task *task, struct di_error *error)
{
    const struct settings *settings = task->settings;
    const struct di_abc_task abc = {.scenario = task->fitted,
                                    .text = task->calibrated,
                                    .targets = task->targets,
                                    .fit = task->fit,
                                    .is_simulated = strcmp(settings->method, "simulation") == 0,
                                    .replications = (uint32_t)settings->replications,
                                    .seed = settings->seed,
                                    .threads = settings->threads == 0
                                                   ? di_platform_processor_count()
                                                   : (uint32_t)settings->threads,
                                    .draws = settings->abc,
                                    .progress = show_progress,
                                    .is_cancelled = di_interrupt_cancels,
                                    .context = task};
    if (settings->abc == 0)
        return DI_OK;
    di_progress_bar_begin(&task->bar, &task->cli->catalogue, _("runs"), task->cli->progress,
                          task->cli->is_quiet);
    const enum di_status status = di_abc_run(&abc, &task->abc, error);
    di_progress_bar_end(&task->bar);
    return status;
}

static enum di_exit fit(struct task *task)
{
    struct di_error error = {0};
    enum di_status status = fit_inputs(task, &error);
    if (status == DI_OK)
        status = fit_rates(task, &error);
    if (status == DI_OK)
        status = write_texts(task, &error);
    if (status == DI_OK)
        status = read_back(task, &error);
    if (status == DI_OK)
        status = identify(task, &error);
    if (status == DI_OK)
        status = keep_draws(task, &error);
    if (status == DI_ERR_INTERRUPTED)
        return DI_EXIT_INTERRUPTED;
    return di_error_report_failed(task->cli, status, &error);
}

/* ---- what is shown ---- */

static enum di_exit show(const struct task *task)
{
    struct di_error error = {0};
    struct di_calibration_book book = {.scenario = task->scenario,
                                       .model = task->base->model,
                                       .targets_path = task->targets_path,
                                       .targets = task->targets,
                                       .fit = task->fit,
                                       .holdout_from = task->options.holdout_from,
                                       .identifiability = task->identifiability,
                                       .inputs = &task->inputs,
                                       .abc = &task->abc,
                                       .search = task->search,
                                       .method = task->settings->method,
                                       .replications = (uint32_t)task->settings->replications,
                                       .seed = task->settings->seed,
                                       .calibrated_sha256 = task->fitted->sha256,
                                       .calibrated = task->calibrated,
                                       .mean = task->mean};
    const char *folder = task->settings->out;
    if (folder != NULL && di_calibration_files_write(&book, folder, &error) != DI_OK)
        return di_error_report(task->cli, &error);
    if (task->cli->is_json) {
        json_t *json = di_calibration_json(&book);
        (void)json_dumpf(json, stdout, JSON_COMPACT | JSON_REAL_PRECISION(12));
        (void)fputc('\n', stdout);
        json_decref(json);
        return DI_EXIT_DONE;
    }
    book.labels = di_calibration_labels(task->cli, &book);
    if (book.labels == NULL)
        return di_error_report_failed(task->cli, di_fail_memory(&error), &error);
    di_calibration_print(task->cli, &book);
    free(book.labels);
    if (folder != NULL && !task->cli->is_quiet)
        DI_SAY(task->cli, stderr, N_("Results are in '%1'."), di_text_arg(folder));
    return DI_EXIT_DONE;
}

static enum di_exit read_settings(struct task *task)
{
    struct di_message message;
    if (task->settings->targets != NULL &&
        strcmp(task->settings->targets, DI_SCENARIO_STDIN) == 0 &&
        strcmp(task->path, DI_SCENARIO_STDIN) == 0) {
        di_message_set(
            &message,
            DI_N_("The standard input is read once: as the scenario or as --targets."), NULL,
            0);
        return di_error_report_usage(task->cli, &message, "calibrate");
    }
    const uint64_t runs = task->settings->abc * task->settings->replications;
    if (strcmp(task->settings->method, "simulation") == 0 && runs > DI_REPLICATIONS_MAX) {
        DI_MESSAGE(&message,
                   DI_N_("--abc %1 with %2 replications of each draw is too much: %3 together "
                         "at most."),
                   di_integer_arg((int64_t)task->settings->abc),
                   di_integer_arg((int64_t)task->settings->replications),
                   di_integer_arg(DI_REPLICATIONS_MAX));
        return di_error_report_usage(task->cli, &message, "calibrate");
    }
    di_calibration_options_defaults(&task->options);
    if (task->settings->holdout_from > 0)
        task->options.holdout_from = (int32_t)task->settings->holdout_from;
    task->options.progress = show_progress;
    task->options.is_cancelled = di_interrupt_cancels;
    task->options.context = task;
    return di_set_overrides_open(task->cli, &task->settings->sets, "calibrate", &task->sets);
}

static void finish(struct task *task)
{
    di_identifiability_finish(&task->identifiability);
    di_abc_finish(&task->abc);
    di_calibration_destroy(task->fit);
    di_targets_destroy(task->targets);
    di_scenario_destroy(task->fitted);
    di_scenario_destroy(task->base);
    di_scenario_destroy(task->scenario);
    free(task->base_text);
    free(task->before);
    free(task->calibrated);
    free(task->mean);
    free(task->schema);
    di_set_overrides_finish(&task->sets);
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    struct task task = {.cli = cli, .settings = settings, .path = operands[0]};
    (void)operand_count;
    enum di_exit code = read_settings(&task);
    if (code == DI_EXIT_DONE)
        code = load(&task);
    if (code == DI_EXIT_DONE)
        code = read_targets(&task);
    if (code == DI_EXIT_DONE)
        code = check_holdout(&task);
    if (code == DI_EXIT_DONE)
        code = make_base(&task);
    if (code == DI_EXIT_DONE)
        code = open_folder(&task);
    if (code == DI_EXIT_DONE)
        code = fit(&task);
    if (code == DI_EXIT_INTERRUPTED)
        code = di_error_report_interrupted(cli, DI_N_("Interrupted; nothing is written."));
    else if (code == DI_EXIT_DONE)
        code = show(&task);
    if (code != DI_EXIT_DONE && task.settings->out != NULL)
        di_output_folder_abandon(task.settings->out, task.has_new_folder);
    finish(&task);
    return code;
}

const struct di_command di_command_calibrate = {
    .name = "calibrate",
    .summary = N_("Fit rates to published stocks and flows"),
    .operands = "SCENARIO",
    .example = "homeward calibrate scenarios/countries/bulgaria.json --targets targets.csv "
               "--holdout-from 2012 --out results/fit",
    .notes = N_("Entry rates and by-rate pathways are scaled year by year until the expected "
                "flows are the published ones. What the published stocks then still lack is an "
                "unexplained flow of its own, which ends with the last fitted year."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};
