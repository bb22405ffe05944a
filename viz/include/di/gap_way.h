/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What could close a region's worst gap of places or hours, by simple count from the tables of
 * a run: a list to begin with, not a forecast. Only another run tells what a change does.
 */
#ifndef DI_GAP_WAY_H
#define DI_GAP_WAY_H

#include "di/results_folder.h"

enum di_gap_way_kind {
    DI_WAY_MORE,  /* have `amount` more there by then */
    DI_WAY_SHARE, /* use what `other`, a region, has free in that quarter */
    DI_WAY_LATER /* `other`, an institution there, begins to wind down on `civil_day` instead */
};

struct di_gap_way {
    enum di_gap_way_kind kind;
    double amount; /* places, or hours of the quarter; NaN: cannot be counted */
    double left;   /* of the gap; NaN: cannot be counted */
    const char *other;
    int32_t civil_day;
};

enum { DI_GAP_WAYS_MAX = 3 };

struct di_region_gap {
    const char *region;
    bool is_hours;
    double gap;          /* above 0 */
    int32_t quarter_end; /* civil day */
    size_t count;
    struct di_gap_way ways[DI_GAP_WAYS_MAX];
};

/**
 * The worst quarter of a region and what could close its gap.
 *
 * @param resource  as in resources.csv; NULL as in di_chart_request
 * @param region    NULL: the region with the worst gap
 * @return false if there is no gap, or no such table. Ids are borrowed from `folder`.
 */
bool di_region_gap_find(const struct di_results_folder *folder, const char *resource,
                        const char *region, struct di_region_gap *out);

#endif
