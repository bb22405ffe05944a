/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Baseline hazards and their exact inversion (MODEL 5): by segments where the rate is constant
 * in pieces, in closed form for Weibull. What remains of an exponential after a change of the
 * factor is the caller's; this file only knows H0.
 */
#include "di/hazard.h"

#include <assert.h>
#include <math.h>

bool di_hazard_is_ever(const struct di_hazard *hazard)
{
    if (hazard->form == DI_HAZARD_WEIBULL)
        return true;
    for (uint32_t i = 0; i < hazard->pieces; i++)
        if (hazard->rate_per_year[i] > 0)
            return true;
    return false;
}

static double piece_end(const struct di_hazard *hazard, uint32_t piece)
{
    return piece + 1 < hazard->pieces ? hazard->from_years[piece + 1] : HUGE_VAL;
}

static uint32_t piece_at(const struct di_hazard *hazard, double u_years)
{
    uint32_t piece = 0;
    while (piece + 1 < hazard->pieces && u_years >= hazard->from_years[piece + 1])
        piece++;
    return piece;
}

static double piecewise_cumulative(const struct di_hazard *hazard, double u_years)
{
    double sum = 0;
    for (uint32_t i = 0; i < hazard->pieces && hazard->from_years[i] < u_years; i++)
        sum += hazard->rate_per_year[i] *
               (fmin(u_years, piece_end(hazard, i)) - hazard->from_years[i]);
    return sum;
}

double di_hazard_cumulative(const struct di_hazard *hazard, double u_years)
{
    if (u_years <= 0)
        return 0;
    if (hazard->form == DI_HAZARD_WEIBULL)
        return pow(u_years / hazard->scale_years, hazard->shape);
    return piecewise_cumulative(hazard, u_years);
}

double di_hazard_rate(const struct di_hazard *hazard, double u_years)
{
    if (hazard->form == DI_HAZARD_PIECEWISE)
        return hazard->rate_per_year[piece_at(hazard, u_years)];
    return hazard->shape / hazard->scale_years *
           pow(fmax(u_years, 0) / hazard->scale_years, hazard->shape - 1);
}

/* `need` is what is left of the cumulative baseline hazard to use up. */
static double piecewise_invert(const struct di_hazard *hazard, double u_years, double need)
{
    double from = u_years;
    for (uint32_t i = piece_at(hazard, u_years); i < hazard->pieces; i++) {
        const double rate = hazard->rate_per_year[i];
        const double end = piece_end(hazard, i);
        if (rate > 0 && need <= rate * (end - from))
            return from + need / rate;
        if (rate > 0)
            need -= rate * (end - from);
        from = end;
    }
    return HUGE_VAL;
}

double di_hazard_invert(const struct di_hazard *hazard, double u_years, double factor,
                        double exponential)
{
    assert(u_years >= 0 && exponential >= 0);
    if (exponential <= 0)
        return u_years;
    if (!(factor > 0))
        return HUGE_VAL;
    const double need = exponential / factor;
    if (hazard->form == DI_HAZARD_PIECEWISE)
        return piecewise_invert(hazard, u_years, need);
    const double used = pow(u_years / hazard->scale_years, hazard->shape);
    return fmax(u_years, hazard->scale_years * pow(used + need, 1 / hazard->shape));
}
