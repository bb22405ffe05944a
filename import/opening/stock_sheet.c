/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "office/care_words.h"

enum { FACTS_MIN = 256, AGES_MIN = 32 };

const struct di_office_role stock_roles[STOCK_ROLES] = {
    [STOCK_SETTING] = {"setting",
                       "setting|form of care|type of care|care type|type of setting|placement|"
                       "type of placement|форма устройства|форма попечения|вид устройства|"
                       "форма воспитания|тип учреждения|вид учреждения|вид|тип",
                       .has_codes = true},
    [STOCK_INSTITUTION] = {"institution",
                           "institution|facility|name of institution|institution name|home|"
                           "учреждение|организация|наименование учреждения|"
                           "наименование организации|название учреждения",
                           .has_codes = true},
    [STOCK_REGION] = {"region", DI_HEADINGS_REGION, .has_codes = true},
    [STOCK_AGE] = {"age",
                   "age|age band|age group|ages|возраст|возрастная группа|"
                   "группа возраста|возрастные группы",
                   .has_codes = true},
    [STOCK_SEX] = {"sex", "sex|gender|пол", .has_codes = true},
    [STOCK_DISABILITY] = {"disability",
                          "disability|degree of disability|disability status|инвалидность|"
                          "степень инвалидности|наличие инвалидности",
                          .has_codes = true},
    [STOCK_STAY] = {"stay",
                    "stay|length of stay|time in care|срок пребывания|"
                    "длительность пребывания",
                    .has_codes = true},
    [STOCK_ROLE_KIND] = {"kind", "kind|kind of care|вид попечения", .has_codes = true},
    [STOCK_ROLE_CHILDREN] = {"children",
                             "children|number of children|count|number|stock|residents|"
                             "children in care|total children|total|дети|детей|число детей|"
                             "количество детей|численность детей|численность|всего детей|"
                             "всего|итого|количество|число|кол-во детей|кол-во|контингент|"
                             "численность воспитанников|число воспитанников",
                             .has_codes = true},
    [STOCK_ROLE_HEADING] = {"heading", "", .has_codes = true},
};

/* ---- values ---- */

static uint32_t age_number(struct stock_sheet *sheet, const struct opening_ages *ages)
{
    struct di_opening_book *book = sheet->table->book;
    for (uint32_t i = 0; i < sheet->age_count; i++)
        if (sheet->ages[i].from == ages->from && sheet->ages[i].to == ages->to)
            return i;
    if (sheet->age_count == sheet->age_room) {
        const uint32_t room = sheet->age_room > 0 ? 2 * sheet->age_room : AGES_MIN;
        struct opening_ages *grown = DI_ARENA_NEW(&book->arena, room, struct opening_ages);
        if (grown == NULL) {
            book->ran_out = true;
            return STOCK_ALL;
        }
        if (sheet->age_count > 0)
            memcpy(grown, sheet->ages, sheet->age_count * sizeof *grown);
        sheet->ages = grown;
        sheet->age_room = room;
    }
    sheet->ages[sheet->age_count] = *ages;
    return sheet->age_count++;
}

/* The scenario's band of stay that has these ends; STOCK_ALL: none has. */
static uint32_t stay_of(const struct di_opening_book *book, const char *text)
{
    const json_t *stock = json_object_get(book->base, "initial_stock");
    const json_t *cuts = json_object_get(stock, "stay_bands_years");
    struct opening_ages months;
    double from = 0;
    if (json_array_size(cuts) == 0 || !opening_stay_read(text, &months))
        return STOCK_ALL;
    for (size_t i = 0; i <= json_array_size(cuts); i++) {
        const double to = i < json_array_size(cuts)
                              ? 12 * json_number_value(json_array_get(cuts, i))
                              : OPENING_MONTHS_MAX;
        if (fabs(months.from - from) < 0.5 && fabs(months.to - to) < 0.5)
            return (uint32_t)i;
        from = to;
    }
    return STOCK_ALL;
}

