/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented data of an invented country for chart tests, in two languages. */
#ifndef FAN_SAMPLES_H
#define FAN_SAMPLES_H

#include "di/fan_data.h"

#define SAMPLE_MONTHS 121
#define SAMPLE_YEARS 13

enum sample_language { SAMPLE_ENGLISH, SAMPLE_RUSSIAN };

struct fan_sample {
    struct di_fan_data data;
    struct di_fan_series series[DI_FAN_SERIES_MAX];
    struct di_fan_marker markers[3];
    int32_t day[SAMPLE_MONTHS];
    double value[DI_FAN_SERIES_MAX][5][SAMPLE_MONTHS];
    int32_t published_day[SAMPLE_YEARS];
    double published[SAMPLE_YEARS];
};

/* `series_count` 1 to DI_FAN_SERIES_MAX: a scenario, the baseline, more scenarios. */
void fan_sample_fill(struct fan_sample *sample, size_t series_count,
                     enum sample_language language);

#endif
