/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A shipped scenario and that of a results folder are saved under another name only. */
#include "saving.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/disk_file.h"
#include "di/path.h"

#include "control.h"
#include "desk_action.h"
#include "dialog.h"
#include "input_diff.h"
#include "optimise_state.h"
#include "report_preview.h"
#include "user_file.h"

/* ---- leaving ---- */

static void remove_document(struct desk *desk, size_t index)
{
    struct session *session = &desk->session;
    chart_views_finish(&desk->charts);
    report_preview_destroy(desk->report_preview);
    desk->report_preview = NULL;
    input_diff_destroy(desk->input_diff);
    desk->input_diff = NULL;
    optimise_forget(desk->optimise, session->documents[index]);
    session_remove(session, index);
    desk_forget_choice(desk);
}

/* Index of a document with changes that no file holds, as far as what is left has any. */
static size_t first_unsaved(const struct desk *desk)
{
    const struct session *session = &desk->session;
    for (size_t i = 0; i < session->count; i++)
        if (document_unsaved(session->documents[i]) > 0 &&
            (desk->leaving == LEAVING_PROGRAM || i == desk->leaving_document))
            return i;
    return SIZE_MAX;
}

static void leave(struct desk *desk)
{
    const enum desk_leaving leaving = desk->leaving;
    desk_close_overlay(desk); /* nothing waits any more */
    if (leaving == LEAVING_PROGRAM)
        desk->wants_to_quit = true;
    else if (leaving == LEAVING_DOCUMENT)
        remove_document(desk, desk->leaving_document);
}

static void leave_or_ask(struct desk *desk, enum desk_leaving leaving, size_t index)
{
    desk_close_overlay(desk);
    desk->leaving = leaving;
    desk->leaving_document = index;
    if (first_unsaved(desk) == SIZE_MAX)
        leave(desk);
    else
        desk_show_overlay(desk, OVERLAY_UNSAVED);
}

void saving_close_document(struct desk *desk, size_t index)
{
    if (index < desk->session.count)
        leave_or_ask(desk, LEAVING_DOCUMENT, index);
}

void saving_leave_program(struct desk *desk)
{
    leave_or_ask(desk, LEAVING_PROGRAM, SIZE_MAX);
}

/* ---- saving ---- */

static void save(struct desk *desk, const char *path, const char *name)
{
    struct document *document = session_document(&desk->session);
    const enum desk_leaving leaving = desk->leaving;
    struct di_error error;
    if (document == NULL)
        return;
    char *schema = session_schema(&desk->session, path, document->path);
    const struct document_saving saving = {path, name, schema};
    di_error_clear(&error);
    const bool is_saved = document_save(document, &saving, &error);
    free(schema);
    if (!is_saved) {
        desk_say_error(desk, &error);
        return;
    }
    desk_close_overlay(desk);
    shelf_note(&desk->session.shelf, document->path, document->name_en, document->name_ru, NULL,
               0);
    session_changed(&desk->session);
    desk_say_about(desk, false, N_("Saved as '%1'."), path);
    if (leaving != LEAVING_NOTHING)
        leave_or_ask(desk, leaving, desk->leaving_document);
}

/* A name of the library that nobody has; "" if there is no such folder. */
static void propose_path(struct desk *desk, const struct document *document)
{
    char name[200];
    desk->save_path[0] = '\0';
    for (int number = 1; number < 1000; number++) {
        if (number == 1)
            (void)snprintf(name, sizeof name, "library/%s_plan.json", document->id);
        else
            (void)snprintf(name, sizeof name, "library/%s_plan_%d.json", document->id, number);
        char *path = user_file_path(USER_FILE_DATA, name);
        const bool is_free = path != NULL && di_disk_file_kind(path) == DI_DISK_MISSING;
        if (is_free)
            desk_copy_text(desk->save_path, sizeof desk->save_path, path);
        free(path);
        if (is_free || path == NULL)
            return;
    }
}

static void ask_where(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    struct di_message message;
    if (!desk_has_scenario(desk))
        return;
    propose_path(desk, document);
    DI_MESSAGE(&message, N_("%1, changed"),
               di_text_arg(document_name(document, desk->language)));
    (void)di_message_render(&message, &desk->catalogue, desk->save_name,
                            sizeof desk->save_name);
    desk->save_over[0] = '\0';
    desk_show_overlay(desk, OVERLAY_SAVE_AS);
    text_edit_begin(&desk->edit, "save:name", desk->save_name);
    desk->edit.anchor = 0; /* all selected: typing replaces */
}

