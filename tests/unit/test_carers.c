/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foster families won and lost (MODEL 8.4), on systems whose outcome is known by hand. */
#include "di/recruitment.h"

#include "di_test.h"
#include "draft_run.h"

enum { HOME_OF_MANY = DI_SETTING_BUILTIN_COUNT, FOSTER, YEARS = 3, QUARTERS = 12 };

static const double never = 1e-12; /* a year */

/* One region, an endless institution, foster care; one carers entry that recruits nobody. */
static struct di_recruitment *begin(struct draft *draft, double families, uint32_t places)
{
    draft_begin(draft, 2026, YEARS);
    const uint16_t region = draft_region(draft, "nation");
    (void)draft_reason(draft, "neglect", 0);
    (void)draft_setting(draft, "institution", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster", DI_KIND_FOSTER);
    const uint32_t carers = draft_carers(draft, "families", region, FOSTER, families, places);
    return draft_recruitment(draft, carers, 0);
}

static void a_planned_family_is_approved_on_the_first_day_of_its_quarter(void **state)
{
    (void)state;
    static const struct di_planned_approvals planned[] = {
        {-90, 7},       /* before the start: never */
        {181, 2},       /* 2026-07-01 */
        {365 + 90, 1}}; /* 2027-04-01 */
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 3, 2);
    recruitment->planned = planned;
    recruitment->planned_count = 3;
    struct draft_run run = draft_run(&draft, 0);
    static const int32_t families[QUARTERS] = {3, 3, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6};
    for (uint32_t q = 0; q < QUARTERS; q++) {
        assert_int_equal(draft_run_places(&run, q, FOSTER, DI_PLACE_UNITS), families[q]);
        assert_int_equal(draft_run_places(&run, q, FOSTER, DI_PLACE_LICENSED), 2 * families[q]);
        assert_int_equal(draft_run_places(&run, q, FOSTER, DI_PLACE_APPROVALS), q == 2   ? 2
                                                                                : q == 5 ? 1
                                                                                         : 0);
    }
    draft_run_finish(&run);
}

static void a_pool_of_places_is_no_family(void **state)
{
    (void)state;
    struct draft draft;
    (void)begin(&draft, 3, 2);
    const uint16_t pooled = draft_setting(&draft, "pooled", DI_KIND_SPECIALISED_FOSTER);
    draft_capacity(&draft, pooled, 4);
    struct draft_run run = draft_run(&draft, 0);
    assert_int_equal(draft_run_places(&run, 0, pooled, DI_PLACE_LICENSED), 4);
    assert_int_equal(draft_run_places(&run, 0, pooled, DI_PLACE_VACANT), 4);
    assert_int_equal(draft_run_places(&run, 0, pooled, DI_PLACE_UNITS), 0);
    assert_int_equal(draft_run_places(&run, 0, pooled, DI_PLACE_EMPTY), 0);
    assert_int_equal(draft_run_places(&run, 0, FOSTER, DI_PLACE_UNITS), 3);
    assert_int_equal(draft_run_places(&run, 0, FOSTER, DI_PLACE_EMPTY), 3);
    draft_run_finish(&run);
}

static void a_household_waits_out_its_lag(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 0, 1);
    static const int32_t stop[1] = {30};
    static const double none[1] = {0};
    recruitment->enquiries_per_year = draft_steps(&draft, 200, 1, stop, none);
    recruitment->approval_lag_days = 365; /* no spread: exactly */
    struct draft_run run = draft_run(&draft, 0);
    const int32_t applied = draft_run_places(&run, 0, FOSTER, DI_PLACE_APPLICATIONS);
    assert_true(applied > 0);
    for (uint32_t q = 0; q < QUARTERS; q++) /* January 2026 -> January 2027 */
        assert_int_equal(draft_run_places(&run, q, FOSTER, DI_PLACE_UNITS),
                         q < 4 ? 0 : applied);
    draft_run_finish(&run);
}

static void no_more_households_apply_than_are_willing(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 0, 1);
    recruitment->enquiries_per_year = draft_constant(&draft, 500);
    recruitment->willing_households = 6;
    struct draft_run run = draft_run(&draft, 0);
    assert_int_equal(draft_run_places(&run, QUARTERS - 1, FOSTER, DI_PLACE_UNITS), 6);
    draft_run_finish(&run);
}

static void the_pool_refills_at_its_rate(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 0, 1);
    recruitment->enquiries_per_year = draft_constant(&draft, 3000);
    recruitment->willing_households = 10;
    recruitment->pool_refill_share = 0.5; /* 5 a year */
    struct draft_run run = draft_run(&draft, 0);
    /* 10 at once, then 5 a year for 3 years; a household waits a little at the empty pool:
     * the rate is 300 a year per household in it, so at most one is on its way */
    const int32_t families = draft_run_places(&run, QUARTERS - 1, FOSTER, DI_PLACE_UNITS);
    assert_in_range(families, 24, 25);
    draft_run_finish(&run);
}

static void campaigns_have_diminishing_returns(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 0, 1);
    recruitment->enquiries_per_year = draft_constant(&draft, 100);
    recruitment->campaign_response_per_year = 50;
    recruitment->campaign_scale = 1000;
    recruitment->application_share = 0.5;
    recruitment->campaign_budget_per_year = draft_constant(&draft, 1000);
    /* (100 + 50 (1 - 1/e)) / 2 */
    assert_near(di_recruitment_applications_per_year(recruitment, 0), 65.80301397071394, 1e-14);
    recruitment->campaign_budget_per_year = draft_constant(&draft, 2000);
    assert_near(di_recruitment_applications_per_year(recruitment, 0), 71.61661791908469, 1e-14);
    di_model_destroy(draft_finish(&draft));
}

