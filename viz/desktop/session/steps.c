/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each step acts on the value, not on the step before (docs/SCENARIO_FORMAT.md, dated values),
 * so levels are independent. */
#include "steps.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/time.h"

static bool read_step(struct step *step, const json_t *json)
{
    static const char *const kinds[] = {"set", "multiply", "add"};
    const char *from = json_string_value(json_object_get(json, "from"));
    const json_t *over = json_object_get(json, "over");
    if (from == NULL || !di_date_parse(from, &step->civil_day))
        return false;
    for (int k = 0; k < 3; k++) {
        const json_t *amount = json_object_get(json, kinds[k]);
        if (amount == NULL)
            continue;
        if (!json_is_number(amount))
            return false;
        step->kind = (enum step_kind)k;
        step->amount = json_number_value(amount);
    }
    if (over != NULL) {
        char *text = json_dumps(over, JSON_ENCODE_ANY);
        if (text != NULL)
            (void)snprintf(step->over, sizeof step->over, "%s", text);
        free(text);
    }
    return true;
}

bool steps_read(struct steps *steps, const struct di_scenario_input *input)
{
    memset(steps, 0, sizeof *steps);
    steps->value = input->number;
    if (isnan(input->number))
        return false;
    if (input->steps == NULL)
        return true;
    json_t *list = json_loads(input->steps, 0, NULL);
    bool is_well = json_is_array(list) && json_array_size(list) <= STEPS_MAX;
    for (size_t i = 0; is_well && i < json_array_size(list); i++)
        is_well = read_step(&steps->items[steps->count++], json_array_get(list, i));
    json_decref(list);
    return is_well;
}

double steps_level(const struct steps *steps, size_t index)
{
    const struct step *step = &steps->items[index];
    if (step->kind == STEP_MULTIPLY)
        return steps->value * step->amount;
    return step->kind == STEP_ADD ? steps->value + step->amount : step->amount;
}

void steps_set_level(struct steps *steps, size_t index, double level)
{
    struct step *step = &steps->items[index];
    if (step->kind == STEP_MULTIPLY && fabs(steps->value) > 0) {
        step->amount = level / steps->value;
    } else if (step->kind == STEP_ADD) {
        step->amount = level - steps->value;
    } else {
        step->kind = STEP_SET;
        step->amount = level;
    }
}

size_t steps_insert(struct steps *steps, int32_t civil_day)
{
    size_t at = 0;
    if (steps->count == STEPS_MAX)
        return SIZE_MAX;
    while (at < steps->count && steps->items[at].civil_day <= civil_day)
        at++;
    const double level = at > 0 ? steps_level(steps, at - 1) : steps->value;
    memmove(&steps->items[at + 1], &steps->items[at],
            (steps->count - at) * sizeof steps->items[0]);
    steps->count++;
    steps->items[at] = (struct step){.civil_day = civil_day, .kind = STEP_SET, .amount = level};
    return at;
}

void steps_remove(struct steps *steps, size_t index)
{
    memmove(&steps->items[index], &steps->items[index + 1],
            (steps->count - index - 1) * sizeof steps->items[0]);
    steps->count--;
}

/* Amounts to six digits: what a drag means, not what a pixel is. */
static double rounded(double value)
{
    char text[40];
    (void)snprintf(text, sizeof text, "%.6g", value);
    return strtod(text, NULL);
}

char *steps_write(const struct steps *steps, bool is_bare)
{
    static const char *const kinds[] = {"set", "multiply", "add"};
    json_t *list = json_array();
    for (size_t i = 0; i < steps->count; i++) {
        const struct step *step = &steps->items[i];
        char date[16];
        di_date_format(step->civil_day, date);
        json_t *item =
            json_pack("{s:s, s:f}", "from", date, kinds[step->kind], rounded(step->amount));
        json_t *over =
            step->over[0] != '\0' ? json_loads(step->over, JSON_DECODE_ANY, NULL) : NULL;
        if (over != NULL)
            (void)json_object_set_new(item, "over", over);
        (void)json_array_append_new(list, item);
    }
    json_t *whole =
        is_bare ? json_pack("{s:f, s:o}", "value", steps->value, "steps", list) : list;
    char *text = json_dumps(whole, JSON_REAL_PRECISION(15));
    json_decref(whole);
    return text;
}
