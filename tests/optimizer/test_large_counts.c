/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Large counts: what may be simulated may be planned, and what is beyond the solver is refused
 * as numbers, never answered as a contradiction of limits or as a fault of the program.
 */

#include "di/plan_check.h"

#include "di_test.h"
#include "plan_case.h"
#include "random_case.h"

static void scale(double *value, size_t count, double factor)
{
    for (size_t n = 0; n < count; n++)
        value[n] *= factor;
}

/* So many times the children and the helpers, in as many institutions. */
static void multiply(struct di_fluid_parameters *p, double factor)
{
    const size_t r = p->regions, t = (size_t)p->periods + 1;
    scale(p->residents0, (size_t)p->institutions * DI_GROUPS, factor);
    scale(p->capacity, p->institutions, factor);
    scale(p->backlog0, r * DI_GROUPS, factor);
    scale(p->assessed0, r * DI_GROUPS, factor);
    scale(p->home0, r * DI_GROUPS, factor);
    scale(p->entries, t * r * DI_GROUPS, factor);
    scale(p->families0, r * DI_SPECIALITIES, factor);
    scale(p->family_limit, r * DI_SPECIALITIES, factor);
    scale(p->workers0, r, factor);
    scale(p->hire_limit, r, factor);
    scale(p->beds0, r, factor);
}

static enum di_status status_of(const struct di_fluid_parameters *p, bool is_whole)
{
    struct di_optimizer_options options;
    struct di_plan *plan = NULL;
    struct di_plan_verdict verdict;
    di_optimizer_options_defaults(&options);
    options.whole_rows = is_whole ? 100000 : 0;
    const enum di_status status = di_optimize(p, &options, &plan, NULL);
    if (status != DI_OK)
        return status;
    di_plan_check(p, plan, false, &verdict);
    assert_true(verdict.is_kept);
    assert_false(plan->is_stopped); /* nothing limits the time */
    di_plan_destroy(plan);
    return DI_OK;
}

/* Last digits, as another machine or mathematical library may have them. */
static void nudge(double *value, size_t count, double most)
{
    for (size_t n = 0; n < count; n++)
        value[n] *= 1 + most * (double)((n * 7919) % 101) / 101;
}

static void nudge_all(struct di_fluid_parameters *p)
{
    const size_t r = p->regions, t = (size_t)p->periods + 1;
    nudge(p->capacity, p->institutions, 1e-14);
    nudge(p->residents0, (size_t)p->institutions * DI_GROUPS, -1e-14);
    nudge(p->backlog0, r * DI_GROUPS, 1e-14);
    nudge(p->home0, r * DI_GROUPS, 1e-14);
    nudge(p->entries, t * r * DI_GROUPS, 1e-14);
    nudge(p->families0, r * DI_SPECIALITIES, 1e-14);
    nudge(p->workers0, r, 1e-14);
}

/* Seeds at which rounding once passed for a contradiction, 12, 21 and 28 among them, or never
 * came to an end: 18 and 19, for a goal was held nearer than the solver keeps bounds. */
static void nations_of_hundreds_of_thousands_have_plans(void **state)
{
    static const uint64_t seeds[] = {3, 12, 18, 19, 21, 28};
    (void)state;
    for (size_t n = 0; n < sizeof seeds / sizeof seeds[0]; n++)
        for (double factor = 1e3; factor <= 1e4; factor *= 10)
            for (uint32_t way = 0; way < 4; way++) {
                struct di_fluid_parameters *p = random_case_make(seeds[n]);
                multiply(p, factor);
                if (way >= 2)
                    nudge_all(p);
                const enum di_status status = status_of(p, way % 2 == 1);
                if (status != DI_OK)
                    fail_msg("seed %u, %g times: %s", (unsigned)seeds[n], factor,
                             di_status_code(status));
                di_fluid_parameters_destroy(p);
            }
}

/* Limits around what a plan without them does: whether one keeps them is the same for numbers
 * that differ in the last digits. It once was not for seed 21. */
static void limits_do_not_hang_on_the_last_digits(void **state)
{
    (void)state;
    for (uint32_t way = 0; way < 4; way++) {
        struct di_fluid_parameters *p = random_case_make(21);
        struct di_optimizer_options options;
        struct di_plan *plan = NULL;
        di_optimizer_options_defaults(&options);
        multiply(p, 1e4);
        assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
        random_case_limit(p, plan, 21, 0.8, 1.2);
        if (way >= 2)
            nudge_all(p);
        assert_status(status_of(p, way % 2 == 1), DI_OK);
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
}

/* Everyone is moved in the first quarter, whatever the number of families nobody needs. */
static void helpers_nobody_needs_change_no_plan(void **state)
{
    (void)state;
    for (double families = 10; families <= 2e6; families *= 2) {
        struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
        plan_case_places_only(p);
        p->families0[0] = families;
        p->beds0[0] = families;
        assert_near(plan_case_residential(p), 0, 1e-6);
    }
}

static void too_many_are_refused_as_numbers(void **state)
{
    (void)state;
    for (double factor = 1e6; factor <= 1e12; factor *= 10)
        for (uint32_t kind = 0; kind < 5; kind++) {
            struct di_fluid_parameters *p = random_case_make(6 + kind);
            const size_t entries = ((size_t)p->periods + 1) * p->regions * DI_GROUPS;
            if (kind == 0)
                scale(p->families0, (size_t)p->regions * DI_SPECIALITIES, factor);
            else if (kind == 1)
                scale(p->workers0, p->regions, factor);
            else if (kind == 2)
                scale(p->beds0, p->regions, factor);
            else if (kind == 3)
                scale(p->entries, entries, factor);
            else
                multiply(p, factor);
            const enum di_status status = status_of(p, kind % 2 == 0);
            if (status != DI_OK && status != DI_ERR_RANGE)
                fail_msg("kind %u, %g times: %s", kind, factor, di_status_code(status));
            di_fluid_parameters_destroy(p);
        }
}

/* 90 million children, and then as many more as to be above 100 million. */
static void the_number_of_all_children_is_limited(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 5, 4, 0);
    struct di_error error = {0};
    for (uint32_t i = 0; i < 5; i++)
        p->residents0[di_fluid_rg(i, STD)] = p->capacity[i] = 1.8e7;
    assert_status(di_fluid_parameters_check(p, &error), DI_OK);
    p->backlog0[di_fluid_rg(0, STD)] = 1.1e7;
    assert_status(di_fluid_parameters_check(p, &error), DI_ERR_RANGE);
    assert_near(error.message.arguments[0].real, 101000001, 0);
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nations_of_hundreds_of_thousands_have_plans),
        cmocka_unit_test(limits_do_not_hang_on_the_last_digits),
        cmocka_unit_test(helpers_nobody_needs_change_no_plan),
        cmocka_unit_test(too_many_are_refused_as_numbers),
        cmocka_unit_test(the_number_of_all_children_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
