/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the baseline's cost to the scenario's: what each line saves or adds over the whole run.
 * Savings first, then additions, each the largest first (ties: order of the file); small ones
 * stand together. If the totals dwarf the steps, their bars are cut, with a mark, and the line
 * under the title says so, on cards and small pictures too.
 */
#include <math.h>
#include <string.h>

#include "money.h"
#include "plans.h"

enum { STEPS_LEAST = 3, STEPS_MOST = 9 };

struct step {
    const char *id, *name;
    double amount, from, to;
};

struct waterfall {
    struct sheet *sheet;
    const struct money *money, *base;
    size_t count;
    struct step *steps; /* [lines of both, and one for the smallest] */
    double cut;         /* where the scale starts */
    double most, unit;
    int decimals;
};

static double base_total(const struct waterfall *w, const char *id)
{
    for (size_t i = 0; i < w->base->line_count; i++)
        if (strcmp(w->base->lines[i].id, id) == 0)
            return w->base->lines[i].total;
    return 0;
}

static bool is_before(const struct step *a, const struct step *b)
{
    if ((a->amount < 0) != (b->amount < 0))
        return a->amount < 0;
    return fabs(a->amount) > fabs(b->amount);
}

static void insert(struct waterfall *w, const char *id, double amount)
{
    if (fabs(amount) < 0.005)
        return;
    const struct step step = {
        .id = id, .name = money_line_name(w->sheet, id), .amount = amount};
    size_t at = w->count++;
    for (; at > 0 && is_before(&step, &w->steps[at - 1]); at--)
        w->steps[at] = w->steps[at - 1];
    w->steps[at] = step;
}

static void gather(struct waterfall *w)
{
    for (size_t i = 0; i < w->money->line_count; i++)
        insert(w, w->money->lines[i].id,
               w->money->lines[i].total - base_total(w, w->money->lines[i].id));
    for (size_t i = 0; i < w->base->line_count; i++) {
        bool is_new = true;
        for (size_t k = 0; k < w->money->line_count; k++)
            is_new = is_new && strcmp(w->money->lines[k].id, w->base->lines[i].id) != 0;
        if (is_new)
            insert(w, w->base->lines[i].id, -w->base->lines[i].total);
    }
}

/* The most that names may take of a width. */
static double names_width(double width)
{
    return 0.34 * width;
}

/* Of the longest name, wrapped: what a row must hold. */
static double name_height(struct waterfall *w, double width)
{
    struct sheet *sheet = w->sheet;
    const char *totals[] = {sheet_scenario(sheet, sheet->request->baseline->results),
                            sheet_scenario(sheet, sheet->results)};
    size_t most = 1;
    for (size_t i = 0; i < w->count + 2; i++) {
        struct text_lines lines;
        const bool is_total = i >= w->count;
        text_wrap(sheet->scene, sheet->measure,
                  is_total ? totals[i - w->count] : w->steps[i].name,
                  is_total ? sheet->strong : sheet->label, width, &lines);
        most = lines.count > most ? lines.count : most;
    }
    return (double)most * sheet_leading(sheet->label);
}

/* As many as have rows high enough for their names and for a bar that can be seen. */
static size_t steps_that_fit(struct waterfall *w)
{
    const struct sheet *sheet = w->sheet;
    const double room = sheet->frame.height - 10 * sheet->label.size; /* heading and notes */
    const double width = names_width(sheet->frame.width - 2 * sheet->pad);
    const double row = fmax(name_height(w, width), 1.8 * sheet->label.size);
    return (size_t)fmin(fmax(floor(room / row) - 3, STEPS_LEAST), STEPS_MOST);
}

