/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cumulative incidence of the spells of a trace, and the numbers of K10, K14 and K15 that
 * follow from it. Not by the product's walk over instants, but by weights (inverse probability
 * of being censored): of n spells, one that ends at T by the event counts 1 / (n G(T-)), where
 * G is the Kaplan-Meier estimate of not being censored yet. The two are the same number.
 */
#ifndef TRACE_CURVES_H
#define TRACE_CURVES_H

#include "csv_table.h"
#include "trace_spells.h"

struct trace_curves {
    size_t compared; /* values that are not 0 */
    size_t differ;   /* by more than 1e-9 of the value, at least 1e-9 */
    char first[400]; /* of these, in words */
};

/** Every K10, K14 and late days' row of every replication, for all people of a region. */
void trace_curves_of_runs(const struct trace_spells *spells, struct trace_curves *curves_out);

/** The same rows of indicators.csv by age band, sex and disability; of one replication. */
void trace_curves_of_groups(const struct trace_spells *spells,
                            const struct csv_table *indicators,
                            struct trace_curves *curves_out);

#endif
