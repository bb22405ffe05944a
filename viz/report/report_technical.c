/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eight to twelve pages: findings, pathways, capacity, costs, comparison, sensitivity,
 * assumptions, method, limits, manifest. */

#include "di/comparison.h"

#include "report_facts.h"
#include "report_tables.h"

const char *di_report_section_heading(enum di_report_section section)
{
    static const char *const headings[DI_REPORT_SECTIONS] = {
        [DI_REPORT_PATHWAYS] = DI_N_("Pathways"),
        [DI_REPORT_CAPACITY] = DI_N_("Capacity and waiting"),
        [DI_REPORT_COSTS] = DI_N_("Costs"),
        [DI_REPORT_COMPARISON] = DI_N_("Comparison with the baseline"),
        [DI_REPORT_SENSITIVITY] = DI_N_("Sensitivity and back-test"),
        [DI_REPORT_ASSUMPTIONS] = DI_N_("Assumptions and their sources")};
    return headings[section];
}

static bool is_told(const struct report *report, enum di_report_section section)
{
    return (report->request->left_out & 1u << section) == 0;
}

static void add_heading(struct report *report, enum di_report_section section)
{
    report_add(report, BLOCK_HEADING, report_word(report, di_report_section_heading(section)));
}

/* A reader must know that a part is missing by choice. */
static void tell_left_out(struct report *report)
{
    const char *list = NULL;
    for (enum di_report_section section = 0; section < DI_REPORT_SECTIONS; section++) {
        if (is_told(report, section))
            continue;
        const char *heading = report_word(report, di_report_section_heading(section));
        list = list == NULL ? heading
                            : REPORT_SAY(report, DI_N_("%1; %2"), di_text_arg(list),
                                         di_text_arg(heading));
    }
    if (list != NULL)
        report_add(report, BLOCK_PARAGRAPH,
                   REPORT_SAY(report, DI_N_("Left out by choice: %1."), di_text_arg(list)));
}

static void tell_title(struct report *report)
{
    const struct di_results *results = report->request->scenario->results;
    report->title = sheet_scenario(&report->sheet, results);
    report_add(report, BLOCK_TITLE, report->title);
    report_add(
        report, BLOCK_SUBTITLE,
        REPORT_SAY(
            report, DI_N_("Technical report · %1–%2 · %3 simulated futures, seed %4"),
            di_text_arg(sheet_year(&report->sheet, sheet_year_of(results->start_civil_day))),
            di_text_arg(sheet_year(&report->sheet, sheet_year_of(results->last_civil_day))),
            di_integer_arg(results->replications), di_integer_arg((int64_t)results->seed)));
}

static enum di_status tell_findings(struct report *report, struct di_error *error)
{
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Main results")));
    const enum di_status status = report_add_findings(report, error);
    if (status != DI_OK)
        return status;
    report_add_figure(report, DI_CHART_FAN, 0.56);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Needs attention")));
    report_add_attention(report, 8);
    report_add_years(report);
    return DI_OK;
}

static void tell_pathways(struct report *report)
{
    add_heading(report, DI_REPORT_PATHWAYS);
    report_add(
        report, BLOCK_PARAGRAPH,
        report_word(report, DI_N_("How children come into each kind of care and how they "
                                  "leave it. Widths are numbers of moves over the whole "
                                  "period; a child who moves twice counts twice.")));
    report_add_figure(report, DI_CHART_SANKEY, 0.72);
    if (report->request->baseline != NULL) {
        struct di_chart_request chart = report->chart;
        chart.kind = DI_CHART_SANKEY;
        chart.view = DI_VIEW_DIFFERENCE;
        report_add_chart(report, &chart, 0.74);
    }
    report_add_figure(report, DI_CHART_SHARES, 0.5);
}

static void tell_capacity(struct report *report)
{
    add_heading(report, DI_REPORT_CAPACITY);
    report_add_figure(report, DI_CHART_HEATMAP, 0.5);
    report_add_figure(report, DI_CHART_GAPS, 0.46);
    report_add_figure(report, DI_CHART_WAITS, 0.46);
    report_add_figure(report, DI_CHART_CLOSURES, 0.56);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Regions")));
    report_add_figure(report, DI_CHART_MULTIPLES, 0.62);
}

static void tell_costs(struct report *report)
{
    add_heading(report, DI_REPORT_COSTS);
    if (report->request->scenario->table[DI_TABLE_COSTS] == NULL) {
        report_add(report, BLOCK_PARAGRAPH,
                   report_word(report, DI_N_("The scenario has no unit costs, so these results "
                                             "hold child-years only and no money.")));
        return;
    }
    report_add_figure(report, DI_CHART_COSTS, 0.46);
    report_add_figure(report, DI_CHART_CUMULATIVE, 0.46);
    if (report->request->baseline != NULL)
        report_add_figure(report, DI_CHART_WATERFALL, 0.5);
}

