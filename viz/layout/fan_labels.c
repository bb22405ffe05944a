/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words in and around the plot. Rules: end labels move apart; if the plot is low they lose
 * first their ranges, then their values, then the names of later series (left to tooltips).
 * Policy names stand beside their badges in up to three rows, else in a list under the chart,
 * else in tooltips. A word inside the plot stands only where no line and no other word runs.
 */
#include <math.h>
#include <string.h>

#include "di/time.h"

#include "fan_parts.h"

#define MARKER_ROWS_MAX 3

static void copy_text(char *to, size_t size, const char *from)
{
    const size_t length = strlen(from);
    const size_t kept = length < size ? length : size - 1;
    memcpy(to, from, kept);
    to[kept] = '\0';
}

void fan_measure_ends(struct fan *fan, double widest)
{
    fan->end_count = 0;
    for (uint32_t i = 0; i < fan->data->series_count; i++) {
        const struct di_fan_series *series = &fan->data->series[i];
        struct end_label *end = &fan->ends[fan->end_count];
        size_t last = 0;
        if (!fan_last_point(series, &last))
            continue;
        memset(end, 0, sizeof *end);
        end->series = i;
        text_wrap(fan->scene, fan->measure, series->name, fan->strong, widest, &end->name);
        copy_text(end->value, sizeof end->value, fan_number(fan, series->p50[last]));
        end->value_width = fan_width(fan, end->value, fan->label);
        if (fan->has_band[i])
            copy_text(end->range, sizeof end->range,
                      fan_named_range(fan, series->p05[last], series->p95[last]));
        end->range_width = fan_width(fan, end->range, fan->small);
        fan->end_count++;
    }
}

/* Badge centre of a policy. */
static struct di_point badge_of(const struct fan *fan, size_t index)
{
    const double row = 1.75 * fan->label.size;
    const double y = fan->top + ((double)fan->marker_row[index] + 0.45) * row;
    return (struct di_point){fan_x(fan, fan->data->markers[index].civil_day), y};
}

static bool marker_is_inside(const struct fan *fan, size_t index)
{
    const double day = fan->data->markers[index].civil_day;
    return day >= fan->low_day && day <= fan->high_day;
}

/* Where badge and name of a policy lie, from left to right; the badge alone if not beside. */
static void marker_span(const struct fan *fan, size_t i, double *from_out, double *to_out)
{
    const double x = badge_of(fan, i).x, radius = 0.7 * fan->label.size;
    if (fan->marker_place != MARKER_BESIDE) {
        *from_out = x - radius;
        *to_out = x + radius;
        return;
    }
    const double text = fan->marker_width[i] + 0.7 * fan->gap;
    *from_out = x - radius - (fan->marker_is_left[i] ? text : 0);
    *to_out = x + radius + (fan->marker_is_left[i] ? 0 : text);
}

static bool row_has_room(const struct fan *fan, size_t index, size_t row)
{
    double from = 0, to = 0;
    marker_span(fan, index, &from, &to);
    for (size_t i = 0; i < index; i++) {
        double other_from = 0, other_to = 0;
        if (fan->marker_row[i] != row || !marker_is_inside(fan, i))
            continue;
        marker_span(fan, i, &other_from, &other_to);
        const double gap = fan->marker_place == MARKER_BESIDE ? fan->gap : 0;
        if (from < other_to + gap && other_from < to + gap)
            return false;
    }
    return true;
}

/* Badges without names: those that would hide one another stand below one another. */
static void place_badges(struct fan *fan)
{
    fan->marker_rows = 1;
    for (size_t i = 0; i < fan->data->marker_count; i++) {
        if (!marker_is_inside(fan, i))
            continue;
        fan->marker_row[i] = 0;
        while (fan->marker_row[i] + 1 < MARKER_ROWS_MAX &&
               !row_has_room(fan, i, fan->marker_row[i]))
            fan->marker_row[i]++;
        if (fan->marker_row[i] + 1 > fan->marker_rows)
            fan->marker_rows = fan->marker_row[i] + 1;
    }
}

static bool place_beside(struct fan *fan, size_t index)
{
    const struct di_rect *frame = &fan->out->frame;
    for (size_t row = 0; row < MARKER_ROWS_MAX; row++)
        for (int left = 0; left < 2; left++) {
            double from = 0, to = 0;
            fan->marker_is_left[index] = left == 1;
            fan->marker_row[index] = row;
            marker_span(fan, index, &from, &to);
            if (from < frame->x + fan->pad || to > frame->x + frame->width - fan->pad)
                continue;
            if (!row_has_room(fan, index, row))
                continue;
            if (row + 1 > fan->marker_rows)
                fan->marker_rows = row + 1;
            return true;
        }
    return false;
}

