/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gamma frailty of MODEL 5.4 as a few values of Z, for the expected system: their chances
 * among entrants, and among residents who have lived through a hazard. */
#ifndef DI_FRAILTY_MIXTURE_H
#define DI_FRAILTY_MIXTURE_H

#include "warm_tables.h"

#define FRAILTY_NODES 10

struct frailty_mixture {
    uint32_t nodes; /* 1 without frailty: Z = 1 */
    double value[FRAILTY_NODES];
    double chance[FRAILTY_NODES]; /* among entrants; sum 1 */
    double *residents;            /* tabulated shares; NULL without frailty */
};

/** DI_ERR_MEMORY on failure. The tables live in `arena`. */
DI_MUST_CHECK enum di_status frailty_mixture_init(struct frailty_mixture *mixture,
                                                  const struct warm_tables *tables,
                                                  struct di_arena *arena);

/** Chance of a node among residents of a setting who have used up `hazard` at Z = 1, over its
 * chance among entrants: those easy to place have left, and so have their siblings'. */
double frailty_mixture_resident(const struct frailty_mixture *mixture, uint16_t setting,
                                uint32_t node, double hazard);

#endif
