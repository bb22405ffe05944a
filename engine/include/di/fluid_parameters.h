/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Every number of the fluid model (MODEL 13.1), in flat arrays. A plain struct: built from a
 * scenario by di_fluid_build, or by hand in tests and benchmarks.
 *
 * Periods are t = 1 ... periods; the first `horizon` of them carry decisions that are shown,
 * the rest is the tail. Index 0 of an array over t is unused unless said otherwise. Rates are
 * shares of a stock per *quarter*; a period of n quarters scales them (di_fluid_scale).
 * Entries, hours, limits and costs are per quarter too. Children are heads, carers families,
 * workers FTE. Shapes are written [t][i][g] and so on, row-major, with t from 0 to periods.
 */
#ifndef DI_FLUID_PARAMETERS_H
#define DI_FLUID_PARAMETERS_H

#include <stdbool.h>
#include <stdint.h>

#include "di/arena.h"
#include "di/error.h"

/** Planning groups (MODEL 2): the first that fits of adult, under three, disabled, standard. */
enum di_group {
    DI_GROUP_UNDER_3,
    DI_GROUP_STANDARD,
    DI_GROUP_DISABLED,
    DI_GROUP_ADULT,
    DI_GROUPS
};

enum di_placement {
    DI_PLACEMENT_REUNIFIED,
    DI_PLACEMENT_KINSHIP,
    DI_PLACEMENT_FOSTER,
    DI_PLACEMENT_SPECIALISED,
    DI_PLACEMENT_SGH,
    DI_PLACEMENT_SUPPORTED,
    DI_PLACEMENT_ADULT_CARE,
    DI_PLACEMENTS
};

/** Speciality k of carers: foster and specialised foster families. */
#define DI_SPECIALITIES 2

#define DI_FLUID_PERIODS_MAX 400
#define DI_FLUID_TARGETS_MAX 64

/** A promise about residents: at most `residents` in a region at the end of `period` and after.
 */
struct di_fluid_target {
    uint32_t region; /* UINT32_MAX: the nation */
    uint32_t period; /* 1 to periods */
    bool is_under_3; /* counts under-threes only */
    double residents;
};

/** Origin of an institution's children: `share[g]` of group g come from `region`. */
struct di_fluid_link {
    uint32_t institution;
    uint32_t region;
    double share[DI_GROUPS];
};

struct di_fluid_goals {
    double group_weight[DI_GROUPS];   /* w_g: 2, 1, 1.5, 1 */
    double sgh_weight;                /* 0.5 */
    double unplaced_weight;           /* 1 */
    double caseload_weight;           /* 0.25 */
    double visits_weight;             /* 0.25 */
    double viability_weight;          /* 0.01 */
    double admission_years;           /* a bought admission counts as at least so long a stay */
    double residual_years[DI_GROUPS]; /* expected residual stay at the end of the tail, <= 5 */
};

struct di_fluid_parameters {
    struct di_arena arena; /* owns the arrays */

    uint32_t regions, institutions, links;
    uint32_t periods, horizon;
    uint32_t *quarters;      /* [t] quarters in the period */
    uint32_t *first_quarter; /* [t] from 0 */
    uint32_t *year;          /* [t] budget year from 0, ascending */
    uint32_t years;
    bool *is_epoch; /* [t] an institution may close at the end of it; in the tail in part */

    /* children at the start */
    double *residents0; /* [i][g] */
    double *backlog0;   /* [r][g] */
    double *assessed0;  /* [r][g] of residents and backlog */
    double *placed0;    /* [r][g][p] */
    double *home0;      /* [r][g] */
    struct di_fluid_link *link;
    uint32_t *institution_region; /* [i] */

    /* entries and prevention */
    double *entries;           /* [t][r][g] per quarter, before prevention and gate */
    double *diverted_share;    /* [t][r][g] */
    double *kin_share;         /* [t][r][g] of entries: placed with relatives at once */
    double *prevention_effect; /* [r][g] per unit of coverage */
    double *coverage_limit;    /* [r] vmax */

    /* rates per quarter */
    double *home_residents;   /* [t][i][g] nuh */
    double *leave_residents;  /* [t][i][g] nue */
    double *ageing_residents; /* [t][i][g][g'] al */
    double *edge_residents;   /* [t][i][g][g'] tau, g' = g allowed */
    double ageing[DI_GROUPS][DI_GROUPS];
    double leave[DI_GROUPS][DI_PLACEMENTS];          /* ex */
    double breakdown[DI_GROUPS][DI_PLACEMENTS];      /* br */
    double to_home[DI_GROUPS][DI_PLACEMENTS];        /* rh */
    double monitoring_end[DI_GROUPS][DI_PLACEMENTS]; /* mc */
    double leave_backlog[DI_GROUPS];                 /* exQ */
    double reentry[DI_GROUPS];                       /* reN */
    double leave_home[DI_GROUPS];                    /* wx */
    double leave_assessed[DI_GROUPS];                /* nuA */

    bool is_allowed[DI_GROUPS][DI_PLACEMENTS];
    double suitable[DI_GROUPS][DI_PLACEMENTS];
    double suitable_either[DI_GROUPS]; /* reunification or kinship */

