/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capacity by region and quarter, from resources.csv; where a run has none, children without a
 * place stand in (setting "unplaced" of K3). Private to viz/layout/kinds.
 */
#ifndef CAPACITY_H
#define CAPACITY_H

#include "sheet.h"

enum { CAPACITY_REGIONS_MAX = 64, CAPACITY_QUARTERS_MAX = 160 };

struct capacity_region {
    const char *id;
    double used[CAPACITY_QUARTERS_MAX]; /* share of supply in use and wanted; NaN: not given */
    double gap[CAPACITY_QUARTERS_MAX];  /* supply less what is used and waits; below 0: short */
    double supply[CAPACITY_QUARTERS_MAX]; /* NaN without resources.csv */
    double demand[CAPACITY_QUARTERS_MAX];
    unsigned closures[CAPACITY_QUARTERS_MAX]; /* institutions that close in the quarter */
    double worst;                             /* least gap of all quarters */
    size_t worst_at;
    double waiting; /* most who wait in a quarter in which places are enough in number */
};

struct capacity {
    const char *resource; /* id, or NULL: children without a place */
    bool is_hours;
    size_t quarter_count, region_count;
    int32_t quarter_end[CAPACITY_QUARTERS_MAX];
    struct capacity_region regions[CAPACITY_REGIONS_MAX]; /* in the order of the scenario */
};

/* "Children without a place" as a resource. */
#define CAPACITY_UNPLACED "unplaced"

/* False if there is nothing. `resource` NULL: foster care, which reforms lean on most; else the
 * one with the worst gap. Gaps count everyone who asks, and a child may ask for several kinds
 * of place at once: they are an upper bound. */
bool capacity_gather(const struct di_results_folder *folder, const char *resource,
                     struct capacity *out);

const char *capacity_resource_name(struct sheet *sheet, const char *id);

/* Gather and order from the worst gap up (ties keep the order of the scenario); false if there
 * is nothing, which the sheet then says. */
bool capacity_open(struct sheet *sheet, enum di_chart_kind kind, struct capacity *out,
                   size_t order[CAPACITY_REGIONS_MAX]);

bool capacity_is_short(const struct capacity_region *region);

/* Of places that are enough in number, five and more children wait somewhere. */
bool capacity_misfits(const struct capacity *capacity);

/* Runs, and what "wanted" counts. */
void capacity_notes(struct sheet *sheet, const struct capacity *capacity,
                    struct sheet_story *story);

#endif
