/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pass over all rows of indicators.csv, as this layer uses it: with what may not be shown,
 * or to look at the counts that rows are made of.
 */
#ifndef DI_INDICATOR_PASS_H
#define DI_INDICATOR_PASS_H

#include "di/cohort.h"

#include "people.h"

enum { INDICATOR_TERMS = 3 }; /* numerator and two denominators */

/* Which row: places as in a panel, 0 for the total, else the position by id + 1. */
struct row_place {
    uint32_t indicator;
    enum di_period period;
    uint32_t span; /* ordinal among the spans of its period */
    int32_t days;
    uint32_t region, setting;
    uint32_t people_index; /* in people_list */
    const struct people *people;
};

/* Mean over replications of one count of a row (not of its ratio). NaN: undefined. */
typedef void (*term_visit)(void *context, const struct row_place *place, uint32_t term,
                           double mean);

/* Every count of every row. */
enum di_status indicator_terms(const struct di_model *model,
                               const struct di_replication_set *set, term_visit visit,
                               void *context, struct di_error *error);

struct suppression;

/*
 * Every row of a set of replications, in order.
 *
 * @param set  at least one replication, made from `model`
 * @param suppression  NULL, or rows that may not be shown are without numbers (n = 0) or left
 *             out
 * @return DI_OK; DI_ERR_MEMORY; or what `visit` returned, which stops the pass
 *
 * Cost O(rows x replications).
 */
enum di_status indicator_rows_visit(const struct di_model *model,
                                    const struct di_replication_set *set,
                                    const struct suppression *suppression, di_row_visit visit,
                                    void *context, struct di_error *error);

/* Rows of expected numbers, as if they were those of one replication.
 *
 * @param one  a set of one empty result: its dimensions are used, nothing else */
enum di_status indicator_rows_expected(const struct di_model *model,
                                       const struct di_replication_set *one,
                                       const struct di_cohort *expected, di_row_visit visit,
                                       void *context, struct di_error *error);

static inline const struct count *indicator_term(const struct indicator *indicator,
                                                 uint32_t term)
{
    return term == 0 ? &indicator->numerator : &indicator->denominators[term - 1];
}

#endif
