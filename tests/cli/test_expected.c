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

static void run_into(const char *path, const char *options, const char *folder)
{
    char line[400];
    (void)snprintf(line, sizeof line, "run %s %s --quiet --out @%s --force", path, options,
                   folder);
    assert_int_equal(program_run(line), 0);
}

static void run_expected(void)
{
    run_into(scenario, "--method cohort", "e");
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

enum { RUNS = 40 };

static bool is_year_of_the_nation(const struct csv_table *table, size_t row,
                                  const char *indicator)
{
    return csv_is(table, row, "indicator", indicator) && csv_is(table, row, "region", "all") &&
           csv_is(table, row, "setting", "all") &&
           strcmp(csv_text(table, row, "period_end") + 4, "-12-31") == 0 &&
           strcmp(csv_text(table, row, "period_start") + 4, "-01-01") == 0;
}

/* The row of the other table of the same name. */
static size_t same_row(const struct csv_table *other, const struct csv_table *table, size_t row)
{
    static const char *const same[] = {"indicator",  "region",       "setting",
                                       "population", "age_band",     "sex",
                                       "disability", "period_start", "period_end"};
    for (size_t at = 0; at < other->rows; at++) {
        bool is_found = true;
        for (size_t k = 0; is_found && k < sizeof same / sizeof same[0]; k++)
            is_found = csv_is(other, at, same[k], csv_text(table, row, same[k]));
        if (is_found)
            return at;
    }
    fail_msg("no simulated row like %zu", row);
    return 0;
}

/* Within five standard errors of the runs, or one child: years of children and of adults. */
static void assert_near_the_mean(const char *indicator, size_t rows_least)
{
    struct csv_table expected, simulated;
    size_t compared = 0;
    csv_table_read(&expected, program_path("e/indicators.csv"));
    csv_table_read(&simulated, program_path("s/indicators.csv"));
    for (size_t row = 0; row < expected.rows; row++) {
        if (!is_year_of_the_nation(&expected, row, indicator))
            continue;
        const size_t at = same_row(&simulated, &expected, row);
        const double mean = csv_number(&simulated, at, "mean");
        const double error = csv_number(&simulated, at, "sd") / sqrt((double)RUNS);
        if (fabs(csv_number(&expected, row, "mean") - mean) > 5 * error + 1 + 0.01 * mean)
            fail_msg("%s %s %s: %g expected, %g simulated (%g)", indicator,
                     csv_text(&expected, row, "population"),
                     csv_text(&expected, row, "period_start"),
                     csv_number(&expected, row, "mean"), mean, error);
        compared++;
    }
    assert_true(compared >= rows_least);
    csv_table_finish(&expected);
    csv_table_finish(&simulated);
}

/* What the cohort leaves out is small in a country whose places are not limited. */
static void the_mean_of_many_runs_is_near(void **unused)
{
    (void)unused;
    program_begin("expected");
    run_expected();
    run_into(scenario, "--replications 40 --inputs fixed", "s");
    assert_near_the_mean("K1r_residential_stock", 8);
    assert_near_the_mean("K6_first_entries", 8);
    assert_near_the_mean("K7r_residential_exits", 8);
}

/* Who leaves at 18 leaves as a child, who stayed on as an adult (decision 12). */
static void moves_of_adults_are_told_apart(void **unused)
{
    (void)unused;
    static const char *const path = "%scenarios/tutorial/10-turning-eighteen.json";
    program_begin("expected");
    run_into(path, "--method cohort --set settings.child_home.leave_age_years=19", "e");
    run_into(path,
             "--replications 40 --inputs fixed --set settings.child_home.leave_age_years=19",
             "s");
    assert_near_the_mean("K7r_residential_exits", 10);
    assert_near_the_mean("K7r_exits_aged_out", 10);
    assert_near_the_mean("K7r_exits_adult_institution", 10);
}

/* The number that stands behind a key in the text, after `from`. */
static double number_behind(const char *text, const char *from, const char *key)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    at = strstr(at, key);
    assert_non_null(at);
    return strtod(at + strlen(key), NULL);
}

/* Both directions, counted apart from entries and exits as they are published. */
static void unexplained_flows_are_expected_too(void **unused)
{
    (void)unused;
    static const char *const path = "%tests/cli/unexplained.json";
    program_begin("expected");
    run_into(path, "--method cohort", "e");
    run_into(path, "--replications 40", "s");
    assert_near_the_mean("C_unexplained_entries", 5);
    assert_near_the_mean("C_unexplained_exits", 5);
    assert_near_the_mean("K6_first_entries", 5);
    assert_near_the_mean("K6r_residential_admissions", 5);
    assert_near_the_mean("K7r_residential_exits", 5);
    assert_near_the_mean("K1r_residential_stock", 5);
    assert_int_equal(program_run("run %tests/cli/unexplained.json --method "
                                 "cohort --json"),
                     0);
    char *told = program_read(program_path("out"), NULL);
    const double entries = number_behind(told, "2027-01-01", "\"C_unexplained_entries\":");
    const double stock = number_behind(told, "2027-01-01", "\"K1r_residential_stock\":");
    const double before = number_behind(told, "2026-01-01", "\"K1r_residential_stock\":");
    const double admitted =
        number_behind(told, "2027-01-01", "\"K6r_residential_admissions\":");
    const double left = number_behind(told, "2027-01-01", "\"K7r_residential_exits\":");
    const double lost = number_behind(told, "2027-01-01", "\"C_unexplained_exits\":");
    assert_near(entries, 50, 0.2);
    assert_true(lost > 30);
    assert_near(before + admitted + entries - left - lost, stock, 0.5);
    free(told);
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
        cmocka_unit_test(moves_of_adults_are_told_apart),
        cmocka_unit_test(unexplained_flows_are_expected_too),
        cmocka_unit_test(it_is_read_by_what_reads_results),
        cmocka_unit_test(pathways_by_request_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
