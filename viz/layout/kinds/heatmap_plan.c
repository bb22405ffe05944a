/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Region by quarter: how much of the capacity is in use or wanted, with numbers in the cells,
 * hatching above 100%, closures marked. Without resources, the number of children who have no
 * place yet. Worst regions first. Digits that would be smaller than 8 pixels are left to the
 * tooltips.
 */
#include <math.h>
#include <stdio.h>

#include "capacity.h"
#include "plans.h"

struct heatmap {
    struct sheet *sheet;
    const struct capacity *capacity;
    size_t *order; /* [regions] the worst first */
    double most;   /* of children without a place */
    struct di_rect plot;
    struct capacity_rows rows;
    double column, row;
    struct di_text_style digits; /* size 0: no room for them */
};

static const double steps[DI_HEAT_STEPS - 1] = {0.60, 0.75, 0.90, 1.00, 1.10, 1.25};

static bool is_share(const struct heatmap *h)
{
    return h->capacity->resource != NULL;
}

static unsigned step_of(const struct heatmap *h, const struct capacity_region *region, size_t q)
{
    if (is_share(h)) {
        unsigned step = 0;
        while (step < DI_HEAT_STEPS - 1 && region->used[q] > steps[step] + 1e-9)
            step++;
        return step;
    }
    /* children without a place: none is the middle of the scale, all above are attention */
    const double share = h->most > 0 ? region->demand[q] / h->most : 0;
    return !(region->demand[q] > 0.5) ? 3 : share < 0.2 ? 4 : share < 0.6 ? 5 : 6;
}

static bool is_given(const struct heatmap *h, const struct capacity_region *region, size_t q)
{
    return !isnan(is_share(h) ? region->used[q] : region->demand[q]);
}

static const char *cell_text(struct heatmap *h, const struct capacity_region *region, size_t q)
{
    if (is_share(h))
        return sheet_number(h->sheet, 100 * region->used[q], 0);
    return region->demand[q] > 0.5 ? sheet_number(h->sheet, region->demand[q], 0) : "";
}

static void add_hit(struct heatmap *h, const struct capacity_region *region, size_t index,
                    size_t q, struct di_rect rect)
{
    struct sheet *sheet = h->sheet;
    const size_t rows = (is_share(h) ? 3u : 1u) + (region->closures[q] > 0 ? 1u : 0u);
    struct di_hit *hit =
        di_scene_add_hit(sheet->scene, DI_HIT_CELL, (uint32_t)index, rect, rows);
    char id[96];
    if (hit == NULL)
        return;
    (void)snprintf(id, sizeof id, "%s:%zu", region->id, q);
    hit->id = di_scene_copy(sheet->scene, id);
    hit->title =
        SHEET_SAY(sheet, DI_N_("%1, %2"), di_text_arg(sheet_name(sheet, "regions", region->id)),
                  di_text_arg(sheet_quarter(sheet, h->capacity->quarter_end[q])));
    size_t row = 0;
    if (is_share(h)) {
        hit->rows[row++] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("in use or wanted")),
                                                   sheet_percent(sheet, region->used[q]), ""};
        hit->rows[row++] =
            (struct di_tooltip_row){sheet_word(sheet, DI_N_("available")),
                                    sheet_number(sheet, region->supply[q], 0), ""};
        hit->rows[row++] =
            (struct di_tooltip_row){region->gap[q] < 0 ? sheet_word(sheet, DI_N_("short"))
                                                       : sheet_word(sheet, DI_N_("free")),
                                    sheet_number(sheet, fabs(region->gap[q]), 0), ""};
    } else {
        hit->rows[row++] =
            (struct di_tooltip_row){sheet_word(sheet, DI_N_("children, mean")),
                                    sheet_number(sheet, region->demand[q], 1), ""};
    }
    if (region->closures[q] > 0)
        hit->rows[row] =
            (struct di_tooltip_row){sheet_word(sheet, DI_N_("institutions that close")),
                                    sheet_number(sheet, region->closures[q], 0), ""};
}

