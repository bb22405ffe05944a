/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pathways: where children go, for the scenario, the baseline, or the difference. The chart's
 * own hit areas say what its ribbons are. */
#include <math.h>

#include "period_slider.h"
#include "screen.h"

enum { RIBBONS_SHOWN = 8 };

/* A ribbon's polygon runs along its upper edge and back along the lower one. */
static double ribbon_width(const struct di_hit *hit)
{
    return hit->role == DI_HIT_RIBBON && hit->point_count > 1
               ? fabs(hit->points[hit->point_count - 1].y - hit->points[0].y)
               : 0;
}

/* Numbers of the widest ribbons' hit areas, the widest first; returns how many. */
static size_t widest_ribbons(const struct di_hit *first, int out[RIBBONS_SHOWN])
{
    double width[RIBBONS_SHOWN];
    size_t count = 0;
    int number = 0;
    for (const struct di_hit *hit = first; hit != NULL; hit = hit->next, number++) {
        const double own = ribbon_width(hit);
        size_t at = count;
        while (at > 0 && width[at - 1] < own)
            at--;
        if (own <= 0 || at == RIBBONS_SHOWN)
            continue;
        count += count < RIBBONS_SHOWN;
        for (size_t i = count - 1; i > at; i--) {
            width[i] = width[i - 1];
            out[i] = out[i - 1];
        }
        width[at] = own;
        out[at] = number;
    }
    return count;
}

static const struct di_hit *hit_number(const struct di_hit *hit, int number)
{
    for (; hit != NULL && number > 0; number--)
        hit = hit->next;
    return number < 0 ? NULL : hit;
}

/* What is known of the chosen ribbon or box; returns the height used. */
static double chosen(struct ui *ui, const struct di_hit *hit, struct di_rect inside)
{
    double y = inside.y;
    if (hit == NULL)
        return ui_paragraph(ui, inside.x, y, inside.width,
                            tr(ui, N_("Choose a ribbon or a box with the mouse, or with Tab, "
                                      "the arrow keys and Enter.")),
                            (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
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
                (struct di_rect){inside.x, inside.y, inside.width, y - inside.y}, hit->title);
    node->value = hit->row_count > 0 ? frame_copy(ui->frame, hit->rows[0].value) : "";
    const struct button_spec more[] = {{"pathways:inputs",
                                        tr(ui, N_("Change these assumptions")),
                                        BUTTON_QUIET,
                                        {ACT_SCREEN, SCREEN_ASSUMPTIONS, NULL},
                                        false}};
    return y + 6 - inside.y + button_row(ui, inside.x, y + 6, inside.width, more, 1);
}

/* One line of the list: name, number, a line below; chosen when activated. */
static double ribbon_row(struct ui *ui, const struct di_hit *hit, int number, bool is_chosen,
                         struct di_rect at)
{
    const char *value = hit->rows[0].value;
    const double wide = ui_width(ui, value, UI_SIZE_BODY, true) + 4;
    const double words = at.width - wide - 28;
    const double high =
        fmax(ui_paragraph_height(ui, words, hit->title, UI_SIZE_BODY, false) + 14, 34);
    const struct di_rect rect = {at.x, at.y, at.width, high};
    if (is_chosen)
        ui_fill(ui, UI_SOFT, rect, 0);
    (void)ui_paragraph(ui, at.x + 8, at.y + 7, words, hit->title,
                       (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
    ui_label(ui, (struct di_rect){at.x + at.width - wide - 8, at.y, wide, high}, value,
             (struct ui_text){
                 .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT, .align = UI_RIGHT});
    ui_line(ui, UI_RULE, at.x, at.y + high, at.x + at.width, at.y + high);
    struct ui_node *node =
        ui_node(ui, UI_ROW, frame_format(ui->frame, "pathways:ribbon:%d", number), rect,
                frame_copy(ui->frame, hit->title));
    node->value = frame_copy(ui->frame, value);
    node->group = "pathways:ribbons";
    node->is_focusable = true;
    node->is_selected = is_chosen;
    node->action = (struct ui_action){ACT_SELECT_HIT, number, NULL};
    return high;
}

/* What is chosen, and below it the widest ribbons to choose from. */
static void panel(struct ui *ui, const struct desk *desk, const struct di_hit *first,
                  struct di_rect rect)
{
    const char *title = tr(ui, N_("Selected pathway"));
    const struct di_rect inside = card(ui, "card:selected", rect, title);
    const int selected = desk->selected_hit[SCREEN_PATHWAYS];
    double y = inside.y;
    y += ui_paragraph(ui, inside.x, y, inside.width, title,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND}) +
         8;
    y += 24 + chosen(ui, hit_number(first, selected),
                     (struct di_rect){inside.x, y, inside.width, 0});
    int numbers[RIBBONS_SHOWN];
    const size_t count = widest_ribbons(first, numbers);
    const double bottom = inside.y + inside.height;
    const double row = 2 * UI_SIZE_BODY * DI_TEXT_LEADING + 14;
    if (count == 0 || y + 30 + row > bottom)
        return;
    y += 6 + ui_paragraph(ui, inside.x, y, inside.width, tr(ui, N_("The widest ribbons")),
                          (struct ui_text){.size = 14.5, .is_bold = true, .colour = UI_TEXT});
    for (size_t i = 0; i < count && y + row <= bottom; i++)
        y += ribbon_row(ui, hit_number(first, numbers[i]), numbers[i], numbers[i] == selected,
                        (struct di_rect){inside.x, y, inside.width, 0});
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
    const struct flow_slot slots[] = {
        {.weight = 2.6, .narrowest = 420, .height = 460, .grow = 1},
        {.weight = 1, .narrowest = 260, .height = 420, .grow = 1}};
    struct di_rect rects[2];
    const double used =
        flow_place(slots, 2, area.x, y, area.width, area.height - (y - area.y), UI_GAP, rects);
    struct di_chart_request request;
    screen_chart_request(ui, desk, DI_CHART_SANKEY, &request);
    period_move(desk, true, 0); /* inside these results */
    request.baseline = has_base ? base->results : NULL;
    request.view = (enum di_chart_view)view;
    request.from_year = desk->from_year;
    request.to_year = desk->to_year;
    (void)card(ui, "card:sankey", rects[0], tr(ui, N_("Where children go")));
    struct di_rect chart = rect_inset(rects[0], 5);
    chart.height -= PERIOD_SLIDER_HEIGHT;
    (void)chart_view(ui, &desk->charts, "pathways:sankey", chart, &request, desk->theme,
                     document->revision);
    period_slider(ui, desk, "pathways",
                  (struct di_rect){rects[0].x + UI_PAD,
                                   rects[0].y + rects[0].height - PERIOD_SLIDER_HEIGHT - 8,
                                   rects[0].width - 2 * UI_PAD, PERIOD_SLIDER_HEIGHT});
    const struct chart_view *drawn = chart_view_find(&desk->charts, "pathways:sankey");
    panel(ui, desk, drawn != NULL && drawn->has_plan ? drawn->plan.scene.first_hit : NULL,
          rects[1]);
    return y + used - area.y;
}