void fan_place_markers(struct fan *fan)
{
    const double room = fan->bottom - fan->top;
    bool fits = true, is_any = false;
    fan->marker_rows = 0;
    fan->marker_place = MARKER_BESIDE;
    for (size_t i = 0; i < fan->data->marker_count; i++) {
        fan->marker_width[i] = fan_width(fan, fan->data->markers[i].label, fan->small);
        if (!marker_is_inside(fan, i))
            continue;
        is_any = true;
        fits = fits && place_beside(fan, i);
    }
    if (!is_any || (fits && (double)fan->marker_rows * 1.75 * fan->label.size < 0.3 * room))
        return;
    fan->marker_place = room > 14 * fan->label.size ? MARKER_LISTED : MARKER_TOOLTIP;
    place_badges(fan);
}

void fan_draw_axes(struct fan *fan)
{
    const struct di_rect *plot = &fan->out->plot;
    const double size = fan->label.size;
    char text[DI_CHART_NUMBER_MAX];
    for (size_t i = 0; i < fan->out->value_ticks.count; i++) {
        di_chart_number(fan->out->value_ticks.value[i], fan->out->value_ticks.decimals,
                        fan->data->catalogue, text);
        const double width = fan_width(fan, text, fan->label);
        const double y = fan_y(fan, fan->out->value_ticks.value[i]);
        di_scene_add_text(fan->scene, DI_INK_SECONDARY, text, fan->label,
                          (struct di_point){plot->x - fan->gap - width, y + 0.36 * size},
                          width);
    }
    const double foot = plot->y + plot->height;
    for (size_t i = 0; i < fan->out->day_ticks.count; i++) {
        const double x = fan_x(fan, fan->out->day_ticks.value[i]);
        const struct di_catalogue plain = {.group_separator = ""};
        di_chart_number(fan->out->day_ticks.year[i], 0, &plain, text);
        const double width = fan_width(fan, text, fan->label);
        di_scene_add_line(fan->scene, DI_INK_AXIS, 1, (struct di_point){x, foot},
                          (struct di_point){x, foot + 0.5 * fan->gap});
        di_scene_add_text(
            fan->scene, DI_INK_SECONDARY, text, fan->label,
            (struct di_point){x - width / 2, foot + fan->gap + DI_TEXT_ASCENT * size}, width);
    }
}

/* Height of an end label: level 0 with value and range, 1 with value, 2 the name alone. */
static double end_height(const struct fan *fan, const struct end_label *end, int level)
{
    double height = (double)end->name.count * DI_TEXT_LEADING * fan->strong.size;
    if (level < 2)
        height += DI_TEXT_LEADING * fan->label.size;
    if (level < 1 && end->range[0] != '\0')
        height += DI_TEXT_LEADING * fan->small.size;
    return height + 0.3 * fan->gap;
}

static int end_level(const struct fan *fan)
{
    for (int level = 0; level < 2; level++) {
        double sum = 0;
        for (size_t i = 0; i < fan->end_count; i++)
            sum += end_height(fan, &fan->ends[i], level);
        if (sum <= 0.7 * fan->out->plot.height) /* room to stay near the lines */
            return level;
    }
    return 2;
}

static struct di_scene_item *end_text(struct fan *fan, const struct end_label *end,
                                      enum di_ink ink, const char *text,
                                      struct di_text_style style, double y, double width)
{
    const double x = fan->out->plot.x + fan->out->plot.width + 1.4 * fan->gap;
    struct di_scene_item *item =
        di_scene_add_text(fan->scene, ink, text, style,
                          (struct di_point){x, y + DI_TEXT_ASCENT * style.size}, width);
    if (item != NULL)
        item->slot = fan->slot[end->series];
    return item;
}

/* A label that had to move is tied to its line. */
static void tie(struct fan *fan, const struct end_label *end, double y)
{
    const double x = fan->out->plot.x + fan->out->plot.width + 1.1 * fan->gap;
    if (fabs(y - end->at.y) < 0.7 * fan->label.size)
        return;
    struct di_scene_item *item =
        di_scene_add_line(fan->scene, DI_INK_SERIES, 1, end->at, (struct di_point){x, y});
    if (item == NULL)
        return;
    item->slot = fan->slot[end->series];
    item->dash = DI_DASH_FINE;
}

