/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every rule of MODEL 13.3 as a sum over a plan. Written from the specification, not from the
 * program: one function per rule, in its order, each in children, families, posts or currency.
 */
#include <math.h>

#include "plan_rules.h"

#define CONSERVED 1e-6

static double kept(double total, uint32_t n)
{
    return 1 - total * di_fluid_scale(total, n);
}

/* ---- children ---- */

static void residents(struct plan_rules *check, uint32_t i, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double there = 0;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_residents_total(p, t, i, h);
        const double before = plan_rules_at(check, DI_PART_RESIDENTS, t - 1, i, h, 0);
        there += di_fluid_scale(total, p->quarters[t]) *
                 p->ageing_residents[di_fluid_tigg(p, t, i, h, g)] * before;
        if (h == g)
            there += kept(total, p->quarters[t]) * before;
    }
    const double out = plan_rules_at(check, DI_PART_MOVED_OUT, t, i, g, 0);
    plan_rules_equal(check, "residents", plan_rules_at(check, DI_PART_RESIDENTS, t, i, g, 0),
                     there + plan_rules_admitted(check, i, g, t) - out, t, i, g);
    plan_rules_hold(check, "transit", out - there, there, t, i, g);
}

static double entries(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const size_t trg = di_fluid_trg(p, t, r, g);
    return p->entries[trg] * p->quarters[t] * (1 - p->diverted_share[trg]) *
           (1 - p->prevention_effect[di_fluid_rg(r, g)] *
                    plan_rules_at(check, DI_PART_COVERAGE, t, r, 0, 0));
}

static double newcomers(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double first = entries(check, r, g, t) * (1 - p->kin_share[di_fluid_trg(p, t, r, g)]);
    const double reunified = di_fluid_placement_total(p, g, DI_PLACEMENT_REUNIFIED);
    const double home = di_fluid_home_total(p, g);
    return first +
           di_fluid_scale(reunified, p->quarters[t]) * p->breakdown[g][DI_PLACEMENT_REUNIFIED] *
               plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, DI_PLACEMENT_REUNIFIED) +
           di_fluid_scale(home, p->quarters[t]) * p->reentry[g] *
               plan_rules_at(check, DI_PART_HOME, t - 1, r, g, 0);
}

static double broken(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t q = DI_PLACEMENT_KINSHIP; q < DI_PLACEMENTS; q++)
        sum += di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]) *
                   p->breakdown[g][q] * plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, q) +
               plan_rules_at(check, DI_PART_DISPLACED, t, r, g, q);
    return sum;
}

static void movement(struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double out = 0, in = 0;
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            out += p->link[l].share[g] *
                   plan_rules_at(check, DI_PART_MOVED_OUT, t, p->link[l].institution, g, 0);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        in += plan_rules_at(check, DI_PART_MOVES, t, r, g, q);
    plan_rules_equal(check, "movement", in, out, t, r, g);
}

/* Residents past their setting's age range, by origin. */
static double past_edge(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t h = 0; h < DI_GROUPS && p->link[l].region == r; h++) {
            const uint32_t i = p->link[l].institution;
            const double total = di_fluid_residents_total(p, t, i, h);
            sum += p->link[l].share[h] * di_fluid_scale(total, p->quarters[t]) *
                   p->edge_residents[di_fluid_tigg(p, t, i, h, g)] *
                   plan_rules_at(check, DI_PART_RESIDENTS, t - 1, i, h, 0);
        }
    return sum;
}

