/* SPDX-License-Identifier: GPL-3.0-or-later */
/* costs.csv adds up to the last cent by class, line, setting, region and account; years are
 * their quarters; the indicators and the budget speak of the same money. */
#include <math.h>
#include <string.h>

#include "di/time.h"

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

static struct csv_table costs, budget, indicators;

static bool is_all(size_t row, const char *column)
{
    return csv_is(&costs, row, column, "all");
}

enum split { TOTAL, CLASS, LINE, SETTING, REGION, ACCOUNT, SPLITS };

static enum split split_of(size_t row)
{
    const int named = !is_all(row, "class") + !is_all(row, "line") + !is_all(row, "setting") +
                      !is_all(row, "region");
    if (named > 1)
        return ACCOUNT;
    return !is_all(row, "class")     ? CLASS
           : !is_all(row, "line")    ? LINE
           : !is_all(row, "setting") ? SETTING
           : !is_all(row, "region")  ? REGION
                                     : TOTAL;
}

static bool is_same_period(size_t a, size_t b)
{
    return csv_is(&costs, a, "period_start", csv_text(&costs, b, "period_start")) &&
           csv_is(&costs, a, "period_end", csv_text(&costs, b, "period_end"));
}

static void every_split_adds_up_to_the_total(void **state)
{
    (void)state;
    size_t totals = 0;
    for (size_t total = 0; total < costs.rows && split_of(total) == TOTAL; total++, totals++) {
        double sum[SPLITS] = {0}, discounted[SPLITS] = {0};
        for (size_t row = 0; row < costs.rows; row++)
            if (is_same_period(row, total)) {
                sum[split_of(row)] += csv_number(&costs, row, "mean");
                discounted[split_of(row)] += csv_number(&costs, row, "discounted_mean");
            }
        for (int split = CLASS; split < SPLITS; split++) {
            assert_near(sum[split], sum[TOTAL], 1e-12);
            assert_near(discounted[split], discounted[TOTAL], 1e-12);
        }
    }
    assert_int_equal(totals, 3 + 12); /* years and quarters */
}

static double total_of(const char *period_start, const char *period_end)
{
    for (size_t row = 0; row < costs.rows; row++)
        if (split_of(row) == TOTAL && csv_is(&costs, row, "period_start", period_start) &&
            csv_is(&costs, row, "period_end", period_end))
            return csv_number(&costs, row, "mean");
    return (double)NAN;
}

static void indicators_speak_of_the_same_money(void **state)
{
    (void)state;
    double by_class = 0;
    size_t compared = 0;
    for (size_t row = 0; row < indicators.rows; row++) {
        if (!csv_is(&indicators, row, "region", "all") ||
            !csv_is(&indicators, row, "setting", "all"))
            continue;
        const char *id = csv_text(&indicators, row, "indicator");
        const double total = total_of(csv_text(&indicators, row, "period_start"),
                                      csv_text(&indicators, row, "period_end"));
        if (strcmp(id, "K18_cost_total") == 0) {
            assert_near(csv_number(&indicators, row, "mean"), total, 1e-12);
            compared++;
        }
        if (csv_is(&indicators, row, "period_end", "2026-12-31") &&
            csv_is(&indicators, row, "period_start", "2026-01-01") &&
            (strcmp(id, "K18_cost_capital") == 0 || strcmp(id, "K18_cost_running") == 0 ||
             strcmp(id, "K18_cost_pre_opening") == 0 ||
             strcmp(id, "K18_cost_double_running") == 0))
            by_class += csv_number(&indicators, row, "mean");
    }
    assert_int_equal(compared, 3 + 12);
    assert_near(by_class, total_of("2026-01-01", "2026-12-31"), 1e-12);
}

/* K18 of each region and of each setting is its row of costs.csv, in every period. */
static void regions_and_settings_cost_what_they_cost(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t row = 0; row < indicators.rows; row++) {
        const bool is_region = !csv_is(&indicators, row, "region", "all");
        const bool is_setting = !csv_is(&indicators, row, "setting", "all");
        if (!csv_is(&indicators, row, "indicator", "K18_cost_total") || is_region == is_setting)
            continue;
        double cost = 0; /* no row: nothing in any replication */
        for (size_t c = 0; c < costs.rows; c++)
            if (split_of(c) == (is_region ? REGION : SETTING) &&
                csv_is(&costs, c, "region", csv_text(&indicators, row, "region")) &&
                csv_is(&costs, c, "setting", csv_text(&indicators, row, "setting")) &&
                csv_is(&costs, c, "period_start", csv_text(&indicators, row, "period_start")) &&
                csv_is(&costs, c, "period_end", csv_text(&indicators, row, "period_end")))
                cost += csv_number(&costs, c, "mean");
        assert_near(csv_number(&indicators, row, "mean"), cost, 1e-12);
        compared += cost > 0;
    }
    assert_true(compared > 200);
}

