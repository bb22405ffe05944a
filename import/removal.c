/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A null leaves no trace in the merged tree, so a name written wrongly there would keep what
 * the planner meant to take away, without a word.
 */
#include "removal.h"

#include <string.h>

#include "di/nearest.h"

#include "field.h"

#define NAMES_MAX 200

struct looking {
    struct di_sources *sources;
    bool is_override; /* else the first file, which has nothing to remove from */
};

static struct di_node *member_of(struct di_sources *sources, struct di_node *object,
                                 const char *key)
{
    return object != NULL && object->type == DI_NODE_OBJECT
               ? di_node_find(sources->arena, object, key)
               : NULL;
}

static bool is_known(const struct di_field *field, const char *key)
{
    return field == NULL || field->type != DI_FIELD_OBJECT || field->element != NULL ||
           di_field_find(field->members, key) != NULL ||
           di_field_find(di_field_provenance(), key) != NULL;
}

/* The name most like it: of the format's keys, or of what the base has there. */
static const char *nearest(const struct di_node *base, const struct di_node *member,
                           const struct di_field *field)
{
    const char *names[NAMES_MAX];
    size_t count = 0;
    if (field != NULL)
        for (const struct di_field *f = field->members; f != NULL && f->key != NULL; f++)
            if (count < NAMES_MAX)
                names[count++] = f->key;
    if (field == NULL && base != NULL && base->type == DI_NODE_OBJECT)
        for (uint32_t i = 0; i < base->count && count < NAMES_MAX; i++)
            names[count++] = base->children[i]->key;
    return di_nearest_name(member->key, names, count);
}

static void report(const struct looking *looking, const struct di_node *base,
                   const struct di_node *member, const struct di_field *field)
{
    const bool is_unknown = !is_known(field, member->key);
    const bool is_error = is_unknown || !looking->is_override;
    const char *near = nearest(base, member, is_unknown ? field : NULL);
    struct di_message message;
    DI_MESSAGE(&message,
               is_unknown ? DI_N_("The key '%1' is not known here.")
                          : DI_N_("There is no '%1' here, so null removes nothing."),
               di_text_arg(member->key));
    struct di_diagnostic *item = di_sources_report(
        looking->sources, member, is_error ? DI_SEVERITY_ERROR : DI_SEVERITY_WARNING,
        is_unknown              ? DI_ERR_UNKNOWN_KEY
        : !looking->is_override ? DI_ERR_TYPE
                                : DI_ERR_REFERENCE,
        &message);
    if (item != NULL && near != NULL)
        DI_MESSAGE(&item->hint, DI_N_("Did you mean '%1'?"), di_text_arg(near));
}

static void look(const struct looking *looking, struct di_node *base,
                 const struct di_node *patch, const struct di_field *field)
{
    for (uint32_t i = 0; i < patch->count; i++) {
        const struct di_node *member = patch->children[i];
        struct di_node *below = member_of(looking->sources, base, member->key);
        const struct di_field *known =
            field != NULL ? di_field_find(field->members, member->key) : NULL;
        if (known == NULL && field != NULL)
            known = field->element;
        if (di_node_is_private_key(member->key))
            continue;
        if (member->type == DI_NODE_NULL && below == NULL)
            report(looking, base, member, field);
        else if (member->type == DI_NODE_OBJECT)
            look(looking, below, member, known);
    }
}

void di_removals_check(struct di_sources *sources, struct di_node *base,
                       const struct di_node *patch)
{
    const struct looking looking = {sources, base != NULL};
    if (patch->type == DI_NODE_OBJECT)
        look(&looking, base, patch, di_field_root());
}
