/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and numbers of charts: whole messages, rendered into the scene's arena. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/language.h"
#include "di/time.h"

#include "sheet.h"

const char *sheet_message(struct sheet *sheet, const char *id,
                          const struct di_argument *arguments, size_t count)
{
    struct di_message message;
    di_message_set(&message, id, arguments, count);
    const struct di_catalogue *catalogue = sheet->request->catalogue;
    const size_t length = di_message_render(&message, catalogue, NULL, 0);
    char *text = di_arena_alloc(&sheet->scene->arena, length + 1, 1);
    if (text == NULL) {
        sheet->scene->is_out_of_memory = true;
        return "";
    }
    di_message_render(&message, catalogue, text, length + 1);
    return text;
}

const char *sheet_word(struct sheet *sheet, const char *id)
{
    return sheet_message(sheet, id, NULL, 0);
}

const char *sheet_number(struct sheet *sheet, double value, int decimals)
{
    char text[DI_CHART_NUMBER_MAX];
    if (isnan(value))
        return "";
    /* no "-0": a rounded nothing has no sign */
    const double half = 0.5 * pow(10, -decimals);
    di_chart_number(fabs(value) < half ? 0 : value, decimals, sheet->request->catalogue, text);
    return di_scene_copy(sheet->scene, text);
}

const char *sheet_signed(struct sheet *sheet, double value, int decimals)
{
    const char *number = sheet_number(sheet, value, decimals);
    if (!(value >= 0.5 * pow(10, -decimals)))
        return number;
    return SHEET_SAY(sheet, DI_N_("+%1"), di_text_arg(number));
}

const char *sheet_range(struct sheet *sheet, double low, double high, int decimals)
{
    if (isnan(low) || isnan(high))
        return "";
    return SHEET_SAY(sheet, DI_N_("%1–%2"), di_text_arg(sheet_number(sheet, low, decimals)),
                     di_text_arg(sheet_number(sheet, high, decimals)));
}

const char *sheet_percent(struct sheet *sheet, double share)
{
    const double percent = 100 * share;
    const int decimals = percent > 0 && percent < 0.95 ? 1 : 0;
    return SHEET_SAY(sheet, DI_N_("%1%%"), di_text_arg(sheet_number(sheet, percent, decimals)));
}

const char *sheet_year(struct sheet *sheet, int32_t year)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", (int)year); /* never grouped */
    return di_scene_copy(sheet->scene, text);
}

static bool is_cut(const struct di_results *results, int32_t year)
{
    return di_date_from_civil(year, 1, 1) < results->start_civil_day ||
           di_date_from_civil(year, 12, 31) > results->last_civil_day;
}

const char *sheet_year_mark(struct sheet *sheet, int32_t year)
{
    char text[16];
    (void)snprintf(text, sizeof text, is_cut(sheet->results, year) ? "%d*" : "%d", (int)year);
    return di_scene_copy(sheet->scene, text);
}

const char *sheet_year_note(struct sheet *sheet)
{
    const struct di_results *results = sheet->results;
    if (!is_cut(results, sheet_year_of(results->start_civil_day)) &&
        !is_cut(results, sheet_year_of(results->last_civil_day)))
        return NULL;
    return SHEET_SAY(sheet, DI_N_("* Not a whole year: the run goes from %1 to %2."),
                     di_date_arg(results->start_civil_day),
                     di_date_arg(results->last_civil_day));
}

int32_t sheet_year_of(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return year;
}

struct di_argument sheet_end_arg(int32_t civil_day, char text[16])
{
    const int32_t year = sheet_year_of(civil_day);
    const bool is_year_end = civil_day == di_date_from_civil(year, 12, 31);
    di_date_format(civil_day, text);
    if (is_year_end)
        (void)snprintf(text, 16, "%d", (int)year); /* never grouped */
    return di_counted_arg(text, is_year_end ? 1 : 2);
}

const char *sheet_quarter(struct sheet *sheet, int32_t civil_day)
{
    static const char *const ids[4] = {DI_N_("%1 Q1"), DI_N_("%1 Q2"), DI_N_("%1 Q3"),
                                       DI_N_("%1 Q4")};
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return SHEET_SAY(sheet, ids[(month - 1) / 3], di_text_arg(sheet_year(sheet, year)));
}

const char *sheet_date(struct sheet *sheet, int32_t civil_day)
{
    return SHEET_SAY(sheet, DI_N_("%1"), di_date_arg(civil_day));
}

const char *sheet_name(struct sheet *sheet, const char *section, const char *id)
{
    return di_names_text(&sheet->request->scenario->names, section, id,
                         sheet->request->language);
}

const char *sheet_scenario(const struct sheet *sheet, const struct di_results *results)
{
    return di_language_pick(sheet->request->language, results->name_en, results->name_ru);
}

struct di_argument sheet_count(struct sheet *sheet, double value)
{
    return di_counted_arg(sheet_number(sheet, value, 0), llround(value));
}

/* Of --method cohort; NULL: runs. */
static const char *expected_words(struct sheet *sheet)
{
    return strcmp(sheet->results->method, "cohort") != 0
               ? NULL
               : sheet_message(sheet, DI_N_("Expected numbers, computed without chance."), NULL,
                               0);
}

bool sheet_is_one_run(const struct sheet *sheet)
{
    return sheet->results->replications == 1 && strcmp(sheet->results->method, "cohort") != 0;
}

/* What stands in place of the sentence about runs and ranges; NULL: there are ranges. */
static const char *words_without_ranges(struct sheet *sheet)
{
    return sheet_is_one_run(sheet)
               ? sheet_word(sheet, DI_N_("One run: one of many possible futures, without a "
                                         "range."))
               : expected_words(sheet);
}

const char *sheet_runs(struct sheet *sheet, const char *chance_only, const char *with_inputs)
{
    const char *without = words_without_ranges(sheet);
    if (without != NULL)
        return without;
    return SHEET_SAY(sheet, sheet->results->uncertain_inputs > 0 ? with_inputs : chance_only,
                     di_integer_arg(sheet->results->replications));
}

const char *sheet_runs_of_means(struct sheet *sheet)
{
    const char *without = words_without_ranges(sheet);
    if (without != NULL)
        return without;
    return SHEET_SAY(
        sheet,
        sheet->results->uncertain_inputs > 0
            ? DI_N_("Runs: %1. Means of the runs; uncertain inputs drawn in each.")
            : DI_N_("Runs: %1. Means of the runs: chance only, inputs held fixed."),
        di_integer_arg(sheet->results->replications));
}

const char *sheet_warning(struct sheet *sheet)
{
    if (sheet->results == NULL || sheet->results->illustrative == 0)
        return NULL;
    return sheet_word(sheet, DI_N_("Some inputs are illustrative: they have no source."));
}

const char *sheet_withheld(struct sheet *sheet)
{
    if (sheet->results == NULL || sheet->results->suppress_below == 0)
        return NULL;
    return SHEET_SAY(
        sheet,
        DI_N_("Counts of fewer than %1 children are withheld, and so is what would "
              "tell them: a gap is not a zero."),
        di_integer_arg(sheet->results->suppress_below));
}

const char *sheet_nothing(struct sheet *sheet, const char *sentence)
{
    if (sheet->results->suppress_below == 0)
        return sentence;
    return SHEET_SAY(
        sheet,
        DI_N_("Counts of fewer than %1 children are withheld in these results, and "
              "so is what would tell them: nothing of this chart is left. Choose "
              "the whole country or a larger region, or another chart."),
        di_integer_arg(sheet->results->suppress_below));
}
