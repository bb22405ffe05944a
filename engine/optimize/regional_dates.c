/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the closures in part of pooled institutions to a date for every member, and to the
 * region's problem in which those dates hold.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/fluid_pool.h"

#include "regional_state.h"

static double room_of(const struct di_fluid_parameters *p, uint32_t i)
{
    double inside = 0;
    for (uint32_t g = 0; g < DI_GROUPS; g++)
        inside += p->residents0[di_fluid_rg(i, g)];
    return fmax(fmax(p->capacity[i], inside), 1e-9);
}

/* First period in which so much of institution i is closed in the relaxed plan; 0: never. */
static uint32_t date_of(const struct regional *regional, uint32_t r, uint32_t i,
                        double threshold)
{
    const struct di_fluid_parameters *p = regional->alone[r];
    const struct decomposition *of = &regional->relaxed.decomposition;
    const struct di_plan_shape *shape = &of->blocks[r]->program->start->shape;
    for (uint32_t t = 1; t <= p->periods; t++) {
        const bool is_date = (t <= p->horizon && p->is_epoch[t] && p->may_close[i] &&
                              t >= p->earliest_close[i]) ||
                             t == p->close_by[i];
        if (is_date &&
            decomposition_value(of, r, di_plan_index(shape, DI_PART_CLOSED, t, i, 0, 0)) >=
                threshold - 1e-7)
            return t;
    }
    return 0;
}

/* Open at the horizon and free to close in the tail, house by house. */
static bool is_left(const struct di_fluid_parameters *p, uint32_t i, const uint32_t *date)
{
    return date[i] == 0 && p->may_close[i] && !p->is_closed0[i];
}

/* Alike and closed together: one pool. */
static uint32_t pool_by_date(const struct regional *regional, uint32_t r, const uint32_t *date,
                             uint32_t *pool)
{
    const struct di_fluid_parameters *p = regional->alone[r];
    const uint32_t *host = regional->relaxed.decomposition.blocks[r]->parameters->host;
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->institutions; i++) {
        pool[i] = UINT32_MAX;
        for (uint32_t j = 0; j < i && pool[i] == UINT32_MAX; j++)
            if (date[j] == date[i] && host[j] == host[i] && !is_left(p, i, date) &&
                !is_left(p, j, date))
                pool[i] = pool[j];
        if (pool[i] == UINT32_MAX)
            pool[i] = count++;
    }
    return count;
}

static void hold_dates(struct di_fluid_parameters *pooled, const uint32_t *pool,
                       const uint32_t *date, const struct di_fluid_parameters *alone)
{
    for (uint32_t i = 0; i < alone->institutions; i++) {
        const uint32_t n = pool[i];
        pooled->may_close[n] = date[i] > 0 || is_left(alone, i, date);
        pooled->close_by[n] = date[i];
        if (date[i] > 0)
            pooled->earliest_close[n] = date[i];
        else if (pooled->earliest_close[n] <= alone->horizon)
            pooled->earliest_close[n] = alone->horizon + 1;
    }
}

/* Houses left open that are alike count their children as one stock. */
static void share_stocks(struct di_fluid_parameters *pooled, const uint32_t *pool,
                         const uint32_t *date, const struct di_fluid_parameters *alone,
                         const uint32_t *host)
{
    for (uint32_t i = 0; i < alone->institutions; i++)
        for (uint32_t j = 0; j < i && is_left(alone, i, date); j++)
            if (is_left(alone, j, date) && host[j] == host[i]) {
                pooled->host[pool[i]] = pooled->host[pool[j]];
                break;
            }
}

/* Homes begun so far, rounded; what a quarter cannot take waits for the next. */
static void hold_homes(const struct regional *regional, uint32_t r, struct block *block)
{
    const struct decomposition *of = &regional->relaxed.decomposition;
    const struct di_plan_shape *shape = &of->blocks[r]->program->start->shape;
    double wanted = 0, begun = 0;
    for (uint32_t t = 1; t <= regional->p->horizon; t++) {
        const int32_t column = di_fluid_column(block->program, DI_PART_HOMES, t, 0, 0, 0);
        wanted += decomposition_value(of, r, di_plan_index(shape, DI_PART_HOMES, t, 0, 0, 0));
        if (column < 0)
            continue;
        const double most = floor(block->program->columns[column].upper + 1e-9);
        const double now_begun = fmax(0, fmin(most, floor(wanted + 0.5) - begun));
        begun += now_begun;
        glpk_bound_column(block->glpk, (uint32_t)column, now_begun, now_begun);
    }
}

