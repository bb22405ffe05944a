/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stays with a known law. With x = (t / scale)^shape and a = 1 / shape the Weibull integral of
 * survival is (scale / shape) * lower incomplete gamma(a, x). Factors are arranged so that
 * x^a is simply t / scale: no logarithm of gamma and no large powers appear.
 */
#include "di/theory_stay.h"

#include "theory_argument.h"

/* Relative size of the last term of a series or fraction. */
#define LAST_TERM 1e-16

/* Both series settle within some 100 terms for shapes accepted; this only bounds the loop. */
#define MAX_TERMS 10000

/* Stands in for a zero denominator in a continued fraction. */
#define TINY 1e-300

static bool is_bad_pieces(const struct di_theory_stay *stay)
{
    if (stay->piece_count == 0 || stay->piece_start_years[0] != 0.0)
        return true;
    for (size_t i = 0; i < stay->piece_count; i++) {
        if (!is_nonnegative(stay->piece_rate_per_year[i]) ||
            !is_nonnegative(stay->piece_start_years[i]))
            return true;
        if (i > 0 && stay->piece_start_years[i] <= stay->piece_start_years[i - 1])
            return true;
    }
    return false;
}

static bool is_bad_stay(const struct di_theory_stay *stay)
{
    switch (stay->kind) {
    case DI_THEORY_STAY_EXPONENTIAL:
        return !is_positive(stay->rate_per_year);
    case DI_THEORY_STAY_WEIBULL:
        return !(stay->shape >= DI_THEORY_STAY_SHAPE_MIN &&
                 stay->shape <= DI_THEORY_STAY_SHAPE_MAX) ||
               !is_positive(stay->scale_years);
    case DI_THEORY_STAY_PIECEWISE:
        return is_bad_pieces(stay);
    }
    return true;
}

/* Integral of exp(-rate u) over u in [0, years]; also exact where the rate is tiny. */
static double integrate_exponential(double rate_per_year, double years)
{
    const double cumulated = rate_per_year * years;
    if (cumulated < LAST_TERM)
        return years;
    return -expm1(-cumulated) / rate_per_year;
}

/* Sum of x^n / ((a+1) .. (a+n)) from n = 0: lower incomplete gamma without its factor. */
static double sum_lower_series(double a, double x)
{
    double sum = 1.0;
    double term = 1.0;
    for (int n = 1; n < MAX_TERMS && term > LAST_TERM * sum; n++) {
        term *= x / (a + (double)n);
        sum += term;
    }
    return sum;
}

/* Continued fraction of upper incomplete gamma without x^a exp(-x), by Lentz's method. */
static double evaluate_upper_fraction(double a, double x)
{
    double b = x + 1.0 - a;
    double c = 1.0 / TINY;
    double d = 1.0 / b;
    double value = d;
    for (int n = 1; n < MAX_TERMS; n++) {
        const double numerator = -(double)n * ((double)n - a);
        b += 2.0;
        d = numerator * d + b;
        d = 1.0 / (fabs(d) < TINY ? TINY : d);
        c = b + numerator / c;
        c = fabs(c) < TINY ? TINY : c;
        value *= d * c;
        if (fabs(d * c - 1.0) < LAST_TERM)
            break;
    }
    return value;
}

static double find_weibull_mean(const struct di_theory_stay *stay)
{
    return stay->scale_years * tgamma(1.0 + 1.0 / stay->shape);
}

/* Series where most of the mass is still ahead, fraction for the rest beyond (A&S 6.5). */
static double integrate_weibull(const struct di_theory_stay *stay, double years)
{
    const double a = 1.0 / stay->shape;
    const double x = pow(years / stay->scale_years, stay->shape);
    if (x < a + 1.0)
        return years * exp(-x) * sum_lower_series(a, x);
    const double mean_years = find_weibull_mean(stay);
    const double vanishing = exp(-x);
    if (vanishing <= 0.0)
        return mean_years;
    return mean_years - years * a * vanishing * evaluate_upper_fraction(a, x);
}

/* Length of piece `i` before `elapsed_years`; 0 if not reached. The last piece has no end. */
static double measure_piece(const struct di_theory_stay *stay, size_t i, double elapsed_years)
{
    const double start = stay->piece_start_years[i];
    const bool is_last = i + 1 == stay->piece_count;
    const double end =
        is_last ? elapsed_years : fmin(elapsed_years, stay->piece_start_years[i + 1]);
    return end > start ? end - start : 0.0;
}

static double cumulate_pieces(const struct di_theory_stay *stay, double elapsed_years)
{
    double cumulated = 0.0;
    for (size_t i = 0; i < stay->piece_count; i++)
        cumulated += stay->piece_rate_per_year[i] * measure_piece(stay, i, elapsed_years);
    return cumulated;
}

static double integrate_pieces(const struct di_theory_stay *stay, double elapsed_years)
{
    double years = 0.0;
    double cumulated = 0.0;
    for (size_t i = 0; i < stay->piece_count; i++) {
        const double length = measure_piece(stay, i, elapsed_years);
        const double rate = stay->piece_rate_per_year[i];
        years += exp(-cumulated) * integrate_exponential(rate, length);
        cumulated += rate * length;
    }
    return years;
}

enum di_status di_theory_stay_survival(const struct di_theory_stay *stay, double elapsed_years,
                                       double *share_out)
{
    if (is_bad_stay(stay) || !is_nonnegative(elapsed_years))
        return DI_ERR_RANGE;
    switch (stay->kind) {
    case DI_THEORY_STAY_EXPONENTIAL:
        *share_out = exp(-stay->rate_per_year * elapsed_years);
        break;
    case DI_THEORY_STAY_WEIBULL:
        *share_out = exp(-pow(elapsed_years / stay->scale_years, stay->shape));
        break;
    case DI_THEORY_STAY_PIECEWISE:
        *share_out = exp(-cumulate_pieces(stay, elapsed_years));
        break;
    }
    return DI_OK;
}

enum di_status di_theory_stay_mean(const struct di_theory_stay *stay, double *mean_years_out)
{
    if (is_bad_stay(stay))
        return DI_ERR_RANGE;
    if (stay->kind == DI_THEORY_STAY_EXPONENTIAL) {
        *mean_years_out = 1.0 / stay->rate_per_year;
        return DI_OK;
    }
    if (stay->kind == DI_THEORY_STAY_WEIBULL) {
        *mean_years_out = find_weibull_mean(stay);
        return DI_OK;
    }
    const double last_start = stay->piece_start_years[stay->piece_count - 1];
    const double last_rate = stay->piece_rate_per_year[stay->piece_count - 1];
    if (last_rate <= 0.0)
        return DI_ERR_UNSTABLE;
    *mean_years_out = integrate_pieces(stay, last_start) +
                      exp(-cumulate_pieces(stay, last_start)) / last_rate;
    return DI_OK;
}

enum di_status di_theory_stay_survival_integral(const struct di_theory_stay *stay,
                                                double elapsed_years, double *years_out)
{
    if (is_bad_stay(stay) || !is_nonnegative(elapsed_years))
        return DI_ERR_RANGE;
    switch (stay->kind) {
    case DI_THEORY_STAY_EXPONENTIAL:
        *years_out = integrate_exponential(stay->rate_per_year, elapsed_years);
        break;
    case DI_THEORY_STAY_WEIBULL:
        *years_out = integrate_weibull(stay, elapsed_years);
        break;
    case DI_THEORY_STAY_PIECEWISE:
        *years_out = integrate_pieces(stay, elapsed_years);
        break;
    }
    return DI_OK;
}
