/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the engine's benchmarks with the program's clock and prints one line each: a table for
 * people, or a JSON object with --json. Measures nothing itself. Of several repeats the
 * one with the median time is shown whole, so that its figures belong together.
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/benchmark.h"
#include "di/nearest.h"
#include "di/platform.h"
#include "di/wall_clock.h"

#include "bench_chart.h"
#include "bench_import.h"
#include "bench_plan.h"
#include "command.h"
#include "error_report.h"
#include "interrupt.h"
#include "text_table.h"

#define REPEATS_MAX 99
#define MM1_CUSTOMERS 1e7
#define HOLDS 2e6

struct settings {
    uint64_t threads; /* 0: as many as there are processors */
    uint64_t repeat;
    double size;
};

static const struct di_command_option options[] = {
    {.name = "threads",
     .kind = DI_OPTION_AUTO,
     .argument = "T",
     .help = N_("processors to use for national, scale and plan; the others run on one"),
     .default_value = "auto",
     .minimum = 1,
     .maximum = 256,
     .offset = offsetof(struct settings, threads)},
    {.name = "repeat",
     .kind = DI_OPTION_INTEGER,
     .argument = "N",
     .help = N_("run each benchmark this often; the median counts"),
     .default_value = "1",
     .minimum = 1,
     .maximum = REPEATS_MAX,
     .offset = offsetof(struct settings, repeat)},
    {.name = "size",
     .kind = DI_OPTION_REAL,
     .argument = "X",
     .help = N_("size of the work against the standard one"),
     .default_value = "1",
     .offset = offsetof(struct settings, size)},
    {0},
};

enum kind { MM1, HOLD, NATIONAL, SCALE, IMPORT, PLAN };

/* One line of output: hold and scale are measured at several sizes. */
struct work {
    enum kind kind;
    double size; /* hold: pending events; national, scale: of the country */
    uint32_t replications_per_thread; /* two, so that the second finds its tables made */
};

#define THREADS_MAX 256 /* of the national benchmark */
#define SCALES 3        /* the last works of the list */
static const struct work works[] = {{MM1, 1, 0},     {HOLD, 1e3, 0}, {HOLD, 1e4, 0},
                                    {HOLD, 1e5, 0},  {HOLD, 1e6, 0}, {NATIONAL, 1, 2},
                                    {SCALE, 0.1, 4}, {SCALE, 1, 2},  {SCALE, 10, 1}};
static const char *const names[] = {
    [MM1] = "mm1",     [HOLD] = "hold",     [NATIONAL] = "national",
    [SCALE] = "scale", [IMPORT] = "import", [PLAN] = "plan"};

/* What one measurement yields; which member holds it depends on the kind of work. */
struct outcome {
    double seconds;
    uint64_t events;
    struct di_benchmark_result part;
    struct di_benchmark_national_result national;
    double exponent; /* of the last line of scale; 0: none */
};

static double clock_seconds(void *context)
{
    (void)context;
    return di_wall_clock_seconds();
}

static double clock_cpu_seconds(void *context)
{
    (void)context;
    return di_wall_clock_cpu_seconds();
}

/* Equal times may stand in any order: nothing but timings comes out of it. */
static int by_time(const void *a, const void *b)
{
    const struct outcome *left = a, *right = b;
    return (left->seconds > right->seconds) - (left->seconds < right->seconds);
}

static uint64_t at_least_one(double count)
{
    return count < 1 ? 1 : (uint64_t)count;
}

static uint32_t threads_of(const struct settings *settings)
{
    const uint32_t threads =
        settings->threads > 0 ? (uint32_t)settings->threads : di_platform_processor_count();
    return threads < THREADS_MAX ? threads : THREADS_MAX;
}

