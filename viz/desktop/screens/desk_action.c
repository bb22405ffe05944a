/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function per group of actions; each answers whether the action was its own. */
#include "desk_action.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/number.h"
#include "di/path.h"
#include "di/platform.h"
#include "di/spawn.h"

#include "import_action.h"
#include "import_table.h"
#include "input_diff.h"
#include "multiply.h"
#include "office_state.h"
#include "optimise_state.h"
#include "report_action.h"
#include "report_preview.h"
#include "saving.h"
#include "screen.h"

void desk_say_about(struct desk *desk, bool is_problem, const char *id, const char *argument)
{
    struct di_message message;
    char text[sizeof desk->message];
    DI_MESSAGE(&message, id, di_text_arg(argument));
    (void)di_message_render(&message, &desk->catalogue, text, sizeof text);
    desk_say(desk, is_problem, text);
}

/* ---- overlays and screens ---- */

static void open_overlay(struct desk *desk, enum overlay_id overlay, const char *focus)
{
    if (desk->overlay == OVERLAY_NONE)
        desk_copy_text(desk->focus_before, sizeof desk->focus_before, desk->focus);
    desk->overlay = overlay;
    text_edit_end(&desk->edit);
    desk_focus(desk, focus);
    if (strcmp(focus, "commands:filter") == 0 || strcmp(focus, "open:path") == 0 ||
        strcmp(focus, "choice:filter") == 0)
        text_edit_begin(&desk->edit, focus, "");
    if (strcmp(focus, "multiply:factor") == 0)
        text_edit_begin(&desk->edit, focus, desk->factor);
}

void desk_close_overlay(struct desk *desk)
{
    if (desk->overlay == OVERLAY_NONE)
        return;
    desk->overlay = OVERLAY_NONE;
    desk->command_filter[0] = desk->open_path[0] = desk->save_over[0] = '\0';
    desk->leaving = LEAVING_NOTHING;
    text_edit_end(&desk->edit);
    desk_focus(desk, desk->focus_before);
}

void desk_show_overlay(struct desk *desk, enum overlay_id overlay)
{
    static const char *const focus[] = {
        [OVERLAY_NONE] = "",
        [OVERLAY_COMMANDS] = "commands:filter",
        [OVERLAY_HELP] = "dialog:close",
        [OVERLAY_DOCUMENTS] = "document:0",
        [OVERLAY_LANGUAGE] = "language:0",
        [OVERLAY_EXPORT] = "export:0",
        [OVERLAY_TABLE] = "dialog:close",
        [OVERLAY_INPUT_DIFF] = "dialog:close",
        [OVERLAY_SAVE_AS] = "save:name",
        [OVERLAY_UNSAVED] = "unsaved:save",
        [OVERLAY_MULTIPLY] = "multiply:factor",
        [OVERLAY_OPEN] = "open:path",
        [OVERLAY_CHOICE] = "choice:filter",
        [OVERLAY_MESSAGE] = "dialog:close",
    };
    open_overlay(desk, overlay, focus[overlay]);
}

static void show_screen(struct desk *desk, enum screen_id screen)
{
    if (desk->overlay != OVERLAY_NONE)
        desk_close_overlay(desk);
    desk->screen = screen;
    char id[64];
    (void)snprintf(id, sizeof id, "nav:%s", screen_key(screen));
    desk_focus(desk, id);
}

