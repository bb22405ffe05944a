/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sentence is said only if its numbers are there. Medians with the range of 90% of runs;
 * differences are means of paired differences with their 95% interval, never differences of
 * ranges.
 */
#include "report_facts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/comparison.h"
#include "di/finding.h"
#include "di/time.h"

#include "money.h"

const struct di_results_row *report_year_row(const struct di_results *results,
                                             const char *indicator, int32_t year)
{
    const uint32_t wanted = di_indicator_find(indicator);
    const struct di_row_span span = di_results_span(results, wanted);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == wanted && row->period == DI_YEAR && !row->is_adults &&
            sheet_year_of(row->first_civil_day) == year && strcmp(row->region, "all") == 0 &&
            strcmp(row->setting, "all") == 0)
            return row;
    }
    return NULL;
}

int32_t report_last_year(const struct di_results *results)
{
    int32_t year = sheet_year_of(results->last_civil_day);
    const int32_t first = sheet_year_of(results->start_civil_day);
    while (year > first && report_year_row(results, "K1r_residential_stock", year) == NULL)
        year--;
    return year;
}

const char *report_range(struct report *report, const struct di_summary *summary, int decimals)
{
    struct sheet *sheet = &report->sheet;
    if (isnan(summary->p50))
        return "";
    if (!di_results_has_ranges(sheet->results))
        return sheet_number(sheet, summary->p50, decimals);
    return REPORT_SAY(report, DI_N_("%1 (%2)"),
                      di_text_arg(sheet_number(sheet, summary->p50, decimals)),
                      di_text_arg(sheet_range(sheet, summary->p05, summary->p95, decimals)));
}

const char *report_share_range(struct report *report, const struct di_summary *summary)
{
    struct sheet *sheet = &report->sheet;
    if (isnan(summary->p50))
        return "";
    if (!di_results_has_ranges(sheet->results))
        return REPORT_SAY(report, DI_N_("%1%%"),
                          di_text_arg(sheet_number(sheet, 100 * summary->p50, 1)));
    return REPORT_SAY(
        report, DI_N_("%1%% (%2)"), di_text_arg(sheet_number(sheet, 100 * summary->p50, 1)),
        di_text_arg(sheet_range(sheet, 100 * summary->p05, 100 * summary->p95, 1)));
}

static struct di_argument year_arg(struct report *report, int32_t year)
{
    return di_text_arg(sheet_year(&report->sheet, year));
}

/* For "at the end of %1". */
static struct di_argument end_arg(struct report *report, int32_t civil_day)
{
    char digits[16];
    struct di_argument end = sheet_end_arg(civil_day, digits);
    end.text = di_scene_copy(report->sheet.scene, digits);
    return end;
}

static void say_stock(struct report *report, int32_t year)
{
    const struct di_results *results = report->request->scenario->results;
    const struct di_summary *opening =
        di_results_opening(results, "K1r_residential_stock", "all");
    const struct di_results_row *row = report_year_row(results, "K1r_residential_stock", year);
    if (row == NULL)
        return;
    const struct di_argument end = di_text_arg(report_range(report, &row->summary, 0));
    report_add(
        report, BLOCK_BULLET,
        opening != NULL
            ? REPORT_SAY(report,
                         DI_N_("Children in residential care: %1 at the start, %2 at the "
                               "end of %3."),
                         di_text_arg(sheet_number(&report->sheet, opening->p50, 0)), end,
                         end_arg(report, row->last_civil_day))
            : REPORT_SAY(report, DI_N_("Children in residential care: %1 at the end of %2."),
                         end, end_arg(report, row->last_civil_day)));
}

static void say_share(struct report *report, int32_t year)
{
    const struct di_results *results = report->request->scenario->results;
    const struct di_results_row *row = report_year_row(results, "K4_family_based_share", year);
    if (row == NULL || isnan(row->summary.p50))
        return;
    report_add(
        report, BLOCK_BULLET,
        REPORT_SAY(report,
                   DI_N_("Of all children in formal care, %1 live in a family at the end "
                         "of %2."),
                   di_text_arg(report_share_range(report, &row->summary)),
                   end_arg(report, row->last_civil_day)));
}

static void say_under_3(struct report *report, int32_t year)
{
    const struct di_results *results = report->request->scenario->results;
    const struct di_results_row *row =
        report_year_row(results, "K8_under3_institution_stock", year);
    if (row == NULL || isnan(row->summary.p50))
        return;
    report_add(
        report, BLOCK_BULLET,
        REPORT_SAY(report,
                   DI_N_("Children under three in institutions: %1 at the end of %2; the "
                         "standard is none."),
                   di_text_arg(report_range(report, &row->summary, 0)),
                   end_arg(report, row->last_civil_day)));
}

