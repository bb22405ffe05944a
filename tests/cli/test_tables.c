/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of a results folder agrees with every other: totals with their parts, years with
 * quarters, flows with balances, ratios with what they are ratios of, summaries with the
 * replications. Argument "demo": the large scenario. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"
#include "sum_check.h"

enum { KEY_MAX = 600 };

struct folder {
    struct csv_table indicators, flows, balance, replications;
};

static struct folder folder;
static const char *const scenarios[] = {"%scenarios/tutorial/04-rates-to-requests.json",
                                        "%scenarios/tutorial/08-two-regions.json"};
static const char *const demo_scenarios[] = {"%scenarios/demo/fast_closure.json"};

static void open_folder(const char *scenario)
{
    char line[600];
    program_begin("tables");
    (void)snprintf(line, sizeof line, "run %s --replications 5 --quiet --no-workbook --out @r",
                   scenario);
    assert_int_equal(program_run(line), 0);
    csv_table_read(&folder.indicators, program_path("r/indicators.csv"));
    csv_table_read(&folder.flows, program_path("r/flows.csv"));
    csv_table_read(&folder.balance, program_path("r/balance.csv"));
    csv_table_read(&folder.replications, program_path("r/replications.csv.gz"));
}

static void close_folder(void)
{
    csv_table_finish(&folder.indicators);
    csv_table_finish(&folder.flows);
    csv_table_finish(&folder.balance);
    csv_table_finish(&folder.replications);
}

/* The named columns of a row, with "*" for `blank`. */
static void make_key(const struct csv_table *table, size_t row, const char *const *columns,
                     const char *blank, char *key)
{
    size_t length = 0;
    for (; *columns != NULL; columns++) {
        const bool is_blank = blank != NULL && strcmp(*columns, blank) == 0;
        const int added = snprintf(key + length, KEY_MAX - length, "%s|",
                                   is_blank ? "*" : csv_text(table, row, *columns));
        assert_true(added > 0 && (size_t)added < KEY_MAX - length);
        length += (size_t)added;
    }
}

static const char *const indicator_key[] = {
    "indicator", "region",     "setting",      "population", "age_band",
    "sex",       "disability", "period_start", "period_end", NULL};
static const char *const balance_key[] = {"region", "setting", "period_start", "period_end",
                                          NULL};

static bool is_additive(size_t row)
{
    return csv_is(&folder.indicators, row, "kind", "stock") ||
           csv_is(&folder.indicators, row, "kind", "flow") ||
           (csv_is(&folder.indicators, row, "kind", "time") &&
            !csv_is(&folder.indicators, row, "unit", "days")); /* waits do not add up */
}

static void assert_header(const char *path, const char *header)
{
    char *whole = program_read(program_path(path), NULL);
    assert_non_null(whole);
    *strchr(whole, '\n') = '\0';
    assert_string_equal(whole, header);
    free(whole);
}

static void headers_are_those_of_the_contract(void **unused)
{
    (void)unused;
    assert_header("r/indicators.csv",
                  "scenario,indicator,region,region_basis,setting,population,age_band,sex,"
                  "disability,period_start,period_end,unit,kind,n,mean,sd,ci_low,ci_high,p05,"
                  "p25,p50,p75,p95");
    assert_header("r/flows.csv", "scenario,from_region,from,to_region,to,mode,period_start,"
                                 "period_end,n,mean,ci_low,ci_high");
    assert_header("r/balance.csv", "scenario,region,setting,period_start,period_end,opening,"
                                   "entries,exits,closing");
    assert_header("r/resources.csv", "scenario,kind,resource,region,period_start,period_end,"
                                     "unit,n,supply,used,waiting");
    assert_header(
        "r/closures.csv",
        "scenario,institution,region,setting,moratorium,wind_down,close_by,n,closed_share,"
        "closed_by_plan_share,closed_mean,closed_p05,closed_p25,closed_p50,closed_p75,"
        "closed_p95,last_child_mean,last_child_p05,last_child_p50,last_child_p95,departed_"
        "family,departed_supported,"
        "departed_transfer,departed_home_unplanned,departed_aged_out,departed_adult_care,"
        "departed_died,departed_by_rate,departed_other,placement_share_mean,"
        "placement_share_p05,placement_share_p95,late_departures,refused_transfers,"
        "moratorium_admissions,double_running_years_mean,double_running_years_p05,"
        "double_running_years_p95");
    assert_header("r/replications.csv.gz",
                  "replication,indicator,region,setting,period_start,value");
}

