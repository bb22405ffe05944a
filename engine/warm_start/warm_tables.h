/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the warm start that the expected system reads too. */
#ifndef DI_WARM_TABLES_H
#define DI_WARM_TABLES_H

#include "home_pool.h"
#include "sibling_hazard.h"

struct warm_tables {
    const struct di_model *model;
    struct entry_law entries;
    struct stay_density **densities; /* [setting]; NULL: no residents */
    struct joint_table table;
    struct sibling_hazard *siblings; /* [setting]; NULL without frailty */
    struct home_pool pool;
    struct di_series *entry_factor; /* [region] */
    double *frailty_factor;         /* [setting] */
};

/** Everything but the factors' solution: neutral factors, stays, joint table, home pool. */
DI_MUST_CHECK enum di_status warm_tables_init(struct warm_tables *tables,
                                              const struct di_model *model,
                                              struct di_arena *arena,
                                              struct di_diagnostics *diagnostics);

struct di_warm_start;
const struct warm_tables *warm_start_tables(const struct di_warm_start *start);

#endif
