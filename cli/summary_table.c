/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run in a screenful: stocks and flows by year, exits by destination, published figures with
 * their unexplained flow, and what the numbers rest on. Reads results; computes nothing.
 */
#include "summary_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/language.h"
#include "di/time.h"

#include "error_report.h"
#include "finding_list.h"
#include "json_text.h"
#include "scenario_names.h"
#include "text_table.h"

#define RESIDENTIAL "K1r_residential_stock"

enum form { FORM_RANGE, FORM_MEDIAN, FORM_MEAN, FORM_PERCENT };

struct column {
    const char *indicator;
    const char *heading;
    const char *heading_of_one; /* of a range, where there is but one run; else NULL */
    enum form form;
    bool is_adults;      /* who stayed on: who leaves at 18 leaves as a child */
    const char *setting; /* NULL: all */
};

static const struct column main_columns[] = {
    {RESIDENTIAL, N_("In residential care (90% of runs)"), N_("In residential care"),
     FORM_RANGE, false, NULL},
    {"K1_institution_stock", N_("In institutions"), NULL, FORM_MEDIAN, false, NULL},
    {"K3_formal_care_stock", N_("In formal care"), NULL, FORM_MEDIAN, false, NULL},
    {"K4_family_based_share", N_("In families (%)"), NULL, FORM_PERCENT, false, NULL},
    {"K3_formal_care_stock", N_("No place yet"), NULL, FORM_MEDIAN, false, "unplaced"},
    {"K6r_residential_admissions", N_("Admitted"), NULL, FORM_MEAN, false, NULL},
    {"K7r_residential_exits", N_("Left"), NULL, FORM_MEAN, false, NULL},
    {"C_unexplained_entries", N_("Unexplained entries"), NULL, FORM_MEAN, false, NULL},
    {"C_unexplained_exits", N_("Unexplained exits"), NULL, FORM_MEAN, false, NULL},
};

