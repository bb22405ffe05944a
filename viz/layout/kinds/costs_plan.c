/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cost by year, one bar a year, stacked by line: the largest lines by name, the rest together.
 * Above each bar its total; the whisker is the 95% interval of the mean.
 */
#include <math.h>
#include <string.h>

#include "money.h"
#include "plans.h"

enum { SHOWN = 5 }; /* lines with a name; the rest is "other" */

struct costs {
    struct sheet *sheet;
    struct money *money;
    size_t shown_count;
    size_t shown[SHOWN]; /* index of lines, largest first */
    double unit, most;
    int decimals;
    struct di_rect plot;
    struct di_scale values;
    double step;
};

/* Largest first; equal ones keep the order of the file. */
static void choose_lines(struct costs *costs)
{
    const struct money *money = costs->money;
    for (size_t i = 0; i < money->line_count; i++) {
        size_t at = costs->shown_count;
        while (at > 0 && money->lines[costs->shown[at - 1]].total < money->lines[i].total)
            at--;
        if (at == SHOWN || !(money->lines[i].total > 0))
            continue;
        if (costs->shown_count < SHOWN)
            costs->shown_count++;
        memmove(&costs->shown[at + 1], &costs->shown[at],
                (costs->shown_count - at - 1) * sizeof costs->shown[0]);
        costs->shown[at] = i;
    }
}

static bool has_rest(const struct costs *costs)
{
    size_t count = 0;
    for (size_t i = 0; i < costs->money->line_count; i++)
        count += costs->money->lines[i].total > 0;
    return count > costs->shown_count;
}

/* Part k of a year: 0 to shown_count - 1 the lines, then the rest. */
static double part(const struct costs *costs, size_t k, size_t year)
{
    double rest = costs->money->total[year];
    if (k < costs->shown_count)
        return costs->money->lines[costs->shown[k]].year[year];
    for (size_t i = 0; i < costs->shown_count; i++)
        rest -= costs->money->lines[costs->shown[i]].year[year];
    return fmax(rest, 0);
}

static size_t part_count(const struct costs *costs)
{
    return costs->shown_count + (has_rest(costs) ? 1 : 0);
}

static const char *part_name(struct costs *costs, size_t k)
{
    return k < costs->shown_count
               ? money_line_name(costs->sheet, costs->money->lines[costs->shown[k]].id)
               : sheet_word(costs->sheet, DI_N_("Other lines"));
}

static unsigned part_slot(const struct costs *costs, size_t k)
{
    return k < costs->shown_count ? (unsigned)k + 1 : 0;
}

static void add_hit(struct costs *costs, size_t year, struct di_rect rect)
{
    struct sheet *sheet = costs->sheet;
    const size_t parts = part_count(costs);
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_BAR, (uint32_t)year, rect, parts + 1);
    if (hit == NULL)
        return;
    const struct money *money = costs->money;
    hit->title = hit->id = sheet_year(sheet, money->first_year + (int32_t)year);
    hit->rows[0] = (struct di_tooltip_row){
        sheet_word(sheet, DI_N_("total")),
        sheet_number(sheet, money->total[year] / costs->unit, costs->decimals),
        sheet_range(sheet, money->low[year] / costs->unit, money->high[year] / costs->unit,
                    costs->decimals)};
    for (size_t k = 0; k < parts; k++)
        hit->rows[k + 1] = (struct di_tooltip_row){
            part_name(costs, k),
            sheet_number(sheet, part(costs, k, year) / costs->unit, costs->decimals), ""};
    sheet_describe(sheet, SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(hit->title),
                                    di_text_arg(hit->rows[0].value)));
}

static void draw_whisker(struct costs *costs, size_t year, double x)
{
    const struct money *money = costs->money;
    if (isnan(money->low[year]) || isnan(money->high[year]))
        return;
    const double low = di_scale_pixel(&costs->values, money->low[year]);
    const double high = di_scale_pixel(&costs->values, money->high[year]);
    if (low - high > 2)
        sheet_line(costs->sheet, DI_INK_TEXT, 1.2, x, low, x, high);
}

