/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fan chart's plan: check the data, take heading and footer off the frame, choose ticks
 * and margins from measured texts, fix the scales, then draw from back to front.
 *
 * Ticks are chosen before the margins (their labels set the left one) from the height the plot
 * can have at most; policy names then take their rows from the plot.
 */
#include <math.h>

#include "di/time.h"

#include "fan_parts.h"

double di_fan_text_scale(double width, double height)
{
    return fmin(fmax(sqrt(width * height / (900.0 * 560.0)), 0.88), 1.4);
}

double fan_width(const struct fan *fan, const char *text, struct di_text_style style)
{
    return fan->measure->width(fan->measure->context, text, &style);
}

double fan_x(const struct fan *fan, double day)
{
    return di_scale_pixel(&fan->out->days, day);
}

double fan_y(const struct fan *fan, double value)
{
    return di_scale_pixel(&fan->out->values, value);
}

static bool rises(const int32_t *day, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (day[i] <= day[i - 1])
            return false;
    return true;
}

static bool is_plain(const double *value, size_t count)
{
    for (size_t i = 0; value != NULL && i < count; i++)
        if (isinf(value[i]) || fabs(value[i]) >= 1e15)
            return false;
    return true;
}

static bool series_is_sound(const struct di_fan_series *s)
{
    const int bands = (s->p05 != NULL) + (s->p25 != NULL) + (s->p75 != NULL) + (s->p95 != NULL);
    return s->name != NULL && s->count > 0 && s->count <= DI_FAN_POINTS_MAX && s->p50 != NULL &&
           (bands == 0 || bands == 4) && rises(s->civil_day, s->count) &&
           is_plain(s->p50, s->count) && is_plain(s->p05, s->count) &&
           is_plain(s->p25, s->count) && is_plain(s->p75, s->count) &&
           is_plain(s->p95, s->count);
}

static enum di_status check(const struct di_fan_data *data, const struct di_rect *frame,
                            struct di_error *error)
{
    bool is_sound = data->title != NULL && data->series_count <= DI_FAN_SERIES_MAX &&
                    data->marker_count <= DI_FAN_MARKERS_MAX && data->decimals >= 0 &&
                    data->decimals <= 12 && data->published.count <= DI_FAN_POINTS_MAX &&
                    rises(data->published.civil_day, data->published.count) &&
                    is_plain(data->published.value, data->published.count);
    for (size_t i = 0; is_sound && i < data->series_count; i++)
        is_sound = series_is_sound(&data->series[i]);
    if (!is_sound)
        return di_fail(error, DI_ERR_INCONSISTENT, "fan chart",
                       DI_N_("The chart's data are not in order: times must rise, values be "
                             "finite and below 10^15, and bands be complete."),
                       NULL, 0);
    if (!(frame->width >= DI_FAN_WIDTH_MIN && frame->height >= DI_FAN_HEIGHT_MIN))
        return DI_FAIL(error, DI_ERR_RANGE, "fan chart",
                       DI_N_("The picture is too small. Give at least %1 by %2 pixels."),
                       di_integer_arg((int64_t)DI_FAN_WIDTH_MIN),
                       di_integer_arg((int64_t)DI_FAN_HEIGHT_MIN));
    return DI_OK;
}

static void set_type(struct fan *fan, double scale)
{
    const struct di_rect *frame = &fan->out->frame;
    fan->title = (struct di_text_style){17 * scale, true};
    fan->body = (struct di_text_style){13 * scale, false};
    fan->label = (struct di_text_style){13 * scale, false};
    fan->strong = (struct di_text_style){13 * scale, true};
    fan->small = (struct di_text_style){12.5 * scale, false};
    fan->gap = 8 * scale;
    fan->pad = frame->width < 600 || frame->height < 400 ? 12 * scale : 22 * scale;
}