/* The smallest steps become one. */
static void merge_small(struct waterfall *w)
{
    double rest = 0;
    const size_t most = steps_that_fit(w);
    while (w->count > most) {
        size_t least = 0;
        for (size_t i = 1; i < w->count; i++)
            if (fabs(w->steps[i].amount) < fabs(w->steps[least].amount))
                least = i;
        rest += w->steps[least].amount;
        w->count--;
        memmove(&w->steps[least], &w->steps[least + 1],
                (w->count - least) * sizeof w->steps[0]);
    }
    if (fabs(rest) >= 0.005)
        w->steps[w->count++] =
            (struct step){.name = sheet_word(w->sheet, DI_N_("Other lines")), .amount = rest};
}

static void run_through(struct waterfall *w)
{
    double at = w->base->sum, least = at;
    w->most = at;
    for (size_t i = 0; i < w->count; i++) {
        struct step *step = &w->steps[i];
        step->from = at;
        at += step->amount;
        step->to = at;
        least = fmin(least, at);
        w->most = fmax(w->most, at);
    }
    least = fmin(least, w->money->sum);
    w->most = fmax(w->most, w->money->sum);
    const double span = w->most - least;
    if (span < 0.5 * w->most) { /* round down to a tick */
        const struct di_ticks ticks = di_ticks_of_values(0, w->most, 8, false);
        w->cut = floor(fmax(least - 0.35 * span, 0) / ticks.step) * ticks.step;
    }
}

static double x_of(const struct waterfall *w, const struct di_rect *plot, double value)
{
    return plot->x + plot->width * (value - w->cut) / (w->most - w->cut);
}

static void cut_mark(struct waterfall *w, double x, double y, double height)
{
    struct di_scene_item *item = di_scene_add(w->sheet->scene, DI_SCENE_FILL, DI_INK_PAPER, 4);
    if (item == NULL)
        return;
    const double lean = 0.35 * height, wide = 0.22 * height;
    item->points[0] = (struct di_point){x + lean, y - 1};
    item->points[1] = (struct di_point){x + lean + wide, y - 1};
    item->points[2] = (struct di_point){x + wide, y + height + 1};
    item->points[3] = (struct di_point){x, y + height + 1};
}

static void add_hit(struct waterfall *w, size_t index, const char *name, const char *value,
                    const char *id, struct di_rect rect)
{
    struct di_hit *hit =
        di_scene_add_hit(w->sheet->scene, DI_HIT_BAR, (uint32_t)index, rect, 1);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(w->sheet->scene, id);
    hit->title = name;
    hit->rows[0].value = value;
    hit->rows[0].label = money_unit_text(w->sheet, w->money, w->unit);
    sheet_describe(w->sheet,
                   SHEET_SAY(w->sheet, DI_N_("%1: %2"), di_text_arg(name), di_text_arg(value)));
}

static void draw_total(struct waterfall *w, const struct di_rect *plot, double y, double bar,
                       const char *name, const char *id, double value, unsigned slot)
{
    struct sheet *sheet = w->sheet;
    const double end = x_of(w, plot, value);
    const char *text = sheet_number(sheet, value / w->unit, w->decimals);
    const struct di_rect rect = {plot->x, y, end - plot->x, bar};
    sheet_box(sheet, DI_INK_SERIES, slot, rect);
    if (w->cut > 0)
        cut_mark(w, plot->x + 0.6 * bar, y, bar);
    sheet_text(sheet, DI_INK_TEXT, text, sheet->strong, end + 0.7 * sheet->gap,
               sheet_middle(sheet->strong, y + bar / 2));
    add_hit(w, 0, name, text, id, rect);
}

