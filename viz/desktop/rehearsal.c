/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command first lets the window settle, so that it acts on what a person would see. */
#include "rehearsal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/platform.h"
#include "di/wall_clock.h"

#include "frame_dump.h"
#include "frame_times.h"
#include "life_state.h"
#include "office_state.h"
#include "optimise_state.h"

struct play {
    struct stage *stage;
    const struct ui_command *command;
    const char *name;
    size_t failures;
};

void rehearsal_pump(struct stage *stage, int milliseconds)
{
    struct ui_event event;
    stage_refresh(stage);
    while (window_wait(stage->window, milliseconds, &event)) {
        stage_take(stage, &event);
        milliseconds = 0;
        stage_refresh(stage);
    }
}

static void fail(struct play *play, const char *what, const char *detail)
{
    (void)fprintf(stderr, "%s:%zu: %s: %s\n", play->name, play->command->line, what, detail);
    play->failures++;
}

static const char *word(const struct play *play, size_t index)
{
    return index < play->command->count ? play->command->words[index] : "";
}

static void post(struct play *play, struct ui_event *event)
{
    window_post(play->stage->window, event);
    rehearsal_pump(play->stage, 0);
}

/* ---- mouse ---- */

static void point(struct play *play, enum ui_event_kind kind, double x, double y)
{
    struct ui_event event = {.kind = kind,
                             .x = round(x * play->stage->desk.zoom),
                             .y = round(y * play->stage->desk.zoom)};
    post(play, &event);
}

/* Centre of what is visible of a node, scrolled into sight first. */
static bool centre_of(struct play *play, const char *id, double *x, double *y)
{
    struct desk *desk = &play->stage->desk;
    const struct ui_node *node = frame_find(&play->stage->frame, id);
    if (node == NULL) {
        fail(play, "there is no such node", id);
        return false;
    }
    (void)snprintf(desk->reveal, sizeof desk->reveal, "%s", id);
    play->stage->is_stale = true;
    rehearsal_pump(play->stage, 0);
    node = frame_find(&play->stage->frame, id);
    if (node == NULL)
        return false;
    const struct di_rect seen = rect_intersect(node->rect, node->clip);
    *x = seen.x + seen.width / 2;
    *y = seen.y + seen.height / 2;
    return true;
}

static void aim(struct play *play, bool clicks)
{
    double x = strtod(word(play, 1), NULL), y = strtod(word(play, 2), NULL);
    const bool is_id = play->command->count == 2;
    if (is_id && !centre_of(play, word(play, 1), &x, &y))
        return;
    point(play, UI_EVENT_MOVE, x, y);
    if (clicks) {
        point(play, UI_EVENT_DOWN, x, y);
        point(play, UI_EVENT_UP, x, y);
    }
}

static void drag(struct play *play)
{
    double x, y;
    if (!centre_of(play, word(play, 1), &x, &y))
        return;
    const double to_x = x + strtod(word(play, 2), NULL), to_y = y + strtod(word(play, 3), NULL);
    point(play, UI_EVENT_MOVE, x, y);
    point(play, UI_EVENT_DOWN, x, y);
    point(play, UI_EVENT_MOVE, (x + to_x) / 2, (y + to_y) / 2);
    point(play, UI_EVENT_MOVE, to_x, to_y);
    point(play, UI_EVENT_UP, to_x, to_y);
}

/* ---- keyboard ---- */

static int key_named(const char *name)
{
    static const struct {
        const char *name;
        int key;
    } keys[] = {{"Tab", UI_KEY_TAB},
                {"Enter", UI_KEY_ENTER},
                {"Escape", UI_KEY_ESCAPE},
                {"Backspace", UI_KEY_BACKSPACE},
                {"Delete", UI_KEY_DELETE},
                {"Left", UI_KEY_LEFT},
                {"Right", UI_KEY_RIGHT},
                {"Up", UI_KEY_UP},
                {"Down", UI_KEY_DOWN},
                {"Home", UI_KEY_HOME},
                {"End", UI_KEY_END},
                {"PageUp", UI_KEY_PAGE_UP},
                {"PageDown", UI_KEY_PAGE_DOWN},
                {"F1", UI_KEY_F1},
                {"F5", UI_KEY_F5},
                {"F6", UI_KEY_F6},
                {"F11", UI_KEY_F11},
                {"Space", ' '}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(keys[i].name, name) == 0)
            return keys[i].key;
    return (unsigned char)name[0];
}