static void draw_end(struct fan *fan, const struct end_label *end, double y, int level)
{
    const double top = y;
    double width = 0;
    for (size_t i = 0; i < end->name.count; i++) {
        end_text(fan, end, DI_INK_SERIES_TEXT, end->name.line[i], fan->strong, y,
                 end->name.width[i]);
        width = fmax(width, end->name.width[i]);
        y += DI_TEXT_LEADING * fan->strong.size;
    }
    if (level < 2) {
        end_text(fan, end, DI_INK_SERIES_TEXT, end->value, fan->label, y, end->value_width);
        y += DI_TEXT_LEADING * fan->label.size;
    }
    if (level < 1 && end->range[0] != '\0')
        end_text(fan, end, DI_INK_SECONDARY, end->range, fan->small, y, end->range_width);
    const double x = fan->out->plot.x + fan->out->plot.width + 1.4 * fan->gap;
    const struct di_rect rect = {x, top, width, end_height(fan, end, level)};
    struct di_hit *hit = di_scene_add_hit(fan->scene, DI_HIT_SERIES, end->series, rect, 1);
    if (hit == NULL)
        return;
    hit->title = di_scene_copy(fan->scene, fan->data->series[end->series].name);
    hit->rows[0].label = hit->title;
    hit->rows[0].value = di_scene_copy(fan->scene, end->value);
    hit->rows[0].range = di_scene_copy(fan->scene, end->range);
}

void fan_draw_ends(struct fan *fan)
{
    struct stack_label stack[DI_FAN_SERIES_MAX];
    const struct di_rect *plot = &fan->out->plot;
    const int level = end_level(fan);
    double sum = 0;
    for (size_t i = 0; i < fan->end_count; i++) {
        struct end_label *end = &fan->ends[i];
        const struct di_fan_series *series = &fan->data->series[end->series];
        size_t last = 0;
        (void)fan_last_point(series, &last);
        end->at = (struct di_point){fan_x(fan, series->civil_day[last]),
                                    fan_y(fan, series->p50[last])};
        stack[i].height = end_height(fan, end, level);
        sum += stack[i].height;
        /* the first line of the label, not its middle, stands level with the line's end */
        stack[i].wanted = end->at.y - 0.66 * fan->strong.size + stack[i].height / 2;
    }
    size_t shown = fan->end_count;
    while (shown > 0 && sum > plot->height) /* later names stay in the tooltips */
        sum -= stack[--shown].height;
    label_stack_solve(stack, shown, plot->y, plot->y + plot->height);
    for (size_t i = 0; i < shown; i++) {
        const double top = stack[i].centre - stack[i].height / 2;
        tie(fan, &fan->ends[i], top + 0.66 * fan->strong.size);
        draw_end(fan, &fan->ends[i], top, level);
    }
}

static void draw_leader(struct fan *fan, size_t index, struct di_point badge)
{
    const struct di_rect *plot = &fan->out->plot;
    double foot = plot->y + plot->height;
    if (fan->data->series_count > 0) {
        const double value =
            fan_median_at(&fan->data->series[0], fan->data->markers[index].civil_day);
        if (!isnan(value))
            foot = fan_y(fan, value);
    }
    struct di_scene_item *line =
        di_scene_add_line(fan->scene, DI_INK_SECONDARY, 1,
                          (struct di_point){badge.x, badge.y + 0.7 * fan->label.size},
                          (struct di_point){badge.x, foot});
    if (line != NULL)
        line->dash = DI_DASH_FINE;
}

static void draw_badge(struct fan *fan, size_t index)
{
    const struct di_fan_marker *marker = &fan->data->markers[index];
    const struct di_point badge = badge_of(fan, index);
    const double radius = 0.66 * fan->label.size;
    const struct di_text_style digit = {0.85 * fan->label.size, true};
    char number[DI_CHART_NUMBER_MAX];
    di_chart_number((double)(index + 1), 0, fan->data->catalogue, number);
    const double width = fan_width(fan, number, digit);
    di_scene_add_marker(fan->scene, DI_INK_TEXT, DI_SHAPE_CIRCLE, radius, badge);
    di_scene_add_text(fan->scene, DI_INK_PAPER, number, digit,
                      (struct di_point){badge.x - width / 2, badge.y + 0.36 * digit.size},
                      width);
    if (fan->marker_place == MARKER_BESIDE) {
        const double text = fan->marker_width[index], away = radius + 0.7 * fan->gap;
        const double x = fan->marker_is_left[index] ? badge.x - away - text : badge.x + away;
        struct di_scene_item *name =
            di_scene_add_text(fan->scene, DI_INK_TEXT, marker->label, fan->small,
                              (struct di_point){x, badge.y + 0.36 * fan->small.size}, text);
        if (name != NULL)
            name->has_halo = true; /* leaders of later policies pass behind it */
    }
    const struct di_rect rect = {badge.x - radius, badge.y - radius, 2 * radius, 2 * radius};
    struct di_hit *hit = di_scene_add_hit(fan->scene, DI_HIT_MARKER, (uint32_t)index, rect, 1);
    char date[16];
    di_date_format(marker->civil_day, date);
    if (hit == NULL)
        return;
    hit->title = di_scene_copy(fan->scene, marker->label);
    hit->rows[0].label = di_scene_copy(fan->scene, date);
}

