/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of carers and closing institutions become, and what is refused. */
#include <string.h>

#include "di/scenario.h"

#include "di_test.h"

#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"entries\":{},\"regions\":{\"r\":{\"population_0_17\":100000}},"                         \
    "\"roles\":{\"manager\":{\"kind\":\"generic\"}},"                                          \
    "\"resources\":{\"workers\":{\"w\":{\"region\":\"r\",\"role\":\"manager\",\"fte\":1}}},"   \
    "\"settings\":{\"house\":{\"kind\":\"institution\",\"use_defaults\":true},"                \
    "\"foster\":{\"kind\":\"foster\",\"use_defaults\":true}},"                                 \
    "\"institutions\":{\"big\":{\"region\":\"r\",\"setting\":\"house\",\"capacity\":50"
#define CARERS "}},\"carers\":{\"f\":{\"region\":\"r\",\"setting\":\"foster\",\"places\":2,"
#define TAIL "}}}"

static enum di_status load(const char *text, struct di_diagnostics *diagnostics,
                           struct di_scenario **scenario)
{
    struct di_error error = {0};
    di_diagnostics_init(diagnostics);
    return di_scenario_load_text(text, strlen(text), "test", diagnostics, scenario, &error);
}

static struct di_scenario *load_valid(const char *text)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    assert_status(load(text, &diagnostics, &scenario), DI_OK);
    di_diagnostics_finish(&diagnostics);
    return scenario;
}

/* Number of reports at a pointer. */
static uint32_t reports_at(const char *text, const char *pointer, bool *is_refused)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    uint32_t count = 0;
    *is_refused = load(text, &diagnostics, &scenario) != DI_OK;
    for (size_t i = 0; i < diagnostics.count; i++)
        count += strcmp(diagnostics.items[i].pointer, pointer) == 0;
    di_diagnostics_finish(&diagnostics);
    di_scenario_destroy(scenario);
    return count;
}

static void recruitment_takes_the_defaults_of_its_table(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load_valid(HEAD CARERS "\"families\":40,\"recruitment\":{\"enquiries_per_year\":100,"
                               "\"approval_lag\":\"3 months\",\"planned_approvals\":"
                               "{\"2027_q1\":4,\"2026_q3\":2}}" TAIL);
    assert_false(scenario->model->carers[0].recruitment->has_approval_law);
    assert_null(scenario->model->carers[0].rest);
    const struct di_recruitment *recruitment = scenario->model->carers[0].recruitment;
    assert_non_null(recruitment);
    assert_near(recruitment->application_share, 0.09, 0);
    assert_near(recruitment->approval_share, 0.49, 0);
    assert_near(recruitment->approval_lag_days, 3 * 30.4375, 1e-12);
    assert_near(recruitment->leave_per_year, 0.12, 0);
    assert_near(recruitment->willing_households, 0, 0);
    assert_int_equal(recruitment->planned_count, 2); /* in time order */
    assert_int_equal(recruitment->planned[0].day, 181);
    assert_int_equal(recruitment->planned[0].families, 2);
    assert_int_equal(recruitment->planned[1].day, 365);
    assert_int_equal(recruitment->planned[1].families, 4);
    di_scenario_destroy(scenario);
}

static void families_may_rest_and_wait_by_any_law(void **state)
{
    (void)state;
    struct di_scenario *scenario = load_valid(
        HEAD CARERS "\"families\":40,\"rest\":{\"share\":0.5,\"duration\":\"1 month\"},"
                    "\"recruitment\":{\"enquiries_per_year\":100,\"approval_law\":"
                    "{\"law\":\"empirical\",\"sample\":[100,50,300]}}" TAIL);
    const struct di_carers *carers = &scenario->model->carers[0];
    assert_true(carers->recruitment->has_approval_law);
    assert_int_equal(carers->recruitment->approval_law.form, DI_WORK_EMPIRICAL);
    assert_near(carers->recruitment->approval_lag_days, 150, 1e-12); /* of the sample */
    assert_near(carers->rest->share, 0.5, 0);
    assert_near(carers->rest->days, 30.4375, 1e-12);
    assert_int_equal(carers->rest->law.form, DI_WORK_FIXED);
    di_scenario_destroy(scenario);
}