/* Ages, sex, disability and stay, which every table tells in the same words. */
static bool read_person(struct stock_sheet *sheet, enum stock_dimension dimension,
                        const char *text, uint32_t *value_out)
{
    struct di_opening_book *book = sheet->table->book;
    struct opening_ages ages;
    const char *id = dimension == STOCK_SEX          ? opening_sex(text)
                     : dimension == STOCK_DISABILITY ? opening_disability(text)
                     : dimension == STOCK_STAY       ? text
                                                     : NULL;
    const uint32_t count = dimension == STOCK_SEX          ? 2
                           : dimension == STOCK_DISABILITY ? 3
                                                           : sheet->table->stay_bands;
    if (dimension == STOCK_AGE) {
        if (!opening_ages_read(text, &ages))
            return false;
        *value_out = age_number(sheet, &ages);
        return true;
    }
    for (uint32_t i = 0; id != NULL && i < count; i++)
        if (strcmp(stock_value_id(book, dimension, i), id) == 0) {
            *value_out = i;
            return true;
        }
    *value_out = dimension == STOCK_STAY ? stay_of(book, text) : STOCK_ALL;
    return *value_out != STOCK_ALL;
}

static const char *coded(const struct stock_sheet *sheet, size_t role, const char *text)
{
    const char *code = di_office_mapping_id(sheet->table->book->mapping, role, text);
    return code != NULL ? code : text;
}

static struct opening_names *names_of(struct di_opening_book *book,
                                      enum stock_dimension dimension)
{
    return dimension == STOCK_SETTING       ? &book->settings
           : dimension == STOCK_INSTITUTION ? &book->institutions
                                            : &book->regions;
}

/* ---- columns ---- */

static void add_column(struct stock_sheet *sheet, size_t column, enum stock_dimension tells,
                       uint32_t value)
{
    struct di_office_survey *survey = sheet->table->book->request->survey;
    sheet->columns[sheet->column_count++] =
        (struct stock_column){.column = column, .tells = tells, .value = value};
    if (survey != NULL)
        survey->is_counted[column] = true;
}

/* A heading that is a value of a dimension which has no column. */
static bool try_heading(struct stock_sheet *sheet, size_t column, const char *text)
{
    static const enum stock_dimension persons[] = {STOCK_AGE, STOCK_SEX, STOCK_DISABILITY,
                                                   STOCK_STAY};
    static const enum stock_dimension places[] = {STOCK_SETTING, STOCK_REGION};
    struct di_opening_book *book = sheet->table->book;
    uint32_t value = 0;
    for (size_t i = 0; i < sizeof persons / sizeof persons[0]; i++)
        if (book->columns[persons[i]] == SIZE_MAX &&
            read_person(sheet, persons[i], text, &value)) {
            add_column(sheet, column, persons[i], value);
            return true;
        }
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        value = opening_names_find(names_of(book, places[i]), text, NULL);
        if (book->columns[places[i]] == SIZE_MAX && value < OPENING_AMBIGUOUS) {
            add_column(sheet, column, places[i], value);
            return true;
        }
    }
    return false;
}

static bool is_of_role(const struct di_opening_book *book, size_t column)
{
    for (size_t role = 0; role < STOCK_ROLES; role++)
        if (book->columns[role] == column)
            return true;
    return false;
}

static void take_heading(struct stock_sheet *sheet, size_t column,
                         struct opening_text_list *unused)
{
    struct di_opening_book *book = sheet->table->book;
    const char *heading = di_office_table_heading(book->table, column);
    const char *text = coded(sheet, STOCK_ROLE_HEADING, heading);
    if (heading[0] == '\0' || try_heading(sheet, column, text))
        return;
    if (di_office_is_total(text))
        add_column(sheet, column, STOCK_DIMENSIONS, 0);
    else if (opening_is_some_disability(text) && book->columns[STOCK_DISABILITY] == SIZE_MAX)
        OPENING_PROBLEM(book, di_office_table_heading_line(book->table), column,
                        DI_ERR_REFERENCE,
                        DI_N_("Say the degree in a mapping file: \"codes\": {\"heading\": "
                              "{\"...\": \"severe\"}}, or \"moderate\"."),
                        DI_N_("Column '%1' counts children with disability, but not of which "
                              "degree."),
                        di_text_arg(heading));
    else
        opening_text_list_add(unused, heading);
}

void stock_sheet_columns(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    const size_t count = di_office_table_columns(book->table);
    struct opening_text_list unused = {.count = 0};
    sheet->columns = DI_ARENA_NEW(&book->arena, count + 1, struct stock_column);
    if (sheet->columns == NULL) {
        book->ran_out = true;
        return;
    }
    for (size_t c = 0; c < count; c++)
        if (c == book->columns[STOCK_ROLE_CHILDREN])
            add_column(sheet, c, STOCK_DIMENSIONS, 0);
        else if (!is_of_role(book, c))
            take_heading(sheet, c, &unused);
    if (unused.count > 0)
        OPENING_FINDING(book, "columns_not_used", false, 0, DI_N_("Columns not used: %1."),
                        di_list_arg(opening_text_list_take(book, &unused)));
    if (sheet->column_count == 0)
        OPENING_PROBLEM(book, di_office_table_heading_line(book->table), SIZE_MAX,
                        DI_ERR_MISSING, DI_N_("Name it in a mapping file, under \"columns\"."),
                        DI_N_("No column of '%1' holds numbers of children."),
                        di_text_arg(di_office_table_name(book->table)));
}

