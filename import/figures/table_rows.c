/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures out of rows: what a row says, then the figures in its columns. */
#include <stdlib.h>
#include <string.h>

#include "office/mapping_parts.h"
#include "table_layout.h"
#include "table_year.h"
#include "target_row.h"

enum { SELECTED_MAX = DI_TABLE_ROLES + DI_OFFICE_COLUMNS_MAX };

struct rows_reading {
    struct di_table_import *import;
    struct di_table_layout layout;
    size_t selected[SELECTED_MAX]; /* roles first, then values */
    struct di_office_cell cells[SELECTED_MAX];
    uint32_t line;
};

/* What a row says, before its figures. */
struct row_facts {
    struct di_table_counted counted;
    uint16_t region;
    bool is_break;
    double tolerance;
};

static void report(const struct rows_reading *reading, uint32_t line, size_t column,
                   enum di_status status, const char *sentence, const char *first,
                   const char *second)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second));
    (void)di_office_table_report(reading->import->table, line, column, status, &message);
}

/* ---- what a row says ---- */

/* NULL: neither a column nor a constant. */
static const char *text_of(const struct rows_reading *reading, enum di_table_role role)
{
    if (reading->import->columns[role] != SIZE_MAX)
        return reading->cells[role].text;
    return di_office_mapping_constant(reading->import->mapping, role);
}

/* Id that the text of a role means; NULL: none (reported or noted), or the row is left out. */
static const char *id_of(struct rows_reading *reading, enum di_table_role role, bool *is_out)
{
    struct di_table_import *import = reading->import;
    const char *text = text_of(reading, role);
    if (text == NULL)
        return NULL;
    if (di_office_is_missing(text) && role != DI_TABLE_TO) {
        di_office_report_missing(import->table, reading->line, import->columns[role]);
        return NULL;
    }
    const size_t meaning = di_office_mapping_code(import->mapping, role, text, reading->line);
    const char *id = meaning != SIZE_MAX ? import->roles[role].terms[meaning].id : NULL;
    *is_out = *is_out || (id != NULL && strcmp(id, "-") == 0);
    return id;
}

/* "Total North" is not: it would become a figure of the whole country. */
static bool is_total(const struct rows_reading *reading, enum di_table_role role)
{
    const char *text = text_of(reading, role);
    return text != NULL && di_office_is_total(text) &&
           di_office_mapping_id(reading->import->mapping, role, text) == NULL;
}

/* DI_NONE: the whole country, or no region of the scenario. */
static uint16_t find_region(const struct di_model *model, const char *id)
{
    for (uint16_t r = 0; id != NULL && r < model->region_count; r++)
        if (strcmp(model->regions[r].name.id, id) == 0)
            return r;
    return DI_NONE;
}

static bool read_region(struct rows_reading *reading, struct row_facts *facts, bool *is_out)
{
    const struct di_table_import *import = reading->import;
    facts->region = DI_NONE;
    if (!di_table_is_said(import, DI_TABLE_REGION) || is_total(reading, DI_TABLE_REGION))
        return true;
    facts->region = find_region(import->model, id_of(reading, DI_TABLE_REGION, is_out));
    return facts->region != DI_NONE || *is_out;
}

static bool read_tolerance(struct rows_reading *reading, struct row_facts *facts)
{
    const struct di_table_import *import = reading->import;
    const size_t column = import->columns[DI_TABLE_TOLERANCE];
    facts->tolerance = (double)NAN;
    if (column == SIZE_MAX)
        return true;
    const struct di_office_cell *cell = &reading->cells[DI_TABLE_TOLERANCE];
    const struct di_office_value value = di_office_number(cell, import->decimal);
    if (value.kind == DI_VALUE_MISSING)
        return true;
    facts->tolerance = value.number;
    if (value.kind == DI_VALUE_NUMBER && value.number > 0 && value.number <= 1e9)
        return true;
    report(reading, reading->line, column, DI_ERR_RANGE,
           DI_N_("Column '%1': '%2' is no number of children above 0."),
           di_office_table_heading(import->table, column), cell->text);
    return false;
}

/* Columns and constants; a series of the mapping says it before them. */
static void read_counted(struct rows_reading *reading, size_t series, struct row_facts *facts,
                         bool *is_out)
{
    const struct di_table_import *import = reading->import;
    struct di_table_counted *counted = &facts->counted;
    *counted = (struct di_table_counted){0};
    if (series != SIZE_MAX)
        *counted = import->series[series];
    if (counted->region != NULL)
        facts->region = find_region(import->model, counted->region);
    if (counted->measure == NULL)
        counted->measure = id_of(reading, DI_TABLE_MEASURE, is_out);
    if (counted->setting == NULL && is_total(reading, DI_TABLE_SETTING))
        counted->setting = ""; /* all together */
    else if (counted->setting == NULL)
        counted->setting = id_of(reading, DI_TABLE_SETTING, is_out);
    if (counted->to == NULL && counted->measure != NULL &&
        strcmp(counted->measure, "exits") == 0) {
        const char *to = text_of(reading, DI_TABLE_TO);
        const bool is_any =
            to == NULL || di_office_is_missing(to) || is_total(reading, DI_TABLE_TO);
        counted->to = is_any ? "" : id_of(reading, DI_TABLE_TO, is_out);
    } else if (counted->to == NULL) {
        counted->to = "";
    }
    if (counted->counts_18plus == NULL)
        counted->counts_18plus = id_of(reading, DI_TABLE_18PLUS, is_out);
}

