/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A country in numbers for benchmarks: eight institutions a region of two sizes, half full of
 * standard children; families, workers and homes scarce at the start. Staff of institutions do
 * not become social workers: as in plans of a scenario.
 */
#include "di/plan_benchmark.h"

#include <math.h>

#include "di/draw.h"
#include "di/fluid_pool.h"
#include "di/plan_check.h"

#include "glpk_adapter.h"

#define INSTITUTIONS 8
#define QUARTERLY 12
#define CARER_LAG 3
#define WORKER_LAG 3
#define HOME_LAG 4
#define TAIL_YEARS 3  /* of the problems since they were made: part of what they are */
#define NEED_GAP 1e-6 /* by which an earlier goal may be missed for a later one */

struct source {
    struct di_stream stream;
    uint32_t next;
};

/* A number between low and high: what differs between regions and institutions. */
static double between(struct source *source, double low, double high)
{
    return low + (high - low) *
                     di_draw_uniform(source->stream, 1, DI_PURPOSE_BENCH, 0, source->next++);
}

static void set_rates(struct di_fluid_parameters *p)
{
    static const double leave[] = {0.004, 0.02, 0.03, 0.03, 0.03, 0, 0};
    static const double broken[] = {0.045, 0.015, 0.02, 0.025, 0.02, 0, 0};
    static const double home[] = {0, 0.02, 0.02, 0.01, 0.005, 0, 0};
    p->ageing[DI_GROUP_UNDER_3][DI_GROUP_STANDARD] = 0.08;
    p->ageing[DI_GROUP_UNDER_3][DI_GROUP_DISABLED] = 0.01;
    for (uint32_t g = 0; g <= DI_GROUP_DISABLED; g++) {
        for (uint32_t q = 0; q <= DI_PLACEMENT_SGH; q++) {
            p->leave[g][q] = leave[q];
            p->breakdown[g][q] = broken[q];
            p->to_home[g][q] = home[q];
        }
        p->monitoring_end[g][DI_PLACEMENT_REUNIFIED] = 0.22;
        p->leave_backlog[g] = 0.02;
        p->reentry[g] = 0.01;
        p->leave_home[g] = 0.04;
        p->leave_assessed[g] = 0.02;
        p->suitable[g][DI_PLACEMENT_REUNIFIED] = 0.45;
        p->suitable[g][DI_PLACEMENT_KINSHIP] = 0.2;
        p->suitable_either[g] = 0.56;
    }
}

static void set_work(struct di_fluid_parameters *p)
{
    static const double visits[] = {12, 3, 9, 9, 0, 0, 0};
    p->has_workers = true;
    p->hours_assessment = 48;
    p->hours_per_fte = 357;
    p->ramp_share = 0.5;
    p->caseload_limit = 20;
    p->worker_attrition = 0.04;
    p->carer_attrition = 0.03;
    p->carer_lag = CARER_LAG;
    p->worker_lag = WORKER_LAG;
    p->home_lag = HOME_LAG;
    p->sgh_share = 0.15;
    for (uint32_t q = 0; q <= DI_PLACEMENT_SGH; q++) {
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            p->hours_move[g][q] = 30;
        for (uint32_t r = 0; r < p->regions; r++)
            p->hours_visits[di_fluid_rp(r, q)] = visits[q];
    }
    p->hours_family[0] = p->hours_family[1] = 60;
    p->hours_prevention = 10;
}

static void set_prices(struct di_fluid_parameters *p)
{
    static const double service[] = {300, 400, 1500, 2200, 2500, 0, 0};
    for (uint32_t q = 0; q <= DI_PLACEMENT_SGH; q++)
        p->service_cost[q] = service[q];
    p->backlog_cost = 3000;
    p->family_cost[0] = p->family_cost[1] = 100;
    p->approval_cost[0] = p->approval_cost[1] = 1500;
    p->salary_cost = 4000;
    p->hire_cost = 3000;
    p->building_cost = 90000;
    p->prevention_cost = 600;
}