static void without_recruitment_families_are_a_dated_count(void **state)
{
    (void)state;
    struct di_scenario *scenario = load_valid(HEAD CARERS "\"families\":40" TAIL);
    assert_null(scenario->model->carers[0].recruitment);
    for (uint32_t i = 0; i < scenario->model->input_count; i++)
        assert_null(strstr(scenario->model->inputs[i].pointer, "approval"));
    di_scenario_destroy(scenario);
}

static void a_count_by_date_and_recruitment_exclude_each_other(void **state)
{
    (void)state;
    bool is_refused = false;
    assert_int_equal(reports_at(HEAD CARERS
                                "\"families\":{\"value\":40,\"steps\":[{\"from\":"
                                "\"2027-01-01\",\"set\":50}]},\"recruitment\":{}" TAIL,
                                "/carers/f/families", &is_refused),
                     1);
    assert_true(is_refused);
}

static void a_quarter_is_a_year_and_a_number(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2027_q5", "2027", "q1_2027", "2027_q11"};
    for (uint32_t i = 0; i < 4; i++) {
        char text[1200], pointer[100];
        bool is_refused = false;
        (void)snprintf(text, sizeof text,
                       "%s%s\"families\":4,\"recruitment\":"
                       "{\"planned_approvals\":{\"%s\":1}}%s",
                       HEAD, CARERS, wrong[i], TAIL);
        (void)snprintf(pointer, sizeof pointer, "/carers/f/recruitment/planned_approvals/%s",
                       wrong[i]);
        assert_int_equal(reports_at(text, pointer, &is_refused), 1);
        assert_true(is_refused);
    }
}

/* Above 50 per 100,000 children a year is warned of: here 60 families of two places come
 * in four years, 30 places a year; or 120, 60 places a year. */
static void growth_above_any_observed_pace_is_warned_of(void **state)
{
    (void)state;
    static const int families[2] = {100, 160};
    for (uint32_t i = 0; i < 2; i++) {
        char text[1200];
        bool is_refused = true;
        (void)snprintf(text, sizeof text,
                       "%s%s\"families\":{\"value\":40,\"steps\":[{\"from\":"
                       "\"2027-01-01\",\"set\":%d}]}%s",
                       HEAD, CARERS, families[i], TAIL);
        assert_int_equal(reports_at(text, "/carers", &is_refused), i);
        assert_false(is_refused);
    }
}

static void a_closing_institution_knows_its_staff_and_exceptions(void **state)
{
    (void)state;
    struct di_scenario *scenario = load_valid(
        HEAD ",\"minimum_viable_occupancy\":12,\"auto_close\":true,\"admits_siblings\":true,"
             "\"staff\":{\"cook\":2,\"manager\":3.5},\"redeploy_share\":0.5" CARERS
             "\"families\":4" TAIL);
    const struct di_closure_plan *plan = &scenario->model->closure_plans[0];
    assert_near(plan->minimum_viable_occupancy, 12, 0);
    assert_true(plan->auto_close);
    assert_true(plan->admits_siblings);
    assert_false(plan->transfers_allowed);
    assert_int_equal(plan->staff_count, 2);
    assert_int_equal(plan->staff[0].role, DI_NONE); /* a cook is no role of the scenario */
    assert_int_equal(plan->staff[1].role, 0);
    assert_near(plan->staff[1].fte, 3.5, 0);
    assert_int_equal(plan->redeploy_from_day, INT32_MIN);
    di_scenario_destroy(scenario);
}

static void auto_close_needs_to_know_how_few_are_too_few(void **state)
{
    (void)state;
    bool is_refused = false;
    assert_int_equal(reports_at(HEAD ",\"auto_close\":true" CARERS "\"families\":4" TAIL,
                                "/institutions/big/auto_close", &is_refused),
                     1);
    assert_true(is_refused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recruitment_takes_the_defaults_of_its_table),
        cmocka_unit_test(families_may_rest_and_wait_by_any_law),
        cmocka_unit_test(without_recruitment_families_are_a_dated_count),
        cmocka_unit_test(a_count_by_date_and_recruitment_exclude_each_other),
        cmocka_unit_test(a_quarter_is_a_year_and_a_number),
        cmocka_unit_test(growth_above_any_observed_pace_is_warned_of),
        cmocka_unit_test(a_closing_institution_knows_its_staff_and_exceptions),
        cmocka_unit_test(auto_close_needs_to_know_how_few_are_too_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
