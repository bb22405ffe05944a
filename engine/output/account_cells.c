/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of accounts and flows: which there are, and how many people they are. */
#include "account_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tables.h"

/* ---- indicators that count moves ---- */

/* Some of the moves, which can be all of them. Deaths and the like are counts of moves as they
 * stand. */
static const struct move_count parts[] = {
    {.indicators = {"K19_aged_out_aftercare", "K19_aged_out_independent", "K19_aged_out_home"},
     .count = {.source = COUNT_DEPARTURES,
               .at = {PLACE_CARE, 0},
               .other = {PLACE_AGED_OUT, 0}}},
    {.indicators = {"K19_aged_out_adult_institution", NULL},
     .count = {.source = COUNT_DEPARTURES,
               .at = {PLACE_CARE, 0},
               .other = {PLACE_ADULT_INSTITUTION, 0}}},
    {.indicators = {"K13_breakdowns", NULL},
     .count = {.source = COUNT_DEPARTURES,
               .at = {PLACE_FAMILY | PLACE_HOMES | PLACE_SUPPORTED, 0},
               .other = {PLACE_ANY, 0},
               .only_unplanned = true}},
    {.indicators = {"K13_children_of_families_lost", NULL},
     .count = {.source = COUNT_DEPARTURES,
               .at = {PLACE_FOSTER, 0},
               .other = {PLACE_ANY, 0},
               .only_unplanned = true}},
    {.indicators = {"K17_departures", NULL},
     .count = {.source = COUNT_DEPARTURES,
               .at = {PLACE_INSTITUTION, 0},
               .other = {PLACE_ANY, 0}}},
    {.indicators = {"C_shock_discharged", NULL},
     .count = {.source = COUNT_DEPARTURES, .at = {PLACE_CARE, 0}, .other = {PLACE_HOME, 0}}},
    {.indicators = {"C_shock_evacuated", NULL},
     .count = {.source = COUNT_DEPARTURES, .at = {PLACE_CARE, 0}, .other = {PLACE_CARE, 0}}},
    {.indicators = {"C_supply_induced_entries", NULL},
     .count = {.source = COUNT_ARRIVALS,
               .at = {PLACE_INSTITUTION, 0},
               .other = {PLACE_OUTSIDE_NEW | PLACE_OUTSIDE_RETURN, 0}},
     .is_national = true},
    {.indicators = {"K11_entries_assessed", NULL},
     .count = {.source = COUNT_ARRIVALS,
               .at = {PLACE_CARE, 0},
               .other = {PLACE_OUTSIDE_NEW | PLACE_OUTSIDE_RETURN, 0}},
     .is_national = true},
    {.indicators = {"K14_returns", NULL},
     .count = {.source = COUNT_DEPARTURES, .at = {PLACE_CARE, 0}, .other = {PLACE_HOME, 0}},
     .is_national = true},
};

/* False without room: a count left out would be a hole in the guard. */
static bool add_count(struct account_cells *accounts, const struct move_count *count)
{
    if (accounts->count_count == MOVE_COUNTS_MAX)
        return false;
    accounts->counts[accounts->count_count++] = *count;
    return true;
}

static bool list_counts(const struct suppression *s, struct account_cells *accounts)
{
    for (uint32_t m = 0; m < s->measure_count; m++) {
        const struct count *count = s->measures[m].count;
        const bool is_of_moves =
            (count->source == COUNT_ARRIVALS || count->source == COUNT_DEPARTURES) &&
            (count->people == COUNT_EVERYONE || count->people == COUNT_ALL_AGES);
        const struct move_count whole = {.count = *count,
                                         .measures = {m, NO_MEASURE, NO_MEASURE},
                                         .is_national = s->measures[m].by_origin};
        if (is_of_moves && !add_count(accounts, &whole))
            return false;
    }
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        struct move_count part = parts[k];
        for (int i = 0; i < MOVE_INDICATORS; i++)
            part.measures[i] = part.indicators[i] == NULL
                                   ? NO_MEASURE
                                   : suppression_measure(s, part.indicators[i]);
        if (!add_count(accounts, &part))
            return false;
    }
    return true;
}