static void set_institution(struct di_fluid_parameters *p, uint32_t i, struct source *source)
{
    const double size = i % 2 == 0 ? between(source, 40, 60) : between(source, 80, 120);
    p->institution_region[i] = i / INSTITUTIONS;
    p->link[i] = (struct di_fluid_link){i, i / INSTITUTIONS, {1, 1, 1, 1}};
    p->capacity[i] = ceil(size);
    p->residents0[di_fluid_rg(i, DI_GROUP_UNDER_3)] = floor(size * 0.12);
    p->residents0[di_fluid_rg(i, DI_GROUP_STANDARD)] = floor(size * 0.5);
    p->residents0[di_fluid_rg(i, DI_GROUP_DISABLED)] = floor(size * 0.25);
    p->minimum_occupancy[i] = floor(size * 0.25);
    p->fixed_cost[i] = 900 * size * between(source, 0.9, 1.1);
    p->variable_cost[i] = 700;
    p->closing_cost[i] = 500 * size;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t g = 0; g <= DI_GROUP_DISABLED; g++) {
            p->home_residents[di_fluid_tig(p, t, i, g)] = 0.01;
            p->leave_residents[di_fluid_tig(p, t, i, g)] = g == DI_GROUP_UNDER_3 ? 0.02 : 0.015;
            for (uint32_t h = 0; h <= DI_GROUP_DISABLED; h++)
                p->ageing_residents[di_fluid_tigg(p, t, i, g, h)] = p->ageing[g][h];
        }
    for (uint32_t g = 0; g <= DI_GROUP_DISABLED; g++)
        p->admits[di_fluid_rg(i, g)] = true;
}

static void set_region(struct di_fluid_parameters *p, uint32_t r, struct source *source)
{
    static const double share[] = {0.35, 0.5, 0.15};
    const double entries = between(source, 15, 25);
    p->coverage_limit[r] = 0.5;
    p->families0[di_fluid_rk(r, 0)] = floor(between(source, 10, 30));
    p->families0[di_fluid_rk(r, 1)] = floor(between(source, 2, 8));
    p->places_per_family[di_fluid_rk(r, 0)] = 1.5;
    p->family_limit[di_fluid_rk(r, 0)] = floor(between(source, 10, 20));
    p->family_limit[di_fluid_rk(r, 1)] = floor(between(source, 5, 10));
    p->workers0[r] = floor(between(source, 8, 14));
    p->hire_limit[r] = 4;
    p->home_limit[r] = 1;
    for (uint32_t g = 0; g <= DI_GROUP_DISABLED; g++) {
        p->prevention_effect[di_fluid_rg(r, g)] = 0.4;
        p->backlog0[di_fluid_rg(r, g)] = floor(between(source, 0, 6));
        p->placed0[di_fluid_rgp(r, g, DI_PLACEMENT_KINSHIP)] = floor(between(source, 20, 40));
        for (uint32_t t = 1; t <= p->periods; t++) {
            p->entries[di_fluid_trg(p, t, r, g)] = entries * share[g];
            p->diverted_share[di_fluid_trg(p, t, r, g)] = 0.05;
        }
    }
    p->placed0[di_fluid_rgp(r, DI_GROUP_STANDARD, DI_PLACEMENT_FOSTER)] =
        floor(p->families0[di_fluid_rk(r, 0)] * 1.2);
    p->placed0[di_fluid_rgp(r, DI_GROUP_DISABLED, DI_PLACEMENT_SPECIALISED)] =
        floor(p->families0[di_fluid_rk(r, 1)] * 0.8);
}

struct di_fluid_parameters *di_plan_benchmark_tailed(uint32_t regions, uint32_t quarters,
                                                     uint32_t tail_years, uint64_t seed)
{
    const uint32_t count = regions * INSTITUTIONS;
    struct source source = {di_stream_make(seed, 0), 0};
    struct di_fluid_parameters *p =
        di_fluid_parameters_coarse(regions, count, count, quarters, QUARTERLY, tail_years);
    if (p == NULL)
        return NULL;
    di_fluid_allow_pairs(p, true, false, false);
    set_rates(p);
    set_work(p);
    set_prices(p);
    for (uint32_t r = 0; r < regions; r++)
        set_region(p, r, &source);
    for (uint32_t i = 0; i < count; i++)
        set_institution(p, i, &source);
    for (uint32_t t = 1; t <= p->periods; t++)
        p->closures_limit[t] = fmax(1, regions);
    return p;
}

struct di_fluid_parameters *di_plan_benchmark_make(uint32_t regions, uint32_t quarters,
                                                   uint64_t seed)
{
    return di_plan_benchmark_tailed(regions, quarters, TAIL_YEARS, seed);
}

