/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small multiples: the same picture many times, by region on one shared scale, or by indicator
 * with a scale each. Lines are medians; the scenario carries its 90% band, the baseline and
 * the others stand beside it as lines. Panels by region are ordered by the scenario's value at
 * the end, largest first (ties: order of the file), so that the reader starts where most is.
 */
#include <math.h>
#include <string.h>

#include "grid.h"
#include "money.h"
#include "plans.h"
#include "points.h"

enum { SERIES_MAX = DI_CHART_OTHERS_MAX + 2 };

struct line {
    struct points points;
    unsigned slot;
    bool is_baseline;
};

struct panel {
    const char *title;
    const char *region;
    uint32_t indicator;
    double most, end;
    size_t line_count;
    struct line lines[SERIES_MAX];
};

struct multiples {
    struct sheet *sheet;
    size_t count;
    struct panel *panels; /* [regions or indicators] */
    bool is_shared;       /* one scale for all */
    struct grid grid;
    double end_width; /* of the widest end label */
    double divisor;   /* of money; 0: not known yet */
};

static const char *const indicators[] = {
    "K1r_residential_stock", "K4_family_based_share",       "K3_formal_care_stock",
    "K6_first_entries",      "K8_under3_institution_stock", "K6r_residential_admissions"};

/* Months are too fine for a small picture. */
static enum di_period period_of(const struct di_results *results, const struct panel *panel)
{
    const enum di_period period =
        points_period(results, panel->indicator, panel->region, "all");
    return period == DI_MONTH ? DI_QUARTER : period;
}

/* Money in thousands, millions or billions, as suits the first panel's scenario. */
static void divide(struct multiples *multiples, const struct panel *panel,
                   struct points *points)
{
    double most = 0;
    double *const arrays[] = {points->p05, points->p50, points->p95};
    if (di_indicator_at(panel->indicator).measure != DI_MONEY)
        return;
    for (size_t i = 0; i < points->count; i++)
        most = fmax(most, fabs(points->p50[i]));
    if (!(multiples->divisor > 0))
        multiples->divisor = money_unit(most);
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        for (size_t i = 0; i < points->count; i++)
            arrays[k][i] /= multiples->divisor;
}

static bool add_line(struct multiples *multiples, struct panel *panel,
                     const struct di_results *results, unsigned slot)
{
    struct line *line = &panel->lines[panel->line_count];
    const enum di_period period = period_of(results, panel);
    if (!points_take(&multiples->sheet->scene->arena, results, panel->indicator, panel->region,
                     "all", period, &line->points))
        return false;
    divide(multiples, panel, &line->points);
    line->slot = slot;
    line->is_baseline = slot == 0;
    if (line->points.count == 0)
        return true;
    panel->line_count++;
    for (size_t i = 0; i < line->points.count; i++) {
        const double top = slot == 1 ? line->points.p95[i] : line->points.p50[i];
        if (top > panel->most)
            panel->most = top;
    }
    return true;
}

static bool fill_panel(struct multiples *multiples, struct panel *panel)
{
    const struct di_chart_request *request = multiples->sheet->request;
    if (!add_line(multiples, panel, request->scenario->results, 1))
        return false;
    if (panel->line_count > 0)
        panel->end = panel->lines[0].points.p50[panel->lines[0].points.count - 1];
    if (request->baseline != NULL && !add_line(multiples, panel, request->baseline->results, 0))
        return false;
    for (unsigned i = 0; i < request->other_count; i++)
        if (!add_line(multiples, panel, request->others[i]->results,
                      2 + i < DI_SLOTS ? 2 + i : 0))
            return false;
    return true;
}

static size_t panels_wanted(const struct sheet *sheet)
{
    const struct di_names *names = &sheet->request->scenario->names;
    size_t regions = 0;
    if (sheet->request->facet != DI_FACET_REGIONS)
        return sizeof indicators / sizeof indicators[0];
    for (size_t i = 0; i < names->count; i++)
        regions += strcmp(names->list[i].section, "regions") == 0;
    return regions;
}

