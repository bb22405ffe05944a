/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Where the figures of a table stand. Tables are laid out in one of three ways: one figure a
 * row; years side by side, each a column headed by its year; series side by side, each a column
 * that "series" of the mapping names.
 */
#ifndef DI_TABLE_LAYOUT_H
#define DI_TABLE_LAYOUT_H

#include "table_book.h"

/* A column of figures. */
struct di_value_column {
    size_t column;
    int32_t year;  /* of its heading; 0: of the row */
    size_t series; /* of the mapping; SIZE_MAX: of the row */
};

struct di_table_layout {
    struct di_table_import *import;
    struct di_value_column values[DI_OFFICE_COLUMNS_MAX];
    size_t count;
};

/** Find them; what is unclear or missing is reported, and nothing is found then. */
bool di_table_layout_find(struct di_table_layout *layout, struct di_table_import *import);

/** Is the role said by a column or for all rows? */
bool di_table_is_said(const struct di_table_import *import, enum di_table_role role);

/** The series of a row matter only if the mapping says what they are. */
bool di_table_has_series(const struct di_table_import *import);

#endif
