/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What one more of a scarce thing is worth at a plan (MODEL 13.6): weighted residential
 * child-years saved, with closures and homes left as they are. Every price given was compared
 * with a problem solved again after a small step, and agrees with it to 1%; others are left
 * out.
 *
 * Small problems are priced in one program, large ones as regions under prices of what they
 * share. If those do not agree in time each region is priced alone, within the share of the
 * budget the plan gives it: a budget then has one price per region (`is_by_region`).
 */
#ifndef DI_PLAN_PRICES_H
#define DI_PLAN_PRICES_H

#include "di/optimizer.h"

/* X(suffix, id for machines): what is priced, per ... */
#define DI_PRICE_TABLE(X)                                                                      \
    X(BUDGET, "budget")                /* million of currency; index: budget year */           \
    X(WORKER, "worker")                /* trained post from `from` on */                       \
    X(FAMILY, "family")                /* approved family from `from` on; index: speciality */ \
    X(BED, "group_home_bed")           /* bed from `from` on */                                \
    X(APPROVALS, "approvals_per_year") /* family more that may be sought; index: speciality */ \
    X(HIRES, "hires_per_year")         /* post more that may be filled */

#define DI_PRICE_ENUM(suffix, id) DI_PRICE_##suffix,
enum di_price_kind { DI_PRICE_TABLE(DI_PRICE_ENUM) DI_PRICE_KINDS };
#undef DI_PRICE_ENUM

/** One direction: what is saved per unit more, or lost per unit less. */
struct di_price_side {
    bool is_verified; /* else the numbers say nothing */
    double net;       /* child-years per unit; what the unit forces to be paid is taken off */
    double gross;     /* as if somebody else paid that */
    double range; /* the net price holds for at least so many units; HUGE_VAL: without end */
};

struct di_price {
    enum di_price_kind kind;
    uint32_t region; /* UINT32_MAX: the nation */
    uint32_t index;
    uint32_t from; /* period; 0: does not apply */
    struct di_price_side more, less;
};

enum di_prices_state {
    DI_PRICES_ALL,     /* everything scarce was priced */
    DI_PRICES_STOPPED, /* the time limit left some out */
    DI_PRICES_ELASTIC, /* none: the plan overspends, a price would be the penalty's */
    DI_PRICES_LOST     /* a region or more could not be solved again */
};

struct di_plan_prices {
    enum di_prices_state state;
    bool is_by_region; /* within each region's share of the budget */
    uint32_t count, room;
    uint32_t unverified; /* prices left out: solved again, they did not agree */
    struct di_price *price;
};

/**
 * Price a plan.
 *
 * @param plan     of `parameters`, with whole closures and homes
 * @param options  limits of time and memory; larger programs than `whole_rows` are priced in
 * regions
 * @param[out] prices_out  free with di_plan_prices_destroy
 * @return DI_OK (see `state`), DI_ERR_MEMORY, DI_ERR_RANGE
 */
DI_MUST_CHECK enum di_status di_plan_prices_find(const struct di_fluid_parameters *parameters,
                                                 const struct di_plan *plan,
                                                 const struct di_optimizer_options *options,
                                                 struct di_plan_prices **prices_out,
                                                 struct di_error *error);
void di_plan_prices_destroy(struct di_plan_prices *prices);

/** For programs: as --json and tables write it. */
const char *di_price_id(enum di_price_kind kind);

/** Less than this many child-years is nothing: the thing does not hold the plan back. */
#define DI_PRICE_NOTHING 5e-4

/** What is one more of: a message id, "trained worker from the start". */
const char *di_price_name(enum di_price_kind kind, uint32_t index);

/** Of what is had from the start, the verified price of the region where one more is worth
 * most; NULL if none was found. `index` as in di_price. */
const struct di_price *di_plan_prices_dearest(const struct di_plan_prices *prices,
                                              enum di_price_kind kind, uint32_t index);

#endif
