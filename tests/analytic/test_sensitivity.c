/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Designs, distributions and global indices against known answers, apart from the simulator. */
#include <stdlib.h>
#include <string.h>

#include "di/distribution.h"
#include "di/sensitivity.h"
#include "di/sobol.h"
#include "di/statistics.h"

#include "di_test.h"

#define PI 3.14159265358979323846

enum { INPUTS = 3, POINTS = 16384 };

static const uint64_t keys[INPUTS] = {11, 22, 33};

/* The uniforms of a row become inputs on (-pi, pi). Sobol indices of the Ishigami function with
 * a = 7, b = 0.1: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225. */
static double ishigami(const double *row)
{
    const double x = PI * (2 * row[0] - 1), y = PI * (2 * row[1] - 1),
                 z = PI * (2 * row[2] - 1);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * pow(z, 4) * sin(x);
}

/* 1 x + 2 y + 3 z of uniforms: variances 1, 4 and 9 of 14. */
static double linear(const double *row)
{
    return row[0] + 2 * row[1] + 3 * row[2];
}

static void evaluate(double (*function)(const double *), struct di_sobol_index *out)
{
    const size_t rows = di_sobol_evaluations(INPUTS, POINTS);
    const struct di_stream stream = di_stream_make(1, 0);
    double *shares = calloc(rows * INPUTS, sizeof *shares);
    double *values = calloc(rows, sizeof *values);
    assert_non_null(shares);
    assert_non_null(values);
    assert_status(di_sobol_design(stream, keys, INPUTS, POINTS, shares), DI_OK);
    for (size_t i = 0; i < rows; i++)
        values[i] = function(shares + i * INPUTS);
    assert_status(di_sobol_indices(stream, values, INPUTS, POINTS, 200, out), DI_OK);
    free(shares);
    free(values);
}

static void assert_index(const struct di_sobol_index *index, double first, double total)
{
    if (fabs(index->first - first) > 0.03 || fabs(index->total - total) > 0.03)
        fail_msg("first %g, expected %g; total %g, expected %g", index->first, first,
                 index->total, total);
    assert_true(index->first_low <= index->first && index->first <= index->first_high);
    assert_true(index->total_low <= index->total && index->total <= index->total_high);
    /* the interval is narrow and holds the truth, give or take its own width */
    const double width = index->first_high - index->first_low;
    assert_true(width < 0.15);
    assert_true(fabs(index->first - first) <= width + 1e-9);
}

static void indices_of_the_ishigami_function_are_known(void **unused)
{
    (void)unused;
    struct di_sobol_index index[INPUTS];
    const double p4 = pow(PI, 4);
    const double v1 = 0.5 * pow(1 + 0.1 * p4 / 5, 2), v2 = 49.0 / 8,
                 v13 = 8 * 0.01 * p4 * p4 / 225;
    const double v = v1 + v2 + v13;
    evaluate(ishigami, index);
    assert_index(&index[0], v1 / v, (v1 + v13) / v); /* 0.3139, 0.5576 */
    assert_index(&index[1], v2 / v, v2 / v);         /* 0.4424 */
    assert_index(&index[2], 0, v13 / v);             /* 0, 0.2437 */
}

static void indices_of_a_linear_model_are_its_squares(void **unused)
{
    (void)unused;
    struct di_sobol_index index[INPUTS];
    evaluate(linear, index);
    for (size_t j = 0; j < INPUTS; j++) {
        const double share = (double)((j + 1) * (j + 1)) / 14;
        assert_index(&index[j], share, share);
    }
}

static void an_output_that_does_not_vary_has_no_indices(void **unused)
{
    (void)unused;
    double values[5 * 4];
    struct di_sobol_index index[INPUTS];
    for (size_t i = 0; i < 20; i++)
        values[i] = 3;
    assert_status(di_sobol_indices(di_stream_make(1, 0), values, INPUTS, 4, 10, index), DI_OK);
    assert_true(isnan(index[0].first) && isnan(index[2].total_high));
}

