/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changes the result most: one input at a time from its low to its high value, the others
 * at their base. The widest bars first, as the file has them; the rest is left out and counted.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input_label.h"
#include "plans.h"

enum { BARS_MAX = 24 };

struct input_bar {
    const char *pointer, *label;
    double value, low, high; /* of the input */
    double at_low, at_high;  /* the result there */
};

struct tornado {
    struct sheet *sheet;
    const char *indicator;
    enum di_measure measure;
    double base, runs; /* replications of every point; NaN: not said */
    bool is_expected;  /* of expected numbers, which have no replications */
    bool is_withheld;  /* counts of few children */
    size_t count, all;
    struct input_bar bars[BARS_MAX];
    struct di_rect plot;
    struct di_scale values;
};

static bool has_indicator(const struct di_csv_table *t, size_t column, const char *indicator)
{
    for (size_t row = 0; row < t->row_count; row++)
        if (strcmp(di_csv_table_text(t, row, column), indicator) == 0)
            return true;
    return false;
}

static double width_of(const struct input_bar *bar)
{
    return fabs(bar->at_high - bar->at_low);
}

static void insert(struct tornado *tornado, struct input_bar bar)
{
    size_t at = tornado->count;
    tornado->all++;
    while (at > 0 && width_of(&tornado->bars[at - 1]) < width_of(&bar))
        at--;
    if (at == BARS_MAX)
        return;
    if (tornado->count < BARS_MAX)
        tornado->count++;
    memmove(&tornado->bars[at + 1], &tornado->bars[at], (tornado->count - at - 1) * sizeof bar);
    tornado->bars[at] = bar;
}

static void gather(struct tornado *tornado)
{
    struct sheet *sheet = tornado->sheet;
    const struct di_csv_table *t = sheet->request->scenario->table[DI_TABLE_SENSITIVITY];
    const size_t indicator = di_csv_table_column(t, "indicator");
    const size_t input = di_csv_table_column(t, "input");
    const size_t low = di_csv_table_column(t, "low"), high = di_csv_table_column(t, "high");
    const size_t value = di_csv_table_column(t, "value");
    const size_t base = di_csv_table_column(t, "result_base");
    const size_t runs = di_csv_table_column(t, "replications");
    const size_t at_low = di_csv_table_column(t, "result_low");
    const size_t at_high = di_csv_table_column(t, "result_high");
    if (t == NULL || t->row_count == 0)
        return;
    tornado->indicator = has_indicator(t, indicator, sheet->request->indicator)
                             ? sheet->request->indicator
                             : di_csv_table_text(t, 0, indicator);
    for (size_t row = 0; row < t->row_count; row++) {
        const struct input_bar bar = {
            di_csv_table_text(t, row, input),    NULL,
            di_csv_table_number(t, row, value),  di_csv_table_number(t, row, low),
            di_csv_table_number(t, row, high),   di_csv_table_number(t, row, at_low),
            di_csv_table_number(t, row, at_high)};
        if (strcmp(di_csv_table_text(t, row, indicator), tornado->indicator) != 0)
            continue;
        if (isnan(bar.at_low) || isnan(bar.at_high)) {
            tornado->is_withheld = true;
            continue;
        }
        tornado->base = di_csv_table_number(t, row, base);
        tornado->runs = runs != SIZE_MAX ? di_csv_table_number(t, row, runs) : (double)NAN;
        tornado->is_expected = runs != SIZE_MAX && isnan(tornado->runs);
        insert(tornado, bar);
    }
}

static double shown(const struct tornado *tornado, double change)
{
    return tornado->measure == DI_SHARE ? 100 * change : change;
}

static int decimals_of(const struct tornado *tornado)
{
    return tornado->measure == DI_SHARE || tornado->measure == DI_RATE ? 1 : 0;
}

/* Side of one end: the low value's bar is plain, the high value's hatched. */
static void draw_side(struct tornado *tornado, double y, double height, double at, bool is_high)
{
    struct sheet *sheet = tornado->sheet;
    const double zero = di_scale_pixel(&tornado->values, 0);
    const double end = di_scale_pixel(&tornado->values, at - tornado->base);
    struct di_scene_item *bar = sheet_box(
        sheet, is_high ? DI_INK_ADDS : DI_INK_SAVES, 0,
        (struct di_rect){fmin(zero, end), y - height / 2, fmax(fabs(end - zero), 1), height});
    if (bar != NULL)
        bar->is_hatched = is_high;
}

/* The numbers stand outside the bar's ends; two ends on one side share that side's number. */
static void draw_numbers(struct tornado *tornado, const struct input_bar *bar, double y)
{
    struct sheet *sheet = tornado->sheet;
    const double least = fmin(bar->at_low, bar->at_high) - tornado->base;
    const double most = fmax(bar->at_low, bar->at_high) - tornado->base;
    const int decimals = decimals_of(tornado);
    if (least < 0)
        sheet_text_right(sheet, DI_INK_TEXT,
                         sheet_signed(sheet, shown(tornado, least), decimals), sheet->label,
                         di_scale_pixel(&tornado->values, least) - 0.7 * sheet->gap,
                         sheet_middle(sheet->label, y));
    if (most > 0 || least == 0)
        sheet_text(sheet, DI_INK_TEXT, sheet_signed(sheet, shown(tornado, most), decimals),
                   sheet->label,
                   di_scale_pixel(&tornado->values, fmax(most, 0)) + 0.7 * sheet->gap,
                   sheet_middle(sheet->label, y));
}

