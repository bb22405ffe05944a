/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are texts in the report's language; numbers are those of the result tables. */
#include "report_tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/assumptions.h"
#include "di/comparison.h"
#include "di/time.h"

#include "input_label.h"
#include "report_facts.h"

enum { INPUTS_SHOWN = 10, SOURCES_SHOWN = 40, SECTIONS_MAX = 32, CELL_MAX = 90 };

/* ---- years ---- */

static const char *const year_indicators[] = {
    "K1r_residential_stock",       "K3_formal_care_stock",       "K4_family_based_share",
    "K8_under3_institution_stock", "K6r_residential_admissions", "K7r_residential_exits"};

static const char *year_cell(struct report *report, const char *indicator, int32_t year)
{
    const struct di_results_row *row =
        report_year_row(report->request->scenario->results, indicator, year);
    if (row == NULL)
        return "";
    return di_indicator_at(row->indicator).measure == DI_SHARE
               ? report_share_range(report, &row->summary)
               : report_range(report, &row->summary, 0);
}

void report_add_years(struct report *report)
{
    static const double share[] = {0.065, 0.16, 0.175, 0.16, 0.155, 0.14, 0.145};
    static const bool is_number[] = {false, true, true, true, true, true, true};
    static const char *const heads[] = {
        DI_N_("Year"),        DI_N_("In residential care"),     DI_N_("In formal care"),
        DI_N_("In families"), DI_N_("Under 3 in institutions"), DI_N_("Admitted"),
        DI_N_("Left")};
    const struct di_results *results = report->request->scenario->results;
    const int32_t first = sheet_year_of(results->start_civil_day);
    const int32_t last = report_last_year(results);
    struct block *table = report_add_table(
        report,
        report_word(report,
                    di_results_has_ranges(results)
                        ? DI_N_("Children 0–17 by year: stocks at the end of the year, moves "
                                "of the year. Median and, in brackets, 90%% of runs.")
                        : DI_N_("Children 0–17 by year: stocks at the end of the year, moves "
                                "of the year.")),
        7, (size_t)(last - first + 1), share, is_number);
    for (size_t c = 0; c < 7; c++)
        report_cell(report, table, 0, c, report_word(report, heads[c]));
    for (int32_t year = first; year <= last; year++) {
        const size_t row = (size_t)(year - first + 1);
        report_cell(report, table, row, 0, sheet_year_mark(&report->sheet, year));
        for (size_t c = 0; c < 6; c++)
            report_cell(report, table, row, c + 1, year_cell(report, year_indicators[c], year));
    }
    const char *note = sheet_year_note(&report->sheet);
    if (note != NULL)
        report_add(report, BLOCK_PARAGRAPH, note);
}

/* ---- differences ---- */

/* Rates are of all sizes, from deaths in a hundred child-years to children in 100,000: three
 * digits of the larger of the two that are compared. */
static int decimals_of(const struct di_comparison_row *row)
{
    const enum di_measure measure = di_indicator_at(row->changed->indicator).measure;
    const double most = fmax(fabs(row->base->summary.mean), fabs(row->changed->summary.mean));
    if (measure == DI_SHARE)
        return 1;
    if (measure != DI_RATE)
        return 0;
    return most >= 10 ? 1 : most >= 1 ? 2 : 3;
}

static const char *value_cell(struct report *report, const struct di_comparison_row *row,
                              double value)
{
    const int decimals = decimals_of(row);
    if (isnan(value))
        return "";
    return di_indicator_at(row->changed->indicator).measure == DI_SHARE
               ? REPORT_SAY(report, DI_N_("%1%%"),
                            di_text_arg(sheet_number(&report->sheet, 100 * value, decimals)))
               : sheet_number(&report->sheet, value, decimals);
}

static const char *difference_cell(struct report *report, const struct di_comparison_row *row)
{
    struct sheet *sheet = &report->sheet;
    const enum di_measure measure = di_indicator_at(row->changed->indicator).measure;
    const double factor = measure == DI_SHARE ? 100 : 1;
    const int decimals = decimals_of(row);
    if (row->paired.n < 2)
        return "";
    return REPORT_SAY(
        report, DI_N_("%1 (%2 to %3)"),
        di_text_arg(sheet_signed(sheet, factor * row->paired.mean_difference, decimals)),
        di_text_arg(sheet_signed(sheet, factor * row->paired.ci_low, decimals)),
        di_text_arg(sheet_signed(sheet, factor * row->paired.ci_high, decimals)));
}

