/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums that balance.csv and flows.csv stand in.
 *
 * What a count of indicators and the moves it is made of leave between them (people over 18,
 * moves the indicator does not count) is a cell as well: a small one may not be told.
 */
#include <math.h>

#include "account_cells.h"

struct sum {
    struct suppression *s;
    size_t begun; /* terms before it */
};

static struct sum begin(struct suppression *s)
{
    return (struct sum){s, s->disclosure.term_count};
}

static void add(const struct sum *sum, uint32_t cell, int32_t coefficient)
{
    if (cell != NO_CELL)
        di_disclosure_add_term(&sum->s->disclosure, cell, coefficient);
}

static void end(const struct sum *sum)
{
    di_disclosure_end_relation(&sum->s->disclosure);
}

/* Ends a sum whose cells leave something out. */
static void end_with_rest(const struct sum *sum)
{
    const double rest = di_disclosure_rest(&sum->s->disclosure);
    if (fabs(rest) > 1e-6)
        add(sum, suppression_add_cell(sum->s, fabs(rest), IMPORTANCE_UNREAD),
            rest > 0 ? -1 : 1);
    end(sum);
}

static void give_up(const struct sum *sum)
{
    sum->s->disclosure.term_count = sum->begun;
}

/* ---- stocks ---- */

static void add_stock(const struct sum *sum, const struct account_cells *accounts,
                      uint32_t period, uint32_t region, uint32_t setting, int32_t coefficient)
{
    struct suppression *s = sum->s;
    const uint32_t own = accounts->stocks[account_cells_at(accounts, period, region, setting)];
    const uint32_t measure = accounts->stock_measure[setting];
    if (own != NO_CELL) {
        add(sum, own, coefficient);
        return;
    }
    add(sum, suppression_cell(s, measure, period, region, setting, CELL_CHILDREN), coefficient);
    add(sum, suppression_cell(s, measure, period, region, setting, CELL_ADULTS), coefficient);
}

static void relate_stocks(struct suppression *s, const struct account_cells *accounts,
                          uint32_t period)
{
    for (uint32_t region = 0; region < accounts->regions; region++) {
        struct sum sum = begin(s);
        add_stock(&sum, accounts, period, region, 0, -1);
        for (uint32_t setting = 1; setting < accounts->settings; setting++)
            if (account_cells_has(s, setting))
                add_stock(&sum, accounts, period, region, setting, 1);
        end(&sum);
    }
    for (uint32_t setting = 0; setting < accounts->settings; setting++) {
        if (!account_cells_has(s, setting))
            continue;
        struct sum sum = begin(s);
        add_stock(&sum, accounts, period, 0, setting, -1);
        for (uint32_t region = 1; region < accounts->regions; region++)
            add_stock(&sum, accounts, period, region, setting, 1);
        end(&sum);
    }
}

/* Indicators of stocks with the places they add up, where those are cells of their own, as on
 * the first day; by region of residence. */
static void relate_stock_measures(struct suppression *s, const struct account_cells *accounts,
                                  uint32_t period)
{
    for (uint32_t m = 0; m < s->measure_count; m++) {
        const struct count *count = s->measures[m].count;
        if ((count->source != COUNT_STOCK_END && count->source != COUNT_STOCK_START) ||
            count->people != COUNT_EVERYONE)
            continue;
        const uint32_t regions = s->measures[m].by_origin ? 1 : accounts->regions;
        for (uint32_t region = 0; region < regions; region++) {
            struct sum sum = begin(s);
            const uint32_t children = suppression_cell(s, m, period, region, 0, CELL_CHILDREN);
            add(&sum, children, -1);
            add(&sum, suppression_cell(s, m, period, region, 0, CELL_ADULTS), -1);
            bool is_whole = children != NO_CELL;
            for (uint32_t setting = 1; setting < accounts->settings; setting++) {
                if (!suppression_measure_has(s, m, setting))
                    continue;
                is_whole = is_whole && account_cells_has(s, setting);
                if (is_whole)
                    add_stock(&sum, accounts, period, region, setting, 1);
            }
            if (is_whole)
                end_with_rest(&sum);
            else
                give_up(&sum);
        }
    }
}

/* ---- moves ---- */