static uint64_t counted_by(const struct suppression *s, const struct account_cells *accounts,
                           const struct nation_flow *flow, bool is_arrival)
{
    const uint32_t at = place_class_of(s->model, is_arrival ? flow->to : flow->from);
    const uint32_t other = place_class_of(s->model, is_arrival ? flow->from : flow->to);
    uint64_t bits = 0;
    for (uint32_t k = 0; k < accounts->count_count; k++) {
        const struct count *count = &accounts->counts[k].count;
        if ((count->source == COUNT_ARRIVALS) == is_arrival && place_group_has(count->at, at) &&
            place_group_has(count->other, other) &&
            (!count->only_unplanned || flow->move == DI_MOVE_UNPLANNED))
            bits |= UINT64_C(1) << k;
    }
    return bits;
}

/* ---- flows of the nation, and groups of moves ---- */

static struct nation_flow flow_of(const struct suppression *s, const struct di_flow_key *key)
{
    return (struct nation_flow){.from = flow_table_place(s->model, key->from, true),
                                .to = flow_table_place(s->model, key->to, false),
                                .move = key->move};
}

static int compare_flows(const void *a, const void *b)
{
    const struct nation_flow *x = a, *y = b; /* equal ones are alike */
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->move < y->move ? -1 : x->move > y->move;
}

static const struct nation_flow *find_flow(const struct account_cells *accounts,
                                           const struct nation_flow *key)
{
    return bsearch(key, accounts->flows, accounts->flow_count, sizeof *key, compare_flows);
}

static bool list_flows(const struct suppression *s, struct account_cells *accounts)
{
    size_t all = 0, used = 0;
    for (uint32_t i = 0; i < s->set->count; i++)
        all += s->set->results[i]->flow_count;
    accounts->flows = calloc(all + 1, sizeof *accounts->flows);
    if (accounts->flows == NULL)
        return false;
    for (uint32_t i = 0; i < s->set->count; i++)
        for (uint32_t f = 0; f < s->set->results[i]->flow_count; f++)
            accounts->flows[used++] = flow_of(s, &s->set->results[i]->flows[f].key);
    qsort(accounts->flows, used, sizeof *accounts->flows, compare_flows);
    for (size_t k = 0; k < used; k++)
        if (accounts->flow_count == 0 ||
            compare_flows(&accounts->flows[accounts->flow_count - 1], &accounts->flows[k]) != 0)
            accounts->flows[accounts->flow_count++] = accounts->flows[k];
    return true;
}

static uint32_t group_of(const struct suppression *s, struct account_cells *accounts,
                         const struct nation_flow *flow, bool is_arrival)
{
    const uint16_t at = is_arrival ? flow->to : flow->from;
    const uint64_t bits = counted_by(s, accounts, flow, is_arrival);
    if (at >= s->model->setting_count ||
        (bits == 0 && !setting_has_balance(&s->model->settings[at])))
        return NO_GROUP;
    const uint32_t setting = s->order.setting_rank[at] + 1;
    uint32_t group = 0;
    while (group < accounts->group_count && (accounts->groups[group].setting != setting ||
                                             accounts->groups[group].is_arrival != is_arrival ||
                                             accounts->groups[group].counted_by != bits))
        group++;
    if (group == accounts->group_count)
        accounts->groups[accounts->group_count++] = (struct move_group){
            .setting = setting, .is_arrival = is_arrival, .counted_by = bits};
    return group;
}

static bool list_groups(const struct suppression *s, struct account_cells *accounts)
{
    accounts->groups = calloc((size_t)accounts->flow_count * 2 + 1, sizeof *accounts->groups);
    if (accounts->groups == NULL)
        return false;
    for (uint32_t f = 0; f < accounts->flow_count; f++) {
        accounts->flows[f].arrivals = group_of(s, accounts, &accounts->flows[f], true);
        accounts->flows[f].departures = group_of(s, accounts, &accounts->flows[f], false);
    }
    return true;
}

/* ---- people ---- */

struct sums {                /* over replications */
    double *flows;           /* [flow][year] */
    double *groups;          /* [group][year][region from 1] */
    double *entries, *exits; /* [year][region][setting] */
};

