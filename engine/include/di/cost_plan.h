/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What care costs and who pays (MODEL 8.6, 14 K18): lines of cost, each a basis times a price,
 * and sources of money by year. Nothing here acts on children; costs follow from what a
 * replication recorded.
 *
 * Lines are in byte order of (id, sub-type id, source id), sources in byte order of ids, so
 * that sums never depend on the order of the file. A line with sub-types arrives as one entry
 * per sub-type, its price times the sub-type's share, so entries add up without further care.
 */
#ifndef DI_COST_PLAN_H
#define DI_COST_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "di/model.h"

#define DI_COST_LINES_MAX 5000
#define DI_BUDGET_SOURCES_MAX 100

/* X(suffix, id in scenario files): what the price is multiplied with */
#define DI_COST_BASIS_TABLE(X)                                                                 \
    X(CHILD_YEAR, "child_year")     /* time of children, all ages, in the settings */          \
    X(PLACE_YEAR, "place_year")     /* licensed places, taken or empty */                      \
    X(PLACE_OPENED, "place_opened") /* every place that is added after the start */            \
    X(INSTITUTION_QUARTER, "institution_quarter")       /* fixed, until it is closed */        \
    X(INSTITUTION_PLACE_YEAR, "institution_place_year") /* fixed: places at the start, until   \
                                                           it is closed */                     \
    X(INSTITUTION_STAFF_YEAR, "institution_staff_year") /* fixed: posts in its `staff`, until  \
                                                           they leave */                       \
    X(FTE_YEAR, "fte_year")                                                                    \
    X(FAMILY_YEAR, "family_year") /* approved families, with or without children */            \
    X(APPROVAL, "approval")       /* families approved after the start */                      \
    X(VISIT, "visit")                                                                          \
    X(HOUR, "hour")                                                                            \
    X(MOVE, "move")                         /* children who come to the settings */            \
    X(PREVENTION_PLACE, "prevention_place") /* families who got a place of prevention */       \
    X(ONCE, "once")                         /* on one day */                                   \
    X(OWN_FIXED, "")                        /* fixed_per_quarter of the institution itself */  \
    X(OWN_VARIABLE, "")                     /* variable_per_child_day of the institution */    \
    X(OWN_PAY, "")                          /* cost_per_fte_year of the role */

#define DI_COST_BASIS_ENUM(suffix, id) DI_COST_##suffix,
enum di_cost_basis { DI_COST_BASIS_TABLE(DI_COST_BASIS_ENUM) DI_COST_BASES };
#undef DI_COST_BASIS_ENUM

/** Id in scenario files; "" for the bases that stand in `institutions` and `roles`. */
const char *di_cost_basis_id(enum di_cost_basis basis);

/** Paid until the institution closes, however many children are left. */
bool di_cost_basis_is_fixed(enum di_cost_basis basis);

/** What a line may be narrowed to, by key of the file. X(suffix, key) */
#define DI_COST_FILTER_TABLE(X)                                                                \
    X(SETTINGS, "settings")                                                                    \
    X(REGIONS, "regions")                                                                      \
    X(INSTITUTIONS, "institutions")                                                            \
    X(CARERS, "carers")                                                                        \
    X(ROLES, "roles")                                                                          \
    X(STAFF, "staff")

#define DI_COST_FILTER_ENUM(suffix, key) DI_COST_BY_##suffix,
enum di_cost_filter { DI_COST_FILTER_TABLE(DI_COST_FILTER_ENUM) DI_COST_FILTERS };
#undef DI_COST_FILTER_ENUM

/** Key of scenario files, such as "region". */
const char *di_cost_filter_key(enum di_cost_filter filter);

/** Have units of the basis such a property? A line is not narrowed by what they have not. */
bool di_cost_basis_knows(enum di_cost_basis basis, enum di_cost_filter filter);

/** What money is spent on. Double running is the idle part of fixed costs (MODEL 8.6). */
enum di_cost_class {
    DI_COST_CAPITAL,
    DI_COST_PRE_OPENING,
    DI_COST_RUNNING,
    DI_COST_DOUBLE_RUNNING,
    DI_COST_CLASSES
};

/** As files and tables write it, such as "double_running". */
const char *di_cost_class_id(enum di_cost_class cost_class);

