/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What may be asked about a plan beyond the plan: prices, other plans, other budgets, draws.
 */
#ifndef DI_PLAN_STUDY_H
#define DI_PLAN_STUDY_H

#include <jansson.h>

#include "di/plan_alternatives.h"
#include "di/plan_prices.h"

#include "plan_draws.h"
#include "plan_frontier.h"

#define DI_PLAN_ALTERNATIVES_MAX 10

struct di_plan_study {
    /* what is asked */
    bool wants_prices;
    uint32_t wanted_alternatives;
    struct di_plan_frontier frontier; /* count 0: not asked for */
    uint32_t wanted_draws;

    /* answers */
    struct di_plan_prices *prices;             /* NULL: none */
    struct di_plan_alternatives *alternatives; /* NULL: none */
    struct di_plan_draws draws;
    json_t *simulated; /* what a confirmation of --apply found; NULL: none was made */
};

/** Draws come first: they may replace the plan. The rest is about the plan that stands. */
enum di_exit di_plan_study_draws(const struct di_cli *cli, const struct di_draws_task *task,
                                 struct di_plan_study *study, struct di_plan **plan);
enum di_exit di_plan_study_run(const struct di_fluid_country *country,
                               const struct di_optimizer_options *options,
                               struct di_plan_study *study, const struct di_plan *plan);
void di_plan_study_finish(struct di_plan_study *study);

void di_plan_study_print(const struct di_cli *cli, const struct di_plan_book *book);

/** Add `prices`, `alternatives`, `frontier`, `draws` and `simulated` to plan.json, those that
 * there are. */
void di_plan_study_json(const struct di_plan_book *book, json_t *plan);

#endif
