/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many places (or hours) each region is short, or has to spare, in its tightest quarter:
 * bars left and right of zero, worst first. The same numbers as the heatmap's last column.
 */
#include <math.h>

#include "capacity.h"
#include "plans.h"

struct gaps {
    struct sheet *sheet;
    const struct capacity *capacity;
    size_t *order; /* [regions] the worst first */
    double low, high;
    struct di_rect plot;
    struct di_scale values;
    double row, quarter_room; /* 0: no room for the quarter beside the number */
};

static const char *quarter_of(struct gaps *gaps, const struct capacity_region *region)
{
    return sheet_quarter(gaps->sheet, gaps->capacity->quarter_end[region->worst_at]);
}

static void draw_bar(struct gaps *gaps, size_t line)
{
    struct sheet *sheet = gaps->sheet;
    const struct capacity_region *region = &gaps->capacity->regions[gaps->order[line]];
    const char *name = sheet_name(sheet, "regions", region->id);
    const double y = gaps->plot.y + ((double)line + 0.5) * gaps->row;
    const double zero = di_scale_pixel(&gaps->values, 0);
    const double height = 0.62 * gaps->row;
    sheet_text(sheet, DI_INK_TEXT, name, sheet->label, sheet->body.x,
               sheet_middle(sheet->label, y));
    if (isinf(region->worst)) {
        sheet_text(sheet, DI_INK_SECONDARY, sheet_word(sheet, DI_N_("not given")), sheet->label,
                   zero + 0.7 * sheet->gap, sheet_middle(sheet->label, y));
        return;
    }
    const bool is_short = capacity_is_short(region);
    const double end = is_short || region->worst > 0
                           ? di_scale_pixel(&gaps->values, region->worst)
                           : zero; /* what rounds to nothing has no bar */
    const struct di_rect rect = {fmin(zero, end), y - height / 2, fmax(fabs(end - zero), 1),
                                 height};
    struct di_scene_item *bar =
        sheet_box(sheet, is_short ? DI_INK_ADDS : DI_INK_SAVES, 0, rect);
    if (bar != NULL)
        bar->is_hatched = is_short;
    const char *text = sheet_signed(sheet, region->worst, 0);
    const struct di_text_style style = is_short ? sheet->strong : sheet->label;
    const double x = is_short ? zero + 0.7 * sheet->gap : fmax(end, zero) + 0.7 * sheet->gap;
    sheet_text(sheet, is_short ? DI_INK_WORSE : DI_INK_TEXT, text, style, x,
               sheet_middle(style, y));
    if (is_short && gaps->quarter_room > 0)
        sheet_text(sheet, DI_INK_SECONDARY, quarter_of(gaps, region), sheet->small,
                   x + sheet_width(sheet, text, style) + sheet->gap,
                   sheet_middle(sheet->small, y));
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_BAR, (uint32_t)line, rect, 2);
    if (hit == NULL)
        return;
    hit->id = di_scene_copy(sheet->scene, region->id);
    hit->title = name;
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("tightest quarter")),
                                           quarter_of(gaps, region), ""};
    hit->rows[1] = (struct di_tooltip_row){is_short ? sheet_word(sheet, DI_N_("short"))
                                                    : sheet_word(sheet, DI_N_("free")),
                                           sheet_number(sheet, fabs(region->worst), 0), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(name), di_text_arg(text)));
}

