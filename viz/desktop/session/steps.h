/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dated steps of an input, taken apart to be drawn and dragged, and put together again. */
#ifndef STEPS_H
#define STEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "di/scenario_input.h"

#define STEPS_MAX 64

enum step_kind { STEP_SET, STEP_MULTIPLY, STEP_ADD };

struct step {
    int32_t civil_day;
    enum step_kind kind;
    double amount;
    char over[64]; /* JSON of "over", "" if none */
};

struct steps {
    double value; /* before the first step */
    size_t count;
    struct step items[STEPS_MAX]; /* by date */
};

/* False if the steps are not numbers by date, or too many to edit here. */
bool steps_read(struct steps *steps, const struct di_scenario_input *input);

/* What holds from a step on, and the step that makes a wanted level. */
double steps_level(const struct steps *steps, size_t index);
void steps_set_level(struct steps *steps, size_t index, double level);

/* One more step, by date, with the level that holds there; its index, SIZE_MAX if full. */
size_t steps_insert(struct steps *steps, int32_t civil_day);
void steps_remove(struct steps *steps, size_t index);

/* JSON of the list (of the whole value if `is_bare`); free with free(). */
char *steps_write(const struct steps *steps, bool is_bare);

#endif
