/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What one replication leaves behind: whole-number counts of stocks, child-days and flows.
 * Indicators are computed from these counts alone, in one place (output), so that every table
 * agrees with every other.
 *
 * Periods are calendar quarters from the scenario's start; years are sums of quarters. People
 * are counted in *cells* of the model's person dimensions; see di_result_cells.
 */
#ifndef DI_RESULT_H
#define DI_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "di/closure.h"
#include "di/model.h"
#include "di/status.h"
#include "di/work_result.h"

/** How a move came about (MODEL 8.0, "planned and unplanned moves"). */
enum di_move { DI_MOVE_PLANNED, DI_MOVE_UNPLANNED, DI_MOVE_BY_RATE, DI_MOVES };

/** Origins that are not settings, in flow rows. */
#define DI_FROM_OUTSIDE_NEW (DI_NONE - 1)    /* first entry into care */
#define DI_FROM_OUTSIDE_RETURN (DI_NONE - 2) /* re-entry: the child was home before */

/**
 * Person cells. Margins: cell 0 = children 0-17 in all, 1 = 18 and over, then one cell per age
 * band under 18, per sex, per disability (the last two of children 0-17). Full: the cross
 * age band x sex x disability, 18+ as the last age band.
 */
struct di_result_dims {
    uint32_t regions;
    uint32_t settings;
    uint32_t age_bands; /* 18+ included */
    uint32_t cells;     /* margins: 2 + (age_bands - 1) + 2 + 3; full: age_bands * 2 * 3 */
    bool full_splits;
    uint32_t quarters;
    uint32_t months;
    uint32_t institutions;
};

/** Cells of one person; writes up to 4 indices, returns how many. */
uint32_t di_result_cells(const struct di_result_dims *dims, uint32_t age_band, uint32_t sex,
                         uint32_t disability, uint32_t cells_out[4]);

/** One kind of move between two places of the care system. */
struct di_flow_key {
    uint16_t from;        /* setting index, or DI_FROM_OUTSIDE_* */
    uint16_t to;          /* setting index */
    uint16_t from_region; /* residence before; region of origin for entries */
    uint16_t to_region;   /* residence after */
    uint16_t origin;      /* region of origin of the child */
    uint8_t move;         /* enum di_move */
};

/** Children of one cell who made the move in one quarter; what did not happen has no entry. */
struct di_flow_entry {
    uint32_t flow; /* row in the result's flows */
    uint16_t quarter;
    uint16_t cell;
    int32_t count;
};

struct di_flow {
    struct di_flow_key key;
    uint32_t first; /* entries [first, first + count) of the result, by quarter, then cell */
    uint32_t count;
};

/** Counts of events that are neither a stock nor a move between settings. */
enum di_tally {
    DI_TALLY_REFUSED_BY_RATE, /* a by-rate placement found no place */
    DI_TALLY_PREVENTED,       /* groups avoided by prevention */
    DI_TALLY_PREVENTION_FULL, /* offers refused for lack of a prevention place */
    DI_TALLY_DIVERTED,        /* groups diverted at the gate */
    DI_TALLY_OVERFILL,        /* placements above capacity (on_full overfill) */
    DI_TALLY_OVERRUN,         /* emergency stays past their maximum */
    DI_TALLY_SPLIT_GROUPS,    /* sibling groups placed apart */
    DI_TALLY_SKIPS,
    DI_TALLY_HOLDS,
    DI_TALLY_HOLDS_EXPIRED,
    DI_TALLY_REQUESTS, /* requests made */
    DI_TALLY_AGE_TRANSFERS,
    DI_TALLY_CLOSURES,          /* institutions closed */
    DI_TALLY_CLOSURES_DATED,    /* of them, those that had a deadline */
    DI_TALLY_CLOSURES_ON_TIME,  /* of these, not after it */
    DI_TALLY_DEPARTURES,        /* from institutions under moratorium */
    DI_TALLY_DEPARTURES_PLACED, /* planned to families, group homes, supported living */
    DI_TALLY_DEPARTURES_LATE,   /* after the deadline */
    DI_TALLY_TRANSFERS_REFUSED, /* transfers out of a wind-down */
    DI_TALLY_SUPPLY_INDUCED,    /* children placed because a bed was empty */
    DI_TALLY_GROUPS_IN_CARE,    /* at the end of the quarter: two or more members in care */
    DI_TALLY_GROUPS_APART,      /* of them, not all in one place */
    DI_TALLY_VIABILITY_ALERTS,  /* institutions below their minimum */
    DI_TALLY_PREVENTION_SERVED, /* groups that took a place of prevention */
    DI_TALLY_DIVERSION_FULL,    /* to be diverted, but no place: detained */
    DI_TALLY_DISCHARGED,        /* sent home by a shock, without assessment */
    DI_TALLY_TRACED,            /* found afterwards: discharged less traced is the backlog */
    DI_TALLY_EVACUATED,
    DI_TALLY_EVACUATED_OVER, /* ... to a place above capacity, by host region */
    DI_TALLY_RESERVATIONS_EXPIRED,
    DI_TALLY_CLOSURES_OVERDUE,    /* at the end of the quarter: open after their deadline */
    DI_TALLY_FIRST_PLACE_REFUSED, /* a first placement by share found no place */
    DI_TALLIES
};

