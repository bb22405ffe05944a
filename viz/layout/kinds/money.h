/* SPDX-License-Identifier: GPL-3.0-or-later */
/* costs.csv as cost charts need it: lines by year, totals by quarter. Private. */
#ifndef MONEY_H
#define MONEY_H

#include "care_group.h"

enum { MONEY_YEARS_MAX = 100, MONEY_QUARTERS_MAX = 400 };

struct money_line {
    const char *id;
    double year[MONEY_YEARS_MAX]; /* mean of the runs */
    double total;
};

struct money {
    const char *currency;
    int32_t first_year;
    size_t year_count, quarter_count, line_count;
    uint32_t line_room;
    struct money_line *lines; /* [line_count], in the order of the file */
    double total[MONEY_YEARS_MAX];
    double low[MONEY_YEARS_MAX], high[MONEY_YEARS_MAX]; /* 95% of the mean */
    double sum, discounted_sum;
    bool has_groups;
    double group[GROUPS + 1][MONEY_YEARS_MAX]; /* by where it is spent; GROUPS: in no kind of
                                                  care (workers, prevention) */
    double double_running[MONEY_YEARS_MAX];    /* fixed costs of empty places, of the total */
    int32_t quarter_end[MONEY_QUARTERS_MAX];
    double quarter[MONEY_QUARTERS_MAX], discounted[MONEY_QUARTERS_MAX];
};

/* False if the folder has no costs.csv or nothing in it, if a row is withheld (--suppress), as
 * a sum of what is left would be a wrong figure, or without memory. Lines are the arena's. */
bool money_gather(const struct di_results_folder *folder, struct di_arena *arena,
                  struct money *out);

/* Amounts are shown in units, thousands, millions or, from ten of them, billions: the divisor
 * that suits `most`. */
double money_unit(double most);
int money_decimals(double most, double unit);

/* Scenario and baseline: true where nine pairs of runs in ten agree which of them costs more in
 * all, or, without pairs, where the ranges of both do not meet; and of expected numbers. */
bool money_direction_is_known(struct sheet *sheet);

/* "million MAR": currency with the unit's word. */
const char *money_unit_text(struct sheet *sheet, const struct money *money, double unit);

const char *money_line_name(struct sheet *sheet, const char *id);

#endif
