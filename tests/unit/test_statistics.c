/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics over replications against tables and hand values. */
#include "di/statistics.h"

#include "di_test.h"

static void student_points_match_the_tables(void **state)
{
    (void)state;
    assert_near(di_statistics_student_t95(1), tan(0.475 * 3.14159265358979323846), 1e-12);
    /* two degrees: t = .95 * sqrt(2 / (1 - .95^2)) */
    assert_near(di_statistics_student_t95(2), 0.95 * sqrt(2.0 / (1.0 - 0.9025)), 1e-12);
    assert_near(di_statistics_student_t95(3), 3.18244630528371, 1e-10);
    assert_near(di_statistics_student_t95(4), 2.776445105197794, 1e-10);
    assert_near(di_statistics_student_t95(9), 2.262157162798206, 1e-10);
    assert_near(di_statistics_student_t95(10), 2.228138851986275, 1e-10);
    assert_near(di_statistics_student_t95(29), 2.045229642132704, 1e-10);
    assert_near(di_statistics_student_t95(99), 1.984216951586417, 1e-10);
    assert_near(di_statistics_student_t95(199), 1.971956544251754, 1e-10);
    assert_near(di_statistics_student_t95(200), 1.971896223633909, 1e-10);
    assert_near(di_statistics_student_t95(201), 1.971836506779859, 1e-10);
    assert_near(di_statistics_student_t95(1000), 1.962339080826408, 1e-10);
    assert_true(isnan(di_statistics_student_t95(0)));
}

static void quantiles_are_type_seven(void **state)
{
    (void)state;
    const double sorted[] = {1.0, 2.0, 4.0, 8.0};
    assert_near(di_statistics_quantile(sorted, 4, 0.25), 1.75, 1e-15);
    assert_near(di_statistics_quantile(sorted, 4, 0.5), 3.0, 1e-15);
    assert_near(di_statistics_quantile(sorted, 4, 0.95), 7.4, 1e-14);
    assert_near(di_statistics_quantile(sorted, 4, 0.0), 1.0, 1e-15);
    assert_near(di_statistics_quantile(sorted, 4, 1.0), 8.0, 1e-15);
    assert_near(di_statistics_quantile(sorted, 1, 0.95), 1.0, 1e-15);
    assert_true(isnan(di_statistics_quantile(sorted, 0, 0.5)));
}

static void a_summary_leaves_out_the_undefined(void **state)
{
    (void)state;
    const double values[] = {8.0, (double)NAN, 1.0, 4.0, 2.0};
    double scratch[5];
    struct di_summary summary;
    di_summary_compute(values, 5, scratch, &summary);
    const double sd = sqrt((4.25 * 4.25 + 2.75 * 2.75 + 0.25 * 0.25 + 1.75 * 1.75) / 3.0);
    assert_int_equal(summary.n, 4);
    assert_near(summary.mean, 3.75, 1e-15);
    assert_near(summary.sd, sd, 1e-14);
    assert_near(summary.ci_high, 3.75 + 3.182446305284263 * sd / 2.0, 1e-9);
    assert_near(summary.ci_low, 3.75 - 3.182446305284263 * sd / 2.0, 1e-9);
    assert_near(summary.p25, 1.75, 1e-15);
    assert_near(summary.p95, 7.4, 1e-14);
}

static void too_few_values_say_nothing(void **state)
{
    (void)state;
    const double values[] = {(double)NAN, 3.0};
    double scratch[2];
    struct di_summary summary;
    di_summary_compute(values, 1, scratch, &summary);
    assert_int_equal(summary.n, 0);
    assert_true(isnan(summary.mean) && isnan(summary.p50) && isnan(summary.ci_low));
    di_summary_compute(values, 2, scratch, &summary);
    assert_int_equal(summary.n, 1);
    assert_near(summary.mean, 3.0, 1e-15);
    assert_near(summary.p50, 3.0, 1e-15);
    assert_true(isnan(summary.sd) && isnan(summary.ci_high));
}

