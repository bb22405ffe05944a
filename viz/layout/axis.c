/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ticks are computed as whole multiples of the step, never by adding the step up, so that a
 * label is exactly the number it shows.
 */
#include "di/axis.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "di/number.h"
#include "di/time.h"

double di_scale_pixel(const struct di_scale *scale, double value)
{
    const double share = (value - scale->data_low) / (scale->data_high - scale->data_low);
    return scale->pixel_low + share * (scale->pixel_high - scale->pixel_low);
}

/* The smallest step 1, 2, 2.5 or 5 times 10^n that is at least `least`. */
static double nice_step(double least, bool whole_numbers, int *decimals_out)
{
    static const double mantissa[] = {1, 2, 2.5, 5, 10};
    static const int extra[] = {0, 0, 1, 0, -1};
    if (whole_numbers && least < 1)
        least = 1;
    const int exponent = (int)floor(log10(least));
    const double power = pow(10, exponent);
    size_t i = 0;
    while (i < 4 && (mantissa[i] * power < least * (1 - 1e-9) ||
                     (whole_numbers && exponent == 0 && i == 2)))
        i++;
    const int decimals = -exponent + extra[i];
    *decimals_out = decimals < 0 ? 0 : decimals > 12 ? 12 : decimals;
    return mantissa[i] * power;
}

struct di_ticks di_ticks_of_values(double low, double high, size_t wanted, bool whole_numbers)
{
    assert(wanted >= 1 && high > low);
    struct di_ticks ticks = {0};
    if (wanted > DI_TICKS_MAX - 2)
        wanted = DI_TICKS_MAX - 2;
    ticks.step = nice_step((high - low) / (double)wanted, whole_numbers, &ticks.decimals);
    const double first = ceil(low / ticks.step - 1e-9);
    const double last = floor(high / ticks.step + 1e-9);
    for (double i = first; i <= last && ticks.count < DI_TICKS_MAX; i++)
        ticks.value[ticks.count++] = i * ticks.step + 0.0;
    return ticks;
}

static int32_t first_year(double low_day)
{
    int32_t year = 0, month = 0, day = 0;
    di_date_to_civil((int32_t)ceil(low_day), &year, &month, &day);
    return month == 1 && day == 1 ? year : year + 1;
}

static void fill_years(struct di_ticks *ticks, const struct di_scale *days, int32_t step)
{
    int32_t year = first_year(days->data_low);
    ticks->count = 0;
    ticks->step = step;
    while (year % step != 0)
        year++;
    for (; ticks->count < DI_TICKS_MAX; year += step) {
        const double day = di_date_from_civil(year, 1, 1);
        if (day > days->data_high)
            return;
        ticks->year[ticks->count] = year;
        ticks->value[ticks->count++] = day;
    }
}

struct di_ticks di_ticks_of_years(const struct di_scale *days, double apart)
{
    static const int32_t steps[] = {1, 2, 5, 10, 20, 50};
    struct di_ticks ticks = {0};
    const double year_pixels = DI_DAYS_PER_YEAR * (days->pixel_high - days->pixel_low) /
                               (days->data_high - days->data_low);
    size_t i = 0;
    /* 0.99: leap years make neighbours differ by a day */
    while (i < 5 && steps[i] * year_pixels * 0.99 < apart)
        i++;
    fill_years(&ticks, days, steps[i]);
    return ticks;
}

static size_t put(char *buffer, size_t used, const char *text, size_t length)
{
    if (used + length >= DI_CHART_NUMBER_MAX)
        return used;
    memcpy(buffer + used, text, length);
    buffer[used + length] = '\0';
    return used + length;
}

void di_chart_number(double value, int decimals, const struct di_catalogue *catalogue,
                     char *buffer)
{
    static const char minus[] = "\xE2\x88\x92";
    char digits[DI_NUMBER_TEXT_MAX];
    const bool has_style = catalogue != NULL && catalogue->group_separator != NULL;
    const char *group = has_style ? catalogue->group_separator : ",";
    const char point =
        catalogue != NULL && catalogue->decimal_point != '\0' ? catalogue->decimal_point : '.';
    /* a number too large to write out in full is not what charts are for */
    di_number_format_fixed(fabs(value) < 1e15 ? value : 0, decimals, digits);
    const char *p = digits;
    size_t used = 0;
    buffer[0] = '\0';
    if (*p == '-') {
        used = put(buffer, used, minus, sizeof minus - 1);
        p++;
    }
    const size_t whole = strspn(p, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            used = put(buffer, used, group, strlen(group));
        used = put(buffer, used, p + i, 1);
    }
    for (p += whole; *p != '\0'; p++)
        used = put(buffer, used, *p == '.' ? &point : p, 1);
}
