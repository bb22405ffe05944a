/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The model's own numbers, used where a scenario is silent and listed in every result as
 * defaults. All are illustrative unless the line says otherwise (MODEL 5.1, 6, 8).
 */
#ifndef DI_DEFAULTS_H
#define DI_DEFAULTS_H

#include <stddef.h>
#include <stdint.h>

#include "di/model.h"

/* X(name, value, sourced): policies, in the units of the key of the same name */
#define DI_DEFAULT_TABLE(X)                                                                    \
    X(option_wait, 60, 0)                                                                      \
    X(guarantee_days, 90, 0)                                                                   \
    X(closing_days, 180, 0)                                                                    \
    X(disability_after_days, 45, 0)                                                            \
    X(max_skips, 10, 0)                                                                        \
    X(hold_days, 180, 0)                                                                       \
    X(hold_family_share, 0.1, 0)                                                               \
    X(reservation_days, 60, 0)                                                                 \
    X(siblings_together_share, 0.5, 0)                                                         \
    X(siblings_preferred_share, 0.4, 0)                                                        \
    X(split_after_days, 180, 0)                                                                \
    X(acceptance_share, 0.7, 0)                                                                \
    X(placement_frailty, 0, 0)                                                                 \
    X(breakdown_frailty, 0, 0)                                                                 \
    X(legally_free_share, 0.3, 0)                                                              \
    X(kin_at_entry_share, 0.2, 0)                                                              \
    X(reentry_window_years, 6, 0)                                                              \
    X(closed_reentry_rr, 1, 0)                                                                 \
    X(monitoring_days, 365, 0)                                                                 \
    X(prevention_days, 180, 0)                                                                 \
    X(prevention_return_per_year, 0, 0)                                                        \
    X(entry_cv, 0.05, 0)                                                                       \
    X(female_share, 0.5, 0)                                                                    \
    X(sibling_share, 0.3, 0)                                                                   \
    X(assessed_share, 0, 0)                                                                    \
    X(monitored_share, 0, 0)                                                                   \
    X(leave_age_years, 23, 0)                                                                  \
    X(emergency_max_stay_days, 90, 0)                                                          \
    X(hours_per_year, 1680, 0)                                                                 \
    X(overhead_share, 0.15, 0)                                                                 \
    X(ramp_share, 0.5, 0)                                                                      \
    X(hire_lag, 91.3125, 0)                                                                    \
    X(training, 182.625, 0)                                                                    \
    X(turnover_per_year, 0.16, 1)                                                              \
    X(overload_factor, 2, 0)                                                                   \
    X(redeploy_training, 91.3125, 0)                                                           \
    X(travel_hours, 0, 0)                                                                      \
    X(disability_hours, 20, 0)                                                                 \
    X(reunified_per_month, 2, 0)                                                               \
    X(reunified_first, 91.3125, 0)                                                             \
    X(reunified_later_per_month, 1, 0)                                                         \
    X(foster_per_month, 1, 0)                                                                  \
    X(kinship_per_month, 0.333333, 0)                                                          \
    X(supported_per_month, 0, 0)                                                               \
    X(caseload_limit, 20, 0)                                                                   \
    X(assessment_valid, 180, 0)                                                                \
    X(late_after, 30, 0)                                                                       \
    X(unmonitored_rr, 1.5, 0)                                                                  \
    X(crises_per_year, 0, 0)                                                                   \
    X(crisis_support_rr, 0.7, 0)                                                               \
    X(group_size_1, 0.62, 0)                                                                   \
    X(group_size_2, 0.24, 0)                                                                   \
    X(group_size_3, 0.1, 0)                                                                    \
    X(group_size_4, 0.04, 0)                                                                   \
    X(discount_per_year, 0.03, 0)                                                              \
    X(pool_refill_share, 0.05, 0)                                                              \
    X(application_share, 0.09, 0)                                                              \
    X(approval_share, 0.49, 1)                                                                 \
    X(approval_lag, 182.625, 1)                                                                \
    X(approval_lag_sigma, 0.4265, 1)                                                           \
    X(leave_per_year, 0.12, 1)                                                                 \
    X(leave_after_breakdown_factor, 2, 0)

#define DI_DEFAULT_ENUM(name, value, sourced) DI_DEFAULT_##name,
enum di_default { DI_DEFAULT_TABLE(DI_DEFAULT_ENUM) DI_DEFAULT_COUNT };
#undef DI_DEFAULT_ENUM

double di_default_value(enum di_default which);

/** DI_QUALITY_PUBLISHED where MODEL 15 names a source, else DI_QUALITY_ILLUSTRATIVE. */
enum di_quality di_default_quality(enum di_default which);

/** suit_p of MODEL 8.0 for an option; by age and disability in the fields below. */
struct di_default_suitability {
    double share;
    double by_disability[DI_DISABILITIES];
    double age_from_years; /* 0 below this age, so factor 0 for bands that start lower */
};

const struct di_default_suitability *di_default_suitability(enum di_option option);

/** One default cause of MODEL 5.1. */
struct di_default_cause {
    enum di_path path;
    enum di_clock clock;
    double from_years; /* second piece begins; 0: one piece only */
    double rate_per_year;
    double later_rate_per_year;
    double by_disability[DI_DISABILITIES];
    double by_age[3]; /* factors of ages 0-2, 3-6, 7 and over */
    enum di_quality quality;
};

#define DI_DEFAULT_CAUSES_MAX 6

/**
 * The causes a setting has unless its file says otherwise.
 *
 * @param is_infant_home  an institution whose age range ends at 4 or before
 * @param has_frailty     placement_frailty > 0: the hazards must not fall by themselves too
 * @param[out] causes     room for DI_DEFAULT_CAUSES_MAX
 * @return how many were written
 */
size_t di_default_causes(enum di_kind kind, bool is_infant_home, bool has_frailty,
                         struct di_default_cause *causes);

#endif
