/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The initial population: prepared once, drawn per replication.
 *
 * Invariant: a draw reads nothing but tables made by prepare and addressed uniforms, so it is
 * the same for any thread and any order of the file. Order: places by name; in a place the
 * cells, or, where siblings live together, a fixed shuffle by key so that brothers and sisters
 * differ in age and sex. Siblings' elapsed stays are drawn apart. */
#include "di/warm_start.h"

#include <math.h>
#include <stdlib.h>

#include "di/draw.h"
#include "di/sampler.h"

#include "resident_groups.h"
#include "warm_factors.h"
#include "warm_tables.h"

#define CAUSES_MAX 64 /* of one setting, where they are summed per child */

struct seat { /* one resident before any draw */
    uint64_t key;
    uint32_t cell;
};

struct di_warm_start {
    struct di_arena arena;
    const struct di_model *model;
    struct warm_tables tables;
    struct seat *seats; /* [residents] in output order */
    struct resident_groups groups;
};

/* ---- prepare ---- */

static int by_key(const void *left, const void *right)
{
    const struct seat *a = left;
    const struct seat *b = right;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

static enum di_status take_seats(struct di_warm_start *start)
{
    const struct joint_table *table = &start->tables.table;
    start->seats = DI_ARENA_NEW(&start->arena, table->residents, struct seat);
    if (start->seats == NULL) {
        return DI_ERR_MEMORY;
    }
    uint64_t used = 0;
    for (uint32_t p = 0; p < table->place_count; p++) {
        const uint64_t first = used;
        const struct stock_place *place = &table->places[p];
        for (uint32_t i = 0; i < place->cell_count; i++) {
            const uint32_t c = place->cell_first + i;
            for (uint32_t n = 0; n < table->cells[c].count; n++) {
                start->seats[used++] = (struct seat){di_key_mix(table->cells[c].key, n), c};
            }
        }
        if (start->groups.has_siblings) {
            qsort(&start->seats[first], used - first, sizeof *start->seats, by_key);
        }
    }
    return DI_OK;
}

static enum di_status prepare(struct di_warm_start *start, struct di_diagnostics *diagnostics)
{
    enum di_status status =
        warm_tables_init(&start->tables, start->model, &start->arena, diagnostics);
    resident_groups_init(&start->groups, start->model);
    status = status == DI_OK ? take_seats(start) : status;
    return status == DI_OK ? warm_factors_solve(&start->tables, &start->arena, diagnostics)
                           : status;
}

enum di_status di_warm_start_prepare(const struct di_model *model,
                                     struct di_diagnostics *diagnostics,
                                     struct di_warm_start **start_out, struct di_error *error)
{
    struct di_warm_start *start = calloc(1, sizeof *start);
    if (start == NULL) {
        return di_fail_memory(error);
    }
    di_arena_init(&start->arena);
    start->model = model;
    const enum di_status status = prepare(start, diagnostics);
    if (status == DI_OK) {
        *start_out = start;
        return DI_OK;
    }
    di_warm_start_destroy(start);
    if (status == DI_ERR_MEMORY) {
        return di_fail_memory(error);
    }
    return di_fail(error, status, "/initial_stock",
                   DI_N_("The counts of the initial stock contradict each other."), NULL, 0);
}

void di_warm_start_destroy(struct di_warm_start *start)
{
    if (start == NULL) {
        return;
    }
    di_arena_finish(&start->arena);
    free(start);
}

uint64_t di_warm_start_children_max(const struct di_warm_start *start)
{
    return start->tables.table.residents + start->tables.pool.children;
}

/* ---- draw ---- */

static int32_t birth_day_of(const struct di_model *model, uint32_t band, double age_years)
{
    const int32_t youngest = di_day_at_age(0, model->age_band_from[band]);
    int32_t days = (int32_t)floor(age_years * DI_DAYS_PER_YEAR);
    if (band + 1 < model->age_band_count) {
        const int32_t next = di_day_at_age(0, model->age_band_from[band + 1]);
        days = days < next ? days : next - 1;
    }
    return -(days > youngest ? days : youngest);
}

static struct di_resident draw_one(const struct di_warm_start *start, struct di_stream stream,
                                   const struct seat *seat)
{
    const struct stock_cell *cell = &start->tables.table.cells[seat->cell];
    const struct stock_place *place = &start->tables.table.places[cell->place];
    const struct stay_density *density = start->tables.densities[place->setting];
    const uint32_t variant =
        stay_density_variant(density, place->region, cell->disability, cell->sex);
    double age_years;
    double stay_years;
    stay_density_draw(density, variant, cell->age_band, cell->stay_band,
                      di_draw_uniform(stream, seat->key, DI_PURPOSE_RESIDENT_AGE, 0, 0),
                      di_draw_uniform(stream, seat->key, DI_PURPOSE_RESIDENT_STAY, 0, 0),
                      &age_years, &stay_years);
    struct di_resident resident = {.setting = place->setting,
                                   .region = place->region,
                                   .institution = place->institution,
                                   .sex = cell->sex,
                                   .disability = cell->disability,
                                   .elapsed_years = stay_years,
                                   .frailty = 1.0};
    resident.birth_day = birth_day_of(start->model, cell->age_band, age_years);
    if (start->model->policies.ageing) {
        resident.elapsed_years =
            fmin(stay_years, (double)-resident.birth_day / DI_DAYS_PER_YEAR);
    }
    const double assessed = start->model->initial_stock.assessed_share;
    resident.is_assessed =
        assessed > 0.0 &&
        di_draw_uniform(stream, seat->key, DI_PURPOSE_RESIDENT_CELL, 0, 1) < assessed;
    return resident;
}

static uint32_t group_size(const struct di_warm_start *start, struct di_stream stream,
                           const struct seat *seat, uint32_t room)
{
    const struct stock_cell *cell = &start->tables.table.cells[seat->cell];
    const struct di_person person = {.region = start->tables.table.places[cell->place].region,
                                     .age_band = cell->age_band,
                                     .sex = cell->sex,
                                     .disability = cell->disability};
    const double opens = di_draw_uniform(stream, seat->key, DI_PURPOSE_RESIDENT_SIBLING, 0, 0);
    if (opens >= resident_groups_opening(&start->groups, &person)) {
        return 1;
    }
    const double u = di_draw_uniform(stream, seat->key, DI_PURPOSE_GROUP_SIZE, 0, 0);
    return resident_groups_size(&start->groups, u, room);
}

struct drawer {
    const struct di_warm_start *start;
    struct di_stream stream;
    struct di_resident *residents;
    uint64_t count;
    uint32_t groups;
};

/* Z of a group whose members have used up `hazard` (MODEL 5.4). */
static double draw_frailty(const struct drawer *drawer, uint64_t group_key, double hazard)
{
    const double theta = drawer->start->model->policies.placement_frailty;
    if (!(theta > 0.0)) {
        return 1.0;
    }
    const double u = di_draw_uniform(drawer->stream, group_key, DI_PURPOSE_FRAILTY, 0, 0);
    return di_gamma_quantile(u, 1.0 / theta) / (1.0 / theta + hazard);
}

/* Draws whether a member is legally free, given its stay; returns the hazard of the frailty
 * causes at Z = 1 that it has used up. */
static double draw_past(const struct drawer *drawer, const struct seat *seat,
                        struct di_resident *child)
{
    const struct warm_tables *tables = &drawer->start->tables;
    const struct stay_density *density = tables->densities[child->setting];
    double scratch[CAUSES_MAX * DI_AGE_BANDS_MAX];
    child->is_legally_free = true;
    if (density->exits.count > CAUSES_MAX) {
        return 0.0;
    }
    const uint32_t variant =
        stay_density_variant(density, child->region, child->disability, child->sex);
    const struct exit_past past = stay_density_past(
        density, variant, tables->table.cells[seat->cell].age_band,
        (double)-child->birth_day / DI_DAYS_PER_YEAR, child->elapsed_years, scratch);
    child->is_legally_free = di_draw_uniform(drawer->stream, child->key,
                                             DI_PURPOSE_LEGALLY_FREE, 0, 0) < past.legally_free;
    return past.hazard + (child->is_legally_free ? past.adoption : 0.0);
}

static void draw_group(struct drawer *drawer, const struct seat *seats, uint32_t size)
{
    const struct di_warm_start *start = drawer->start;
    const uint64_t group_key = seats[0].key;
    const uint64_t first = drawer->count;
    const struct stock_cell *eldest = &start->tables.table.cells[seats[0].cell];
    const uint16_t reason = entry_law_reason(
        &start->tables.entries, start->tables.table.places[eldest->place].region,
        eldest->disability,
        di_draw_uniform(drawer->stream, group_key, DI_PURPOSE_RESIDENT_CELL, 0, 0));
    double hazard = 0.0;
    for (uint32_t i = 0; i < size; i++) {
        struct di_resident resident = draw_one(start, drawer->stream, &seats[i]);
        resident.group = drawer->groups;
        resident.member = i;
        resident.group_key = group_key;
        resident.key = di_key_mix(group_key, i);
        resident.reason = reason;
        hazard += draw_past(drawer, &seats[i], &resident);
        drawer->residents[drawer->count++] = resident;
    }
    drawer->groups++;
    const double frailty = draw_frailty(drawer, group_key, hazard);
    for (uint32_t i = 0; i < size; i++) {
        drawer->residents[first + i].frailty = frailty;
    }
}

/* Age at return, years, non-decreasing in `u`. */
static double return_age(const struct home_pool *pool, double u)
{
    uint32_t age = 0;
    while (age + 1 < ENTRY_AGES && u >= pool->age_cumulative[age]) {
        age++;
    }
    const double before = age > 0 ? pool->age_cumulative[age - 1] : 0.0;
    return (double)age + (u - before) / (pool->age_cumulative[age] - before);
}

/* One child of the home pool, unless it grew up, came back, or returned too long ago. */
static void draw_returned(struct drawer *drawer, const struct home_year *year, uint16_t region,
                          uint64_t key)
{
    const struct home_pool *pool = &drawer->start->tables.pool;
    const struct di_policies *policies = &drawer->start->model->policies;
    double u[7];
    for (uint32_t i = 0; i < 7; i++) {
        u[i] = di_draw_uniform(drawer->stream, key, DI_PURPOSE_HOME_POOL, 0, i);
    }
    const double home_years = year->from_years + u[0] * (year->to_years - year->from_years);
    const double age_at_return = return_age(pool, u[1]);
    const double age_years = age_at_return + home_years;
    const uint8_t sex = u[2] < drawer->start->model->entries.female_share ? DI_FEMALE : DI_MALE;
    const uint8_t disability = u[3] < pool->disability_share[0] ? DI_DISABILITY_NONE
                               : u[3] < pool->disability_share[0] + pool->disability_share[1]
                                   ? DI_DISABILITY_MODERATE
                                   : DI_DISABILITY_SEVERE;
    double scratch[CAUSES_MAX * DI_AGE_BANDS_MAX];
    const bool is_monitored = u[6] < home_pool_monitored_share(pool, home_years);
    const double stays_home = home_pool_still_home(pool, region, disability, sex, age_at_return,
                                                   home_years, is_monitored, scratch);
    if (home_years >= policies->reentry_window_years ||
        (policies->ageing && age_years >= (double)ENTRY_AGES) || u[4] >= stays_home) {
        return;
    }
    const uint16_t reason =
        entry_law_reason(&drawer->start->tables.entries, region, disability, u[5]);
    drawer->residents[drawer->count++] = (struct di_resident){
        .setting = is_monitored ? DI_SETTING_HOME_MONITORED : DI_SETTING_HOME_CLOSED,
        .region = region,
        .institution = UINT32_MAX,
        .sex = sex,
        .disability = disability,
        .reason = reason,
        .birth_day = -(int32_t)floor(age_years * DI_DAYS_PER_YEAR),
        .elapsed_years = home_years,
        .group = drawer->groups++,
        .group_key = key,
        .key = di_key_mix(key, 0),
        .is_legally_free = true,
        .frailty = draw_frailty(drawer, key, 0.0)};
}

static void draw_home_pool(struct drawer *drawer)
{
    const struct di_model *model = drawer->start->model;
    const struct home_pool *pool = &drawer->start->tables.pool;
    if (pool->exits.count == 0 || pool->exits.count > CAUSES_MAX) {
        return; /* nobody comes back */
    }
    for (uint32_t y = 0; y < pool->year_count; y++) {
        for (uint32_t rank = 0; rank < model->region_count; rank++) {
            const uint16_t region = di_model_region_of_rank(model, rank);
            const uint64_t key =
                di_key_mix(pool->years[y].key, model->regions[region].name.key);
            const uint32_t count = pool->returned[(size_t)y * model->region_count + region];
            for (uint32_t n = 0; n < count; n++) {
                draw_returned(drawer, &pool->years[y], region, di_key_mix(key, n));
            }
        }
    }
}

static uint64_t place_end(const struct di_warm_start *start, uint64_t from)
{
    const uint32_t place = start->tables.table.cells[start->seats[from].cell].place;
    uint64_t end = from + 1;
    while (end < start->tables.table.residents && end < from + DI_GROUP_SIZE_MAX &&
           start->tables.table.cells[start->seats[end].cell].place == place) {
        end++;
    }
    return end;
}

void di_warm_start_draw(const struct di_warm_start *start, uint64_t seed, uint32_t replication,
                        struct di_resident *residents_out, uint64_t *count_out)
{
    struct drawer drawer = {.start = start,
                            .stream = di_stream_make(seed, replication),
                            .residents = residents_out};
    for (uint64_t at = 0; at < start->tables.table.residents;) {
        uint32_t size = 1;
        if (start->groups.has_siblings) {
            const uint32_t room = (uint32_t)(place_end(start, at) - at);
            size = group_size(start, drawer.stream, &start->seats[at], room);
        }
        draw_group(&drawer, &start->seats[at], size);
        at += size;
    }
    draw_home_pool(&drawer);
    *count_out = drawer.count;
}

const struct warm_tables *warm_start_tables(const struct di_warm_start *start)
{
    return &start->tables;
}

const struct di_series *di_warm_start_entry_factor(const struct di_warm_start *start,
                                                   uint16_t region)
{
    return &start->tables.entry_factor[region];
}

double di_warm_start_frailty_factor(const struct di_warm_start *start, uint16_t setting)
{
    return start->tables.frailty_factor[setting];
}
