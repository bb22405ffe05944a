/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Calibration, step 1 (MODEL 11): entry rates and rates of by-rate pathways are scaled year by
 * year until the *expected* flows of each fitted year equal the published ones; what the
 * published stocks then still lack is a dated unexplained flow, never a rate.
 *
 * Expected means the cohort computation (di/cohort.h): no chance, no limits of places.
 */
#ifndef DI_CALIBRATION_H
#define DI_CALIBRATION_H

#include "di/calibration_target.h"
#include "di/cohort.h"
#include "di/error.h"
#include "di/experiment.h"
#include "di/model.h"
#include "di/result.h"

#define DI_CALIBRATION_ITERATIONS_MAX 300
#define DI_CALIBRATION_LOG_STEP 0.01 /* of the Jacobian, either way */

struct di_calibration_options {
    int32_t holdout_from; /* years from here on are compared, not fitted; INT32_MAX: none */
    double precision;     /* 1e-9: relative error of a flow, children of a stock */
    uint32_t iterations;  /* at most */
    bool has_unexplained; /* true: close the stocks by unexplained flows */
    const struct di_calibration
        *first_values; /* levers begin with those of this fit of the same
                          targets; NULL: with the scenario's rates */

    /** After each iteration; may be NULL. */
    void (*progress)(void *context, uint32_t done, uint32_t total);
    /** Asked before each evaluation; may be NULL. */
    bool (*is_cancelled)(void *context);
    void *context; /* of both */
};

/** No years held out; precision 1e-8; unexplained flows may be fitted. */
void di_calibration_options_defaults(struct di_calibration_options *options);

enum di_lever_kind {
    DI_LEVER_ENTRIES,    /* reasons behind a series of entries */
    DI_LEVER_EXITS,      /* by-rate pathways behind a series of exits */
    DI_LEVER_UNEXPLAINED /* residual of a series of stocks */
};

/** One input that a lever moves. */
struct di_lever_input {
    uint16_t reason;  /* ENTRIES, and UNEXPLAINED: its entries into `setting`; else DI_NONE */
    uint16_t setting; /* EXITS, UNEXPLAINED */
    uint32_t pathway; /* index in the setting's: EXITS, UNEXPLAINED; UINT32_MAX: none */
};

/** What is fitted to one series, with a value for each year of the fit. */
struct di_lever {
    enum di_lever_kind kind;
    uint32_t series;
    uint32_t input_count;
    const struct di_lever_input *inputs; /* by rank of reason, or of setting and pathway key */
    bool *is_fitted;                     /* [years]: a published figure stands behind it */
    bool *is_unmet;                      /* [years]: no value reaches the figure */
    bool *is_break;                      /* [years]: UNEXPLAINED; the series changes there */
    double *value; /* [years]: factor on the scenario's rates; UNEXPLAINED: what is asked for,
                      children a year, positive in, negative out */
    double *flow;  /* [years]: UNEXPLAINED; children that moved, in less out, as computed */
    double *child_years; /* [years]: UNEXPLAINED; in the lever's settings */
    /* What the values make of the inputs, rounded to ten digits; before the start, and where
     * nothing is fitted before, the scenario's own. [inputs]; UNEXPLAINED: of the reasons, and
     * of the pathways beside. */
    struct di_series *fitted;
    struct di_series *fitted_out;
};

enum di_target_role {
    DI_ROLE_FITTED,
    DI_ROLE_COMPARED, /* no input stands behind it, or it lies before the fit */
    DI_ROLE_HOLDOUT,
    DI_ROLE_MISSING, /* no figure is published */
    DI_ROLE_UNMET    /* an input stands behind it, and no value of that reaches the figure */
};

/** One target beside what the scenario is expected to give. */
struct di_fit_point {
    uint32_t series, point;
    enum di_target_role role;
    double before, after; /* expected: the scenario as it stands, and fitted */
    double jump;  /* stocks: children that a change of definition adds; taken off `after` before
                     the comparison */
    double naive; /* hold-out: the last figure published before goes on; else NaN */
};

struct di_calibration {
    struct di_arena arena; /* owns everything below */
    int32_t first_year;    /* of the horizon */
    double first_length;   /* of that year within the horizon, as a share of it */
    int32_t last_year;     /* of the targets, hold-out included */
    uint32_t years;
    int32_t last_fitted_year; /* first_year - 1: nothing is fitted */
    uint32_t lever_count;
    struct di_lever *levers; /* entries, exits, unexplained; each by id of the series */
    uint32_t point_count;
    struct di_fit_point *points; /* by series, then year */
    uint32_t iterations;
    uint32_t evaluations; /* of the cohort computation */
    bool is_converged;
    double worst; /* largest relative error of a fitted flow, or stock */
};

