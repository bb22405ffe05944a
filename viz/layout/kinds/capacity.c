/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means of the runs; quarters only. A region without a row keeps NaN: "not given", never 0. */
#include "capacity.h"

#include <math.h>
#include <string.h>

#include "care_group.h"
#include "table_period.h"

static size_t region_of(const struct capacity *capacity, const char *id)
{
    for (size_t i = 0; i < capacity->region_count; i++)
        if (strcmp(capacity->regions[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

static void add_regions(struct capacity *capacity, const struct di_names *names,
                        struct di_arena *arena)
{
    size_t count = 0;
    for (size_t i = 0; i < names->count; i++)
        count += strcmp(names->list[i].section, "regions") == 0;
    capacity->regions = DI_ARENA_NEW(arena, count, struct capacity_region);
    for (size_t i = 0; capacity->regions != NULL && i < names->count; i++) {
        if (strcmp(names->list[i].section, "regions") != 0)
            continue;
        struct capacity_region *region = &capacity->regions[capacity->region_count++];
        region->id = names->list[i].id;
        for (size_t q = 0; q < CAPACITY_QUARTERS_MAX; q++)
            region->used[q] = region->gap[q] = region->supply[q] = region->demand[q] =
                (double)NAN;
    }
}

static size_t quarter_of(struct capacity *capacity, int32_t end)
{
    size_t at = capacity->quarter_count;
    while (at > 0 && capacity->quarter_end[at - 1] > end)
        at--;
    if (at > 0 && capacity->quarter_end[at - 1] == end)
        return at - 1;
    if (at != capacity->quarter_count || at == CAPACITY_QUARTERS_MAX)
        return SIZE_MAX;
    capacity->quarter_end[capacity->quarter_count++] = end;
    return at;
}

static void gather_unplaced(struct capacity *capacity, const struct di_results_folder *folder)
{
    const struct di_results *results = folder->results;
    const uint32_t k3 = di_indicator_find("K3_formal_care_stock");
    const struct di_row_span span = di_results_span(results, k3);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator != k3 || row->period != DI_QUARTER || row->is_adults)
            continue;
        if (care_group_of(&folder->names, row->setting) != GROUP_UNPLACED)
            continue;
        const size_t region = region_of(capacity, row->region);
        const size_t quarter = quarter_of(capacity, row->last_civil_day);
        if (region == SIZE_MAX || quarter == SIZE_MAX || isnan(row->summary.mean))
            continue;
        struct capacity_region *out = &capacity->regions[region];
        out->demand[quarter] = row->summary.mean;
        out->gap[quarter] = -row->summary.mean;
    }
}

struct columns {
    size_t resource, region, last, unit, supply, used, waiting;
};

static size_t column(const struct di_csv_table *table, const char *name, const char *other)
{
    const size_t found = di_csv_table_column(table, name);
    return found != SIZE_MAX ? found : di_csv_table_column(table, other);
}

static struct columns columns_of(const struct di_csv_table *table)
{
    return (struct columns){
        di_csv_table_column(table, "resource"),   di_csv_table_column(table, "region"),
        di_csv_table_column(table, "period_end"), di_csv_table_column(table, "unit"),
        column(table, "supply_mean", "supply"),   column(table, "used_mean", "used"),
        column(table, "waiting_mean", "waiting")};
}

static double or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

static bool is_quarter(const struct di_results_folder *folder, const struct columns *c,
                       size_t row)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_RESOURCES];
    return !isnan(di_csv_table_number(table, row, c->last)) &&
           !table_row_is_year(folder->results, table, row);
}

static const char *foster(const struct di_csv_table *table, const struct columns *c,
                          const struct di_names *names)
{
    for (size_t row = 0; row < table->row_count; row++) {
        const char *id = di_csv_table_text(table, row, c->resource);
        const struct di_named *setting = di_names_find(names, "settings", id);
        if (setting != NULL && strcmp(setting->kind, "foster") == 0)
            return id;
    }
    return NULL;
}

