/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stocks at day 0, which the tables do not show: their first row is the end of the first month.
 * Charts begin here, and the first year's published account opens here. Children 0-17, counted
 * as the stock indicators count; regions in the order of their ids come from the caller's order
 * of the model and are never summed as fractions. Stocks of families, workers and requests, and
 * of children who wait for something, have none: no table of the start counts them.
 */
#include <stdlib.h>
#include <string.h>

#include "people.h"
#include "results_rows.h"
#include "suppression_cells.h"

static double stock_of(const struct di_model *model, const struct indicator *indicator,
                       const struct di_result *result, uint64_t cells, uint32_t region)
{
    const int32_t *stock = indicator->text.by_origin ? result->opening_origin : result->opening;
    double sum = 0.0;
    for (uint32_t s = 0; s < result->dims.settings; s++) {
        if (!place_group_has(indicator->numerator.at, place_class_of(model, (uint16_t)s)))
            continue;
        const size_t at = di_result_stock_index(&result->dims, 0, region, s, 0);
        for (uint32_t cell = 0; cell < result->dims.cells; cell++)
            if ((cells >> cell & 1) != 0)
                sum += stock[at + cell];
    }
    return sum;
}

static double expected_stock(const struct di_run_record *record,
                             const struct indicator *indicator, uint32_t region)
{
    const struct di_model *model = record->model;
    double sum = 0.0;
    for (uint32_t rank = 0; rank < model->region_count; rank++) /* by id: sums of fractions */
        for (uint32_t r = 0; r < model->region_count; r++)
            for (uint32_t s = 0;
                 model->regions[r].name.rank == rank && s < model->setting_count; s++)
                if ((region == model->region_count || region == r) &&
                    place_group_has(indicator->numerator.at,
                                    place_class_of(model, (uint16_t)s)))
                    sum += record->expected
                               ->opening[di_cohort_index(record->expected, 0, r, s, 0)];
    return sum;
}

static double region_stock(const struct di_model *model, const struct indicator *indicator,
                           const struct di_result *result, uint64_t cells, uint32_t region)
{
    if (region < model->region_count)
        return stock_of(model, indicator, result, cells, region);
    double sum = 0.0;
    for (uint32_t i = 0; i < model->region_count; i++)
        sum += stock_of(model, indicator, result, cells, i);
    return sum;
}

/* values: [2 x replications], the second half scratch */
static bool add_opening(struct di_results *results, const struct di_run_record *record,
                        const struct indicator *indicator, uint64_t cells, uint32_t region,
                        double *values)
{
    const struct di_model *model = record->model;
    const uint32_t n = record->set->count;
    struct di_results_opening *opening = &results->openings[results->opening_count++];
    for (uint32_t i = 0; i < n; i++)
        values[i] =
            record->expected != NULL
                ? expected_stock(record, indicator, region)
                : region_stock(model, indicator, record->set->results[i], cells, region);
    di_summary_compute(values, n, values + n, &opening->summary);
    opening->indicator = indicator->text.id;
    opening->region = region == model->region_count
                          ? "all"
                          : di_arena_copy_text(&results->arena, model->regions[region].name.id);
    return opening->region != NULL;
}

static uint64_t cells_of(const struct di_run_record *record, const struct indicator *indicator,
                         const struct people *children)
{
    if (indicator->numerator.people == COUNT_EVERYONE)
        return children->cells;
    return people_restriction(record->model, &record->set->results[0]->dims,
                              indicator->numerator.people);
}

static bool counts_children_in_places(const struct indicator *indicator)
{
    return indicator->text.measure == DI_STOCK &&
           indicator->numerator.source == COUNT_STOCK_END;
}

static bool add_openings(struct di_results *results, const struct di_run_record *record,
                         const struct suppression *suppression, const struct people *children,
                         double *values)
{
    const uint32_t regions = record->model->region_count;
    for (uint32_t i = 0; i < di_indicator_count(); i++) {
        const struct indicator *indicator = indicator_at(i);
        if (!counts_children_in_places(indicator))
            continue;
        const uint64_t cells = cells_of(record, indicator, children);
        const bool is_hidden =
            suppression_hides_opening(suppression, i) ||
            (record->expected != NULL && indicator->numerator.people != COUNT_EVERYONE);
        /* where some are withheld, the nation's alone: the last */
        for (uint32_t region = suppression == NULL ? 0 : regions;
             cells != 0 && !is_hidden && region <= regions; region++)
            if (!add_opening(results, record, indicator, cells, region, values))
                return false;
    }
    return true;
}

double opening_mean(const struct di_model *model, const struct di_replication_set *set,
                    const struct indicator *indicator)
{
    const uint64_t cells =
        people_restriction(model, &set->results[0]->dims, indicator->numerator.people);
    double sum = 0.0;
    for (uint32_t i = 0; i < set->count; i++)
        sum += region_stock(model, indicator, set->results[i], cells, model->region_count);
    return sum / set->count;
}

enum di_status results_add_openings(struct di_results *results,
                                    const struct di_run_record *record,
                                    const struct suppression *suppression)
{
    struct people *people = calloc(PEOPLE_MAX, sizeof *people);
    double *values = calloc((size_t)record->set->count * 2, sizeof *values);
    results->openings = DI_ARENA_NEW(
        &results->arena, (size_t)di_indicator_count() * (record->model->region_count + 1),
        struct di_results_opening);
    bool is_done = people != NULL && values != NULL && results->openings != NULL;
    if (is_done) {
        (void)people_list(record->model, &record->set->results[0]->dims, people);
        is_done = add_openings(results, record, suppression, &people[0],
                               values); /* children 0-17 first */
    }
    free(values);
    free(people);
    return is_done ? DI_OK : DI_ERR_MEMORY;
}

const struct di_summary *di_results_opening(const struct di_results *results,
                                            const char *indicator, const char *region)
{
    for (uint32_t i = 0; i < results->opening_count; i++)
        if (strcmp(results->openings[i].indicator, indicator) == 0 &&
            strcmp(results->openings[i].region, region) == 0)
            return &results->openings[i].summary;
    return NULL;
}
