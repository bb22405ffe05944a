/* SPDX-License-Identifier: GPL-3.0-or-later */
/* costs.csv against sums over the lines of a trace. */
#ifndef TRACE_COSTS_H
#define TRACE_COSTS_H

#include <jansson.h>

#include "trace_sum.h"

/** Lines of a basis; or, of a name that is no basis, the line of that id, in money. */
struct trace_cost_basis {
    const char *id, *sum; /* units of a quarter by region and setting */
    double per_unit;      /* of what is summed in one unit of the basis */
};

/**
 * Fail the test unless each quarter's cost of a line of these bases, its classes together, is
 * its price times the units in every region and setting, to the cent. Lines with dated prices
 * or prices by group are passed over.
 *
 * @param bases  the last has no id
 * @return costs compared that are not 0
 */
size_t trace_costs_compare(struct trace_sum *sum, const json_t *scenario, const char *path,
                           const struct trace_cost_basis *bases);

#endif