static void assert_ordered(size_t row, const char *low, const char *high)
{
    const double a = csv_number(&folder.indicators, row, low);
    const double b = csv_number(&folder.indicators, row, high);
    if (a > b + 1e-9 * fmax(1.0, fabs(b)))
        fail_msg("row %zu (%s): %s %.17g is above %s %.17g", row,
                 csv_text(&folder.indicators, row, "indicator"), low, a, high, b);
}

static void numbers_of_a_row_are_in_order(void **unused)
{
    (void)unused;
    const struct csv_table *table = &folder.indicators;
    for (size_t row = 0; row < table->rows; row++) {
        const double n = csv_number(table, row, "n");
        assert_true(n >= 0.0 && n <= 5.0);
        if (!csv_is(table, row, "unit",
                    "days")) { /* a time that may not be reached has no mean */
            assert_int_equal(n == 0.0, csv_text(table, row, "mean")[0] == '\0');
            assert_int_equal(n < 2.0, csv_text(table, row, "sd")[0] == '\0');
        }
        assert_true(strcmp(csv_text(table, row, "period_start"),
                           csv_text(table, row, "period_end")) <= 0);
        assert_ordered(row, "ci_low", "mean");
        assert_ordered(row, "mean", "ci_high");
        assert_ordered(row, "p05", "p25");
        assert_ordered(row, "p25", "p50");
        assert_ordered(row, "p50", "p75");
        assert_ordered(row, "p75", "p95");
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void no_row_is_there_twice(void **unused)
{
    (void)unused;
    const size_t rows = folder.indicators.rows;
    char **keys = calloc(rows, sizeof *keys);
    assert_non_null(keys);
    for (size_t row = 0; row < rows; row++) {
        char key[KEY_MAX];
        make_key(&folder.indicators, row, indicator_key, NULL, key);
        keys[row] = strdup(key);
    }
    qsort(keys, rows, sizeof *keys, by_text);
    for (size_t i = 1; i < rows; i++)
        assert_string_not_equal(keys[i - 1], keys[i]);
    for (size_t i = 0; i < rows; i++)
        free(keys[i]);
    free(keys);
}

/* Requests and returns: their groups are of children, their total is of everybody. */
static bool is_of_all_ages(size_t row)
{
    const char *indicator = csv_text(&folder.indicators, row, "indicator");
    return strncmp(indicator, "K10_", 4) == 0 || strncmp(indicator, "K15_late", 8) == 0;
}

/* Means of stocks, flows and times: the parts of a dimension make its "all". */
static void assert_dimension_adds_up(const char *dimension)
{
    const bool of_people =
        strcmp(dimension, "region") != 0 && strcmp(dimension, "setting") != 0;
    struct sum_check check = {0};
    char key[KEY_MAX];
    for (size_t row = 0; row < folder.indicators.rows; row++) {
        if (!is_additive(row))
            continue;
        if (of_people && is_of_all_ages(row))
            continue;
        make_key(&folder.indicators, row, indicator_key, dimension, key);
        sum_check_add(&check, key, csv_number(&folder.indicators, row, "mean"),
                      csv_is(&folder.indicators, row, dimension, "all"));
    }
    assert_true(sum_check_finish(&check, dimension, false) > 0);
}

static void regions_add_up(void **unused)
{
    (void)unused;
    assert_dimension_adds_up("region");
}

static void settings_add_up(void **unused)
{
    (void)unused;
    assert_dimension_adds_up("setting");
}

static void ages_sexes_and_disabilities_add_up(void **unused)
{
    (void)unused;
    assert_dimension_adds_up("age_band");
    assert_dimension_adds_up("sex");
    assert_dimension_adds_up("disability");
}

static void quarters_make_the_year(void **unused)
{
    (void)unused;
    static const char *const columns[] = {"indicator", "region", "setting",    "population",
                                          "age_band",  "sex",    "disability", NULL};
    struct sum_check check = {0};
    for (size_t row = 0; row < folder.indicators.rows; row++) {
        const int32_t months = csv_months(&folder.indicators, row);
        const char *indicator = csv_text(&folder.indicators, row, "indicator");
        const bool is_cohort = /* waits and returns are told by year only */
            strncmp(indicator, "K10_", 4) == 0 || strncmp(indicator, "K14_", 4) == 0;
        if (months == 1 || csv_is(&folder.indicators, row, "kind", "stock") ||
            !is_additive(row) || is_cohort)
            continue;
        char key[KEY_MAX + 8];
        make_key(&folder.indicators, row, columns, NULL, key);
        (void)snprintf(key + strlen(key), 8, "%.4s",
                       csv_text(&folder.indicators, row, "period_start"));
        sum_check_add(&check, key, csv_number(&folder.indicators, row, "mean"), months == 12);
    }
    assert_true(sum_check_finish(&check, "year", true) > 0);
}

/* Parts of an indicator that are indicators themselves. */
static void assert_parts_make(const char *whole, const char *prefix)
{
    struct sum_check check = {0};
    char key[KEY_MAX];
    for (size_t row = 0; row < folder.indicators.rows; row++) {
        const bool is_whole = csv_is(&folder.indicators, row, "indicator", whole);
        if (!is_whole && strncmp(csv_text(&folder.indicators, row, "indicator"), prefix,
                                 strlen(prefix)) != 0)
            continue;
        make_key(&folder.indicators, row, indicator_key, "indicator", key);
        sum_check_add(&check, key, csv_number(&folder.indicators, row, "mean"), is_whole);
    }
    assert_true(sum_check_finish(&check, whole, true) > 0);
}

static void admissions_and_exits_are_the_sum_of_their_parts(void **unused)
{
    (void)unused;
    assert_parts_make("K6r_residential_admissions", "K6r_admissions_from_");
    assert_parts_make("K7r_residential_exits", "K7r_exits_");
}

/* Requests of children by age, by sex and by disability are as many. */
static void groups_of_requests_agree(void **unused)
{
    (void)unused;
    static const char *const splits[] = {"age_band", "sex", "disability"};
    static const char *const columns[] = {"indicator", "region", "period_start", "period_end",
                                          NULL};
    for (size_t other = 0; other < 3; other += 2) {
        struct sum_check check = {0};
        char key[KEY_MAX];
        for (size_t row = 0; row < folder.indicators.rows; row++) {
            const bool by_sex = !csv_is(&folder.indicators, row, splits[1], "all");
            const bool by_other = !csv_is(&folder.indicators, row, splits[other], "all");
            if (!is_of_all_ages(row) || !is_additive(row) || by_sex == by_other)
                continue;
            make_key(&folder.indicators, row, columns, NULL, key);
            const double value = csv_number(&folder.indicators, row, "mean");
            sum_check_add(&check, key, by_sex ? value : -value, false);
            if (csv_is(&folder.indicators, row, "sex", "female"))
                sum_check_add(&check, key, 0.0, true);
        }
        assert_true(sum_check_finish(&check, splits[other], true) > 0);
    }
}

static void every_balance_closes(void **unused)
{
    (void)unused;
    const struct csv_table *table = &folder.balance;
    for (size_t row = 0; row < table->rows; row++) {
        const double expected = csv_number(table, row, "opening") +
                                csv_number(table, row, "entries") -
                                csv_number(table, row, "exits");
        if (fabs(expected - csv_number(table, row, "closing")) > 1e-6)
            fail_msg("balance.csv row %zu: %.9g expected, %.9g there", row, expected,
                     csv_number(table, row, "closing"));
    }
}

static void balances_of_settings_and_regions_add_up(void **unused)
{
    (void)unused;
    static const char *const dimensions[] = {"region", "setting"};
    static const char *const columns[] = {"opening", "entries", "exits", "closing"};
    for (size_t d = 0; d < 2; d++)
        for (size_t c = 0; c < 4; c++) {
            struct sum_check check = {0};
            char key[KEY_MAX];
            for (size_t row = 0; row < folder.balance.rows; row++) {
                make_key(&folder.balance, row, balance_key, dimensions[d], key);
                sum_check_add(&check, key, csv_number(&folder.balance, row, columns[c]),
                              csv_is(&folder.balance, row, dimensions[d], "all"));
            }
            assert_true(sum_check_finish(&check, columns[c], true) > 0);
        }
}

/* Flows into (or out of) each setting of each region, and of the nation, are its entries (or
 * exits) in balance.csv. */
static void assert_flows_make(const char *column, const char *region, const char *setting)
{
    const char *const flow_key[] = {region, setting, "period_start", "period_end", NULL};
    struct sum_check check = {0};
    char key[KEY_MAX];
    for (size_t row = 0; row < folder.balance.rows; row++) {
        if (csv_is(&folder.balance, row, "setting", "all"))
            continue;
        make_key(&folder.balance, row, balance_key, NULL, key);
        sum_check_add(&check, key, csv_number(&folder.balance, row, column), true);
    }
    for (size_t row = 0; row < folder.flows.rows; row++) {
        make_key(&folder.flows, row, flow_key, NULL, key);
        sum_check_add(&check, key, csv_number(&folder.flows, row, "mean"), false);
    }
    assert_true(sum_check_finish(&check, column, true) > 0);
}

static void flows_agree_with_balances(void **unused)
{
    (void)unused;
    assert_flows_make("entries", "to_region", "to");
    assert_flows_make("exits", "from_region", "from");
}

/* Children and those of 18 and over in a setting of care are all who are in its balance. */
static void stocks_agree_with_balances(void **unused)
{
    (void)unused;
    struct sum_check check = {0};
    char key[KEY_MAX];
    for (size_t row = 0; row < folder.balance.rows; row++) {
        make_key(&folder.balance, row, balance_key, NULL, key);
        if (!csv_is(&folder.balance, row, "setting", "all"))
            sum_check_add(&check, key, csv_number(&folder.balance, row, "closing"), true);
    }
    for (size_t row = 0; row < folder.indicators.rows; row++) {
        if (!csv_is(&folder.indicators, row, "indicator", "K3_formal_care_stock") ||
            csv_is(&folder.indicators, row, "setting", "all") ||
            !csv_is(&folder.indicators, row, "age_band", "all") ||
            !csv_is(&folder.indicators, row, "sex", "all") ||
            !csv_is(&folder.indicators, row, "disability", "all"))
            continue;
        make_key(&folder.indicators, row, balance_key, NULL, key);
        sum_check_add(&check, key, csv_number(&folder.indicators, row, "mean"), false);
    }
    assert_true(sum_check_finish(&check, "closing stock", false) > 0);
}

/* replications.csv.gz follows the default rows of indicators.csv, five lines each. */
static void summaries_are_those_of_the_replications(void **unused)
{
    (void)unused;
    const struct csv_table *values = &folder.replications;
    size_t at = 0;
    for (size_t row = 0; row < folder.indicators.rows; row++) {
        if (!csv_is_default_row(&folder.indicators, row))
            continue;
        double sum = 0.0;
        double n = 0.0;
        for (int i = 0; i < 5; i++, at++) {
            static const char *const same[] = {"indicator", "region", "setting",
                                               "period_start"};
            for (size_t k = 0; k < 4; k++)
                assert_string_equal(csv_text(values, at, same[k]),
                                    csv_text(&folder.indicators, row, same[k]));
            assert_near(csv_number(values, at, "replication"), i, 0.0);
            const double value = csv_number(values, at, "value");
            n += !isnan(value);
            sum += isnan(value) ? 0.0 : value;
        }
        assert_near(csv_number(&folder.indicators, row, "n"), n, 0.0);
        const bool has_mean = csv_text(&folder.indicators, row, "mean")[0] != '\0';
        if (n > 0.0 && sum != 0.0 &&
            (has_mean || !csv_is(&folder.indicators, row, "unit", "days")))
            assert_near(csv_number(&folder.indicators, row, "mean"), sum / n, 1e-9);
    }
    assert_int_equal(at, values->rows);
}

/* First line of an indicator for the nation; the lines of its periods and replications follow
 * in the same order for every indicator that has the same periods. */
static size_t first_line(const char *indicator)
{
    for (size_t row = 0; row < folder.replications.rows; row++)
        if (csv_is(&folder.replications, row, "indicator", indicator) &&
            csv_is(&folder.replications, row, "region", "all") &&
            csv_is(&folder.replications, row, "setting", "all"))
            return row;
    fail_msg("no %s", indicator);
    return 0;
}

static void assert_ratio(const char *ratio, const char *above, const char *below)
{
    const struct csv_table *values = &folder.replications;
    const size_t r = first_line(ratio);
    const size_t a = first_line(above);
    const size_t b = first_line(below);
    size_t i = 0;
    for (; csv_is(values, r + i, "indicator", ratio) &&
           csv_is(values, r + i, "region", "all") && csv_is(values, r + i, "setting", "all");
         i++) {
        const double x = csv_number(values, a + i, "value");
        const double y = csv_number(values, b + i, "value");
        assert_string_equal(csv_text(values, r + i, "period_start"),
                            csv_text(values, a + i, "period_start"));
        if (y == 0.0)
            assert_string_equal(csv_text(values, r + i, "value"), "");
        else
            assert_near(csv_number(values, r + i, "value"), x / y, 1e-12);
    }
    assert_true(i > 0);
}

static void ratios_are_the_ratios_they_say(void **unused)
{
    (void)unused;
    assert_ratio("K4_family_based_share", "K4_family_based_stock", "K3_formal_care_stock");
    assert_ratio("K5_residential_to_family_ratio", "K1r_residential_stock",
                 "K4_family_based_stock");
}

static const char *member(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

/* One finding a rule and severity, of the region where it is worst; the others in its list. */
static void findings_alike_are_one(void **unused)
{
    (void)unused;
    json_t *root = json_load_file(program_path("r/findings.json"), 0, NULL);
    const json_t *list = json_object_get(root, "findings");
    const size_t count = json_array_size(list);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        const json_t *finding = json_array_get(list, i);
        const json_t *regions = json_object_get(finding, "regions");
        assert_true(json_array_size(regions) > 0);
        assert_string_equal(member(json_array_get(regions, 0), "region"),
                            member(finding, "region"));
        for (size_t k = i + 1; k < count; k++)
            assert_false(strcmp(member(json_array_get(list, k), "id"), member(finding, "id")) ==
                             0 &&
                         strcmp(member(json_array_get(list, k), "severity"),
                                member(finding, "severity")) == 0);
    }
    json_decref(root);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_those_of_the_contract),
        cmocka_unit_test(numbers_of_a_row_are_in_order),
        cmocka_unit_test(no_row_is_there_twice),
        cmocka_unit_test(regions_add_up),
        cmocka_unit_test(settings_add_up),
        cmocka_unit_test(ages_sexes_and_disabilities_add_up),
        cmocka_unit_test(quarters_make_the_year),
        cmocka_unit_test(admissions_and_exits_are_the_sum_of_their_parts),
        cmocka_unit_test(groups_of_requests_agree),
        cmocka_unit_test(every_balance_closes),
        cmocka_unit_test(balances_of_settings_and_regions_add_up),
        cmocka_unit_test(flows_agree_with_balances),
        cmocka_unit_test(stocks_agree_with_balances),
        cmocka_unit_test(summaries_are_those_of_the_replications),
        cmocka_unit_test(ratios_are_the_ratios_they_say),
        cmocka_unit_test(findings_alike_are_one),
    };
    const bool is_demo = argc > 1 && strcmp(argv[1], "demo") == 0;
    const size_t count = is_demo ? 1 : sizeof scenarios / sizeof scenarios[0];
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        const char *scenario = is_demo ? demo_scenarios[i] : scenarios[i];
        open_folder(scenario);
        failures += cmocka_run_group_tests_name(scenario, tests, NULL, NULL);
        close_folder();
    }
    return failures;
}
