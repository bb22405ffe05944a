/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a replication cost (MODEL 8.6): the lines of the cost plan times the quantities the
 * replication recorded, in whole cents.
 *
 * The book has one *account* for every line, class, region and setting where cost can arise;
 * each account has one amount per quarter, rounded to the cent there and nowhere else. All
 * other sums are sums of these whole numbers, so by line, by setting, by region and in all they
 * agree to the last cent.
 */
#ifndef DI_COST_BOOK_H
#define DI_COST_BOOK_H

#include <stdint.h>

#include "di/cost_plan.h"
#include "di/result.h"

struct di_cost_account {
    uint32_t line;                 /* index of plan->lines */
    enum di_cost_class cost_class; /* DOUBLE_RUNNING beside RUNNING for fixed costs */
    uint16_t region;               /* DI_NONE: of no region */
    uint16_t setting;              /* DI_NONE: of no setting */
};

struct di_cost_book;

/**
 * Accounts of a model, in the order of lines, classes, regions and settings (ranks).
 *
 * @param model  borrowed; with a cost plan
 * @return DI_OK; DI_ERR_MEMORY
 */
DI_MUST_CHECK enum di_status di_cost_book_create(const struct di_model *model,
                                                 struct di_cost_book **book_out);
void di_cost_book_destroy(struct di_cost_book *book); /* NULL is fine */

/** How many accounts there are, and quarters of the scenario: the shape of `cents` below. */
uint32_t di_cost_book_accounts(const struct di_cost_book *book);
uint32_t di_cost_book_quarters(const struct di_cost_book *book);
/** What an account counts; `account` below di_cost_book_accounts. */
struct di_cost_account di_cost_book_account(const struct di_cost_book *book, uint32_t account);

/**
 * Cents of one replication, with inflation, not discounted.
 *
 * @param[out] cents  [quarters][accounts]
 */
void di_cost_book_fill(const struct di_cost_book *book, const struct di_result *result,
                       int64_t *cents);

/** Factor that discounts money of a quarter from its middle to the start. */
double di_cost_book_discount(const struct di_cost_book *book, uint32_t quarter);

/**
 * Fixed cost that closed institutions no longer have in a quarter, by source of money: what is
 * taken away where savings are lost.
 *
 * @param[out] cents  [plan->source_count + 1]; the last: lines without a source
 */
void di_cost_book_savings(const struct di_cost_book *book, const struct di_result *result,
                          uint32_t quarter, int64_t *cents);

#endif
