/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tiny plans with a known optimum. The base case: one region, one institution with ten standard
 * children, all assessed; nothing happens by itself, nobody enters, no tail, nothing limits
 * but what a case adds. Weights are 1, the end counts no further.
 */
#ifndef DI_PLAN_CASE_H
#define DI_PLAN_CASE_H

#include "di/optimizer.h"
#include "di/plan_check.h"

#define STD DI_GROUP_STANDARD

/* `horizon` quarters; institutions all in region 0 unless moved with plan_case_place. */
struct di_fluid_parameters *plan_case_make(uint32_t regions, uint32_t institutions,
                                           uint32_t horizon, uint32_t tail_years);

/* Put institution i into a region with so many standard children, all assessed. */
void plan_case_place(struct di_fluid_parameters *p, uint32_t i, uint32_t region,
                     double children);

/* Nobody is suitable for reunification or kinship: only places count. */
void plan_case_places_only(struct di_fluid_parameters *p);

/* Solve to the proven optimum; fails the test if there is none. Where PLAN_CASE_JUDGED is
 * defined, glpsol and cbc must agree on the exported model. */
struct di_plan *plan_case_solve(const struct di_fluid_parameters *p);

/* Weighted residential child-years of the optimum; takes `p` over. */
double plan_case_residential(struct di_fluid_parameters *p);

/* The status of solving, for cases without a plan. */
enum di_status plan_case_status(const struct di_fluid_parameters *p);

double plan_case_residents(const struct di_plan *plan, uint32_t t);

#endif