/* "Ctrl+Shift+z" */
static void press_key(struct play *play, const char *name)
{
    struct ui_event event = {.kind = UI_EVENT_KEY};
    for (;;) {
        if (strncmp(name, "Ctrl+", 5) == 0 && name[5] != '\0') {
            event.is_control = true;
            name += 5;
        } else if (strncmp(name, "Shift+", 6) == 0 && name[6] != '\0') {
            event.is_shift = true;
            name += 6;
        } else {
            break;
        }
    }
    event.key = key_named(name);
    post(play, &event);
}

static void type_text(struct play *play, const char *text)
{
    struct ui_event event = {.kind = UI_EVENT_TEXT};
    (void)snprintf(event.text, sizeof event.text, "%s", text);
    post(play, &event);
}

/* ---- waiting ---- */

static void wait_idle(struct play *play)
{
    const double most = play->command->count > 1 ? strtod(word(play, 1), NULL) : 60;
    const double began = di_wall_clock_seconds();
    rehearsal_pump(play->stage, 0);
    while (session_is_busy(&play->stage->desk.session) ||
           optimise_is_busy(play->stage->desk.optimise) ||
           life_is_busy(play->stage->desk.lives) || office_is_busy(play->stage->desk.office)) {
        if (di_wall_clock_seconds() - began > most) {
            fail(play, "still busy", word(play, 1));
            return;
        }
        rehearsal_pump(play->stage, 50);
    }
    rehearsal_pump(play->stage, 0);
}

/* Until a node is there, or shows a value. */
static void wait_for(struct play *play)
{
    const double began = di_wall_clock_seconds();
    for (;;) {
        const struct ui_node *node = frame_find(&play->stage->frame, word(play, 1));
        const bool is_there =
            node != NULL && (play->command->count < 3 ||
                             (node->value != NULL && strcmp(node->value, word(play, 2)) == 0));
        if (is_there)
            return;
        if (di_wall_clock_seconds() - began > 60) {
            fail(play, "waited in vain for", word(play, 1));
            return;
        }
        rehearsal_pump(play->stage, 50);
    }
}

/* ---- pictures and dumps ---- */

static void shoot(struct play *play)
{
    rehearsal_pump(play->stage, 0);
    if (cairo_surface_write_to_png(play->stage->shown, word(play, 1)) != CAIRO_STATUS_SUCCESS)
        fail(play, "cannot write", word(play, 1));
}

static void dump(struct play *play)
{
    const struct desk *desk = &play->stage->desk;
    rehearsal_pump(play->stage, 0);
    FILE *stream = fopen(word(play, 1), "w");
    if (stream == NULL) {
        fail(play, "cannot write", word(play, 1));
        return;
    }
    frame_dump(&play->stage->frame, screen_key(desk->screen), desk->focus, desk->language,
               stream);
    (void)fclose(stream);
}

/* ---- expectations ---- */

static void expect_value(struct play *play, bool wants_label)
{
    const struct ui_node *node = frame_find(&play->stage->frame, word(play, 1));
    if (node == NULL) {
        fail(play, "there is no such node", word(play, 1));
        return;
    }
    const char *found = wants_label ? node->label : node->value != NULL ? node->value : "";
    if (play->command->count > 2 && strcmp(found, word(play, 2)) != 0)
        fail(play, "found instead", found);
}

static bool chart_says(const struct di_scene *scene, const char *text)
{
    const struct di_scene_item *item = scene != NULL ? scene->first : NULL;
    for (; item != NULL; item = item->next)
        if (item->kind == DI_SCENE_TEXT && strstr(item->text, text) != NULL)
            return true;
    return false;
}

static void expect_text(struct play *play, bool is_wanted)
{
    const struct frame *frame = &play->stage->frame;
    bool is_there = false;
    for (size_t i = 0; i < frame->op_count; i++)
        is_there = is_there || (frame->ops[i].kind == UI_OP_TEXT &&
                                strstr(frame->ops[i].text, word(play, 1)) != NULL);
    for (size_t i = 0; i < frame->node_count; i++)
        is_there = is_there || strstr(frame->nodes[i].label, word(play, 1)) != NULL;
    for (size_t i = 0; i < frame->chart_count; i++)
        is_there = is_there || chart_says(frame->charts[i].scene, word(play, 1));
    if (is_there != is_wanted)
        fail(play, is_wanted ? "the text is not there" : "the text is there", word(play, 1));
}

static void expect_focus(struct play *play)
{
    if (strcmp(play->stage->desk.focus, word(play, 1)) != 0)
        fail(play, "the focus is on", play->stage->desk.focus);
}

static void expect_left(struct play *play)
{
    if (!play->stage->desk.wants_to_quit)
        fail(play, "the window is still open", "");
}