static enum di_status tell_comparison(struct report *report, struct di_error *error)
{
    add_heading(report, DI_REPORT_COMPARISON);
    if (report->request->baseline == NULL) {
        report_add(report, BLOCK_PARAGRAPH,
                   report_word(report, DI_N_("The report was made without a baseline. Give "
                                             "results of the same seed to compare with.")));
        return DI_OK;
    }
    report_add(
        report, BLOCK_PARAGRAPH,
        report_word(report, DI_N_("Both scenarios had the same luck: run by run the same "
                                  "chance, so that differences come from their inputs. "
                                  "Differences are means over the pairs, with the 95%% "
                                  "interval of the mean.")));
    enum di_status status = report_add_differences(report, error);
    if (status == DI_OK)
        status = report_add_inputs(report, error);
    struct di_chart_request chart = report->chart;
    chart.kind = DI_CHART_MULTIPLES;
    chart.facet = DI_FACET_INDICATORS;
    report_add_chart(report, &chart, 0.5);
    return status;
}

static void tell_sensitivity(struct report *report)
{
    add_heading(report, DI_REPORT_SENSITIVITY);
    if (report->request->scenario->table[DI_TABLE_SENSITIVITY] != NULL)
        report_add_figure(report, DI_CHART_TORNADO, 0.5);
    else
        report_add(
            report, BLOCK_PARAGRAPH,
            report_word(report, DI_N_("This folder holds no sensitivity analysis. 'homeward "
                                      "sensitivity' shows which inputs change the result "
                                      "most.")));
    if (report->request->scenario->results->published_count > 0)
        report_add_figure(report, DI_CHART_BACKTEST, 0.5);
    else
        report_add(
            report, BLOCK_PARAGRAPH,
            report_word(report, DI_N_("The scenario holds no published figures for the "
                                      "years of this run, so there is nothing to compare "
                                      "with.")));
}

/* Only of a run that follows a plan. */
static void tell_plan(struct report *report)
{
    if (report->request->scenario->table[DI_TABLE_PLAN] == NULL)
        return;
    report_add(report, BLOCK_HEADING,
               report_word(report, DI_N_("The plan's promise and the simulation")));
    report_add_figure(report, DI_CHART_PLAN, 0.5);
}

static void tell_method(struct report *report)
{
    static const char *const ids[] = {
        DI_N_(
            "Homeward follows every simulated child from event to event: entry, placement, "
            "move, breakdown, return home, re-entry, ageing out. Chance decides when, by rates "
            "per year that the scenario states; places, families and rules decide where."),
        DI_N_(
            "The first day holds as many children as the scenario says, by home, age, sex, "
            "disability and length of stay. Each run repeats the whole period with other luck; "
            "the same seed gives the same runs, on any number of threads."),
        DI_N_(
            "No child is lost: for every home, quarter and run, opening stock plus entries "
            "less "
            "exits equals closing stock, in whole children; the program stops if it does not."),
        DI_N_("Ranges hold 90%% of the runs (from the 5th to the 95th percentile) and show "
              "chance "
              "alone, unless the report says that inputs were uncertain too."),
    };
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Method")));
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        report_add(report, BLOCK_PARAGRAPH, report_word(report, ids[i]));
}

static enum di_status tell_assumptions(struct report *report, struct di_error *error)
{
    if (!is_told(report, DI_REPORT_ASSUMPTIONS)) {
        report_add(report, BLOCK_HEADING,
                   report_word(report, DI_N_("What the numbers rest on")));
        report_add_basis(report);
        return DI_OK;
    }
    add_heading(report, DI_REPORT_ASSUMPTIONS);
    report_add_basis(report);
    return report_add_assumptions(report, error);
}

enum di_status report_tell_technical(struct report *report, struct di_error *error)
{
    tell_title(report);
    tell_left_out(report);
    enum di_status status = tell_findings(report, error);
    if (status != DI_OK)
        return status;
    if (is_told(report, DI_REPORT_PATHWAYS))
        tell_pathways(report);
    if (is_told(report, DI_REPORT_CAPACITY))
        tell_capacity(report);
    if (is_told(report, DI_REPORT_COSTS))
        tell_costs(report);
    if (is_told(report, DI_REPORT_COMPARISON))
        status = tell_comparison(report, error);
    if (status != DI_OK)
        return status;
    tell_plan(report);
    if (is_told(report, DI_REPORT_SENSITIVITY))
        tell_sensitivity(report);
    status = tell_assumptions(report, error);
    if (status != DI_OK)
        return status;
    tell_method(report);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("What is not modelled")));
    report_add_not_modelled(report, false);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Manifest")));
    report_add_manifest(report);
    return DI_OK;
}
