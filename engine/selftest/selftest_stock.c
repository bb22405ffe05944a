/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stocks without limits: one region, an institution that is never full, Poisson entries and
 * independent stays, so that every later stock is known (V3, V5, V9). The last two cases use
 * such stocks to test what surrounds the simulator: common random numbers and intervals.
 *
 * Stocks are read where quarters end. A "year" of V3 and V5 is a third of the 1096 days of 2026
 * to 2028, so that the third one ends exactly there; rates and scales are converted to it.
 */
#include "di/message.h"
#include "di/theory_stock.h"

#include "selftest_case.h"

enum { RESIDENCE = DI_SETTING_BUILTIN_COUNT, THREE_YEARS = 1096 /* days */ };

static const double year = THREE_YEARS / (3 * DI_DAYS_PER_YEAR); /* in years of 365.25 days */
static const struct di_theory_stay weibull = {
    .kind = DI_THEORY_STAY_WEIBULL, .shape = 0.7, .scale_years = 3};

static void add_country(struct draft *draft, double entries_per_year)
{
    (void)draft_region(draft, "nation");
    (void)draft_reason(draft, "neglect", entries_per_year);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
}

static void observe_third_year(const struct selftest_view *view, double *values)
{
    values[0] = selftest_stock(view, 0, RESIDENCE, THREE_YEARS);
}

/* ---- V3 ---- */

static void build_from_empty(struct draft *draft, uint32_t variant)
{
    (void)variant;
    add_country(draft, 120 / year);
    (void)draft_weibull_exit(draft, RESIDENCE, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.7,
                             3 * year);
}

static enum di_status solve_from_empty(struct selftest_answer *answers)
{
    struct di_theory_stock stock = {0, 0};
    const enum di_status status = di_theory_stock_from_empty(120, &weibull, 3, &stock);
    answers[0].exact = stock.mean;
    answers[1].exact = stock.variance;
    return status;
}

static const struct selftest_row_plan rows_from_empty[] = {
    {DI_N_("mean stock after 3 years, children"), SELFTEST_MEAN, 0},
    {DI_N_("variance of the stock after 3 years"), SELFTEST_VARIANCE, 0}};

const struct selftest_case selftest_from_empty = {
    .id = "V3",
    .configuration = DI_N_("no limits, start empty, stays Weibull(0.7, 3 years), 120 a year"),
    .replications = 2000,
    .variants = 1,
    .row_count = sizeof rows_from_empty / sizeof rows_from_empty[0],
    .rows = rows_from_empty,
    .observation_count = 1,
    .build = build_from_empty,
    .observe = observe_third_year,
    .solve = solve_from_empty};

/* ---- V5 through entries and exits ---- */

static void build_immigration_death(struct draft *draft, uint32_t variant)
{
    (void)variant;
    add_country(draft, 24 / year);
    (void)draft_exit(draft, RESIDENCE, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.12 / year);
    draft_stock(draft, RESIDENCE, 40);
}

static enum di_status solve_immigration_death(struct selftest_answer *answers)
{
    struct di_theory_stock stock = {0, 0};
    const enum di_status status = di_theory_stock_transient(40, 24, 0.12, 3, &stock);
    answers[0].exact = stock.mean;
    answers[1].exact = stock.variance;
    return status;
}

static const struct selftest_row_plan rows_immigration_death[] = {
    {DI_N_("mean stock after 3 years, children"), SELFTEST_MEAN, 0},
    {DI_N_("variance of the stock after 3 years"), SELFTEST_VARIANCE, 0}};

const struct selftest_case selftest_immigration_death = {
    .id = "V5_entries",
    .configuration = DI_N_("immigration-death: 40 residents at the start, 24 entries a year, "
                           "each leaves at 0.12 a year"),
    .replications = 2000,
    .variants = 1,
    .row_count = sizeof rows_immigration_death / sizeof rows_immigration_death[0],
    .rows = rows_immigration_death,
    .observation_count = 1,
    .build = build_immigration_death,
    .observe = observe_third_year,
    .solve = solve_immigration_death};

/* ---- V9: tenfold, so that a whole number of residents is stationary to 1 in 100 000 ---- */

enum { FOLD = 10, WARM_TIMES = 4 };
static const int32_t warm_days[WARM_TIMES] = {90, 365, 1096, 1826};

static void build_warm_start(struct draft *draft, uint32_t variant)
{
    (void)variant;
    draft_horizon(draft, 5);
    add_country(draft, 120 * FOLD);
    (void)draft_weibull_exit(draft, RESIDENCE, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.7,
                             3);
    draft_stock(draft, RESIDENCE, 4557);
}

