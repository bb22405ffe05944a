/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet of an XLSX file as the rows of a table. Texts are shared strings, in a part of their
 * own: before rows are given, a pass over the sheet marks those of wanted columns, and only
 * they are read. Of a heading whose row is not known each row has its strings read alone.
 */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "growing_text.h"
#include "office/office_reader.h"
#include "shared_strings.h"
#include "sheet_rows.h"
#include "workbook_parts.h"

struct di_office_reader {
    struct di_office_reading reading;
    struct zip *archive;
    struct di_workbook workbook;
    struct di_cell_styles styles;
    const char *sheet, *strings_path;
    const struct di_office_wish *wish;
    struct di_shared_strings strings;
    struct di_merged_cells merged;
    struct di_sheet_rows rows;
};

/* ---- reports ---- */

static void report(const struct di_office_reader *reader, enum di_status status,
                   const char *sentence, const char *first, const char *second)
{
    struct di_message message;
    const uint32_t row = reader->rows.row;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second),
               di_integer_arg((int64_t)(DI_OFFICE_UNPACKED_MAX >> 20)));
    (void)di_office_table_report(reader->reading.table, row, SIZE_MAX, status, &message);
}

/* What keeps a part from being read. true: there was nothing. */
static bool is_done(const struct di_office_reader *reader, enum di_xml_step step,
                    const char *path)
{
    switch (step) {
    case DI_XML_PAUSED:
    case DI_XML_DONE:
        return true;
    case DI_XML_MISSING:
        report(reader, DI_ERR_INPUT,
               DI_N_("This is no Excel workbook (.xlsx): it has no '%1'. Save the table as an "
                     "Excel workbook (.xlsx) or as CSV."),
               path, "");
        break;
    case DI_XML_BROKEN:
        report(reader, DI_ERR_INPUT,
               DI_N_("The workbook is damaged: '%1' in it cannot be read to its end."), path,
               "");
        break;
    case DI_XML_TOO_LARGE:
        report(reader, DI_ERR_LIMIT,
               DI_N_("'%1' in the workbook unpacks to more than %3 MB, or is nested too deep."),
               path, "");
        break;
    case DI_XML_NO_MEMORY:
        break;
    }
    return false;
}

static void report_no_sheet(const struct di_office_reader *reader)
{
    struct di_growing_text list = {0};
    const char *asked = reader->reading.form->sheet;
    for (const struct di_workbook_sheet *s = reader->workbook.sheets; s != NULL; s = s->next) {
        di_growing_text_add(&list, list.used > 0 ? ", " : "");
        di_growing_text_add(&list, s->name);
    }
    di_growing_text_add(&list, "");
    char *names = di_growing_text_take(&list);
    if (asked != NULL)
        report(reader, DI_ERR_REFERENCE, DI_N_("There is no sheet '%1'. Sheets: %2."), asked,
               names != NULL && names[0] != '\0' ? names : "-");
    else
        report(reader, DI_ERR_INPUT, DI_N_("The workbook has no sheet with cells."), "", "");
    free(names);
}

/* ---- opening ---- */

static struct zip *open_archive(const struct di_office_bytes *source)
{
    zip_error_t error;
    int code = 0;
    if (source->stream != NULL)
        return zip_open(source->path, ZIP_RDONLY, &code);
    zip_error_init(&error);
    zip_source_t *bytes = zip_source_buffer_create(source->bytes, source->size, 0, &error);
    struct zip *archive =
        bytes != NULL ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : NULL;
    if (archive == NULL && bytes != NULL)
        zip_source_free(bytes);
    zip_error_fini(&error);
    return archive;
}

static bool open_workbook(struct di_office_reader *reader)
{
    const char *sheet = reader->reading.form->sheet;
    const enum di_xml_step step = di_workbook_read(&reader->workbook, reader->archive);
    if (!is_done(reader, step,
                 reader->workbook.path[0] != '\0' ? reader->workbook.path : "_rels/.rels"))
        return false;
    reader->sheet = di_workbook_sheet_path(&reader->workbook, sheet);
    reader->strings_path = di_workbook_part_path(&reader->workbook, "/sharedStrings");
    if (reader->sheet == NULL) {
        report_no_sheet(reader);
        return false;
    }
    const char *styles = di_workbook_part_path(&reader->workbook, "/styles");
    return is_done(reader, di_cell_styles_read(&reader->styles, reader->archive, styles),
                   styles != NULL ? styles : "");
}

static void sheet_close(struct di_office_reader *reader)
{
    di_sheet_rows_close(&reader->rows);
    di_shared_strings_finish(&reader->strings);
    di_merged_cells_finish(&reader->merged);
    di_workbook_finish(&reader->workbook);
    if (reader->archive != NULL)
        zip_discard(reader->archive);
    free(reader);
}

