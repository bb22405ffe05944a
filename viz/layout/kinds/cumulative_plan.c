/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money spent since the start. With a baseline: how much more or less than it, quarter by
 * quarter, and the quarter from which the scenario stays ahead (break-even). Lines are means of
 * the runs; the band holds 90% of the differences run by run, where both have the same luck.
 */
#include <math.h>

#include "money.h"
#include "plans.h"
#include "points.h"

struct cumulative {
    struct sheet *sheet;
    const struct money *money, *base; /* base NULL: none */
    size_t count;
    double *plain, *discounted; /* [count] at the end of each quarter */
    struct points paired;       /* differences run by run; count 0: cannot be paired */
    double low, high, unit;
    int decimals;
    struct di_rect plot;
    struct di_scale days, values;
};

static bool add_up(struct cumulative *c)
{
    struct di_arena *arena = &c->sheet->scene->arena;
    c->count = c->money->quarter_count;
    if (c->base != NULL && c->base->quarter_count < c->count)
        c->count = c->base->quarter_count;
    c->plain = DI_ARENA_NEW(arena, c->count + 1, double);
    c->discounted = DI_ARENA_NEW(arena, c->count + 1, double);
    if (c->plain == NULL || c->discounted == NULL)
        return false;
    double plain = 0, discounted = 0;
    for (size_t i = 0; i < c->count; i++) {
        plain += c->money->quarter[i] - (c->base != NULL ? c->base->quarter[i] : 0);
        discounted += c->money->discounted[i] - (c->base != NULL ? c->base->discounted[i] : 0);
        c->plain[i] = plain;
        c->discounted[i] = discounted;
        c->low = fmin(c->low, fmin(plain, isnan(discounted) ? plain : discounted));
        c->high = fmax(c->high, fmax(plain, isnan(discounted) ? plain : discounted));
    }
    return true;
}

static bool pair_up(struct cumulative *c)
{
    const struct di_chart_request *request = c->sheet->request;
    const uint32_t indicator = di_indicator_find("K18_cost_cumulative");
    if (c->base == NULL)
        return true;
    if (!points_take_paired(&c->sheet->scene->arena, request->scenario->results,
                            request->baseline->results, indicator, DI_QUARTER, &c->paired))
        return false;
    for (size_t i = 0; i < c->paired.count; i++) {
        c->low = fmin(c->low, c->paired.p05[i]);
        c->high = fmax(c->high, c->paired.p95[i]);
    }
    return true;
}

/* Index of the first quarter from which on the scenario costs no more; count: none. */
static size_t break_even(const struct cumulative *c)
{
    size_t at = c->count;
    while (at > 0 && c->plain[at - 1] <= 0)
        at--;
    return at;
}

static const char *finding(struct cumulative *c)
{
    struct sheet *sheet = c->sheet;
    const double end = c->plain[c->count - 1];
    const int32_t day = c->money->quarter_end[c->count - 1];
    char digits[16];
    const struct di_argument year = sheet_end_arg(day, digits);
    const struct di_argument amount =
        di_text_arg(sheet_number(sheet, fabs(end) / c->unit, c->decimals));
    const struct di_argument word = di_text_arg(money_unit_text(sheet, c->money, c->unit));
    if (c->base == NULL)
        return SHEET_SAY(sheet, DI_N_("%1 %2 spent by the end of %3"), amount, word, year);
    if (!money_direction_is_known(sheet))
        return SHEET_SAY(
            sheet,
            c->paired.count > 0
                ? DI_N_("Cost by the end of %1: runs disagree whether it is above or below the "
                        "baseline")
                : DI_N_(
                      "Cost by the end of %1: without pairs of runs nobody can say whether it "
                      "is above or below the baseline"),
            year);
    const size_t at = break_even(c);
    if (at == c->count)
        return SHEET_SAY(sheet, DI_N_("No break-even by the end of %3: %1 %2 more spent"),
                         amount, word, year);
    if (at == 0)
        return SHEET_SAY(sheet, DI_N_("Cheaper from the start: %1 %2 less by the end of %3"),
                         amount, word, year);
    return SHEET_SAY(sheet, DI_N_("Breaks even in %4; %1 %2 less spent by the end of %3"),
                     amount, word, year,
                     di_text_arg(sheet_quarter(sheet, c->money->quarter_end[at])));
}

static void draw_line(struct cumulative *c, const double *values, enum di_dash dash,
                      const char *name)
{
    struct sheet *sheet = c->sheet;
    const size_t last = c->count - 1;
    if (isnan(values[last]))
        return;
    struct di_scene_item *item =
        di_scene_add(sheet->scene, DI_SCENE_LINE, DI_INK_SERIES, c->count + 1);
    if (item == NULL)
        return;
    item->slot = 1;
    item->dash = dash;
    item->size = (dash == DI_DASH_NONE ? 2.6 : 1.8) * sheet->label.size / 13;
    item->points[0] = (struct di_point){c->plot.x, di_scale_pixel(&c->values, 0)};
    for (size_t i = 0; i < c->count; i++)
        item->points[i + 1] =
            (struct di_point){di_scale_pixel(&c->days, c->money->quarter_end[i]),
                              di_scale_pixel(&c->values, values[i])};
    sheet_describe(sheet, SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(name),
                                    di_text_arg(sheet_number(sheet, values[last] / c->unit,
                                                             c->decimals))));
}

