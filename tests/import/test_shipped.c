/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "di/scenario.h"

#include "di_test.h"

static void print_problems(const struct di_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        char text[512];
        (void)di_message_render(&list->items[i].message, NULL, text, sizeof text);
        print_message("%s:%u %s: %s\n", list->items[i].file, list->items[i].line,
                      list->items[i].pointer, text);
    }
}

static struct di_scenario *load(const char *name)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/scenarios/%s", DI_SOURCE_DIR, name);
    di_diagnostics_init(&diagnostics);
    const enum di_status status =
        di_scenario_load(path, NULL, 0, &diagnostics, &scenario, NULL);
    print_problems(&diagnostics);
    di_diagnostics_finish(&diagnostics);
    assert_status(status, DI_OK);
    return scenario;
}

static void every_shipped_scenario_loads(void **state)
{
    (void)state;
    static const char *const names[] = {"countries/bulgaria.json",
                                        "countries/romania.json",
                                        "countries/moldova.json",
                                        "demo/baseline.json",
                                        "demo/family_first.json",
                                        "demo/fast_closure.json",
                                        "demo/planned.json",
                                        "demo/steady_pace.json",
                                        "demo/to_plan.json",
                                        "tutorial/01-stock-and-exits.json",
                                        "tutorial/02-entries-and-prevention.json",
                                        "tutorial/03-residual-stays.json",
                                        "tutorial/04-rates-to-requests.json",
                                        "tutorial/05-siblings.json",
                                        "tutorial/06-moratorium.json",
                                        "tutorial/07-reentry.json",
                                        "tutorial/08-two-regions.json",
                                        "tutorial/09-what-if.json",
                                        "tutorial/10-turning-eighteen.json",
                                        "tutorial/15-too-few-workers.json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct di_scenario *scenario = load(names[i]);
        assert_true(scenario->model->region_count > 0);
        assert_true(scenario->model->input_count > 0);
        assert_int_equal(strlen(scenario->sha256), 64);
        di_scenario_destroy(scenario);
    }
}

static void bulgaria_is_what_its_file_says(void **state)
{
    (void)state;
    struct di_scenario *scenario = load("countries/bulgaria.json");
    const struct di_model *model = scenario->model;
    assert_string_equal(model->id, "bulgaria");
    assert_int_equal(model->start_civil_day, di_date_from_civil(2007, 1, 1));
    double stock = 0;
    for (uint32_t l = 0; l < model->initial_stock.margins[0].leaf_count; l++)
        stock += model->initial_stock.margins[0].leaves[l].count;
    assert_near(stock, 9533, 1e-12);
    di_scenario_destroy(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_scenario_loads),
        cmocka_unit_test(bulgaria_is_what_its_file_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
