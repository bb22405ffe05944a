/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uncertain inputs from outside: drawn with chance by run, taken apart by sensitivity. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

static const char scenario[] =
    "{\"format\": 1, \"id\": \"two_inputs\", \"name\": \"Two inputs\","
    "\"horizon\": {\"start\": \"2026-01-01\", \"years\": 2},"
    "\"regions\": {\"valley\": {\"population_0_17\": 100000}},"
    "\"reasons\": {\"any\": {\"children_per_year\": {\"value\": 80, \"uncertain\": "
    "{\"normal\": "
    "[80, 8]}}}},"
    "\"settings\": {\"child_home\": {\"kind\": \"institution\", \"capacity\": \"unlimited\", "
    "\"use_defaults\": false, \"pathways\": {\"home\": {\"mode\": \"by_rate\", "
    "\"rate_per_year\": {\"value\": 0.3, \"uncertain\": {\"uniform\": [0.2, 0.4]}}}}}},"
    "\"entries\": {\"group_size_shares\": [1], \"entry_cv\": 0},"
    "\"initial_stock\": {\"margins\": [{\"by\": [\"setting\"], \"counts\": {\"child_home\": "
    "270}}]},"
    "\"policies\": {\"ageing\": false, \"legally_free_share\": 1}%s}";

static void write_scenario(const char *name, const char *rest)
{
    FILE *stream = fopen(program_path(name), "wb");
    assert_non_null(stream);
    (void)fprintf(stream, scenario, rest);
    assert_int_equal(fclose(stream), 0);
}

static json_t *read_json(const char *name)
{
    json_error_t problem;
    json_t *root = json_load_file(program_path(name), 0, &problem);
    assert_non_null(root);
    return root;
}

/* Sd of the residential stock at the end of the last year. */
static double sd_of(const char *folder)
{
    struct csv_table table;
    char path[100];
    (void)snprintf(path, sizeof path, "%s/indicators.csv", folder);
    csv_table_read(&table, program_path(path));
    double sd = (double)NAN;
    for (size_t row = 0; row < table.rows; row++)
        if (strcmp(csv_table_text(&table, row, csv_table_column(&table, "indicator")),
                   "K1r_residential_stock") == 0 &&
            strcmp(csv_table_text(&table, row, csv_table_column(&table, "period_start")),
                   "2027-01-01") == 0 &&
            isnan(sd))
            sd = csv_table_number(&table, row, csv_table_column(&table, "sd"));
    csv_table_finish(&table);
    return sd;
}

/* Of 270 with rates of 0.2 to 0.4 some 20 a standard deviation of the rate more leave or stay:
 * drawn inputs spread the result far more than chance alone does. */
static void a_run_draws_inputs_and_says_so(void **unused)
{
    (void)unused;
    program_begin("uncertain_run");
    write_scenario("two.json", "");
    assert_int_equal(
        program_run("run @two.json --replications 40 --quiet --no-workbook --out @drawn"), 0);
    assert_int_equal(program_run("run @two.json --replications 40 --quiet --no-workbook "
                                 "--inputs fixed --out @fixed"),
                     0);
    assert_true(sd_of("drawn") > 1.3 * sd_of("fixed"));
    json_t *drawn = read_json("drawn/manifest.json"), *fixed = read_json("fixed/manifest.json");
    assert_string_equal(json_string_value(json_object_get(drawn, "uncertainty")),
                        "parameters_and_chance");
    assert_int_equal(json_integer_value(json_object_get(drawn, "uncertain_inputs")), 2);
    assert_string_equal(json_string_value(json_object_get(fixed, "uncertainty")),
                        "chance_only");
    json_decref(drawn);
    json_decref(fixed);
}

/* Relative sd of an indicator of the nation in the last year. */
static double spread_of(const char *folder, const char *indicator)
{
    struct csv_table table;
    char path[100];
    (void)snprintf(path, sizeof path, "%s/indicators.csv", folder);
    csv_table_read(&table, program_path(path));
    double spread = (double)NAN;
    for (size_t row = 0; row < table.rows && isnan(spread); row++)
        if (strcmp(csv_table_text(&table, row, csv_table_column(&table, "indicator")),
                   indicator) == 0 &&
            strcmp(csv_table_text(&table, row, csv_table_column(&table, "period_start")),
                   "2027-01-01") == 0)
            spread = csv_table_number(&table, row, csv_table_column(&table, "sd")) /
                     csv_table_number(&table, row, csv_table_column(&table, "mean"));
    csv_table_finish(&table);
    return spread;
}