/* The year's end at which most children have no place. */
static void say_unplaced(struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    const uint32_t k3 = di_indicator_find("K3_formal_care_stock");
    const struct di_results_row *worst = NULL;
    const struct di_row_span span = di_results_span(results, k3);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == k3 && row->period == DI_YEAR && !row->is_adults &&
            strcmp(row->region, "all") == 0 && strcmp(row->setting, "unplaced") == 0 &&
            (worst == NULL || row->summary.p50 > worst->summary.p50))
            worst = row;
    }
    if (worst == NULL || !(worst->summary.p50 >= 1))
        return;
    report_add(
        report, BLOCK_BULLET,
        REPORT_SAY(report,
                   DI_N_("Children taken into care who have no place: at worst %1, at the "
                         "end of %2."),
                   di_text_arg(report_range(report, &worst->summary, 0)),
                   end_arg(report, worst->last_civil_day)));
}

/* " (955–1,002)": 90% of the runs' totals; "" where there is no range. */
static const char *cost_range(struct report *report, double unit, int decimals)
{
    const struct di_results *results = report->request->scenario->results;
    const struct di_results_row *row =
        report_year_row(results, "K18_cost_cumulative", report_last_year(results));
    if (row == NULL || isnan(row->summary.p05) || !di_results_has_ranges(results))
        return "";
    return REPORT_SAY(report, DI_N_(" (%1)"),
                      di_text_arg(sheet_range(&report->sheet, row->summary.p05 / unit,
                                              row->summary.p95 / unit, decimals)));
}

static void say_cost(struct report *report)
{
    struct sheet *sheet = &report->sheet;
    struct money *money = DI_ARENA_NEW(&report->words.scene.arena, 1, struct money);
    if (money == NULL ||
        !money_gather(report->request->scenario, &report->words.scene.arena, money))
        return;
    const double unit = money_unit(money->sum);
    report_add(
        report, BLOCK_BULLET,
        REPORT_SAY(report,
                   DI_N_("Total cost %1–%2: %3%6 %4, mean of the runs; %5 discounted to "
                         "the start."),
                   year_arg(report, money->first_year),
                   year_arg(report, money->first_year + (int32_t)money->year_count - 1),
                   di_text_arg(sheet_number(sheet, money->sum / unit,
                                            money_decimals(money->sum, unit))),
                   di_text_arg(money_unit_text(sheet, money, unit)),
                   di_text_arg(sheet_number(sheet, money->discounted_sum / unit,
                                            money_decimals(money->sum, unit))),
                   di_text_arg(cost_range(report, unit, money_decimals(money->sum, unit)))));
}

static const struct di_comparison_row *paired_row(const struct di_comparison *comparison,
                                                  const struct di_results_row *changed)
{
    for (size_t i = 0; changed != NULL && i < comparison->row_count; i++)
        if (comparison->rows[i].changed == changed)
            return &comparison->rows[i];
    return NULL;
}

static void say_paired(struct report *report, const struct di_paired *paired, int32_t last)
{
    struct sheet *sheet = &report->sheet;
    const bool is_fewer = paired->mean_difference < 0;
    const double low = is_fewer ? -paired->ci_high : paired->ci_low;
    const double high = is_fewer ? -paired->ci_low : paired->ci_high;
    const struct di_argument count = sheet_count(sheet, fabs(paired->mean_difference));
    const struct di_argument range = di_text_arg(sheet_range(sheet, low, high, 0));
    const struct di_argument end = end_arg(report, last);
    if (!(paired->ci_low > 0 || paired->ci_high < 0))
        report_add(
            report, BLOCK_BULLET,
            REPORT_SAY(report,
                       DI_N_("Against the baseline the number of children in residential "
                             "care at the end of %1 does not differ by more than chance."),
                       end));
    else
        report_add(
            report, BLOCK_BULLET,
            is_fewer
                ? REPORT_SAY(
                      report,
                      DI_N_("Against the baseline: %1 fewer {%1|child|children} in residential "
                            "care at the end of %2 (95%% interval of the mean: %3)."),
                      count, end, range)
                : REPORT_SAY(
                      report,
                      DI_N_("Against the baseline: %1 more {%1|child|children} in residential "
                            "care at the end of %2 (95%% interval of the mean: %3)."),
                      count, end, range));
}

