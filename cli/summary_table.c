/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run in a screenful: stocks and flows by year, exits by destination, published figures with
 * their unexplained flow, and what the numbers rest on. Reads results; computes differences of
 * published figures only.
 */
#include "summary_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error_report.h"
#include "text_table.h"

#define RESIDENTIAL "K1r_residential_stock"

enum form { FORM_RANGE, FORM_MEDIAN, FORM_MEAN, FORM_PERCENT };

struct column {
    const char *indicator;
    const char *heading;
    enum form form;
    bool is_adults; /* of 18 and over: who turns 18 leaves as an adult */
};

static const struct column main_columns[] = {
    {RESIDENTIAL, N_("In residential care (90% of runs)"), FORM_RANGE, false},
    {"K1_institution_stock", N_("In institutions"), FORM_MEDIAN, false},
    {"K3_formal_care_stock", N_("In formal care"), FORM_MEDIAN, false},
    {"K4_family_based_share", N_("In families, %"), FORM_PERCENT, false},
    {"K6r_residential_admissions", N_("Admissions"), FORM_MEAN, false},
    {"K7r_residential_exits", N_("Exits"), FORM_MEAN, false},
};

static const struct column exit_columns[] = {
    {"K7r_exits_home", N_("Home"), FORM_MEAN, false},
    {"K7r_exits_kinship", N_("Relatives"), FORM_MEAN, false},
    {"K7r_exits_foster", N_("Foster care"), FORM_MEAN, false},
    {"K7r_exits_adopted", N_("Adoption"), FORM_MEAN, false},
    {"K7r_exits_supported_living", N_("Supported living"), FORM_MEAN, false},
    {"K7r_exits_unplaced", N_("No new place"), FORM_MEAN, false},
    {"K7r_exits_aged_out", N_("Independent life"), FORM_MEAN, false},
    {"K7r_exits_adult_institution", N_("Adult institution"), FORM_MEAN, false},
    {"K7r_exits_left_country", N_("Abroad"), FORM_MEAN, false},
    {"K7r_exits_died", N_("Death"), FORM_MEAN, false},
    {"K7r_exits_other", N_("Other"), FORM_MEAN, false},
    {"K7r_residential_exits", N_("At 18 or later"), FORM_MEAN, true},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int32_t year_of(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return year;
}

static int32_t first_day_of(const struct di_results *results, int32_t year)
{
    const int32_t new_year = di_date_from_civil(year, 1, 1);
    return new_year > results->start_civil_day ? new_year : results->start_civil_day;
}

static const struct di_results_row *row_of(const struct di_results *results,
                                           const char *indicator, int32_t year, bool is_adults)
{
    return di_results_find(results, indicator, DI_YEAR, first_day_of(results, year), is_adults);
}

static void add_real(const struct di_cli *cli, struct di_text_table *table, double value,
                     int decimals)
{
    char text[DI_CATALOGUE_NUMBER_MAX];
    (void)di_catalogue_real(&cli->catalogue, value, decimals, text);
    di_text_table_add(table, text);
}

static void add_range(const struct di_cli *cli, struct di_text_table *table,
                      const struct di_summary *summary)
{
    char middle[DI_CATALOGUE_NUMBER_MAX], low[DI_CATALOGUE_NUMBER_MAX],
        high[DI_CATALOGUE_NUMBER_MAX], text[3 * DI_CATALOGUE_NUMBER_MAX + 16];
    (void)di_catalogue_real(&cli->catalogue, summary->p50, 0, middle);
    (void)di_catalogue_real(&cli->catalogue, summary->p05, 0, low);
    (void)di_catalogue_real(&cli->catalogue, summary->p95, 0, high);
    (void)snprintf(text, sizeof text, "%s (%s\xe2\x80\x93%s)", middle, low, high);
    di_text_table_add(table, text);
}

static void add_cell(const struct di_cli *cli, struct di_text_table *table,
                     const struct di_results_row *row, enum form form)
{
    if (row == NULL || row->summary.n == 0) {
        di_text_table_add(table, "");
        return;
    }
    switch (form) {
    case FORM_RANGE:
        add_range(cli, table, &row->summary);
        return;
    case FORM_MEDIAN:
        add_real(cli, table, row->summary.p50, 0);
        return;
    case FORM_MEAN:
        add_real(cli, table, row->summary.mean, 0);
        return;
    case FORM_PERCENT:
        add_real(cli, table, 100.0 * row->summary.p50, 1);
        return;
    }
}

static void add_year(struct di_text_table *table, int32_t year)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", (int)year);
    di_text_table_add(table, text);
}

static bool is_anywhere(const struct di_results *results, const struct column *column)
{
    const int32_t last = year_of(results->last_civil_day);
    for (int32_t year = year_of(results->start_civil_day); year <= last; year++) {
        const struct di_results_row *row =
            row_of(results, column->indicator, year, column->is_adults);
        if (row != NULL && row->summary.mean > 0.0)
            return true;
    }
    return false;
}

