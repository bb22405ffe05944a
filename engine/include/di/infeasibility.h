/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Why no plan exists (MODEL 13.7): the smallest set of a user's limits that contradict each
 * other, and for each of them alone the least change that restores a plan. Rules that protect
 * children (conservation, assessment before a move, empty before closed) are never relaxed.
 */
#ifndef DI_INFEASIBILITY_H
#define DI_INFEASIBILITY_H

#include "di/optimizer.h"

/* X(suffix, id for machines): what a user limits */
#define DI_LIMIT_TABLE(X)                                                                      \
    X(BUDGET, "budget")          /* index: budget year from 0 */                               \
    X(CLOSE_BY, "close_by")      /* index: institution */                                      \
    X(TARGET, "target")          /* index: of the parameters' targets */                       \
    X(PACE, "closures_per_year") /* index 0: this and all below */                             \
    X(EQUITY, "equity_slack")                                                                  \
    X(GROUP_HOMES, "group_home_share")                                                         \
    X(RECRUITMENT, "approvals_per_year")                                                       \
    X(HIRING, "hires_per_year")                                                                \
    X(HOMES, "homes_per_year")

#define DI_LIMIT_ENUM(suffix, id) DI_LIMIT_##suffix,
enum di_limit_kind { DI_LIMIT_TABLE(DI_LIMIT_ENUM) DI_LIMIT_KINDS };
#undef DI_LIMIT_ENUM

#define DI_CONFLICT_MAX 64

/** One limit of the smallest conflicting set. */
struct di_limit {
    enum di_limit_kind kind;
    uint32_t index;
    /** Least change that alone restores a plan: money, children, institutions or a share to
     * add; for closure dates, periods later; for recruitment, hiring and homes, a factor.
     * HUGE_VAL: no change of this limit alone is enough. */
    double change;
};

struct di_conflict {
    uint32_t count; /* 0: a plan exists */
    struct di_limit limit[DI_CONFLICT_MAX];
    bool is_complete; /* false: the time limit cut the search short */
};

/** For programs: as --json writes it. */
const char *di_limit_id(enum di_limit_kind kind);

/**
 * Find the smallest conflicting set by deletion: each limit in turn is dropped for good if the
 * rest still contradicts itself. Changes are found by bisection, to 1% or one period.
 *
 * @param options  limits of time apply to the whole search
 */
DI_MUST_CHECK enum di_status di_infeasibility_find(const struct di_fluid_parameters *parameters,
                                                   const struct di_optimizer_options *options,
                                                   struct di_conflict *conflict_out,
                                                   struct di_error *error);

/** Change one limit of `parameters` by `change` (as in di_limit); HUGE_VAL drops it. */
void di_limit_relax(struct di_fluid_parameters *parameters, const struct di_limit *limit,
                    double change);

/** Does any plan keep all limits? With whole closures and homes where branch and cut is used
 * (options->branch_limit), else these may be fractions. */
DI_MUST_CHECK enum di_status di_plan_exists(const struct di_fluid_parameters *parameters,
                                            const struct di_optimizer_options *options,
                                            bool *exists_out, struct di_error *error);

/** The same with all limits of the user dropped. Then there always is a plan: if not, the
 * numbers are beyond the solver. */
DI_MUST_CHECK enum di_status
di_plan_exists_unlimited(const struct di_fluid_parameters *parameters,
                         const struct di_optimizer_options *options, bool *exists_out,
                         struct di_error *error);

#endif