static void draw_year(struct costs *costs, size_t year)
{
    struct sheet *sheet = costs->sheet;
    const double x = costs->plot.x + ((double)year + 0.5) * costs->step;
    const double width = 0.66 * costs->step;
    double below = 0;
    for (size_t k = 0; k < part_count(costs); k++) {
        const double amount = part(costs, k, year);
        const double top = di_scale_pixel(&costs->values, below + amount);
        const double foot = di_scale_pixel(&costs->values, below);
        sheet_box(sheet, DI_INK_SERIES, part_slot(costs, k),
                  (struct di_rect){x - width / 2, top, width, fmax(foot - top - 1, 0.5)});
        below += amount;
    }
    draw_whisker(costs, year, x);
    const char *name = sheet_year(sheet, costs->money->first_year + (int32_t)year);
    const char *total =
        sheet_number(sheet, costs->money->total[year] / costs->unit, costs->decimals);
    const double top = di_scale_pixel(
        &costs->values, isnan(costs->money->high[year])
                            ? costs->money->total[year]
                            : fmax(costs->money->high[year], costs->money->total[year]));
    const double foot = costs->plot.y + costs->plot.height;
    const double widest =
        fmax(sheet_width(sheet, name, sheet->label), sheet_width(sheet, total, sheet->small));
    const size_t every = (size_t)fmax(ceil((widest + sheet->gap) / costs->step), 1);
    add_hit(
        costs, year,
        (struct di_rect){x - costs->step / 2, costs->plot.y, costs->step, costs->plot.height});
    if (year % every != 0)
        return;
    sheet_text_centred(sheet, DI_INK_SECONDARY, name, sheet->label, x,
                       foot + 0.6 * sheet->gap + DI_TEXT_ASCENT * sheet->label.size);
    struct di_scene_item *sum =
        sheet_text_centred(sheet, DI_INK_TEXT, total, sheet->small, x, top - 0.5 * sheet->gap);
    if (sum != NULL)
        sum->has_halo = true; /* a grid line may run behind it */
}

/* Names beside the last bar, moved apart. */
static void label_parts(struct costs *costs, double widest)
{
    struct sheet *sheet = costs->sheet;
    struct stack_label labels[SHOWN + 1];
    struct text_lines lines[SHOWN + 1];
    const size_t parts = part_count(costs), last = costs->money->year_count - 1;
    double below = 0;
    for (size_t k = 0; k < parts; k++) {
        const double amount = part(costs, k, last);
        text_wrap(sheet->scene, sheet->measure, part_name(costs, k), sheet->strong, widest,
                  &lines[k]);
        labels[k] = (struct stack_label){
            .wanted = di_scale_pixel(&costs->values, below + amount / 2),
            .height = (double)lines[k].count * sheet_leading(sheet->strong) + 2};
        below += amount;
    }
    label_stack_solve(labels, parts, costs->plot.y - sheet->gap,
                      costs->plot.y + costs->plot.height + sheet->gap);
    const double x = costs->plot.x + costs->plot.width + 1.8 * sheet->gap;
    for (size_t k = 0; k < parts; k++) {
        const double y = labels[k].centre - labels[k].height / 2;
        sheet_box(sheet, DI_INK_SERIES, part_slot(costs, k),
                  (struct di_rect){x - 1.5 * sheet->gap,
                                   labels[k].centre - 0.4 * sheet->strong.size, sheet->gap,
                                   0.8 * sheet->strong.size});
        for (size_t i = 0; i < lines[k].count; i++)
            sheet_text(sheet, DI_INK_TEXT, lines[k].line[i], sheet->strong, x,
                       y + DI_TEXT_ASCENT * sheet->strong.size +
                           (double)i * sheet_leading(sheet->strong));
    }
}

static double name_width(struct costs *costs, double most)
{
    double widest = 0;
    for (size_t k = 0; k < part_count(costs); k++) {
        struct text_lines lines;
        text_wrap(costs->sheet->scene, costs->sheet->measure, part_name(costs, k),
                  costs->sheet->strong, most, &lines);
        widest = fmax(widest, lines.widest);
    }
    return widest;
}

