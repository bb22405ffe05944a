/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cause-specific hazards (MODEL 5): h(u, x, t) = h0(u) * M(x, t), h0 piecewise constant or
 * Weibull in the cause's own clock u, M a di_quantity.
 */
#ifndef DI_HAZARD_H
#define DI_HAZARD_H

#include <stdbool.h>
#include <stdint.h>

#include "di/quantity.h"

enum di_hazard_form { DI_HAZARD_PIECEWISE, DI_HAZARD_WEIBULL };

/** Which elapsed time drives the cause (MODEL 5.1). */
enum di_clock { DI_CLOCK_NONE, DI_CLOCK_PLACE, DI_CLOCK_STATE, DI_CLOCK_CARE, DI_CLOCK_HOME };

struct di_hazard {
    enum di_hazard_form form;
    /* piecewise: rate_per_year[i] holds for u in [from_years[i], from_years[i+1]); from[0] = 0
     */
    uint32_t pieces;
    const double *from_years;
    const double *rate_per_year;
    /* Weibull */
    double shape;
    double scale_years;
    struct di_quantity factor; /* M without frailty */
};

/** Is the baseline above zero at any u? One of zero has nothing to multiply. */
bool di_hazard_is_ever(const struct di_hazard *hazard);

/** Cumulative baseline hazard H0(u) of the first `u_years`, for M = 1. */
double di_hazard_cumulative(const struct di_hazard *hazard, double u_years);

/** Baseline hazard h0(u), right-continuous; Weibull with shape < 1 is infinite at 0. */
double di_hazard_rate(const struct di_hazard *hazard, double u_years);

/**
 * Smallest v >= u with (H0(v) - H0(u)) * factor = exponential; HUGE_VAL if it is never
 * reached. Exact inversion by segments or in closed form.
 */
double di_hazard_invert(const struct di_hazard *hazard, double u_years, double factor,
                        double exponential);

#endif
