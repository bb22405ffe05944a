/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts of a calibration have in common: names of series, signs of figures. Private. */
#ifndef CALIBRATION_WORDS_H
#define CALIBRATION_WORDS_H

#include "sheet.h"

/* Labels of all series, in their order; NULL: no memory. */
const char **calibration_labels(struct sheet *sheet);

/* The scenario, in the chart's language. */
const char *calibration_scenario(const struct sheet *sheet);

/* Digits after the point: below ten children one. */
int calibration_decimals(double value);

/* Numbers of all series: stocks, then entries, then exits, of each the largest figures first;
 * NULL: no memory. */
uint32_t *calibration_order(struct sheet *sheet);

/* Largest figure of a series, published or expected; 0 if it has none above. */
double calibration_most(const struct di_calibration_series *series);

/* Above a part of the chart: its name in lines of at most `width`, three at most. */
void calibration_wrap(struct sheet *sheet, const char *text, double width,
                      struct text_lines *lines_out);

#endif
