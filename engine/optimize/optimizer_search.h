/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one search for a plan, shared by its stages and by rounding. */
#ifndef DI_OPTIMIZER_SEARCH_H
#define DI_OPTIMIZER_SEARCH_H

#include "di/optimizer.h"

#include "glpk_adapter.h"

#define SEARCH_WHOLE 1e-6  /* this near to a whole number is one */
#define SEARCH_PROVED 2e-6 /* a relative gap below this is closed */

struct search {
    const struct di_optimizer_options *options;
    struct di_fluid_program *program;
    struct glpk *glpk;
    struct di_plan *plan;
    double deadline;
    uint32_t whole_count; /* whole numbers in the program */
    bool has_plan;
    bool is_stopped;
    bool is_fixed; /* whole numbers are fixed for all later stages */
    bool is_out_of_memory;
    bool is_disproved; /* the tree was searched: no whole numbers keep the limits */
};

/* Fix whole numbers at `whole` by column, or free them (NULL). */
void search_fix(struct search *search, const double *whole);
/* Rounding and diving from the relaxation just solved; leaves the whole numbers fixed. */
bool search_round(struct search *search, enum di_goal goal, double *value_out, double bound);

#endif
