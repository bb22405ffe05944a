/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thing that is said is followed by a new reading. */
#include "office_action.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"
#include "di/spawn.h"

#include "desk_action.h"
#include "import_table.h"
#include "office_take.h"

enum { YEAR_LEAST = 1951, YEAR_MOST = 2101, SUPPRESS_MOST = 1000 };

/* ---- what the file is ---- */

static void set_kind(struct desk *desk, enum import_kind kind)
{
    struct office_state *state = desk->office;
    const struct import_roles roles = import_kind_roles(kind, NULL);
    if (kind == state->kind)
        return;
    state->kind = kind;
    state->is_mapping_kept = false;
    state->mapping_path[0] = '\0';
    if (kind == IMPORT_KIND_VALUES) {
        office_stop(desk);
        office_read_values(desk);
        return;
    }
    table_import_destroy(desk->import);
    desk->import = NULL;
    import_mapping_set_kind(&state->mapping, kind, &roles);
    office_name_mapping(state);
    office_read(desk);
}

static const char *const encodings[] = {[DI_TEXT_GUESS] = NULL,
                                        [DI_TEXT_UTF8] = "utf-8",
                                        [DI_TEXT_UTF16] = "utf-16",
                                        [DI_TEXT_CP1251] = "cp1251",
                                        [DI_TEXT_CP1252] = "cp1252"};

static void set_form(struct desk *desk, const struct ui_action *action)
{
    struct import_mapping *mapping = &desk->office->mapping;
    const struct import_outcome *outcome = office_outcome(desk->office);
    const char sign = (char)action->number;
    if (action->kind == ACT_IMPORT_ENCODING)
        import_mapping_set_option(mapping, "encoding", encodings[action->number]);
    else if (action->kind == ACT_IMPORT_SEPARATOR)
        import_mapping_set_option(mapping, "separator",
                                  sign == ','    ? "comma"
                                  : sign == ';'  ? "semicolon"
                                  : sign == '\t' ? "tab"
                                                 : NULL);
    else if (action->kind == ACT_IMPORT_DECIMAL)
        import_mapping_set_option(mapping, "decimal",
                                  sign == '.'   ? "point"
                                  : sign == ',' ? "comma"
                                                : NULL);
    else if (outcome != NULL && (size_t)action->number < outcome->looks[0].sheet_count)
        import_mapping_set_option(mapping, "sheet",
                                  action->number > 0 ? outcome->looks[0].sheets[action->number]
                                                     : NULL);
    office_read(desk);
}

static void set_heading_row(struct desk *desk, const char *text)
{
    double row = 0;
    if (text[0] != '\0' && !desk_number_between(text, 1, DI_OFFICE_ROWS_MAX, &row)) {
        desk_say_about(desk, true,
                       N_("'%1' does not fit here. Type a whole number in the range shown."),
                       text);
        return;
    }
    import_mapping_set_heading_row(&desk->office->mapping, (long)row);
    office_read(desk);
}

/* ---- columns and words ---- */

static void ask(struct desk *desk, const struct ui_action *action)
{
    struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    const size_t at = (size_t)(action->number / 64);
    if (outcome == NULL)
        return;
    state->asked.list = (enum office_list)(action->number % 8);
    state->asked.file = (size_t)(action->number % 64 / 8);
    state->asked.column = at;
    if (state->asked.list == OFFICE_LIST_MEANINGS) {
        struct office_word words[256];
        const size_t count = office_words(state, words, 256);
        if (at >= count || at >= 256)
            return;
        desk_copy_text(state->asked.role, sizeof state->asked.role, words[at].role);
        desk_copy_text(state->asked.text, sizeof state->asked.text, words[at].text);
    }
    *desk_scroll(desk, "choice:list") = 0;
    desk_show_overlay(desk, OVERLAY_CHOICE);
}

/* A column has one role, a role one column. */
static void set_role(struct desk *desk, const char *wanted)
{
    struct office_state *state = desk->office;
    const struct import_outcome *outcome = office_outcome(state);
    if (outcome == NULL || state->asked.file >= outcome->look_count ||
        state->asked.column >= outcome->looks[state->asked.file].column_count)
        return;
    const struct import_look *look = &outcome->looks[state->asked.file];
    const char *heading = look->headings[state->asked.column];
    const size_t own = look->roles[state->asked.column];
    const bool is_counted = strncmp(wanted, "heading:", 8) == 0;
    if (own != SIZE_MAX)
        import_mapping_set_column(&state->mapping, outcome->roles.items[own].id,
                                  DI_OFFICE_NO_COLUMN);
    if (state->kind == IMPORT_KIND_STOCK)
        import_mapping_set_code(&state->mapping, "heading", heading,
                                is_counted ? wanted + 8 : NULL);
    if (!is_counted && wanted[0] != '\0')
        import_mapping_set_column(&state->mapping, wanted, heading);
    office_read(desk);
}

static void set_nearest(struct desk *desk, size_t index)
{
    struct office_state *state = desk->office;
    struct office_word words[256];
    const size_t count = office_words(state, words, 256);
    if (index >= count || index >= 256 || words[index].nearest == NULL)
        return;
    import_mapping_set_code(&state->mapping, words[index].role, words[index].text,
                            words[index].nearest);
    office_read(desk);
}

/* ---- fields ---- */