    /* work */
    bool has_workers; /* false: no hours, no case-load limit */
    double hours_assessment, hours_renewal;
    double hours_move[DI_GROUPS][DI_PLACEMENTS]; /* more for children with disability */
    double *hours_visits; /* [r][p] per child and quarter: travel and reviews too */
    double hours_family[DI_SPECIALITIES];
    double hours_prevention; /* per entry covered */
    double hours_per_fte;    /* net, per quarter */
    double ramp_share;
    double caseload_limit;
    double worker_attrition, carer_attrition;                 /* per quarter */
    uint32_t carer_lag, worker_lag, home_lag, moratorium_lag; /* quarters, >= 1 */

    /* supply */
    double *families0;         /* [r][k] */
    double *families_arriving; /* [t][r][k] approvals under way or decided elsewhere */
    double *places_per_family; /* [r][k] */
    double *family_limit;      /* [r][k] fmax per quarter */
    double *workers0;          /* [r] */
    double *workers_arriving;  /* [t][r] */
    double *hire_limit;        /* [r] hmax per quarter */
    double *beds0;             /* [r] */
    double *beds_arriving;     /* [t][r] */
    double *home_limit;        /* [r] bmax per quarter */
    double beds_per_home;
    double *supported_places;  /* [t][r]; HUGE_VAL: no limit */
    double *adult_care_places; /* [t][r] */
    double *place_factor;      /* [r] phi */
    double *hours_factor;      /* [r] psi */

    /* institutions */
    double *capacity;          /* [i] */
    double *minimum_occupancy; /* [i] */
    double *buildings;         /* [i] pooled in this entry: what the pace counts */
    uint32_t *host; /* [i] whose stocks hold its children too: its own number, or its pool's */
    bool *is_closed0;         /* [i] */
    bool *may_close;          /* [i] */
    bool *admits;             /* [i][g] */
    uint32_t *admits_until;   /* [i] last period with admissions; UINT32_MAX: no end */
    uint32_t *earliest_close; /* [i] first period in which it may be closed */
    uint32_t *close_by;       /* [i] must be closed from this period; 0: free */
    double *redeployable;     /* [i] FTE */
    uint32_t under_3_ban;     /* no admissions under three from this period; 0: never */

    /* limits */
    double *closures_limit; /* [t] K per quarter; HUGE_VAL: none */
    double sgh_share;       /* 1: no limit */
    double equity_slack;    /* eps; HUGE_VAL: no rule */
    uint32_t targets;
    struct di_fluid_target target[DI_FLUID_TARGETS_MAX];

    /* money: per quarter at prices of the first period */
    double *price_index;   /* [t] */
    double *fixed_cost;    /* [i] */
    double *variable_cost; /* [i] per child */
    double *closing_cost;  /* [i] once */
    double rest_cost;      /* whatever is planned; may be negative in pooled problems */
    double service_cost[DI_PLACEMENTS];    /* per child */
    double backlog_cost;                   /* per child: the dearest place */
    double family_cost[DI_SPECIALITIES];   /* per approved family */
    double approval_cost[DI_SPECIALITIES]; /* once */
    double salary_cost;                    /* per FTE */
    double hire_cost;                      /* once, training pay included */
    double building_cost;                  /* per home, once */
    double prevention_cost;                /* per entry covered */
    double *budget;                        /* [year]; HUGE_VAL: none */

    struct di_fluid_goals goals;
};

/**
 * Parameters with all arrays zeroed, every period one quarter, the default goals and limits
 * that limit nothing. The caller fills in.
 *
 * @param horizon  quarters with decisions, >= 1
 * @param tail_years  yearly periods after it
 * @return NULL if memory ran out or a size is beyond its limit; free with
 *         di_fluid_parameters_destroy
 */
struct di_fluid_parameters *di_fluid_parameters_create(uint32_t regions, uint32_t institutions,
                                                       uint32_t links, uint32_t horizon,
                                                       uint32_t tail_years);
void di_fluid_parameters_destroy(struct di_fluid_parameters *parameters);

/** As above, but periods after the first `quarterly` quarters are years (MODEL 13.1). */
struct di_fluid_parameters *di_fluid_parameters_coarse(uint32_t regions, uint32_t institutions,
                                                       uint32_t links, uint32_t horizon,
                                                       uint32_t quarterly, uint32_t tail_years);

/**
 * Years of the tail: up to year 8 after the start whatever the horizon, so that a somewhat
 * longer one does not see further; where the longest lag and 8 quarters do not fit, year 12,
 * 16 and so on.
 */
uint32_t di_fluid_tail_years(uint32_t horizon, uint32_t carer_lag, uint32_t worker_lag,
                             uint32_t home_lag);

/** Pairs of group and placement of MODEL 13.1; sgh, sup and adl only where asked for. */
void di_fluid_allow_pairs(struct di_fluid_parameters *parameters, bool sgh, bool supported,
                          bool adult_care);

/**
 * Refuse what no solver should see: numbers that are not finite, negative stocks, shares beyond
 * 0 to 1, rates of one stock that sum above 1, lags of 0, shares of origin that do not sum
 * to 1.
 */
