/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Patches are applied to fresh objects; values are shared, for no node is changed after it was
 * read. The one exception is a number under {"multiply"} or {"add"}: it is copied, changed, and
 * keeps the place of the base with "changed by".
 *
 * {"multiply": k} of a dated value multiplies the value, what steps set, and what steps add, so
 * the whole course is scaled; {"add": d} shifts the value and what steps set. The parameters
 * of an uncertain value stay as they are (a warning follows if its mean no longer fits).
 */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "removal.h"

struct change {
    bool is_multiply;
    double amount;
    uint16_t file;
};

static struct di_node *copy_node(struct di_sources *sources, const struct di_node *from)
{
    struct di_node *node = DI_ARENA_NEW(sources->arena, 1, struct di_node);
    if (node != NULL) {
        *node = *from;
        node->by_key = NULL;
    }
    return node;
}

static void adopt(struct di_node *parent, struct di_node *child, const char *key)
{
    child->parent = parent;
    child->key = key;
    child->index = parent->count;
    parent->children[parent->count++] = child;
}

/* A copy whose members are copies too, so that parents are right and changes stay local. */
static struct di_node *copy_tree(struct di_sources *sources, const struct di_node *from)
{
    struct di_node *node = copy_node(sources, from);
    if (node == NULL || (from->type != DI_NODE_OBJECT && from->type != DI_NODE_ARRAY))
        return node;
    node->count = 0;
    node->children = DI_ARENA_NEW(sources->arena, from->count, struct di_node *);
    for (uint32_t i = 0; node->children != NULL && i < from->count; i++) {
        struct di_node *child = copy_tree(sources, from->children[i]);
        if (child == NULL)
            return NULL;
        adopt(node, child, from->children[i]->key);
    }
    return node->children != NULL ? node : NULL;
}

/* ---- {"multiply"} and {"add"} ---- */

static bool is_change(const struct di_node *node, struct change *change)
{
    if (node->type != DI_NODE_OBJECT || node->count != 1)
        return false;
    const struct di_node *only = node->children[0];
    const bool is_multiply = strcmp(only->key, "multiply") == 0;
    if (only->type != DI_NODE_NUMBER || (!is_multiply && strcmp(only->key, "add") != 0))
        return false;
    *change = (struct change){is_multiply, only->number, node->file};
    return true;
}

static void change_number(struct di_node *node, const struct change *change)
{
    if (node == NULL || node->type != DI_NODE_NUMBER)
        return;
    node->number =
        change->is_multiply ? node->number * change->amount : node->number + change->amount;
    node->changed_by = change->file;
}

static void change_steps(struct di_sources *sources, struct di_node *steps,
                         const struct change *change)
{
    if (steps == NULL || steps->type != DI_NODE_ARRAY)
        return;
    for (uint32_t i = 0; i < steps->count; i++) {
        change_number(di_node_find(sources->arena, steps->children[i], "set"), change);
        if (change->is_multiply)
            change_number(di_node_find(sources->arena, steps->children[i], "add"), change);
    }
}

static void report_change(struct di_sources *sources, const struct di_node *patch)
{
    struct di_message message;
    di_message_set(&message, DI_N_("There is no number here in the base scenario to change."),
                   NULL, 0);
    struct di_diagnostic *item =
        di_sources_report(sources, patch, DI_SEVERITY_ERROR, DI_ERR_EXTENDS, &message);
    if (item != NULL)
        di_message_set(&item->hint,
                       DI_N_("\"multiply\" and \"add\" need 'extends' and a base file that "
                             "gives this number."),
                       NULL, 0);
}

static struct di_node *apply_change(struct di_sources *sources, const struct di_node *base,
                                    const struct di_node *patch, const struct change *change)
{
    struct di_node *node = base != NULL ? copy_tree(sources, base) : NULL;
    struct di_node *value = node != NULL ? di_node_find(sources->arena, node, "value") : NULL;
    if (base != NULL && node == NULL)
        return NULL;
    if (node != NULL && node->type == DI_NODE_NUMBER) {
        change_number(node, change);
        return node;
    }
    if (value != NULL && value->type == DI_NODE_NUMBER) {
        change_number(value, change);
        change_steps(sources, di_node_find(sources->arena, node, "steps"), change);
        return node;
    }
    report_change(sources, patch);
    return copy_tree(sources, patch);
}

/* ---- merge patch ---- */

static struct di_node *merge(struct di_sources *sources, struct di_node *base,
                             struct di_node *patch);

static bool keep_or_merge(struct di_sources *sources, struct di_node *merged,
                          struct di_node *member, struct di_node *patch)
{
    struct di_node *change = di_node_find(sources->arena, patch, member->key);
    if (change != NULL && change->type == DI_NODE_NULL)
        return true;
    struct di_node *kept =
        change == NULL ? copy_tree(sources, member) : merge(sources, member, change);
    if (kept != NULL)
        adopt(merged, kept, member->key);
    return kept != NULL;
}

static struct di_node *merge_objects(struct di_sources *sources, struct di_node *base,
                                     struct di_node *patch)
{
    const bool has_base = base != NULL && base->type == DI_NODE_OBJECT;
    struct di_node *merged = copy_node(sources, patch);
    const uint32_t most = (has_base ? base->count : 0) + patch->count;
    if (merged == NULL)
        return NULL;
    merged->count = 0;
    merged->children = DI_ARENA_NEW(sources->arena, most, struct di_node *);
    if (merged->children == NULL)
        return NULL;
    for (uint32_t i = 0; has_base && i < base->count; i++)
        if (!keep_or_merge(sources, merged, base->children[i], patch))
            return NULL;
    for (uint32_t i = 0; i < patch->count; i++) {
        struct di_node *member = patch->children[i];
        if (member->type == DI_NODE_NULL ||
            (has_base && di_node_find(sources->arena, base, member->key) != NULL))
            continue;
        struct di_node *added = merge(sources, NULL, member);
        if (added == NULL)
            return NULL;
        adopt(merged, added, member->key);
    }
    return merged;
}

static struct di_node *merge(struct di_sources *sources, struct di_node *base,
                             struct di_node *patch)
{
    struct change change;
    if (is_change(patch, &change))
        return apply_change(sources, base, patch, &change);
    if (patch->type != DI_NODE_OBJECT)
        return copy_tree(sources, patch);
    return merge_objects(sources, base, patch);
}

static void remove_member(struct di_node *object, const char *key)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < object->count; i++)
        if (strcmp(object->children[i]->key, key) != 0)
            object->children[kept++] = object->children[i];
    object->count = kept;
    object->by_key = NULL;
    for (uint32_t i = 0; i < kept; i++)
        object->children[i]->index = i;
}

struct di_node *di_merge_sources(struct di_sources *sources)
{
    struct di_node *root = NULL;
    for (size_t level = sources->count; level-- > 0;) {
        di_removals_check(sources, root, sources->items[level].root);
        root = merge(sources, root, sources->items[level].root);
        if (root == NULL)
            return NULL;
        root->parent = NULL;
        root->key = NULL;
    }
    if (root != NULL)
        remove_member(root, "extends");
    return root;
}