/**
 * Fit.
 *
 * The model must hold what unexplained flows need: a pathway to `unexplained_out` by rate in
 * each setting of a stock series, and a reason with `unexplained_into` for it, both zero.
 *
 * @param[out] calibration_out  free with di_calibration_destroy; also when it did not converge
 * @return DI_OK; DI_ERR_UNSUPPORTED where a pathway is by request in the years of the targets;
 *         DI_ERR_INTERRUPTED; DI_ERR_MEMORY
 *
 * Cost: some tens of evaluations, each a warm start and a cohort run. One thread.
 */
DI_MUST_CHECK enum di_status di_calibration_run(const struct di_model *model,
                                                const struct di_targets *targets,
                                                const struct di_calibration_options *options,
                                                struct di_calibration **calibration_out,
                                                struct di_error *error);
void di_calibration_destroy(struct di_calibration *calibration);

/** Year of the target a fit point stands for. */
const struct di_target_point *di_calibration_target(const struct di_targets *targets,
                                                    const struct di_fit_point *point);

/** (after - jump - published) in tolerances; NaN where nothing is published. */
double di_fit_residual(const struct di_targets *targets, const struct di_fit_point *point);

/**
 * Expected values of all targets in a scenario as it stands, in the order of series and years.
 *
 * @param values_out  [number of points]
 */
DI_MUST_CHECK enum di_status di_calibration_expect(const struct di_model *model,
                                                   const struct di_targets *targets,
                                                   double *values_out, struct di_error *error);

/**
 * Make the levers' series anew so that unexplained flows go on at their mean after the last
 * fitted year: the run that MODEL 11 wants beside the one where they end.
 *
 * @param model  as fitted
 */
DI_MUST_CHECK enum di_status di_calibration_carry_mean(const struct di_model *model,
                                                       struct di_calibration *calibration,
                                                       struct di_error *error);

/** The fitted model, cut after the last year with a target: for simulating it. */
struct di_calibrated_model;
DI_MUST_CHECK enum di_status di_calibrated_model_make(const struct di_model *model,
                                                      const struct di_calibration *calibration,
                                                      struct di_calibrated_model **out,
                                                      struct di_error *error);
const struct di_model *di_calibrated_model(const struct di_calibrated_model *fitted);
void di_calibrated_model_destroy(struct di_calibrated_model *fitted); /* NULL is fine */

/** Levers of entries and exits: what a Jacobian has columns for. */
uint32_t di_calibration_factor_count(const struct di_calibration *calibration);

/**
 * Targets, in tolerances, by the logarithm of one overall factor on each lever of entries and
 * exits, at the fitted values; central differences. Rows are the published figures before the
 * hold-out, in the order of the fit's points; others are zero.
 *
 * @param[out] jacobian_out  [points][di_calibration_factor_count], row-major
 */
DI_MUST_CHECK enum di_status
di_calibration_jacobian(const struct di_model *model, const struct di_targets *targets,
                        const struct di_calibration_options *options,
                        const struct di_calibration *calibration, double *jacobian_out,
                        struct di_error *error);

/**
 * What step 2 minimises (MODEL 11): the sum over published figures before the hold-out of
 * ((value - jump - published) / tolerance)^2, and over the fitted years of the unexplained
 * flows of (children / tolerance of the stock)^2: a rate that needs fewer of them is the better
 * one.
 *
 * @param values  [point_count] of the figures; NULL: `after` of the fit
 */
double di_calibration_misfit(const struct di_targets *targets,
                             const struct di_calibration *calibration, const double *values);

/**
 * The figures of all targets in one simulated replication with margins (no full splits), in the
 * order of series and years; a stock of the year before the start is the opening.
 *
 * @param values_out  [number of points]
 */
void di_calibration_observe(const struct di_model *model, const struct di_targets *targets,
                            const struct di_result *result, double *values_out);

/**
 * Simulate for what `options->take` sees, or `options->evaluate` computes; nothing else is
 * kept.
 *
 * @return as di_experiment_run; DI_ERR_INTERRUPTED where it was stopped
 */
DI_MUST_CHECK enum di_status
di_calibration_simulate(const struct di_model *model,
                        const struct di_experiment_options *options, struct di_error *error);

/** Mean of the unexplained flow over its fitted years, breaks left out; children a year. A
 * first year that is there in part counts as that part. */
double di_lever_mean_unexplained(const struct di_calibration *calibration,
                                 const struct di_lever *lever);

#endif
