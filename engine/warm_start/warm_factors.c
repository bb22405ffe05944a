/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factors from the expected system, by fixed point: each round runs the cohort computation with
 * the factors of the round before. Re-entries follow first entries with delay, so a few rounds
 * settle; the number of rounds is fixed by the tolerance, never by time. */
#include "warm_factors.h"

#include <math.h>

#include "di/result.h"

#include "cohort_run.h"

#define ROUNDS_MAX 8
#define TOLERANCE 5e-4 /* of the entries, or the exits, of a year */
#define FIRST_YEAR_DAYS 366
#define GAIN_MIN 0.1 /* of exits in the factor, both as logarithms */
#define GAIN_MAX 1.5
#define MISS_SHARE 0.01 /* of the exits of a year, and at least so many children: told */
#define MISS_CHILDREN 1.0
#define STEP_DAYS                                                                              \
    (DI_DAYS_PER_YEAR / 6) /* coarser than a preview: factors are small corrections */
#define STEPS_MAX 120      /* of one run */

/* ---- first entries (MODEL 7.6) ---- */

struct entry_years {
    const struct di_model *model;
    uint32_t count;
    int32_t *day;      /* [count] first day of each calendar year; INT32_MIN for the first */
    double *factors;   /* [region][count] */
    double *published; /* [region] entries of the year at hand, before any factor */
    double *firsts;    /* [region] with the factor */
    double *returns;   /* [region] */
};

static int32_t year_of(const struct di_model *model, int32_t day)
{
    return di_date_year(model->start_civil_day + day);
}

static uint32_t year_of_quarter(const struct entry_years *years, uint32_t quarter)
{
    const int32_t first = di_result_quarter_first_day(years->model, quarter);
    return (uint32_t)(year_of(years->model, first > 0 ? first : 0) - year_of(years->model, 0));
}

/* Moves of one year from one side of the outside, by region. */
static void sum_year(const struct entry_years *years, const struct di_cohort *cohort,
                     uint32_t y, uint16_t from, double *sums_out)
{
    for (uint32_t r = 0; r < cohort->regions; r++) {
        sums_out[r] = 0.0;
    }
    for (uint32_t i = 0; i < cohort->flow_count; i++) {
        const struct di_cohort_flow *flow = &cohort->flows[i];
        for (uint32_t q = 0; flow->from == from && q < cohort->quarters; q++) {
            sums_out[flow->region] += year_of_quarter(years, q) == y
                                          ? flow->count[2 * q] + flow->count[2 * q + 1]
                                          : 0.0;
        }
    }
}

/* Whole steps to a year, so that none straddles two of them by more than a leap day; far years
 * of a long horizon are coarser. */
static double steps_to(int32_t days)
{
    double steps = fmax(1.0, floor(days / STEP_DAYS + 0.5));
    while (steps > STEPS_MAX) {
        steps = floor(steps / 2.0 + 0.5);
    }
    return steps;
}

/* The run ends with the year, and a step with it. What is dated within the year is not seen:
 * its first day must not know. */
static enum di_status run_year(const struct warm_tables *tables,
                               const struct entry_years *years, uint32_t y)
{
    struct di_cohort_options options;
    struct di_cohort *cohort = NULL;
    di_cohort_options_defaults(&options);
    options.horizon_days =
        y + 1 < years->count ? years->day[y + 1] : years->model->horizon_days;
    options.step_days = options.horizon_days / steps_to(options.horizon_days);
    options.inputs_until = years->day[y] > 0 ? years->day[y] : 0;
    options.without_unexplained = true;
    const enum di_status status = cohort_run(tables, &options, &cohort);
    if (status == DI_OK) {
        sum_year(years, cohort, y, DI_FROM_OUTSIDE_NEW, years->firsts);
        sum_year(years, cohort, y, DI_FROM_OUTSIDE_RETURN, years->returns);
    }
    di_cohort_destroy(cohort);
    return status;
}

