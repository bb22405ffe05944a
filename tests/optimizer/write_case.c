/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * write_case SEED: a random problem, away from the defaults, and what the optimizer says of it,
 * as JSON for independent_model.py. Arrays are as in fluid_parameters.h; what is endless is
 * null.
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "di/optimizer.h"

#include "di_test.h"
#include "random_case.h"

static json_t *number(double value)
{
    return isinf(value) ? json_null() : json_real(value);
}

static void put(json_t *to, const char *name, const double *values, size_t count)
{
    json_t *list = json_array();
    for (size_t n = 0; n < count; n++)
        (void)json_array_append_new(list, number(values[n]));
    (void)json_object_set_new(to, name, list);
}

static void put_whole(json_t *to, const char *name, const uint32_t *values, size_t count)
{
    json_t *list = json_array();
    for (size_t n = 0; n < count; n++)
        (void)json_array_append_new(list, json_integer(values[n]));
    (void)json_object_set_new(to, name, list);
}

static void put_flags(json_t *to, const char *name, const bool *values, size_t count)
{
    json_t *list = json_array();
    for (size_t n = 0; n < count; n++)
        (void)json_array_append_new(list, json_boolean(values[n]));
    (void)json_object_set_new(to, name, list);
}

static void put_one(json_t *to, const char *name, double value)
{
    (void)json_object_set_new(to, name, number(value));
}