static void sorting_copes_with_many_values(void **state)
{
    (void)state;
    double values[101];
    double scratch[101];
    struct di_summary summary;
    for (size_t i = 0; i < 101; i++)
        values[i] = (double)(i * 37 % 101);
    di_summary_compute(values, 101, scratch, &summary);
    assert_near(summary.p05, 5.0, 1e-14);
    assert_near(summary.p50, 50.0, 1e-14);
    assert_near(summary.p95, 95.0, 1e-14);
    for (size_t i = 0; i < 101; i++)
        assert_true(scratch[i] == (double)i);
}

static void pairs_cancel_what_they_share(void **state)
{
    (void)state;
    const double base[] = {1.0, 2.0, 3.0, (double)NAN};
    const double changed[] = {3.0, 4.0, 5.0, 9.0};
    const double opposite[] = {3.0, 2.0, 1.0, 9.0};
    struct di_paired paired;
    di_paired_compute(base, changed, 4, &paired);
    assert_int_equal(paired.n, 3);
    assert_near(paired.mean_difference, 2.0, 1e-15);
    assert_true(paired.sd == 0.0 && paired.ci_low == paired.ci_high);
    assert_near(paired.correlation, 1.0, 1e-14);
    di_paired_compute(base, opposite, 4, &paired);
    assert_near(paired.correlation, -1.0, 1e-14);
    assert_near(paired.sd, 2.0, 1e-14);
}

static void precision_is_relative_to_the_truth(void **state)
{
    (void)state;
    struct di_precision_rule rule;
    di_precision_rule_defaults(&rule);
    struct di_summary summary = {.n = 10, .mean = 1020.0, .ci_low = 1000.1, .ci_high = 1039.9};
    assert_true(di_precision_is_reached(&rule, &summary));
    summary.ci_high = 1040.5;
    assert_false(di_precision_is_reached(&rule, &summary));
    summary = (struct di_summary){.n = 10, .mean = 1.0, .ci_low = 0.6, .ci_high = 1.4};
    assert_true(di_precision_is_reached(&rule, &summary));
    summary.ci_low = (double)NAN;
    assert_false(di_precision_is_reached(&rule, &summary));
    assert_int_equal(di_precision_next_count(&rule, 0), 10);
    assert_int_equal(di_precision_next_count(&rule, 10), 15);
    assert_int_equal(di_precision_next_count(&rule, 198), 200);
    assert_int_equal(di_precision_next_count(&rule, 200), 200);
}

/* For a mean the jackknife is the ordinary standard error and finds no bias. */
static void the_jackknife_of_a_mean_is_its_standard_error(void **state)
{
    (void)state;
    const double left_out[] = {(2.0 + 4.0 + 8.0) / 3.0, (1.0 + 4.0 + 8.0) / 3.0,
                               (1.0 + 2.0 + 8.0) / 3.0, (1.0 + 2.0 + 4.0) / 3.0};
    struct di_summary summary;
    di_jackknife_compute(3.75, left_out, 4, &summary);
    const double sd = sqrt((4.25 * 4.25 + 2.75 * 2.75 + 0.25 * 0.25 + 1.75 * 1.75) / 3.0);
    assert_near(summary.mean, 3.75, 1e-14);
    assert_near(summary.sd, sd / 2.0, 1e-14);
    di_jackknife_compute(3.75, left_out, 1, &summary);
    assert_true(isnan(summary.sd) && summary.mean == 3.75);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(student_points_match_the_tables),
        cmocka_unit_test(quantiles_are_type_seven),
        cmocka_unit_test(a_summary_leaves_out_the_undefined),
        cmocka_unit_test(too_few_values_say_nothing),
        cmocka_unit_test(sorting_copes_with_many_values),
        cmocka_unit_test(pairs_cancel_what_they_share),
        cmocka_unit_test(precision_is_relative_to_the_truth),
        cmocka_unit_test(the_jackknife_of_a_mean_is_its_standard_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
