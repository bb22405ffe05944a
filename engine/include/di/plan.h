/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan: every variable of the fluid model (MODEL 13.2) in original units, with what was
 * promised, what was proved, and how far apart the two are. Plain data; knows no solver.
 *
 * One flat array holds all parts; di_plan_at finds a value by part, period and up to three
 * indices. t = 0 holds the start.
 */
#ifndef DI_PLAN_H
#define DI_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "di/fluid_parameters.h"

/* What an index after the period runs over. */
enum di_plan_axis {
    DI_AXIS_ONE,
    DI_AXIS_REGION,
    DI_AXIS_INSTITUTION,
    DI_AXIS_LINK,
    DI_AXIS_GROUP,
    DI_AXIS_PLACEMENT,
    DI_AXIS_SPECIALITY,
    DI_AXIS_SUITABILITY, /* {U3 and STD, DIS} x {reunification, kinship, either} */
    DI_AXES
};
#define DI_SUITABILITIES 6

/* X(suffix, name in exported models, axis, axis, axis) */
#define DI_PLAN_PART_TABLE(X)                                                                  \
    X(RESIDENTS, "y", INSTITUTION, GROUP, ONE)                                                 \
    X(MOVED_OUT, "o", INSTITUTION, GROUP, ONE)                                                 \
    X(ADMITTED, "q", LINK, GROUP, ONE)                                                         \
    X(BACKLOG, "Q", REGION, GROUP, ONE)                                                        \
    X(OVERDUE, "U", REGION, GROUP, ONE) /* backlog beyond one quarter's arrivals */            \
    X(ASSESSMENTS, "s", REGION, GROUP, ONE)                                                    \
    X(REPEATED, "sb", REGION, GROUP, ONE)                                                      \
    X(ASSESSED, "A", REGION, GROUP, ONE)                                                       \
    X(LAPSED, "l", REGION, GROUP, ONE)                                                         \
    X(MOVES, "m", REGION, GROUP, PLACEMENT)                                                    \
    X(DIRECT, "d", REGION, GROUP, PLACEMENT)                                                   \
    X(PLACED, "x", REGION, GROUP, PLACEMENT)                                                   \
    X(DISPLACED, "k", REGION, GROUP, PLACEMENT)                                                \
    X(HOME, "N", REGION, GROUP, ONE)                                                           \
    X(FAMILIES, "F", REGION, SPECIALITY, ONE)                                                  \
    X(APPROVALS, "f", REGION, SPECIALITY, ONE) /* started */                                   \
    X(WORKERS, "W", REGION, ONE, ONE)                                                          \
    X(HIRES, "h", REGION, ONE, ONE)                                                            \
    X(REDEPLOYED, "rd", REGION, ONE, ONE)                                                      \
    X(BEDS, "B", REGION, ONE, ONE)                                                             \
    X(HOMES, "b", REGION, ONE, ONE) /* started */                                              \
    X(COVERAGE, "v", REGION, ONE, ONE)                                                         \
    X(CLOSED, "z", INSTITUTION, ONE, ONE)                                                      \
    X(CASELOAD_EXCESS, "c", REGION, ONE, ONE)                                                  \
    X(MISSED_VISITS, "vm", REGION, ONE, ONE) /* hours */                                       \
    X(SHORTFALL, "vi", INSTITUTION, ONE, ONE)                                                  \
    X(OVERSPEND, "over", ONE, ONE, ONE)         /* at the last period of a budget year */      \
    X(SHELTERED, "cq", INSTITUTION, GROUP, ONE) /* admitted since, if none had been moved */   \
    X(REPEAT_CREDIT, "rc", REGION, ONE, ONE)                                                   \
    X(FIRST_CREDIT, "fc", REGION, ONE, ONE)                                                    \
    X(SUITABLE_LEFT, "sl", REGION, SUITABILITY, ONE)                                           \
    X(SHARE_LEFT, "sh", REGION, ONE, ONE)                                                      \
    X(WORST_WAIT, "worst", ONE, ONE, ONE) /* at the last period */

