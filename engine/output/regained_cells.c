/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To know a cell is to keep, of all solutions of the relations, those in which it is zero. It
 * tells another one exactly if the two are in the same proportion in every solution, and then
 * in two random ones; else they are so with chance 1 / PRIME. Partners that tell each other
 * alone hide nothing, and come back together.
 *
 * Solutions that remain are made of those there were: one is used up to take the cell out of
 * the others. A few dozen thus last for as many cells, and then are drawn anew.
 */
#include "regained_cells.h"

#include <stdlib.h>

#include "disclosed_cells.h"

enum { SOLUTIONS = 24 };

struct regaining {
    struct di_disclosure *disclosure;
    double below;
    uint8_t from, to;                      /* importance */
    uint32_t *group, group_count;          /* cells that come back together */
    uint32_t *candidates, candidate_count; /* in order of regaining */
    uint32_t *columns, column_count;       /* withheld cells above zero */
    uint32_t *values;                      /* [SOLUTIONS][cells] */
    uint32_t left;                         /* solutions still there */
    size_t *first;                         /* [cells + 2] relations of every cell */
    uint32_t *relations;
};

static uint32_t *solution(const struct regaining *r, uint32_t index)
{
    return r->values + (size_t)index * r->disclosure->cell_count;
}

static bool allocate(struct regaining *r)
{
    const struct di_disclosure *d = r->disclosure;
    const size_t cells = (size_t)d->cell_count + 2;
    r->candidates = malloc(cells * sizeof *r->candidates);
    r->group = malloc(cells * sizeof *r->group);
    r->columns = malloc(cells * sizeof *r->columns);
    r->values = malloc(cells * SOLUTIONS * sizeof *r->values);
    r->first = calloc(cells, sizeof *r->first);
    r->relations = malloc((d->term_count + 1) * sizeof *r->relations);
    return r->group != NULL && r->candidates != NULL && r->columns != NULL &&
           r->values != NULL && r->first != NULL && r->relations != NULL;
}

static void finish(struct regaining *r)
{
    free(r->group);
    free(r->candidates);
    free(r->columns);
    free(r->values);
    free(r->first);
    free(r->relations);
}

static void list_relations(struct regaining *r)
{
    const struct di_disclosure *d = r->disclosure;
    for (size_t t = 0; t < d->first[d->relation_count]; t++)
        r->first[d->terms[t].cell + 1]++;
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        r->first[cell + 1] += r->first[cell];
    for (size_t k = d->relation_count; k-- > 0;)
        for (size_t t = d->first[k]; t < d->first[k + 1]; t++)
            r->relations[--r->first[d->terms[t].cell + 1]] = (uint32_t)k;
    /* the loop above moved each start one place up */
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        r->first[cell] = r->first[cell + 1];
    r->first[d->cell_count] = d->first[d->relation_count];
}

static bool is_candidate(const struct regaining *r, uint32_t cell)
{
    const struct di_disclosure *d = r->disclosure;
    return d->importance[cell] >= r->from && d->importance[cell] < r->to &&
           d->value[cell] >= r->below;
}

struct ranked {
    uint32_t cell;
    uint8_t importance;
    double value;
};

static int compare(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->importance != y->importance)
        return x->importance > y->importance ? -1 : 1;
    if (x->value > y->value || x->value < y->value)
        return x->value > y->value ? -1 : 1;
    return x->cell < y->cell ? -1 : x->cell > y->cell;
}

static bool list_candidates(struct regaining *r)
{
    const struct di_disclosure *d = r->disclosure;
    struct ranked *ranked = malloc(((size_t)d->cell_count + 1) * sizeof *ranked);
    for (uint32_t cell = 0; ranked != NULL && cell < d->cell_count; cell++)
        if (d->is_withheld[cell] && is_candidate(r, cell))
            ranked[r->candidate_count++] =
                (struct ranked){cell, d->importance[cell], d->value[cell]};
    if (ranked != NULL)
        qsort(ranked, r->candidate_count, sizeof *ranked, compare);
    for (uint32_t k = 0; ranked != NULL && k < r->candidate_count; k++)
        r->candidates[k] = ranked[k].cell;
    free(ranked);
    return ranked != NULL;
}

static enum di_status draw_solutions(struct regaining *r)
{
    const struct di_disclosure *d = r->disclosure;
    r->column_count = 0;
    for (uint32_t cell = 0; cell < d->cell_count; cell++)
        if (d->is_withheld[cell] && d->value[cell] > 0.0)
            r->columns[r->column_count++] = cell;
    r->left = SOLUTIONS;
    return disclosed_solutions(d, SOLUTIONS, r->values);
}

/* The cell and those it tells, which go with it; false if one of them is to stay. */
static bool find_group(struct regaining *r, uint32_t cell)
{
    const uint32_t *one = solution(r, 0), *two = solution(r, 1);
    const uint64_t a = one[cell], b = two[cell];
    r->group_count = 0;
    if (a == 0)
        return false; /* told itself, and thus no partner */
    for (uint32_t k = 0; k < r->column_count; k++) {
        const uint32_t other = r->columns[k];
        if (!r->disclosure->is_withheld[other] ||
            one[other] * b % DISCLOSED_PRIME != two[other] * a % DISCLOSED_PRIME)
            continue;
        if (!is_candidate(r, other))
            return false;
        r->group[r->group_count++] = other;
    }
    return true;
}

static void set_group(struct regaining *r, bool is_withheld)
{
    for (uint32_t k = 0; k < r->group_count; k++)
        r->disclosure->is_withheld[r->group[k]] = is_withheld;
}

static bool leaves_a_small_sum(const struct regaining *r)
{
    for (uint32_t g = 0; g < r->group_count; g++)
        for (size_t k = r->first[r->group[g]]; k < r->first[r->group[g] + 1]; k++)
            if (di_disclosure_needs_partner(r->disclosure, r->relations[k], r->below))
                return true;
    return false;
}

/* Uses up the last solution, so that the cell is zero in all others. */
static void take_out(struct regaining *r, uint32_t cell)
{
    const uint32_t *last = solution(r, --r->left);
    const uint64_t inverse = disclosed_inverse(last[cell]);
    for (uint32_t i = 0; i < r->left; i++) {
        uint32_t *own = solution(r, i);
        const uint64_t factor =
            (DISCLOSED_PRIME - own[cell] * inverse % DISCLOSED_PRIME) % DISCLOSED_PRIME;
        for (uint32_t k = 0; k < r->column_count; k++) {
            const uint32_t at = r->columns[k];
            own[at] = (uint32_t)((own[at] + factor * last[at]) % DISCLOSED_PRIME);
        }
    }
}

static enum di_status regain(struct regaining *r)
{
    enum di_status status = DI_OK;
    for (uint32_t k = 0; status == DI_OK && k < r->candidate_count; k++) {
        const uint32_t cell = r->candidates[k];
        if (r->left < 3)
            status = draw_solutions(r);
        if (status != DI_OK || !r->disclosure->is_withheld[cell] || !find_group(r, cell))
            continue;
        set_group(r, false);
        if (leaves_a_small_sum(r))
            set_group(r, true);
        else
            take_out(r, cell);
    }
    return status;
}

enum di_status regained_cells(struct di_disclosure *disclosure, double below, uint8_t from,
                              uint8_t to)
{
    struct regaining r = {.disclosure = disclosure, .below = below, .from = from, .to = to};
    enum di_status status = allocate(&r) && list_candidates(&r) ? DI_OK : DI_ERR_MEMORY;
    if (status == DI_OK) {
        list_relations(&r);
        status = regain(&r);
    }
    finish(&r);
    return status;
}
