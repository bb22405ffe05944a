/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Institutions that close (MODEL 8.6), worked out by hand. */
#include "di/closure.h"

#include "di_test.h"
#include "draft_run.h"

enum { ALPHA_HOME = DI_SETTING_BUILTIN_COUNT, BETA_HOME, FOSTER, YEARS = 3 };
enum { ALPHA, BETA };
enum { JULY = 181, OCTOBER = 273, JANUARY = 365 }; /* first days of 2026, 2027 */

/* Children without disability live in alpha, those with one in beta; foster care asks. */
static void begin(struct draft *draft, double alpha_places, double beta_places)
{
    draft_begin(draft, 2026, YEARS);
    const uint16_t region = draft_region(draft, "nation");
    (void)draft_reason(draft, "neglect", 0);
    (void)draft_setting(draft, "alpha_home", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "beta_home", DI_KIND_INSTITUTION);
    (void)draft_setting(draft, "foster", DI_KIND_FOSTER);
    draft->settings[ALPHA_HOME].disability_mask = 1u << DI_DISABILITY_NONE;
    draft->settings[BETA_HOME].disability_mask = 1u << DI_DISABILITY_MODERATE;
    draft->settings[FOSTER].in_entry_ladder = false;
    (void)draft_institution(draft, "alpha", region, ALPHA_HOME, alpha_places);
    (void)draft_institution(draft, "beta", region, BETA_HOME, beta_places);
}

static void enter(struct draft *draft, double day, uint8_t disability, uint8_t size)
{
    struct di_listed_group *group = draft_listed(draft, day, 0, 0);
    group->size = size;
    for (uint32_t i = 0; i < size; i++) {
        group->disability[i] = disability;
        group->age_years[i] = (float)(13 - 3 * (int)i);
    }
}

static void assert_day(di_time time, double day)
{
    enum { MINUTES = 24 * 60 };
    assert_true(time != DI_TIME_NEVER);
    assert_int_equal((int64_t)round(di_time_days(time) * MINUTES),
                     (int64_t)round(day * MINUTES));
}

static int32_t all_departures(const struct di_closure *closure)
{
    int32_t all = 0;
    for (uint32_t d = 0; d < DI_DEPARTURES; d++)
        all += closure->departures[d];
    return all;
}

/*
 * Alpha holds A (day 1.25), the siblings S (10.5), who must stay together, and B (20); beta
 * holds C (30.125) and D (40). E comes on day 60, when alpha is shut: it waits without a place.
 * Family `one` has one place from day 100, `two` has two from July by plan (its training is
 * over then), `three` one, for children with disability, from day 300. A foster stay is 100.25
 * days.
 *
 *   100     A -> one                          alpha 3 of 4
 *   181     S -> two                          alpha 1
 *   200.25  A leaves; B -> one                alpha empty: closed, before its deadline of
 * January 281.25  S leave;  E -> two 300     C -> three                        beta 1 of 2,
 * after its deadline of October 400.25  C leaves; D -> three              beta empty: closed,
 * late
 */
