/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures out of rows. Tables are laid out in one of three ways: one figure a row; years side
 * by side, each a column headed by its year; series side by side, each a column that "series"
 * of the mapping names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office/mapping_parts.h"
#include "table_book.h"
#include "table_year.h"
#include "target_row.h"

enum { SELECTED_MAX = DI_TABLE_ROLES + DI_OFFICE_COLUMNS_MAX, ID_MAX = 64, ID_BYTES = 512 };

/* A column of figures. */
struct value_column {
    size_t column;
    int32_t year;  /* of its heading; 0: of the row */
    size_t series; /* of the mapping; SIZE_MAX: of the row */
};

struct rows_reading {
    struct di_table_import *import;
    struct value_column values[DI_OFFICE_COLUMNS_MAX];
    size_t value_count;
    size_t selected[SELECTED_MAX]; /* roles first, then values */
    struct di_office_cell cells[SELECTED_MAX];
    uint32_t line;
    bool is_full; /* too many targets: told */
};

/* What a row says, before its figures. */
struct row_facts {
    struct di_table_counted counted;
    uint16_t region;
    bool is_left_out; /* counts all settings together */
    bool is_break;
    double tolerance;
};

/* ---- the layout ---- */

static void report(const struct rows_reading *reading, uint32_t line, size_t column,
                   enum di_status status, const char *sentence, const char *first,
                   const char *second)
{
    struct di_message message;
    DI_MESSAGE(&message, sentence, di_text_arg(first), di_text_arg(second));
    (void)di_office_table_report(reading->import->table, line, column, status, &message);
}

static void report_heading(const struct rows_reading *reading, const char *sentence,
                           const char *first)
{
    report(reading, di_office_table_heading_line(reading->import->table), SIZE_MAX,
           DI_ERR_MISSING, sentence, first, "");
}

static void add_value(struct rows_reading *reading, size_t column, int32_t year, size_t series)
{
    if (reading->value_count < DI_OFFICE_COLUMNS_MAX)
        reading->values[reading->value_count++] = (struct value_column){column, year, series};
}

static void add_series_column(struct rows_reading *reading, size_t series)
{
    bool is_twice;
    const char *heading = reading->import->series[series].column;
    const size_t column = di_mapping_find_column(reading->import->table, heading, &is_twice);
    if (is_twice)
        report_heading(reading,
                       DI_N_("'%1' stands twice in the heading. Give the columns different "
                             "headings."),
                       heading);
    else if (column != SIZE_MAX)
        add_value(reading, column, 0, series);
    else
        report_heading(reading,
                       DI_N_("There is no column '%1', which \"series\" of the mapping file "
                             "names. If the heading is not in this row, say --heading-row."),
                       heading);
}

/* Columns that "series" of the mapping names. */
static bool add_series_columns(struct rows_reading *reading)
{
    const struct di_table_import *import = reading->import;
    for (size_t s = 0; s < import->series_count; s++)
        if (import->series[s].column != NULL)
            add_series_column(reading, s);
    return !di_diagnostics_have_errors(import->diagnostics);
}

static bool is_role_column(const struct di_table_import *import, size_t column)
{
    for (size_t r = 0; r < DI_TABLE_ROLES; r++)
        if (import->columns[r] == column)
            return true;
    return false;
}

static void add_year_columns(struct rows_reading *reading)
{
    const struct di_table_import *import = reading->import;
    for (size_t c = 0; c < di_office_table_columns(import->table); c++) {
        const struct di_office_cell heading = {di_office_table_heading(import->table, c),
                                               DI_CELL_TEXT};
        int32_t year;
        if (!is_role_column(import, c) && di_table_year(&heading, &year))
            add_value(reading, c, year, SIZE_MAX);
    }
}

/* Is the role said by a column or for all rows? */
static bool is_said(const struct di_table_import *import, enum di_table_role role)
{
    return import->columns[role] != SIZE_MAX ||
           di_office_mapping_constant(import->mapping, role) != NULL;
}

