/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What fresh luck makes of the chosen plan, beside what the plan promised: the figures that are
 * quoted (MODEL 13.8).
 */
#ifndef DI_PLAN_CONFIRMATION_H
#define DI_PLAN_CONFIRMATION_H

#include <jansson.h>

#include "di/model.h"
#include "di/plan_trial.h"

#include "command.h"

/** Why no more trials were made. */
enum di_trials_end {
    DI_TRIALS_MET,     /* a plan did no harm and met all aims */
    DI_TRIALS_SETTLED, /* nothing is left to change */
    DI_TRIALS_COUNTED  /* as many as were asked for */
};

struct di_confirmation {
    const struct di_model *model;
    const struct di_plan_trial *without, *plan; /* the same luck */
    double level;                               /* that is aimed at */
    double promised; /* weighted years of the plan (di_plan_bracket_years) */
    uint64_t seed;
    uint32_t trials; /* made before */
    enum di_trials_end end;
};

void di_confirmation_print(const struct di_cli *cli, const struct di_confirmation *made);

/** The member `simulated` of plan.json. */
json_t *di_confirmation_json(const struct di_confirmation *made);

#endif