static void a_latin_hypercube_has_one_value_in_every_slice(void **unused)
{
    (void)unused;
    enum { COUNT = 50 };
    double shares[COUNT * INPUTS];
    assert_status(di_latin_hypercube(di_stream_make(5, 0), keys, INPUTS, COUNT, shares), DI_OK);
    for (size_t j = 0; j < INPUTS; j++) {
        bool is_taken[COUNT] = {false};
        for (size_t i = 0; i < COUNT; i++) {
            const size_t slice = (size_t)(shares[i * INPUTS + j] * COUNT);
            assert_true(slice < COUNT && !is_taken[slice]);
            is_taken[slice] = true;
        }
    }
    /* an input's values do not depend on which inputs stand beside it */
    double alone[COUNT];
    assert_status(di_latin_hypercube(di_stream_make(5, 0), &keys[1], 1, COUNT, alone), DI_OK);
    for (size_t i = 0; i < COUNT; i++)
        assert_true(alone[i] == shares[i * INPUTS + 1]);
}

static void iman_conover_gives_the_rank_correlations_asked_for(void **unused)
{
    (void)unused;
    enum { COUNT = 1000 };
    static double shares[COUNT * INPUTS], before[COUNT], a[COUNT], b[COUNT], c[COUNT];
    const double target[INPUTS * INPUTS] = {1, 0.7, 0, 0.7, 1, -0.4, 0, -0.4, 1};
    const struct di_stream stream = di_stream_make(5, 0);
    assert_status(di_latin_hypercube(stream, keys, INPUTS, COUNT, shares), DI_OK);
    double sum = 0, sum_after = 0;
    for (size_t i = 0; i < COUNT; i++)
        sum += before[i] = shares[i * INPUTS];
    assert_status(di_iman_conover(stream, keys, INPUTS, COUNT, target, shares, NULL), DI_OK);
    for (size_t i = 0; i < COUNT; i++) {
        a[i] = shares[i * INPUTS];
        b[i] = shares[i * INPUTS + 1];
        c[i] = shares[i * INPUTS + 2];
        sum_after += a[i];
    }
    /* a rank correlation of normals with r is 6/pi asin(r/2): .683 and -.385 */
    assert_true(fabs(di_rank_correlation(a, b, COUNT) - 0.683) < 0.03);
    assert_true(fabs(di_rank_correlation(b, c, COUNT) + 0.385) < 0.03);
    assert_true(fabs(di_rank_correlation(a, c, COUNT)) < 0.05);
    assert_near(sum_after, sum, 1e-12); /* the same values in another order */
}

/* As few rows as a short run has: the values stay, correlations hold on average over seeds, and
 * an input without one is drawn as if it were alone. */
static void few_rows_are_correlated_on_average(void **unused)
{
    (void)unused;
    enum { SEEDS = 2000, ROWS = 3 };
    const double target[INPUTS * INPUTS] = {1, 0, 0.9, 0, 1, 0, 0.9, 0, 1};
    for (size_t rows = 1; rows <= ROWS; rows++) {
        double together = 0;
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            const struct di_stream stream = di_stream_make(seed, 0);
            double shares[ROWS * INPUTS], plain[ROWS * INPUTS], a[ROWS], c[ROWS];
            assert_status(di_latin_hypercube(stream, keys, INPUTS, rows, plain), DI_OK);
            memcpy(shares, plain, sizeof shares);
            assert_status(di_iman_conover(stream, keys, INPUTS, rows, target, shares, NULL),
                          DI_OK);
            for (size_t i = 0; i < rows; i++) {
                assert_true(shares[i * INPUTS + 1] == plain[i * INPUTS + 1]);
                a[i] = shares[i * INPUTS];
                c[i] = shares[i * INPUTS + 2];
            }
            together += rows > 1 ? di_rank_correlation(a, c, rows) / SEEDS : 0;
        }
        assert_true(rows == 1 || together > 0.5);
    }
}

static void impossible_correlations_are_refused(void **unused)
{
    (void)unused;
    double shares[20 * INPUTS];
    const double target[INPUTS * INPUTS] = {1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1};
    assert_status(di_latin_hypercube(di_stream_make(5, 0), keys, INPUTS, 20, shares), DI_OK);
    assert_status(di_iman_conover(di_stream_make(5, 0), keys, INPUTS, 20, target, shares, NULL),
                  DI_ERR_INCONSISTENT);
}

