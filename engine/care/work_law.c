/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours and lags by their law (MODEL 8.1), at the same luck: a larger uniform is never less. */
#include <math.h>

#include "di/sampler.h"

#include "desk.h"

double work_law_sample(const struct di_work_law *law, double mean, double u)
{
    if (!(mean > 0))
        return mean;
    switch (law->form) {
    case DI_WORK_EXPONENTIAL:
        return mean * di_sample_exponential(u);
    case DI_WORK_GAMMA:
        return mean * di_gamma_quantile(u, law->shape) / law->shape;
    case DI_WORK_LOGNORMAL:
        return mean * di_sample_lognormal(u, -law->shape * law->shape / 2, law->shape);
    case DI_WORK_WEIBULL:
        return mean * di_sample_weibull_years(u, law->shape, 1 / tgamma(1 + 1 / law->shape));
    case DI_WORK_EMPIRICAL:
        return law->sample[(uint32_t)(u * law->sample_count)];
    case DI_WORK_FIXED:
    case DI_WORK_FORMS:
        break;
    }
    return mean;
}