static bool act_on_window(struct desk *desk, const struct frame *frame,
                          const struct ui_action *action)
{
    switch (action->kind) {
    case ACT_SCREEN:
        show_screen(desk, (enum screen_id)action->number);
        return true;
    case ACT_OVERLAY:
        desk_show_overlay(desk, (enum overlay_id)action->number);
        return true;
    case ACT_CLOSE_OVERLAY:
        desk_close_overlay(desk);
        return true;
    case ACT_COMMAND_FILTER:
        desk_copy_text(desk->command_filter, sizeof desk->command_filter, action->text);
        return true;
    case ACT_LANGUAGE:
        desk_set_language(desk, action->text);
        desk_close_overlay(desk);
        return true;
    case ACT_THEME:
        desk->theme = (enum di_theme_id)action->number;
        desk_close_overlay(desk);
        return true;
    case ACT_ZOOM_IN:
        desk_set_zoom(desk, desk->zoom + 0.1);
        return true;
    case ACT_ZOOM_OUT:
        desk_set_zoom(desk, desk->zoom - 0.1);
        return true;
    case ACT_ZOOM_RESET:
        desk_set_zoom(desk, 1);
        return true;
    case ACT_FULL_SCREEN:
        if (desk->host.toggle_full_screen != NULL)
            desk->host.toggle_full_screen(desk->host.context);
        return true;
    case ACT_NEXT_PANE: {
        const struct ui_node *node = frame_find(frame, desk->focus);
        const enum ui_pane pane = node != NULL ? node->pane : UI_PANE_CONTENT;
        for (int i = 1; i <= UI_PANES; i++) {
            const struct ui_node *next =
                frame_first_in_pane(frame, (enum ui_pane)(((int)pane + i) % UI_PANES));
            if (next != NULL) {
                desk_focus(desk, next->id);
                break;
            }
        }
        return true;
    }
    case ACT_QUIT:
        saving_leave_program(desk);
        return true;
    default:
        return false;
    }
}

/* ---- documents ---- */

/* A new document means a new list of inputs. */
void desk_forget_choice(struct desk *desk)
{
    desk->input[0] = '\0';
    desk->topic[0] = '\0';
    desk->search[0] = '\0';
    desk->step = SIZE_MAX;
    *desk_scroll(desk, "inputs") = 0;
    for (size_t i = 0; i < SCREENS; i++)
        desk->selected_hit[i] = -1;
}

/* The loader's sentence is about a place in the file: the file is named before it. */
static void say_not_opened(struct desk *desk, const char *path, const struct di_error *error)
{
    char sentence[sizeof desk->message], text[sizeof desk->message];
    struct di_message message;
    if (di_disk_file_kind(path) != DI_DISK_FILE || error->message.id == NULL) {
        desk_say_error(desk, error);
        return;
    }
    (void)di_message_render(&error->message, &desk->catalogue, sentence, sizeof sentence);
    DI_MESSAGE(&message, N_("'%1' was not opened. %2"), di_text_arg(di_path_name(path)),
               di_text_arg(sentence));
    (void)di_message_render(&message, &desk->catalogue, text, sizeof text);
    desk_say(desk, true, text);
}

/* A calibration's folder holds a scenario and no results: the scenario is opened, and what was
 * fitted is shown. */
static bool open_calibration(struct desk *desk, const char *path)
{
    char *scenario =
        di_calibration_folder_is_one(path) ? di_path_join(path, DI_CALIBRATED_FILE) : NULL;
    if (scenario == NULL)
        return false;
    desk->message[0] = '\0';
    desk_open_path(desk, scenario);
    if (desk->message[0] == '\0') /* else it says why it was not opened */
        show_screen(desk, SCREEN_CALIBRATION);
    free(scenario);
    return true;
}

void desk_open_path(struct desk *desk, const char *path)
{
    struct di_error error;
    desk_close_overlay(desk);
    if (path == NULL || path[0] == '\0')
        return;
    if (table_import_is_for(path)) {
        desk_copy_text(desk->import_path, sizeof desk->import_path, path);
        desk_act(desk, NULL, &(struct ui_action){ACT_IMPORT_PATH, 0, path});
        show_screen(desk, SCREEN_IMPORT);
        return;
    }
    if (open_calibration(desk, path))
        return;
    if (!session_add(&desk->session, path, &error)) {
        say_not_opened(desk, path, &error);
        return;
    }
    desk_forget_choice(desk);
    const struct document *document = session_document(&desk->session);
    if (desk->screen == SCREEN_HOME)
        show_screen(desk, document->results != NULL ? SCREEN_OVERVIEW : SCREEN_ASSUMPTIONS);
}

/* The system's own dialog if there is one, else a line to type a path into. */
static void open_dialog(struct desk *desk)
{
    char title[] = "--title=Homeward", kind[] = "--file-selection", program[] = "zenity";
    char *const arguments[] = {program, kind, title, NULL};
    char line[1024];
    if (di_platform_has_screen() && di_spawn_ask(arguments, line, sizeof line))
        desk_open_path(desk, line);
    else
        desk_show_overlay(desk, OVERLAY_OPEN);
}

void desk_after_change(struct desk *desk, bool has_changed)
{
    if (!has_changed)
        return;
    session_changed(&desk->session);
    desk->message[0] = '\0';
}