/* Nothing is built, hired or closed: what any budget must allow in the first years. */
static void do_nothing(struct di_fluid_parameters *p)
{
    for (uint32_t k = 0; k < DI_SPECIALITIES; k++)
        p->family_limit[k] = 0;
    p->hire_limit[0] = p->home_limit[0] = p->coverage_limit[0] = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        p->may_close[i] = false;
}

/*
 * Unmet need, residential child-years and cost in this order, closures in part allowed: what is
 * spent is no matter of how good the search for closure dates is.
 */
static enum di_status minimise_goals(const struct di_fluid_program *program, struct glpk *glpk,
                                     struct di_error *error)
{
    static const enum di_goal goals[] = {DI_GOAL_UNMET, DI_GOAL_RESIDENTIAL, DI_GOAL_COST};
    for (size_t n = 0; n < sizeof goals / sizeof goals[0]; n++) {
        const uint32_t row = program->goal_row[goals[n]];
        double value = 0;
        glpk_objective_clear(glpk);
        glpk_objective_add(glpk, row, 1);
        const enum glpk_outcome outcome = glpk_relax(glpk, HUGE_VAL, &value);
        if (outcome != GLPK_OPTIMAL)
            return di_fail(error, outcome == GLPK_STOPPED ? DI_ERR_TIME : DI_ERR_SOLVER, "",
                           DI_N_("The solver gave up. Try fewer regions or years, or a higher "
                                 "memory limit."),
                           NULL, 0);
        glpk_bound_row(glpk, row, -HUGE_VAL, value + NEED_GAP * fabs(value) + NEED_GAP);
    }
    return DI_OK;
}

static enum di_status add_spending(const struct di_fluid_program *program,
                                   const struct glpk *glpk, double *spent,
                                   struct di_error *error)
{
    const struct di_fluid_parameters *p = program->parameters;
    struct di_plan *plan = di_plan_create(p);
    if (plan == NULL)
        return di_fail_memory(error);
    for (size_t place = 0; place < plan->shape.count; place++)
        plan->values[place] = program->column_of[place] >= 0
                                  ? glpk_column_value(glpk, (uint32_t)program->column_of[place])
                                  : program->start->values[place];
    for (uint32_t t = 1; t <= p->periods; t++)
        spent[p->year[t]] += di_plan_cost(p, plan, t);
    di_plan_destroy(plan);
    return DI_OK;
}

/* What one region spends a year, without a budget. */
static enum di_status spend(const struct di_fluid_parameters *all, uint32_t r, bool is_nothing,
                            const struct di_solve_limits *limits, double *spent,
                            struct di_error *error)
{
    struct di_fluid_parameters *alone = di_fluid_parameters_region(all, r);
    struct di_fluid_parameters *pooled = alone != NULL ? di_fluid_pool_stocks(alone) : NULL;
    struct di_fluid_program *program = NULL;
    struct glpk *glpk = NULL;
    enum di_status status = pooled != NULL ? DI_OK : di_fail_memory(error);
    for (uint32_t year = 0; status == DI_OK && year < pooled->years; year++)
        pooled->budget[year] = HUGE_VAL;
    if (status == DI_OK && is_nothing)
        do_nothing(pooled);
    if (status == DI_OK)
        status = di_fluid_program_create(pooled, false, &program, error);
    if (status == DI_OK)
        status = glpk_create(program, limits, &glpk, error);
    if (status == DI_OK)
        status = minimise_goals(program, glpk, error);
    if (status == DI_OK)
        status = add_spending(program, glpk, spent, error);
    glpk_destroy(glpk);
    di_fluid_program_destroy(program);
    di_fluid_parameters_destroy(pooled);
    di_fluid_parameters_destroy(alone);
    return status;
}

enum di_status di_plan_benchmark_budget(struct di_fluid_parameters *parameters, double share,
                                        const struct di_solve_limits *limits,
                                        struct di_error *error)
{
    double need[DI_FLUID_PERIODS_MAX + 1] = {0}, least[DI_FLUID_PERIODS_MAX + 1] = {0};
    enum di_status status = DI_OK;
    for (uint32_t r = 0; r < parameters->regions && status == DI_OK; r++) {
        status = spend(parameters, r, false, limits, need, error);
        if (status == DI_OK)
            status = spend(parameters, r, true, limits, least, error);
    }
    for (uint32_t year = 0; year < parameters->years; year++)
        parameters->budget[year] =
            year < 2 ? fmax(share * need[year], least[year]) : share * need[year];
    return status;
}
