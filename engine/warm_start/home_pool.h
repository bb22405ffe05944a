/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children who returned home in the years before the start and may come back (MODEL 7.6). */
#ifndef DI_HOME_POOL_H
#define DI_HOME_POOL_H

#include <stdbool.h>

#include "joint_table.h"

struct home_year {
    double from_years; /* before the start: latest and earliest return of that year */
    double to_years;
    uint64_t key;
};

struct home_pool {
    const struct di_model *model;
    struct exit_law exits; /* re-entry, from home_closed */
    uint32_t year_count;   /* within the re-entry window */
    struct home_year *years;
    uint32_t *returned;                /* [year][region] children, whole numbers */
    double *factors;                   /* [region][disability][sex][cause][DI_AGE_BANDS_MAX] */
    double age_cumulative[ENTRY_AGES]; /* at return: as among residents */
    double disability_share[DI_DISABILITIES];
    uint64_t children; /* returned in all, those who came back included */
};

DI_MUST_CHECK enum di_status home_pool_init(struct home_pool *pool,
                                            const struct entry_law *entries,
                                            const struct joint_table *table,
                                            struct di_arena *arena);

/** Share of the children who went home so long ago whose families are still visited. */
double home_pool_monitored_share(const struct home_pool *pool, double home_years);

/** Chance that a child has not come back `home_years` after it returned at `age_years`; one who
 * is not monitored has not been since the return. `scratch` holds exits.count *
 * DI_AGE_BANDS_MAX numbers. */
double home_pool_still_home(const struct home_pool *pool, uint16_t region, uint32_t disability,
                            uint32_t sex, double age_years, double home_years,
                            bool is_monitored, double *scratch);

#endif
