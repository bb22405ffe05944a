/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States are whole copies: an edit list is short, and undo is then a number. */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

#include "di/scenario_input.h"

#define STATES_MAX 500 /* older ones are forgotten */

void edit_state_finish(struct edit_state *state)
{
    for (size_t i = 0; i < state->count; i++) {
        free(state->items[i].pointer);
        free(state->items[i].json);
    }
    free(state->items);
    *state = (struct edit_state){0};
}

static bool append(struct edit_state *state, const char *pointer, const char *json,
                   bool is_aside)
{
    struct edit *grown = realloc(state->items, (state->count + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    state->items = grown;
    struct edit *item = &grown[state->count];
    item->pointer = strdup(pointer);
    item->json = strdup(json);
    item->is_aside = is_aside;
    if (item->pointer == NULL || item->json == NULL) {
        free(item->pointer);
        free(item->json);
        return false;
    }
    state->count++;
    return true;
}

bool edit_state_add(struct edit_state *state, const char *pointer, const char *json)
{
    return append(state, pointer, json, false);
}

static bool is_within(const char *pointer, const char *outer)
{
    const size_t length = strlen(outer);
    return strncmp(pointer, outer, length) == 0 &&
           (pointer[length] == '\0' || pointer[length] == '/');
}

bool edits_init(struct edits *edits)
{
    *edits = (struct edits){.count = 1, .room = 8};
    edits->states = calloc(edits->room, sizeof *edits->states);
    return edits->states != NULL;
}

void edits_finish(struct edits *edits)
{
    for (size_t i = 0; edits->states != NULL && i < edits->count; i++)
        edit_state_finish(&edits->states[i]);
    free(edits->states);
    *edits = (struct edits){0};
}

const struct edit_state *edits_now(const struct edits *edits)
{
    return &edits->states[edits->at];
}

/* Makes `state` the present; takes it over, also on failure. */
static bool push(struct edits *edits, struct edit_state *state)
{
    while (edits->count > edits->at + 1)
        edit_state_finish(&edits->states[--edits->count]);
    if (edits->count == STATES_MAX) {
        edit_state_finish(&edits->states[0]);
        memmove(edits->states, edits->states + 1, (edits->count - 1) * sizeof *edits->states);
        edits->count--;
    }
    if (edits->count == edits->room) {
        struct edit_state *grown = realloc(edits->states, 2 * edits->room * sizeof *grown);
        if (grown == NULL) {
            edit_state_finish(state);
            return false;
        }
        edits->states = grown;
        edits->room *= 2;
    }
    edits->at = edits->count++;
    edits->states[edits->at] = *state;
    return true;
}

/* `state` with one value more or another one; unchanged if memory ran out. */
static bool replace(struct edit_state *state, const char *pointer, const char *json)
{
    struct edit_state next = {0};
    bool is_well = true, is_placed = false;
    for (size_t i = 0; i < state->count && is_well; i++) {
        const struct edit *item = &state->items[i];
        if (!is_within(item->pointer, pointer)) {
            is_well = append(&next, item->pointer, item->json, item->is_aside);
        } else if (!is_placed) {
            is_placed = true;
            is_well = append(&next, pointer, json, false);
        }
    }
    if (is_well && !is_placed)
        is_well = append(&next, pointer, json, false);
    if (!is_well) {
        edit_state_finish(&next);
        return false;
    }
    edit_state_finish(state);
    *state = next;
    return true;
}

static bool copy_now(const struct edits *edits, struct edit_state *out)
{
    const struct edit_state *now = edits_now(edits);
    for (size_t i = 0; i < now->count; i++)
        if (!append(out, now->items[i].pointer, now->items[i].json, now->items[i].is_aside))
            return false;
    return true;
}

bool edits_set_all(struct edits *edits, const struct edit *list, size_t count)
{
    struct edit_state next = {0};
    bool is_well = copy_now(edits, &next);
    for (size_t i = 0; i < count && is_well; i++)
        is_well = replace(&next, list[i].pointer, list[i].json);
    if (is_well)
        return push(edits, &next);
    edit_state_finish(&next);
    return false;
}

bool edits_replace(struct edits *edits, const struct edit_state *state)
{
    struct edit_state next = {0};
    bool is_well = true;
    for (size_t i = 0; is_well && i < state->count; i++)
        is_well = append(&next, state->items[i].pointer, state->items[i].json,
                         state->items[i].is_aside);
    if (is_well)
        return push(edits, &next);
    edit_state_finish(&next);
    return false;
}

bool edits_set(struct edits *edits, const char *pointer, const char *json)
{
    struct edit_state next = {0};
    if (copy_now(edits, &next) && replace(&next, pointer, json))
        return push(edits, &next);
    edit_state_finish(&next);
    return false;
}

bool edits_set_aside(struct edits *edits, const char *pointer, const char *json)
{
    return edits_touch(edits, pointer) ||
           append(&edits->states[edits->at], pointer, json, true);
}

size_t edits_count(const struct edits *edits)
{
    const struct edit_state *now = edits_now(edits);
    size_t count = 0;
    for (size_t i = 0; i < now->count; i++)
        count += !now->items[i].is_aside;
    return count;
}

bool edits_reset(struct edits *edits, const char *pointer)
{
    const struct edit_state *now = edits_now(edits);
    struct edit_state next = {0};
    bool is_well = true;
    for (size_t i = 0; i < now->count && is_well; i++)
        if (!is_within(now->items[i].pointer, pointer))
            is_well = append(&next, now->items[i].pointer, now->items[i].json,
                             now->items[i].is_aside);
    if (is_well && next.count < now->count)
        return push(edits, &next);
    edit_state_finish(&next);
    return false;
}

bool edits_undo(struct edits *edits)
{
    if (edits->at == 0)
        return false;
    edits->at--;
    return true;
}

bool edits_redo(struct edits *edits)
{
    if (edits->at + 1 >= edits->count)
        return false;
    edits->at++;
    return true;
}

bool edits_touch(const struct edits *edits, const char *pointer)
{
    const struct edit_state *now = edits_now(edits);
    for (size_t i = 0; i < now->count; i++)
        if (is_within(now->items[i].pointer, pointer))
            return true;
    return false;
}

char *edits_patch(const struct edits *edits, const char *head)
{
    const struct edit_state *now = edits_now(edits);
    struct di_scenario_edit *list = calloc(now->count + 1, sizeof *list);
    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < now->count; i++)
        list[i] = (struct di_scenario_edit){now->items[i].pointer, now->items[i].json};
    char *text = di_scenario_patch_text(list, now->count, head);
    free(list);
    return text;
}
