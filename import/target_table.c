/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are sorted by target and year: their order changes nothing but which of two equal rows
 * is called the second.
 */
#include "target_table.h"

#include <stdlib.h>
#include <string.h>

struct di_target_row *di_target_table_next(struct di_target_table *table)
{
    if (table->count == table->room) {
        const size_t room = table->room == 0 ? 64 : 2 * table->room;
        struct di_target_row *rows = realloc(table->rows, room * sizeof *rows);
        if (rows == NULL) {
            table->reading.has_no_memory = true;
            return NULL;
        }
        table->rows = rows;
        table->room = room;
    }
    struct di_target_row *row = &table->rows[table->count];
    memset(row, 0, sizeof *row);
    return row;
}

/* ---- contradictions ---- */

static int by_target(const void *a, const void *b)
{
    const struct di_target_row *x = a, *y = b;
    const int order = strcmp(x->cells[DI_COLUMN_TARGET], y->cells[DI_COLUMN_TARGET]);
    if (order != 0)
        return order;
    if (x->point.year != y->point.year)
        return x->point.year < y->point.year ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static bool same_settings(const struct di_target_settings *a,
                          const struct di_target_settings *b)
{
    return a->count == b->count &&
           (a->count == 0 ||
            memcmp(a->settings, b->settings, a->count * sizeof *a->settings) == 0);
}

/* Rows of one target say the same but for year and figure; each year is named once. */
static void check_pair(const struct di_target_table *table, const struct di_target_row *first,
                       const struct di_target_row *row)
{
    const char *target = row->cells[DI_COLUMN_TARGET];
    if (row->point.year == first->point.year)
        di_target_report(&table->reading, row->line, DI_ERR_INCONSISTENT,
                         DI_N_("The target '%1' has the year %2 twice."), target,
                         row->cells[DI_COLUMN_YEAR], DI_N_("Keep one of the rows."));
    if (row->measure != first->measure || !same_settings(&row->covered, &first->covered) ||
        !same_settings(&row->to, &first->to) || row->region != first->region ||
        row->counts_18plus != first->counts_18plus)
        di_target_report(&table->reading, row->line, DI_ERR_INCONSISTENT,
                         DI_N_("The rows of the target '%1' do not count the same."), target,
                         NULL,
                         DI_N_("Measure, settings, destinations, region and counts_18plus are "
                               "the same in every row of a target."));
}

static size_t count_targets(const struct di_target_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const bool is_new = i == 0 || strcmp(table->rows[i].cells[DI_COLUMN_TARGET],
                                             table->rows[i - 1].cells[DI_COLUMN_TARGET]) != 0;
        count += is_new;
        if (!is_new)
            check_pair(table, &table->rows[i - 1], &table->rows[i]);
    }
    if (count > DI_TARGET_SERIES_MAX)
        di_target_report(&table->reading, 0, DI_ERR_LIMIT,
                         DI_N_("The file has more targets than a file of targets may have."),
                         NULL, NULL, NULL);
    return count;
}

/* ---- the result ---- */

/* The first one given, by year. */
static const char *source_of(const struct di_target_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].cells[DI_COLUMN_SOURCE][0] != '\0')
            return rows[i].cells[DI_COLUMN_SOURCE];
    return "";
}

static void fill_series(struct di_target_reading *reading, const struct di_target_row *rows,
                        size_t count, struct di_target_series *series)
{
    struct di_target_point *points =
        DI_ARENA_NEW(reading->arena, count, struct di_target_point);
    reading->has_no_memory = reading->has_no_memory || points == NULL;
    for (size_t i = 0; points != NULL && i < count; i++)
        points[i] = rows[i].point;
    *series = (struct di_target_series){
        .id = di_target_copy_text(reading, rows->cells[DI_COLUMN_TARGET]),
        .measure = rows->measure,
        .setting_count = rows->covered.count,
        .settings = rows->covered.settings,
        .to_count = rows->to.count,
        .to = rows->to.settings,
        .setting_text = di_target_copy_text(reading, rows->cells[DI_COLUMN_SETTING]),
        .to_text = di_target_copy_text(reading, rows->cells[DI_COLUMN_TO]),
        .region = rows->region,
        .counts_18plus = rows->counts_18plus,
        .source = di_target_copy_text(reading, source_of(rows, count)),
        .count = (uint32_t)count,
        .points = points};
}

static void fill_targets(struct di_target_table *table, struct di_targets *targets,
                         size_t count)
{
    struct di_target_series *series =
        DI_ARENA_NEW(&targets->arena, count, struct di_target_series);
    table->reading.has_no_memory = table->reading.has_no_memory || series == NULL;
    for (size_t from = 0, at = 0; series != NULL && from < table->count; at++) {
        size_t end = from + 1;
        while (end < table->count && strcmp(table->rows[end].cells[DI_COLUMN_TARGET],
                                            table->rows[from].cells[DI_COLUMN_TARGET]) == 0)
            end++;
        fill_series(&table->reading, &table->rows[from], end - from, &series[at]);
        from = end;
    }
    targets->series = series;
    targets->count = (uint32_t)count;
}

void di_target_table_settle(struct di_target_table *table, struct di_targets *targets)
{
    if (table->count > 0)
        qsort(table->rows, table->count, sizeof *table->rows, by_target);
    const size_t count = count_targets(table);
    if (!di_diagnostics_have_errors(table->reading.diagnostics))
        fill_targets(table, targets, count);
}

void di_target_table_finish(struct di_target_table *table)
{
    free(table->rows);
}