/* Rounds to nothing as value_cell writes it. */
static bool shows_nothing(enum di_measure measure, double value)
{
    return fabs(value) < (measure == DI_SHARE ? 0.0005 : measure == DI_RATE ? 0.0005 : 0.5);
}

/* Left out: what is nothing in both, times and money (which have figures of their own), and
 * the long tail of K17 to K22. */
static bool is_in_table(const struct di_comparison_row *pair, int32_t year)
{
    static const char *const apart[] = {"K17", "K18", "K22"};
    const struct di_results_row *row = pair->changed;
    const struct di_indicator_text text = di_indicator_at(row->indicator);
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++)
        if (strncmp(text.id, apart[i], 3) == 0)
            return false;
    return row->period == DI_YEAR && !row->is_adults &&
           sheet_year_of(row->first_civil_day) == year && strcmp(row->region, "all") == 0 &&
           strcmp(row->setting, "all") == 0 && text.measure != DI_TIME_SPENT &&
           text.measure != DI_MONEY && text.id[0] == 'K' && !isnan(row->summary.mean) &&
           !(shows_nothing(text.measure, row->summary.mean) &&
             shows_nothing(text.measure, pair->base->summary.mean));
}

static void fill_differences(struct report *report, const struct di_comparison *comparison,
                             int32_t year)
{
    static const double share[] = {0.4, 0.125, 0.125, 0.35};
    static const bool is_number[] = {false, true, true, true};
    size_t count = 0;
    for (size_t i = 0; i < comparison->row_count; i++)
        count += is_in_table(&comparison->rows[i], year);
    struct block *table = report_add_table(
        report,
        REPORT_SAY(report,
                   DI_N_("Main indicators in %1: means of both scenarios, and the mean of the "
                         "paired differences with its 95%% interval."),
                   di_text_arg(sheet_year(&report->sheet, year))),
        4, count, share, is_number);
    report_cell(report, table, 0, 0, report_word(report, DI_N_("Indicator")));
    report_cell(report, table, 0, 1, report_word(report, DI_N_("Baseline")));
    report_cell(report, table, 0, 2, report_word(report, DI_N_("Scenario")));
    report_cell(report, table, 0, 3, report_word(report, DI_N_("Difference")));
    size_t at = 0;
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct di_comparison_row *row = &comparison->rows[i];
        if (!is_in_table(row, year))
            continue;
        at++;
        report_cell(report, table, at, 0,
                    report_word(report, di_indicator_at(row->changed->indicator).label));
        report_cell(report, table, at, 1, value_cell(report, row, row->base->summary.mean));
        report_cell(report, table, at, 2, value_cell(report, row, row->changed->summary.mean));
        report_cell(report, table, at, 3, difference_cell(report, row));
    }
}

enum di_status report_add_differences(struct report *report, struct di_error *error)
{
    struct di_comparison comparison;
    const struct di_results *results = report->request->scenario->results;
    const enum di_status status =
        di_comparison_init(report->request->baseline->results, results, &comparison, error);
    if (status != DI_OK)
        return status;
    fill_differences(report, &comparison, report_last_year(results));
    di_comparison_finish(&comparison);
    return DI_OK;
}

/* ---- inputs that differ ---- */

struct inputs {
    struct report *report;
    size_t count, shown, rows; /* inputs, those of them that are shown, values of these */
    const char *cell[INPUTS_SHOWN][3];
};

/* "from 2028-01-01 set 40 over 2 years" as di_inputs_compare writes a step, in words. */
static const char *step_text(struct report *report, char *step)
{
    static const struct {
        const char *word, *id;
    } kinds[] = {{" set ", DI_N_("from %1 set %2")},
                 {" multiply ", DI_N_("from %1 multiply %2")},
                 {" add ", DI_N_("from %1 add %2")}};
    char *over = strstr(step, " over ");
    if (over != NULL)
        *over = '\0';
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char *at = strstr(step, kinds[i].word);
        if (at == NULL)
            continue;
        *at = '\0';
        const char *text = REPORT_SAY(report, kinds[i].id, di_text_arg(step + strlen("from ")),
                                      di_text_arg(at + strlen(kinds[i].word)));
        return over == NULL ? text
                            : REPORT_SAY(report, DI_N_("%1 over %2"), di_list_arg(text),
                                         di_text_arg(over + strlen(" over ")));
    }
    return step;
}

