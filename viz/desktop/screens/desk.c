/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events in, state out. A click acts when the button comes up over the node it went down on.
 * Keys go to the field being edited, then to the chart with the focus, then to the shortcuts.
 */
#include "desk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/language.h"

#include "commands.h"
#include "import_table.h"
#include "input_diff.h"
#include "life_state.h"
#include "office_state.h"
#include "optimise_state.h"
#include "period_slider.h"
#include "preference.h"
#include "report_preview.h"
#include "shell.h"
#include "step_drag.h"

static const char *const keys[SCREENS] = {
#define KEY(suffix, key) key,
    DESK_SCREENS(KEY)
#undef KEY
};

static const char *const names[SCREENS] = {
    NC_("screen", "Home"), N_("Assumptions"), N_("Run"),   N_("Overview"), N_("Pathways"),
    N_("One child"),       N_("Capacity"),    N_("Costs"), N_("Compare"),  N_("Optimise plan"),
    N_("Calibration"),     N_("Import data"), N_("Report")};

const char *screen_key(enum screen_id screen)
{
    return keys[screen];
}

const char *screen_name(enum screen_id screen)
{
    return names[screen];
}

const char *desk_tr(const struct desk *desk, const char *id)
{
    return desk->catalogue.translate != NULL
               ? desk->catalogue.translate(desk->catalogue.context, id)
               : id;
}

void desk_copy_text(char *to, size_t size, const char *from)
{
    const size_t length = from != NULL ? strlen(from) : 0;
    size_t kept = length < size ? length : size - 1;
    while (kept < length && kept > 0 && ((unsigned char)from[kept] & 0xC0u) == 0x80u)
        kept--;
    if (kept > 0)
        memmove(to, from, kept);
    to[kept] = '\0';
}

void desk_set_language(struct desk *desk, const char *language)
{
    desk->catalogue.language = language != NULL ? language : di_language_at(0)->code;
    if (desk->host.open_catalogue != NULL)
        desk->host.open_catalogue(desk->host.context, language, &desk->catalogue);
    if (language != desk->language) { /* else only the catalogue is opened anew */
        desk_copy_text(desk->language, sizeof desk->language, desk->catalogue.language);
        desk_copy_text(desk->report_language, sizeof desk->report_language, desk->language);
    }
    desk->catalogue.language = desk->language;
}

void desk_set_zoom(struct desk *desk, double zoom)
{
    desk->zoom = fmin(fmax(round(zoom * 10) / 10, DESK_ZOOM_LOW), DESK_ZOOM_HIGH);
}

void desk_init(struct desk *desk, const struct desk_host *host)
{
    struct preferences remembered;
    memset(desk, 0, sizeof *desk);
    desk->host = *host;
    desk->zoom = 1;
    desk->hit = -1;
    desk->step = SIZE_MAX;
    for (size_t i = 0; i < SCREENS; i++)
        desk->selected_hit[i] = -1;
    preferences_read(&remembered);
    desk->theme = (enum di_theme_id)remembered.theme;
    if (remembered.zoom > 0)
        desk->zoom = remembered.zoom;
    session_open(&desk->session, host->program_version, host->scenarios, host->wake,
                 host->context);
    desk->session.link_schema = host->link_schema;
    desk->session.link_context = host->context;
    if (remembered.replications > 0)
        desk->session.replications = remembered.replications;
    desk_set_language(desk, remembered.language[0] != '\0' ? remembered.language : NULL);
}

void desk_finish(struct desk *desk)
{
    struct preferences remembered = {.zoom = desk->zoom,
                                     .theme = (int)desk->theme,
                                     .replications = desk->session.replications};
    desk_copy_text(remembered.language, sizeof remembered.language, desk->language);
    preferences_write(&remembered);
    chart_views_finish(&desk->charts);
    table_import_destroy(desk->import);
    office_finish(desk);
    report_preview_destroy(desk->report_preview);
    input_diff_destroy(desk->input_diff);
    optimise_destroy(desk->optimise);
    life_destroy(desk->lives);
    session_close(&desk->session);
}

double *desk_scroll(struct desk *desk, const char *id)
{
    size_t at = 0;
    while (at < DESK_SCROLLS - 1 && desk->scrolls[at].id[0] != '\0' &&
           strcmp(desk->scrolls[at].id, id) != 0)
        at++;
    if (strcmp(desk->scrolls[at].id, id) != 0) {
        desk_copy_text(desk->scrolls[at].id, sizeof desk->scrolls[at].id, id);
        desk->scrolls[at].offset = 0;
    }
    return &desk->scrolls[at].offset;
}