/* The resource with the largest shortfall in any region and quarter. */
static const char *tightest(const struct di_results_folder *folder, const struct columns *c)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_RESOURCES];
    const char *found = NULL;
    double worst = HUGE_VAL;
    for (size_t row = 0; row < table->row_count; row++) {
        if (!is_quarter(folder, c, row) ||
            strcmp(di_csv_table_text(table, row, c->region), "all") == 0)
            continue;
        const double gap = di_csv_table_number(table, row, c->supply) -
                           or_zero(di_csv_table_number(table, row, c->used)) -
                           or_zero(di_csv_table_number(table, row, c->waiting));
        if (gap < worst) {
            worst = gap;
            found = di_csv_table_text(table, row, c->resource);
        }
    }
    return found;
}

static void gather_resource(struct capacity *capacity, const struct di_results_folder *folder,
                            const struct columns *c)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_RESOURCES];
    for (size_t row = 0; row < table->row_count; row++) {
        if (!is_quarter(folder, c, row) ||
            strcmp(di_csv_table_text(table, row, c->resource), capacity->resource) != 0)
            continue;
        const size_t region = region_of(capacity, di_csv_table_text(table, row, c->region));
        const size_t quarter =
            quarter_of(capacity, (int32_t)di_csv_table_number(table, row, c->last));
        const double supply = di_csv_table_number(table, row, c->supply);
        if (region == SIZE_MAX || quarter == SIZE_MAX || isnan(supply))
            continue;
        struct capacity_region *out = &capacity->regions[region];
        out->supply[quarter] = supply;
        out->demand[quarter] = or_zero(di_csv_table_number(table, row, c->used)) +
                               or_zero(di_csv_table_number(table, row, c->waiting));
        out->gap[quarter] = supply - out->demand[quarter];
        if (out->gap[quarter] >= 0)
            out->waiting =
                fmax(out->waiting, or_zero(di_csv_table_number(table, row, c->waiting)));
        out->used[quarter] = supply > 0 ? out->demand[quarter] / supply : (double)NAN;
        capacity->is_hours = strstr(di_csv_table_text(table, row, c->unit), "hour") != NULL;
    }
}

/* Institutions that close, by the median last day. */
static void add_closures(struct capacity *capacity, const struct di_results_folder *folder)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_CLOSURES];
    if (table == NULL)
        return;
    const size_t id = di_csv_table_column(table, "institution");
    const size_t day = column(table, "closed_p50", "p50");
    for (size_t row = 0; row < table->row_count; row++) {
        const struct di_named *named =
            di_names_find(&folder->names, "institutions", di_csv_table_text(table, row, id));
        const double when = di_csv_table_number(table, row, day);
        if (named == NULL || isnan(when))
            continue;
        const size_t region = region_of(capacity, named->place);
        for (size_t q = 0; region != SIZE_MAX && q < capacity->quarter_count; q++)
            if (when <= capacity->quarter_end[q]) {
                capacity->regions[region].closures[q]++;
                break;
            }
    }
}

static void find_worst(struct capacity *capacity)
{
    for (size_t i = 0; i < capacity->region_count; i++) {
        struct capacity_region *region = &capacity->regions[i];
        region->worst = HUGE_VAL;
        for (size_t q = 0; q < capacity->quarter_count; q++)
            if (region->gap[q] < region->worst) {
                region->worst = region->gap[q];
                region->worst_at = q;
            }
    }
}

static const char *default_resource(const struct di_results_folder *folder,
                                    const struct columns *c)
{
    const char *id = foster(folder->table[DI_TABLE_RESOURCES], c, &folder->names);
    return id != NULL ? id : tightest(folder, c);
}