/* A price between 50 and 150 has a relative sd of 0.29; what it is paid for has a few per cent.
 */
static void drawn_prices_widen_what_things_cost(void **unused)
{
    (void)unused;
    static const char costs[] =
        ", \"currency\": \"EUR\", \"price_year\": 2025, \"costs\": {\"lines\": {\"food\": "
        "{\"basis\": \"child_year\", \"price\": {\"value\": 100, \"uncertain\": "
        "{\"uniform\": [50, 150]}}, \"settings\": [\"child_home\"]}}}";
    program_begin("uncertain_prices");
    write_scenario("priced.json", costs);
    assert_int_equal(
        program_run("run @priced.json --replications 60 --quiet --no-workbook --out @drawn"),
        0);
    assert_int_equal(program_run("run @priced.json --replications 60 --quiet --no-workbook "
                                 "--inputs fixed --out @fixed"),
                     0);
    assert_true(spread_of("fixed", "K18_cost_total") < 0.1);
    assert_near(spread_of("drawn", "K18_cost_total"), 0.29, 0.06);
    assert_near(spread_of("drawn", "K18_cost_per_child_year"), 0.29, 0.04);
}

static double budget_of(const char *folder, int32_t year, const char *column)
{
    struct csv_table table;
    char path[100];
    double value = (double)NAN;
    (void)snprintf(path, sizeof path, "%s/budget.csv", folder);
    csv_table_read(&table, program_path(path));
    for (size_t row = 0; row < table.rows; row++)
        if (csv_is(&table, row, "source", "state") && csv_number(&table, row, "year") == year)
            value = csv_number(&table, row, column);
    csv_table_finish(&table);
    return value;
}

/* One payment of 100 on a day. The state has between 50 and 150 for it: a gap in half of the
 * replications, of 12.5 on average over all. The discount rate lies between 0 and 0.2: the sd
 * of 1/(1+r)^1.123 is 0.0589 of its mean. */
static void drawn_budgets_and_discount_rates_reach_the_tables(void **unused)
{
    (void)unused;
    static const char costs[] =
        ", \"currency\": \"EUR\", \"price_year\": 2025, \"costs\": {"
        "\"discount_per_year\": {\"value\": 0.1, \"uncertain\": {\"uniform\": [0, 0.2]}}, "
        "\"lines\": {\"house\": {\"basis\": \"once\", \"on\": \"2027-02-01\", \"price\": 100, "
        "\"paid_by\": \"state\"}}}, \"budget\": {\"sources\": {\"state\": {\"per_year\": "
        "{\"value\": 100, \"uncertain\": {\"uniform\": [50, 150]}}}}}";
    program_begin("uncertain_budgets");
    write_scenario("two.json", costs);
    assert_int_equal(
        program_run("run @two.json --replications 60 --quiet --no-workbook --out @drawn"), 0);
    assert_int_equal(program_run("run @two.json --replications 60 --quiet --no-workbook "
                                 "--inputs fixed --out @fixed"),
                     0);
    assert_near(budget_of("drawn", 2027, "gap_mean"), 12.5, 0.05);
    assert_near(budget_of("drawn", 2027, "budgeted"), 100, 0.01);
    assert_near(budget_of("fixed", 2027, "budgeted"), 100, 0);
    assert_near(budget_of("fixed", 2027, "gap_mean") + 1, 1, 0);
    assert_near(spread_of("drawn", "K18_cost_cumulative_discounted"), 0.0589, 0.05);
    assert_near(spread_of("fixed", "K18_cost_cumulative_discounted") + 1, 1, 1e-12);
    assert_near(spread_of("drawn", "K18_cost_cumulative") + 1, 1, 1e-12);
}

