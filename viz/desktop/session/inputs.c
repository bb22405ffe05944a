/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies what the visit borrows. */
#include "inputs.h"

#include <stdlib.h>
#include <string.h>

void inputs_finish(struct inputs *inputs)
{
    di_arena_finish(&inputs->arena);
    free(inputs->items);
    memset(inputs, 0, sizeof *inputs);
}

struct taking {
    struct inputs *inputs;
    bool has_no_memory;
};

static const char *keep(struct taking *taking, const char *text)
{
    if (text == NULL)
        return NULL;
    const char *copy = di_arena_copy_text(&taking->inputs->arena, text);
    taking->has_no_memory = taking->has_no_memory || copy == NULL;
    return copy;
}

static void take_one(void *context, const struct di_scenario_input *input)
{
    struct taking *taking = context;
    struct inputs *inputs = taking->inputs;
    if (strcmp(input->pointer, "/format") == 0)
        return; /* nothing a planner decides */
    if (inputs->count == inputs->room) {
        const size_t room = 2 * inputs->room + 256;
        struct di_scenario_input *grown = realloc(inputs->items, room * sizeof *grown);
        if (grown == NULL) {
            taking->has_no_memory = true;
            return;
        }
        inputs->items = grown;
        inputs->room = room;
    }
    struct di_scenario_input *copy = &inputs->items[inputs->count++];
    *copy = *input;
    copy->pointer = keep(taking, input->pointer);
    copy->value_pointer = keep(taking, input->value_pointer);
    copy->owner_en = keep(taking, input->owner_en);
    copy->owner_ru = keep(taking, input->owner_ru);
    copy->key = keep(taking, input->key);
    copy->value = keep(taking, input->value);
    copy->steps = keep(taking, input->steps);
    copy->by = keep(taking, input->by);
    copy->uncertain = keep(taking, input->uncertain);
    copy->source = keep(taking, input->source);
    copy->file = keep(taking, input->file);
}

bool inputs_take(struct inputs *inputs, const struct di_scenario *scenario)
{
    struct taking taking = {.inputs = inputs};
    inputs_finish(inputs);
    di_arena_init(&inputs->arena);
    const enum di_status status = di_scenario_each_input(scenario, take_one, &taking);
    if (status == DI_OK && !taking.has_no_memory)
        return true;
    inputs_finish(inputs);
    return false;
}

const struct di_scenario_input *inputs_find(const struct inputs *inputs, const char *pointer)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->items[i].pointer, pointer) == 0)
            return &inputs->items[i];
    return NULL;
}
