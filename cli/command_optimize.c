/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best plan of a scenario (MODEL 13): builds the fluid model, solves it, prints and writes
 * the plan, and with --apply a scenario that follows it. Where no plan exists it says why
 * (exit 4).
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_build.h"
#include "di/infeasibility.h"
#include "di/number.h"
#include "di/planning_goals.h"
#include "di/platform.h"
#include "di/scenario.h"
#include "di/wall_clock.h"

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "interrupt.h"
#include "output_folder.h"
#include "own_file.h"
#include "plan_conflict.h"
#include "plan_files.h"
#include "plan_loop.h"
#include "plan_report.h"
#include "plan_study.h"
#include "planned_file.h"

#define DEFAULT_LIMIT "60s"
#define DIAGNOSIS_SHARE                                                                        \
    2.0 /* times the time limit: the cause may take longer than the plan                       \
         */

struct settings {
    const char *time_limit;
    double gap;
    const char *apply;
    const char *out;
    const char *export_path;
    struct di_option_list sets;
    uint64_t replications, iterations, seed, alternatives, draws, threads;
    const char *frontier;
    bool no_prices, is_forced;
};

static const struct di_command_option options[] = {
    {.name = "time-limit",
     .kind = DI_OPTION_TEXT,
     .argument = "TIME",
     .help = N_("how long to search for each plan, for example 60s or 5m"),
     .default_value = DEFAULT_LIMIT,
     .offset = offsetof(struct settings, time_limit)},
    {.name = "gap",
     .kind = DI_OPTION_REAL,
     .argument = "SHARE",
     .help = N_("be content with a plan this near to the best"),
     .default_value = "0.01",
     .offset = offsetof(struct settings, gap)},
    {.name = "apply",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("write a scenario that follows the plan"),
     .offset = offsetof(struct settings, apply)},
    {.name = "out",
     .kind = DI_OPTION_TEXT,
     .argument = "FOLDER",
     .help = N_("write plan.json, plan.csv and plan.xlsx there"),
     .offset = offsetof(struct settings, out)},
    {.name = "export",
     .kind = DI_OPTION_TEXT,
     .argument = "FILE",
     .help = N_("write the model for other solvers: .lp or .mps"),
     .offset = offsetof(struct settings, export_path)},
    {.name = "replications",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("with --apply: how often each trial simulates the plan; 0: not at all"),
     .default_value = "20",
     .maximum = 10000,
     .offset = offsetof(struct settings, replications)},
    {.name = "iterations",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("with --apply: most trials before the last confirmation"),
     .default_value = "4",
     .minimum = 1,
     .maximum = 10,
     .offset = offsetof(struct settings, iterations)},
    {.name = "seed",
     .kind = DI_OPTION_INTEGER,
     .argument = "S",
     .help = N_("the luck of the trials"),
     .default_value = "1",
     .maximum = INT64_MAX,
     .offset = offsetof(struct settings, seed)},
    {.name = "alternatives",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("also find N plans nearly as good and as different as possible"),
     .default_value = "0",
     .maximum = 10,
     .offset = offsetof(struct settings, alternatives)},
    {.name = "frontier",
     .kind = DI_OPTION_TEXT,
     .argument = "budget A:B:S",
     .help = N_("also plan with shares of the budget, for example budget 0.8:1.2:0.05"),
     .offset = offsetof(struct settings, frontier)},
    {.name = "draws",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("plan against N draws of the uncertain inputs at once"),
     .default_value = "0",
     .maximum = DI_PLAN_DRAWS_MAX,
     .offset = offsetof(struct settings, draws)},
    {.name = "no-prices",
     .kind = DI_OPTION_FLAG,
     .help = N_("do not work out what one more of each scarce thing is worth"),
     .offset = offsetof(struct settings, no_prices)},
    DI_OPTION_ROW_THREADS(offsetof(struct settings, threads)),
    DI_OPTION_ROW_SET(offsetof(struct settings, sets)),
    DI_OPTION_ROW_FORCE(offsetof(struct settings, is_forced)),
    {0},
};

static double clock_seconds(void *context)
{
    (void)context;
    return di_wall_clock_seconds();
}

/* "60", "60s", "5m": seconds, or -1. */
static double parse_limit(const char *text)
{
    char number[32];
    double value, unit = 1;
    size_t length = strlen(text);
    if (length == 0 || length >= sizeof number)
        return -1;
    if (text[length - 1] == 's' || text[length - 1] == 'm') {
        unit = text[length - 1] == 'm' ? 60 : 1;
        length--;
    }
    memcpy(number, text, length);
    number[length] = '\0';
    if (!di_number_parse(number, &value) || !(value > 0) || value > 1e6)
        return -1;
    return value * unit;
}

