/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases of `homeward selftest`, with fewer replications, and that threads change nothing.
 */

#include "di/selftest.h"

#include "di_test.h"
#include "test_scale.h"

enum { ROWS_MAX = 200 };

struct rows {
    struct di_selftest_row row[ROWS_MAX];
    size_t count;
};

static void keep(void *context, const struct di_selftest_row *row)
{
    struct rows *rows = context;
    assert_true(rows->count < ROWS_MAX);
    rows->row[rows->count++] = *row;
}

static void run(const struct di_selftest_options *options, struct rows *rows, bool *agrees)
{
    struct di_error error = {0};
    rows->count = 0;
    if (di_selftest_run(options, keep, rows, agrees, &error) != DI_OK) {
        char text[1000];
        (void)di_message_render(&error.message, NULL, text, sizeof text);
        fail_msg("%s: %s", error.where, text);
    }
}

static void the_simulator_agrees_with_theory(void **state)
{
    (void)state;
    static struct rows rows;
    struct di_selftest_options options;
    bool agrees = false;
    di_selftest_options_defaults(&options);
    options.scale = 0.1 * test_scale();
    options.threads = 2;
    run(&options, &rows, &agrees);
    for (size_t i = 0; i < rows.count; i++)
        if (!rows.row[i].ok)
            print_error("%s, %s: exact %.10g, simulated %.10g, standard error %.3g, seed %d\n",
                        rows.row[i].case_id, rows.row[i].quantity, rows.row[i].exact,
                        rows.row[i].mean, rows.row[i].se, (int)options.seed);
    assert_true(agrees);
    assert_true(rows.count >= 30);
}

static void threads_change_no_row(void **state)
{
    (void)state;
    static struct rows one, three;
    struct di_selftest_options options;
    bool agrees = false;
    di_selftest_options_defaults(&options);
    options.scale = 0.05;
    options.only = "V4";
    run(&options, &one, &agrees);
    options.threads = 3;
    run(&options, &three, &agrees);
    assert_int_equal(one.count, three.count);
    for (size_t i = 0; i < one.count; i++) {
        assert_memory_equal(&one.row[i].mean, &three.row[i].mean, sizeof(double));
        assert_memory_equal(&one.row[i].se, &three.row[i].se, sizeof(double));
    }
}

static void another_seed_is_other_luck(void **state)
{
    (void)state;
    static struct rows first, second;
    struct di_selftest_options options;
    bool agrees = false;
    di_selftest_options_defaults(&options);
    options.scale = 0.05;
    options.only = "V7";
    run(&options, &first, &agrees);
    options.seed = 2;
    run(&options, &second, &agrees);
    assert_true(fabs(first.row[1].mean - second.row[1].mean) > 0);
}

static bool at_once(void *context)
{
    (void)context;
    return true;
}

static void unknown_cases_and_interrupts_are_errors(void **state)
{
    (void)state;
    struct rows rows = {.count = 0};
    struct di_selftest_options options;
    bool agrees = false;
    di_selftest_options_defaults(&options);
    options.only = "V999";
    assert_status(di_selftest_run(&options, keep, &rows, &agrees, NULL), DI_ERR_INPUT);
    options.only = "V3";
    options.is_cancelled = at_once;
    assert_status(di_selftest_run(&options, keep, &rows, &agrees, NULL), DI_ERR_INTERRUPTED);
    assert_int_equal(rows.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_simulator_agrees_with_theory),
        cmocka_unit_test(threads_change_no_row),
        cmocka_unit_test(another_seed_is_other_luck),
        cmocka_unit_test(unknown_cases_and_interrupts_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