static bool act_on_documents(struct desk *desk, const struct ui_action *action)
{
    struct session *session = &desk->session;
    struct document *document = session_document(session);
    struct di_error error;
    switch (action->kind) {
    case ACT_OPEN:
        desk_open_path(desk, action->text);
        return true;
    case ACT_OPEN_DIALOG:
        open_dialog(desk);
        return true;
    case ACT_OPEN_TYPE:
        desk_copy_text(desk->open_path, sizeof desk->open_path, action->text);
        return true;
    case ACT_OPEN_TYPED:
        desk_open_path(desk, desk->open_path);
        return true;
    case ACT_CHOOSE_DOCUMENT:
        if ((size_t)action->number < session->count)
            session->current = (size_t)action->number;
        desk_forget_choice(desk);
        desk_close_overlay(desk);
        return true;
    case ACT_CLOSE_DOCUMENT:
        saving_close_document(desk, (size_t)action->number);
        return true;
    case ACT_BASELINE:
        session->baseline =
            session->baseline == (size_t)action->number ? SIZE_MAX : (size_t)action->number;
        return true;
    case ACT_DUPLICATE:
        desk_close_overlay(desk);
        if (!desk_has_scenario(desk))
            return true;
        if (session_duplicate(session, document->id, &error))
            desk_say_about(desk, false,
                           N_("A copy is open: '%1'. Change it and run it to compare."),
                           document_name(session_document(session), desk->language));
        else
            desk_say_error(desk, &error);
        desk_forget_choice(desk);
        return true;
    case ACT_UNDO:
        if (document != NULL)
            desk_after_change(desk, document_undo(document));
        desk->step = SIZE_MAX;
        return true;
    case ACT_REDO:
        if (document != NULL)
            desk_after_change(desk, document_redo(document));
        desk->step = SIZE_MAX;
        return true;
    case ACT_RECOVER:
        if (!session_recover(session))
            desk_say(desk, true, desk_tr(desk, N_("The files of the last session are gone.")));
        return true;
    case ACT_DISCARD:
        session_discard(session);
        return true;
    default:
        return false;
    }
}

bool desk_has_scenario(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    if (document == NULL)
        desk_say(desk, true, desk_tr(desk, N_("Open a scenario first: Home lists them.")));
    else if (document->scenario == NULL)
        desk_say(desk, true, desk_tr(desk, screen_withheld_text()));
    return document != NULL && document->scenario != NULL;
}

/* ---- running ---- */

bool desk_number_between(const char *text, double low, double high, double *value_out)
{
    char plain[64];
    size_t used = 0;
    for (const char *c = text; *c != '\0' && used + 1 < sizeof plain; c++) {
        const bool is_space = *c == ' ' || (unsigned char)*c == 0xE2 || /* narrow space */
                              (unsigned char)*c == 0x80 || (unsigned char)*c == 0xAF ||
                              (unsigned char)*c == 0xC2 || (unsigned char)*c == 0xA0;
        if (!is_space)
            plain[used++] = *c == ',' ? '.' : *c;
    }
    plain[used] = '\0';
    double value;
    if (!di_number_parse(plain, &value) || !(value >= low && value <= high))
        return false;
    *value_out = value;
    return true;
}

static void refuse_number(struct desk *desk, const char *text)
{
    desk_say_about(desk, true,
                   N_("'%1' does not fit here. Type a whole number in the range shown."), text);
}

static void start_run(struct desk *desk)
{
    if (desk_has_scenario(desk) && desk->session.run == NULL &&
        !session_start_run(&desk->session))
        desk_say(desk, true, desk_tr(desk, N_("The run could not be started.")));
}

