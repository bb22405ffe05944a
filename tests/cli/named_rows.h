/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that grows, of rows found by a name. A new row holds zeros. */
#ifndef NAMED_ROWS_H
#define NAMED_ROWS_H

#include <stdbool.h>

#include "name_index.h"

struct named_rows {
    struct name_index names; /* rows are numbered as their names come */
    size_t row_size;
    void *rows; /* [names.count]; moves when the table grows */
    size_t capacity;
};

/** The number of a row, made if the name is new. */
size_t named_rows_find(struct named_rows *table, const char *name, bool *is_new_out);

/** A row by its number, until the next one is made. */
void *named_rows_at(const struct named_rows *table, size_t row);

/** Both in one. */
void *named_rows_of(struct named_rows *table, const char *name, bool *is_new_out);

/** Forget all rows; the table is ready for new ones. */
void named_rows_clear(struct named_rows *table);

#endif