static enum di_status measure_once(const struct work *work, const struct settings *settings,
                                   struct outcome *outcome, struct di_error *error)
{
    const struct di_benchmark_clock clock = {clock_seconds, clock_cpu_seconds, NULL};
    const uint32_t threads = threads_of(settings);
    enum di_status status = DI_OK;
    if (work->kind == MM1)
        status = di_benchmark_mm1(at_least_one(MM1_CUSTOMERS * settings->size), &clock,
                                  &outcome->part, error);
    else if (work->kind == HOLD)
        status = di_benchmark_hold(at_least_one(work->size * settings->size),
                                   at_least_one(HOLDS * settings->size), &clock, &outcome->part,
                                   error);
    else
        status = di_benchmark_national(work->size * settings->size,
                                       work->replications_per_thread * threads, threads, &clock,
                                       &outcome->national, error);
    const bool is_part = work->kind == MM1 || work->kind == HOLD;
    outcome->seconds = is_part ? outcome->part.seconds : outcome->national.seconds;
    outcome->events = is_part ? outcome->part.events : outcome->national.events;
    return status;
}

static enum di_status measure(const struct work *work, const struct settings *settings,
                              struct outcome *median_out, struct di_error *error)
{
    struct outcome outcomes[REPEATS_MAX];
    memset(outcomes, 0, sizeof outcomes);
    for (uint64_t i = 0; i < settings->repeat; i++) {
        if (di_interrupt_requested())
            return di_fail(error, DI_ERR_INTERRUPTED, "",
                           DI_N_("Interrupted; nothing more is measured."), NULL, 0);
        const enum di_status status = measure_once(work, settings, &outcomes[i], error);
        if (status != DI_OK)
            return status;
    }
    qsort(outcomes, settings->repeat, sizeof outcomes[0], by_time);
    *median_out = outcomes[settings->repeat / 2];
    return DI_OK;
}

static double per_second(uint64_t count, double seconds)
{
    return seconds > 0.0 ? (double)count / seconds : 0.0;
}

static void set_real(json_t *line, const char *key, double value)
{
    (void)json_object_set_new(line, key, json_real(value));
}

static void set_count(json_t *line, const char *key, uint64_t value)
{
    (void)json_object_set_new(line, key, json_integer((json_int_t)value));
}

static void set_part(json_t *line, const struct work *work,
                     const struct di_benchmark_result *result)
{
    if (work->kind == MM1) {
        set_real(line, "customers_per_second", per_second(result->customers, result->seconds));
        set_real(line, "mean_system_days", result->mean_system_days);
        return;
    }
    set_count(line, "pending", result->pending);
    set_real(line, "nanoseconds", result->nanoseconds);
    set_real(line, "heap_nanoseconds", result->heap_nanoseconds);
}

static const char *const event_kinds[DI_CARE_EVENT_KINDS] = {
    [DI_CARE_EVENT_CLOCK] = "clock",   [DI_CARE_EVENT_REQUEST] = "request",
    [DI_CARE_EVENT_GATE] = "gate",     [DI_CARE_EVENT_MATCHING] = "matching",
    [DI_CARE_EVENT_VISIT] = "visit",   [DI_CARE_EVENT_WORK] = "work",
    [DI_CARE_EVENT_CARERS] = "carers", [DI_CARE_EVENT_SYSTEM] = "system"};

static void set_kinds(json_t *line, const struct di_benchmark_national_result *result)
{
    json_t *kinds = json_object();
    for (int kind = 0; kind < DI_CARE_EVENT_KINDS; kind++)
        set_count(kinds, event_kinds[kind], result->events_by_kind[kind]);
    (void)json_object_set_new(line, "events_by_kind", kinds);
}

static void set_national(json_t *line, const struct work *work, const struct outcome *outcome)
{
    const struct di_benchmark_national_result *result = &outcome->national;
    set_real(line, "cpu_seconds", result->cpu_seconds);
    set_real(line, "cpu_nanoseconds_per_event",
             result->events > 0 ? 1e9 * result->cpu_seconds / (double)result->events : 0);
    set_kinds(line, result);
    set_count(line, "in_care", result->in_care);
    set_real(line, "bytes_per_child", result->bytes_per_child);
    set_count(line, "peak_bytes", di_platform_peak_bytes());
    set_count(line, "threads", result->threads);
    set_real(line, "child_years_per_second",
             result->seconds > 0 ? result->child_years / result->seconds : 0);
    set_count(line, "replications", result->replications);
    set_count(line, "entries_per_replication", result->entries);
    set_count(line, "in_care_start", result->in_care_start);
    set_count(line, "in_care_end", result->in_care_end);
    set_real(line, "prepare_seconds", result->prepare_seconds);
    if (result->is_warm)
        set_count(line, "allocations", result->allocations);
    if (work->kind == SCALE)
        set_real(line, "scale", work->size);
    if (outcome->exponent > 0)
        set_real(line, "exponent", outcome->exponent);
}

