/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shared part of plan_check.c: reading a plan, and noting the worst breach. A NaN is a
 * breach, whatever it is compared with.
 */
#include "plan_rules.h"

#include <math.h>

double plan_rules_at(const struct plan_rules *check, enum di_plan_part part, uint32_t t,
                     uint32_t a, uint32_t b, uint32_t c)
{
    return di_plan_at(check->plan, part, t, a, b, c);
}

void plan_rules_hold(struct plan_rules *check, const char *rule, double excess, double size,
                     uint32_t t, uint32_t a, uint32_t b)
{
    const double breach = excess / fmax(1, fabs(size));
    struct di_plan_verdict *verdict = check->verdict;
    if (breach <= verdict->worst)
        return;
    verdict->worst = breach;
    verdict->t = t;
    verdict->a = a;
    verdict->b = b;
    if (!(breach <= PLAN_TOLERANCE)) {
        verdict->is_kept = false;
        verdict->rule = rule;
    }
}

void plan_rules_equal(struct plan_rules *check, const char *rule, double left, double right,
                      uint32_t t, uint32_t a, uint32_t b)
{
    plan_rules_hold(check, rule, fabs(left - right), right, t, a, b);
}

double plan_rules_moves(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t q,
                        uint32_t t)
{
    return plan_rules_at(check, DI_PART_MOVES, t, r, g, q) +
           plan_rules_at(check, DI_PART_DIRECT, t, r, g, q);
}

double plan_rules_admitted(const struct plan_rules *check, uint32_t i, uint32_t g, uint32_t t)
{
    double sum = 0;
    for (uint32_t l = 0; l < check->p->links; l++)
        if (check->p->link[l].institution == i)
            sum += plan_rules_at(check, DI_PART_ADMITTED, t, l, g, 0);
    return sum;
}

/* Nothing closes after the last period. */
double plan_rules_closed(const struct plan_rules *check, uint32_t i, uint32_t t)
{
    const uint32_t last = check->p->periods;
    return plan_rules_at(check, DI_PART_CLOSED, t <= last ? t : last, i, 0, 0);
}
