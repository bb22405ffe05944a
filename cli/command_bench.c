/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the engine's benchmarks with the program's clock and prints one line each: a table for
 * people, or INTERFACE 8's objects with --json. Measures nothing itself. Of several repeats the
 * one with the median time is shown whole, so that its figures belong together.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "di/benchmark.h"
#include "di/nearest.h"

#include "command.h"
#include "error_report.h"
#include "interrupt.h"
#include "platform.h"
#include "text_table.h"

#define REPEATS_MAX 99
#define MM1_CUSTOMERS 10000000u
#define HOLDS 2000000u

struct settings {
    uint64_t threads;
    uint64_t repeat;
};

static const struct di_command_option options[] = {
    {.name = "threads",
     .kind = DI_OPTION_AUTO,
     .argument = "T",
     .help = N_("processors to use; these benchmarks run on one"),
     .default_value = "auto",
     .minimum = 1,
     .maximum = 1024,
     .offset = offsetof(struct settings, threads)},
    {.name = "repeat",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("run each benchmark this often; the median counts"),
     .default_value = "1",
     .minimum = 1,
     .maximum = REPEATS_MAX,
     .offset = offsetof(struct settings, repeat)},
    {0},
};

/* One line of output: hold is measured at several sizes. */
struct work {
    const char *name;
    uint64_t pending; /* 0: mm1 */
};

static const struct work works[] = {
    {"mm1", 0}, {"hold", 1000}, {"hold", 10000}, {"hold", 100000}, {"hold", 1000000}};
static const char *const names[] = {"mm1", "hold"};

static double clock_seconds(void *context)
{
    (void)context;
    return di_platform_seconds();
}

/* Equal times may stand in any order: nothing but timings comes out of it. */
static int by_time(const void *a, const void *b)
{
    const struct di_benchmark_result *left = a, *right = b;
    return (left->seconds > right->seconds) - (left->seconds < right->seconds);
}

static enum di_status measure(const struct work *work, uint64_t repeats,
                              struct di_benchmark_result *median_out, struct di_error *error)
{
    struct di_benchmark_result results[REPEATS_MAX];
    const struct di_benchmark_clock clock = {clock_seconds, NULL};
    memset(results, 0, sizeof results);
    for (uint64_t i = 0; i < repeats; i++) {
        if (di_interrupt_requested())
            return di_fail(error, DI_ERR_INTERRUPTED, "", NULL, NULL, 0);
        const enum di_status status =
            work->pending == 0
                ? di_benchmark_mm1(MM1_CUSTOMERS, &clock, &results[i], error)
                : di_benchmark_hold(work->pending, HOLDS, &clock, &results[i], error);
        if (status != DI_OK)
            return status;
    }
    qsort(results, repeats, sizeof results[0], by_time);
    *median_out = results[repeats / 2];
    return DI_OK;
}

static double per_second(uint64_t count, double seconds)
{
    return seconds > 0.0 ? (double)count / seconds : 0.0;
}

static void print_json(const struct work *work, const struct di_benchmark_result *result)
{
    json_t *line = json_pack("{s:s, s:I, s:f, s:f}", "benchmark", work->name, "events",
                             (json_int_t)result->events, "seconds", result->seconds,
                             "events_per_second", per_second(result->events, result->seconds));
    if (work->pending == 0) {
        (void)json_object_set_new(line, "customers_per_second",
                                  json_real(per_second(result->customers, result->seconds)));
        (void)json_object_set_new(line, "mean_system_days",
                                  json_real(result->mean_system_days));
    } else {
        (void)json_object_set_new(line, "pending", json_integer((json_int_t)result->pending));
        (void)json_object_set_new(line, "nanoseconds", json_real(result->nanoseconds));
        (void)json_object_set_new(line, "heap_nanoseconds",
                                  json_real(result->heap_nanoseconds));
    }
    (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    (void)fputc('\n', stdout);
    (void)fflush(stdout);
    json_decref(line);
}

static void add_number(const struct di_cli *cli, struct di_text_table *table, double value,
                       int decimals)
{
    char text[DI_CATALOGUE_NUMBER_MAX];
    di_catalogue_real(&cli->catalogue, value, decimals, text);
    di_text_table_add(table, text);
}

static void add_row(const struct di_cli *cli, struct di_text_table *table,
                    const struct work *work, const struct di_benchmark_result *result)
{
    char name[DI_CATALOGUE_NUMBER_MAX + 16], pending[DI_CATALOGUE_NUMBER_MAX];
    di_catalogue_integer(&cli->catalogue, (int64_t)work->pending, pending);
    (void)snprintf(name, sizeof name, "%s%s%s", work->name, work->pending > 0 ? " " : "",
                   work->pending > 0 ? pending : "");
    di_text_table_add(table, name);
    add_number(cli, table, (double)result->events, 0);
    add_number(cli, table, result->seconds, 3);
    add_number(cli, table, per_second(result->events, result->seconds), 0);
    if (work->pending == 0) {
        di_text_table_add(table, "");
        di_text_table_add(table, "");
        return;
    }
    add_number(cli, table, result->nanoseconds, 1);
    add_number(cli, table, result->heap_nanoseconds, 1);
}

static enum di_exit refuse_name(const struct di_cli *cli, const char *name)
{
    struct di_message message;
    const char *nearest = di_nearest_name(name, names, sizeof names / sizeof names[0]);
    if (nearest != NULL)
        DI_MESSAGE(&message, DI_N_("There is no benchmark '%1'. Did you mean '%2'?"),
                   di_text_arg(name), di_text_arg(nearest));
    else
        DI_MESSAGE(&message, DI_N_("There is no benchmark '%1'; choose mm1 or hold."),
                   di_text_arg(name));
    return di_error_report_usage(cli, &message, "bench");
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static enum di_exit run_works(const struct di_cli *cli, const struct settings *settings,
                              const char *only, struct di_text_table *table)
{
    struct di_error error = {0};
    struct di_benchmark_result result = {0};
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        if (only != NULL && strcmp(works[i].name, only) != 0)
            continue;
        if (measure(&works[i], settings->repeat, &result, &error) != DI_OK)
            return di_error_report(cli, &error);
        if (cli->is_json)
            print_json(&works[i], &result);
        else
            add_row(cli, table, &works[i], &result);
    }
    return DI_EXIT_DONE;
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    const char *only = operand_count > 0 ? operands[0] : NULL;
    struct di_text_table table;
    if (only != NULL && !is_known(only))
        return refuse_name(cli, only);
    di_text_table_init(&table, 6);
    di_text_table_add(&table, _("benchmark"));
    di_text_table_add(&table, _("events"));
    di_text_table_add(&table, _("seconds"));
    di_text_table_add(&table, _("events per second"));
    di_text_table_add(&table, _("ns a hold"));
    di_text_table_add(&table, _("ns with a heap"));
    const enum di_exit code = run_works(cli, settings, only, &table);
    if (!cli->is_json && table.count > table.columns)
        (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    return code;
}

const struct di_command di_command_bench = {
    .name = "bench",
    .summary = N_("run a benchmark of the engine, or all of them"),
    .operands = "[mm1|hold]",
    .example = "homeward bench mm1 --repeat 5 --json",
    .notes = N_("The benchmarks are mm1 (a queue) and hold (the calendar of events).\nQuote "
                "ratios taken in one run; absolute times differ between machines."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_max = 1,
    .run = run,
};
