/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows are read in the order of the file and sorted by target and year: their order changes
 * nothing but which of two equal rows is called the second.
 */
#include "di/targets.h"

#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"
#include "di/digest.h"
#include "di/nearest.h"
#include "di/text_encoding.h"

#include "first_error.h"
#include "source.h"
#include "target_row.h"

enum { CELLS_MAX = 64 };

/* The file while it is read. */
struct table {
    struct di_target_reading reading;
    struct di_delimited text;
    struct di_target_row *rows;
    size_t count, room;
};

/* ---- header ---- */

static bool is_column(const char *name)
{
    for (uint32_t c = 0; c < DI_TARGET_COLUMNS; c++)
        if (strcmp(di_target_column_name((enum di_target_column)c), name) == 0)
            return true;
    return false;
}

static void report_unknown_column(const struct di_target_reading *reading, const char *name)
{
    const char *known[DI_TARGET_COLUMNS];
    struct di_message message;
    for (uint32_t c = 0; c < DI_TARGET_COLUMNS; c++)
        known[c] = di_target_column_name((enum di_target_column)c);
    DI_MESSAGE(&message, DI_N_("The column '%1' is not one of a file of targets."),
               di_text_arg(name));
    struct di_diagnostic *item =
        di_diagnostics_add(reading->diagnostics, DI_SEVERITY_ERROR, DI_ERR_UNKNOWN_KEY,
                           reading->file, 1, 0, "", &message);
    const char *nearest = di_nearest_name(name, known, DI_TARGET_COLUMNS);
    if (item != NULL && nearest != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
}

static bool is_among(const char *name, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(cells[i], name) == 0)
            return true;
    return false;
}

/* All that is wrong with the header at once. */
static bool check_header(struct table *table)
{
    static const char hint[] =
        DI_N_("The first line is target,measure,setting,to,region,year,value,tolerance,"
              "counts_18plus,break,source.");
    const char *cells[CELLS_MAX];
    size_t count = di_delimited_next(&table->text, cells, CELLS_MAX);
    bool is_well = count == DI_TARGET_COLUMNS;
    bool has_all = true;
    count = count < CELLS_MAX ? count : CELLS_MAX;
    for (size_t i = 0; i < count; i++)
        if (!is_column(cells[i])) {
            report_unknown_column(&table->reading, cells[i]);
            has_all = false;
        }
    for (uint32_t c = 0; c < DI_TARGET_COLUMNS; c++) {
        const char *name = di_target_column_name((enum di_target_column)c);
        if (!is_among(name, cells, count)) {
            di_target_report(&table->reading, 1, DI_ERR_MISSING,
                             DI_N_("The column '%1' is missing."), name, NULL, hint);
            has_all = false;
        }
    }
    for (uint32_t c = 0; is_well && c < DI_TARGET_COLUMNS; c++)
        is_well = strcmp(cells[c], di_target_column_name((enum di_target_column)c)) == 0;
    if (has_all && !is_well)
        di_target_report(&table->reading, 1, DI_ERR_SYNTAX,
                         DI_N_("The columns are not in the order of a file of targets."), NULL,
                         NULL, hint);
    return has_all && is_well;
}

/* ---- rows ---- */

static struct di_target_row *next_row(struct table *table)
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

