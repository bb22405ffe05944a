/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "named_rows.h"

#include <stdlib.h>
#include <string.h>

#include "di_test.h"

static void make_room(struct named_rows *table, size_t row)
{
    if (row < table->capacity)
        return;
    table->capacity = 2 * row + 256;
    table->rows = realloc(table->rows, table->capacity * table->row_size);
    assert_non_null(table->rows);
}

void *named_rows_at(const struct named_rows *table, size_t row)
{
    return (char *)table->rows + row * table->row_size;
}

size_t named_rows_find(struct named_rows *table, const char *name, bool *is_new_out)
{
    const size_t known = table->names.count;
    const size_t row = name_index_of(&table->names, name);
    *is_new_out = row == known;
    if (*is_new_out) {
        make_room(table, row);
        memset(named_rows_at(table, row), 0, table->row_size);
    }
    return row;
}

void *named_rows_of(struct named_rows *table, const char *name, bool *is_new_out)
{
    return named_rows_at(table, named_rows_find(table, name, is_new_out));
}

void named_rows_clear(struct named_rows *table)
{
    name_index_clear(&table->names);
    free(table->rows);
    table->rows = NULL;
    table->capacity = 0;
}
