/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences and tables that state results: shared by both reports. Private to viz/report. */
#ifndef REPORT_FACTS_H
#define REPORT_FACTS_H

#include "report_block.h"

/* Row of a year's end (or of a year), nation and all settings; NULL if there is none. */
const struct di_results_row *report_year_row(const struct di_results *results,
                                             const char *indicator, int32_t year);

/* Last year that has a row of residential care. */
int32_t report_last_year(const struct di_results *results);

/* "831 (766–994)": median and 90% range. */
const char *report_range(struct report *report, const struct di_summary *summary, int decimals);
const char *report_share_range(struct report *report, const struct di_summary *summary);

/* Bullets with the main findings; each only if the results hold its numbers. */
enum di_status report_add_findings(struct report *report, struct di_error *error);

/* The first findings of the results (di/finding.h), at most so many. */
void report_add_attention(struct report *report, size_t most);

/* Warnings on what the numbers rest on. */
void report_add_basis(struct report *report);

/* The short form: the two statements a minister must have read. */
void report_add_not_modelled(struct report *report, bool is_short);

#endif