/* One round; returns the largest change of a factor. */
static double adjust(const struct entry_years *years, uint32_t y)
{
    double change = 0.0;
    for (uint32_t r = 0; r < years->model->region_count; r++) {
        double *factor = &years->factors[(size_t)r * years->count + y];
        const double published = years->published[r];
        const double better =
            published > 0.0 ? fmax(0.0, (published - years->returns[r]) / published) : 1.0;
        change = fmax(change, fabs(better - *factor));
        *factor = better;
    }
    return change;
}

/* Factors of the years before are final. */
static enum di_status solve_year(const struct warm_tables *tables,
                                 const struct entry_years *years, uint32_t y)
{
    enum di_status status = DI_OK;
    double change = 1.0;
    for (uint32_t round = 0; round < ROUNDS_MAX && status == DI_OK && change > TOLERANCE;
         round++) {
        status = run_year(tables, years, y);
        for (uint32_t r = 0; round == 0 && r < years->model->region_count; r++) {
            years->published[r] = years->firsts[r];
        }
        if (status == DI_OK) {
            change = adjust(years, y);
        }
    }
    return status;
}

static bool make_years(struct entry_years *years, struct warm_tables *tables,
                       struct di_arena *arena)
{
    const struct di_model *model = years->model;
    const uint32_t regions = model->region_count;
    years->count = (uint32_t)(year_of(model, model->horizon_days - 1) - year_of(model, 0)) + 1;
    years->day = DI_ARENA_NEW(arena, years->count, int32_t);
    years->factors = DI_ARENA_NEW(arena, (size_t)regions * years->count, double);
    years->published = DI_ARENA_NEW(arena, regions, double);
    years->firsts = DI_ARENA_NEW(arena, regions, double);
    years->returns = DI_ARENA_NEW(arena, regions, double);
    if (years->day == NULL || years->factors == NULL || years->published == NULL ||
        years->firsts == NULL || years->returns == NULL) {
        return false;
    }
    for (uint32_t y = 0; y < years->count; y++) {
        const int32_t civil = di_date_from_civil(year_of(model, 0) + (int32_t)y, 1, 1);
        years->day[y] = y == 0 ? INT32_MIN : civil - model->start_civil_day;
    }
    for (uint32_t r = 0; r < regions; r++) {
        double *factors = &years->factors[(size_t)r * years->count];
        for (uint32_t y = 0; y < years->count; y++) {
            factors[y] = 1.0;
        }
        tables->entry_factor[r] = (struct di_series){years->count, years->day, factors};
    }
    return true;
}

static enum di_status solve_entries(struct warm_tables *tables, struct di_arena *arena)
{
    struct entry_years years = {.model = tables->model};
    enum di_status status = make_years(&years, tables, arena) ? DI_OK : DI_ERR_MEMORY;
    for (uint32_t y = 0; y < years.count && status == DI_OK; y++) {
        status = solve_year(tables, &years, y);
    }
    return status;
}

/* ---- frailty causes (MODEL 5.4) ---- */

static enum di_status first_year_exits(const struct warm_tables *tables, double *exits_out)
{
    struct di_cohort_options options;
    di_cohort_options_defaults(&options);
    options.step_days = STEP_DAYS;
    options.inputs_until = 0;
    options.without_unexplained = true;
    options.horizon_days = FIRST_YEAR_DAYS;
    return cohort_frailty_exits(tables, &options, exits_out);
}

/* The same country without frailty, elapsed stays of the residents included. */
static enum di_status exits_without_frailty(const struct di_model *model, double *exits_out)
{
    struct di_model plain = *model;
    struct warm_tables tables;
    struct di_diagnostics ignored;
    struct di_arena arena;
    plain.policies.placement_frailty = 0.0;
    di_arena_init(&arena);
    di_diagnostics_init(&ignored);
    enum di_status status = warm_tables_init(&tables, &plain, &arena, &ignored);
    if (status == DI_OK) {
        status = first_year_exits(&tables, exits_out);
    }
    di_diagnostics_finish(&ignored);
    di_arena_finish(&arena);
    return status;
}