static void add_hit(struct tornado *tornado, const struct input_bar *bar, size_t line,
                    struct di_rect rect)
{
    struct sheet *sheet = tornado->sheet;
    const int decimals = decimals_of(tornado);
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_BAR, (uint32_t)line, rect, 3);
    char text[3][40];
    if (hit == NULL)
        return;
    (void)snprintf(text[0], sizeof text[0], "%g", bar->value);
    (void)snprintf(text[1], sizeof text[1], "%g", bar->low);
    (void)snprintf(text[2], sizeof text[2], "%g", bar->high);
    hit->id = di_scene_copy(sheet->scene, bar->pointer);
    hit->title = bar->label;
    hit->rows[0] = (struct di_tooltip_row){
        SHEET_SAY(sheet, DI_N_("base value %1"), di_text_arg(text[0])),
        sheet_number(sheet, shown(tornado, tornado->base), decimals), ""};
    hit->rows[1] =
        (struct di_tooltip_row){SHEET_SAY(sheet, DI_N_("low value %1"), di_text_arg(text[1])),
                                sheet_number(sheet, shown(tornado, bar->at_low), decimals), ""};
    hit->rows[2] = (struct di_tooltip_row){
        SHEET_SAY(sheet, DI_N_("high value %1"), di_text_arg(text[2])),
        sheet_number(sheet, shown(tornado, bar->at_high), decimals), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2 to %3"), di_text_arg(bar->label),
                             di_text_arg(hit->rows[1].value), di_text_arg(hit->rows[2].value)));
}

static double number_room(struct tornado *tornado)
{
    double widest = 0;
    for (size_t i = 0; i < tornado->count; i++) {
        const struct input_bar *bar = &tornado->bars[i];
        const double ends[2] = {bar->at_low - tornado->base, bar->at_high - tornado->base};
        for (size_t k = 0; k < 2; k++)
            widest =
                fmax(widest, sheet_width(tornado->sheet,
                                         sheet_signed(tornado->sheet, shown(tornado, ends[k]),
                                                      decimals_of(tornado)),
                                         tornado->sheet->label));
    }
    return widest + 1.4 * tornado->sheet->gap;
}

/* Names every bar; the row takes the name of most lines. */
static double row_height(struct tornado *tornado, double width)
{
    struct sheet *sheet = tornado->sheet;
    size_t most = 1;
    for (size_t i = 0; i < tornado->count; i++) {
        struct text_lines lines;
        struct input_bar *bar = &tornado->bars[i];
        bar->label = input_label(sheet, bar->pointer);
        text_wrap(sheet->scene, sheet->measure, bar->label, sheet->label, width, &lines);
        most = lines.count > most ? lines.count : most;
    }
    return fmax((double)most * sheet_leading(sheet->label) + 0.4 * sheet->label.size,
                2.2 * sheet->label.size);
}

static void draw(struct tornado *tornado)
{
    struct sheet *sheet = tornado->sheet;
    const struct di_rect *body = &sheet->body;
    const double most_label = 0.34 * body->width;
    const double least = row_height(tornado, most_label);
    const size_t fits = (size_t)fmax(floor(body->height / least), 1);
    if (tornado->count > fits)
        tornado->count = fits;
    const double numbers = number_room(tornado);
    if (!sheet_has_room(sheet, most_label + 2 * numbers + 6 * sheet->label.size, 2 * least))
        return;
    double low = 0, high = 0, label = 0;
    for (size_t i = 0; i < tornado->count; i++) {
        struct text_lines lines;
        struct input_bar *bar = &tornado->bars[i];
        text_wrap(sheet->scene, sheet->measure, bar->label, sheet->label, most_label, &lines);
        label = fmax(label, lines.widest);
        low = fmin(low, fmin(bar->at_low, bar->at_high) - tornado->base);
        high = fmax(high, fmax(bar->at_low, bar->at_high) - tornado->base);
    }
    label += 1.5 * sheet->gap;
    if (!(high > low))
        high = low + 1;
    const double row = fmin(body->height / (double)tornado->count, 4 * sheet->label.size);
    tornado->plot =
        (struct di_rect){body->x + label + numbers, body->y, body->width - label - 2 * numbers,
                         row * (double)tornado->count};
    tornado->values =
        (struct di_scale){low, high, tornado->plot.x, tornado->plot.x + tornado->plot.width};
    sheet->out->plot = tornado->plot;
    for (size_t i = 0; i < tornado->count; i++) {
        const struct input_bar *bar = &tornado->bars[i];
        const double y = body->y + ((double)i + 0.5) * row, height = 0.56 * row;
        struct text_lines lines;
        text_wrap(sheet->scene, sheet->measure, bar->label, sheet->label, label - sheet->gap,
                  &lines);
        const double top = y - (double)lines.count * sheet_leading(sheet->label) / 2;
        for (size_t k = 0; k < lines.count; k++)
            sheet_text(sheet, DI_INK_TEXT, lines.line[k], sheet->label, body->x,
                       top + ((double)k + 0.76) * sheet_leading(sheet->label));
        draw_side(tornado, y, height, bar->at_low, false);
        draw_side(tornado, y, height, bar->at_high, true);
        draw_numbers(tornado, bar, y);
        add_hit(tornado, bar, i, (struct di_rect){body->x, y - row / 2, body->width, row});
    }
    const double zero = di_scale_pixel(&tornado->values, 0);
    sheet_line(sheet, DI_INK_TEXT, 1.2, zero, tornado->plot.y, zero,
               tornado->plot.y + tornado->plot.height);
}