static void draw_step(struct waterfall *w, const struct di_rect *plot, double y, double bar,
                      size_t index)
{
    struct sheet *sheet = w->sheet;
    const struct step *step = &w->steps[index];
    const double a = x_of(w, plot, fmin(step->from, step->to));
    const double b = x_of(w, plot, fmax(step->from, step->to));
    const struct di_rect rect = {a, y, fmax(b - a, 1), bar};
    const char *text = sheet_signed(sheet, step->amount / w->unit, w->decimals);
    const double width = sheet_width(sheet, text, sheet->strong);
    const bool is_saving = step->amount < 0;
    struct di_scene_item *box =
        sheet_box(sheet, is_saving ? DI_INK_SAVES : DI_INK_ADDS, 0, rect);
    if (box != NULL)
        box->is_hatched = !is_saving;
    const bool fits_right = b + sheet->gap + width <= sheet->body.x + sheet->body.width;
    sheet_text(sheet, DI_INK_TEXT, text, sheet->strong,
               fits_right ? b + 0.7 * sheet->gap : a - 0.7 * sheet->gap - width,
               sheet_middle(sheet->strong, y + bar / 2));
    add_hit(w, index + 1, step->name, text, step->id != NULL ? step->id : "other", rect);
}

static void label_row(struct waterfall *w, const char *text, struct di_text_style style,
                      double y, double bar, double width)
{
    struct text_lines lines;
    struct sheet *sheet = w->sheet;
    text_wrap(sheet->scene, sheet->measure, text, style, width, &lines);
    const double height = (double)lines.count * sheet_leading(style);
    for (size_t i = 0; i < lines.count; i++)
        sheet_text(sheet, DI_INK_TEXT, lines.line[i], style, sheet->body.x,
                   y + (bar - height) / 2 + ((double)i + 0.75) * sheet_leading(style));
}

static void connect(struct waterfall *w, const struct di_rect *plot, double value, double y,
                    double row, double bar)
{
    struct di_scene_item *line = di_scene_add_line(
        w->sheet->scene, DI_INK_AXIS, 1, (struct di_point){x_of(w, plot, value), y + bar},
        (struct di_point){x_of(w, plot, value), y + row});
    if (line != NULL)
        line->dash = DI_DASH_FINE;
}

static void draw(struct waterfall *w)
{
    struct sheet *sheet = w->sheet;
    const struct di_rect *body = &sheet->body;
    const char *base_name = sheet_scenario(sheet, sheet->request->baseline->results);
    const char *name = sheet_scenario(sheet, sheet->results);
    double label = fmax(sheet_width(sheet, base_name, sheet->strong),
                        sheet_width(sheet, name, sheet->strong));
    for (size_t i = 0; i < w->count; i++)
        label = fmax(label, sheet_width(sheet, w->steps[i].name, sheet->label));
    label = fmin(label, names_width(body->width)) + 1.5 * sheet->gap;
    const double value_width =
        sheet_width(sheet, sheet_number(sheet, w->most / w->unit, w->decimals), sheet->strong) +
        1.5 * sheet->gap;
    const double row = fmin(body->height / (double)(w->count + 2), 4 * sheet->label.size);
    const double bar = 0.6 * row;
    if (!sheet_has_room(sheet, label + value_width + 8 * sheet->label.size,
                        (double)(w->count + 2) * name_height(w, label - sheet->gap)))
        return;
    const struct di_rect plot = {body->x + label, body->y, body->width - label - value_width,
                                 body->height};
    sheet->out->plot = plot;
    double y = body->y + 0.2 * row;
    label_row(w, base_name, sheet->strong, y, bar, label - sheet->gap);
    draw_total(w, &plot, y, bar, base_name, "baseline", w->base->sum, 0);
    double at = w->base->sum;
    for (size_t i = 0; i < w->count; i++) {
        connect(w, &plot, at, y, row, bar);
        y += row;
        label_row(w, w->steps[i].name, sheet->label, y, bar, label - sheet->gap);
        draw_step(w, &plot, y, bar, i);
        at = w->steps[i].to;
    }
    connect(w, &plot, at, y, row, bar);
    y += row;
    label_row(w, name, sheet->strong, y, bar, label - sheet->gap);
    draw_total(w, &plot, y, bar, name, "scenario", w->money->sum, 1);
}