static void set_field(struct desk *desk, const struct ui_action *action)
{
    struct import_choices *choices = &desk->office->choices;
    const bool is_year = action->number <= OFFICE_START;
    double value = 0;
    if (action->number == OFFICE_NAME) {
        if (action->text[0] != '\0' && !di_scenario_is_id(action->text)) {
            desk_say_about(desk, true,
                           N_("'%1' cannot name a scenario: use 1 to 64 of a-z, 0-9 and _."),
                           action->text);
            return;
        }
        desk_copy_text(choices->name, sizeof choices->name, action->text);
        office_read(desk);
        return;
    }
    if (action->text[0] != '\0' &&
        !desk_number_between(action->text, is_year ? YEAR_LEAST : 0,
                             is_year ? YEAR_MOST : SUPPRESS_MOST, &value)) {
        desk_say_about(desk, true,
                       is_year ? N_("'%1' is not a year from 1951 on.")
                               : N_("'%1' is not a number of children up to 1000."),
                       action->text);
        return;
    }
    if (action->number == OFFICE_FROM)
        choices->from = (int32_t)value;
    else if (action->number == OFFICE_TO)
        choices->to = (int32_t)value;
    else if (action->number == OFFICE_START)
        choices->start = (int32_t)value;
    else
        choices->suppress = (uint32_t)value;
    office_read(desk);
}

static void set_choice(struct desk *desk, const struct ui_action *action)
{
    struct import_choices *choices = &desk->office->choices;
    struct import_mapping *mapping = &desk->office->mapping;
    if (action->kind == ACT_IMPORT_BLANK)
        import_mapping_set_answer(mapping, IMPORT_BLANK, (size_t)action->number);
    else if (action->kind == ACT_IMPORT_CENSORED)
        import_mapping_set_answer(mapping, IMPORT_CENSORED, (size_t)action->number);
    else if (action->kind == ACT_IMPORT_ADD_ROWS)
        import_mapping_set_answer(mapping, IMPORT_ADD_ROWS,
                                  import_mapping_answer(mapping, IMPORT_ADD_ROWS) == 0);
    else if (action->kind == ACT_IMPORT_ENGLISH)
        choices->is_english = !choices->is_english;
    else
        choices->is_own = action->number != 0;
    desk->office->has_said_form =
        desk->office->has_said_form || action->kind == ACT_IMPORT_ENGLISH;
    office_read(desk);
}

/* ---- files ---- */

static void set_second(struct desk *desk, const char *path)
{
    desk_copy_text(desk->office->second, sizeof desk->office->second, path);
    office_read(desk);
}

/* The system's own dialog; without one the path is typed. */
static void choose(struct desk *desk, int64_t which)
{
    char title[] = "--title=Homeward", kind[] = "--file-selection", program[] = "zenity";
    char *const arguments[] = {program, kind, title, NULL};
    static const char *const fields[] = {"import:path", "import:second", "import:mapping"};
    char line[1024];
    if (!di_platform_has_screen() || !di_spawn_ask(arguments, line, sizeof line)) {
        desk_focus(desk, fields[which]);
        text_edit_begin(&desk->edit, fields[which], "");
        return;
    }
    const int kinds[] = {ACT_IMPORT_PATH, ACT_IMPORT_SECOND, ACT_IMPORT_MAPPING};
    desk_act(desk, NULL, &(struct ui_action){kinds[which], 0, line});
}

static bool act_on_words(struct desk *desk, const struct ui_action *action)
{
    struct office_state *state = desk->office;
    const char *text = action->text != NULL ? action->text : "";
    switch (action->kind) {
    case ACT_IMPORT_LIST:
        ask(desk, action);
        return true;
    case ACT_IMPORT_ROLE:
        desk_close_overlay(desk);
        set_role(desk, text);
        return true;
    case ACT_IMPORT_WORD:
        desk_close_overlay(desk);
        import_mapping_set_code(&state->mapping, state->asked.role, state->asked.text,
                                text[0] != '\0' ? text : NULL);
        office_read(desk);
        return true;
    case ACT_IMPORT_NEAREST:
        set_nearest(desk, (size_t)action->number);
        return true;
    case ACT_IMPORT_MAPPING:
        office_load_mapping(desk, text);
        return true;
    case ACT_IMPORT_KEEP:
        office_keep_mapping(desk, action->text);
        return true;
    default:
        return false;
    }
}

bool office_act(struct desk *desk, const struct ui_action *action)
{
    struct office_state *state = desk->office;
    if (action->kind == ACT_IMPORT_CHOOSE) {
        choose(desk, action->number);
        return true;
    }
    if (state == NULL)
        return false;
    switch (action->kind) {
    case ACT_IMPORT_SEPARATOR:
    case ACT_IMPORT_DECIMAL:
    case ACT_IMPORT_ENCODING:
    case ACT_IMPORT_SHEET:
        if (state->kind == IMPORT_KIND_VALUES)
            return false; /* the table of values has a form of its own */
        desk_close_overlay(desk);
        set_form(desk, action);
        return true;
    case ACT_IMPORT_FORM:
        state->shows_form = !state->shows_form;
        return true;
    case ACT_IMPORT_HEADING_ROW:
        set_heading_row(desk, action->text);
        return true;
    case ACT_IMPORT_SECOND:
        set_second(desk, action->text);
        return true;
    case ACT_IMPORT_KIND:
        set_kind(desk, (enum import_kind)action->number);
        return true;
    case ACT_IMPORT_OWN:
    case ACT_IMPORT_BLANK:
    case ACT_IMPORT_CENSORED:
    case ACT_IMPORT_ADD_ROWS:
    case ACT_IMPORT_ENGLISH:
        set_choice(desk, action);
        return true;
    case ACT_IMPORT_CHOICE:
        set_field(desk, action);
        return true;
    case ACT_IMPORT_READ:
        office_read(desk);
        return true;
    case ACT_IMPORT_TAKE:
        office_take(desk);
        return true;
    default:
        return act_on_words(desk, action);
    }
}
