/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Savings come as a step: an institution whose cost is 80% fixed costs 90% with half of its
 * children, and nothing once it is closed. Everything by hand: nobody comes or goes. */
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

/* Cost of a calendar year, of 365 days of 365.25 a year. */
static double cost_of(int children, const char *closing, const char *first_day)
{
    struct csv_table costs;
    double cost = -1;
    FILE *stream = fopen(program_path("step.json"), "wb");
    assert_non_null(stream);
    (void)fprintf(stream, scenario, closing, children);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(
        program_run("run @step.json --replications 2 --quiet --no-workbook --force --out @r"),
        0);
    csv_table_read(&costs, program_path("r/costs.csv"));
    for (size_t row = 0; row < costs.rows && cost < 0; row++)
        if (strcmp(csv_table_text(&costs, row, csv_table_column(&costs, "line")), "all") == 0 &&
            strcmp(csv_table_text(&costs, row, csv_table_column(&costs, "period_start")),
                   first_day) == 0)
            cost = csv_table_number(&costs, row, csv_table_column(&costs, "mean"));
    csv_table_finish(&costs);
    return cost;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_the_children_save_a_tenth),
        cmocka_unit_test(a_closed_building_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
