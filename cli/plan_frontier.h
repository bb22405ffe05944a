/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What more or less money would change: the best plan for every share of the budget. */
#ifndef DI_PLAN_FRONTIER_H
#define DI_PLAN_FRONTIER_H

#include <jansson.h>
#include <stdio.h>

#include "di/optimizer.h"

#include "command.h"
#include "plan_book.h"

#define DI_FRONTIER_POINTS_MAX 101

/** One share of the budget. */
struct di_frontier_point {
    double share;
    enum di_status status; /* DI_OK, DI_ERR_INFEASIBLE, DI_ERR_TIME or what went wrong */
    struct di_plan *plan;  /* NULL unless DI_OK; owned */
};

struct di_plan_frontier {
    uint32_t count;
    struct di_frontier_point point[DI_FRONTIER_POINTS_MAX];
};

/** "0.8:1.2:0.05": shares in steps; false: not such a text, or too many. */
bool di_plan_frontier_parse(const char *text, struct di_plan_frontier *frontier_out);

/** Is there a budget to take shares of? Says so if not. */
enum di_exit di_plan_frontier_check(const struct di_cli *cli,
                                    const struct di_fluid_country *country,
                                    const struct di_plan_frontier *frontier);

/**
 * Solve every point, each within the time limit of `options`. A plan that keeps a smaller
 * budget keeps a larger one, so a share never does worse than a smaller one.
 */
enum di_exit di_plan_frontier_run(const struct di_fluid_country *country,
                                  const struct di_optimizer_options *options,
                                  struct di_plan_frontier *frontier);
void di_plan_frontier_finish(struct di_plan_frontier *frontier);

void di_plan_frontier_print(const struct di_cli *cli, const struct di_plan_book *book,
                            const struct di_plan_frontier *frontier);
json_t *di_plan_frontier_json(const struct di_plan_book *book,
                              const struct di_plan_frontier *frontier);

#define DI_PLAN_FRONTIER_HEADER                                                                \
    "budget_share,status,residential_years,institution_years,unmet_need,closures,cost,gap\n"

/** frontier.csv: one line a share. */
void di_plan_frontier_csv(const struct di_plan_book *book,
                          const struct di_plan_frontier *frontier, FILE *stream);

#endif
