/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All inputs of a loaded scenario, kept: what the Assumptions screen lists. */
#ifndef INPUTS_H
#define INPUTS_H

#include "di/arena.h"
#include "di/scenario_input.h"

struct inputs {
    struct di_arena arena; /* owns the texts */
    size_t count, room;
    struct di_scenario_input *items; /* in display order of the files */
};

void inputs_finish(struct inputs *inputs);

/* Replaces what was there; false if memory ran out (then it is empty). */
bool inputs_take(struct inputs *inputs, const struct di_scenario *scenario);

/* By pointer of the field, or NULL. */
const struct di_scenario_input *inputs_find(const struct inputs *inputs, const char *pointer);

#endif
