/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a plan should reach and what it may use (MODEL 13.4): the scenario's section `goals`.
 * Value judgements and limits of the optimizer; the simulation never reads them.
 */
#ifndef DI_PLANNING_GOALS_H
#define DI_PLANNING_GOALS_H

#include <stdbool.h>
#include <stdint.h>

#include "di/quantity.h"

#define DI_PLANNING_TARGETS_MAX 64

/** At most `residents` in institutions from a day on. */
struct di_planning_target {
    const char *id;
    uint16_t region; /* UINT16_MAX: the nation */
    bool is_under_3;
    int32_t by_day;
    double residents;
};

struct di_planning_goals {
    /* weights of child-years: value judgements, shown with every plan */
    double weight_under_3, weight_standard, weight_disability, weight_adult;
    double weight_group_home, weight_unplaced;

    /* limits, by region; a negative value stands for "by default" (see field table) */
    struct di_quantity approvals_per_year; /* families beyond those already planned */
    double specialised_share;              /* of them */
    struct di_quantity hires_per_year;     /* FTE beyond the posts there are */
    struct di_quantity homes_per_year;     /* small group homes begun */
    double beds_per_home;
    double home_lag_days;
    double approval_lag_days; /* where the carers have no recruitment of their own */
    struct di_quantity prevention_coverage_max;
    double group_home_share;  /* of all planned moves */
    double closures_per_year; /* HUGE_VAL: no limit */
    double equity_slack;      /* HUGE_VAL: no rule */
    double moratorium_days;   /* no admissions before a closure */

    uint32_t keep_open_count; /* institutions that stay */
    const uint32_t *keep_open;
    uint32_t target_count;
    const struct di_planning_target *targets;

    double service_level;   /* share placed within 90 days: aim of the loop (MODEL 13.8) */
    double quarterly_years; /* years in quarters; the later ones are planned as years */
};

#endif