static uint32_t group_cell(const struct account_cells *accounts, uint32_t group, uint32_t year,
                           uint32_t region)
{
    return accounts->groups[group].first_cell + year * (accounts->regions - 1) + region - 1;
}

/* Moves counted by an indicator, at a setting or at all (0), of the nation by rows of
 * flows.csv, of a region by groups. */
static void add_moves(const struct sum *sum, const struct account_cells *accounts,
                      uint64_t counted_by, bool is_arrival, uint32_t year, uint32_t region,
                      uint32_t setting)
{
    if (region > 0) {
        for (uint32_t g = 0; g < accounts->group_count; g++) {
            const struct move_group *group = &accounts->groups[g];
            if ((group->counted_by & counted_by) != 0 && group->is_arrival == is_arrival &&
                (setting == 0 || group->setting == setting))
                add(sum, group_cell(accounts, g, year, region), 1);
        }
        return;
    }
    for (uint32_t f = 0; f < accounts->flow_count; f++) {
        const struct nation_flow *flow = &accounts->flows[f];
        const uint32_t g = is_arrival ? flow->arrivals : flow->departures;
        if (g != NO_GROUP && (accounts->groups[g].counted_by & counted_by) != 0 &&
            (setting == 0 || accounts->groups[g].setting == setting))
            add(sum, flow->first_cell + year, 1);
    }
}

static void relate_count(struct suppression *s, const struct account_cells *accounts,
                         uint32_t index, uint32_t year, uint32_t region, uint32_t setting)
{
    const struct move_count *count = &accounts->counts[index];
    struct sum sum = begin(s);
    for (int k = 0; k < MOVE_INDICATORS; k++) {
        const uint32_t m = count->measures[k];
        if (m == NO_MEASURE)
            continue;
        const uint32_t children =
            suppression_cell(s, m, year + 1, region, setting, CELL_CHILDREN);
        if (children == NO_CELL) {
            give_up(&sum);
            return;
        }
        add(&sum, children, -1);
        if (s->measures[m].count->people != COUNT_ALL_AGES)
            add(&sum, suppression_cell(s, m, year + 1, region, setting, CELL_ADULTS), -1);
    }
    add_moves(&sum, accounts, UINT64_C(1) << index, count->count.source == COUNT_ARRIVALS, year,
              region, setting);
    end_with_rest(&sum);
}

/* Settings at which a count is a cell: of several of a family, the first is enough. */
static bool is_cell_of(const struct suppression *s, const struct account_cells *accounts,
                       uint32_t index, uint32_t setting)
{
    const struct move_count *count = &accounts->counts[index];
    if (setting == 0)
        return true;
    const uint32_t place = s->order.setting_at[setting - 1];
    if (!place_group_has(count->count.at, s->order.classes[place]))
        return false;
    for (uint32_t k = 0; k < index && count->indicators[0] == NULL; k++) {
        const struct move_count *other = &accounts->counts[k];
        if (s->measures[other->measures[0]].family == s->measures[count->measures[0]].family &&
            place_group_has(other->count.at, s->order.classes[place]))
            return false;
    }
    return true;
}

static void relate_counts(struct suppression *s, const struct account_cells *accounts,
                          uint32_t year)
{
    for (uint32_t k = 0; k < accounts->count_count; k++)
        for (uint32_t setting = 0; setting < accounts->settings; setting++) {
            if (!is_cell_of(s, accounts, k, setting))
                continue;
            const uint32_t regions = accounts->counts[k].is_national ? 1 : accounts->regions;
            for (uint32_t region = 0; region < regions; region++)
                relate_count(s, accounts, k, year, region, setting);
        }
}

/* Of the nation: whom shares of first placements found no place for came by the ladder, with
 * those whom the shares leave to it. */
static void relate_refused(struct suppression *s, const struct account_cells *accounts,
                           uint32_t year)
{
    const uint32_t m = suppression_measure(s, "C_first_place_refused");
    const uint32_t refused = suppression_cell(s, m, year + 1, 0, 0, CELL_CHILDREN);
    if (refused == NO_CELL)
        return;
    struct sum sum = begin(s);
    add(&sum, refused, -1);
    for (uint32_t f = 0; f < accounts->flow_count; f++) {
        const struct nation_flow *flow = &accounts->flows[f];
        if (flow->move == DI_MOVE_UNPLANNED &&
            (flow->from == DI_FROM_OUTSIDE_NEW || flow->from == DI_FROM_OUTSIDE_RETURN))
            add(&sum, flow->first_cell + year, 1);
    }
    end_with_rest(&sum);
}

