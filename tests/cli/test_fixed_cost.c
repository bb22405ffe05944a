/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Savings come as a step: an institution whose cost is 80% fixed costs 90% with half of its
 * children, and nothing once it is closed; its staff leave when it closes, or when they are
 * redeployed. Everything by hand: nobody comes or goes. */
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

/* Per year: 100 places at 8,000 and a child at 2,000; full, that is a million. */
static const char scenario[] =
    "{\"format\": 1, \"id\": \"step\", \"name\": \"Step\", \"currency\": \"EUR\","
    "\"price_year\": 2025, \"horizon\": {\"start\": \"2026-01-01\", \"years\": 2},"
    "\"regions\": {\"valley\": {\"population_0_17\": 100000}},"
    "\"reasons\": {\"any\": {\"children_per_year\": 0}},"
    "\"settings\": {\"child_home\": {\"kind\": \"institution\", \"use_defaults\": false}},"
    "\"institutions\": {\"old_home\": {\"region\": \"valley\", \"setting\": \"child_home\","
    "\"capacity\": 100%s}},"
    "\"entries\": {\"group_size_shares\": [1], \"entry_cv\": 0},"
    "\"initial_stock\": {\"margins\": [{\"by\": [\"institution\"], \"counts\": {\"old_home\": "
    "%d}}]},"
    "\"policies\": {\"ageing\": false},"
    "\"costs\": {\"lines\": {"
    "\"building\": {\"basis\": \"institution_place_year\", \"price\": 8000, \"settings\": "
    "[\"child_home\"]},"
    "\"food\": {\"basis\": \"child_year\", \"price\": 2000, \"settings\": [\"child_home\"]}}}}";

/* Cost of a calendar year, of 365 days of 365.25 a year: the first row with the cells. */
static double cost_in(const char *line, const char *cost_class, const char *first_day)
{
    struct csv_table costs;
    double cost = -1;
    csv_table_read(&costs, program_path("r/costs.csv"));
    for (size_t row = 0; row < costs.rows && cost < 0; row++)
        if (strcmp(csv_table_text(&costs, row, csv_table_column(&costs, "line")), line) == 0 &&
            strcmp(csv_table_text(&costs, row, csv_table_column(&costs, "class")),
                   cost_class) == 0 &&
            strcmp(csv_table_text(&costs, row, csv_table_column(&costs, "period_start")),
                   first_day) == 0)
            cost = csv_table_number(&costs, row, csv_table_column(&costs, "mean"));
    csv_table_finish(&costs);
    return cost;
}

static void run(const char *text)
{
    FILE *stream = fopen(program_path("step.json"), "wb");
    assert_non_null(stream);
    (void)fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(
        program_run("run @step.json --replications 2 --quiet --no-workbook --force --out @r"),
        0);
}

static double cost_of(int children, const char *closing, const char *first_day)
{
    char text[2000];
    (void)snprintf(text, sizeof text, scenario, closing, children);
    run(text);
    return cost_in("all", "all", first_day);
}

static void half_the_children_save_a_tenth(void **state)
{
    (void)state;
    program_begin("fixed_cost");
    const double full = cost_of(100, "", "2026-01-01");
    const double half = cost_of(50, "", "2026-01-01");
    assert_near(full, 1e6 * 365 / 365.25, 1e-6);
    assert_near(half / full, 0.9, 1e-6); /* amounts are whole cents */
}

/* Empty from the start and in wind-down from 2026-07-01: closed that day. */
static void a_closed_building_costs_nothing(void **state)
{
    (void)state;
    static const char closing[] =
        ", \"moratorium_from\": \"2026-01-01\", \"wind_down_from\": \"2026-07-01\"";
    program_begin("fixed_cost_closed");
    assert_near(cost_of(0, "", "2027-01-01"), 8e5 * 365 / 365.25, 1e-6);
    assert_near(cost_of(0, closing, "2026-01-01"), 8e5 * 181 / 365.25, 1e-6);
    assert_near(cost_of(0, closing, "2027-01-01"), 0, 0);
}

/* Ten of fourteen posts are of a role, and half of those are redeployed. The home is empty, so
 * all are above the ratio from the moratorium on; it closes on 1 July. Training begins on the
 * first day of a month after 15 October: five are paid for 123 days more. */
static const char staffed[] =
    "{\"format\": 1, \"id\": \"staff\", \"name\": \"Staff\", \"currency\": \"EUR\","
    "\"price_year\": 2025, \"horizon\": {\"start\": \"2026-01-01\", \"years\": 2},"
    "\"regions\": {\"valley\": {\"population_0_17\": 100000}},"
    "\"reasons\": {\"any\": {\"children_per_year\": 0}},"
    "\"settings\": {\"child_home\": {\"kind\": \"institution\", \"use_defaults\": false}},"
    "\"roles\": {\"nurse\": {\"kind\": \"generic\"}},"
    "\"resources\": {\"workers\": {\"team\": {\"region\": \"valley\", \"role\": \"nurse\","
    "\"fte\": 1}}},"
    "\"institutions\": {\"old_home\": {\"region\": \"valley\", \"setting\": \"child_home\","
    "\"capacity\": 100, \"moratorium_from\": \"2026-04-01\", \"wind_down_from\": "
    "\"2026-07-01\","
    "\"staff\": {\"nurse\": 10, \"cook\": 4}, \"redeploy_share\": 0.5,"
    "\"redeploy_from\": \"2026-10-15\"}},"
    "\"entries\": {\"group_size_shares\": [1], \"entry_cv\": 0},"
    "\"initial_stock\": {\"margins\": []}, \"policies\": {\"ageing\": false},"
    "\"budget\": {\"sources\": {\"state\": {\"per_year\": 100000, \"savings\": \"lost\"}}},"
    "\"costs\": {\"lines\": {"
    "\"pay\": {\"basis\": \"institution_staff_year\", \"price\": 1000, \"paid_by\": \"state\"},"
    "\"kitchen\": {\"basis\": \"institution_staff_year\", \"price\": 500,"
    "\"staff\": [\"cook\"]}}}}";

static void staff_above_the_ratio_are_double_running(void **state)
{
    (void)state;
    program_begin("fixed_cost_staff");
    run(staffed);
    assert_near(cost_in("pay", "running", "2026-01-01"), 14e3 * 90 / 365.25, 1e-5);
    assert_near(cost_in("pay", "double_running", "2026-01-01"),
                (14e3 * 91 + 5e3 * 123) / 365.25, 1e-5);
    assert_near(cost_in("kitchen", "double_running", "2026-01-01"), 2e3 * 91 / 365.25, 1e-4);
    assert_near(cost_in("all", "all", "2027-01-01"), 0, 0);
}

/* The source loses what the closed home no longer costs: all posts from July on, but for those
 * who wait. */
static void what_waiting_staff_cost_is_not_saved(void **state)
{
    (void)state;
    struct csv_table budget;
    program_begin("fixed_cost_saved");
    run(staffed);
    csv_table_read(&budget, program_path("r/budget.csv"));
    assert_string_equal(csv_table_text(&budget, 0, csv_table_column(&budget, "source")),
                        "state");
    assert_near(csv_table_number(&budget, 0, csv_table_column(&budget, "withdrawn_mean")),
                (14e3 * 184 - 5e3 * 123) / 365.25, 1e-5);
    csv_table_finish(&budget);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_the_children_save_a_tenth),
        cmocka_unit_test(a_closed_building_costs_nothing),
        cmocka_unit_test(staff_above_the_ratio_are_double_running),
        cmocka_unit_test(what_waiting_staff_cost_is_not_saved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
