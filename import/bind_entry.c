/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries into care (MODEL 6): reasons with their rates, what entrants are like, and groups
 * listed one by one. */
#include <math.h>
#include <string.h>

#include "bind.h"

static struct di_node *entries_of(struct di_binding *binding)
{
    return di_bind_member(binding, binding->root, "entries");
}

/* ---- reasons ---- */

struct base_form {
    const char *key;
    bool counts_children, is_per_1000;
};

static const struct base_form base_forms[] = {
    {"groups_per_1000_per_year", false, true},
    {"children_per_1000_per_year", true, true},
    {"groups_per_year", false, false},
    {"children_per_year", true, false},
};

static void bind_base(struct di_binding *binding, struct di_node *node,
                      struct di_reason *reason)
{
    int forms = 0;
    reason->base_is_per_1000 = true;
    for (size_t i = 0; i < sizeof base_forms / sizeof base_forms[0]; i++) {
        struct di_node *rate = di_bind_member(binding, node, base_forms[i].key);
        if (rate == NULL)
            continue;
        forms++;
        reason->base = di_bind_quantity(binding, rate, 0);
        reason->base_counts_children = base_forms[i].counts_children;
        reason->base_is_per_1000 = base_forms[i].is_per_1000;
    }
    if (forms == 0)
        reason->base = di_bind_quantity(binding, NULL, 0);
    if (forms != 1)
        DI_BIND_REPORT(binding, node, forms == 0 ? DI_ERR_MISSING : DI_ERR_INCONSISTENT,
                       DI_N_("The reason '%1' has %2 entry rates; it needs exactly one."),
                       DI_N_("Choose groups_per_1000_per_year, children_per_1000_per_year, "
                             "groups_per_year or children_per_year."),
                       di_text_arg(node->key), di_integer_arg(forms));
}

/* The reason's own share, else that of `entries`, else none. */
static struct di_quantity share_of(struct di_binding *binding, struct di_node *node,
                                   const char *key)
{
    struct di_node *own = di_bind_member(binding, node, key);
    return di_bind_quantity(
        binding, own != NULL ? own : di_bind_member(binding, entries_of(binding), key), 0);
}

static const double *weights_of(struct di_binding *binding, struct di_node *node)
{
    struct di_node *own = di_bind_member(binding, node, "entry_age_weights");
    if (own == NULL)
        own = di_bind_member(binding, entries_of(binding), "entry_age_weights");
    const double *given = di_bind_weights(binding, own, 18);
    if (given != NULL)
        return given;
    double *even = DI_BIND_NEW(binding, 18, double);
    for (uint32_t i = 0; even != NULL && i < 18; i++)
        even[i] = 1;
    return even;
}

/* Both at any date, before multipliers by group, which are cut at 1. */
static void check_disability(struct di_binding *binding, const struct di_node *node,
                             const struct di_reason *reason)
{
    const struct di_series *moderate = &reason->disability_share[0].series;
    const struct di_series *severe = &reason->disability_share[1].series;
    double most = 0;
    for (uint32_t i = 0; i < moderate->count; i++)
        most = fmax(most, moderate->value[i] + di_series_at(severe, moderate->day[i]));
    for (uint32_t i = 0; i < severe->count; i++)
        most = fmax(most, severe->value[i] + di_series_at(moderate, severe->day[i]));
    if (most > 1 + 1e-9)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Moderate and severe disability add up to %1, more than 1."), NULL,
                       di_real_arg(most));
}

static void bind_reason(struct di_binding *binding, struct di_node *node,
                        struct di_reason *reason)
{
    bind_base(binding, node, reason);
    reason->disability_share[0] = share_of(binding, node, "disability_moderate_share");
    reason->disability_share[1] = share_of(binding, node, "disability_severe_share");
    check_disability(binding, node, reason);
    reason->violence_coefficient =
        di_bind_plain(di_bind_member(binding, node, "violence_coefficient"), 0);
    reason->poverty_coefficient =
        di_bind_plain(di_bind_member(binding, node, "poverty_coefficient"), 0);
    reason->prevention_effect =
        di_bind_plain(di_bind_member(binding, node, "prevention_effect_share"), 0);
    reason->entry_age_weights = weights_of(binding, node);
    reason->is_unexplained = di_bind_member(binding, node, "unexplained_into") != NULL;
}

void di_bind_reasons(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "reasons");
    uint32_t count = di_bind_things(section, NULL);
    struct di_reason *reasons = DI_BIND_NEW(binding, count, struct di_reason);
    struct di_node **nodes = DI_ARENA_NEW(binding->sources->arena, count, struct di_node *);
    if (reasons == NULL || nodes == NULL) {
        binding->has_no_memory = true;
        return;
    }
    (void)di_bind_things(section, nodes);
    if (count > DI_REASONS_MAX) {
        DI_BIND_REPORT(binding, section, DI_ERR_LIMIT,
                       DI_N_("There are %1 reasons; at most %2 are possible."), NULL,
                       di_integer_arg(count), di_integer_arg(DI_REASONS_MAX));
        count = DI_REASONS_MAX;
    }
    for (uint32_t i = 0; i < count; i++)
        reasons[i].name = di_bind_name(binding, nodes[i]);
    binding->model->reasons = reasons;
    binding->model->reason_count = count; /* known before quantities ask for reasons */
    for (uint32_t i = 0; i < count; i++)
        bind_reason(binding, nodes[i], &reasons[i]);
}

/* ---- listed groups ---- */

