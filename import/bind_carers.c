/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foster families: one entry per profile and region, and how its families are won and lost.
 * Without `recruitment` the number of families is a dated count.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bind.h"

/* ---- quarters ---- */

/* "2027_q1" -> first day of the quarter, from the scenario's start. */
static bool quarter_of(const struct di_model *model, const char *key, int32_t *day_out)
{
    int year = 0, quarter = 0, length = 0;
    if (sscanf(key, "%4d_q%1d%n", &year, &quarter, &length) != 2 || key[length] != '\0' ||
        quarter < 1 || quarter > 4 || year < 1900 || year > 2200)
        return false;
    *day_out = di_date_from_civil(year, 3 * quarter - 2, 1) - model->start_civil_day;
    return true;
}

static void insert_planned(struct di_planned_approvals *list, uint32_t count,
                           struct di_planned_approvals item)
{
    while (count > 0 && list[count - 1].day > item.day) {
        list[count] = list[count - 1];
        count--;
    }
    list[count] = item;
}

static void bind_planned(struct di_binding *binding, struct di_node *object,
                         struct di_recruitment *recruitment)
{
    if (object == NULL || object->type != DI_NODE_OBJECT)
        return;
    struct di_planned_approvals *list =
        DI_BIND_NEW(binding, object->count, struct di_planned_approvals);
    for (uint32_t i = 0; list != NULL && i < object->count; i++) {
        const struct di_node *member = object->children[i];
        int32_t day = 0;
        if (!di_bind_is_thing(member))
            continue;
        if (!quarter_of(binding->model, member->key, &day)) {
            DI_BIND_REPORT(binding, member, DI_ERR_RANGE, DI_N_("'%1' is not a quarter."),
                           DI_N_("Write the year and the quarter, for example 2027_q1."),
                           di_text_arg(member->key));
            continue;
        }
        const double families = fmin(fmax(di_bind_plain(member, 0), 0), 1e5);
        insert_planned(list, recruitment->planned_count++,
                       (struct di_planned_approvals){day, (uint32_t)families});
    }
    recruitment->planned = list;
}

/* ---- recruitment ---- */

static double duration_or_default(struct di_binding *binding, struct di_node *node,
                                  const char *key, enum di_default fallback)
{
    struct di_node *value = di_bind_member(binding, node, key);
    return value != NULL ? di_bind_days(value, di_default_value(fallback))
                         : di_bind_number(binding, node, key, fallback);
}

static const struct di_recruitment *bind_recruitment(struct di_binding *binding,
                                                     struct di_node *node)
{
    if (node == NULL || node->type != DI_NODE_OBJECT)
        return NULL;
    struct di_recruitment *item = DI_BIND_NEW(binding, 1, struct di_recruitment);
    if (item == NULL)
        return NULL;
    item->enquiries_per_year =
        di_bind_series(binding, di_bind_member(binding, node, "enquiries_per_year"), 0);
    item->campaign_response_per_year =
        di_bind_number_or(binding, node, "campaign_response_per_year", 0);
    item->campaign_budget_per_year =
        di_bind_series(binding, di_bind_member(binding, node, "campaign_budget_per_year"), 0);
    item->campaign_scale = di_bind_number_or(binding, node, "campaign_scale", 1);
    item->willing_households = di_bind_number_or(binding, node, "willing_households", 0);
    item->pool_refill_share =
        di_bind_number(binding, node, "pool_refill_share", DI_DEFAULT_pool_refill_share);
    item->application_share =
        di_bind_number(binding, node, "application_share", DI_DEFAULT_application_share);
    item->approval_share =
        di_bind_number(binding, node, "approval_share", DI_DEFAULT_approval_share);
    item->approval_lag_days =
        duration_or_default(binding, node, "approval_lag", DI_DEFAULT_approval_lag);
    item->approval_lag_sigma =
        di_bind_number(binding, node, "approval_lag_sigma", DI_DEFAULT_approval_lag_sigma);
    struct di_node *law = di_bind_member(binding, node, "approval_law");
    item->has_approval_law = law != NULL;
    di_bind_work_law(binding, law, &item->approval_law, &item->approval_lag_days);
    item->leave_per_year =
        di_bind_number(binding, node, "leave_per_year", DI_DEFAULT_leave_per_year);
    item->leave_after_breakdown_factor = di_bind_number(
        binding, node, "leave_after_breakdown_factor", DI_DEFAULT_leave_after_breakdown_factor);
    bind_planned(binding, di_bind_member(binding, node, "planned_approvals"), item);
    return item;
}

/* ---- rest ---- */

static const struct di_family_rest *bind_rest(struct di_binding *binding, struct di_node *node)
{
    if (node == NULL || node->type != DI_NODE_OBJECT)
        return NULL;
    struct di_family_rest *rest = DI_BIND_NEW(binding, 1, struct di_family_rest);
    if (rest == NULL)
        return NULL;
    rest->share = di_bind_number_or(binding, node, "share", 0);
    rest->days = di_bind_days(di_bind_member(binding, node, "duration"), 0);
    di_bind_work_law(binding, di_bind_member(binding, node, "law"), &rest->law, &rest->days);
    return rest;
}

/* ---- carers ---- */

static uint8_t band_mask(struct di_binding *binding, struct di_node *list)
{
    uint8_t mask = 0;
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return (uint8_t)((1u << (binding->model->age_band_count - 1)) - 1);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct di_node *item = list->children[i];
        const uint32_t band =
            item->type == DI_NODE_TEXT ? di_bind_band(binding, item, item->text) : UINT32_MAX;
        if (band != UINT32_MAX)
            mask = (uint8_t)(mask | 1u << band);
    }
    return mask;
}

void di_bind_carers(struct di_binding *binding)
{
    uint32_t count = 0;
    struct di_node **nodes = di_bind_things_of(binding, "carers", DI_CARERS_MAX, &count);
    struct di_carers *list = DI_BIND_NEW(binding, count, struct di_carers);
    if (list == NULL)
        return;
    binding->model->carers = list;
    binding->model->carers_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct di_carers *item = &list[i];
        item->name = di_bind_name(binding, nodes[i]);
        item->region = di_bind_region(binding, di_bind_member(binding, nodes[i], "region"));
        item->setting = di_bind_setting(binding, di_bind_member(binding, nodes[i], "setting"));
        di_bind_check_unit_setting(binding, nodes[i], item->setting, true);
        item->families =
            di_bind_series(binding, di_bind_member(binding, nodes[i], "families"), 0);
        item->places_per_family =
            di_bind_whole(di_bind_member(binding, nodes[i], "places"), 1, 20);
        item->age_band_mask =
            band_mask(binding, di_bind_member(binding, nodes[i], "age_bands"));
        const bool is_specialised =
            item->setting != DI_NONE &&
            binding->model->settings[item->setting].kind == DI_KIND_SPECIALISED_FOSTER;
        item->disability_mask = di_bind_disability_mask(
            binding, di_bind_member(binding, nodes[i], "disability"), is_specialised ? 7 : 3);
        item->rest = bind_rest(binding, di_bind_member(binding, nodes[i], "rest"));
        item->recruitment =
            bind_recruitment(binding, di_bind_member(binding, nodes[i], "recruitment"));
    }
}
