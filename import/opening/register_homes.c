/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "register_homes.h"

#include <stdio.h>
#include <string.h>

#include "di/time.h"

enum { HOMES_MIN = 256, TOTALS_MIN = 32, DAY_TEXT = 16 };

/* ---- rows ---- */

const struct register_home *register_home_of(const struct register_homes *homes, uint32_t thing)
{
    static const struct register_home none = {.row = 0};
    return thing < homes->room ? &homes->items[thing] : &none;
}

static bool make_room(struct register_homes *homes, uint32_t thing)
{
    if (thing < homes->room)
        return true;
    const uint32_t room = 2 * thing + HOMES_MIN;
    struct register_home *grown = DI_ARENA_NEW(&homes->book->arena, room, struct register_home);
    if (grown == NULL)
        return !(homes->book->ran_out = true);
    if (homes->room > 0)
        memcpy(grown, homes->items, homes->room * sizeof *grown);
    homes->items = grown;
    homes->room = room;
    return true;
}

void register_homes_add(struct register_homes *homes, uint32_t thing,
                        const struct register_home *home)
{
    if (!make_room(homes, thing))
        return;
    struct register_home *of = &homes->items[thing];
    if (of->row == 0) {
        *of = *home;
        return;
    }
    of->capacity += home->capacity;
    of->children += home->children;
    of->buildings += home->buildings;
    of->has_children = of->has_children && home->has_children;
    homes->added++;
}

void register_homes_closed(struct register_homes *homes, const struct register_home *home)
{
    struct di_opening_book *book = homes->book;
    struct opening_count_text count;
    char row[16];
    (void)snprintf(row, sizeof row, "%u", home->row);
    if (home->has_children && home->children > 0) {
        OPENING_PROBLEM(
            book, home->row, book->columns[REGISTER_CHILDREN], DI_ERR_INCONSISTENT,
            DI_N_("Correct the date or the number, or leave the row out."),
            DI_N_("%1 {%1|child lives|children live} in an institution that was closed "
                  "on %2, before the scenario starts."),
            opening_count_arg(book, home->children, &count), di_date_arg(home->closed));
        return;
    }
    homes->closed++;
    opening_text_list_add(&homes->closed_rows, row);
}

void register_homes_total(struct register_homes *homes, const struct register_total *total)
{
    if (homes->total_count == homes->total_room) {
        const uint32_t room = homes->total_room > 0 ? 2 * homes->total_room : TOTALS_MIN;
        struct register_total *grown =
            DI_ARENA_NEW(&homes->book->arena, room, struct register_total);
        if (grown == NULL) {
            homes->book->ran_out = true;
            return;
        }
        if (homes->total_count > 0)
            memcpy(grown, homes->totals, homes->total_count * sizeof *grown);
        homes->totals = grown;
        homes->total_room = room;
    }
    homes->totals[homes->total_count++] = *total;
}

/* ---- looking ---- */

static void look_at_total(struct register_homes *homes, const struct register_total *total)
{
    struct di_opening_book *book = homes->book;
    struct opening_count_text texts[2];
    double capacity = 0, children = 0;
    for (uint32_t i = 0; i < homes->room; i++) {
        const struct register_home *home = &homes->items[i];
        if (home->row == 0 ||
            (total->region < OPENING_AMBIGUOUS && home->region != total->region))
            continue;
        capacity += home->capacity;
        children += home->children;
    }
    if (total->has_capacity && fabs(total->capacity - capacity) > 0.5)
        OPENING_FINDING(
            book, "total_unlike_parts", true, total->row,
            DI_N_("Row %1: the total of places is %2, the institutions have %3. They "
                  "are used."),
            di_integer_arg(total->row), di_integer_arg((int64_t)total->capacity),
            di_integer_arg((int64_t)capacity));
    if (total->has_children && fabs(total->children - children) > 0.5)
        OPENING_FINDING(
            book, "total_unlike_parts", true, total->row,
            DI_N_("Row %1: the total of children is %2, the institutions have %3. They "
                  "are used."),
            di_integer_arg(total->row), opening_count_arg(book, total->children, &texts[0]),
            opening_count_arg(book, children, &texts[1]));
}