static bool is_all_said(const struct di_table_counted *counted)
{
    return counted->measure != NULL && counted->setting != NULL && counted->to != NULL &&
           counted->counts_18plus != NULL;
}

static size_t series_of_row(struct rows_reading *reading, bool *is_out, bool *is_known)
{
    const struct di_table_import *import = reading->import;
    *is_known = true;
    if (!di_table_has_series(import))
        return SIZE_MAX;
    const char *id = id_of(reading, DI_TABLE_SERIES, is_out);
    *is_known = id != NULL;
    for (size_t s = 0; id != NULL && s < import->series_count; s++)
        if (strcmp(import->series[s].series, id) == 0)
            return s;
    return SIZE_MAX;
}

static bool read_year(struct rows_reading *reading, int32_t *year)
{
    const struct di_table_import *import = reading->import;
    const size_t column = import->columns[DI_TABLE_YEAR];
    const struct di_office_cell constant = {text_of(reading, DI_TABLE_YEAR), DI_CELL_TEXT};
    const struct di_office_cell *cell =
        column != SIZE_MAX ? &reading->cells[DI_TABLE_YEAR] : &constant;
    if (di_table_year(cell, year))
        return true;
    if (column != SIZE_MAX && di_office_is_missing(cell->text)) {
        di_office_report_missing(import->table, reading->line, column);
        return false;
    }
    report(reading, column != SIZE_MAX ? reading->line : 0, column, DI_ERR_TYPE,
           DI_N_("'%1' is no calendar year. Write 2015, or the last day of the year, "
                 "31.12.2015."),
           cell->text, "");
    return false;
}

/* ---- figures ---- */

static void tally(struct di_table_tally *tally, uint32_t line, size_t column)
{
    if (tally->rows++ == 0) {
        tally->line = line;
        tally->column = column;
    }
}

static bool read_value(struct rows_reading *reading, size_t column,
                       const struct di_office_cell *cell, double *value_out)
{
    struct di_table_import *import = reading->import;
    const struct di_office_value value = di_office_number(cell, import->decimal);
    *value_out = (double)NAN;
    switch (value.kind) {
    case DI_VALUE_MISSING:
        tally(&import->missing, reading->line, column);
        return true;
    case DI_VALUE_BELOW:
    case DI_VALUE_ABOVE:
        tally(&import->censored, reading->line, column);
        return true;
    case DI_VALUE_NUMBER:
        *value_out = value.number;
        if (value.number >= 0 && value.number <= 1e9)
            return true;
        report(reading, reading->line, column, DI_ERR_RANGE,
               DI_N_("Column '%1': '%2' is no number of children."),
               di_office_table_heading(import->table, column), cell->text);
        return false;
    case DI_VALUE_AMBIGUOUS:
    case DI_VALUE_WRONG:
        break;
    }
    di_office_report_number(import->table, reading->line, column, cell, false);
    return false;
}

static struct di_table_figure *next_figure(struct di_table_import *import)
{
    if (import->figure_count == import->figure_room) {
        const size_t room = import->figure_room == 0 ? 256 : 2 * import->figure_room;
        struct di_table_figure *grown = realloc(import->figures, room * sizeof *grown);
        import->ran_out = import->ran_out || grown == NULL;
        if (grown == NULL)
            return NULL;
        import->figures = grown;
        import->figure_room = room;
    }
    return &import->figures[import->figure_count++];
}

static const char *source_of(struct rows_reading *reading, const struct row_facts *facts)
{
    const char *text = text_of(reading, DI_TABLE_SOURCE);
    if (facts->counted.source != NULL || text == NULL || text[0] == '\0')
        return NULL;
    struct di_table_import *import = reading->import;
    if (import->columns[DI_TABLE_SOURCE] == SIZE_MAX)
        return text;
    const struct di_table_figure *above =
        import->figure_count > 0 ? &import->figures[import->figure_count - 1] : NULL;
    if (above != NULL && above->source != NULL && strcmp(above->source, text) == 0)
        return above->source;
    const char *kept = di_arena_copy_text(&import->arena, text);
    import->ran_out = import->ran_out || kept == NULL;
    return kept;
}

