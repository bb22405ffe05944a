/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 'import institutions': a register, one row an institution. Its institutions take the place of
 * the scenario's: one of the same id, or of the same name in the same region, keeps what the
 * register does not say (staff, costs, dates of a plan); others of the scenario go.
 */
#include <stdio.h>
#include <string.h>

#include "di/scenario.h"
#include "di/time.h"

#include "office/care_words.h"
#include "opening_steps.h"
#include "register_homes.h"

static const struct di_office_role register_roles[REGISTER_ROLES] = {
    [REGISTER_ID] = {"id", "id|code|register number|код|номер в реестре|идентификатор",
                     .has_codes = true},
    [REGISTER_NAME] = {"name",
                       "name|institution|facility|name of institution|institution name|"
                       "наименование|название|учреждение|организация|"
                       "наименование учреждения|наименование организации|"
                       "название учреждения",
                       .has_codes = false},
    [REGISTER_REGION] = {"region", DI_HEADINGS_REGION, .is_needed = true, .has_codes = true},
    [REGISTER_SETTING] = {"setting",
                          "setting|type|type of institution|institution type|form of care|тип|"
                          "вид|тип учреждения|вид учреждения|тип организации|"
                          "форма устройства",
                          .is_needed = true, .has_codes = true},
    [REGISTER_CAPACITY] = {"capacity",
                           "capacity|places|beds|licensed places|number of places|места|"
                           "число мест|количество мест|вместимость|мощность|"
                           "проектная мощность|плановая мощность|плановая наполняемость|"
                           "плановое число мест|approved capacity",
                           .is_needed = true, .has_codes = true},
    [REGISTER_CHILDREN] = {"children",
                           "children|residents|number of children|children in care|occupied|"
                           "дети|детей|число детей|количество детей|воспитанники|"
                           "число воспитанников|количество воспитанников|фактически детей|"
                           "фактическая наполняемость|наполняемость|контингент|occupancy",
                           .has_codes = true},
    [REGISTER_OPENED] = {"opened", "opened|opening date|date opened|дата открытия|открыто|"
                                   "открыт"},
    [REGISTER_CLOSED] = {"closed", "closed|closing date|date closed|closes|дата закрытия|"
                                   "закрыто|закрыт"},
    [REGISTER_BUILDINGS] = {"buildings",
                            "buildings|number of buildings|число зданий|"
                            "количество зданий|здания",
                            .has_codes = true},
    [REGISTER_KIND] = {"kind", "kind|kind of care", .has_codes = true},
};

/* ---- the cells of a row ---- */

struct row {
    struct register_homes *homes;
    const struct di_office_cell *cells;
    uint32_t line;
};

static const char *cell(const struct row *row, enum register_role role)
{
    return opening_cell_text(&row->cells[role]);
}

static uint32_t find_place(struct row *row, enum register_role role)
{
    struct di_opening_book *book = row->homes->book;
    const char *text = opening_place_text(book, &row->cells[role],
                                          role == REGISTER_REGION ? &row->homes->region_above
                                                                  : &row->homes->setting_above);
    if (text[0] != '\0')
        return opening_book_find(
            book, role == REGISTER_REGION ? &book->regions : &book->settings, role, text,
            role == REGISTER_REGION ? "region" : "setting", row->line);
    opening_report_empty(book, role, row->line);
    return OPENING_NONE;
}

static void take_kind(struct row *row, uint32_t setting)
{
    struct di_opening_book *book = row->homes->book;
    struct opening_thing *thing = &book->settings.items[setting];
    const char *text = cell(row, REGISTER_KIND);
    const char *code = di_office_mapping_id(
        book->mapping, REGISTER_KIND, text[0] != '\0' ? text : cell(row, REGISTER_SETTING));
    if (thing->kind == NULL) {
        const char *told = di_care_kind_of_name(text[0] != '\0' ? text : thing->name);
        thing->kind = code != NULL && strcmp(code, "sgh") == 0   ? "sgh"
                      : code != NULL                             ? "institution"
                      : told != NULL && strcmp(told, "sgh") == 0 ? "sgh"
                                                                 : "institution";
    } else if (strcmp(thing->kind, "institution") != 0 && strcmp(thing->kind, "sgh") != 0) {
        OPENING_PROBLEM(book, row->line, book->columns[REGISTER_SETTING], DI_ERR_INCONSISTENT,
                        NULL,
                        DI_N_("'%1' is of kind '%2'; institutions need the kind institution or "
                              "sgh."),
                        di_text_arg(thing->id), di_text_arg(thing->kind));
    }
}

static bool read_count(struct row *row, enum register_role role, bool is_needed,
                       double *value_out)
{
    struct di_opening_book *book = row->homes->book;
    const size_t column = book->columns[role];
    if (column == SIZE_MAX)
        return false;
    const enum opening_number number =
        opening_book_number(book, role, column, &row->cells[role], row->line, true, value_out);
    if (number == OPENING_MISSING && is_needed)
        di_office_report_missing(book->table, row->line, column);
    return number == OPENING_NUMBER;
}