static bool is_shipped(const struct desk *desk, const char *path)
{
    char *folder =
        desk->host.scenarios != NULL ? di_disk_file_real_path(desk->host.scenarios) : NULL;
    const size_t length = folder != NULL ? strlen(folder) : 0;
    const bool is_inside =
        length > 0 && strncmp(path, folder, length) == 0 && path[length] == '/';
    free(folder);
    return is_inside;
}

static void save_in_place_or_ask(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    char path[sizeof desk->save_path];
    if (!desk_has_scenario(desk))
        return;
    if (document_is_of_results(document) || is_shipped(desk, document->path)) {
        const enum desk_leaving leaving = desk->leaving;
        ask_where(desk);
        desk->leaving = leaving;
        return;
    }
    desk_copy_text(path, sizeof path, document->path);
    save(desk, path, NULL);
}

/* Another file is written over only when that is asked for twice. */
static void write_typed(struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    char path[sizeof desk->save_path], name[sizeof desk->save_name];
    desk_copy_text(path, sizeof path, desk->save_path);
    desk_copy_text(name, sizeof name, desk->save_name);
    if (document == NULL || path[0] == '\0')
        return;
    const bool is_other =
        di_disk_file_kind(path) != DI_DISK_MISSING && strcmp(path, document->path) != 0;
    if (is_shipped(desk, path)) {
        desk_say_about(desk, true,
                       N_("'%1' lies among the scenarios that came with the program. Choose "
                          "another folder."),
                       path);
    } else if (is_other && strcmp(desk->save_over, path) != 0) {
        desk_copy_text(desk->save_over, sizeof desk->save_over, path);
        desk_say_about(desk, true,
                       N_("'%1' exists already. Choose another name, or save once more to "
                          "replace it."),
                       path);
    } else {
        save(desk, path, name[0] != '\0' ? name : NULL);
    }
}

/* The answer "save": the first with changes comes to the front, so that it is seen. */
static void save_before_leaving(struct desk *desk)
{
    const size_t index = first_unsaved(desk);
    const enum desk_leaving leaving = desk->leaving;
    if (index == SIZE_MAX)
        return;
    desk_close_overlay(desk);
    desk->session.current = index;
    desk_forget_choice(desk);
    desk->leaving = leaving;
    save_in_place_or_ask(desk);
}

bool saving_act(struct desk *desk, const struct ui_action *action)
{
    switch (action->kind) {
    case ACT_SAVE:
        save_in_place_or_ask(desk);
        return true;
    case ACT_SAVE_AS:
        ask_where(desk);
        return true;
    case ACT_SAVE_NAME:
        desk_copy_text(desk->save_name, sizeof desk->save_name, action->text);
        return true;
    case ACT_SAVE_PATH:
        desk_copy_text(desk->save_path, sizeof desk->save_path, action->text);
        return true;
    case ACT_SAVE_WRITE:
        write_typed(desk);
        return true;
    case ACT_LEAVE_SAVE:
        save_before_leaving(desk);
        return true;
    case ACT_LEAVE_KEEP:
        desk->session.keeps_copy = true;
        leave(desk);
        return true;
    case ACT_LEAVE_DISCARD:
        leave(desk);
        return true;
    default:
        return false;
    }
}

/* ---- the dialogs ---- */

