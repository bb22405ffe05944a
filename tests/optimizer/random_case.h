/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small random planning problems: every feature of the model is there in some of them. They
 * stand for no place; the same seed gives the same problem.
 */
#ifndef RANDOM_CASE_H
#define RANDOM_CASE_H

#include "di/optimizer.h"

struct random_case {
    uint64_t state;
};

double random_case_between(struct random_case *random, double low, double high);
bool random_case_chance(struct random_case *random, double share);

/* Without budgets, targets and dates: always feasible. */
struct di_fluid_parameters *random_case_make(uint64_t seed);

/* Add limits that contradict each other in many cases: budgets below or above what is spent,
 * closure dates, targets, pace. `plan` is one without them. */
void random_case_limit(struct di_fluid_parameters *p, const struct di_plan *plan, uint64_t seed,
                       double budget_low, double budget_high);

#endif
