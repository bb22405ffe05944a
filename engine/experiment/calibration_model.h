/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A model with the values of levers in the place of its own rates: a copy that shares
 * everything else with the model it was made from.
 */
#ifndef DI_CALIBRATION_MODEL_H
#define DI_CALIBRATION_MODEL_H

#include "di/arena.h"
#include "di/calibration.h"

/** Unexplained exits a year and child, at most: a mean stay of a week. */
#define RATE_OUT_MAX 50.0

/** First day of a calendar year, counted from the start; not before day 0. */
int32_t calibration_year_day(const struct di_model *model, int32_t year);

/**
 * Fill `fitted` (and `fitted_out`) of every lever from its values.
 *
 * @param tail_unexplained  children a year of each lever after the last fitted year; NULL: 0
 * @return false: memory ran out
 */
bool calibration_series_make(const struct di_model *model, struct di_calibration *fit,
                             const double *tail_unexplained, struct di_arena *arena);

/** `model` with those series. `out` owns nothing: it lives as long as model and arena. */
bool calibration_model_make(const struct di_model *model, const struct di_calibration *fit,
                            struct di_arena *arena, struct di_model *out);

/** `model` with a tenth more children of one reason; as above. */
bool calibration_more_of_reason(const struct di_model *model, uint16_t reason,
                                struct di_arena *arena, struct di_model *out);

#endif
