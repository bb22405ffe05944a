/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/justice.h"

double di_justice_population(const struct di_region *region, int32_t day)
{
    double all = 0, those = 0;
    for (int age = 0; age < 18; age++) {
        all += region->age_weights[age];
        those += age >= DI_JUSTICE_AGE_FROM ? region->age_weights[age] : 0;
    }
    return all > 0 ? di_series_at(&region->population, day) * those / all : 0;
}