/* The series of a row matter only if the mapping says what they are. */
static bool has_series(const struct di_table_import *import)
{
    return import->series_count > 0 && import->columns[DI_TABLE_SERIES] != SIZE_MAX;
}

static bool find_values(struct rows_reading *reading)
{
    struct di_table_import *import = reading->import;
    const bool has_value = import->columns[DI_TABLE_VALUE] != SIZE_MAX;
    const bool has_year = is_said(import, DI_TABLE_YEAR);
    if (!add_series_columns(reading))
        return false;
    const bool is_side_by_side = reading->value_count > 0;
    if (!is_side_by_side && has_value && has_year)
        add_value(reading, import->columns[DI_TABLE_VALUE], 0, SIZE_MAX);
    else if (!is_side_by_side && !has_year)
        add_year_columns(reading);
    if (reading->value_count == 0)
        report_heading(reading,
                       DI_N_("No column has figures: there must be a 'value' and a 'year', or "
                             "columns headed by years, or \"series\" of the mapping file with "
                             "a \"column\" each."),
                       "");
    else if (is_side_by_side && !has_year)
        report_heading(reading,
                       DI_N_("Nothing says the '%1': name its column in the mapping "
                             "file, or its value in \"constants\"."),
                       "year");
    return !di_diagnostics_have_errors(import->diagnostics);
}

