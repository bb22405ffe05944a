/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An indicator over time, as rows of the results have it. Private to viz/layout/kinds. */
#ifndef POINTS_H
#define POINTS_H

#include "di/axis.h"
#include "di/results.h"
#include "di/scene.h"

struct points {
    size_t count;
    int32_t *day; /* [count] end of each period; the opening: the day before the first */
    double *p05, *p25, *p50, *p75, *p95, *mean; /* [count] */
    bool has_opening;
};

/* Stocks by the finest period there is; what sums over a period, by year. */
enum di_period points_period(const struct di_results *results, uint32_t indicator,
                             const char *region, const char *setting);

/* True of stocks and of what is counted from the start. */
bool points_hold_at_end(const struct di_indicator_text *text);

/* Sums over a year that the horizon cuts are left out: they would look like a fall. Not if no
 * year is whole. */
bool points_leave_out(const struct di_results *results, enum di_measure measure);

/* False if memory ran out. Arrays belong to the arena. */
bool points_take(struct di_arena *arena, const struct di_results *results, uint32_t indicator,
                 const char *region, const char *setting, enum di_period period,
                 struct points *out);

/* Scenario less baseline, run by run, over the days both have. count 0 if runs cannot be
 * paired: other seed, start or number of runs, one run, or no values of single runs. False if
 * memory ran out. */
bool points_take_paired(struct di_arena *arena, const struct di_results *results,
                        const struct di_results *baseline, uint32_t indicator,
                        enum di_period period, struct points *out);

/* Area between the 5th and the 95th percentile, in the colour of the scenario. */
void points_draw_band(struct di_scene *scene, const struct points *points,
                      const struct di_scale *days, const struct di_scale *values);

/* Digits after the point that suit a measure; shares are shown in percent. */
int points_decimals(enum di_measure measure);

/* "Number of children at the end of each month", "million EUR a year": in the catalogue's
 * language. `divisor`: what money is divided by; "" if memory ran out. */
const char *points_measure(struct di_arena *arena, const struct di_catalogue *catalogue,
                           const struct di_results *results, uint32_t indicator,
                           enum di_period period, double divisor);

/* "million %1": message id of a currency's unit. */
const char *points_money_unit(double divisor);

#endif
