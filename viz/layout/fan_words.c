/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chart's own words. Each is a whole message for the catalogue; nothing is glued together
 * from translated pieces.
 */
#include <math.h>
#include <stdio.h>

#include "di/time.h"

#include "fan_parts.h"

const char *fan_message(struct fan *fan, const struct di_message *message)
{
    const struct di_catalogue *catalogue = fan->data->catalogue;
    const size_t length = di_message_render(message, catalogue, NULL, 0);
    char *text = di_arena_alloc(&fan->scene->arena, length + 1, 1);
    if (text == NULL) {
        fan->scene->is_out_of_memory = true;
        return "";
    }
    di_message_render(message, catalogue, text, length + 1);
    return text;
}

const char *fan_word(struct fan *fan, const char *id)
{
    struct di_message message;
    di_message_set(&message, id, NULL, 0);
    return fan_message(fan, &message);
}

const char *fan_words(struct fan *fan, const char *id, const char *first, const char *second)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(first), di_text_arg(second));
    return fan_message(fan, &message);
}

const char *fan_number(struct fan *fan, double value)
{
    char text[DI_CHART_NUMBER_MAX];
    di_chart_number(value, fan->data->decimals, fan->data->catalogue, text);
    return di_scene_copy(fan->scene, text);
}

const char *fan_day(struct fan *fan, int32_t civil_day)
{
    char text[16];
    if (fan->data->is_yearly)
        (void)snprintf(text, sizeof text, "%d", (int)di_date_year(civil_day));
    else
        di_date_format(civil_day, text);
    return di_scene_copy(fan->scene, text);
}

const char *fan_range(struct fan *fan, double low, double high)
{
    if (isnan(low) || isnan(high))
        return "";
    return fan_words(fan, DI_N_("%1–%2"), fan_number(fan, low), fan_number(fan, high));
}

const char *fan_named_range(struct fan *fan, double low, double high)
{
    if (isnan(low) || isnan(high))
        return "";
    return fan_words(fan, DI_N_("90%%: %1–%2"), fan_number(fan, low), fan_number(fan, high));
}

static bool has_any_band(const struct di_fan_data *data)
{
    for (size_t i = 0; i < data->series_count; i++)
        if (data->series[i].p05 != NULL)
            return true;
    return false;
}

const char *fan_runs_note(struct fan *fan)
{
    const struct di_fan_data *data = fan->data;
    struct di_message message;
    const bool is_chance = data->uncertainty == DI_FAN_CHANCE_ONLY;
    if (data->runs == 0) {
        message =
            (struct di_message){.id = DI_N_("Expected numbers, computed without chance.")};
    } else if (data->runs == 1) {
        message = (struct di_message){
            .id = DI_N_("One run: one of many possible futures, without a range.")};
    } else if (!has_any_band(data)) {
        DI_MESSAGE(&message, DI_N_("Runs: %1. Lines are medians."), di_integer_arg(data->runs));
    } else if (is_chance) {
        DI_MESSAGE(&message,
                   DI_N_("Runs: %1. Line: median. Bands hold 50%% and 90%% of runs: chance "
                         "only, inputs held fixed."),
                   di_integer_arg(data->runs));
    } else {
        DI_MESSAGE(&message,
                   DI_N_("Runs: %1. Line: median. Bands hold 50%% and 90%% of runs: chance "
                         "and uncertain inputs."),
                   di_integer_arg(data->runs));
    }
    return fan_message(fan, &message);
}