static void add_to_group(const struct account_cells *accounts, double *groups, uint32_t group,
                         uint32_t year, uint32_t region, double people)
{
    if (group != NO_GROUP)
        groups[((size_t)group * accounts->years + year) * (accounts->regions - 1) + region] +=
            people;
}

static void add_flow(const struct suppression *s, const struct account_cells *accounts,
                     const struct di_result *result, const struct di_flow *flow,
                     const uint32_t *year_of, struct sums *sums)
{
    const struct nation_flow key = flow_of(s, &flow->key);
    const struct nation_flow *row = find_flow(accounts, &key);
    for (uint32_t e = flow->first; e < flow->first + flow->count; e++) {
        const struct di_flow_entry *entry = &result->entries[e];
        if (!di_result_cell_is_everyone(&result->dims, entry->cell))
            continue;
        const uint32_t year = year_of[entry->quarter];
        sums->flows[(size_t)(row - accounts->flows) * accounts->years + year] += entry->count;
        add_to_group(accounts, sums->groups, row->arrivals, year,
                     s->order.region_rank[flow->key.to_region], entry->count);
        if (flow->key.from < s->model->setting_count)
            add_to_group(accounts, sums->groups, row->departures, year,
                         s->order.region_rank[flow->key.from_region], entry->count);
    }
}

static double people_in(const struct di_result *result, const int32_t *stock, uint32_t quarter,
                        uint32_t region, uint32_t setting)
{
    double people = 0;
    for (uint32_t cell = 0; cell < result->dims.cells; cell++)
        if (di_result_cell_is_everyone(&result->dims, cell))
            people +=
                stock[di_result_stock_index(&result->dims, quarter, region, setting, cell)];
    return people;
}

/* Stocks at the end of a year's last quarter; those of the first day as period 0. */
static void add_stocks(const struct suppression *s, struct account_cells *accounts,
                       const struct di_result *result, uint32_t period, uint32_t quarter)
{
    const int32_t *stock = period == 0 ? result->opening : result->stock;
    for (uint32_t region = 1; region < accounts->regions; region++)
        for (uint32_t setting = 1; setting < accounts->settings; setting++) {
            if (!account_cells_has(s, setting))
                continue;
            const double people =
                people_in(result, stock, period == 0 ? 0 : quarter,
                          s->order.region_at[region - 1], s->order.setting_at[setting - 1]);
            const uint32_t places[4][2] = {
                {region, setting}, {region, 0}, {0, setting}, {0, 0}};
            for (int k = 0; k < 4; k++)
                accounts->everyone[account_cells_at(accounts, period, places[k][0],
                                                    places[k][1])] += people;
        }
}

static void count_people(const struct suppression *s, struct account_cells *accounts,
                         const uint32_t *year_of, struct sums *sums)
{
    const uint32_t quarters = s->set->results[0]->dims.quarters;
    for (uint32_t i = 0; i < s->set->count; i++) {
        const struct di_result *result = s->set->results[i];
        for (uint32_t f = 0; f < result->flow_count; f++)
            add_flow(s, accounts, result, &result->flows[f], year_of, sums);
        add_stocks(s, accounts, result, 0, 0);
        for (uint32_t q = 0; q < quarters; q++)
            if (q + 1 == quarters || year_of[q + 1] != year_of[q])
                add_stocks(s, accounts, result, year_of[q] + 1, q);
    }
    for (size_t at = 0; at < account_cells_at(accounts, accounts->years + 1, 0, 0); at++)
        accounts->everyone[at] /= s->set->count;
}

/* ---- cells ---- */

static enum importance importance_of_place(uint32_t region)
{
    return region == 0 ? IMPORTANCE_NATION_ACCOUNT : IMPORTANCE_ACCOUNT;
}