static void observe_warm_start(const struct selftest_view *view, double *values)
{
    for (uint32_t i = 0; i < WARM_TIMES; i++)
        values[i] = selftest_stock(view, 0, RESIDENCE, warm_days[i]) / FOLD;
}

static enum di_status solve_warm_start(struct selftest_answer *answers)
{
    struct di_theory_stock stock = {0, 0};
    enum di_status status = di_theory_stock_stationary(120, &weibull, &stock);
    for (uint32_t i = 0; i < WARM_TIMES; i++)
        answers[i].exact = stock.mean;
    if (status == DI_OK)
        status = di_theory_stock_fresh_stays(stock.mean, 120, &weibull, 1, &answers[1].mistake);
    return status;
}

static const struct selftest_row_plan rows_warm_start[WARM_TIMES] = {
    {DI_N_("stock after 90 days, children"), SELFTEST_MEAN, 0},
    {DI_N_("stock after 1 year, children; fresh stays would be a bug"), SELFTEST_MEAN, 1},
    {DI_N_("stock after 3 years, children"), SELFTEST_MEAN, 2},
    {DI_N_("stock after 5 years, children"), SELFTEST_MEAN, 3}};

const struct selftest_case selftest_warm_start = {
    .id = "V9",
    .configuration = DI_N_("warm start at stationarity: 120 entries a year, stays Weibull(0.7, "
                           "3 years), elapsed stays unknown; ten times as many simulated"),
    .replications = 200,
    .variants = 1,
    .row_count = sizeof rows_warm_start / sizeof rows_warm_start[0],
    .rows = rows_warm_start,
    .observation_count = WARM_TIMES,
    .build = build_warm_start,
    .observe = observe_warm_start,
    .solve = solve_warm_start};

/* ---- common random numbers: the points of a Poisson field between two rates ---- */

static void build_paired_luck(struct draft *draft, uint32_t variant)
{
    add_country(draft, (variant == 0 ? 120 : 132) / year);
    (void)draft_exit(draft, RESIDENCE, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 0.5);
}

static void observe_paired_luck(const struct selftest_view *view, double *values)
{
    values[0] = selftest_moves(view, 1, DI_FROM_OUTSIDE_NEW, RESIDENCE, 0, THREE_YEARS) -
                selftest_moves(view, 0, DI_FROM_OUTSIDE_NEW, RESIDENCE, 0, THREE_YEARS);
}

static enum di_status solve_paired_luck(struct selftest_answer *answers)
{
    answers[0].exact = answers[1].exact = (132 - 120) * 3;
    answers[1].mistake = (132 + 120) * 3; /* two Poisson numbers of their own */
    return DI_OK;
}

static const struct selftest_row_plan rows_paired_luck[] = {
    {DI_N_("mean of the paired difference of entries in 3 years"), SELFTEST_MEAN, 0},
    {DI_N_("variance of that difference; separate luck would be a bug"), SELFTEST_VARIANCE, 0}};

const struct selftest_case selftest_paired_luck = {
    .id = "paired_luck",
    .configuration =
        DI_N_("two scenarios with the same luck: 120 and 132 entries a year, nothing else"),
    .replications = 1000,
    .variants = 2,
    .row_count = sizeof rows_paired_luck / sizeof rows_paired_luck[0],
    .rows = rows_paired_luck,
    .observation_count = 1,
    .build = build_paired_luck,
    .observe = observe_paired_luck,
    .solve = solve_paired_luck};

/* ---- intervals over replications ---- */

static enum di_status solve_intervals(struct selftest_answer *answers)
{
    struct di_theory_stock stock = {0, 0};
    const enum di_status status = di_theory_stock_transient(40, 24, 0.12, 3, &stock);
    answers[0].exact = 0.95;
    answers[0].target = stock.mean;
    return status;
}

static const struct selftest_row_plan rows_intervals[] = {
    {DI_N_("share of 95% intervals, of 10 replications each, that hold the exact mean"),
     SELFTEST_COVERAGE, 0}};

const struct selftest_case selftest_intervals = {
    .id = "intervals",
    .configuration = DI_N_("the stock of V5_entries, intervals over replications"),
    .replications = 4000,
    .variants = 1,
    .row_count = sizeof rows_intervals / sizeof rows_intervals[0],
    .rows = rows_intervals,
    .observation_count = 1,
    .build = build_immigration_death,
    .observe = observe_third_year,
    .solve = solve_intervals};
