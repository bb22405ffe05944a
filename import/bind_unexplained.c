/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unexplained entries (MODEL 11): the setting a reason's children come into, and what such a
 * reason may not say because nothing would come of it. */
#include <string.h>

#include "di/unexplained.h"

#include "bind.h"

static const char *const without_effect[] = {
    "groups_per_1000_per_year", "children_per_1000_per_year", "groups_per_year",
    "violence_coefficient",     "poverty_coefficient",        "prevention_effect_share",
    "first_placements"};

static void refuse_keys(struct di_binding *binding, struct di_node *node)
{
    for (size_t i = 0; i < sizeof without_effect / sizeof without_effect[0]; i++) {
        const struct di_node *member = di_bind_member(binding, node, without_effect[i]);
        if (member != NULL)
            DI_BIND_REPORT(binding, member, DI_ERR_INCONSISTENT,
                           DI_N_("'%1' has no meaning for the reason '%2': its children come "
                                 "singly, past the gate, by bookkeeping alone."),
                           DI_N_("Give children_per_year, or remove 'unexplained_into'."),
                           di_text_arg(without_effect[i]), di_text_arg(node->key));
    }
}

static bool admits_entrants(const struct di_setting *setting, const struct di_reason *reason)
{
    bool admits = false;
    for (uint32_t age = 0; age < 18; age++) {
        double from, to;
        di_unexplained_span(setting, age, &from, &to);
        admits = admits || (to > from && reason->entry_age_weights[age] > 0);
    }
    return admits;
}

static void check_setting(struct di_binding *binding, const struct di_node *node,
                          const struct di_setting *setting, const struct di_reason *reason)
{
    if (!di_kind_is_formal_care(setting->kind))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Unexplained children cannot come into '%1': it is of kind '%2', "
                             "which is not a place of care."),
                       DI_N_("Name a setting of care."), di_text_arg(setting->name.id),
                       di_text_arg(di_kind_id(setting->kind)));
    else if (setting->places == DI_PLACES_FAMILIES)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Unexplained children cannot come into '%1': its places are "
                             "families listed one by one, and no family takes more than its "
                             "licence."),
                       DI_N_("Name a setting with 'capacity' or 'institutions'."),
                       di_text_arg(setting->name.id));
    else if (!admits_entrants(setting, reason))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("Unexplained children cannot come into '%1': it admits no age of "
                             "'entry_age_weights' below 18."),
                       DI_N_("Compare 'entry_age_weights' with the ages of the setting."),
                       di_text_arg(setting->name.id));
}

static void bind_into(struct di_binding *binding, struct di_node *node,
                      struct di_reason *reason)
{
    const struct di_node *into = di_bind_member(binding, node, "unexplained_into");
    const uint16_t setting = di_bind_setting(binding, into);
    refuse_keys(binding, node);
    if (setting == DI_NONE) /* reported */
        return;
    reason->unexplained_into = setting;
    check_setting(binding, into, &binding->model->settings[setting], reason);
}

void di_bind_unexplained(struct di_binding *binding)
{
    struct di_model *model = binding->model;
    struct di_node *section = di_bind_member(binding, binding->root, "reasons");
    struct di_reason *reasons = DI_BIND_NEW(binding, model->reason_count, struct di_reason);
    if (reasons == NULL || model->reason_count == 0)
        return;
    memcpy(reasons, model->reasons, model->reason_count * sizeof *reasons);
    for (uint32_t q = 0; q < model->reason_count; q++)
        if (reasons[q].is_unexplained)
            bind_into(binding, di_bind_member(binding, section, reasons[q].name.id),
                      &reasons[q]);
    model->reasons = reasons;
}