static void draws_are_the_same_for_any_threads(void **unused)
{
    (void)unused;
    program_begin("uncertain_threads");
    write_scenario("two.json", "");
    assert_int_equal(program_run("run @two.json --replications 9 --quiet --no-workbook --trace "
                                 "--threads 1 --out @one"),
                     0);
    assert_int_equal(program_run("run @two.json --replications 9 --quiet --no-workbook --trace "
                                 "--threads 3 --out @three"),
                     0);
    assert_true(program_same_bytes(program_path("one/indicators.csv"),
                                   program_path("three/indicators.csv")));
    assert_true(program_same_bytes(program_path("one/trace.csv.gz"),
                                   program_path("three/trace.csv.gz")));
}

/* The exit rate moves the stock more than entries do, downwards; entries upwards. */
static void sensitivity_finds_what_moves_the_result(void **unused)
{
    (void)unused;
    program_begin("sensitivity");
    write_scenario("two.json", "");
    assert_int_equal(
        program_run("sensitivity @two.json --points 16 --draws 40 --quiet --out @study"), 0);
    json_t *study = read_json("study/sensitivity.json");
    const json_t *output = json_array_get(json_object_get(study, "outputs"), 0);
    const json_t *first = json_array_get(json_object_get(output, "inputs"), 0);
    const json_t *second = json_array_get(json_object_get(output, "inputs"), 1);
    assert_non_null(
        strstr(json_string_value(json_object_get(first, "input")), "rate_per_year"));
    assert_true(json_number_value(json_object_get(first, "result_low")) >
                json_number_value(json_object_get(first, "result_high")));
    assert_true(json_number_value(json_object_get(first, "rank_correlation")) < -0.5);
    assert_true(json_number_value(json_object_get(second, "rank_correlation")) > 0);
    assert_true(json_number_value(json_object_get(first, "total")) >
                json_number_value(json_object_get(second, "total")));
    assert_true(json_number_value(json_object_get(output, "variance_parameters")) > 0);
    assert_string_equal(json_string_value(json_object_get(study, "uncertainty")), "parameters");
    json_decref(study);
}

static void correlated_inputs_get_rank_correlations_only(void **unused)
{
    (void)unused;
    size_t size = 0;
    program_begin("sensitivity_correlated");
    write_scenario("two.json", ", \"uncertainty\": {\"correlations\": {\"pair\": {\"first\": "
                               "\"/reasons/any/children_per_year\", \"second\": "
                               "\"/settings/child_home/pathways/home/rate_per_year\", "
                               "\"rank_correlation\": 0.8}}}");
    assert_int_equal(
        program_run("sensitivity @two.json --points 16 --draws 40 --lang en --out @study"), 0);
    json_t *study = read_json("study/sensitivity.json");
    const json_t *output = json_array_get(json_object_get(study, "outputs"), 0);
    const json_t *first = json_array_get(json_object_get(output, "inputs"), 0);
    assert_null(json_object_get(first, "total"));
    assert_true(json_is_number(json_object_get(first, "rank_correlation")));
    json_decref(study);
    char *said = program_read(program_path("err"), &size);
    assert_non_null(strstr(said, "correlated"));
    free(said);
}

static const json_t *output_of(const json_t *study, const char *indicator)
{
    size_t at;
    const json_t *output;
    json_array_foreach(json_object_get(study, "outputs"), at, output)
    {
        if (strcmp(json_string_value(json_object_get(output, "indicator")), indicator) == 0)
            return output;
    }
    fail_msg("no output %s", indicator);
    return NULL;
}

