/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cost by year, one bar a year, stacked by where the money goes, in the colours that kinds of
 * care have everywhere; the fixed costs of empty places (double running) stand hatched at the
 * foot of institutions. A total that is not told by setting is stacked by line: the largest by
 * name, the rest together. Above each bar its total; the whisker is the 95% interval of the
 * mean.
 */
#include <math.h>
#include <string.h>

#include "money.h"
#include "plans.h"

enum { LINES_SHOWN = 5, PARTS_MAX = GROUPS + 2 };

/* One colour of the stack, from the foot up. */
struct part {
    const char *name;
    enum di_ink ink;
    unsigned slot;
    bool is_hatched;
    double year[MONEY_YEARS_MAX];
};

struct costs {
    struct sheet *sheet;
    struct money *money;
    size_t part_count;
    struct part parts[PARTS_MAX];
    double unit, most;
    int decimals;
    struct di_rect plot;
    struct di_scale values;
    double step;
};

static struct part *add_part(struct costs *costs, const char *name, enum di_ink ink,
                             unsigned slot)
{
    struct part *part = &costs->parts[costs->part_count++];
    *part = (struct part){.name = name, .ink = ink, .slot = slot};
    return part;
}

/* ---- by kind of care ---- */

static void split_double_running(struct costs *costs, struct part *institutions)
{
    struct part *empty =
        add_part(costs, sheet_word(costs->sheet, DI_N_("Institutions: empty places")),
                 DI_INK_CARE, DI_CARE_INSTITUTION);
    empty->is_hatched = true;
    for (size_t year = 0; year < costs->money->year_count; year++) {
        empty->year[year] = fmin(costs->money->double_running[year], institutions->year[year]);
        institutions->year[year] -= empty->year[year];
    }
    const struct part above = *institutions;
    *institutions = *empty;
    *empty = above;
}

static void add_group(struct costs *costs, enum care_group group)
{
    struct sheet *sheet = costs->sheet;
    double sum = 0, twice = 0;
    for (size_t year = 0; year < costs->money->year_count; year++) {
        sum += costs->money->group[group][year];
        twice += costs->money->double_running[year];
    }
    if (!(sum > 0))
        return;
    struct part *part =
        group == GROUPS
            ? add_part(costs, sheet_word(sheet, DI_N_("Workers, prevention and other")),
                       DI_INK_CARE, DI_CARE_OUTSIDE)
            : add_part(costs, sheet_word(sheet, care_group_name(group)), DI_INK_CARE,
                       care_group_slot(group));
    memcpy(part->year, costs->money->group[group], sizeof part->year);
    if (group == GROUP_INSTITUTION && twice > 0)
        split_double_running(costs, part);
}

/* From institutions up to families, as the shares of children; what is no care on top. */
static void add_groups(struct costs *costs)
{
    for (unsigned group = GROUP_CARES; group-- > 0;)
        add_group(costs, (enum care_group)group);
    for (unsigned group = GROUP_CARES; group <= GROUPS; group++)
        add_group(costs, (enum care_group)group);
}

/* ---- by line ---- */

/* Largest first; equal ones keep the order of the file. */
static size_t largest_lines(const struct money *money, size_t shown[LINES_SHOWN])
{
    size_t count = 0;
    for (size_t i = 0; i < money->line_count; i++) {
        size_t at = count;
        while (at > 0 && money->lines[shown[at - 1]].total < money->lines[i].total)
            at--;
        if (at == LINES_SHOWN || !(money->lines[i].total > 0))
            continue;
        if (count < LINES_SHOWN)
            count++;
        memmove(&shown[at + 1], &shown[at], (count - at - 1) * sizeof shown[0]);
        shown[at] = i;
    }
    return count;
}

static void add_lines(struct costs *costs)
{
    const struct money *money = costs->money;
    size_t shown[LINES_SHOWN];
    const size_t count = largest_lines(money, shown);
    double rest = 0;
    for (size_t k = 0; k < count; k++) {
        struct part *part =
            add_part(costs, money_line_name(costs->sheet, money->lines[shown[k]].id),
                     DI_INK_SERIES, (unsigned)k + 1);
        memcpy(part->year, money->lines[shown[k]].year, sizeof part->year);
    }
    struct part *other =
        add_part(costs, sheet_word(costs->sheet, DI_N_("Other lines")), DI_INK_SERIES, 0);
    for (size_t year = 0; year < money->year_count; year++) {
        other->year[year] = money->total[year];
        for (size_t k = 0; k < count; k++)
            other->year[year] -= costs->parts[k].year[year];
        rest += other->year[year];
    }
    if (rest < 1e-6 * money->sum)
        costs->part_count--;
}

static void add_hit(struct costs *costs, size_t year, struct di_rect rect)
{
    struct sheet *sheet = costs->sheet;
    const size_t parts = costs->part_count;
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
            costs->parts[k].name,
            sheet_number(sheet, costs->parts[k].year[year] / costs->unit, costs->decimals), ""};
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
    const double width = fmin(0.66 * costs->step, 9 * sheet->label.size);
    double below = 0;
    for (size_t k = 0; k < costs->part_count; k++) {
        const struct part *part = &costs->parts[k];
        const double amount = part->year[year];
        const double top = di_scale_pixel(&costs->values, below + amount);
        const double foot = di_scale_pixel(&costs->values, below);
        struct di_scene_item *box =
            sheet_box(sheet, part->ink, part->slot,
                      (struct di_rect){x - width / 2, top, width, fmax(foot - top - 1, 0.5)});
        if (box != NULL)
            box->is_hatched = part->is_hatched;
        below += amount;
    }
    draw_whisker(costs, year, x);
    const char *name = sheet_year_mark(sheet, costs->money->first_year + (int32_t)year);
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