static void look_at_home(struct register_homes *homes, const struct register_home *home)
{
    struct di_opening_book *book = homes->book;
    struct opening_count_text count;
    if (home->has_children && home->opened != REGISTER_NO_DAY && home->opened > book->start &&
        home->children > 0)
        OPENING_PROBLEM(
            book, home->row, book->columns[REGISTER_CHILDREN], DI_ERR_INCONSISTENT,
            DI_N_("Correct the date or the number."),
            DI_N_("%1 {%1|child lives|children live} in an institution that opens on "
                  "%2, after the scenario starts."),
            opening_count_arg(book, home->children, &count), di_date_arg(home->opened));
    if (home->opened != REGISTER_NO_DAY && home->closed != REGISTER_NO_DAY &&
        home->closed < home->opened)
        OPENING_PROBLEM(book, home->row, book->columns[REGISTER_CLOSED], DI_ERR_INCONSISTENT,
                        DI_N_("Correct one of the dates."),
                        DI_N_("The institution closes on %1, before it opens on %2."),
                        di_date_arg(home->closed), di_date_arg(home->opened));
}

static void look_at_places(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    struct opening_text_list over = {.count = 0};
    struct opening_count_text count;
    double above = 0;
    for (uint32_t i = 0; i < homes->room; i++) {
        const struct register_home *home = &homes->items[i];
        if (home->row == 0)
            continue;
        look_at_home(homes, home);
        if (!home->has_children || home->children <= home->capacity)
            continue;
        opening_text_list_add(&over, book->institutions.items[i].id);
        above += home->children - home->capacity;
    }
    if (over.count > 0)
        OPENING_FINDING(book, "over_capacity", true, 0,
                        DI_N_("%1 {%1|institution has|institutions have} more children than "
                              "places, %2 in all; they start above capacity and admit nobody "
                              "until places are free: %3."),
                        di_integer_arg((int64_t)over.count),
                        opening_count_arg(book, above, &count),
                        di_list_arg(opening_text_list_take(book, &over)));
}

static void look_at_rows(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    if (homes->closed > 0)
        OPENING_FINDING(book, "closed", false, 0,
                        DI_N_("%1 {%1|institution was|institutions were} closed before the "
                              "scenario starts, and {%1|is|are} left out: rows %2."),
                        di_integer_arg((int64_t)homes->closed),
                        di_list_arg(opening_text_list_take(book, &homes->closed_rows)));
    if (homes->notes > 0)
        OPENING_FINDING(
            book, "notes", false, 0,
            DI_N_("%1 {%1|row holds|rows hold} words and no number, and {%1|is|are} "
                  "left out."),
            di_integer_arg((int64_t)homes->notes));
    if (homes->added > 0)
        OPENING_FINDING(
            book, "added_up", true, 0,
            DI_N_("%1 {%1|row is|rows are} of the same institution as an earlier one, "
                  "and added to it."),
            di_integer_arg((int64_t)homes->added));
    if (homes->total_count > 0)
        OPENING_FINDING(book, "totals", false, 0,
                        DI_N_("%1 {%1|row of totals was|rows of totals were} compared with the "
                              "institutions, and not counted again."),
                        di_integer_arg(homes->total_count));
    for (uint32_t i = 0; i < homes->total_count; i++)
        look_at_total(homes, &homes->totals[i]);
}

/* ---- the patch ---- */

static json_t *capacity_of(struct register_homes *homes, const struct register_home *home)
{
    struct di_opening_book *book = homes->book;
    char day[DAY_TEXT];
    if (home->opened == REGISTER_NO_DAY || home->opened <= book->start)
        return opening_value(book, home->capacity);
    json_t *object = opening_value(book, 0), *step = json_object(), *steps = json_array();
    di_date_format(home->opened, day);
    di_json_set(&book->json, step, "from", json_string(day));
    di_json_set(&book->json, step, "set", di_json_number(home->capacity));
    di_json_append(&book->json, steps, step);
    di_json_set(&book->json, object, "steps", steps);
    return object;
}

