/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the columns of a sheet mean. The first names the kind of row: `pointer`, or a section of
 * scenario files whose ids stand below it; the others name a field of the section, or `value`.
 * Headings are understood by key, by the field's own text in the screen's language, by common
 * English and Russian words, and as they were taken last time. Personal data are never taken.
 */
#ifndef IMPORT_COLUMNS_H
#define IMPORT_COLUMNS_H

#include "di/message.h"

#include "import_sheet.h"
#include "inputs.h"

enum import_use { IMPORT_UNKNOWN, IMPORT_TAKEN, IMPORT_PERSONAL, IMPORT_LEFT_OUT };

struct import_column {
    enum import_use use;
    char key[96]; /* "institutions", "capacity", "recruitment/enquiries_per_year" */
};

void import_columns_guess(struct import_column columns[IMPORT_COLUMNS_MAX],
                          const struct import_sheet *sheet, const struct inputs *inputs,
                          const struct di_catalogue *catalogue);

/* Does the heading of a first column say which values a table holds: "pointer", or things of
 * the scenario? */
bool import_columns_know_first(const char *heading, const struct inputs *inputs);

/* Takes a key as typed ("" leaves the column out); known if the scenario has it. */
void import_column_set(struct import_column columns[IMPORT_COLUMNS_MAX], size_t column,
                       const char *key, const struct inputs *inputs);

/* What the table of fields says of a section's field (a message id); NULL: there is none. */
const char *import_field_text(const char *section, const char *key);

/* Remember how headings were taken, for the next file. */
void import_columns_remember(const struct import_column columns[IMPORT_COLUMNS_MAX],
                             const struct import_sheet *sheet);

/* The id of a section that a cell means: the id itself, or the name of its thing in any
 * language; NULL if there is none. Borrowed from `room`. */
const char *import_row_id(const struct inputs *inputs, const char *section, const char *cell,
                          char *room, size_t size);

#endif
