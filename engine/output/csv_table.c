/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RFC 4180 without line breaks inside fields: this program writes none. Equal neighbours of a
 * column share their text, so ids cost one pointer a row.
 */
#include "di/csv_table.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "di/number.h"
#include "di/path.h"
#include "di/time.h"

enum { LINE_BYTES = 65536 };

struct csv_reader {
    gzFile stream;
    char *path;
    char *line; /* [LINE_BYTES] */
    size_t line_number;
    size_t field_count;
    char *fields[DI_CSV_COLUMNS_MAX];
    size_t capacity; /* rows there is room for */
    const char **text;
    double *number;
};

static enum di_status fail_line(const struct csv_reader *reader, struct di_error *error)
{
    return DI_FAIL(error, DI_ERR_SYNTAX, reader->path,
                   DI_N_("The file '%1' is not a results file of this program (line %2)."),
                   di_text_arg(reader->path), di_integer_arg((int64_t)reader->line_number));
}

/* Ends the field at `at` in place and returns where the next one starts; NULL: the last. */
static char *take_field(char *at, char **field_out)
{
    char *to = at;
    *field_out = to;
    bool is_quoted = *at == '"';
    if (is_quoted)
        at++;
    for (; *at != '\0' && (is_quoted || *at != ','); at++) {
        if (is_quoted && *at == '"') {
            if (at[1] != '"') {
                is_quoted = false;
                continue;
            }
            at++;
        }
        *to++ = *at;
    }
    char *next = *at == ',' ? at + 1 : NULL;
    *to = '\0';
    return next;
}

static bool split(struct csv_reader *reader)
{
    reader->field_count = 0;
    for (char *at = reader->line; at != NULL;) {
        if (reader->field_count == DI_CSV_COLUMNS_MAX)
            return false;
        at = take_field(at, &reader->fields[reader->field_count++]);
    }
    return true;
}

/* False at the end; a line that does not end is an empty one, which no table has. */
static bool next_line(struct csv_reader *reader)
{
    if (gzgets(reader->stream, reader->line, LINE_BYTES) == NULL)
        return false;
    reader->line_number++;
    size_t length = strlen(reader->line);
    if (length == 0 || reader->line[length - 1] != '\n') {
        reader->line[0] = '\0';
        return true;
    }
    reader->line[--length] = '\0';
    if (length > 0 && reader->line[length - 1] == '\r')
        reader->line[length - 1] = '\0';
    return true;
}

static double number_of(const char *text)
{
    double value;
    int32_t day;
    if (di_number_parse(text, &value))
        return value;
    return di_date_parse(text, &day) ? (double)day : (double)NAN;
}

static bool grow(struct csv_reader *reader, size_t columns)
{
    const size_t capacity = reader->capacity == 0 ? 256 : 2 * reader->capacity;
    void *text = realloc(reader->text, capacity * columns * sizeof *reader->text);
    if (text == NULL)
        return false;
    reader->text = text;
    void *number = realloc(reader->number, capacity * columns * sizeof *reader->number);
    if (number == NULL)
        return false;
    reader->number = number;
    reader->capacity = capacity;
    return true;
}

static bool keep_row(struct csv_reader *reader, struct di_csv_table *table)
{
    const size_t columns = table->column_count;
    if (table->row_count == reader->capacity && !grow(reader, columns))
        return false;
    const size_t at = table->row_count * columns;
    for (size_t c = 0; c < columns; c++) {
        const char *above = table->row_count > 0 ? reader->text[at - columns + c] : NULL;
        const bool is_same = above != NULL && strcmp(above, reader->fields[c]) == 0;
        reader->text[at + c] =
            is_same ? above : di_arena_copy_text(&table->arena, reader->fields[c]);
        if (reader->text[at + c] == NULL)
            return false;
        reader->number[at + c] =
            is_same ? reader->number[at - columns + c] : number_of(reader->fields[c]);
    }
    table->row_count++;
    return true;
}

static enum di_status read_header(struct csv_reader *reader, struct di_csv_table *table,
                                  struct di_error *error)
{
    if (!next_line(reader) || !split(reader))
        return fail_line(reader, error);
    table->column_count = reader->field_count;
    table->names = DI_ARENA_NEW(&table->arena, table->column_count, const char *);
    for (size_t c = 0; table->names != NULL && c < table->column_count; c++) {
        table->names[c] = di_arena_copy_text(&table->arena, reader->fields[c]);
        if (table->names[c] == NULL)
            return di_fail_memory(error);
    }
    return table->names == NULL ? di_fail_memory(error) : DI_OK;
}

