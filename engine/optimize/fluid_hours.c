/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hours of work and the case-load (MODEL 13.3). The row of hours is divided by the hours of one
 * full post, so its terms are posts.
 */
#include <math.h>

#include "fluid_rows.h"

/* Moves and assessments: work that can be put off only by not doing it. */
static void add_casework(struct di_fluid_program *program, uint32_t r, uint32_t t, double unit)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        fluid_row_add(program, DI_PART_ASSESSMENTS, t, r, g, 0, unit * p->hours_assessment);
        fluid_row_add(program, DI_PART_REPEATED, t, r, g, 0, unit * p->hours_assessment);
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
            fluid_add_moves(program, r, g, q, t,
                            unit * (p->hours_move[g][q] + p->hours_renewal));
    }
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
        fluid_row_add(program, DI_PART_APPROVALS, t, r, k, 0, unit * p->hours_family[k]);
}

static double entries_of_period(const struct di_fluid_parameters *p, uint32_t r, uint32_t t)
{
    double sum = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        sum += p->entries[di_fluid_trg(p, t, r, g)] * p->quarters[t];
    return sum;
}

/* Visits, children of carers who leave, returns home from other placements: what may be
 * missed, at its price in goal (1). */
static void add_follow_up(struct di_fluid_program *program, uint32_t r, uint32_t t, double unit)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double leaving = 1 - pow(1 - p->carer_attrition, p->quarters[t]);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
            const double scale =
                di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]);
            const double visits = p->hours_visits[di_fluid_rp(r, q)] * p->quarters[t] / 2;
            const double returned =
                q == DI_PLACEMENT_REUNIFIED
                    ? 0
                    : (p->hours_assessment + p->hours_move[g][DI_PLACEMENT_REUNIFIED]) * scale *
                          p->to_home[g][q];
            const bool is_foster = q == DI_PLACEMENT_FOSTER || q == DI_PLACEMENT_SPECIALISED;
            fluid_row_add(program, DI_PART_PLACED, t, r, g, q, unit * visits);
            fluid_row_add(
                program, DI_PART_PLACED, t - 1, r, g, q,
                unit * (visits + returned + (is_foster ? p->hours_move[g][q] * leaving : 0)));
        }
}

/* New workers count `ramp_share` in their first quarter. */
static void add_supply(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double posts = p->hours_factor[r] * p->quarters[t];
    const double lost = p->hours_factor[r] * (1 - p->ramp_share);
    fluid_row_add(program, DI_PART_WORKERS, t, r, 0, 0, -posts);
    for (uint32_t start = 1; start <= t; start++) {
        if (di_fluid_arrival(p, start, p->worker_lag) != t)
            continue;
        fluid_row_add(program, DI_PART_HIRES, start, r, 0, 0, lost);
        fluid_row_add(program, DI_PART_REDEPLOYED, start, r, 0, 0, lost);
    }
    fluid_row_constant(program, lost * p->workers_arriving[di_fluid_tr(p, t, r)]);
}

static void hours(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double unit = 1 / p->hours_per_fte;
    fluid_row_begin(program, DI_ROW_HOURS, t, r, 0);
    add_casework(program, r, t, unit);
    add_follow_up(program, r, t, unit);
    fluid_row_add(program, DI_PART_COVERAGE, t, r, 0, 0,
                  unit * p->hours_prevention * entries_of_period(p, r, t));
    add_supply(program, r, t);
    fluid_row_add(program, DI_PART_MISSED_VISITS, t, r, 0, 0, -unit);
    fluid_row_end(program, -HUGE_VAL, 0);
}

static void missed(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const double unit = 1 / program->parameters->hours_per_fte;
    fluid_row_begin(program, DI_ROW_MISSED, t, r, 0);
    fluid_row_add(program, DI_PART_MISSED_VISITS, t, r, 0, 0, unit);
    add_follow_up(program, r, t, -unit);
    fluid_row_end(program, -HUGE_VAL, 0);
}

static void caseload(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    if (!(p->caseload_limit < HUGE_VAL))
        return;
    fluid_row_begin(program, DI_ROW_CASELOAD, t, r, 0);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        for (uint32_t q = DI_PLACEMENT_REUNIFIED; q <= DI_PLACEMENT_SPECIALISED; q++)
            fluid_row_add(program, DI_PART_PLACED, t, r, g, q, 1);
    fluid_row_add(program, DI_PART_WORKERS, t, r, 0, 0, -p->caseload_limit);
    fluid_row_add(program, DI_PART_CASELOAD_EXCESS, t, r, 0, 0, -1);
    fluid_row_end(program, -HUGE_VAL, 0);
}

void fluid_hours_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    if (!p->has_workers)
        return;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++)
        for (uint32_t r = 0; r < p->regions; r++) {
            hours(program, r, t);
            missed(program, r, t);
            caseload(program, r, t);
        }
}