static void backlog(struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double arrived =
        newcomers(check, r, g, t) + broken(check, r, g, t) + past_edge(check, r, g, t);
    double sum = arrived;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_backlog_total(p, h);
        const double before = plan_rules_at(check, DI_PART_BACKLOG, t - 1, r, h, 0);
        sum += di_fluid_scale(total, p->quarters[t]) * p->ageing[h][g] * before;
        if (h == g)
            sum += kept(total, p->quarters[t]) * before;
    }
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        sum -= plan_rules_at(check, DI_PART_DIRECT, t, r, g, q);
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            sum -= plan_rules_at(check, DI_PART_ADMITTED, t, l, g, 0);
    const double there = plan_rules_at(check, DI_PART_BACKLOG, t, r, g, 0);
    plan_rules_equal(check, "backlog", there, sum, t, r, g);
    plan_rules_hold(check, "overdue",
                    there - arrived / p->quarters[t] -
                        plan_rules_at(check, DI_PART_OVERDUE, t, r, g, 0),
                    there, t, r, g);
}

static double returned(const struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t q = DI_PLACEMENT_KINSHIP; q < DI_PLACEMENTS; q++)
        sum += di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]) *
               p->to_home[g][q] * plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, q);
    return sum;
}

static void placement(struct plan_rules *check, uint32_t r, uint32_t g, uint32_t q, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double total = di_fluid_placement_total(p, g, q);
    const double stayed =
        kept(total, p->quarters[t]) * plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, q);
    const double displaced = plan_rules_at(check, DI_PART_DISPLACED, t, r, g, q);
    double sum = stayed + plan_rules_moves(check, r, g, q, t) - displaced;
    for (uint32_t h = 0; h < DI_GROUPS; h++)
        sum += di_fluid_scale(di_fluid_placement_total(p, h, q), p->quarters[t]) *
               p->ageing[h][g] * plan_rules_at(check, DI_PART_PLACED, t - 1, r, h, q);
    if (q == DI_PLACEMENT_REUNIFIED)
        sum += returned(check, r, g, t);
    if (q == DI_PLACEMENT_KINSHIP)
        sum += entries(check, r, g, t) * p->kin_share[di_fluid_trg(p, t, r, g)];
    const double there = plan_rules_at(check, DI_PART_PLACED, t, r, g, q);
    plan_rules_equal(check, "placement", there, sum, t, r, g * DI_PLACEMENTS + q);
    plan_rules_hold(check, "displaced", displaced - (di_fluid_has_places(q) ? stayed : 0),
                    stayed, t, r, q);
    if (!p->is_allowed[g][q])
        plan_rules_equal(check, "allowed", plan_rules_moves(check, r, g, q, t), 0, t, r, q);
}

static void home_pool(struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const double monitored = di_fluid_placement_total(p, g, DI_PLACEMENT_REUNIFIED);
    double sum = di_fluid_scale(monitored, p->quarters[t]) *
                 p->monitoring_end[g][DI_PLACEMENT_REUNIFIED] *
                 plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, DI_PLACEMENT_REUNIFIED);
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_home_total(p, h);
        const double before = plan_rules_at(check, DI_PART_HOME, t - 1, r, h, 0);
        sum += di_fluid_scale(total, p->quarters[t]) * p->ageing[h][g] * before;
        if (h == g)
            sum += kept(total, p->quarters[t]) * before;
    }
    for (uint32_t l = 0; l < p->links; l++) {
        const uint32_t i = p->link[l].institution;
        if (p->link[l].region == r)
            sum += p->link[l].share[g] *
                   di_fluid_scale(di_fluid_residents_total(p, t, i, g), p->quarters[t]) *
                   p->home_residents[di_fluid_tig(p, t, i, g)] *
                   plan_rules_at(check, DI_PART_RESIDENTS, t - 1, i, g, 0);
    }
    plan_rules_equal(check, "home", plan_rules_at(check, DI_PART_HOME, t, r, g, 0), sum, t, r,
                     g);
}

/* ---- labels ---- */