static bool act_on_run(struct desk *desk, const struct ui_action *action)
{
    struct session *session = &desk->session;
    double value;
    switch (action->kind) {
    case ACT_RUN:
        desk_close_overlay(desk);
        start_run(desk);
        return true;
    case ACT_CANCEL:
        session_cancel_run(session);
        optimise_cancel(desk->optimise);
        office_stop(desk);
        return true;
    case ACT_REPLICATIONS:
        if (desk_number_between(action->text, 1, RUN_JOB_VALUES_MAX, &value))
            session->replications = (uint32_t)value;
        else
            refuse_number(desk, action->text);
        return true;
    case ACT_SEED:
        if (desk_number_between(action->text, 0, 4294967295.0, &value))
            session_set_seed(session, (uint64_t)value);
        else
            refuse_number(desk, action->text);
        return true;
    case ACT_THREADS:
        if (desk_number_between(action->text, 1, 256, &value))
            session->threads = (uint32_t)value;
        else
            refuse_number(desk, action->text);
        return true;
    case ACT_PRECISION:
        if (desk_number_between(action->text, 0.1, 50, &value))
            session->precision = value / 100;
        else
            refuse_number(desk, action->text);
        return true;
    case ACT_RUN_LOG:
        desk->shows_run_log = !desk->shows_run_log;
        return true;
    case ACT_STOP_WHEN_PRECISE:
        session->stops_when_precise = !session->stops_when_precise;
        return true;
    default:
        return false;
    }
}

/* ---- assumptions ---- */

static const struct di_scenario_input *chosen_input(const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    return document != NULL ? inputs_find(&document->now, desk->input) : NULL;
}

static void choose_input(struct desk *desk, const char *pointer)
{
    if (pointer != desk->input) /* else it is chosen anew: its value has changed */
        desk_copy_text(desk->input, sizeof desk->input, pointer);
    desk->step = SIZE_MAX;
    const struct di_scenario_input *input = chosen_input(desk);
    if (input != NULL)
        (void)steps_read(&desk->steps, input);
    if (pointer != desk->input)
        *desk_scroll(desk, "input") = 0;
}

/* What was typed as JSON: a number in either language's writing, a word, or a date. */
static void json_of(const struct di_scenario_input *input, const char *typed, char *json,
                    size_t size)
{
    double value;
    char number[DI_NUMBER_TEXT_MAX];
    if ((input->kind == DI_INPUT_NUMBER || input->kind == DI_INPUT_DURATION) &&
        desk_number_between(typed, -1e300, 1e300, &value)) {
        (void)di_number_format(value, number);
        (void)snprintf(json, size, "%s", number);
        return;
    }
    if (input->kind == DI_INPUT_FLAG) {
        (void)snprintf(json, size, "%s", typed);
        return;
    }
    size_t used = 0;
    json[used++] = '"';
    for (const char *c = typed; *c != '\0' && used + 3 < size; c++) {
        if (*c == '"' || *c == '\\')
            json[used++] = '\\';
        json[used++] = *c;
    }
    json[used++] = '"';
    json[used] = '\0';
}

static void set_value(struct desk *desk, const char *typed)
{
    struct document *document = session_document(&desk->session);
    const struct di_scenario_input *input = chosen_input(desk);
    char json[700], pointer[700];
    if (input == NULL)
        return;
    json_of(input, typed, json, sizeof json);
    desk_copy_text(pointer, sizeof pointer, input->value_pointer);
    desk_after_change(desk, document_set(document, pointer, typed, json));
    choose_input(desk, desk->input);
}

/* Steps are written under the value if it is an object already, else around it. */
static void set_steps(struct desk *desk)
{
    struct document *document = session_document(&desk->session);
    const struct di_scenario_input *input = chosen_input(desk);
    char pointer[700];
    if (input == NULL)
        return;
    const bool is_bare = strcmp(input->pointer, input->value_pointer) == 0;
    char *json = steps_write(&desk->steps, is_bare);
    (void)snprintf(pointer, sizeof pointer, "%s%s", input->pointer, is_bare ? "" : "/steps");
    const size_t step = desk->step;
    if (json != NULL)
        desk_after_change(desk, document_set(document, pointer, "", json));
    free(json);
    choose_input(desk, desk->input);
    desk->step = step < desk->steps.count ? step : SIZE_MAX;
}

static int32_t next_free_month(const struct desk *desk)
{
    int32_t day = desk->step_from + (desk->step_to - desk->step_from) / 2;
    int32_t year, month, mday;
    di_date_to_civil(day, &year, &month, &mday);
    for (int tries = 0; tries < 600; tries++) {
        const int32_t first = di_date_from_civil(year, month, 1);
        bool is_free = true;
        for (size_t i = 0; i < desk->steps.count; i++)
            is_free = is_free && desk->steps.items[i].civil_day != first;
        if (is_free)
            return first;
        month = month == 12 ? 1 : month + 1;
        year += month == 1;
    }
    return day;
}

