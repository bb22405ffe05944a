/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How institutions close. Bound after roles, which their staff refer to. */
#include <string.h>

#include "bind.h"

static uint16_t role_of(const struct di_staffing *staffing, const char *id)
{
    for (uint32_t r = 0; r < staffing->role_count; r++)
        if (strcmp(staffing->roles[r].name.id, id) == 0)
            return (uint16_t)r;
    return DI_NONE;
}

/* A category that is no role (cooks, drivers) may stand here: nobody is redeployed from it. */
static void bind_staff(struct di_binding *binding, struct di_node *object,
                       struct di_closure_plan *plan)
{
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return;
    struct di_institution_staff *staff =
        DI_BIND_NEW(binding, object->count, struct di_institution_staff);
    for (uint32_t i = 0; staff != NULL && i < object->count; i++)
        if (di_bind_is_thing(object->children[i]))
            staff[plan->staff_count++] = (struct di_institution_staff){
                .category = di_bind_copy_text(binding, object->children[i]->key),
                .role = role_of(&binding->model->staffing, object->children[i]->key),
                .fte = di_bind_plain(object->children[i], 0)};
    plan->staff = staff;
}

static void bind_plan(struct di_binding *binding, struct di_node *node,
                      struct di_closure_plan *plan)
{
    const int32_t from = di_bind_day(binding, node, "redeploy_from");
    plan->redeploy_from_day = from == DI_NO_DAY ? INT32_MIN : from;
    plan->minimum_viable_occupancy =
        di_bind_plain(di_bind_member(binding, node, "minimum_viable_occupancy"), 0);
    plan->auto_close = di_bind_flag(binding, node, "auto_close", false);
    plan->transfers_allowed = di_bind_flag(binding, node, "transfers_allowed", false);
    plan->admits_siblings = di_bind_flag(binding, node, "admits_siblings", false);
    plan->redeploy_share = di_bind_plain(di_bind_member(binding, node, "redeploy_share"), 0);
    bind_staff(binding, di_bind_member(binding, node, "staff"), plan);
    if (plan->auto_close && !(plan->minimum_viable_occupancy > 0))
        DI_BIND_REPORT(binding, di_bind_member(binding, node, "auto_close"),
                       DI_ERR_INCONSISTENT,
                       DI_N_("'auto_close' waits for an occupancy below "
                             "'minimum_viable_occupancy', which is not given."),
                       DI_N_("Give minimum_viable_occupancy, the fewest children with whom the "
                             "institution can go on."),
                       di_integer_arg(0));
}

void di_bind_closures(struct di_binding *binding)
{
    uint32_t count = 0;
    struct di_node **nodes = di_bind_things_of(binding, "institutions", UINT32_MAX, &count);
    if (count > binding->model->institution_count) /* already reported */
        count = binding->model->institution_count;
    struct di_closure_plan *plans = DI_BIND_NEW(binding, count, struct di_closure_plan);
    for (uint32_t i = 0; plans != NULL && i < count; i++)
        bind_plan(binding, nodes[i], &plans[i]);
    binding->model->closure_plans = plans;
}
