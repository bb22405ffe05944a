/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels on waiting children (MODEL 13.3): who is assessed, and how many of the moves so far
 * may have gone home or to kin. They are counted beside the stocks and hold no children.
 *
 * Rows that sum over all periods up to t are written with a running balance per period, which
 * may not fall below zero: the same rule in a few terms.
 */
#include <math.h>

#include "fluid_rows.h"

static void add_kept_assessed(struct di_fluid_program *program, uint32_t r, uint32_t g,
                              uint32_t t, double factor)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t h = 0; h < DI_GROUPS; h++) {
        const double total = di_fluid_assessed_total(p, h);
        const double scale = di_fluid_scale(total, p->quarters[t]);
        fluid_row_add(program, DI_PART_ASSESSED, t - 1, r, h, 0,
                      factor * ((h == g ? 1 - total * scale : 0) + scale * p->ageing[h][g]));
    }
}

static void assessed(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    fluid_row_begin(program, DI_ROW_ASSESSED, t, r, g);
    fluid_row_add(program, DI_PART_ASSESSED, t, r, g, 0, 1);
    add_kept_assessed(program, r, g, t, -1);
    fluid_row_add(program, DI_PART_ASSESSMENTS, t, r, g, 0, -1);
    fluid_row_add(program, DI_PART_REPEATED, t, r, g, 0, -1);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        fluid_add_moves(program, r, g, q, t, 1);
    fluid_row_add(program, DI_PART_LAPSED, t, r, g, 0, 1);
    fluid_row_end(program, 0, 0);
}

/* Only who waits can be assessed and waiting. */
static void waiting(struct di_fluid_program *program, uint32_t r, uint32_t g, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    fluid_row_begin(program, DI_ROW_WAITING, t, r, g);
    fluid_row_add(program, DI_PART_ASSESSED, t, r, g, 0, 1);
    fluid_row_add(program, DI_PART_BACKLOG, t, r, g, 0, -1);
    for (uint32_t l = 0; l < p->links; l++)
        if (p->link[l].region == r)
            fluid_row_add(program, DI_PART_RESIDENTS, t, p->link[l].institution, g, 0,
                          -p->link[l].share[g]);
    fluid_row_end(program, -HUGE_VAL, 0);
}

/* No harm 1: nobody leaves an institution who was not assessed before t. */
static void assessed_before(struct di_fluid_program *program, uint32_t r, uint32_t g,
                            uint32_t t)
{
    fluid_row_begin(program, DI_ROW_BEFORE, t, r, g);
    for (uint32_t q = 0; q < DI_PLACEMENTS; q++)
        fluid_row_add(program, DI_PART_MOVES, t, r, g, q, 1);
    add_kept_assessed(program, r, g, t, -1);
    fluid_row_end(program, -HUGE_VAL, 0);
}

static void repeat_credit(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    fluid_row_begin(program, DI_ROW_REPEATED, t, r, 0);
    fluid_row_add(program, DI_PART_REPEAT_CREDIT, t, r, 0, 0, 1);
    fluid_row_add(program, DI_PART_REPEAT_CREDIT, t - 1, r, 0, 0, -1);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (di_fluid_column(program, DI_PART_BACKLOG, t, r, g, 0) < 0)
            continue;
        fluid_add_broken(program, r, g, t, -1);
        fluid_row_add(program, DI_PART_REPEATED, t, r, g, 0, 1);
    }
    fluid_row_end(program, 0, 0);
}

/* Each child is credited once: first assessments never exceed those who ever came. */
static void first_credit(struct di_fluid_program *program, uint32_t r, uint32_t t)
{
    fluid_row_begin(program, DI_ROW_CREDIT, t, r, 0);
    fluid_row_add(program, DI_PART_FIRST_CREDIT, t, r, 0, 0, 1);
    fluid_row_add(program, DI_PART_FIRST_CREDIT, t - 1, r, 0, 0, -1);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        if (di_fluid_column(program, DI_PART_BACKLOG, t, r, g, 0) < 0)
            continue;
        fluid_add_new(program, r, g, t, -1);
        fluid_row_add(program, DI_PART_ASSESSMENTS, t, r, g, 0, 1);
    }
    fluid_row_end(program, 0, 0);
}

/* `which`: 0 to 2 for under three and standard, 3 to 5 for children with disability; in each
 * reunification, kinship, and the two together. */
static void suitable(struct di_fluid_program *program, uint32_t r, uint32_t which, uint32_t t)
{
    const struct di_fluid_parameters *p = program->parameters;
    const uint32_t first = which < 3 ? DI_GROUP_UNDER_3 : DI_GROUP_DISABLED;
    const uint32_t last = which < 3 ? DI_GROUP_STANDARD : DI_GROUP_DISABLED;
    const uint32_t option = which % 3;
    fluid_row_begin(program, DI_ROW_SUITABLE, t, r, which);
    fluid_row_add(program, DI_PART_SUITABLE_LEFT, t, r, which, 0, 1);
    fluid_row_add(program, DI_PART_SUITABLE_LEFT, t - 1, r, which, 0, -1);
    for (uint32_t g = first; g <= last; g++) {
        const double share = option == 2 ? p->suitable_either[g]
                                         : p->suitable[g][DI_PLACEMENT_REUNIFIED + option];
        fluid_row_add(program, DI_PART_ASSESSMENTS, t, r, g, 0, -share);
        if (option != 1)
            fluid_add_moves(program, r, g, DI_PLACEMENT_REUNIFIED, t, 1);
        if (option != 0)
            fluid_add_moves(program, r, g, DI_PLACEMENT_KINSHIP, t, 1);
    }
    fluid_row_end(program, 0, 0);
}

void fluid_labels_build(struct di_fluid_program *program)
{
    const struct di_fluid_parameters *p = program->parameters;
    for (uint32_t t = 1; t <= p->periods && !program->is_out_of_memory; t++)
        for (uint32_t r = 0; r < p->regions; r++) {
            for (uint32_t g = 0; g < DI_GROUPS; g++) {
                if (di_fluid_column(program, DI_PART_ASSESSED, t, r, g, 0) < 0)
                    continue;
                assessed(program, r, g, t);
                waiting(program, r, g, t);
                assessed_before(program, r, g, t);
            }
            repeat_credit(program, r, t);
            first_credit(program, r, t);
            for (uint32_t which = 0; which < DI_SUITABILITIES; which++)
                suitable(program, r, which, t);
        }
}
