/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country is varied region by region, each within the slack of its own share of the goals;
 * what breaks a rule between regions goes back to the plan's. Every alternative is checked as
 * any plan.
 */
#include "di/plan_alternatives.h"

#include <math.h>
#include <stdlib.h>

#include "di/plan_check.h"

#include "plan_variation.h"
#include "solve_clock.h"

#define DIFFERENT 1e-4
#define SLACK_NOISE 1e-5

struct making {
    const struct di_fluid_parameters *p;
    const struct di_plan *best;
    const struct di_optimizer_options *options;
    struct di_plan_alternatives *made;
    double deadline, slack;
    uint32_t pieces;
};

void di_plan_alternatives_destroy(struct di_plan_alternatives *alternatives)
{
    if (alternatives == NULL)
        return;
    for (uint32_t n = 0; n < alternatives->count; n++)
        di_plan_destroy(alternatives->plan[n]);
    free(alternatives->plan);
    free(alternatives->difference);
    free(alternatives);
}

double di_plan_difference(const struct di_fluid_parameters *parameters, const struct di_plan *a,
                          const struct di_plan *b)
{
    double apart[PLAN_DECISION_KINDS] = {0}, size[PLAN_DECISION_KINDS] = {0}, sum = 0;
    int kinds = 0;
    for (size_t n = 0; n < a->shape.count; n++) {
        enum di_plan_part part;
        uint32_t at[4];
        di_plan_locate(&a->shape, n, &part, at);
        const int kind = plan_decision_kind(part);
        if (kind < 0 || at[0] == 0 || at[0] > parameters->horizon)
            continue;
        apart[kind] += fabs(a->values[n] - b->values[n]);
        size[kind] += fmax(fabs(a->values[n]), fabs(b->values[n]));
    }
    for (int kind = 0; kind < PLAN_DECISION_KINDS; kind++)
        if (size[kind] > 0) {
            sum += apart[kind] / size[kind];
            kinds++;
        }
    return kinds > 0 ? sum / kinds : 0;
}

/* ---- one alternative ---- */

static bool is_kept(const struct making *making, const struct di_plan *plan)
{
    struct di_plan_verdict was, is;
    di_plan_check(making->p, making->best, false, &was);
    di_plan_check(making->p, plan, false, &is);
    return is.is_kept &&
           is.goal[DI_GOAL_UNMET] <= was.goal[DI_GOAL_UNMET] * (1 + 2 * SLACK_NOISE) +
                                         2 * SLACK_NOISE * making->pieces &&
           is.goal[DI_GOAL_RESIDENTIAL] <=
               was.goal[DI_GOAL_RESIDENTIAL] * (1 + making->slack + SLACK_NOISE) + SLACK_NOISE;
}

/* Pieces of earlier alternatives for the region `n`. */
static struct di_plan **cut_earlier(const struct making *making, uint32_t n)
{
    struct di_plan **others = calloc((size_t)making->made->count + 1, sizeof *others);
    for (uint32_t m = 0; others != NULL && m < making->made->count; m++) {
        struct plan_region region;
        if (plan_region_cut(making->p, making->made->plan[m], n, making->pieces, &region,
                            NULL) != DI_OK)
            continue;
        others[m] = region.plan;
        region.plan = NULL;
        plan_region_finish(&region);
    }
    return others;
}

static void drop_earlier(struct di_plan **others, uint32_t count)
{
    for (uint32_t m = 0; others != NULL && m < count; m++)
        di_plan_destroy(others[m]);
    free(others);
}

static bool is_complete(struct di_plan *const *others, uint32_t count)
{
    for (uint32_t m = 0; others != NULL && m < count; m++)
        if (others[m] == NULL)
            return false;
    return others != NULL;
}

/* Vary one piece of `plan`; it stays as it was where the whole would break a rule. */
static enum di_status vary(const struct making *making, uint32_t n, struct di_plan **plan,
                           struct di_error *error)
{
    struct plan_region region;
    enum di_status status =
        plan_region_cut(making->p, *plan, n, making->pieces, &region, error);
    if (status != DI_OK)
        return status;
    struct di_plan **others = cut_earlier(making, n);
    struct di_plan *tried = di_plan_copy(*plan);
    const double started = solve_now(&making->options->limits);
    const double until = started + (making->deadline - started) / (making->pieces - n);
    if (tried == NULL || !is_complete(others, making->made->count))
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = plan_variation_run(&region, others, making->made->count, making->options,
                                    until, making->slack, error);
    if (status == DI_OK && plan_region_paste(&region, tried) && is_kept(making, tried)) {
        di_plan_destroy(*plan);
        *plan = tried;
        tried = NULL;
    }
    di_plan_destroy(tried);
    drop_earlier(others, making->made->count);
    plan_region_finish(&region);
    return status;
}

static double nearest(const struct making *making, const struct di_plan *plan)
{
    double least = di_plan_difference(making->p, making->best, plan);
    for (uint32_t n = 0; n < making->made->count; n++)
        least = fmin(least, di_plan_difference(making->p, making->made->plan[n], plan));
    return least;
}

static enum di_status make_one(struct making *making, bool *is_different_out,
                               struct di_error *error)
{
    struct di_plan *plan = di_plan_copy(making->best);
    enum di_status status = plan != NULL ? DI_OK : di_fail_memory(error);
    for (uint32_t n = 0; n < making->pieces && status == DI_OK; n++)
        status = vary(making, n, &plan, error);
    const double difference = status == DI_OK ? nearest(making, plan) : 0;
    *is_different_out = difference > DIFFERENT;
    if (!*is_different_out) {
        di_plan_destroy(plan);
        return status;
    }
    struct di_plan_verdict verdict;
    di_plan_check(making->p, plan, false, &verdict);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        plan->goal[goal].value = verdict.goal[goal];
    plan->status = DI_PLAN_WITHIN_GAP;
    making->made->difference[making->made->count] = difference;
    making->made->plan[making->made->count++] = plan;
    return DI_OK;
}

/* ---- all of them ---- */

static enum di_status make_all(struct making *making, uint32_t wanted, struct di_error *error)
{
    const double last = making->deadline;
    enum di_status status = DI_OK;
    bool is_different = true;
    for (uint32_t n = 0; n < wanted && is_different && status == DI_OK; n++) {
        const double started = solve_now(&making->options->limits);
        if (started >= last) {
            making->made->is_stopped = true;
            break;
        }
        making->deadline = started + (last - started) / (wanted - n);
        status = make_one(making, &is_different, error);
    }
    return status;
}

enum di_status di_plan_alternatives_find(const struct di_fluid_parameters *parameters,
                                         const struct di_plan *plan,
                                         const struct di_optimizer_options *options,
                                         uint32_t wanted, double slack,
                                         struct di_plan_alternatives **alternatives_out,
                                         struct di_error *error)
{
    struct making making = {.p = parameters,
                            .best = plan,
                            .options = options,
                            .deadline = solve_deadline(&options->limits),
                            .slack = slack,
                            .made = calloc(1, sizeof *making.made)};
    if (making.made == NULL)
        return di_fail_memory(error);
    making.made->plan = calloc((size_t)wanted + 1, sizeof *making.made->plan);
    making.made->difference = calloc((size_t)wanted + 1, sizeof *making.made->difference);
    enum di_status status = DI_OK;
    if (making.made->plan == NULL || making.made->difference == NULL)
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = plan_region_count(parameters, options, &making.pieces, error);
    if (status == DI_OK)
        status = make_all(&making, wanted, error);
    if (status == DI_OK)
        *alternatives_out = making.made;
    else
        di_plan_alternatives_destroy(making.made);
    return status;
}