static const struct column exit_columns[] = {
    {"K7r_exits_home", N_("Home"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_kinship", N_("Relatives"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_foster", N_("Foster care"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_adopted", N_("Adoption"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_supported_living", N_("Supported living"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_unplaced", N_("No new place"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_aged_out", N_("Independent life"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_adult_institution", N_("Adult institution"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_left_country", N_("Abroad"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_died", N_("Death"), NULL, FORM_MEAN, false, NULL},
    {"K7r_exits_other", N_("Other"), NULL, FORM_MEAN, false, NULL},
    {"K7r_residential_exits", N_("18 and over"), NULL, FORM_MEAN, true, NULL},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int32_t first_day_of(const struct di_results *results, int32_t year)
{
    const int32_t new_year = di_date_from_civil(year, 1, 1);
    return new_year > results->start_civil_day ? new_year : results->start_civil_day;
}

static const struct di_results_row *region_row(const struct di_results *results,
                                               const char *indicator, const char *region,
                                               const char *setting, int32_t first_day)
{
    const uint32_t wanted = di_indicator_find(indicator);
    for (size_t i = 0; i < results->row_count; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == wanted && row->period == DI_YEAR && !row->is_adults &&
            row->first_civil_day == first_day && strcmp(row->region, region) == 0 &&
            strcmp(row->setting, setting) == 0)
            return row;
    }
    return NULL;
}

static const struct di_results_row *row_of(const struct di_results *results,
                                           const struct column *column, int32_t year)
{
    const int32_t first_day = first_day_of(results, year);
    if (column->setting != NULL)
        return region_row(results, column->indicator, "all", column->setting, first_day);
    return di_results_find(results, column->indicator, DI_YEAR, first_day, column->is_adults);
}

/* Of one run the number alone. */
static void add_range(const struct di_cli *cli, struct di_text_table *table,
                      const struct di_summary *summary)
{
    char middle[DI_CATALOGUE_NUMBER_MAX], low[DI_CATALOGUE_NUMBER_MAX],
        high[DI_CATALOGUE_NUMBER_MAX], text[3 * DI_CATALOGUE_NUMBER_MAX + 16];
    (void)di_catalogue_real(&cli->catalogue, summary->p50, 0, middle);
    (void)di_catalogue_real(&cli->catalogue, summary->p05, 0, low);
    (void)di_catalogue_real(&cli->catalogue, summary->p95, 0, high);
    (void)snprintf(text, sizeof text, summary->n == 1 ? "%s" : "%s (%s\xe2\x80\x93%s)", middle,
                   low, high);
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
        di_text_table_add_real(table, &cli->catalogue, row->summary.p50, 0);
        return;
    case FORM_MEAN:
        di_text_table_add_real(table, &cli->catalogue, row->summary.mean, 0);
        return;
    case FORM_PERCENT:
        di_text_table_add_real(table, &cli->catalogue, 100.0 * row->summary.p50, 1);
        return;
    }
}

static int32_t last_day_of(const struct di_results *results, int32_t year)
{
    const int32_t new_years_eve = di_date_from_civil(year, 12, 31);
    return new_years_eve < results->last_civil_day ? new_years_eve : results->last_civil_day;
}

/* A run may begin and end within a year. */
static bool is_whole(const struct di_results *results, int32_t year)
{
    return first_day_of(results, year) == di_date_from_civil(year, 1, 1) &&
           last_day_of(results, year) == di_date_from_civil(year, 12, 31);
}

static void add_year(const struct di_results *results, struct di_text_table *table,
                     int32_t year)
{
    char text[16];
    (void)snprintf(text, sizeof text, is_whole(results, year) ? "%d" : "%d*", (int)year);
    di_text_table_add(table, text);
}

static bool is_anywhere(const struct di_results *results, const struct column *column)
{
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++) {
        const struct di_results_row *row = row_of(results, column, year);
        if (row != NULL && row->summary.mean > 0.0)
            return true;
    }
    return false;
}

/* True if the column only repeats the first: institutions where all residential care is. */
static bool is_repeated(const struct di_results *results, const struct column *columns,
                        size_t index)
{
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++) {
        const struct di_results_row *first = row_of(results, &columns[0], year);
        const struct di_results_row *row = row_of(results, &columns[index], year);
        if (first == NULL || row == NULL || first->summary.mean != row->summary.mean)
            return false;
    }
    return index > 0 && columns[index].form == FORM_MEDIAN;
}

static const char *heading_of(const struct di_results *results, const struct column *column)
{
    const bool is_one = column->heading_of_one != NULL && !di_results_has_ranges(results);
    return _(is_one ? column->heading_of_one : column->heading);
}

/* Why there is no table: its numbers are small, or there is nobody to count. */
static void print_withheld(const struct di_results *results, const char *title,
                           const struct column *columns, size_t count)
{
    const int32_t first = di_date_year(results->start_civil_day);
    bool is_withheld = false;
    for (size_t i = 0; i < count && results->suppress_below > 0; i++) {
        const struct di_results_row *row = row_of(results, &columns[i], first);
        is_withheld = is_withheld || (row != NULL && row->summary.n == 0);
    }
    if (!is_withheld) {
        if (title == NULL)
            (void)printf("%s\n\n", _("No child is in care in any year."));
        return;
    }
    if (title != NULL)
        (void)puts(title);
    di_text_print_wrapped(
        _("All numbers of this table are withheld: each is small itself, or would tell one "
          "that is (--suppress). A larger area may show more."),
        DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

/* `title` stands above the table and not without one; may be NULL. */
static void print_columns(const struct di_cli *cli, const struct di_results *results,
                          const char *title, const struct column *columns, size_t count,
                          bool has_published)
{
    bool shown[16] = {false};
    size_t width = 1 + (has_published ? 1 : 0);
    for (size_t i = 0; i < count; i++) {
        shown[i] = is_anywhere(results, &columns[i]) && !is_repeated(results, columns, i);
        width += shown[i];
    }
    if (width == 1) {
        print_withheld(results, title, columns, count);
        return;
    }
    if (title != NULL)
        (void)puts(title);
    struct di_text_table table;
    di_text_table_init(&table, width);
    di_text_table_add(&table, _("Year"));
    for (size_t i = 0; i < count; i++) {
        if (shown[i])
            di_text_table_add(&table, heading_of(results, &columns[i]));
        if (i == 0 && has_published)
            di_text_table_add(&table, _("Published"));
    }
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++) {
        add_year(results, &table, year);
        for (size_t i = 0; i < count; i++) {
            if (shown[i])
                add_cell(cli, &table, row_of(results, &columns[i], year), columns[i].form);
            if (i == 0 && has_published)
                di_text_table_add_real(
                    &table, &cli->catalogue,
                    di_results_published(results, columns[0].indicator, year), 0);
        }
    }
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    (void)fputc('\n', stdout);
}

static bool has_published(const struct di_results *results, const char *indicator)
{
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++)
        if (!isnan(di_results_published(results, indicator, year)))
            return true;
    return false;
}

static void add_signed(const struct di_cli *cli, struct di_text_table *table, double value,
                       int decimals)
{
    char text[DI_CATALOGUE_NUMBER_MAX + 1] = "+";
    (void)di_catalogue_real(&cli->catalogue, value, decimals, text + 1);
    const bool is_zero = strpbrk(text, "123456789") == NULL; /* as rounded */
    di_text_table_add(table, is_zero || text[1] == '-' ? text + 1 : text);
}

static bool has_unexplained(const struct di_results *results)
{
    const int32_t last = di_date_year(results->last_civil_day);
    struct di_results_gap gap;
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++)
        if (di_results_gap(results, RESIDENTIAL, year, &gap) && !isnan(gap.unexplained))
            return true;
    return false;
}

/* Without published entries and exits nothing can be said of the accounts' residual. */
static void print_gaps(const struct di_cli *cli, const struct di_results *results)
{
    struct di_text_table table;
    const bool is_explained = has_unexplained(results);
    const char *const headings[] = {_("Year"), _("Simulated mean"), _("Published"),
                                    _("Gap"),  _("Gap in %"),       _("Unexplained flow")};
    const size_t columns = COUNT(headings) - (is_explained ? 0 : 1);
    di_text_table_init(&table, columns);
    for (size_t i = 0; i < columns; i++)
        di_text_table_add(&table, headings[i]);
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++) {
        struct di_results_gap gap;
        if (!di_results_gap(results, RESIDENTIAL, year, &gap))
            continue;
        add_year(results, &table, year);
        di_text_table_add_real(&table, &cli->catalogue, gap.simulated, 0);
        di_text_table_add_real(&table, &cli->catalogue, gap.published, 0);
        add_signed(cli, &table, gap.gap, 0);
        add_signed(cli, &table, 100.0 * gap.share, 1);
        if (is_explained)
            add_signed(cli, &table, gap.unexplained, 0);
    }
    (void)puts(_("Children in residential care beside the published figures"));
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
}

static void print_published(const struct di_cli *cli, const struct di_results *results)
{
    print_gaps(cli, results);
    di_text_print_wrapped(
        has_unexplained(results)
            ? _("Gap: simulated less published. Unexplained flow: how much the published stock "
                "changed in the year beyond published entries less exits; below zero, more "
                "children left the count than the exits say. It is the statistics' own "
                "residual: no rate closes it; the scenario's unexplained entries and exits, "
                "where it has any, stand for it.")
            : _("Gap: simulated less published. Entries and exits are not both published, so "
                "the statistics' own residual cannot be told."),
        DI_TEXT_LINE, stdout);
    (void)fputc('\n', stdout);
}

static void add_region(const struct di_cli *cli, const struct di_results *results,
                       struct di_text_table *table, const struct di_scenario_names *names,
                       const char *region)
{
    const int32_t first = first_day_of(results, di_date_year(results->last_civil_day));
    const struct di_summary *opening = di_results_opening(results, RESIDENTIAL, region);
    di_text_table_add(table, di_scenario_names_get(names, "regions", region));
    di_text_table_add_real(table, &cli->catalogue, opening == NULL ? (double)NAN : opening->p50,
                           0);
    add_cell(cli, table, region_row(results, RESIDENTIAL, region, "all", first), FORM_RANGE);
    add_cell(cli, table, region_row(results, "K4_family_based_share", region, "all", first),
             FORM_PERCENT);
    add_cell(cli, table, region_row(results, "K3_formal_care_stock", region, "unplaced", first),
             FORM_RANGE);
}

/* Regions differ, and children without a place hide in a nation's total. */
static void print_regions(const struct di_cli *cli, const struct di_results *results)
{
    uint32_t regions = 0;
    for (uint32_t i = 0; i < results->opening_count; i++)
        regions += strcmp(results->openings[i].indicator, RESIDENTIAL) == 0;
    if (regions <= 2) /* a nation of one region */
        return;
    struct di_scenario_names names; /* without a scenario, ids stand for them */
    (void)di_scenario_names_open(&names, results->resolved, cli->catalogue.language);
    struct di_text_table table;
    di_text_table_init(&table, 5);
    const bool has_ranges = di_results_has_ranges(results);
    const char *const headings[] = {
        _("Region"), _("In residential care at the start"),
        has_ranges ? _("At the end (90% of runs)") : _("At the end"), _("In families (%)"),
        has_ranges ? _("No place yet (90% of runs)") : _("No place yet")};
    for (size_t i = 0; i < COUNT(headings); i++)
        di_text_table_add(&table, headings[i]);
    for (uint32_t i = 0; i < results->opening_count; i++)
        if (strcmp(results->openings[i].indicator, RESIDENTIAL) == 0 &&
            strcmp(results->openings[i].region, "all") != 0)
            add_region(cli, results, &table, &names, results->openings[i].region);
    (void)puts(_("Regions, at the end of the last year"));
    (void)di_text_table_print(&table, stdout);
    di_text_table_finish(&table);
    di_scenario_names_finish(&names);
    (void)fputc('\n', stdout);
}

/* One whole message, wrapped. */
static void say_wrapped(const struct di_cli *cli, const struct di_message *message)
{
    char text[1024];
    (void)di_message_render(message, &cli->catalogue, text, sizeof text);
    di_text_print_wrapped(text, DI_TEXT_LINE, stdout);
}

/* Below, the ends of a range of 90% are the lowest and the highest run, or between these and
 * their neighbours. */
#define FEW_RUNS 20

static const char *runs_sentence(const struct di_results *results)
{
    if (!di_results_has_ranges(results))
        return N_(
            "Children 0-17: stocks at the end of the year, moves of the year. One run "
            "(seed %2): one of many possible futures, without a range. Quote nothing from "
            "it; ask for more with --replications.");
    return results->uncertain_inputs == 0
               ? N_("Children 0-17: stocks at the end of the year (median of the runs), "
                    "moves of the year (mean). Runs: %1, seed %2. Ranges hold 90%% of runs: "
                    "chance only, not the uncertainty of the inputs.")
               : N_("Children 0-17: stocks at the end of the year (median of the runs), "
                    "moves of the year (mean). Runs: %1, seed %2. Ranges hold 90%% of runs: "
                    "chance and the uncertainty of %3 {%3|input|inputs} together.");
}

static void print_runs(const struct di_cli *cli, const struct di_results *results)
{
    struct di_message message;
    DI_MESSAGE(&message, runs_sentence(results), di_integer_arg(results->replications),
               di_integer_arg((int64_t)results->seed),
               di_integer_arg(results->uncertain_inputs));
    say_wrapped(cli, &message);
    if (di_results_has_ranges(results) && results->replications < FEW_RUNS)
        di_text_print_wrapped(_("With fewer than 20 runs a range ends about at the lowest and "
                                "the highest run: more runs make it firm."),
                              DI_TEXT_LINE, stdout);
    if (is_anywhere(results, &exit_columns[COUNT(exit_columns) - 1]))
        di_text_print_wrapped(_("'Left' counts children; people who leave at 18 or later stand "
                                "in a column of their own."),
                              DI_TEXT_LINE, stdout);
}

static void print_footing(const struct di_cli *cli, const struct di_results *results)
{
    struct di_message message;
    print_runs(cli, results);
    if (!is_whole(results, di_date_year(results->start_civil_day)) ||
        !is_whole(results, di_date_year(results->last_civil_day))) {
        DI_MESSAGE(&message, N_("* Not a whole year: the run goes from %1 to %2."),
                   di_date_arg(results->start_civil_day), di_date_arg(results->last_civil_day));
        say_wrapped(cli, &message);
    }
    const double reached = 100 * di_results_precision(results, RESIDENTIAL);
    if (reached >= 0.05) { /* as rounded: else every run has the same */
        DI_MESSAGE(&message,
                   N_("The mean of the runs in residential care at the end is known to within "
                      "%1%% (95%% interval)."),
                   di_real_arg(round(reached * 10) / 10));
        say_wrapped(cli, &message);
    }
    if (results->suppress_below > 0) {
        DI_MESSAGE(
            &message,
            N_("Counts of fewer than %1 children are withheld, and so is what would tell "
               "them; so are quarters and months of anything but national totals."),
            di_integer_arg(results->suppress_below));
        say_wrapped(cli, &message);
    }
    DI_MESSAGE(&message,
               N_("Numbers of the scenario: %1; of these defaults %2, illustrative %3 (some "
                  "are both), "
                  "without a source %4. 'homeward validate --resolved SCENARIO' shows where "
                  "those given come "
                  "from; manifest.json of a run with --out lists the defaults too."),
               di_integer_arg(results->inputs), di_integer_arg(results->defaults),
               di_integer_arg(results->illustrative), di_integer_arg(results->unsourced));
    say_wrapped(cli, &message);
}

void di_summary_table_print(const struct di_cli *cli, const struct di_results *results)
{
    const bool published = has_published(results, RESIDENTIAL);
    (void)printf("%s\n\n",
                 di_language_pick(cli->catalogue.language, results->name_en, results->name_ru));
    print_columns(cli, results, NULL, main_columns, COUNT(main_columns), published);
    print_columns(cli, results, _("Exits from residential care by destination, mean a year"),
                  exit_columns, COUNT(exit_columns), false);
    if (published)
        print_published(cli, results);
    print_regions(cli, results);
    print_footing(cli, results);
}

static json_t *year_object(const struct di_results *results, int32_t year)
{
    json_t *object = json_object();
    char day[16];
    (void)json_object_set_new(object, "year", json_integer(year));
    di_date_format(first_day_of(results, year), day);
    (void)json_object_set_new(object, "period_start", json_string(day));
    di_date_format(last_day_of(results, year), day);
    (void)json_object_set_new(object, "period_end", json_string(day));
    for (size_t i = 0; i < COUNT(main_columns); i++) {
        const struct di_results_row *row = row_of(results, &main_columns[i], year);
        if (row == NULL || row->summary.n == 0)
            continue;
        const struct di_summary *s = &row->summary;
        char key[128];
        (void)snprintf(key, sizeof key, main_columns[i].setting == NULL ? "%s" : "%s/%s",
                       main_columns[i].indicator, main_columns[i].setting);
        (void)json_object_set_new(object, key,
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
    const int32_t last = di_date_year(results->last_civil_day);
    for (int32_t year = di_date_year(results->start_civil_day); year <= last; year++)
        (void)json_array_append_new(years, year_object(results, year));
    json_t *root =
        json_pack("{s:s, s:I, s:I, s:b, s:s, s:o, s:o}", "scenario", results->scenario, "seed",
                  (json_int_t)results->seed, "replications", (json_int_t)results->replications,
                  "interrupted", is_interrupted ? 1 : 0, "uncertainty",
                  results->uncertain_inputs == 0 ? "chance_only" : "parameters_and_chance",
                  "out", di_json_text(folder), "years", years);
    (void)json_object_set_new(root, "findings", di_finding_list_json(results));
    (void)json_dumpf(root, stdout, JSON_COMPACT);
    (void)fputc('\n', stdout);
    json_decref(root);
}
