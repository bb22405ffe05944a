/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program with one fault built in: the case that guards against it must fail. */
#include "di/selftest.h"

#include "di_test.h"

static void ignore(void *context, const struct di_selftest_row *row)
{
    (void)context;
    print_message("%s, %s: exact %.8g, with %s %.8g, standard error %.3g\n", row->case_id,
                  row->quantity, row->exact, MUTANT, row->mean, row->se);
}

static bool agrees_on(const char *name)
{
    struct di_selftest_options options;
    bool agrees = false;
    di_selftest_options_defaults(&options);
    options.only = name;
    options.scale = 0.2;
    assert_status(di_selftest_run(&options, ignore, NULL, &agrees, NULL), DI_OK);
    return agrees;
}

static void the_selftest_catches_the_fault(void **state)
{
    (void)state;
    assert_false(agrees_on(GUARD));
}

static void an_unrelated_case_does_not_notice(void **state)
{
    (void)state;
    assert_true(agrees_on(UNHARMED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_selftest_catches_the_fault),
        cmocka_unit_test(an_unrelated_case_does_not_notice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
