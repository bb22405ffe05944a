/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arrays of one replication's result: their sizes, indices and periods. Counting is the
 * recorder's, indicators are output's.
 *
 * Order of cells under margins: all 0-17, all 18+, age bands under 18, sexes, disabilities.
 */
#include "di/result.h"

#include <stdlib.h>

enum { MONTHS_PER_QUARTER = 3 };

uint32_t di_result_cells(const struct di_result_dims *dims, uint32_t age_band, uint32_t sex,
                         uint32_t disability, uint32_t cells_out[4])
{
    if (dims->full_splits) {
        cells_out[0] = (age_band * DI_SEXES + sex) * DI_DISABILITIES + disability;
        return 1;
    }
    const uint32_t bands_under_18 = dims->age_bands - 1;
    if (age_band >= bands_under_18) {
        cells_out[0] = 1;
        return 1;
    }
    cells_out[0] = 0;
    cells_out[1] = 2 + age_band;
    cells_out[2] = 2 + bands_under_18 + sex;
    cells_out[3] = 2 + bands_under_18 + DI_SEXES + disability;
    return 4;
}

bool di_result_cell_is_everyone(const struct di_result_dims *dims, uint32_t cell)
{
    return dims->full_splits || cell < 2;
}

size_t di_result_stock_index(const struct di_result_dims *dims, uint32_t period,
                             uint32_t region, uint32_t setting, uint32_t cell)
{
    return (((size_t)period * dims->regions + region) * dims->settings + setting) *
               dims->cells +
           cell;
}

size_t di_result_mark_index(const struct di_result_dims *dims, uint32_t quarter,
                            uint32_t region, enum di_mark mark)
{
    return (((size_t)quarter * dims->regions + region) * DI_MARKS + mark) * dims->cells;
}

size_t di_result_place_index(const struct di_result_dims *dims, uint32_t quarter,
                             uint32_t region, uint32_t setting)
{
    return (((size_t)quarter * dims->regions + region) * dims->settings + setting) *
           DI_PLACE_MEASURES;
}

/* Months since January of year 0 of the scenario's first day. */
static int32_t start_month(const struct di_model *model)
{
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    return year * 12 + month - 1;
}

/* First day of the period that starts `offset` months after a month counted from year 0; cut
 * to the horizon, whose edges need not be edges of calendar periods. */
static int32_t day_of_month(const struct di_model *model, int32_t month)
{
    const int32_t day =
        di_date_from_civil(month / 12, month % 12 + 1, 1) - model->start_civil_day;
    if (day < 0)
        return 0;
    return day < model->horizon_days ? day : model->horizon_days;
}

int32_t di_result_quarter_first_day(const struct di_model *model, uint32_t quarter)
{
    const int32_t first = start_month(model) / MONTHS_PER_QUARTER;
    return day_of_month(model, (first + (int32_t)quarter) * MONTHS_PER_QUARTER);
}

int32_t di_result_month_first_day(const struct di_model *model, uint32_t month)
{
    return day_of_month(model, start_month(model) + (int32_t)month);
}

/* Month that holds the horizon's last day. */
static int32_t last_month(const struct di_model *model)
{
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day + model->horizon_days - 1, &year, &month, &day);
    return year * 12 + month - 1;
}

uint32_t di_model_quarters(const struct di_model *model)
{
    return (uint32_t)(last_month(model) / MONTHS_PER_QUARTER -
                      start_month(model) / MONTHS_PER_QUARTER + 1);
}

uint32_t di_model_months(const struct di_model *model)
{
    return (uint32_t)(last_month(model) - start_month(model) + 1);
}

uint32_t di_result_next_year(const struct di_model *model, uint32_t quarter)
{
    const uint32_t quarters = di_model_quarters(model);
    const int32_t start = model->start_civil_day;
    const int32_t year = di_date_year(start + di_result_quarter_first_day(model, quarter));
    for (quarter++; quarter < quarters; quarter++)
        if (di_date_year(start + di_result_quarter_first_day(model, quarter)) != year)
            return quarter;
    return quarters;
}

