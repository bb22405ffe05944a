/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other people's solvers as judges of ours: `glpsol` and `cbc` read the files that
 * di_optimizer_export writes. Both are optional: one that is absent is named once and not
 * asked.
 */
#ifndef SOLVER_JUDGE_H
#define SOLVER_JUDGE_H

#include "di/optimizer.h"

/* Fail unless every judge that is here finds `optimum` for goal `goal` of `p`, read from LP and
 * from MPS; to 1e-6 of the optimum, at least 1e-5. */
void solver_judge_agrees(const struct di_fluid_parameters *p, enum di_goal goal,
                         double optimum);

#endif