/* Its steps, joined; NULL: memory ran out. */
static const char *dated_text(struct report *report, const char *text)
{
    char *rest = di_arena_copy_text(&report->words.scene.arena, text);
    const char *all = "";
    while (rest != NULL) {
        char *end = strstr(rest, "; ");
        if (end != NULL)
            *end = '\0';
        const char *step = step_text(report, rest);
        all = all[0] == '\0'
                  ? step
                  : REPORT_SAY(report, DI_N_("%1; %2"), di_list_arg(all), di_list_arg(step));
        rest = end == NULL ? NULL : end + 2;
    }
    return all;
}

/* A dated value as its steps, or how many there are; other long JSON is cut, with an ellipsis.
 */
static const char *short_text(struct report *report, const char *text)
{
    if (strncmp(text, "from ", 5) == 0)
        return dated_text(report, text);
    int64_t steps = 0;
    for (const char *at = text; (at = strstr(at, "\"from\"")) != NULL; at++)
        steps++;
    if (text[0] == '{' && steps > 0)
        return REPORT_SAY(report, DI_N_("dated, steps: %1"), di_integer_arg(steps));
    char buffer[CELL_MAX + 8];
    size_t length = strlen(text);
    if (length <= CELL_MAX)
        return di_scene_copy(&report->words.scene, text);
    length = CELL_MAX;
    while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
        length--;
    memcpy(buffer, text, length);
    memcpy(buffer + length, "\xE2\x80\xA6", 4);
    return di_scene_copy(&report->words.scene, buffer);
}

static void take_input(void *context, const struct di_input_difference *difference)
{
    struct inputs *inputs = context;
    if (inputs->rows < INPUTS_SHOWN) {
        const char **cell = inputs->cell[inputs->rows++];
        cell[0] = input_label(&inputs->report->sheet, difference->pointer);
        cell[1] = short_text(inputs->report, difference->base);
        cell[2] = short_text(inputs->report, difference->changed);
        inputs->shown += difference->is_first;
    }
    inputs->count += difference->is_first;
}

enum di_status report_add_inputs(struct report *report, struct di_error *error)
{
    static const double share[] = {0.46, 0.27, 0.27};
    static const bool is_number[] = {false, false, false};
    struct inputs inputs = {.report = report};
    const enum di_status status = di_inputs_compare(
        report->request->baseline->results->resolved,
        report->request->scenario->results->resolved, take_input, &inputs, error);
    if (status != DI_OK)
        return status;
    struct block *table = report_add_table(
        report,
        REPORT_SAY(report,
                   DI_N_("Inputs in which the two scenarios differ: %1, of which the first %2 "
                         "are shown. 'homeward compare' writes them all."),
                   di_integer_arg((int64_t)inputs.count),
                   di_integer_arg((int64_t)inputs.shown)),
        3, inputs.rows, share, is_number);
    report_cell(report, table, 0, 0, report_word(report, DI_N_("Input")));
    report_cell(report, table, 0, 1, report_word(report, DI_N_("Baseline")));
    report_cell(report, table, 0, 2, report_word(report, DI_N_("Scenario")));
    for (size_t i = 0; i < inputs.rows; i++)
        for (size_t c = 0; c < 3; c++)
            report_cell(report, table, i + 1, c, inputs.cell[i][c]);
    return DI_OK;
}

/* ---- assumptions ---- */

struct source {
    const char *text, *section;
    size_t count, illustrative;
};

static size_t find_source(struct source *sources, size_t *count, size_t most, const char *text,
                          const char *section)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(sources[i].text, text) == 0 && strcmp(sources[i].section, section) == 0)
            return i;
    if (*count == most)
        return most;
    sources[*count] = (struct source){.text = text, .section = section};
    return (*count)++;
}

static size_t gather_sources(const struct di_assumptions *assumptions, struct source *sources,
                             size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < assumptions->count; i++) {
        const struct di_assumption *a = &assumptions->list[i];
        const size_t at = find_source(sources, &count, most, a->source, a->section);
        if (at == most)
            continue;
        sources[at].count++;
        sources[at].illustrative += strcmp(a->quality, "illustrative") == 0;
    }
    return count;
}

static const char *source_text(struct report *report, const struct source *source)
{
    if (source->text[0] != '\0')
        return di_scene_copy(&report->words.scene, source->text);
    return source->illustrative == source->count
               ? report_word(report, DI_N_("illustrative: an assumption without a source"))
               : report_word(report, DI_N_("no source given"));
}