static bool gather_regions(struct multiples *multiples)
{
    const struct di_chart_request *request = multiples->sheet->request;
    const struct di_names *names = &request->scenario->names;
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->list[i].section, "regions") != 0)
            continue;
        struct panel *panel = &multiples->panels[multiples->count];
        panel->title = sheet_name(multiples->sheet, "regions", names->list[i].id);
        panel->region = names->list[i].id;
        panel->indicator = di_indicator_find(request->indicator);
        if (!fill_panel(multiples, panel))
            return false;
        multiples->count += panel->line_count > 0;
    }
    multiples->is_shared = true;
    return true;
}

static bool gather_indicators(struct multiples *multiples)
{
    struct sheet *sheet = multiples->sheet;
    for (size_t i = 0; i < sizeof indicators / sizeof indicators[0]; i++) {
        struct panel *panel = &multiples->panels[multiples->count];
        panel->indicator = di_indicator_find(indicators[i]);
        panel->title = sheet_word(sheet, di_indicator_at(panel->indicator).label);
        panel->region = sheet->request->region;
        if (!fill_panel(multiples, panel))
            return false;
        multiples->count += panel->line_count > 0;
    }
    return true;
}

/* Insertion keeps equal values in the order of the file. */
static void order_panels(struct multiples *multiples)
{
    for (size_t i = 1; i < multiples->count; i++) {
        const struct panel panel = multiples->panels[i];
        size_t at = i;
        for (; at > 0 && multiples->panels[at - 1].end < panel.end; at--)
            multiples->panels[at] = multiples->panels[at - 1];
        multiples->panels[at] = panel;
    }
}

static void draw_line(struct sheet *sheet, const struct line *line, bool has_markers,
                      const struct di_scale *days, const struct di_scale *values)
{
    static const enum di_shape shapes[DI_SLOTS] = {DI_SHAPE_CIRCLE,  DI_SHAPE_CIRCLE,
                                                   DI_SHAPE_SQUARE,  DI_SHAPE_TRIANGLE,
                                                   DI_SHAPE_DIAMOND, DI_SHAPE_TRIANGLE_DOWN};
    const struct points *points = &line->points;
    for (size_t from = 0; from < points->count;) {
        size_t n = 0;
        while (from + n < points->count && !isnan(points->p50[from + n]))
            n++;
        struct di_scene_item *item =
            n > 1 ? di_scene_add(sheet->scene, DI_SCENE_LINE, DI_INK_SERIES, n) : NULL;
        for (size_t i = 0; item != NULL && i < n; i++)
            item->points[i] = (struct di_point){di_scale_pixel(days, points->day[from + i]),
                                                di_scale_pixel(values, points->p50[from + i])};
        if (item != NULL) {
            item->slot = line->slot;
            item->size = (line->slot == 1 ? 2.2 : 1.6) * sheet->label.size / 13;
            item->dash = line->is_baseline ? DI_DASH_LONG : DI_DASH_NONE;
        }
        from += n > 0 ? n : 1;
    }
    const size_t middle = (size_t)(0.35 * (double)points->count + 3 * line->slot);
    if (!has_markers || line->is_baseline || middle >= points->count ||
        isnan(points->p50[middle]))
        return;
    struct di_scene_item *marker = di_scene_add_marker(
        sheet->scene, DI_INK_SERIES, shapes[line->slot], 0.3 * sheet->label.size,
        (struct di_point){di_scale_pixel(days, points->day[middle]),
                          di_scale_pixel(values, points->p50[middle])});
    if (marker != NULL)
        marker->slot = line->slot;
}

static const char *value_text(struct sheet *sheet, const struct panel *panel, double value)
{
    const enum di_measure measure = di_indicator_at(panel->indicator).measure;
    return measure == DI_SHARE
               ? sheet_percent(sheet, value)
               : sheet_number(sheet, value, measure == DI_MONEY ? 1 : points_decimals(measure));
}

