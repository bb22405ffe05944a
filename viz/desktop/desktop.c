/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop: wait for an event, take all that are there, draw once. Between events nothing runs,
 * so an idle window costs no processor time.
 */
#include "di/desktop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame_dump.h"
#include "life_state.h"
#include "optimise_state.h"
#include "rehearsal.h"
#include "stage.h"
#include "ui_script.h"

struct host {
    const struct di_desktop_options *options;
    struct window *window;
};

static void open_catalogue(void *context, const char *language,
                           struct di_catalogue *catalogue_out)
{
    const struct host *host = context;
    host->options->open_catalogue(host->options->context, language, catalogue_out);
}

static char *make_plan_scenario(void *context, const struct di_model *model,
                                const struct di_fluid_country *country,
                                const struct di_plan *plan, const char *base)
{
    const struct host *host = context;
    return host->options->make_plan_scenario(host->options->context, model, country, plan,
                                             base);
}

static char *link_schema(void *context, const char *path, const char *copied)
{
    const struct host *host = context;
    return host->options->link_schema(host->options->context, path, copied);
}

static void wake(void *context)
{
    window_wake(((struct host *)context)->window);
}

static bool set_clipboard(void *context, const char *text)
{
    return window_set_clipboard(((struct host *)context)->window, text);
}

static char *get_clipboard(void *context)
{
    return window_get_clipboard(((struct host *)context)->window);
}

static void toggle_full_screen(void *context)
{
    window_toggle_full_screen(((struct host *)context)->window);
}

static void run_until_closed(struct stage *stage)
{
    struct ui_event event;
    stage_refresh(stage);
    while (!stage->desk.wants_to_quit) {
        /* a search has no steps to tell of: its clock is shown twice a second */
        const int wait =
            optimise_is_busy(stage->desk.optimise) || life_is_busy(stage->desk.lives) ? 500
                                                                                      : -1;
        if (!window_wait(stage->window, wait, &event))
            event.kind = UI_EVENT_WAKE;
        stage_take(stage, &event);
        while (window_wait(stage->window, 0, &event))
            stage_take(stage, &event);
        stage_refresh(stage);
    }
}

static void set_look(struct stage *stage, const struct di_desktop_options *options)
{
    struct desk *desk = &stage->desk;
    enum di_theme_id theme;
    if (options->language != NULL)
        desk_set_language(desk, options->language);
    if (options->zoom > 0)
        desk_set_zoom(desk, options->zoom);
    if (options->theme != NULL && di_theme_find(options->theme, &theme))
        desk->theme = theme;
}

static void open_paths(struct stage *stage, const struct di_desktop_options *options)
{
    struct desk *desk = &stage->desk;
    for (size_t i = 0; i < options->path_count; i++)
        desk_act(desk, NULL, &(struct ui_action){ACT_OPEN, 0, options->paths[i]});
    if (options->path_count > 1) {
        desk->session.current = 0;
        if (desk->session.baseline == SIZE_MAX && desk->session.count > 1)
            desk->session.baseline = 1;
    }
    for (int i = 0; options->screen != NULL && i < SCREENS; i++)
        if (strcmp(screen_key((enum screen_id)i), options->screen) == 0)
            desk_act(desk, NULL, &(struct ui_action){ACT_SCREEN, i, NULL});
}

static enum di_status play(struct stage *stage, const struct di_desktop_options *options,
                           size_t *failures_out, struct di_error *error)
{
    struct ui_script script;
    if (!ui_script_open(&script, options->script))
        return DI_FAIL(error, DI_ERR_FILE, options->script,
                       DI_N_("The script '%1' cannot be read."), di_text_arg(options->script));
    *failures_out = rehearsal_play(stage, &script, options->script);
    ui_script_close(&script);
    return DI_OK;
}

static enum di_status finish_unseen(struct stage *stage,
                                    const struct di_desktop_options *options,
                                    size_t *failures_out, struct di_error *error)
{
    enum di_status status = DI_OK;
    rehearsal_pump(stage, 0);
    if (options->script != NULL)
        status = play(stage, options, failures_out, error);
    else
        while (life_is_busy(stage->desk.lives)) /* the screen is what it will be in a moment */
            rehearsal_pump(stage, 50);
    rehearsal_pump(stage, 0);
    if (status == DI_OK && options->screenshot != NULL &&
        cairo_surface_write_to_png(stage->shown, options->screenshot) != CAIRO_STATUS_SUCCESS)
        status = DI_FAIL(error, DI_ERR_FILE, options->screenshot,
                         DI_N_("The picture '%1' could not be written."),
                         di_text_arg(options->screenshot));
    if (status == DI_OK && options->dumps_ui)
        frame_dump(&stage->frame, screen_key(stage->desk.screen), stage->desk.focus,
                   stage->desk.language, stdout);
    return status;
}

enum di_status di_desktop_run(const struct di_desktop_options *options, size_t *failures_out,
                              struct di_error *error)
{
    const bool is_headless =
        options->script != NULL || options->screenshot != NULL || options->dumps_ui;
    const struct window_options window_options = {
        .width = options->width > 0 ? options->width : 1600,
        .height = options->height > 0 ? options->height : 1000,
        .is_headless = is_headless};
    struct host host = {.options = options};
    *failures_out = 0;
    enum di_status status = window_open(&window_options, &host.window, error);
    if (status != DI_OK)
        return status;
    const struct desk_host desk_host = {
        .context = &host,
        .open_catalogue = options->open_catalogue != NULL ? open_catalogue : NULL,
        .make_plan_scenario = options->make_plan_scenario != NULL ? make_plan_scenario : NULL,
        .link_schema = options->link_schema != NULL ? link_schema : NULL,
        .wake = wake,
        .set_clipboard = set_clipboard,
        .get_clipboard = get_clipboard,
        .toggle_full_screen = toggle_full_screen,
        .program_version = options->program_version,
        .scenarios = options->scenarios};
    struct stage *stage = calloc(1, sizeof *stage);
    if (stage == NULL || !stage_open(stage, host.window, &desk_host)) {
        free(stage);
        window_close(host.window);
        return di_fail_memory(error);
    }
    if (stage->desk.zoom <= 1 && options->zoom <= 0 && !is_headless)
        desk_set_zoom(&stage->desk, window_default_zoom(host.window));
    set_look(stage, options);
    open_paths(stage, options);
    if (is_headless)
        status = finish_unseen(stage, options, failures_out, error);
    else
        run_until_closed(stage);
    stage_close(stage);
    free(stage);
    window_close(host.window);
    return status;
}