static void two_institutions_close_into_three_families_to_the_minute(void **state)
{
    (void)state;
    struct draft draft;
    begin(&draft, 4, 3);
    draft.model->policies.together_share[0] = 1;
    (void)draft_timed_exit(&draft, FOSTER, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 100.25);
    (void)draft_request(&draft, ALPHA_HOME, FOSTER);
    (void)draft_request(&draft, BETA_HOME, FOSTER);
    static const int32_t hundred[1] = {100}, three_hundred[1] = {300};
    static const double one_family[1] = {1};
    static const struct di_planned_approvals july[1] = {{JULY, 1}};
    const uint32_t one = draft_carers(&draft, "one", 0, FOSTER, 0, 1);
    const uint32_t two = draft_carers(&draft, "two", 0, FOSTER, 0, 2);
    const uint32_t three = draft_carers(&draft, "three", 0, FOSTER, 0, 1);
    draft.carers[one].families = draft_steps(&draft, 0, 1, hundred, one_family);
    draft.carers[three].families = draft_steps(&draft, 0, 1, three_hundred, one_family);
    draft.carers[one].disability_mask = draft.carers[two].disability_mask =
        1u << DI_DISABILITY_NONE;
    draft.carers[three].disability_mask = 1u << DI_DISABILITY_MODERATE;
    struct di_recruitment *recruitment = draft_recruitment(&draft, two, 0);
    recruitment->planned = july;
    recruitment->planned_count = 1;
    draft.institutions[ALPHA].moratorium_day = 50;
    draft.institutions[ALPHA].wind_down_day = 90;
    draft.institutions[ALPHA].close_by_day = JANUARY;
    draft.institutions[BETA].wind_down_day = JULY;
    draft.institutions[BETA].close_by_day = OCTOBER;
    enter(&draft, 1.25, DI_DISABILITY_NONE, 1);
    enter(&draft, 10.5, DI_DISABILITY_NONE, 2);
    enter(&draft, 20, DI_DISABILITY_NONE, 1);
    enter(&draft, 30.125, DI_DISABILITY_MODERATE, 1);
    enter(&draft, 40, DI_DISABILITY_MODERATE, 1);
    enter(&draft, 60, DI_DISABILITY_NONE, 1);
    struct draft_run run = draft_run(&draft, 0);
    const struct di_closure *alpha = &run.result->closures[ALPHA];
    const struct di_closure *beta = &run.result->closures[BETA];
    assert_day(alpha->shut_at, 50);
    assert_day(alpha->last_child_at, 200.25);
    assert_day(alpha->closed_at, 200.25);
    assert_true(di_closure_is_on_time(alpha));
    assert_int_equal(run.result->institution_closed_day[ALPHA], 200);
    assert_int_equal(alpha->departures[DI_DEPARTURE_FAMILY], 4);
    assert_int_equal(all_departures(alpha), 4);
    assert_int_equal(alpha->late_departures, 0);
    /* a quarter idle for 81 days, three quarters for 19.25 */
    assert_near(alpha->idle_days, 81 * 0.25 + 19.25 * 0.75, 1e-7);
    assert_day(beta->shut_at, JULY);
    assert_day(beta->closed_at, 400.25);
    assert_false(di_closure_is_on_time(beta));
    assert_int_equal(beta->departures[DI_DEPARTURE_FAMILY], 2);
    assert_int_equal(beta->late_departures, 2);
    assert_near(beta->idle_days, 100.25 * 0.5, 1e-7);
    assert_near(di_closure_placement_share(beta), 1, 1e-15);
    /* E was without a place from day 60 to 281.25 */
    double unplaced = 0;
    for (uint32_t q = 0; q < run.result->dims.quarters; q++)
        unplaced += di_time_days(run.result->child_time[di_result_stock_index(
            &run.result->dims, q, 0, DI_SETTING_UNPLACED, 0)]);
    assert_near(unplaced, 221.25, 1e-7);
    draft_run_finish(&run);
}

static void an_empty_institution_closes_when_its_wind_down_begins(void **state)
{
    (void)state;
    struct draft draft;
    begin(&draft, 4, 3);
    draft.institutions[ALPHA].wind_down_day = 90;
    struct draft_run run = draft_run(&draft, 0);
    assert_day(run.result->closures[ALPHA].closed_at, 90);
    assert_true(run.result->closures[ALPHA].last_child_at == DI_TIME_NEVER);
    assert_true(run.result->closures[BETA].closed_at == DI_TIME_NEVER);
    assert_near(run.result->closures[ALPHA].idle_days + 1, 1, 1e-12);
    draft_run_finish(&run);
}

/* A date alone never closes an institution. */
static void a_child_inside_keeps_it_open(void **state)
{
    (void)state;
    struct draft draft;
    begin(&draft, 4, 3);
    draft.institutions[ALPHA].wind_down_day = 90;
    draft.institutions[ALPHA].close_by_day = JULY;
    enter(&draft, 1, DI_DISABILITY_NONE, 1);
    struct draft_run run = draft_run(&draft, 0);
    const struct di_closure *alpha = &run.result->closures[ALPHA];
    assert_true(alpha->closed_at == DI_TIME_NEVER);
    assert_int_equal(run.result->institution_closed_day[ALPHA], DI_NO_DAY);
    assert_int_equal(draft_run_stock(&run, 11, ALPHA_HOME), 1);
    assert_true(isnan(di_closure_placement_share(alpha)));
    draft_run_finish(&run);
}

