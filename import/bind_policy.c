/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules and services: policies (MODEL 8), prevention and gatekeeping (6), drivers, published
 * series to draw beside the results. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/indicator.h"

#include "bind.h"

static const char *const option_ids[DI_OPTIONS] = {
    "reunification", "kinship", "foster", "specialised_foster", "sgh", "supported_independent"};
static const char *const priority_ids[DI_PRIORITIES] = {"urgent", "under_3", "closing",
                                                        "guarantee", "disability"};

/* ---- suitability ---- */

static const double *ages_from(struct di_binding *binding, double age_from)
{
    const struct di_model *model = binding->model;
    double *list = DI_BIND_NEW(binding, model->age_band_count, double);
    for (uint32_t b = 0; list != NULL && b < model->age_band_count; b++)
        list[b] = model->age_band_from[b] < age_from ? 0 : 1;
    return list;
}

static struct di_quantity default_suitability(struct di_binding *binding, enum di_option option)
{
    const struct di_default_suitability *row = di_default_suitability(option);
    struct di_quantity quantity = {.series = di_bind_constant(binding, row->share)};
    double *by_disability = DI_BIND_NEW(binding, DI_DISABILITIES, double);
    if (by_disability != NULL)
        memcpy(by_disability, row->by_disability, sizeof row->by_disability);
    quantity.by_disability = by_disability;
    if (row->age_from_years > 0)
        quantity.by_age_band = ages_from(binding, row->age_from_years);
    return quantity;
}

static void bind_suitability(struct di_binding *binding, struct di_node *node,
                             struct di_policies *policies)
{
    struct di_node *shares = di_bind_member(binding, node, "suitable_share");
    for (uint32_t i = 0; shares != NULL && shares->type == DI_NODE_OBJECT && i < shares->count;
         i++)
        if (di_bind_is_thing(shares->children[i]))
            (void)di_bind_choice(binding, shares->children[i], shares->children[i]->key,
                                 DI_N_("option"), option_ids, DI_OPTIONS);
    for (int o = 0; o < DI_OPTIONS; o++) {
        struct di_node *share = di_bind_member(binding, shares, option_ids[o]);
        if (share != NULL) {
            policies->suitable_share[o] = di_bind_quantity(binding, share, 0);
            continue;
        }
        static const char *const absent[DI_OPTIONS] = {
            "suitable_share/reunification", "suitable_share/kinship",
            "suitable_share/foster",        "suitable_share/specialised_foster",
            "suitable_share/sgh",           "suitable_share/supported_independent"};
        policies->suitable_share[o] = default_suitability(binding, (enum di_option)o);
        di_bind_use_default(binding, node, absent[o],
                            di_default_suitability((enum di_option)o)->share,
                            DI_QUALITY_ILLUSTRATIVE);
    }
}

/* ---- orders ---- */

/* Reads a list of distinct ids into `order`; returns how many. */
static uint32_t bind_order(struct di_binding *binding, struct di_node *list, const char *what,
                           const char *const *ids, uint32_t count, uint32_t *order)
{
    uint32_t used = 0;
    for (uint32_t i = 0; list->type == DI_NODE_ARRAY && i < list->count; i++) {
        const struct di_node *item = list->children[i];
        if (item->type != DI_NODE_TEXT)
            continue;
        const uint32_t at = di_bind_choice(binding, item, item->text, what, ids, count);
        bool is_new = at != UINT32_MAX;
        for (uint32_t k = 0; k < used; k++)
            if (order[k] == at) {
                is_new = false;
                DI_BIND_REPORT(binding, item, DI_ERR_INCONSISTENT,
                               DI_N_("'%1' is named twice in this order."), NULL,
                               di_text_arg(item->text));
            }
        if (is_new)
            order[used++] = at;
    }
    return used;
}

static void bind_orders(struct di_binding *binding, struct di_node *node,
                        struct di_policies *policies)
{
    uint32_t order[DI_OPTIONS] = {0, 1, 2, 3, 4, 5};
    uint32_t priority[DI_PRIORITIES] = {0, 1, 2, 3, 4};
    struct di_node *options = di_bind_member(binding, node, "option_order");
    struct di_node *priorities = di_bind_member(binding, node, "priority");
    uint32_t used = DI_OPTIONS;
    policies->priority_count = DI_PRIORITIES;
    if (options != NULL)
        used = bind_order(binding, options, DI_N_("option"), option_ids, DI_OPTIONS, order);
    for (uint32_t o = 0; o < DI_OPTIONS && used < DI_OPTIONS; o++) { /* the rest come last */
        bool is_named = false;
        for (uint32_t k = 0; k < used; k++)
            is_named = is_named || order[k] == o;
        if (!is_named)
            order[used++] = o;
    }
    if (priorities != NULL)
        policies->priority_count = bind_order(binding, priorities, DI_N_("priority"),
                                              priority_ids, DI_PRIORITIES, priority);
    for (uint32_t i = 0; i < DI_OPTIONS; i++)
        policies->option_order[i] = (enum di_option)order[i];
    for (uint32_t i = 0; i < policies->priority_count; i++)
        policies->priority[i] = (enum di_priority)priority[i];
}

