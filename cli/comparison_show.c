/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headlines of the last year side by side, and the inputs that differ. */
#include "comparison_show.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/language.h"
#include "di/time.h"
#include "di/topic.h"

#include "error_report.h"
#include "text_table.h"

struct headline {
    const char *indicator;
    const char *setting;
    const char *label; /* NULL: the indicator's */
};

static const struct headline headlines[] = {
    {"K1r_residential_stock", "all", NULL},
    {"K1_institution_stock", "all", NULL},
    {"K2_residential_child_years", "all", NULL},
    {"K3_formal_care_stock", "all", NULL},
    {"K3_formal_care_stock", "unplaced", N_("Children without a place yet")},
    {"K4_family_based_share", "all", NULL},
    {"K5_residential_to_family_ratio", "all", NULL},
    {"K6_first_entries", "all", NULL},
    {"K6r_residential_admissions", "all", NULL},
    {"K7r_residential_exits", "all", NULL},
    {"K8_under3_institution_stock", "all", NULL},
    {"K9_disability_residential_share", "all", NULL},
    {"K10_wait_p50", "all", NULL},
    {"K10_placed_in_limits_share", "all", NULL},
    {"K10_still_waiting", "all", NULL},
    {"K13_breakdowns_per_placement_year", "all", NULL},
    {"K14_reentry_1y_share", "all", NULL},
    {"K15_unplaced_child_days", "all", NULL},
    {"K17_closures_on_time_share", "all", NULL},
    {"K18_cost_total", "all", NULL},
    {"K18_budget_gap", "all", NULL},
    {"K19_aged_out_adult_institution", "all", NULL},
    {"K21_deaths_in_care", "all", NULL},
    {"K22_families", "all", NULL},
    {"K22_empty_while_waiting", "all", NULL},
};

static bool is_headline(const struct di_comparison *comparison,
                        const struct di_comparison_row *row, const struct headline *headline)
{
    return row->base->period == DI_YEAR && strcmp(row->base->region, "all") == 0 &&
           strcmp(row->base->setting, headline->setting) == 0 &&
           strcmp(di_indicator_at(row->base->indicator).id, headline->indicator) == 0 &&
           row->base->last_civil_day == comparison->base->last_civil_day;
}

static const struct di_comparison_row *headline_row(const struct di_comparison *comparison,
                                                    const struct headline *headline)
{
    for (size_t i = 0; i < comparison->row_count; i++)
        if (is_headline(comparison, &comparison->rows[i], headline))
            return &comparison->rows[i];
    return NULL;
}

/* "-120.3 (-130.1 to -110.5)": the difference and its 95% interval in one column. */
static void add_difference_cell(const struct di_cli *cli, struct di_text_table *table,
                                const struct di_paired *paired, double factor, int decimals)
{
    char middle[DI_CATALOGUE_NUMBER_MAX], low[DI_CATALOGUE_NUMBER_MAX],
        high[DI_CATALOGUE_NUMBER_MAX], text[4 * DI_CATALOGUE_NUMBER_MAX];
    (void)di_catalogue_real(&cli->catalogue, factor * paired->mean_difference, decimals,
                            middle);
    (void)di_catalogue_real(&cli->catalogue, factor * paired->ci_low, decimals, low);
    (void)di_catalogue_real(&cli->catalogue, factor * paired->ci_high, decimals, high);
    (void)snprintf(text, sizeof text, isnan(paired->ci_low) ? "%s" : "%s (%s\xe2\x80\xa6%s)",
                   middle, low, high);
    di_text_table_add(table, text);
}

/* How numbers of a size are written: in percent, in millions or billions of money, with no more
 * digits than mean anything. */
struct writing {
    const char *label; /* with the unit; %1 name, %2 currency */
    double factor;
    int decimals;
};

static struct writing writing_of(enum di_measure measure, double size)
{
    if (measure == DI_SHARE)
        return (struct writing){N_("%1, %%"), 100, 1};
    if (measure == DI_MONEY)
        return size >= 1e10  ? (struct writing){N_("%1, billion %2"), 1e-9, 1}
               : size >= 1e7 ? (struct writing){N_("%1, million %2"), 1e-6, 1}
                             : (struct writing){N_("%1, %2"), 1, 0};
    if (measure == DI_RATE)
        return (struct writing){"%1", 1, size < 0.1 ? 3 : size < 100 ? 2 : 1};
    return (struct writing){"%1", 1, size < 100 ? 1 : 0};
}

