/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices that can be worked out by hand: what one more of each scarce thing saves, how far that
 * holds, and what it forces to be paid. Child-years are sums of 0.25 years per quarter.
 */
#include <math.h>

#include "di/plan_prices.h"

#include "di_test.h"
#include "plan_case.h"

#define NEAR 1e-5

static struct di_plan_prices *priced(const struct di_fluid_parameters *p, uint32_t whole_rows)
{
    struct di_optimizer_options options;
    struct di_plan_prices *prices = NULL;
    struct di_plan *plan = plan_case_solve(p);
    di_optimizer_options_defaults(&options);
    options.whole_rows = whole_rows;
    assert_status(di_plan_prices_find(p, plan, &options, &prices, NULL), DI_OK);
    assert_int_equal(prices->state, DI_PRICES_ALL);
    di_plan_destroy(plan);
    return prices;
}

static const struct di_price *find(const struct di_plan_prices *prices, enum di_price_kind kind,
                                   uint32_t region, uint32_t index)
{
    for (uint32_t n = 0; n < prices->count; n++)
        if (prices->price[n].kind == kind && prices->price[n].region == region &&
            prices->price[n].index == index)
            return &prices->price[n];
    fail_msg("no price of %s", di_price_id(kind));
    return NULL;
}

static void one_more_family_takes_one_child_for_the_year(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 4;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *family = find(prices, DI_PRICE_FAMILY, 0, 0);
    /* one child for 4 quarters; six more wait for a family, four have one */
    assert_true(family->more.is_verified && family->less.is_verified);
    assert_near(family->more.net, 1, NEAR);
    assert_near(family->more.gross, 1, NEAR);
    assert_near(family->more.range, 6, NEAR);
    assert_near(family->less.net, 1, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void where_every_child_has_a_family_one_more_is_worth_nothing(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *family = find(prices, DI_PRICE_FAMILY, 0, 0);
    assert_true(family->more.is_verified && family->less.is_verified);
    assert_true(fabs(family->more.net) < NEAR);
    assert_near(family->less.net, 1, NEAR); /* but one less would be missed */
    assert_true(isinf(family->more.range));
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void money_buys_child_quarters(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->families0[0] = 10;
    p->service_cost[DI_PLACEMENT_FOSTER] = 100;
    p->budget[0] = 450;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *budget = find(prices, DI_PRICE_BUDGET, UINT32_MAX, 0);
    /* 100 buy a quarter: 0.25 / 100 each, a million of them */
    assert_true(budget->more.is_verified && budget->less.is_verified);
    assert_near(budget->more.net, 2500, NEAR);
    assert_near(budget->less.net, 2500, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void a_salary_that_must_be_paid_is_taken_off(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->suitable[STD][DI_PLACEMENT_KINSHIP] = p->suitable_either[STD] = 1;
    p->service_cost[DI_PLACEMENT_KINSHIP] = 10;
    p->has_workers = true;
    p->workers0[0] = 1;
    p->salary_cost = 50;
    p->hours_per_fte = 100;
    p->hours_move[DI_PLACEMENT_KINSHIP] = 100;
    p->budget[0] = 280;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *worker = find(prices, DI_PRICE_WORKER, 0, 0);
    /* 200 for the salary leave 80 for 8 child-quarters, and the worker could move children for
     * 10. One more costs 200, that is 20 child-quarters or 5 years; paid by others, it changes
     * nothing, as money is short and hours are not. */
    assert_true(worker->more.is_verified);
    assert_near(worker->more.net, -5, NEAR);
    assert_true(fabs(worker->more.gross) < NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void hours_that_are_short_have_a_gross_price(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->suitable[STD][DI_PLACEMENT_KINSHIP] = p->suitable_either[STD] = 1;
    p->has_workers = true;
    p->workers0[0] = 1;
    p->hours_per_fte = 100;
    p->hours_move[DI_PLACEMENT_KINSHIP] = 100;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *worker = find(prices, DI_PRICE_WORKER, 0, 0);
    /* one more child a quarter: 1 + 2 + 3 + 4 child-quarters; until all ten move at once there
     * are 2.5 workers, after that the last quarter has nobody left */
    assert_near(worker->more.net, 2.5, NEAR);
    assert_near(worker->more.range, 1.5, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void one_more_may_be_sought_each_year(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    plan_case_places_only(p);
    p->family_limit[0] = 1;
    p->carer_lag = 1;
    struct di_plan_prices *prices = priced(p, 100000);
    const struct di_price *limit = find(prices, DI_PRICE_APPROVALS, 0, 0);
    /* a quarter of a family in each of quarters 1 to 3, there in 2, 3, 4: 3 + 2 + 1 quarters
     * of a quarter of a child */
    assert_near(limit->more.net, 6 * 0.25 * 0.25, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void each_region_prices_its_own_share_of_the_budget(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(2, 2, 4, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(1, STD)] = p->assessed0[di_fluid_rg(0, STD)] = 0;
    plan_case_place(p, 1, 1, 10);
    p->assessed0[di_fluid_rg(0, STD)] = 10;
    p->families0[di_fluid_rk(0, 0)] = 3;
    p->families0[di_fluid_rk(1, 0)] = 10;
    p->service_cost[DI_PLACEMENT_FOSTER] = 100;
    p->budget[0] = 2000;
    struct di_plan_prices *prices = priced(p, 0);
    assert_true(prices->is_by_region);
    /* 1200 fill the three families of region 0 for a year, 800 are left for region 1, or less
     * and more; wherever families are free a further 100 buy a quarter */
    assert_near(find(prices, DI_PRICE_BUDGET, 1, 0)->more.net, 2500, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void a_plan_that_overspends_has_no_prices(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = plan_case_make(1, 1, 4, 0);
    struct di_optimizer_options options;
    struct di_plan_prices *prices = NULL;
    struct di_plan *plan = NULL;
    plan_case_places_only(p);
    p->fixed_cost[0] = 100;
    p->budget[0] = 300; /* 400 must be paid */
    di_optimizer_options_defaults(&options);
    options.is_elastic = true;
    assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
    assert_status(di_plan_prices_find(p, plan, &options, &prices, NULL), DI_OK);
    assert_int_equal(prices->state, DI_PRICES_ELASTIC);
    assert_int_equal(prices->count, 0);
    di_plan_prices_destroy(prices);
    di_plan_destroy(plan);
    di_fluid_parameters_destroy(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_family_takes_one_child_for_the_year),
        cmocka_unit_test(where_every_child_has_a_family_one_more_is_worth_nothing),
        cmocka_unit_test(money_buys_child_quarters),
        cmocka_unit_test(a_salary_that_must_be_paid_is_taken_off),
        cmocka_unit_test(hours_that_are_short_have_a_gross_price),
        cmocka_unit_test(one_more_may_be_sought_each_year),
        cmocka_unit_test(each_region_prices_its_own_share_of_the_budget),
        cmocka_unit_test(a_plan_that_overspends_has_no_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
