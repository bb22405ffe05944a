/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entries come into the series' settings from outside all of them, exits leave them all: a move
 * between two covered settings is neither. Unexplained flows are neither too, they have a row
 * of their own; a re-entry is an entry where the scenario's entries contain re-entries. Sums
 * run by rank, so the order of a file changes none.
 */
#include "calibration_expected.h"

#include "di/result.h"
#include "di/time.h"

struct calibration_quarters calibration_quarters_of(const struct di_model *model, int32_t year)
{
    struct calibration_quarters range = {0, 0};
    const uint32_t quarters = di_model_quarters(model);
    for (uint32_t q = 0; q < quarters; q++) {
        const int32_t of =
            di_date_year(model->start_civil_day + di_result_quarter_first_day(model, q));
        range.first += of < year;
        range.next += of <= year;
    }
    return range;
}

bool calibration_covers(const struct di_target_series *series, uint16_t setting)
{
    for (uint32_t i = 0; i < series->setting_count; i++)
        if (series->settings[i] == setting)
            return true;
    return false;
}

bool calibration_leads_to(const struct di_target_series *series, uint16_t setting)
{
    for (uint32_t i = 0; i < series->to_count; i++)
        if (series->to[i] == setting)
            return true;
    return series->to_count == 0 && setting != DI_SETTING_UNEXPLAINED_OUT;
}

static bool counts_region(const struct di_target_series *series, uint16_t region)
{
    return series->region == DI_NONE || series->region == region;
}

bool calibration_is_return(uint16_t from)
{
    return from == DI_FROM_OUTSIDE_RETURN || from == DI_SETTING_HOME_MONITORED ||
           from == DI_SETTING_HOME_CLOSED;
}

bool calibration_counts(const struct di_model *model, const struct di_target_series *series,
                        uint16_t region, uint16_t from, uint16_t to)
{
    if (!counts_region(series, region))
        return false;
    const bool is_into = calibration_covers(series, to);
    if (series->measure == DI_TARGET_EXITS)
        return !is_into && calibration_covers(series, from) && calibration_leads_to(series, to);
    if (!is_into || from == DI_SETTING_UNEXPLAINED_IN)
        return false;
    return calibration_is_return(from) ? model->entries.include_reentries
                                       : !calibration_covers(series, from);
}

static double stock_at(const struct di_model *model, const struct di_cohort *cohort,
                       const struct di_target_series *series, int32_t year)
{
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    double sum = 0;
    for (uint32_t rank = 0; rank < cohort->regions; rank++) {
        const uint16_t region = di_model_region_of_rank(model, rank);
        if (!counts_region(series, region))
            continue;
        for (uint32_t i = 0; i < series->setting_count; i++) {
            const uint16_t s = series->settings[i];
            const double *ages =
                range.next == range.first /* the year before the start */
                    ? &cohort->opening[((size_t)region * cohort->settings + s) * 2]
                    : &cohort->stock[di_cohort_index(cohort, range.next - 1, region, s, 0)];
            sum += ages[0] + (series->counts_18plus ? ages[1] : 0);
        }
    }
    return sum;
}

double calibration_counted(const struct di_model *model, const struct di_target_series *series,
                           const struct di_cohort_flow *flow, int32_t year)
{
    double sum = 0;
    if (!calibration_counts(model, series, flow->region, flow->from, flow->to))
        return 0;
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    for (uint32_t q = range.first; q < range.next; q++)
        sum += flow->count[2 * (size_t)q] +
               (series->counts_18plus ? flow->count[2 * (size_t)q + 1] : 0);
    return sum;
}

double calibration_expected(const struct di_model *model, const struct di_cohort *cohort,
                            const struct di_target_series *series, int32_t year)
{
    if (series->measure == DI_TARGET_STOCK)
        return stock_at(model, cohort, series, year);
    double sum = 0;
    for (uint32_t f = 0; f < cohort->flow_count; f++)
        sum += calibration_counted(model, series, &cohort->flows[f], year);
    return sum;
}

double calibration_flow(const struct di_model *model, const struct di_cohort *cohort,
                        uint16_t from, uint16_t to, int32_t year)
{
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    double sum = 0;
    for (uint32_t f = 0; f < cohort->flow_count; f++) {
        const struct di_cohort_flow *flow = &cohort->flows[f];
        if (flow->from != from || flow->to != to)
            continue;
        for (size_t i = 2 * (size_t)range.first; i < 2 * (size_t)range.next; i++)
            sum += flow->count[i];
    }
    return sum;
}

double calibration_child_years(const struct di_model *model, const struct di_cohort *cohort,
                               uint16_t setting, int32_t year)
{
    const struct calibration_quarters range = calibration_quarters_of(model, year);
    double sum = 0;
    for (uint32_t rank = 0; rank < cohort->regions; rank++) {
        const uint16_t region = di_model_region_of_rank(model, rank);
        for (uint32_t q = range.first; q < range.next; q++) {
            const double *ages =
                &cohort->child_years[di_cohort_index(cohort, q, region, setting, 0)];
            sum += ages[0] + ages[1];
        }
    }
    return sum;
}

static enum di_status fail_start(const struct di_diagnostics *list, enum di_status status,
                                 struct di_error *error)
{
    for (size_t i = 0; error != NULL && i < list->count; i++)
        if (list->items[i].severity == DI_SEVERITY_ERROR) {
            error->status = status;
            di_message_copy(&error->message, &list->items[i].message);
            break;
        }
    return status;
}

enum di_status calibration_cohort(const struct di_model *model, int32_t horizon_days,
                                  struct di_cohort **cohort_out, struct di_error *error)
{
    struct di_diagnostics list;
    struct di_warm_start *start = NULL;
    struct di_cohort_options options;
    di_diagnostics_init(&list);
    di_cohort_options_defaults(&options);
    options.horizon_days = horizon_days;
    enum di_status status = di_warm_start_prepare(model, &list, &start, error);
    if (status != DI_OK && di_diagnostics_have_errors(&list))
        status = fail_start(&list, status, error);
    if (status == DI_OK)
        status = di_cohort_run(model, start, &options, cohort_out, error);
    di_warm_start_destroy(start);
    di_diagnostics_finish(&list);
    return status;
}
