/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two pages: what happens, what goes wrong first, what it rests on. */
#include "report_facts.h"

enum di_status report_tell_minister(struct report *report, struct di_error *error)
{
    const struct di_results *results = report->request->scenario->results;
    report->title = sheet_scenario(&report->sheet, results);
    report_add(report, BLOCK_TITLE, report->title);
    report_add(
        report, BLOCK_SUBTITLE,
        REPORT_SAY(
            report, DI_N_("Summary for decision makers · %1–%2 · %3 simulated futures"),
            di_text_arg(sheet_year(&report->sheet, sheet_year_of(results->start_civil_day))),
            di_text_arg(sheet_year(&report->sheet, sheet_year_of(results->last_civil_day))),
            di_integer_arg(results->replications)));
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("In short")));
    const enum di_status status = report_add_findings(report, error);
    if (status != DI_OK)
        return status;
    report_add_figure(report, DI_CHART_FAN, 0.76);
    report_add(report, BLOCK_NEW_PAGE, NULL);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Where children live")));
    report_add_figure(report, DI_CHART_SHARES, 0.36);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("Needs attention")));
    report_add_attention(report, 4);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("What the numbers rest on")));
    report_add_basis(report);
    report_add(report, BLOCK_HEADING, report_word(report, DI_N_("What is not modelled")));
    report_add_not_modelled(report, true);
    return DI_OK;
}
