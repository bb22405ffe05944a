/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "opening_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/office_slug.h"
#include "di/path.h"
#include "di/scenario.h"
#include "di/time.h"
#include "di/utf8.h"

#include "office/wipe.h"

static const int usual_bands[] = {0, 3, 7, 12, 15, 18};

/* Without folders, as UTF-8. */
static const char *base_name(struct di_opening_book *book, const char *path)
{
    char *mended = path != NULL ? di_utf8_mend(di_path_name(path)) : NULL;
    const char *kept = mended != NULL ? di_arena_copy_text(&book->arena, mended) : NULL;
    book->ran_out = book->ran_out || (path != NULL && kept == NULL);
    free(mended);
    return kept;
}

void opening_book_init(struct di_opening_book *book, const struct di_opening_request *request,
                       struct di_diagnostics *problems)
{
    *book = (struct di_opening_book){
        .request = request,
        .answers = {request->blank, request->censored, request->adds_duplicates},
        .problems = problems,
        .errors_before = problems->errors};
    struct opening_names *const lists[] = {&book->regions, &book->settings, &book->institutions,
                                           &book->roles, &book->teams};
    di_arena_init(&book->arena);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        lists[i]->arena = &book->arena;
    book->source = base_name(book, request->path);
    book->scenario = base_name(book, request->onto);
    book->patch = json_object();
    book->ran_out = book->ran_out || book->patch == NULL;
}

void opening_book_finish(struct di_opening_book *book)
{
    json_decref(book->base);
    json_decref(book->patch);
    di_data_quality_destroy(book->quality);
    di_scenario_destroy(book->finished);
    di_office_mapping_destroy(book->mapping);
    di_office_table_close(book->table);
    di_arena_clear(&book->arena, di_wipe); /* a wrong column may hold names of people */
    di_arena_finish(&book->arena);
}

bool opening_book_ran_out(const struct di_opening_book *book)
{
    return book->ran_out || book->json.ran_out || book->regions.ran_out ||
           book->settings.ran_out || book->institutions.ran_out || book->roles.ran_out ||
           book->teams.ran_out;
}

/* ---- the scenario that is completed ---- */