static const char *end_text(struct cumulative *c, double value)
{
    return c->base != NULL ? sheet_signed(c->sheet, value / c->unit, c->decimals)
                           : sheet_number(c->sheet, value / c->unit, c->decimals);
}

/* "90%: −46.1 to −42.0", or NULL without pairs. */
static const char *range_text(struct cumulative *c)
{
    const size_t n = c->paired.count;
    if (n == 0)
        return NULL;
    return SHEET_SAY(c->sheet, DI_N_("90%%: %1 to %2"),
                     di_text_arg(end_text(c, c->paired.p05[n - 1])),
                     di_text_arg(end_text(c, c->paired.p95[n - 1])));
}

static void label_ends(struct cumulative *c, const char *const names[2])
{
    struct sheet *sheet = c->sheet;
    const size_t last = c->count - 1;
    const char *range = range_text(c);
    const double ends[2] = {c->plain[last], c->discounted[last]};
    struct stack_label labels[2];
    const double line = sheet_leading(sheet->strong);
    for (size_t i = 0; i < 2; i++)
        labels[i] = (struct stack_label){
            .wanted = isnan(ends[i]) ? 0 : di_scale_pixel(&c->values, ends[i]),
            .height = (i == 0 && range != NULL ? 3 : 2) * line + 2};
    label_stack_solve(labels, 2, c->plot.y - line, c->plot.y + c->plot.height);
    const double x = c->plot.x + c->plot.width + sheet->gap;
    for (size_t i = 0; i < 2; i++) {
        if (isnan(ends[i]))
            continue;
        const double base = labels[i].centre - labels[i].height / 2 + 0.88 * line;
        struct di_scene_item *item =
            sheet_text(sheet, DI_INK_SERIES_TEXT, names[i], sheet->strong, x, base);
        if (item != NULL)
            item->slot = 1;
        sheet_text(sheet, DI_INK_SECONDARY, end_text(c, ends[i]), sheet->label, x, base + line);
        if (i == 0 && range != NULL)
            sheet_text(sheet, DI_INK_SECONDARY, range, sheet->small, x, base + 2 * line);
    }
}

static void mark_break_even(struct cumulative *c)
{
    struct sheet *sheet = c->sheet;
    const size_t at = break_even(c);
    if (c->base == NULL || at == 0 || at == c->count)
        return;
    const double x = di_scale_pixel(&c->days, c->money->quarter_end[at]);
    const double y = di_scale_pixel(&c->values, 0);
    const char *text = SHEET_SAY(sheet, DI_N_("break-even %1"),
                                 di_text_arg(sheet_quarter(sheet, c->money->quarter_end[at])));
    const double width = sheet_width(sheet, text, sheet->strong);
    struct di_scene_item *dot = di_scene_add_marker(
        sheet->scene, DI_INK_TEXT, DI_SHAPE_DIAMOND, 0.4 * sheet->label.size,
        (struct di_point){x, di_scale_pixel(&c->values, c->plain[at])});
    if (dot != NULL)
        dot->has_halo = true;
    /* a line that falls through zero leaves the room below and left of it free */
    const bool fits_left = x - sheet->gap - width > c->plot.x;
    struct di_scene_item *item = sheet_text(sheet, DI_INK_TEXT, text, sheet->strong,
                                            fits_left ? x - sheet->gap - width : c->plot.x + 2,
                                            y + 1.6 * sheet->strong.size);
    if (item != NULL)
        item->has_halo = true;
}

static void add_hits(struct cumulative *c)
{
    struct sheet *sheet = c->sheet;
    const double width = c->plot.width / (double)c->count;
    for (size_t i = 0; i < c->count; i++) {
        const struct di_rect rect = {c->plot.x + (double)i * width, c->plot.y, width,
                                     c->plot.height};
        struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_TIME, (uint32_t)i, rect, 2);
        if (hit == NULL)
            return;
        hit->title = hit->id = sheet_quarter(sheet, c->money->quarter_end[i]);
        const char *range = i < c->paired.count
                                ? SHEET_SAY(sheet, DI_N_("%1 to %2"),
                                            di_text_arg(end_text(c, c->paired.p05[i])),
                                            di_text_arg(end_text(c, c->paired.p95[i])))
                                : "";
        hit->rows[0] =
            (struct di_tooltip_row){c->base != NULL ? sheet_word(sheet, DI_N_("less baseline"))
                                                    : sheet_word(sheet, DI_N_("spent")),
                                    end_text(c, c->plain[i]), range};
        hit->rows[1] = (struct di_tooltip_row){
            sheet_word(sheet, DI_N_("discounted")),
            isnan(c->discounted[i]) ? "" : end_text(c, c->discounted[i]), ""};
    }
}

