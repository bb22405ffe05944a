/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths do not tell years from quarters: the horizon may begin and end on any day. Columns
 * before the period name what a row is of; rows of one thing follow each other.
 */
#include "table_period.h"

#include <math.h>
#include <string.h>

#include "di/time.h"

static bool is_span_of_year(const struct di_results *results, int32_t first, int32_t last)
{
    const int32_t year = di_date_year(first);
    const int32_t new_year = di_date_from_civil(year, 1, 1);
    const int32_t new_years_eve = di_date_from_civil(year, 12, 31);
    return first ==
               (new_year > results->start_civil_day ? new_year : results->start_civil_day) &&
           last == (new_years_eve < results->last_civil_day ? new_years_eve
                                                            : results->last_civil_day);
}

static bool is_same_thing(const struct di_csv_table *table, size_t a, size_t b, size_t columns)
{
    for (size_t c = 0; c < columns; c++)
        if (strcmp(di_csv_table_text(table, a, c), di_csv_table_text(table, b, c)) != 0)
            return false;
    return true;
}

bool table_row_is_year(const struct di_results *results, const struct di_csv_table *table,
                       size_t row)
{
    const size_t start = di_csv_table_column(table, "period_start");
    const size_t end = di_csv_table_column(table, "period_end");
    const double first = di_csv_table_number(table, row, start);
    const double last = di_csv_table_number(table, row, end);
    if (isnan(first) || isnan(last) || !is_span_of_year(results, (int32_t)first, (int32_t)last))
        return false;
    for (size_t i = row; i-- > 0 && is_same_thing(table, i, row, start);)
        if (di_csv_table_number(table, i, start) == first &&
            di_csv_table_number(table, i, end) == last)
            return false;
    return true;
}