static void set_if_new(struct di_opening_book *book, json_t *object, const char *key,
                       const char *before, const char *now)
{
    if (before == NULL || strcmp(before, now) != 0)
        di_json_set(&book->json, object, key, json_string(now));
}

struct changes {
    struct opening_text_list added, removed, moved, retyped, planned, closing, empty;
};

static bool has_steps(const struct di_opening_book *book, const char *id)
{
    const json_t *home = json_object_get(json_object_get(book->base, "institutions"), id);
    return json_array_size(json_object_get(json_object_get(home, "capacity"), "steps")) > 0;
}

static void write_home(struct register_homes *homes, uint32_t i, json_t *section,
                       struct changes *changes)
{
    struct di_opening_book *book = homes->book;
    struct opening_thing *thing = &book->institutions.items[i];
    const struct register_home *home = register_home_of(homes, i);
    const char *region = book->regions.items[home->region].id;
    const char *setting = book->settings.items[home->setting].id;
    json_t *object = json_object();
    char day[DAY_TEXT];
    if (!thing->is_of_scenario) {
        opening_text_list_add(&changes->added, thing->id);
        di_json_set(&book->json, object, "name", json_string(thing->name));
    } else {
        if (thing->region != NULL && strcmp(thing->region, region) != 0)
            opening_text_list_add(&changes->moved, thing->id);
        if (thing->setting != NULL && strcmp(thing->setting, setting) != 0)
            opening_text_list_add(&changes->retyped, thing->id);
        if (has_steps(book, thing->id))
            opening_text_list_add(&changes->planned, thing->id);
    }
    set_if_new(book, object, "region", thing->is_of_scenario ? thing->region : NULL, region);
    set_if_new(book, object, "setting", thing->is_of_scenario ? thing->setting : NULL, setting);
    thing->region = region;
    thing->setting = setting;
    di_json_set(&book->json, object, "capacity", capacity_of(homes, home));
    if (home->buildings > 1)
        di_json_set(&book->json, object, "count", di_json_number(home->buildings));
    if (home->closed != REGISTER_NO_DAY) {
        di_date_format(home->closed, day);
        di_json_set(&book->json, object, "close_by", json_string(day));
        opening_text_list_add(&changes->closing, thing->id);
    }
    di_json_set(&book->json, section, thing->id, object);
}

static bool is_listed(const struct register_homes *homes, uint32_t setting)
{
    for (uint32_t i = 0; i < homes->room; i++)
        if (homes->items[i].row > 0 && homes->items[i].setting == setting)
            return true;
    return false;
}

bool register_setting_is_gone(const struct register_homes *homes, uint32_t setting)
{
    const struct di_opening_book *book = homes->book;
    const char *id = book->settings.items[setting].id;
    if (is_listed(homes, setting))
        return false;
    for (uint32_t i = 0; i < book->institutions.count; i++) {
        const struct opening_thing *home = &book->institutions.items[i];
        if (home->is_of_scenario && register_home_of(homes, i)->row == 0 &&
            home->setting != NULL && strcmp(home->setting, id) == 0)
            return true;
    }
    return false;
}

/* A setting whose places are listed one by one has no capacity of its own, and one none of
 * whose institutions is listed any more has none. */
static void write_setting(struct register_homes *homes, uint32_t s, struct changes *changes)
{
    struct di_opening_book *book = homes->book;
    const struct opening_thing *setting = &book->settings.items[s];
    const json_t *before =
        json_object_get(json_object_get(book->base, "settings"), setting->id);
    const bool has_capacity = json_object_get(before, "capacity") != NULL;
    json_t *object = json_object();
    if (!setting->is_of_scenario) {
        di_json_set(&book->json, object, "name", json_string(setting->name));
        di_json_set(&book->json, object, "kind", json_string(setting->kind));
    } else if (is_listed(homes, s) && has_capacity) {
        di_json_set(&book->json, object, "capacity", json_null());
    } else if (register_setting_is_gone(homes, s) && !has_capacity) {
        di_json_set(&book->json, object, "capacity", opening_value(book, 0));
        opening_text_list_add(&changes->empty, setting->id);
    }
    if (json_object_size(object) > 0)
        di_json_set(&book->json, opening_section(book, "settings"), setting->id,
                    json_incref(object));
    json_decref(object);
}

