/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money available against money spent, by source and calendar year, of one replication
 * (MODEL 8.6). What a source has in a year is its money of the year, less what closed
 * institutions no longer cost where savings are lost, and what was left the year before where
 * money is carried over; never below zero. What is left when a source ends is lost.
 */
#ifndef DI_BUDGET_ACCOUNT_H
#define DI_BUDGET_ACCOUNT_H

#include "cost_sheet.h"

struct budget_year { /* cents */
    int64_t budgeted, withdrawn, carried, available, spent, gap;
};

/* Source index, or plan->source_count for lines that nobody pays: they only spend.
 * `years_out`: [plan->years]. */
enum di_status budget_account(const struct cost_sheet *sheet, const struct di_result *result,
                              uint32_t replication, uint32_t source,
                              struct budget_year *years_out);

/* Last quarter of a calendar year of the plan. */
uint32_t budget_last_quarter(const struct di_model *model, uint32_t year);

#endif