static void ties_share_their_rank(void **unused)
{
    (void)unused;
    const double a[] = {1, 2, 2, 3}, b[] = {10, 20, 20, 30}, c[] = {1, 1, 1, 1};
    assert_near(di_rank_correlation(a, b, 4), 1, 1e-15);
    assert_true(isnan(di_rank_correlation(a, c, 4)));
}

/* Quantiles by formulas of their own: I_x(2, 1) = x^2; PERT symmetric at its mode; a normal cut
 * at its mean from below has its median at z = 0.6744897501960817. */
static void quantiles_of_distributions_are_known(void **unused)
{
    (void)unused;
    struct di_distribution d = {DI_DISTRIBUTION_BETA, {2, 1, 0}, -HUGE_VAL, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.25), 0.5, 1e-9);
    d = (struct di_distribution){DI_DISTRIBUTION_PERT, {1, 3, 5}, -HUGE_VAL, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.5), 3, 1e-9);
    d = (struct di_distribution){DI_DISTRIBUTION_UNIFORM, {1, 3, 0}, -HUGE_VAL, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.25), 1.5, 1e-12);
    d = (struct di_distribution){
        DI_DISTRIBUTION_LOGNORMAL, {6, 0.4265, 0}, -HUGE_VAL, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.5), 6, 1e-12);
    assert_near(di_distribution_quantile(&d, 0.75), 8, 1e-4); /* MODEL 8.4 */
    d = (struct di_distribution){DI_DISTRIBUTION_GAMMA, {1, 2, 0}, -HUGE_VAL, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.5), 2 * log(2.0), 1e-8);
    d = (struct di_distribution){DI_DISTRIBUTION_NORMAL, {0, 1, 0}, 0, HUGE_VAL};
    assert_near(di_distribution_quantile(&d, 0.5), 0.6744897501960817, 1e-9);
    assert_near(di_incomplete_beta(3, 2, 0.4), 0.1792, 1e-12); /* 4 x^3 - 3 x^4 */
}

/* Draws 10, 20, 30 with noise of mean squares 2 within: variance of the means 100, of which
 * 2 / 2 replications is chance. */
static void chance_is_taken_off_the_spread_of_draws(void **unused)
{
    (void)unused;
    const double values[] = {9, 11, 19, 21, 29, 31};
    struct di_draw_spread spread;
    double scratch[3];
    di_draw_spread_compute(values, 3, 2, scratch, &spread);
    assert_near(spread.p50, 20, 1e-15);
    assert_near(spread.variance_within, 2, 1e-12);
    assert_near(spread.variance_parameters, 99, 1e-12);
    di_draw_spread_compute(values, 6, 1, (double[6]){0}, &spread);
    assert_true(isnan(spread.variance_within) && isnan(spread.variance_parameters));
}

/* y = 10 + x1 - 3 x2, x1 in [0, 1], x2 in [2, 4]; two replications add -1 and 1. */
static void a_tornado_lists_the_widest_bar_first(void **unused)
{
    (void)unused;
    const double values[] = {0.5, 2.5, 0, 2, 1, 3, 3.5, 5.5, -2.5, -0.5};
    struct di_tornado_bar bars[2];
    double base;
    di_tornado_compute(values, 2, 2, &base, bars);
    assert_near(base, 1.5, 1e-15);
    assert_int_equal(bars[0].input, 1);
    assert_near(bars[0].low, 4.5, 1e-15);
    assert_near(bars[0].high, -1.5, 1e-15);
    assert_int_equal(bars[1].input, 0);
    assert_near(bars[1].high - bars[1].low, 1, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_of_the_ishigami_function_are_known),
        cmocka_unit_test(indices_of_a_linear_model_are_its_squares),
        cmocka_unit_test(an_output_that_does_not_vary_has_no_indices),
        cmocka_unit_test(a_latin_hypercube_has_one_value_in_every_slice),
        cmocka_unit_test(iman_conover_gives_the_rank_correlations_asked_for),
        cmocka_unit_test(few_rows_are_correlated_on_average),
        cmocka_unit_test(impossible_correlations_are_refused),
        cmocka_unit_test(ties_share_their_rank),
        cmocka_unit_test(quantiles_of_distributions_are_known),
        cmocka_unit_test(a_tornado_lists_the_widest_bar_first),
        cmocka_unit_test(chance_is_taken_off_the_spread_of_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
