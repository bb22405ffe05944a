/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of binding (what is referred to comes first), and the list of inputs: every number
 * of the resolved scenario with its provenance, then the defaults that were used.
 */
#include "bind.h"

#include <stdlib.h>
#include <string.h>

/* ---- provenance ---- */

struct provenance { /* what enclosing objects say, nearest first */
    const struct di_node *source, *year, *quality;
};

static enum di_quality quality_of(const struct provenance *from)
{
    static const char *const ids[] = {"unsourced", "published", "estimated", "illustrative"};
    const struct di_node *node = from->quality;
    for (size_t i = 1; node != NULL && node->type == DI_NODE_TEXT && i < 4; i++)
        if (strcmp(ids[i], node->text) == 0)
            return (enum di_quality)i;
    return from->source != NULL ? DI_QUALITY_PUBLISHED : DI_QUALITY_UNSOURCED;
}

/* A `value` member stands for its object, so pointers name the thing and not its wrapping. */
static void list_number(struct di_binding *binding, const struct di_node *node, double value,
                        const struct provenance *from)
{
    const bool is_value = node->key != NULL && strcmp(node->key, "value") == 0;
    const struct di_node *thing = is_value ? node->parent : node;
    di_bind_use_default(binding, NULL, "", value, quality_of(from));
    if (binding->has_no_memory)
        return;
    struct di_input *input = &binding->inputs[binding->input_count - 1];
    input->pointer =
        di_bind_copy_text(binding, di_node_pointer(binding->sources->arena, thing));
    input->origin = DI_ORIGIN_USER;
    if (from->source != NULL && from->source->type == DI_NODE_TEXT)
        input->source = di_bind_copy_text(binding, from->source->text);
    if (from->year != NULL && from->year->type == DI_NODE_NUMBER && from->year->number >= 0 &&
        from->year->number <= 9999)
        input->year = (int32_t)from->year->number;
    if (node->changed_by != DI_NODE_NO_FILE)
        input->changed_by =
            di_bind_copy_text(binding, di_sources_name(binding->sources, node->changed_by));
}

static bool is_listed(const struct di_node *member)
{
    static const char *const others[] = {"format",    "price_year", "uncertain",
                                         "published", "targets",    "notes"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(member->key, others[i]) == 0)
            return false;
    return di_bind_is_thing(member);
}

static void list_inputs(struct di_binding *binding, struct di_node *node,
                        struct provenance from)
{
    double days = 0;
    if (node->type == DI_NODE_NUMBER)
        list_number(binding, node, node->number, &from);
    if (node->type == DI_NODE_TEXT && di_bind_parse_duration(node->text, &days))
        list_number(binding, node, days, &from);
    if (node->type == DI_NODE_ARRAY)
        for (uint32_t i = 0; i < node->count; i++)
            list_inputs(binding, node->children[i], from);
    if (node->type != DI_NODE_OBJECT)
        return;
    struct di_node *own[] = {di_bind_member(binding, node, "source"),
                             di_bind_member(binding, node, "year"),
                             di_bind_member(binding, node, "quality")};
    from.source = own[0] != NULL ? own[0] : from.source;
    from.year = own[1] != NULL ? own[1] : from.year;
    from.quality = own[2] != NULL ? own[2] : from.quality;
    for (uint32_t i = 0; i < node->count; i++)
        if (is_listed(node->children[i]) && strcmp(node->children[i]->key, "name") != 0)
            list_inputs(binding, node->children[i], from);
}

static void keep_inputs(struct di_binding *binding)
{
    struct di_input *list = DI_BIND_NEW(binding, binding->input_count, struct di_input);
    if (list != NULL && binding->input_count > 0)
        memcpy(list, binding->inputs, binding->input_count * sizeof *list);
    binding->model->inputs = list;
    binding->model->input_count = list != NULL ? (uint32_t)binding->input_count : 0;
    free(binding->inputs);
    binding->inputs = NULL;
}

/* ---- all ---- */

static void bind_head(struct di_binding *binding)
{
    struct di_model *model = binding->model;
    model->id = di_bind_text(binding, binding->root, "id", "scenario");
    struct di_node named = *binding->root;
    named.key = model->id;
    const struct di_name name = di_bind_name(binding, &named);
    model->name_en = name.name_en;
    model->name_ru = name.name_ru;
    model->currency = di_bind_text(binding, binding->root, "currency", "");
    /* one out of range has been reported; here it must only fit */
    const double price_year =
        di_bind_plain(di_bind_member(binding, binding->root, "price_year"), 0);
    model->price_year = price_year >= 0 && price_year < 10000 ? (int32_t)price_year : 0;
}

/* Regions and reasons before quantities by region and reason; settings before what names them;
 * bands of stay before margins. */
void di_bind_model(struct di_binding *binding)
{
    list_inputs(binding, binding->root, (struct provenance){0});
    bind_head(binding);
    di_bind_horizon(binding);
    di_bind_regions(binding);
    di_bind_reasons(binding);
    di_bind_settings(binding);
    di_bind_unexplained(binding);
    di_bind_institutions(binding);
    di_bind_carers(binding);
    di_bind_staffing(binding);
    di_bind_closures(binding);
    binding->section = "/entries";
    di_bind_entries(binding);
    binding->section = "/initial_stock";
    di_bind_initial_stock(binding);
    binding->section = "/policies";
    di_bind_policies(binding);
    di_bind_first_placements(binding);
    binding->section = "/services";
    di_bind_services(binding);
    binding->section = "/costs";
    di_bind_costs(binding);
    binding->section = "/goals";
    di_bind_goals(binding);
    binding->section = "/shocks";
    di_bind_shocks(binding);
    binding->section = "/justice";
    di_bind_justice(binding);
    binding->section = "";
    di_bind_uncertainty(binding);
    di_bind_published(binding);
    keep_inputs(binding);
}