static void enable_options(const struct di_model *model, struct di_policies *policies)
{
    static const enum di_kind kinds[DI_OPTIONS] = {
        [DI_OPTION_REUNIFICATION] = DI_KIND_REUNIFIED_MONITORED,
        [DI_OPTION_KINSHIP] = DI_KIND_KINSHIP,
        [DI_OPTION_FOSTER] = DI_KIND_FOSTER,
        [DI_OPTION_SPECIALISED_FOSTER] = DI_KIND_SPECIALISED_FOSTER,
        [DI_OPTION_SGH] = DI_KIND_SGH,
        [DI_OPTION_SUPPORTED_INDEPENDENT] = DI_KIND_SUPPORTED_INDEPENDENT};
    for (int o = 0; o < DI_OPTIONS; o++)
        for (uint32_t s = 0; s < model->setting_count; s++)
            if (model->settings[s].kind == kinds[o])
                policies->option_enabled[o] = true;
}

/* ---- the rest ---- */

static struct di_series in_force_from(struct di_binding *binding, int32_t from_day)
{
    int32_t *day = DI_BIND_NEW(binding, 2, int32_t);
    double *value = DI_BIND_NEW(binding, 2, double);
    if (day == NULL || value == NULL)
        return (struct di_series){0};
    day[0] = INT32_MIN;
    day[1] = from_day;
    value[1] = 1;
    return (struct di_series){from_day == DI_NO_DAY ? 1 : 2, day, value};
}

static void bind_waiting(struct di_binding *binding, struct di_node *node,
                         struct di_policies *policies)
{
#define NUMBER(name) di_bind_number(binding, node, #name, DI_DEFAULT_##name)
    policies->option_wait_days = NUMBER(option_wait);
    policies->guarantee_days = NUMBER(guarantee_days);
    policies->closing_days = NUMBER(closing_days);
    policies->disability_after_days = NUMBER(disability_after_days);
    policies->max_skips = (uint32_t)fmin(fmax(NUMBER(max_skips), 0), 1e6);
    policies->hold_days = NUMBER(hold_days);
    policies->hold_family_share = NUMBER(hold_family_share);
    policies->reservation_days = NUMBER(reservation_days);
    policies->together_share[0] = NUMBER(siblings_together_share);
    policies->together_share[1] = NUMBER(siblings_preferred_share);
    policies->split_after_days = NUMBER(split_after_days);
    policies->acceptance_share = NUMBER(acceptance_share);
    policies->placement_frailty = NUMBER(placement_frailty);
    policies->breakdown_frailty = NUMBER(breakdown_frailty);
    policies->legally_free_share = NUMBER(legally_free_share);
    policies->reentry_window_years = NUMBER(reentry_window_years);
    policies->closed_reentry_rr = NUMBER(closed_reentry_rr);
    policies->monitoring_days = NUMBER(monitoring_days);
#undef NUMBER
}

void di_bind_policies(struct di_binding *binding)
{
    struct di_node *node = di_bind_member(binding, binding->root, "policies");
    struct di_policies *policies = &binding->model->policies;
    bind_suitability(binding, node, policies);
    bind_orders(binding, node, policies);
    enable_options(binding->model, policies);
    bind_waiting(binding, node, policies);
    policies->kin_at_entry_share = di_bind_listed_quantity(binding, node, "kin_at_entry_share",
                                                           DI_DEFAULT_kin_at_entry_share);
    policies->neighbour_distance_limit =
        di_bind_plain(di_bind_member(binding, node, "neighbour_distance_limit"), HUGE_VAL);
    policies->no_under3_admission =
        in_force_from(binding, di_bind_day(binding, node, "no_under3_admission"));
    policies->monthly_ladder = di_bind_flag(binding, node, "monthly_ladder", true);
    policies->ageing = di_bind_flag(binding, node, "ageing", true);
    const double shares = policies->together_share[0] + policies->together_share[1];
    if (node != NULL && shares > 1 + 1e-9)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("siblings_together_share and siblings_preferred_share add up to "
                             "%1, more than 1."),
                       NULL, di_real_arg(shares));
}

/* ---- services ---- */

