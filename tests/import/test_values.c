/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forms of a value become in the model. */
#include <string.h>

#include "di/scenario.h"

#include "di_test.h"
#include "model_index.h"

#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"entries\":{},"                                                                          \
    "\"settings\":{\"s\":{\"kind\":\"institution\",\"capacity\":5,\"use_defaults\":true}},"

static struct di_scenario *load(const char *text)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    struct di_error error = {0};
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_scenario_load_text(text, strlen(text), "test", &diagnostics, &scenario, &error);
    if (status != DI_OK) {
        char sentence[400];
        (void)di_message_render(&error.message, NULL, sentence, sizeof sentence);
        fail_msg("%s", sentence);
    }
    di_diagnostics_finish(&diagnostics);
    return scenario;
}

static int32_t day(int32_t year, int32_t month, int32_t of_month)
{
    return di_date_from_civil(year, month, of_month) - di_date_from_civil(2026, 1, 1);
}

static void steps_act_on_the_value_and_not_on_the_step_before(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"regions\":{\"r\":{\"population_0_17\":{\"value\":100,\"steps\":["
                  "{\"from\":\"2027-01-01\",\"multiply\":2},"
                  "{\"from\":\"2028-01-01\",\"add\":10},{\"from\":\"2029-01-01\",\"set\":7}"
                  "]}}}}");
    const struct di_series *series = &scenario->model->regions[0].population;
    assert_near(di_series_at(series, day(2026, 12, 31)), 100, 0);
    assert_near(di_series_at(series, day(2027, 1, 1)), 200, 0);
    assert_near(di_series_at(series, day(2028, 6, 1)), 110, 0);
    assert_near(di_series_at(series, day(2029, 1, 1)), 7, 0);
    di_scenario_destroy(scenario);
}

static void a_ramp_is_a_staircase_of_months_around_its_line(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"regions\":{\"r\":{\"population_0_17\":{\"value\":100,\"steps\":["
                  "{\"from\":\"2027-01-15\",\"set\":200,\"over\":\"2 years\"}]}}}}");
    const struct di_series *series = &scenario->model->regions[0].population;
    assert_near(di_series_at(series, day(2027, 1, 14)), 100, 0);
    /* middle of February 2027: 31 days after the start of 730.5 */
    assert_near(di_series_at(series, day(2027, 2, 20)), 100 + 100 * 31 / 730.5, 1e-12);
    assert_near(di_series_at(series, day(2029, 1, 20)), 200, 0);
    double area = 0; /* the staircase encloses the same area as the line */
    for (int32_t d = day(2027, 1, 15); d < day(2029, 1, 15); d++)
        area += di_series_at(series, d) - 100;
    assert_near(area, 100 * 731 / 2.0, 2e-3);
    assert_int_equal(series->count, 27);
    di_scenario_destroy(scenario);
}

static void defaults_are_listed_as_defaults(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD "\"regions\":{\"r\":{\"population_0_17\":{"
                                             "\"value\":5,\"source\":\"census\",\"year\":"
                                             "2020}}}}");
    const struct di_model *model = scenario->model;
    bool has_user = false, has_default = false, has_cause = false;
    for (uint32_t i = 0; i < model->input_count; i++) {
        const struct di_input *input = &model->inputs[i];
        if (strcmp(input->pointer, "/regions/r/population_0_17") == 0)
            has_user = input->origin == DI_ORIGIN_USER && input->year == 2020 &&
                       strcmp(input->source, "census") == 0 &&
                       input->quality == DI_QUALITY_PUBLISHED;
        if (strcmp(input->pointer, "/policies/max_skips") == 0)
            has_default = input->origin == DI_ORIGIN_DEFAULT;
        if (strcmp(input->pointer, "/settings/s/pathways/died/rate_per_year") == 0)
            has_cause = input->origin == DI_ORIGIN_DEFAULT;
    }
    assert_true(has_user);
    assert_true(has_default);
    assert_true(has_cause);
    const uint16_t s = model_find_setting(model, "s");
    assert_int_equal(model->settings[s].pathway_count, 4);
    di_scenario_destroy(scenario);
}

