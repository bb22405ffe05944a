/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Houses in the order in which they close, then in that of their first move. All children of a
 * house are asked for at once, but the plan moves them one by one: so a house comes into scope
 * a quarter before the moves of its region and setting have emptied those before it and a
 * fourth of itself. Earlier, assessments would crowd out visits. What leaves by itself
 * meanwhile need not be moved.
 */
#include "plan_scope.h"

#include <math.h>
#include <stdlib.h>

#define ENOUGH 0.98 /* of those before: the last ones need no waiting for */
#define FIRST 0.25  /* of those who move out of a house: docs/decisions/0036 */

struct scope {
    const struct di_plan_book *book;
    uint32_t *from;  /* [institution], being filled */
    uint32_t *order; /* members of one chain */
    double *moved;   /* [quarter] children moved out of the chain until its end */
};

static uint16_t setting_of(const struct di_plan_book *book, uint32_t i)
{
    const uint32_t unit = book->country->unit[i];
    return unit != UINT32_MAX ? book->model->institutions[unit].setting : DI_NONE;
}

static bool is_first(const struct di_plan_book *book, uint32_t i, uint32_t j)
{
    const uint32_t a = di_plan_book_closure(book, i), b = di_plan_book_closure(book, j);
    if (a != b)
        return a < b;
    const uint32_t c = di_plan_book_first_move(book, i), d = di_plan_book_first_move(book, j);
    return c != d ? c < d : i < j;
}

/* Members of the chain of institution `i` that the plan empties, in their order. */
static uint32_t make_chain(const struct scope *scope, uint32_t i)
{
    const struct di_plan_book *book = scope->book;
    const struct di_fluid_parameters *p = book->country->parameters;
    uint32_t count = 0;
    for (uint32_t j = 0; j < p->institutions; j++) {
        if (p->institution_region[j] != p->institution_region[i] ||
            setting_of(book, j) != setting_of(book, i) ||
            di_plan_book_first_move(book, j) == UINT32_MAX)
            continue;
        uint32_t at = count++;
        for (; at > 0 && is_first(book, j, scope->order[at - 1]); at--)
            scope->order[at] = scope->order[at - 1];
        scope->order[at] = j;
    }
    return count;
}

static void sum_moves(const struct scope *scope, uint32_t count)
{
    const struct di_plan_book *book = scope->book;
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t n = 0; n < p->quarters[t]; n++) {
            const uint32_t q = p->first_quarter[t] + n;
            for (uint32_t c = 0; c < count; c++)
                for (uint32_t g = 0; g < DI_GROUPS; g++)
                    sum += di_plan_at(book->plan, DI_PART_MOVED_OUT, t, scope->order[c], g, 0) /
                           p->quarters[t];
            if (q < book->quarters)
                scope->moved[q] = sum;
        }
}

/* First residents whom nothing else has taken out until quarter `q`. */
static double left_at(const struct di_fluid_parameters *p, uint32_t i, uint32_t q)
{
    double left = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        const size_t tig = di_fluid_tig(p, 1, i, g);
        left += p->residents0[di_fluid_rg(i, g)] *
                pow(1 - fmin(1, p->home_residents[tig] + p->leave_residents[tig]), q);
    }
    return left;
}

static uint32_t quarter_of(const struct scope *scope, double moved)
{
    for (uint32_t q = 0; q < scope->book->quarters; q++)
        if (scope->moved[q] >= moved)
            return q;
    return DI_PLAN_SCOPE_NEVER;
}

/* The quarter before the first move out of the chain: assessments take one. */
static uint32_t chain_begins(const struct scope *scope, uint32_t count)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t c = 0; c < count; c++) {
        const uint32_t move = di_plan_book_first_move(scope->book, scope->order[c]);
        first = move < first ? move : first;
    }
    return first > 0 ? first - 1 : 0;
}

static void fill_chain(const struct scope *scope, uint32_t count)
{
    const struct di_fluid_parameters *p = scope->book->country->parameters;
    const uint32_t first = chain_begins(scope, count);
    const double all = scope->moved[scope->book->quarters - 1];
    double before = 0;
    for (uint32_t c = 0; c < count; c++) {
        const uint32_t i = scope->order[c];
        const double moving = fmin(left_at(p, i, first), fmax(0, all - ENOUGH * before));
        const uint32_t q = quarter_of(scope, ENOUGH * before + FIRST * moving);
        scope->from[i] = q;
        if (q == DI_PLAN_SCOPE_NEVER)
            continue;
        scope->from[i] = q > first ? q - 1 : first;
        before += left_at(p, i, scope->from[i]);
    }
}

static void fill(const struct scope *scope, bool *is_done)
{
    const struct di_fluid_parameters *p = scope->book->country->parameters;
    for (uint32_t i = 0; i < p->institutions; i++) {
        scope->from[i] = is_done[i] ? scope->from[i] : DI_PLAN_SCOPE_NEVER;
        if (is_done[i] || setting_of(scope->book, i) == DI_NONE)
            continue;
        const uint32_t count = make_chain(scope, i);
        sum_moves(scope, count);
        fill_chain(scope, count);
        for (uint32_t c = 0; c < count; c++)
            is_done[scope->order[c]] = true;
    }
}

uint32_t *di_plan_scope_make(const struct di_plan_book *book)
{
    const size_t count = book->country->parameters->institutions;
    struct scope scope = {.book = book,
                          .from = calloc(count + 1, sizeof *scope.from),
                          .order = calloc(count + 1, sizeof *scope.order),
                          .moved = calloc((size_t)book->quarters + 1, sizeof *scope.moved)};
    bool *is_done = calloc(count + 1, sizeof *is_done);
    const bool fits =
        scope.from != NULL && scope.order != NULL && scope.moved != NULL && is_done != NULL;
    if (fits)
        fill(&scope, is_done);
    free(scope.order);
    free(scope.moved);
    free(is_done);
    if (fits)
        return scope.from;
    free(scope.from);
    return NULL;
}