void desk_say(struct desk *desk, bool is_problem, const char *text)
{
    desk_copy_text(desk->message, sizeof desk->message, text);
    desk->message_is_problem = is_problem;
}

void desk_say_error(struct desk *desk, const struct di_error *error)
{
    char text[sizeof desk->message];
    if (error->message.id == NULL)
        return;
    (void)di_message_render(&error->message, &desk->catalogue, text, sizeof text);
    desk_say(desk, true, text);
}

/* ---- focus ---- */

/* Leaving a field takes what was typed, as Enter does. */
static void leave_field(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_find(frame, desk->edit.node);
    if (desk->edit.node[0] == '\0')
        return;
    const bool is_changed = desk->edit.is_changed;
    char typed[TEXT_EDIT_MAX];
    desk_copy_text(typed, sizeof typed, desk->edit.text);
    text_edit_end(&desk->edit);
    if (node != NULL && is_changed && !node->is_live) {
        struct ui_action action = node->action;
        action.text = typed;
        desk_act(desk, frame, &action);
    }
}

void desk_focus(struct desk *desk, const char *id)
{
    if (strcmp(desk->focus, id) == 0)
        return;
    desk_copy_text(desk->focus, sizeof desk->focus, id);
    desk_copy_text(desk->reveal, sizeof desk->reveal, id);
    desk->hit = -1;
}

static void move_focus(struct desk *desk, const struct frame *frame, const struct ui_node *node)
{
    if (node == NULL)
        return;
    char id[sizeof desk->focus];
    desk_copy_text(id, sizeof id, node->id);
    const bool is_field = node->role == UI_FIELD;
    const char *value = node->value != NULL ? node->value : "";
    char text[TEXT_EDIT_MAX];
    desk_copy_text(text, sizeof text, value);
    leave_field(desk, frame);
    desk_focus(desk, id);
    if (is_field) {
        text_edit_begin(&desk->edit, id, text);
        desk->edit.anchor = 0; /* all selected: typing replaces */
    }
}

/* ---- mouse ---- */

static void take_hold(struct desk *desk, const struct ui_node *node)
{
    desk->drag = node->action.kind == ACT_YEAR_FROM ? DRAG_YEAR_FROM
                 : node->action.kind == ACT_YEAR_TO ? DRAG_YEAR_TO
                                                    : DRAG_STEP;
    if (desk->drag == DRAG_STEP)
        desk->step = (size_t)node->action.number;
}

static bool press(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_node_at(frame, desk->mouse_x, desk->mouse_y);
    desk->pressed[0] = '\0';
    if (node == NULL || !node->is_focusable) {
        const bool is_outside =
            desk->overlay != OVERLAY_NONE && frame_find(frame, "dialog") != NULL &&
            !rect_contains(&frame_find(frame, "dialog")->rect, desk->mouse_x, desk->mouse_y);
        if (is_outside)
            desk_act(desk, frame, &(struct ui_action){ACT_CLOSE_OVERLAY, 0, NULL});
        else
            leave_field(desk, frame);
        return true;
    }
    if (node->is_disabled)
        return false;
    desk_copy_text(desk->pressed, sizeof desk->pressed, node->id);
    if (node->role == UI_HANDLE)
        take_hold(desk, node);
    const struct ui_chart *chart = node->chart >= 0 ? &frame->charts[node->chart] : NULL;
    if (strcmp(desk->edit.node, node->id) != 0)
        move_focus(desk, frame, node);
    if (chart != NULL && chart->scene != NULL) {
        const struct di_hit *hit = di_scene_hit_at(chart->scene, desk->mouse_x - chart->rect.x,
                                                   desk->mouse_y - chart->rect.y);
        int index = -1, at = 0;
        for (const struct di_hit *h = chart->scene->first_hit; h != NULL; h = h->next, at++)
            index = h == hit ? at : index;
        desk_copy_text(desk->hit_chart, sizeof desk->hit_chart, chart->id);
        desk->hit = index;
        desk_act(desk, frame, &(struct ui_action){ACT_SELECT_HIT, index, NULL});
    }
    return true;
}

