/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources of money, and what stops when one ends. */
#ifndef DI_BIND_BUDGET_H
#define DI_BIND_BUDGET_H

#include "di/cost_plan.h"

#include "bind.h"

/* Of the section `budget`; the plan knows its years. */
void di_bind_sources(struct di_binding *binding, struct di_node *section,
                     struct di_cost_plan *plan);

/* Changes coverage, families and posts of the model. */
void di_bind_stops(struct di_binding *binding, struct di_node *section);

#endif
