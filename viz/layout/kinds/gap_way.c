/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaps are those of the heatmap: means of the runs, quarters only. */
#include "di/gap_way.h"

#include <math.h>
#include <string.h>

#include "capacity.h"

static const struct capacity_region *find_region(const struct capacity *capacity,
                                                 const char *id)
{
    const struct capacity_region *found = NULL;
    for (size_t i = 0; i < capacity->region_count; i++) {
        const struct capacity_region *region = &capacity->regions[i];
        if (id != NULL ? strcmp(region->id, id) == 0
                       : found == NULL || region->worst < found->worst)
            found = region;
    }
    return found;
}

static void add(struct di_region_gap *out, struct di_gap_way way)
{
    if (out->count < DI_GAP_WAYS_MAX)
        out->ways[out->count++] = way;
}

/* The region with most to spare in the same quarter. */
static void add_share(const struct capacity *capacity, const struct capacity_region *region,
                      struct di_region_gap *out)
{
    const struct capacity_region *richest = NULL;
    const size_t at = region->worst_at;
    for (size_t i = 0; i < capacity->region_count; i++) {
        const struct capacity_region *other = &capacity->regions[i];
        if (other != region && other->gap[at] >= 1 &&
            (richest == NULL || other->gap[at] > richest->gap[at]))
            richest = other;
    }
    if (richest == NULL)
        return;
    const double amount = floor(fmin(richest->gap[at], out->gap));
    add(out, (struct di_gap_way){.kind = DI_WAY_SHARE,
                                 .amount = amount,
                                 .left = out->gap - amount,
                                 .other = richest->id});
}

/* The institution there that began to wind down last before the quarter was over. */
static void add_later(const struct di_results_folder *folder, struct di_region_gap *out)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_CLOSURES];
    double latest = -HUGE_VAL;
    const char *id = NULL;
    if (table == NULL)
        return;
    const size_t institution = di_csv_table_column(table, "institution");
    const size_t day = di_csv_table_column(table, "wind_down");
    if (institution == SIZE_MAX || day == SIZE_MAX)
        return;
    for (size_t row = 0; row < table->row_count; row++) {
        const char *name = di_csv_table_text(table, row, institution);
        const struct di_named *named = di_names_find(&folder->names, "institutions", name);
        const double when = di_csv_table_number(table, row, day);
        if (named == NULL || isnan(when) || strcmp(named->place, out->region) != 0 ||
            when > out->quarter_end || when <= latest)
            continue;
        latest = when;
        id = named->id;
    }
    if (id == NULL)
        return;
    int32_t year, month, mday;
    di_date_to_civil((int32_t)latest, &year, &month, &mday);
    add(out, (struct di_gap_way){.kind = DI_WAY_LATER,
                                 .amount = (double)NAN,
                                 .left = (double)NAN,
                                 .other = id,
                                 .civil_day = di_date_from_civil(year + 1, month, 1)});
}

bool di_region_gap_find(const struct di_results_folder *folder, const char *resource,
                        const char *region, struct di_region_gap *out)
{
    struct di_arena arena;
    di_arena_init(&arena);
    struct capacity *capacity = DI_ARENA_NEW(&arena, 1, struct capacity);
    const struct capacity_region *found = NULL;
    memset(out, 0, sizeof *out);
    if (capacity != NULL && capacity_gather(folder, resource, &arena, capacity))
        found = find_region(capacity, region);
    const bool has_gap = found != NULL && capacity_is_short(found);
    if (has_gap) {
        out->region = found->id;
        out->is_hours = capacity->is_hours;
        out->gap = -found->worst;
        out->quarter_end = capacity->quarter_end[found->worst_at];
        add(out,
            (struct di_gap_way){.kind = DI_WAY_MORE, .amount = round(out->gap), .left = 0});
        add_share(capacity, found, out);
        add_later(folder, out);
    }
    di_arena_finish(&arena);
    return has_gap;
}
