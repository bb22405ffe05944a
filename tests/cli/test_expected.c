/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results folder of expected numbers (run --method cohort --out): the tables agree with
 * each other, with many simulated runs, and are read by what reads results. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

static const char *const scenario = "%scenarios/countries/moldova.json";

static void run_expected(void)
{
    char line[400];
    (void)snprintf(line, sizeof line, "run %s --method cohort --quiet --out @e --force",
                   scenario);
    assert_int_equal(program_run(line), 0);
}

static void rows_hold_a_mean_and_nothing_else(void **unused)
{
    (void)unused;
    static const char *const empty[] = {"sd",  "ci_low", "ci_high", "p05",
                                        "p25", "p50",    "p75",     "p95"};
    struct csv_table table;
    program_begin("expected");
    run_expected();
    csv_table_read(&table, program_path("e/indicators.csv"));
    assert_true(table.rows > 1000);
    for (size_t row = 0; row < table.rows; row++) {
        assert_near(csv_number(&table, row, "n"),
                    csv_text(&table, row, "mean")[0] == '\0' ? 0 : 1, 0);
        assert_true(isnan(csv_number(&table, row, "mean")) ||
                    csv_number(&table, row, "mean") >= 0);
        for (size_t k = 0; k < sizeof empty / sizeof empty[0]; k++)
            assert_string_equal(csv_text(&table, row, empty[k]), "");
    }
    csv_table_finish(&table);
    char *manifest = program_read(program_path("e/manifest.json"), NULL);
    assert_non_null(manifest);
    assert_non_null(strstr(manifest, "\"method\": \"cohort\""));
    free(manifest);
}

static void balances_close_and_flows_make_them(void **unused)
{
    (void)unused;
    struct csv_table balance, flows;
    program_begin("expected");
    run_expected();
    csv_table_read(&balance, program_path("e/balance.csv"));
    csv_table_read(&flows, program_path("e/flows.csv"));
    size_t checked = 0;
    for (size_t row = 0; row < balance.rows; row++) {
        assert_near(csv_number(&balance, row, "opening") +
                        csv_number(&balance, row, "entries") -
                        csv_number(&balance, row, "exits"),
                    csv_number(&balance, row, "closing"), 1e-6);
        if (strcmp(csv_text(&balance, row, "region"), "all") != 0 ||
            strcmp(csv_text(&balance, row, "setting"), "all") == 0)
            continue;
        double in = 0, out = 0;
        for (size_t k = 0; k < flows.rows; k++) {
            if (strcmp(csv_text(&flows, k, "from_region"), "all") != 0 ||
                strcmp(csv_text(&flows, k, "period_start"),
                       csv_text(&balance, row, "period_start")) != 0 ||
                strcmp(csv_text(&flows, k, "period_end"),
                       csv_text(&balance, row, "period_end")) != 0)
                continue;
            const double mean = csv_number(&flows, k, "mean");
            in += strcmp(csv_text(&flows, k, "to"), csv_text(&balance, row, "setting")) == 0
                      ? mean
                      : 0;
            out += strcmp(csv_text(&flows, k, "from"), csv_text(&balance, row, "setting")) == 0
                       ? mean
                       : 0;
        }
        assert_near(in, csv_number(&balance, row, "entries"), 1e-6);
        assert_near(out, csv_number(&balance, row, "exits"), 1e-6);
        checked++;
    }
    assert_true(checked > 10);
    csv_table_finish(&balance);
    csv_table_finish(&flows);
}

/* Within five standard errors of 40 runs, or one child: what the cohort leaves out is small in
 * a country whose places are not limited. */
static void the_mean_of_many_runs_is_near(void **unused)
{
    (void)unused;
    static const char *const ids[] = {"K1r_residential_stock", "K6_first_entries",
                                      "K7r_residential_exits"};
    struct csv_table expected, simulated;
    char line[400];
    program_begin("expected");
    run_expected();
    (void)snprintf(line, sizeof line,
                   "run %s --replications 40 --inputs fixed --quiet --out @s", scenario);
    assert_int_equal(program_run(line), 0);
    csv_table_read(&expected, program_path("e/indicators.csv"));
    csv_table_read(&simulated, program_path("s/indicators.csv"));
    size_t compared = 0;
    size_t at = 0;
    for (size_t row = 0; row < expected.rows; row++) {
        bool is_wanted = strcmp(csv_text(&expected, row, "region"), "all") == 0 &&
                         strcmp(csv_text(&expected, row, "setting"), "all") == 0 &&
                         strcmp(csv_text(&expected, row, "population"), "0_17") == 0 &&
                         strcmp(csv_text(&expected, row, "period_end") + 4, "-12-31") == 0 &&
                         strcmp(csv_text(&expected, row, "period_start") + 4, "-01-01") == 0;
        bool is_id = false;
        for (size_t k = 0; k < 3; k++)
            is_id = is_id || strcmp(csv_text(&expected, row, "indicator"), ids[k]) == 0;
        if (!is_wanted || !is_id)
            continue;
        static const char *const same[] = {"indicator",  "region",       "setting",
                                           "population", "age_band",     "sex",
                                           "disability", "period_start", "period_end"};
        bool is_found = false;
        for (; !is_found && at < simulated.rows; at++) {
            is_found = true;
            for (size_t k = 0; is_found && k < sizeof same / sizeof same[0]; k++)
                is_found = strcmp(csv_text(&expected, row, same[k]),
                                  csv_text(&simulated, at, same[k])) == 0;
        }
        assert_true(is_found);
        const double mean = csv_number(&simulated, at - 1, "mean");
        const double error = csv_number(&simulated, at - 1, "sd") / sqrt(40.0);
        if (fabs(csv_number(&expected, row, "mean") - mean) > 5 * error + 1 + 0.01 * mean)
            fail_msg("%s %s: %g expected, %g simulated (%g)",
                     csv_text(&expected, row, "indicator"),
                     csv_text(&expected, row, "period_start"),
                     csv_number(&expected, row, "mean"), mean, error);
        compared++;
    }
    assert_true(compared >= 12);
    csv_table_finish(&expected);
    csv_table_finish(&simulated);
}

static void it_is_read_by_what_reads_results(void **unused)
{
    (void)unused;
    program_begin("expected");
    run_expected();
    assert_int_equal(program_run("compare @e @e --out @both"), 0);
    const int code = program_run("chart @e fan --out @fan.svg --lang en");
    if (code == 5)
        return; /* built without charts, and says so */
    assert_int_equal(code, 0);
    assert_int_equal(program_run("chart @e sankey --out @sankey.svg"), 0);
    assert_int_equal(program_run("report @e --out @report.html"), 0);
    char *fan = program_read(program_path("fan.svg"), NULL);
    assert_non_null(fan);
    assert_non_null(strstr(fan, "Expected numbers"));
    assert_null(strstr(fan, "% of runs"));
    free(fan);
}

static void pathways_by_request_are_refused(void **unused)
{
    (void)unused;
    program_begin("expected");
    assert_int_equal(program_run("run %scenarios/tutorial/04-rates-to-requests.json --method "
                                 "cohort --out @r"),
                     3);
    assert_null(program_read(program_path("r/indicators.csv"), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_hold_a_mean_and_nothing_else),
        cmocka_unit_test(balances_close_and_flows_make_them),
        cmocka_unit_test(the_mean_of_many_runs_is_near),
        cmocka_unit_test(it_is_read_by_what_reads_results),
        cmocka_unit_test(pathways_by_request_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