/* Does every series of the mapping say it? */
static bool do_series_say(const struct rows_reading *reading, enum di_table_role role)
{
    const struct di_table_import *import = reading->import;
    const bool is_side_by_side = reading->values[0].series != SIZE_MAX;
    if (!is_side_by_side && !has_series(import))
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

static bool check_needed(struct rows_reading *reading)
{
    static const enum di_table_role needed[] = {DI_TABLE_MEASURE, DI_TABLE_SETTING,
                                                DI_TABLE_18PLUS};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!is_said(reading->import, needed[i]) && !do_series_say(reading, needed[i]))
            report_heading(reading,
                           DI_N_("Nothing says the '%1': name its column in the mapping file, "
                                 "or its value in \"constants\" or in every one of "
                                 "\"series\"."),
                           reading->import->roles[needed[i]].id);
    return !di_diagnostics_have_errors(reading->import->diagnostics);
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
    if (!is_said(import, DI_TABLE_REGION) || is_total(reading, DI_TABLE_REGION))
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
    facts->is_left_out = counted->setting == NULL && is_total(reading, DI_TABLE_SETTING);
    if (facts->is_left_out)
        counted->setting = "";
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
    if (!has_series(import))
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

/* ---- targets ---- */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool is_same(const struct di_table_counted *a, const struct di_table_counted *b)
{
    return is_same_text(a->series, b->series) && strcmp(a->measure, b->measure) == 0 &&
           strcmp(a->setting, b->setting) == 0 && strcmp(a->to, b->to) == 0 &&
           strcmp(a->counts_18plus, b->counts_18plus) == 0;
}

/* "residents_north", "exits_institution_to_home". */
static const char *make_id(struct di_table_import *import,
                           const struct di_table_counted *counted, uint16_t region)
{
    char id[ID_BYTES];
    const bool has_to = counted->to[0] != '\0';
    if (counted->series != NULL)
        (void)snprintf(id, sizeof id, "%s", counted->series);
    else
        (void)snprintf(id, sizeof id, "%s_%s%s%s%s", counted->measure, counted->setting,
                       has_to ? "_to_" : "", counted->to,
                       strcmp(counted->counts_18plus, "yes") == 0 ? "_18plus" : "");
    const size_t used = strlen(id);
    if (region != DI_NONE && counted->region == NULL && used + 1 < sizeof id)
        (void)snprintf(id + used, sizeof id - used, "_%s",
                       import->model->regions[region].name.id);
    for (char *c = id; *c != '\0'; c++)
        *c = *c == ' ' ? '_' : *c;
    const char *kept = di_arena_copy_text(&import->arena, id);
    import->ran_out = import->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

static enum di_target_measure measure_of(const char *id)
{
    return strcmp(id, "stock") == 0     ? DI_TARGET_STOCK
           : strcmp(id, "entries") == 0 ? DI_TARGET_ENTRIES
                                        : DI_TARGET_EXITS;
}

static void check_id(struct rows_reading *reading, const char *id)
{
    if (strlen(id) > ID_MAX)
        report(reading, reading->line, SIZE_MAX, DI_ERR_LIMIT,
               DI_N_("The id '%1' of this series would be longer than 64 letters. Give it a "
                     "short one in \"series\" of the mapping file."),
               id, "");
}

/* UINT32_MAX: there are too many. */
static uint32_t target_of(struct rows_reading *reading, const struct row_facts *facts)
{
    struct di_table_import *import = reading->import;
    for (size_t t = 0; t < import->target_count; t++) {
        const struct di_table_target *target = &import->targets[t];
        if (target->region == facts->region && is_same(&target->counted, &facts->counted))
            return (uint32_t)t;
    }
    if (import->target_count == DI_TABLE_COUNTED_MAX) {
        if (!reading->is_full)
            report(reading, reading->line, SIZE_MAX, DI_ERR_LIMIT,
                   DI_N_("The table has more series than a file of targets may have."), "", "");
        reading->is_full = true;
        return UINT32_MAX;
    }
    struct di_table_target *target = &import->targets[import->target_count];
    *target = (struct di_table_target){.counted = facts->counted,
                                       .measure = measure_of(facts->counted.measure),
                                       .region = facts->region,
                                       .is_left_out = facts->is_left_out};
    target->id = make_id(import, &facts->counted, facts->region);
    check_id(reading, target->id);
    return (uint32_t)import->target_count++;
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
    const uint32_t target = target_of(reading, facts);
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
    const struct value_column *of = &reading->values[at];
    const int32_t year = of->year != 0 ? of->year : year_of_row;
    double value;
    if (!is_all_said(&facts->counted))
        return;
    if (!di_target_year_is_within(reading->import->model, measure_of(facts->counted.measure),
                                  year))
        tally(&reading->import->other_years, reading->line, of->column);
    else if (read_value(reading, of->column, &reading->cells[DI_TABLE_ROLES + at], &value))
        add_figure(reading, facts, of->column, year, value);
}

/* Where series stand side by side, each figure counts something else. */
static void read_figures(struct rows_reading *reading, const struct row_facts *facts,
                         int32_t year)
{
    for (size_t v = 0; v < reading->value_count; v++) {
        struct row_facts of_column = *facts;
        bool is_out = false;
        if (reading->values[v].series != SIZE_MAX)
            read_counted(reading, reading->values[v].series, &of_column, &is_out);
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
    if (!is_out && is_known && reading->values[0].series == SIZE_MAX)
        read_counted(reading, series, &facts, &is_out);
    if (is_out) {
        tally(&reading->import->skipped, reading->line, SIZE_MAX);
        return;
    }
    is_right = read_tolerance(reading, &facts) && is_right;
    is_right = read_break(reading, &facts) && is_right;
    if (reading->values[0].year == 0)
        is_right = read_year(reading, &year) && is_right;
    if (is_right)
        read_figures(reading, &facts, year);
}

/* ---- all of them ---- */

static size_t select_columns(struct rows_reading *reading)
{
    memcpy(reading->selected, reading->import->columns, sizeof reading->import->columns);
    for (size_t v = 0; v < reading->value_count; v++) {
        reading->selected[DI_TABLE_ROLES + v] = reading->values[v].column;
        reading->import->values[v] = reading->values[v].column;
    }
    reading->import->value_count = reading->value_count;
    return DI_TABLE_ROLES + reading->value_count;
}

static bool settle_decimal(struct rows_reading *reading)
{
    struct di_table_import *import = reading->import;
    size_t numbers[DI_OFFICE_COLUMNS_MAX + 1], count = 0;
    for (size_t v = 0; v < reading->value_count; v++)
        numbers[count++] = reading->values[v].column;
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
    while (!import->ran_out && !reading->is_full &&
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
        if (find_values(reading) && check_needed(reading) && settle_decimal(reading))
            read_rows(reading);
    }
    free(reading);
}