static void add_figure(struct rows_reading *reading, const struct row_facts *facts,
                       size_t column, int32_t year, double value)
{
    struct di_table_import *import = reading->import;
    const uint32_t target =
        di_table_target_of(import, &facts->counted, facts->region, reading->line);
    const char *source = source_of(reading, facts);
    struct di_table_figure *figure = target != UINT32_MAX ? next_figure(import) : NULL;
    if (figure != NULL)
        *figure = (struct di_table_figure){.target = target,
                                           .year = year,
                                           .value = value,
                                           .tolerance = facts->tolerance,
                                           .is_break = facts->is_break,
                                           .source = source,
                                           .line = reading->line,
                                           .column = column};
}

static void read_figure(struct rows_reading *reading, size_t at, const struct row_facts *facts,
                        int32_t year_of_row)
{
    const struct di_value_column *of = &reading->layout.values[at];
    const int32_t year = of->year != 0 ? of->year : year_of_row;
    double value;
    if (!is_all_said(&facts->counted))
        return;
    if (!di_target_year_is_within(reading->import->model,
                                  di_table_measure(facts->counted.measure), year))
        tally(&reading->import->other_years, reading->line, of->column);
    else if (read_value(reading, of->column, &reading->cells[DI_TABLE_ROLES + at], &value))
        add_figure(reading, facts, of->column, year, value);
}

/* Where series stand side by side, each figure counts something else. */
static void read_figures(struct rows_reading *reading, const struct row_facts *facts,
                         int32_t year)
{
    for (size_t v = 0; v < reading->layout.count; v++) {
        struct row_facts of_column = *facts;
        bool is_out = false;
        if (reading->layout.values[v].series != SIZE_MAX)
            read_counted(reading, reading->layout.values[v].series, &of_column, &is_out);
        if (!is_out)
            read_figure(reading, v, &of_column, year);
    }
}

static bool read_break(struct rows_reading *reading, struct row_facts *facts)
{
    bool is_out = false;
    if (reading->import->columns[DI_TABLE_BREAK] == SIZE_MAX ||
        di_office_is_missing(reading->cells[DI_TABLE_BREAK].text))
        return true;
    const char *id = id_of(reading, DI_TABLE_BREAK, &is_out);
    facts->is_break = id != NULL && strcmp(id, "yes") == 0;
    return id != NULL;
}

static void read_row(struct rows_reading *reading)
{
    struct row_facts facts = {0};
    bool is_out = false, is_known;
    int32_t year = 0;
    reading->import->rows++;
    const size_t series = series_of_row(reading, &is_out, &is_known);
    bool is_right = is_out || (read_region(reading, &facts, &is_out) && is_known);
    if (!is_out && is_known && reading->layout.values[0].series == SIZE_MAX)
        read_counted(reading, series, &facts, &is_out);
    if (is_out) {
        tally(&reading->import->skipped, reading->line, SIZE_MAX);
        return;
    }
    is_right = read_tolerance(reading, &facts) && is_right;
    is_right = read_break(reading, &facts) && is_right;
    if (reading->layout.values[0].year == 0)
        is_right = read_year(reading, &year) && is_right;
    if (is_right)
        read_figures(reading, &facts, year);
}

/* ---- all of them ---- */

static size_t select_columns(struct rows_reading *reading)
{
    memcpy(reading->selected, reading->import->columns, sizeof reading->import->columns);
    for (size_t v = 0; v < reading->layout.count; v++)
        reading->selected[DI_TABLE_ROLES + v] = reading->layout.values[v].column;
    return DI_TABLE_ROLES + reading->layout.count;
}

static bool settle_decimal(struct rows_reading *reading)
{
    struct di_table_import *import = reading->import;
    size_t numbers[DI_OFFICE_COLUMNS_MAX + 1], count = 0;
    for (size_t v = 0; v < reading->layout.count; v++)
        numbers[count++] = reading->layout.values[v].column;
    if (import->columns[DI_TABLE_TOLERANCE] != SIZE_MAX)
        numbers[count++] = import->columns[DI_TABLE_TOLERANCE];
    return di_office_decimal(import->table, numbers, count, import->decimal, &import->decimal,
                             NULL) == DI_OK;
}

static void read_rows(struct rows_reading *reading)
{
    struct di_table_import *import = reading->import;
    const size_t count = select_columns(reading);
    if (di_office_table_select(import->table, reading->selected, count, NULL) != DI_OK)
        return;
    while (!import->ran_out && !import->is_full &&
           di_office_table_next(import->table, reading->cells, &reading->line))
        read_row(reading);
}

void di_table_read_rows(struct di_table_import *import)
{
    struct rows_reading *reading = calloc(1, sizeof *reading);
    import->targets =
        DI_ARENA_NEW(&import->arena, DI_TABLE_COUNTED_MAX, struct di_table_target);
    import->ran_out = import->ran_out || reading == NULL || import->targets == NULL;
    if (!import->ran_out) {
        reading->import = import;
        if (di_table_layout_find(&reading->layout, import) && settle_decimal(reading))
            read_rows(reading);
    }
    free(reading);
}
