/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capacity by region and quarter, from resources.csv; where a run has none, children without a
 * place stand in (setting "unplaced" of K3). Private to viz/layout/kinds.
 */
#ifndef CAPACITY_H
#define CAPACITY_H

#include "sheet.h"

enum {
    CAPACITY_QUARTERS_MAX = 4 * 60 + 1 /* of the longest horizon, which may begin in one */
};

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
    struct capacity_region *regions; /* [region_count], in the order of the scenario */
};

/* "Children without a place" as a resource. */
#define CAPACITY_UNPLACED "unplaced"

/* False if there is nothing. `resource` NULL: foster care, which reforms lean on most; else the
 * one with the worst gap. Gaps count everyone who asks, and a child may ask for several kinds
 * of place at once: they are an upper bound. The rows of regions are the arena's. */
bool capacity_gather(const struct di_results_folder *folder, const char *resource,
                     struct di_arena *arena, struct capacity *out);

const char *capacity_resource_name(struct sheet *sheet, const char *id);

/* Gather and order from the worst gap up (ties keep the order of the scenario); false if there
 * is nothing, which the sheet then says. */
bool capacity_open(struct sheet *sheet, enum di_chart_kind kind, struct capacity *out,
                   size_t **order_out);

bool capacity_is_short(const struct capacity_region *region);

/* Of places that are enough in number, five and more children wait somewhere. */
bool capacity_misfits(const struct capacity *capacity);

/* Rows of the regions, the worst first, as many as there is room for. */
struct capacity_rows {
    size_t shown, least_count; /* fewer than least_count: no chart */
    double room;               /* height of all rows; below it a line about the others */
};
struct capacity_rows capacity_rows_of(struct sheet *sheet, const struct capacity *capacity,
                                      double room, double least);
/* The line about the others, from `y` down, if there are any. */
void capacity_tell_rest(struct sheet *sheet, const struct capacity *capacity,
                        const struct capacity_rows *rows, double y);

/* Runs, and what "wanted" counts. */
void capacity_notes(struct sheet *sheet, const struct capacity *capacity,
                    struct sheet_story *story);

#endif