/* What a section of the file holds, in words. */
static const char *section_name(struct report *report, const char *section)
{
    char pointer[64];
    (void)snprintf(pointer, sizeof pointer, "/%s", section);
    return input_label(&report->sheet, pointer);
}

enum di_status report_add_assumptions(struct report *report, struct di_error *error)
{
    static const double share[] = {0.28, 0.4, 0.11, 0.21};
    static const bool is_number[] = {false, false, true, true};
    struct source sources[SOURCES_SHOWN];
    struct di_assumptions assumptions;
    const enum di_status status =
        di_assumptions_init(report->request->scenario->results->resolved, &assumptions, error);
    if (status != DI_OK)
        return status;
    const size_t count = gather_sources(&assumptions, sources, SOURCES_SHOWN);
    struct block *table = report_add_table(
        report,
        report_word(report,
                    DI_N_("Where the scenario's numbers come from, by section of the "
                          "file. Dates and durations written as text are not counted.")),
        4, count, share, is_number);
    report_cell(report, table, 0, 0, report_word(report, DI_N_("Section")));
    report_cell(report, table, 0, 1, report_word(report, DI_N_("Source")));
    report_cell(report, table, 0, 2, report_word(report, DI_N_("Numbers")));
    report_cell(report, table, 0, 3, report_word(report, DI_N_("Illustrative")));
    for (size_t i = 0; i < count; i++) {
        report_cell(report, table, i + 1, 0, section_name(report, sources[i].section));
        report_cell(report, table, i + 1, 1, source_text(report, &sources[i]));
        report_cell(report, table, i + 1, 2,
                    sheet_number(&report->sheet, (double)sources[i].count, 0));
        report_cell(report, table, i + 1, 3,
                    sheet_number(&report->sheet, (double)sources[i].illustrative, 0));
    }
    di_assumptions_finish(&assumptions);
    return DI_OK;
}

/* ---- manifest ---- */

struct fact {
    const char *name, *value;
};

static const char *method_name(struct report *report, const char *method)
{
    if (strcmp(method, "simulation") == 0)
        return report_word(report, DI_N_("simulation of single children"));
    return strcmp(method, "cohort") == 0
               ? report_word(report, DI_N_("expected numbers, without chance"))
               : method;
}

void report_add_manifest(struct report *report)
{
    static const double share[] = {0.34, 0.66};
    static const bool is_number[] = {false, false};
    const struct di_results *results = report->request->scenario->results;
    struct sheet *sheet = &report->sheet;
    char seed[32];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)results->seed);
    const struct fact facts[] = {
        {report_word(report, DI_N_("Scenario")), results->scenario},
        {report_word(report, DI_N_("Program")),
         REPORT_SAY(report, DI_N_("homeward %1"),
                    di_text_arg(report->request->program_version))},
        {report_word(report, DI_N_("Method of the run")), method_name(report, results->method)},
        {report_word(report, DI_N_("Seed")), di_scene_copy(&report->words.scene, seed)},
        {report_word(report, DI_N_("Runs, done and asked for")),
         REPORT_SAY(report, DI_N_("%1 of %2"), di_integer_arg(results->replications),
                    di_integer_arg(results->requested))},
        {report_word(report, DI_N_("First and last day")),
         REPORT_SAY(report, DI_N_("from %1 to %2"), di_date_arg(results->start_civil_day),
                    di_date_arg(results->last_civil_day))},
        {report_word(report, DI_N_("Numbers of the scenario")),
         sheet_number(sheet, results->inputs, 0)},
        {report_word(report, DI_N_("of these defaults of the program")),
         sheet_number(sheet, results->defaults, 0)},
        {report_word(report, DI_N_("of these illustrative")),
         sheet_number(sheet, results->illustrative, 0)},
        {report_word(report, DI_N_("of these without a source")),
         sheet_number(sheet, results->unsourced, 0)},
    };
    const size_t count = sizeof facts / sizeof facts[0];
    struct block *table = report_add_table(
        report,
        report_word(report,
                    DI_N_("What it takes to repeat this run; manifest.json of the results "
                          "folder has the hashes of all inputs.")),
        2, count, share, is_number);
    report_cell(report, table, 0, 0, report_word(report, DI_N_("Fact")));
    report_cell(report, table, 0, 1, report_word(report, DI_N_("Value")));
    for (size_t i = 0; i < count; i++) {
        report_cell(report, table, i + 1, 0, facts[i].name);
        report_cell(report, table, i + 1, 1, facts[i].value);
    }
}