/* Dates of all institutions, by region; one allocation per region. */
void regional_dates_destroy(const struct regional *regional, uint32_t **date)
{
    for (uint32_t r = 0; date != NULL && r < regional->p->regions; r++)
        free(date[r]);
    free(date);
}

uint32_t **regional_dates_create(const struct regional *regional, double threshold)
{
    uint32_t **date = calloc((size_t)regional->p->regions + 1, sizeof *date);
    for (uint32_t r = 0; date != NULL && r < regional->p->regions; r++) {
        const struct di_fluid_parameters *alone = regional->alone[r];
        date[r] = calloc((size_t)alone->institutions + 1, sizeof **date);
        if (date[r] == NULL) {
            regional_dates_destroy(regional, date);
            return NULL;
        }
        for (uint32_t i = 0; i < alone->institutions; i++)
            date[r][i] = alone->is_closed0[i] ? 0 : date_of(regional, r, i, threshold);
    }
    return date;
}

static double closing_in(const struct regional *regional, uint32_t *const *date, uint32_t t)
{
    double count = 0;
    for (uint32_t r = 0; r < regional->p->regions; r++)
        for (uint32_t i = 0; i < regional->alone[r]->institutions; i++)
            count += date[r][i] == t ? regional->alone[r]->buildings[i] : 0;
    return count;
}

static uint32_t next_epoch(const struct di_fluid_parameters *p, uint32_t t)
{
    for (t = t + 1; t <= p->horizon; t++)
        if (p->is_epoch[t])
            return t;
    return 0;
}

/* The one with the cheapest places waits: it saves least. Ties: the last. */
static bool postpone_one(const struct regional *regional, uint32_t **date, uint32_t t)
{
    uint32_t *chosen = NULL;
    double least = HUGE_VAL;
    for (uint32_t r = 0; r < regional->p->regions; r++) {
        const struct di_fluid_parameters *alone = regional->alone[r];
        for (uint32_t i = 0; i < alone->institutions; i++) {
            const double saved = alone->fixed_cost[i] / room_of(alone, i);
            if (date[r][i] != t || t == alone->close_by[i] || saved > least)
                continue;
            chosen = &date[r][i];
            least = saved;
        }
    }
    if (chosen == NULL)
        return false;
    *chosen = next_epoch(regional->p, t);
    return true;
}

void regional_dates_repair(const struct regional *regional, uint32_t **date)
{
    const struct di_fluid_parameters *p = regional->p;
    for (uint32_t t = 1; t <= p->horizon; t++)
        while (closing_in(regional, date, t) > p->closures_limit[t] + 1e-9)
            if (!postpone_one(regional, date, t))
                break;
}

uint32_t **regional_dates_copy(const struct regional *regional, uint32_t *const *date)
{
    uint32_t **copy = calloc((size_t)regional->p->regions + 1, sizeof *copy);
    for (uint32_t r = 0; copy != NULL && r < regional->p->regions; r++) {
        const size_t count = regional->alone[r]->institutions;
        copy[r] = calloc(count + 1, sizeof **copy);
        if (copy[r] == NULL) {
            regional_dates_destroy(regional, copy);
            return NULL;
        }
        memcpy(copy[r], date[r], count * sizeof **copy);
    }
    return copy;
}

bool regional_dates_are_alike(const struct regional *regional, uint32_t r, const uint32_t *a,
                              const uint32_t *b)
{
    return memcmp(a, b, regional->alone[r]->institutions * sizeof *a) == 0;
}

enum di_status regional_dated_block(const struct regional *regional,
                                    const struct master *master, uint32_t r,
                                    const uint32_t *date, uint32_t *pool,
                                    struct block **block_out, struct di_error *error)
{
    const struct di_fluid_parameters *alone = regional->alone[r];
    const uint32_t pools = pool_by_date(regional, r, date, pool);
    struct di_fluid_parameters *pooled = di_fluid_pool(alone, pool, pools);
    if (pooled != NULL) {
        hold_dates(pooled, pool, date, alone);
        share_stocks(pooled, pool, date, alone,
                     regional->relaxed.decomposition.blocks[r]->parameters->host);
    }
    regional_put_minimum_aside(pooled);
    const enum di_status status =
        block_create(master, r, pooled, &regional->limits, block_out, error);
    if (status == DI_OK)
        hold_homes(regional, r, *block_out);
    return status;
}
