/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections `costs` and `budget` become in the model. */
#include <stdlib.h>
#include <string.h>

#include "di/cost_plan.h"
#include "di/scenario.h"

#include "di_test.h"
#include "model_index.h"

/* Two regions, an institution of 40 places, families, and a horizon of 2026 to 2029. */
#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"entries\":{},\"regions\":{\"n\":{},\"s\":{}},"                                          \
    "\"settings\":{\"big\":{\"kind\":\"institution\"},\"fam\":{\"kind\":\"foster\"}},"         \
    "\"carers\":{\"f\":{\"region\":\"n\",\"setting\":\"fam\",\"families\":9}},"                \
    "\"services\":{\"prevention\":{\"coverage_share\":0.4}},"                                  \
    "\"institutions\":{\"i\":{\"region\":\"n\",\"setting\":\"big\",\"capacity\":40,"           \
    "\"costs\":{\"fixed_per_quarter\":8000,\"variable_per_child_day\":5}}},"

static enum di_status load_text(const char *text, struct di_diagnostics *diagnostics,
                                struct di_scenario **out)
{
    struct di_error error = {0};
    di_diagnostics_init(diagnostics);
    return di_scenario_load_text(text, strlen(text), "test", diagnostics, out, &error);
}

static struct di_scenario *load(const char *text)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    const enum di_status status = load_text(text, &diagnostics, &scenario);
    if (status != DI_OK && diagnostics.count > 0) {
        char sentence[400];
        (void)di_message_render(&diagnostics.items[0].message, NULL, sentence, sizeof sentence);
        fail_msg("%s", sentence);
    }
    assert_int_equal(status, DI_OK);
    di_diagnostics_finish(&diagnostics);
    return scenario;
}

/* One error whose sentence contains `words`. */
static void refuses(const char *text, const char *words)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    bool is_found = false;
    assert_int_not_equal(load_text(text, &diagnostics, &scenario), DI_OK);
    for (size_t i = 0; i < diagnostics.count; i++) {
        char sentence[400];
        (void)di_message_render(&diagnostics.items[i].message, NULL, sentence, sizeof sentence);
        is_found = is_found || strstr(sentence, words) != NULL;
    }
    if (!is_found)
        fail_msg("no message says: %s", words);
    di_diagnostics_finish(&diagnostics);
    di_scenario_destroy(scenario);
}

static struct di_cost_place institution_place(const struct di_model *model)
{
    struct di_cost_place place = di_cost_nowhere;
    place.setting = model->institutions[0].setting;
    place.region = model->institutions[0].region;
    place.institution = 0;
    return place;
}

static void a_scenario_without_costs_has_no_plan(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load("{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":1},"
             "\"entries\":{},\"regions\":{\"n\":{}},"
             "\"settings\":{\"k\":{\"kind\":\"kinship\"}}}");
    assert_null(scenario->model->cost_plan);
    assert_near(di_cost_price(scenario->model, DI_COST_CHILD_YEAR, &di_cost_nowhere, 0), 0, 0);
    di_scenario_destroy(scenario);
}

/* 8000 of its own and 40 places x 600 / 4 = 6000 by the line: 14 000 a quarter; a child costs
 * 5 x 365.25 = 1826.25 of its own and 100 by the line a year. */
static void prices_add_up_over_lines_and_own_costs(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"costs\":{\"lines\":{"
                  "\"fixed\":{\"basis\":\"institution_place_year\",\"price\":600,"
                  "\"settings\":[\"big\"]},"
                  "\"food\":{\"basis\":\"child_year\",\"price\":{\"value\":100,"
                  "\"by\":{\"region\":{\"s\":3}}},\"settings\":[\"big\"]},"
                  "\"south\":{\"basis\":\"child_year\",\"price\":7,\"regions\":[\"s\"]}}}}");
    const struct di_model *model = scenario->model;
    struct di_cost_place place = institution_place(model);
    assert_near(di_cost_fixed_per_quarter(model, 0, 0), 14000, 1e-9);
    assert_near(di_cost_price(model, DI_COST_CHILD_YEAR, &place, 0), 1926.25, 1e-9);
    place.region = model_find_region(model, "s"); /* 1826.25 + 300 + 7 */
    assert_near(di_cost_price(model, DI_COST_CHILD_YEAR, &place, 0), 2133.25, 1e-9);
    place.setting = DI_NONE; /* a filter lets nothing through that has no setting */
    assert_near(di_cost_price(model, DI_COST_CHILD_YEAR, &place, 0), 1833.25, 1e-9);
    di_scenario_destroy(scenario);
}

