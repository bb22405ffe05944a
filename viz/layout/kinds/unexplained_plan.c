/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the change of a published stock has more than the published flows, year by year: bars up
 * for children who came in without a published entry, down for those who left without a
 * published exit. A year in which the series changes its definition has no bar, and says why.
 */
#include <math.h>
#include <string.h>

#include "calibration_words.h"
#include "grid.h"
#include "plans.h"

struct unexplained {
    struct sheet *sheet;
    const struct di_calibration_folder *folder;
    const char **labels;
    struct grid grid;
    bool has_break, has_unmet;
};

struct panel {
    const struct di_calibration_flows *flows;
    const char *label;
    struct di_rect plot;
    struct di_scale values;
    double step;
};

/* The only series of entries into the settings of the stock; NULL: none, or more than one. */
static const struct di_calibration_series *
entries_of(const struct di_calibration_folder *folder, uint32_t stock)
{
    const struct di_target_words *of = &folder->series[stock].words;
    const struct di_calibration_series *found = NULL;
    for (uint32_t i = 0; i < folder->series_count; i++) {
        const struct di_target_words *words = &folder->series[i].words;
        if (strcmp(words->measure, "entries") != 0 ||
            strcmp(words->setting, of->setting) != 0 || strcmp(words->region, of->region) != 0)
            continue;
        if (found != NULL)
            return NULL;
        found = &folder->series[i];
    }
    return found;
}

/* Children as a share of the published entries of the year; NaN: not published. */
static double share_of_entries(const struct unexplained *all, const struct panel *panel,
                               const struct di_calibration_flow *flow)
{
    const struct di_calibration_series *entries = entries_of(all->folder, panel->flows->series);
    for (uint32_t i = 0; entries != NULL && i < entries->count; i++)
        if (entries->figures[i].year == flow->year && entries->figures[i].published > 0)
            return fabs(flow->children) / entries->figures[i].published;
    return (double)NAN;
}

static const char *way_word(double children)
{
    return children > 0 ? DI_N_("came in without a published entry")
                        : DI_N_("left without a published exit");
}

static void add_hit(struct unexplained *all, const struct panel *panel, uint32_t n,
                    struct di_rect rect)
{
    struct sheet *sheet = all->sheet;
    const struct di_calibration_flow *flow = &panel->flows->years[n];
    const bool is_break = isnan(flow->children);
    const double share = share_of_entries(all, panel, flow);
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_BAR, n, rect, isnan(share) ? 1 : 2);
    if (hit == NULL)
        return;
    hit->id = SHEET_SAY(sheet, "%1:%2",
                        di_text_arg(all->folder->series[panel->flows->series].words.id),
                        di_text_arg(sheet_year(sheet, flow->year)));
    hit->title = SHEET_SAY(sheet, DI_N_("%1, %2"), di_text_arg(panel->label),
                           di_text_arg(sheet_year(sheet, flow->year)));
    hit->rows[0] =
        is_break ? (struct di_tooltip_row){sheet_word(sheet, DI_N_("change of definition")),
                                           sheet_word(sheet, DI_N_("no flow")), ""}
                 : (struct di_tooltip_row){sheet_word(sheet, way_word(flow->children)),
                                           sheet_number(sheet, fabs(flow->children),
                                                        calibration_decimals(flow->children)),
                                           ""};
    if (!isnan(share))
        hit->rows[1] =
            (struct di_tooltip_row){sheet_word(sheet, DI_N_("of the published entries")),
                                    sheet_percent(sheet, share), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2, %3"), di_text_arg(hit->title),
                             di_text_arg(hit->rows[0].label), di_text_arg(hit->rows[0].value)));
}

/* No bar, but a hatched box on the line of zero where a definition changed. */
static void draw_break(struct unexplained *all, const struct panel *panel, double x,
                       double half)
{
    const double height = 1.4 * all->sheet->label.size;
    struct di_scene_item *box =
        sheet_box(all->sheet, DI_INK_AXIS, 0,
                  (struct di_rect){x - half, di_scale_pixel(&panel->values, 0) - height / 2,
                                   2 * half, height});
    if (box != NULL)
        box->is_hatched = true;
}

