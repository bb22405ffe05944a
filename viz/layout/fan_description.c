/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chart in words, one statement a line, for people who cannot see it. Statements are whole
 * messages; numbers are written as in the chart.
 */
#include <math.h>

#include "fan_parts.h"

struct lines {
    char *buffer;
    size_t size, length;
};

static void add_byte(struct lines *lines, char byte)
{
    if (lines->length + 1 < lines->size) {
        lines->buffer[lines->length] = byte;
        lines->buffer[lines->length + 1] = '\0';
    }
    lines->length++;
}

static void add_line(struct lines *lines, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    if (lines->length > 0)
        add_byte(lines, '\n');
    for (; *text != '\0'; text++)
        add_byte(lines, *text);
}

static void add_series(struct fan *fan, struct lines *lines, const struct di_fan_series *series)
{
    struct di_message message;
    size_t last = 0;
    if (!fan_last_point(series, &last))
        return;
    const struct di_argument name = di_text_arg(series->name);
    const struct di_argument value = di_text_arg(fan_number(fan, series->p50[last]));
    const struct di_argument date = di_text_arg(fan_day(fan, series->civil_day[last]));
    const bool is_yearly = fan->data->is_yearly;
    if (series->p05 == NULL)
        DI_MESSAGE(&message, is_yearly ? DI_N_("%1: %2 in %3.") : DI_N_("%1: %2 on %3."), name,
                   value, date);
    else
        DI_MESSAGE(&message,
                   is_yearly ? DI_N_("%1: %2 in %3; 90%% of runs lie in %4.")
                             : DI_N_("%1: %2 on %3; 90%% of runs lie in %4."),
                   name, value, date,
                   di_text_arg(fan_range(fan, series->p05[last], series->p95[last])));
    add_line(lines, fan_message(fan, &message));
}

static void add_statements(struct fan *fan, struct lines *lines)
{
    const struct di_fan_data *data = fan->data;
    if (data->finding.id != NULL)
        add_line(lines, fan_message(fan, &data->finding));
    add_line(lines, data->title);
    add_line(lines, data->measure);
    for (size_t i = 0; i < data->series_count; i++)
        add_series(fan, lines, &data->series[i]);
    if (data->target.label != NULL && !isnan(data->target.value))
        add_line(lines, fan_words(fan, DI_N_("%1: %2"), data->target.label,
                                  fan_number(fan, data->target.value)));
    if (data->series_count > 0)
        add_line(lines, fan_runs_note(fan));
    add_line(lines, data->note);
    if (data->has_illustrative_inputs)
        add_line(lines,
                 fan_word(fan, DI_N_("Some inputs are illustrative: they have no source.")));
}

size_t di_fan_describe(const struct di_fan_data *data, char *buffer, size_t size)
{
    struct di_scene scene;
    struct lines lines = {buffer, size, 0};
    di_scene_init(&scene);
    struct fan fan = {.data = data, .scene = &scene};
    if (size > 0)
        buffer[0] = '\0';
    add_statements(&fan, &lines);
    di_scene_finish(&scene);
    return lines.length;
}

size_t di_fan_title(const struct di_fan_data *data, char *buffer, size_t size)
{
    struct lines lines = {buffer, size, 0};
    if (data->finding.id != NULL)
        return di_message_render(&data->finding, data->catalogue, buffer, size);
    if (size > 0)
        buffer[0] = '\0';
    add_line(&lines, data->title);
    return lines.length;
}
