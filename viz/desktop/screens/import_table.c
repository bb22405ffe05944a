/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two forms: `pointer,value`, or a first column named by a section of the scenario (say
 * `institutions`) that holds ids, and one column per field. Separators are comma, semicolon or
 * tab, whichever the heading has most of; a decimal comma is read where the separator is none.
 * Rows are looked at one by one, and all problems are kept.
 */
#include "import_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"

#include "machine.h"

#define ROWS_MAX 20000
#define PROBLEMS_MAX 500

struct made_edit {
    char *pointer, *json;
};

struct table_import {
    struct di_arena arena;
    size_t columns, rows;
    const char **cells; /* [rows][columns] */
    char separator;
    size_t problem_count, edit_count;
    struct di_message *problems;
    struct made_edit *edits;
};

void table_import_destroy(struct table_import *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->edit_count; i++) {
        free(table->edits[i].pointer);
        free(table->edits[i].json);
    }
    free(table->edits);
    free(table->problems);
    free(table->cells);
    di_arena_finish(&table->arena);
    free(table);
}

static struct di_message *add_problem(struct table_import *table)
{
    if (table->problem_count == PROBLEMS_MAX)
        return NULL;
    struct di_message *grown =
        realloc(table->problems, (table->problem_count + 1) * sizeof *grown);
    if (grown == NULL)
        return NULL;
    if (grown != table->problems) /* messages point into themselves */
        for (size_t i = 0; i < table->problem_count; i++)
            for (size_t a = 0; a < DI_MESSAGE_ARGS_MAX; a++)
                if (grown[i].arguments[a].text != NULL)
                    grown[i].arguments[a].text =
                        grown[i].text + (grown[i].arguments[a].text - table->problems[i].text);
    table->problems = grown;
    return &grown[table->problem_count++];
}

#define PROBLEM(table, id, ...)                                                                \
    do {                                                                                       \
        struct di_message *message_ = add_problem(table);                                      \
        if (message_ != NULL)                                                                  \
            DI_MESSAGE(message_, id, __VA_ARGS__);                                             \
    } while (0)

/* ---- reading ---- */

static char separator_of(const char *text)
{
    const char signs[] = {',', ';', '\t'};
    size_t most = 0;
    char best = ',';
    for (size_t s = 0; s < 3; s++) {
        size_t count = 0;
        for (const char *c = text; *c != '\0' && *c != '\n'; c++)
            count += *c == signs[s];
        if (count > most) {
            most = count;
            best = signs[s];
        }
    }
    return best;
}

/* One cell into arena memory; `*at` moves to what follows it. */
static const char *read_cell(struct table_import *table, const char **at)
{
    const char *c = *at;
    char *cell = DI_ARENA_NEW(&table->arena, strcspn(c, "\n") + strlen(c) + 1, char);
    size_t used = 0;
    if (cell == NULL)
        return "";
    if (*c == '"') {
        for (c++; *c != '\0' && !(c[0] == '"' && c[1] != '"'); c++) {
            c += c[0] == '"' ? 1 : 0;
            cell[used++] = *c;
        }
        c += *c == '"' ? 1 : 0;
    }
    for (; *c != '\0' && *c != table->separator && *c != '\n'; c++)
        if (*c != '\r')
            cell[used++] = *c;
    while (used > 0 && cell[used - 1] == ' ')
        used--;
    cell[used] = '\0';
    *at = c;
    return cell;
}

static bool append_row(struct table_import *table, const char *const *row)
{
    const char **grown =
        realloc(table->cells, (table->rows + 1) * table->columns * sizeof *grown);
    if (grown == NULL)
        return false;
    table->cells = grown;
    memcpy(grown + table->rows * table->columns, row, table->columns * sizeof *row);
    table->rows++;
    return true;
}

static void read_rows(struct table_import *table, const char *text)
{
    const char *at = text;
    while (*at != '\0' && table->rows < ROWS_MAX) {
        const char *row[TABLE_IMPORT_COLUMNS];
        size_t count = 0;
        bool is_empty = true;
        for (;;) {
            const char *cell = read_cell(table, &at);
            is_empty = is_empty && cell[0] == '\0';
            if (count < TABLE_IMPORT_COLUMNS)
                row[count++] = cell;
            if (*at != table->separator)
                break;
            at++;
        }
        at += *at == '\n' ? 1 : 0;
        if (is_empty)
            continue;
        if (table->rows == 0)
            table->columns = count;
        if (count != table->columns) {
            PROBLEM(table, DI_N_("Row %1 has %2 cells, the heading has %3. Make them equal."),
                    di_integer_arg((int64_t)table->rows + 1), di_integer_arg((int64_t)count),
                    di_integer_arg((int64_t)table->columns));
            while (count < table->columns)
                row[count++] = "";
        }
        if (!append_row(table, row))
            break;
    }
}

