/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a results folder beside the indicators, each one function of the replications.
 */
#ifndef DI_TABLES_H
#define DI_TABLES_H

#include "di/results.h"

#include "output_file.h"
#include "suppression.h"

/* Places people are counted in; a child at home is in none. */
bool setting_has_balance(const struct di_setting *setting);

/* Where flows.csv says a move begins or ends: every home is one place. */
uint16_t flow_table_place(const struct di_model *model, uint16_t place, bool is_origin);

/* Its name in the columns `from` and `to`. */
const char *flow_label(const struct di_model *model, uint16_t place, bool is_origin);

/* The columns period_start and period_end of quarters first to last. */
void output_period(struct output_file *file, const struct di_model *model, uint32_t first,
                   uint32_t last);

/* A suppression may be NULL: nothing is withheld. */

/* Verifies the balance of every place, quarter and replication; with a file, writes
 * balance.csv. `checked_out`: balances verified. */
enum di_status balance_table(const struct di_run_record *record,
                             const struct suppression *suppression, struct output_file *file,
                             uint64_t *checked_out, struct di_error *error);

struct cost_sheet;

/* Writes costs.csv: the header only, if the scenario has no costs. */
enum di_status cost_table(const struct di_run_record *record, const struct cost_sheet *sheet,
                          const struct suppression *suppression, struct output_file *file,
                          struct di_error *error);

/* Writes budget.csv, likewise. */
enum di_status budget_table(const struct di_run_record *record, const struct cost_sheet *sheet,
                            const struct suppression *suppression, struct output_file *file,
                            struct di_error *error);

/* Writes closures.csv: the header only, if nothing closes. */
enum di_status closure_table(const struct di_run_record *record,
                             const struct suppression *suppression, struct output_file *file,
                             struct di_error *error);

/* Writes resources.csv. */
enum di_status resource_table(const struct di_run_record *record,
                              const struct suppression *suppression, struct output_file *file,
                              struct di_error *error);

#define NAMES_HEADER "section,id,english,russian"

/* The sheet `names` of the workbook as CSV: indicators, what the scenario names, and the places
 * every scenario has. */
struct di_names;
void names_table_write(const struct di_names *names, FILE *stream);

/* Writes flows.csv. */
enum di_status flow_table(const struct di_run_record *record,
                          const struct suppression *suppression, struct output_file *file,
                          struct di_error *error);

/* Writes trace.csv.gz: the replications are run once more, with a sink for their lines. */
enum di_status trace_table(const struct di_run_record *record, struct output_file *file,
                           struct di_error *error);

/* Writes findings.json from the rows kept in memory. */
enum di_status finding_table(const struct di_results *results, struct output_file *file,
                             struct di_error *error);

/* Writes manifest.json; `results` holds the rows the published figures are compared with. */
enum di_status manifest_write(const struct di_run_record *record,
                              const struct di_results *results,
                              const struct suppression *suppression, uint64_t balances_checked,
                              struct output_file *file, struct di_error *error);

/* Header lines, shared with the reader. */
#define INDICATORS_HEADER                                                                      \
    "scenario,indicator,region,region_basis,setting,population,age_band,sex,disability,"       \
    "period_start,period_end,unit,kind,n,mean,sd,ci_low,ci_high,p05,p25,p50,p75,p95"
#define REPLICATIONS_HEADER "replication,indicator,region,setting,period_start,value"

#define BALANCE_HEADER                                                                         \
    "scenario,region,setting,period_start,period_end,opening,entries,exits,closing"
#define FLOWS_HEADER                                                                           \
    "scenario,from_region,from,to_region,to,mode,period_start,period_end,n,mean,ci_low,ci_"    \
    "high"

#define BUDGET_HEADER                                                                          \
    "scenario,source,year,currency,n,budgeted,carried_mean,withdrawn_mean,available_mean,"     \
    "spent_mean,spent_ci_low,spent_ci_high,gap_mean,gap_ci_low,gap_ci_high,gap_share"
#define COSTS_HEADER                                                                           \
    "scenario,line,sub_type,class,paid_by,setting,region,period_start,period_end,currency,n,"  \
    "mean,sd,ci_low,ci_high,discounted_mean"

#endif
