/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Prices of a plan for people and machines: a short table, all of them in plan.json and .csv.
 */
#ifndef DI_PLAN_PRICE_REPORT_H
#define DI_PLAN_PRICE_REPORT_H

#include <jansson.h>
#include <stdio.h>

#include "command.h"
#include "plan_book.h"

/** For each scarce thing: where one more is worth most, and what. */
void di_plan_price_report_print(const struct di_cli *cli, const struct di_plan_book *book);

json_t *di_plan_price_report_json(const struct di_plan_book *book);

/** Rows of plan.csv: region, first and last day, quantity, value. */
void di_plan_price_report_csv(const struct di_plan_book *book, FILE *stream);

#endif