/* 0.75 x 4000 + 0.25 x 8000 = 5000 */
static void sub_types_share_a_line(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"costs\":{\"lines\":{\"pay\":{\"basis\":\"child_year\","
                  "\"settings\":[\"fam\"],\"sub_types\":{\"plain\":{\"share\":0.75,"
                  "\"price\":4000},\"extra\":{\"share\":0.25,\"price\":8000}}}}}}");
    const struct di_model *model = scenario->model;
    struct di_cost_place place = di_cost_nowhere;
    place.setting = model_find_setting(model, "fam");
    assert_near(di_cost_price(model, DI_COST_CHILD_YEAR, &place, 0), 5000, 1e-9);
    const struct di_cost_line *last =
        &model->cost_plan->lines[model->cost_plan->line_count - 1];
    assert_string_equal(last->name.id, "pay"); /* byte order: extra before plain */
    assert_string_equal(last->sub_type, "plain");
    di_scenario_destroy(scenario);
}

/* 2026 is named; 2027 has the rate; the source ends on 2028-07-01, so 2028 has 182 of its 366
 * days and 2029 has nothing. */
static void money_of_a_source_is_known_by_year(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"budget\":{\"sources\":{\"eu\":{\"per_year\":366000,"
                  "\"by_year\":{\"2026\":5},\"ends\":\"2028-07-01\"},"
                  "\"state\":{\"per_year\":1000,\"savings\":\"lost\",\"carry_over\":true}}}}");
    const struct di_cost_plan *plan = scenario->model->cost_plan;
    assert_int_equal(plan->years, 4);
    assert_int_equal(plan->first_year, 2026);
    assert_near(plan->sources[0].by_year[0], 5, 0);
    assert_near(plan->sources[0].by_year[1], 366000, 1e-6);
    assert_near(plan->sources[0].by_year[2], 182000, 1e-6);
    assert_near(plan->sources[0].by_year[3], 0, 0);
    assert_near(di_budget_of_year(plan, 2027), 367000, 1e-6);
    assert_near(di_budget_of_year(plan, 2030), 0, 0);
    assert_true(plan->sources[1].savings_are_lost && plan->sources[1].carries_over);
    di_scenario_destroy(scenario);
}

/* Of nine families the source pays a third, of prevention a quarter: 6 families and 0.3 are
 * left from the day it ends. */
static void what_an_ended_source_covers_stops(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load(HEAD "\"budget\":{\"sources\":{\"eu\":{\"ends\":\"2027-01-01\",\"covers\":{"
                  "\"carers\":{\"f\":0.3333333333},\"services\":{\"prevention\":0.25}}}}}}");
    const struct di_model *model = scenario->model;
    assert_near(di_series_at(&model->carers[0].families, 364), 9, 0);
    assert_near(di_series_at(&model->carers[0].families, 365), 6, 0);
    assert_near(di_series_at(&model->services.prevention_coverage.series, 364), 0.4, 0);
    assert_near(di_series_at(&model->services.prevention_coverage.series, 365), 0.3, 1e-12);
    di_scenario_destroy(scenario);
}

/* Half of 40 enquiries and of a campaign of 6000, and of 5 planned approvals after the day 2
 * are left; nothing before it changes. */
static void fewer_families_are_recruited_once_a_source_ended(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(
        "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"
        "\"entries\":{},\"regions\":{\"n\":{}},\"settings\":{\"fam\":{\"kind\":\"foster\"}},"
        "\"carers\":{\"f\":{\"region\":\"n\",\"setting\":\"fam\",\"families\":9,"
        "\"recruitment\":{\"enquiries_per_year\":40,\"campaign_response_per_year\":10,"
        "\"campaign_budget_per_year\":6000,\"campaign_scale\":5000,"
        "\"planned_approvals\":{\"2026_q3\":5,\"2027_q2\":5}}}},"
        "\"budget\":{\"sources\":{\"eu\":{\"ends\":\"2027-01-01\",\"covers\":{"
        "\"carers\":{\"f\":0.5}}}}}}");
    const struct di_carers *carers = &scenario->model->carers[0];
    assert_int_equal(carers->families.count, 1);
    assert_near(di_series_at(&carers->recruitment->enquiries_per_year, 364), 40, 0);
    assert_near(di_series_at(&carers->recruitment->enquiries_per_year, 365), 20, 0);
    assert_near(di_series_at(&carers->recruitment->campaign_budget_per_year, 365), 3000, 0);
    assert_int_equal(carers->recruitment->planned[0].families, 5);
    assert_int_equal(carers->recruitment->planned[1].families, 2);
    di_scenario_destroy(scenario);
}