struct frailty_fit { /* of one setting, in logarithms */
    double wanted;   /* exits; 0: nobody leaves by these causes */
    double found;    /* of the round before */
    double step;     /* what that round changed of the factor; 0 before the first */
};

/* Secant: where easy cases leave early, exits rise far more slowly than the factor. */
static double adjust_frailty(struct frailty_fit *fit, double exits, double *factor)
{
    const double found = log(exits);
    const double gain = fabs(fit->step) > 0.0 ? (found - fit->found) / fit->step : 1.0;
    fit->step = (log(fit->wanted) - found) / fmin(fmax(gain, GAIN_MIN), GAIN_MAX);
    fit->found = found;
    *factor *= exp(fit->step);
    return fabs(exits / fit->wanted - 1.0);
}

/* Where nearly everybody leaves within the year, the last of them have a Z near 0, and no
 * factor makes up for it. */
static void report_misses(const struct warm_tables *tables, const struct frailty_fit *fits,
                          const double *exits, struct di_diagnostics *diagnostics)
{
    for (uint32_t s = 0; s < tables->model->setting_count; s++) {
        const double miss = fabs(exits[s] - fits[s].wanted);
        struct di_message message;
        if (!(miss > MISS_CHILDREN && miss > MISS_SHARE * fits[s].wanted)) {
            continue;
        }
        DI_MESSAGE(
            &message,
            DI_N_("Rates of '%1' are too high for placement_frailty: in the first year %2 "
                  "children leave it by them, where %3 would without frailty. Lower "
                  "either."),
            di_text_arg(tables->model->settings[s].name.id),
            di_integer_arg((int64_t)llround(exits[s])),
            di_integer_arg((int64_t)llround(fits[s].wanted)));
        (void)di_diagnostics_add(diagnostics, DI_SEVERITY_WARNING, DI_ERR_INCONSISTENT, "", 0,
                                 0, "/policies/placement_frailty", &message);
    }
}

static enum di_status solve_frailty(struct warm_tables *tables, struct di_arena *arena,
                                    struct di_diagnostics *diagnostics)
{
    const uint32_t settings = tables->model->setting_count;
    struct frailty_fit *fits = DI_ARENA_NEW(arena, settings, struct frailty_fit);
    double *exits = DI_ARENA_NEW(arena, settings, double);
    if (fits == NULL || exits == NULL) {
        return DI_ERR_MEMORY;
    }
    enum di_status status = exits_without_frailty(tables->model, exits);
    for (uint32_t s = 0; s < settings; s++) {
        fits[s].wanted = exits[s];
    }
    double miss = 1.0;
    for (uint32_t round = 0; round < ROUNDS_MAX && status == DI_OK && miss > TOLERANCE;
         round++) {
        status = first_year_exits(tables, exits);
        miss = 0.0;
        for (uint32_t s = 0; s < settings && status == DI_OK; s++) {
            if (fits[s].wanted > 0.0 && exits[s] > 0.0) {
                miss =
                    fmax(miss, adjust_frailty(&fits[s], exits[s], &tables->frailty_factor[s]));
            }
        }
    }
    if (status == DI_OK && miss > TOLERANCE) {
        status = first_year_exits(tables, exits);
        report_misses(tables, fits, exits, diagnostics);
    }
    return status;
}

enum di_status warm_factors_solve(struct warm_tables *tables, struct di_arena *arena,
                                  struct di_diagnostics *diagnostics)
{
    const struct di_model *model = tables->model;
    enum di_status status = DI_OK;
    if (model->policies.placement_frailty > 0.0) {
        status = solve_frailty(tables, arena, diagnostics);
    }
    if (status == DI_OK && model->entries.include_reentries &&
        model->settings[DI_SETTING_HOME_CLOSED].pathway_count > 0) {
        status = solve_entries(tables, arena);
    }
    return status;
}
