/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stocks without a limit. Members do not meet, so each question falls into survivors of the
 * initial stock and survivors of later entries.
 */
#include "di/theory_stock.h"

#include "theory_argument.h"

enum di_status di_theory_stock_transient(double initial, double entries_per_year,
                                         double exits_per_year, double elapsed_years,
                                         struct di_theory_stock *stock_out)
{
    if (!is_nonnegative(initial) || !is_nonnegative(entries_per_year) ||
        !is_nonnegative(exits_per_year) || !is_nonnegative(elapsed_years))
        return DI_ERR_RANGE;
    const double cumulated = exits_per_year * elapsed_years;
    const double gone = -expm1(-cumulated);
    const double present_years = cumulated > 0.0 ? gone / exits_per_year : elapsed_years;
    const double survivors = initial * exp(-cumulated);
    const double entrants = entries_per_year * present_years;
    stock_out->mean = survivors + entrants;
    stock_out->variance = survivors * gone + entrants;
    return DI_OK;
}

enum di_status di_theory_stock_from_empty(double entries_per_year,
                                          const struct di_theory_stay *stay,
                                          double elapsed_years,
                                          struct di_theory_stock *stock_out)
{
    double mean;
    const enum di_status status =
        di_theory_stock_fresh_stays(0.0, entries_per_year, stay, elapsed_years, &mean);
    if (status == DI_OK)
        *stock_out = (struct di_theory_stock){.mean = mean, .variance = mean};
    return status;
}

enum di_status di_theory_stock_stationary(double entries_per_year,
                                          const struct di_theory_stay *stay,
                                          struct di_theory_stock *stock_out)
{
    double mean_years;
    if (!is_nonnegative(entries_per_year))
        return DI_ERR_RANGE;
    const enum di_status status = di_theory_stay_mean(stay, &mean_years);
    if (status != DI_OK)
        return status;
    const double mean = entries_per_year * mean_years;
    *stock_out = (struct di_theory_stock){.mean = mean, .variance = mean};
    return DI_OK;
}

enum di_status di_theory_stock_fresh_stays(double initial, double entries_per_year,
                                           const struct di_theory_stay *stay,
                                           double elapsed_years, double *mean_out)
{
    double share;
    double years;
    if (!is_nonnegative(initial) || !is_nonnegative(entries_per_year))
        return DI_ERR_RANGE;
    enum di_status status = di_theory_stay_survival(stay, elapsed_years, &share);
    if (status == DI_OK)
        status = di_theory_stay_survival_integral(stay, elapsed_years, &years);
    if (status != DI_OK)
        return status;
    *mean_out = initial * share + entries_per_year * years;
    return DI_OK;
}
