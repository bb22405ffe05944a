/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Scales and ticks: the one place where data become pixels and pixels become data, so that
 * hover, click and drawing always agree.
 *
 * Value axes start at zero unless data are negative; steps are 1, 2, 2.5 or 5 times a power
 * of ten. Time axes are civil days with ticks on 1 January.
 */
#ifndef DI_AXIS_H
#define DI_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/message.h"

/** Straight line through two points; pixels may run backwards (upwards on screen). */
struct di_scale {
    double data_low, data_high; /* differ */
    double pixel_low, pixel_high;
};

/** Pixel of a value, in the unit of `pixel_low`; values beyond the ends are not cut off. */
double di_scale_pixel(const struct di_scale *scale, double value);

#define DI_TICKS_MAX 64

struct di_ticks {
    size_t count;
    double value[DI_TICKS_MAX]; /* value, or civil day */
    int32_t year[DI_TICKS_MAX]; /* year axes only */
    double step;                /* in values, or in years */
    int decimals;               /* digits after the point that the step needs, 0 to 12 */
};

/**
 * Ticks of a value axis from `low` to `high`, at most `wanted` + 1 of them (wanted >= 1).
 *
 * @param whole_numbers  values are counts, so the step is at least 1
 */
struct di_ticks di_ticks_of_values(double low, double high, size_t wanted, bool whole_numbers);

/** 1 January of every step-th year within [low_day, high_day]; steps 1, 2, 5, 10, 20, 50.
 * Years are multiples of the step. At least `apart` pixels lie between neighbours. */
struct di_ticks di_ticks_of_years(const struct di_scale *days, double apart);

#define DI_CHART_NUMBER_MAX 96

/**
 * A number as charts write it: rounded to `decimals`, whole part grouped by threes from 1,000
 * on as in sentences, true minus sign, decimal point of the catalogue. NULL catalogue: English.
 * `buffer` holds DI_CHART_NUMBER_MAX bytes.
 */
void di_chart_number(double value, int decimals, const struct di_catalogue *catalogue,
                     char *buffer);

#endif
