/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the cases read from a replication: stocks, child-days and moves of the whole nation and
 * everyone in it, between days that begin quarters.
 */
#include "selftest_case.h"

/* Cells that count everyone once. */
static uint32_t cells_of_everyone(const struct di_result_dims *dims)
{
    return dims->full_splits ? dims->cells : 2;
}

static uint32_t quarters_before(const struct di_model *model, int32_t day)
{
    uint32_t quarter = 0;
    while (quarter < di_model_quarters(model) &&
           di_result_quarter_first_day(model, quarter) < day)
        quarter++;
    return quarter;
}

double selftest_stock(const struct selftest_view *view, uint32_t variant, uint16_t setting,
                      int32_t day)
{
    const struct di_result *result = view->results[variant];
    const uint32_t quarter = quarters_before(view->model, day) - 1;
    int64_t stock = 0;
    for (uint32_t region = 0; region < result->dims.regions; region++)
        for (uint32_t cell = 0; cell < cells_of_everyone(&result->dims); cell++)
            stock += result->stock[di_result_stock_index(&result->dims, quarter, region,
                                                         setting, cell)];
    return (double)stock;
}

double selftest_places(const struct selftest_view *view, enum di_place_measure measure,
                       int32_t day)
{
    const struct di_result *result = view->results[0];
    const uint32_t quarter = quarters_before(view->model, day) - 1;
    int64_t sum = 0;
    for (uint32_t region = 0; region < result->dims.regions; region++)
        for (uint32_t setting = 0; setting < result->dims.settings; setting++)
            sum +=
                result->places[di_result_place_index(&result->dims, quarter, region, setting) +
                               measure];
    return (double)sum;
}

double selftest_child_days(const struct selftest_view *view, uint16_t setting, int32_t from_day,
                           int32_t to_day)
{
    const struct di_result *result = view->results[0];
    const uint32_t end = quarters_before(view->model, to_day);
    double days = 0;
    for (uint32_t q = quarters_before(view->model, from_day); q < end; q++)
        for (uint32_t region = 0; region < result->dims.regions; region++)
            for (uint32_t cell = 0; cell < cells_of_everyone(&result->dims); cell++)
                days += di_time_days(result->child_time[di_result_stock_index(
                    &result->dims, q, region, setting, cell)]);
    return days;
}

double selftest_moves(const struct selftest_view *view, uint32_t variant, uint16_t from,
                      uint16_t to, int32_t from_day, int32_t to_day)
{
    const struct di_result *result = view->results[variant];
    const uint32_t begin = quarters_before(view->model, from_day);
    const uint32_t end = quarters_before(view->model, to_day);
    int64_t moves = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        if (flow->key.to != to || (from != DI_NONE && flow->key.from != from))
            continue;
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
            const struct di_flow_entry *entry = &result->entries[e];
            if (entry->quarter >= begin && entry->quarter < end &&
                di_result_cell_is_everyone(&result->dims, entry->cell))
                moves += entry->count;
        }
    }
    return (double)moves;
}

struct selftest_work selftest_work(const struct selftest_view *view, int32_t from_day,
                                   int32_t to_day)
{
    const struct di_result *result = view->results[0];
    const size_t teams = (size_t)result->dims.regions * result->work.roles;
    const size_t end = quarters_before(view->model, to_day) * teams;
    struct selftest_work sum = {0};
    for (size_t i = quarters_before(view->model, from_day) * teams; i < end; i++) {
        const struct di_work_team *row = &result->work.teams[i];
        sum.hours_available += row->hours_available;
        sum.hours_worked += row->hours_worked;
        sum.wait_days += row->wait_days;
        sum.started += row->started;
        sum.waited += row->waited;
    }
    return sum;
}