static void change_step(struct desk *desk, const struct ui_action *action)
{
    const size_t at = desk->step;
    double level;
    int32_t day;
    if (action->kind == ACT_STEP_ADD) {
        desk->step = steps_insert(&desk->steps, next_free_month(desk));
        if (desk->step != SIZE_MAX)
            set_steps(desk);
        return;
    }
    if (at >= desk->steps.count)
        return;
    if (action->kind == ACT_STEP_REMOVE)
        steps_remove(&desk->steps, at);
    else if (action->kind == ACT_STEP_LEVEL && action->text != NULL) {
        if (!desk_number_between(action->text, -1e300, 1e300, &level)) {
            refuse_number(desk, action->text);
            return;
        }
        steps_set_level(&desk->steps, at, level);
    } else if (action->kind == ACT_STEP_DATE) {
        if (!di_date_parse(action->text, &day)) {
            desk_say_about(desk, true, N_("'%1' is not a date. Write it like 2028-01-01."),
                           action->text);
            return;
        }
        desk->steps.items[at].civil_day = day;
    }
    set_steps(desk);
}

static bool act_on_inputs(struct desk *desk, const struct ui_action *action)
{
    struct document *document = session_document(&desk->session);
    switch (action->kind) {
    case ACT_SEARCH:
        desk_copy_text(desk->search, sizeof desk->search, action->text);
        *desk_scroll(desk, "inputs") = 0;
        return true;
    case ACT_FIND_INPUT:
        show_screen(desk, SCREEN_ASSUMPTIONS);
        desk->topic[0] = '\0'; /* among all inputs, whatever was looked at before */
        desk->only_changed = false;
        desk_focus(desk, "inputs:search");
        text_edit_begin(&desk->edit, "inputs:search", desk->search);
        desk->edit.anchor = 0;
        return true;
    case ACT_TOPIC:
        desk_copy_text(desk->topic, sizeof desk->topic, action->text);
        *desk_scroll(desk, "inputs") = 0;
        return true;
    case ACT_ONLY_CHANGED:
        desk->only_changed = !desk->only_changed;
        *desk_scroll(desk, "inputs") = 0;
        return true;
    case ACT_SELECT_INPUT:
        choose_input(desk, action->text);
        return true;
    case ACT_SHOW_INPUT:
        show_screen(desk, SCREEN_ASSUMPTIONS);
        desk->topic[0] = '\0';
        desk->only_changed = false;
        desk_copy_text(desk->search, sizeof desk->search, action->text);
        *desk_scroll(desk, "inputs") = 0;
        choose_input(desk, action->text);
        return true;
    case ACT_SET_VALUE:
    case ACT_SET_CHOICE:
        set_value(desk, action->text);
        return true;
    case ACT_RESET_INPUT:
        if (document != NULL)
            desk_after_change(desk, document_reset(document, desk->input));
        choose_input(desk, desk->input);
        return true;
    case ACT_RESET_ALL:
        if (document != NULL)
            desk_after_change(desk, document_reset(document, ""));
        choose_input(desk, desk->input);
        desk_close_overlay(desk);
        return true;
    case ACT_STEP_SELECT:
        desk->step = (size_t)action->number;
        return true;
    case ACT_STEP_ADD:
    case ACT_STEP_REMOVE:
    case ACT_STEP_DATE:
    case ACT_STEP_LEVEL:
        change_step(desk, action);
        return true;
    default:
        return false;
    }
}

void desk_act(struct desk *desk, const struct frame *frame, const struct ui_action *action)
{
    /* texts may live in a frame that the action replaces */
    char text[TEXT_EDIT_MAX];
    struct ui_action own = *action;
    desk_copy_text(text, sizeof text, action->text);
    own.text = action->text != NULL ? text : NULL;
    (void)(act_on_window(desk, frame, &own) || act_on_documents(desk, &own) ||
           saving_act(desk, &own) || multiply_act(desk, &own) || act_on_run(desk, &own) ||
           act_on_inputs(desk, &own) || act_on_charts(desk, frame, &own) ||
           import_act(desk, &own) || report_act(desk, &own) || optimise_act(desk, &own));
    if (desk->screen == SCREEN_ASSUMPTIONS || desk->screen == SCREEN_RUN)
        session_prepare(&desk->session);
}
