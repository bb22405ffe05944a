/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fit against published: a panel a series, dots for what was published, a line for what the
 * calibrated scenario expects. Years kept back lie on a shaded ground, where a dashed line
 * says what "the last figure goes on" would have claimed. Expected numbers are shown under the
 * definition of the published ones, so that a change of definition is a step, not a miss.
 */
#include <math.h>

#include "calibration_words.h"
#include "grid.h"
#include "plans.h"

struct fit {
    struct sheet *sheet;
    const struct di_calibration_folder *folder;
    const char **labels;
    uint32_t *order;
    int32_t first_year; /* of any figure */
    size_t shown;
    struct grid grid;
    bool has_break, has_unmet;
};

static void look(struct fit *fit)
{
    fit->first_year = fit->folder->first_year;
    for (uint32_t n = 0; n < fit->folder->series_count; n++)
        for (uint32_t i = 0; i < fit->folder->series[n].count; i++) {
            const struct di_calibration_figure *figure = &fit->folder->series[n].figures[i];
            fit->has_break = fit->has_break || figure->begins_anew;
            fit->has_unmet = fit->has_unmet || figure->role == DI_FIGURE_UNMET;
            if (figure->year < fit->first_year) /* a stock before the first year of flows */
                fit->first_year = figure->year;
        }
}

/* ---- one panel ---- */

struct panel {
    const struct di_calibration_series *series;
    struct di_rect plot;
    struct di_scale years, values;
};

static double x_of(const struct panel *panel, int32_t year)
{
    return di_scale_pixel(&panel->years, year);
}

/* From half a year before the first year that was kept back. */
static void draw_holdout(struct fit *fit, const struct panel *panel)
{
    const int32_t from = fit->folder->holdout_from;
    if (from > fit->folder->last_year)
        return;
    const double x = fmax(di_scale_pixel(&panel->years, (double)from - 0.5), panel->plot.x);
    sheet_box(fit->sheet, DI_INK_SHADE, 0,
              (struct di_rect){x, panel->plot.y, panel->plot.x + panel->plot.width - x,
                               panel->plot.height});
}

static void draw_naive(struct fit *fit, const struct panel *panel)
{
    const struct di_calibration_figure *first = NULL, *last = NULL;
    for (uint32_t i = 0; i < panel->series->count; i++) {
        const struct di_calibration_figure *figure = &panel->series->figures[i];
        if (figure->role != DI_FIGURE_HOLDOUT || isnan(figure->naive))
            continue;
        first = first == NULL ? figure : first;
        last = figure;
    }
    if (first == NULL)
        return;
    const double y = di_scale_pixel(&panel->values, first->naive);
    const double from =
        fmax(di_scale_pixel(&panel->years, (double)first->year - 1), panel->plot.x);
    struct di_scene_item *line =
        di_scene_add_line(fit->sheet->scene, DI_INK_SERIES, 1.6, (struct di_point){from, y},
                          (struct di_point){x_of(panel, last->year), y});
    if (line != NULL)
        line->dash = DI_DASH_LONG;
}

/* A change of definition breaks the line. */
static void draw_expected(struct fit *fit, const struct panel *panel)
{
    const struct di_calibration_series *series = panel->series;
    for (uint32_t from = 0, end; from < series->count; from = end) {
        for (end = from + 1; end < series->count && !series->figures[end].begins_anew; end++) {
        }
        struct di_scene_item *line =
            end - from > 1
                ? di_scene_add(fit->sheet->scene, DI_SCENE_LINE, DI_INK_SERIES, end - from)
                : NULL;
        for (uint32_t i = from; line != NULL && i < end; i++)
            line->points[i - from] =
                (struct di_point){x_of(panel, series->figures[i].year),
                                  di_scale_pixel(&panel->values, series->figures[i].expected)};
        if (line != NULL) {
            line->slot = 1;
            line->size = 2.2 * fit->sheet->label.size / 13;
        }
        if (from == 0)
            continue;
        const double x =
            di_scale_pixel(&panel->years, (double)series->figures[from].year - 0.5);
        struct di_scene_item *mark = di_scene_add_line(
            fit->sheet->scene, DI_INK_SECONDARY, 1, (struct di_point){x, panel->plot.y},
            (struct di_point){x, panel->plot.y + panel->plot.height});
        if (mark != NULL)
            mark->dash = DI_DASH_FINE;
    }
}