static void read_rows(struct table *table)
{
    const char *cells[CELLS_MAX];
    size_t count;
    while (!table->reading.has_no_memory &&
           (count = di_delimited_next(&table->text, cells, CELLS_MAX)) > 0) {
        const uint32_t line = (uint32_t)table->text.line;
        if (table->count == DI_TARGET_ROWS_MAX) {
            di_target_report(&table->reading, line, DI_ERR_LIMIT,
                             DI_N_("The file has more rows than a file of targets may have."),
                             NULL, NULL, NULL);
            return;
        }
        if (count != DI_TARGET_COLUMNS) {
            di_target_report(&table->reading, line, DI_ERR_SYNTAX,
                             DI_N_("The row has not as many cells as the header."), NULL, NULL,
                             DI_N_("A cell that holds a comma stands in quotation marks."));
            continue;
        }
        struct di_target_row *row = next_row(table);
        if (row == NULL)
            return;
        memcpy(row->cells, cells, sizeof row->cells);
        row->line = line;
        table->count += di_target_row_read(&table->reading, row);
    }
    if (table->text.open_quote_line > 0)
        di_target_report(&table->reading, (uint32_t)table->text.open_quote_line, DI_ERR_SYNTAX,
                         DI_N_("A quotation mark is never closed."), NULL, NULL, NULL);
}

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
static void check_pair(const struct table *table, const struct di_target_row *first,
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

static size_t count_targets(const struct table *table)
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

static const char *own_text(struct di_target_reading *reading, const char *text)
{
    const char *copy = di_arena_copy_text(reading->arena, text);
    reading->has_no_memory = reading->has_no_memory || copy == NULL;
    return copy;
}

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
    *series = (struct di_target_series){.id = own_text(reading, rows->cells[DI_COLUMN_TARGET]),
                                        .measure = rows->measure,
                                        .setting_count = rows->covered.count,
                                        .settings = rows->covered.settings,
                                        .to_count = rows->to.count,
                                        .to = rows->to.settings,
                                        .setting_text =
                                            own_text(reading, rows->cells[DI_COLUMN_SETTING]),
                                        .to_text = own_text(reading, rows->cells[DI_COLUMN_TO]),
                                        .region = rows->region,
                                        .counts_18plus = rows->counts_18plus,
                                        .source = own_text(reading, source_of(rows, count)),
                                        .count = (uint32_t)count,
                                        .points = points};
}

static void fill_targets(struct table *table, struct di_targets *targets, size_t count)
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

static void read_table(struct table *table, struct di_targets *targets)
{
    if (!check_header(table))
        return;
    read_rows(table);
    if (table->count > 0)
        qsort(table->rows, table->count, sizeof *table->rows, by_target);
    const size_t count = count_targets(table);
    if (table->count == 0 && !di_diagnostics_have_errors(table->reading.diagnostics))
        di_target_report(&table->reading, 0, DI_ERR_MISSING, DI_N_("The file has no target."),
                         NULL, NULL, NULL);
    if (!di_diagnostics_have_errors(table->reading.diagnostics))
        fill_targets(table, targets, count);
}

enum di_status di_targets_read_text(const char *text, size_t size, const char *shown_name,
                                    const struct di_model *model,
                                    struct di_diagnostics *diagnostics, struct di_targets **out,
                                    struct di_error *error)
{
    const size_t before = diagnostics->count, errors_before = diagnostics->errors;
    enum di_text_encoding encoding = DI_TEXT_UTF8;
    struct di_targets *targets = calloc(1, sizeof *targets);
    char *decoded = di_text_decode(text, size, &encoding);
    if (targets == NULL || decoded == NULL) {
        free(targets);
        free(decoded);
        return di_fail_memory(error);
    }
    di_arena_init(&targets->arena);
    di_digest(text, size, targets->sha256);
    struct table table = {.reading = {.file = shown_name,
                                      .model = model,
                                      .diagnostics = diagnostics,
                                      .arena = &targets->arena}};
    di_delimited_open(&table.text, decoded, ',');
    read_table(&table, targets);
    enum di_status status = table.reading.has_no_memory
                                ? di_fail_memory(error)
                                : di_first_error(diagnostics, errors_before, before, error);
    free(table.rows);
    free(decoded);
    if (status != DI_OK) {
        di_targets_destroy(targets);
        return status;
    }
    *out = targets;
    return DI_OK;
}

enum di_status di_targets_read(const char *path, const struct di_model *model,
                               struct di_diagnostics *diagnostics, struct di_targets **out,
                               struct di_error *error)
{
    struct di_sources sources = {.diagnostics = diagnostics};
    const size_t before = diagnostics->count, errors_before = diagnostics->errors;
    char *bytes = NULL;
    size_t size = 0;
    enum di_status status = di_sources_read_bytes(&sources, path, &bytes, &size);
    if (status == DI_ERR_MEMORY)
        return di_fail_memory(error);
    if (status != DI_OK)
        return di_first_error(diagnostics, errors_before, before, error);
    status = di_targets_read_text(bytes, size, path, model, diagnostics, out, error);
    free(bytes);
    return status;
}

void di_targets_destroy(struct di_targets *targets)
{
    if (targets == NULL)
        return;
    di_arena_finish(&targets->arena);
    free(targets);
}
