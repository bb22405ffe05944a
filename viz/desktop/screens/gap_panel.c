/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A later wind-down is put into the copy; places and shares are the person's to decide. */
#include "gap_panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "control.h"
#include "desk_action.h"

#define N_(text) text

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};

/* The chosen hit area of the heatmap, or NULL. */
static const struct di_hit *chosen_hit(struct desk *desk)
{
    const struct chart_view *view = chart_view_find(&desk->charts, "capacity:heatmap");
    int number = desk->selected_hit[SCREEN_CAPACITY];
    const struct di_hit *hit =
        view != NULL && view->has_plan && number >= 0 ? view->plan.scene.first_hit : NULL;
    for (; hit != NULL && number > 0; number--)
        hit = hit->next;
    return hit;
}

/* The gap the panel speaks of: "norda" of the cell "norda:2028-07-01", else the worst region.
 */
static bool find_gap(struct desk *desk, const char *resource, struct di_region_gap *out)
{
    const struct document *document = session_document(&desk->session);
    const struct di_hit *hit = chosen_hit(desk);
    char region[96] = "";
    if (hit != NULL)
        (void)snprintf(region, sizeof region, "%.*s", (int)strcspn(hit->id, ":"), hit->id);
    return document != NULL && document->results != NULL &&
           di_region_gap_find(document->results, resource, hit != NULL ? region : NULL, out);
}

static const char *name_of(const struct ui *ui, const struct document *document,
                           const char *section, const char *id)
{
    return di_names_text(&document->results->names, section, id, ui->catalogue->language);
}

static const char *quarter_text(struct ui *ui, int32_t day)
{
    int32_t year, month, mday;
    di_date_to_civil(day, &year, &month, &mday);
    return UI_SAY(ui, N_("end of quarter %1 of %2"), di_integer_arg((month + 2) / 3),
                  di_text_arg(frame_format(ui->frame, "%d", (int)year)));
}

static double cell_part(struct ui *ui, const struct di_hit *hit, double x, double y,
                        double width)
{
    if (hit == NULL)
        return ui_paragraph(ui, x, y, width,
                            tr(ui, N_("Choose a cell with the mouse, or with Tab, the arrow "
                                      "keys and Enter.")),
                            second);
    double used = ui_paragraph(ui, x, y, width, hit->title,
                               (struct ui_text){
                                   .size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT}) +
                  4;
    for (size_t i = 0; i < hit->row_count; i++)
        used += ui_paragraph(ui, x, y + used, width,
                             frame_format(ui->frame, "%s: %s %s", hit->rows[i].label,
                                          hit->rows[i].value, hit->rows[i].range),
                             body) +
                2;
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "capacity:chosen", (struct di_rect){x, y, width, used},
                frame_copy(ui->frame, hit->title));
    node->value = hit->row_count > 0 ? frame_copy(ui->frame, hit->rows[0].value) : "";
    return used;
}

/* ---- ways ---- */

static const char *way_text(struct ui *ui, const struct document *document,
                            const struct di_region_gap *gap, const struct di_gap_way *way)
{
    char day[16];
    switch (way->kind) {
    case DI_WAY_MORE:
        return UI_SAY(ui,
                      gap->is_hours ? N_("Have %1 more {%1|hour|hours} a quarter by the %2")
                                    : N_("Have %1 more {%1|place|places} by the %2"),
                      di_integer_arg((int64_t)way->amount),
                      di_text_arg(quarter_text(ui, gap->quarter_end)));
    case DI_WAY_SHARE:
        return UI_SAY(ui, N_("Use what is free in %1: %2"),
                      di_text_arg(name_of(ui, document, "regions", way->other)),
                      di_text_arg(ui_number(ui, way->amount, 0)));
    case DI_WAY_LATER:
        break;
    }
    di_date_format(way->civil_day, day);
    return UI_SAY(ui, N_("Wind down '%1' a year later, from %2"),
                  di_text_arg(name_of(ui, document, "institutions", way->other)),
                  di_text_arg(day));
}

static const char *effect_text(struct ui *ui, const struct di_region_gap *gap,
                               const struct di_gap_way *way)
{
    if (isnan(way->left))
        return tr(ui, N_("how far it helps, a run tells"));
    return UI_SAY(ui, N_("gap %1 \xE2\x86\x92 %2"), di_text_arg(ui_number(ui, gap->gap, 0)),
                  di_text_arg(ui_number(ui, way->left, 0)));
}

static double way_row(struct ui *ui, const struct document *document,
                      const struct di_region_gap *gap, size_t number, struct di_rect at)
{
    const struct di_gap_way *way = &gap->ways[number];
    const char *button_text = tr(ui, N_("Try"));
    const double wide = button_width(ui, button_text), words = at.width - wide - 12;
    const char *text = way_text(ui, document, gap, way);
    const double first = ui_paragraph(ui, at.x, at.y + 4, words, text, body);
    const double both =
        4 + first +
        ui_paragraph(ui, at.x, at.y + 4 + first, words, effect_text(ui, gap, way), second);
    (void)button(ui, frame_format(ui->frame, "capacity:way:%zu", number),
                 (struct di_rect){at.x + at.width - wide, at.y + 4, wide, UI_BUTTON_HEIGHT},
                 button_text, BUTTON_PLAIN,
                 (struct ui_action){ACT_TRY_WAY, (int64_t)number, NULL});
    const double high = fmax(both, UI_BUTTON_HEIGHT + 4) + 6;
    ui_line(ui, UI_RULE, at.x, at.y + high, at.x + at.width, at.y + high);
    struct ui_node *node =
        ui_node(ui, UI_LABEL, frame_format(ui->frame, "capacity:way-text:%zu", number),
                (struct di_rect){at.x, at.y, words, both}, text);
    node->value = effect_text(ui, gap, way);
    return high + 2;
}

