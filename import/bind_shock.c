/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Section `shocks` (MODEL 8.8). Shocks are put in byte order of their ids, evacuated
 * institutions by rank of theirs; only the order of `to_regions` carries meaning. */
#include <stdlib.h>
#include <string.h>

#include "di/key.h"
#include "di/shock.h"

#include "bind.h"

static const char *const path_ids[DI_SHOCK_PATHS] = {
    [DI_PATH_HOME] = "home",           [DI_PATH_SPONTANEOUS_HOME] = "spontaneous_home",
    [DI_PATH_ADOPTED] = "adopted",     [DI_PATH_DIED] = "died",
    [DI_PATH_BREAKDOWN] = "breakdown", [DI_PATH_LEFT_COUNTRY] = "left_country",
    [DI_PATH_TRANSFER] = "transfer",   [DI_PATH_REENTRY] = "reentry",
    [DI_PATH_PLACEMENT] = "placement", [DI_PATH_INDEPENDENT] = "independent",
    [DI_PATH_SINK] = "placement"};

static const struct di_node *list_of(struct di_binding *binding, struct di_node *node,
                                     const char *key)
{
    const struct di_node *list = di_bind_member(binding, node, key);
    return list != NULL && list->type == DI_NODE_ARRAY && list->count > 0 ? list : NULL;
}

static const uint8_t *marked(struct di_binding *binding, struct di_node *node, const char *key,
                             uint32_t count,
                             uint16_t (*find)(struct di_binding *, const struct di_node *))
{
    const struct di_node *list = list_of(binding, node, key);
    uint8_t *marks = list == NULL ? NULL : DI_BIND_NEW(binding, (size_t)count + 1, uint8_t);
    for (uint32_t i = 0; marks != NULL && i < list->count; i++) {
        const uint16_t at = find(binding, list->children[i]);
        if (at != DI_NONE)
            marks[at] = 1;
    }
    return marks;
}

/* ---- on the first day ---- */

static uint32_t institution_at(struct di_binding *binding, const struct di_node *node)
{
    const struct di_model *model = binding->model;
    for (uint32_t i = 0; node->type == DI_NODE_TEXT && i < model->institution_count; i++)
        if (strcmp(model->institutions[i].name.id, node->text) == 0)
            return i;
    if (node->type == DI_NODE_TEXT)
        di_bind_report_unknown(binding, node, DI_N_("institution"), node->text, NULL, 0);
    return UINT32_MAX;
}

/* Insertion by id; an institution named twice is one. */
static void add_evacuated(const struct di_model *model, struct di_shock *shock, uint32_t *list,
                          uint32_t institution)
{
    const char *id = model->institutions[institution].name.id;
    uint32_t place = shock->evacuated_count;
    while (place > 0 && strcmp(model->institutions[list[place - 1]].name.id, id) > 0)
        place--;
    if (place > 0 && list[place - 1] == institution)
        return;
    memmove(list + place + 1, list + place, (shock->evacuated_count - place) * sizeof *list);
    list[place] = institution;
    shock->evacuated_count++;
}

static void check_evacuation(struct di_binding *binding, struct di_node *node,
                             const struct di_shock *shock)
{
    if (shock->evacuated_count == 0 || shock->host_count == 0)
        DI_BIND_REPORT(
            binding, node, DI_ERR_MISSING,
            DI_N_("An evacuation needs 'institutions' and 'to_regions'; '%1' has not "
                  "both."),
            NULL, di_text_arg(shock->name.id));
    for (uint32_t e = 0; e < shock->evacuated_count; e++)
        for (uint32_t h = 0; h < shock->host_count; h++)
            if (binding->model->institutions[shock->evacuated[e]].region == shock->hosts[h])
                DI_BIND_REPORT(
                    binding, node, DI_ERR_INCONSISTENT,
                    DI_N_("'%1' is evacuated to the region it stands in."), NULL,
                    di_text_arg(binding->model->institutions[shock->evacuated[e]].name.id));
}

