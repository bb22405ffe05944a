/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pathways: where children go, for the scenario, the baseline, or the difference. */
#include <math.h>
#include <string.h>

#include "screen.h"

#define N_(text) text

/* The hit area that was chosen, in words. */
static double chosen(struct ui *ui, struct desk *desk, struct di_rect rect)
{
    const char *title = tr(ui, N_("Selected pathway"));
    const struct di_rect inside = card(ui, "card:selected", rect, title);
    double y = inside.y;
    y += ui_paragraph(ui, inside.x, y, inside.width, title,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND}) +
         8;
    const struct chart_view *view = chart_view_find(&desk->charts, "pathways:sankey");
    const struct di_hit *hit =
        view != NULL && view->has_plan ? view->plan.scene.first_hit : NULL;
    for (int i = desk->selected_hit[SCREEN_PATHWAYS]; hit != NULL && i > 0; i--)
        hit = hit->next;
    if (desk->selected_hit[SCREEN_PATHWAYS] < 0 || hit == NULL) {
        (void)ui_paragraph(ui, inside.x, y, inside.width,
                           tr(ui, N_("Choose a ribbon or a box with the mouse, or with Tab, "
                                     "the arrow keys and Enter.")),
                           (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
        return rect.height;
    }
    const double at = y;
    y += ui_paragraph(ui, inside.x, y, inside.width, hit->title,
                      (struct ui_text){.size = 18, .is_bold = true, .colour = UI_TEXT}) +
         8;
    for (size_t i = 0; i < hit->row_count; i++) {
        y += ui_paragraph(ui, inside.x, y, inside.width, hit->rows[i].label,
                          (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
        y += ui_paragraph(
            ui, inside.x, y, inside.width,
            hit->rows[i].range != NULL && hit->rows[i].range[0] != '\0'
                ? frame_format(ui->frame, "%s  (%s)", hit->rows[i].value, hit->rows[i].range)
                : hit->rows[i].value,
            (struct ui_text){.size = 16, .is_bold = true, .colour = UI_TEXT});
        y += 8;
    }
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "pathways:chosen",
                (struct di_rect){inside.x, at, inside.width, y - at}, hit->title);
    node->value = hit->row_count > 0 ? frame_copy(ui->frame, hit->rows[0].value) : "";
    const struct button_spec more[] = {{"pathways:inputs",
                                        tr(ui, N_("Change these assumptions")),
                                        BUTTON_QUIET,
                                        {ACT_SCREEN, SCREEN_ASSUMPTIONS, NULL},
                                        false}};
    (void)button_row(ui, inside.x, y + 6, inside.width, more, 1);
    return rect.height;
}

static double years(struct ui *ui, struct desk *desk, const struct di_results *results,
                    double x, double y, double width)
{
    const int32_t first = di_date_year(results->start_civil_day);
    const int32_t last = di_date_year(results->last_civil_day);
    if (desk->from_year < first || desk->from_year > last)
        desk->from_year = first;
    if (desk->to_year < desk->from_year || desk->to_year > last)
        desk->to_year = last;
    const char *period =
        frame_format(ui->frame, "%d\xE2\x80\x93%d", desk->from_year, desk->to_year);
    const struct button_spec buttons[] = {{"pathways:from-",
                                           tr(ui, N_("From a year earlier")),
                                           BUTTON_PLAIN,
                                           {ACT_YEAR_FROM, -1, NULL},
                                           desk->from_year <= first},
                                          {"pathways:from+",
                                           tr(ui, N_("From a year later")),
                                           BUTTON_PLAIN,
                                           {ACT_YEAR_FROM, 1, NULL},
                                           desk->from_year >= desk->to_year},
                                          {"pathways:to-",
                                           tr(ui, N_("To a year earlier")),
                                           BUTTON_PLAIN,
                                           {ACT_YEAR_TO, -1, NULL},
                                           desk->to_year <= desk->from_year},
                                          {"pathways:to+",
                                           tr(ui, N_("To a year later")),
                                           BUTTON_PLAIN,
                                           {ACT_YEAR_TO, 1, NULL},
                                           desk->to_year >= last}};
    const double label = ui_paragraph(
        ui, x, y + 8, 110, period,
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    (void)label;
    struct ui_node *node = ui_node(ui, UI_LABEL, "pathways:years",
                                   (struct di_rect){x, y, 100, 34}, tr(ui, N_("Years")));
    node->value = period;
    return button_row(ui, x + 110, y, width - 110, buttons, 4);
}

double screen_pathways(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    const bool has_base = base != NULL && base->results != NULL;
    const struct tab_spec specs[] = {
        {"pathways:scenario", tr(ui, N_("Scenario")), {ACT_TAB, DI_VIEW_SCENARIO, NULL}},
        {"pathways:baseline", tr(ui, N_("Baseline")), {ACT_TAB, DI_VIEW_BASELINE, NULL}},
        {"pathways:difference", tr(ui, N_("Difference")), {ACT_TAB, DI_VIEW_DIFFERENCE, NULL}}};
    const int view = has_base ? desk->tab[SCREEN_PATHWAYS] : 0;
    double y = area.y;
    y +=
        tabs(ui, "pathways", area.x, y, area.width, specs, has_base ? 3 : 1, (size_t)view) + 10;
    y += years(ui, desk, document->results->results, area.x, y, area.width) + 12;
    const struct flow_slot slots[] = {
        {.weight = 2.6, .narrowest = 420, .height = 460, .grow = 1},
        {.weight = 1, .narrowest = 260, .height = 300, .grow = 1}};
    struct di_rect rects[2];
    const double used =
        flow_place(slots, 2, area.x, y, area.width, area.height - (y - area.y), UI_GAP, rects);
    struct di_chart_request request;
    screen_chart_request(ui, desk, DI_CHART_SANKEY, &request);
    request.baseline = has_base ? base->results : NULL;
    request.view = (enum di_chart_view)view;
    request.from_year = desk->from_year;
    request.to_year = desk->to_year;
    (void)card(ui, "card:sankey", rects[0], tr(ui, N_("Where children go")));
    (void)chart_view(ui, &desk->charts, "pathways:sankey", rect_inset(rects[0], 5), &request,
                     desk->theme, document->revision);
    (void)chosen(ui, desk, rects[1]);
    return y + used - area.y;
}