static void draw(struct cumulative *c)
{
    struct sheet *sheet = c->sheet;
    const struct di_rect *body = &sheet->body;
    const char *const names[2] = {c->base != NULL ? sheet_word(sheet, DI_N_("less baseline"))
                                                  : sheet_word(sheet, DI_N_("spent")),
                                  sheet_word(sheet, DI_N_("discounted"))};
    const double foot = sheet->gap + sheet_leading(sheet->label);
    const double span = fmax(c->high - c->low, 1);
    const double low = c->low < 0 ? c->low - 0.05 * span : 0, high = c->high + 0.05 * span;
    const struct di_ticks ticks =
        sheet_value_ticks(sheet, low / c->unit, high / c->unit, body->height, false);
    const double left = sheet_ticks_width(sheet, &ticks) + sheet->gap;
    double right = 0;
    for (size_t i = 0; i < 2; i++)
        right = fmax(right, sheet_width(sheet, names[i], sheet->strong));
    right = fmax(right, sheet_width(sheet, end_text(c, c->low), sheet->label)) + sheet->gap;
    if (c->paired.count > 0)
        right = fmax(right, sheet_width(sheet, range_text(c), sheet->small) + sheet->gap);
    if (!sheet_has_room(sheet, left + right + 12 * sheet->label.size,
                        foot + 7 * sheet->label.size))
        return;
    c->plot = (struct di_rect){body->x + left, body->y + 0.5 * sheet->label.size,
                               body->width - left - right,
                               body->height - foot - 0.5 * sheet->label.size};
    c->days = (struct di_scale){sheet->results->start_civil_day,
                                c->money->quarter_end[c->count - 1] + 1, c->plot.x,
                                c->plot.x + c->plot.width};
    c->values = (struct di_scale){low, high, c->plot.y + c->plot.height, c->plot.y};
    const struct di_scale shown = {low / c->unit, high / c->unit, c->plot.y + c->plot.height,
                                   c->plot.y};
    sheet->out->plot = c->plot;
    sheet_value_axis(sheet, &shown, &ticks, c->plot.x, c->plot.x + c->plot.width);
    sheet_year_axis(sheet, &c->days, c->plot.y + c->plot.height);
    const double zero = di_scale_pixel(&c->values, 0);
    sheet_line(sheet, DI_INK_TEXT, 1.2, c->plot.x, zero, c->plot.x + c->plot.width, zero);
    points_draw_band(sheet->scene, &c->paired, &c->days, &c->values);
    draw_line(c, c->discounted, DI_DASH_LONG, names[1]);
    draw_line(c, c->plain, DI_DASH_NONE, names[0]);
    label_ends(c, names);
    mark_break_even(c);
    add_hits(c);
}

enum di_status cumulative_plan(struct sheet *sheet, struct di_error *error)
{
    const struct di_chart_request *request = sheet->request;
    struct money *money = DI_ARENA_NEW(&sheet->scene->arena, 2, struct money);
    struct cumulative c = {.sheet = sheet, .money = money};
    if (money == NULL)
        return di_fail_memory(error);
    if (!money_gather(request->scenario, &sheet->scene->arena, &money[0]) ||
        money[0].quarter_count == 0) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_CUMULATIVE)),
            sheet_nothing(
                sheet,
                sheet_word(sheet, DI_N_("The scenario has no unit costs, so these results "
                                        "hold child-years only and no money."))));
        return DI_OK;
    }
    if (request->baseline != NULL &&
        money_gather(request->baseline, &sheet->scene->arena, &money[1]) &&
        money[1].quarter_count > 0)
        c.base = &money[1];
    if (!add_up(&c) || !pair_up(&c))
        return di_fail_memory(error);
    const double most = fmax(fabs(c.low), fabs(c.high));
    c.unit = money_unit(most);
    c.decimals = money_decimals(most, c.unit);
    const struct di_argument name = di_text_arg(sheet_scenario(sheet, sheet->results));
    const struct di_argument unit = di_text_arg(money_unit_text(sheet, money, c.unit));
    const struct sheet_story story = {
        .title = finding(&c),
        .measure = c.base != NULL
                       ? SHEET_SAY(sheet,
                                   DI_N_("%1 less baseline · cumulative, %2. Above zero the "
                                         "scenario has cost more so far."),
                                   name, unit)
                       : SHEET_SAY(sheet, DI_N_("%1 · cumulative, %2"), name, unit),
        .note_count = 1,
        .notes = {c.paired.count > 0
                      ? sheet_runs(sheet,
                                   DI_N_("Runs: %1. Line: mean. Band: 90%% of the differences "
                                         "run by run, with the same luck: chance only, inputs "
                                         "held fixed."),
                                   DI_N_("Runs: %1. Line: mean. Band: 90%% of the differences "
                                         "run by run, with the same luck: chance and uncertain "
                                         "inputs together."))
                      : sheet_runs_of_means(sheet)}};
    sheet_begin(sheet, &story);
    draw(&c);
    return DI_OK;
}
