/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Section `costs`, and the costs of single institutions (MODEL 8.6). Lines are put in byte
 * order of their ids here, so nothing after this sees the order of the file. Without lines and
 * sources of money (bind_budget.c) the model has no cost plan.
 */
#include "bind_cost.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/cost_plan.h"
#include "di/time.h"

#include "bind.h"
#include "bind_budget.h"

static uint16_t bind_payer(struct di_binding *binding, struct di_node *node,
                           const struct di_cost_plan *plan)
{
    const struct di_node *payer = di_bind_member(binding, node, "paid_by");
    if (payer == NULL || payer->type != DI_NODE_TEXT)
        return DI_NONE;
    const char **ids = DI_ARENA_NEW(binding->sources->arena, plan->source_count, const char *);
    for (uint32_t i = 0; ids != NULL && i < plan->source_count; i++) {
        ids[i] = plan->sources[i].name.id;
        if (strcmp(ids[i], payer->text) == 0)
            return (uint16_t)i;
    }
    if (ids == NULL)
        binding->has_no_memory = true;
    else
        di_bind_report_unknown(binding, payer, DI_N_("source of money"), payer->text, ids,
                               plan->source_count);
    return DI_NONE;
}

static uint32_t choice_of(struct di_binding *binding, struct di_node *node, const char *key,
                          const char *(*id_of)(uint32_t), uint32_t count, uint32_t fallback)
{
    const char *text = di_bind_text(binding, node, key, "");
    for (uint32_t i = 0; text[0] != '\0' && i < count; i++)
        if (strcmp(id_of(i), text) == 0)
            return i;
    return fallback;
}

static const char *basis_id(uint32_t i)
{
    return di_cost_basis_id((enum di_cost_basis)i);
}

static const char *class_id(uint32_t i)
{
    return di_cost_class_id((enum di_cost_class)i);
}

/* ---- lines ---- */

/* Money is recorded by region and setting; other splits are what sub-types are for. */
static struct di_quantity bind_price(struct di_binding *binding, struct di_node *node)
{
    struct di_node *by = di_bind_member(binding, node, "by");
    const struct di_quantity price = di_bind_quantity(binding, node, 0);
    for (uint32_t i = 0; by != NULL && by->type == DI_NODE_OBJECT && i < by->count; i++)
        if (strcmp(by->children[i]->key, "region") != 0)
            DI_BIND_REPORT(binding, by->children[i], DI_ERR_INCONSISTENT,
                           DI_N_("A price differs by region only, not by '%1'."),
                           DI_N_("Give shares and prices in 'sub_types'."),
                           di_text_arg(by->children[i]->key));
    return price;
}

static double *scaled(struct di_binding *binding, const struct di_series *series, double factor)
{
    double *value = DI_BIND_NEW(binding, series->count, double);
    for (uint32_t i = 0; value != NULL && i < series->count; i++)
        value[i] = series->value[i] * factor;
    return value;
}

struct lines {
    struct di_cost_line *items;
    uint32_t count;
};

static double add_sub_types(struct di_binding *binding, struct di_node *sub_types,
                            const struct di_cost_line *line, struct lines *lines)
{
    double shares = 0;
    for (uint32_t i = 0; sub_types->type == DI_NODE_OBJECT && i < sub_types->count; i++) {
        struct di_node *node = sub_types->children[i];
        if (!di_bind_is_thing(node) || lines->count == DI_COST_LINES_MAX)
            continue;
        const double share = di_bind_plain(di_bind_member(binding, node, "share"), 0);
        struct di_cost_line *item = &lines->items[lines->count++];
        *item = *line;
        item->sub_type = di_bind_name(binding, node).id;
        item->price = bind_price(binding, di_bind_member(binding, node, "price"));
        item->price.series.value = scaled(binding, &item->price.series, share);
        shares += share;
    }
    return shares;
}

static void add_line(struct di_binding *binding, struct di_node *node,
                     const struct di_cost_line *line, struct lines *lines)
{
    struct di_node *sub_types = di_bind_member(binding, node, "sub_types");
    struct di_node *price = di_bind_member(binding, node, "price");
    if ((sub_types == NULL) == (price == NULL)) {
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The line '%1' needs one of 'price' and 'sub_types'."), NULL,
                       di_text_arg(line->name.id));
        return;
    }
    if (sub_types != NULL) {
        const double shares = add_sub_types(binding, sub_types, line, lines);
        if (fabs(shares - 1) > 1e-6)
            DI_BIND_REPORT(binding, sub_types, DI_ERR_INCONSISTENT,
                           DI_N_("The shares add up to %1, not to 1."), NULL,
                           di_real_arg(shares));
        return;
    }
    if (lines->count == DI_COST_LINES_MAX)
        return;
    lines->items[lines->count] = *line;
    lines->items[lines->count++].price = bind_price(binding, price);
}