/* ---- facts ---- */

static void add_fact(struct stock_sheet *sheet, const struct stock_leaf *fact)
{
    struct di_opening_book *book = sheet->table->book;
    if (sheet->fact_count == sheet->fact_room) {
        const uint32_t room = sheet->fact_room > 0 ? 2 * sheet->fact_room : FACTS_MIN;
        struct stock_leaf *grown = DI_ARENA_NEW(&book->arena, room, struct stock_leaf);
        if (grown == NULL) {
            book->ran_out = true;
            return;
        }
        if (sheet->fact_count > 0)
            memcpy(grown, sheet->facts, sheet->fact_count * sizeof *grown);
        sheet->facts = grown;
        sheet->fact_room = room;
    }
    sheet->facts[sheet->fact_count++] = *fact;
}

/* ---- the cells of a row ---- */

struct row {
    struct stock_sheet *sheet;
    const struct di_office_cell *cells; /* of the roles, then of the columns of counts */
    uint32_t line;
    struct stock_leaf leaf;
    size_t total_from; /* column of the file that says "total" of places: empty ones behind it
                          are totals too; SIZE_MAX */
};

static void note_blank(struct row *row, enum stock_dimension dimension)
{
    struct stock_sheet *sheet = row->sheet;
    if (sheet->bad_blanks[dimension]++ == 0)
        sheet->first_bad_blank[dimension] = row->line;
}

/* The value of a place; the kind of a new setting comes with it. */
static uint32_t place_of(struct row *row, enum stock_dimension dimension, const char *text)
{
    struct di_opening_book *book = row->sheet->table->book;
    struct opening_names *list = names_of(book, dimension);
    if (dimension == STOCK_INSTITUTION && row->leaf.value[STOCK_REGION] != STOCK_ALL) {
        const char *region = book->regions.items[row->leaf.value[STOCK_REGION]].id;
        const uint32_t found =
            opening_names_find(list, coded(row->sheet, dimension, text), region);
        if (found < OPENING_AMBIGUOUS)
            return found;
    }
    const uint32_t found = opening_book_find(book, list, dimension, text,
                                             stock_dimension_id(dimension), row->line);
    return found == OPENING_NONE ? STOCK_ALL : found;
}

static void take_kind(struct row *row, const char *text)
{
    struct di_opening_book *book = row->sheet->table->book;
    struct opening_thing *setting = &book->settings.items[row->leaf.value[STOCK_SETTING]];
    const char *cell = row->cells[STOCK_ROLE_KIND].text;
    const char *code =
        di_office_mapping_id(book->mapping, STOCK_ROLE_KIND, cell[0] != '\0' ? cell : text);
    if (setting->kind != NULL)
        return;
    setting->kind = code != NULL      ? di_arena_copy_text(&book->arena, code)
                    : cell[0] != '\0' ? di_care_kind_of_name(cell)
                                      : di_care_kind_of_name(text);
}

static uint32_t person_of(struct row *row, enum stock_dimension dimension, const char *text)
{
    struct di_opening_book *book = row->sheet->table->book;
    uint32_t value = STOCK_ALL;
    if (read_person(row->sheet, dimension, coded(row->sheet, dimension, text), &value))
        return value;
    (void)di_office_mapping_unknown(book->mapping, dimension, text, row->line);
    return STOCK_ALL;
}

static bool says_total(const struct row *row, enum stock_dimension dimension)
{
    const char *code = coded(row->sheet, dimension, row->cells[dimension].text);
    return di_office_is_total(code) ||
           (di_office_begins_as_total(code) && dimension <= STOCK_REGION &&
            opening_names_find(names_of(row->sheet->table->book, dimension), code, NULL) ==
                OPENING_NONE);
}

