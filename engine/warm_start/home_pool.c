/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home pool.
 *
 * Returns of a year are shared out by population of the regions, in whole children by largest
 * remainder, ties by rank of name. Children went home at ages like those of the residents, with
 * the disabilities of entrants. Only the calendar years within the re-entry window count. Of
 * those who went home within the time of monitoring, `monitored_share` are still visited. */
#include "home_pool.h"

#include <math.h>
#include <stdio.h>

#include "di/key.h"

/* Counted in whole children: a return of 0.4 children a region is nobody in most of them. */
static void share_out(struct home_pool *pool, uint32_t year, double children)
{
    const struct di_model *model = pool->model;
    const double total = di_model_population(model);
    double carried = 0.0;
    uint64_t given = 0;
    for (uint32_t rank = 0; rank < model->region_count; rank++) {
        for (uint32_t r = 0; r < model->region_count; r++) {
            if (model->regions[r].name.rank != rank || !(total > 0.0)) {
                continue;
            }
            carried += children * di_series_at(&model->regions[r].population, 0) / total;
            const uint64_t due = (uint64_t)floor(carried + 0.5);
            pool->returned[(size_t)year * model->region_count + r] = (uint32_t)(due - given);
            given = due;
        }
    }
    pool->children += given;
}

static void resident_ages(struct home_pool *pool, const struct joint_table *table)
{
    const struct di_model *model = pool->model;
    double weight[ENTRY_AGES];
    double total = 0.0;
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        weight[a] = 1e-6;
    }
    for (uint32_t c = 0; c < table->cell_count; c++) {
        const uint32_t band = table->cells[c].age_band;
        if (band + 1 >= model->age_band_count) {
            continue;
        }
        const double from = model->age_band_from[band];
        const double to = model->age_band_from[band + 1];
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            const double overlap = fmin(to, a + 1.0) - fmax(from, (double)a);
            weight[a] += table->cells[c].count * fmax(0.0, overlap) / (to - from);
        }
    }
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        total += weight[a];
        pool->age_cumulative[a] = total;
    }
    for (uint32_t a = 0; a < ENTRY_AGES; a++) {
        pool->age_cumulative[a] /= total;
    }
}

static enum di_status tabulate_factors(struct home_pool *pool, struct di_arena *arena)
{
    const struct di_model *model = pool->model;
    const size_t row = (size_t)pool->exits.count * DI_AGE_BANDS_MAX;
    pool->factors = DI_ARENA_NEW(
        arena, (size_t)model->region_count * DI_DISABILITIES * DI_SEXES * row, double);
    if (pool->factors == NULL) {
        return DI_ERR_MEMORY;
    }
    double *next = pool->factors;
    for (uint32_t r = 0; r < model->region_count; r++) {
        for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
            for (uint32_t sex = 0; sex < DI_SEXES; sex++) {
                const struct di_person person = {
                    .region = (uint16_t)r, .disability = (uint8_t)d, .sex = (uint8_t)sex};
                exit_law_factors(&pool->exits, &person, next);
                next += row;
            }
        }
    }
    return DI_OK;
}

/* Of the year the start lies in, what came before it. */
static void add_year(struct home_pool *pool, int32_t year, double children)
{
    const struct di_model *model = pool->model;
    const double from =
        (model->start_civil_day - di_date_from_civil(year + 1, 1, 1)) / DI_DAYS_PER_YEAR;
    const double to =
        (model->start_civil_day - di_date_from_civil(year, 1, 1)) / DI_DAYS_PER_YEAR;
    if (from >= model->policies.reentry_window_years || !(to > 0.0) || !(children > 0.0)) {
        return;
    }
    const double since = fmax(0.0, from);
    char id[16];
    (void)snprintf(id, sizeof id, "%d", year);
    pool->years[pool->year_count] =
        (struct home_year){since, to, di_key_of_name("home_pool", id)};
    share_out(pool, pool->year_count++, children * (to - since) / (to - from));
}

enum di_status home_pool_init(struct home_pool *pool, const struct entry_law *entries,
                              const struct joint_table *table, struct di_arena *arena)
{
    const struct di_model *model = entries->model;
    const struct di_initial_stock *stock = &model->initial_stock;
    *pool = (struct home_pool){.model = model};
    pool->years = DI_ARENA_NEW(arena, stock->return_years, struct home_year);
    pool->returned =
        DI_ARENA_NEW(arena, (size_t)stock->return_years * model->region_count, uint32_t);
    if (pool->years == NULL || pool->returned == NULL ||
        exit_law_init(&pool->exits, model, DI_SETTING_HOME_CLOSED, arena) != DI_OK ||
        tabulate_factors(pool, arena) != DI_OK) {
        return DI_ERR_MEMORY;
    }
    for (uint32_t i = 0; i < stock->return_years; i++) {
        add_year(pool, stock->return_first_year + (int32_t)i, stock->returns[i]);
    }
    resident_ages(pool, table);
    for (uint32_t d = 0; d < DI_DISABILITIES; d++) {
        for (uint32_t a = 0; a < ENTRY_AGES; a++) {
            pool->disability_share[d] += entries->age_weight[d][a];
        }
    }
    return DI_OK;
}

double home_pool_monitored_share(const struct home_pool *pool, double home_years)
{
    const struct di_model *model = pool->model;
    return home_years * DI_DAYS_PER_YEAR < model->policies.monitoring_days
               ? model->initial_stock.monitored_share
               : 0.0;
}

double home_pool_still_home(const struct home_pool *pool, uint16_t region, uint32_t disability,
                            uint32_t sex, double age_years, double home_years,
                            bool is_monitored, double *scratch)
{
    const double rr = is_monitored ? 1.0 : pool->model->policies.closed_reentry_rr;
    const size_t row = (size_t)pool->exits.count * DI_AGE_BANDS_MAX;
    const size_t variant = ((size_t)region * DI_DISABILITIES + disability) * DI_SEXES + sex;
    exit_law_used(&pool->exits, age_years, home_years, DI_AGE_BANDS_MAX, scratch);
    const double survival =
        exit_law_survival(&pool->exits, scratch, &pool->factors[variant * row]);
    return rr < 1.0 || rr > 1.0 ? pow(survival, rr) : survival; /* re-entry has no frailty */
}