static const char *text_member(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* Keys that may stand in any object and name no thing. */
static bool is_thing(const char *key, const json_t *value)
{
    static const char *const others[] = {"source", "year", "quality", "note"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(key, others[i]) == 0)
            return false;
    return json_is_object(value) && strncmp(key, "x-", 2) != 0;
}

static void take_things(struct opening_names *list, json_t *section)
{
    const char *id;
    json_t *item;
    json_object_foreach(section, id, item)
    {
        if (!is_thing(id, item))
            continue;
        json_t *name = json_object_get(item, "name");
        const char *first =
            json_is_string(name) ? json_string_value(name) : text_member(name, "en");
        const uint32_t i = opening_names_add(list, id, first);
        if (i == OPENING_NONE)
            return;
        opening_names_also(list, i, text_member(name, "ru"));
        list->items[i].is_of_scenario = true;
        list->items[i].kind = text_member(item, "kind");
        list->items[i].region = text_member(item, "region");
        list->items[i].setting = text_member(item, "setting");
        if (list->items[i].setting == NULL)
            list->items[i].setting = text_member(item, "role"); /* of a team */
    }
}

static void take_bands(struct di_opening_book *book, const json_t *edges)
{
    book->band_count = 0;
    if (!json_is_array(edges)) {
        memcpy(book->band_from, usual_bands, sizeof usual_bands);
        book->band_count = (int)(sizeof usual_bands / sizeof usual_bands[0]);
        return;
    }
    book->band_from[book->band_count++] = 0;
    for (size_t i = 0; i < json_array_size(edges) && i < OPENING_BANDS_MAX - 2; i++)
        book->band_from[book->band_count++] = (int)json_number_value(json_array_get(edges, i));
    book->band_from[book->band_count++] = 18;
}

void opening_book_set_bands(struct di_opening_book *book, const bool *is_edge, int count)
{
    if (count == 0) {
        take_bands(book, NULL);
        return;
    }
    book->band_count = 1;
    for (int age = 1; age < count; age++)
        if (is_edge[age])
            book->band_from[book->band_count++] = age;
    book->band_from[book->band_count++] = count;
}

static int32_t start_of(const struct di_opening_book *book, const json_t *horizon)
{
    int32_t day = 0;
    const char *start = text_member(horizon, "start");
    if (start == NULL || !di_date_parse(start, &day))
        day = di_date_from_civil(book->request->start_year, 1, 1);
    return day;
}

void opening_book_take(struct di_opening_book *book, const char *merged, const char *kind)
{
    book->base = merged != NULL ? json_loads(merged, 0, NULL) : NULL;
    book->ran_out = book->ran_out || (merged != NULL && book->base == NULL);
    if (book->base != NULL) {
        take_things(&book->regions, json_object_get(book->base, "regions"));
        take_things(&book->settings, json_object_get(book->base, "settings"));
        take_things(&book->institutions, json_object_get(book->base, "institutions"));
        take_things(&book->roles, json_object_get(book->base, "roles"));
        take_things(&book->teams,
                    json_object_get(json_object_get(book->base, "resources"), "workers"));
        take_bands(book, json_object_get(json_object_get(book->base, "horizon"), "age_bands"));
    }
    book->start = start_of(book, json_object_get(book->base, "horizon"));
    book->id = book->request->id != NULL ? book->request->id : text_member(book->base, "id");
    if (book->id == NULL || !di_scenario_is_id(book->id))
        book->id = "imported";
    book->quality = di_data_quality_create(kind, book->id);
    book->ran_out = book->ran_out || book->quality == NULL;
}

/* ---- findings ---- */

void opening_problem(struct di_opening_book *book, uint32_t row, size_t column,
                     enum di_status status, const char *hint, const struct di_message *message)
{
    struct di_diagnostic *entry =
        di_office_table_report(book->table, row, column, status, message);
    if (entry != NULL && hint != NULL)
        di_message_set(&entry->hint, hint, NULL, 0);
}

struct di_message *opening_note(struct di_opening_book *book, const char *id, bool is_warning,
                                uint32_t row)
{
    const struct di_finding_place place = {.file = book->source, .line = row};
    return di_data_quality_note(book->quality, id, is_warning, &place);
}

void opening_note_unused(struct di_opening_book *book, size_t role_count)
{
    char *list = di_office_mapping_unused(book->table, book->columns, role_count);
    const char *kept = list != NULL ? di_arena_copy_text(&book->arena, list) : NULL;
    book->ran_out = book->ran_out || kept == NULL;
    free(list);
    if (kept != NULL && kept[0] != '\0')
        OPENING_FINDING(book, "columns_not_used", false, 0, DI_N_("Columns not used: %1."),
                        di_list_arg(kept));
}

void opening_text_list_add(struct opening_text_list *list, const char *text)
{
    const size_t length = strlen(text);
    list->count++;
    if (list->used + length + 3 > sizeof list->text || list->shown + 1 < list->count)
        return; /* the first ones, without gaps */
    const char *comma = list->used > 0 ? ", " : "";
    const int written =
        snprintf(list->text + list->used, sizeof list->text - list->used, "%s%s", comma, text);
    list->used += written > 0 ? (size_t)written : 0;
    list->shown++;
}

const char *opening_text_list_take(struct di_opening_book *book, struct opening_text_list *list)
{
    char text[sizeof list->text + 32];
    if (list->count > list->shown)
        (void)snprintf(text, sizeof text, "%s, +%zu", list->text, list->count - list->shown);
    else
        (void)snprintf(text, sizeof text, "%s", list->text);
    const char *kept = di_arena_copy_text(&book->arena, text);
    book->ran_out = book->ran_out || kept == NULL;
    return kept != NULL ? kept : "";
}

const char *opening_heading(const struct di_opening_book *book, size_t role)
{
    return book->columns[role] != SIZE_MAX
               ? di_office_table_heading(book->table, book->columns[role])
               : book->roles_of_kind[role].id;
}

struct di_argument opening_count_arg(const struct di_opening_book *book, double count,
                                     struct opening_count_text *room)
{
    if (!(count > 0 && count < book->request->suppress_below))
        return di_integer_arg((int64_t)count);
    (void)snprintf(room->text, sizeof room->text, "<%u", book->request->suppress_below);
    return di_counted_arg(room->text, book->request->suppress_below);
}

void opening_tell_count(const struct di_opening_book *book, struct di_quality_table *table,
                        double count)
{
    if (count > 0 && count < book->request->suppress_below)
        di_quality_withheld(table);
    else
        di_quality_number(table, count);
}

/* ---- what names nothing ---- */

void opening_report_unknown(struct di_opening_book *book)
{
    struct di_error error = {0};
    const enum di_status status =
        di_office_mapping_finish(book->mapping, book->table, book->columns, &error);
    book->ran_out = book->ran_out || status == DI_ERR_MEMORY;
}

void opening_survey_kind(struct di_opening_book *book, size_t role,
                         const struct opening_thing *thing)
{
    if (book->request->survey != NULL)
        di_office_survey_add(book->request->survey, (struct di_office_word){.role = role},
                             thing->name, NULL, NULL);
}

/* ---- rows ---- */

bool opening_book_select(struct di_opening_book *book, const size_t *columns, size_t count,
                         const size_t *numbers, size_t number_count)
{
    enum di_status status = di_office_decimal(book->table, numbers, number_count, book->decimal,
                                              &book->decimal, NULL);
    if (status == DI_OK)
        status = di_office_table_select(book->table, columns, count, NULL);
    book->ran_out = book->ran_out || status == DI_ERR_MEMORY;
    return status == DI_OK;
}

/* ---- names ---- */

static bool is_taken(const void *context, const char *id)
{
    return di_scenario_is_reserved(id) || opening_names_has_id(context, id);
}

uint32_t opening_book_new(struct di_opening_book *book, struct opening_names *list,
                          const char *name, const char *prefix)
{
    char id[DI_OFFICE_SLUG_MAX + 1];
    di_office_slug_new(name, prefix, is_taken, list, id);
    if (!di_office_slug_is_whole(name))
        OPENING_FINDING(book, "letters_left_out", true, 0,
                        DI_N_("'%1' has letters that ids cannot show; its id is '%2'."),
                        di_text_arg(name), di_text_arg(id));
    const uint32_t thing = opening_names_add(list, id, name);
    book->ran_out = book->ran_out || thing == OPENING_NONE;
    return thing;
}

static void note_unknown(struct di_opening_book *book, const struct opening_names *list,
                         size_t role, const char *text, bool is_ambiguous, uint32_t row)
{
    const char *code = di_office_mapping_id(book->mapping, role, text);
    if (!di_office_mapping_unknown(book->mapping, role, text, row))
        return;
    const struct di_office_lookup lookup = {
        .code = code,
        .nearest = opening_names_nearest(list, code != NULL ? code : text),
        .is_ambiguous = is_ambiguous};
    di_office_mapping_explain(book->mapping, role, text, lookup);
}

uint32_t opening_book_find(struct di_opening_book *book, struct opening_names *list,
                           size_t role, const char *text, const char *prefix, uint32_t row)
{
    const char *code = di_office_mapping_id(book->mapping, role, text);
    uint32_t found =
        code != NULL ? opening_names_id(list, code) : opening_names_find(list, text, NULL);
    if (found == OPENING_NONE && book->base == NULL)
        found = opening_book_new(book, list, code != NULL ? code : text, prefix);
    if (found == OPENING_AMBIGUOUS || found == OPENING_NONE) {
        note_unknown(book, list, role, text, found == OPENING_AMBIGUOUS, row);
        return OPENING_NONE;
    }
    list->items[found].is_named = true;
    return found;
}

/* ---- the cells of a row ---- */

const char *opening_cell_text(const struct di_office_cell *cell)
{
    return di_office_is_missing(cell->text) ? "" : cell->text;
}

const char *opening_place_text(struct di_opening_book *book, const struct di_office_cell *cell,
                               const char **above)
{
    const char *text = opening_cell_text(cell);
    if (text[0] == '\0')
        return book->answers.blank == DI_BLANK_ABOVE && *above != NULL ? *above : "";
    if (book->answers.blank == DI_BLANK_ABOVE) {
        *above = di_arena_copy_text(&book->arena, text);
        book->ran_out = book->ran_out || *above == NULL;
    }
    return text;
}

void opening_report_empty(struct di_opening_book *book, size_t role, uint32_t row)
{
    OPENING_PROBLEM(book, row, book->columns[role], DI_ERR_MISSING,
                    DI_N_("Fill it in; or --blank above, where it stands for the row above."),
                    DI_N_("Column '%1' is empty."), di_text_arg(opening_heading(book, role)));
}

/* ---- numbers ---- */

/* What a number under or above a limit is taken for; NaN: nothing. */
static double censored_value(const struct di_opening_book *book,
                             const struct di_office_value *value)
{
    const double top = ceil(value->number) - 1; /* the most that is still under the limit */
    if (value->kind == DI_VALUE_ABOVE)          /* has no upper end, so no middle */
        return book->answers.censored == DI_CENSORED_LOWER ? floor(value->number) + 1
                                                           : (double)NAN;
    switch (book->answers.censored) {
    case DI_CENSORED_LOWER:
        return 0;
    case DI_CENSORED_MIDDLE:
        return floor(fmax(top, 0) / 2);
    case DI_CENSORED_UPPER:
        return fmax(top, 0);
    case DI_CENSORED_UNSAID:
        break;
    }
    return (double)NAN;
}

enum opening_number opening_book_number(struct di_opening_book *book, size_t role,
                                        size_t column, const struct di_office_cell *cell,
                                        uint32_t row, bool is_count, double *value_out)
{
    struct di_office_cell said = *cell;
    const char *code = di_office_mapping_id(book->mapping, role, cell->text);
    if (code != NULL)
        said = (struct di_office_cell){code, DI_CELL_NUMBER};
    const struct di_office_value value = is_count ? di_office_count(&said, book->decimal)
                                                  : di_office_number(&said, book->decimal);
    const double censored = censored_value(book, &value);
    switch (value.kind) {
    case DI_VALUE_MISSING:
        return OPENING_MISSING;
    case DI_VALUE_NUMBER:
        if (value.number < 0)
            break;
        *value_out = value.number;
        return OPENING_NUMBER;
    case DI_VALUE_BELOW:
    case DI_VALUE_ABOVE:
        if (isnan(censored)) {
            di_office_report_censored(book->table, row, column, cell,
                                      is_count && book->answers.censored == DI_CENSORED_UNSAID);
            return OPENING_WRONG;
        }
        book->censored_count++;
        *value_out = censored;
        return OPENING_NUMBER;
    case DI_VALUE_AMBIGUOUS:
    case DI_VALUE_WRONG:
        break;
    }
    di_office_report_number(book->table, row, column, cell, is_count);
    return OPENING_WRONG;
}

/* ---- the patch ---- */

void opening_set_origin(struct di_opening_book *book, json_t *object)
{
    di_json_set(&book->json, object, "source", json_string(book->source));
    di_json_set(&book->json, object, "quality", json_string("published"));
}

json_t *opening_value(struct di_opening_book *book, double value)
{
    json_t *object = json_object();
    di_json_set(&book->json, object, "value", di_json_number(value));
    opening_set_origin(book, object);
    return object;
}

json_t *opening_section(struct di_opening_book *book, const char *key)
{
    json_t *section = json_object_get(book->patch, key);
    if (section != NULL)
        return section;
    di_json_set(&book->json, book->patch, key, json_object());
    return json_object_get(book->patch, key);
}

void opening_write_regions(struct di_opening_book *book)
{
    for (uint32_t i = 0; i < book->regions.count; i++) {
        const struct opening_thing *region = &book->regions.items[i];
        if (region->is_of_scenario)
            continue;
        json_t *object = json_object();
        di_json_set(&book->json, object, "name", json_string(region->name));
        di_json_set(&book->json, opening_section(book, "regions"), region->id, object);
    }
}
