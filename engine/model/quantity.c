/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step functions of time and multipliers by group. Asked millions of times a replication, so
 * the usual cases (one step; few steps) come first and nothing is allocated.
 */
#include "di/quantity.h"

#include <assert.h>
#include <stddef.h>

uint32_t di_series_step(const struct di_series *series, int32_t day)
{
    assert(series->count > 0);
    uint32_t low = 0, high = series->count; /* day[low] <= day < day[high] */
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (series->day[middle] <= day)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double di_series_at(const struct di_series *series, int32_t day)
{
    return series->value[di_series_step(series, day)];
}

/* Bands are few: a walk beats a search. A cut belongs to the band above it, also where its date
 * is rounded. */
static double years_factor(const struct di_quantity *quantity, double years)
{
    const double a_second = 1 / (365.25 * 86400);
    uint32_t band = 0;
    while (band < quantity->years_in_care_cuts &&
           years + a_second >= quantity->years_in_care[band])
        band++;
    return quantity->by_years_in_care[band];
}

double di_quantity_factor(const struct di_quantity *quantity, const struct di_person *person)
{
    double factor = 1;
    if (quantity->by_age_band != NULL)
        factor *= quantity->by_age_band[person->age_band];
    if (quantity->by_disability != NULL)
        factor *= quantity->by_disability[person->disability];
    if (quantity->by_sex != NULL)
        factor *= quantity->by_sex[person->sex];
    if (quantity->by_sibling != NULL)
        factor *= quantity->by_sibling[person->in_sibling_group != 0];
    if (quantity->by_region != NULL)
        factor *= quantity->by_region[person->region];
    if (quantity->by_reason != NULL)
        factor *= quantity->by_reason[person->reason];
    if (quantity->years_in_care_cuts > 0)
        factor *= years_factor(quantity, person->years_in_care);
    return factor;
}

double di_quantity_at(const struct di_quantity *quantity, int32_t day,
                      const struct di_person *person)
{
    return di_series_at(&quantity->series, day) * di_quantity_factor(quantity, person);
}
