/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Several numbers of a scenario multiplied together: "what if recruitment brings half?". A
 * value over time is multiplied as a whole: its first value and the levels of its steps.
 */
#ifndef SCALING_H
#define SCALING_H

#include "di/scenario_input.h"

#include "edits.h"

struct scaling {
    size_t count;
    struct edit *edits; /* owned */
};

/* Can it be multiplied: a number, neither a year nor nothing at all? */
bool scaling_takes(const struct di_scenario_input *input);

/* False if memory ran out. */
bool scaling_add(struct scaling *scaling, const struct di_scenario_input *input, double factor);
void scaling_finish(struct scaling *scaling);

#endif
