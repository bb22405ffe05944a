/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of cost is narrowed to. */
#ifndef DI_BIND_COST_H
#define DI_BIND_COST_H

#include "di/cost_plan.h"

#include "bind.h"

/* What a node's text names; UINT32_MAX, reported: there is none of that name. */
uint32_t di_bind_institution_at(struct di_binding *binding, const struct di_node *node);
uint32_t di_bind_carers_at(struct di_binding *binding, const struct di_node *node);
uint32_t di_bind_role_at(struct di_binding *binding, const struct di_node *node);

/* Fill the filters of a line whose basis is known. */
void di_bind_cost_filters(struct di_binding *binding, struct di_node *node,
                          struct di_cost_line *line);

#endif
