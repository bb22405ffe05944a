/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Headline outputs of one replication, straight from its counts, or of expected numbers: of
 * the nation, children 0-17. */
#ifndef DI_OUTCOME_H
#define DI_OUTCOME_H

#include "di/cohort.h"
#include "di/result.h"

enum di_outcome {
    DI_OUTCOME_RESIDENTIAL,       /* K1r at the end of the horizon */
    DI_OUTCOME_CARE,              /* K3 there */
    DI_OUTCOME_RESIDENTIAL_YEARS, /* K2 over the whole horizon */
    DI_OUTCOME_UNPLACED_DAYS,     /* child-days without a placement */
    DI_OUTCOMES
};

/** Id of the indicator it is a value of. */
const char *di_outcome_indicator(enum di_outcome outcome);
/** What it is, marked N_(). */
const char *di_outcome_label(enum di_outcome outcome);
double di_outcome_value(const struct di_model *model, const struct di_result *result,
                        enum di_outcome outcome);
/** The same of expected numbers. */
double di_outcome_expected(const struct di_model *model, const struct di_cohort *cohort,
                           enum di_outcome outcome);
/** A value as the mean number of children it is of. */
double di_outcome_children(const struct di_model *model, double value, enum di_outcome outcome);

#endif