/* A group in all regions is the rows of flows.csv that belong to it. */
static void relate_groups(struct suppression *s, const struct account_cells *accounts,
                          uint32_t year)
{
    for (uint32_t g = 0; g < accounts->group_count; g++) {
        struct sum sum = begin(s);
        for (uint32_t f = 0; f < accounts->flow_count; f++)
            if (accounts->flows[f].arrivals == g || accounts->flows[f].departures == g)
                add(&sum, accounts->flows[f].first_cell + year, -1);
        for (uint32_t region = 1; region < accounts->regions; region++)
            add(&sum, group_cell(accounts, g, year, region), 1);
        end(&sum);
    }
}

/* Entries or exits of a place: by what they are made of, and as parts of totals. */
static void relate_entries(struct suppression *s, const struct account_cells *accounts,
                           const uint32_t *cells, bool is_arrival, uint32_t year)
{
    for (uint32_t setting = 0; setting < accounts->settings; setting++) {
        if (!account_cells_has(s, setting))
            continue;
        struct sum sum = begin(s);
        for (uint32_t region = 0; region < accounts->regions; region++)
            add(&sum, cells[account_cells_at(accounts, year, region, setting)],
                region == 0 ? -1 : 1);
        end(&sum);
        sum = begin(s);
        add(&sum, cells[account_cells_at(accounts, year, 0, setting)], -1);
        for (uint32_t f = 0; f < accounts->flow_count; f++) {
            const uint32_t g =
                is_arrival ? accounts->flows[f].arrivals : accounts->flows[f].departures;
            if (g != NO_GROUP &&
                (setting == 0 ? account_cells_has(s, accounts->groups[g].setting)
                              : accounts->groups[g].setting == setting))
                add(&sum, accounts->flows[f].first_cell + year, 1);
        }
        end(&sum);
    }
    for (uint32_t region = 0; region < accounts->regions; region++) {
        struct sum sum = begin(s);
        for (uint32_t setting = 0; setting < accounts->settings; setting++)
            add(&sum, cells[account_cells_at(accounts, year, region, setting)],
                setting == 0 ? -1 : 1);
        end(&sum);
        for (uint32_t setting = 1; region > 0 && setting < accounts->settings; setting++) {
            if (!account_cells_has(s, setting))
                continue;
            sum = begin(s);
            add(&sum, cells[account_cells_at(accounts, year, region, setting)], -1);
            for (uint32_t g = 0; g < accounts->group_count; g++)
                if (accounts->groups[g].setting == setting &&
                    accounts->groups[g].is_arrival == is_arrival)
                    add(&sum, group_cell(accounts, g, year, region), 1);
            end(&sum);
        }
    }
}

/* opening + entries - exits = closing */
static void relate_accounts(struct suppression *s, const struct account_cells *accounts,
                            uint32_t year)
{
    for (uint32_t region = 0; region < accounts->regions; region++)
        for (uint32_t setting = 0; setting < accounts->settings; setting++) {
            if (!account_cells_has(s, setting))
                continue;
            const size_t at = account_cells_at(accounts, year, region, setting);
            struct sum sum = begin(s);
            add_stock(&sum, accounts, year, region, setting, 1);
            add(&sum, accounts->entries[at], 1);
            add(&sum, accounts->exits[at], -1);
            add_stock(&sum, accounts, year + 1, region, setting, -1);
            end(&sum);
        }
}

void account_cells_relate(struct suppression *s, const struct account_cells *accounts)
{
    for (uint32_t period = 0; period <= accounts->years; period++) {
        relate_stocks(s, accounts, period);
        relate_stock_measures(s, accounts, period);
    }
    for (uint32_t year = 0; year < accounts->years; year++) {
        relate_counts(s, accounts, year);
        relate_refused(s, accounts, year);
        relate_groups(s, accounts, year);
        relate_entries(s, accounts, accounts->entries, true, year);
        relate_entries(s, accounts, accounts->exits, false, year);
        relate_accounts(s, accounts, year);
    }
}
