/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan for people and for machines: a table by year with plain sentences, plan.json and
 * plan.csv.
 */
#ifndef DI_PLAN_REPORT_H
#define DI_PLAN_REPORT_H

#include <jansson.h>
#include <stdio.h>

#include "command.h"
#include "plan_book.h"

/** Table by year, decisions, what is promised and what is proved. */
void di_plan_report_print(const struct di_cli *cli, const struct di_plan_book *book);

/** The whole plan; NULL if memory ran out. */
json_t *di_plan_report_json(const struct di_plan_book *book);

#define DI_PLAN_CSV_HEADER "region,period_start,period_end,quantity,value\n"

/** plan.csv: tidy rows region, period, quantity, value. */
void di_plan_report_csv(const struct di_plan_book *book, FILE *stream);

/** The table by year, and the closures with their dates, for sheets. */
void di_plan_report_years_csv(const struct di_plan_book *book, FILE *stream);
void di_plan_report_closures_csv(const struct di_plan_book *book, FILE *stream);

#endif