static struct di_result_dims dims_of(const struct di_model *model, bool full_splits)
{
    const uint32_t bands = model->age_band_count;
    return (struct di_result_dims){
        .regions = model->region_count,
        .settings = model->setting_count,
        .age_bands = bands,
        .cells = full_splits ? bands * DI_SEXES * DI_DISABILITIES
                             : 2 + (bands - 1) + DI_SEXES + DI_DISABILITIES,
        .full_splits = full_splits,
        .quarters = di_model_quarters(model),
        .months = di_model_months(model),
        .institutions = model->institution_count,
    };
}

static bool allocate(struct di_result *result)
{
    const struct di_result_dims *dims = &result->dims;
    const size_t places = (size_t)dims->regions * dims->settings * dims->cells;
    const size_t all = places * dims->quarters;
    result->opening = calloc(places, sizeof *result->opening);
    result->opening_origin = calloc(places, sizeof *result->opening_origin);
    result->stock = calloc(all, sizeof *result->stock);
    result->stock_origin = calloc(all, sizeof *result->stock_origin);
    result->month_stock =
        calloc((size_t)dims->months * dims->settings * 2, sizeof *result->month_stock);
    result->child_time = calloc(all, sizeof *result->child_time);
    result->child_time_origin = calloc(all, sizeof *result->child_time_origin);
    result->tally =
        calloc((size_t)dims->quarters * dims->regions * DI_TALLIES, sizeof *result->tally);
    const size_t institutions = (size_t)dims->institutions + 1;
    result->institution_time =
        calloc(institutions * dims->quarters, sizeof *result->institution_time);
    result->institution_closed_day =
        calloc(institutions, sizeof *result->institution_closed_day);
    result->institution_idle_days =
        calloc(institutions * dims->quarters, sizeof *result->institution_idle_days);
    result->closures = calloc(institutions, sizeof *result->closures);
    if (result->institution_idle_days == NULL || result->closures == NULL)
        return false;
    if (result->institution_time == NULL || result->institution_closed_day == NULL)
        return false;
    for (uint32_t i = 0; i < dims->institutions; i++) {
        di_closure_init(&result->closures[i]);
        result->institution_closed_day[i] = DI_NO_DAY;
    }
    result->places =
        calloc((size_t)dims->quarters * dims->regions * dims->settings * DI_PLACE_MEASURES,
               sizeof *result->places);
    result->family_time =
        calloc((size_t)dims->quarters * dims->regions * dims->settings * DI_FAMILY_TIMES,
               sizeof *result->family_time);
    const size_t periods = (size_t)dims->quarters * dims->regions;
    result->marks = calloc(periods * DI_MARKS * dims->cells, sizeof *result->marks);
    if (result->work.roles > 0) {
        result->work.teams = calloc(periods * result->work.roles, sizeof *result->work.teams);
        result->work.regions = calloc(periods, sizeof *result->work.regions);
        if (result->work.teams == NULL || result->work.regions == NULL)
            return false;
    }
    return result->places != NULL && result->family_time != NULL && result->opening != NULL &&
           result->opening_origin != NULL && result->stock != NULL &&
           result->stock_origin != NULL && result->month_stock != NULL &&
           result->child_time != NULL && result->child_time_origin != NULL &&
           result->tally != NULL && result->marks != NULL;
}

enum di_status di_result_create(const struct di_model *model, bool full_splits,
                                struct di_result **result_out)
{
    struct di_result *result = calloc(1, sizeof *result);
    if (result == NULL)
        return DI_ERR_MEMORY;
    result->dims = dims_of(model, full_splits);
    result->work.roles = model->staffing.role_count;
    if (!allocate(result)) {
        di_result_destroy(result);
        return DI_ERR_MEMORY;
    }
    *result_out = result;
    return DI_OK;
}

void di_result_destroy(struct di_result *result)
{
    if (result == NULL)
        return;
    free(result->flows);
    free(result->entries);
    free(result->opening);
    free(result->opening_origin);
    free(result->stock);
    free(result->stock_origin);
    free(result->month_stock);
    free(result->child_time);
    free(result->child_time_origin);
    free(result->tally);
    free(result->marks);
    free(result->costs);
    free(result->saved);
    free(result->budgeted);
    free(result->discount);
    free(result->institution_time);
    free(result->institution_idle_days);
    free(result->closures);
    free(result->institution_closed_day);
    free(result->places);
    free(result->family_time);
    free(result->spells);
    free(result->work.teams);
    free(result->work.regions);
    free(result);
}
