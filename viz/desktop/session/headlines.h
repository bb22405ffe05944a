/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What every frame asks of results, found once: the yearly rows of the whole country (a
 * national table has some 400,000 others between them), and what needs attention.
 */
#ifndef HEADLINES_H
#define HEADLINES_H

#include "di/finding.h"
#include "di/results.h"

struct headlines {
    size_t count;
    const struct di_results *results;   /* borrowed */
    const struct di_results_row **rows; /* children 0-17, all regions and settings */
    struct di_findings *findings;
    size_t unit_cost_count;
    const struct di_results_row **unit_costs; /* a child-year by form of care: whole country,
                                                 the first year with a number */
};

/* Rows are borrowed from `results`; false if memory ran out (then it is empty). */
bool headlines_take(struct headlines *headlines, const struct di_results *results);
void headlines_finish(struct headlines *headlines);

/* The last whole calendar year of an indicator, or NULL. */
const struct di_results_row *headlines_last(const struct headlines *headlines,
                                            const char *indicator);
/* The year that begins on a day, or NULL. */
const struct di_results_row *headlines_at(const struct headlines *headlines,
                                          const char *indicator, int32_t first_civil_day);

#endif