/** Children counted apart, by person cells and region (K11 to K13, K19). */
enum di_mark {
    DI_MARK_ENTRY_ASSESSED, /* reviewed at the gate, and entered care; region of origin */
    DI_MARK_BREAKDOWN,      /* a placement broke down */
    DI_MARK_STAYED_ON,      /* turned 18 and stayed; from here down to the stocks people are in
                               the cells of the last age band below 18, whatever their age */
    DI_MARK_AGED_OUT_AFTERCARE, /* in the order of enum di_leaving */
    DI_MARK_AGED_OUT_INDEPENDENT,
    DI_MARK_AGED_OUT_HOME,
    DI_MARK_AGED_OUT_ADULT_INSTITUTION,
    DI_MARK_PLANNED,  /* in formal care at the end of the quarter, with a care plan */
    DI_MARK_REVIEWED, /* ... made or renewed in the last six months */
    DI_MARKS
};
#define DI_MARK_STOCKS_FROM DI_MARK_PLANNED

/** Places by region and setting: how many there are at the end of a quarter, and what happened
 * to them in it. Endless pools have none. */
enum di_place_measure {
    DI_PLACE_LICENSED, /* at the end of the quarter, down to RESTING */
    DI_PLACE_OCCUPIED,
    DI_PLACE_RESERVED, /* for matched children until they move, held for siblings, or out of
                          reach while a family rests */
    DI_PLACE_VACANT,   /* neither */
    DI_PLACE_UNITS,    /* families or buildings with a licence */
    DI_PLACE_EMPTY,    /* of them without a child, and not resting */
    DI_PLACE_WAITING,  /* children of the region who ask for a place of this kind */
    DI_PLACE_EMPTY_WHILE_WAITING, /* EMPTY where WAITING > 0, else 0 */
    DI_PLACE_RESTING,             /* families that rest */
    DI_PLACE_APPLICATIONS,        /* of households, in the quarter; from here on counts */
    DI_PLACE_APPROVALS,           /* families approved */
    DI_PLACE_LEAVERS,             /* families that left */
    DI_PLACE_NET_APPROVALS,       /* approvals less leavers */
    DI_PLACE_BREAKDOWNS,          /* placements that broke down */
    DI_PLACE_LOST_FAMILY,         /* children whose family left */
    DI_PLACE_MEASURES
};
#define DI_PLACE_FLOWS_FROM DI_PLACE_APPLICATIONS

/** Days of families of carers within a quarter, to the instant. */
enum di_family_time {
    DI_FAMILY_TIME,               /* of approved families */
    DI_FAMILY_PLACE_TIME,         /* of their licensed places */
    DI_FAMILY_RESTING_TIME,       /* of those of them that rest */
    DI_FAMILY_RESTING_PLACE_TIME, /* of the places that rest with them */
    DI_FAMILY_TIMES
};

enum di_spell_kind {
    DI_SPELL_WAIT, /* request to placement; region of residence at the request */
    DI_SPELL_HOME  /* return home to re-entry; region of origin */
};

enum di_spell_end {
    DI_SPELL_OPEN,  /* cut by the horizon: the only censoring */
    DI_SPELL_EVENT, /* placed in a family or home; re-entered */
    DI_SPELL_OTHER  /* ended in another way: a competing event, no censoring */
};

#define DI_SPELL_UNDECIDED UINT32_MAX