static void draw_published(struct fit *fit, const struct panel *panel)
{
    struct sheet *sheet = fit->sheet;
    for (uint32_t i = 0; i < panel->series->count; i++) {
        const struct di_calibration_figure *figure = &panel->series->figures[i];
        const bool is_unmet = figure->role == DI_FIGURE_UNMET;
        if (isnan(figure->published))
            continue;
        struct di_scene_item *dot = di_scene_add_marker(
            sheet->scene, is_unmet ? DI_INK_TARGET : DI_INK_PUBLISHED,
            is_unmet ? DI_SHAPE_TRIANGLE : DI_SHAPE_CIRCLE,
            (is_unmet ? 0.4 : 0.3) * sheet->label.size,
            (struct di_point){x_of(panel, figure->year),
                              di_scale_pixel(&panel->values, figure->published)});
        if (dot != NULL)
            dot->has_halo = true;
    }
}

static const char *role_word(enum di_figure_role role)
{
    static const char *const words[] = {[DI_FIGURE_FITTED] = DI_N_("fitted"),
                                        [DI_FIGURE_COMPARED] = DI_N_("only compared"),
                                        [DI_FIGURE_HOLDOUT] = DI_N_("kept back from the fit"),
                                        [DI_FIGURE_MISSING] = DI_N_("not published"),
                                        [DI_FIGURE_UNMET] =
                                            DI_N_("out of reach of the inputs")};
    return words[role];
}

static void add_hit(struct fit *fit, const struct panel *panel, const char *label, uint32_t n)
{
    struct sheet *sheet = fit->sheet;
    const struct di_calibration_figure *figure = &panel->series->figures[n];
    const double step =
        panel->plot.width / fmax(fit->folder->last_year - fit->first_year + 1, 1);
    const bool has_naive = !isnan(figure->naive);
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_TIME, n,
                         (struct di_rect){x_of(panel, figure->year) - step / 2, panel->plot.y,
                                          step, panel->plot.height},
                         has_naive ? 4 : 3);
    if (hit == NULL)
        return;
    const double gap = figure->expected - figure->published;
    hit->id = SHEET_SAY(sheet, "%1:%2", di_text_arg(panel->series->words.id),
                        di_text_arg(sheet_year(sheet, figure->year)));
    hit->title = SHEET_SAY(sheet, DI_N_("%1, %2"), di_text_arg(label),
                           di_text_arg(sheet_year(sheet, figure->year)));
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("published")),
                                           sheet_number(sheet, figure->published, 0), ""};
    hit->rows[1] = (struct di_tooltip_row){
        sheet_word(sheet, DI_N_("expected")),
        sheet_number(sheet, figure->expected, calibration_decimals(figure->expected)),
        isnan(gap) ? "" : sheet_signed(sheet, gap, calibration_decimals(gap))};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("this year")),
                                           sheet_word(sheet, role_word(figure->role)), ""};
    if (has_naive)
        hit->rows[3] =
            (struct di_tooltip_row){sheet_word(sheet, DI_N_("if the last figure went on")),
                                    sheet_number(sheet, figure->naive, 0), ""};
    if (n + 1 == panel->series->count)
        sheet_describe(sheet,
                       SHEET_SAY(sheet, DI_N_("%1: published %2, expected %3"),
                                 di_text_arg(hit->title), di_text_arg(hit->rows[0].value),
                                 di_text_arg(hit->rows[1].value)));
}

static void draw_axes(struct fit *fit, const struct panel *panel, const struct di_ticks *ticks)
{
    struct sheet *sheet = fit->sheet;
    const struct di_rect *plot = &panel->plot;
    const double foot = plot->y + plot->height;
    const double base = foot + 0.5 * sheet->gap + DI_TEXT_ASCENT * sheet->small.size;
    for (size_t i = 0; i < ticks->count; i++) {
        const double y = di_scale_pixel(&panel->values, ticks->value[i]);
        sheet_line(sheet, DI_INK_GRID, 1, plot->x, y, plot->x + plot->width, y);
        sheet_text_right(sheet, DI_INK_SECONDARY, sheet_number(sheet, ticks->value[i], 0),
                         sheet->small, plot->x - 0.7 * sheet->gap,
                         sheet_middle(sheet->small, y));
    }
    sheet_line(sheet, DI_INK_AXIS, 1, plot->x, foot, plot->x + plot->width, foot);
    sheet_text(sheet, DI_INK_SECONDARY, sheet_year(sheet, fit->first_year), sheet->small,
               plot->x, base);
    if (fit->folder->last_year > fit->first_year)
        sheet_text_right(sheet, DI_INK_SECONDARY, sheet_year(sheet, fit->folder->last_year),
                         sheet->small, plot->x + plot->width, base);
}

static double scale_end(const struct di_calibration_series *series)
{
    return calibration_most(series) > 0 ? calibration_most(series) * 1.08 : 1;
}