/** Ids a scenario file cannot give to lines: those of institutions' and roles' own costs. */
#define DI_COST_OWN_FIXED_ID "institution_fixed"
#define DI_COST_OWN_VARIABLE_ID "institution_variable"
#define DI_COST_OWN_PAY_ID "worker_pay"

/**
 * One entry. A filter that is NULL lets everything pass; one that is given lets through what
 * its list marks with 1, and nothing that has no such property.
 */
struct di_cost_line {
    struct di_name name;
    const char *sub_type; /* id, or "" */
    enum di_cost_basis basis;
    enum di_cost_class cost_class;
    uint16_t source;             /* index of plan->sources, or DI_NONE */
    const uint8_t *settings;     /* [setting_count] */
    const uint8_t *regions;      /* [region_count] */
    const uint8_t *institutions; /* [institution_count] */
    const uint8_t *carers;       /* [carers_count] */
    const uint8_t *roles;        /* [staffing.role_count] */
    const char *const *staff;    /* [staff_count] categories of institutions' staff, or NULL */
    uint32_t staff_count;
    struct di_quantity price; /* per unit of the basis, by region at most */
    int32_t on_day;           /* ONCE */
    double lead_days;         /* PLACE_OPENED, ONCE: spent evenly over this time before */
    bool skips_resting;       /* FAMILY_YEAR: not paid to families that rest */
};

/** Money of one source. */
struct di_budget_source {
    struct di_name name;
    const double *by_year; /* [plan->years]: available, 0 after the source ended */
    int32_t ends_day;      /* DI_NO_DAY: never */
    bool savings_are_lost; /* what closed institutions no longer cost is taken away */
    bool carries_over;     /* money left at the end of a year is there in the next */
};

/** An institution's own costs, beside the lines. */
struct di_institution_cost {
    struct di_series fixed_per_quarter;
    struct di_series variable_per_child_day;
    uint16_t source; /* index of plan->sources, or DI_NONE */
};

struct di_cost_plan {
    double inflation_per_year; /* of all prices, from the scenario's start */
    double discount_per_year;  /* to the scenario's start */
    uint32_t line_count;
    const struct di_cost_line *lines;
    uint32_t source_count;
    const struct di_budget_source *sources;
    int32_t first_year;                    /* calendar year of day 0 */
    uint32_t years;                        /* calendar years that the horizon touches */
    const struct di_institution_cost *own; /* [institution_count], or NULL: none has any */
};

/** Where a cost arises. Members that do not apply: DI_NONE or UINT32_MAX. */
struct di_cost_place {
    uint16_t setting;
    uint16_t region;
    uint32_t institution;
    uint32_t carers;
    uint32_t role;
};

/** A place of no kind: all members say "does not apply". */
extern const struct di_cost_place di_cost_nowhere;

/** Do the line's filters let the place pass? The basis is not asked. */
bool di_cost_line_applies(const struct di_cost_line *line, const struct di_cost_place *place);

/**
 * Price of one more unit of a basis at a place on a day: the sum over all lines that apply, and
 * what institutions and roles cost of their own (OWN_FIXED is counted as INSTITUTION_QUARTER,
 * OWN_VARIABLE as CHILD_YEAR, OWN_PAY as FTE_YEAR). Without inflation. For planning; 0 for a
 * model without a cost plan.
 */
double di_cost_price(const struct di_model *model, enum di_cost_basis basis,
                     const struct di_cost_place *place, int32_t day);

/** Does the line pay for staff of this category? */
bool di_cost_line_pays(const struct di_cost_line *line, const char *category);

/** FTE among an institution's staff whom the line pays for. */
double di_cost_staff_of(const struct di_cost_line *line, const struct di_closure_plan *plan);

/** Fixed cost of an institution in one quarter until it is closed: all its fixed bases. */
double di_cost_fixed_per_quarter(const struct di_model *model, uint32_t institution,
                                 int32_t day);

/** (1 + inflation)^years, years from the start to the day. */
double di_cost_inflation(const struct di_cost_plan *plan, double day);

/** (1 + discount)^-years, years from the start to the day. */
double di_cost_discount(const struct di_cost_plan *plan, double day);

/** Money of all sources in a calendar year; 0 outside the horizon and without a plan. */
double di_budget_of_year(const struct di_cost_plan *plan, int32_t year);

#endif
