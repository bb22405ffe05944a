/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long residents stayed before the start: survival in a setting under all its causes, with
 * the historic exit rate in place of pathways by request (MODEL 7.4). */
#ifndef DI_EXIT_LAW_H
#define DI_EXIT_LAW_H

#include "di/arena.h"
#include "di/model.h"
#include "di/status.h"

struct exit_cause {
    const struct di_pathway *pathway;
    bool is_historic; /* by request before the start: historic_exit, constant */
    bool is_frailty;
    bool is_adoption;
};

struct exit_law {
    const struct di_model *model;
    uint32_t count;
    const struct exit_cause *causes;
    bool varies_by_region;
    bool varies_by_disability;
    bool varies_by_sex;
};

DI_MUST_CHECK enum di_status exit_law_init(struct exit_law *law, const struct di_model *model,
                                           uint16_t setting, struct di_arena *arena);

/**
 * Baseline hazards used up between entry and now, by cause and age band.
 *
 * @param band  DI_AGE_BANDS_MAX: the child aged from `entry_age_years`; else it stayed in
 * `band`
 * @param[out] used_out  [count][DI_AGE_BANDS_MAX]
 */
void exit_law_used(const struct exit_law *law, double entry_age_years, double stay_years,
                   uint32_t band, double *used_out);

/** Multipliers of a group of people, [count][DI_AGE_BANDS_MAX]. */
void exit_law_factors(const struct exit_law *law, const struct di_person *person,
                      double *factors_out);

/** Survival in the setting, frailty and legal freedom averaged out. */
double exit_law_survival(const struct exit_law *law, const double *used, const double *factors);

/** What those who are still in the setting have lived through. */
struct exit_past {
    double legally_free; /* share: who was free left by adoption too */
    double hazard;       /* cumulative, of the frailty causes at Z = 1 (MODEL 5.4) */
    double adoption;     /* beside it, of those legally free */
};

struct exit_past exit_law_past(const struct exit_law *law, const double *used,
                               const double *factors);

#endif
