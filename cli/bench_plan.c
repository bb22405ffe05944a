/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Solves the synthetic problems with the product's own optimizer. What sets the budget is
 * solved before the clock starts. A size without a plan in its time says so and is no failure.
 */
#include "bench_plan.h"

#include <jansson.h>
#include <math.h>

#include "di/optimizer.h"
#include "di/plan_benchmark.h"
#include "di/wall_clock.h"

#include "error_report.h"
#include "interrupt.h"

#define BUDGET_SHARE 0.9 /* of what the regions would spend without a budget */
#define YEARS_MAX 13

/*
 * Of the smallest size three countries: where few houses close, the gap differs most. Budgets
 * are data, 0.9 of what plans without one spent when these problems were made (currency a
 * year): plans of a later optimizer cost less or more, and figures would no longer
 * be of the same problem.
 */
static const struct size {
    uint32_t regions, quarters;
    double gap, seconds; /* asked for, allowed: PERFORMANCE */
    uint64_t seed;
    double budget[YEARS_MAX];
} sizes[] = {{4, 12, 0.01, 5, 1, {16092101, 16840627, 14767079, 12269472, 12294576, 11934504}},
             {4, 12, 0.01, 5, 2, {16342116, 16672527, 14610840, 13558526, 12972891, 12443747}},
             {4, 12, 0.01, 5, 3, {15856939, 16638133, 14864671, 14074318, 14061549, 13494702}},
             {12,
              24,
              0.03,
              15,
              1,
              {48638708, 52005587, 48148451, 50788550, 48063805, 32769534, 30035152, 29616993,
               29282377}},
             {30,
              40,
              0.1,
              120,
              1,
              {121037611, 128266722, 118730979, 125788389, 119070024, 117320719, 116239971,
               113780703, 111269890, 78391011, 72019507, 71614954, 71167669}}};

static double clock_seconds(void *context)
{
    (void)context;
    return di_wall_clock_seconds();
}

static void print_line(const struct di_cli *cli, uint32_t regions, uint32_t quarters,
                       uint64_t seed, double seconds, const struct di_plan *plan)
{
    const double gap = plan != NULL ? di_plan_gap(&plan->goal[DI_GOAL_RESIDENTIAL]) : HUGE_VAL;
    const double value = plan != NULL ? plan->goal[DI_GOAL_RESIDENTIAL].value : 0;
    if (cli->is_json) {
        json_t *line = json_pack("{s:s, s:i, s:f, s:f, s:i, s:i, s:i, s:b, s:b, s:f}",
                                 "benchmark", "plan", "events", 0, "seconds", seconds,
                                 "events_per_second", 0.0, "regions", (int)regions, "quarters",
                                 (int)quarters, "seed", (int)seed, "planned", plan != NULL,
                                 "pooled", plan != NULL && plan->is_aggregated, "value", value);
        if (gap < HUGE_VAL)
            (void)json_object_set_new(line, "gap", json_real(gap));
        (void)json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
        (void)fputc('\n', stdout);
        json_decref(line);
    } else if (plan != NULL) {
        DI_SAY(cli, stdout,
               N_("plan, %1 regions, %2 quarters: %3 s, gap %4%% to the bound of the pooled "
                  "model"),
               di_integer_arg(regions), di_integer_arg(quarters),
               di_real_arg(round(seconds * 100) / 100), di_real_arg(round(gap * 1000) / 10));
    } else {
        DI_SAY(cli, stdout, N_("plan, %1 regions, %2 quarters: no plan in %3 s"),
               di_integer_arg(regions), di_integer_arg(quarters),
               di_real_arg(round(seconds * 100) / 100));
    }
    (void)fflush(stdout);
}

/* The problem as it stands, or a smaller or larger one whose budget is worked out anew. */
static enum di_status make(const struct size *of, double size, struct di_fluid_parameters *p,
                           const struct di_solve_limits *limits, struct di_error *error)
{
    if (size != 1)
        return di_plan_benchmark_budget(p, BUDGET_SHARE, limits, error);
    for (uint32_t year = 0; year < p->years && year < YEARS_MAX; year++)
        p->budget[year] = of->budget[year];
    return DI_OK;
}

static enum di_status solve(const struct di_cli *cli, const struct size *of, double size,
                            uint32_t threads, struct di_error *error)
{
    const uint32_t regions = (uint32_t)fmax(1, round(of->regions * size));
    const uint32_t quarters = (uint32_t)fmax(4, round(of->quarters * size));
    struct di_optimizer_options options;
    struct di_fluid_parameters *p = di_plan_benchmark_make(regions, quarters, of->seed);
    struct di_plan *plan = NULL;
    if (p == NULL)
        return di_fail_memory(error);
    di_optimizer_options_defaults(&options);
    options.limits.seconds = clock_seconds;
    options.limits.is_cancelled = di_interrupt_cancels;
    enum di_status status = make(of, size, p, &options.limits, error);
    options.gap = of->gap;
    options.threads = threads;
    options.limits.time_limit_seconds = of->seconds;
    const double began = di_wall_clock_seconds();
    if (status == DI_OK)
        status = di_optimize(p, &options, &plan, error);
    const double took = di_wall_clock_seconds() - began;
    if (status == DI_OK || status == DI_ERR_TIME) {
        print_line(cli, regions, quarters, of->seed, took, status == DI_OK ? plan : NULL);
        if (status == DI_OK)
            di_plan_destroy(plan);
        status = DI_OK;
    }
    di_fluid_parameters_destroy(p);
    return status;
}

enum di_exit di_bench_plan(const struct di_cli *cli, double size, uint32_t threads)
{
    struct di_error error = {0};
    for (size_t n = 0; n < sizeof sizes / sizeof sizes[0]; n++) {
        const enum di_status status = solve(cli, &sizes[n], size, threads, &error);
        if (di_interrupt_requested())
            return di_error_report_interrupted(cli,
                                               DI_N_("Interrupted; nothing more is measured."));
        if (status != DI_OK)
            return di_error_report(cli, &error);
    }
    return DI_EXIT_DONE;
}
