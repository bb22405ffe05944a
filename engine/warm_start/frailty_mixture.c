/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Z takes the means of slices of its law, finer towards 0: who has stayed for long has a Z far
 * below the mean, and with siblings further still. A resident's chance of a slice is Bayes' on
 * these values: chance * exp(-Z * (own hazard + that of the siblings)), averaged over what the
 * siblings may have lived through. Against the gamma itself, at variances of 0.5 to 2, a year's
 * exits differ by at most 1.5% for entrants, 4% where the hazard used up is 18, 11% at 40.
 *
 * Order: nodes by value. Draws nothing. */
#include "frailty_mixture.h"

#include <math.h>

#include "di/sampler.h"

#define GRID 256
#define LOG_MAX 8.0 /* of log(1 + hazard) */

static const double SLICE_END[FRAILTY_NODES] = {0.004, 0.02, 0.06, 0.14, 0.26,
                                                0.42,  0.60, 0.78, 0.92, 1.0};

static void take_slices(struct frailty_mixture *mixture, double theta)
{
    const double shape = 1.0 / theta;
    double from = 0.0;
    double before = 0.0;
    for (uint32_t k = 0; k < FRAILTY_NODES; k++) {
        const double below =
            k + 1 < FRAILTY_NODES
                ? di_gamma_p(shape + 1.0, di_gamma_quantile(SLICE_END[k], shape))
                : 1.0;
        mixture->chance[k] = SLICE_END[k] - from;
        mixture->value[k] = (below - before) / mixture->chance[k];
        from = SLICE_END[k];
        before = below;
    }
}

static double *row_of(const struct frailty_mixture *mixture, uint16_t setting, uint32_t node)
{
    return &mixture->residents[((size_t)setting * FRAILTY_NODES + node) * GRID];
}

/* Adds `share` of residents whose group has lived through `hazard`. */
static void add_group(const struct frailty_mixture *mixture, uint16_t setting, uint32_t at,
                      double hazard, double share)
{
    double kept[FRAILTY_NODES];
    double total = 0.0;
    for (uint32_t k = 0; k < FRAILTY_NODES; k++) { /* the slowest node is the unit */
        kept[k] = exp(-(mixture->value[k] - mixture->value[0]) * hazard);
        total += mixture->chance[k] * kept[k];
    }
    for (uint32_t k = 0; k < FRAILTY_NODES; k++) {
        row_of(mixture, setting, k)[at] += share * kept[k] / total;
    }
}

static void tabulate(const struct frailty_mixture *mixture, uint16_t setting,
                     const struct sibling_hazard *siblings)
{
    for (uint32_t at = 0; at < GRID; at++) {
        const double own = expm1((double)at * (LOG_MAX / (GRID - 1)));
        for (uint32_t i = 0; i < SIBLING_POINTS; i++) {
            if (siblings->share[i] > 0.0) {
                add_group(mixture, setting, at, own + siblings->hazard[i], siblings->share[i]);
            }
        }
    }
}

enum di_status frailty_mixture_init(struct frailty_mixture *mixture,
                                    const struct warm_tables *tables, struct di_arena *arena)
{
    const struct di_model *model = tables->model;
    *mixture = (struct frailty_mixture){.nodes = 1, .value = {1.0}, .chance = {1.0}};
    if (!(model->policies.placement_frailty > 0.0)) {
        return DI_OK;
    }
    mixture->nodes = FRAILTY_NODES;
    mixture->residents =
        DI_ARENA_NEW(arena, (size_t)model->setting_count * FRAILTY_NODES * GRID, double);
    if (mixture->residents == NULL) {
        return DI_ERR_MEMORY;
    }
    take_slices(mixture, model->policies.placement_frailty);
    for (uint32_t s = 0; s < model->setting_count; s++) {
        tabulate(mixture, (uint16_t)s, &tables->siblings[s]);
    }
    return DI_OK;
}

double frailty_mixture_resident(const struct frailty_mixture *mixture, uint16_t setting,
                                uint32_t node, double hazard)
{
    if (mixture->nodes == 1) {
        return 1.0;
    }
    const double *row = row_of(mixture, setting, node);
    const double at = fmin(log1p(hazard) * ((GRID - 1) / LOG_MAX), GRID - 1.0);
    const uint32_t below = at < GRID - 2 ? (uint32_t)at : GRID - 2;
    return row[below] + (at - below) * (row[below + 1] - row[below]);
}