static bool release(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_node_at(frame, desk->mouse_x, desk->mouse_y);
    const enum desk_drag drag = desk->drag;
    desk->drag = DRAG_NONE;
    if (drag == DRAG_STEP)
        desk_act(desk, frame, &(struct ui_action){ACT_STEP_LEVEL, 0, NULL});
    if (drag != DRAG_NONE)
        return true;
    const bool is_same =
        node != NULL && desk->pressed[0] != '\0' && strcmp(node->id, desk->pressed) == 0;
    desk->pressed[0] = '\0';
    if (!is_same || node->is_disabled || node->role == UI_FIELD || node->role == UI_CHART)
        return false;
    const struct ui_action action = node->action;
    desk_act(desk, frame, &action);
    return true;
}

static bool wheel(struct desk *desk, const struct frame *frame, double lines)
{
    const struct ui_scroll *scroll = frame_scroll_at(frame, desk->mouse_x, desk->mouse_y);
    if (scroll == NULL)
        return false;
    double *offset = desk_scroll(desk, scroll->id);
    const double most = fmax(scroll->content - scroll->rect.height, 0);
    *offset = fmin(fmax(*offset - 48 * lines, 0), most);
    return true;
}

/* ---- keyboard ---- */

static const struct ui_chart *focused_chart(const struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    return node != NULL && node->chart >= 0 ? &frame->charts[node->chart] : NULL;
}

/* Arrow keys walk the hit areas of the chart with the focus, in their order. */
static bool walk_chart(struct desk *desk, const struct frame *frame, int key)
{
    const struct ui_chart *chart = focused_chart(desk, frame);
    int count = 0;
    if (chart == NULL || chart->scene == NULL)
        return false;
    for (const struct di_hit *hit = chart->scene->first_hit; hit != NULL; hit = hit->next)
        count++;
    const int step = key == UI_KEY_RIGHT || key == UI_KEY_DOWN ? 1
                     : key == UI_KEY_LEFT || key == UI_KEY_UP  ? -1
                                                               : 0;
    if (count == 0 || (step == 0 && key != UI_KEY_HOME && key != UI_KEY_END))
        return false;
    desk_copy_text(desk->hit_chart, sizeof desk->hit_chart, chart->id);
    if (key == UI_KEY_HOME)
        desk->hit = 0;
    else if (key == UI_KEY_END)
        desk->hit = count - 1;
    else
        desk->hit =
            desk->hit < 0 ? (step > 0 ? 0 : count - 1) : (desk->hit + step + count) % count;
    return true;
}

static bool walk_group(struct desk *desk, const struct frame *frame, int key)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    const int step = key == UI_KEY_DOWN || key == UI_KEY_RIGHT ? 1
                     : key == UI_KEY_UP || key == UI_KEY_LEFT  ? -1
                                                               : 0;
    if (node == NULL || node->group == NULL || step == 0)
        return false;
    const struct ui_node *next = frame_neighbour(frame, desk->focus, step);
    if (next == NULL)
        return true;
    move_focus(desk, frame, next);
    if (next->role == UI_ROW) { /* rows are chosen as the focus passes */
        const struct ui_action action = next->action;
        desk_act(desk, frame, &action);
    }
    return true;
}

static bool page_scroll(struct desk *desk, const struct frame *frame, int key)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    const struct ui_scroll *scroll = NULL;
    if (node != NULL && node->scroll >= 0)
        scroll = &frame->scrolls[node->scroll];
    for (size_t i = 0; scroll == NULL && i < frame->scroll_count; i++)
        if (frame->scrolls[i].layer == frame->top_layer &&
            strncmp(frame->scrolls[i].id, "page", 4) == 0)
            scroll = &frame->scrolls[i];
    if (scroll == NULL || (key != UI_KEY_PAGE_DOWN && key != UI_KEY_PAGE_UP))
        return false;
    double *offset = desk_scroll(desk, scroll->id);
    const double by = 0.85 * scroll->rect.height * (key == UI_KEY_PAGE_DOWN ? 1 : -1);
    *offset = fmin(fmax(*offset + by, 0), fmax(scroll->content - scroll->rect.height, 0));
    return true;
}

static bool activate(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    if (node == NULL || node->is_disabled)
        return false;
    struct ui_action action = node->action;
    if (node->role == UI_FIELD) {
        const struct ui_action enter = node->enter;
        leave_field(desk, frame);
        if (enter.kind != ACT_NONE)
            desk_act(desk, frame, &enter);
        return true;
    }
    if (node->role == UI_CHART) {
        if (desk->hit >= 0)
            desk_act(desk, frame, &(struct ui_action){ACT_SELECT_HIT, desk->hit, NULL});
        else
            desk_act(desk, frame, &(struct ui_action){ACT_TABLE, 0, NULL});
        return true;
    }
    desk_act(desk, frame, &action);
    return true;
}

