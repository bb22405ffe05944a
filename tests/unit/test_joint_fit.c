/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "di/integer_table.h"
#include "di/proportional_fit.h"

#include "di_test.h"

static const uint32_t ROW[4] = {0, 0, 1, 1};
static const uint32_t COLUMN[4] = {0, 1, 0, 1};

static struct di_fit_result fit(double *cells, const double *rows, const double *columns,
                                struct di_fit_problem *problems)
{
    const struct di_table_margin margins[2] = {{2, ROW, rows}, {2, COLUMN, columns}};
    struct di_fit_result result;
    assert_status(di_proportional_fit(cells, 4, margins, 2, problems, 4, &result), DI_OK);
    return result;
}

static void a_table_of_ones_becomes_the_product_of_its_margins(void **state)
{
    (void)state;
    double cells[4] = {1, 1, 1, 1};
    struct di_fit_problem problems[4];
    const struct di_fit_result result =
        fit(cells, (double[]){30, 70}, (double[]){40, 60}, problems);
    assert_int_equal(result.problem_count, 0);
    assert_near(cells[0], 12.0, 1e-6);
    assert_near(cells[3], 42.0, 1e-6);
}

static void a_structural_zero_stays_zero(void **state)
{
    (void)state;
    double cells[4] = {0, 1, 1, 1};
    struct di_fit_problem problems[4];
    const struct di_fit_result result =
        fit(cells, (double[]){30, 70}, (double[]){40, 60}, problems);
    assert_int_equal(result.problem_count, 0);
    assert_true(!(cells[0] > 0.0));
    assert_near(cells[1], 30.0, 1e-3);
}

static void disagreeing_totals_are_named(void **state)
{
    (void)state;
    double cells[4] = {1, 1, 1, 1};
    struct di_fit_problem problems[4];
    const struct di_fit_result result =
        fit(cells, (double[]){30, 70}, (double[]){40, 65}, problems);
    assert_int_equal(result.problem_count, 1);
    assert_int_equal(problems[0].kind, DI_FIT_TOTALS_DISAGREE);
    assert_int_equal(problems[0].other_margin, 1);
    assert_near(problems[0].found, 105.0, 1e-12);
}

static void a_leaf_without_cells_is_named(void **state)
{
    (void)state;
    double cells[4] = {0, 0, 1, 1};
    struct di_fit_problem problems[4];
    const struct di_fit_result result =
        fit(cells, (double[]){30, 70}, (double[]){40, 60}, problems);
    assert_int_equal(result.problem_count, 1);
    assert_int_equal(problems[0].kind, DI_FIT_IMPOSSIBLE);
    assert_int_equal(problems[0].leaf, 0);
}

static void margins_no_table_can_meet_end_in_a_report(void **state)
{
    (void)state;
    double cells[4] = {1, 0, 1, 1}; /* row 0 lives in column 0, which is smaller than it */
    struct di_fit_problem problems[4];
    const struct di_fit_result result =
        fit(cells, (double[]){50, 50}, (double[]){40, 60}, problems);
    assert_int_equal(result.sweeps, DI_FIT_SWEEPS_MAX);
    assert_true(result.problem_count > 0);
    assert_int_equal(problems[0].kind, DI_FIT_NOT_REACHED);
}

static void halves_go_to_the_cells_given_first(void **state)
{
    (void)state;
    const double cells[4] = {0.5, 0.5, 0.5, 0.5};
    uint32_t counts[4];
    struct di_integer_result result;
    assert_status(di_integer_table(cells, 4, NULL, 0, counts, &result), DI_OK);
    assert_int_equal(result.total, 2);
    assert_int_equal(counts[0] + 10 * counts[1] + 100 * counts[2] + 1000 * counts[3], 11);
}

static void repair_meets_whole_margins_exactly(void **state)
{
    (void)state;
    const double cells[4] = {0.5, 0.5, 0.5, 0.5};
    const double ones[2] = {1, 1};
    const struct di_table_margin margins[2] = {{2, ROW, ones}, {2, COLUMN, ones}};
    uint32_t counts[4];
    struct di_integer_result result;
    assert_status(di_integer_table(cells, 4, margins, 2, counts, &result), DI_OK);
    assert_true(result.worst_gap < 1e-9);
    assert_true(result.swaps > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_ones_becomes_the_product_of_its_margins),
        cmocka_unit_test(a_structural_zero_stays_zero),
        cmocka_unit_test(disagreeing_totals_are_named),
        cmocka_unit_test(a_leaf_without_cells_is_named),
        cmocka_unit_test(margins_no_table_can_meet_end_in_a_report),
        cmocka_unit_test(halves_go_to_the_cells_given_first),
        cmocka_unit_test(repair_meets_whole_margins_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
