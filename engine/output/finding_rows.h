/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the rules of findings look at: yearly rows of the results, and the list they add to. */
#ifndef DI_FINDING_ROWS_H
#define DI_FINDING_ROWS_H

#include "di/finding.h"

struct finding_search {
    const struct di_results *results;
    struct di_findings *out;
    struct di_finding spare; /* takes what the list has no room for */
};

/** Is it a year of an indicator, of children in all settings of a region? */
bool finding_is_row(const struct di_results_row *row, uint32_t indicator, const char *region);

/** Is there a row, with a mean? */
bool finding_is_known(const struct di_results_row *row);

/** Yearly row of an indicator: the first, or the last with a mean; NULL: none. */
const struct di_results_row *finding_edge_row(const struct di_results *results, const char *id,
                                              const char *region, bool is_last);

/** The year with the highest (1) or lowest (-1) mean; the earlier of equals; NULL: none. A year
 * in which most replications have no value, such as one that nobody can be followed past, is
 * none. */
const struct di_results_row *finding_worst_row(const struct di_results *results, const char *id,
                                               const char *region, double sign);

/** Another indicator in the region and the year of a row, or in its first quarter; NULL: none.
 */
const struct di_results_row *finding_row_beside(const struct di_results *results,
                                                const char *id,
                                                const struct di_results_row *year,
                                                enum di_period period);

/** Calls `rule` for each region that has rows of an indicator, by id; `all` apart. */
void finding_each_region(struct finding_search *search, const char *id,
                         void (*rule)(struct finding_search *, const char *));

/** A finding about one row; the caller sets what differs. */
struct di_finding *finding_add(struct finding_search *search, const char *id,
                               enum di_severity_of_finding severity,
                               const struct di_results_row *row);

#endif
