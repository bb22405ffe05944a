/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One plan for many possible worlds: the scenario's uncertain inputs are drawn, every draw's
 * best plan and the plan itself are tried under all draws, and the one that stands best is
 * taken (docs/decisions/0034).
 */
#ifndef DI_PLAN_DRAWS_H
#define DI_PLAN_DRAWS_H

#include <jansson.h>

#include "di/optimizer.h"
#include "di/scenario.h"

#include "command.h"
#include "plan_book.h"
#include "set_overrides.h"

#define DI_PLAN_DRAWS_MAX 100

/** One set of decisions under all draws. */
struct di_draws_candidate {
    uint32_t source; /* 0: the scenario as it stands; n: draw n */
    bool is_allowed; /* keeps all limits of the scenario as it stands */
    uint32_t kept;   /* draws in which every closure can be kept */
    double unmet, residential, worst, overspend; /* means over those, and the worst years */
    struct di_plan *plan; /* under the scenario as it stands; owned; NULL: source 0 */
};

struct di_plan_draws {
    uint32_t draws, tried; /* asked for; draws that could be planned */
    uint32_t count, chosen;
    struct di_draws_candidate *candidate; /* [count] */
};

struct di_draws_task {
    const struct di_scenario *scenario;
    const struct di_fluid_country *country;
    const struct di_optimizer_options *options; /* time limit: of each plan */
    const char *path;
    const struct di_set_overrides *sets;
    uint32_t draws;
    uint64_t seed;
};

/**
 * @param[in,out] plan  the plan of the scenario as it stands; replaced by the chosen one
 * @param[out] draws_out  free with di_plan_draws_finish, also on failure
 */
enum di_exit di_plan_draws_run(const struct di_cli *cli, const struct di_draws_task *task,
                               struct di_plan **plan, struct di_plan_draws *draws_out);
void di_plan_draws_finish(struct di_plan_draws *draws);

void di_plan_draws_print(const struct di_cli *cli, const struct di_plan_draws *draws);
json_t *di_plan_draws_json(const struct di_plan_draws *draws);

#endif
