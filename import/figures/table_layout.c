/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table_layout.h"

#include "office/mapping_parts.h"
#include "table_year.h"

static void report_heading(const struct di_table_layout *layout, const char *sentence,
                           const char *first)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first));
    (void)di_office_table_report(layout->import->table,
                                 di_office_table_heading_line(layout->import->table), SIZE_MAX,
                                 DI_ERR_MISSING, &message);
}

static void add_value(struct di_table_layout *layout, size_t column, int32_t year,
                      size_t series)
{
    if (layout->count < DI_OFFICE_COLUMNS_MAX)
        layout->values[layout->count++] = (struct di_value_column){column, year, series};
}

static bool is_role_column(const struct di_table_import *import, size_t column)
{
    for (size_t r = 0; r < DI_TABLE_ROLES; r++)
        if (import->columns[r] == column)
            return true;
    return false;
}

/* Has the column another meaning already: the years, or the figures of another series? (A usual
 * heading of figures has none beside series.) */
static bool is_taken(const struct di_table_layout *layout, size_t column)
{
    for (size_t v = 0; v < layout->count; v++)
        if (layout->values[v].column == column)
            return true;
    return column != layout->import->columns[DI_TABLE_VALUE] &&
           is_role_column(layout->import, column);
}

static void add_series_column(struct di_table_layout *layout, size_t series)
{
    bool is_twice;
    const char *heading = layout->import->series[series].column;
    const size_t column = di_mapping_find_column(layout->import->table, heading, &is_twice);
    if (is_twice)
        report_heading(layout,
                       DI_N_("'%1' stands twice in the heading. Give the columns different "
                             "headings."),
                       heading);
    else if (column != SIZE_MAX && is_taken(layout, column))
        report_heading(layout,
                       DI_N_("The column '%1' is that of two series, or of a series and of "
                             "something else. A column has one meaning."),
                       heading);
    else if (column != SIZE_MAX)
        add_value(layout, column, 0, series);
    else
        report_heading(layout,
                       DI_N_("There is no column '%1', which \"series\" of the mapping file "
                             "names. If the heading is not in this row, say --heading-row."),
                       heading);
}

/* Columns that "series" of the mapping names. */
static bool add_series_columns(struct di_table_layout *layout)
{
    const struct di_table_import *import = layout->import;
    for (size_t s = 0; s < import->series_count; s++)
        if (import->series[s].column != NULL)
            add_series_column(layout, s);
    return !di_diagnostics_have_errors(import->diagnostics);
}

static void add_year_columns(struct di_table_layout *layout)
{
    const struct di_table_import *import = layout->import;
    for (size_t c = 0; c < di_office_table_columns(import->table); c++) {
        const struct di_office_cell heading = {di_office_table_heading(import->table, c),
                                               DI_CELL_TEXT};
        int32_t year;
        if (!is_role_column(import, c) && di_table_year(&heading, &year))
            add_value(layout, c, year, SIZE_MAX);
    }
}

bool di_table_is_said(const struct di_table_import *import, enum di_table_role role)
{
    return import->columns[role] != SIZE_MAX ||
           di_office_mapping_constant(import->mapping, role) != NULL;
}

bool di_table_has_series(const struct di_table_import *import)
{
    return import->series_count > 0 && import->columns[DI_TABLE_SERIES] != SIZE_MAX;
}

static bool find_values(struct di_table_layout *layout)
{
    struct di_table_import *import = layout->import;
    const bool has_value = import->columns[DI_TABLE_VALUE] != SIZE_MAX;
    const bool has_year = di_table_is_said(import, DI_TABLE_YEAR);
    if (!add_series_columns(layout))
        return false;
    const bool is_side_by_side = layout->count > 0;
    if (!is_side_by_side && has_value && has_year)
        add_value(layout, import->columns[DI_TABLE_VALUE], 0, SIZE_MAX);
    else if (!is_side_by_side && !has_year)
        add_year_columns(layout);
    if (layout->count == 0)
        report_heading(layout,
                       DI_N_("No column has figures: there must be a 'value' and a 'year', or "
                             "columns headed by years, or \"series\" of the mapping file with "
                             "a \"column\" each."),
                       "");
    else if (is_side_by_side && !has_year)
        report_heading(layout,
                       DI_N_("Nothing says the '%1': name its column in the mapping "
                             "file, or its value in \"constants\"."),
                       "year");
    return !di_diagnostics_have_errors(import->diagnostics);
}

/* Does every series of the mapping say it? */
static bool do_series_say(const struct di_table_layout *layout, enum di_table_role role)
{
    const struct di_table_import *import = layout->import;
    const bool is_side_by_side = layout->values[0].series != SIZE_MAX;
    if (!is_side_by_side && !di_table_has_series(import))
        return false;
    for (size_t s = 0; s < import->series_count; s++) {
        const struct di_table_counted *of = &import->series[s];
        const char *said = role == DI_TABLE_MEASURE   ? of->measure
                           : role == DI_TABLE_SETTING ? of->setting
                                                      : of->counts_18plus;
        if (said == NULL || (is_side_by_side && of->column == NULL))
            return false;
    }
    return true;
}

static bool check_needed(struct di_table_layout *layout)
{
    static const enum di_table_role needed[] = {DI_TABLE_MEASURE, DI_TABLE_SETTING,
                                                DI_TABLE_18PLUS};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!di_table_is_said(layout->import, needed[i]) && !do_series_say(layout, needed[i]))
            report_heading(layout,
                           DI_N_("Nothing says the '%1': name its column in the mapping file, "
                                 "or its value in \"constants\" or in every one of "
                                 "\"series\"."),
                           layout->import->roles[needed[i]].id);
    return !di_diagnostics_have_errors(layout->import->diagnostics);
}

bool di_table_layout_find(struct di_table_layout *layout, struct di_table_import *import)
{
    layout->import = import;
    layout->count = 0;
    if (!find_values(layout) || !check_needed(layout))
        return false;
    for (size_t v = 0; v < layout->count; v++)
        import->values[v] = layout->values[v].column;
    import->value_count = layout->count;
    import->has_years_across = layout->values[0].year != 0;
    return true;
}