DI_MUST_CHECK enum di_status
di_fluid_parameters_check(const struct di_fluid_parameters *parameters, struct di_error *error);

/** The parameters of one region alone; institutions that serve several belong to their own. */
struct di_fluid_parameters *di_fluid_parameters_region(const struct di_fluid_parameters *all,
                                                       uint32_t region);

/** The same regions, rates and prices with other institutions, whose arrays are zero. */
struct di_fluid_parameters *di_fluid_parameters_like(const struct di_fluid_parameters *model,
                                                     uint32_t institutions);

/** A copy with arrays of its own; NULL if memory ran out. */
struct di_fluid_parameters *di_fluid_parameters_copy(const struct di_fluid_parameters *model);

/** Factor of quarterly rates for n quarters: (1 - (1 - total)^n) / total; n at total 0. */
double di_fluid_scale(double total, uint32_t quarters);

/** Period that contains quarter `quarter` from 0; periods + 1 if it lies beyond. */
uint32_t di_fluid_period_of(const struct di_fluid_parameters *parameters, uint32_t quarter);

/** Period in which what is started in `period` arrives after `lag` quarters. */
uint32_t di_fluid_arrival(const struct di_fluid_parameters *parameters, uint32_t period,
                          uint32_t lag);

/** Length of a period in years; `period` from 1. */
double di_fluid_years(const struct di_fluid_parameters *parameters, uint32_t period);

/** Sum of a group's yearly ways from one group to the others (om). */
double di_fluid_ageing_out(const struct di_fluid_parameters *parameters, uint32_t group);

/** Sum of the leaving rates of a placement, ageing included. */
double di_fluid_placement_total(const struct di_fluid_parameters *parameters, uint32_t group,
                                uint32_t placement);
double di_fluid_backlog_total(const struct di_fluid_parameters *parameters, uint32_t group);
double di_fluid_home_total(const struct di_fluid_parameters *parameters, uint32_t group);
double di_fluid_assessed_total(const struct di_fluid_parameters *parameters, uint32_t group);
double di_fluid_residents_total(const struct di_fluid_parameters *parameters, uint32_t period,
                                uint32_t institution, uint32_t group);

/** Can children of this group be in this placement at any time? */
bool di_fluid_is_reached(const struct di_fluid_parameters *parameters, uint32_t group,
                         uint32_t placement);
bool di_fluid_has_places(uint32_t placement); /* fos, spf, sgh, sup: k is possible there */

/** Children of a region in care at the start, at least 1 (the divisor of goal 4). */
double di_fluid_children0(const struct di_fluid_parameters *parameters, uint32_t region);

/** All children there can ever be: an upper bound of every stock and flow. */
double di_fluid_everyone(const struct di_fluid_parameters *parameters);

/** Initial stock above phi times the places, run off to the end of `period` (xi). */
double di_fluid_excess(const struct di_fluid_parameters *parameters, uint32_t region,
                       uint32_t placement, uint32_t period);

/*
 * Positions in the arrays above, row-major, named by their indices in order: t period, r
 * region, i institution, g and h group, p placement, k speciality. No index is checked.
 */

/** [region][group], and [institution][group] */
static inline size_t di_fluid_rg(uint32_t r, uint32_t g)
{
    return (size_t)r * DI_GROUPS + g;
}

/** [region][group][placement] */
static inline size_t di_fluid_rgp(uint32_t r, uint32_t g, uint32_t p)
{
    return ((size_t)r * DI_GROUPS + g) * DI_PLACEMENTS + p;
}

/** [region][placement] */
static inline size_t di_fluid_rp(uint32_t r, uint32_t p)
{
    return (size_t)r * DI_PLACEMENTS + p;
}

/** [region][speciality] */
static inline size_t di_fluid_rk(uint32_t r, uint32_t k)
{
    return (size_t)r * DI_SPECIALITIES + k;
}

/** [period][region] */
static inline size_t di_fluid_tr(const struct di_fluid_parameters *p, uint32_t t, uint32_t r)
{
    return (size_t)t * p->regions + r;
}

/** [period][region][group] */
static inline size_t di_fluid_trg(const struct di_fluid_parameters *p, uint32_t t, uint32_t r,
                                  uint32_t g)
{
    return di_fluid_tr(p, t, r) * DI_GROUPS + g;
}

/** [period][region][speciality] */
static inline size_t di_fluid_trk(const struct di_fluid_parameters *p, uint32_t t, uint32_t r,
                                  uint32_t k)
{
    return di_fluid_tr(p, t, r) * DI_SPECIALITIES + k;
}

/** [period][institution][group] */
static inline size_t di_fluid_tig(const struct di_fluid_parameters *p, uint32_t t, uint32_t i,
                                  uint32_t g)
{
    return ((size_t)t * p->institutions + i) * DI_GROUPS + g;
}

/** [period][institution][group][group] */
static inline size_t di_fluid_tigg(const struct di_fluid_parameters *p, uint32_t t, uint32_t i,
                                   uint32_t g, uint32_t h)
{
    return di_fluid_tig(p, t, i, g) * DI_GROUPS + h;
}

#endif