/* Everything one call of the command works on. */
struct task {
    const struct settings *settings;
    const char *path;
    struct di_set_overrides sets;
    struct di_planned_file file; /* of --apply */
    struct di_scenario *scenario;
    struct di_fluid_country *country;
    struct di_optimizer_options options;
    struct di_plan_study study;
    bool has_new_folder; /* of --out, made for this plan */
};

/* ---- loading ---- */

static enum di_exit finish_list(const struct di_cli *cli, enum di_status status,
                                struct di_diagnostics *list, const struct di_error *error)
{
    const enum di_exit code = di_error_report_failed_reading(cli, status, list, error);
    di_diagnostics_finish(list);
    return code;
}

static enum di_exit load(const struct di_cli *cli, const struct di_set_overrides *sets,
                         const char *path, struct di_scenario **scenario_out)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    const enum di_status status =
        di_scenario_load(path, sets->items, sets->count, &list, scenario_out, &error);
    return finish_list(cli, status, &list, &error);
}

static enum di_exit build(const struct di_cli *cli, const struct di_scenario *scenario,
                          struct di_fluid_country **country_out)
{
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    enum di_status status = di_scenario_start(scenario, &list, &start, &error);
    if (status == DI_OK)
        status = di_fluid_build(scenario->model, start, country_out, &error);
    di_warm_start_destroy(start);
    return finish_list(cli, status, &list, &error);
}

/* A dated flow that stands in the plan's years is left out of it: decision 41. */
static void tell_left_out(const struct di_cli *cli, const struct di_model *model)
{
    for (uint32_t q = 0; q < model->reason_count && !cli->is_quiet; q++)
        if (model->reasons[q].is_unexplained &&
            di_series_highest(&model->reasons[q].base.series) > 0)
            DI_SAY(cli, stderr,
                   N_("The plan leaves out the unexplained entries of '%1': they are "
                      "bookkeeping, and no plan acts on them. Simulations of it count them."),
                   di_text_arg(model->reasons[q].name.id));
    if (model->entries.first_shares != NULL && !cli->is_quiet)
        DI_SAY(cli, stderr,
               N_("The plan leaves out '%1': it decides itself where children who come into "
                  "care go. Simulations of it follow the shares."),
               di_text_arg("first_placements"));
}

/* ---- writing ---- */

static enum di_exit check_export(const struct di_cli *cli, const char *path, bool is_forced)
{
    struct di_message message;
    if (di_output_has_ending(path, "lp|mps")) {
        const enum di_exit code = di_output_folder_check(cli, path);
        return code == DI_EXIT_DONE ? di_own_file_check(cli, path, is_forced) : code;
    }
    DI_MESSAGE(&message, DI_N_("--export needs a name that ends in .lp or .mps, not '%1'."),
               di_text_arg(path));
    return di_error_report_usage(cli, &message, "optimize");
}

/* Every place that results go to, before the work. */
static enum di_exit open_places(const struct di_cli *cli, struct task *task)
{
    const struct settings *settings = task->settings;
    enum di_exit code = DI_EXIT_DONE;
    task->file = (struct di_planned_file){
        .scenario = task->scenario, .base = task->path, .path = settings->apply};
    if (settings->export_path != NULL)
        code = check_export(cli, settings->export_path, settings->is_forced);
    if (code == DI_EXIT_DONE && settings->apply != NULL)
        code =
            di_planned_file_open(cli, &task->file, task->sets.count > 0, settings->is_forced);
    task->has_new_folder = settings->out != NULL && di_output_folder_is_new(settings->out);
    if (code == DI_EXIT_DONE && settings->out != NULL)
        code = di_plan_files_open(cli, settings->out, settings->is_forced);
    return code;
}

/* People see the plan even if it cannot be written; a program gets one document, the plan or
 * the error. */
static enum di_exit show(const struct di_cli *cli, const struct settings *settings,
                         const struct di_plan_book *book)
{
    if (!cli->is_json)
        di_plan_report_print(cli, book);
    const enum di_exit code =
        settings->out == NULL ? DI_EXIT_DONE : di_plan_files_write(cli, book, settings->out);
    if (code == DI_EXIT_DONE && cli->is_json) {
        json_t *json = di_plan_report_json(book);
        (void)json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        (void)fputc('\n', stdout);
        json_decref(json);
    } else if (code == DI_EXIT_DONE && settings->out != NULL && !cli->is_quiet) {
        DI_SAY(cli, stderr, N_("The plan is in '%1'."), di_text_arg(settings->out));
    }
    return code;
}