static void add_hit(struct multiples *multiples, const struct panel *panel, size_t index,
                    struct di_rect rect)
{
    struct sheet *sheet = multiples->sheet;
    const struct di_chart_request *request = sheet->request;
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_SERIES, (uint32_t)index, rect, panel->line_count);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(sheet->scene, multiples->is_shared
                                              ? panel->region
                                              : di_indicator_at(panel->indicator).id);
    const struct points *first = &panel->lines[0].points;
    hit->title = SHEET_SAY(sheet, DI_N_("%1, %2"), di_text_arg(panel->title),
                           di_text_arg(sheet_quarter(sheet, first->day[first->count - 1])));
    for (size_t i = 0; i < panel->line_count; i++) {
        const struct line *line = &panel->lines[i];
        const size_t last = line->points.count - 1;
        const struct di_results *results = line->slot == 1 ? request->scenario->results
                                           : line->is_baseline
                                               ? request->baseline->results
                                               : request->others[line->slot - 2]->results;
        hit->rows[i].label = sheet_scenario(sheet, results);
        hit->rows[i].value = value_text(sheet, panel, line->points.p50[last]);
        hit->rows[i].range =
            !di_results_has_ranges(results)
                ? ""
                : SHEET_SAY(sheet, DI_N_("%1–%2"),
                            di_text_arg(value_text(sheet, panel, line->points.p05[last])),
                            di_text_arg(value_text(sheet, panel, line->points.p95[last])));
    }
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2 (%3)"), di_text_arg(hit->title),
                             di_text_arg(hit->rows[0].value), di_text_arg(hit->rows[0].range)));
}

/* Zero and two or three values above it. */
static struct di_ticks ticks_of(const struct panel *panel, double most)
{
    const bool is_whole = di_indicator_at(panel->indicator).measure != DI_SHARE;
    struct di_ticks ticks = di_ticks_of_values(0, most, 3, is_whole);
    return ticks.count < 3 ? di_ticks_of_values(0, most, 4, is_whole) : ticks;
}

static void label_scale(struct sheet *sheet, const struct panel *panel,
                        const struct di_rect *plot, double most)
{
    const struct di_ticks ticks = ticks_of(panel, most);
    for (size_t i = 0; i < ticks.count; i++) {
        const double y = plot->y + plot->height * (1 - ticks.value[i] / most);
        sheet_line(sheet, DI_INK_GRID, 1, plot->x, y, plot->x + plot->width, y);
        sheet_text_right(sheet, DI_INK_SECONDARY, value_text(sheet, panel, ticks.value[i]),
                         sheet->small, plot->x - 0.7 * sheet->gap,
                         sheet_middle(sheet->small, y));
    }
}

/* End of a panel's scale; 1 where nothing is above zero. */
static double scale_end(const struct multiples *multiples, const struct panel *panel,
                        double most)
{
    const double top = multiples->is_shared ? most : panel->most;
    return top > 0 ? top * 1.05 : 1;
}

static double scale_width(struct multiples *multiples, double most)
{
    double widest = 0;
    for (size_t i = 0; i < multiples->count; i++) {
        const struct panel *panel = &multiples->panels[i];
        const struct di_ticks ticks = ticks_of(panel, scale_end(multiples, panel, most));
        for (size_t k = 0; k < ticks.count; k++)
            widest =
                fmax(widest, sheet_width(multiples->sheet,
                                         value_text(multiples->sheet, panel, ticks.value[k]),
                                         multiples->sheet->small));
    }
    return widest;
}