/* Money spent by the end of the run, if the difference is more than chance. */
static void say_saving(struct report *report, const struct di_paired *paired, int32_t last)
{
    struct sheet *sheet = &report->sheet;
    struct money *money = DI_ARENA_NEW(&report->words.scene.arena, 1, struct money);
    if (money == NULL ||
        !money_gather(report->request->scenario, &report->words.scene.arena, money) ||
        !(paired->ci_low > 0 || paired->ci_high < 0))
        return;
    const bool is_less = paired->mean_difference < 0;
    const double unit = money_unit(fabs(paired->mean_difference));
    const int decimals = money_decimals(fabs(paired->mean_difference), unit);
    const double low = is_less ? -paired->ci_high : paired->ci_low;
    const double high = is_less ? -paired->ci_low : paired->ci_high;
    report_add(
        report, BLOCK_BULLET,
        REPORT_SAY(
            report,
            is_less ? DI_N_("Against the baseline: %1 %2 less spent by the end of "
                            "%3 (95%% interval of the mean: %4).")
                    : DI_N_("Against the baseline: %1 %2 more spent by the end of "
                            "%3 (95%% interval of the mean: %4)."),
            di_text_arg(sheet_number(sheet, fabs(paired->mean_difference) / unit, decimals)),
            di_text_arg(money_unit_text(sheet, money, unit)), end_arg(report, last),
            di_text_arg(sheet_range(sheet, low / unit, high / unit, decimals))));
}

static enum di_status say_difference(struct report *report, int32_t year,
                                     struct di_error *error)
{
    struct di_comparison comparison;
    if (report->request->baseline == NULL)
        return DI_OK;
    const struct di_results *results = report->request->scenario->results;
    const enum di_status status =
        di_comparison_init(report->request->baseline->results, results, &comparison, error);
    if (status != DI_OK)
        return status;
    const struct di_comparison_row *row =
        paired_row(&comparison, report_year_row(results, "K1r_residential_stock", year));
    if (row != NULL && row->paired.n > 1)
        say_paired(report, &row->paired, row->changed->last_civil_day);
    row = paired_row(&comparison, report_year_row(results, "K18_cost_cumulative", year));
    if (row != NULL && row->paired.n > 1)
        say_saving(report, &row->paired, row->changed->last_civil_day);
    di_comparison_finish(&comparison);
    return DI_OK;
}

static void say_backtest(struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    struct di_results_gap gap, worst = {.share = 0};
    int32_t worst_year = 0;
    for (int32_t year = sheet_year_of(results->start_civil_day);
         year <= sheet_year_of(results->last_civil_day); year++)
        if (di_results_gap(results, "K1r_residential_stock", year, &gap) &&
            (worst_year == 0 || fabs(gap.share) > fabs(worst.share))) {
            worst = gap;
            worst_year = year;
        }
    if (worst_year == 0)
        return;
    report_add(report, BLOCK_BULLET,
               REPORT_SAY(report,
                          DI_N_("Against published figures the largest gap is %1%%, in %2: %3 "
                                "simulated, %4 published."),
                          di_text_arg(sheet_signed(&report->sheet, 100 * worst.share, 1)),
                          year_arg(report, worst_year),
                          di_text_arg(sheet_number(&report->sheet, worst.simulated, 0)),
                          di_text_arg(sheet_number(&report->sheet, worst.published, 0))));
    if (di_results_have_unexplained(results))
        report_add(
            report, BLOCK_BULLET,
            report_word(
                report,
                DI_N_("The scenario's unexplained entries and exits close part of that gap: "
                      "they stand for what published stocks change beyond published flows.")));
}

enum di_status report_add_findings(struct report *report, struct di_error *error)
{
    const int32_t year = report_last_year(report->request->scenario->results);
    say_stock(report, year);
    const enum di_status status = say_difference(report, year, error);
    if (status != DI_OK)
        return status;
    say_share(report, year);
    say_under_3(report, year);
    say_unplaced(report);
    say_cost(report);
    say_backtest(report);
    return DI_OK;
}

/* ---- attention ---- */

static const char *place_of(struct report *report, const struct di_finding *finding)
{
    return strcmp(finding->region, "all") == 0
               ? report_word(report, DI_N_("The whole country"))
               : sheet_name(&report->sheet, "regions", finding->region);
}

static const char *rendered(struct report *report, const struct di_message *message)
{
    const size_t length = di_message_render(message, report->request->catalogue, NULL, 0);
    char *text = di_arena_alloc(&report->words.scene.arena, length + 1, 1);
    if (text == NULL)
        return "";
    (void)di_message_render(message, report->request->catalogue, text, length + 1);
    return text;
}

/* The places of findings alike, after the first; "": there are none. */
static const char *other_places(struct report *report, const struct di_findings *findings,
                                size_t first)
{
    const char *places = "";
    for (size_t i = first + 1; i < di_findings_alike(findings, first); i++) {
        const struct di_finding *finding = &findings->list[i];
        struct di_message message;
        di_finding_place_message(finding, place_of(report, finding), &message);
        const char *place = rendered(report, &message);
        places = places[0] == '\0' ? place
                                   : REPORT_SAY(report, DI_N_("%1, %2"), di_list_arg(places),
                                                di_text_arg(place));
    }
    return places;
}