static void assessed(struct plan_rules *check, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double before = 0, waiting = plan_rules_at(check, DI_PART_BACKLOG, t, r, g, 0), out = 0,
           moved = 0;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_assessed_total(p, h);
        const double then = plan_rules_at(check, DI_PART_ASSESSED, t - 1, r, h, 0);
        before += di_fluid_scale(total, p->quarters[t]) * p->ageing[h][g] * then;
        if (h == g)
            before += kept(total, p->quarters[t]) * then;
    }
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            waiting += p->link[l].share[g] *
                       plan_rules_at(check, DI_PART_RESIDENTS, t, p->link[l].institution, g, 0);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        out += plan_rules_moves(check, r, g, q, t);
        moved += plan_rules_at(check, DI_PART_MOVES, t, r, g, q);
    }
    const double now = plan_rules_at(check, DI_PART_ASSESSED, t, r, g, 0);
    plan_rules_equal(check, "assessed", now,
                     before + plan_rules_at(check, DI_PART_ASSESSMENTS, t, r, g, 0) +
                         plan_rules_at(check, DI_PART_REPEATED, t, r, g, 0) - out -
                         plan_rules_at(check, DI_PART_LAPSED, t, r, g, 0),
                     t, r, g);
    plan_rules_hold(check, "assessed and waiting", now - waiting, waiting, t, r, g);
    plan_rules_hold(check, "assessed before the move", moved - before, before, t, r, g);
}

/* Credits of all periods up to t at once, as MODEL writes them. */
static void credits(struct plan_rules *check, uint32_t r, uint32_t until)
{
    const struct di_fluid_parameters *p = check->p;
    double first = plan_rules_at(check, DI_PART_FIRST_CREDIT, 0, r, 0, 0), repeated = 0;
    for (uint32_t t = 1; t <= until; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            first += newcomers(check, r, g, t) -
                     plan_rules_at(check, DI_PART_ASSESSMENTS, t, r, g, 0);
            repeated +=
                broken(check, r, g, t) - plan_rules_at(check, DI_PART_REPEATED, t, r, g, 0);
        }
    plan_rules_hold(check, "first assessments", -first, di_fluid_children0(p, r), until, r, 0);
    plan_rules_hold(check, "repeat assessments", -repeated, di_fluid_children0(p, r), until, r,
                    0);
}

static void suitable(struct plan_rules *check, uint32_t r, uint32_t first, uint32_t last,
                     uint32_t until)
{
    const struct di_fluid_parameters *p = check->p;
    double home = 0, kin = 0, either = 0;
    for (uint32_t g = first; g <= last; g++) {
        double known = p->assessed0[di_fluid_rg(r, g)];
        for (uint32_t t = 1; t <= until; t++) {
            known += plan_rules_at(check, DI_PART_ASSESSMENTS, t, r, g, 0);
            home -= plan_rules_moves(check, r, g, DI_PLACEMENT_REUNIFIED, t);
            kin -= plan_rules_moves(check, r, g, DI_PLACEMENT_KINSHIP, t);
        }
        home += p->suitable[g][DI_PLACEMENT_REUNIFIED] * known;
        kin += p->suitable[g][DI_PLACEMENT_KINSHIP] * known;
        either += p->suitable_either[g] * known;
        for (uint32_t t = 1; t <= until; t++)
            either -= plan_rules_moves(check, r, g, DI_PLACEMENT_REUNIFIED, t) +
                      plan_rules_moves(check, r, g, DI_PLACEMENT_KINSHIP, t);
    }
    const double size = di_fluid_children0(p, r);
    plan_rules_hold(check, "suitable for reunification", -home, size, until, r, first);
    plan_rules_hold(check, "suitable for kinship", -kin, size, until, r, first);
    plan_rules_hold(check, "suitable for either", -either, size, until, r, first);
}

/* ---- conservation ---- */

static double stock(const struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        for (uint32_t i = 0; i < p->institutions; i++)
            sum += plan_rules_at(check, DI_PART_RESIDENTS, t, i, g, 0);
        for (uint32_t r = 0; r < p->regions; r++) {
            sum += plan_rules_at(check, DI_PART_BACKLOG, t, r, g, 0) +
                   plan_rules_at(check, DI_PART_HOME, t, r, g, 0);
            for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
                sum += plan_rules_at(check, DI_PART_PLACED, t, r, g, q);
        }
    }
    return sum;
}

