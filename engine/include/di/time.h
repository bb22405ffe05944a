/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Simulated time and calendar dates.
 *
 * The engine's clock counts days from the scenario's start as 64-bit fixed point: whole days
 * in the upper 32 bits, fraction of a day in the lower 32, so sums and ties are exact. Dates
 * are civil days (proleptic Gregorian), counted from 1970-01-01.
 */
#ifndef DI_TIME_H
#define DI_TIME_H

#include <stdbool.h>
#include <stdint.h>

#define DI_DAYS_PER_YEAR 365.25
#define DI_DAYS_PER_MONTH 30.4375

/** Fixed-point days since the scenario's start; negative before it. */
typedef int64_t di_time;

#define DI_TIME_DAY ((di_time)1 << 32)
#define DI_TIME_NEVER INT64_MAX

/** `days` must lie within +-2^31; rounds to the nearest 2^-32 day (20 microseconds). */
static inline di_time di_time_from_days(double days)
{
    const double units = days * (double)DI_TIME_DAY;
    return (di_time)(units < 0 ? units - 0.5 : units + 0.5);
}

/** Years beyond the clock's range give DI_TIME_NEVER. */
di_time di_time_after_years(di_time from, double years);

/** As a double, which rounds below 2^-32 day from 2^21 days on; years of 365.25 days. */
static inline double di_time_days(di_time time)
{
    return (double)time / (double)DI_TIME_DAY;
}

static inline double di_time_years(di_time time)
{
    return di_time_days(time) / DI_DAYS_PER_YEAR;
}

static inline int32_t di_time_day(di_time time) /* whole day, rounded down */
{
    return (int32_t)(time >> 32);
}

/* Part of the day that has passed, in units of 2^-32. */
static inline uint32_t di_time_fraction(di_time time)
{
    return (uint32_t)((uint64_t)time & UINT32_MAX);
}

static inline di_time di_time_of_day(int32_t day)
{
    return (di_time)day * DI_TIME_DAY;
}

/** Civil day number of a date; months and days as written, 1-based. */
int32_t di_date_from_civil(int32_t year, int32_t month, int32_t day);
void di_date_to_civil(int32_t civil_day, int32_t *year_out, int32_t *month_out,
                      int32_t *day_out);

/** Calendar year a day lies in. */
int32_t di_date_year(int32_t civil_day);

/** Read "2026-01-01" exactly; false if it is not a real date between 1900 and 2200. */
bool di_date_parse(const char *text, int32_t *civil_day_out);

/** Write "2026-01-01"; `buffer` holds at least 11 bytes. */
void di_date_format(int32_t civil_day, char *buffer);

/** Civil day of a birthday or band edge: birth + round(age * 365.25) (MODEL 5.3). */
int32_t di_day_at_age(int32_t birth_day, double age_years);

#endif
