/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quarters cut at the horizon, and what falls into them. */
#include <math.h>

#include "cost_parts.h"

struct span cost_span_of(const struct di_model *model, uint32_t quarter)
{
    const int32_t first = di_result_quarter_first_day(model, quarter);
    const int32_t next = di_result_quarter_first_day(model, quarter + 1);
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day + first, &year, &month, &day);
    const int32_t begins = (month - 1) / 3 * 3 + 1;
    const int32_t whole =
        di_date_from_civil(begins > 9 ? year + 1 : year, begins > 9 ? 1 : begins + 3, 1) -
        di_date_from_civil(year, begins, 1);
    return (struct span){first, next < model->horizon_days ? next : model->horizon_days,
                         (double)whole};
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t sooner(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

int32_t cost_days_within(const struct span *span, int32_t from, int32_t to)
{
    return later(0, sooner(span->next, to) - later(span->first, from));
}

double cost_series_days(const struct di_series *series, int32_t from, int32_t to)
{
    double sum = 0;
    for (uint32_t i = 0; i < series->count; i++) {
        const int32_t begins = later(series->day[i], from);
        const int32_t ends = i + 1 < series->count ? sooner(series->day[i + 1], to) : to;
        if (ends > begins)
            sum += series->value[i] * (ends - begins);
    }
    return sum;
}

double cost_spent_within(const struct span *span, int32_t day, double lead)
{
    if (!(lead >= 1))
        return day >= span->first && day < span->next ? 1 : 0;
    const double from = fmax((double)span->first, day - lead);
    const double to = fmin((double)span->next, (double)day);
    return to > from ? (to - from) / lead : 0;
}