/* A badge without its name hides where all rows are taken; list or tooltip has its name.
 * All leaders come first: names stand on top of those that pass through their rows. */
void fan_draw_markers(struct fan *fan)
{
    for (size_t i = 0; i < fan->data->marker_count; i++)
        if (marker_is_inside(fan, i))
            draw_leader(fan, i, badge_of(fan, i));
    for (size_t i = 0; i < fan->data->marker_count; i++) {
        if (!marker_is_inside(fan, i))
            continue;
        if (fan->marker_place != MARKER_BESIDE && !row_has_room(fan, i, fan->marker_row[i]))
            continue;
        draw_badge(fan, i);
    }
}

/* A word at the first free of several places; false if none is free. */
static bool put_where_free(struct fan *fan, enum di_ink ink, const char *text,
                           struct di_text_style style, const struct di_point *bases,
                           size_t count)
{
    const double width = fan_width(fan, text, style);
    const double rim = 0.15 * style.size;
    for (size_t i = 0; i < count; i++) {
        const struct di_rect box = {bases[i].x - rim, bases[i].y - DI_TEXT_ASCENT * style.size,
                                    width + 2 * rim,
                                    (DI_TEXT_ASCENT + DI_TEXT_DESCENT) * style.size};
        if (!di_rect_contains(&fan->out->plot, &box) || !fan_box_is_free(fan, &box))
            continue;
        struct di_scene_item *item =
            di_scene_add_text(fan->scene, ink, text, style, bases[i], width);
        if (item != NULL)
            item->has_halo = ink == DI_INK_TARGET; /* others stand on plain ground */
        return true;
    }
    return false;
}

#define TARGET_PLACES 24

static void target_hit(struct fan *fan, double from, double y, const char *label)
{
    const double reach = 4;
    const struct di_rect rect = {from, y - reach,
                                 fan->out->plot.x + fan->out->plot.width - from, 2 * reach};
    struct di_hit *hit = di_scene_add_hit(fan->scene, DI_HIT_TARGET, 0, rect, 1);
    if (hit == NULL)
        return;
    hit->title = label;
    hit->rows[0].label = di_scene_copy(fan->scene, fan->data->target.label);
    hit->rows[0].value = fan_number(fan, fan->data->target.value);
}

void fan_draw_target(struct fan *fan)
{
    const struct di_fan_target *target = &fan->data->target;
    const struct di_rect *plot = &fan->out->plot;
    if (target->label == NULL || isnan(target->value))
        return;
    const double y = fan_y(fan, target->value);
    const double from =
        fan->has_divider ? fan_x(fan, fan->data->projection_start_day) : plot->x;
    const char *value = fan_number(fan, target->value);
    const char *label = fan_words(fan, DI_N_("%1: %2"), target->label, value);
    struct di_point bases[TARGET_PLACES];
    const double step = (plot->x + plot->width - from) / (TARGET_PLACES / 2);
    for (size_t i = 0; i < TARGET_PLACES / 2; i++) {
        const double x = from + fan->gap + (double)i * step;
        bases[2 * i] = (struct di_point){x, y - 0.45 * fan->strong.size};
        bases[2 * i + 1] = (struct di_point){x, y + 1.05 * fan->strong.size};
    }
    di_scene_add_line(fan->scene, DI_INK_TARGET, 1.5 * fan->label.size / 13,
                      (struct di_point){from, y}, (struct di_point){plot->x + plot->width, y});
    if (!put_where_free(fan, DI_INK_TARGET, label, fan->strong, bases, TARGET_PLACES))
        (void)put_where_free(fan, DI_INK_TARGET, value, fan->strong, bases, TARGET_PLACES);
    target_hit(fan, from, y, label);
}

void fan_draw_divider_words(struct fan *fan)
{
    const struct di_rect *plot = &fan->out->plot;
    if (!fan->has_divider)
        return;
    const double x = fan_x(fan, fan->data->projection_start_day);
    const double low = plot->y + plot->height - 0.7 * fan->small.size;
    const double high = plot->y + 1.2 * fan->small.size;
    const char *recorded = fan_word(fan, DI_N_("recorded"));
    const char *projected = fan_word(fan, DI_N_("projected"));
    const double left = x - fan->gap - fan_width(fan, recorded, fan->small);
    const struct di_point before[] = {{left, low}, {left, high}};
    const struct di_point after[] = {{x + fan->gap, low}, {x + fan->gap, high}};
    if (fan->data->published.count > 0)
        (void)put_where_free(fan, DI_INK_SECONDARY, recorded, fan->small, before, 2);
    (void)put_where_free(fan, DI_INK_SECONDARY, projected, fan->small, after, 2);
}