/* ---- solving ---- */

static enum di_exit diagnose(const struct di_cli *cli, const struct di_scenario *scenario,
                             const struct di_fluid_country *country,
                             const struct di_optimizer_options *planned)
{
    struct di_optimizer_options longer = *planned;
    struct di_conflict conflict;
    struct di_error error = {0};
    longer.limits.time_limit_seconds *= DIAGNOSIS_SHARE;
    const enum di_status status =
        di_infeasibility_find(country->parameters, &longer, &conflict, &error);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    if (cli->is_json) {
        json_t *json = di_plan_conflict_json(cli, scenario->model, country, &conflict);
        (void)json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        (void)fputc('\n', stdout);
        json_decref(json);
    } else {
        di_plan_conflict_print(cli, scenario->model, country, &conflict);
    }
    return DI_EXIT_NO_PLAN;
}

static enum di_exit find_plan(const struct di_cli *cli, const struct task *task,
                              struct di_plan **plan_out)
{
    struct di_error error = {0};
    enum di_status status = DI_OK;
    if (task->settings->export_path != NULL)
        status = di_optimizer_export(task->country->parameters, DI_GOAL_RESIDENTIAL,
                                     task->settings->export_path, &error);
    if (status == DI_OK)
        status = di_optimize(task->country->parameters, &task->options, plan_out, &error);
    if (di_interrupt_requested()) {
        if (status == DI_OK)
            di_plan_destroy(*plan_out);
        return DI_EXIT_INTERRUPTED;
    }
    if (status == DI_ERR_INFEASIBLE)
        return diagnose(cli, task->scenario, task->country, &task->options);
    return di_error_report_failed(cli, status, &error);
}

static enum di_exit apply(const struct di_cli *cli, struct task *task, struct di_plan **plan)
{
    const struct settings *settings = task->settings;
    struct di_error error = {0};
    const struct di_plan_loop loop = {
        .scenario = task->scenario,
        .country = task->country,
        .options = &task->options,
        .sets = &task->sets,
        .file = &task->file,
        .replications = (uint32_t)settings->replications,
        .iterations = (uint32_t)settings->iterations,
        .seed = settings->seed,
        .simulated = &task->study.simulated,
    };
    if (settings->apply == NULL)
        return DI_EXIT_DONE;
    if (settings->replications > 0)
        return di_plan_loop_run(cli, &loop, plan);
    if (di_plan_loop_apply(&loop, *plan, &error) == DI_OK)
        return DI_EXIT_DONE;
    return di_error_report(cli, &error);
}

static enum di_exit solve(const struct di_cli *cli, struct task *task)
{
    struct di_plan *plan = NULL;
    enum di_exit code = find_plan(cli, task, &plan);
    if (code != DI_EXIT_DONE)
        return code;
    const struct di_draws_task draws = {.scenario = task->scenario,
                                        .country = task->country,
                                        .options = &task->options,
                                        .path = task->path,
                                        .sets = &task->sets,
                                        .draws = task->study.wanted_draws,
                                        .seed = task->settings->seed};
    code = di_plan_study_draws(cli, &draws, &task->study, &plan);
    if (code == DI_EXIT_DONE)
        code = apply(cli, task, &plan);
    if (code == DI_EXIT_DONE)
        code = di_plan_study_run(task->country, &task->options, &task->study, plan);
    const struct di_plan_book book = {
        .model = task->scenario->model,
        .country = task->country,
        .plan = plan,
        .study = &task->study,
        .quarters = (uint32_t)lround(task->scenario->model->horizon_years * 4),
    };
    if (code == DI_EXIT_DONE)
        code = show(cli, task->settings, &book);
    di_plan_destroy(plan);
    return code;
}

/* ---- the command line ---- */

/* `--frontier budget A:B:S`: the word is the option's, the range comes as an operand, or both
 * stand in quotation marks. */
