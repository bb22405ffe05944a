/* SPDX-License-Identifier: GPL-3.0-or-later */
/* targets.csv: its header and its rows. */
#include "di/targets.h"

#include <stdlib.h>
#include <string.h>

#include "di/delimited.h"
#include "di/digest.h"
#include "di/nearest.h"
#include "di/text_encoding.h"

#include "first_error.h"
#include "source.h"
#include "target_table.h"

enum { CELLS_MAX = 64 };

/* The file while it is read. */
struct table {
    struct di_target_table all;
    struct di_delimited text;
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
            report_unknown_column(&table->all.reading, cells[i]);
            has_all = false;
        }
    for (uint32_t c = 0; c < DI_TARGET_COLUMNS; c++) {
        const char *name = di_target_column_name((enum di_target_column)c);
        if (!is_among(name, cells, count)) {
            di_target_report(&table->all.reading, 1, DI_ERR_MISSING,
                             DI_N_("The column '%1' is missing."), name, NULL, hint);
            has_all = false;
        }
    }
    for (uint32_t c = 0; is_well && c < DI_TARGET_COLUMNS; c++)
        is_well = strcmp(cells[c], di_target_column_name((enum di_target_column)c)) == 0;
    if (has_all && !is_well)
        di_target_report(&table->all.reading, 1, DI_ERR_SYNTAX,
                         DI_N_("The columns are not in the order of a file of targets."), NULL,
                         NULL, hint);
    return has_all && is_well;
}

/* ---- rows ---- */

static void read_rows(struct table *table)
{
    const char *cells[CELLS_MAX];
    size_t count;
    while (!table->all.reading.has_no_memory &&
           (count = di_delimited_next(&table->text, cells, CELLS_MAX)) > 0) {
        const uint32_t line = (uint32_t)table->text.line;
        if (table->all.count == DI_TARGET_ROWS_MAX) {
            di_target_report(&table->all.reading, line, DI_ERR_LIMIT,
                             DI_N_("The file has more rows than a file of targets may have."),
                             NULL, NULL, NULL);
            return;
        }
        if (count != DI_TARGET_COLUMNS) {
            di_target_report(&table->all.reading, line, DI_ERR_SYNTAX,
                             DI_N_("The row has not as many cells as the header."), NULL, NULL,
                             DI_N_("A cell that holds a comma stands in quotation marks."));
            continue;
        }
        struct di_target_row *row = di_target_table_next(&table->all);
        if (row == NULL)
            return;
        memcpy(row->cells, cells, sizeof row->cells);
        row->line = line;
        table->all.count += di_target_row_read(&table->all.reading, row);
    }
    if (table->text.open_quote_line > 0)
        di_target_report(&table->all.reading, (uint32_t)table->text.open_quote_line,
                         DI_ERR_SYNTAX, DI_N_("A quotation mark is never closed."), NULL, NULL,
                         NULL);
}

static void read_table(struct table *table, struct di_targets *targets)
{
    if (!check_header(table))
        return;
    read_rows(table);
    if (table->all.count == 0 && !di_diagnostics_have_errors(table->all.reading.diagnostics))
        di_target_report(&table->all.reading, 0, DI_ERR_MISSING,
                         DI_N_("The file has no target."), NULL, NULL, NULL);
    di_target_table_settle(&table->all, targets);
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
    struct table table = {.all.reading = {.file = shown_name,
                                          .pointer = "",
                                          .model = model,
                                          .diagnostics = diagnostics,
                                          .arena = &targets->arena}};
    di_delimited_open(&table.text, decoded, ',');
    read_table(&table, targets);
    enum di_status status = table.all.reading.has_no_memory
                                ? di_fail_memory(error)
                                : di_first_error(diagnostics, errors_before, before, error);
    di_target_table_finish(&table.all);
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