#define PUT(member, count) put(to, #member, p->member, (count))
#define PUT_TABLE(member)                                                                      \
    put(to, #member, (const double *)p->member, sizeof p->member / sizeof(double))
#define PUT_WHOLE(member, count) put_whole(to, #member, p->member, (count))
#define PUT_FLAGS(member, count) put_flags(to, #member, p->member, (count))
#define PUT_ONE(member) put_one(to, #member, (double)p->member)

static void put_numbers(json_t *to, const struct di_fluid_parameters *p)
{
    PUT_ONE(regions), PUT_ONE(institutions), PUT_ONE(periods), PUT_ONE(horizon), PUT_ONE(years);
    PUT_ONE(has_workers), PUT_ONE(hours_assessment), PUT_ONE(hours_per_fte);
    PUT_ONE(ramp_share), PUT_ONE(caseload_limit), PUT_ONE(worker_attrition);
    PUT_ONE(carer_attrition), PUT_ONE(carer_lag), PUT_ONE(worker_lag), PUT_ONE(home_lag);
    PUT_ONE(moratorium_lag), PUT_ONE(beds_per_home), PUT_ONE(under_3_ban), PUT_ONE(sgh_share);
    PUT_ONE(equity_slack), PUT_ONE(backlog_cost), PUT_ONE(salary_cost), PUT_ONE(hire_cost);
    PUT_ONE(building_cost), PUT_ONE(prevention_cost);
    put_one(to, "sgh_weight", p->goals.sgh_weight);
    put_one(to, "unplaced_weight", p->goals.unplaced_weight);
    put_one(to, "caseload_weight", p->goals.caseload_weight);
    put_one(to, "visits_weight", p->goals.visits_weight);
    put_one(to, "admission_years", p->goals.admission_years);
    put(to, "group_weight", p->goals.group_weight, DI_GROUPS);
    put(to, "residual_years", p->goals.residual_years, DI_GROUPS);
}

static void put_tables(json_t *to, const struct di_fluid_parameters *p)
{
    PUT_TABLE(ageing), PUT_TABLE(leave), PUT_TABLE(breakdown), PUT_TABLE(to_home);
    PUT_TABLE(monitoring_end), PUT_TABLE(leave_backlog), PUT_TABLE(reentry);
    PUT_TABLE(leave_home), PUT_TABLE(leave_assessed), PUT_TABLE(suitable);
    PUT_TABLE(suitable_either), PUT_TABLE(hours_move), PUT_TABLE(service_cost);
    PUT_TABLE(family_cost), PUT_TABLE(approval_cost), PUT_TABLE(hours_family);
    put_flags(to, "is_allowed", (const bool *)p->is_allowed, sizeof p->is_allowed);
}

static void put_arrays(json_t *to, const struct di_fluid_parameters *p)
{
    const size_t t = (size_t)p->periods + 1, r = p->regions, i = p->institutions;
    PUT_WHOLE(quarters, t), PUT_WHOLE(first_quarter, t), PUT_WHOLE(year, t);
    PUT_FLAGS(is_epoch, t), PUT(closures_limit, t), PUT(price_index, t), PUT(budget, p->years);
    PUT(residents0, i * DI_GROUPS), PUT(backlog0, r * DI_GROUPS), PUT(assessed0, r * DI_GROUPS);
    PUT(home0, r * DI_GROUPS), PUT_WHOLE(institution_region, i);
    PUT(entries, t * r * DI_GROUPS), PUT(diverted_share, t * r * DI_GROUPS);
    PUT(kin_share, t * r * DI_GROUPS), PUT(prevention_effect, r * DI_GROUPS);
    PUT(coverage_limit, r), PUT(home_residents, t * i * DI_GROUPS);
    PUT(leave_residents, t * i * DI_GROUPS);
    PUT(ageing_residents, t * i * DI_GROUPS * DI_GROUPS);
    PUT(edge_residents, t * i * DI_GROUPS * DI_GROUPS);
    PUT(hours_visits, r * DI_PLACEMENTS), PUT(families0, r * DI_SPECIALITIES);
    PUT(families_arriving, t * r * DI_SPECIALITIES);
    PUT(places_per_family, r * DI_SPECIALITIES), PUT(family_limit, r * DI_SPECIALITIES);
    PUT(workers0, r), PUT(workers_arriving, t * r), PUT(hire_limit, r), PUT(beds0, r);
    PUT(beds_arriving, t * r), PUT(home_limit, r), PUT(place_factor, r), PUT(hours_factor, r);
    PUT(capacity, i), PUT_FLAGS(may_close, i), PUT_FLAGS(admits, i * DI_GROUPS);
    PUT_WHOLE(admits_until, i), PUT_WHOLE(earliest_close, i), PUT_WHOLE(close_by, i);
    PUT(redeployable, i), PUT(fixed_cost, i), PUT(variable_cost, i), PUT(closing_cost, i);
}

static void put_targets(json_t *to, const struct di_fluid_parameters *p)
{
    json_t *list = json_array();
    for (uint32_t n = 0; n < p->targets; n++)
        (void)json_array_append_new(list, json_pack("{s:o, s:i, s:b, s:f}", "region",
                                                    p->target[n].region == UINT32_MAX
                                                        ? json_null()
                                                        : json_integer(p->target[n].region),
                                                    "period", (int)p->target[n].period,
                                                    "is_under_3", p->target[n].is_under_3,
                                                    "residents", p->target[n].residents));
    (void)json_object_set_new(to, "targets", list);
}

/* What random cases leave at its default. */
static void vary(struct di_fluid_parameters *p, uint64_t seed)
{
    p->goals.unplaced_weight = 0.8;
    p->goals.sgh_weight = 0.4;
    for (uint32_t r = 0; r < p->regions; r++) {
        p->place_factor[r] = 0.9;
        p->hours_factor[r] = 0.85;
    }
    for (uint32_t t = 1; t <= p->periods; t++) {
        p->price_index[t] = 1 + 0.01 * t;
        for (uint32_t n = 0; n < p->regions * DI_GROUPS; n++) {
            p->kin_share[t * p->regions * DI_GROUPS + n] = 0.2 * (double)(seed % 3);
            p->diverted_share[t * p->regions * DI_GROUPS + n] = 0.1 * (double)(seed % 2);
        }
    }
    for (uint32_t g = 0; g < DI_GROUP_ADULT; g++)
        p->to_home[g][DI_PLACEMENT_FOSTER] = p->to_home[g][DI_PLACEMENT_SPECIALISED] = 0.02;
    if (seed % 4 == 0)
        p->under_3_ban = 3;
    for (uint32_t i = 0; i < p->institutions && seed % 5 == 0; i++)
        p->admits_until[i] = 2;
}

int main(int count, char **arguments)
{
    const uint64_t seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 1;
    struct di_fluid_parameters *p = random_case_make(seed);
    struct di_optimizer_options options;
    struct di_plan *plan = NULL;
    json_t *all = json_object();
    di_optimizer_options_defaults(&options);
    options.gap = 0;
    if (di_optimize(p, &options, &plan, NULL) != DI_OK)
        return 1;
    random_case_limit(p, plan, seed, 0.97, 1.25);
    di_plan_destroy(plan);
    vary(p, seed);
    put_numbers(all, p);
    put_tables(all, p);
    put_arrays(all, p);
    put_targets(all, p);
    plan = NULL;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    (void)json_object_set_new(all, "status", json_string(di_status_code(status)));
    if (status == DI_OK) {
        put_one(all, "unmet", plan->goal[DI_GOAL_UNMET].value);
        put_one(all, "residential", plan->goal[DI_GOAL_RESIDENTIAL].value);
        di_plan_destroy(plan);
    }
    (void)json_dumpf(all, stdout, JSON_REAL_PRECISION(17));
    json_decref(all);
    di_fluid_parameters_destroy(p);
    return 0;
}
