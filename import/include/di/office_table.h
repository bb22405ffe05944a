/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A table of an office, read row by row: text with separators, or a sheet of an XLSX file.
 *
 * Personal data: the file is never in memory whole. It is read in blocks that are wiped after
 * use, and of a row only the cells of selected columns are copied out, which hold until the
 * next row. Cells of other columns are skipped over, never stored.
 */
#ifndef DI_OFFICE_TABLE_H
#define DI_OFFICE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/diagnostic.h"
#include "di/text_encoding.h"

#define DI_OFFICE_FILE_MAX ((uint64_t)64 << 20)      /* bytes of the file */
#define DI_OFFICE_UNPACKED_MAX ((uint64_t)512 << 20) /* bytes of one part of an XLSX file */
#define DI_OFFICE_ROWS_MAX 2000000
#define DI_OFFICE_COLUMNS_MAX 500
#define DI_OFFICE_CELL_MAX 10000 /* characters of one selected cell */

/** How the file is written; 0 or NULL: as it tells. */
struct di_office_form {
    enum di_text_encoding encoding;
    char separator;       /* ',' ';' '\t' */
    const char *sheet;    /* of XLSX, by name; NULL: the first */
    uint32_t heading_row; /* its line, or row of the sheet; 0: the first that is not empty */
    /* Asked between rows; true ends reading with DI_ERR_INTERRUPTED. NULL: it goes on. */
    bool (*is_stopped)(void *context);
    void *stop_context;
};

enum di_office_cell_kind {
    DI_CELL_TEXT,    /* as written: all cells of text files */
    DI_CELL_NUMBER,  /* of a sheet: C-locale number, whatever signs the rest of the file has */
    DI_CELL_DATE,    /* of a sheet: ISO, with " HH:MM:SS" if it has a time */
    DI_CELL_BOOLEAN, /* of a sheet: "TRUE", "FALSE" */
    DI_CELL_ERROR /* of a sheet: "#DIV/0!", "=?" for a formula that was never calculated; "#N/A"
                     comes as an empty text, for missing */
};

struct di_office_cell {
    const char *text; /* valid UTF-8, spaces at both ends dropped; "" where the row has none */
    enum di_office_cell_kind kind;
};

struct di_office_table;

/**
 * Open a file and read its heading row.
 *
 * @param path  of a regular file; borrowed until close, as are the texts of `form`
 * @param diagnostics  takes every problem, also those of later calls; borrowed until close
 * @param[out] out  free with di_office_table_close; untouched on failure
 * @return DI_OK; the status of the first problem, which also fills `error`
 *
 * Cost: one pass over a text file whose encoding is not said, else the first rows.
 */
DI_MUST_CHECK enum di_status di_office_table_open(const char *path,
                                                  const struct di_office_form *form,
                                                  struct di_diagnostics *diagnostics,
                                                  struct di_office_table **out,
                                                  struct di_error *error);

/** The same from memory, which must outlive the table; `shown_name` stands for the file. */
DI_MUST_CHECK enum di_status di_office_table_open_bytes(
    const char *bytes, size_t size, const char *shown_name, const struct di_office_form *form,
    struct di_diagnostics *diagnostics, struct di_office_table **out, struct di_error *error);

void di_office_table_close(struct di_office_table *table); /* NULL is fine */

/** Its name as shown in reports. */
const char *di_office_table_name(const struct di_office_table *table);

/** Cells of the heading row; "" for one that is empty. */
size_t di_office_table_columns(const struct di_office_table *table);
const char *di_office_table_heading(const struct di_office_table *table, size_t column);
uint32_t di_office_table_heading_line(const struct di_office_table *table);

/** How the file was read: an encoding that was not said and that had to be told. */
enum di_text_encoding di_office_table_encoding(const struct di_office_table *table);
bool di_office_table_is_sheet(const struct di_office_table *table);

/** Names of a workbook's sheets, hidden ones left out; NULL behind the last, and of a text. */
const char *di_office_table_sheet_name(const struct di_office_table *table, size_t index);

/**
 * Begin reading (again) behind the heading: rows will have the cells of these columns.
 *
 * @param columns  `count` numbers of columns, any of them more than once; SIZE_MAX for one that
 *                 the file has none of: its cells are ""
 * @return DI_OK or why not, which is reported
 */
DI_MUST_CHECK enum di_status di_office_table_select(struct di_office_table *table,
                                                    const size_t *columns, size_t count,
                                                    struct di_error *error);

/**
 * The next row that has anything in it.
 *
 * @param[out] cells  [count of select], in its order; valid until the next call
 * @param[out] line   of the file, or row of the sheet, from 1
 * @return false at the end, and after a problem that ends reading: see di_office_table_status.
 *         A row with another number of cells than the heading is reported and left out.
 */
bool di_office_table_next(struct di_office_table *table, struct di_office_cell *cells,
                          uint32_t *line);

/** DI_OK, or what ended reading, or was wrong with a row; it has been reported. */
enum di_status di_office_table_status(const struct di_office_table *table,
                                      struct di_error *error);

/** Rows that next has given since select. */
size_t di_office_table_rows(const struct di_office_table *table);

/**
 * Report a problem at a column of a row: adds "Column 'X': " to nothing, for the message says
 * it; the place is "FILE:LINE:COLUMN".
 *
 * @param column  of the file; SIZE_MAX: none
 */
struct di_diagnostic *di_office_table_report(const struct di_office_table *table, uint32_t line,
                                             size_t column, enum di_status status,
                                             const struct di_message *message);

#endif