/* Two siblings who are free to part: the elder goes to the one family, the younger to alpha.
 * The placement breaks down on day 101, when alpha is under moratorium. */
static void breaks_down_under_moratorium(bool admits_siblings, int32_t wind_down_day,
                                         int32_t admitted)
{
    struct draft draft;
    begin(&draft, 4, 3);
    draft.settings[FOSTER].in_entry_ladder = true;
    (void)draft_carers(&draft, "one", 0, FOSTER, 1, 1);
    draft_timed_exit(&draft, FOSTER, DI_PATH_BREAKDOWN, DI_NONE, 100)->clock = DI_CLOCK_PLACE;
    draft.institutions[ALPHA].moratorium_day = 50;
    draft.institutions[ALPHA].wind_down_day = wind_down_day;
    draft.plans[ALPHA].admits_siblings = admits_siblings;
    enter(&draft, 1, DI_DISABILITY_NONE, 2);
    struct draft_run run = draft_run(&draft, 0);
    assert_int_equal(run.result->closures[ALPHA].admitted_siblings, admitted);
    assert_int_equal(draft_run_stock(&run, 1, ALPHA_HOME), 1 + admitted);
    assert_int_equal(draft_run_stock(&run, 1, DI_SETTING_UNPLACED), 1 - admitted);
    draft_run_finish(&run);
}

static void only_a_named_exception_enters_under_moratorium(void **state)
{
    (void)state;
    breaks_down_under_moratorium(true, DI_NO_DAY, 1);
    breaks_down_under_moratorium(false, DI_NO_DAY, 0);
    breaks_down_under_moratorium(true, 60, 0); /* not in wind-down */
}

/* Both homes take everyone; children of alpha are transferred 50 times a year by hazard. */
static struct draft_run run_transfers(bool is_allowed, double transfers_per_year)
{
    struct draft draft;
    begin(&draft, 4, 4);
    draft.settings[ALPHA_HOME].disability_mask = draft.settings[BETA_HOME].disability_mask = 7;
    draft.settings[BETA_HOME].age_from_years = 0;
    draft.plans[ALPHA].transfers_allowed = is_allowed;
    draft.institutions[ALPHA].wind_down_day = 90;
    draft.institutions[ALPHA].close_by_day = JULY;
    static const int32_t opens[1] = {30};
    static const double four[1] = {4};
    draft.institutions[BETA].capacity = draft_steps(&draft, 0, 1, opens, four);
    if (transfers_per_year > 0)
        draft_exit(&draft, ALPHA_HOME, DI_PATH_TRANSFER, DI_NONE, transfers_per_year)
            ->hazard.factor.series =
            draft_steps(&draft, 0, 1, (const int32_t[]){95}, (const double[]){1});
    enter(&draft, 1, DI_DISABILITY_NONE, 2);
    return draft_run(&draft, 0);
}

static void a_transfer_is_no_way_to_close(void **state)
{
    (void)state;
    struct draft_run run = run_transfers(false, 50);
    const struct di_closure *alpha = &run.result->closures[ALPHA];
    assert_true(alpha->closed_at == DI_TIME_NEVER);
    assert_true(alpha->refused_transfers > 2);
    assert_int_equal(alpha->departures[DI_DEPARTURE_TRANSFER], 0);
    draft_run_finish(&run);
}

static void transfers_that_are_allowed_are_reported(void **state)
{
    (void)state;
    struct draft_run by_hazard = run_transfers(true, 50);
    const struct di_closure *alpha = &by_hazard.result->closures[ALPHA];
    assert_int_equal(alpha->departures[DI_DEPARTURE_TRANSFER], 2);
    assert_true(alpha->closed_at < di_time_of_day(JULY));
    assert_near(di_closure_placement_share(alpha) + 1, 1, 1e-15);
    draft_run_finish(&by_hazard);
    /* without such a hazard the residents left at the deadline are moved on that day */
    struct draft_run at_deadline = run_transfers(true, 0);
    alpha = &at_deadline.result->closures[ALPHA];
    assert_int_equal(alpha->departures[DI_DEPARTURE_TRANSFER], 2);
    assert_day(alpha->closed_at, JULY);
    assert_true(di_closure_is_on_time(alpha));
    assert_int_equal(draft_run_stock(&at_deadline, 11, BETA_HOME), 2);
    draft_run_finish(&at_deadline);
}