static double typed_field(struct ui *ui, const struct desk *desk, const char *id,
                          struct di_rect rect, const char *label, const char *value, int action)
{
    const double above = ui_paragraph(
        ui, rect.x, rect.y, rect.width, label,
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        field(ui, id, (struct di_rect){rect.x, rect.y + above + 4, rect.width, 36}, label,
              value, &desk->edit, false, (struct ui_action){action, 0, NULL});
    node->is_live = true;
    node->enter = (struct ui_action){ACT_SAVE_WRITE, 0, NULL};
    return above + 4 + 36 + 10;
}

void saving_dialog(struct ui *ui, struct desk *desk)
{
    const struct ui_text small = {.size = UI_SIZE_SMALL, .colour = UI_SECOND};
    const char *advice =
        tr(ui, N_("Beside its base file the scenario holds only what you changed and extends "
                  "the base; elsewhere it is a whole copy."));
    const double wide = fmin(600, ui->frame->width - 56);
    const double text = ui_paragraph_height(ui, wide, advice, UI_SIZE_SMALL, false);
    const struct di_rect area = dialog(ui, 640, 290 + text, tr(ui, N_("Save the scenario as")));
    const struct button_spec buttons[] = {{"save:write",
                                           tr(ui, N_("Save")),
                                           BUTTON_MAIN,
                                           {ACT_SAVE_WRITE, 0, NULL},
                                           desk->save_path[0] == '\0'}};
    double y = area.y;
    y += typed_field(ui, desk, "save:name", (struct di_rect){area.x, y, area.width, 0},
                     tr(ui, N_("Name")), desk->save_name, ACT_SAVE_NAME);
    y += typed_field(ui, desk, "save:path", (struct di_rect){area.x, y, area.width, 0},
                     tr(ui, N_("File")), desk->save_path, ACT_SAVE_PATH);
    y += ui_paragraph(ui, area.x, y, area.width, advice, small) + 12;
    (void)button_row(ui, area.x, y, area.width, buttons, 1);
}

/* "Family first: 3 changes", a line each. */
static double unsaved_lines(struct ui *ui, const struct desk *desk, double x, double y,
                            double width, bool is_measured)
{
    double high = 0;
    for (size_t i = 0; i < desk->session.count; i++) {
        const struct document *document = desk->session.documents[i];
        const size_t count = document_unsaved(document);
        if (count == 0 || (desk->leaving == LEAVING_DOCUMENT && i != desk->leaving_document))
            continue;
        const char *line = UI_SAY(ui, N_("%1: %2 {%2|change|changes}"),
                                  di_text_arg(document_name(document, ui->catalogue->language)),
                                  di_integer_arg((int64_t)count));
        high +=
            4 + (is_measured
                     ? ui_paragraph_height(ui, width, line, UI_SIZE_BODY, false)
                     : ui_paragraph(ui, x, y + high, width, line,
                                    (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT}));
    }
    return high;
}

void unsaved_dialog(struct ui *ui, struct desk *desk)
{
    const bool is_program = desk->leaving == LEAVING_PROGRAM;
    /* older changes wait for an answer still: their copy is not written over */
    const bool may_keep = is_program && desk->session.recoverable == 0;
    const char *text =
        may_keep ? tr(ui, N_("No file holds these changes yet. What is kept is offered when "
                             "the program starts again."))
                 : tr(ui, N_("No file holds these changes yet."));
    const struct button_spec all[] = {
        {"unsaved:save", tr(ui, N_("Save")), BUTTON_MAIN, {ACT_LEAVE_SAVE, 0, NULL}, false},
        {"unsaved:keep",
         tr(ui, N_("Keep for the next start")),
         BUTTON_PLAIN,
         {ACT_LEAVE_KEEP, 0, NULL},
         false},
        {"unsaved:discard",
         is_program ? tr(ui, N_("Leave without saving")) : tr(ui, N_("Close without saving")),
         BUTTON_PLAIN,
         {ACT_LEAVE_DISCARD, 0, NULL},
         false},
        {"unsaved:stay",
         tr(ui, N_("Go on working")),
         BUTTON_PLAIN,
         {ACT_CLOSE_OVERLAY, 0, NULL},
         false}};
    struct button_spec buttons[4];
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        if (i != 1 || may_keep)
            buttons[count++] = all[i];
    const double wide = fmin(700, ui->frame->width - 56);
    const double rows = wide < 640 ? 4 : 1;
    const struct di_rect area =
        dialog(ui, 740,
               120 + unsaved_lines(ui, desk, 0, 0, wide, true) +
                   ui_paragraph_height(ui, wide, text, UI_SIZE_BODY, false) +
                   rows * (UI_BUTTON_HEIGHT + 8),
               tr(ui, N_("Unsaved changes")));
    double y = area.y;
    y += unsaved_lines(ui, desk, area.x, y, area.width, false) + 6;
    y += ui_paragraph(ui, area.x, y, area.width, text,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND}) +
         14;
    (void)button_row(ui, area.x, y, area.width, buttons, count);
}