static void bind_listed_child(struct di_binding *binding, struct di_node *node,
                              struct di_listed_group *group, uint8_t member)
{
    const struct di_node *sex = di_bind_member(binding, node, "sex");
    const struct di_node *disability = di_bind_member(binding, node, "disability");
    group->age_years[member] =
        (float)di_bind_plain(di_bind_member(binding, node, "age_years"), 0);
    if (sex != NULL && sex->type == DI_NODE_TEXT && strcmp(sex->text, "male") == 0)
        group->sex[member] = DI_MALE;
    if (disability != NULL && disability->type == DI_NODE_TEXT)
        for (uint8_t d = 0; d < DI_DISABILITIES; d++)
            if (strcmp(di_bind_disability_ids[d], disability->text) == 0)
                group->disability[member] = d;
}

static void bind_listed_time(struct di_binding *binding, struct di_node *node,
                             struct di_listed_group *group)
{
    const struct di_node *on = di_bind_member(binding, node, "on");
    const struct di_node *at = di_bind_member(binding, node, "at_days");
    const int32_t day = di_bind_day(binding, node, "on");
    if ((on == NULL) == (at == NULL))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Listed group %1 needs one date: 'on' or 'at_days'."), NULL,
                       di_integer_arg(node->index + 1));
    if (on != NULL)
        group->at = di_time_of_day(day == DI_NO_DAY ? 0 : day);
    else
        group->at = di_time_from_days(fmin(fmax(di_bind_plain(at, 0), 0), 1e6));
    if (group->at < 0)
        DI_BIND_REPORT(binding, node, DI_ERR_RANGE,
                       DI_N_("Listed group %1 enters before the scenario starts."),
                       DI_N_("Children already in care belong to initial_stock."),
                       di_integer_arg(node->index + 1));
}

static void bind_listed_group(struct di_binding *binding, struct di_node *node,
                              struct di_listed_group *group)
{
    struct di_node *children = di_bind_member(binding, node, "children");
    bind_listed_time(binding, node, group);
    group->region = di_bind_region(binding, di_bind_member(binding, node, "region"));
    group->reason = di_bind_reason(binding, di_bind_member(binding, node, "reason"));
    if (children == NULL || children->type != DI_NODE_ARRAY)
        return;
    group->size =
        (uint8_t)(children->count < DI_GROUP_SIZE_MAX ? children->count : DI_GROUP_SIZE_MAX);
    for (uint8_t i = 0; i < group->size; i++)
        bind_listed_child(binding, children->children[i], group, i);
}

static void bind_list(struct di_binding *binding, struct di_entries *entries)
{
    struct di_node *list = di_bind_member(binding, entries_of(binding), "list");
    if (list == NULL || list->type != DI_NODE_ARRAY)
        return;
    struct di_listed_group *groups = DI_BIND_NEW(binding, list->count, struct di_listed_group);
    if (groups == NULL)
        return;
    for (uint32_t i = 0; i < list->count; i++)
        bind_listed_group(binding, list->children[i], &groups[i]);
    entries->listed = groups;
    entries->listed_count = list->count;
}

/* ---- entrants ---- */

static void bind_group_sizes(struct di_binding *binding, struct di_entries *entries)
{
    struct di_node *list = di_bind_member(binding, entries_of(binding), "group_size_shares");
    double *share = entries->group_size_share;
    double sum = 0;
    for (uint32_t i = 0; i < 4; i++)
        share[i] = di_default_value((enum di_default)(DI_DEFAULT_group_size_1 + (int)i));
    if (list == NULL)
        di_bind_use_default(binding, entries_of(binding), "group_size_shares/0", share[0],
                            DI_QUALITY_ILLUSTRATIVE);
    else if (list->type == DI_NODE_ARRAY)
        for (uint32_t i = 0; i < DI_GROUP_SIZE_MAX; i++)
            share[i] = i < list->count ? di_bind_plain(list->children[i], 0) : 0;
    for (uint32_t i = 0; i < DI_GROUP_SIZE_MAX; i++)
        sum += share[i];
    if (list != NULL && fabs(sum - 1) > 1e-6) {
        DI_BIND_REPORT(binding, list, DI_ERR_INCONSISTENT,
                       DI_N_("The shares add up to %1, not to 1."), NULL, di_real_arg(sum));
        return;
    }
    for (uint32_t i = 0; i < DI_GROUP_SIZE_MAX; i++) {
        share[i] /= sum;
        entries->mean_group_size += (i + 1) * share[i];
    }
}

static void bind_season(struct di_binding *binding, struct di_entries *entries)
{
    struct di_node *node = di_bind_member(binding, entries_of(binding), "season");
    const double *season = di_bind_list(binding, node, 12);
    double sum = 0;
    for (uint32_t i = 0; i < 12; i++) {
        entries->season[i] = season != NULL ? season[i] : 1;
        sum += entries->season[i];
    }
    if (sum > 0 && fabs(sum - 12) > 0.12)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The season's mean is %1; it must be 1 within 0.01."), NULL,
                       di_real_arg(sum / 12));
    for (uint32_t i = 0; sum > 0 && i < 12; i++)
        entries->season[i] *= 12 / sum;
}

void di_bind_entries(struct di_binding *binding)
{
    struct di_node *node = entries_of(binding);
    struct di_entries *entries = &binding->model->entries;
    bind_group_sizes(binding, entries);
    bind_season(binding, entries);
    entries->female_share =
        di_bind_number(binding, node, "female_share", DI_DEFAULT_female_share);
    entries->entry_cv = di_bind_number(binding, node, "entry_cv", DI_DEFAULT_entry_cv);
    entries->include_reentries = di_bind_flag(binding, node, "include_reentries", false);
    bind_list(binding, entries);
}