static double ways_part(struct ui *ui, struct desk *desk, const char *resource, double x,
                        double y, double width)
{
    const struct document *document = session_document(&desk->session);
    struct di_region_gap gap;
    if (!find_gap(desk, resource, &gap))
        return ui_paragraph(ui, x, y, width, tr(ui, N_("No gap here: there is enough.")), body);
    double used = ui_paragraph(
        ui, x, y, width,
        UI_SAY(ui, N_("Ways to close the gap: %1"),
               di_text_arg(name_of(ui, document, "regions", gap.region))),
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
    used += ui_paragraph(ui, x, y + used, width,
                         UI_SAY(ui,
                                N_("By count, for the worst quarter: %1. A run of the copy "
                                   "tells more."),
                                di_text_arg(quarter_text(ui, gap.quarter_end))),
                         second) +
            4;
    for (size_t i = 0; i < gap.count; i++)
        used += way_row(ui, document, &gap, i, (struct di_rect){x, y + used, width, 0});
    const struct button_spec best[] = {{"capacity:best",
                                        tr(ui, N_("Find the best mix")),
                                        BUTTON_QUIET,
                                        {ACT_SCREEN, SCREEN_OPTIMISE, NULL},
                                        false}};
    return used + 6 + button_row(ui, x, y + used + 6, width, best, 1);
}

void gap_panel(struct ui *ui, struct desk *desk, const char *resource, struct di_rect rect)
{
    const struct di_rect inside =
        card(ui, "card:cell", rect, tr(ui, N_("The chosen cell and ways to close the gap")));
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "gap");
    (void)ui_scroll_begin(ui, "gap", inside, inside.height, offset);
    const int own = ui->scroll;
    const double width = inside.width - 14, top = inside.y - offset;
    double used = cell_part(ui, chosen_hit(desk), inside.x, top, width) + 14;
    used += ways_part(ui, desk, resource, inside.x, top + used, width);
    ui->frame->scrolls[own].content = used + 4;
    ui_scroll_end(ui, clip, scroll);
    desk->gap_resource = resource;
}

/* ---- trying ---- */

static bool set_date(struct desk *desk, const char *id, const char *key, int32_t civil_day)
{
    char pointer[200], json[24], day[16];
    di_date_format(civil_day, day);
    (void)snprintf(pointer, sizeof pointer, "/institutions/%s/%s", id, key);
    (void)snprintf(json, sizeof json, "\"%s\"", day);
    return document_set(session_document(&desk->session), pointer, day, json);
}

/* The copy with its wind-down, and the deadline if there is one, a year later. */
static void wind_down_later(struct desk *desk, const struct di_gap_way *way, const char *id)
{
    const struct document *document = session_document(&desk->session);
    char pointer[200], plain[32], day[16];
    int32_t deadline, year, month, mday;
    (void)snprintf(pointer, sizeof pointer, "/institutions/%s/close_by", id);
    const struct di_scenario_input *by = inputs_find(&document->now, pointer);
    bool is_set = true;
    if (by != NULL && sscanf(by->value, "\"%31[0-9-]\"", plain) == 1 &&
        di_date_parse(plain, &deadline)) {
        di_date_to_civil(deadline, &year, &month, &mday);
        const int32_t first = di_date_from_civil(year + 1, month, 1);
        is_set = set_date(desk, id, "close_by", first + mday - 1);
    }
    is_set = is_set && set_date(desk, id, "wind_down_from", way->civil_day);
    desk_after_change(desk, true);
    di_date_format(way->civil_day, day);
    desk_say_about(desk, !is_set,
                   is_set ? N_("A copy is open with the wind-down from %1. Run it to see.")
                          : N_("A copy is open, but it cannot wind down from %1: change the "
                               "dates by hand."),
                   day);
}

void gap_panel_try(struct desk *desk, size_t number)
{
    struct di_region_gap gap;
    char other[96];
    if (!find_gap(desk, desk->gap_resource, &gap) || number >= gap.count)
        return;
    const struct di_gap_way way = gap.ways[number];
    (void)snprintf(other, sizeof other, "%s", way.other != NULL ? way.other : gap.region);
    desk_act(desk, NULL, &(struct ui_action){ACT_DUPLICATE, 0, NULL});
    const bool is_date = way.kind == DI_WAY_LATER;
    desk_act(desk, NULL,
             &(struct ui_action){ACT_SCREEN, is_date ? SCREEN_RUN : SCREEN_ASSUMPTIONS, NULL});
    if (is_date)
        wind_down_later(desk, &way, other);
    else /* where families, workers and neighbours of the region are set */
        desk_act(desk, NULL, &(struct ui_action){ACT_SEARCH, 0, other});
}
