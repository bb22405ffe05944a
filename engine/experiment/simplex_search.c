/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The simplex knows no bounds: outside them the function is that of the nearest point inside,
 * plus a wall. What is kept is the best point that was evaluated inside.
 */
#include "di/simplex_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gsl_adapter.h"

#define WALL 1e6
#define NOT_POSSIBLE 1e15

struct searching {
    const struct di_simplex_search *search;
    struct di_search_result result;
    double *inside; /* [inputs]: the point being evaluated */
    double *best;   /* [inputs] */
    enum di_status status;
    struct di_error *error;
};

/* The nearest point within the bounds; @return squared distance to it. */
static double move_inside(struct searching *s, const double *x)
{
    double squares = 0;
    for (size_t i = 0; i < s->search->inputs; i++) {
        s->inside[i] = fmin(s->search->high[i], fmax(s->search->low[i], x[i]));
        squares += (x[i] - s->inside[i]) * (x[i] - s->inside[i]);
    }
    return squares;
}

static double value_at(void *context, const double *x)
{
    struct searching *s = context;
    double value = NOT_POSSIBLE;
    if (s->status != DI_OK || s->result.evaluations >= s->search->evaluations)
        return NOT_POSSIBLE; /* a step of the simplex asks for a few points at once */
    const double outside = move_inside(s, x);
    const enum di_status status =
        s->search->value(s->search->context, s->inside, &value, s->error);
    const bool is_first = s->result.evaluations++ == 0;
    if (status != DI_OK && (status != DI_ERR_RANGE || is_first))
        s->status = status;
    if (status != DI_OK || !isfinite(value))
        return NOT_POSSIBLE;
    if (is_first)
        s->result.first = value;
    if (is_first || value < s->result.least) {
        s->result.least = value;
        memcpy(s->best, s->inside, s->search->inputs * sizeof *s->best);
    }
    if (s->search->progress != NULL)
        s->search->progress(s->search->context, s->result.evaluations, s->search->evaluations);
    return value + WALL * outside;
}

static bool may_go_on(void *context, double size)
{
    struct searching *s = context;
    if (size < s->search->size)
        s->result.end = DI_SEARCH_SETTLED;
    return s->status == DI_OK && size >= s->search->size &&
           s->result.evaluations < s->search->evaluations;
}

enum di_status di_simplex_search_run(const struct di_simplex_search *search, double *best_out,
                                     struct di_search_result *result_out,
                                     struct di_error *error)
{
    struct searching s = {.search = search,
                          .result = {.end = DI_SEARCH_EVALUATIONS},
                          .inside = calloc(search->inputs + 1, sizeof(double)),
                          .best = calloc(search->inputs + 1, sizeof(double)),
                          .error = error};
    enum di_status status = DI_OK;
    if (s.inside == NULL || s.best == NULL)
        status = di_fail_memory(error);
    else if (!gsl_adapter_minimise(value_at, may_go_on, &s, search->start, search->inputs,
                                   search->step) &&
             s.status == DI_OK)
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = s.status;
    if (status == DI_OK) {
        memcpy(best_out, s.best, search->inputs * sizeof *best_out);
        *result_out = s.result;
    }
    free(s.inside);
    free(s.best);
    return status;
}
