/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two forms: `pointer,value`, or a first column named by a section of the scenario (say
 * `institutions`) that holds ids or names, and one column per field. Rows are looked at one by
 * one, and all problems are kept.
 */
#include "import_table.h"

#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"
#include "di/office_value.h"

#include "user_file.h"

struct made_edit {
    char *pointer, *json;
};

struct table_import {
    char *text; /* the whole file, to be read in another form; NULL: unreadable */
    size_t size;
    struct import_sheet sheet;
    struct import_column columns[IMPORT_COLUMNS_MAX];
    struct di_diagnostics problems; /* of rows; of the sheet itself: its faults */
    size_t edit_count;
    struct made_edit *edits;
};

/* What was found out about the rows. */
static void forget_rows(struct table_import *table)
{
    for (size_t i = 0; i < table->edit_count; i++) {
        free(table->edits[i].pointer);
        free(table->edits[i].json);
    }
    free(table->edits);
    table->edits = NULL;
    table->edit_count = 0;
    di_diagnostics_finish(&table->problems);
    di_diagnostics_init(&table->problems);
}

void table_import_destroy(struct table_import *table)
{
    if (table == NULL)
        return;
    forget_rows(table);
    import_sheet_finish(&table->sheet);
    free(table->text);
    free(table);
}

#define PROBLEM(table, id, ...)                                                                \
    do {                                                                                       \
        struct di_message message_;                                                            \
        DI_MESSAGE(&message_, id, __VA_ARGS__);                                                \
        (void)di_diagnostics_add(&(table)->problems, DI_SEVERITY_ERROR, DI_ERR_INPUT, "", 0,   \
                                 0, "", &message_);                                            \
    } while (0)

/* ---- rows into edits ---- */

static struct di_argument line_arg(const struct table_import *table, size_t row)
{
    return di_integer_arg(table->sheet.lines[row]);
}

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
    const struct di_argument at = line_arg(table, row);
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

/* 31.12.2031 as files have it; other texts stay as they are. */
static const char *plain_date(const char *cell, char iso[40])
{
    int day, month, year, used = 0;
    if (sscanf(cell, "%2d.%2d.%4d%n", &day, &month, &year, &used) != 3 || cell[used] != '\0' ||
        year < 1000 || month < 1 || month > 12 || day < 1 || day > 31)
        return cell;
    (void)snprintf(iso, 40, "%04d-%02d-%02d", year, month, day);
    return iso;
}

static void take_text(struct table_import *table, size_t row, const char *column,
                      const char *to, const char *cell)
{
    const bool is_flag = strcmp(cell, "true") == 0 || strcmp(cell, "false") == 0;
    json_t *text = is_flag ? json_boolean(cell[0] == 't') : json_string(cell);
    char *json = text != NULL ? json_dumps(text, JSON_ENCODE_ANY) : NULL;
    if (json != NULL)
        (void)add_edit(table, to, json);
    else
        PROBLEM(table,
                DI_N_("Row %1, column '%2': this is no text in the encoding chosen above. "
                      "Choose another."),
                line_arg(table, row), di_text_arg(column));
    free(json);
    json_decref(text);
}

static void take_cell(struct table_import *table, const struct inputs *inputs, size_t row,
                      const char *column, const char *pointer, const char *cell)
{
    const struct di_scenario_input *input = input_at(inputs, pointer);
    char number[DI_NUMBER_TEXT_MAX];
    double value;
    const char *to = input != NULL ? input->value_pointer : pointer;
    if (import_sheet_number(&table->sheet, cell, &value)) {
        (void)di_number_format(value, number);
        if (check_number(table, input, row, column, cell, value))
            (void)add_edit(table, to, number);
        return;
    }
    if (input != NULL && input->kind == DI_INPUT_NUMBER) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': '%3' is not a number. Write digits with a decimal "
                      "point, or leave the row out."),
                line_arg(table, row), di_text_arg(column), di_text_arg(cell));
        return;
    }
    char iso[40];
    take_text(table, row, column, to, plain_date(cell, iso));
}

static const char *cell_at(const struct table_import *table, size_t row, size_t column)
{
    return import_sheet_cell(&table->sheet, row, column);
}

static void take_pointer_row(struct table_import *table, const struct inputs *inputs,
                             size_t row)
{
    const char *pointer = cell_at(table, row, 0);
    if (input_at(inputs, pointer) == NULL) {
        const char *nearest = nearest_pointer(inputs, pointer);
        PROBLEM(table,
                DI_N_("Row %1, column '%2': the scenario has no input '%3'. The nearest is "
                      "'%4'."),
                line_arg(table, row), di_text_arg(cell_at(table, 0, 0)), di_text_arg(pointer),
                di_text_arg(nearest != NULL ? nearest : "-"));
        return;
    }
    for (size_t c = 1; c < table->sheet.columns; c++) {
        const char *value = cell_at(table, row, c);
        if (table->columns[c].use == IMPORT_TAKEN && !di_office_is_missing(value))
            take_cell(table, inputs, row, cell_at(table, 0, c), pointer, value);
    }
}

static void take_section_row(struct table_import *table, const struct inputs *inputs,
                             size_t row)
{
    const char *section = table->columns[0].key;
    char room[200], pointer[600];
    const char *id = import_row_id(inputs, section, cell_at(table, row, 0), room, sizeof room);
    if (id == NULL) {
        PROBLEM(table,
                DI_N_("Row %1, column '%2': the scenario has no '%3' there. Correct the id, or "
                      "add it to the scenario first."),
                line_arg(table, row), di_text_arg(section),
                di_text_arg(cell_at(table, row, 0)));
        return;
    }
    for (size_t c = 1; c < table->sheet.columns; c++) {
        const char *cell = cell_at(table, row, c);
        if (table->columns[c].use != IMPORT_TAKEN || di_office_is_missing(cell))
            continue;
        (void)snprintf(pointer, sizeof pointer, "/%s/%s/%s", section, id,
                       table->columns[c].key);
        take_cell(table, inputs, row, cell_at(table, 0, c), pointer, cell);
    }
}