/* Every focusable node is reached by Tab, or by arrows from one that is. */
static void expect_focus_complete(struct play *play)
{
    const struct frame *frame = &play->stage->frame;
    for (size_t i = 0; i < frame->node_count; i++) {
        const struct ui_node *node = &frame->nodes[i];
        if (!node->is_focusable || node->is_disabled || node->layer != frame->top_layer)
            continue;
        bool is_reached = false;
        const struct ui_node *first = frame_next_focus(frame, "", 1), *at = first;
        for (size_t k = 0; at != NULL && k <= frame->node_count && !is_reached; k++) {
            is_reached = at == node || (node->group != NULL && at->group != NULL &&
                                        strcmp(node->group, at->group) == 0);
            at = frame_next_focus(frame, at->id, 1);
            if (at == first && k > 0)
                break;
        }
        if (!is_reached)
            fail(play, "Tab does not reach", node->id);
    }
}

static void expect_no_faults(struct play *play)
{
    const struct frame *frame = &play->stage->frame;
    const struct frame_faults faults = frame_count_faults(frame);
    char text[200];
    if (faults.clipped == 0 && faults.overlapping == 0)
        return;
    (void)snprintf(text, sizeof text, "%zu clipped, %zu overlapping; %s", faults.clipped,
                   faults.overlapping, screen_key(play->stage->desk.screen));
    fail(play, "texts", text);
    frame_tell_faults(frame, stderr);
}

/* Charts are drawn when they are scrolled into sight: each is. */
static void expect_no_chart_faults(struct play *play)
{
    struct stage *stage = play->stage;
    size_t faults = 0;
    char text[200];
    for (size_t i = 0; i < stage->frame.chart_count; i++) {
        (void)snprintf(stage->desk.reveal, sizeof stage->desk.reveal, "%s",
                       stage->frame.charts[i].id);
        stage->is_stale = true;
        rehearsal_pump(stage, 0);
        if (i < stage->frame.chart_count && stage->frame.charts[i].scene == NULL)
            fail(play, "not drawn", stage->frame.charts[i].id);
        if (i < stage->frame.chart_count)
            faults += frame_tell_chart_faults(&stage->frame.charts[i], stderr);
    }
    if (faults == 0)
        return;
    (void)snprintf(text, sizeof text, "%zu texts of charts on one another or cut; %s", faults,
                   screen_key(play->stage->desk.screen));
    fail(play, "charts", text);
}

/* Milliseconds of a whole frame, and of a move of the mouse. */
static void time_frames(struct play *play)
{
    struct stage *stage = play->stage;
    const struct frame_times times = frame_times_measure(stage, 5);
    const char *screen = screen_key(stage->desk.screen);
    (void)printf("%-12s whole %5.1f ms, charts kept %5.1f ms, hover %4.1f ms, memory %.0f MB\n",
                 screen, 1e3 * times.whole, 1e3 * times.kept, 1e3 * times.hover,
                 (double)di_platform_resident_bytes() / 1048576);
    const double most = play->command->count > 1 ? strtod(word(play, 1), NULL) : HUGE_VAL;
    const double most_hover = play->command->count > 2 ? strtod(word(play, 2), NULL) : HUGE_VAL;
    if (1e3 * times.whole > most || 1e3 * times.hover > most_hover)
        fail(play, "too slow", screen);
}

/* Milliseconds from the last change of the scenario to its first answer. */
static void time_preview(struct play *play)
{
    const struct document *document = session_document(&play->stage->desk.session);
    if (document == NULL || !(document->preview.seconds > 0)) {
        fail(play, "there is no preview", "");
        return;
    }
    const double milliseconds = 1e3 * document->preview.seconds;
    (void)printf("%-12s first answer after %.0f ms\n", document->id, milliseconds);
    if (play->command->count > 1 && milliseconds > strtod(word(play, 1), NULL))
        fail(play, "too slow", document->id);
}

/* ---- commands ---- */

static void set_size(struct play *play)
{
    window_resize(play->stage->window, (int)strtol(word(play, 1), NULL, 10),
                  (int)strtol(word(play, 2), NULL, 10));
    struct ui_event event = {.kind = UI_EVENT_SIZE};
    rehearsal_pump(play->stage, 0);
    window_size(play->stage->window, &event.width, &event.height, &event.scale);
    stage_take(play->stage, &event);
    rehearsal_pump(play->stage, 0);
}

static void act(struct play *play, int kind, int64_t number, const char *text)
{
    const struct ui_action action = {kind, number, text};
    desk_act(&play->stage->desk, &play->stage->frame, &action);
    play->stage->is_stale = true;
    rehearsal_pump(play->stage, 0);
}

