/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of one replication by quarter, region, setting and cell, with their totals. */
#include "panel.h"

#include <stdlib.h>
#include <string.h>

#include "budget_account.h"

/* Insertion by id: ids are unique, and some thousand at most. */
static void order_by_id(uint16_t *at, uint32_t count,
                        const struct di_name *(*name)(const void *, uint32_t),
                        const void *model)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = i;
        while (place > 0 && strcmp(name(model, i)->id, name(model, at[place - 1])->id) < 0) {
            at[place] = at[place - 1];
            place--;
        }
        at[place] = (uint16_t)i;
    }
}

static const struct di_name *region_name(const void *model, uint32_t index)
{
    return &((const struct di_model *)model)->regions[index].name;
}

static const struct di_name *setting_name(const void *model, uint32_t index)
{
    return &((const struct di_model *)model)->settings[index].name;
}

enum di_status panel_order_create(struct panel_order *order, const struct di_model *model,
                                  const struct di_result_dims *dims)
{
    *order = (struct panel_order){.model = model, .dims = dims};
    order->region_at = calloc(dims->regions, sizeof *order->region_at);
    order->setting_at = calloc(dims->settings, sizeof *order->setting_at);
    order->region_rank = calloc(dims->regions, sizeof *order->region_rank);
    order->setting_rank = calloc(dims->settings, sizeof *order->setting_rank);
    order->institution_at =
        calloc((size_t)model->institution_count + 1, sizeof *order->institution_at);
    order->classes = calloc(dims->settings, sizeof *order->classes);
    if (order->region_at == NULL || order->setting_at == NULL || order->region_rank == NULL ||
        order->setting_rank == NULL || order->classes == NULL || order->institution_at == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < model->institution_count; i++)
        order->institution_at[model->institutions[i].name.rank] = i;
    order_by_id(order->region_at, dims->regions, region_name, model);
    order_by_id(order->setting_at, dims->settings, setting_name, model);
    for (uint32_t i = 0; i < dims->regions; i++)
        order->region_rank[order->region_at[i]] = i;
    for (uint32_t i = 0; i < dims->settings; i++) {
        order->setting_rank[order->setting_at[i]] = i;
        order->classes[i] = place_class_of(model, (uint16_t)i);
    }
    return DI_OK;
}

void panel_order_destroy(struct panel_order *order)
{
    free(order->region_at);
    free(order->setting_at);
    free(order->region_rank);
    free(order->setting_rank);
    free(order->classes);
    free(order->institution_at);
    cost_sheet_destroy(&order->costs);
}

enum di_status panel_slots_create(struct panel_slots *slots, const struct panel_order *order,
                                  struct place_group group)
{
    const uint32_t settings = order->dims->settings;
    *slots = (struct panel_slots){0};
    slots->slot_of = calloc(settings, sizeof *slots->slot_of);
    slots->settings = calloc(settings, sizeof *slots->settings);
    if (slots->slot_of == NULL || slots->settings == NULL)
        return DI_ERR_MEMORY;
    for (uint32_t i = 0; i < settings; i++) {
        const uint16_t setting = order->setting_at[i];
        if (group.any == 0 || !place_group_has(group, order->classes[setting]))
            continue;
        slots->settings[slots->count++] = setting;
        slots->slot_of[setting] = slots->count;
    }
    return DI_OK;
}

void panel_slots_destroy(struct panel_slots *slots)
{
    free(slots->slot_of);
    free(slots->settings);
}

enum di_status panel_create(struct panel *panel, const struct panel_order *order,
                            const struct panel_slots *slots)
{
    *panel = (struct panel){
        .regions = order->dims->regions, .slots = slots->count, .cells = order->dims->cells};
    panel->value = calloc((size_t)order->dims->quarters * (panel->regions + 1) *
                              (panel->slots + 1) * panel->cells,
                          sizeof *panel->value);
    return panel->value == NULL ? DI_ERR_MEMORY : DI_OK;
}

void panel_destroy(struct panel *panel)
{
    free(panel->value);
    panel->value = NULL;
}

/* Adds to the place itself and to the totals it belongs to. */
static void add(struct panel *panel, uint32_t quarter, uint32_t region, uint32_t slot,
                uint32_t cell, double value)
{
    if (value == 0.0)
        return;
    panel_at(panel, quarter, region, slot)[cell] += value;
    panel_at(panel, quarter, 0, slot)[cell] += value;
    panel_at(panel, quarter, region, 0)[cell] += value;
    panel_at(panel, quarter, 0, 0)[cell] += value;
}

