/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells are collected first, because a column's width is known only at the end. Lines carry no
 * trailing spaces when their last cell has text. Nothing is cut: a narrow terminal wraps.
 */
#include "text_table.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue.h"

#define GAP 2

void di_text_table_init(struct di_text_table *table, size_t columns)
{
    *table = (struct di_text_table){.columns = columns};
}

void di_text_table_finish(struct di_text_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->cells[i]);
    free(table->cells);
    *table = (struct di_text_table){0};
}

static bool has_room(struct di_text_table *table)
{
    if (table->count < table->capacity)
        return true;
    const size_t capacity = table->capacity > 0 ? 2 * table->capacity : 64;
    char **grown = realloc(table->cells, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    table->cells = grown;
    table->capacity = capacity;
    return true;
}

void di_text_table_add(struct di_text_table *table, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = has_room(table) ? malloc(size) : NULL;
    if (copy == NULL) {
        table->is_incomplete = true;
        return;
    }
    memcpy(copy, text, size);
    table->cells[table->count++] = copy;
}

static size_t column_width(const struct di_text_table *table, size_t column)
{
    size_t widest = 0;
    for (size_t i = column; i < table->count; i += table->columns) {
        const size_t width = di_catalogue_width(table->cells[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void print_repeated(FILE *stream, char character, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)fputc(character, stream);
}

static void print_cell(const struct di_text_table *table, size_t index, FILE *stream)
{
    const size_t column = index % table->columns;
    const char *text = table->cells[index];
    const size_t rest = column_width(table, column) - di_catalogue_width(text);
    if (column > 0)
        print_repeated(stream, ' ', GAP + rest);
    (void)fputs(text, stream);
    if (column == 0 && table->columns > 1)
        print_repeated(stream, ' ', rest);
}

static void print_rule(const struct di_text_table *table, FILE *stream)
{
    size_t width = (table->columns - 1) * GAP;
    for (size_t column = 0; column < table->columns; column++)
        width += column_width(table, column);
    print_repeated(stream, '-', width);
    (void)fputc('\n', stream);
}

bool di_text_table_print(const struct di_text_table *table, FILE *stream)
{
    if (table->is_incomplete || table->columns == 0)
        return false;
    for (size_t i = 0; i < table->count; i++) {
        print_cell(table, i, stream);
        if ((i + 1) % table->columns != 0)
            continue;
        (void)fputc('\n', stream);
        if (i + 1 == table->columns)
            print_rule(table, stream);
    }
    return true;
}
