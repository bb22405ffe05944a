/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factors from the expected system, by fixed point: each round runs the cohort computation with
 * the factors of the round before. Re-entries follow first entries with delay, so a few rounds
 * settle; the number of rounds is fixed by the tolerance, never by time. */
#include "warm_factors.h"

#include <math.h>
#include <stdlib.h>

#include "di/result.h"

#include "cohort_run.h"

#define ROUNDS_MAX 8
#define TOLERANCE 5e-4 /* of a factor: of the entries of a year */
#define FIRST_YEAR_DAYS 366
#define STEP_DAYS 60.0 /* coarser than a preview: factors are small corrections */

/* ---- first entries (MODEL 7.6) ---- */

struct entry_years {
    const struct di_model *model;
    uint32_t count;
    int32_t *day;      /* [count] first day of each calendar year; INT32_MIN for the first */
    double *published; /* [region][count] entries of the file, before any factor */
};

static int32_t year_of(const struct di_model *model, int32_t day)
{
    int32_t year;
    int32_t month;
    int32_t date;
    di_date_to_civil(model->start_civil_day + day, &year, &month, &date);
    return year;
}

static uint32_t year_of_quarter(const struct entry_years *years, uint32_t quarter)
{
    const int32_t first = di_result_quarter_first_day(years->model, quarter);
    return (uint32_t)(year_of(years->model, first > 0 ? first : 0) - year_of(years->model, 0));
}

/* Moves from one side of the outside, by region and calendar year. */
static void sum_by_year(const struct entry_years *years, const struct di_cohort *cohort,
                        uint16_t from, double *sums_out)
{
    for (uint32_t i = 0; i < cohort->regions * years->count; i++) {
        sums_out[i] = 0.0;
    }
    for (uint32_t i = 0; i < cohort->flow_count; i++) {
        const struct di_cohort_flow *flow = &cohort->flows[i];
        for (uint32_t q = 0; flow->from == from && q < cohort->quarters; q++) {
            sums_out[(size_t)flow->region * years->count + year_of_quarter(years, q)] +=
                flow->count[q];
        }
    }
}

/* One round; returns the largest change of a factor. */
static double adjust(const struct entry_years *years, const double *returned,
                     struct warm_tables *tables, double *factors)
{
    double change = 0.0;
    for (uint32_t r = 0; r < years->model->region_count; r++) {
        for (uint32_t y = 0; y < years->count; y++) {
            const size_t i = (size_t)r * years->count + y;
            const double published = years->published[i];
            const double factor =
                published > 0.0 ? fmax(0.0, (published - returned[i]) / published) : 1.0;
            change = fmax(change, fabs(factor - factors[i]));
            factors[i] = factor;
        }
        tables->entry_factor[r] =
            (struct di_series){years->count, years->day, &factors[(size_t)r * years->count]};
    }
    return change;
}

static enum di_status run_years(const struct warm_tables *tables,
                                const struct entry_years *years, uint16_t from,
                                double *sums_out)
{
    struct di_cohort_options options;
    struct di_cohort *cohort = NULL;
    di_cohort_options_defaults(&options);
    options.step_days = STEP_DAYS;
    const enum di_status status = cohort_run(tables, &options, &cohort);
    if (status == DI_OK) {
        sum_by_year(years, cohort, from, sums_out);
    }
    di_cohort_destroy(cohort);
    return status;
}

static enum di_status solve_entries(struct warm_tables *tables, struct di_arena *arena)
{
    const struct di_model *model = tables->model;
    struct entry_years years = {.model = model};
    years.count = (uint32_t)(year_of(model, model->horizon_days - 1) - year_of(model, 0)) + 1;
    const size_t cells = (size_t)model->region_count * years.count;
    years.day = DI_ARENA_NEW(arena, years.count, int32_t);
    years.published = DI_ARENA_NEW(arena, cells, double);
    double *returned = DI_ARENA_NEW(arena, cells, double);
    double *factors = DI_ARENA_NEW(arena, cells, double);
    if (years.day == NULL || years.published == NULL || returned == NULL || factors == NULL) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t y = 0; y < years.count; y++) {
        const int32_t civil = di_date_from_civil(year_of(model, 0) + (int32_t)y, 1, 1);
        years.day[y] = y == 0 ? INT32_MIN : civil - model->start_civil_day;
    }
    for (size_t i = 0; i < cells; i++) {
        factors[i] = 1.0;
    }
    enum di_status status = run_years(tables, &years, DI_FROM_OUTSIDE_NEW, years.published);
    double change = 1.0;
    for (uint32_t round = 0; round < ROUNDS_MAX && status == DI_OK && change > TOLERANCE;
         round++) {
        status = run_years(tables, &years, DI_FROM_OUTSIDE_RETURN, returned);
        if (status == DI_OK) {
            change = adjust(&years, returned, tables, factors);
        }
    }
    return status;
}

/* ---- frailty causes (MODEL 5.4) ---- */

static enum di_status first_year_exits(const struct warm_tables *tables, uint32_t nodes,
                                       double *exits_out)
{
    struct di_cohort_options options;
    struct di_cohort *cohort = NULL;
    di_cohort_options_defaults(&options);
    options.step_days = STEP_DAYS;
    options.frailty_nodes = nodes;
    options.horizon_days = FIRST_YEAR_DAYS;
    const enum di_status status = cohort_run(tables, &options, &cohort);
    for (uint32_t s = 0; status == DI_OK && s < tables->model->setting_count; s++) {
        exits_out[s] = cohort->frailty_exits[s];
    }
    di_cohort_destroy(cohort);
    return status;
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
        status = first_year_exits(&tables, 1, exits_out);
    }
    di_diagnostics_finish(&ignored);
    di_arena_finish(&arena);
    return status;
}

static enum di_status solve_frailty(struct warm_tables *tables, struct di_arena *arena)
{
    const uint32_t settings = tables->model->setting_count;
    double *wanted = DI_ARENA_NEW(arena, settings, double);
    double *found = DI_ARENA_NEW(arena, settings, double);
    if (wanted == NULL || found == NULL) {
        return DI_ERR_MEMORY;
    }
    struct di_cohort_options defaults;
    di_cohort_options_defaults(&defaults);
    enum di_status status = exits_without_frailty(tables->model, wanted);
    double change = 1.0;
    for (uint32_t round = 0; round < ROUNDS_MAX && status == DI_OK && change > TOLERANCE;
         round++) {
        status = first_year_exits(tables, defaults.frailty_nodes, found);
        change = 0.0;
        for (uint32_t s = 0; s < settings && status == DI_OK; s++) {
            if (wanted[s] > 0.0 && found[s] > 0.0) {
                const double ratio = wanted[s] / found[s];
                tables->frailty_factor[s] *= ratio;
                change = fmax(change, fabs(ratio - 1.0));
            }
        }
    }
    return status;
}

enum di_status warm_factors_solve(struct warm_tables *tables, struct di_arena *arena)
{
    const struct di_model *model = tables->model;
    enum di_status status = DI_OK;
    if (model->policies.placement_frailty > 0.0) {
        status = solve_frailty(tables, arena);
    }
    if (status == DI_OK && model->entries.include_reentries &&
        model->settings[DI_SETTING_HOME_CLOSED].pathway_count > 0) {
        status = solve_entries(tables, arena);
    }
    return status;
}
