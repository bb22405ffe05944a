/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What charts do: table, copy, export. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/chart_file.h"

#include "desk_action.h"
#include "gap_panel.h"
#include "period_slider.h"
#include "user_file.h"

/* ---- charts ---- */

/* The chart with the focus, else the first on the screen. */
static struct chart_view *chart_meant(struct desk *desk, const struct frame *frame)
{
    const char *focus = desk->overlay != OVERLAY_NONE ? desk->focus_before : desk->focus;
    const struct ui_node *node = frame != NULL ? frame_find(frame, focus) : NULL;
    if (node != NULL && node->chart >= 0)
        return chart_view_find(&desk->charts, node->id);
    for (size_t i = 0; frame != NULL && i < frame->chart_count; i++) {
        struct chart_view *view = chart_view_find(&desk->charts, frame->charts[i].id);
        if (view != NULL && view->has_plan)
            return view;
    }
    return NULL;
}

static void copy_chart(struct desk *desk, const struct frame *frame)
{
    const struct chart_view *view = chart_meant(desk, frame);
    char *text = view != NULL ? chart_view_tsv(view) : NULL;
    const bool is_copied = text != NULL && desk->host.set_clipboard != NULL &&
                           desk->host.set_clipboard(desk->host.context, text);
    free(text);
    desk_close_overlay(desk);
    desk_say(desk, !is_copied,
             desk_tr(desk, is_copied ? N_("The chart's data are on the clipboard, ready to "
                                          "paste into a spreadsheet.")
                                     : N_("There is no chart here to copy.")));
}

static void export_chart(struct desk *desk, const struct frame *frame, const char *ending)
{
    struct chart_view *view = chart_meant(desk, frame);
    char name[160], plain[64];
    struct di_error error;
    desk_close_overlay(desk);
    if (view == NULL) {
        desk_say(desk, true, desk_tr(desk, N_("There is no chart here to copy.")));
        return;
    }
    desk_copy_text(plain, sizeof plain, view->id);
    for (char *c = plain; *c != '\0'; c++)
        *c = isalnum((unsigned char)*c) ? *c : '-';
    (void)snprintf(name, sizeof name, "export/%s.%s", plain, ending);
    char *path = user_file_path(USER_FILE_DATA, name);
    bool is_written = false;
    di_error_clear(&error);
    if (path != NULL && strcmp(ending, "csv") == 0) {
        char *text = chart_view_tsv(view);
        for (char *c = text; c != NULL && *c != '\0'; c++)
            *c = *c == ',' ? ' ' : *c == '\t' ? ',' : *c;
        is_written = text != NULL && user_file_write(path, text, strlen(text));
        free(text);
    } else if (path != NULL) {
        struct di_chart_request request = view->request;
        request.is_card = false;
        request.text_scale = 0;
        const struct di_chart_picture picture = {.request = &request, .theme = desk->theme};
        is_written = di_chart_file_write(path, 1600, 1000, 1, &picture, &error) == DI_OK;
    }
    if (is_written)
        desk_say_about(desk, false, N_("Written to '%1'."), path);
    else if (error.message.id != NULL)
        desk_say_error(desk, &error);
    else
        desk_say(desk, true, desk_tr(desk, N_("The file could not be written.")));
    free(path);
}

bool act_on_charts(struct desk *desk, const struct frame *frame, const struct ui_action *action)
{
    const struct chart_view *view;
    const struct document *document = session_document(&desk->session);
    switch (action->kind) {
    case ACT_SELECT_HIT:
        desk->selected_hit[desk->screen] = (int)action->number;
        return true;
    case ACT_TABLE:
        view = chart_meant(desk, frame);
        desk_copy_text(desk->table_chart, sizeof desk->table_chart,
                       view != NULL ? view->id : "");
        desk_show_overlay(desk, OVERLAY_TABLE);
        *desk_scroll(desk, "table:list") = 0;
        return true;
    case ACT_COPY:
        copy_chart(desk, frame);
        return true;
    case ACT_EXPORT_PNG:
        export_chart(desk, frame, "png");
        return true;
    case ACT_EXPORT_SVG:
        export_chart(desk, frame, "svg");
        return true;
    case ACT_EXPORT_PDF:
        export_chart(desk, frame, "pdf");
        return true;
    case ACT_EXPORT_CSV:
        export_chart(desk, frame, "csv");
        return true;
    case ACT_EXPORT_RESULTS:
        desk_close_overlay(desk);
        if (document != NULL && document->folder != NULL)
            desk_say_about(desk, false, N_("All tables lie in '%1'."), document->folder);
        else
            desk_say(desk, true, desk_tr(desk, N_("There are no results yet: run first.")));
        return true;
    case ACT_BASELINE_TOGGLE:
        desk->hides_baseline = !desk->hides_baseline;
        return true;
    case ACT_TAB:
        desk->tab[desk->screen] = (int)action->number;
        desk->selected_hit[desk->screen] = -1;
        desk->life_child = 0;
        return true;
    case ACT_LIFE_CHILD:
        desk->life_child = (int)action->number;
        return true;
    case ACT_PIN_COLUMN:
        desk->pinned_columns ^= 1u << (unsigned)action->number;
        return true;
    case ACT_TRY_WAY:
        gap_panel_try(desk, (size_t)action->number);
        return true;
    case ACT_YEAR_FROM:
        period_move(desk, true, (int)action->number);
        return true;
    case ACT_YEAR_TO:
        period_move(desk, false, (int)action->number);
        return true;
    default:
        return false;
    }
}
