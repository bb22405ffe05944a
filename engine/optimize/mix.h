/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The best mix of what the regions have proposed that keeps the national rows, and what those
 * rows cost. The worst wait is no region's: it is a column of the mix itself.
 */
#ifndef DI_MIX_H
#define DI_MIX_H

#include "decomposition.h"

struct mix {
    double *price;        /* [row] of the master, <= 0 */
    double *region_price; /* [region]: what a new proposal must beat */
    double value;
    bool has_help; /* rows may be broken at a price: until there is a mix that keeps them */
    bool is_kept;  /* all national rows hold */
};

/* Solve for a goal; weights of proposals change only if the mix is kept. */
enum di_status mix_solve(const struct decomposition *of, enum di_goal goal, struct mix *mix,
                         struct di_error *error);

uint32_t mix_proposals(const struct decomposition *of);

#endif
