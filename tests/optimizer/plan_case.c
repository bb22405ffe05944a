/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_case.h"

#include "di_test.h"

#ifdef PLAN_CASE_JUDGED
#include "solver_judge.h"
#endif

void plan_case_place(struct di_fluid_parameters *p, uint32_t i, uint32_t region,
                     double children)
{
    p->institution_region[i] = region;
    p->link[i] = (struct di_fluid_link){i, region, {1, 1, 1, 1}};
    p->residents0[di_fluid_rg(i, STD)] = children;
    p->capacity[i] = children;
    p->assessed0[di_fluid_rg(region, STD)] += children;
}

void plan_case_places_only(struct di_fluid_parameters *p)
{
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        p->suitable[g][DI_PLACEMENT_REUNIFIED] = p->suitable[g][DI_PLACEMENT_KINSHIP] = 0;
        p->suitable_either[g] = 0;
    }
}

struct di_fluid_parameters *plan_case_make(uint32_t regions, uint32_t institutions,
                                           uint32_t horizon, uint32_t tail_years)
{
    struct di_fluid_parameters *p =
        di_fluid_parameters_create(regions, institutions, institutions, horizon, tail_years);
    assert_non_null(p);
    di_fluid_allow_pairs(p, false, false, false);
    for (uint32_t g = 0; g < DI_GROUPS; g++) {
        p->goals.group_weight[g] = 1;
        p->goals.residual_years[g] = 0;
    }
    for (uint32_t i = 0; i < institutions; i++)
        plan_case_place(p, i, 0, 10);
    return p;
}

static struct di_optimizer_options exact(void)
{
    struct di_optimizer_options options;
    di_optimizer_options_defaults(&options);
    options.gap = 0;
    return options;
}

#ifdef PLAN_CASE_JUDGED
/* Optimum of one goal alone: what an exported model asks for. */
static double alone(const struct di_fluid_parameters *p, enum di_goal goal)
{
    struct di_optimizer_options options = exact();
    struct di_plan *plan = NULL;
    options.is_weighted = true;
    options.weight[goal] = 1;
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    const double value = plan->goal[goal].value;
    di_plan_destroy(plan);
    return value;
}

static void judge(const struct di_fluid_parameters *p)
{
    solver_judge_agrees(p, DI_GOAL_UNMET, alone(p, DI_GOAL_UNMET));
    solver_judge_agrees(p, DI_GOAL_RESIDENTIAL, alone(p, DI_GOAL_RESIDENTIAL));
}
#else
static void judge(const struct di_fluid_parameters *p)
{
    (void)p;
}
#endif

struct di_plan *plan_case_solve(const struct di_fluid_parameters *p)
{
    const struct di_optimizer_options options = exact();
    struct di_plan *plan = NULL;
    struct di_error error = {0};
    struct di_plan_verdict verdict;
    const enum di_status status = di_optimize(p, &options, &plan, &error);
    if (status != DI_OK)
        fail_msg("no plan: %s (%s)", di_status_code(status),
                 error.message.id != NULL ? error.message.id : "");
    di_plan_check(p, plan, false, &verdict);
    if (!verdict.is_kept)
        fail_msg("rule '%s' broken by %g", verdict.rule, verdict.worst);
    for (uint32_t goal = 0; goal < DI_GOALS; goal++)
        if (plan->status != DI_PLAN_OPTIMAL)
            print_message("goal %u: %.9g, bound %.9g\n", goal, plan->goal[goal].value,
                          plan->goal[goal].bound);
    assert_int_equal(plan->status, DI_PLAN_OPTIMAL);
    judge(p);
    return plan;
}

enum di_status plan_case_status(const struct di_fluid_parameters *p)
{
    const struct di_optimizer_options options = exact();
    struct di_plan *plan = NULL;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    if (status == DI_OK)
        di_plan_destroy(plan);
    return status;
}

double plan_case_residents(const struct di_plan *plan, uint32_t t)
{
    double sum = 0;
    for (uint32_t i = 0; i < plan->shape.axis[DI_AXIS_INSTITUTION]; i++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            sum += di_plan_at(plan, DI_PART_RESIDENTS, t, i, g, 0);
    return sum;
}

double plan_case_residential(struct di_fluid_parameters *p)
{
    struct di_plan *plan = plan_case_solve(p);
    const double value = plan->goal[DI_GOAL_RESIDENTIAL].value;
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
    return value;
}
