/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section `goals`. Absent limits stay negative: the optimizer derives them from the model.
 */
#include <math.h>
#include <string.h>

#include "di/planning_goals.h"
#include "di/time.h"

#include "bind.h"
#include "bind_cost.h"

#define BY_DEFAULT (-1)
#define MONTH (DI_DAYS_PER_YEAR / 12)

/* Defaults are listed for scenarios that plan: in the others they stand for nothing. Those
 * without a number of their own (negative, endless) are not listed at all. */
static void list_default(struct di_binding *binding, const struct di_node *object,
                         const char *key, double fallback)
{
    if (object != NULL && fallback >= 0 && fallback < HUGE_VAL)
        di_bind_use_default(binding, object, key, fallback, DI_QUALITY_ILLUSTRATIVE);
}

static double number(struct di_binding *binding, struct di_node *object, const char *key,
                     double fallback)
{
    const struct di_node *node = di_bind_member(binding, object, key);
    if (node == NULL)
        list_default(binding, object, key, fallback);
    return di_bind_plain(node, fallback);
}

static struct di_quantity quantity(struct di_binding *binding, struct di_node *object,
                                   const char *key, double fallback)
{
    struct di_node *node = di_bind_member(binding, object, key);
    if (node == NULL)
        list_default(binding, object, key, fallback);
    return di_bind_quantity(binding, node, fallback);
}

static void bind_weights(struct di_binding *binding, struct di_node *section,
                         struct di_planning_goals *goals)
{
    struct di_node *node = di_bind_member(binding, section, "weights");
    goals->weight_under_3 = number(binding, node, "under_3", 2);
    goals->weight_standard = number(binding, node, "standard", 1);
    goals->weight_disability = number(binding, node, "disability", 1.5);
    goals->weight_adult = number(binding, node, "adult", 1);
    goals->weight_group_home = number(binding, node, "group_home", 0.5);
    goals->weight_unplaced = number(binding, node, "unplaced", 1);
}

static double duration(struct di_binding *binding, struct di_node *section, const char *key,
                       double fallback)
{
    return di_bind_days(di_bind_member(binding, section, key), fallback);
}

static void bind_limits(struct di_binding *binding, struct di_node *section,
                        struct di_planning_goals *goals)
{
    goals->approvals_per_year = quantity(binding, section, "approvals_per_year", BY_DEFAULT);
    goals->specialised_share = number(binding, section, "specialised_share", 0.25);
    goals->hires_per_year = quantity(binding, section, "hires_per_year", BY_DEFAULT);
    goals->homes_per_year = quantity(binding, section, "homes_per_year", 0);
    goals->beds_per_home = number(binding, section, "beds_per_home", 6);
    goals->home_lag_days = duration(binding, section, "home_lag", 12 * MONTH);
    goals->approval_lag_days = duration(binding, section, "approval_lag", 9 * MONTH);
    goals->prevention_coverage_max =
        quantity(binding, section, "prevention_coverage_max", BY_DEFAULT);
    goals->group_home_share = number(binding, section, "group_home_share", 0.15);
    goals->closures_per_year = number(binding, section, "closures_per_year", HUGE_VAL);
    goals->equity_slack = number(binding, section, "equity_slack", HUGE_VAL);
    goals->moratorium_days = duration(binding, section, "moratorium", 6 * MONTH);
    goals->service_level = number(binding, section, "service_level", 0.95);
    goals->quarterly_years =
        duration(binding, section, "quarterly", 36 * MONTH) / DI_DAYS_PER_YEAR;
}

static void bind_keep_open(struct di_binding *binding, struct di_node *section,
                           struct di_planning_goals *goals)
{
    struct di_node *list = di_bind_member(binding, section, "keep_open");
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return;
    uint32_t *kept = DI_BIND_NEW(binding, list->count, uint32_t);
    for (uint32_t n = 0; kept != NULL && n < list->count; n++) {
        if (list->children[n]->type != DI_NODE_TEXT)
            continue;
        const uint32_t at = di_bind_institution_at(binding, list->children[n]);
        if (at < binding->model->institution_count)
            kept[goals->keep_open_count++] = at;
    }
    goals->keep_open = kept;
}

static void bind_targets(struct di_binding *binding, struct di_node *section,
                         struct di_planning_goals *goals)
{
    struct di_node *object = di_bind_member(binding, section, "targets");
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return;
    struct di_planning_target *targets =
        DI_BIND_NEW(binding, object->count, struct di_planning_target);
    for (uint32_t n = 0; targets != NULL && n < object->count; n++) {
        struct di_node *node = object->children[n];
        if (!di_bind_is_thing(node) || goals->target_count >= DI_PLANNING_TARGETS_MAX)
            continue;
        const struct di_node *region = di_bind_member(binding, node, "region");
        struct di_planning_target *target = &targets[goals->target_count++];
        target->id = node->key;
        target->region = region != NULL ? di_bind_region(binding, region) : UINT16_MAX;
        target->is_under_3 = di_bind_flag(binding, node, "under_3", false);
        target->by_day = di_bind_day(binding, node, "by");
        target->residents = number(binding, node, "residents", 0);
    }
    goals->targets = targets;
}

void di_bind_goals(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "goals");
    struct di_planning_goals *goals = DI_BIND_NEW(binding, 1, struct di_planning_goals);
    if (goals == NULL)
        return;
    bind_weights(binding, section, goals);
    bind_limits(binding, section, goals);
    bind_keep_open(binding, section, goals);
    bind_targets(binding, section, goals);
    binding->model->goals = goals;
}
