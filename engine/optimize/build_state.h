/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of fluid_build share: the model, its first residents, and the maps. */
#ifndef DI_BUILD_STATE_H
#define DI_BUILD_STATE_H

#include "di/fluid_build.h"
#include "di/planning_goals.h"

#define BUILD_QUARTER_DAYS 91.3125
#define BUILD_CALENDAR_DAYS 3 /* by which quarters of a calendar differ from those */

struct build {
    const struct di_model *model;
    const struct di_warm_start *start;
    struct di_fluid_country *country;
    struct di_fluid_parameters *p;
    uint64_t resident_count;
    struct di_resident *residents;
    uint32_t *institution_of; /* [institution_count] of the model: index in the plan */
    uint32_t *pool_of;        /* [setting][region]: index in the plan, UINT32_MAX: none */
};

/* Group of a child of this age and disability (MODEL 2). */
enum di_group build_group(const struct build *build, double age_years, uint8_t disability);
/* A child that stands for a group in a region. */
struct di_person build_person(const struct build *build, enum di_group group, uint16_t region);
double build_quarterly(double rate_per_year);
int32_t build_day(const struct build *build, uint32_t period); /* first day of a period */
/* First day after it: that of the next, so that no day lies between two periods. */
int32_t build_day_after(const struct build *build, uint32_t period);
/* Setting of a placement: the first of its kind by rank, or DI_NONE. */
uint16_t build_setting(const struct build *build, enum di_placement placement);

void build_rates(struct build *build);
void build_supply(struct build *build);
void build_entries(struct build *build);
void build_money(struct build *build);

#endif
