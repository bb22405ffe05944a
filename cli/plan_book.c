/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_book.h"

#include <math.h>
#include <stdio.h>

#include "di/plan_check.h"
#include "di/time.h"

#define MOVED_SMALL 0.01 /* children: less is rounding */

/* First day of the month that lies `months` after January of year 0. */
static int32_t month_day(int32_t months)
{
    return di_date_from_civil(months / 12, months % 12 + 1, 1);
}

/* The day of the month on which the scenario starts, or the last of a shorter month. */
int32_t di_plan_book_quarter_day(const struct di_model *model, uint32_t quarter)
{
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    const int32_t months = year * 12 + month - 1 + 3 * (int32_t)quarter;
    const int32_t first = month_day(months), next = month_day(months + 1);
    return first + day - 1 < next ? first + day - 1 : next - 1;
}

/* Months from January of year 0 to the calendar quarter that begins on a day or next. */
static int32_t quarter_from(int32_t civil_day)
{
    int32_t year, month, day;
    di_date_to_civil(civil_day, &year, &month, &day);
    const int32_t months = year * 12 + month - 1 + (day > 1 ? 1 : 0);
    return (months + 2) / 3 * 3;
}

int32_t di_plan_book_calendar_day(const struct di_model *model, uint32_t quarter)
{
    return month_day(quarter_from(di_plan_book_quarter_day(model, quarter)));
}

void di_plan_book_quarter_id(const struct di_model *model, uint32_t quarter, char *buffer)
{
    const int32_t months = quarter_from(di_plan_book_quarter_day(model, quarter));
    const unsigned shown = (unsigned)(months / 12) % 10000u,
                   number = (unsigned)(months % 12) / 3u % 4u + 1u;
    (void)snprintf(buffer, 16, "%04u_q%u", shown, number);
}

void di_plan_book_year(const struct di_model *model, uint32_t year, char *buffer)
{
    int32_t first, month, day;
    di_date_to_civil(model->start_civil_day, &first, &month, &day);
    const unsigned shown = ((unsigned)first + year) % 10000u;
    if (month == 1 && day == 1)
        (void)snprintf(buffer, 16, "%04u", shown);
    else
        (void)snprintf(buffer, 16, "%04u/%02u", shown, (shown + 1) % 100u);
}

uint32_t di_plan_book_closure(const struct di_plan_book *book, uint32_t institution)
{
    return di_plan_closing_quarter(book->plan, book->country->parameters, institution);
}

uint32_t di_plan_book_promised(const struct di_plan_book *book, uint32_t institution)
{
    const uint32_t planned = di_plan_book_closure(book, institution);
    const uint32_t late = book->country->late[institution];
    if (planned == UINT32_MAX || late == DI_FLUID_NO_CLOSURE || late >= book->quarters ||
        planned + late >= book->quarters)
        return UINT32_MAX;
    return planned + late;
}

uint32_t di_plan_book_first_move(const struct di_plan_book *book, uint32_t institution)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    for (uint32_t t = 1; t <= p->horizon; t++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (di_plan_at(book->plan, DI_PART_MOVED_OUT, t, institution, g, 0) > MOVED_SMALL)
                return p->first_quarter[t];
    return UINT32_MAX;
}

static void make_whole(double *values, uint32_t count)
{
    double wanted = 0, given = 0;
    for (uint32_t n = 0; n < count; n++) {
        wanted += values[n];
        values[n] = fmax(0, floor(wanted - given + 0.5));
        given += values[n];
    }
}

/* A year's start is spread over its quarters. */
void di_plan_book_by_quarter(const struct di_plan_book *book, enum di_plan_part part,
                             uint32_t r, uint32_t k, uint32_t lag, double *out)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    for (uint32_t q = 0; q < book->quarters; q++)
        out[q] = 0;
    for (uint32_t t = 1; t <= p->periods; t++)
        for (uint32_t n = 0; n < p->quarters[t]; n++) {
            const uint32_t q = p->first_quarter[t] + n + lag;
            if (q < book->quarters)
                out[q] += di_plan_at(book->plan, part, t, r, k, 0) / p->quarters[t];
        }
    make_whole(out, book->quarters);
}

void di_plan_book_emergency(const struct di_plan_book *book, uint32_t region, double *out)
{
    for (uint32_t q = 0; q < book->quarters; q++)
        out[q] =
            q < book->country->parameters->carer_lag ? 0 : book->country->emergency[region] / 4;
    make_whole(out, book->quarters);
}

double di_plan_book_residents(const struct di_plan_book *book, uint32_t t, uint32_t region)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t i = 0; i < p->institutions; i++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (region == UINT32_MAX || p->institution_region[i] == region)
                sum += di_plan_at(book->plan, DI_PART_RESIDENTS, t, i, g, 0);
    return sum;
}

double di_plan_book_placed(const struct di_plan_book *book, uint32_t t, uint32_t region,
                           enum di_placement placement)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t r = 0; r < p->regions; r++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (region == UINT32_MAX || region == r)
                sum += di_plan_at(book->plan, DI_PART_PLACED, t, r, g, placement);
    return sum;
}

double di_plan_book_backlog(const struct di_plan_book *book, uint32_t t, uint32_t region)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t r = 0; r < p->regions; r++)
        for (uint32_t g = 0; g < DI_GROUPS; g++)
            if (region == UINT32_MAX || region == r)
                sum += di_plan_at(book->plan, DI_PART_BACKLOG, t, r, g, 0);
    return sum;
}

double di_plan_book_institution_years(const struct di_plan_book *book)
{
    const struct di_fluid_parameters *p = book->country->parameters;
    double sum = 0;
    for (uint32_t t = 1; t <= p->horizon; t++)
        sum += di_plan_years_within(p, t, book->quarters,
                                    di_plan_book_residents(book, t - 1, UINT32_MAX),
                                    di_plan_book_residents(book, t, UINT32_MAX));
    return sum;
}