static double stock_value(const struct di_result *result, const struct count *count,
                          bool by_origin, uint32_t quarter, uint32_t region, uint32_t setting,
                          uint32_t cell)
{
    const struct di_result_dims *dims = &result->dims;
    const size_t here = di_result_stock_index(dims, quarter, region, setting, cell);
    if (count->source == COUNT_CHILD_YEARS)
        return di_time_years(by_origin ? result->child_time_origin[here]
                                       : result->child_time[here]);
    if (count->source == COUNT_STOCK_END)
        return by_origin ? result->stock_origin[here] : result->stock[here];
    if (quarter == 0) {
        const size_t start = di_result_stock_index(dims, 0, region, setting, cell);
        return by_origin ? result->opening_origin[start] : result->opening[start];
    }
    const size_t before = di_result_stock_index(dims, quarter - 1, region, setting, cell);
    return by_origin ? result->stock_origin[before] : result->stock[before];
}

/* Regions in the order of their ids: times are sums of fractions, which depend on the order. */
static void fill_stock(struct panel *panel, const struct panel_order *order,
                       const struct panel_slots *slots, const struct count *count,
                       bool by_origin, const struct di_result *result)
{
    for (uint32_t quarter = 0; quarter < order->dims->quarters; quarter++)
        for (uint32_t rank = 0; rank < panel->regions; rank++)
            for (uint32_t slot = 1; slot <= slots->count; slot++)
                for (uint32_t cell = 0; cell < panel->cells; cell++)
                    add(panel, quarter, rank + 1, slot, cell,
                        stock_value(result, count, by_origin, quarter, order->region_at[rank],
                                    slots->settings[slot - 1], cell));
}

static uint32_t classes_of(const struct panel_order *order, uint16_t place)
{
    return place < order->dims->settings ? order->classes[place]
                                         : place_class_of(order->model, place);
}

static void fill_flows(struct panel *panel, const struct panel_order *order,
                       const struct panel_slots *slots, const struct count *count,
                       bool by_origin, const struct di_result *result)
{
    const bool arrivals = count->source == COUNT_ARRIVALS;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        const struct di_flow_key *key = &flow->key;
        const uint16_t at = arrivals ? key->to : key->from;
        const uint16_t other = arrivals ? key->from : key->to;
        if (at >= order->dims->settings || slots->slot_of[at] == 0 ||
            !place_group_has(count->other, classes_of(order, other)) ||
            (count->only_unplanned && key->move != DI_MOVE_UNPLANNED))
            continue;
        const uint16_t residence = arrivals ? key->to_region : key->from_region;
        const uint32_t region = order->region_rank[by_origin ? key->origin : residence] + 1;
        for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
            const struct di_flow_entry *entry = &result->entries[e];
            add(panel, entry->quarter, region, slots->slot_of[at], entry->cell, entry->count);
        }
    }
}

/* Money goes to the first cell, that of all rows which show it; what belongs to no setting or
 * no region is in the totals only. */
static void fill_costs(struct panel *panel, const struct panel_order *order,
                       const struct panel_slots *slots, const struct count *count,
                       uint32_t replication)
{
    const struct cost_sheet *costs = &order->costs;
    for (uint32_t a = 0; a < costs->accounts; a++) {
        const struct di_cost_account account = di_cost_book_account(costs->book, a);
        const uint32_t region =
            account.region == DI_NONE ? 0 : order->region_rank[account.region] + 1;
        const uint32_t slot = account.setting == DI_NONE ? 0 : slots->slot_of[account.setting];
        if (count->cost_classes != 0 && (count->cost_classes >> account.cost_class & 1u) == 0)
            continue;
        for (uint32_t quarter = 0; quarter < costs->quarters; quarter++) {
            int64_t cents = cost_sheet_at(costs, replication, quarter, a);
            if (count->is_discounted)
                cents = cost_sheet_discounted(costs, replication, quarter, cents);
            const double money = (double)cents; /* cents: whole numbers add up exactly */
            panel_at(panel, quarter, 0, 0)[0] += money;
            if (region > 0)
                panel_at(panel, quarter, region, 0)[0] += money;
            if (slot > 0)
                panel_at(panel, quarter, 0, slot)[0] += money;
            if (region > 0 && slot > 0)
                panel_at(panel, quarter, region, slot)[0] += money;
        }
    }
}

/* Places have no people: they stand in the first cell, that of all rows. */
static void fill_places(struct panel *panel, const struct panel_order *order,
                        const struct panel_slots *slots, const struct count *count,
                        const struct di_result *result)
{
    for (uint32_t quarter = 0; quarter < order->dims->quarters; quarter++)
        for (uint32_t rank = 0; rank < panel->regions; rank++)
            for (uint32_t slot = 1; slot <= slots->count; slot++)
                add(panel, quarter, rank + 1, slot, 0,
                    result->places[di_result_place_index(order->dims, quarter,
                                                         order->region_at[rank],
                                                         slots->settings[slot - 1]) +
                                   count->place]);
}