static void add_headline(const struct di_cli *cli, struct di_text_table *table,
                         const struct di_comparison *comparison,
                         const struct di_comparison_row *row, const char *own_label)
{
    const struct di_indicator_text text = di_indicator_at(row->base->indicator);
    const double base = row->base->summary.mean, changed = row->changed->summary.mean;
    const struct writing writing = writing_of(text.measure, fmax(fabs(base), fabs(changed)));
    struct di_message message;
    char label[256];
    DI_MESSAGE(&message, writing.label,
               di_text_arg(_(own_label != NULL ? own_label : text.label)),
               di_text_arg(comparison->base->currency));
    (void)di_message_render(&message, &cli->catalogue, label, sizeof label);
    di_text_table_add(table, label);
    di_text_table_add_real(table, &cli->catalogue, writing.factor * base, writing.decimals);
    di_text_table_add_real(table, &cli->catalogue, writing.factor * changed, writing.decimals);
    add_difference_cell(cli, table, &row->paired, writing.factor, writing.decimals);
}

enum { INPUTS_SHOWN = 20, SECTIONS_MAX = 64 };

/* Few inputs are listed; many are counted by section, for a list of hundreds is not read. */
struct input_printing {
    size_t count, lines_of_all;
    size_t sections;
    char section[SECTIONS_MAX][64];
    size_t of_section[SECTIONS_MAX];
    char lines[INPUTS_SHOWN][400];
};

static void count_section(struct input_printing *printing, const char *pointer)
{
    const int length = (int)strcspn(pointer + 1, "/");
    size_t i = 0;
    while (i < printing->sections &&
           (strncmp(printing->section[i], pointer + 1, (size_t)length) != 0 ||
            printing->section[i][length] != '\0'))
        i++;
    if (i == printing->sections) {
        if (i == SECTIONS_MAX)
            return;
        (void)snprintf(printing->section[printing->sections++], sizeof printing->section[0],
                       "%.*s", length > 60 ? 60 : length, pointer + 1);
    }
    printing->of_section[i]++;
}

static void note_input(void *context, const struct di_input_difference *difference)
{
    struct input_printing *printing = context;
    const char *base = difference->base, *changed = difference->changed;
    if (printing->lines_of_all < INPUTS_SHOWN)
        (void)snprintf(printing->lines[printing->lines_of_all], sizeof printing->lines[0],
                       "  %s: %.120s -> %.120s", difference->pointer,
                       base[0] != '\0' ? base : _("none"),
                       changed[0] != '\0' ? changed : _("none"));
    printing->lines_of_all++;
    if (!difference->is_first)
        return;
    printing->count++;
    count_section(printing, difference->input);
}

static void print_inputs(const struct di_cli *cli, const struct input_printing *printing)
{
    if (printing->count == 0) {
        (void)puts(_("No input differs."));
        return;
    }
    (void)puts(_("Inputs that differ:"));
    if (printing->lines_of_all <= INPUTS_SHOWN) {
        for (size_t i = 0; i < printing->lines_of_all; i++)
            (void)puts(printing->lines[i]);
        return;
    }
    for (size_t i = 0; i < printing->sections; i++) {
        const char *name = di_topic_name(printing->section[i]);
        (void)printf("  %s: %zu\n", name != NULL ? _(name) : printing->section[i],
                     printing->of_section[i]);
    }
    DI_SAY(cli, stdout, N_("%1 inputs differ in all; inputs.csv lists them (--out FOLDER)."),
           di_integer_arg((int64_t)printing->count));
}

static const char *name_of(const struct di_cli *cli, const struct di_results *results)
{
    return di_language_pick(cli->catalogue.language, results->name_en, results->name_ru);
}

static void print_title(const struct di_cli *cli, const struct di_comparison *comparison)
{
    (void)fputc('\n', stdout);
    DI_SAY(cli, stdout, N_("%1, compared with: %2"),
           di_text_arg(name_of(cli, comparison->changed)),
           di_text_arg(name_of(cli, comparison->base)));
    (void)fputc('\n', stdout);
}

/* What the interval is of, and what it holds: inputs that one of the two draws are enough. */
static const char *runs_sentence(const struct di_results *results, uint32_t uncertain_inputs)
{
    if (results->replications == 1)
        return N_("One run of each (seed %2): all of a difference may be chance. Ask for more "
                  "with --replications.");
    return uncertain_inputs == 0
               ? N_("Runs: %1, seed %2, with the same luck in both. The interval is of the "
                    "mean "
                    "of the paired differences: chance only, not the uncertainty of the "
                    "inputs.")
               : N_("Runs: %1, seed %2, with the same luck in both. The interval is of the "
                    "mean "
                    "of the paired differences: chance and the uncertainty of %3 "
                    "{%3|input|inputs} "
                    "together.");
}

