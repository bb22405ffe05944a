/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The four stocks of children (MODEL 13.3): residents, backlog, placements, home pool. Every
 * flow stands once with + and once with -, so that children are conserved exactly.
 */
#include <math.h>

#include "fluid_rows.h"

/* First entries that prevention leaves, times a factor. */
static void add_entries(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t,
                        double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const size_t trg = di_fluid_trg(p, t, r, g);
    const double gated = p->entries[trg] * p->quarters[t] * (1 - p->diverted_share[trg]);
    fluid_row_constant(program, factor * gated);
    fluid_row_add(program, DI_PART_COVERAGE, t, r, 0, 0,
                  -factor * gated * p->prevention_effect[di_fluid_rg(r, g)]);
}

void fluid_add_new(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t,
                   double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double reunified =
        di_fluid_scale(di_fluid_placement_total(p, g, DI_PLACEMENT_REUNIFIED), p->quarters[t]);
    const double home = di_fluid_scale(di_fluid_home_total(p, g), p->quarters[t]);
    add_entries(program, r, g, t, factor * (1 - p->kin_share[di_fluid_trg(p, t, r, g)]));
    fluid_row_add(program, DI_PART_PLACED, t - 1, r, g, DI_PLACEMENT_REUNIFIED,
                  factor * reunified * p->breakdown[g][DI_PLACEMENT_REUNIFIED]);
    fluid_row_add(program, DI_PART_HOME, t - 1, r, g, 0, factor * home * p->reentry[g]);
}

void fluid_add_broken(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t,
                      double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t q = DI_PLACEMENT_KINSHIP; q < DI_PLACEMENTS; q++) {
        const double scale = di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]);
        fluid_row_add(program, DI_PART_PLACED, t - 1, r, g, q,
                      factor * scale * p->breakdown[g][q]);
        fluid_row_add(program, DI_PART_DISPLACED, t, r, g, q, factor);
    }
}

void fluid_add_moves(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t q,
                     uint32_t t, double factor)
{
    fluid_row_add(program, DI_PART_MOVES, t, r, g, q, factor);
    fluid_row_add(program, DI_PART_DIRECT, t, r, g, q, factor);
}

static void add_admitted(struct di_fluid_program *program, uint32_t i, uint32_t g, uint32_t t,
                         double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].institution == i)
            fluid_row_add(program, DI_PART_ADMITTED, t, l, g, 0, factor);
}

void fluid_add_residents_balance(struct di_fluid_program *program, enum di_plan_part part,
                                 uint32_t i, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_add(program, part, t, i, g, 0, 1);
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_residents_total(p, t, i, h);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        const double kept = h == g ? 1 - total * scale : 0;
        fluid_row_add(program, part, t - 1, i, h, 0,
                      -kept - scale * p->ageing_residents[di_fluid_tigg(p, t, i, h, g)]);
    }
    add_admitted(program, i, g, t, -1);
}

static void residents(struct di_fluid_program *program, uint32_t i, uint32_t g, uint32_t t)
{
    fluid_row_begin(program, DI_ROW_RESIDENTS, t, i, g);
    fluid_add_residents_balance(program, DI_PART_RESIDENTS, i, g, t);
    fluid_row_add(program, DI_PART_MOVED_OUT, t, i, g, 0, 1);
    fluid_row_end(program, 0, 0);
}

/* Admissions of t cannot leave in t. Without admissions y >= 0 says it. */
static void transit(struct di_fluid_program *program, uint32_t i, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    bool is_open = false;
    for (uint32_t l = 0; l < p->links; l++)
        is_open = is_open || (p->link[l].institution == i &&
                              di_fluid_column(program, DI_PART_ADMITTED, t, l, g, 0) >= 0);
    if (!is_open)
        return;
    fluid_row_begin(program, DI_ROW_TRANSIT, t, i, g);
    fluid_row_add(program, DI_PART_RESIDENTS, t, i, g, 0, 1);
    add_admitted(program, i, g, t, -1);
    fluid_row_end(program, 0, HUGE_VAL);
}

static void movement(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_MOVEMENT, t, r, g);
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            fluid_row_add(program, DI_PART_MOVED_OUT, t, p->link[l].institution, g, 0,
                          p->link[l].share[g]);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        fluid_row_add(program, DI_PART_MOVES, t, r, g, q, -1);
    fluid_row_end(program, 0, 0);
}

/* Residents past their setting's age range, who join the backlog of their region of origin. */
static void add_edge(struct di_fluid_program *program, uint32_t l, uint32_t g, uint32_t t,
                     double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    const uint32_t i = p->link[l].institution;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double scale =
            di_fluid_scale(di_fluid_residents_total(p, t, i, h), p->quarters[t]);
        fluid_row_add(program, DI_PART_RESIDENTS, t - 1, i, h, 0,
                      factor * p->link[l].share[h] * scale *
                          p->edge_residents[di_fluid_tigg(p, t, i, h, g)]);
    }
}