static bool live_edit(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_find(frame, desk->edit.node);
    if (node != NULL && node->is_live) {
        struct ui_action action = node->action;
        action.text = desk->edit.text;
        desk_act(desk, frame, &action);
    }
    return true;
}

static bool edit_clipboard(struct desk *desk, const struct frame *frame, int key)
{
    char selected[TEXT_EDIT_MAX];
    const struct desk_host *host = &desk->host;
    if ((key == 'c' || key == 'x') && host->set_clipboard != NULL &&
        text_edit_selected(&desk->edit, selected, sizeof selected)) {
        (void)host->set_clipboard(host->context, selected);
        if (key == 'x')
            text_edit_insert(&desk->edit, "");
        return live_edit(desk, frame);
    }
    if (key == 'v' && host->get_clipboard != NULL) {
        char *text = host->get_clipboard(host->context);
        if (text != NULL)
            text_edit_insert(&desk->edit, text);
        free(text);
        return live_edit(desk, frame);
    }
    return key == 'c' || key == 'x' || key == 'v';
}

static bool take_key_in_field(struct desk *desk, const struct frame *frame,
                              const struct ui_event *event)
{
    if (event->key == UI_KEY_ESCAPE && desk->overlay == OVERLAY_NONE) {
        text_edit_end(&desk->edit);
        return true;
    }
    if (event->is_control && edit_clipboard(desk, frame, event->key))
        return true;
    if (!text_edit_key(&desk->edit, event))
        return false;
    return live_edit(desk, frame);
}

static bool take_key(struct desk *desk, const struct frame *frame, const struct ui_event *event)
{
    if (desk->edit.node[0] != '\0' && take_key_in_field(desk, frame, event))
        return true;
    struct ui_action action;
    if (commands_by_key(event, &action)) {
        leave_field(desk, frame);
        desk_act(desk, frame, &action);
        return true;
    }
    if (event->is_control)
        return false;
    switch (event->key) {
    case UI_KEY_TAB:
        move_focus(desk, frame, frame_next_focus(frame, desk->focus, event->is_shift ? -1 : 1));
        return true;
    case UI_KEY_ENTER:
        return activate(desk, frame);
    case ' ':
        return desk->edit.node[0] == '\0' && activate(desk, frame);
    case UI_KEY_ESCAPE:
        if (desk->overlay != OVERLAY_NONE)
            desk_act(desk, frame, &(struct ui_action){ACT_CLOSE_OVERLAY, 0, NULL});
        else if (desk->message[0] != '\0')
            desk->message[0] = '\0';
        else if (desk->session.run != NULL || optimise_is_busy(desk->optimise) ||
                 office_is_busy(desk->office))
            desk_act(desk, frame, &(struct ui_action){ACT_CANCEL, 0, NULL});
        desk->hit = -1;
        return true;
    case 't':
        if (focused_chart(desk, frame) == NULL || desk->edit.node[0] != '\0')
            return false;
        desk_act(desk, frame, &(struct ui_action){ACT_TABLE, 0, NULL});
        return true;
    case 'b':
        if (desk->edit.node[0] != '\0')
            return false;
        desk_act(desk, frame, &(struct ui_action){ACT_BASELINE_TOGGLE, 0, NULL});
        return true;
    default:
        if (event->is_shift && step_nudge(desk, frame, event->key))
            return true;
        return period_nudge(desk, frame, event->key) || walk_chart(desk, frame, event->key) ||
               walk_group(desk, frame, event->key) || page_scroll(desk, frame, event->key);
    }
}

/* Who looks at another screen is told that the answer is there. */
static void say_done(struct desk *desk, const struct document *document)
{
    const struct run_state *state = &desk->session.run_state;
    const bool is_seen = desk->screen == SCREEN_RUN || desk->screen >= SCREEN_OVERVIEW;
    struct di_message message;
    char text[sizeof desk->message];
    if (document == NULL || desk->session.run != NULL || state->phase != RUN_DONE || is_seen)
        return;
    DI_MESSAGE(&message, N_("'%1' is simulated, runs: %2. Overview (Ctrl+4) shows the answer."),
               di_text_arg(document_name(document, desk->language)),
               di_integer_arg(state->done));
    (void)di_message_render(&message, &desk->catalogue, text, sizeof text);
    desk_say(desk, false, text);
}

static bool take_wake(struct desk *desk)
{
    const struct document *running = desk->session.run_document;
    struct di_error error;
    di_error_clear(&error);
    const bool has_office = office_poll(desk);
    if (!session_poll(&desk->session, &error))
        return has_office || desk->optimise != NULL || desk->lives != NULL;
    if (error.message.id != NULL)
        desk_say_error(desk, &error);
    else
        say_done(desk, running);
    return true;
}