/** A time somebody waits for the end of, in whole minutes. */
struct di_spell {
    uint32_t from;    /* since the start; 0: there already when the simulation began */
    uint32_t decided; /* after `from`: assessment and care plan complete; or UNDECIDED */
    uint32_t lasts;   /* after `from` */
    uint32_t region : 10;
    uint32_t kind : 2;     /* enum di_spell_kind */
    uint32_t end : 2;      /* enum di_spell_end */
    uint32_t age_band : 3; /* at `from` */
    uint32_t sex : 1;
    uint32_t disability : 2;
};

struct di_result {
    struct di_result_dims dims;
    uint32_t replication;
    uint64_t events;         /* processed calendar events */
    uint64_t children;       /* ever in the system */
    int32_t *opening;        /* [region][setting][cells] stock at day 0 */
    int32_t *opening_origin; /* [origin][setting][cells] */
    int32_t *stock;          /* [quarter][region][setting][cells], end of quarter, residence */
    int32_t *stock_origin;   /* [quarter][origin][setting][cells] */
    int32_t *month_stock;    /* [month][setting][2]: 0-17 and 18+ of the nation */
    int64_t *child_time;     /* [quarter][region][setting][cells], fixed-point days */
    int64_t *child_time_origin; /* [quarter][origin][setting][cells] */
    uint32_t flow_count;
    struct di_flow *flows; /* sorted by key, field by field: order never depends on events */
    uint32_t entry_count;
    struct di_flow_entry *entries; /* of all flows, flow by flow */
    int32_t *tally;                /* [quarter][region][DI_TALLIES] */
    int32_t *marks;                /* [quarter][region][DI_MARKS][cells] */

    /* of listed institutions and group homes, children of all ages */
    int64_t *institution_time;       /* [quarter][institution] fixed-point days */
    double *institution_idle_days;   /* [quarter][institution] double running, of one building's
                                        fixed cost: see struct di_closure */
    struct di_closure *closures;     /* [institution] */
    int32_t *institution_closed_day; /* [institution] or DI_NO_DAY: not closed by the end */
    int32_t *places;                 /* [quarter][region][setting][DI_PLACE_MEASURES] */
    int64_t *family_time;            /* [quarter][region][setting][DI_FAMILY_TIMES], fixed-point
                                        days of enum di_family_time */

    /* Where inputs were drawn for this replication (di/experiment.h); else NULL: the model's.
     */
    int64_t *costs;    /* [quarter][account] cents, as of di_cost_book_fill */
    int64_t *saved;    /* [quarter][sources + 1] cents, as of di_cost_book_savings */
    int64_t *budgeted; /* [source][calendar year] cents: money of the year */
    double *discount;  /* [quarter], as of di_cost_book_discount */

    uint32_t spell_count;
    struct di_spell *spells; /* in the order in which they ended; open ones last */
    struct di_work_result work;
};

/** Cells that together count everyone once: all of the full splits, 0 and 1 of the margins. */
bool di_result_cell_is_everyone(const struct di_result_dims *dims, uint32_t cell);

/** Position in [period][region][setting][cell] arrays: stocks of quarters or months, child
 * time. The opening has period 0 alone. No index is checked. */
size_t di_result_stock_index(const struct di_result_dims *dims, uint32_t period,
                             uint32_t region, uint32_t setting, uint32_t cell);

/** Position of the first cell of a mark in `marks`. */
size_t di_result_mark_index(const struct di_result_dims *dims, uint32_t quarter,
                            uint32_t region, enum di_mark mark);

/** Position of the DI_PLACE_MEASURES numbers of a setting in `places`. */
size_t di_result_place_index(const struct di_result_dims *dims, uint32_t quarter,
                             uint32_t region, uint32_t setting);

/** First day and last day (inclusive, days from the start) of a quarter or month. */
int32_t di_result_quarter_first_day(const struct di_model *model, uint32_t quarter);
int32_t di_result_month_first_day(const struct di_model *model, uint32_t month);
/** First quarter of the next calendar year, or how many quarters there are. */
uint32_t di_result_next_year(const struct di_model *model, uint32_t quarter);
uint32_t di_model_quarters(const struct di_model *model); /* whole or cut quarters covered */
uint32_t di_model_months(const struct di_model *model);

/** Allocates all arrays zeroed; DI_ERR_MEMORY on failure. */
DI_MUST_CHECK enum di_status di_result_create(const struct di_model *model, bool full_splits,
                                              struct di_result **result_out);
void di_result_destroy(struct di_result *result);

#endif
