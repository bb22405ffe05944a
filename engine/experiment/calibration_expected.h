/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What a scenario is expected to give where figures are published: sums of a cohort run. */
#ifndef DI_CALIBRATION_EXPECTED_H
#define DI_CALIBRATION_EXPECTED_H

#include "di/calibration_target.h"
#include "di/cohort.h"

/** Quarters [first, next) of a calendar year; equal where the run has none of it. */
struct calibration_quarters {
    uint32_t first, next;
};

struct calibration_quarters calibration_quarters_of(const struct di_model *model, int32_t year);

/** Is this setting among those of the series? */
bool calibration_covers(const struct di_target_series *series, uint16_t setting);

/** Is this one of the destinations the series counts? Unexplained exits never are, unless
 * named; other destinations where it names none are all outside its settings. */
bool calibration_leads_to(const struct di_target_series *series, uint16_t setting);

/** Does a move from here bring a child back into care: from home, as of simulated moves, or
 * from outside by a re-entry? */
bool calibration_is_return(uint16_t from);

/** Is a move within, or from or to, this region one that a series of flows counts? */
bool calibration_counts(const struct di_model *model, const struct di_target_series *series,
                        uint16_t region, uint16_t from, uint16_t to);

/** Children of one flow of the cohort whom a series of flows counts in a year. */
double calibration_counted(const struct di_model *model, const struct di_target_series *series,
                           const struct di_cohort_flow *flow, int32_t year);

/** Value of one year of a series; a stock of the year before the start is the opening. */
double calibration_expected(const struct di_model *model, const struct di_cohort *cohort,
                            const struct di_target_series *series, int32_t year);

/** Children who moved from `from` to `to` in a year, of every region and age. */
double calibration_flow(const struct di_model *model, const struct di_cohort *cohort,
                        uint16_t from, uint16_t to, int32_t year);

/** Child-years of all ages in a setting. */
double calibration_child_years(const struct di_model *model, const struct di_cohort *cohort,
                               uint16_t setting, int32_t year);

/** Warm start and cohort run of the first `horizon_days`. */
DI_MUST_CHECK enum di_status calibration_cohort(const struct di_model *model,
                                                int32_t horizon_days,
                                                struct di_cohort **cohort_out,
                                                struct di_error *error);

#endif