/* Quarters of a nation's or a region's costs from the start to the end of a row's period. */
static double since_the_start(size_t indicator, const char *column)
{
    const char *region = csv_text(&indicators, indicator, "region");
    const enum split split = strcmp(region, "all") == 0 ? TOTAL : REGION;
    double sum = 0;
    for (size_t row = 0; row < costs.rows; row++)
        if (split_of(row) == split && csv_months(&costs, row) == 3 &&
            csv_is(&costs, row, "region", region) &&
            csv_day(&costs, row, "period_end") <= csv_day(&indicators, indicator, "period_end"))
            sum += csv_number(&costs, row, column);
    return sum;
}

/* Discounted quarters are rounded to cents replication by replication. */
static void costs_since_the_start_are_added_up(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t row = 0; row < indicators.rows; row++) {
        const bool is_discounted =
            csv_is(&indicators, row, "indicator", "K18_cost_cumulative_discounted");
        if (!is_discounted && !csv_is(&indicators, row, "indicator", "K18_cost_cumulative"))
            continue;
        const double sum = since_the_start(row, is_discounted ? "discounted_mean" : "mean");
        assert_near(csv_number(&indicators, row, "mean") + 1, sum + 1, 1e-9);
        compared += sum > 0;
    }
    assert_true(compared > 60);
}

/* What a source spends in a year is the sum of the accounts it pays; what all sources are short
 * of is K18_budget_gap. */
static void sources_pay_their_own_accounts(void **state)
{
    (void)state;
    double gap[3] = {0};
    size_t compared = 0;
    for (size_t row = 0; row < budget.rows; row++) {
        char first[16], last[16];
        double spent = 0;
        (void)snprintf(first, sizeof first, "%s-01-01", csv_text(&budget, row, "year"));
        (void)snprintf(last, sizeof last, "%s-12-31", csv_text(&budget, row, "year"));
        for (size_t c = 0; c < costs.rows; c++)
            if (split_of(c) == ACCOUNT && csv_is(&costs, c, "period_start", first) &&
                csv_is(&costs, c, "period_end", last) &&
                csv_is(&costs, c, "paid_by", csv_text(&budget, row, "source")))
                spent += csv_number(&costs, c, "mean");
        assert_near(csv_number(&budget, row, "spent_mean"), spent, 1e-12);
        gap[(size_t)csv_number(&budget, row, "year") - 2026] +=
            csv_number(&budget, row, "gap_mean");
        compared += spent > 0;
    }
    assert_true(compared >= 6 && gap[0] > 0);
    for (size_t row = 0; row < indicators.rows; row++)
        if (csv_is(&indicators, row, "indicator", "K18_budget_gap") &&
            csv_is(&indicators, row, "region", "all") &&
            strcmp(csv_text(&indicators, row, "period_end") + 5, "12-31") == 0 &&
            strcmp(csv_text(&indicators, row, "period_start") + 5, "01-01") == 0)
            assert_near(csv_number(&indicators, row, "mean"),
                        gap[di_date_year(csv_day(&indicators, row, "period_start")) - 2026],
                        1e-12);
}

static void the_budget_pays_every_line_once(void **state)
{
    (void)state;
    double spent = 0;
    for (size_t row = 0; row < budget.rows; row++) {
        const double available = csv_number(&budget, row, "available_mean");
        assert_near(csv_number(&budget, row, "budgeted") +
                        csv_number(&budget, row, "carried_mean") -
                        csv_number(&budget, row, "withdrawn_mean"),
                    available, 1e-9);
        if (csv_is(&budget, row, "year", "2027"))
            spent += csv_number(&budget, row, "spent_mean");
    }
    assert_near(spent, total_of("2027-01-01", "2027-12-31"), 1e-12);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_split_adds_up_to_the_total),
        cmocka_unit_test(indicators_speak_of_the_same_money),
        cmocka_unit_test(regions_and_settings_cost_what_they_cost),
        cmocka_unit_test(costs_since_the_start_are_added_up),
        cmocka_unit_test(sources_pay_their_own_accounts),
        cmocka_unit_test(the_budget_pays_every_line_once),
    };
    (void)argc, (void)argv;
    program_begin("money");
    assert_int_equal(program_run("run %scenarios/demo/fast_closure.json --replications 3 "
                                 "--set horizon.years=3 --quiet --no-workbook --out @r"),
                     0);
    csv_table_read(&costs, program_path("r/costs.csv"));
    csv_table_read(&budget, program_path("r/budget.csv"));
    csv_table_read(&indicators, program_path("r/indicators.csv"));
    const int failures = cmocka_run_group_tests(tests, NULL, NULL);
    csv_table_finish(&costs);
    csv_table_finish(&budget);
    csv_table_finish(&indicators);
    return failures;
}