/* The cohort at the scenario's values is the base; all of the spread is the inputs'. */
static void expected_numbers_have_no_chance_to_take_apart(void **unused)
{
    (void)unused;
    program_begin("sensitivity_cohort");
    write_scenario("two.json", "");
    assert_int_equal(program_run("sensitivity @two.json --method cohort --points 8 --draws 40 "
                                 "--quiet --threads 2 --out @study"),
                     0);
    assert_int_equal(program_run("sensitivity @two.json --method cohort --points 8 --draws 40 "
                                 "--quiet --threads 1 --out @again"),
                     0);
    assert_int_equal(program_run("run @two.json --method cohort --inputs fixed --quiet --out "
                                 "@expected"),
                     0);
    assert_true(program_same_bytes(program_path("study/sensitivity.json"),
                                   program_path("again/sensitivity.json")));
    struct csv_table table;
    csv_table_read(&table, program_path("expected/indicators.csv"));
    double stock = (double)NAN;
    for (size_t row = 0; row < table.rows; row++)
        if (csv_is(&table, row, "indicator", "K1r_residential_stock") &&
            csv_is(&table, row, "region", "all") && csv_is(&table, row, "setting", "all") &&
            csv_is(&table, row, "population", "0_17") &&
            csv_is(&table, row, "period_start", "2027-01-01") &&
            csv_is(&table, row, "period_end", "2027-12-31"))
            stock = csv_number(&table, row, "mean");
    csv_table_finish(&table);
    json_t *study = read_json("study/sensitivity.json");
    const json_t *output = output_of(study, "K1r_residential_stock");
    assert_near(json_number_value(json_object_get(output, "base")), stock, 1e-9);
    assert_true(json_number_value(json_object_get(output, "variance_parameters")) > 1);
    assert_near(json_number_value(json_object_get(output, "variance_chance")) + 1, 1, 0);
    assert_string_equal(json_string_value(json_object_get(study, "uncertainty")), "parameters");
    assert_string_equal(json_string_value(json_object_get(study, "method")), "cohort");
    assert_true(json_is_null(json_object_get(study, "replications")));
    json_decref(study);
    assert_int_equal(
        program_run(
            "sensitivity %scenarios/tutorial/04-rates-to-requests.json --method cohort"),
        3);
}

/* 270 children, and 80 a year: fewer than 1000, so nothing is left to read. */
static void small_outputs_are_withheld(void **unused)
{
    (void)unused;
    program_begin("sensitivity_suppressed");
    write_scenario("two.json", "");
    assert_int_equal(program_run("sensitivity @two.json --points 0 --draws 20 --suppress 1000 "
                                 "--quiet --lang en --out @study"),
                     0);
    char *said = program_read(program_path("out"), NULL);
    assert_non_null(said);
    assert_non_null(strstr(said, "withheld, for it tells"));
    free(said);
    json_t *study = read_json("study/sensitivity.json");
    const json_t *output = output_of(study, "K1r_residential_stock");
    assert_true(json_is_null(json_object_get(output, "base")));
    assert_true(json_is_null(json_object_get(output, "p50")));
    const json_t *input = json_array_get(json_object_get(output, "inputs"), 0);
    assert_true(json_is_null(json_object_get(input, "result_low")));
    assert_true(json_is_null(json_object_get(input, "result_high")));
    assert_true(json_is_number(json_object_get(input, "rank_correlation")));
    json_decref(study);
    assert_int_equal(program_run("sensitivity @two.json --points 0 --draws 20 --suppress 5 "
                                 "--quiet --out @study"),
                     0);
    study = read_json("study/sensitivity.json");
    output = output_of(study, "K1r_residential_stock");
    assert_true(json_is_number(json_object_get(output, "base")));
    json_decref(study);
}

static void what_has_no_meaning_is_refused_with_a_reason(void **unused)
{
    (void)unused;
    static const char *const lines[][2] = {{"--trace", "no single child"},
                                           {"--splits full", "nothing divides"},
                                           {"--splits=default", "nothing divides"},
                                           {"--precision 0.02", "neither auto"}};
    char line[200];
    program_begin("sensitivity_options");
    write_scenario("two.json", "");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        (void)snprintf(line, sizeof line, "sensitivity @two.json --lang en %s", lines[i][0]);
        assert_int_equal(program_run(line), 2);
        char *said = program_read(program_path("err"), NULL);
        assert_non_null(said);
        assert_non_null(strstr(said, lines[i][1]));
        free(said);
    }
}

/* Rates of 0.30 to 0.324 and, against them, entries of 84 to 60: entries rise with the rank. */
static void write_draws(const char *name, int count)
{
    FILE *stream = fopen(program_path(name), "wb");
    assert_non_null(stream);
    (void)fputs("scenario,draw,pointer,value\n", stream);
    for (int i = 0; i < count; i++)
        (void)fprintf(stream,
                      "two_inputs,%d,/settings/child_home/pathways/home/rate_per_year,%.3f\n"
                      "two_inputs,%d,/reasons/any/children_per_year,%d\n",
                      i, 0.3 + 0.001 * i, i, 84 - i);
    assert_int_equal(fclose(stream), 0);
}