static void take_dimension(struct row *row, enum stock_dimension dimension)
{
    struct di_opening_book *book = row->sheet->table->book;
    const char *text = row->cells[dimension].text;
    uint32_t *value = &row->leaf.value[dimension];
    if (book->columns[dimension] == SIZE_MAX)
        return;
    const char *code = coded(row->sheet, dimension, text);
    if (di_office_is_missing(code)) {
        if (row->total_from < book->columns[dimension])
            return;
        if (book->answers.blank == DI_BLANK_ABOVE && row->sheet->has_above)
            *value = row->sheet->above.value[dimension];
        else if (book->answers.blank != DI_BLANK_TOTAL)
            note_blank(row, dimension);
        return;
    }
    if (says_total(row, dimension))
        return;
    *value = dimension <= STOCK_REGION ? place_of(row, dimension, text)
                                       : person_of(row, dimension, text);
    if (dimension == STOCK_SETTING && *value != STOCK_ALL)
        take_kind(row, text);
}

/* An institution tells its region and setting: a row that says otherwise is wrong. */
static void settle_institution(struct row *row)
{
    struct di_opening_book *book = row->sheet->table->book;
    const uint32_t i = row->leaf.value[STOCK_INSTITUTION];
    if (i == STOCK_ALL)
        return;
    const struct opening_thing *home = &book->institutions.items[i];
    for (int d = STOCK_SETTING; d <= STOCK_REGION; d += STOCK_REGION - STOCK_SETTING) {
        const uint32_t said = row->leaf.value[d];
        const char *of = d == STOCK_SETTING ? home->setting : home->region;
        const char *id =
            said != STOCK_ALL ? names_of(book, (enum stock_dimension)d)->items[said].id : NULL;
        if (id != NULL && of != NULL && strcmp(id, of) != 0)
            OPENING_PROBLEM(book, row->line, book->columns[STOCK_INSTITUTION],
                            DI_ERR_INCONSISTENT, NULL,
                            DI_N_("Column '%1': '%2' is of '%3' in the scenario, not of '%4'."),
                            di_text_arg(opening_heading(book, STOCK_INSTITUTION)),
                            di_text_arg(home->id), di_text_arg(of), di_text_arg(id));
        row->leaf.value[d] = STOCK_ALL;
    }
}

/* The one place that a row without numbers names, in a table that has more columns than that;
 * STOCK_DIMENSIONS: it is no such row. */
static enum stock_dimension lone_place(const struct row *row)
{
    const struct stock_sheet *sheet = row->sheet;
    size_t filled = 0, bound = 0;
    enum stock_dimension where = STOCK_DIMENSIONS;
    for (int d = 0; d < STOCK_DIMENSIONS; d++) {
        bound += sheet->table->book->columns[d] != SIZE_MAX ? 1 : 0;
        if (row->cells[d].text[0] != '\0') {
            filled++;
            where = (enum stock_dimension)d;
        }
    }
    for (size_t c = 0; c < sheet->column_count; c++)
        if (row->cells[STOCK_ROLES + c].text[0] != '\0')
            return STOCK_DIMENSIONS;
    return filled == 1 && where <= STOCK_REGION &&
                   (bound > 1 || sheet->table->book->base != NULL)
               ? where
               : STOCK_DIMENSIONS;
}

/* A row of words alone: the name of a place that heads the rows under it, where an option says
 * that an empty cell means what is above; or a note under the table. */
static bool take_words(struct row *row)
{
    struct di_opening_book *book = row->sheet->table->book;
    const enum stock_dimension where = lone_place(row);
    if (where == STOCK_DIMENSIONS || di_office_begins_as_total(row->cells[where].text))
        return false;
    const uint32_t found = opening_names_find(
        names_of(book, where), coded(row->sheet, where, row->cells[where].text), NULL);
    if (found < OPENING_AMBIGUOUS && book->answers.blank != DI_BLANK_ABOVE)
        return false; /* a number is missing */
    if (found < OPENING_AMBIGUOUS) {
        row->sheet->above = row->leaf;
        row->sheet->above.value[where] = found;
        row->sheet->has_above = true;
        names_of(book, where)->items[found].is_named = true;
    } else {
        row->sheet->notes++;
    }
    return true;
}

static void take_counts(struct row *row)
{
    struct stock_sheet *sheet = row->sheet;
    struct di_opening_book *book = sheet->table->book;
    for (size_t c = 0; c < sheet->column_count; c++) {
        struct stock_column *column = &sheet->columns[c];
        struct stock_leaf fact = row->leaf;
        const size_t before = book->censored_count;
        fact.row = row->line;
        if (column->tells != STOCK_DIMENSIONS)
            fact.value[column->tells] = column->value;
        switch (opening_book_number(book, STOCK_ROLE_CHILDREN, column->column,
                                    &row->cells[STOCK_ROLES + c], row->line, true,
                                    &fact.count)) {
        case OPENING_NUMBER:
            fact.is_censored = book->censored_count > before;
            add_fact(sheet, &fact);
            break;
        case OPENING_MISSING:
            if (column->missing++ == 0)
                column->first_empty = row->line;
            break;
        case OPENING_WRONG:
            break;
        }
    }
}

