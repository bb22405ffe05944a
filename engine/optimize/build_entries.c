/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expected first entries by region and group: the entry law of MODEL 6, less what today's
 * prevention keeps at home; gatekeeping stays a share of its own. A plan may add prevention up
 * to its limit.
 */
#include <math.h>

#include "build_state.h"
#include "entry_law.h"

struct entrants {
    double children[DI_GROUPS], gated[DI_GROUPS];
    double helped[DI_GROUPS]; /* whom prevention would keep at home if all were offered it */
    double kept[DI_GROUPS];   /* whom it keeps, as it is offered */
};

static void add_reason(const struct build *build, struct entrants *sum, uint16_t r, uint16_t q,
                       int32_t day)
{
    const struct di_model *model = build->model;
    const double all = entry_law_children_per_year(model, r, q, day) *
                       di_series_at(di_warm_start_entry_factor(build->start, r), day);
    double ages[ENTRY_AGES];
    entry_law_ages(model, r, q, ages);
    for (uint32_t age = 0; age < ENTRY_AGES; age++)
        for (uint8_t d = 0; d < DI_DISABILITIES; d++) {
            const enum di_group group = build_group(build, age + 0.5, d);
            const double children = all * ages[age] * entry_law_disability(model, r, q, age, d);
            const double helped = children * model->reasons[q].prevention_effect;
            sum->children[group] += children;
            sum->helped[group] += helped;
            sum->kept[group] += helped * entry_law_covered(model, r, q, day);
            sum->gated[group] += children * entry_law_diverted(model, r, q, age, d, day);
        }
}

/* Of the reason that most of it is offered to. */
static double most_covered(const struct build *build, uint16_t r, int32_t day)
{
    double most = 0;
    for (uint16_t q = 0; q < build->model->reason_count; q++)
        if (!build->model->reasons[q].is_unexplained)
            most = fmax(most, entry_law_covered(build->model, r, q, day));
    return most;
}

static void region_in_period(struct build *build, uint16_t r, uint32_t t)
{
    struct di_fluid_parameters *p = build->p;
    struct entrants sum = {0};
    const int32_t last = build->model->horizon_days - 1;
    const int32_t day = build_day(build, t) < last ? build_day(build, t) : last;
    for (uint16_t q = 0; q < build->model->reason_count; q++)
        if (!build->model->reasons[q].is_unexplained) /* bookkeeping: no plan acts on it */
            add_reason(build, &sum, r, q, day);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (!(sum.children[g] > 0))
            continue;
        const double effect = sum.helped[g] / sum.children[g];
        const double kept = fmin(1, sum.kept[g] / sum.children[g]);
        p->entries[di_fluid_trg(p, t, r, g)] = sum.children[g] / 4 * (1 - kept);
        p->diverted_share[di_fluid_trg(p, t, r, g)] = sum.gated[g] / sum.children[g];
        const struct di_person person = build_person(build, g, r);
        p->kin_share[di_fluid_trg(p, t, r, g)] =
            fmin(1, di_quantity_at(&build->model->policies.kin_at_entry_share, day, &person));
        if (t == 1)
            p->prevention_effect[di_fluid_rg(r, g)] = fmin(1, effect / fmax(0.01, 1 - kept));
    }
}

void build_entries(struct build *build)
{
    struct di_fluid_parameters *p = build->p;
    const struct di_planning_goals *goals = build->model->goals;
    for (uint16_t r = 0; r < build->model->region_count; r++) {
        const struct di_person person = {.region = r};
        const double most = di_quantity_at(&goals->prevention_coverage_max, 0, &person);
        const double now = most_covered(build, r, build->model->horizon_days - 1);
        p->coverage_limit[r] = most > now ? fmin(1, most) - now : 0;
        for (uint32_t t = 1; t <= p->periods; t++)
            region_in_period(build, r, t);
    }
}
