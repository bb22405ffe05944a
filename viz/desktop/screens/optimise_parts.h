/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the Optimise screen. Each draws from (x, y) down and returns the height it took. */
#ifndef OPTIMISE_PARTS_H
#define OPTIMISE_PARTS_H

#include "optimise_state.h"
#include "screen.h"

/* Name of a goal, marked for translation. */
const char *optimise_goal_name(enum di_goal goal);
/* A goal's value with its unit; money in the model's currency, from a million on in millions.
 */
const char *optimise_goal_value(struct ui *ui, const struct di_model *model, enum di_goal goal,
                                double value);

/* The targets and limits of the scenario's goals, in words. */
double optimise_limits(struct ui *ui, const struct di_model *model, double x, double y,
                       double width);
/* "At most ... children by ...": two fields and a button. */
double optimise_target(struct ui *ui, const struct desk *desk, double x, double y,
                       double width);

/* What is proved, the years, the closures. */
double optimise_plan(struct ui *ui, const struct desk *desk, const struct plan_outcome *outcome,
                     const struct plan_state *now, double x, double y, double width);
/* What one more of each scarce thing is worth, and for how many that holds. */
double optimise_prices(struct ui *ui, const struct plan_outcome *outcome,
                       const struct plan_state *now, double x, double y, double width);
/* When which institution closes: a line each on a common axis of time. */
double optimise_closures(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                         double width);
/* Families sought by profile, region and period; folded away until asked for. */
double optimise_families(struct ui *ui, const struct desk *desk,
                         const struct plan_outcome *outcome, double x, double y, double width);
/* The smallest set of limits that contradict each other. */
double optimise_conflict(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                         double width);
/* Children in institutions as promised, as simulated, and without the plan. */
double optimise_promise(struct ui *ui, const struct plan_outcome *outcome,
                        const struct plan_state *now, double x, double y, double width);

#endif
