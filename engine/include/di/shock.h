/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Shocks (MODEL 8.8): a pandemic, a war, anything that begins on a day, lasts, and while it
 * lasts multiplies what happens; some act once, on the day they begin. A dated shock comes in
 * every replication; one with a rate comes by chance, never twice at a time.
 */
#ifndef DI_SHOCK_H
#define DI_SHOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

#define DI_SHOCKS_MAX 50
#define DI_SHOCK_PATHS 11 /* members of enum di_path */

struct di_shock {
    struct di_name name;
    int32_t start_day;    /* DI_NO_DAY: by chance */
    double rate_per_year; /* of beginnings while it is not on; 0 for a dated one */
    double duration_days;
    const uint8_t *regions; /* [region_count]; NULL: all */

    /* while it lasts: multipliers, 1 where it changes nothing */
    struct di_quantity entries; /* asked with region and reason */
    double hazard[DI_SHOCK_PATHS];
    double hours;         /* of every team, absence apart */
    double absence_share; /* of workers */
    double carer_enquiries;
    double justice_cases;
    double visits; /* share of visits that can be made */

    /* on its first day */
    double discharge_share;            /* of residents, sent home without assessment */
    const uint8_t *discharge_settings; /* [setting_count]; NULL: all institutions */
    double discharge_reentry_rr;       /* re-entry of those sent home, until they are back */
    uint32_t evacuated_count;
    const uint32_t *evacuated; /* institutions whose residents are moved, by rank */
    uint32_t host_count;
    const uint16_t *hosts; /* regions that take them, in order of preference */
};

struct di_shocks {
    uint32_t count;
    const struct di_shock *items; /* in byte order of ids */
};

/** Does the shock act in the region? */
bool di_shock_is_in(const struct di_shock *shock, uint32_t region);

/** Share of its hours a team has left while the shock lasts. */
double di_shock_hours_left(const struct di_shock *shock);

#endif