static void draw_cell(struct heatmap *h, size_t line, size_t q)
{
    struct sheet *sheet = h->sheet;
    const size_t index = h->order[line];
    const struct capacity_region *region = &h->capacity->regions[index];
    const struct di_rect rect = {h->plot.x + (double)q * h->column + 1,
                                 h->plot.y + (double)line * h->row + 1, h->column - 2,
                                 h->row - 2};
    if (!is_given(h, region, q)) {
        di_scene_add_marker(
            sheet->scene, DI_INK_AXIS, DI_SHAPE_CIRCLE, 1.2,
            (struct di_point){rect.x + rect.width / 2, rect.y + rect.height / 2});
        return;
    }
    const unsigned step = step_of(h, region, q);
    struct di_scene_item *cell = sheet_box(sheet, DI_INK_HEAT, step, rect);
    const bool is_short = step > 3;
    if (cell != NULL)
        cell->is_hatched = is_short;
    add_hit(h, region, line * h->capacity->quarter_count + q, q, rect);
    if (region->closures[q] > 0) {
        struct di_scene_item *closing = di_scene_add_marker(
            sheet->scene, DI_INK_TEXT, DI_SHAPE_TRIANGLE, 0.34 * sheet->tiny.size,
            (struct di_point){rect.x + rect.width / 2,
                              rect.y + rect.height - 0.4 * sheet->tiny.size});
        if (closing != NULL)
            closing->has_halo = true; /* dark on dark cells else */
    }
    const char *text = cell_text(h, region, q);
    const struct di_text_style style = {h->digits.size, is_short};
    if (!(style.size > 0) || text[0] == '\0')
        return;
    const double width = sheet_width(sheet, text, style) + 2;
    if (is_short) /* plain ground behind the digits */
        sheet_box(sheet, DI_INK_HEAT, step,
                  (struct di_rect){rect.x + (rect.width - width) / 2,
                                   rect.y + rect.height / 2 - 0.6 * style.size, width,
                                   1.2 * style.size});
    struct di_scene_item *item =
        sheet_text_centred(sheet, DI_INK_HEAT_TEXT, text, style, rect.x + rect.width / 2,
                           sheet_middle(style, rect.y + rect.height / 2));
    if (item != NULL)
        item->slot = step;
}

static const char *gap_text(struct heatmap *h, const struct capacity_region *region)
{
    struct sheet *sheet = h->sheet;
    if (isinf(region->worst))
        return sheet_word(sheet, DI_N_("not given"));
    if (!capacity_is_short(region))
        return sheet_word(sheet, DI_N_("none"));
    const struct di_argument gap = sheet_count(sheet, region->worst);
    if (h->capacity->is_hours)
        return SHEET_SAY(sheet, DI_N_("%1 {%1|hour|hours}"), gap);
    return is_share(h) ? SHEET_SAY(sheet, DI_N_("%1 {%1|place|places}"), gap)
                       : SHEET_SAY(sheet, DI_N_("%1 {%1|child|children}"), gap);
}

static void label_rows(struct heatmap *h)
{
    struct sheet *sheet = h->sheet;
    const double right = h->plot.x + h->plot.width + sheet->gap;
    for (size_t i = 0; i < h->rows.shown; i++) {
        const struct capacity_region *region = &h->capacity->regions[h->order[i]];
        const double y = h->plot.y + ((double)i + 0.5) * h->row;
        const bool is_short = capacity_is_short(region);
        const struct di_text_style style = is_short ? sheet->strong : sheet->label;
        const char *name = sheet_name(sheet, "regions", region->id);
        sheet_text_right(sheet, DI_INK_TEXT, name, style, h->plot.x - sheet->gap,
                         sheet_middle(style, y));
        sheet_text(sheet, is_short ? DI_INK_WORSE : DI_INK_SECONDARY, gap_text(h, region),
                   style, right, sheet_middle(style, y));
        sheet_describe(sheet, SHEET_SAY(sheet, DI_N_("%1: %2"), di_text_arg(name),
                                        di_text_arg(gap_text(h, region))));
    }
}

static void label_years(struct heatmap *h)
{
    struct sheet *sheet = h->sheet;
    const struct capacity *capacity = h->capacity;
    const double base = h->plot.y - 0.7 * sheet->gap;
    const double wanted = sheet_width(sheet, "0000", sheet->strong);
    for (size_t q = 0; q < capacity->quarter_count;) {
        const int32_t year = sheet_year_of(capacity->quarter_end[q]);
        size_t n = 1;
        while (q + n < capacity->quarter_count &&
               sheet_year_of(capacity->quarter_end[q + n]) == year)
            n++;
        const double x = h->plot.x + (double)q * h->column;
        if (q > 0)
            sheet_line(sheet, DI_INK_AXIS, 1, x, h->plot.y - 1.8 * sheet->gap, x,
                       h->plot.y + h->plot.height);
        if ((double)n * h->column > wanted)
            sheet_text_centred(sheet, DI_INK_TEXT, sheet_year(sheet, year), sheet->strong,
                               x + (double)n * h->column / 2, base);
        q += n;
    }
}