static double panel_width(const struct fit *fit)
{
    return fit->grid.width - 2 * fit->sheet->gap;
}

/* Of a panel whose name has two lines: as many as a low one has room for. */
static struct di_ticks ticks_of(const struct fit *fit,
                                const struct di_calibration_series *series)
{
    const double height = fit->grid.height - 5 * fit->sheet->strong.size - 2 * fit->sheet->gap;
    const size_t wanted =
        (size_t)fmin(fmax(floor(height / (2.2 * fit->sheet->small.size)), 1), 3);
    const struct di_ticks ticks = di_ticks_of_values(0, scale_end(series), wanted, true);
    return ticks.count < 2 ? di_ticks_of_values(0, scale_end(series), wanted + 1, true) : ticks;
}

/* Panels of a line begin at one height, whatever their names need. */
static size_t lines_of_row(struct fit *fit, size_t index)
{
    const size_t first = index - index % fit->grid.columns;
    size_t most = 1;
    for (size_t i = first; i < first + fit->grid.columns && i < fit->shown; i++) {
        struct text_lines lines;
        calibration_wrap(fit->sheet, fit->labels[fit->order[i]], panel_width(fit), &lines);
        most = lines.count > most ? lines.count : most;
    }
    return most;
}

static double draw_name(struct fit *fit, size_t index, const struct di_rect *own)
{
    struct sheet *sheet = fit->sheet;
    struct text_lines lines;
    calibration_wrap(sheet, fit->labels[fit->order[index]], panel_width(fit), &lines);
    for (size_t i = 0; i < lines.count; i++)
        sheet_text(sheet, DI_INK_TEXT, lines.line[i], sheet->strong, own->x,
                   own->y + DI_TEXT_ASCENT * sheet->strong.size +
                       (double)i * sheet_leading(sheet->strong));
    return (double)lines_of_row(fit, index) * sheet_leading(sheet->strong) + 0.6 * sheet->gap;
}

static void draw_panel(struct fit *fit, size_t index, double left)
{
    struct sheet *sheet = fit->sheet;
    const uint32_t number = fit->order[index];
    const struct di_calibration_series *series = &fit->folder->series[number];
    struct di_rect own = grid_panel(&fit->grid, index);
    own.width = panel_width(fit);
    const double head = draw_name(fit, index, &own);
    const double foot = sheet_leading(sheet->small) + 1.6 * sheet->gap;
    struct panel panel = {
        .series = series,
        .plot = {own.x + left, own.y + head, own.width - left, own.height - head - foot}};
    if (panel.plot.height < 2 * sheet->label.size || panel.plot.width < 3 * sheet->label.size)
        return;
    panel.years =
        (struct di_scale){(double)fit->first_year - 0.5, (double)fit->folder->last_year + 0.5,
                          panel.plot.x, panel.plot.x + panel.plot.width};
    panel.values =
        (struct di_scale){0, scale_end(series), panel.plot.y + panel.plot.height, panel.plot.y};
    const struct di_ticks ticks = ticks_of(fit, series);
    draw_holdout(fit, &panel);
    draw_axes(fit, &panel, &ticks);
    draw_naive(fit, &panel);
    draw_expected(fit, &panel);
    draw_published(fit, &panel);
    for (uint32_t i = 0; i < series->count; i++)
        add_hit(fit, &panel, fit->labels[number], i);
}

/* ---- the sheet ---- */

static uint32_t count_role(const struct fit *fit, enum di_figure_role role, bool within)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < fit->folder->series_count; n++)
        for (uint32_t i = 0; i < fit->folder->series[n].count; i++) {
            const struct di_calibration_figure *figure = &fit->folder->series[n].figures[i];
            count +=
                figure->role == role &&
                (!within || fabs(figure->expected - figure->published) <= figure->tolerance);
        }
    return count;
}

/* What was fitted comes near by construction; what was kept back need not. */
static const char *finding(struct fit *fit)
{
    struct sheet *sheet = fit->sheet;
    const uint32_t kept = count_role(fit, DI_FIGURE_HOLDOUT, false);
    if (fit->has_unmet)
        return SHEET_SAY(sheet,
                         DI_N_("%1 published {%1|figure is|figures are} out of reach of the "
                               "inputs"),
                         di_integer_arg(fit->folder->unmet));
    if (kept == 0)
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_FIT));
    return SHEET_SAY(sheet,
                     DI_N_("Of %1 {%1|figure|figures} kept back from the fit, %2 {%2|is|are} "
                           "met within tolerance"),
                     di_integer_arg(kept),
                     di_integer_arg(count_role(fit, DI_FIGURE_HOLDOUT, true)));
}