static void add_flow_cells(struct suppression *s, struct account_cells *accounts,
                           const struct sums *sums)
{
    const double n = s->set->count;
    const size_t years = accounts->years, regions = accounts->regions - 1;
    for (uint32_t f = 0; f < accounts->flow_count; f++)
        for (uint32_t year = 0; year < years; year++) {
            const uint32_t cell = suppression_add_cell(s, sums->flows[f * years + year] / n,
                                                       IMPORTANCE_NATION_ACCOUNT);
            if (year == 0)
                accounts->flows[f].first_cell = cell;
        }
    for (uint32_t g = 0; g < accounts->group_count; g++)
        for (size_t k = 0; k < years * regions; k++) {
            const uint32_t cell = suppression_add_cell(
                s, sums->groups[g * years * regions + k] / n, IMPORTANCE_UNREAD);
            if (k == 0)
                accounts->groups[g].first_cell = cell;
        }
}

/* Entries and exits of places and their totals from the groups that make them. */
static void add_up_groups(const struct account_cells *accounts, struct sums *sums)
{
    const uint32_t regions = accounts->regions - 1;
    for (uint32_t g = 0; g < accounts->group_count; g++) {
        const struct move_group *group = &accounts->groups[g];
        double *moves = group->is_arrival ? sums->entries : sums->exits;
        for (uint32_t year = 0; year < accounts->years; year++)
            for (uint32_t region = 0; region < regions; region++) {
                const double people =
                    sums->groups[((size_t)g * accounts->years + year) * regions + region];
                moves[account_cells_at(accounts, year, region + 1, group->setting)] += people;
                moves[account_cells_at(accounts, year, region + 1, 0)] += people;
                moves[account_cells_at(accounts, year, 0, group->setting)] += people;
                moves[account_cells_at(accounts, year, 0, 0)] += people;
            }
    }
}

static uint32_t find_stock_measure(const struct suppression *s, uint32_t setting)
{
    for (uint32_t m = 0; m < s->measure_count; m++) {
        const struct count *count = s->measures[m].count;
        if ((count->source == COUNT_STOCK_END || count->source == COUNT_STOCK_START) &&
            count->people == COUNT_EVERYONE && !s->measures[m].by_origin &&
            suppression_measure_has(s, m, setting) &&
            suppression_cell(s, m, 1, 0, setting, CELL_CHILDREN) != NO_CELL)
            return m;
    }
    return NO_MEASURE;
}

/* Children and adults of a place are cells of indicators; adults no table has become one. */
static void add_stock_cell(struct suppression *s, struct account_cells *accounts,
                           uint32_t period, uint32_t region, uint32_t setting)
{
    const size_t at = account_cells_at(accounts, period, region, setting);
    const uint32_t measure = accounts->stock_measure[setting];
    if (period == 0 || measure == NO_MEASURE) {
        accounts->stocks[at] =
            suppression_add_cell(s, accounts->everyone[at], importance_of_place(region));
        return;
    }
    const uint32_t children =
        suppression_cell(s, measure, period, region, setting, CELL_CHILDREN);
    uint32_t *adults = suppression_slot(s, measure, period, region, setting, CELL_ADULTS);
    if (*adults != NO_CELL || s->disclosure.is_failed)
        return;
    const double rest = accounts->everyone[at] - s->disclosure.value[children];
    *adults = suppression_add_cell(s, rest > 1e-6 ? rest : 0.0, IMPORTANCE_UNREAD);
}

static void add_place_cells(struct suppression *s, struct account_cells *accounts,
                            const struct sums *sums)
{
    const double n = s->set->count;
    for (uint32_t setting = 0; setting < accounts->settings; setting++) {
        accounts->stock_measure[setting] =
            setting == 0 ? NO_MEASURE : find_stock_measure(s, setting);
        if (!account_cells_has(s, setting))
            continue;
        for (uint32_t period = 0; period <= accounts->years; period++)
            for (uint32_t region = 0; region < accounts->regions; region++) {
                add_stock_cell(s, accounts, period, region, setting);
                if (period == accounts->years)
                    continue;
                const size_t at = account_cells_at(accounts, period, region, setting);
                accounts->entries[at] =
                    suppression_add_cell(s, sums->entries[at] / n, importance_of_place(region));
                accounts->exits[at] =
                    suppression_add_cell(s, sums->exits[at] / n, importance_of_place(region));
            }
    }
}

/* ---- creation ---- */