static void take_row(struct stock_sheet *sheet, const struct di_office_cell *cells,
                     uint32_t line)
{
    /* The region before the institution, whose name may stand once in each region. */
    static const enum stock_dimension order[STOCK_DIMENSIONS] = {
        STOCK_REGION, STOCK_SETTING,    STOCK_INSTITUTION, STOCK_AGE,
        STOCK_SEX,    STOCK_DISABILITY, STOCK_STAY};
    struct row row = {.sheet = sheet, .cells = cells, .line = line, .total_from = SIZE_MAX};
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        row.leaf.value[d] = STOCK_ALL;
    if (take_words(&row))
        return;
    for (int d = STOCK_SETTING; d <= STOCK_REGION; d++)
        if (sheet->table->book->columns[d] < row.total_from &&
            says_total(&row, (enum stock_dimension)d))
            row.total_from = sheet->table->book->columns[d];
    for (size_t i = 0; i < STOCK_DIMENSIONS; i++)
        take_dimension(&row, order[i]);
    if (row.total_from == SIZE_MAX) {
        sheet->above = row.leaf;
        sheet->has_above = true;
    }
    settle_institution(&row);
    take_counts(&row);
}

/* ---- all rows ---- */

static void report_blanks(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    for (int d = 0; d < STOCK_DIMENSIONS; d++)
        if (sheet->bad_blanks[d] > 0)
            OPENING_PROBLEM(
                book, sheet->first_bad_blank[d], book->columns[d], DI_ERR_INPUT,
                DI_N_("Say it: --blank above (as in the row above), or --blank total "
                      "(all of them together)."),
                DI_N_("Column '%1' is empty in %2 {%2|row|rows} that may mean the "
                      "row above, or a total."),
                di_text_arg(opening_heading(book, (size_t)d)),
                di_integer_arg(sheet->bad_blanks[d]));
}

static void report_missing(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    for (size_t c = 0; c < sheet->column_count; c++)
        if (sheet->columns[c].missing > 0)
            OPENING_PROBLEM(
                book, sheet->columns[c].first_empty, sheet->columns[c].column, DI_ERR_MISSING,
                DI_N_("Fill it in. Where it stands for no children, a mapping file can say so: "
                      "\"codes\": {\"children\": {\"-\": \"0\"}}."),
                DI_N_("Column '%1' has no number in %2 {%2|row|rows}. That is no zero."),
                di_text_arg(di_office_table_heading(book->table, sheet->columns[c].column)),
                di_integer_arg(sheet->columns[c].missing));
}

static struct di_office_cell *select_columns(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    const size_t count = STOCK_ROLES + sheet->column_count;
    size_t *columns = DI_ARENA_NEW(&book->arena, count, size_t);
    struct di_office_cell *cells = DI_ARENA_NEW(&book->arena, count, struct di_office_cell);
    if (columns == NULL || cells == NULL) {
        book->ran_out = true;
        return NULL;
    }
    for (size_t role = 0; role < STOCK_ROLES; role++)
        columns[role] = role == STOCK_ROLE_CHILDREN ? SIZE_MAX : book->columns[role];
    for (size_t c = 0; c < sheet->column_count; c++)
        columns[STOCK_ROLES + c] = sheet->columns[c].column;
    if (!opening_book_select(book, columns, count, columns + STOCK_ROLES, sheet->column_count))
        return NULL;
    return cells;
}

void stock_sheet_rows(struct stock_sheet *sheet)
{
    struct di_opening_book *book = sheet->table->book;
    struct di_office_cell *cells = select_columns(sheet);
    uint32_t line;
    while (cells != NULL && di_office_table_next(book->table, cells, &line))
        take_row(sheet, cells, line);
    book->rows = di_office_table_rows(book->table);
    opening_report_unknown(book);
    report_blanks(sheet);
    report_missing(sheet);
    if (sheet->notes > 0)
        OPENING_FINDING(
            book, "notes", false, 0,
            DI_N_("%1 {%1|row holds|rows hold} words and no number, and {%1|is|are} "
                  "left out."),
            di_integer_arg((int64_t)sheet->notes));
}
