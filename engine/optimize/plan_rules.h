/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rules of plan_check.c share: the plan under test, the worst breach so far, and the
 * few sums that stand in several rules.
 */
#ifndef DI_PLAN_RULES_H
#define DI_PLAN_RULES_H

#include "di/plan_check.h"

#define PLAN_TOLERANCE 1e-5

struct plan_rules {
    const struct di_fluid_parameters *p;
    const struct di_plan *plan;
    struct di_plan_verdict *verdict;
    bool is_elastic;
};

double plan_rules_at(const struct plan_rules *check, enum di_plan_part part, uint32_t t,
                     uint32_t a, uint32_t b, uint32_t c);
/* `excess` above 0 breaks the rule; `size` is what it is measured against. */
void plan_rules_hold(struct plan_rules *check, const char *rule, double excess, double size,
                     uint32_t t, uint32_t a, uint32_t b);
void plan_rules_equal(struct plan_rules *check, const char *rule, double left, double right,
                      uint32_t t, uint32_t a, uint32_t b);
double plan_rules_moves(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t q,
                        uint32_t t);
double plan_rules_admitted(const struct plan_rules *check, uint32_t i, uint32_t g, uint32_t t);
double plan_rules_closed(const struct plan_rules *check, uint32_t i, uint32_t t);

/* Weighted child-years that institutions lack to be viable. */
double plan_rules_lingering(const struct plan_rules *check);
/* Write both into a plan that was put together from others. */
void plan_rules_note_waits(const struct di_fluid_parameters *p, struct di_plan *plan);

void plan_rules_check_supply(struct plan_rules *check, uint32_t r, uint32_t t);
void plan_rules_check_limits(struct plan_rules *check);
void plan_rules_measure(struct plan_rules *check); /* goals, and rules about them */

#endif
