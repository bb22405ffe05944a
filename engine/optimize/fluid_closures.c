/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Institutions (MODEL 13.3): no admissions from two quarters before the end, empty when closed,
 * closed for good, and a price for those that linger half empty.
 *
 * The moratorium u is not a column: it serves nothing but the closure it precedes, so the
 * smallest allowed one, u(t) = z(t + lag), is put in its place.
 */
#include <math.h>
#include <string.h>

#include "fluid_rows.h"

/* The period whose closure forbids admissions in t. */
static uint32_t closure_after(const struct di_fluid_parameters *p, uint32_t t)
{
    const uint32_t period = di_fluid_arrival(p, t, p->moratorium_lag);
    return period <= p->periods ? period : p->periods;
}

static void moratorium(struct di_fluid_program *program, uint32_t host, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    bool is_open = false;
    double all = 0;
    fluid_row_begin(program, DI_ROW_MORATORIUM, t, host, 0);
    for (uint32_t l = 0; l < p->links; l++)
        for (uint32_t g = 0; g < DI_GROUPS && p->link[l].institution == host; g++) {
            is_open = is_open || di_fluid_column(program, DI_PART_ADMITTED, t, l, g, 0) >= 0;
            fluid_row_add(program, DI_PART_ADMITTED, t, l, g, 0, 1);
        }
    if (!is_open)
        return; /* nothing was written: the next row begins at the same place */
    for (uint32_t i = 0; i < p->institutions; i++) {
        const double most = p->host[i] == host ? p->capacity[i] * p->quarters[t] : 0;
        fluid_row_add(program, DI_PART_CLOSED, closure_after(p, t), i, 0, 0, most);
        all += most;
    }
    fluid_row_end(program, -HUGE_VAL, all);
}

/* M is the larger of capacity and first stock. */
static double most_children(const struct di_fluid_parameters *p, uint32_t i)
{
    double first = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        first += p->residents0[di_fluid_rg(i, g)];
    return fmax(first, p->capacity[i]);
}

/* No harm 2: closed means empty. */
static void closure(struct di_fluid_program *program, uint32_t host, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    double all = 0;
    fluid_row_begin(program, DI_ROW_CLOSURE, t, host, 0);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        fluid_row_add(program, DI_PART_RESIDENTS, t, host, g, 0, 1);
    for (uint32_t i = 0; i < p->institutions; i++) {
        const double most = p->host[i] == host ? most_children(p, i) : 0;
        fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0, most);
        all += most;
    }
    fluid_row_end(program, -HUGE_VAL, all);
}

/* First residents who would be there at the end of `until` if nobody were moved, by group. */
static void first_left(const struct di_fluid_parameters *p, uint32_t i, uint32_t until,
                       double *left)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        left[g] = p->residents0[di_fluid_rg(i, g)];
    for (uint32_t t = 1; t <= until; t++) {
        double next[DI_GROUPS] = {0};
        for (uint32_t g = 0; g < DI_GROUPS; g++) {
            const double total = di_fluid_residents_total(p, t, i, g);
            const double scale = di_fluid_scale(total, p->quarters[t]);
            next[g] += left[g] * (1 - total * scale);
            for (uint32_t h = 0; h < DI_GROUPS; h++)
                next[h] += left[g] * scale * p->ageing_residents[di_fluid_tigg(p, t, i, g, h)];
        }
        memcpy(left, next, sizeof next);
    }
}

/* Whoever was admitted, as if none had been moved since: more than are there. */
static void sheltered(struct di_fluid_program *program, uint32_t i, uint32_t g, uint32_t t)
{
    fluid_row_begin(program, DI_ROW_SHELTERED, t, i, g);
    fluid_add_residents_balance(program, DI_PART_SHELTERED, i, g, t);
    fluid_row_end(program, 0, 0);
}

/*
 * What whole closures imply and part ones do not: an institution that closes has moved all its
 * first residents of every group, so y <= (first residents left) (1 - z) + (admitted since).
 * Needs no whole numbers to bind, which brings the relaxation much nearer to the plans. Group
 * by group, or the relaxation would close with those who are easy to place alone.
 */
static void emptying(struct di_fluid_program *program, uint32_t host, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    double all = 0;
    fluid_row_begin(program, DI_ROW_EMPTYING, t, host, g);
    fluid_row_add(program, DI_PART_RESIDENTS, t, host, g, 0, 1);
    fluid_row_add(program, DI_PART_SHELTERED, t, host, g, 0, -1);
    for (uint32_t i = 0; i < p->institutions; i++) {
        double left[DI_GROUPS] = {0};
        if (p->host[i] == host)
            first_left(p, i, t, left);
        fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0, left[g]);
        all += left[g];
    }
    fluid_row_end(program, -HUGE_VAL, all);
}

static void stays_closed(struct di_fluid_program *program, uint32_t i, uint32_t t)
{
    const int32_t now = di_fluid_column(program, DI_PART_CLOSED, t, i, 0, 0);
    const int32_t before =
        t > 1 ? di_fluid_column(program, DI_PART_CLOSED, t - 1, i, 0, 0) : -1;
    if (now < 0 || before < 0 || now == before)
        return;
    fluid_row_begin(program, DI_ROW_ORDER, t, i, 0);
    fluid_row_add(program, DI_PART_CLOSED, t, i, 0, 0, 1);
    fluid_row_add(program, DI_PART_CLOSED, t - 1, i, 0, 0, -1);
    fluid_row_end(program, 0, HUGE_VAL);
}

/* What all members of a pool are short of together is at least this, however children are
 * shared out among them. */
static void viability(struct di_fluid_program *program, uint32_t host, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const double least = fluid_least_occupancy(p, host);
    if (!(least > 0))
        return;
    fluid_row_begin(program, DI_ROW_VIABILITY, t, host, 0);
    fluid_row_add(program, DI_PART_SHORTFALL, t, host, 0, 0, 1);
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        fluid_row_add(program, DI_PART_RESIDENTS, t, host, g, 0, 1);
    for (uint32_t i = 0; i < p->institutions; i++)
        if (p->host[i] == host)
            fluid_row_add(program, DI_PART_CLOSED, closure_after(p, t), i, 0, 0,
                          p->minimum_occupancy[i]);
    fluid_row_end(program, least, HUGE_VAL);
}

static void whole_closures(struct di_fluid_program *program, uint32_t host, uint32_t t)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        if (di_fluid_column(program, DI_PART_SHELTERED, t, host, g, 0) >= 0) {
            sheltered(program, host, g, t);
            emptying(program, host, g, t);
        }
}

void fluid_closures_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++)
        for (uint32_t i = 0; i < p->institutions; i++) {
            if (p->host[i] == i) {
                moratorium(program, i, t);
                closure(program, i, t);
                whole_closures(program, i, t);
                viability(program, i, t);
            }
            stays_closed(program, i, t);
        }
}