bool capacity_gather(const struct di_results_folder *folder, const char *resource,
                     struct di_arena *arena, struct capacity *out)
{
    const struct di_csv_table *table = folder->table[DI_TABLE_RESOURCES];
    const bool is_unplaced = resource != NULL && strcmp(resource, CAPACITY_UNPLACED) == 0;
    memset(out, 0, sizeof *out);
    add_regions(out, &folder->names, arena);
    if (table != NULL && table->row_count > 0 && !is_unplaced) {
        const struct columns c = columns_of(table);
        out->resource = resource != NULL ? resource : default_resource(folder, &c);
        if (out->resource != NULL)
            gather_resource(out, folder, &c);
    }
    if (out->quarter_count == 0 && (resource == NULL || is_unplaced)) {
        out->resource = NULL;
        gather_unplaced(out, folder);
    }
    if (out->quarter_count == 0)
        return false;
    add_closures(out, folder);
    find_worst(out);
    return true;
}

static void order_regions(const struct capacity *capacity, size_t *order)
{
    for (size_t i = 0; i < capacity->region_count; i++) {
        size_t at = i;
        for (; at > 0 && capacity->regions[order[at - 1]].worst > capacity->regions[i].worst;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

bool capacity_open(struct sheet *sheet, enum di_chart_kind kind, struct capacity *out,
                   size_t **order_out)
{
    struct di_arena *arena = &sheet->scene->arena;
    const bool is_there =
        capacity_gather(sheet->request->scenario, sheet->request->resource, arena, out);
    *order_out = DI_ARENA_NEW(arena, out->region_count, size_t);
    if (!is_there || *order_out == NULL) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(kind)),
            sheet_nothing(
                sheet,
                sheet_word(sheet, DI_N_("These results hold no places or hours by region "
                                        "and quarter."))));
        return false;
    }
    order_regions(out, *order_out);
    return true;
}

bool capacity_is_short(const struct capacity_region *region)
{
    return region->worst < -0.5;
}

enum { MISFITS = 5 }; /* children: fewer wait while a match is made */

bool capacity_misfits(const struct capacity *capacity)
{
    for (size_t i = 0; i < capacity->region_count; i++)
        if (capacity->resource != NULL && !capacity->is_hours &&
            capacity->regions[i].waiting >= MISFITS)
            return true;
    return false;
}

void capacity_notes(struct sheet *sheet, const struct capacity *capacity,
                    struct sheet_story *story)
{
    story->notes[story->note_count++] = sheet_runs_of_means(sheet);
    if (capacity->resource != NULL && !capacity->is_hours)
        story->notes[story->note_count++] = sheet_word(
            sheet, DI_N_("Wanted: children who ask for such a place; a child may ask "
                         "for several kinds at once."));
}

const char *capacity_resource_name(struct sheet *sheet, const char *id)
{
    const char *name = sheet_name(sheet, "roles", id);
    return name != id ? name : sheet_name(sheet, "settings", id);
}

enum { ROWS_LEAST = 4 };

struct capacity_rows capacity_rows_of(struct sheet *sheet, const struct capacity *capacity,
                                      double room, double least)
{
    const size_t all = capacity->region_count;
    struct capacity_rows rows = {
        .shown = all, .least_count = all < ROWS_LEAST ? all : ROWS_LEAST, .room = room};
    if ((double)all * least <= room)
        return rows;
    rows.room -= sheet_leading(sheet->small) + sheet->gap / 2;
    rows.shown = (size_t)fmax(floor(rows.room / least), 1);
    return rows;
}

void capacity_tell_rest(struct sheet *sheet, const struct capacity *capacity,
                        const struct capacity_rows *rows, double y)
{
    if (rows->shown == capacity->region_count)
        return;
    const char *rest =
        SHEET_SAY(sheet, DI_N_("and %1 more {%1|region|regions}, less short or not at all"),
                  di_integer_arg((int64_t)(capacity->region_count - rows->shown)));
    sheet_text(sheet, DI_INK_SECONDARY, rest, sheet->small, sheet->body.x,
               y + sheet->gap / 2 + DI_TEXT_ASCENT * sheet->small.size);
    sheet_describe(sheet, rest);
}