/* By region alone: of no setting. */
static void fill_marks(struct panel *panel, const struct panel_order *order,
                       const struct count *count, const struct di_result *result)
{
    for (uint32_t quarter = 0; quarter < order->dims->quarters; quarter++)
        for (uint32_t rank = 0; rank < panel->regions; rank++) {
            const int32_t *marks =
                result->marks +
                di_result_mark_index(order->dims, quarter, order->region_at[rank], count->mark);
            for (uint32_t cell = 0; cell < panel->cells; cell++) {
                panel_at(panel, quarter, rank + 1, 0)[cell] += marks[cell];
                panel_at(panel, quarter, 0, 0)[cell] += marks[cell];
            }
        }
}

static void fill_gap(struct panel *panel, const struct panel_order *order,
                     const struct di_result *result)
{
    const struct di_cost_plan *plan = order->model->cost_plan;
    struct budget_year *years = calloc((size_t)plan->years + 1, sizeof *years);
    for (uint32_t s = 0; years != NULL && s < plan->source_count; s++) {
        if (budget_account(&order->costs, result, result->replication, s, years) != DI_OK)
            break;
        for (uint32_t y = 0; y < plan->years; y++)
            panel_at(panel, budget_last_quarter(order->model, y), 0, 0)[0] +=
                (double)years[y].gap;
    }
    free(years);
}

void panel_fill(struct panel *panel, const struct panel_order *order,
                const struct panel_slots *slots, const struct count *count, bool by_origin,
                const struct di_result *result)
{
    if (count->source == COUNT_BUDGET_GAP)
        fill_gap(panel, order, result);
    else if (count->source == COUNT_MARK)
        fill_marks(panel, order, count, result);
    else if (count->source == COUNT_PLACES)
        fill_places(panel, order, slots, count, result);
    else if (count->source == COUNT_COST)
        fill_costs(panel, order, slots, count, result->replication);
    else if (count->source == COUNT_ARRIVALS || count->source == COUNT_DEPARTURES)
        fill_flows(panel, order, slots, count, by_origin, result);
    else
        fill_stock(panel, order, slots, count, by_origin, result);
}

static double expected_stock(const struct di_cohort *cohort, enum count_source source,
                             uint32_t quarter, uint32_t region, uint32_t setting,
                             uint32_t adult)
{
    const size_t at = di_cohort_index(cohort, quarter, region, setting, adult);
    if (source == COUNT_CHILD_YEARS)
        return cohort->child_years[at];
    if (source == COUNT_STOCK_END)
        return cohort->stock[at];
    return quarter == 0
               ? cohort->opening[at]
               : cohort->stock[di_cohort_index(cohort, quarter - 1, region, setting, adult)];
}

static void fill_expected_flow(struct panel *panel, const struct panel_order *order,
                               const struct panel_slots *slots, const struct count *count,
                               const struct di_cohort_flow *flow)
{
    const bool arrivals = count->source == COUNT_ARRIVALS;
    const uint16_t at = arrivals ? flow->to : flow->from;
    const uint16_t other = arrivals ? flow->from : flow->to;
    if (at >= order->dims->settings || slots->slot_of[at] == 0 ||
        !place_group_has(count->other, classes_of(order, other)))
        return;
    for (uint32_t quarter = 0; quarter < order->dims->quarters; quarter++)
        for (uint32_t adult = 0; adult < 2; adult++)
            add(panel, quarter, order->region_rank[flow->region] + 1, slots->slot_of[at], adult,
                flow->count[2 * quarter + adult]);
}

void panel_fill_expected(struct panel *panel, const struct panel_order *order,
                         const struct panel_slots *slots, const struct count *count,
                         const struct di_cohort *cohort)
{
    const bool is_flow = count->source == COUNT_ARRIVALS || count->source == COUNT_DEPARTURES;
    for (uint32_t rank = 0; rank < panel->regions; rank++) { /* by id: sums of fractions */
        const uint16_t region = order->region_at[rank];
        for (uint32_t f = 0; is_flow && f < cohort->flow_count; f++)
            if (cohort->flows[f].region == region)
                fill_expected_flow(panel, order, slots, count, &cohort->flows[f]);
        for (uint32_t quarter = 0; !is_flow && quarter < order->dims->quarters; quarter++)
            for (uint32_t slot = 1; slot <= slots->count; slot++)
                for (uint32_t adult = 0; adult < 2; adult++)
                    add(panel, quarter, rank + 1, slot, adult,
                        expected_stock(cohort, count->source, quarter, region,
                                       slots->settings[slot - 1], adult));
    }
}