static void show_screen(struct play *play)
{
    for (int i = 0; i < SCREENS; i++)
        if (strcmp(screen_key((enum screen_id)i), word(play, 1)) == 0) {
            act(play, ACT_SCREEN, i, NULL);
            return;
        }
    fail(play, "there is no such screen", word(play, 1));
}

static void set_look(struct play *play)
{
    enum di_theme_id theme;
    if (strcmp(word(play, 0), "zoom") == 0)
        desk_set_zoom(&play->stage->desk, strtod(word(play, 1), NULL) / 100);
    else if (di_theme_find(word(play, 1), &theme))
        play->stage->desk.theme = theme;
    else
        fail(play, "there is no such theme", word(play, 1));
    play->stage->is_stale = true;
    rehearsal_pump(play->stage, 0);
}

static void perform(struct play *play)
{
    const char *name = word(play, 0);
    struct ui_event event = {.kind = UI_EVENT_NONE};
    if (strcmp(name, "size") == 0)
        set_size(play);
    else if (strcmp(name, "zoom") == 0 || strcmp(name, "theme") == 0)
        set_look(play);
    else if (strcmp(name, "lang") == 0)
        act(play, ACT_LANGUAGE, 0, word(play, 1));
    else if (strcmp(name, "screen") == 0)
        show_screen(play);
    else if (strcmp(name, "open") == 0)
        act(play, ACT_OPEN, 0, word(play, 1));
    else if (strcmp(name, "baseline") == 0)
        act(play, ACT_BASELINE, strtol(word(play, 1), NULL, 10), NULL);
    else if (strcmp(name, "move") == 0)
        aim(play, false);
    else if (strcmp(name, "click") == 0)
        aim(play, true);
    else if (strcmp(name, "drag") == 0)
        drag(play);
    else if (strcmp(name, "wheel") == 0) {
        event = (struct ui_event){.kind = UI_EVENT_WHEEL, .y = strtod(word(play, 1), NULL)};
        post(play, &event);
    } else if (strcmp(name, "leave") == 0) {
        event.kind = UI_EVENT_LEAVE;
        post(play, &event);
    } else if (strcmp(name, "close") == 0) {
        event.kind = UI_EVENT_CLOSE;
        post(play, &event);
    } else if (strcmp(name, "drop") == 0) {
        event.kind = UI_EVENT_DROP;
        (void)snprintf(event.text, sizeof event.text, "%s", word(play, 1));
        post(play, &event);
    } else if (strcmp(name, "key") == 0)
        press_key(play, word(play, 1));
    else if (strcmp(name, "text") == 0)
        type_text(play, word(play, 1));
    else if (strcmp(name, "focus") == 0)
        desk_focus(&play->stage->desk, word(play, 1));
    else if (strcmp(name, "wait-idle") == 0)
        wait_idle(play);
    else if (strcmp(name, "wait-for") == 0)
        wait_for(play);
    else if (strcmp(name, "shot") == 0)
        shoot(play);
    else if (strcmp(name, "dump") == 0)
        dump(play);
    else if (strcmp(name, "expect") == 0)
        expect_value(play, false);
    else if (strcmp(name, "expect-label") == 0)
        expect_value(play, true);
    else if (strcmp(name, "expect-text") == 0)
        expect_text(play, true);
    else if (strcmp(name, "expect-no-text") == 0)
        expect_text(play, false);
    else if (strcmp(name, "expect-focus") == 0)
        expect_focus(play);
    else if (strcmp(name, "expect-left") == 0)
        expect_left(play);
    else if (strcmp(name, "expect-focus-complete") == 0)
        expect_focus_complete(play);
    else if (strcmp(name, "expect-no-faults") == 0)
        expect_no_faults(play);
    else if (strcmp(name, "expect-no-chart-faults") == 0)
        expect_no_chart_faults(play);
    else if (strcmp(name, "time") == 0)
        time_frames(play);
    else if (strcmp(name, "time-preview") == 0)
        time_preview(play);
    else if (strcmp(name, "kill") == 0)
        di_platform_leave_now(0); /* as a crash would: nothing is tidied up */
    else
        fail(play, "there is no such command", name);
}

size_t rehearsal_play(struct stage *stage, struct ui_script *script, const char *name)
{
    struct ui_command command;
    struct play play = {.stage = stage, .command = &command, .name = name};
    rehearsal_pump(stage, 0);
    while (ui_script_next(script, &command)) {
        perform(&play);
        rehearsal_pump(stage, 0);
    }
    return play.failures;
}
