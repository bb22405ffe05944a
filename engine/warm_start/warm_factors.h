/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factors that keep the start of a run on published figures: on first entries, where published
 * entries contain re-entries (MODEL 7.6), and on frailty causes (MODEL 5.4). */
#ifndef DI_WARM_FACTORS_H
#define DI_WARM_FACTORS_H

#include "warm_tables.h"

/** Solves both kinds in place; neutral factors must be there. A warning where no factor keeps
 * the exits of a setting. DI_ERR_MEMORY on failure. */
DI_MUST_CHECK enum di_status warm_factors_solve(struct warm_tables *tables,
                                                struct di_arena *arena,
                                                struct di_diagnostics *diagnostics);

#endif
