/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of a calibration: years that were kept back from the fit, beside the simplest guess
 * there is, that the last published figure goes on. Two bars a series, mean errors in
 * tolerances of the figures; the shorter one was nearer.
 */
#include <math.h>

#include "calibration_words.h"
#include "plans.h"

struct holdout {
    struct sheet *sheet;
    const struct di_calibration_folder *folder;
    const char **labels;
    uint32_t count;
    uint32_t *series; /* with hold-out years */
    struct di_scale values;
    struct text_lines *names; /* [count] */
    double bar;               /* height */
    double spread;            /* between rows, beyond what each needs */
};

static const struct di_calibration_series *series_at(const struct holdout *holdout, uint32_t n)
{
    return &holdout->folder->series[holdout->series[n]];
}

static uint32_t count_better(const struct holdout *holdout)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < holdout->count; n++)
        count += series_at(holdout, n)->holdout_error < series_at(holdout, n)->holdout_naive;
    return count;
}

static void draw_bar(struct holdout *holdout, double y, double error, bool is_naive,
                     bool is_nearer)
{
    struct sheet *sheet = holdout->sheet;
    const double height = holdout->bar;
    const double end = di_scale_pixel(&holdout->values, error);
    const double from = holdout->values.pixel_low;
    struct di_scene_item *bar =
        sheet_box(sheet, DI_INK_SERIES, is_naive ? 0 : 1,
                  (struct di_rect){from, y, fmax(end - from, 1.5), height});
    if (bar != NULL)
        bar->is_hatched = is_naive;
    const struct di_text_style style = is_nearer ? sheet->strong : sheet->label;
    sheet_text(sheet, DI_INK_TEXT, sheet_number(sheet, error, 1), style,
               fmax(end, from + 1.5) + 0.7 * sheet->gap, sheet_middle(style, y + height / 2));
}

static void add_hit(struct holdout *holdout, uint32_t n, struct di_rect rect)
{
    struct sheet *sheet = holdout->sheet;
    const struct di_calibration_series *series = series_at(holdout, n);
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_BAR, n, rect, 3);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(sheet->scene, series->words.id);
    hit->title = holdout->labels[holdout->series[n]];
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("calibrated")),
                                           sheet_number(sheet, series->holdout_error, 1), ""};
    hit->rows[1] =
        (struct di_tooltip_row){sheet_word(sheet, DI_N_("if the last figure went on")),
                                sheet_number(sheet, series->holdout_naive, 1), ""};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("years compared")),
                                           sheet_number(sheet, series->holdout_years, 0), ""};
    sheet_describe(sheet, SHEET_SAY(sheet, DI_N_("%1: calibrated %2, last figure %3"),
                                    di_text_arg(hit->title), di_text_arg(hit->rows[0].value),
                                    di_text_arg(hit->rows[1].value)));
}

/* What the name of a row and its two bars need. */
static double row_height(const struct holdout *holdout, uint32_t n)
{
    const struct sheet *sheet = holdout->sheet;
    return fmax((double)holdout->names[n].count * sheet_leading(sheet->label) +
                    0.8 * sheet->label.size,
                2.4 * holdout->bar + 0.8 * sheet->label.size) +
           holdout->spread;
}

/* Returns the height of the row. */
static double draw_row(struct holdout *holdout, uint32_t n, double top)
{
    struct sheet *sheet = holdout->sheet;
    const struct di_calibration_series *series = series_at(holdout, n);
    const struct text_lines *lines = &holdout->names[n];
    const double height = row_height(holdout, n), middle = top + height / 2;
    const double leading = sheet_leading(sheet->label);
    const double first = middle - (double)lines->count * leading / 2;
    for (size_t i = 0; i < lines->count; i++)
        sheet_text(sheet, DI_INK_TEXT, lines->line[i], sheet->label, sheet->body.x,
                   first + ((double)i + 0.76) * leading);
    draw_bar(holdout, middle - 1.1 * holdout->bar, series->holdout_error, false,
             series->holdout_error < series->holdout_naive);
    draw_bar(holdout, middle + 0.1 * holdout->bar, series->holdout_naive, true,
             series->holdout_naive < series->holdout_error);
    add_hit(holdout, n, (struct di_rect){sheet->body.x, top, sheet->body.width, height});
    return height;
}