static void order_in_the_file_changes_no_key_and_no_rank(void **state)
{
    (void)state;
    struct di_scenario *one = load(HEAD "\"regions\":{\"b\":{\"neighbours\":{\"a\":3,\"c\":3}},"
                                        "\"a\":{},\"c\":{}}}");
    struct di_scenario *two = load(HEAD "\"regions\":{\"c\":{},\"a\":{},\"b\":{\"neighbours\":"
                                        "{\"c\":3,\"a\":3}}}}");
    for (uint32_t i = 0; i < 3; i++) {
        const struct di_region *x = &one->model->regions[i];
        const struct di_region *y =
            &two->model->regions[model_find_region(two->model, x->name.id)];
        assert_true(x->name.key == y->name.key);
        assert_int_equal(x->name.rank, y->name.rank);
        assert_int_equal(x->neighbour_count, y->neighbour_count);
        for (uint32_t k = 0; k < x->neighbour_count; k++)
            assert_string_equal(one->model->regions[x->neighbours[k].region].name.id,
                                two->model->regions[y->neighbours[k].region].name.id);
    }
    assert_string_equal(one->sha256, two->sha256);
    di_scenario_destroy(one);
    di_scenario_destroy(two);
}

#define STAFF                                                                                  \
    "\"regions\":{\"n\":{},\"s\":{}},"                                                         \
    "\"roles\":{\"w\":{\"kind\":\"generic\"},"                                                 \
    "\"b\":{\"kind\":\"assessor\",\"max_parallel_hours_per_day\":2},"                          \
    "\"a\":{\"kind\":\"assessor\"}},"                                                          \
    "\"resources\":{\"workers\":{"                                                             \
    "\"n_b\":{\"region\":\"n\",\"role\":\"b\",\"fte\":1},"                                     \
    "\"n_w\":{\"region\":\"n\",\"role\":\"w\",\"fte\":4,\"in_training\":1,"                    \
    "\"planned_hires\":{\"2027_q1\":2,\"2026_q3\":1.5}},"                                      \
    "\"s_w\":{\"region\":\"s\",\"role\":\"w\",\"fte\":3}}}"

static void a_team_is_the_specialists_of_a_region_or_else_its_generic_workers(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD STAFF "}");
    const struct di_staffing *staffing = &scenario->model->staffing;
    enum { W, B, A }; /* nobody has the role `a` */
    assert_int_equal(di_staffing_role_of(staffing, 0, DI_ACTIVITY_ASSESSMENT), B);
    assert_int_equal(di_staffing_role_of(staffing, 0, DI_ACTIVITY_VISIT), W);
    assert_int_equal(di_staffing_role_of(staffing, 1, DI_ACTIVITY_ASSESSMENT), W);
    di_scenario_destroy(scenario);
}

static void a_full_time_worker_supplies_what_is_left_after_overhead(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD STAFF "}");
    const struct di_role *roles = scenario->model->staffing.roles;
    /* 1680 * (1 - 0.15) / 365.25 = 1428 / 365.25 */
    assert_near(di_role_daily_hours(&roles[0]), 1428 / 365.25, 1e-12);
    assert_near(roles[0].max_parallel_hours_per_day, 1428 / 365.25, 1e-12);
    assert_near(roles[1].max_parallel_hours_per_day, 2, 0);
    di_scenario_destroy(scenario);
}

static void planned_hires_add_posts_from_their_quarter(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD STAFF "}");
    const struct di_workers *workers = &scenario->model->staffing.workers[1];
    assert_near(di_workers_posts(workers, day(2026, 6, 30)), 5, 0); /* 4 + 1 in training */
    assert_near(di_workers_posts(workers, day(2026, 7, 1)), 6.5, 0);
    assert_near(di_workers_posts(workers, day(2027, 1, 1)), 8.5, 0);
    di_scenario_destroy(scenario);
}

static void defaults_of_work_are_those_of_the_table(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD STAFF "}");
    const struct di_staffing *staffing = &scenario->model->staffing;
    assert_near(staffing->activities[DI_ACTIVITY_ASSESSMENT].hours, 24, 0);
    assert_near(staffing->activities[DI_ACTIVITY_TRACING].min_days, 30, 0);
    assert_near(staffing->activities[DI_ACTIVITY_PREPARATION].disability_hours, 20, 0);
    assert_near(staffing->caseload_limit, 20, 0);
    assert_near(staffing->unmonitored_rr, 1.5, 0);
    di_scenario_destroy(scenario);
}