static void draw(struct gaps *gaps)
{
    struct sheet *sheet = gaps->sheet;
    const struct di_rect *body = &sheet->body;
    const struct capacity *capacity = gaps->capacity;
    double label = 0,
           value = sheet_width(sheet, sheet_word(sheet, DI_N_("not given")), sheet->label);
    for (size_t i = 0; i < capacity->region_count; i++) {
        const struct capacity_region *region = &capacity->regions[i];
        label = fmax(
            label, sheet_width(sheet, sheet_name(sheet, "regions", region->id), sheet->label));
        if (isinf(region->worst))
            continue;
        gaps->low = fmin(gaps->low, region->worst);
        gaps->high = fmax(gaps->high, region->worst);
        value = fmax(value,
                     sheet_width(sheet, sheet_signed(sheet, region->worst, 0), sheet->strong));
        if (capacity_is_short(region))
            gaps->quarter_room =
                fmax(gaps->quarter_room,
                     sheet_width(sheet, quarter_of(gaps, region), sheet->small) + sheet->gap);
    }
    label += 1.5 * sheet->gap;
    value += 1.5 * sheet->gap;
    if (label + value + gaps->quarter_room > 0.5 * body->width)
        gaps->quarter_room = 0;
    value += gaps->quarter_room;
    const double least = 1.25 * sheet->label.size;
    const struct capacity_rows rows = capacity_rows_of(sheet, capacity, body->height, least);
    if (!sheet_has_room(sheet, label + value + 6 * sheet->label.size,
                        (double)rows.least_count * least))
        return;
    gaps->row = fmin(rows.room / (double)rows.shown, 4 * sheet->label.size);
    gaps->plot = (struct di_rect){body->x + label, body->y, body->width - label - value,
                                  (double)rows.shown * gaps->row};
    if (gaps->high <= 0 && gaps->low >= 0)
        gaps->high = 1;
    gaps->values =
        (struct di_scale){gaps->low, gaps->high, gaps->plot.x, gaps->plot.x + gaps->plot.width};
    sheet->out->plot = gaps->plot;
    for (size_t i = 0; i < rows.shown; i++)
        draw_bar(gaps, i);
    capacity_tell_rest(sheet, capacity, &rows, gaps->plot.y + gaps->plot.height);
    const double zero = di_scale_pixel(&gaps->values, 0);
    sheet_line(sheet, DI_INK_TEXT, 1.2, zero, gaps->plot.y, zero,
               gaps->plot.y + gaps->plot.height);
}

static size_t count_short(const struct capacity *capacity)
{
    size_t count = 0;
    for (size_t i = 0; i < capacity->region_count; i++)
        count += capacity_is_short(&capacity->regions[i]);
    return count;
}

/* The worst region by name and number, and how many more there are. */
static const char *finding(struct gaps *gaps)
{
    struct sheet *sheet = gaps->sheet;
    const struct capacity *capacity = gaps->capacity;
    const struct capacity_region *worst = &capacity->regions[gaps->order[0]];
    const struct di_argument all = di_integer_arg((int64_t)capacity->region_count);
    if (!capacity_is_short(worst))
        return sheet_word(sheet, capacity_misfits(capacity)
                                     ? DI_N_("Places are enough in number, yet children wait: "
                                             "look whom they fit")
                                     : DI_N_("No region runs short"));
    const struct di_argument count = di_integer_arg((int64_t)count_short(capacity));
    const struct di_argument gap = sheet_count(sheet, -worst->worst);
    const struct di_argument where = di_text_arg(sheet_name(sheet, "regions", worst->id));
    if (capacity->resource == NULL)
        return SHEET_SAY(sheet,
                         DI_N_("%1 {%1|child|children} without a place in %2 at worst; %3 of "
                               "%4 {%4|region|regions} short"),
                         gap, where, count, all);
    const struct di_argument name =
        di_text_arg(capacity_resource_name(sheet, capacity->resource));
    return SHEET_SAY(sheet,
                     capacity->is_hours
                         ? DI_N_("%5: %1 {%1|hour|hours} short in %2 at worst; %3 of %4 "
                                 "{%4|region|regions} {%3|runs|run} short")
                         : DI_N_("%5: %1 {%1|place|places} short in %2 at worst; %3 of %4 "
                                 "{%4|region|regions} {%3|runs|run} short"),
                     gap, where, count, all, name);
}

static const char *measure(struct sheet *sheet, const struct capacity *capacity)
{
    if (capacity->resource == NULL)
        return sheet_word(sheet, DI_N_("Children with no place in the tightest quarter of "
                                       "each region, as places short"));
    return sheet_word(sheet,
                      capacity->is_hours
                          ? DI_N_("Hours short or free in the tightest quarter of each region")
                          : DI_N_("Places short or free in the tightest quarter of each "
                                  "region"));
}

enum di_status gaps_plan(struct sheet *sheet, struct di_error *error)
{
    struct capacity *capacity = DI_ARENA_NEW(&sheet->scene->arena, 1, struct capacity);
    struct gaps *gaps = DI_ARENA_NEW(&sheet->scene->arena, 1, struct gaps);
    if (capacity == NULL || gaps == NULL)
        return di_fail_memory(error);
    gaps->sheet = sheet;
    gaps->capacity = capacity;
    if (!capacity_open(sheet, DI_CHART_GAPS, capacity, &gaps->order))
        return DI_OK;
    struct sheet_story story = {.title = finding(gaps), .measure = measure(sheet, capacity)};
    capacity_notes(sheet, capacity, &story);
    sheet_begin(sheet, &story);
    draw(gaps);
    return DI_OK;
}