static void note_list(struct di_opening_book *book, struct opening_text_list *list,
                      const char *id, bool is_warning, const char *text)
{
    if (list->count > 0)
        OPENING_FINDING(book, id, is_warning, 0, text, di_integer_arg((int64_t)list->count),
                        di_list_arg(opening_text_list_take(book, list)));
}

static void note_changes(struct di_opening_book *book, struct changes *changes)
{
    if (book->base != NULL)
        note_list(book, &changes->added, "added", false,
                  DI_N_("%1 {%1|institution is|institutions are} new: %2."));
    note_list(book, &changes->removed, "removed", true,
              DI_N_("%1 {%1|institution|institutions} of the scenario {%1|is|are} not in the "
                    "register, and {%1|is|are} taken out: %2."));
    note_list(book, &changes->moved, "moved", true,
              DI_N_("%1 {%1|institution is|institutions are} in another region than in the "
                    "scenario: %2."));
    note_list(book, &changes->retyped, "setting_changed", true,
              DI_N_("%1 {%1|institution is|institutions are} of another setting than in the "
                    "scenario: %2."));
    note_list(
        book, &changes->planned, "plan_kept", true,
        DI_N_("%1 {%1|institution keeps|institutions keep} the later steps of places that "
              "the scenario has: %2."));
    note_list(book, &changes->closing, "closing", true,
              DI_N_("%1 {%1|institution is|institutions are} to close later; that is its "
                    "'close_by', but a date alone closes nothing: give 'moratorium_from' and "
                    "'wind_down_from' too: %2."));
    note_list(
        book, &changes->empty, "no_places", true,
        DI_N_("%1 {%1|setting has|settings have} no institution in the register: no places, "
              "and nobody at the start: %2."));
}

/* ---- the report ---- */

static const char *const keys[] = {"setting", "institutions", "places", "children"};
static const char *const headings[] = {DI_N_("Setting"), DI_N_("Institutions"), DI_N_("Places"),
                                       DI_N_("Children")};

static void tell(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    struct di_quality_table *to = di_data_quality_table(
        book->quality, "institutions", DI_N_("Institutions by setting"), keys, headings, 4);
    for (uint32_t s = 0; s < book->settings.count; s++) {
        double count = 0, places = 0, children = 0;
        bool has_children = false;
        for (uint32_t i = 0; i < homes->room; i++) {
            const struct register_home *home = &homes->items[i];
            if (home->row == 0 || home->setting != s)
                continue;
            count++;
            places += home->capacity;
            children += home->has_children ? home->children : 0;
            has_children = has_children || home->has_children;
        }
        if (count <= 0)
            continue;
        di_quality_text(to, book->settings.items[s].id);
        di_quality_number(to, count);
        di_quality_number(to, places);
        if (has_children && book->request->suppress_below > 0) /* a whole would tell a part */
            di_quality_withheld(to);
        else
            di_quality_number(to, has_children ? children : (double)NAN);
    }
}

void register_homes_write(struct register_homes *homes)
{
    struct di_opening_book *book = homes->book;
    struct changes changes = {.added = {.count = 0}};
    look_at_rows(homes);
    look_at_places(homes);
    opening_write_regions(book);
    json_t *section = opening_section(book, "institutions");
    for (uint32_t i = 0; i < book->institutions.count; i++) {
        const struct opening_thing *thing = &book->institutions.items[i];
        if (register_home_of(homes, i)->row > 0) {
            write_home(homes, i, section, &changes);
            book->rows_used++;
        } else if (thing->is_of_scenario) {
            opening_text_list_add(&changes.removed, thing->id);
            di_json_set(&book->json, section, thing->id, json_null());
        }
    }
    for (uint32_t s = 0; s < book->settings.count; s++)
        write_setting(homes, s, &changes);
    note_changes(book, &changes);
    tell(homes);
    register_stock_write(homes);
}