/* A flow belongs to its year, a stock to the moment. */
static void draw_years(struct sheet *sheet, const struct di_scale *days, bool is_flow, double y)
{
    const int32_t first = sheet_year_of((int32_t)days->data_low + (is_flow ? 0 : 1));
    const int32_t last = sheet_year_of((int32_t)days->data_high + (is_flow ? 0 : 1));
    const double base = y + 0.5 * sheet->gap + DI_TEXT_ASCENT * sheet->small.size;
    sheet_line(sheet, DI_INK_AXIS, 1, days->pixel_low, y, days->pixel_high, y);
    sheet_text(sheet, DI_INK_SECONDARY, sheet_year(sheet, first), sheet->small, days->pixel_low,
               base);
    sheet_text_right(sheet, DI_INK_SECONDARY, sheet_year(sheet, last), sheet->small,
                     days->pixel_high, base);
}

static void draw_panel(struct multiples *multiples, size_t index, double most, double left)
{
    struct sheet *sheet = multiples->sheet;
    const struct panel *panel = &multiples->panels[index];
    const struct line *first = &panel->lines[0];
    const struct di_rect own = grid_panel(&multiples->grid, index);
    const double x = own.x, y = own.y;
    const double gap = 1.6 * sheet->gap, end_gap = 0.5 * sheet->gap;
    const char *end = value_text(sheet, panel, panel->end);
    const double end_width = multiples->end_width;
    struct text_lines title;
    text_wrap(sheet->scene, sheet->measure, panel->title, sheet->strong, own.width - gap,
              &title);
    const double head = (double)title.count * sheet_leading(sheet->strong) + 0.6 * sheet->gap;
    for (size_t i = 0; i < title.count; i++)
        sheet_text(sheet, DI_INK_TEXT, title.line[i], sheet->strong, x,
                   y + DI_TEXT_ASCENT * sheet->strong.size +
                       (double)i * sheet_leading(sheet->strong));
    const double foot = sheet_leading(sheet->small) + 1.6 * sheet->gap;
    const struct di_rect plot = {x + left, y + head,
                                 own.width - left - end_width - end_gap - gap,
                                 own.height - head - foot};
    if (plot.height < 2 * sheet->label.size || plot.width < 3 * sheet->label.size)
        return;
    const double high = scale_end(multiples, panel, most);
    const struct di_scale days = {first->points.day[0],
                                  first->points.day[first->points.count - 1], plot.x,
                                  plot.x + plot.width};
    const struct di_scale values = {0, high, plot.y + plot.height, plot.y};
    label_scale(sheet, panel, &plot, high);
    draw_years(sheet, &days, period_of(sheet->results, panel) == DI_YEAR, plot.y + plot.height);
    if (di_results_has_ranges(sheet->results))
        points_draw_band(sheet->scene, &first->points, &days, &values);
    for (size_t i = panel->line_count; i-- > 0;)
        draw_line(sheet, &panel->lines[i], sheet->request->other_count > 0, &days, &values);
    struct di_scene_item *label =
        sheet_text(sheet, DI_INK_SERIES_TEXT, end, sheet->strong, plot.x + plot.width + end_gap,
                   sheet_middle(sheet->strong, di_scale_pixel(&values, panel->end)));
    if (label != NULL)
        label->slot = 1;
    add_hit(multiples, panel, index,
            (struct di_rect){x, y, own.width - gap, own.height - 0.5 * gap});
}

/* The first panel's scenario beside the baseline. */
static const char *end_finding(struct multiples *multiples, const char *label)
{
    struct sheet *sheet = multiples->sheet;
    const struct panel *first = &multiples->panels[0];
    const struct points *base = &first->lines[1].points;
    return SHEET_SAY(sheet, DI_N_("%1 at the end: %2, in the baseline %3"), di_text_arg(label),
                     di_text_arg(value_text(sheet, first, first->end)),
                     di_text_arg(value_text(sheet, first, base->p50[base->count - 1])));
}

static const char *finding(struct multiples *multiples)
{
    struct sheet *sheet = multiples->sheet;
    const struct panel *first = &multiples->panels[0];
    const char *label = sheet_word(sheet, di_indicator_at(first->indicator).label);
    if (!multiples->is_shared)
        return first->line_count > 1 && first->lines[1].is_baseline
                   ? end_finding(multiples, label)
                   : sheet_scenario(sheet, sheet->results);
    if (multiples->count < 2 || !(first->end > 0))
        return label;
    return SHEET_SAY(sheet, DI_N_("%1: most at the end in %2, %3"), di_text_arg(label),
                     di_text_arg(first->title),
                     di_text_arg(value_text(sheet, first, first->end)));
}

