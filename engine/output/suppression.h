/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which numbers of a run may not be shown because few children stand behind them, and which
 * others because they would tell those (--suppress; docs/decisions/0031).
 *
 * Counts of children above zero and below the limit are withheld, in calendar years; partners
 * are withheld until none follows from the sums of any table (disclosure.h). Rates, shares,
 * times and money go with the counts they are made of. Quarters and months are kept for the
 * totals of the nation alone. balance.csv and flows.csv are chosen last and give way first
 * (account_cells.h); they have rows of years, flows.csv the nation's alone.
 *
 * Regions and settings are positions by id + 1, 0 for the total; period 0 is the first day,
 * then calendar years from 1.
 */
#ifndef DI_SUPPRESSION_H
#define DI_SUPPRESSION_H

#include "di/cost_plan.h"

#include "indicator_pass.h"

enum row_verdict { ROW_SHOWN, ROW_WITHHELD, ROW_LEFT_OUT };

struct suppression;

enum di_status suppression_create(const struct di_model *model,
                                  const struct di_replication_set *set, uint32_t below,
                                  struct suppression **suppression_out, struct di_error *error);
void suppression_destroy(struct suppression *suppression);

/* `mean`: of the row, for shares of a count. */
enum row_verdict suppression_row(const struct suppression *suppression,
                                 const struct row_place *place, double mean);

/* All below are false without a suppression (NULL). */

/* Children who wait for a place of a setting; places left of it, which tell who is there. */
bool suppression_hides_waiting(const struct suppression *suppression, uint32_t period,
                               uint32_t region, uint32_t setting);
bool suppression_hides_vacancies(const struct suppression *suppression, uint32_t period,
                                 uint32_t region, uint32_t setting);
/* Activities and visits that wait at the end of a period, or were begun in it, which tell the
 * children they are for; hours worked go with the latter. */
enum suppressed_jobs { JOBS_WAITING, JOBS_BEGUN };
bool suppression_hides_jobs(const struct suppression *suppression, enum suppressed_jobs jobs,
                            uint32_t period, uint32_t region);
/* Money of no setting, by what it is paid for: families of prevention, visits, hours. */
bool suppression_hides_service(const struct suppression *suppression, enum di_cost_basis basis,
                               uint32_t period, uint32_t region);
/* The same of all there are. */
bool suppression_hides_services(const struct suppression *suppression, uint32_t period,
                                uint32_t region);
/* Money: tells the child-years and moves it was paid for; over all settings also services. */
bool suppression_hides_money(const struct suppression *suppression, uint32_t period,
                             uint32_t region, uint32_t setting);
/* A total of the nation, of children 0-17, on the first day. */
bool suppression_hides_opening(const struct suppression *suppression, uint32_t indicator);

/* Columns of balance.csv, years from 1; stocks at the end of a period. */
enum account_column { ACCOUNT_STOCK, ACCOUNT_ENTRIES, ACCOUNT_EXITS };
bool suppression_hides_account(const struct suppression *suppression,
                               enum account_column column, uint32_t period, uint32_t region,
                               uint32_t setting);
/* Rows of the nation in flows.csv, by places of flow_table_place, years from 1. */
bool suppression_hides_flow(const struct suppression *suppression, uint16_t from, uint16_t to,
                            uint8_t move, uint32_t year);

/* How many counts were withheld: too small themselves, and as partners. */
void suppression_count(const struct suppression *suppression, uint32_t *small_out,
                       uint32_t *partners_out);

#endif