static void add_legend(struct fit *fit, struct sheet_story *story)
{
    struct sheet *sheet = fit->sheet;
    struct sheet_legend *legend = story->legend;
    size_t count = 0;
    legend[count++] = (struct sheet_legend){SIGN_DOT, DI_INK_PUBLISHED, 0, false,
                                            sheet_word(sheet, DI_N_("published"))};
    legend[count++] = (struct sheet_legend){SIGN_LINE, DI_INK_SERIES, 1, false,
                                            sheet_word(sheet, DI_N_("expected"))};
    if (fit->folder->holdout_from <= fit->folder->last_year) {
        legend[count++] =
            (struct sheet_legend){SIGN_DASHED, DI_INK_SERIES, 0, false,
                                  sheet_word(sheet, DI_N_("if the last figure went on"))};
        legend[count++] =
            (struct sheet_legend){SIGN_BOX, DI_INK_SHADE, 0, false,
                                  sheet_word(sheet, DI_N_("kept back from the fit"))};
    }
    story->legend_count = count;
}

static void add_note(struct sheet_story *story, const char *note)
{
    if (story->note_count < SHEET_NOTES_MAX)
        story->notes[story->note_count++] = note;
}

static void begin(struct fit *fit)
{
    struct sheet *sheet = fit->sheet;
    struct sheet_story story = {
        .title = finding(fit),
        .measure = SHEET_SAY(sheet,
                             DI_N_("%1 · children; every panel has a scale of its "
                                   "own, from zero"),
                             di_text_arg(calibration_scenario(sheet))),
        .has_own_notes = true};
    add_legend(fit, &story);
    add_note(&story, sheet_word(sheet, DI_N_("Expected numbers, computed without chance and "
                                             "without limits of places. Fitted figures are met "
                                             "by construction: they prove nothing.")));
    if (fit->has_break)
        add_note(&story, sheet_word(sheet, DI_N_("Dotted upright line: the series changes its "
                                                 "definition, and the expected line with "
                                                 "it.")));
    if (fit->has_unmet)
        add_note(&story, sheet_word(sheet, DI_N_("Triangle: no value of the inputs behind it "
                                                 "reaches this figure.")));
    if (fit->shown < fit->folder->series_count)
        add_note(&story,
                 SHEET_SAY(sheet, DI_N_("Shown: %1 of %2 series; fit.csv has them all."),
                           di_integer_arg((int64_t)fit->shown),
                           di_integer_arg(fit->folder->series_count)));
    sheet_begin(sheet, &story);
}

/* As many panels as leave each some size: the rest is in the table. */
static size_t panels_that_fit(const struct fit *fit)
{
    const struct sheet *sheet = fit->sheet;
    const double size = sheet->label.size;
    const double across = fmax(floor(sheet->frame.width / (15 * size)), 1);
    const double down = fmax(floor((sheet->frame.height - 12 * size) / (9 * size)), 1);
    const double most = across * down;
    return most < fit->folder->series_count ? (size_t)most : fit->folder->series_count;
}

static double scale_width(struct fit *fit)
{
    double widest = 0;
    for (size_t i = 0; i < fit->shown; i++) {
        const struct di_ticks ticks = ticks_of(fit, &fit->folder->series[fit->order[i]]);
        for (size_t k = 0; k < ticks.count; k++)
            widest = fmax(widest,
                          sheet_width(fit->sheet, sheet_number(fit->sheet, ticks.value[k], 0),
                                      fit->sheet->small));
    }
    return widest;
}

enum di_status fit_plan(struct sheet *sheet, struct di_error *error)
{
    struct fit fit = {.sheet = sheet, .folder = sheet->request->calibration};
    fit.labels = calibration_labels(sheet);
    fit.order = calibration_order(sheet);
    if (fit.labels == NULL || fit.order == NULL)
        return di_fail_memory(error);
    if (fit.folder->series_count == 0) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_FIT)),
                    sheet_word(sheet, DI_N_("This calibration has no figures.")));
        return DI_OK;
    }
    look(&fit);
    fit.shown = panels_that_fit(&fit);
    begin(&fit);
    grid_choose(&sheet->body, fit.shown, &fit.grid);
    if (!sheet_has_room(sheet, 0, (double)fit.grid.rows * 7 * sheet->label.size))
        return DI_OK;
    const double left = scale_width(&fit) + 0.7 * sheet->gap;
    for (size_t i = 0; i < fit.shown; i++)
        draw_panel(&fit, i, left);
    return DI_OK;
}