/* Pay of the role itself and a line for its travel: 12 000 + 800 a year. */
static void a_worker_costs_his_pay_and_the_lines_of_his_role(void **state)
{
    (void)state;
    struct di_scenario *scenario = load(
        HEAD "\"roles\":{\"cm\":{\"kind\":\"generic\",\"cost_per_fte_year\":12000},"
             "\"as\":{\"kind\":\"assessor\"}},"
             "\"resources\":{\"workers\":{\"w\":{\"region\":\"n\",\"role\":\"cm\",\"fte\":8},"
             "\"x\":{\"region\":\"s\",\"role\":\"cm\",\"fte\":1}}},"
             "\"costs\":{\"lines\":{\"cars\":{\"basis\":\"fte_year\",\"price\":800,"
             "\"roles\":[\"cm\"]}}},"
             "\"budget\":{\"sources\":{\"eu\":{\"ends\":\"2027-01-01\",\"covers\":{"
             "\"roles\":{\"cm\":0.25}}}}}}");
    const struct di_model *model = scenario->model;
    struct di_cost_place place = di_cost_nowhere;
    place.region = 0;
    for (place.role = 0; place.role < 2; place.role++) {
        const bool is_manager = strcmp(model->staffing.roles[place.role].name.id, "cm") == 0;
        assert_near(di_cost_price(model, DI_COST_FTE_YEAR, &place, 0), is_manager ? 12800 : 0,
                    1e-9);
    }
    /* of eight posts the source pays two */
    assert_near(di_workers_posts(&model->staffing.workers[0], 364), 8, 1e-12);
    assert_near(di_workers_posts(&model->staffing.workers[0], 365), 6, 1e-12);
    di_scenario_destroy(scenario);
}

static void wrong_lines_are_explained(void **state)
{
    (void)state;
#define LINE(text) HEAD "\"costs\":{\"lines\":{\"x\":" text "}}}"
    refuses(LINE("{\"basis\":\"child_year\"}"), "needs one of 'price' and 'sub_types'");
    refuses(LINE("{\"basis\":\"once\",\"price\":1}"), "has no day 'on'");
    refuses(LINE("{\"basis\":\"move\",\"price\":1,\"on\":\"2027-01-01\"}"),
            "is for the basis 'once'");
    refuses(LINE("{\"basis\":\"move\",\"price\":1,\"lead\":30}"), "'lead' is for the bases");
    refuses(LINE("{\"basis\":\"move\",\"price\":1,\"settings\":[\"bigg\"]}"), "'bigg'");
    refuses(LINE("{\"basis\":\"move\",\"price\":1,\"paid_by\":\"eu\"}"), "source of money");
    refuses(LINE("{\"basis\":\"move\",\"price\":{\"value\":1,\"by\":{\"sex\":{\"male\":2}}}}"),
            "differs by region only");
    refuses(LINE("{\"basis\":\"move\",\"sub_types\":{\"a\":{\"share\":0.5,\"price\":1}}}"),
            "add up to 0.5");
    refuses(HEAD "\"costs\":{\"lines\":{\"institution_fixed\":{\"basis\":\"move\","
                 "\"price\":1}}}}",
            "reserved");
    refuses(LINE("{\"basis\":\"move\",\"price\":1,\"institutions\":[\"i\"]}"),
            "'institutions' cannot narrow a line of the basis 'move'");
    refuses(LINE("{\"basis\":\"visit\",\"price\":1,\"settings\":[\"fam\"]}"),
            "'settings' cannot narrow");
    refuses(LINE("{\"basis\":\"place_year\",\"price\":1,\"institutions\":[\"i\"],"
                 "\"carers\":[\"f\"]}"),
            "No place is both");
    refuses(LINE("{\"basis\":\"family_year\",\"price\":1,\"carers\":[\"f\"],"
                 "\"while_resting\":false}"),
            "cannot be told apart");
    refuses(LINE("{\"basis\":\"institution_staff_year\",\"price\":1}"), "none lists any");
    refuses(LINE("{\"basis\":\"institution_staff_year\",\"price\":1,\"staff\":[\"cok\"]}"),
            "category of staff 'cok'");
#undef LINE
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scenario_without_costs_has_no_plan),
        cmocka_unit_test(prices_add_up_over_lines_and_own_costs),
        cmocka_unit_test(sub_types_share_a_line),
        cmocka_unit_test(money_of_a_source_is_known_by_year),
        cmocka_unit_test(what_an_ended_source_covers_stops),
        cmocka_unit_test(fewer_families_are_recruited_once_a_source_ended),
        cmocka_unit_test(a_worker_costs_his_pay_and_the_lines_of_his_role),
        cmocka_unit_test(wrong_lines_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