static void too_few_children_raise_an_alert_and_may_close_it(void **state)
{
    (void)state;
    for (uint32_t auto_close = 0; auto_close < 2; auto_close++) {
        struct draft draft;
        begin(&draft, 4, 3);
        draft.plans[ALPHA].minimum_viable_occupancy = 2;
        draft.plans[ALPHA].auto_close = auto_close != 0;
        (void)draft_timed_exit(&draft, ALPHA_HOME, DI_PATH_SPONTANEOUS_HOME,
                               DI_SETTING_HOME_CLOSED, 300);
        enter(&draft, 1, DI_DISABILITY_NONE, 1);
        enter(&draft, 40, DI_DISABILITY_NONE, 1);
        struct draft_run run = draft_run(&draft, 0);
        const struct di_closure *alpha = &run.result->closures[ALPHA];
        assert_int_equal(alpha->alert_day, 31); /* the look of 1 February finds one child */
        assert_int_equal(alpha->wind_down_day, auto_close ? 31 : DI_NO_DAY);
        assert_int_equal(alpha->close_by_day, auto_close ? JULY : DI_NO_DAY);
        if (auto_close) { /* the second child found it shut; the first left on day 301 */
            assert_day(alpha->closed_at, 301);
            assert_int_equal(alpha->departures[DI_DEPARTURE_HOME_UNPLANNED], 1);
            assert_int_equal(alpha->late_departures, 1);
        } else {
            assert_true(alpha->closed_at == DI_TIME_NEVER);
        }
        draft_run_finish(&run);
    }
}

/* Two residents ask for a group home, which opens on day 100 with one bed and is free again on
 * day 200.5: beds are places of one unit. */
static void a_group_home_takes_children_from_the_day_it_opens(void **state)
{
    (void)state;
    struct draft draft;
    begin(&draft, 4, 3);
    const uint16_t home = draft_setting(&draft, "group_home", DI_KIND_SGH);
    draft.settings[home].in_entry_ladder = false;
    const uint32_t unit = draft_institution(&draft, "house", 0, home, 0);
    static const int32_t opens[1] = {100};
    static const double one_bed[1] = {1};
    draft.institutions[unit].capacity = draft_steps(&draft, 0, 1, opens, one_bed);
    (void)draft_request(&draft, ALPHA_HOME, home);
    (void)draft_timed_exit(&draft, home, DI_PATH_INDEPENDENT, DI_SETTING_AGED_OUT, 100.5);
    draft.institutions[ALPHA].wind_down_day = 90;
    enter(&draft, 1, DI_DISABILITY_NONE, 1);
    enter(&draft, 2, DI_DISABILITY_NONE, 1);
    struct draft_run run = draft_run(&draft, 0);
    const struct di_closure *alpha = &run.result->closures[ALPHA];
    assert_int_equal(alpha->departures[DI_DEPARTURE_SUPPORTED], 2);
    assert_day(alpha->closed_at, 200.5);
    assert_int_equal(draft_run_places(&run, 0, home, DI_PLACE_LICENSED), 0);
    assert_int_equal(draft_run_places(&run, 1, home, DI_PLACE_LICENSED), 1);
    assert_int_equal(draft_run_places(&run, 1, home, DI_PLACE_WAITING), 1);
    assert_int_equal(draft_run_places(&run, 2, home, DI_PLACE_OCCUPIED), 1);
    draft_run_finish(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_institutions_close_into_three_families_to_the_minute),
        cmocka_unit_test(an_empty_institution_closes_when_its_wind_down_begins),
        cmocka_unit_test(a_child_inside_keeps_it_open),
        cmocka_unit_test(only_a_named_exception_enters_under_moratorium),
        cmocka_unit_test(a_transfer_is_no_way_to_close),
        cmocka_unit_test(transfers_that_are_allowed_are_reported),
        cmocka_unit_test(a_group_home_takes_children_from_the_day_it_opens),
        cmocka_unit_test(too_few_children_raise_an_alert_and_may_close_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