static void without_roles_no_default_of_work_is_listed(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(HEAD "\"regions\":{\"n\":{}}}");
    for (uint32_t i = 0; i < scenario->model->input_count; i++)
        assert_null(strstr(scenario->model->inputs[i].pointer, "/resources"));
    assert_int_equal(scenario->model->staffing.role_count, 0);
    di_scenario_destroy(scenario);
}

/* Simulation, warm start and cohort computation then agree on when a law of the stay begins. */
static void a_law_of_the_time_spent_has_a_clock(void **state)
{
    static const struct {
        const char *law;
        enum di_clock clock;
    } cases[] = {
        {"\"rate_per_year\":0.1", DI_CLOCK_NONE},
        {"\"rates_per_year\":[0.2,0.05],\"from_years\":[0,1]", DI_CLOCK_STATE},
        {"\"rates_per_year\":[0.2],\"from_years\":[0]", DI_CLOCK_NONE},
        {"\"weibull\":{\"shape\":0.7,\"scale_years\":6}", DI_CLOCK_STATE},
        {"\"weibull\":{\"shape\":1,\"scale_years\":6}", DI_CLOCK_NONE},
        {"\"clock\":\"care\",\"weibull\":{\"shape\":2,\"scale_years\":6}", DI_CLOCK_CARE}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[600];
        (void)snprintf(text, sizeof text,
                       "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\","
                       "\"years\":4},\"entries\":{},\"regions\":{\"r\":{}},\"settings\":{\"s\":"
                       "{\"kind\":\"institution\",\"capacity\":5,\"use_defaults\":false,"
                       "\"pathways\":{\"left_country\":{%s}}}}}",
                       cases[i].law);
        struct di_scenario *scenario = load(text);
        const uint16_t s = model_find_setting(scenario->model, "s");
        assert_int_equal(scenario->model->settings[s].pathways[0].clock, cases[i].clock);
        di_scenario_destroy(scenario);
    }
}

static void a_horizon_of_whole_months_ends_by_the_calendar(void **state)
{
    (void)state;
    static const struct {
        const char *horizon;
        int32_t year, month, day; /* the first after it */
    } cases[] = {{"\"2026-01-01\",\"years\":3", 2029, 1, 1},
                 {"\"2027-07-01\",\"years\":2.5", 2030, 1, 1},
                 {"\"2026-01-01\",\"years\":1.25", 2027, 4, 1},
                 {"\"2026-11-30\",\"years\":0.25", 2027, 2, 28},
                 {"\"2028-02-29\",\"years\":1", 2029, 2, 28},
                 {"\"2028-02-29\",\"years\":4", 2032, 2, 29},
                 {"\"2026-01-01\",\"years\":0.1", 2026, 2, 7}}; /* a month and 6 days */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[300];
        (void)snprintf(text, sizeof text,
                       "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":%s},\"entries\":{},"
                       "\"regions\":{\"r\":{}},\"settings\":{\"k\":{\"kind\":\"kinship\"}}}",
                       cases[i].horizon);
        struct di_scenario *scenario = load(text);
        const struct di_model *model = scenario->model;
        assert_int_equal(model->start_civil_day + model->horizon_days,
                         di_date_from_civil(cases[i].year, cases[i].month, cases[i].day));
        di_scenario_destroy(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_act_on_the_value_and_not_on_the_step_before),
        cmocka_unit_test(a_ramp_is_a_staircase_of_months_around_its_line),
        cmocka_unit_test(a_law_of_the_time_spent_has_a_clock),
        cmocka_unit_test(a_horizon_of_whole_months_ends_by_the_calendar),
        cmocka_unit_test(defaults_are_listed_as_defaults),
        cmocka_unit_test(order_in_the_file_changes_no_key_and_no_rank),
        cmocka_unit_test(a_team_is_the_specialists_of_a_region_or_else_its_generic_workers),
        cmocka_unit_test(a_full_time_worker_supplies_what_is_left_after_overhead),
        cmocka_unit_test(planned_hires_add_posts_from_their_quarter),
        cmocka_unit_test(defaults_of_work_are_those_of_the_table),
        cmocka_unit_test(without_roles_no_default_of_work_is_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
