/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The law of unexplained entries (MODEL 11): children whom published stocks count and published
 * entries do not. Bookkeeping of calibration, so nothing of MODEL 6 acts on them: no drivers,
 * season, yearly variation or shocks, no prevention and no gate; and they come singly.
 *
 * They are children their setting admits: the reason's ages and disabilities, those that the
 * setting does not admit left out. Of a reason with `is_unexplained`.
 */
#ifndef DI_UNEXPLAINED_H
#define DI_UNEXPLAINED_H

#include "di/model.h"

/** Children a year of the region on `day`: the nation's flow by population, and by the factors
 * by region the scenario gives. */
double di_unexplained_children_per_year(const struct di_model *model, uint16_t region,
                                        uint16_t reason, int32_t day);

/** Part of the single year of age `age`, 0 to 17, that a setting admits, in years; nothing if
 * `to_out` is not above `from_out`. */
void di_unexplained_span(const struct di_setting *setting, uint32_t age, double *from_out,
                         double *to_out);

/** Shares of single years of age; sum 1, but 0 where the setting admits no child. */
void di_unexplained_ages(const struct di_model *model, uint16_t region, uint16_t reason,
                         double ages_out[18]);

/** Shares of disabilities on `day`, asked with region, reason and age band; sum 1. */
void di_unexplained_disabilities(const struct di_model *model, const struct di_person *person,
                                 int32_t day, double shares_out[DI_DISABILITIES]);

#endif
