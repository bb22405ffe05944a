/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan beside the scenario it is for: what its numbers mean in dates, names and whole
 * families. Shared by the summary, the files and the scenario that follows the plan.
 */
#ifndef DI_PLAN_BOOK_H
#define DI_PLAN_BOOK_H

#include "di/fluid_build.h"
#include "di/plan.h"

struct di_plan_study;

struct di_plan_book {
    const struct di_model *model;
    const struct di_fluid_country *country;
    const struct di_plan *plan;
    const struct di_plan_study *study; /* NULL: nothing was asked beyond the plan */
    uint32_t quarters;                 /* of the horizon */
};

/** First civil day of a quarter from the scenario's start (quarter 0). */
int32_t di_plan_book_quarter_day(const struct di_model *model, uint32_t quarter);

/** First day of the calendar quarter that begins when a quarter of the plan does, or next: what
 * is planned by calendar quarters comes then, not before the plan has it. */
int32_t di_plan_book_calendar_day(const struct di_model *model, uint32_t quarter);

/** Its id, "2027_q1"; `buffer` holds 16 bytes. */
void di_plan_book_quarter_id(const struct di_model *model, uint32_t quarter, char *buffer);

/** A year of the plan, from 0: "2027", or "2027/28" where they do not begin in January; 16
 * bytes. */
void di_plan_book_year(const struct di_model *model, uint32_t year, char *buffer);

/** Quarter in which an institution closes at its end, or UINT32_MAX: it stays open. */
uint32_t di_plan_book_closure(const struct di_plan_book *book, uint32_t institution);

/** The quarter by whose end it is promised to be closed: the trials' delay added. UINT32_MAX:
 * none.
 */
uint32_t di_plan_book_promised(const struct di_plan_book *book, uint32_t institution);

/** First quarter in which the plan moves children out of it, or UINT32_MAX. */
uint32_t di_plan_book_first_move(const struct di_plan_book *book, uint32_t institution);

/**
 * Whole families (or FTE, or homes) by quarter: started in the plan, arriving `lag` quarters
 * later. Rounded so that running totals differ by at most a half.
 *
 * @param[out] out  [quarters]
 */
void di_plan_book_by_quarter(const struct di_plan_book *book, enum di_plan_part part,
                             uint32_t r, uint32_t k, uint32_t lag, double *out);

/** Whole emergency families approved by quarter, beside those above. */
void di_plan_book_emergency(const struct di_plan_book *book, uint32_t region, double *out);

double di_plan_book_residents(const struct di_plan_book *book, uint32_t t, uint32_t region);
double di_plan_book_placed(const struct di_plan_book *book, uint32_t t, uint32_t region,
                           enum di_placement placement);
double di_plan_book_backlog(const struct di_plan_book *book, uint32_t t, uint32_t region);

/** Child-years in institutions of the horizon, by the trapezoid of end-of-period stocks. */
double di_plan_book_institution_years(const struct di_plan_book *book);

#endif