/* Bands for the first scenario and the baseline only: five fans at once are mud. */
static void set_series(struct fan *fan)
{
    static const enum di_shape shapes[] = {DI_SHAPE_CIRCLE,  DI_SHAPE_CIRCLE,
                                           DI_SHAPE_SQUARE,  DI_SHAPE_TRIANGLE,
                                           DI_SHAPE_DIAMOND, DI_SHAPE_TRIANGLE_DOWN};
    unsigned scenarios = 0, baselines = 0;
    for (size_t i = 0; i < fan->data->series_count; i++) {
        const struct di_fan_series *series = &fan->data->series[i];
        const bool is_scenario = series->role == DI_FAN_SCENARIO;
        const unsigned order = is_scenario ? ++scenarios : ++baselines;
        /* six scenarios share the last slot's colour only if there is no baseline */
        fan->slot[i] = !is_scenario ? 0 : order < DI_SLOTS ? order : 0;
        fan->shape[i] = order == DI_SLOTS ? DI_SHAPE_SQUARE : shapes[fan->slot[i]];
        fan->has_band[i] = order == 1 && series->p05 != NULL;
    }
    fan->has_shapes = scenarios > 1;
}

static void extend(double value, double *low, double *high)
{
    if (isnan(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

/* Out to the nearest 1 January if it is near, so that years label both ends. */
static void round_days(struct fan *fan)
{
    const double near = 31 + 0.02 * (fan->high_day - fan->low_day);
    int32_t year = 0, month = 0, day = 0;
    di_date_to_civil((int32_t)fan->low_day, &year, &month, &day);
    const double low = di_date_from_civil(year, 1, 1);
    if (fan->low_day - low <= near)
        fan->low_day = low;
    di_date_to_civil((int32_t)fan->high_day, &year, &month, &day);
    const double high = di_date_from_civil(year + (month > 1 || day > 1), 1, 1);
    if (high - fan->high_day <= near)
        fan->high_day = high;
    if (!(fan->high_day > fan->low_day))
        fan->high_day = fan->low_day + 1;
}

static enum di_status set_extents(struct fan *fan, struct di_error *error)
{
    const struct di_fan_data *data = fan->data;
    double low = HUGE_VAL, high = -HUGE_VAL, least = 0, most = -HUGE_VAL;
    for (size_t k = 0; k < data->series_count; k++) {
        const struct di_fan_series *s = &data->series[k];
        for (size_t i = 0; i < s->count; i++) {
            extend(s->p50[i], &least, &most);
            if (fan->has_band[k]) {
                extend(s->p05[i], &least, &most);
                extend(s->p95[i], &least, &most);
            }
            extend(s->civil_day[i], &low, &high);
        }
    }
    for (size_t i = 0; i < data->published.count; i++) {
        extend(data->published.value[i], &least, &most);
        extend(data->published.civil_day[i], &low, &high);
    }
    if (isinf(most))
        return di_fail(error, DI_ERR_MISSING, "fan chart",
                       DI_N_("There is nothing to draw: no run has a value of this kind."),
                       NULL, 0);
    if (data->target.label != NULL)
        extend(data->target.value, &least, &most);
    fan->low_day = low;
    fan->high_day = high;
    round_days(fan);
    fan->low_value = least < 0 ? least * 1.05 : 0;
    fan->high_value =
        most > fan->low_value ? most + 0.06 * (most - fan->low_value) : fan->low_value + 1;
    return DI_OK;
}

static double value_label_width(const struct fan *fan)
{
    const struct di_ticks *ticks = &fan->out->value_ticks;
    double widest = 0;
    for (size_t i = 0; i < ticks->count; i++) {
        char text[DI_CHART_NUMBER_MAX];
        di_chart_number(ticks->value[i], ticks->decimals, fan->data->catalogue, text);
        widest = fmax(widest, fan_width(fan, text, fan->label));
    }
    return widest;
}

static void set_margins(struct fan *fan)
{
    const struct di_rect *frame = &fan->out->frame;
    const double left = fan->pad + value_label_width(fan) + fan->gap;
    double widest = fan_width(fan, "0000", fan->label) / 2 - fan->gap; /* half a year label */
    fan_measure_ends(fan, 0.28 * frame->width);
    for (size_t i = 0; i < fan->end_count; i++) {
        const struct end_label *end = &fan->ends[i];
        widest = fmax(widest, fmax(end->name.widest, fmax(end->value_width, end->range_width)));
    }
    fan->out->plot.x = frame->x + left;
    fan->out->plot.width = frame->width - left - widest - 1.4 * fan->gap - fan->pad;
    fan->out->days = (struct di_scale){fan->low_day, fan->high_day, fan->out->plot.x,
                                       fan->out->plot.x + fan->out->plot.width};
}

static double foot_height(const struct fan *fan)
{
    return fan->gap + DI_TEXT_LEADING * fan->label.size;
}

static void set_value_ticks(struct fan *fan)
{
    const double height = fmax(fan->bottom - fan->top - foot_height(fan), 1);
    const double wanted = floor(height / (3 * fan->label.size));
    fan->out->value_ticks =
        di_ticks_of_values(fan->low_value, fan->high_value, (size_t)fmin(fmax(wanted, 2), 6),
                           fan->data->decimals == 0);
}

static void set_scales(struct fan *fan)
{
    struct di_rect *plot = &fan->out->plot;
    const double row = 1.75 * fan->label.size;
    plot->y = fan->top + (double)fan->marker_rows * row;
    plot->height = fan->bottom - foot_height(fan) - plot->y;
    fan->out->values =
        (struct di_scale){fan->low_value, fan->high_value, plot->y + plot->height, plot->y};
    const double year_width = fan_width(fan, "0000", fan->label);
    fan->out->day_ticks = di_ticks_of_years(&fan->out->days, 1.7 * year_width);
    const double start = fan->data->projection_start_day;
    fan->has_divider =
        fan->data->has_projection_start && start > fan->low_day && start < fan->high_day;
}

static void draw(struct fan *fan)
{
    fan_plot_ground(fan);
    fan_draw_markers(fan); /* their leaders lie behind the data */
    fan_plot_data(fan);
    fan_draw_axes(fan);
    fan_draw_ends(fan);
    fan_draw_target(fan);
    fan_draw_divider_words(fan);
    fan_add_hits(fan);
}

static enum di_status lay_out(struct fan *fan, struct di_error *error)
{
    set_series(fan);
    const enum di_status status = set_extents(fan, error);
    if (status != DI_OK)
        return status;
    di_scene_add_rect(fan->scene, DI_INK_PAPER, fan->out->frame);
    fan_heading(fan);
    fan->bottom = fan->out->frame.y + fan->out->frame.height - fan->pad - 3 * fan->small.size;
    set_value_ticks(fan);
    set_margins(fan);
    fan_place_markers(fan);
    fan_footer(fan);
    set_value_ticks(fan);
    set_margins(fan);
    set_scales(fan);
    if (fan->out->plot.height < 2.5 * fan->label.size ||
        fan->out->plot.width < 6 * fan->label.size)
        return di_fail(error, DI_ERR_RANGE, "fan chart",
                       DI_N_("The chart's texts leave no room for the chart. Make the picture "
                             "larger or shorten its title and notes."),
                       NULL, 0);
    draw(fan);
    return di_scene_is_complete(fan->scene) ? DI_OK : di_fail_memory(error);
}

enum di_status di_fan_layout_init(const struct di_fan_data *data, const struct di_rect *frame,
                                  double text_scale, const struct di_text_measure *measure,
                                  struct di_fan_layout *layout_out, struct di_error *error)
{
    enum di_status status = check(data, frame, error);
    if (status != DI_OK)
        return status;
    struct di_fan_layout layout = {.frame = *frame};
    di_scene_init(&layout.scene);
    struct fan fan = {.data = data, .measure = measure, .out = &layout, .scene = &layout.scene};
    fan.ends = DI_ARENA_NEW(&layout.scene.arena, DI_FAN_SERIES_MAX, struct end_label);
    set_type(&fan,
             text_scale > 0 ? text_scale : di_fan_text_scale(frame->width, frame->height));
    status = fan.ends != NULL ? lay_out(&fan, error) : di_fail_memory(error);
    if (status != DI_OK) {
        di_scene_finish(&layout.scene);
        return status;
    }
    *layout_out = layout;
    return DI_OK;
}

void di_fan_layout_finish(struct di_fan_layout *layout)
{
    if (layout != NULL)
        di_scene_finish(&layout->scene);
}