static void bind_evacuation(struct di_binding *binding, struct di_node *node,
                            struct di_shock *shock)
{
    const struct di_node *from = list_of(binding, node, "institutions");
    const struct di_node *to = list_of(binding, node, "to_regions");
    uint32_t *evacuated = DI_BIND_NEW(binding, from == NULL ? 0 : from->count + 1, uint32_t);
    uint16_t *hosts = DI_BIND_NEW(binding, to == NULL ? 0 : to->count, uint16_t);
    for (uint32_t i = 0; from != NULL && evacuated != NULL && i < from->count; i++) {
        const uint32_t at = institution_at(binding, from->children[i]);
        if (at != UINT32_MAX)
            add_evacuated(binding->model, shock, evacuated, at);
    }
    for (uint32_t i = 0; to != NULL && hosts != NULL && i < to->count; i++) {
        const uint16_t at = di_bind_region(binding, to->children[i]);
        if (at != DI_NONE)
            hosts[shock->host_count++] = at;
    }
    shock->evacuated = evacuated;
    shock->hosts = hosts;
    if (node != NULL)
        check_evacuation(binding, node, shock);
}

static void bind_discharge(struct di_binding *binding, struct di_node *node,
                           struct di_shock *shock)
{
    shock->discharge_share = di_bind_plain(di_bind_member(binding, node, "share"), 0);
    shock->discharge_reentry_rr = di_bind_plain(di_bind_member(binding, node, "reentry_rr"), 1);
    shock->discharge_settings =
        marked(binding, node, "settings", binding->model->setting_count, di_bind_setting);
}

/* ---- while it lasts ---- */

static double factor_of(struct di_binding *binding, struct di_node *node, const char *key)
{
    return di_bind_plain(di_bind_member(binding, node, key), 1);
}

static void bind_factors(struct di_binding *binding, struct di_node *node,
                         struct di_shock *shock)
{
    struct di_node *hazards = di_bind_member(binding, node, "hazards");
    for (uint32_t path = 0; path < DI_SHOCK_PATHS; path++)
        shock->hazard[path] = factor_of(binding, hazards, path_ids[path]);
    shock->entries = di_bind_quantity(binding, di_bind_member(binding, node, "entries"), 1);
    shock->hours = factor_of(binding, node, "hours");
    shock->carer_enquiries = factor_of(binding, node, "carer_enquiries");
    shock->justice_cases = factor_of(binding, node, "justice_cases");
    shock->visits = factor_of(binding, node, "visits");
    shock->absence_share = di_bind_plain(di_bind_member(binding, node, "absence_share"), 0);
}

static void bind_time(struct di_binding *binding, struct di_node *node, struct di_shock *shock)
{
    const bool has_rate = di_bind_member(binding, node, "rate_per_year") != NULL;
    shock->start_day = di_bind_day(binding, node, "start");
    shock->rate_per_year = di_bind_plain(di_bind_member(binding, node, "rate_per_year"), 0);
    shock->duration_days = di_bind_days(di_bind_member(binding, node, "duration"), 0);
    if (shock->start_day != DI_NO_DAY)
        di_bind_warn_outside(binding, di_bind_member(binding, node, "start"), shock->start_day,
                             shock->start_day + shock->duration_days);
    if (has_rate == (di_bind_member(binding, node, "start") != NULL))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The shock '%1' needs one of 'start' and 'rate_per_year'."),
                       DI_N_("A shock with a rate comes by chance, differently in each run."),
                       di_text_arg(shock->name.id));
}

static int compare_shocks(const void *a, const void *b)
{
    const struct di_shock *x = a, *y = b;
    return strcmp(x->name.id, y->name.id); /* ids differ */
}

void di_bind_shocks(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "shocks");
    const uint32_t count = di_bind_things(section, NULL);
    if (count == 0)
        return;
    struct di_shock *items = DI_BIND_NEW(binding, count, struct di_shock);
    struct di_shocks *shocks = DI_BIND_NEW(binding, 1, struct di_shocks);
    if (items == NULL || shocks == NULL)
        return;
    for (uint32_t i = 0; i < section->count; i++) {
        struct di_node *node = section->children[i];
        if (!di_bind_is_thing(node))
            continue;
        struct di_shock *shock = &items[shocks->count++];
        shock->name = di_bind_name(binding, node);
        shock->regions =
            marked(binding, node, "regions", binding->model->region_count, di_bind_region);
        bind_time(binding, node, shock);
        bind_factors(binding, node, shock);
        bind_discharge(binding, di_bind_member(binding, node, "discharge"), shock);
        bind_evacuation(binding, di_bind_member(binding, node, "evacuate"), shock);
    }
    qsort(items, shocks->count, sizeof *items, compare_shocks);
    for (uint32_t i = 0; i < shocks->count; i++) {
        items[i].name.rank = i;
        items[i].name.key = di_key_of_name("shock", items[i].name.id);
    }
    shocks->items = items;
    binding->model->shocks = shocks;
}