static void draw_bar(struct unexplained *all, const struct panel *panel,
                     const struct di_calibration_flow *flow, double x, double half)
{
    struct sheet *sheet = all->sheet;
    const double zero = di_scale_pixel(&panel->values, 0);
    const double end = di_scale_pixel(&panel->values, flow->children);
    const struct di_rect bar = {x - half, fmin(zero, end), 2 * half, fmax(fabs(end - zero), 1)};
    struct di_scene_item *box =
        sheet_box(sheet, flow->children > 0 ? DI_INK_ADDS : DI_INK_SAVES, 0, bar);
    if (box != NULL)
        box->is_hatched = flow->children > 0;
    const char *text =
        sheet_signed(sheet, flow->children, calibration_decimals(flow->children));
    if (sheet_width(sheet, text, sheet->strong) > panel->step)
        return;
    const double base = flow->children > 0 ? bar.y - 0.5 * sheet->gap
                                           : bar.y + bar.height + 0.3 * sheet->gap +
                                                 DI_TEXT_ASCENT * sheet->strong.size;
    struct di_scene_item *label =
        sheet_text_centred(sheet, DI_INK_TEXT, text, sheet->strong, x, base);
    if (label != NULL)
        label->has_halo = true;
    if (!flow->is_met)
        di_scene_add_marker(sheet->scene, DI_INK_TARGET, DI_SHAPE_TRIANGLE,
                            0.4 * sheet->label.size, (struct di_point){x, zero});
}

static void draw_year(struct unexplained *all, const struct panel *panel, uint32_t n)
{
    struct sheet *sheet = all->sheet;
    const struct di_calibration_flow *flow = &panel->flows->years[n];
    const double x = panel->plot.x + ((double)n + 0.5) * panel->step;
    const double half = fmin(0.32 * panel->step, 32);
    const char *year = sheet_year(sheet, flow->year);
    const double width = sheet_width(sheet, "0000", sheet->label) + 0.8 * sheet->gap;
    const uint32_t every = (uint32_t)fmax(ceil(width / fmax(panel->step, 1)), 1);
    if (isnan(flow->children))
        draw_break(all, panel, x, half);
    else
        draw_bar(all, panel, flow, x, half);
    if (n % every == 0)
        sheet_text_centred(sheet, DI_INK_SECONDARY, year, sheet->label, x,
                           panel->plot.y + panel->plot.height + 0.6 * sheet->gap +
                               DI_TEXT_ASCENT * sheet->label.size);
    add_hit(
        all, panel, n,
        (struct di_rect){x - panel->step / 2, panel->plot.y, panel->step, panel->plot.height});
}

static void find_scale(const struct sheet *sheet, struct panel *panel)
{
    double low = 0, high = 0;
    for (uint32_t i = 0; i < panel->flows->count; i++) {
        low = fmin(low, panel->flows->years[i].children);
        high = fmax(high, panel->flows->years[i].children);
    }
    if (!(high > low))
        high = 1;
    /* the number beyond a bar's end needs a line */
    const double line = 1.6 * sheet->strong.size / fmax(panel->plot.height, 1) * (high - low);
    panel->values = (struct di_scale){low < 0 ? low - line : 0, high > 0 ? high + line : 0,
                                      panel->plot.y + panel->plot.height, panel->plot.y};
}

static double draw_name(struct sheet *sheet, const char *name, const struct di_rect *own)
{
    struct text_lines lines;
    calibration_wrap(sheet, name, own->width, &lines);
    for (size_t i = 0; i < lines.count; i++)
        sheet_text(sheet, DI_INK_TEXT, lines.line[i], sheet->strong, own->x,
                   own->y + DI_TEXT_ASCENT * sheet->strong.size +
                       (double)i * sheet_leading(sheet->strong));
    return (double)lines.count * sheet_leading(sheet->strong) + 0.6 * sheet->gap;
}

static void draw_panel(struct unexplained *all, size_t index)
{
    struct sheet *sheet = all->sheet;
    const struct di_calibration_flows *flows = &all->folder->flows[index];
    struct di_rect own = grid_panel(&all->grid, index);
    own.width -= all->grid.columns > 1 ? 2 * sheet->gap : 0;
    const double head =
        all->folder->flows_count > 1 ? draw_name(sheet, all->labels[flows->series], &own) : 0;
    const double foot = sheet_leading(sheet->label) + 1.6 * sheet->gap;
    struct panel panel = {.flows = flows, .label = all->labels[flows->series]};
    panel.plot = (struct di_rect){own.x, own.y + head, own.width, own.height - head - foot};
    if (panel.plot.height < 4 * sheet->label.size || flows->count == 0)
        return;
    find_scale(sheet, &panel);
    const struct di_ticks ticks = sheet_value_ticks(
        sheet, panel.values.data_low, panel.values.data_high, panel.plot.height, true);
    const double left = sheet_ticks_width(sheet, &ticks) + sheet->gap;
    panel.plot.x += left;
    panel.plot.width -= left;
    panel.step = panel.plot.width / (double)flows->count;
    sheet_value_axis(sheet, &panel.values, &ticks, panel.plot.x,
                     panel.plot.x + panel.plot.width);
    const double zero = di_scale_pixel(&panel.values, 0);
    sheet_line(sheet, DI_INK_AXIS, 1.2, panel.plot.x, zero, panel.plot.x + panel.plot.width,
               zero);
    for (uint32_t i = 0; i < flows->count; i++)
        draw_year(all, &panel, i);
}

