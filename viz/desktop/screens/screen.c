/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What screens have in common. */
#include "screen.h"

#include <math.h>

#include "di/schema.h"

double screen_draw(struct ui *ui, struct desk *desk, struct di_rect area)
{
    static double (*const screens[SCREENS])(struct ui *, struct desk *, struct di_rect) = {
        screen_home,        screen_assumptions, screen_run,   screen_overview, screen_pathways,
        screen_life,        screen_capacity,    screen_costs, screen_compare,  screen_optimise,
        screen_calibration, screen_import,      screen_report};
    return screens[desk->screen](ui, desk, area);
}

double screen_empty(struct ui *ui, struct di_rect area, const char *title, const char *text,
                    const struct button_spec *buttons, size_t count)
{
    const double wide = fmin(area.width, 640);
    const double pad = wide < 420 ? 14 : 28;
    const double inner = wide - 2 * pad;
    const double high =
        ui_paragraph_height(ui, inner, title, UI_SIZE_HEAD + 2, true) + 8 +
        ui_paragraph_height(ui, inner, text, UI_SIZE_BODY, false) + 16 +
        (count > 0 ? UI_BUTTON_HEIGHT * (wide < 520 ? (double)count : 1) + 8 : 0);
    const struct di_rect rect = {area.x, area.y, wide, high + 2 * pad};
    (void)card(ui, "card:empty", rect, title);
    double y = rect.y + pad;
    y += ui_paragraph(
        ui, rect.x + pad, y, inner, title,
        (struct ui_text){.size = UI_SIZE_HEAD + 2, .is_bold = true, .colour = UI_TEXT});
    y += 8;
    y += ui_paragraph(ui, rect.x + pad, y, inner, text,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    y += 16;
    (void)button_row(ui, rect.x + pad, y, inner, buttons, count);
    return rect.height;
}

/* Where a chart will be: axes and a line without numbers; returns its height. */
static double ghost_chart(struct ui *ui, struct di_rect rect)
{
    enum { POINTS = 24 };
    struct di_point *points = DI_ARENA_NEW(&ui->frame->arena, POINTS, struct di_point);
    const struct di_rect plot = rect_inset(rect, 28);
    ui_outline(ui, UI_LINE, rect, 8, 1);
    for (int i = 0; i <= 3; i++) {
        const double y = plot.y + plot.height * i / 3;
        ui_line(ui, i == 3 ? UI_LINE : UI_RULE, plot.x, y, plot.x + plot.width, y);
    }
    for (int i = 0; points != NULL && i < POINTS; i++) {
        const double along = (double)i / (POINTS - 1);
        points[i] =
            (struct di_point){plot.x + plot.width * along,
                              plot.y + plot.height * (1 - 0.85 / (1 + 3 * along * along))};
    }
    if (points != NULL)
        ui_polyline(ui, UI_LINE, points, POINTS, 3, plot);
    return rect.height;
}

const char *screen_withheld_text(void)
{
    return N_("Counts of these results are withheld, and so is their scenario: they can be "
              "looked at, not changed, copied or run. Open the scenario's own file for that.");
}

bool screen_has_scenario(struct ui *ui, struct desk *desk, struct di_rect area,
                         double *height_out)
{
    const struct document *document = session_document(&desk->session);
    if (document != NULL && document->scenario != NULL)
        return true;
    if (document == NULL) /* says so, and offers what there is */
        return screen_has_results(ui, desk, area, height_out);
    *height_out = screen_empty(ui, area, tr(ui, N_("The scenario is withheld")),
                               tr(ui, screen_withheld_text()), NULL, 0);
    return false;
}

bool screen_has_results(struct ui *ui, struct desk *desk, struct di_rect area,
                        double *height_out)
{
    const struct document *document = session_document(&desk->session);
    if (document != NULL && document->results != NULL)
        return true;
    const struct button_spec open[] = {{"empty:home",
                                        tr(ui, N_("Choose a scenario")),
                                        BUTTON_MAIN,
                                        {ACT_SCREEN, SCREEN_HOME, NULL},
                                        false}};
    const struct button_spec run[] = {{"empty:run",
                                       tr(ui, N_("Run  F5")),
                                       BUTTON_MAIN,
                                       {ACT_RUN, 0, NULL},
                                       desk->session.run != NULL}};
    if (document == NULL)
        *height_out = screen_empty(
            ui, area, tr(ui, N_("No scenario is open")),
            tr(ui, N_("Start with the sample country or open your own file on Home.")), open,
            1);
    else {
        *height_out = screen_empty(
            ui, area, tr(ui, N_("Not run yet")),
            tr(ui, N_("This screen shows the results of a run. Run the scenario to fill it.")),
            run, 1);
        *height_out +=
            UI_GAP + ghost_chart(ui, (struct di_rect){area.x, area.y + *height_out + UI_GAP,
                                                      fmin(area.width, 640), 220});
    }
    return false;
}

void screen_chart_request(struct ui *ui, struct desk *desk, enum di_chart_kind kind,
                          struct di_chart_request *request_out)
{
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    di_chart_request_defaults(request_out);
    request_out->kind = kind;
    request_out->scenario = document->results;
    request_out->calibration = document->calibration;
    request_out->baseline = base != NULL && !desk->hides_baseline ? base->results : NULL;
    request_out->catalogue = &desk->catalogue;
    request_out->language = ui->catalogue->language;
    request_out->text_scale = 1;
    request_out->input_text = di_schema_pointer_text;
    request_out->is_card = true;
}

void screen_chart_card(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect,
                       enum di_chart_kind kind)
{
    const struct document *document = session_document(&desk->session);
    struct di_chart_request request;
    screen_chart_request(ui, desk, kind, &request);
    const char *name = tr(ui, di_chart_kind_name(kind));
    (void)card(ui, frame_format(ui->frame, "card:%s", id), rect, name);
    (void)chart_view(ui, &desk->charts, id, rect_inset(rect, 5), &request, desk->theme,
                     document->revision);
}
