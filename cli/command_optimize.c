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
#include "di/scenario.h"

#include "command.h"
#include "error_report.h"
#include "interrupt.h"
#include "plan_loop.h"
#include "plan_report.h"
#include "platform.h"

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
    uint64_t replications, iterations, seed;
    bool no_prices;
};

static const struct di_command_option options[] = {
    {.name = "time-limit",
     .kind = DI_OPTION_TEXT,
     .argument = "TIME",
     .help = N_("how long to search, for example 60s or 5m"),
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
     .help = N_("write a scenario that follows the plan, beside the planned one"),
     .offset = offsetof(struct settings, apply)},
    {.name = "out",
     .kind = DI_OPTION_TEXT,
     .argument = "FOLDER",
     .help = N_("write plan.json and plan.csv there"),
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
     .default_value = "3",
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
    {.name = "no-prices",
     .kind = DI_OPTION_FLAG,
     .help = N_("do not work out what one more of each scarce thing is worth"),
     .offset = offsetof(struct settings, no_prices)},
    {.name = "set",
     .kind = DI_OPTION_LIST,
     .argument = "PATH=VALUE",
     .help = N_("change one value of the scenario; may be repeated"),
     .offset = offsetof(struct settings, sets)},
    {0},
};

static double clock_seconds(void *context)
{
    (void)context;
    return di_platform_seconds();
}

static bool is_cancelled(void *context)
{
    (void)context;
    return di_interrupt_requested();
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

/* ---- loading ---- */

static enum di_exit split_sets(const struct di_cli *cli, const struct di_option_list *list,
                               struct di_set_override *sets)
{
    for (size_t i = 0; i < list->count; i++) {
        char *copy = strdup(list->items[i]);
        char *equals = copy == NULL ? NULL : strchr(copy, '=');
        sets[i].path = copy;
        if (equals == NULL) {
            struct di_message message;
            DI_MESSAGE(&message, DI_N_("--set needs PATH=VALUE, not '%1'."),
                       di_text_arg(list->items[i]));
            return di_error_report_usage(cli, &message, "optimize");
        }
        *equals = '\0';
        sets[i].value = equals + 1;
    }
    return DI_EXIT_DONE;
}

static enum di_exit finish_list(const struct di_cli *cli, enum di_status status,
                                struct di_diagnostics *list, const struct di_error *error)
{
    enum di_exit code = DI_EXIT_DONE;
    if (status != DI_OK)
        code = di_diagnostics_have_errors(list) ? di_error_report_all(cli, list)
                                                : di_error_report(cli, error);
    di_diagnostics_finish(list);
    return code;
}

static enum di_exit load(const struct di_cli *cli, const struct settings *settings,
                         const char *path, struct di_scenario **scenario_out)
{
    const size_t count = settings->sets.count;
    struct di_set_override *sets = calloc(count + 1, sizeof *sets);
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    enum di_exit code = DI_EXIT_DONE;
    enum di_status status = DI_OK;
    if (sets == NULL)
        status = di_fail_memory(&error);
    else
        code = split_sets(cli, &settings->sets, sets);
    if (status == DI_OK && code == DI_EXIT_DONE)
        status = di_scenario_load(path, sets, count, &list, scenario_out, &error);
    const enum di_exit reported = finish_list(cli, status, &list, &error);
    for (size_t i = 0; sets != NULL && i < count; i++)
        free((void *)(uintptr_t)sets[i].path);
    free(sets);
    return code == DI_EXIT_DONE ? reported : code;
}

static enum di_exit build(const struct di_cli *cli, const struct di_scenario *scenario,
                          struct di_fluid_country **country_out)
{
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    struct di_error error = {0};
    di_diagnostics_init(&list);
    enum di_status status = di_warm_start_prepare(scenario->model, &list, &start, &error);
    if (status == DI_OK)
        status = di_fluid_build(scenario->model, start, country_out, &error);
    di_warm_start_destroy(start);
    return finish_list(cli, status, &list, &error);
}

/* ---- writing ---- */

static enum di_exit cannot_write(const struct di_cli *cli, const char *path)
{
    struct di_error error = {0};
    const enum di_status status = DI_FAIL(
        &error, DI_ERR_FILE, path, DI_N_("'%1' could not be written."), di_text_arg(path));
    (void)status;
    return di_error_report(cli, &error);
}

static enum di_exit write_json(const struct di_cli *cli, json_t *json, const char *path)
{
    const bool is_written =
        json != NULL &&
        json_dump_file(json, path, JSON_INDENT(2) | JSON_REAL_PRECISION(12)) == 0;
    json_decref(json);
    return is_written ? DI_EXIT_DONE : cannot_write(cli, path);
}

static char *join(const char *folder, const char *name)
{
    const size_t room = strlen(folder) + strlen(name) + 2;
    char *path = malloc(room);
    if (path != NULL)
        (void)snprintf(path, room, "%s/%s", folder, name);
    return path;
}

static enum di_exit write_files(const struct di_cli *cli, const struct di_plan_book *book,
                                const char *folder)
{
    char *json = join(folder, "plan.json"), *csv = join(folder, "plan.csv");
    enum di_exit code = DI_EXIT_DONE;
    if (json == NULL || csv == NULL || !di_platform_make_folders(folder))
        code = cannot_write(cli, folder);
    else
        code = write_json(cli, di_plan_report_json(book), json);
    if (code == DI_EXIT_DONE && !di_plan_report_csv(book, csv))
        code = cannot_write(cli, csv);
    free(json);
    free(csv);
    return code;
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

/* `extends` names a file of the same folder: so the new one must lie beside the old. */
static enum di_exit check_apply(const struct di_cli *cli, const char *base, const char *path)
{
    const size_t length = folder_length(base);
    struct di_message message;
    if (length != folder_length(path) || strncmp(base, path, length) != 0)
        DI_MESSAGE(&message,
                   DI_N_("--apply writes beside the scenario: give '%1' the folder of '%2'."),
                   di_text_arg(path), di_text_arg(base));
    else if (strcmp(base, path) == 0)
        DI_MESSAGE(&message, DI_N_("--apply would overwrite the planned scenario '%1'."),
                   di_text_arg(base));
    else
        return DI_EXIT_DONE;
    return di_error_report_usage(cli, &message, "optimize");
}

static enum di_exit show(const struct di_cli *cli, const struct settings *settings,
                         const struct di_plan_book *book)
{
    enum di_exit code = DI_EXIT_DONE;
    if (cli->is_json) {
        json_t *json = di_plan_report_json(book);
        (void)json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        (void)fputc('\n', stdout);
        json_decref(json);
    } else {
        di_plan_report_print(cli, book);
    }
    if (settings->out != NULL)
        code = write_files(cli, book, settings->out);
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
        json_t *json = di_plan_report_conflict_json(scenario->model, country, &conflict);
        (void)json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
        (void)fputc('\n', stdout);
        json_decref(json);
    } else {
        di_plan_report_conflict(cli, scenario->model, country, &conflict);
    }
    return DI_EXIT_NO_PLAN;
}

/* A plan without prices is still a plan: what goes wrong here is not worth its loss. */
static struct di_plan_prices *find_prices(const struct settings *settings,
                                          const struct di_fluid_country *country,
                                          const struct di_plan *plan,
                                          const struct di_optimizer_options *planned)
{
    struct di_plan_prices *prices = NULL;
    if (settings->no_prices ||
        di_plan_prices_find(country->parameters, plan, planned, &prices, NULL) != DI_OK)
        return NULL;
    return prices;
}

static enum di_exit solve(const struct di_cli *cli, const struct settings *settings,
                          const struct di_scenario *scenario, struct di_fluid_country *country,
                          const char *path)
{
    struct di_optimizer_options plan_options;
    struct di_plan *plan = NULL;
    struct di_error error = {0};
    di_optimizer_options_defaults(&plan_options);
    plan_options.gap = settings->gap;
    plan_options.limits = (struct di_solve_limits){
        .seconds = clock_seconds,
        .is_cancelled = is_cancelled,
        .time_limit_seconds = parse_limit(settings->time_limit),
    };
    if (settings->export_path != NULL) {
        const enum di_status status = di_optimizer_export(
            country->parameters, DI_GOAL_RESIDENTIAL, settings->export_path, &error);
        if (status != DI_OK)
            return di_error_report(cli, &error);
    }
    const enum di_status status =
        di_optimize(country->parameters, &plan_options, &plan, &error);
    if (di_interrupt_requested()) {
        di_plan_destroy(status == DI_OK ? plan : NULL);
        return DI_EXIT_INTERRUPTED;
    }
    if (status == DI_ERR_INFEASIBLE)
        return diagnose(cli, scenario, country, &plan_options);
    if (status != DI_OK)
        return di_error_report(cli, &error);
    const struct di_plan_loop loop = {
        .scenario = scenario,
        .country = country,
        .options = &plan_options,
        .base = path,
        .apply = settings->apply,
        .replications = (uint32_t)settings->replications,
        .iterations = (uint32_t)settings->iterations,
        .seed = settings->seed,
    };
    enum di_exit code = DI_EXIT_DONE;
    if (settings->apply != NULL)
        code = settings->replications > 0 ? di_plan_loop_run(cli, &loop, &plan)
                                          : di_plan_loop_apply(cli, &loop, plan);
    if (code != DI_EXIT_DONE) {
        di_plan_destroy(plan);
        return code;
    }
    struct di_plan_prices *prices = find_prices(settings, country, plan, &plan_options);
    const struct di_plan_book book = {
        .model = scenario->model,
        .country = country,
        .plan = plan,
        .prices = prices,
        .quarters = (uint32_t)lround(scenario->model->horizon_years * 4),
    };
    code = show(cli, settings, &book);
    di_plan_prices_destroy(prices);
    di_plan_destroy(plan);
    return code;
}

static enum di_exit run(const struct di_cli *cli, const void *settings_of,
                        char *const *operands, size_t operand_count)
{
    const struct settings *settings = settings_of;
    struct di_scenario *scenario = NULL;
    struct di_fluid_country *country = NULL;
    (void)operand_count;
    if (parse_limit(settings->time_limit) < 0) {
        struct di_message message;
        DI_MESSAGE(&message, DI_N_("--time-limit needs a time such as 60s or 5m, not '%1'."),
                   di_text_arg(settings->time_limit));
        return di_error_report_usage(cli, &message, "optimize");
    }
    enum di_exit code =
        settings->apply != NULL ? check_apply(cli, operands[0], settings->apply) : DI_EXIT_DONE;
    if (code == DI_EXIT_DONE)
        code = load(cli, settings, operands[0], &scenario);
    if (code == DI_EXIT_DONE)
        code = build(cli, scenario, &country);
    if (code == DI_EXIT_DONE)
        code = solve(cli, settings, scenario, country, operands[0]);
    di_fluid_country_destroy(country);
    di_scenario_destroy(scenario);
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
                "Exit code 4: no plan keeps all limits; the answer says which ones contradict "
                "each other."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_min = 1,
    .operands_max = 1,
    .run = run,
};
