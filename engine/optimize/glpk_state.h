/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the adapter share: the solver's state and the way to call GLPK, which only
 * the two that call it see (glpk_adapter.c, glpk_sensitivity.c). */
#ifndef DI_GLPK_STATE_H
#define DI_GLPK_STATE_H

#include "glpk_adapter.h"

struct glp_prob; /* GLPK's own name of its problem */

struct glpk {
    const struct di_fluid_program *program;
    const struct di_solve_limits *limits;
    struct glp_prob *problem;
    unsigned generation;
    bool has_basis;        /* the last relaxation left one */
    bool is_integer;       /* the last values come from branch and cut */
    bool is_objective_new; /* primal simplex continues, not dual */
    double deadline;
    double tolerance;  /* of rows and prices; 0: GLPK's own */
    double best_bound; /* seen by the callback */
    double constant;   /* of the objective */
};

/* Run one call; false if GLPK gave up in it, or `limits` are given and it was cancelled. The
 * environment is gone then. */
bool glpk_guarded(void (*call)(void *), void *context, const struct di_solve_limits *limits);
bool glpk_is_alive(const struct glpk *glpk);

#endif
