/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything without words inside the plot: recorded ground, grid, bands, lines, dots.
 * Painting order: grid, bands of later series first (the selected one on top), lines, dots.
 */
#include <math.h>

#include "fan_parts.h"

bool fan_last_point(const struct di_fan_series *series, size_t *index_out)
{
    for (size_t i = series->count; i-- > 0;)
        if (!isnan(series->p50[i])) {
            *index_out = i;
            return true;
        }
    return false;
}

/* Straight between points; NaN outside the series or beside a gap. */
double fan_median_at(const struct di_fan_series *series, double day)
{
    for (size_t i = 0; i + 1 < series->count; i++) {
        const double low = series->civil_day[i], high = series->civil_day[i + 1];
        if (day >= low && day <= high)
            return series->p50[i] +
                   (series->p50[i + 1] - series->p50[i]) * (day - low) / (high - low);
    }
    return (double)NAN;
}

static struct di_point point_of(const struct fan *fan, int32_t day, double value)
{
    return (struct di_point){fan_x(fan, day), fan_y(fan, value)};
}

/* Length of the run without gaps that starts at `from`; 0 if a gap is there. */
static size_t run_length(const double *a, const double *b, size_t from, size_t count)
{
    size_t length = 0;
    while (from + length < count && !isnan(a[from + length]) && !isnan(b[from + length]))
        length++;
    return length;
}

static void add_band(struct fan *fan, uint32_t index, enum di_ink ink, const double *low,
                     const double *high)
{
    const struct di_fan_series *series = &fan->data->series[index];
    for (size_t from = 0; from < series->count;) {
        const size_t n = run_length(low, high, from, series->count);
        struct di_scene_item *item =
            n > 1 ? di_scene_add(fan->scene, DI_SCENE_FILL, ink, 2 * n) : NULL;
        for (size_t i = 0; item != NULL && i < n; i++) {
            const int32_t day = series->civil_day[from + i];
            item->points[i] = point_of(fan, day, high[from + i]);
            item->points[2 * n - 1 - i] = point_of(fan, day, low[from + i]);
        }
        if (item != NULL)
            item->slot = fan->slot[index];
        from += n > 0 ? n : 1;
    }
}

static void add_line(struct fan *fan, uint32_t index)
{
    const struct di_fan_series *series = &fan->data->series[index];
    const bool is_baseline = series->role == DI_FAN_BASELINE;
    const double size = fan->label.size / 13 * (is_baseline ? 2.0 : 2.6);
    for (size_t from = 0; from < series->count;) {
        const size_t n = run_length(series->p50, series->p50, from, series->count);
        struct di_scene_item *item =
            n > 1 ? di_scene_add(fan->scene, DI_SCENE_LINE, DI_INK_SERIES, n) : NULL;
        for (size_t i = 0; item != NULL && i < n; i++)
            item->points[i] = point_of(fan, series->civil_day[from + i], series->p50[from + i]);
        if (item != NULL) {
            item->slot = fan->slot[index];
            item->size = fan->has_band[index] || is_baseline ? size : 0.75 * size;
            item->dash = is_baseline ? DI_DASH_LONG : DI_DASH_NONE;
        }
        from += n > 0 ? n : 1;
    }
}

/* Shapes at four dates per line, so that a scenario is known without its colour; each
 * scenario at dates of its own, so that lines that run together show all their shapes. */
static void add_shapes(struct fan *fan, uint32_t index)
{
    const struct di_fan_series *series = &fan->data->series[index];
    const double first = series->civil_day[0], last = series->civil_day[series->count - 1];
    const double stagger = 0.14 * (fan->slot[index] - 3.0);
    for (size_t k = 0; k < 4; k++) {
        const double day = first + (last - first) * ((double)k + 0.55 + stagger) / 4.0;
        const double value = fan_median_at(series, day);
        if (isnan(value))
            continue;
        struct di_scene_item *item = di_scene_add_marker(
            fan->scene, DI_INK_SERIES, fan->shape[index], 0.38 * fan->label.size,
            (struct di_point){fan_x(fan, day), fan_y(fan, value)});
        if (item != NULL) {
            item->slot = fan->slot[index];
            item->has_halo = true;
        }
    }
}