static struct di_office_reader *sheet_open(const struct di_office_reading *reading)
{
    struct di_office_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL)
        return NULL;
    reader->reading = *reading;
    di_arena_init(&reader->workbook.arena);
    reader->archive = open_archive(reading->source);
    if (reader->archive == NULL)
        report(reader, DI_ERR_INPUT,
               DI_N_("The workbook is damaged: it cannot be unpacked. Was it copied whole?"),
               "", "");
    if (reader->archive != NULL && open_workbook(reader)) {
        reader->rows.styles = &reader->styles;
        reader->rows.is_1904 = reader->workbook.is_1904;
        return reader;
    }
    sheet_close(reader);
    return NULL;
}

/* ---- rows ---- */

static bool begin_rows(struct di_office_reader *reader)
{
    return is_done(reader, di_sheet_rows_open(&reader->rows, reader->archive, reader->sheet),
                   reader->sheet);
}

static bool mark_waiting(struct di_office_reader *reader)
{
    for (size_t i = 0; i < reader->rows.waiting_count; i++)
        if (!di_shared_strings_mark(&reader->strings, reader->rows.waiting[i].number))
            return false;
    return true;
}

static bool read_strings(struct di_office_reader *reader)
{
    return is_done(
        reader, di_shared_strings_read(&reader->strings, reader->archive, reader->strings_path),
        reader->strings_path != NULL ? reader->strings_path : "");
}

/* Rows that a heading may reach down from, where its cells are merged over several. */
enum { HEADING_ABOVE = 20 };

static bool is_of_heading(const struct di_office_reader *reader)
{
    const uint32_t heading = reader->reading.form->heading_row, row = reader->rows.row;
    return row <= heading && row + HEADING_ABOVE >= heading;
}

/* Every string and merged cell of wanted columns, in a pass of its own; of a heading whose row
 * is known only those of that row and the ones above it. */
static bool gather(struct di_office_reader *reader)
{
    enum di_xml_step step;
    if (!begin_rows(reader))
        return false;
    reader->rows.merged = &reader->merged;
    while ((step = di_sheet_rows_next(&reader->rows)) == DI_XML_PAUSED) {
        if ((!reader->wish->takes_all || is_of_heading(reader)) && !mark_waiting(reader))
            return false;
        di_cell_store_clear(reader->wish->cells);
    }
    reader->rows.merged = NULL;
    di_merged_cells_begin(&reader->merged, reader->wish->cells->count);
    return is_done(reader, step, reader->sheet) && !reader->merged.ran_out &&
           read_strings(reader);
}

static bool sheet_restart(struct di_office_reader *reader, const struct di_office_wish *wish)
{
    di_shared_strings_finish(&reader->strings);
    di_merged_cells_finish(&reader->merged);
    reader->wish = reader->rows.wish = wish;
    if ((!wish->takes_all || reader->reading.form->heading_row > 1) && !gather(reader))
        return false;
    return begin_rows(reader);
}

static void fill_waiting(struct di_office_reader *reader)
{
    for (size_t i = 0; i < reader->rows.waiting_count; i++) {
        const struct di_waiting_cell *cell = &reader->rows.waiting[i];
        const char *text = di_shared_strings_text(&reader->strings, cell->number);
        if (text != NULL)
            di_cell_store_set(reader->wish->cells, cell->place, DI_CELL_TEXT, text,
                              strlen(text));
    }
}

static bool fill_heading(struct di_office_reader *reader)
{
    if (reader->rows.row <= reader->reading.form->heading_row)
        return true;
    di_shared_strings_finish(&reader->strings);
    if (reader->rows.waiting_count == 0)
        return true;
    if (!mark_waiting(reader)) {
        reader->wish->cells->ran_out = true;
        return true;
    }
    return read_strings(reader);
}

static enum di_office_step sheet_next(struct di_office_reader *reader, uint32_t *line)
{
    const enum di_xml_step step = di_sheet_rows_next(&reader->rows);
    if (step == DI_XML_DONE)
        return DI_STEP_END;
    if (!is_done(reader, step, reader->sheet))
        return DI_STEP_FAILED;
    *line = reader->rows.row;
    if (reader->rows.is_too_wide) {
        report(reader, DI_ERR_LIMIT, DI_N_("The row has cells in more columns than are read."),
               "", "");
        return DI_STEP_FAILED;
    }
    if (reader->wish->takes_all && !fill_heading(reader))
        return DI_STEP_FAILED;
    fill_waiting(reader);
    if (reader->merged.count > 0)
        di_merged_cells_fill(&reader->merged, reader->rows.row, reader->wish->cells);
    reader->wish->cells->ran_out = reader->wish->cells->ran_out || reader->merged.ran_out;
    return DI_STEP_ROW;
}

static enum di_text_encoding sheet_encoding(const struct di_office_reader *reader)
{
    (void)reader;
    return DI_TEXT_UTF8;
}

static const char *sheet_name(const struct di_office_reader *reader, size_t index)
{
    return di_workbook_sheet_name(&reader->workbook, index);
}

const struct di_office_reader_kind di_office_sheet_reader = {
    sheet_open, sheet_restart, sheet_next, sheet_close, sheet_encoding, sheet_name};