static void check_line(struct di_binding *binding, struct di_node *node,
                       const struct di_cost_line *line)
{
    const struct di_node *lead = di_bind_member(binding, node, "lead");
    const bool is_once = line->basis == DI_COST_ONCE;
    if (strcmp(line->name.id, DI_COST_OWN_FIXED_ID) == 0 ||
        strcmp(line->name.id, DI_COST_OWN_VARIABLE_ID) == 0 ||
        strcmp(line->name.id, DI_COST_OWN_PAY_ID) == 0)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("The name '%1' is reserved by the model."),
                       DI_N_("Choose another id."), di_text_arg(line->name.id));
    if (is_once != (di_bind_member(binding, node, "on") != NULL))
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       is_once ? DI_N_("The one-off line '%1' has no day 'on'.")
                               : DI_N_("'on' is for the basis 'once', which '%1' has not."),
                       NULL, di_text_arg(line->name.id));
    if (lead != NULL && !is_once && line->basis != DI_COST_PLACE_OPENED)
        DI_BIND_REPORT(binding, lead, DI_ERR_INCONSISTENT,
                       DI_N_("'lead' is for the bases 'once' and 'place_opened', which '%1' "
                             "has not."),
                       NULL, di_text_arg(line->name.id));
    if (line->skips_resting && line->basis != DI_COST_FAMILY_YEAR)
        DI_BIND_REPORT(binding, node, DI_ERR_INCONSISTENT,
                       DI_N_("'while_resting' is for the basis 'family_year', which '%1' has "
                             "not."),
                       NULL, di_text_arg(line->name.id));
}

static void bind_line(struct di_binding *binding, struct di_node *node,
                      const struct di_cost_plan *plan, struct lines *lines)
{
    struct di_cost_line line = {
        .name = di_bind_name(binding, node),
        .sub_type = "",
        .basis = (enum di_cost_basis)choice_of(binding, node, "basis", basis_id, DI_COST_BASES,
                                               DI_COST_CHILD_YEAR),
        .cost_class = (enum di_cost_class)choice_of(binding, node, "class", class_id,
                                                    DI_COST_CLASSES, DI_COST_RUNNING),
        .source = bind_payer(binding, node, plan),
        .on_day = di_bind_day(binding, node, "on"),
        .lead_days = di_bind_days(di_bind_member(binding, node, "lead"), 0),
        .skips_resting = !di_bind_flag(binding, node, "while_resting", true)};
    if (line.on_day != DI_NO_DAY)
        di_bind_warn_outside(binding, di_bind_member(binding, node, "on"),
                             line.on_day - (int32_t)line.lead_days, line.on_day);
    di_bind_cost_filters(binding, node, &line);
    check_line(binding, node, &line);
    add_line(binding, node, &line, lines);
}

/* ---- the costs of single institutions: a line of each kind for each payer ---- */

static bool bind_own(struct di_binding *binding, struct di_cost_plan *plan)
{
    struct di_node *section = di_bind_member(binding, binding->root, "institutions");
    const uint32_t count = binding->model->institution_count;
    struct di_institution_cost *own = DI_BIND_NEW(binding, count, struct di_institution_cost);
    bool has_any = false;
    uint32_t at = 0;
    for (uint32_t i = 0; own != NULL && section != NULL && i < section->count && at < count;
         i++) {
        if (!di_bind_is_thing(section->children[i]))
            continue;
        struct di_node *node = di_bind_member(binding, section->children[i], "costs");
        own[at] = (struct di_institution_cost){
            .fixed_per_quarter =
                di_bind_series(binding, di_bind_member(binding, node, "fixed_per_quarter"), 0),
            .variable_per_child_day = di_bind_series(
                binding, di_bind_member(binding, node, "variable_per_child_day"), 0),
            .source = bind_payer(binding, node, plan)};
        has_any = has_any || node != NULL;
        at++;
    }
    plan->own = has_any ? own : NULL;
    return has_any;
}

static void add_own_lines(struct di_binding *binding, const struct di_cost_plan *plan,
                          struct lines *lines)
{
    static const struct {
        const char *id, *name;
        enum di_cost_basis basis;
    } kinds[] = {
        {DI_COST_OWN_FIXED_ID, "Institutions: fixed costs", DI_COST_OWN_FIXED},
        {DI_COST_OWN_VARIABLE_ID, "Institutions: costs per child", DI_COST_OWN_VARIABLE}};
    for (uint32_t s = 0; s <= plan->source_count; s++) {
        const uint16_t source = s < plan->source_count ? (uint16_t)s : DI_NONE;
        bool is_payer = false;
        for (uint32_t i = 0; i < binding->model->institution_count; i++)
            is_payer = is_payer || plan->own[i].source == source;
        for (size_t k = 0; is_payer && k < 2 && lines->count < DI_COST_LINES_MAX; k++)
            lines->items[lines->count++] = (struct di_cost_line){
                .name = {.id = kinds[k].id, .name_en = kinds[k].name, .name_ru = kinds[k].name},
                .sub_type = "",
                .basis = kinds[k].basis,
                .cost_class = DI_COST_RUNNING,
                .source = source,
                .price.series = di_bind_constant(binding, 0),
                .on_day = DI_NO_DAY};
    }
}

