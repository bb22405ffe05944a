/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the selftest and prints each case: what is simulated, and for each quantity the exact
 * answer, the simulated mean, its standard error and the verdict; or one JSON object a row.
 * Decides nothing itself: the verdict is the library's.
 */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "di/platform.h"
#include "di/selftest.h"

#include "command.h"
#include "common_options.h"
#include "error_report.h"
#include "interrupt.h"
#include "text_table.h"

enum { COLUMNS = 6, THREADS_MAX = 64 };

struct settings {
    uint64_t seed;
    uint64_t threads;
    const char *only;
};

static const struct di_command_option options[] = {
    DI_OPTION_ROW_SEED(offsetof(struct settings, seed), 0),
    DI_OPTION_ROW_THREADS(offsetof(struct settings, threads)),
    {.name = "case",
     .kind = DI_OPTION_TEXT,
     .argument = "NAME",
     .help = N_("one case only, such as V9"),
     .offset = offsetof(struct settings, only)},
    {0},
};

struct printing {
    const struct di_cli *cli;
    const char *case_id; /* of the rows in the table */
    struct di_text_table table;
    int64_t rows, failed;
};

static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static void print_json(const struct di_selftest_row *row)
{
    json_t *line = json_pack("{s:s, s:f, s:f, s:f, s:o, s:b, s:s, s:s, s:I}", "case",
                             row->case_id, "exact", row->exact, "mean", row->mean, "se",
                             row->se, "z", number_or_null(row->z), "ok", row->ok, "quantity",
                             row->quantity, "configuration", row->configuration, "replications",
                             (json_int_t)row->replications);
    if (row->has_mistake) {
        (void)json_object_set_new(line, "mistake", json_real(row->mistake));
        (void)json_object_set_new(line, "mistake_z", number_or_null(row->mistake_z));
    }
    (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(12));
    (void)fputc('\n', stdout);
    (void)fflush(stdout);
    json_decref(line);
}

static void flush_table(struct printing *printing)
{
    if (printing->table.count > 0) {
        (void)di_text_table_print(&printing->table, stdout);
        (void)fputc('\n', stdout);
        (void)fflush(stdout);
    }
    di_text_table_finish(&printing->table);
    di_text_table_init(&printing->table, COLUMNS);
}

static void begin_case(struct printing *printing, const struct di_selftest_row *row)
{
    flush_table(printing);
    printing->case_id = row->case_id;
    (void)printf("%s  %s\n", row->case_id, _(row->configuration));
    struct di_text_table *table = &printing->table;
    di_text_table_add(table, _("quantity"));
    di_text_table_add(table, _("exact"));
    di_text_table_add(table, _("simulated"));
    di_text_table_add(table, _("standard error"));
    di_text_table_add(table, _("errors apart"));
    di_text_table_add(table, _("verdict"));
}

/* Enough figures to tell values apart: four significant ones of small numbers. */
static int decimals_of(double value)
{
    const double size = fabs(value);
    return size >= 1000 ? 0 : size >= 10 ? 3 : size >= 0.1 ? 5 : 6;
}

static void print_row(void *context, const struct di_selftest_row *row)
{
    struct printing *printing = context;
    printing->rows++;
    printing->failed += row->ok ? 0 : 1;
    if (printing->cli->is_json) {
        print_json(row);
        return;
    }
    if (printing->case_id == NULL || strcmp(printing->case_id, row->case_id) != 0)
        begin_case(printing, row);
    di_text_table_add(&printing->table, _(row->quantity));
    di_text_table_add_real(&printing->table, &printing->cli->catalogue, row->exact,
                           decimals_of(row->exact));
    di_text_table_add_real(&printing->table, &printing->cli->catalogue, row->mean,
                           decimals_of(row->exact));
    di_text_table_add_real(&printing->table, &printing->cli->catalogue, row->se,
                           decimals_of(row->se));
    di_text_table_add_real(&printing->table, &printing->cli->catalogue, row->z, 2);
    di_text_table_add(&printing->table, row->ok ? _("agrees") : _("DISAGREES"));
}

static void say_verdict(const struct printing *printing)
{
    if (printing->cli->is_json)
        return;
    if (printing->failed == 0)
        DI_SAY(printing->cli, stdout,
               N_("All %1 answers agree with theory within 4 standard errors."),
               di_integer_arg(printing->rows));
    else
        DI_SAY(printing->cli, stdout,
               N_("%1 of %2 answers {%1|disagrees|disagree} with theory: do not trust this "
                  "build."),
               di_integer_arg(printing->failed), di_integer_arg(printing->rows));
}

static enum di_exit run(const struct di_cli *cli, const void *settings_in,
                        char *const *operands, size_t operand_count)
{
    (void)operands;
    (void)operand_count;
    const struct settings *settings = settings_in;
    struct printing printing = {.cli = cli};
    struct di_selftest_options selftest;
    struct di_error error = {0};
    bool agrees = false;
    di_selftest_options_defaults(&selftest);
    const uint64_t threads =
        settings->threads > 0 ? settings->threads : di_platform_processor_count();
    selftest.seed = settings->seed;
    selftest.threads = threads < THREADS_MAX ? (uint32_t)threads : THREADS_MAX;
    selftest.only = settings->only;
    selftest.is_cancelled = di_interrupt_cancels;
    di_text_table_init(&printing.table, COLUMNS);
    const enum di_status status =
        di_selftest_run(&selftest, print_row, &printing, &agrees, &error);
    flush_table(&printing);
    di_text_table_finish(&printing.table);
    if (status == DI_ERR_INPUT) /* no such case */
        return di_error_report_usage(cli, &error.message, "selftest");
    if (status != DI_OK)
        return di_error_report(cli, &error);
    say_verdict(&printing);
    return agrees ? DI_EXIT_DONE : DI_EXIT_CHECK_FAILED;
}

const struct di_command di_command_selftest = {
    .name = "selftest",
    .summary = N_("Compare the simulator with exact answers"),
    .operands = "",
    .example = "homeward selftest --case V9",
    .notes = N_("Each case is a small system whose answer is known from theory. It agrees when "
                "the\nsimulated mean lies within 4 standard errors of the exact answer, over "
                "replications.\nCases and sources: docs/VALIDATION.md."),
    .options = options,
    .settings_size = sizeof(struct settings),
    .run = run,
};