static const char *finding(struct costs *costs)
{
    struct sheet *sheet = costs->sheet;
    const struct money *money = costs->money;
    const struct di_argument first = di_text_arg(sheet_year(sheet, money->first_year));
    const struct di_argument last =
        di_text_arg(sheet_year(sheet, money->first_year + (int32_t)money->year_count - 1));
    struct money *base = DI_ARENA_NEW(&sheet->scene->arena, 1, struct money);
    const double unit = money_unit(money->sum);
    const char *word = money_unit_text(sheet, money, unit);
    const int decimals = money_decimals(money->sum, unit);
    if (base == NULL || sheet->request->baseline == NULL ||
        !money_gather(sheet->request->baseline, base))
        return SHEET_SAY(sheet, DI_N_("Cost %1–%2: %3 %4"), first, last,
                         di_text_arg(sheet_number(sheet, money->sum / unit, decimals)),
                         di_text_arg(word));
    const double less = base->sum - money->sum;
    return SHEET_SAY(sheet,
                     less > 0 ? DI_N_("Cost %1–%2: %3 %4, %5 less than the baseline")
                              : DI_N_("Cost %1–%2: %3 %4, %5 more than the baseline"),
                     first, last, di_text_arg(sheet_number(sheet, money->sum / unit, decimals)),
                     di_text_arg(word),
                     di_text_arg(sheet_number(sheet, fabs(less) / unit, decimals)));
}

static void draw(struct costs *costs)
{
    struct sheet *sheet = costs->sheet;
    const struct di_rect *body = &sheet->body;
    const struct money *money = costs->money;
    const double foot = sheet->gap + sheet_leading(sheet->label);
    const double head = sheet_leading(sheet->small);
    const double names = name_width(costs, 0.26 * body->width) + 2 * sheet->gap;
    const double height = body->height - foot - head;
    const struct di_ticks ticks =
        di_ticks_of_values(0, costs->most / costs->unit,
                           (size_t)fmin(fmax(height / (5 * sheet->label.size), 2), 6), false);
    const double left = sheet_ticks_width(sheet, &ticks) + sheet->gap;
    if (!sheet_has_room(sheet, left + names + 12 * sheet->label.size,
                        foot + head + 7 * sheet->label.size))
        return;
    costs->plot =
        (struct di_rect){body->x + left, body->y + head, body->width - left - names, height};
    costs->step = costs->plot.width / (double)money->year_count;
    costs->values = (struct di_scale){0, costs->most, costs->plot.y + height, costs->plot.y};
    const struct di_scale shown = {0, costs->most / costs->unit, costs->plot.y + height,
                                   costs->plot.y};
    sheet->out->plot = costs->plot;
    sheet_value_axis(sheet, &shown, &ticks, costs->plot.x, costs->plot.x + costs->plot.width);
    sheet_line(sheet, DI_INK_AXIS, 1, costs->plot.x, costs->plot.y + height,
               costs->plot.x + costs->plot.width, costs->plot.y + height);
    for (size_t year = 0; year < money->year_count; year++)
        draw_year(costs, year);
    label_parts(costs, names);
}

enum di_status costs_plan(struct sheet *sheet, struct di_error *error)
{
    struct money *money = DI_ARENA_NEW(&sheet->scene->arena, 1, struct money);
    struct costs costs = {.sheet = sheet, .money = money};
    if (money == NULL)
        return di_fail_memory(error);
    if (!money_gather(sheet->request->scenario, money)) {
        sheet_empty(sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_COSTS)),
                    sheet_word(sheet, DI_N_("The scenario has no unit costs, so these results "
                                            "hold child-years only and no money.")));
        return DI_OK;
    }
    choose_lines(&costs);
    for (size_t i = 0; i < money->year_count; i++)
        costs.most =
            fmax(costs.most, fmax(money->total[i], isnan(money->high[i]) ? 0 : money->high[i]));
    costs.most *= 1.04;
    costs.unit = money_unit(costs.most);
    costs.decimals = money_decimals(costs.most, costs.unit);
    const struct sheet_story story = {
        .title = finding(&costs),
        .measure = SHEET_SAY(sheet, DI_N_("%1 · %2 a year, by line"),
                             di_text_arg(sheet_scenario(sheet, sheet->results)),
                             di_text_arg(money_unit_text(sheet, money, costs.unit))),
        .note_count = 1,
        .notes = {
            sheet_runs(sheet,
                       DI_N_("Runs: %1. Means of the runs, not discounted; whiskers: 95%% "
                             "interval of the mean. Chance only, inputs held fixed."),
                       DI_N_("Runs: %1. Means of the runs, not discounted; whiskers: 95%% "
                             "interval of the mean. Uncertain inputs drawn in each."))}};
    sheet_begin(sheet, &story);
    draw(&costs);
    return DI_OK;
}
