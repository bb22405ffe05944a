/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published stocks beside simulated ones, and what the published accounts leave unexplained:
 * stock at the end - stock before - entries + exits, from published figures and the opening
 * stock alone. The one place that knows the signs.
 */
#include <math.h>
#include <string.h>

#include "di/results.h"

static double mean_at(const struct di_results *results, const char *indicator, int32_t year)
{
    const struct di_results_row *row =
        di_results_find(results, indicator, DI_YEAR, di_date_from_civil(year, 1, 1), false);
    return row == NULL ? (double)NAN : row->summary.mean;
}

/* The stock that year opens with; day 0 stands for the end of the year before. */
static double opening_of(const struct di_results *results, const char *indicator, int32_t year)
{
    if (results->start_civil_day != di_date_from_civil(year, 1, 1))
        return (double)NAN;
    const struct di_summary *opening = di_results_opening(results, indicator, "all");
    return opening == NULL ? (double)NAN : opening->mean;
}

/* Published entries less exits of the year; NaN unless both are published. Simulated ones
 * would show chance as if it were the statistics' residual. */
static double net_flow(const struct di_results *results, const char *indicator, int32_t year)
{
    if (strcmp(indicator, "K1r_residential_stock") != 0)
        return (double)NAN;
    return di_results_published(results, "K6r_residential_admissions", year) -
           di_results_published(results, "K7r_residential_exits", year);
}

bool di_results_gap(const struct di_results *results, const char *indicator, int32_t year,
                    struct di_results_gap *gap_out)
{
    const double published = di_results_published(results, indicator, year);
    const double simulated = mean_at(results, indicator, year);
    if (isnan(published) || isnan(simulated))
        return false;
    double before = di_results_published(results, indicator, year - 1);
    if (isnan(before))
        before = opening_of(results, indicator, year);
    *gap_out = (struct di_results_gap){
        .published = published,
        .simulated = simulated,
        .gap = simulated - published,
        .share = published == 0.0 ? (double)NAN : (simulated - published) / published,
        .unexplained = published - before - net_flow(results, indicator, year),
    };
    return true;
}

bool di_results_have_unexplained(const struct di_results *results)
{
    static const char *const flows[] = {"C_unexplained_entries", "C_unexplained_exits"};
    int32_t year, last, month, day;
    di_date_to_civil(results->start_civil_day, &year, &month, &day);
    di_date_to_civil(results->last_civil_day, &last, &month, &day);
    for (; year <= last; year++)
        for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++)
            if (mean_at(results, flows[i], year) > 0)
                return true;
    return false;
}
