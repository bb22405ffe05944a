/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fan_samples.h"

#include <math.h>
#include <string.h>

#include "di/time.h"

/* English id, Russian text: a catalogue small enough to read */
static const char *const russian[][2] = {
    {"published", "опубликовано"},
    {"50%% of runs", "50%% прогонов"},
    {"90%% of runs", "90%% прогонов"},
    {"recorded", "факт"},
    {"projected", "прогноз"},
    {"Some inputs are illustrative: they have no source.",
     "Часть исходных данных условная: у них нет источника."},
    {"Runs: %1. Line: median. Bands hold 50%% and 90%% of runs: chance only, inputs held "
     "fixed.",
     "Прогонов: %1. Линия: медиана. Полосы содержат 50%% и 90%% прогонов: только "
     "случайность, исходные данные неизменны."},
    {"Children in institutions fall from %1 to %2 by %3",
     "Число детей в учреждениях снизится с %1 до %2 к %3 году"},
};

static const char *translate(void *context, const char *id)
{
    (void)context;
    for (size_t i = 0; i < sizeof russian / sizeof russian[0]; i++)
        if (strcmp(russian[i][0], id) == 0)
            return russian[i][1];
    return id;
}

static const struct di_catalogue catalogues[] = {
    {.language = "en", .decimal_point = '.', .group_separator = ","},
    {.translate = translate,
     .language = "ru",
     .decimal_point = ',',
     .group_separator = "\xE2\x80\xAF"},
};

static const char *const names[][DI_FAN_SERIES_MAX] = {
    {"Family First", "Baseline", "Steady pace", "Fast closure", "Kinship first", "Late start"},
    {"Семья прежде всего", "Базовый", "Ровный темп", "Быстрое закрытие", "Сначала родня",
     "Поздний старт"},
};

static void fill_values(struct fan_sample *sample, size_t index)
{
    static const double end[] = {1680, 6630, 3140, 1210, 1900, 3000};
    static const double pace[] = {5.5, 4, 3, 3, 5, 7};
    for (size_t i = 0; i < SAMPLE_MONTHS; i++) {
        const double years = (double)i / 12;
        const double share =
            index == 1
                ? years / 10
                : (1 / (1 + exp(pace[index] - years * 1.1)) - 1 / (1 + exp(pace[index]))) /
                      (1 / (1 + exp(pace[index] - 11)) - 1 / (1 + exp(pace[index])));
        const double median =
            8200 + (end[index] - 8200) * share + (index == 1 ? 40 * sin(years * 2.2) : 0);
        const double spread = 30 + 190 * sqrt(years) * (0.35 + median / 9000);
        static const double reach[] = {-1, -0.41, 0, 0.41, 1};
        for (size_t q = 0; q < 5; q++)
            sample->value[index][q][i] = i == 0 ? 8200 : median + reach[q] * spread;
    }
}

static void fill_series(struct fan_sample *sample, size_t index, enum sample_language language)
{
    struct di_fan_series *series = &sample->series[index];
    fill_values(sample, index);
    *series = (struct di_fan_series){
        .name = names[language][index],
        .role = index == 1 ? DI_FAN_BASELINE : DI_FAN_SCENARIO,
        .count = SAMPLE_MONTHS,
        .civil_day = sample->day,
        .p05 = sample->value[index][0],
        .p25 = sample->value[index][1],
        .p50 = sample->value[index][2],
        .p75 = sample->value[index][3],
        .p95 = sample->value[index][4],
    };
}

static void fill_texts(struct fan_sample *sample, enum sample_language language)
{
    struct di_fan_data *data = &sample->data;
    const bool is_english = language == SAMPLE_ENGLISH;
    const char *from = is_english ? "8,200"
                                  : "8\xE2\x80\xAF"
                                    "200";
    const char *to = is_english ? "1,680"
                                : "1\xE2\x80\xAF"
                                  "680";
    DI_MESSAGE(&data->finding, DI_N_("Children in institutions fall from %1 to %2 by %3"),
               di_text_arg(from), di_text_arg(to), di_text_arg("2036"));
    data->title =
        is_english ? "Children living in institutions" : "Дети, проживающие в учреждениях";
    data->measure = is_english ? "number of children at the end of each month"
                               : "число детей на конец каждого месяца";
    data->note = is_english ? "Invented data of an invented country."
                            : "Вымышленные данные вымышленной страны.";
    data->target.label = is_english ? "National target" : "Национальная цель";
    sample->markers[0].label = is_english ? "Gatekeeping starts" : "Единая комиссия";
    sample->markers[1].label = is_english ? "First closures" : "Первые закрытия";
    sample->markers[2].label =
        is_english ? "Under-3s: no new entries" : "До 3 лет: запрет приёма";
}

void fan_sample_fill(struct fan_sample *sample, size_t series_count,
                     enum sample_language language)
{
    memset(sample, 0, sizeof *sample);
    for (int32_t i = 0; i < SAMPLE_MONTHS; i++)
        sample->day[i] = di_date_from_civil(2026 + i / 12, 1 + i % 12, 1);
    for (int32_t i = 0; i < SAMPLE_YEARS; i++) {
        sample->published_day[i] = di_date_from_civil(2020 + i / 2, 1 + 6 * (i % 2), 1);
        sample->published[i] = 10400 - 2200 * sqrt(i / 12.0) + 60 * cos(i * 2.0) - 60;
    }
    for (size_t i = 0; i < series_count; i++)
        fill_series(sample, i, language);
    fill_texts(sample, language);
    sample->markers[0].civil_day = di_date_from_civil(2027, 4, 1);
    sample->markers[1].civil_day = di_date_from_civil(2029, 7, 1);
    sample->markers[2].civil_day = di_date_from_civil(2033, 1, 1);
    struct di_fan_data *data = &sample->data;
    data->series_count = series_count;
    data->series = sample->series;
    data->published =
        (struct di_fan_published){NULL, SAMPLE_YEARS, sample->published_day, sample->published};
    data->marker_count = 3;
    data->markers = sample->markers;
    data->target.value = 2000;
    data->has_projection_start = true;
    data->projection_start_day = sample->day[0];
    data->runs = 200;
    data->has_illustrative_inputs = true;
    data->catalogue = &catalogues[language];
}