/* ---- rows into edits ---- */

static bool add_edit(struct table_import *table, const char *pointer, const char *json)
{
    struct made_edit *grown = realloc(table->edits, (table->edit_count + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    table->edits = grown;
    struct made_edit *edit = &grown[table->edit_count];
    edit->pointer = strdup(pointer);
    edit->json = strdup(json);
    if (edit->pointer == NULL || edit->json == NULL) {
        free(edit->pointer);
        free(edit->json);
        return false;
    }
    table->edit_count++;
    return true;
}

static bool is_number(const struct table_import *table, const char *cell, double *value)
{
    char plain[64];
    size_t used = 0;
    for (const char *c = cell; *c != '\0' && used + 1 < sizeof plain; c++) {
        if (*c == ' ')
            continue;
        plain[used++] = *c == ',' && table->separator != ',' ? '.' : *c;
    }
    plain[used] = '\0';
    return di_number_parse(plain, value) && isfinite(*value);
}

/* Has the scenario anything at this id of a section? */
static bool has_place(const struct inputs *inputs, const char *place)
{
    const size_t length = strlen(place);
    for (size_t i = 0; i < inputs->count; i++)
        if (strncmp(inputs->items[i].pointer, place, length) == 0 &&
            inputs->items[i].pointer[length] == '/')
            return true;
    return false;
}

static const struct di_scenario_input *input_at(const struct inputs *inputs,
                                                const char *pointer)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->items[i].pointer, pointer) == 0 ||
            strcmp(inputs->items[i].value_pointer, pointer) == 0)
            return &inputs->items[i];
    return NULL;
}

static const char *nearest_pointer(const struct inputs *inputs, const char *pointer)
{
    const char **names = calloc(inputs->count + 1, sizeof *names);
    const char *nearest = NULL;
    for (size_t i = 0; names != NULL && i < inputs->count; i++)
        names[i] = inputs->items[i].pointer;
    if (names != NULL)
        nearest = di_nearest_name(pointer, names, inputs->count);
    free(names);
    return nearest;
}

static bool check_number(struct table_import *table, const struct di_scenario_input *input,
                         size_t row, const char *column, const char *cell, double value)
{
    const struct di_argument at = di_integer_arg((int64_t)row + 1);
    if (input == NULL)
        return true;
    if (input->is_whole && floor(value) < value) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': '%3' is not a whole number. Write a whole number, "
                      "or leave the row out."),
                at, di_text_arg(column), di_text_arg(cell));
        return false;
    }
    if (input->has_range && (value < input->minimum || value > input->maximum)) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': '%3' is outside the range from %4 to %5. Correct "
                      "it, or leave the row out."),
                at, di_text_arg(column), di_text_arg(cell), di_real_arg(input->minimum),
                di_real_arg(input->maximum));
        return false;
    }
    return true;
}

static void take_cell(struct table_import *table, const struct inputs *inputs, size_t row,
                      const char *column, const char *pointer, const char *cell)
{
    const struct di_scenario_input *input = input_at(inputs, pointer);
    char number[DI_NUMBER_TEXT_MAX];
    double value;
    const char *to = input != NULL ? input->value_pointer : pointer;
    if (is_number(table, cell, &value)) {
        (void)di_number_format(value, number);
        if (check_number(table, input, row, column, cell, value))
            (void)add_edit(table, to, number);
        return;
    }
    if (input != NULL && input->kind == DI_INPUT_NUMBER) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': '%3' is not a number. Write digits with a decimal "
                      "point, or leave the row out."),
                di_integer_arg((int64_t)row + 1), di_text_arg(column), di_text_arg(cell));
        return;
    }
    const size_t room = 2 * strlen(cell) + 4;
    char *json = malloc(room);
    size_t used = 0;
    if (json == NULL)
        return;
    json[used++] = '"';
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            json[used++] = '\\';
        json[used++] = *c;
    }
    json[used++] = '"';
    json[used] = '\0';
    const bool is_flag = strcmp(cell, "true") == 0 || strcmp(cell, "false") == 0;
    (void)add_edit(table, to, is_flag ? cell : json);
    free(json);
}