static int32_t read_day(struct row *row, enum register_role role)
{
    struct di_opening_book *book = row->homes->book;
    int32_t day = REGISTER_NO_DAY;
    if (book->columns[role] == SIZE_MAX)
        return REGISTER_NO_DAY;
    const enum di_office_date_kind kind = di_office_date(&row->cells[role], &day);
    if (kind != DI_DATE_RIGHT && kind != DI_DATE_MISSING)
        di_office_report_date(book->table, row->line, book->columns[role], &row->cells[role]);
    return kind == DI_DATE_RIGHT ? day : REGISTER_NO_DAY;
}

/* ---- which institution it is ---- */

static void report_again(struct row *row, uint32_t thing, bool is_by_id)
{
    struct di_opening_book *book = row->homes->book;
    const struct register_home *home = register_home_of(row->homes, thing);
    char line[16];
    (void)snprintf(line, sizeof line, "%u", home->row);
    if (is_by_id)
        OPENING_PROBLEM(book, row->line, book->columns[REGISTER_ID], DI_ERR_INCONSISTENT, NULL,
                        DI_N_("Row %1 has the id '%2' already."), di_text_arg(line),
                        di_text_arg(book->institutions.items[thing].id));
    else
        OPENING_PROBLEM(book, row->line, book->columns[REGISTER_NAME], DI_ERR_INCONSISTENT,
                        DI_N_("Leave one out; give both an id; or --add-rows, if each row "
                              "is a part of one institution."),
                        DI_N_("Row %1 has an institution of this name in this region already: "
                              "'%2'."),
                        di_text_arg(line),
                        di_text_arg(book->institutions.items[thing].name != NULL
                                        ? book->institutions.items[thing].name
                                        : book->institutions.items[thing].id));
}

static uint32_t new_institution(struct row *row, const char *id, const char *name,
                                const char *region)
{
    struct di_opening_book *book = row->homes->book;
    const char *shown = name[0] != '\0' ? name : id;
    uint32_t thing;
    if (di_scenario_is_id(id) && opening_names_id(&book->institutions, id) == OPENING_NONE)
        thing = opening_names_add(&book->institutions, id, shown);
    else
        thing = opening_book_new(book, &book->institutions, id[0] != '\0' ? id : name,
                                 "institution");
    if (thing == OPENING_NONE) {
        book->ran_out = true;
        return OPENING_NONE;
    }
    book->institutions.items[thing].name = di_arena_copy_text(&book->arena, shown);
    opening_names_also(&book->institutions, thing, shown);
    book->institutions.items[thing].region = region;
    return thing;
}

/* By id where the row has one, else by name within the region. */
static uint32_t institution_of(struct row *row, uint32_t region)
{
    struct di_opening_book *book = row->homes->book;
    const char *id = cell(row, REGISTER_ID), *name = cell(row, REGISTER_NAME);
    const char *place = book->regions.items[region].id;
    const char *code =
        id[0] != '\0' ? di_office_mapping_id(book->mapping, REGISTER_ID, id) : NULL;
    id = code != NULL ? code : id;
    if (id[0] == '\0' && name[0] == '\0') {
        OPENING_PROBLEM(
            book, row->line, book->columns[REGISTER_NAME], DI_ERR_MISSING, NULL,
            DI_N_("The row has neither a name nor an id of an institution; its region is "
                  "'%1'."),
            di_text_arg(place));
        return OPENING_NONE;
    }
    uint32_t thing =
        id[0] != '\0' ? opening_names_find(&book->institutions, id, NULL) : OPENING_NONE;
    const bool is_by_id = thing < OPENING_AMBIGUOUS;
    if (!is_by_id && name[0] != '\0' && (id[0] == '\0' || book->base != NULL))
        thing = opening_names_find(&book->institutions, name, place);
    if (thing == OPENING_AMBIGUOUS) {
        OPENING_PROBLEM(book, row->line, book->columns[REGISTER_NAME], DI_ERR_REFERENCE,
                        DI_N_("Say which is meant by its id, in a column of ids."),
                        DI_N_("Column '%1': the scenario has more than one '%2' in the region "
                              "'%3'."),
                        di_text_arg(opening_heading(book, REGISTER_NAME)), di_text_arg(name),
                        di_text_arg(place));
        return OPENING_NONE;
    }
    if (thing == OPENING_NONE ||
        (!is_by_id && id[0] != '\0' && book->institutions.items[thing].is_named))
        return new_institution(row, id, name, place);
    if (book->institutions.items[thing].is_named && !book->answers.adds_duplicates) {
        report_again(row, thing, is_by_id);
        return OPENING_NONE;
    }
    return thing;
}

/* ---- rows ---- */