static enum di_status read_rows(struct csv_reader *reader, struct di_csv_table *table,
                                const char *column, const char *value, struct di_error *error)
{
    const size_t wanted = column == NULL ? SIZE_MAX : di_csv_table_column(table, column);
    while (next_line(reader)) {
        if (!split(reader) || reader->field_count != table->column_count)
            return fail_line(reader, error);
        if (wanted != SIZE_MAX && strcmp(reader->fields[wanted], value) != 0)
            continue;
        if (table->row_count == DI_CSV_ROWS_MAX)
            return DI_FAIL(error, DI_ERR_LIMIT, reader->path,
                           DI_N_("The file '%1' has more than %2 rows."),
                           di_text_arg(reader->path), di_integer_arg(DI_CSV_ROWS_MAX));
        if (!keep_row(reader, table))
            return di_fail_memory(error);
    }
    return DI_OK;
}

/* The rows, at their final size, become the arena's. */
static enum di_status settle(struct csv_reader *reader, struct di_csv_table *table,
                             struct di_error *error)
{
    const size_t cells = table->row_count * table->column_count;
    table->text = DI_ARENA_NEW(&table->arena, cells + 1, const char *);
    table->number = DI_ARENA_NEW(&table->arena, cells + 1, double);
    if (table->text == NULL || table->number == NULL)
        return di_fail_memory(error);
    if (cells > 0) {
        memcpy(table->text, reader->text, cells * sizeof *table->text);
        memcpy(table->number, reader->number, cells * sizeof *table->number);
    }
    return DI_OK;
}

static enum di_status read_table(struct csv_reader *reader, const char *column,
                                 const char *value, struct di_csv_table *table,
                                 struct di_error *error)
{
    reader->line = malloc(LINE_BYTES);
    enum di_status status =
        reader->line == NULL ? di_fail_memory(error) : read_header(reader, table, error);
    if (status == DI_OK)
        status = read_rows(reader, table, column, value, error);
    return status == DI_OK ? settle(reader, table, error) : status;
}

static enum di_status open_stream(struct csv_reader *reader, struct di_error *error)
{
    errno = 0;
    reader->stream = gzopen(reader->path, "rb");
    if (reader->stream != NULL || errno == ENOENT)
        return DI_OK;
    return DI_FAIL(error, DI_ERR_FILE, reader->path, DI_N_("The file '%1' cannot be read: %2."),
                   di_text_arg(reader->path), di_text_arg(strerror(errno != 0 ? errno : EIO)));
}

enum di_status di_csv_table_read(const char *folder, const char *name, const char *column,
                                 const char *value, struct di_csv_table **table_out,
                                 struct di_error *error)
{
    struct csv_reader reader = {.path = di_path_join(folder, name)};
    struct di_csv_table *table = calloc(1, sizeof *table);
    enum di_status status = reader.path == NULL || table == NULL ? di_fail_memory(error)
                                                                 : open_stream(&reader, error);
    if (table != NULL)
        di_arena_init(&table->arena);
    const bool is_there = status == DI_OK && reader.stream != NULL;
    if (is_there) {
        status = read_table(&reader, column, value, table, error);
        (void)gzclose(reader.stream);
    }
    free(reader.line);
    free(reader.text);
    free(reader.number);
    free(reader.path);
    if (status == DI_OK && is_there) {
        *table_out = table;
        return DI_OK;
    }
    di_csv_table_destroy(table);
    if (status == DI_OK)
        *table_out = NULL;
    return status;
}

void di_csv_table_destroy(struct di_csv_table *table)
{
    if (table == NULL)
        return;
    di_arena_finish(&table->arena);
    free(table);
}

size_t di_csv_table_column(const struct di_csv_table *table, const char *name)
{
    for (size_t c = 0; table != NULL && c < table->column_count; c++)
        if (strcmp(table->names[c], name) == 0)
            return c;
    return SIZE_MAX;
}

const char *di_csv_table_text(const struct di_csv_table *table, size_t row, size_t column)
{
    if (column >= table->column_count || row >= table->row_count)
        return "";
    return table->text[row * table->column_count + column];
}

double di_csv_table_number(const struct di_csv_table *table, size_t row, size_t column)
{
    if (column >= table->column_count || row >= table->row_count)
        return (double)NAN;
    return table->number[row * table->column_count + column];
}
