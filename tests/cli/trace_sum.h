/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the lines of a trace, by name, region, setting, quarter and replication, and their
 * comparison with the rows of the results. */
#ifndef TRACE_SUM_H
#define TRACE_SUM_H

#include <stdint.h>

#include "di/results.h"
#include "di/trace_file.h"

#include "name_index.h"

struct trace_sum {
    struct name_index keys;
    double *values; /* [keys][replications] */
    size_t capacity;
    uint32_t replications;
    int32_t start_civil_day, last_civil_day;
    double tolerance; /* of values compared, relative; 1e-9 unless set */
};

/** Does the line say where a child is from now on? */
bool trace_is_move(const struct di_trace_row *row);

void trace_sum_begin(struct trace_sum *sum, const struct di_results *results);
void trace_sum_end(struct trace_sum *sum);

/** First civil day of a quarter of the scenario, and the quarter a day lies in. */
int32_t trace_sum_quarter_first(const struct trace_sum *sum, uint32_t quarter);
uint32_t trace_sum_quarter_of(const struct trace_sum *sum, int32_t civil_day);
uint32_t trace_sum_quarters(const struct trace_sum *sum);

/** Add to a region and to "all", and the same with the setting ("": it has none). */
void trace_sum_add(struct trace_sum *sum, const char *name, uint32_t replication,
                   const char *region, const char *setting, uint32_t quarter, double amount);

double trace_sum_get(struct trace_sum *sum, const char *name, uint32_t replication,
                     const char *region, const char *setting, uint32_t quarter);

/**
 * Fail the test unless every quarter row of the indicator holds the sum of that name, in every
 * region, setting and replication, to the tolerance.
 *
 * @return values compared that are not 0
 */
size_t trace_sum_compare(struct trace_sum *sum, const struct di_results *results,
                         const char *indicator, const char *name);

/** The same of an indicator that is one sum over another; undefined where that is 0. */
size_t trace_sum_compare_ratio(struct trace_sum *sum, const struct di_results *results,
                               const char *indicator, const char *above, const char *below);

/** Values that differ; `below` NULL: of a sum. For traces that lie. */
size_t trace_sum_differences(struct trace_sum *sum, const struct di_results *results,
                             const char *indicator, const char *above, const char *below);

#endif