static bool allocate(struct account_cells *accounts)
{
    const size_t places = account_cells_at(accounts, 1, 0, 0);
    accounts->entries = suppression_no_cells(places * accounts->years);
    accounts->exits = suppression_no_cells(places * accounts->years);
    accounts->stocks = suppression_no_cells(places * (accounts->years + 1));
    accounts->everyone = calloc(places * (accounts->years + 1), sizeof *accounts->everyone);
    accounts->stock_measure = calloc(accounts->settings, sizeof *accounts->stock_measure);
    return accounts->entries != NULL && accounts->exits != NULL && accounts->stocks != NULL &&
           accounts->everyone != NULL && accounts->stock_measure != NULL;
}

static bool sums_create(const struct account_cells *accounts, struct sums *sums)
{
    const size_t years = accounts->years;
    const size_t places = account_cells_at(accounts, accounts->years, 0, 0);
    sums->flows = calloc(accounts->flow_count * years + 1, sizeof *sums->flows);
    sums->groups =
        calloc(accounts->group_count * years * accounts->regions + 1, sizeof *sums->groups);
    sums->entries = calloc(places, sizeof *sums->entries);
    sums->exits = calloc(places, sizeof *sums->exits);
    return sums->flows != NULL && sums->groups != NULL && sums->entries != NULL &&
           sums->exits != NULL;
}

enum di_status account_cells_create(struct suppression *s, struct account_cells *accounts)
{
    *accounts = (struct account_cells){
        .years = s->periods - 1, .regions = s->regions, .settings = s->settings};
    if (!list_counts(s, accounts))
        return DI_ERR_LIMIT;
    struct sums sums = {0};
    uint32_t *year_of = suppression_years(s);
    enum di_status status = year_of != NULL && allocate(accounts) && list_flows(s, accounts) &&
                                    list_groups(s, accounts) && sums_create(accounts, &sums)
                                ? DI_OK
                                : DI_ERR_MEMORY;
    if (status == DI_OK) {
        count_people(s, accounts, year_of, &sums);
        add_up_groups(accounts, &sums);
        add_flow_cells(s, accounts, &sums);
        add_place_cells(s, accounts, &sums);
    }
    free(year_of);
    free(sums.flows);
    free(sums.groups);
    free(sums.entries);
    free(sums.exits);
    return status;
}

void account_cells_destroy(struct account_cells *accounts)
{
    free(accounts->flows);
    free(accounts->groups);
    free(accounts->entries);
    free(accounts->exits);
    free(accounts->stocks);
    free(accounts->everyone);
    free(accounts->stock_measure);
    *accounts = (struct account_cells){0};
}

/* ---- answers ---- */

bool account_cells_has(const struct suppression *s, uint32_t setting)
{
    return setting == 0 ||
           setting_has_balance(&s->model->settings[s->order.setting_at[setting - 1]]);
}

static bool is_withheld(const struct suppression *s, uint32_t cell)
{
    return cell != NO_CELL && s->disclosure.is_withheld[cell];
}

bool account_cells_hide(const struct suppression *s, const struct account_cells *accounts,
                        enum account_column column, uint32_t period, uint32_t region,
                        uint32_t setting)
{
    if (column == ACCOUNT_ENTRIES)
        return is_withheld(
            s, accounts->entries[account_cells_at(accounts, period - 1, region, setting)]);
    if (column == ACCOUNT_EXITS)
        return is_withheld(
            s, accounts->exits[account_cells_at(accounts, period - 1, region, setting)]);
    const uint32_t own = accounts->stocks[account_cells_at(accounts, period, region, setting)];
    if (own != NO_CELL)
        return is_withheld(s, own);
    const uint32_t measure = accounts->stock_measure[setting];
    return is_withheld(s,
                       suppression_cell(s, measure, period, region, setting, CELL_CHILDREN)) ||
           is_withheld(s, suppression_cell(s, measure, period, region, setting, CELL_ADULTS));
}

bool account_cells_hide_flow(const struct suppression *s, const struct account_cells *accounts,
                             uint16_t from, uint16_t to, uint8_t move, uint32_t year)
{
    const struct nation_flow key = {.from = from, .to = to, .move = move};
    const struct nation_flow *flow = find_flow(accounts, &key);
    return flow == NULL || is_withheld(s, flow->first_cell + year - 1);
}