static void print_footing(const struct di_cli *cli, const struct di_comparison *comparison)
{
    const struct di_results *results = comparison->base;
    const uint32_t own = comparison->changed->uncertain_inputs;
    const uint32_t uncertain =
        results->uncertain_inputs > own ? results->uncertain_inputs : own;
    struct di_message message;
    char text[512];
    DI_MESSAGE(&message, runs_sentence(results, uncertain),
               di_integer_arg(results->replications), di_integer_arg((int64_t)results->seed),
               di_integer_arg(uncertain));
    (void)di_message_render(&message, &cli->catalogue, text, sizeof text);
    di_text_print_wrapped(text, DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

/* "In 2035, mean of the runs": the last year, or as much of it as the runs have. */
static void write_heading(const struct di_cli *cli, const struct di_results *results,
                          char text[128])
{
    struct di_message message;
    const int32_t last = results->last_civil_day;
    const int32_t new_year = di_date_from_civil(di_date_year(last), 1, 1);
    DI_MESSAGE(
        &message, N_("In %1, mean of the runs"),
        di_period_arg(new_year > results->start_civil_day ? new_year : results->start_civil_day,
                      last));
    (void)di_message_render(&message, &cli->catalogue, text, 128);
}

static enum di_exit print_comparison(const struct di_cli *cli,
                                     const struct di_comparison *comparison)
{
    struct di_text_table table;
    char heading[128];
    print_title(cli, comparison);
    write_heading(cli, comparison->base, heading);
    di_text_table_init(&table, 4);
    const char *const headings[] = {
        heading, name_of(cli, comparison->base), name_of(cli, comparison->changed),
        comparison->base->replications == 1 ? _("Difference") : _("Difference (95% interval)")};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        di_text_table_add(&table, headings[i]);
    for (size_t i = 0; i < sizeof headlines / sizeof headlines[0]; i++) {
        const struct di_comparison_row *row = headline_row(comparison, &headlines[i]);
        if (row != NULL && row->paired.n > 0 && !isnan(row->base->summary.mean) &&
            !isnan(row->changed->summary.mean))
            add_headline(cli, &table, comparison, row, headlines[i].label);
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
    print_footing(cli, comparison);
    struct di_error error;
    di_error_clear(&error);
    struct input_printing *printing = calloc(1, sizeof *printing);
    enum di_status status = printing == NULL ? di_fail_memory(&error) : DI_OK;
    if (status == DI_OK)
        status = di_inputs_compare(comparison->base->resolved, comparison->changed->resolved,
                                   note_input, printing, &error);
    if (status == DI_OK)
        print_inputs(cli, printing);
    free(printing);
    return di_error_report_failed(cli, status, &error);
}

static json_t *number_or_null(double value)
{
    return isnan(value) ? json_null() : json_real(value);
}

static void add_difference(void *context, const struct di_input_difference *difference)
{
    (void)json_array_append_new(
        context, json_pack("{s:s, s:s, s:s}", "pointer", difference->pointer, "base",
                           difference->base, "scenario", difference->changed));
}

static enum di_status comparison_json(const struct di_comparison *comparison, json_t **out,
                                      struct di_error *error)
{
    json_t *rows = json_array(), *inputs = json_array();
    for (size_t i = 0; i < sizeof headlines / sizeof headlines[0]; i++) {
        const struct di_comparison_row *row = headline_row(comparison, &headlines[i]);
        if (row == NULL)
            continue;
        (void)json_array_append_new(
            rows,
            json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:I}", "indicator",
                      headlines[i].indicator, "setting", headlines[i].setting, "diff_mean",
                      number_or_null(row->paired.mean_difference), "diff_ci_low",
                      number_or_null(row->paired.ci_low), "diff_ci_high",
                      number_or_null(row->paired.ci_high), "correlation",
                      number_or_null(row->paired.correlation), "n", (json_int_t)row->paired.n));
    }
    const enum di_status status =
        di_inputs_compare(comparison->base->resolved, comparison->changed->resolved,
                          add_difference, inputs, error);
    *out = json_pack("{s:s, s:s, s:o, s:o}", "base", comparison->base->scenario, "scenario",
                     comparison->changed->scenario, "last_year", rows, "inputs", inputs);
    return status;
}

/* One document: the comparison itself, or several of them in a list. */
static enum di_exit print_json(const struct di_cli *cli,
                               const struct di_comparison *comparisons, size_t count)
{
    struct di_error error;
    di_error_clear(&error);
    json_t *list = json_array(), *one = NULL;
    enum di_status status = DI_OK;
    for (size_t i = 0; status == DI_OK && i < count; i++) {
        status = comparison_json(&comparisons[i], &one, &error);
        (void)json_array_append_new(list, one);
    }
    json_t *root = count == 1 ? json_incref(json_array_get(list, 0))
                              : json_pack("{s:O}", "comparisons", list);
    if (status == DI_OK) {
        (void)json_dumpf(root, stdout, JSON_COMPACT);
        (void)fputc('\n', stdout);
    }
    json_decref(root);
    json_decref(list);
    return di_error_report_failed(cli, status, &error);
}

enum di_exit di_comparison_show(const struct di_cli *cli,
                                const struct di_comparison *comparisons, size_t count)
{
    enum di_exit code = DI_EXIT_DONE;
    if (cli->is_json)
        return print_json(cli, comparisons, count);
    for (size_t i = 0; code == DI_EXIT_DONE && i < count; i++)
        code = print_comparison(cli, &comparisons[i]);
    return code;
}
