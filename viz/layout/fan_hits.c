/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the mouse and the arrow keys reach inside the plot: one column per time of the first
 * series, with every series' median and 90% range, then the published dots above them.
 */
#include <math.h>

#include "fan_parts.h"

static void fill_row(struct fan *fan, struct di_tooltip_row *row,
                     const struct di_fan_series *series, int32_t day)
{
    row->label = di_scene_copy(fan->scene, series->name);
    for (size_t i = 0; i < series->count; i++) {
        if (series->civil_day[i] != day || isnan(series->p50[i]))
            continue;
        row->value = fan_number(fan, series->p50[i]);
        if (series->p05 != NULL)
            row->range = fan_range(fan, series->p05[i], series->p95[i]);
    }
}

/* Columns meet half-way between neighbouring times. */
static struct di_rect column_of(const struct fan *fan, const struct di_fan_series *series,
                                size_t i)
{
    const struct di_rect *plot = &fan->out->plot;
    const double here = fan_x(fan, series->civil_day[i]);
    double from = plot->x, to = plot->x + plot->width;
    if (i > 0)
        from = (fan_x(fan, series->civil_day[i - 1]) + here) / 2;
    if (i + 1 < series->count)
        to = (fan_x(fan, series->civil_day[i + 1]) + here) / 2;
    return (struct di_rect){from, plot->y, to - from, plot->height};
}

static void add_columns(struct fan *fan)
{
    const struct di_fan_series *first = fan->data->series;
    const size_t rows = fan->data->series_count;
    for (size_t i = 0; rows > 0 && i < first->count; i++) {
        struct di_hit *hit = di_scene_add_hit(fan->scene, DI_HIT_TIME, (uint32_t)i,
                                              column_of(fan, first, i), rows);
        if (hit == NULL)
            return;
        hit->title = fan_day(fan, first->civil_day[i]);
        for (size_t k = 0; k < rows; k++)
            fill_row(fan, &hit->rows[k], &fan->data->series[k], first->civil_day[i]);
    }
}

void fan_add_hits(struct fan *fan)
{
    const struct di_fan_published *published = &fan->data->published;
    const double reach = 0.5 * fan->label.size;
    add_columns(fan);
    for (size_t i = 0; i < published->count; i++) {
        if (isnan(published->value[i]))
            continue;
        const double x = fan_x(fan, published->civil_day[i]);
        const double y = fan_y(fan, published->value[i]);
        const struct di_rect rect = {x - reach, y - reach, 2 * reach, 2 * reach};
        struct di_hit *hit =
            di_scene_add_hit(fan->scene, DI_HIT_PUBLISHED, (uint32_t)i, rect, 1);
        if (hit == NULL)
            return;
        hit->title = fan_day(fan, published->civil_day[i]);
        hit->rows[0].label = published->label != NULL
                                 ? di_scene_copy(fan->scene, published->label)
                                 : fan_word(fan, DI_N_("published"));
        hit->rows[0].value = fan_number(fan, published->value[i]);
    }
}