static const char *change_text(struct tornado *tornado, double at)
{
    return sheet_signed(tornado->sheet, shown(tornado, at - tornado->base),
                        decimals_of(tornado));
}

/* The widest bar by name, and how far it moves the result. */
static const char *finding(struct tornado *tornado)
{
    struct sheet *sheet = tornado->sheet;
    const struct input_bar *widest = &tornado->bars[0];
    return SHEET_SAY(sheet, DI_N_("Most depends on: %1 (%2 to %3)"),
                     di_text_arg(input_label(sheet, widest->pointer)),
                     di_text_arg(change_text(tornado, fmin(widest->at_low, widest->at_high))),
                     di_text_arg(change_text(tornado, fmax(widest->at_low, widest->at_high))));
}

static const char *measure_text(struct tornado *tornado, const char *label)
{
    struct sheet *sheet = tornado->sheet;
    const struct di_argument base =
        di_text_arg(sheet_number(sheet, shown(tornado, tornado->base), decimals_of(tornado)));
    return SHEET_SAY(sheet,
                     tornado->measure == DI_SHARE
                         ? DI_N_("%1, %2%% at base values: change when one input moves from "
                                 "low to high")
                         : DI_N_("%1, %2 at base values: change when one input moves from "
                                 "low to high"),
                     di_text_arg(label), base);
}

static const char *runs_text(struct tornado *tornado)
{
    struct sheet *sheet = tornado->sheet;
    if (tornado->is_expected)
        return sheet_word(sheet, DI_N_("Expected numbers: there is no chance in them."));
    if (isnan(tornado->runs))
        return sheet_word(sheet, DI_N_("Means of the runs."));
    return SHEET_SAY(sheet,
                     DI_N_("Each end is the mean of %1 {%1|run|runs}, with the same luck at "
                           "every end."),
                     di_integer_arg((int64_t)tornado->runs));
}

enum di_status tornado_plan(struct sheet *sheet, struct di_error *error)
{
    struct tornado *tornado = DI_ARENA_NEW(&sheet->scene->arena, 1, struct tornado);
    if (tornado == NULL)
        return di_fail_memory(error);
    tornado->sheet = sheet;
    if (sheet->request->scenario->table[DI_TABLE_SENSITIVITY] != NULL)
        gather(tornado);
    if (tornado->count == 0) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_TORNADO)),
            sheet_word(sheet, tornado->is_withheld
                                  ? DI_N_("This output is withheld: it tells a count of few "
                                          "children. Choose another indicator.")
                                  : DI_N_("This folder holds no sensitivity analysis. "
                                          "'homeward sensitivity' shows which inputs change "
                                          "the result most.")));
        return DI_OK;
    }
    const uint32_t indicator = di_indicator_find(tornado->indicator);
    const char *label = indicator == UINT32_MAX
                            ? tornado->indicator
                            : sheet_word(sheet, di_indicator_at(indicator).label);
    tornado->measure = indicator == UINT32_MAX ? DI_STOCK : di_indicator_at(indicator).measure;
    const struct sheet_story story = {
        .title = finding(tornado),
        .measure = measure_text(tornado, label),
        .legend_count = 2,
        .legend = {{SIGN_BOX, DI_INK_SAVES, 0, false,
                    sheet_word(sheet, DI_N_("at the low value"))},
                   {SIGN_BOX, DI_INK_ADDS, 0, true,
                    sheet_word(sheet, DI_N_("at the high value"))}},
        .has_own_notes = true, /* the runs are those of the sensitivity */
        .note_count = 2,
        .notes = {SHEET_SAY(sheet,
                            DI_N_("Low and high: the 5th and 95th percentile of what is "
                                  "declared uncertain; inputs in all: %1."),
                            di_integer_arg((int64_t)tornado->all)),
                  runs_text(tornado)}};
    sheet_begin(sheet, &story);
    draw(tornado);
    return DI_OK;
}
