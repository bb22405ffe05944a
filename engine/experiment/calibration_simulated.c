/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same sums as of the expected system (calibration_expected.c), of one replication. */
#include "di/calibration.h"

#include "calibration_expected.h"

enum { CHILDREN, ADULTS }; /* the cells that count everybody once, of margins */

static double stock_of(const struct di_model *model, const struct di_target_series *series,
                       const struct di_result *result, int32_t year)
{
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    const bool is_opening = range.next == range.first;
    double sum = 0;
    for (uint16_t r = 0; r < model->region_count; r++) {
        if (series->region != DI_NONE && series->region != r)
            continue;
        for (uint32_t i = 0; i < series->setting_count; i++) {
            const size_t at = di_result_stock_index(
                &result->dims, is_opening ? 0 : range.next - 1, r, series->settings[i], 0);
            const int32_t *cells = is_opening ? &result->opening[at] : &result->stock[at];
            sum += cells[CHILDREN] + (series->counts_18plus ? cells[ADULTS] : 0);
        }
    }
    return sum;
}

static double flow_of(const struct di_model *model, const struct di_target_series *series,
                      const struct di_result *result, const struct di_flow *flow, int32_t year)
{
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    double sum = 0;
    for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
        const struct di_flow_entry *entry = &result->entries[e];
        const bool is_counted =
            entry->cell == CHILDREN || (entry->cell == ADULTS && series->counts_18plus);
        if (is_counted && entry->quarter >= range.first && entry->quarter < range.next)
            sum += entry->count;
    }
    return sum;
}

static double flows_of(const struct di_model *model, const struct di_target_series *series,
                       const struct di_result *result, int32_t year)
{
    double sum = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow_key *key = &result->flows[f].key;
        const uint16_t region =
            series->measure == DI_TARGET_EXITS ? key->from_region : key->to_region;
        if (calibration_counts(model, series, region, key->from, key->to))
            sum += flow_of(model, series, result, &result->flows[f], year);
    }
    return sum;
}

void di_calibration_observe(const struct di_model *model, const struct di_targets *targets,
                            const struct di_result *result, double *values_out)
{
    for (uint32_t n = 0; n < targets->count; n++) {
        const struct di_target_series *series = &targets->series[n];
        for (uint32_t p = 0; p < series->count; p++)
            *values_out++ = series->measure == DI_TARGET_STOCK
                                ? stock_of(model, series, result, series->points[p].year)
                                : flows_of(model, series, result, series->points[p].year);
    }
}

enum di_status di_calibration_simulate(const struct di_model *model,
                                       const struct di_experiment_options *options,
                                       struct di_error *error)
{
    struct di_replication_set *set = NULL;
    struct di_warm_start *start = NULL;
    struct di_diagnostics list;
    di_diagnostics_init(&list);
    enum di_status status = di_warm_start_prepare(model, &list, &start, error);
    if (status == DI_OK)
        status = di_experiment_run(model, start, options, &set, error);
    if (status == DI_OK && set->is_interrupted)
        status = di_fail(error, DI_ERR_INTERRUPTED, "", DI_N_("Stopped by the user"), NULL, 0);
    di_replication_set_destroy(set);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
    return status;
}
