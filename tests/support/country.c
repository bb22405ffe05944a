/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "country.h"

#include <string.h>

#include "model_index.h"

static void fail_with(const struct di_error *error)
{
    char text[1000];
    (void)di_message_render(&error->message, NULL, text, sizeof text);
    fail_msg("%s: %s", error->where, text);
}

static void prepare(struct country *country, struct di_diagnostics *diagnostics)
{
    struct di_error error = {0};
    if (di_warm_start_prepare(country->model, diagnostics, &country->start, &error) != DI_OK ||
        di_care_create(country->model, country->start, &country->care, &error) != DI_OK)
        fail_with(&error);
    di_diagnostics_finish(diagnostics);
}

void country_load(struct country *country, const char *text, uint64_t seed)
{
    struct di_error error = {0};
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    *country = (struct country){.seed = seed};
    if (di_scenario_load_text(text, strlen(text), "test", &diagnostics, &country->scenario,
                              &error) != DI_OK)
        fail_with(&error);
    country->model = country->scenario->model;
    prepare(country, &diagnostics);
}

void country_take(struct country *country, struct di_model *model, uint64_t seed)
{
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    *country = (struct country){.seed = seed, .model = model};
    assert_non_null(model);
    prepare(country, &diagnostics);
}

void country_destroy(struct country *country)
{
    di_result_destroy(country->result);
    di_care_destroy(country->care);
    di_warm_start_destroy(country->start);
    if (country->scenario == NULL)
        di_model_destroy(country->model);
    di_scenario_destroy(country->scenario);
}

const struct di_result *country_run(struct country *country, uint32_t replication,
                                    const struct di_care_options *options)
{
    struct di_error error = {0};
    di_result_destroy(country->result);
    assert_status(di_result_create(country->model, false, &country->result), DI_OK);
    if (di_care_run(country->care, country->seed, replication, options, country->result,
                    &error) != DI_OK)
        fail_with(&error);
    return country->result;
}

int64_t country_tally(const struct country *country, enum di_tally which, uint32_t from_quarter)
{
    const struct di_result_dims *dims = &country->result->dims;
    int64_t sum = 0;
    for (uint32_t i = from_quarter * dims->regions; i < dims->quarters * dims->regions; i++)
        sum += country->result->tally[(size_t)i * DI_TALLIES + which];
    return sum;
}

int64_t country_mark(const struct country *country, enum di_mark which)
{
    const struct di_result_dims *dims = &country->result->dims;
    int64_t sum = 0;
    for (uint32_t quarter = 0; quarter < dims->quarters; quarter++)
        for (uint32_t region = 0; region < dims->regions; region++) {
            const int32_t *cells =
                country->result->marks + di_result_mark_index(dims, quarter, region, which);
            for (uint32_t cell = 0; cell < dims->cells; cell++)
                sum += di_result_cell_is_everyone(dims, cell) ? cells[cell] : 0;
        }
    return sum;
}

int64_t country_arrivals(const struct country *country, uint16_t from, const char *setting,
                         uint32_t from_quarter)
{
    const struct di_result *result = country->result;
    const uint16_t to = setting == NULL ? DI_NONE : model_find_setting(country->model, setting);
    int64_t sum = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        if ((from != DI_NONE && flow->key.from != from) ||
            (to != DI_NONE && flow->key.to != to))
            continue;
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++)
            if (result->entries[e].quarter >= from_quarter &&
                di_result_cell_is_everyone(&result->dims, result->entries[e].cell))
                sum += result->entries[e].count;
    }
    return sum;
}

int32_t country_stock(const struct country *country, uint32_t quarter, const char *region,
                      const char *setting)
{
    const struct di_result *result = country->result;
    const size_t at =
        di_result_stock_index(&result->dims, quarter, model_find_region(country->model, region),
                              model_find_setting(country->model, setting), 0);
    return result->stock[at] + result->stock[at + 1];
}
