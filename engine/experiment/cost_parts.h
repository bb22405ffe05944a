/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the cost book: accounts, quantities, institutions; one file each. */
#ifndef DI_COST_PARTS_H
#define DI_COST_PARTS_H

#include "di/cost_book.h"

struct di_cost_book {
    const struct di_model *model;
    const struct di_cost_plan *plan;
    uint32_t quarters, count, capacity;
    struct di_cost_account *accounts;
    double *price; /* [quarters][accounts]: mean of the quarter, with inflation */
    double *given; /* [quarters][accounts]: money known before any replication */
};

/* A quarter of the horizon, perhaps cut at its ends. */
struct span {
    int32_t first, next; /* days within the horizon */
    double days;         /* of the whole calendar quarter */
};

/* ---- cost_span.c ---- */
struct span cost_span_of(const struct di_model *model, uint32_t quarter);
/* Days of the span in [from, to). */
int32_t cost_days_within(const struct span *span, int32_t from, int32_t to);
/* Integral of a step function over [from, to), in value-days. */
double cost_series_days(const struct di_series *series, int32_t from, int32_t to);
/* Share of what is spent evenly over `lead` days before `day` that falls into the span. */
double cost_spent_within(const struct span *span, int32_t day, double lead);

static inline bool cost_passes(const uint8_t *filter, uint32_t index)
{
    return filter == NULL || filter[index] != 0;
}

/* ---- cost_book.c ---- */
/* Mean price of the days [from, to), or that of the day `from` if there are none; carried to
 * their middle by inflation. */
double cost_price(const struct di_cost_book *book, const struct di_cost_account *account,
                  int32_t from, int32_t to);

/* ---- cost_account.c ---- */
bool cost_accounts_make(struct di_cost_book *book); /* false: memory */

/* ---- cost_quantity.c ---- */
/* Money known before any replication; `price` is the mean of the span. */
double cost_money_given(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct span *span, double price);
/* Units the replication recorded. */
double cost_units_recorded(const struct di_cost_book *book,
                           const struct di_cost_account *account,
                           const struct di_result *result, uint32_t quarter);

/* ---- cost_institution.c ---- */
/* Is the institution one of the account's? */
bool cost_is_counted(const struct di_cost_book *book, const struct di_cost_account *account,
                     uint32_t institution);
double cost_fixed_money(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter, double line_price);
double cost_variable_money(const struct di_cost_book *book,
                           const struct di_cost_account *account,
                           const struct di_result *result, uint32_t quarter);
/* Years of licensed places of institutions until they close. */
double cost_place_years(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter);
/* Fixed cost that the account's closed institutions no longer have. */
double cost_saved_money(const struct di_cost_book *book, const struct di_cost_account *account,
                        const struct di_result *result, uint32_t quarter, double line_price);

/* ---- cost_staff.c ---- */
/* FTE of the institution's staff whom the line pays for. */
double cost_staff(const struct di_cost_book *book, const struct di_cost_line *line,
                  uint32_t institution);
/* Years of them within the span who wait for redeployment after the closure; 0 for lines of any
 * other basis. */
double cost_waiting_staff_years(const struct di_cost_book *book,
                                const struct di_cost_line *line, uint32_t institution,
                                int32_t closed, const struct span *span);

/* ---- cost_work.c ---- */
double cost_work_units(const struct di_cost_book *book, const struct di_cost_account *account,
                       const struct di_result *result, uint32_t quarter);
/* What roles cost of their own. */
double cost_pay_money(const struct di_cost_book *book, const struct di_cost_account *account,
                      const struct di_result *result, uint32_t quarter);

#endif