/* What leaves for good in t, and what comes from outside. */
static double net_in(const struct plan_rules *check, uint32_t t)
{
    const struct di_fluid_parameters *p = check->p;
    const uint32_t n = p->quarters[t];
    double in = 0, out = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        for (uint32_t i = 0; i < p->institutions; i++)
            out += di_fluid_scale(di_fluid_residents_total(p, t, i, g), n) *
                   p->leave_residents[di_fluid_tig(p, t, i, g)] *
                   plan_rules_at(check, DI_PART_RESIDENTS, t - 1, i, g, 0);
        for (uint32_t r = 0; r < p->regions; r++) {
            in += entries(check, r, g, t);
            out += di_fluid_scale(di_fluid_backlog_total(p, g), n) * p->leave_backlog[g] *
                       plan_rules_at(check, DI_PART_BACKLOG, t - 1, r, g, 0) +
                   di_fluid_scale(di_fluid_home_total(p, g), n) * p->leave_home[g] *
                       plan_rules_at(check, DI_PART_HOME, t - 1, r, g, 0);
            for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
                out += di_fluid_scale(di_fluid_placement_total(p, g, q), n) * p->leave[g][q] *
                       plan_rules_at(check, DI_PART_PLACED, t - 1, r, g, q);
        }
    }
    return in - out;
}

static void conservation(struct plan_rules *check)
{
    for (uint32_t t = 1; t <= check->p->periods; t++) {
        const double apart = fabs(stock(check, t) - stock(check, t - 1) - net_in(check, t));
        if (!(apart <= check->verdict->conservation))
            check->verdict->conservation = apart;
    }
    if (!(check->verdict->conservation <= CONSERVED)) {
        check->verdict->is_kept = false;
        check->verdict->rule = "children conserved";
    }
}

static void not_negative(struct plan_rules *check)
{
    const struct di_plan_shape *shape = &check->plan->shape;
    for (size_t n = 0; n < shape->count; n++) {
        if (n == shape->offset[DI_PART_SHARE_LEFT])
            n = shape->offset[DI_PART_SHARE_LEFT + 1]; /* a balance between regions */
        if (!(check->plan->values[n] >= -CONSERVED))
            plan_rules_hold(check, "not negative", -check->plan->values[n], 1, 0, 0, 0);
    }
}

static void check_region(struct plan_rules *check, uint32_t r, uint32_t t)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        movement(check, r, g, t);
        backlog(check, r, g, t);
        home_pool(check, r, g, t);
        assessed(check, r, g, t);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            placement(check, r, g, q, t);
    }
    credits(check, r, t);
    suitable(check, r, DI_GROUP_UNDER_3, DI_GROUP_STANDARD, t);
    suitable(check, r, DI_GROUP_DISABLED, DI_GROUP_DISABLED, t);
    plan_rules_check_supply(check, r, t);
}

void di_plan_check(const struct di_fluid_parameters *parameters, const struct di_plan *plan,
                   bool is_elastic, struct di_plan_verdict *verdict_out)
{
    struct plan_rules check = {parameters, plan, verdict_out, is_elastic};
    *verdict_out = (struct di_plan_verdict){.is_kept = true, .rule = ""};
    for (uint32_t t = 1; t <= parameters->periods; t++) {
        for (uint32_t r = 0; r < parameters->regions; r++)
            check_region(&check, r, t);
        for (uint32_t i = 0; i < parameters->institutions; i++)
            for (uint32_t g = 0; g < DI_GROUPS; g++)
                residents(&check, i, g, t);
    }
    plan_rules_check_limits(&check);
    not_negative(&check);
    plan_rules_measure(&check);
    conservation(&check);
}