static void label_worst(struct heatmap *h)
{
    struct sheet *sheet = h->sheet;
    const char *text = sheet_word(sheet, DI_N_("Worst gap"));
    const double width = sheet_width(sheet, text, sheet->strong);
    const double x =
        fmin(h->plot.x + h->plot.width + sheet->gap, sheet->body.x + sheet->body.width - width);
    sheet_text(sheet, DI_INK_TEXT, text, sheet->strong, x, h->plot.y - 0.7 * sheet->gap);
}

/* All digits of one size, the largest at which the widest cell text fits. */
static void size_digits(struct heatmap *h)
{
    const struct di_text_style style = {h->sheet->tiny.size, true};
    const double room = h->column - 5;
    double widest = 1;
    for (size_t i = 0; i < h->capacity->region_count; i++)
        for (size_t q = 0; q < h->capacity->quarter_count; q++)
            if (is_given(h, &h->capacity->regions[i], q))
                widest =
                    fmax(widest, sheet_width(h->sheet,
                                             cell_text(h, &h->capacity->regions[i], q), style));
    const double size = style.size * fmin(room / widest, 1);
    if (size >= 8 && h->row >= 1.5 * size)
        h->digits.size = size;
}

static void draw(struct heatmap *h)
{
    struct sheet *sheet = h->sheet;
    const struct di_rect *body = &sheet->body;
    const struct capacity *capacity = h->capacity;
    double left = 0,
           right = sheet_width(sheet, sheet_word(sheet, DI_N_("Worst gap")), sheet->strong);
    for (size_t i = 0; i < capacity->region_count; i++) {
        const struct capacity_region *region = &capacity->regions[i];
        left = fmax(
            left, sheet_width(sheet, sheet_name(sheet, "regions", region->id), sheet->strong));
        right = fmax(right, sheet_width(sheet, gap_text(h, region), sheet->strong));
    }
    left += sheet->gap;
    right += sheet->gap;
    const double head = 1.2 * sheet_leading(sheet->strong);
    const double least = 1.2 * sheet->label.size;
    h->rows = capacity_rows_of(sheet, capacity, body->height - head, least);
    if (!sheet_has_room(sheet, left + right + 3.0 * (double)capacity->quarter_count,
                        head + (double)h->rows.least_count * least))
        return;
    h->row = fmin(h->rows.room / (double)h->rows.shown, 4.2 * sheet->label.size);
    h->plot = (struct di_rect){body->x + left, body->y + head, body->width - left - right,
                               h->row * (double)h->rows.shown};
    h->column = h->plot.width / (double)capacity->quarter_count;
    sheet->out->plot = h->plot;
    size_digits(h);
    for (size_t i = 0; i < h->rows.shown; i++)
        for (size_t q = 0; q < capacity->quarter_count; q++)
            draw_cell(h, i, q);
    label_years(h);
    label_worst(h);
    label_rows(h);
    capacity_tell_rest(sheet, capacity, &h->rows, h->plot.y + h->plot.height);
}

static size_t count_short(const struct capacity *capacity, int32_t *from, int32_t *to)
{
    size_t count = 0;
    *from = INT32_MAX;
    *to = 0;
    for (size_t i = 0; i < capacity->region_count; i++) {
        bool is_short = false;
        for (size_t q = 0; q < capacity->quarter_count; q++) {
            if (!(capacity->regions[i].gap[q] < -0.5))
                continue;
            const int32_t year = sheet_year_of(capacity->quarter_end[q]);
            is_short = true;
            *from = year < *from ? year : *from;
            *to = year > *to ? year : *to;
        }
        count += is_short;
    }
    return count;
}

static const char *one_year_finding(struct heatmap *h, size_t count, int32_t year)
{
    struct sheet *sheet = h->sheet;
    const struct di_argument shown = di_integer_arg((int64_t)count);
    const struct di_argument all = di_integer_arg((int64_t)h->capacity->region_count);
    const struct di_argument when = di_text_arg(sheet_year(sheet, year));
    if (!is_share(h))
        return SHEET_SAY(
            sheet, DI_N_("Children without a place in %1 of %2 {%2|region|regions} in %3"),
            shown, all, when);
    return SHEET_SAY(sheet, DI_N_("%1: %2 of %3 {%3|region|regions} {%2|runs|run} short in %4"),
                     di_text_arg(capacity_resource_name(sheet, h->capacity->resource)), shown,
                     all, when);
}

