/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prices that can be worked out by hand: what one more of each scarce thing saves, how far that
 * holds, and what it forces to be paid. Child-years are sums of 0.25 years per quarter.
 */
#include <math.h>

#include "di/plan_benchmark.h"
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
    p->hours_move[STD][DI_PLACEMENT_KINSHIP] = 100;
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
    p->hours_move[STD][DI_PLACEMENT_KINSHIP] = 100;
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

/* ---- a nation too large for one program ---- */

static struct di_fluid_parameters *two_regions_with_families(void)
{
    struct di_fluid_parameters *p = plan_case_make(2, 2, 4, 0);
    plan_case_places_only(p);
    p->residents0[di_fluid_rg(1, STD)] = p->assessed0[di_fluid_rg(0, STD)] = 0;
    plan_case_place(p, 1, 1, 10);
    p->assessed0[di_fluid_rg(0, STD)] = 10;
    p->families0[di_fluid_rk(0, 0)] = 3;
    p->families0[di_fluid_rk(1, 0)] = 10;
    p->service_cost[DI_PLACEMENT_FOSTER] = 100;
    p->budget[0] = 2000;
    return p;
}

static void money_goes_where_it_is_worth_most(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_regions_with_families();
    struct di_plan_prices *prices = priced(p, 0);
    const struct di_price *budget = find(prices, DI_PRICE_BUDGET, UINT32_MAX, 0);
    const struct di_price *family = find(prices, DI_PRICE_FAMILY, 0, 0);
    assert_false(prices->is_by_region);
    /* 20 of the 52 child-quarters there are families for; 100 more buy another, of 32, and 100
     * less lose one, of 20. Families are not what is short, wherever they live */
    assert_true(budget->more.is_verified && budget->less.is_verified);
    assert_near(budget->more.net, 2500, NEAR);
    assert_near(budget->less.net, 2500, NEAR);
    assert_true(budget->more.range > 1e-6 && budget->more.range <= 3200e-6 * (1 + NEAR));
    assert_true(budget->less.range > 1e-6 && budget->less.range <= 2000e-6 * (1 + NEAR));
    assert_true(family->more.is_verified && fabs(family->more.net) < NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static void a_place_in_one_region_has_its_price(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_regions_with_families();
    p->budget[0] = 6000; /* more than all 52 cost */
    struct di_plan_prices *prices = priced(p, 0);
    const struct di_price *poor = find(prices, DI_PRICE_FAMILY, 0, 0);
    const struct di_price *rich = find(prices, DI_PRICE_FAMILY, 1, 0);
    /* seven children more would go to families; the money left, 800, is enough for two of them
     * for a year */
    assert_near(poor->more.net, 1, NEAR);
    assert_near(poor->less.net, 1, NEAR);
    assert_true(poor->more.range >= 0.1 && poor->more.range <= 2 * (1 + 0.02));
    assert_true(fabs(rich->more.net) < NEAR);
    assert_near(rich->less.net, 1, NEAR);
    di_plan_prices_destroy(prices);
    di_fluid_parameters_destroy(p);
}

static const struct di_price *same_in(const struct di_plan_prices *prices,
                                      const struct di_price *of)
{
    for (uint32_t n = 0; n < prices->count; n++) {
        const struct di_price *price = &prices->price[n];
        if (price->kind == of->kind && price->region == of->region &&
            price->index == of->index && price->from == of->from)
            return price;
    }
    return NULL;
}

/* Both are within 1% of a price there, and the steps they took may differ. */
static bool is_alike(const struct di_price_side *a, const struct di_price_side *b)
{
    const double apart = 0.021;
    return fabs(a->net - b->net) <= apart * fmax(fabs(a->net), fabs(b->net)) + 1e-3 &&
           fabs(a->gross - b->gross) <= apart * fmax(fabs(a->gross), fabs(b->gross)) + 1e-3;
}

static void compare_sides(const struct di_price *price, const struct di_price_side *whole,
                          const struct di_price_side *apart, uint32_t *same)
{
    if (!whole->is_verified || !apart->is_verified)
        return;
    if (!is_alike(whole, apart))
        fail_msg("%s of region %u from %u, %u: %g (gross %g) in one program, %g (%g) in many",
                 di_price_id(price->kind), price->region, price->from, price->index, whole->net,
                 whole->gross, apart->net, apart->gross);
    (*same)++;
}

/* A country that can be priced either way, under budgets that bind in some years. */
static void many_regions_have_the_prices_of_one_program(void **state)
{
    (void)state;
    uint32_t sides = 0, same = 0, worth = 0;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct di_fluid_parameters *p = di_plan_benchmark_make(2, 4, seed);
        struct di_optimizer_options options;
        struct di_plan_prices *whole = NULL, *apart = NULL;
        struct di_plan *plan = NULL;
        di_optimizer_options_defaults(&options);
        options.whole_rows = 0;
        assert_status(di_plan_benchmark_budget(p, 0.99, &options.limits, NULL), DI_OK);
        assert_status(di_optimize(p, &options, &plan, NULL), DI_OK);
        assert_status(di_plan_prices_find(p, plan, &options, &apart, NULL), DI_OK);
        options.whole_rows = 100000;
        assert_status(di_plan_prices_find(p, plan, &options, &whole, NULL), DI_OK);
        assert_false(apart->is_by_region);
        for (uint32_t n = 0; n < whole->count; n++) {
            const struct di_price *a = &whole->price[n], *b = same_in(apart, a);
            sides += a->more.is_verified + a->less.is_verified;
            worth += a->more.net > 0.01;
            if (b == NULL)
                continue;
            compare_sides(a, &a->more, &b->more, &same);
            compare_sides(a, &a->less, &b->less, &same);
        }
        di_plan_prices_destroy(whole);
        di_plan_prices_destroy(apart);
        di_plan_destroy(plan);
        di_fluid_parameters_destroy(p);
    }
    print_message("%u of %u sides found both ways; %u things are worth something\n", same,
                  sides, worth);
    assert_true(same * 10 >= sides * 9);
    assert_true(worth >= 10);
}

struct impatience {
    unsigned asked;
};

/* Half of the time has passed before the regions can agree. */
static double soon_half_past(void *context)
{
    struct impatience *impatience = context;
    return impatience->asked++ < 3 ? 0 : 50;
}

static void regions_that_do_not_agree_in_time_are_priced_alone(void **state)
{
    (void)state;
    struct di_fluid_parameters *p = two_regions_with_families();
    struct di_plan *plan = plan_case_solve(p);
    struct di_plan_prices *prices = NULL;
    struct di_optimizer_options options;
    struct impatience impatience = {0};
    di_optimizer_options_defaults(&options);
    options.whole_rows = 0;
    options.limits.seconds = soon_half_past;
    options.limits.context = &impatience;
    options.limits.time_limit_seconds = 100;
    assert_status(di_plan_prices_find(p, plan, &options, &prices, NULL), DI_OK);
    assert_true(prices->is_by_region);
    /* each within the money the plan spends there: a further 100 buy a quarter where families
     * are free */
    assert_near(find(prices, DI_PRICE_BUDGET, 1, 0)->more.net, 2500, NEAR);
    di_plan_prices_destroy(prices);
    di_plan_destroy(plan);
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
        cmocka_unit_test(money_goes_where_it_is_worth_most),
        cmocka_unit_test(a_place_in_one_region_has_its_price),
        cmocka_unit_test(many_regions_have_the_prices_of_one_program),
        cmocka_unit_test(regions_that_do_not_agree_in_time_are_priced_alone),
        cmocka_unit_test(a_plan_that_overspends_has_no_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
