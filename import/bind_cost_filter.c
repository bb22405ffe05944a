/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line of cost is narrowed to: `settings`, `regions`, `institutions`, `carers`, `roles`,
 * `staff`. A filter that units of the line's basis have no answer to is refused: left aside, it
 * would make the planner pay for all of them.
 */
#include <string.h>

#include "bind_cost.h"

uint32_t di_bind_institution_at(struct di_binding *binding, const struct di_node *node)
{
    const struct di_model *model = binding->model;
    for (uint32_t i = 0; i < model->institution_count; i++)
        if (strcmp(model->institutions[i].name.id, node->text) == 0)
            return i;
    di_bind_report_unknown(binding, node, DI_N_("institution"), node->text, NULL, 0);
    return UINT32_MAX;
}

uint32_t di_bind_carers_at(struct di_binding *binding, const struct di_node *node)
{
    const struct di_model *model = binding->model;
    for (uint32_t i = 0; i < model->carers_count; i++)
        if (strcmp(model->carers[i].name.id, node->text) == 0)
            return i;
    di_bind_report_unknown(binding, node, DI_N_("carers entry"), node->text, NULL, 0);
    return UINT32_MAX;
}

uint32_t di_bind_role_at(struct di_binding *binding, const struct di_node *node)
{
    const struct di_staffing *staffing = &binding->model->staffing;
    for (uint32_t i = 0; i < staffing->role_count; i++)
        if (strcmp(staffing->roles[i].name.id, node->text) == 0)
            return i;
    di_bind_report_unknown(binding, node, DI_N_("role"), node->text, NULL, 0);
    return UINT32_MAX;
}

static uint32_t setting_at(struct di_binding *binding, const struct di_node *node)
{
    const uint16_t at = di_bind_setting(binding, node);
    return at == DI_NONE ? UINT32_MAX : at;
}

static uint32_t region_at(struct di_binding *binding, const struct di_node *node)
{
    const uint16_t at = di_bind_region(binding, node);
    return at == DI_NONE ? UINT32_MAX : at;
}

static const uint8_t *bind_filter(struct di_binding *binding, struct di_node *node,
                                  const char *key, uint32_t count,
                                  uint32_t (*find)(struct di_binding *, const struct di_node *))
{
    const struct di_node *list = di_bind_member(binding, node, key);
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return NULL;
    uint8_t *filter = DI_BIND_NEW(binding, (size_t)count + 1, uint8_t);
    for (uint32_t i = 0; filter != NULL && i < list->count; i++) {
        const uint32_t at = list->children[i]->type == DI_NODE_TEXT
                                ? find(binding, list->children[i])
                                : UINT32_MAX;
        if (at != UINT32_MAX)
            filter[at] = 1;
    }
    return filter;
}

/* ---- categories of staff ---- */

static bool is_category(const struct di_model *model, const char *id)
{
    for (uint32_t i = 0; model->closure_plans != NULL && i < model->institution_count; i++)
        for (uint32_t s = 0; s < model->closure_plans[i].staff_count; s++)
            if (strcmp(model->closure_plans[i].staff[s].category, id) == 0)
                return true;
    return false;
}

static void bind_staff(struct di_binding *binding, struct di_node *node,
                       struct di_cost_line *line)
{
    const struct di_node *list = di_bind_member(binding, node, "staff");
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return;
    const char **staff = DI_BIND_NEW(binding, list->count, const char *);
    for (uint32_t i = 0; staff != NULL && i < list->count; i++) {
        const struct di_node *item = list->children[i];
        if (item->type != DI_NODE_TEXT)
            continue;
        if (!is_category(binding->model, item->text))
            di_bind_report_unknown(binding, item, DI_N_("category of staff"), item->text, NULL,
                                   0);
        else
            staff[line->staff_count++] = di_bind_copy_text(binding, item->text);
    }
    line->staff = staff;
}

/* ---- what would be counted wrongly ---- */

static bool has_staff(const struct di_model *model)
{
    for (uint32_t i = 0; model->closure_plans != NULL && i < model->institution_count; i++)
        if (model->closure_plans[i].staff_count > 0)
            return true;
    return false;
}

static void check_basis(struct di_binding *binding, struct di_node *node,
                        const struct di_cost_line *line)
{
    for (enum di_cost_filter filter = 0; filter < DI_COST_FILTERS; filter++) {
        const char *key = di_cost_filter_key(filter);
        const struct di_node *given = di_bind_member(binding, node, key);
        if (given != NULL && !di_cost_basis_knows(line->basis, filter))
            DI_BIND_REPORT(binding, given, DI_ERR_INCONSISTENT,
                           DI_N_("'%1' cannot narrow a line of the basis '%2'."),
                           DI_N_("Leave it out; docs/SCENARIO_FORMAT.md lists what each basis "
                                 "can be narrowed to."),
                           di_text_arg(key), di_text_arg(di_cost_basis_id(line->basis)));
    }
    if (line->institutions != NULL && line->carers != NULL)
        DI_BIND_REPORT(binding, di_bind_member(binding, node, "carers"), DI_ERR_INCONSISTENT,
                       DI_N_("No place is both in 'institutions' and with 'carers'."),
                       DI_N_("Write two lines."), di_integer_arg(0));
    if (line->basis == DI_COST_INSTITUTION_STAFF_YEAR && !has_staff(binding->model))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The line '%1' pays staff of institutions, but none lists any."),
                       DI_N_("Give institutions 'staff': {\"nurse\": 12}."),
                       di_text_arg(line->name.id));
}

/* Recruited families, and those that rest, are recorded by setting and region alone. */
static bool is_told_apart(const struct di_model *model, const struct di_cost_line *line,
                          uint32_t c)
{
    for (uint32_t other = 0; other < model->carers_count; other++)
        if (model->carers[other].setting == model->carers[c].setting &&
            model->carers[other].region == model->carers[c].region &&
            model->carers[other].recruitment != NULL)
            return false;
    return !line->skips_resting;
}

static void check_carers(struct di_binding *binding, struct di_node *node,
                         const struct di_cost_line *line)
{
    const struct di_model *model = binding->model;
    for (uint32_t c = 0; line->carers != NULL && c < model->carers_count; c++)
        if (line->carers[c] != 0 && !is_told_apart(model, line, c)) {
            DI_BIND_REPORT(
                binding, node, DI_ERR_INCONSISTENT,
                DI_N_("Where families are recruited or 'while_resting' is false, the cost of "
                      "'%1' cannot be told apart within their setting and region."),
                DI_N_("Give 'settings' and 'regions' in the place of 'carers'."),
                di_text_arg(model->carers[c].name.id));
            return;
        }
}

void di_bind_cost_filters(struct di_binding *binding, struct di_node *node,
                          struct di_cost_line *line)
{
    const struct di_model *model = binding->model;
    line->settings = bind_filter(binding, node, "settings", model->setting_count, setting_at);
    line->regions = bind_filter(binding, node, "regions", model->region_count, region_at);
    line->institutions = bind_filter(binding, node, "institutions", model->institution_count,
                                     di_bind_institution_at);
    line->carers = bind_filter(binding, node, "carers", model->carers_count, di_bind_carers_at);
    line->roles =
        bind_filter(binding, node, "roles", model->staffing.role_count, di_bind_role_at);
    bind_staff(binding, node, line);
    check_basis(binding, node, line);
    check_carers(binding, node, line);
}
