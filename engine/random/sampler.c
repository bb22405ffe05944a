/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inversion, not rejection: one uniform, one variate, monotone. The gamma quantile is found by
 * Newton steps on the logarithm of the smaller tail against ln x. Both log tails are concave
 * in ln x, so after one step the iteration approaches the root from one side and cannot leave.
 */
#include "di/sampler.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

double di_sample_exponential(double u)
{
    return -log1p(-u);
}

double di_sample_weibull_years(double u, double shape, double scale_years)
{
    return scale_years * pow(di_sample_exponential(u), 1.0 / shape);
}

double di_sample_lognormal(double u, double mean_of_log, double sd_of_log)
{
    return exp(mean_of_log + sd_of_log * di_normal_quantile(u));
}

/* Upper-tail z of p <= 1/2. First guess: Hastings (1955), error under 4.5e-4; two Halley steps
 * on the tail area take it to rounding. */
static double upper_normal(double p)
{
    const double t = sqrt(-2.0 * log(p));
    double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    const double root_2_pi = 2.506628274631000502;
    const double root_half = 0.70710678118654752440;
    for (int step = 0; step < 2; step++) {
        const double tail = 0.5 * erfc(z * root_half);
        const double miss = (tail - p) * root_2_pi * exp(0.5 * z * z);
        z += miss / (1.0 - 0.5 * z * miss);
    }
    return z;
}

double di_normal_quantile(double p)
{
    if (p == 0.5)
        return 0.0;
    return p < 0.5 ? -upper_normal(p) : upper_normal(1.0 - p);
}

/* Stirling's series needs a large argument: the recurrence takes small ones there. */
double di_log_gamma(double x)
{
    double shift = 1.0;
    while (x < 10.0)
        shift *= x++;
    const double y = 1.0 / (x * x);
    const double series =
        (1.0 / 12.0 -
         y * (1.0 / 360.0 -
              y * (1.0 / 1260.0 -
                   y * (1.0 / 1680.0 - y * (1.0 / 1188.0 - y * (691.0 / 360360.0)))))) /
        x;
    const double half_log_2_pi = 0.91893853320467274178;
    return (x - 0.5) * log(x) - x + half_log_2_pi + series - log(shift);
}

/* P / (x^a e^-x / Gamma(a + 1)), a series that converges fast for x < a + 1. */
static double lower_series(double a, double x)
{
    double term = 1.0;
    double sum = 1.0;
    for (double n = a + 1.0; term > sum * DBL_EPSILON * 0.25; n += 1.0) {
        term *= x / n;
        sum += term;
    }
    return sum;
}

/* Q / (x^a e^-x / Gamma(a)), Legendre's continued fraction by Lentz's method, x >= a + 1. */
static double upper_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 1.0 / DBL_MIN;
    double d = 1.0 / b;
    double value = d;
    for (double n = 1.0; n < 1e7; n += 1.0) {
        const double numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        value *= d * c;
        if (fabs(d * c - 1.0) < DBL_EPSILON)
            break;
    }
    return value;
}

struct gamma_tails {
    double log_p, log_q;
    double log_density; /* in ln x */
};

/* At ln x, whichever sides are asked; works where x itself would underflow. */
static struct gamma_tails tails_at(double a, double log_gamma, double log_x)
{
    const double x = exp(log_x);
    struct gamma_tails tails = {.log_density = a * log_x - x - log_gamma};
    if (x < a + 1.0) {
        tails.log_p = tails.log_density - log(a) + log(lower_series(a, x));
        tails.log_q = log(-expm1(fmin(tails.log_p, 0.0)));
    } else {
        tails.log_q = tails.log_density + log(upper_fraction(a, x));
        tails.log_p = log1p(-exp(fmin(tails.log_q, 0.0)));
    }
    return tails;
}

double di_gamma_p(double shape, double x)
{
    return x > 0.0 ? exp(tails_at(shape, di_log_gamma(shape), log(x)).log_p) : 0.0;
}

double di_gamma_q(double shape, double x)
{
    return x > 0.0 ? exp(tails_at(shape, di_log_gamma(shape), log(x)).log_q) : 1.0;
}

/* Wilson and Hilferty (1931) where it is good, else the first term of the series. */
static double guess_log_gamma_quantile(double p, double a)
{
    if (a > 0.5) {
        const double cube_root =
            1.0 - 1.0 / (9.0 * a) + di_normal_quantile(p) / (3.0 * sqrt(a));
        if (cube_root > 0.2)
            return log(a) + 3.0 * log(cube_root);
    }
    return (log(p) + di_log_gamma(a + 1.0)) / a;
}

/* A step of Newton's squares the error, so after one below 1e-8 nothing is left to mend. */
double di_gamma_quantile(double p, double shape)
{
    const double log_gamma = di_log_gamma(shape);
    const bool is_lower = p <= 0.5;
    const double log_tail = is_lower ? log(p) : log1p(-p);
    double log_x = guess_log_gamma_quantile(p, shape);
    for (int step = 0; step < 100; step++) {
        const struct gamma_tails tails = tails_at(shape, log_gamma, log_x);
        const double move =
            is_lower ? (log_tail - tails.log_p) * exp(tails.log_p - tails.log_density)
                     : (tails.log_q - log_tail) * exp(tails.log_q - tails.log_density);
        log_x += fmax(-4.0 / shape - 4.0, fmin(move, 4.0));
        if (fabs(move) < 1e-8)
            break;
    }
    return exp(log_x);
}

uint32_t di_poisson_quantile(double p, double mean)
{
    if (mean <= 0.0)
        return 0;
    const double guess = mean + sqrt(mean) * di_normal_quantile(p);
    uint32_t count = guess > 0.0 ? (uint32_t)guess : 0;
    while (di_gamma_q((double)count + 1.0, mean) < p)
        count++;
    while (count > 0 && di_gamma_q((double)count, mean) >= p)
        count--;
    return count;
}
