/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number of a result with its range and how it differs from the baseline: a tile. */
#ifndef FIGURE_H
#define FIGURE_H

#include "desk.h"

struct figure {
    const char *id;          /* "K1_institution_stock" */
    const char *label;       /* translated */
    const char *when;        /* "end of 2035" */
    double value, low, high; /* median and 90% range; NaN: not in these results */
    double base;             /* median of the baseline, NaN: none */
    bool is_paired;          /* the difference is of runs with the same luck */
    double difference; /* mean of the paired differences, or of the medians if not paired */
    double difference_low, difference_high; /* 95% interval of that mean; NaN: not paired */
    int decimals;
    double scale;    /* shown is value / scale: 1, a million of money, a hundredth of a share */
    bool is_percent; /* a share */
    bool is_better_when_lower;
};

/* The four answers of Overview; returns how many. */
size_t figures_headline(struct ui *ui, struct desk *desk, struct figure figures_out[4]);

/* Figure of the nation for the year of `row`, written as a number of this size is: figures that
 * stand in one column have one unit. False if absent. */
bool figure_of_row(struct ui *ui, const struct headlines *headlines,
                   const struct headlines *base, const struct di_results_row *row, double size,
                   struct figure *figure_out);

/* True where the interval of the paired differences of both runs leaves out zero. */
bool figure_is_apart(struct ui *ui, const struct headlines *a, const struct headlines *b,
                     const struct di_results_row *row_of_a);

/* With its percent sign. */
const char *figure_value(struct ui *ui, const struct figure *figure);
const char *figure_range(struct ui *ui, const struct figure *figure);
/* "-120 ... -80", of the difference. */
const char *figure_difference_range(struct ui *ui, const struct figure *figure);

double figure_height(struct ui *ui, const struct figure *figure, double width);
void figure_tile(struct ui *ui, const struct figure *figure, struct di_rect rect);

#endif
