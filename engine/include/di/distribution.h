/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is known of an uncertain input: a distribution, sampled by its quantile function, so
 * that an input's draw is a non-decreasing function of one uniform.
 */
#ifndef DI_DISTRIBUTION_H
#define DI_DISTRIBUTION_H

#include <stdint.h>

enum di_distribution_kind {
    DI_DISTRIBUTION_BETA,      /* a, b */
    DI_DISTRIBUTION_GAMMA,     /* shape, mean */
    DI_DISTRIBUTION_LOGNORMAL, /* median, sigma of log */
    DI_DISTRIBUTION_NORMAL,    /* mean, sd; cut to low..high */
    DI_DISTRIBUTION_UNIFORM,   /* low, high */
    DI_DISTRIBUTION_PERT,      /* low, mode, high: beta with the weight 4 on the mode */
    DI_DISTRIBUTIONS
};

struct di_distribution {
    enum di_distribution_kind kind;
    double p[3];      /* parameters, as in scenario files */
    double low, high; /* of a normal: it is cut there, not clamped; +-HUGE_VAL: nowhere */
};

/** "beta", "gamma", ... as in scenario files. */
const char *di_distribution_id(enum di_distribution_kind kind);

/** Kind by id, or DI_DISTRIBUTIONS. */
enum di_distribution_kind di_distribution_find(const char *id);

/** Quantile at `share`, 0 < share < 1; relative accuracy 1e-9. */
double di_distribution_quantile(const struct di_distribution *distribution, double share);

/** Regularized incomplete beta function I_x(a, b); a, b > 0, 0 <= x <= 1. Source: Numerical
 * Recipes 6.4 (continued fraction of Lentz). */
double di_incomplete_beta(double a, double b, double x);

#endif