static void print_json(const struct work *work, const struct outcome *outcome)
{
    json_t *line =
        json_pack("{s:s, s:I, s:f, s:f}", "benchmark", names[work->kind], "events",
                  (json_int_t)outcome->events, "seconds", outcome->seconds, "events_per_second",
                  per_second(outcome->events, outcome->seconds));
    if (work->kind == MM1 || work->kind == HOLD)
        set_part(line, work, &outcome->part);
    else
        set_national(line, work, outcome);
    (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    (void)fputc('\n', stdout);
    (void)fflush(stdout);
    json_decref(line);
}

static void add_name(const struct di_cli *cli, struct di_text_table *table,
                     const struct work *work, const struct outcome *outcome)
{
    char text[DI_CATALOGUE_NUMBER_MAX + 16], size[DI_CATALOGUE_NUMBER_MAX] = "";
    if (work->kind == HOLD)
        di_catalogue_integer(&cli->catalogue, (int64_t)outcome->part.pending, size);
    else if (work->kind == SCALE)
        di_catalogue_real(&cli->catalogue, work->size, work->size < 1 ? 1 : 0, size);
    (void)snprintf(text, sizeof text, "%s%s%s", names[work->kind], size[0] != '\0' ? " " : "",
                   size);
    di_text_table_add(table, text);
}

static void add_row(const struct di_cli *cli, struct di_text_table *table,
                    const struct work *work, const struct outcome *outcome)
{
    add_name(cli, table, work, outcome);
    di_text_table_add_real(table, &cli->catalogue, (double)outcome->events, 0);
    di_text_table_add_real(table, &cli->catalogue, outcome->seconds, 3);
    di_text_table_add_real(table, &cli->catalogue,
                           per_second(outcome->events, outcome->seconds), 0);
    if (work->kind == HOLD) {
        di_text_table_add_real(table, &cli->catalogue, outcome->part.nanoseconds, 1);
        di_text_table_add_real(table, &cli->catalogue, outcome->part.heap_nanoseconds, 1);
    } else {
        di_text_table_add(table, "");
        di_text_table_add(table, "");
    }
    if (work->kind == MM1 || work->kind == HOLD) {
        di_text_table_add(table, "");
        di_text_table_add(table, "");
        return;
    }
    di_text_table_add_real(table, &cli->catalogue, (double)outcome->national.in_care, 0);
    di_text_table_add_real(table, &cli->catalogue, outcome->national.bytes_per_child, 0);
}

static enum di_exit refuse_name(const struct di_cli *cli, const char *name)
{
    struct di_message message;
    const char *nearest = di_nearest_name(name, names, sizeof names / sizeof names[0]);
    if (nearest != NULL)
        DI_MESSAGE(&message, DI_N_("There is no benchmark '%1'. Did you mean '%2'?"),
                   di_text_arg(name), di_text_arg(nearest));
    else
        DI_MESSAGE(
            &message,
            DI_N_("There is no benchmark '%1'; choose mm1, hold, national, scale, chart, "
                  "import or plan."),
            di_text_arg(name));
    return di_error_report_usage(cli, &message, "bench");
}

static enum di_exit refuse_size(const struct di_cli *cli, const struct work *work, double size)
{
    struct di_message message;
    DI_MESSAGE(&message, DI_N_("--size %1 is too small or too large for the benchmark '%2'."),
               di_real_arg(size), di_text_arg(names[work->kind]));
    return di_error_report_usage(cli, &message, "bench");
}

static bool is_known(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Processor time of a replication against children in care. */
static double exponent_of(const struct outcome outcomes[SCALES])
{
    double size[SCALES], seconds[SCALES];
    for (size_t i = 0; i < SCALES; i++) {
        const struct di_benchmark_national_result *result = &outcomes[i].national;
        size[i] = (double)result->in_care;
        seconds[i] = result->cpu_seconds / result->replications;
    }
    return di_benchmark_exponent(size, seconds, SCALES);
}

static enum di_exit run_works(const struct di_cli *cli, const struct settings *settings,
                              const char *only, struct di_text_table *table,
                              double *exponent_out)
{
    struct di_error error = {0};
    struct outcome scales[SCALES];
    size_t scale_count = 0;
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++) {
        struct outcome outcome;
        memset(&outcome, 0, sizeof outcome);
        if (only != NULL && strcmp(names[works[i].kind], only) != 0)
            continue;
        const enum di_status status = measure(&works[i], settings, &outcome, &error);
        if (status == DI_ERR_RANGE)
            return refuse_size(cli, &works[i], settings->size);
        if (status != DI_OK)
            return di_error_report(cli, &error);
        if (works[i].kind == SCALE)
            scales[scale_count++] = outcome;
        if (scale_count == SCALES)
            outcome.exponent = exponent_of(scales);
        if (cli->is_json)
            print_json(&works[i], &outcome);
        else
            add_row(cli, table, &works[i], &outcome);
        *exponent_out = outcome.exponent;
    }
    return DI_EXIT_DONE;
}

static enum di_exit run(const struct di_cli *cli, const void *settings, char *const *operands,
                        size_t operand_count)
{
    const char *only = operand_count > 0 ? operands[0] : NULL;
    struct di_text_table table;
    double exponent = 0;
    if (only != NULL && strcmp(only, "chart") == 0)
        return di_bench_chart(cli, ((const struct settings *)settings)->repeat);
    if (only != NULL && !is_known(only))
        return refuse_name(cli, only);
    di_text_table_init(&table, 8);
    di_text_table_add(&table, _("benchmark"));
    di_text_table_add(&table, _("events"));
    di_text_table_add(&table, _("seconds"));
    di_text_table_add(&table, _("events per second"));
    di_text_table_add(&table, _("ns a hold"));
    di_text_table_add(&table, _("ns with a heap"));
    di_text_table_add(&table, _("in care"));
    di_text_table_add(&table, _("bytes a child"));
    enum di_exit code = run_works(cli, settings, only, &table, &exponent);
    if (!cli->is_json && table.count > table.columns)
        (void)di_text_table_print(&table, stdout);
    if (!cli->is_json && exponent > 0)
        DI_SAY(cli, stdout, N_("Time grows as size to the power of %1."),
               di_real_arg(round(exponent * 100) / 100));
    di_text_table_finish(&table);
    if (only == NULL && code == DI_EXIT_DONE && di_bench_has_charts)
        code = di_bench_chart(cli, ((const struct settings *)settings)->repeat);
    if (code == DI_EXIT_DONE && (only == NULL || strcmp(only, names[IMPORT]) == 0))
        code = di_bench_import(cli, ((const struct settings *)settings)->size,
                               ((const struct settings *)settings)->repeat);
    if (code == DI_EXIT_DONE && (only == NULL || strcmp(only, names[PLAN]) == 0))
        return di_bench_plan(cli, ((const struct settings *)settings)->size,
                             threads_of(settings));
    return code;
}

const struct di_command di_command_bench = {
    .name = "bench",
    .summary = N_("Run a benchmark of the engine, or all of them"),
    .operands = "[mm1|hold|national|scale|chart|import|plan]",
    .example = "homeward bench mm1 --repeat 5 --json",
    .notes = N_("The benchmarks are mm1 (a queue), hold (the calendar of events), national (a "
                "country with 100,000 children in care), scale (the same a tenth and ten "
                "times as large; takes minutes), chart (drawing), import (200,000 placement "
                "episodes) and "
                "plan (the optimizer at three sizes; takes minutes).\nQuote ratios taken in "
                "one run; absolute "
                "times differ between machines."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .operands_max = 1,
    .run = run,
};