static void add_published(struct fan *fan)
{
    const struct di_fan_published *published = &fan->data->published;
    for (size_t from = 0; from < published->count;) {
        const size_t n = run_length(published->value, published->value, from, published->count);
        struct di_scene_item *item =
            n > 1 ? di_scene_add(fan->scene, DI_SCENE_LINE, DI_INK_PUBLISHED, n) : NULL;
        if (item != NULL)
            item->size = 1.5 * fan->label.size / 13;
        for (size_t i = 0; i < n; i++) {
            const struct di_point p =
                point_of(fan, published->civil_day[from + i], published->value[from + i]);
            if (item != NULL)
                item->points[i] = p;
        }
        from += n > 0 ? n : 1;
    }
    for (size_t i = 0; i < published->count; i++) {
        if (isnan(published->value[i]))
            continue;
        struct di_scene_item *dot = di_scene_add_marker(
            fan->scene, DI_INK_PUBLISHED, DI_SHAPE_CIRCLE, 0.26 * fan->label.size,
            point_of(fan, published->civil_day[i], published->value[i]));
        if (dot != NULL)
            dot->has_halo = true;
    }
}

void fan_plot_ground(struct fan *fan)
{
    const struct di_rect *plot = &fan->out->plot;
    const double right = plot->x + plot->width, foot = plot->y + plot->height;
    if (fan->has_divider) {
        const double x = fan_x(fan, fan->data->projection_start_day);
        di_scene_add_rect(fan->scene, DI_INK_SHADE,
                          (struct di_rect){plot->x, plot->y, x - plot->x, plot->height});
    }
    for (size_t i = 0; i < fan->out->value_ticks.count; i++) {
        const double y = fan_y(fan, fan->out->value_ticks.value[i]);
        di_scene_add_line(fan->scene, DI_INK_GRID, 1, (struct di_point){plot->x, y},
                          (struct di_point){right, y});
    }
    di_scene_add_line(fan->scene, DI_INK_AXIS, 1, (struct di_point){plot->x, foot},
                      (struct di_point){right, foot});
    if (fan->has_divider) {
        const double x = fan_x(fan, fan->data->projection_start_day);
        di_scene_add_line(fan->scene, DI_INK_AXIS, 1, (struct di_point){x, plot->y},
                          (struct di_point){x, foot});
    }
}

void fan_plot_data(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    for (uint32_t i = (uint32_t)data->series_count; i-- > 0;) {
        const struct di_fan_series *series = &data->series[i];
        if (!fan->has_band[i])
            continue;
        add_band(fan, i, DI_INK_BAND_OUTER, series->p05, series->p95);
        add_band(fan, i, DI_INK_BAND_INNER, series->p25, series->p75);
    }
    for (uint32_t i = (uint32_t)data->series_count; i-- > 0;)
        add_line(fan, i);
    for (uint32_t i = (uint32_t)data->series_count; fan->has_shapes && i-- > 0;)
        if (data->series[i].role == DI_FAN_SCENARIO)
            add_shapes(fan, i);
    add_published(fan);
}

/* No line of data and no text runs through the box. Bands may: they are light. */
bool fan_box_is_free(const struct fan *fan, const struct di_rect *box)
{
    const struct di_scene_item *item = fan->scene->first;
    for (; item != NULL; item = item->next) {
        if (item->kind == DI_SCENE_TEXT && di_rect_overlaps(box, &item->box))
            return false;
        /* lines with a meaning; grid and axis may run behind words */
        const bool is_data =
            item->kind == DI_SCENE_LINE && item->ink != DI_INK_GRID && item->ink != DI_INK_AXIS;
        for (size_t i = 0; is_data && i + 1 < item->point_count; i++)
            if (di_rect_meets_segment(box, item->points[i], item->points[i + 1]))
                return false;
    }
    return true;
}