#define DI_PLAN_PART_ENUM(suffix, name, a, b, c) DI_PART_##suffix,
enum di_plan_part { DI_PLAN_PART_TABLE(DI_PLAN_PART_ENUM) DI_PLAN_PARTS };
#undef DI_PLAN_PART_ENUM

/** Sizes of a plan; two plans of one set of parameters have the same. */
struct di_plan_shape {
    uint32_t periods;
    uint32_t axis[DI_AXES];
    size_t offset[DI_PLAN_PARTS];
    size_t count;
};

/** The goals of MODEL 13.4, in their order. */
enum di_goal {
    DI_GOAL_UNMET,
    DI_GOAL_OVERSPEND,
    DI_GOAL_RESIDENTIAL,
    DI_GOAL_WAIT,
    DI_GOAL_COST,
    DI_GOALS
};

enum di_plan_status {
    DI_PLAN_NONE,       /* no plan in the time given */
    DI_PLAN_FEASIBLE,   /* a plan, without a bound */
    DI_PLAN_WITHIN_GAP, /* a plan and a bound apart from it */
    DI_PLAN_OPTIMAL,    /* the bound is reached */
    DI_PLAN_INFEASIBLE  /* proved: no plan keeps all limits */
};

/** "none", "feasible", "within_gap", "optimal", "infeasible". */
const char *di_plan_status_id(enum di_plan_status status);

/** One stage of the goals: what the plan reaches, and what no plan can beat. */
struct di_plan_goal {
    double value;
    double bound;   /* -HUGE_VAL: none */
    bool is_solved; /* the stage was reached in time */
};

struct di_plan {
    struct di_plan_shape shape;
    double *values; /* [shape.count] */
    struct di_plan_goal goal[DI_GOALS];
    enum di_plan_status status;
    bool is_stopped;    /* by the time limit */
    bool is_aggregated; /* the bound is that of the aggregated model */
};

/** Sizes and offsets that a plan for these parameters has; allocates nothing. */
void di_plan_shape_init(struct di_plan_shape *shape,
                        const struct di_fluid_parameters *parameters);

/** Position of a value; a, b, c along the part's axes (0 where it has none). */
size_t di_plan_index(const struct di_plan_shape *shape, enum di_plan_part part, uint32_t t,
                     uint32_t a, uint32_t b, uint32_t c);

/** "y", "o" ...: the part's name in exported models; static. */
const char *di_plan_part_name(enum di_plan_part part);
/** What the index at this position, 0 to 2, runs over. */
enum di_plan_axis di_plan_part_axis(enum di_plan_part part, uint32_t position);

/** Part and indices of a position: the inverse of di_plan_index. */
void di_plan_locate(const struct di_plan_shape *shape, size_t index,
                    enum di_plan_part *part_out, uint32_t at_out[4]);

/** A plan of zeros with the start of `parameters` at t = 0; NULL if memory ran out. */
struct di_plan *di_plan_create(const struct di_fluid_parameters *parameters);
struct di_plan *di_plan_copy(const struct di_plan *plan);
void di_plan_destroy(struct di_plan *plan);

/** A value by the indices of di_plan_index: a stock at the end of period t (0: the start), or
 * what happened in it; in children, families, workers ..., as the part says. */
double di_plan_at(const struct di_plan *plan, enum di_plan_part part, uint32_t t, uint32_t a,
                  uint32_t b, uint32_t c);

/**
 * Quarter of the scenario, from 0, at whose end an institution has closed; UINT32_MAX: not
 * within the horizon, or before it.
 */
uint32_t di_plan_closing_quarter(const struct di_plan *plan,
                                 const struct di_fluid_parameters *parameters,
                                 uint32_t institution);

/** |value - bound| relative to the value, 0 where both are (nearly) zero; HUGE_VAL: no bound.
 */
double di_plan_gap(const struct di_plan_goal *goal);

#endif
