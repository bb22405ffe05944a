/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our tables hold ids, dates and numbers, so that no field is ever quoted; one that is fails.
 */
#include "csv_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"
#include "di/time.h"

#include "di_test.h"
#include "program.h"

static size_t count_char(const char *text, char wanted, const char *stop)
{
    size_t count = 0;
    for (const char *p = text; p < stop; p++)
        count += *p == wanted;
    return count;
}

void csv_table_read(struct csv_table *table, const char *path)
{
    size_t size = 0;
    memset(table, 0, sizeof *table);
    table->text = program_read(path, &size);
    if (table->text == NULL)
        fail_msg("there is no %s", path);
    if (size == 0 || table->text[size - 1] != '\n' || memchr(table->text, '\r', size) != NULL ||
        memchr(table->text, '"', size) != NULL)
        fail_msg("%s is not as our tables are", path);
    table->columns = count_char(table->text, ',', strchr(table->text, '\n')) + 1;
    table->rows = count_char(table->text, '\n', table->text + size) - 1;
    table->fields = calloc((table->rows + 1) * table->columns, sizeof *table->fields);
    assert_non_null(table->fields);
    char *at = table->text;
    for (size_t i = 0; i < (table->rows + 1) * table->columns; i++) {
        const bool is_last = (i + 1) % table->columns == 0;
        table->fields[i] = at;
        at += strcspn(at, ",\n");
        if (*at != (is_last ? '\n' : ','))
            fail_msg("%s: row %zu has not %zu fields", path, i / table->columns,
                     table->columns);
        *at++ = '\0';
    }
}

void csv_table_finish(struct csv_table *table)
{
    free(table->fields);
    free(table->text);
}

size_t csv_table_column(const struct csv_table *table, const char *name)
{
    for (size_t i = 0; i < table->columns; i++)
        if (strcmp(table->fields[i], name) == 0)
            return i;
    fail_msg("there is no column %s", name);
    return 0;
}

const char *csv_table_text(const struct csv_table *table, size_t row, size_t column)
{
    assert_true(row < table->rows && column < table->columns);
    return table->fields[(row + 1) * table->columns + column];
}

double csv_table_number(const struct csv_table *table, size_t row, size_t column)
{
    const char *text = csv_table_text(table, row, column);
    double value = (double)NAN;
    if (text[0] != '\0' && !di_number_parse(text, &value))
        fail_msg("row %zu: '%s' is no number", row, text);
    return value;
}

const char *csv_text(const struct csv_table *table, size_t row, const char *column)
{
    return csv_table_text(table, row, csv_table_column(table, column));
}

double csv_number(const struct csv_table *table, size_t row, const char *column)
{
    return csv_table_number(table, row, csv_table_column(table, column));
}

bool csv_is(const struct csv_table *table, size_t row, const char *column, const char *value)
{
    return strcmp(csv_text(table, row, column), value) == 0;
}

bool csv_is_default_row(const struct csv_table *table, size_t row)
{
    return !csv_is(table, row, "population", "18_plus") &&
           csv_is(table, row, "age_band", "all") && csv_is(table, row, "sex", "all") &&
           csv_is(table, row, "disability", "all");
}

int32_t csv_day(const struct csv_table *table, size_t row, const char *column)
{
    int32_t civil_day = 0;
    if (!di_date_parse(csv_text(table, row, column), &civil_day))
        fail_msg("row %zu: '%s' is no date", row, csv_text(table, row, column));
    return civil_day;
}

static int32_t month_of(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return month;
}

int32_t csv_months(const struct csv_table *table, size_t row)
{
    return month_of(csv_day(table, row, "period_end")) -
           month_of(csv_day(table, row, "period_start")) + 1;
}
