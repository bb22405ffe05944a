/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of distributions by id. The beta quantile is found by bisection on its incomplete
 * function: some dozens of draws a scenario, where certainty counts more than speed. */
#include "di/distribution.h"

#include <math.h>
#include <string.h>

#include "di/sampler.h"

static const char *const ids[DI_DISTRIBUTIONS] = {"beta",   "gamma",   "lognormal",
                                                  "normal", "uniform", "pert"};

const char *di_distribution_id(enum di_distribution_kind kind)
{
    return ids[kind];
}

enum di_distribution_kind di_distribution_find(const char *id)
{
    for (int kind = 0; kind < DI_DISTRIBUTIONS; kind++)
        if (strcmp(ids[kind], id) == 0)
            return (enum di_distribution_kind)kind;
    return DI_DISTRIBUTIONS;
}

/* Continued fraction for x below (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m <= 10000; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 + even * d;
        c = 1 + even / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 + odd * d;
        c = 1 + odd / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        h *= d * c;
        if (fabs(d * c - 1) < 1e-15)
            break;
    }
    return h;
}

double di_incomplete_beta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front = exp(di_log_gamma(a + b) - di_log_gamma(a) - di_log_gamma(b) +
                             a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return front * fraction(a, b, x) / a;
    return 1 - front * fraction(b, a, 1 - x) / b;
}

static double beta_quantile(double share, double a, double b)
{
    double low = 0, high = 1;
    for (int i = 0; i < 200 && high - low > 1e-12 * high; i++) {
        const double middle = 0.5 * (low + high);
        if (di_incomplete_beta(a, b, middle) < share)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

static double normal_cdf(double z)
{
    return 0.5 * erfc(-z / sqrt(2.0));
}

/* Cut: the share runs over what is left between the ends. */
static double normal_quantile(const struct di_distribution *d, double share)
{
    const double low = normal_cdf((d->low - d->p[0]) / d->p[1]);
    const double high = normal_cdf((d->high - d->p[0]) / d->p[1]);
    const double inside = low + share * (high - low);
    return d->p[0] + d->p[1] * di_normal_quantile(fmin(fmax(inside, 1e-300), 1 - 1e-16));
}

double di_distribution_quantile(const struct di_distribution *d, double share)
{
    switch (d->kind) {
    case DI_DISTRIBUTION_BETA:
        return beta_quantile(share, d->p[0], d->p[1]);
    case DI_DISTRIBUTION_GAMMA:
        return di_gamma_quantile(share, d->p[0]) * d->p[1] / d->p[0];
    case DI_DISTRIBUTION_LOGNORMAL:
        return di_sample_lognormal(share, log(d->p[0]), d->p[1]);
    case DI_DISTRIBUTION_NORMAL:
        return normal_quantile(d, share);
    case DI_DISTRIBUTION_UNIFORM:
        return d->p[0] + share * (d->p[1] - d->p[0]);
    case DI_DISTRIBUTION_PERT: {
        const double range = d->p[2] - d->p[0];
        const double a = 1 + 4 * (d->p[1] - d->p[0]) / range;
        return d->p[0] + range * beta_quantile(share, a, 6 - a);
    }
    case DI_DISTRIBUTIONS:
        break;
    }
    return (double)NAN;
}