static void add_legend(struct multiples *multiples, struct sheet_story *story)
{
    const struct di_chart_request *request = multiples->sheet->request;
    struct sheet_legend *legend = story->legend;
    legend[story->legend_count++] =
        (struct sheet_legend){SIGN_LINE, DI_INK_SERIES, 1, false,
                              sheet_scenario(multiples->sheet, request->scenario->results)};
    if (request->baseline != NULL)
        legend[story->legend_count++] =
            (struct sheet_legend){SIGN_DASHED, DI_INK_SERIES, 0, false,
                                  sheet_scenario(multiples->sheet, request->baseline->results)};
    for (unsigned i = 0; i < request->other_count; i++)
        legend[story->legend_count++] = (struct sheet_legend){
            SIGN_LINE, DI_INK_SERIES, 2 + i < DI_SLOTS ? 2 + i : 0, false,
            sheet_scenario(multiples->sheet, request->others[i]->results)};
}

static void begin(struct multiples *multiples)
{
    struct sheet *sheet = multiples->sheet;
    const struct panel *first = &multiples->panels[0];
    const char *unit =
        points_measure(&sheet->scene->arena, sheet->request->catalogue, sheet->results,
                       first->indicator, period_of(sheet->results, first), multiples->divisor);
    struct sheet_story story = {
        .title = finding(multiples),
        .measure =
            multiples->is_shared
                ? SHEET_SAY(sheet, DI_N_("%1. Every panel has the same scale."),
                            di_text_arg(unit))
                : sheet_word(sheet, DI_N_("Children 0–17. Every panel has a scale of its "
                                          "own, from zero; flows are of a year.")),
        .note_count = 1,
        .notes = {sheet_runs(sheet,
                             DI_N_("Runs: %1. Lines: medians; the band holds 90%% of the first "
                                   "scenario's runs: chance only, inputs held fixed."),
                             DI_N_("Runs: %1. Lines: medians; the band holds 90%% of the first "
                                   "scenario's runs: chance and uncertain inputs."))}};
    add_legend(multiples, &story);
    sheet_begin(sheet, &story);
}

enum di_status multiples_plan(struct sheet *sheet, struct di_error *error)
{
    struct multiples multiples = {.sheet = sheet};
    multiples.panels = DI_ARENA_NEW(&sheet->scene->arena, panels_wanted(sheet), struct panel);
    const bool is_done = multiples.panels != NULL && (sheet->request->facet == DI_FACET_REGIONS
                                                          ? gather_regions(&multiples)
                                                          : gather_indicators(&multiples));
    if (!is_done)
        return di_fail_memory(error);
    if (multiples.count == 0) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_MULTIPLES)),
            sheet_nothing(
                sheet, sheet_word(sheet, DI_N_("These results hold no data for this chart."))));
        return DI_OK;
    }
    if (multiples.is_shared)
        order_panels(&multiples);
    begin(&multiples);
    grid_choose(&sheet->body, multiples.count, &multiples.grid);
    double most = 0;
    for (size_t i = 0; i < multiples.count; i++) {
        const char *end = value_text(sheet, &multiples.panels[i], multiples.panels[i].end);
        most = fmax(most, multiples.panels[i].most);
        multiples.end_width = fmax(multiples.end_width, sheet_width(sheet, end, sheet->strong));
    }
    const double left = scale_width(&multiples, most) + 0.7 * sheet->gap;
    if (!sheet_has_room(sheet, 0, (double)multiples.grid.rows * 7 * sheet->label.size))
        return DI_OK;
    for (size_t i = 0; i < multiples.count; i++)
        draw_panel(&multiples, i, most, left);
    return DI_OK;
}