static double end_of(const json_t *input, const char *key)
{
    return json_number_value(json_object_get(input, key));
}

/* Ends are of the file's draws (type 7 of 25: a fifth of the way past the second), and both
 * inputs pull the same way, as they never would drawn apart. */
static void kept_draws_take_the_place_of_distributions(void **unused)
{
    (void)unused;
    program_begin("sensitivity_kept");
    write_scenario("two.json", "");
    write_draws("draws.csv", 25);
    write_draws("few.csv", 19);
    for (int i = 0; i < 2; i++)
        assert_int_equal(program_run(i == 0 ? "sensitivity @two.json --draws-from @draws.csv "
                                              "--threads 1 --quiet --out @study"
                                            : "sensitivity @two.json --draws-from @draws.csv "
                                              "--threads 2 --quiet --out @again"),
                         0);
    assert_true(program_same_bytes(program_path("study/sensitivity.json"),
                                   program_path("again/sensitivity.json")));
    json_t *study = read_json("study/sensitivity.json");
    assert_int_equal(json_integer_value(json_object_get(study, "draws")), 25);
    assert_int_equal(json_integer_value(json_object_get(study, "points")), 0);
    assert_non_null(json_string_value(json_object_get(study, "draws_sha256")));
    const json_t *output = json_array_get(json_object_get(study, "outputs"), 0);
    const json_t *inputs = json_object_get(output, "inputs");
    assert_int_equal(json_array_size(inputs), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *input = json_array_get(inputs, i);
        const bool is_rate =
            strstr(json_string_value(json_object_get(input, "input")), "rate") != NULL;
        assert_true(fabs(end_of(input, "low") - (is_rate ? 0.3012 : 61.2)) < 1e-9);
        assert_true(fabs(end_of(input, "high") - (is_rate ? 0.3228 : 82.8)) < 1e-9);
        assert_true(is_rate ? end_of(input, "rank_correlation") < -0.8
                            : end_of(input, "rank_correlation") > 0.8);
    }
    json_decref(study);
    assert_int_equal(program_run("sensitivity @two.json --draws-from @few.csv"), 3);
    assert_int_equal(program_run("sensitivity @two.json --draws-from @none.csv"), 5);
    assert_int_equal(program_run("sensitivity @two.json --draws-from @draws.csv --draws 40"),
                     2);
    assert_int_equal(program_run("sensitivity @two.json --draws-from @draws.csv --points 8"),
                     2);
    assert_int_equal(program_run("sensitivity @two.json --draws-from @draws.csv --points 0 "
                                 "--method cohort --quiet"),
                     0);
}

static void a_correlation_with_no_input_is_refused(void **unused)
{
    (void)unused;
    program_begin("sensitivity_refused");
    write_scenario("two.json",
                   ", \"uncertainty\": {\"correlations\": {\"pair\": {\"first\": \"/nothing\", "
                   "\"second\": \"/settings/child_home/pathways/home/rate_per_year\", "
                   "\"rank_correlation\": 0.8}}}");
    assert_int_equal(program_run("run @two.json --replications 2 --quiet"), 3);
    assert_int_equal(program_run("sensitivity %scenarios/tutorial/07-reentry.json"), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_draws_inputs_and_says_so),
        cmocka_unit_test(drawn_prices_widen_what_things_cost),
        cmocka_unit_test(drawn_budgets_and_discount_rates_reach_the_tables),
        cmocka_unit_test(draws_are_the_same_for_any_threads),
        cmocka_unit_test(kept_draws_take_the_place_of_distributions),
        cmocka_unit_test(sensitivity_finds_what_moves_the_result),
        cmocka_unit_test(correlated_inputs_get_rank_correlations_only),
        cmocka_unit_test(expected_numbers_have_no_chance_to_take_apart),
        cmocka_unit_test(small_outputs_are_withheld),
        cmocka_unit_test(what_has_no_meaning_is_refused_with_a_reason),
        cmocka_unit_test(a_correlation_with_no_input_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