static void take_pointer_row(struct table_import *table, const struct inputs *inputs,
                             size_t row, size_t pointer_column, size_t value_column)
{
    const char *pointer = table_import_cell(table, row, pointer_column);
    const char *value = table_import_cell(table, row, value_column);
    if (value[0] == '\0')
        return; /* missing is never zero */
    if (input_at(inputs, pointer) == NULL) {
        const char *nearest = nearest_pointer(inputs, pointer);
        PROBLEM(table,
                DI_N_("Row %1, column '%2': the scenario has no input '%3'. The nearest is "
                      "'%4'."),
                di_integer_arg((int64_t)row + 1), di_text_arg("pointer"), di_text_arg(pointer),
                di_text_arg(nearest != NULL ? nearest : "-"));
        return;
    }
    take_cell(table, inputs, row, "value", pointer, value);
}

static void take_section_row(struct table_import *table, const struct inputs *inputs,
                             size_t row)
{
    const char *section = table_import_cell(table, 0, 0);
    const char *id = table_import_cell(table, row, 0);
    char pointer[600];
    (void)snprintf(pointer, sizeof pointer, "/%s/%s", section, id);
    if (!has_place(inputs, pointer)) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': the scenario has no '%3' there. Correct the id, or "
                      "add it to the scenario first."),
                di_integer_arg((int64_t)row + 1), di_text_arg(section), di_text_arg(id));
        return;
    }
    for (size_t c = 1; c < table->columns; c++) {
        const char *field = table_import_cell(table, 0, c);
        const char *cell = table_import_cell(table, row, c);
        if (cell[0] == '\0' || strcmp(cell, "-") == 0)
            continue;
        (void)snprintf(pointer, sizeof pointer, "/%s/%s/%s", section, id, field);
        take_cell(table, inputs, row, field, pointer, cell);
    }
}

static size_t column_of(const struct table_import *table, const char *name)
{
    for (size_t c = 0; table->rows > 0 && c < table->columns; c++)
        if (strcmp(table_import_cell(table, 0, c), name) == 0)
            return c;
    return SIZE_MAX;
}

static void take_rows(struct table_import *table, const struct inputs *inputs)
{
    const size_t pointer = column_of(table, "pointer"), value = column_of(table, "value");
    char place[300];
    if (table->rows == 0)
        return;
    (void)snprintf(place, sizeof place, "/%s", table_import_cell(table, 0, 0));
    const bool is_section = has_place(inputs, place);
    if ((pointer == SIZE_MAX || value == SIZE_MAX) && !is_section) {
        PROBLEM(table,
                DI_N_("The heading has no columns 'pointer' and 'value', and its first column "
                      "'%1' is no section of a scenario. Rename the columns."),
                di_text_arg(table_import_cell(table, 0, 0)));
        return;
    }
    for (size_t row = 1; row < table->rows; row++) {
        if (pointer != SIZE_MAX && value != SIZE_MAX)
            take_pointer_row(table, inputs, row, pointer, value);
        else
            take_section_row(table, inputs, row);
    }
}

struct table_import *table_import_read(const char *path, const struct inputs *inputs)
{
    struct table_import *table = calloc(1, sizeof *table);
    size_t size = 0;
    char *text = machine_read(path, &size);
    if (table == NULL) {
        free(text);
        return NULL;
    }
    di_arena_init(&table->arena);
    if (text == NULL) {
        PROBLEM(table, DI_N_("The file '%1' cannot be read. Check its name."),
                di_text_arg(path));
        return table;
    }
    const bool has_mark = strncmp(text, "\xEF\xBB\xBF", 3) == 0;
    table->separator = separator_of(text);
    read_rows(table, has_mark ? text + 3 : text);
    free(text);
    if (inputs == NULL)
        PROBLEM(table, DI_N_("No scenario is open to take the rows of '%1'. Open one first."),
                di_text_arg(path));
    else
        take_rows(table, inputs);
    return table;
}

/* ---- looking ---- */

size_t table_import_column_count(const struct table_import *table)
{
    return table->columns;
}

size_t table_import_row_count(const struct table_import *table)
{
    return table->rows;
}

const char *table_import_cell(const struct table_import *table, size_t row, size_t column)
{
    return table->cells[row * table->columns + column];
}

size_t table_import_problem_count(const struct table_import *table)
{
    return table->problem_count;
}

const struct di_message *table_import_problem(const struct table_import *table, size_t index)
{
    return &table->problems[index];
}

size_t table_import_edit_count(const struct table_import *table)
{
    return table->edit_count;
}

void table_import_edit(const struct table_import *table, size_t index, const char **pointer_out,
                       const char **json_out)
{
    *pointer_out = table->edits[index].pointer;
    *json_out = table->edits[index].json;
}
