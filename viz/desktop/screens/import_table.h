/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A documented table of a scenario, as CSV or a sheet of a workbook, read to be looked at
 * before anything is taken: `pointer,value` and the tables by unit ("id,places" and so on;
 * docs/SCENARIO_FORMAT.md). Every problem comes with its row, column, value and what to do.
 */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/message.h"

#include "import_columns.h"
#include "import_sheet.h"
#include "inputs.h"

struct table_import;

/* Is it the name of a table, as its ending tells: .csv, .xlsx? */
bool table_import_is_for(const char *path);

/* Never NULL but for lack of memory: what cannot be read is a problem of the table. `inputs` of
 * the open scenario, NULL if none; borrowed for the call. */
struct table_import *table_import_read(const char *path, const struct inputs *inputs,
                                       const struct di_catalogue *catalogue);
void table_import_destroy(struct table_import *table); /* NULL is fine */

/* Read the same text in another form; its columns are guessed anew. */
void table_import_reform(struct table_import *table, const struct import_form *form,
                         const struct inputs *inputs, const struct di_catalogue *catalogue);
/* Take a column as a field of this key; "" leaves it out. */
void table_import_column(struct table_import *table, size_t column, const char *key,
                         const struct inputs *inputs);

/* Cells, form and meaning of columns, to be looked at. */
const struct import_sheet *table_import_sheet(const struct table_import *table);
const struct import_column *table_import_columns(const struct table_import *table);

size_t table_import_problem_count(const struct table_import *table);
const struct di_message *table_import_problem(const struct table_import *table, size_t index);

/* Row of the file that a problem is of and does not say itself; 0: none. */
uint32_t table_import_problem_line(const struct table_import *table, size_t index);

/* Edits that the rows without problems make. */
size_t table_import_edit_count(const struct table_import *table);
void table_import_edit(const struct table_import *table, size_t index, const char **pointer_out,
                       const char **json_out);

#endif
