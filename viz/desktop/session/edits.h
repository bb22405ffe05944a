/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the user changed in a scenario: a list of edits, and every earlier state of it for undo.
 * An edit replaces the value at a pointer; the newest state is one merge patch.
 */
#ifndef EDITS_H
#define EDITS_H

#include <stdbool.h>
#include <stddef.h>

struct edit {
    char *pointer, *json;
    bool is_aside; /* comes with the one before it and is not counted by itself */
};

struct edit_state {
    size_t count;
    struct edit *items; /* pointers differ, in the order of first change */
};

/* One more, with copies of both; false if memory ran out. All zero: none. */
bool edit_state_add(struct edit_state *state, const char *pointer, const char *json);
void edit_state_finish(struct edit_state *state);

struct edits {
    size_t count, room, at; /* states[at] is the present; later ones can be done again */
    struct edit_state *states;
};

bool edits_init(struct edits *edits); /* one empty state; false if memory ran out */
void edits_finish(struct edits *edits);

const struct edit_state *edits_now(const struct edits *edits);

/* New state with the value at `pointer`; what could be done again is forgotten. */
bool edits_set(struct edits *edits, const char *pointer, const char *json);

/* The same for several values, as one state. */
bool edits_set_all(struct edits *edits, const struct edit *list, size_t count);

/* Into the present state, with the newest edit: what must change with it. */
bool edits_set_aside(struct edits *edits, const char *pointer, const char *json);

/* Changes of a person: without what came with them. */
size_t edits_count(const struct edits *edits);

/* New state of these edits alone. */
bool edits_replace(struct edits *edits, const struct edit_state *state);

/* New state without edits at or below `pointer` ("" for all). */
bool edits_reset(struct edits *edits, const char *pointer);

bool edits_undo(struct edits *edits); /* false: nothing to undo */
bool edits_redo(struct edits *edits);

/* Is the value at `pointer`, or anything inside it, changed? */
bool edits_touch(const struct edits *edits, const char *pointer);

/* The present as one merge patch with the members of `head` first (NULL: none); free with
 * free(); NULL if memory ran out. */
char *edits_patch(const struct edits *edits, const char *head);

#endif