static void backlog(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_BACKLOG, t, r, g);
    fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0, 1);
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_backlog_total(p, h);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        fluid_row_add(program, DI_PART_BACKLOG, t - 1, r, h, 0,
                      -(h == g ? 1 - total * scale : 0) - scale * p->ageing[h][g]);
    }
    fluid_add_new(program, r, g, t, -1);
    fluid_add_broken(program, r, g, t, -1);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        fluid_row_add(program, DI_PART_DIRECT, t, r, g, q, 1);
    for (uint32_t l = 0; l < p->links; l++) {
        if (p->link[l].region != r)
            continue;
        add_edge(program, l, g, t, -1);
        fluid_row_add(program, DI_PART_ADMITTED, t, l, g, 0, 1);
    }
    fluid_row_end(program, 0, 0);
}

/* Who arrived in the last quarter of t may still be in the backlog without being overdue. */
static void overdue(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double quarter = 1.0 / p->quarters[t];
    fluid_row_begin(program, DI_ROW_OVERDUE, t, r, g);
    fluid_row_add(program, DI_PART_OVERDUE, t, r, g, 0, 1);
    fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0, -1);
    fluid_add_new(program, r, g, t, quarter);
    fluid_add_broken(program, r, g, t, quarter);
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            add_edge(program, l, g, t, quarter);
    fluid_row_end(program, 0, HUGE_VAL);
}

static void add_returned(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t q = DI_PLACEMENT_KINSHIP; q < DI_PLACEMENTS; q++) {
        const double scale = di_fluid_scale(di_fluid_placement_total(p, g, q), p->quarters[t]);
        fluid_row_add(program, DI_PART_PLACED, t - 1, r, g, q, -scale * p->to_home[g][q]);
    }
}

static void placement(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t q,
                      uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_PLACEMENT, t, r, g * DI_PLACEMENTS + q);
    fluid_row_add(program, DI_PART_PLACED, t, r, g, q, 1);
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_placement_total(p, h, q);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        fluid_row_add(program, DI_PART_PLACED, t - 1, r, h, q,
                      -(h == g ? 1 - total * scale : 0) - scale * p->ageing[h][g]);
    }
    if (q == DI_PLACEMENT_REUNIFIED)
        add_returned(program, r, g, t);
    if (q == DI_PLACEMENT_KINSHIP)
        add_entries(program, r, g, t, -p->kin_share[di_fluid_trg(p, t, r, g)]);
    fluid_add_moves(program, r, g, q, t, -1);
    fluid_row_add(program, DI_PART_DISPLACED, t, r, g, q, 1);
    fluid_row_end(program, 0, 0);
}

/* Only who was there and stayed can be displaced. */
static void displaced(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t q,
                      uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double total = di_fluid_placement_total(p, g, q);
    fluid_row_begin(program, DI_ROW_DISPLACED, t, r, g * DI_PLACEMENTS + q);
    fluid_row_add(program, DI_PART_DISPLACED, t, r, g, q, 1);
    fluid_row_add(program, DI_PART_PLACED, t - 1, r, g, q,
                  total * di_fluid_scale(total, p->quarters[t]) - 1);
    fluid_row_end(program, -HUGE_VAL, 0);
}

static void home_pool(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_HOME, t, r, g);
    fluid_row_add(program, DI_PART_HOME, t, r, g, 0, 1);
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_home_total(p, h);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        fluid_row_add(program, DI_PART_HOME, t - 1, r, h, 0,
                      -(h == g ? 1 - total * scale : 0) - scale * p->ageing[h][g]);
    }
    const double monitored =
        di_fluid_scale(di_fluid_placement_total(p, g, DI_PLACEMENT_REUNIFIED), p->quarters[t]);
    fluid_row_add(program, DI_PART_PLACED, t - 1, r, g, DI_PLACEMENT_REUNIFIED,
                  -monitored * p->monitoring_end[g][DI_PLACEMENT_REUNIFIED]);
    for (uint32_t l = 0; l < p->links; l++) {
        const uint32_t i = p->link[l].institution;
        const double scale =
            di_fluid_scale(di_fluid_residents_total(p, t, i, g), p->quarters[t]);
        if (p->link[l].region == r)
            fluid_row_add(program, DI_PART_RESIDENTS, t - 1, i, g, 0,
                          -p->link[l].share[g] * scale *
                              p->home_residents[di_fluid_tig(p, t, i, g)]);
    }
    fluid_row_end(program, 0, 0);
}

static void region_rows(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    movement(program, r, g, t);
    backlog(program, r, g, t);
    overdue(program, r, g, t);
    home_pool(program, r, g, t);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++) {
        if (di_fluid_column(program, DI_PART_PLACED, t, r, g, q) < 0)
            continue;
        placement(program, r, g, q, t);
        if (di_fluid_has_places(q))
            displaced(program, r, g, q, t);
    }
}

void fluid_children_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            for (uint32_t i = 0; i < p->institutions; i++) {
                if (di_fluid_column(program, DI_PART_RESIDENTS, t, i, g, 0) < 0)
                    continue;
                residents(program, i, g, t);
                transit(program, i, g, t);
            }
            for (uint32_t r = 0; r < p->regions; r++)
                if (di_fluid_column(program, DI_PART_BACKLOG, t, r, g, 0) >= 0)
                    region_rows(program, r, g, t);
        }
}