struct part_label {
    const struct part *part;
    struct text_lines lines;
    double middle; /* of the part in the last bar */
};

static double label_height(const struct costs *costs, const struct part_label *label)
{
    return (double)label->lines.count * sheet_leading(costs->sheet->strong) + 2;
}

/* Names by part, from the foot up. Where they need more than `room`, the least parts lose
 * theirs: tooltips have all. */
static size_t choose_labels(struct costs *costs, double widest, double room,
                            struct part_label *labels)
{
    const struct sheet *sheet = costs->sheet;
    const size_t last = costs->money->year_count - 1;
    double below = 0, height = 0;
    size_t count = costs->part_count;
    for (size_t k = 0; k < count; k++) {
        const double amount = costs->parts[k].year[last];
        labels[k].part = &costs->parts[k];
        labels[k].middle = di_scale_pixel(&costs->values, below + amount / 2);
        text_wrap(sheet->scene, sheet->measure, costs->parts[k].name, sheet->strong, widest,
                  &labels[k].lines);
        height += label_height(costs, &labels[k]);
        below += amount;
    }
    while (count > 1 && height > room) {
        size_t least = 0;
        for (size_t k = 1; k < count; k++)
            if (labels[k].part->year[last] < labels[least].part->year[last])
                least = k;
        height -= label_height(costs, &labels[least]);
        memmove(&labels[least], &labels[least + 1], (--count - least) * sizeof labels[0]);
    }
    return count;
}

/* Names beside the last bar, moved apart. */
static void label_parts(struct costs *costs, double widest)
{
    struct sheet *sheet = costs->sheet;
    struct stack_label stack[PARTS_MAX];
    struct part_label labels[PARTS_MAX];
    const double room = costs->plot.height + 2 * sheet->gap;
    const size_t count = choose_labels(costs, widest, room, labels);
    for (size_t k = 0; k < count; k++)
        stack[k] = (struct stack_label){.wanted = labels[k].middle,
                                        .height = label_height(costs, &labels[k])};
    label_stack_solve(stack, count, costs->plot.y - sheet->gap,
                      costs->plot.y + costs->plot.height + sheet->gap);
    const double x = costs->plot.x + costs->plot.width + 1.8 * sheet->gap;
    for (size_t k = 0; k < count; k++) {
        const double y = stack[k].centre - stack[k].height / 2;
        struct di_scene_item *sign = sheet_box(
            sheet, labels[k].part->ink, labels[k].part->slot,
            (struct di_rect){x - 1.5 * sheet->gap, stack[k].centre - 0.4 * sheet->strong.size,
                             sheet->gap, 0.8 * sheet->strong.size});
        if (sign != NULL)
            sign->is_hatched = labels[k].part->is_hatched;
        for (size_t i = 0; i < labels[k].lines.count; i++)
            sheet_text(sheet, DI_INK_TEXT, labels[k].lines.line[i], sheet->strong, x,
                       y + DI_TEXT_ASCENT * sheet->strong.size +
                           (double)i * sheet_leading(sheet->strong));
    }
}

static double name_width(struct costs *costs, double most)
{
    double widest = 0;
    for (size_t k = 0; k < costs->part_count; k++) {
        struct text_lines lines;
        text_wrap(costs->sheet->scene, costs->sheet->measure, costs->parts[k].name,
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
        !money_gather(sheet->request->baseline, &sheet->scene->arena, base) ||
        !money_direction_is_known(sheet))
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
        sheet_value_ticks(sheet, 0, costs->most / costs->unit, height, false);
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
    label_parts(costs, names - 2 * sheet->gap);
}

enum di_status costs_plan(struct sheet *sheet, struct di_error *error)
{
    struct money *money = DI_ARENA_NEW(&sheet->scene->arena, 1, struct money);
    struct costs *costs = DI_ARENA_NEW(&sheet->scene->arena, 1, struct costs);
    if (money == NULL || costs == NULL)
        return di_fail_memory(error);
    costs->sheet = sheet;
    costs->money = money;
    if (!money_gather(sheet->request->scenario, &sheet->scene->arena, money)) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_COSTS)),
            sheet_nothing(
                sheet,
                sheet_word(sheet, DI_N_("The scenario has no unit costs, so these results "
                                        "hold child-years only and no money."))));
        return DI_OK;
    }
    if (money->has_groups)
        add_groups(costs);
    else
        add_lines(costs);
    for (size_t i = 0; i < money->year_count; i++)
        costs->most = fmax(costs->most,
                           fmax(money->total[i], isnan(money->high[i]) ? 0 : money->high[i]));
    costs->most *= 1.04;
    costs->unit = money_unit(costs->most);
    costs->decimals = money_decimals(costs->most, costs->unit);
    const char *note = sheet_year_note(sheet);
    const struct sheet_story story = {
        .title = finding(costs),
        .measure = SHEET_SAY(sheet,
                             money->has_groups ? DI_N_("%1 · %2 a year, by where it is spent")
                                               : DI_N_("%1 · %2 a year, by line"),
                             di_text_arg(sheet_scenario(sheet, sheet->results)),
                             di_text_arg(money_unit_text(sheet, money, costs->unit))),
        .note_count = note == NULL ? 1 : 2,
        .notes = {
            sheet_runs(sheet,
                       DI_N_("Runs: %1. Means of the runs, not discounted; whiskers: 95%% "
                             "interval of the mean. Chance only, inputs held fixed."),
                       DI_N_("Runs: %1. Means of the runs, not discounted; whiskers: 95%% "
                             "interval of the mean. Uncertain inputs drawn in each.")),
            note}};
    sheet_begin(sheet, &story);
    draw(costs);
    return DI_OK;
}