static bool has_pay(const struct di_staffing *staffing)
{
    for (uint32_t i = 0; i < staffing->role_count; i++) {
        const struct di_series *pay = &staffing->roles[i].cost_per_fte_year.series;
        for (uint32_t k = 0; k < pay->count; k++)
            if (pay->value[k] > 0)
                return true;
    }
    return false;
}

static void add_pay_line(struct di_binding *binding, struct lines *lines)
{
    if (has_pay(&binding->model->staffing) && lines->count < DI_COST_LINES_MAX)
        lines->items[lines->count++] =
            (struct di_cost_line){.name = {.id = DI_COST_OWN_PAY_ID,
                                           .name_en = "Workers: pay",
                                           .name_ru = "Workers: pay"},
                                  .sub_type = "",
                                  .basis = DI_COST_OWN_PAY,
                                  .cost_class = DI_COST_RUNNING,
                                  .source = DI_NONE,
                                  .price.series = di_bind_constant(binding, 0),
                                  .on_day = DI_NO_DAY};
}

/* Lines of one id differ in sub-type or, for institutions' own costs, in the payer. */
static int compare_lines(const void *a, const void *b)
{
    const struct di_cost_line *x = a, *y = b;
    const int id = strcmp(x->name.id, y->name.id);
    const int sub_type = strcmp(x->sub_type, y->sub_type);
    if (id != 0 || sub_type != 0)
        return id != 0 ? id : sub_type;
    return x->source < y->source ? -1 : x->source > y->source;
}

static uint32_t count_entries(struct di_binding *binding, const struct di_node *object,
                              const struct di_cost_plan *plan)
{
    uint64_t count = 2 * (uint64_t)plan->source_count + 3;
    for (uint32_t i = 0; object != NULL && object->type == DI_NODE_OBJECT && i < object->count;
         i++)
        count +=
            1 + di_bind_things(di_bind_member(binding, object->children[i], "sub_types"), NULL);
    return count < DI_COST_LINES_MAX ? (uint32_t)count : DI_COST_LINES_MAX;
}

static void bind_lines(struct di_binding *binding, struct di_node *section,
                       struct di_cost_plan *plan)
{
    struct di_node *object = di_bind_member(binding, section, "lines");
    const uint32_t room = count_entries(binding, object, plan);
    struct lines lines = {DI_BIND_NEW(binding, room, struct di_cost_line), 0};
    if (lines.items == NULL)
        return;
    for (uint32_t i = 0; object != NULL && object->type == DI_NODE_OBJECT && i < object->count;
         i++)
        if (di_bind_is_thing(object->children[i]))
            bind_line(binding, object->children[i], plan, &lines);
    if (bind_own(binding, plan))
        add_own_lines(binding, plan, &lines);
    add_pay_line(binding, &lines);
    if (lines.count == DI_COST_LINES_MAX)
        DI_BIND_REPORT(binding, object, DI_ERR_LIMIT,
                       DI_N_("There are %1 entries here; at most %2 are possible."), NULL,
                       di_integer_arg(lines.count), di_integer_arg(DI_COST_LINES_MAX - 1));
    qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
    plan->lines = lines.items;
    plan->line_count = lines.count;
}

void di_bind_costs(struct di_binding *binding)
{
    struct di_model *model = binding->model;
    struct di_node *costs = di_bind_member(binding, binding->root, "costs");
    struct di_node *budget = di_bind_member(binding, binding->root, "budget");
    struct di_cost_plan *plan = DI_BIND_NEW(binding, 1, struct di_cost_plan);
    if (plan == NULL)
        return;
    plan->first_year = di_date_year(model->start_civil_day);
    plan->years = (uint32_t)(di_date_year(model->start_civil_day + model->horizon_days - 1) -
                             plan->first_year + 1);
    di_bind_sources(binding, budget, plan);
    bind_lines(binding, costs, plan);
    di_bind_stops(binding, budget);
    if (costs == NULL && budget == NULL && plan->line_count == 0)
        return;
    plan->inflation_per_year =
        di_bind_plain(di_bind_member(binding, costs, "inflation_per_year"), 0);
    plan->discount_per_year =
        di_bind_number(binding, costs, "discount_per_year", DI_DEFAULT_discount_per_year);
    model->cost_plan = plan;
}