static void print_columns(const struct di_cli *cli, const struct di_results *results,
                          const struct column *columns, size_t count, bool has_published)
{
    bool shown[16] = {false};
    size_t width = 1 + (has_published ? 1 : 0);
    for (size_t i = 0; i < count; i++) {
        shown[i] = is_anywhere(results, &columns[i]);
        width += shown[i];
    }
    if (width == 1)
        return;
    struct di_text_table table;
    di_text_table_init(&table, width);
    di_text_table_add(&table, _("Year"));
    for (size_t i = 0; i < count; i++) {
        if (shown[i])
            di_text_table_add(&table, _(columns[i].heading));
        if (i == 0 && has_published)
            di_text_table_add(&table, _("Published"));
    }
    const int32_t last = year_of(results->last_civil_day);
    for (int32_t year = year_of(results->start_civil_day); year <= last; year++) {
        add_year(&table, year);
        for (size_t i = 0; i < count; i++) {
            if (shown[i])
                add_cell(cli, &table,
                         row_of(results, columns[i].indicator, year, columns[i].is_adults),
                         columns[i].form);
            if (i == 0 && has_published)
                add_real(cli, &table, di_results_published(results, columns[0].indicator, year),
                         0);
        }
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

static bool has_published(const struct di_results *results, const char *indicator)
{
    const int32_t last = year_of(results->last_civil_day);
    for (int32_t year = year_of(results->start_civil_day); year <= last; year++)
        if (!isnan(di_results_published(results, indicator, year)))
            return true;
    return false;
}

/* The published stock's part that published entries and exits do not account for. */
static void print_unexplained(const struct di_cli *cli, const struct di_results *results)
{
    struct di_text_table table;
    double gap_before = 0.0;
    di_text_table_init(&table, 6);
    const char *const headings[] = {_("Year"), _("Published"), _("Simulated mean"),
                                    _("Gap"),  _("Gap, %"),    _("Unexplained flow")};
    for (size_t i = 0; i < COUNT(headings); i++)
        di_text_table_add(&table, headings[i]);
    const int32_t last = year_of(results->last_civil_day);
    for (int32_t year = year_of(results->start_civil_day); year <= last; year++) {
        const double published = di_results_published(results, RESIDENTIAL, year);
        const struct di_results_row *row = row_of(results, RESIDENTIAL, year, false);
        if (row == NULL)
            continue;
        const double gap = published - row->summary.mean;
        add_year(&table, year);
        add_real(cli, &table, published, 0);
        add_real(cli, &table, row->summary.mean, 0);
        add_real(cli, &table, gap, 0);
        add_real(cli, &table, 100.0 * gap / row->summary.mean, 1);
        add_real(cli, &table, gap - gap_before, 0);
        gap_before = gap;
    }
    (void)puts(_("Children in residential care beside the published figures. Unexplained flow: "
                 "the year's change of the gap, which entries and exits do not account for."));
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

static void print_footing(const struct di_cli *cli, const struct di_results *results)
{
    DI_SAY(cli, stdout,
           N_("Stocks at the end of the year and moves, children 0-17. Runs: %1, seed %2. "
              "Ranges hold 90%% "
              "of runs: chance only, not the uncertainty of the inputs."),
           di_integer_arg(results->replications), di_integer_arg((int64_t)results->seed));
    DI_SAY(cli, stdout,
           N_("Numbers of the scenario: %1; of these defaults %2, illustrative %3, without a "
              "source %4."),
           di_integer_arg(results->inputs), di_integer_arg(results->defaults),
           di_integer_arg(results->illustrative), di_integer_arg(results->unsourced));
}

void di_summary_table_print(const struct di_cli *cli, const struct di_results *results)
{
    const bool published = has_published(results, RESIDENTIAL);
    const bool is_russian = cli->catalogue.decimal_point == ','; /* of two languages */
    (void)printf("%s\n\n", is_russian ? results->name_ru : results->name_en);
    print_columns(cli, results, main_columns, COUNT(main_columns), published);
    (void)puts(_("Exits from residential care by destination, mean a year"));
    print_columns(cli, results, exit_columns, COUNT(exit_columns), false);
    if (published)
        print_unexplained(cli, results);
    print_footing(cli, results);
}

static json_t *year_object(const struct di_results *results, int32_t year)
{
    json_t *object = json_object();
    (void)json_object_set_new(object, "year", json_integer(year));
    for (size_t i = 0; i < COUNT(main_columns); i++) {
        const struct di_results_row *row =
            row_of(results, main_columns[i].indicator, year, false);
        if (row == NULL || row->summary.n == 0)
            continue;
        const struct di_summary *s = &row->summary;
        (void)json_object_set_new(object, main_columns[i].indicator,
                                  json_pack("{s:I, s:f, s:f, s:f, s:f}", "n", (json_int_t)s->n,
                                            "mean", s->mean, "p05", s->p05, "p50", s->p50,
                                            "p95", s->p95));
    }
    const double published = di_results_published(results, RESIDENTIAL, year);
    if (!isnan(published))
        (void)json_object_set_new(object, "published_" RESIDENTIAL, json_real(published));
    return object;
}

void di_summary_table_print_json(const struct di_results *results, const char *folder,
                                 bool is_interrupted)
{
    json_t *years = json_array();
    const int32_t last = year_of(results->last_civil_day);
    for (int32_t year = year_of(results->start_civil_day); year <= last; year++)
        (void)json_array_append_new(years, year_object(results, year));
    json_t *root =
        json_pack("{s:s, s:I, s:I, s:b, s:s, s:s?, s:o}", "scenario", results->scenario, "seed",
                  (json_int_t)results->seed, "replications", (json_int_t)results->replications,
                  "interrupted", is_interrupted ? 1 : 0, "uncertainty", "chance_only", "out",
                  folder, "years", years);
    (void)json_dumpf(root, stdout, JSON_COMPACT);
    (void)fputc('\n', stdout);
    json_decref(root);
}