static enum di_exit read_operands(const struct di_cli *cli, char *const *operands, size_t count,
                                  struct task *task)
{
    static const char word[] = "budget ";
    const char *frontier = task->settings->frontier, *range = NULL, *surplus = NULL;
    struct di_message message;
    if (frontier != NULL && strncmp(frontier, word, strlen(word)) == 0) {
        range = frontier + strlen(word);
        frontier = "budget";
    }
    for (size_t n = 0; n < count; n++) {
        struct di_plan_frontier parsed;
        if (frontier != NULL && range == NULL && di_plan_frontier_parse(operands[n], &parsed))
            range = operands[n];
        else if (task->path == NULL)
            task->path = operands[n];
        else if (frontier != NULL && range == NULL)
            range = operands[n];
        else
            surplus = operands[n];
    }
    if (task->path == NULL || surplus != NULL)
        di_message_set(&message, DI_N_("'optimize' takes one scenario."), NULL, 0);
    else if (task->settings->apply != NULL && strcmp(task->path, DI_SCENARIO_STDIN) == 0)
        di_message_set(
            &message,
            DI_N_("--apply writes a scenario that follows another file: it needs the "
                  "name of that, not '-'."),
            NULL, 0);
    else if (frontier != NULL && strcmp(frontier, "budget") != 0)
        DI_MESSAGE(&message, DI_N_("--frontier knows 'budget' only, not '%1'."),
                   di_text_arg(frontier));
    else if (frontier != NULL &&
             (range == NULL || !di_plan_frontier_parse(range, &task->study.frontier)))
        di_message_set(&message,
                       DI_N_("--frontier budget needs shares such as 0.8:1.2:0.05: from, to, "
                             "step (at most 101 of them)."),
                       NULL, 0);
    else
        return DI_EXIT_DONE;
    return di_error_report_usage(cli, &message, "optimize");
}

static enum di_exit read_settings(const struct di_cli *cli, struct task *task)
{
    const struct settings *settings = task->settings;
    struct di_message message;
    task->study.wants_prices = !settings->no_prices;
    task->study.wanted_alternatives = (uint32_t)settings->alternatives;
    task->study.wanted_draws = (uint32_t)settings->draws;
    di_optimizer_options_defaults(&task->options);
    task->options.gap = settings->gap;
    task->options.threads =
        settings->threads > 0 ? (uint32_t)settings->threads : di_platform_processor_count();
    task->options.limits = (struct di_solve_limits){
        .seconds = clock_seconds,
        .is_cancelled = di_interrupt_cancels,
        .time_limit_seconds = parse_limit(settings->time_limit),
    };
    if (task->options.limits.time_limit_seconds < 0) {
        DI_MESSAGE(&message, DI_N_("--time-limit needs a time such as 60s or 5m, not '%1'."),
                   di_text_arg(settings->time_limit));
        return di_error_report_usage(cli, &message, "optimize");
    }
    return DI_EXIT_DONE;
}

static enum di_exit run(const struct di_cli *cli, const void *settings_of,
                        char *const *operands, size_t operand_count)
{
    struct task task = {.settings = settings_of};
    enum di_exit code = read_operands(cli, operands, operand_count, &task);
    if (code == DI_EXIT_DONE)
        code = read_settings(cli, &task);
    if (code == DI_EXIT_DONE)
        code = di_set_overrides_open(cli, &task.settings->sets, "optimize", &task.sets);
    if (code == DI_EXIT_DONE)
        code = load(cli, &task.sets, task.path, &task.scenario);
    if (code == DI_EXIT_DONE)
        code = open_places(cli, &task);
    if (code == DI_EXIT_DONE)
        code = build(cli, task.scenario, &task.country);
    if (code == DI_EXIT_DONE)
        tell_left_out(cli, task.scenario->model);
    if (code == DI_EXIT_DONE)
        code = di_plan_frontier_check(cli, task.country, &task.study.frontier);
    if (code == DI_EXIT_DONE)
        code = solve(cli, &task);
    if (code != DI_EXIT_DONE)
        di_output_folder_abandon(task.settings->out, task.has_new_folder);
    if (code == DI_EXIT_INTERRUPTED)
        code = di_error_report_interrupted(
            cli, DI_N_("Interrupted before the plan was complete; no plan is shown."));
    di_plan_study_finish(&task.study);
    di_fluid_country_destroy(task.country);
    di_scenario_destroy(task.scenario);
    di_set_overrides_finish(&task.sets);
    return code;
}

const struct di_command di_command_optimize = {
    .name = "optimize",
    .summary = N_("Find where families, workers and closures should go"),
    .operands = "SCENARIO",
    .example =
        "homeward optimize scenarios/demo/baseline.json --apply scenarios/demo/plan.json",
    .notes = N_("The plan keeps children out of institutions as long as possible within the "
                "limits of the section 'goals' and the budget. Its figures are promises of a "
                "model without queues and chance: simulate the scenario that --apply writes.\n"
                "Exit code 4: no plan keeps all limits, and the answer says which ones "
                "contradict each other; also when the time limit passed before a first plan "
                "was found, which proves nothing."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 1,
    .operands_max = 2,
    .run = run,
};
