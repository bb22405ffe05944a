/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The path is walked through the tree and the table of fields side by side: the tree says what
 * is there, the table what may be.
 */
#include "assignment.h"

#include <math.h>
#include <string.h>

#include "di/nearest.h"
#include "di/number.h"

#include "field.h"

#define NAMES_MAX 256

static struct di_diagnostic *report(struct di_sources *sources,
                                    const struct di_set_override *set, const char *id)
{
    struct di_message message;
    DI_MESSAGE(&message, id, di_text_arg(set->path));
    return di_diagnostics_add(sources->diagnostics, DI_SEVERITY_ERROR, DI_ERR_REFERENCE,
                              "--set", 0, 0, set->path, &message);
}

/* ---- where ---- */

struct place {
    struct di_sources *sources;
    struct di_node *node;         /* NULL: nowhere */
    const struct di_field *field; /* of the node; NULL: not in the table */
    struct di_node *grown;        /* the first that got a member; NULL: none yet */
};

static const struct di_field *member_of(const struct di_field *field, const char *key)
{
    return field != NULL && field->members != NULL ? di_field_find(field->members, key) : NULL;
}

static const struct di_field *field_below(const struct di_field *field, const char *key)
{
    const struct di_field *member = member_of(field, key);
    if (member != NULL || field == NULL)
        return member;
    return field->element;
}

/* The name that was meant: of the table, or of what the scenario has here. */
static const char *nearest_name(const struct place *place, const char *key)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    const struct di_field *members = place->field != NULL ? place->field->members : NULL;
    for (; members != NULL && members->key != NULL && count < NAMES_MAX; members++)
        names[count++] = members->key;
    const struct di_node *node = place->node;
    for (uint32_t i = 0; node->type == DI_NODE_OBJECT && i < node->count; i++)
        if (count < NAMES_MAX)
            names[count++] = node->children[i]->key;
    return di_nearest_name(key, names, count);
}

/* An empty object, or the value to come. */
static struct di_node *add_member(struct place *place, const char *key, bool is_last)
{
    struct di_arena *arena = place->sources->arena;
    struct di_node *parent = place->node;
    struct di_node *node = DI_ARENA_NEW(arena, 1, struct di_node);
    struct di_node **grown = DI_ARENA_NEW(arena, parent->count + 1, struct di_node *);
    char *name = di_arena_copy_text(arena, key);
    if (node == NULL || grown == NULL || name == NULL)
        return NULL;
    *node = (struct di_node){.type = is_last ? DI_NODE_NULL : DI_NODE_OBJECT,
                             .file = DI_NODE_NO_FILE,
                             .changed_by = DI_NODE_NO_FILE,
                             .key = name,
                             .parent = parent,
                             .index = parent->count};
    for (uint32_t i = 0; i < parent->count; i++)
        grown[i] = parent->children[i];
    grown[parent->count++] = node;
    parent->children = grown;
    parent->by_key = NULL;
    return node;
}

/* Is this a key that the format has here, and that --set may add? */
static bool may_add(const struct place *place, const char *key, bool is_last)
{
    const struct di_field *field = member_of(place->field, key);
    if (field == NULL || place->node->type != DI_NODE_OBJECT || strcmp(key, "extends") == 0)
        return false;
    return is_last || field->type == DI_FIELD_OBJECT;
}

/* Nothing of the path stays that was added on the way. */
static bool refuse(struct place *place, const struct di_set_override *set, const char *key)
{
    struct di_diagnostic *item =
        report(place->sources, set, DI_N_("The scenario has no value at '%1'."));
    const char *nearest = nearest_name(place, key);
    if (item != NULL && nearest != NULL && strcmp(nearest, key) != 0)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(nearest));
    if (place->grown != NULL)
        place->grown->count--;
    place->node = NULL;
    return true;
}

/* One step down the path. false: memory ran out; `node` NULL: refused, and reported */
static bool step(struct place *place, const struct di_set_override *set, const char *key,
                 bool is_last)
{
    struct di_node *child = di_node_child(place->sources->arena, place->node, key);
    if (child == NULL && !may_add(place, key, is_last))
        return refuse(place, set, key);
    if (child == NULL) {
        if (place->grown == NULL)
            place->grown = place->node;
        child = add_member(place, key, is_last);
        if (child == NULL)
            return false;
    }
    place->field = field_below(place->field, key);
    place->node = child;
    return true;
}

static bool walk(struct place *place, const struct di_set_override *set)
{
    char *key = DI_ARENA_NEW(place->sources->arena, strlen(set->path) + 1, char);
    const char *rest = set->path;
    if (key == NULL)
        return false;
    if (rest[0] == '\0')
        return refuse(place, set, "");
    while (place->node != NULL && rest != NULL) {
        rest = di_node_next_key(set->path, rest, key);
        if (!step(place, set, key, rest == NULL))
            return false;
    }
    return true;
}

/* ---- what ---- */

static bool assign(struct di_sources *sources, struct di_node *node, const char *text)
{
    double number = 0;
    const bool is_true = strcmp(text, "true") == 0;
    if (di_number_parse(text, &number) && isfinite(number)) {
        node->type = DI_NODE_NUMBER;
        node->number = number;
    } else if (is_true || strcmp(text, "false") == 0) {
        node->type = DI_NODE_BOOL;
        node->boolean = is_true;
    } else {
        node->type = DI_NODE_TEXT;
        node->text = di_arena_copy_text(sources->arena, text);
    }
    node->file = DI_NODE_NO_FILE;
    node->line = 0;
    node->column = 0;
    return node->type != DI_NODE_TEXT || node->text != NULL;
}

bool di_assignment_apply(struct di_sources *sources, struct di_node *root,
                         const struct di_set_override *set)
{
    struct place place = {.sources = sources, .node = root, .field = di_field_root()};
    if (!walk(&place, set))
        return false;
    if (place.node == NULL || place.node == root)
        return true;
    struct di_node *value = di_node_find(sources->arena, place.node, "value");
    struct di_node *node = value != NULL ? value : place.node;
    if (node->type == DI_NODE_OBJECT || node->type == DI_NODE_ARRAY) {
        (void)report(sources, set, DI_N_("'%1' is a group of values, not one value."));
        return true;
    }
    return assign(sources, node, set->value);
}