/* ---- the heading ---- */

static void tell_ragged(struct table_import *table)
{
    for (size_t i = 0; i < table->sheet.ragged_count; i++)
        PROBLEM(table, DI_N_("Row %1 has %2 cells, the heading has %3. Make them equal."),
                di_integer_arg((int64_t)table->sheet.ragged[i].row),
                di_integer_arg((int64_t)table->sheet.ragged[i].cells),
                di_integer_arg((int64_t)table->sheet.columns));
    if (table->sheet.unclear != NULL)
        PROBLEM(table,
                DI_N_("'%1' may have thousands or decimals, and no other number tells. Choose "
                      "the sign before decimals."),
                di_text_arg(table->sheet.unclear));
    if (table->sheet.is_cut)
        PROBLEM(table,
                DI_N_("The file has more than %1 rows; those after them were not read. Divide "
                      "the file."),
                di_integer_arg(IMPORT_ROWS_MAX));
    if (table->sheet.is_narrowed)
        PROBLEM(table,
                DI_N_("The file has more than %1 columns; those after them were not read. Take "
                      "out the ones that are not needed."),
                di_integer_arg(IMPORT_COLUMNS_MAX));
}

/* All headings that are not understood are told at once. */
static void tell_columns(struct table_import *table)
{
    if (table->columns[0].use != IMPORT_TAKEN) {
        PROBLEM(table,
                DI_N_("The first column '%1' is neither 'pointer' nor a section of the "
                      "scenario, such as 'institutions'. Say above what it is."),
                di_text_arg(cell_at(table, 0, 0)));
        return;
    }
    for (size_t c = 1; c < table->sheet.columns; c++)
        if (table->columns[c].use == IMPORT_UNKNOWN)
            PROBLEM(table,
                    DI_N_("Column '%1' is no field of '%2'. Say above what it is, or empty "
                          "its name there to leave it out."),
                    di_text_arg(cell_at(table, 0, c)), di_text_arg(table->columns[0].key));
}

static void take_rows(struct table_import *table, const struct inputs *inputs)
{
    forget_rows(table);
    tell_ragged(table);
    if (table->sheet.rows == 0)
        return;
    tell_columns(table);
    if (table->columns[0].use != IMPORT_TAKEN)
        return;
    for (size_t row = 1; row < table->sheet.rows; row++) {
        if (strcmp(table->columns[0].key, "pointer") == 0)
            take_pointer_row(table, inputs, row);
        else
            take_section_row(table, inputs, row);
    }
}

void table_import_reform(struct table_import *table, const struct import_form *form,
                         const struct inputs *inputs, const struct di_catalogue *catalogue)
{
    import_sheet_finish(&table->sheet);
    forget_rows(table);
    memset(table->columns, 0, sizeof table->columns);
    if (table->text == NULL ||
        !import_sheet_read(&table->sheet, table->text, table->size, form) || inputs == NULL)
        return;
    import_columns_guess(table->columns, &table->sheet, inputs, catalogue);
    take_rows(table, inputs);
}

void table_import_column(struct table_import *table, size_t column, const char *key,
                         const struct inputs *inputs)
{
    if (inputs == NULL || column >= table->sheet.columns)
        return;
    import_column_set(table->columns, column, key, inputs);
    for (size_t c = 1; column == 0 && c < table->sheet.columns; c++)
        if (table->columns[c].use != IMPORT_PERSONAL) /* fields of another section now */
            import_column_set(table->columns, c, table->columns[c].key, inputs);
    take_rows(table, inputs);
}

bool table_import_is_for(const char *path)
{
    static const char *const endings[] = {".csv", ".xlsx"};
    const size_t length = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t same = 0;
        const size_t end = strlen(endings[i]);
        while (length > end && same < end &&
               tolower((unsigned char)path[length - end + same]) == endings[i][same])
            same++;
        if (same == end)
            return true;
    }
    return false;
}

struct table_import *table_import_read(const char *path, const struct inputs *inputs,
                                       const struct di_catalogue *catalogue)
{
    struct table_import *table = calloc(1, sizeof *table);
    const struct import_form guess = {0};
    if (table == NULL)
        return NULL;
    table->text = user_file_read(path, &table->size);
    if (table->text == NULL) {
        PROBLEM(table, DI_N_("The file '%1' cannot be read. Check its name."),
                di_text_arg(path));
        return table;
    }
    table_import_reform(table, &guess, inputs, catalogue);
    if (inputs == NULL)
        PROBLEM(table, DI_N_("No scenario is open to take the rows of '%1'. Open one first."),
                di_text_arg(path));
    return table;
}

/* ---- looking ---- */

const struct import_sheet *table_import_sheet(const struct table_import *table)
{
    return &table->sheet;
}

const struct import_column *table_import_columns(const struct table_import *table)
{
    return table->columns;
}

size_t table_import_problem_count(const struct table_import *table)
{
    return table->sheet.faults.count + table->problems.count;
}

const struct di_message *table_import_problem(const struct table_import *table, size_t index)
{
    const struct di_diagnostics *faults = &table->sheet.faults;
    return index < faults->count ? &faults->items[index].message
                                 : &table->problems.items[index - faults->count].message;
}

uint32_t table_import_problem_line(const struct table_import *table, size_t index)
{
    const struct di_diagnostics *faults = &table->sheet.faults;
    return index < faults->count ? faults->items[index].line : 0;
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