static bool is_total_row(const struct row *row)
{
    return di_office_begins_as_total(cell(row, REGISTER_NAME)) ||
           di_office_begins_as_total(cell(row, REGISTER_ID)) ||
           di_office_is_total(cell(row, REGISTER_REGION)) ||
           (di_office_begins_as_total(cell(row, REGISTER_REGION)) &&
            cell(row, REGISTER_NAME)[0] == '\0');
}

/* Words under the table. */
static bool is_note(const struct row *row)
{
    size_t filled = 0;
    for (size_t r = 0; r < REGISTER_ROLES; r++)
        filled += cell(row, (enum register_role)r)[0] != '\0' ? 1 : 0;
    return filled == 1 && cell(row, REGISTER_CAPACITY)[0] == '\0' &&
           cell(row, REGISTER_CHILDREN)[0] == '\0';
}

static void take_total(struct row *row)
{
    struct di_opening_book *book = row->homes->book;
    struct register_total total = {.row = row->line, .region = OPENING_NONE};
    const char *region = cell(row, REGISTER_REGION);
    if (region[0] != '\0' && !di_office_begins_as_total(region))
        total.region = opening_names_find(&book->regions, region, NULL);
    total.has_capacity = read_count(row, REGISTER_CAPACITY, false, &total.capacity);
    total.has_children = read_count(row, REGISTER_CHILDREN, false, &total.children);
    register_homes_total(row->homes, &total);
}

static void read_home(struct row *row, struct register_home *home)
{
    *home = (struct register_home){.row = row->line, .buildings = 1};
    home->has_capacity = read_count(row, REGISTER_CAPACITY, true, &home->capacity);
    home->has_children = read_count(row, REGISTER_CHILDREN, false, &home->children);
    (void)read_count(row, REGISTER_BUILDINGS, false, &home->buildings);
    home->opened = read_day(row, REGISTER_OPENED);
    home->closed = read_day(row, REGISTER_CLOSED);
}

static void take_row(struct register_homes *homes, const struct di_office_cell *cells,
                     uint32_t line)
{
    struct di_opening_book *book = homes->book;
    struct row row = {.homes = homes, .cells = cells, .line = line};
    struct register_home home;
    if (is_total_row(&row)) {
        take_total(&row);
        return;
    }
    if (is_note(&row)) {
        homes->notes++;
        return;
    }
    read_home(&row, &home);
    if (home.closed != REGISTER_NO_DAY && home.closed <= book->start) {
        register_homes_closed(homes, &home);
        return;
    }
    const uint32_t region = find_place(&row, REGISTER_REGION);
    const uint32_t setting = find_place(&row, REGISTER_SETTING);
    if (setting != OPENING_NONE)
        take_kind(&row, setting);
    if (region == OPENING_NONE || setting == OPENING_NONE)
        return;
    const uint32_t thing = institution_of(&row, region);
    if (thing == OPENING_NONE)
        return;
    book->institutions.items[thing].is_named = true;
    home.region = region;
    home.setting = setting;
    register_homes_add(homes, thing, &home);
}

static void read_rows(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    static const enum register_role numbers[] = {REGISTER_CAPACITY, REGISTER_CHILDREN,
                                                 REGISTER_BUILDINGS};
    struct di_office_cell cells[REGISTER_ROLES];
    size_t columns[3];
    uint32_t line;
    for (size_t i = 0; i < 3; i++)
        columns[i] = book->columns[numbers[i]];
    if (!opening_book_select(book, book->columns, REGISTER_ROLES, columns, 3))
        return;
    while (di_office_table_next(book->table, cells, &line))
        take_row(homes, cells, line);
    book->rows = di_office_table_rows(book->table);
    opening_report_unknown(book);
}

static void read_register(struct di_opening_book *book)
{
    struct register_homes homes = {.book = book};
    book->has_register = true;
    if (book->columns[REGISTER_NAME] == SIZE_MAX && book->columns[REGISTER_ID] == SIZE_MAX) {
        OPENING_PROBLEM(book, di_office_table_heading_line(book->table), SIZE_MAX,
                        DI_ERR_MISSING, DI_N_("Name it in a mapping file, under \"columns\"."),
                        DI_N_("No column of '%1' holds names or ids of institutions."),
                        di_text_arg(di_office_table_name(book->table)));
        return;
    }
    opening_note_unused(book, REGISTER_ROLES);
    read_rows(&homes);
    if (book->problems->errors == book->errors_before && !book->ran_out)
        register_homes_write(&homes);
}

const struct opening_kind opening_register = {
    {"institutions", register_roles, REGISTER_ROLES, opening_options, OPENING_OPTIONS},
    read_register};

enum di_status di_opening_register_read(const struct di_opening_request *request,
                                        struct di_diagnostics *diagnostics,
                                        struct di_opening_book **out, struct di_error *error)
{
    return opening_import(request, &opening_register, diagnostics, out, error);
}