/* Two sentences, whole: an argument of a message would be cut after a few hundred bytes. */
static const char *joined(struct report *report, const char *first, const char *second)
{
    const size_t size = strlen(first) + strlen(second) + 2;
    char *text = di_arena_alloc(&report->words.scene.arena, size, 1);
    if (text == NULL)
        return first;
    (void)snprintf(text, size, "%s %s", first, second);
    return text;
}

static const char *finding_text(struct report *report, const struct di_findings *findings,
                                size_t first)
{
    const struct di_finding *finding = &findings->list[first];
    struct di_message message;
    di_finding_message(finding, place_of(report, finding), &message);
    const char *text = rendered(report, &message);
    const char *places = other_places(report, findings, first);
    if (places[0] != '\0')
        text = joined(report, text,
                      REPORT_SAY(report, DI_N_("Also in: %1."), di_list_arg(places)));
    return joined(report, text, report_word(report, finding->advice));
}

/* Kinds of trouble, each told where it is worst. */
void report_add_attention(struct report *report, size_t most)
{
    struct di_findings *findings =
        DI_ARENA_NEW(&report->words.scene.arena, 1, struct di_findings);
    size_t kinds = 0;
    if (findings == NULL)
        return;
    di_findings_make(report->request->scenario->results, findings);
    for (size_t i = 0; i < findings->count; i = di_findings_alike(findings, i))
        if (kinds++ < most)
            report_add(report,
                       findings->list[i].severity == DI_FINDING_NOTE ? BLOCK_BULLET
                                                                     : BLOCK_WARNING,
                       finding_text(report, findings, i));
    if (kinds == 0)
        report_add(report, BLOCK_PARAGRAPH,
                   report_word(report, DI_N_("The checks of the results found nothing to warn "
                                             "of.")));
    else if (kinds > most)
        report_add(report, BLOCK_PARAGRAPH,
                   REPORT_SAY(report,
                              DI_N_("Findings in all: %1; findings.json of the results "
                                    "folder lists them."),
                              di_integer_arg((int64_t)kinds)));
}

/* ---- what the numbers rest on ---- */

static const char *basis(const struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    if (sheet_is_one_run(&report->sheet))
        return DI_N_("One simulated future (seed %2) of many possible ones: no range can be "
                     "given, and nothing should be quoted from it. More runs show how far "
                     "chance spreads the result.");
    if (!di_results_has_ranges(results))
        return DI_N_("Expected numbers, computed without chance and without ranges.");
    return results->uncertain_inputs > 0
               ? DI_N_("%1 simulated futures (seed %2). Figures are medians, those of findings "
                       "means; ranges in brackets hold 90%% of the futures: chance and the "
                       "declared uncertainty of inputs together.")
               : DI_N_("%1 simulated futures (seed %2). Figures are medians, those of findings "
                       "means; ranges in brackets hold 90%% of the futures. The ranges hold "
                       "chance only, not the uncertainty of the inputs: the truth may well lie "
                       "outside.");
}

void report_add_basis(struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    report_add(report, sheet_is_one_run(&report->sheet) ? BLOCK_WARNING : BLOCK_PARAGRAPH,
               REPORT_SAY(report, basis(report), di_integer_arg(results->replications),
                          di_integer_arg((int64_t)results->seed)));
    report_add(
        report, results->illustrative > 0 ? BLOCK_WARNING : BLOCK_PARAGRAPH,
        REPORT_SAY(report,
                   DI_N_("Of the scenario's %1 numbers, %2 are illustrative assumptions, "
                         "%3 defaults of the program (some are both) and %4 have no source."),
                   di_integer_arg(results->inputs), di_integer_arg(results->illustrative),
                   di_integer_arg(results->defaults), di_integer_arg(results->unsourced)));
}

void report_add_not_modelled(struct report *report, bool is_short)
{
    static const char *const ids[] = {
        DI_N_(
            "The quality of an individual match, court delays, informal kinship care, children "
            "who run away, migration of families between regions."),
        DI_N_("Why a family breaks, and what care does to a child's health, schooling or "
              "happiness: rates are inputs."),
        DI_N_("Real children or real homes: every simulated child is synthetic."),
        DI_N_(
            "A simulation shows what follows from assumptions, not that they are true. Do not "
            "decide about any single child or family with it, and do not quote a number "
            "without its range."),
    };
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i += is_short ? 3 : 1)
        report_add(report, BLOCK_BULLET, report_word(report, ids[i]));
}