static void bind_drivers(struct di_binding *binding)
{
    static const char *const ids[] = {"violence", "poverty"};
    struct di_model *model = binding->model;
    struct di_node *drivers = di_bind_member(binding, binding->root, "drivers");
    const struct di_series *bound[2];
    for (size_t d = 0; d < 2; d++) {
        struct di_node *node = di_bind_member(binding, drivers, ids[d]);
        struct di_series *list = DI_BIND_NEW(binding, model->region_count, struct di_series);
        bound[d] = list;
        for (uint32_t i = 0;
             list != NULL && node != NULL && node->type == DI_NODE_OBJECT && i < node->count;
             i++) {
            struct di_node *member = node->children[i];
            struct di_node named = *member;
            named.type = DI_NODE_TEXT;
            named.text = member->key;
            const uint16_t region =
                di_bind_is_thing(member) ? di_bind_region(binding, &named) : DI_NONE;
            if (region != DI_NONE)
                list[region] = di_bind_series(binding, member, 0);
        }
    }
    model->drivers = (struct di_drivers){.violence = bound[0], .poverty = bound[1]};
}

void di_bind_services(struct di_binding *binding)
{
    struct di_node *node = di_bind_member(binding, binding->root, "services");
    struct di_node *prevention = di_bind_member(binding, node, "prevention");
    struct di_node *gate = di_bind_member(binding, node, "gatekeeping");
    struct di_node *places = di_bind_member(binding, prevention, "places");
    struct di_services *services = &binding->model->services;
    const bool is_endless = places == NULL || places->type == DI_NODE_TEXT;
    services->prevention_coverage =
        di_bind_quantity(binding, di_bind_member(binding, prevention, "coverage_share"), 0);
    services->prevention_places =
        di_bind_quantity(binding, is_endless ? NULL : places, DI_UNLIMITED);
    services->prevention_days = di_default_value(DI_DEFAULT_prevention_days);
    if (prevention != NULL) {
        services->prevention_days =
            di_bind_number(binding, prevention, "days", DI_DEFAULT_prevention_days);
        services->prevention_return_per_year = di_bind_number(
            binding, prevention, "return_per_year", DI_DEFAULT_prevention_return_per_year);
    }
    services->gate_share = di_bind_quantity(binding, di_bind_member(binding, gate, "share"), 0);
    services->gate_effect =
        di_bind_quantity(binding, di_bind_member(binding, gate, "effect_share"), 0);
    bind_drivers(binding);
}

/* ---- published series ---- */

static int by_number(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y; /* years of one series differ */
}

static void bind_series_values(struct di_binding *binding, struct di_node *values,
                               struct di_published *published)
{
    const uint32_t count = di_bind_things(values, NULL);
    int32_t *year = DI_BIND_NEW(binding, count, int32_t);
    double *value = DI_BIND_NEW(binding, count, double);
    uint32_t used = 0;
    if (year == NULL || value == NULL)
        return;
    for (uint32_t i = 0; count > 0 && i < values->count; i++)
        if (di_bind_is_thing(values->children[i]))
            year[used++] = (int32_t)strtol(values->children[i]->key, NULL, 10);
    qsort(year, used, sizeof *year, by_number);
    for (uint32_t i = 0; i < used; i++) {
        char key[12] = {(char)('0' + year[i] / 1000 % 10), (char)('0' + year[i] / 100 % 10),
                        (char)('0' + year[i] / 10 % 10), (char)('0' + year[i] % 10)};
        value[i] = di_bind_plain(di_bind_member(binding, values, key), 0);
    }
    published->count = used;
    published->year = year;
    published->value = value;
}

/* A series over nothing would silently never be drawn. */
static void check_indicator(struct di_binding *binding, const struct di_node *node,
                            const char *id)
{
    const uint32_t count = di_indicator_count();
    if (node == NULL || di_indicator_find(id) != UINT32_MAX)
        return;
    const char **known = DI_ARENA_NEW(binding->sources->arena, count, const char *);
    if (known == NULL) {
        binding->has_no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        known[i] = di_indicator_at(i).id;
    di_bind_report_unknown(binding, node, DI_N_("indicator"), id, known, count);
}

void di_bind_published(struct di_binding *binding)
{
    struct di_node *section = di_bind_member(binding, binding->root, "published");
    const uint32_t count = di_bind_things(section, NULL);
    struct di_published *list = DI_BIND_NEW(binding, count, struct di_published);
    uint32_t used = 0;
    if (list == NULL)
        return;
    for (uint32_t i = 0; count > 0 && i < section->count; i++) {
        struct di_node *node = section->children[i];
        if (!di_bind_is_thing(node))
            continue;
        struct di_published *item = &list[used++];
        item->id = di_bind_copy_text(binding, node->key);
        item->indicator = di_bind_text(binding, node, "indicator", "");
        check_indicator(binding, di_bind_member(binding, node, "indicator"), item->indicator);
        item->source = di_bind_text(binding, node, "source", "");
        bind_series_values(binding, di_bind_member(binding, node, "values"), item);
    }
    binding->model->published = list;
    binding->model->published_count = used;
}