/* ---- the sheet ---- */

static const char *finding(struct unexplained *all)
{
    struct sheet *sheet = all->sheet;
    const struct di_calibration_flows *flows = &all->folder->flows[0];
    double most = 0, year = 0;
    if (all->folder->flows_count > 1)
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_UNEXPLAINED));
    for (uint32_t i = 0; i < flows->count; i++)
        if (fabs(flows->years[i].children) > fabs(most)) {
            most = flows->years[i].children;
            year = flows->years[i].year;
        }
    if (fabs(most) < 0.5)
        return sheet_word(sheet, DI_N_("The published stocks and flows close"));
    return SHEET_SAY(sheet,
                     most > 0 ? DI_N_("Most in %1: %2 {%2|child|children} came in without a "
                                      "published entry")
                              : DI_N_("Most in %1: %2 {%2|child|children} left without a "
                                      "published exit"),
                     di_text_arg(sheet_year(sheet, (int32_t)year)),
                     sheet_count(sheet, fabs(most)));
}

static const char *mean_note(struct unexplained *all)
{
    struct sheet *sheet = all->sheet;
    const char *year = sheet_year(sheet, all->folder->last_fitted_year);
    if (all->folder->flows_count > 1)
        return SHEET_SAY(
            sheet,
            DI_N_("The calibrated scenario has none of it after %1; the one beside "
                  "it goes on with the means."),
            di_text_arg(year));
    const double mean = all->folder->flows[0].mean;
    return SHEET_SAY(
        sheet,
        DI_N_("Its mean is %1 children a year. The calibrated scenario has none of "
              "it after %2; the one beside it goes on with the mean."),
        di_text_arg(sheet_number(sheet, mean, 1)), di_text_arg(year));
}

static void begin(struct unexplained *all)
{
    struct sheet *sheet = all->sheet;
    const struct di_calibration_folder *folder = all->folder;
    struct sheet_story story = {
        .title = finding(all),
        .measure = folder->flows_count == 1
                       ? SHEET_SAY(sheet, DI_N_("%1 · %2: unexplained flow of the year"),
                                   di_text_arg(calibration_scenario(sheet)),
                                   di_text_arg(all->labels[folder->flows[0].series]))
                       : SHEET_SAY(sheet, DI_N_("%1 · unexplained flow of the year, children"),
                                   di_text_arg(calibration_scenario(sheet))),
        .legend_count = 2,
        .legend = {{SIGN_BOX, DI_INK_ADDS, 0, true, sheet_word(sheet, way_word(1))},
                   {SIGN_BOX, DI_INK_SAVES, 0, false, sheet_word(sheet, way_word(-1))}},
        .has_own_notes = true,
        .note_count = 1,
        .notes = {mean_note(all)}};
    if (all->has_break)
        story.legend[story.legend_count++] =
            (struct sheet_legend){SIGN_BOX, DI_INK_AXIS, 0, true,
                                  sheet_word(sheet, DI_N_("change of definition: no flow"))};
    if (all->has_unmet)
        story.notes[story.note_count++] =
            sheet_word(sheet, DI_N_("Triangle: no flow reaches the published stock of this "
                                    "year."));
    sheet_begin(sheet, &story);
}

enum di_status unexplained_plan(struct sheet *sheet, struct di_error *error)
{
    struct unexplained all = {.sheet = sheet, .folder = sheet->request->calibration};
    const uint32_t count = all.folder->flows_count;
    all.labels = calibration_labels(sheet);
    if (all.labels == NULL)
        return di_fail_memory(error);
    if (count == 0) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_UNEXPLAINED)),
                    sheet_word(sheet, DI_N_("No stock is among the published figures, so no "
                                            "flow can be missing beside it.")));
        return DI_OK;
    }
    for (uint32_t n = 0; n < count; n++)
        for (uint32_t i = 0; i < all.folder->flows[n].count; i++) {
            const struct di_calibration_flow *flow = &all.folder->flows[n].years[i];
            all.has_break = all.has_break || isnan(flow->children);
            all.has_unmet = all.has_unmet || !flow->is_met;
        }
    begin(&all);
    grid_choose(&sheet->body, count, &all.grid);
    if (!sheet_has_room(sheet, 0, (double)all.grid.rows * 9 * sheet->label.size))
        return DI_OK;
    for (uint32_t i = 0; i < count; i++)
        draw_panel(&all, i);
    return DI_OK;
}
