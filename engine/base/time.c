/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/time.h"

#include <math.h>
#include <stddef.h>

di_time di_time_after_years(di_time from, double years)
{
    const double days = years * DI_DAYS_PER_YEAR;
    if (!(days < 1e9))
        return DI_TIME_NEVER;
    return from + di_time_from_days(days);
}

/* Days since 1970-01-01 by eras of 400 years that start in March, so leap days come last. */
int32_t di_date_from_civil(int32_t year, int32_t month, int32_t day)
{
    const int32_t y = month <= 2 ? year - 1 : year;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t month_from_march = (month + 9) % 12;
    const int32_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void di_date_to_civil(int32_t civil_day, int32_t *year_out, int32_t *month_out,
                      int32_t *day_out)
{
    const int32_t z = civil_day + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t month_from_march = (5 * day_of_year + 2) / 153;
    const int32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *day_out = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month_out = month;
    *year_out = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
}

int32_t di_date_year(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    return year;
}

static bool read_digits(const char *text, size_t count, int32_t *value_out)
{
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *value_out = value;
    return true;
}

bool di_date_parse(const char *text, int32_t *civil_day_out)
{
    int32_t year, month, day, check_year, check_month, check_day;
    if (text == NULL || !read_digits(text, 4, &year) || text[4] != '-' ||
        !read_digits(text + 5, 2, &month) || text[7] != '-' ||
        !read_digits(text + 8, 2, &day) || text[10] != '\0')
        return false;
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    const int32_t civil = di_date_from_civil(year, month, day);
    di_date_to_civil(civil, &check_year, &check_month, &check_day);
    if (check_year != year || check_month != month || check_day != day)
        return false;
    *civil_day_out = civil;
    return true;
}

void di_date_format(int32_t civil_day, char *buffer)
{
    int32_t parts[3];
    static const int widths[3] = {4, 2, 2};
    di_date_to_civil(civil_day, &parts[0], &parts[1], &parts[2]);
    char *p = buffer;
    for (int part = 0; part < 3; part++) {
        int32_t value = parts[part];
        for (int i = widths[part] - 1; i >= 0; i--) {
            p[i] = (char)('0' + value % 10);
            value /= 10;
        }
        p += widths[part];
        *p++ = part < 2 ? '-' : '\0';
    }
}

int32_t di_day_at_age(int32_t birth_day, double age_years)
{
    return birth_day + (int32_t)lround(age_years * DI_DAYS_PER_YEAR);
}