bool desk_take_event(struct desk *desk, const struct frame *frame, const struct ui_event *event)
{
    switch (event->kind) {
    case UI_EVENT_MOVE:
        desk->mouse_x = event->x / desk->zoom;
        desk->mouse_y = event->y / desk->zoom;
        desk->has_mouse = true;
        return step_drag(desk) || period_drag(desk);
    case UI_EVENT_DOWN:
        desk->mouse_x = event->x / desk->zoom;
        desk->mouse_y = event->y / desk->zoom;
        desk->has_mouse = true;
        return press(desk, frame);
    case UI_EVENT_UP:
        return release(desk, frame);
    case UI_EVENT_WHEEL:
        return wheel(desk, frame, event->y);
    case UI_EVENT_LEAVE:
        desk->has_mouse = false;
        return false;
    case UI_EVENT_KEY:
        return take_key(desk, frame, event);
    case UI_EVENT_TEXT:
        if (desk->edit.node[0] == '\0')
            return false;
        text_edit_insert(&desk->edit, event->text);
        return live_edit(desk, frame);
    case UI_EVENT_COMPOSE:
        if (desk->edit.node[0] == '\0')
            return false;
        desk_copy_text(desk->edit.compose, sizeof desk->edit.compose, event->text);
        return true;
    case UI_EVENT_DROP: {
        const struct ui_action action = {ACT_OPEN, 0, event->text};
        desk_act(desk, frame, &action);
        return true;
    }
    case UI_EVENT_WAKE:
        return take_wake(desk);
    case UI_EVENT_CLOSE:
        desk_act(desk, frame, &(struct ui_action){ACT_QUIT, 0, NULL});
        return true;
    case UI_EVENT_SIZE:
    case UI_EVENT_EXPOSE:
        return true;
    case UI_EVENT_NONE:
        break;
    }
    return false;
}

/* ---- building ---- */

/* Scroll a newly focused node into its area; true if an offset changed. */
static bool reveal(struct desk *desk, const struct frame *frame)
{
    const struct ui_node *node = frame_find(frame, desk->reveal);
    desk->reveal[0] = '\0';
    if (node == NULL || node->scroll < 0)
        return false;
    const struct ui_scroll *scroll = &frame->scrolls[node->scroll];
    const double top = node->rect.y, bottom = node->rect.y + node->rect.height;
    const double from = scroll->rect.y, to = scroll->rect.y + scroll->rect.height;
    double by = 0;
    if (bottom > to - 8)
        by = bottom - to + 12;
    if (top - by < from + 4)
        by = top - from - 8;
    double *offset = desk_scroll(desk, scroll->id);
    const double wanted =
        fmin(fmax(*offset + by, 0), fmax(scroll->content - scroll->rect.height, 0));
    const bool has_moved = fabs(wanted - *offset) > 0.5;
    *offset = wanted;
    return has_moved;
}

static bool clamp_scrolls(struct desk *desk, const struct frame *frame)
{
    bool has_moved = false;
    for (size_t i = 0; i < frame->scroll_count; i++) {
        const struct ui_scroll *scroll = &frame->scrolls[i];
        double *offset = desk_scroll(desk, scroll->id);
        const double most = fmax(scroll->content - scroll->rect.height, 0);
        if (*offset <= most + 0.5)
            continue;
        *offset = most;
        has_moved = true;
    }
    return has_moved;
}

void desk_build(struct desk *desk, struct frame *frame, const struct di_text_measure *measure,
                double width, double height)
{
    if (desk->screen == SCREEN_REPORT)
        report_preview_update(desk);
    if (desk->screen == SCREEN_COMPARE)
        input_diff_update(desk);
    if (desk->screen == SCREEN_LIFE)
        life_update(desk);
    if (desk->screen == SCREEN_IMPORT)
        office_update(desk);
    for (int tries = 0; tries < 3; tries++) {
        frame_begin(frame, width, height);
        chart_views_begin(&desk->charts);
        struct ui ui = {.frame = frame,
                        .measure = *measure,
                        .catalogue = &desk->catalogue,
                        .focus = desk->focus,
                        .clip = {0, 0, width, height},
                        .scroll = -1};
        shell_build(&ui, desk);
        const bool has_revealed = reveal(desk, frame);
        if (!clamp_scrolls(desk, frame) && !has_revealed)
            break;
    }
}
