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

#include "error_report.h"
#include "interrupt.h"
#include "platform.h"

#define BUDGET_SHARE 0.9 /* of what the regions would spend without a budget */

/* Of the smallest size three countries: where few houses close, the gap differs most. */
static const struct {
    uint32_t regions, quarters;
    double gap, seconds; /* asked for, allowed: PERFORMANCE */
    uint64_t seed;
} sizes[] = {{4, 12, 0.01, 5, 1},
             {4, 12, 0.01, 5, 2},
             {4, 12, 0.01, 5, 3},
             {12, 24, 0.03, 15, 1},
             {30, 40, 0.1, 120, 1}};

static double clock_seconds(void *context)
{
    (void)context;
    return di_platform_seconds();
}

static bool is_cancelled(void *context)
{
    (void)context;
    return di_interrupt_requested();
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

static enum di_status solve(const struct di_cli *cli, uint32_t regions, uint32_t quarters,
                            uint64_t seed, double gap, double seconds, uint32_t threads,
                            struct di_error *error)
{
    struct di_optimizer_options options;
    struct di_fluid_parameters *p = di_plan_benchmark_make(regions, quarters, seed);
    struct di_plan *plan = NULL;
    if (p == NULL)
        return di_fail_memory(error);
    di_optimizer_options_defaults(&options);
    options.limits.seconds = clock_seconds;
    options.limits.is_cancelled = is_cancelled;
    enum di_status status = di_plan_benchmark_budget(p, BUDGET_SHARE, &options.limits, error);
    options.gap = gap;
    options.threads = threads;
    options.limits.time_limit_seconds = seconds;
    const double began = di_platform_seconds();
    if (status == DI_OK)
        status = di_optimize(p, &options, &plan, error);
    const double took = di_platform_seconds() - began;
    if (status == DI_OK || status == DI_ERR_TIME) {
        print_line(cli, regions, quarters, seed, took, status == DI_OK ? plan : NULL);
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
        const uint32_t regions = (uint32_t)fmax(1, round(sizes[n].regions * size));
        const uint32_t quarters = (uint32_t)fmax(4, round(sizes[n].quarters * size));
        const enum di_status status = solve(cli, regions, quarters, sizes[n].seed, sizes[n].gap,
                                            sizes[n].seconds, threads, &error);
        if (di_interrupt_requested())
            return DI_EXIT_INTERRUPTED;
        if (status != DI_OK)
            return di_error_report(cli, &error);
    }
    return DI_EXIT_DONE;
}
