/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of indicators.csv that is of people - counts, shares, rates, by all splits there
 * are - against sums over the lines of a trace. */
#ifndef PEOPLE_ROWS_H
#define PEOPLE_ROWS_H

#include "csv_table.h"
#include "trace_people.h"

struct people_rows {
    size_t compared; /* values that are not 0 */
    size_t differ;   /* by more than 1e-9 of the value, at least 1e-9 */
    size_t unseen;   /* indicators of which no row is there */
    char first[400]; /* of those that differ, in words */
};

void people_rows_compare(struct trace_people *people, const struct csv_table *indicators,
                         struct people_rows *rows_out);

#endif