/* Common random numbers: the same households, and some more. */
static void more_money_only_adds_families(void **state)
{
    (void)state;
    static const double budgets[] = {0, 500, 5000};
    int32_t before[QUARTERS] = {0};
    for (uint32_t i = 0; i < 3; i++) {
        struct draft draft;
        struct di_recruitment *recruitment = begin(&draft, 2, 1);
        recruitment->enquiries_per_year = draft_constant(&draft, 30);
        recruitment->campaign_response_per_year = 40;
        recruitment->campaign_scale = 1000;
        recruitment->campaign_budget_per_year = draft_constant(&draft, budgets[i]);
        recruitment->approval_share = 0.5;
        recruitment->approval_lag_days = 100;
        recruitment->approval_lag_sigma = 0.4;
        recruitment->leave_per_year = 0.3;
        struct draft_run run = draft_run(&draft, 0);
        for (uint32_t q = 0; q < QUARTERS; q++) {
            const int32_t families = draft_run_places(&run, q, FOSTER, DI_PLACE_UNITS);
            assert_true(families >= before[q]);
            before[q] = families;
        }
        draft_run_finish(&run);
    }
    assert_true(before[QUARTERS - 1] > 40);
}

/* Two siblings who must stay together and a third child live with the first family, which
 * leaves; the second has two places: the two go there, the third to the institution. */
static void children_of_a_family_that_leaves_go_through_the_ladder(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 1, 3);
    draft.model->policies.together_share[0] = 1;
    (void)draft_carers(&draft, "later", 0, FOSTER, 0, 2);
    static const int32_t opens[1] = {100};
    static const double one[1] = {1};
    draft.carers[1].families = draft_steps(&draft, 0, 1, opens, one);
    draft_listed(&draft, 1, 0, 0)->size = 2;
    draft.listed[0].age_years[0] = 9;
    draft.listed[0].age_years[1] = 7;
    (void)draft_listed(&draft, 2, 0, 0);
    recruitment->leave_per_year = 0.9;
    struct draft_run run = draft_run(&draft, 6);
    int32_t lost = 0, leavers = 0;
    for (uint32_t q = 0; q < QUARTERS; q++) {
        lost += draft_run_places(&run, q, FOSTER, DI_PLACE_LOST_FAMILY);
        leavers += draft_run_places(&run, q, FOSTER, DI_PLACE_LEAVERS);
    }
    assert_int_equal(leavers, 1);
    assert_int_equal(lost, 3);
    assert_int_equal(draft_run_stock(&run, QUARTERS - 1, FOSTER), 2);
    assert_int_equal(draft_run_stock(&run, QUARTERS - 1, HOME_OF_MANY), 1);
    draft_run_finish(&run);
}

/* Nobody leaves but for a breakdown; after it the hazard is a thousand a year for a year. */
static void a_breakdown_makes_a_family_leave(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 2, 1);
    recruitment->leave_per_year = never;
    recruitment->leave_after_breakdown_factor = 1000 / never;
    draft_timed_exit(&draft, FOSTER, DI_PATH_BREAKDOWN, DI_NONE, 100)->clock = DI_CLOCK_PLACE;
    (void)draft_listed(&draft, 1, 0, 0); /* breaks down on day 101; the other family takes it */
    struct draft_run run = draft_run(&draft, 0);
    assert_int_equal(draft_run_places(&run, 0, FOSTER, DI_PLACE_UNITS), 2);
    assert_int_equal(draft_run_places(&run, 1, FOSTER, DI_PLACE_BREAKDOWNS), 1);
    assert_int_equal(draft_run_places(&run, 1, FOSTER, DI_PLACE_UNITS), 1);
    assert_int_equal(draft_run_places(&run, 1, FOSTER, DI_PLACE_LEAVERS), 1);
    assert_int_equal(draft_run_places(&run, 2, FOSTER, DI_PLACE_UNITS), 0); /* day 201 */
    assert_int_equal(draft_run_stock(&run, 2, HOME_OF_MANY), 1);
    draft_run_finish(&run);
}

static void growth_counts_what_comes_and_what_leaves(void **state)
{
    (void)state;
    struct draft draft;
    struct di_recruitment *recruitment = begin(&draft, 40, 2);
    recruitment->enquiries_per_year = draft_constant(&draft, 24);
    const struct di_carers *carers = &draft.carers[0];
    /* 24 families of 2 places a year, over 1096 of 1095.75 days; nobody leaves */
    assert_near(di_carers_growth_places_per_year(carers, 1096), 48, 1e-9);
    recruitment->leave_per_year = 0.12;
    /* (200 - 160 exp(-0.12 t) - 40) * 2 / t, t = 1096 / 365.25: V5's mean is 88.37 at t = 3 */
    assert_near(di_carers_growth_places_per_year(carers, 1096), 32.246613527825225, 1e-9);
    di_model_destroy(draft_finish(&draft));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planned_family_is_approved_on_the_first_day_of_its_quarter),
        cmocka_unit_test(a_pool_of_places_is_no_family),
        cmocka_unit_test(a_household_waits_out_its_lag),
        cmocka_unit_test(no_more_households_apply_than_are_willing),
        cmocka_unit_test(the_pool_refills_at_its_rate),
        cmocka_unit_test(campaigns_have_diminishing_returns),
        cmocka_unit_test(more_money_only_adds_families),
        cmocka_unit_test(children_of_a_family_that_leaves_go_through_the_ladder),
        cmocka_unit_test(a_breakdown_makes_a_family_leave),
        cmocka_unit_test(growth_counts_what_comes_and_what_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