static const char *finding(struct heatmap *h)
{
    struct sheet *sheet = h->sheet;
    int32_t from, to;
    const size_t count = count_short(h->capacity, &from, &to);
    const struct di_argument shown = di_integer_arg((int64_t)count);
    const struct di_argument all = di_integer_arg((int64_t)h->capacity->region_count);
    if (count > 0 && from == to)
        return one_year_finding(h, count, from);
    if (!is_share(h))
        return count == 0 ? sheet_word(sheet, DI_N_("Every child has a place in every quarter"))
                          : SHEET_SAY(sheet,
                                      DI_N_("Children without a place in %1 of %2 "
                                            "{%2|region|regions} between %3 and %4"),
                                      shown, all, di_text_arg(sheet_year(sheet, from)),
                                      di_text_arg(sheet_year(sheet, to)));
    const struct di_argument name =
        di_text_arg(capacity_resource_name(sheet, h->capacity->resource));
    if (count == 0)
        return SHEET_SAY(sheet,
                         capacity_misfits(h->capacity)
                             ? DI_N_("%1: enough in number, yet children wait: look whom "
                                     "they fit")
                             : DI_N_("%1: no region runs short"),
                         name);
    return SHEET_SAY(
        sheet, DI_N_("%1: %2 of %3 {%3|region|regions} {%2|runs|run} short between %4 and %5"),
        name, shown, all, di_text_arg(sheet_year(sheet, from)),
        di_text_arg(sheet_year(sheet, to)));
}

/* All steps of the scale; a narrow picture shows every other one. */
static void add_steps(struct heatmap *h, struct sheet_story *story)
{
    static const char *const names[DI_HEAT_STEPS] = {
        DI_N_("under 60%%"), DI_N_("60–75%%"),   DI_N_("75–90%%"),    DI_N_("90–100%%"),
        DI_N_("100–110%%"),  DI_N_("110–125%%"), DI_N_("above 125%%")};
    const bool is_narrow = h->sheet->frame.width < 60 * h->sheet->label.size;
    for (unsigned step = 0; step < DI_HEAT_STEPS; step += is_narrow ? 2 : 1)
        story->legend[story->legend_count++] = (struct sheet_legend){
            SIGN_BOX, DI_INK_HEAT, step, step > 3, sheet_word(h->sheet, names[step])};
}

static bool has_closures(const struct capacity *capacity)
{
    for (size_t i = 0; i < capacity->region_count; i++)
        for (size_t q = 0; q < capacity->quarter_count; q++)
            if (capacity->regions[i].closures[q] > 0)
                return true;
    return false;
}

static void add_legend(struct heatmap *h, struct sheet_story *story)
{
    if (is_share(h))
        add_steps(h, story);
    if (has_closures(h->capacity))
        story->legend[story->legend_count++] =
            (struct sheet_legend){SIGN_CLOSING, DI_INK_TEXT, 0, false,
                                  sheet_word(h->sheet, DI_N_("an institution closes"))};
}

enum di_status heatmap_plan(struct sheet *sheet, struct di_error *error)
{
    struct capacity *capacity = DI_ARENA_NEW(&sheet->scene->arena, 1, struct capacity);
    struct heatmap *h = DI_ARENA_NEW(&sheet->scene->arena, 1, struct heatmap);
    if (capacity == NULL || h == NULL)
        return di_fail_memory(error);
    h->sheet = sheet;
    h->capacity = capacity;
    if (!capacity_open(sheet, DI_CHART_HEATMAP, capacity, &h->order))
        return DI_OK;
    for (size_t i = 0; i < capacity->region_count; i++)
        for (size_t q = 0; q < capacity->quarter_count; q++)
            if (capacity->regions[i].demand[q] > h->most)
                h->most = capacity->regions[i].demand[q];
    struct sheet_story story = {
        .title = finding(h),
        .measure =
            is_share(h)
                ? sheet_word(sheet,
                             DI_N_("Each cell is one quarter: percent of the capacity in "
                                   "use or wanted. Hatching: more than there is."))
                : sheet_word(sheet, DI_N_("Each cell is one quarter: children taken into care "
                                          "who have no place at its end. Hatching: there are "
                                          "some."))};
    capacity_notes(sheet, capacity, &story);
    add_legend(h, &story);
    sheet_begin(sheet, &story);
    draw(h);
    return DI_OK;
}