/* Names take what they need, up to a part of the width; returns that of the widest. */
static double wrap_names(struct holdout *holdout, double most)
{
    struct sheet *sheet = holdout->sheet;
    double widest = 0;
    for (uint32_t n = 0; n < holdout->count; n++) {
        text_wrap(sheet->scene, sheet->measure, holdout->labels[holdout->series[n]],
                  sheet->label, most, &holdout->names[n]);
        widest = fmax(widest, holdout->names[n].widest);
    }
    return widest;
}

static double all_rows(const struct holdout *holdout)
{
    double height = 0;
    for (uint32_t n = 0; n < holdout->count; n++)
        height += row_height(holdout, n);
    return height;
}

static void draw(struct holdout *holdout)
{
    struct sheet *sheet = holdout->sheet;
    const struct di_rect *body = &sheet->body;
    double most = 0, y = body->y;
    holdout->bar = 1.3 * sheet->label.size;
    const double left = wrap_names(holdout, 0.42 * body->width) + 1.5 * sheet->gap;
    const double right = sheet_width(sheet, "000.0", sheet->strong) + 1.5 * sheet->gap;
    const double needed = all_rows(holdout);
    if (!sheet_has_room(sheet, left + right + 8 * sheet->label.size, needed))
        return;
    holdout->spread =
        fmin((body->height - needed) / (double)holdout->count, 2 * sheet->label.size);
    for (uint32_t n = 0; n < holdout->count; n++)
        most = fmax(most, fmax(series_at(holdout, n)->holdout_error,
                               series_at(holdout, n)->holdout_naive));
    holdout->values = (struct di_scale){0, most > 0 ? most : 1, body->x + left,
                                        body->x + body->width - right};
    for (uint32_t n = 0; n < holdout->count; n++)
        y += draw_row(holdout, n, y);
    sheet_line(sheet, DI_INK_AXIS, 1.2, body->x + left, body->y, body->x + left, y);
    sheet->out->plot =
        (struct di_rect){body->x + left, body->y, body->width - left - right, y - body->y};
}

enum di_status holdout_plan(struct sheet *sheet, struct di_error *error)
{
    struct holdout holdout = {.sheet = sheet, .folder = sheet->request->calibration};
    const uint32_t all = holdout.folder->series_count;
    holdout.labels = calibration_labels(sheet);
    holdout.series = calibration_order(sheet);
    holdout.names = DI_ARENA_NEW(&sheet->scene->arena, (size_t)all + 1, struct text_lines);
    if (holdout.labels == NULL || holdout.series == NULL || holdout.names == NULL)
        return di_fail_memory(error);
    for (uint32_t n = 0; n < all; n++)
        if (holdout.folder->series[holdout.series[n]].holdout_years > 0)
            holdout.series[holdout.count++] = holdout.series[n];
    if (holdout.count == 0) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_HOLDOUT)),
                    sheet_word(sheet, DI_N_("Every year was fitted, so nothing tests the fit. "
                                            "Calibrate again with --holdout-from YEAR to keep "
                                            "the last years back.")));
        return DI_OK;
    }
    const char *year = sheet_year(sheet, holdout.folder->holdout_from);
    const struct sheet_story story = {
        .title =
            SHEET_SAY(sheet, DI_N_("Nearer than 'the last figure goes on' in %1 of %2 series"),
                      di_integer_arg(count_better(&holdout)), di_integer_arg(holdout.count)),
        .measure = SHEET_SAY(sheet,
                             DI_N_("%1 · mean error from %2 on, in tolerances of the published "
                                   "figures"),
                             di_text_arg(calibration_scenario(sheet)), di_text_arg(year)),
        .legend_count = 2,
        .legend = {{SIGN_BOX, DI_INK_SERIES, 1, false, sheet_word(sheet, DI_N_("calibrated"))},
                   {SIGN_BOX, DI_INK_SERIES, 0, true,
                    sheet_word(sheet, DI_N_("if the last figure went on"))}},
        .has_own_notes = true,
        .note_count = 1,
        .notes = {sheet_word(sheet, DI_N_("Years up to a change of definition. Below 1 the "
                                          "error is within the tolerance of the figures."))}};
    sheet_begin(sheet, &story);
    draw(&holdout);
    return DI_OK;
}
