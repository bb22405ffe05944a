/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scaling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/number.h"

#include "steps.h"

bool scaling_takes(const struct di_scenario_input *input)
{
    struct steps steps;
    if (input->kind != DI_INPUT_NUMBER || isnan(input->number) ||
        strcmp(input->unit, "year") == 0)
        return false;
    return input->steps != NULL ? steps_read(&steps, input) : input->number != 0;
}

/* Takes `json` over. */
static bool append(struct scaling *scaling, const char *pointer, const char *more, char *json)
{
    struct edit *grown =
        json != NULL ? realloc(scaling->edits, (scaling->count + 1) * sizeof *grown) : NULL;
    const size_t room = strlen(pointer) + strlen(more) + 1;
    char *copy = grown != NULL ? malloc(room) : NULL;
    if (grown != NULL)
        scaling->edits = grown;
    if (copy == NULL) {
        free(json);
        return false;
    }
    (void)snprintf(copy, room, "%s%s", pointer, more);
    scaling->edits[scaling->count++] = (struct edit){.pointer = copy, .json = json};
    return true;
}

/* Ten digits mean more than any input: 0.1 times 3 is 0.3. */
static double times(double value, double factor, bool is_whole)
{
    char text[40];
    (void)snprintf(text, sizeof text, "%.10g", value * factor);
    return is_whole ? round(value * factor) : strtod(text, NULL);
}

bool scaling_add(struct scaling *scaling, const struct di_scenario_input *input, double factor)
{
    char number[DI_NUMBER_TEXT_MAX];
    struct steps steps;
    (void)di_number_format(times(input->number, factor, input->is_whole), number);
    if (!append(scaling, input->value_pointer, "", strdup(number)))
        return false;
    if (input->steps == NULL || !steps_read(&steps, input))
        return true;
    for (size_t i = 0; i < steps.count; i++)
        if (steps.items[i].kind != STEP_MULTIPLY) /* those follow the first value */
            steps.items[i].amount = times(steps.items[i].amount, factor, input->is_whole);
    return append(scaling, input->pointer, "/steps", steps_write(&steps, false));
}

void scaling_finish(struct scaling *scaling)
{
    for (size_t i = 0; i < scaling->count; i++) {
        free(scaling->edits[i].pointer);
        free(scaling->edits[i].json);
    }
    free(scaling->edits);
    *scaling = (struct scaling){0};
}
