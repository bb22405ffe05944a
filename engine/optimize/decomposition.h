/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regions solved side by side under national prices, and mixed into a plan of the nation
 * (Dantzig-Wolfe). Prices come from a small master program; the sum of what the regions reach
 * under any prices is a bound for the whole (Lagrange).
 */
#ifndef DI_DECOMPOSITION_H
#define DI_DECOMPOSITION_H

#include "di/thread.h"

#include "block.h"

struct decomposition {
    struct master *master;
    uint32_t regions;
    struct block **blocks;
    struct di_crew *crew; /* region r is made, solved and freed by member r % members only */
    const struct di_solve_limits *limits;
    bool is_plan;       /* a mix is a plan of whole closures; else its value is only a bound */
    bool is_warm;       /* begin with the proposals there are */
    double near;        /* a gap so small is closed; 0: as is usual for the goal */
    uint32_t rounds;    /* at most; 0: as is usual */
    double *price;      /* [row] of the best residential bound so far; owned, NULL: none yet */
    const double *hint; /* [row] prices of a like problem to begin with; NULL: none */
};

/* How one goal came out. */
struct decomposition_result {
    double value, bound;
    double rounding; /* taken off the bound: how exact the solver is */
    bool is_kept;    /* a mix that keeps all national rows was found */
    bool is_stopped; /* by the deadline */
    bool is_cut;     /* ended because the bound passed the cutoff */
};

/*
 * When to end before the gap is closed: at `soft` if a mix is kept by then, at `hard` in any
 * case, and with a mix kept as soon as the bound shows that `cutoff` is out of reach.
 */
struct decomposition_end {
    double soft, hard;
    double cutoff; /* HUGE_VAL: none */
};

/* Minimise goal `goal`; rows of fixed goals are in the master. */
enum di_status decomposition_minimise(struct decomposition *decomposition, enum di_goal goal,
                                      double gap, const struct decomposition_end *end,
                                      struct decomposition_result *result_out,
                                      struct di_error *error);

/* What a region's problem reaches under the best residential prices; false: no answer. On the
 * thread that made the block. */
bool decomposition_price(const struct decomposition *decomposition, struct block *block,
                         double deadline, double *value_out);

/* Frees the prices; master and blocks are the caller's. */
void decomposition_finish(struct decomposition *decomposition);

/* Value of region `r` at `place` of its pooled plan, in the last mix that was kept. */
double decomposition_value(const struct decomposition *decomposition, uint32_t r, size_t place);

#endif