static const char *finding(struct waterfall *w)
{
    struct sheet *sheet = w->sheet;
    const double less = w->base->sum - w->money->sum;
    const struct di_argument name = di_text_arg(sheet_scenario(sheet, sheet->results));
    if (!money_direction_is_known(sheet))
        return SHEET_SAY(sheet,
                         DI_N_("'%1' and the baseline, line by line: runs do not agree which "
                               "costs more"),
                         name);
    const struct di_argument amount =
        di_text_arg(sheet_number(sheet, fabs(less) / w->unit, w->decimals));
    const struct di_argument unit = di_text_arg(money_unit_text(sheet, w->money, w->unit));
    return less > 0 ? SHEET_SAY(sheet, DI_N_("Why '%1' costs %2 %3 less"), name, amount, unit)
                    : SHEET_SAY(sheet, DI_N_("Why '%1' costs %2 %3 more"), name, amount, unit);
}

static void begin(struct waterfall *w)
{
    struct sheet *sheet = w->sheet;
    const struct di_argument first = di_text_arg(sheet_year(sheet, w->money->first_year));
    const struct di_argument last = di_text_arg(
        sheet_year(sheet, w->money->first_year + (int32_t)w->money->year_count - 1));
    const struct di_argument unit = di_text_arg(money_unit_text(sheet, w->money, w->unit));
    const struct sheet_story story = {
        .title = finding(w),
        .measure =
            w->cut > 0
                ? SHEET_SAY(
                      sheet,
                      DI_N_("Total cost %1–%2 by line, %3, not discounted. Bars of totals "
                            "are cut: the scale starts at %4."),
                      first, last, unit,
                      di_text_arg(sheet_number(sheet, w->cut / w->unit, w->decimals)))
                : SHEET_SAY(sheet, DI_N_("Total cost %1–%2 by line, %3, not discounted"), first,
                            last, unit),
        .legend_count = 2,
        .legend = {{SIGN_BOX, DI_INK_SAVES, 0, false, sheet_word(sheet, DI_N_("saves"))},
                   {SIGN_BOX, DI_INK_ADDS, 0, true, sheet_word(sheet, DI_N_("adds"))}},
        .note_count = 1,
        .notes = {sheet_runs_of_means(sheet)}};
    sheet_begin(sheet, &story);
}

enum di_status waterfall_plan(struct sheet *sheet, struct di_error *error)
{
    const struct di_chart_request *request = sheet->request;
    const char *name = sheet_word(sheet, di_chart_kind_name(DI_CHART_WATERFALL));
    struct money *money = DI_ARENA_NEW(&sheet->scene->arena, 2, struct money);
    struct waterfall *w = DI_ARENA_NEW(&sheet->scene->arena, 1, struct waterfall);
    if (money == NULL || w == NULL)
        return di_fail_memory(error);
    if (request->baseline == NULL) {
        sheet_empty(sheet, name,
                    sheet_word(sheet, DI_N_("There is no baseline to show. Choose results of "
                                            "the same seed to compare with.")));
        return DI_OK;
    }
    struct di_arena *arena = &sheet->scene->arena;
    if (!money_gather(request->scenario, arena, &money[0]) ||
        !money_gather(request->baseline, arena, &money[1])) {
        sheet_empty(
            sheet, name,
            sheet_nothing(
                sheet,
                sheet_word(sheet, DI_N_("The scenario has no unit costs, so these results "
                                        "hold child-years only and no money."))));
        return DI_OK;
    }
    *w = (struct waterfall){.sheet = sheet, .money = &money[0], .base = &money[1]};
    w->steps = DI_ARENA_NEW(arena, money[0].line_count + money[1].line_count + 1, struct step);
    if (w->steps == NULL)
        return di_fail_memory(error);
    gather(w);
    merge_small(w);
    run_through(w);
    w->unit = money_unit(w->most);
    w->decimals = money_decimals(w->most, w->unit);
    begin(w);
    draw(w);
    return DI_OK;
}
