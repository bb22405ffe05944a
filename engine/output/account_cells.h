/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells of balance.csv and flows.csv under small-cell suppression, by calendar year, of people
 * of all ages (docs/decisions/0031).
 *
 * A move stands in many sums: the nation's flows, entries and exits of its two places, counts
 * of indicators. What all of them are made of are the moves of one region between a setting and
 * a group of places that no indicator tells apart. They stand in no table and yet are cells, as
 * small ones may not be told either.
 */
#ifndef DI_ACCOUNT_CELLS_H
#define DI_ACCOUNT_CELLS_H

#include "suppression_cells.h"

enum { MOVE_INDICATORS = 3 }; /* most that add up to one count */

/* An indicator that counts moves, or some of them. */
struct move_count {
    const char *indicators[MOVE_INDICATORS]; /* their sum; after the first they may be NULL */
    struct count count; /* direction, places at both ends, only unplanned ones */
    uint32_t measures[MOVE_INDICATORS]; /* NO_MEASURE: none */
    bool is_national;                   /* regions are those of origin, not of residence */
};

enum { MOVE_COUNTS_MAX = 64 };

/* A row of flows.csv: places as flow_table_place gives them. */
struct nation_flow {
    uint16_t from, to;
    uint8_t move;
    uint32_t arrivals, departures; /* groups of moves at both ends; NO_GROUP: no setting */
    uint32_t first_cell;           /* of consecutive years */
};

#define NO_GROUP UINT32_MAX

/* Moves at one end of a setting that the same indicators count. */
struct move_group {
    uint32_t setting; /* position + 1 */
    bool is_arrival;
    uint64_t counted_by; /* bits: of `parts` in account_cells.c */
    uint32_t first_cell; /* [year][region from 1] */
};

struct account_cells {
    uint32_t years, regions, settings; /* regions and settings with totals */
    struct move_count counts[MOVE_COUNTS_MAX];
    uint32_t count_count;
    struct nation_flow *flows; /* sorted */
    uint32_t flow_count;
    struct move_group *groups;
    uint32_t group_count;
    uint32_t *entries, *exits; /* [year][region][setting], NO_CELL without a balance */
    uint32_t *stocks; /* [period][region][setting]; NO_CELL where cells of indicators stand */
    double *everyone; /* the same: means of stocks */
    uint32_t *stock_measure; /* [setting] whose cells stand for stocks, or NO_MEASURE */
};

/*
 * Cells of all accounts of a run. Free with account_cells_destroy, also after failure.
 * @return DI_OK; DI_ERR_MEMORY; DI_ERR_LIMIT: more indicators count moves than MOVE_COUNTS_MAX
 */
enum di_status account_cells_create(struct suppression *s, struct account_cells *accounts);
void account_cells_destroy(struct account_cells *accounts);

/* What is known to add up. */
void account_cells_relate(struct suppression *s, const struct account_cells *accounts);

/* May it not be shown? Years from 1; the stock of period 0 is that of the first day. */
bool account_cells_hide(const struct suppression *s, const struct account_cells *accounts,
                        enum account_column column, uint32_t period, uint32_t region,
                        uint32_t setting);
bool account_cells_hide_flow(const struct suppression *s, const struct account_cells *accounts,
                             uint16_t from, uint16_t to, uint8_t move, uint32_t year);

/* Does the setting at a position + 1 have accounts? 0, the total, has. */
bool account_cells_has(const struct suppression *s, uint32_t setting);

static inline size_t account_cells_at(const struct account_cells *accounts, uint32_t period,
                                      uint32_t region, uint32_t setting)
{
    return ((size_t)period * accounts->regions + region) * accounts->settings + setting;
}

#endif
