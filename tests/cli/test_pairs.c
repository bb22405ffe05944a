/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of scenarios with the same luck: identical in every replication until they part, and
 * compared as a hand would compare them. Argument "demo": the large scenario. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

/* ---- until a date ---- */

struct parting {
    const char *scenario; /* from the repository's root */
    const char *path;     /* of the value that is replaced, with "/" */
    const char *value;    /* JSON */
    const char *date;     /* from which on it differs */
};

static json_t *child_at(json_t *node, const char *name)
{
    return json_is_array(node) ? json_array_get(node, (size_t)(name[0] - '0'))
                               : json_object_get(node, name);
}

static void write_variant(const struct parting *parting)
{
    json_error_t error;
    json_t *document = json_load_file(program_source(parting->scenario), 0, &error);
    json_t *value = json_loads(parting->value, JSON_DECODE_ANY, &error);
    assert_non_null(document);
    assert_non_null(value);
    char path[200];
    (void)snprintf(path, sizeof path, "%s", parting->path);
    json_t *node = document;
    char *rest = NULL;
    char *name = strtok_r(path, "/", &rest);
    for (char *next = strtok_r(NULL, "/", &rest); next != NULL;
         next = strtok_r(NULL, "/", &rest)) {
        node = child_at(node, name);
        assert_non_null(node);
        name = next;
    }
    assert_true(json_is_object(node));
    assert_int_equal(json_object_set_new(node, name, value), 0);
    assert_int_equal(json_dump_file(document, program_path("variant.json"), 0), 0);
    json_decref(document);
}

/* The lines of replications.csv.gz follow the default rows of indicators.csv. */
/* Requests and returns of a year are followed past it. */
static bool looks_ahead(const struct csv_table *indicators, size_t row)
{
    const char *id = csv_table_text(indicators, row, csv_table_column(indicators, "indicator"));
    return strncmp(id, "K10_", 4) == 0 || strncmp(id, "K14_", 4) == 0;
}

static void assert_same_before(const char *date, size_t replications)
{
    struct csv_table indicators;
    struct csv_table base;
    struct csv_table variant;
    csv_table_read(&indicators, program_path("base/indicators.csv"));
    csv_table_read(&base, program_path("base/replications.csv.gz"));
    csv_table_read(&variant, program_path("variant/replications.csv.gz"));
    assert_int_equal(base.rows, variant.rows);
    const size_t end = csv_table_column(&indicators, "period_end");
    const size_t value = csv_table_column(&base, "value");
    size_t line = 0;
    size_t differ_before = 0;
    size_t differ_after = 0;
    size_t same_before = 0;
    for (size_t row = 0; row < indicators.rows; row++) {
        if (!csv_is_default_row(&indicators, row))
            continue;
        const bool is_before = strcmp(csv_table_text(&indicators, row, end), date) < 0;
        if (is_before && looks_ahead(&indicators, row)) {
            line += replications;
            continue;
        }
        for (size_t i = 0; i < replications; i++, line++) {
            const bool differs = strcmp(csv_table_text(&base, line, value),
                                        csv_table_text(&variant, line, value)) != 0;
            *(is_before ? differs ? &differ_before : &same_before : &differ_after) +=
                is_before || differs;
        }
    }
    assert_int_equal(line, base.rows);
    csv_table_finish(&indicators);
    csv_table_finish(&base);
    csv_table_finish(&variant);
    assert_int_equal(differ_before, 0);
    assert_true(same_before > 100);
    assert_true(differ_after > 10);
}

static void assert_identical_until(const struct parting *parting)
{
    char line[600];
    program_begin("until_a_date");
    write_variant(parting);
    (void)snprintf(line, sizeof line,
                   "run %%%s --replications 3 --quiet --no-workbook --out @base",
                   parting->scenario);
    assert_int_equal(program_run(line), 0);
    assert_int_equal(
        program_run("run @variant.json --replications 3 --quiet --no-workbook --out @variant"),
        0);
    assert_same_before(parting->date, 3);
}

static void a_rate_that_steps_changes_nothing_before(void **unused)
{
    (void)unused;
    const struct parting parting = {
        "scenarios/countries/bulgaria.json",
        "settings/residential/pathways/home/rate_per_year/steps",
        "[{\"from\": \"2008-01-01\", \"set\": 0.136755}, {\"from\": \"2009-01-01\", \"set\": "
        "0.120312}, {\"from\": \"2010-01-01\", \"set\": 0.9}]",
        "2010-01-01"};
    assert_identical_until(&parting);
}

static void families_that_come_later_change_nothing_before(void **unused)
{
    (void)unused;
    const struct parting parting = {"scenarios/tutorial/04-rates-to-requests.json",
                                    "carers/valley_families/families/steps",
                                    "[{\"from\": \"2029-01-01\", \"set\": 300}]", "2029-01-01"};
    assert_identical_until(&parting);
}

static void entries_that_rise_later_change_nothing_before(void **unused)
{
    (void)unused;
    const struct parting parting = {
        "scenarios/tutorial/04-rates-to-requests.json", "reasons/neglect/children_per_year",
        "{\"value\": 40, \"steps\": [{\"from\": \"2028-07-01\", \"set\": 90}]}", "2028-07-01"};
    assert_identical_until(&parting);
}

static void a_country_that_changes_course_is_the_same_before(void **unused)
{
    (void)unused;
    const struct parting parting = {
        "scenarios/demo/baseline.json", "reasons/poverty/children_per_1000_per_year",
        "{\"value\": 0.98, \"steps\": [{\"from\": \"2030-01-01\", \"set\": 1.9}]}",
        "2030-01-01"};
    assert_identical_until(&parting);
}

/* ---- compared ---- */

static void a_scenario_does_not_differ_from_itself(void **unused)
{
    (void)unused;
    program_begin("itself");
    assert_int_equal(program_run("compare %scenarios/tutorial/04-rates-to-requests.json "
                                 "%scenarios/tutorial/04-rates-to-requests.json "
                                 "--replications 4 --quiet --out @c"),
                     0);
    char *inputs = program_read(program_path("c/inputs.csv"), NULL);
    assert_non_null(inputs);
    assert_string_equal(inputs, "base,scenario,pointer,base_value,scenario_value\n");
    free(inputs);
    struct csv_table table;
    csv_table_read(&table, program_path("c/comparison.csv"));
    assert_true(table.rows > 100);
    size_t correlated = 0;
    for (size_t row = 0; row < table.rows; row++) {
        if (csv_is(&table, row, "n", "0"))
            continue;
        assert_true(csv_is(&table, row, "diff_mean", "0"));
        if (!csv_is(&table, row, "correlation", "")) {
            assert_near(csv_table_number(&table, row, csv_table_column(&table, "correlation")),
                        1.0, 1e-12);
            correlated++;
        }
    }
    assert_true(correlated > 100);
    csv_table_finish(&table);
}

/* The paired difference of up to four replications, as a hand would do it. */
struct by_hand {
    size_t n;
    double mean, half_width, correlation;
};

static struct by_hand compare_by_hand(const double *a, const double *b)
{
    static const double student_975[] = {0.0, 12.706204736432095, 4.302652729911275,
                                         3.182446305284263};
    struct by_hand hand = {0};
    double sum_a = 0.0;
    double sum_b = 0.0;
    for (int i = 0; i < 4; i++) {
        if (isnan(a[i]) || isnan(b[i]))
            continue;
        hand.n++;
        sum_a += a[i];
        sum_b += b[i];
    }
    if (hand.n < 2)
        return hand;
    const double n = (double)hand.n;
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;
    for (int i = 0; i < 4; i++) {
        if (isnan(a[i]) || isnan(b[i]))
            continue;
        aa += (a[i] - sum_a / n) * (a[i] - sum_a / n);
        bb += (b[i] - sum_b / n) * (b[i] - sum_b / n);
        ab += (a[i] - sum_a / n) * (b[i] - sum_b / n);
    }
    hand.mean = (sum_b - sum_a) / n;
    hand.half_width =
        student_975[hand.n - 1] * sqrt(fmax(0.0, aa + bb - 2.0 * ab) / (n - 1.0) / n);
    hand.correlation = ab / sqrt(aa * bb);
    return hand;
}

static void assert_close(double actual, double expected, double scale)
{
    if (!(fabs(actual - expected) <= 1e-6 * fmax(1.0, fabs(scale))))
        fail_msg("%.12g, by hand %.12g", actual, expected);
}

static void assert_row_by_hand(const struct csv_table *table, size_t row, const double *a,
                               const double *b)
{
    const struct by_hand hand = compare_by_hand(a, b);
    assert_near(csv_table_number(table, row, csv_table_column(table, "n")), (double)hand.n,
                0.0);
    if (hand.n < 2)
        return;
    assert_close(csv_table_number(table, row, csv_table_column(table, "diff_mean")), hand.mean,
                 hand.mean);
    assert_close(csv_table_number(table, row, csv_table_column(table, "diff_ci_low")),
                 hand.mean - hand.half_width, hand.mean);
    assert_close(csv_table_number(table, row, csv_table_column(table, "diff_ci_high")),
                 hand.mean + hand.half_width, hand.mean);
    const double correlation =
        csv_table_number(table, row, csv_table_column(table, "correlation"));
    if (!isnan(correlation))
        assert_close(correlation, hand.correlation, 1.0);
}

static void differences_are_those_of_the_replications(void **unused)
{
    (void)unused;
    program_begin("by_hand");
    assert_int_equal(program_run("compare %scenarios/tutorial/02-entries-and-prevention.json "
                                 "%scenarios/tutorial/09-what-if.json "
                                 "--replications 4 --quiet --out @c"),
                     0);
    struct csv_table table;
    struct csv_table base;
    struct csv_table changed;
    csv_table_read(&table, program_path("c/comparison.csv"));
    csv_table_read(&base, program_path("c/0-02-entries-and-prevention/replications.csv.gz"));
    csv_table_read(&changed, program_path("c/1-09-what-if/replications.csv.gz"));
    assert_int_equal(base.rows, changed.rows);
    assert_int_equal(base.rows, 4 * table.rows);
    const size_t value = csv_table_column(&base, "value");
    const size_t indicator = csv_table_column(&base, "indicator");
    for (size_t row = 0; row < table.rows; row++) {
        double a[4];
        double b[4];
        assert_true(
            csv_is(&table, row, "indicator", csv_table_text(&base, 4 * row, indicator)));
        for (size_t i = 0; i < 4; i++) {
            a[i] = csv_table_number(&base, 4 * row + i, value);
            b[i] = csv_table_number(&changed, 4 * row + i, value);
        }
        assert_row_by_hand(&table, row, a, b);
    }
    csv_table_finish(&table);
    csv_table_finish(&base);
    csv_table_finish(&changed);
}

/* inputs.csv of the test before: one line per input that differs, in byte order. */
static void only_inputs_that_differ_are_listed(void **unused)
{
    (void)unused;
    static const char *const expected[] = {
        ",/reasons/poverty/children_per_year,", ",/reasons/poverty/prevention_effect_share,",
        ",/settings/child_home/pathways/home/rate_per_year,"};
    char *inputs = program_read(program_path("c/inputs.csv"), NULL);
    assert_non_null(inputs);
    char *rest = NULL;
    assert_non_null(strtok_r(inputs, "\n", &rest));
    for (size_t i = 0; i < 3; i++) {
        const char *line = strtok_r(NULL, "\n", &rest);
        assert_non_null(line);
        if (strstr(line, expected[i]) == NULL)
            fail_msg("%s, expected %s", line, expected[i]);
    }
    assert_null(strtok_r(NULL, "\n", &rest));
    free(inputs);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest small[] = {
        cmocka_unit_test(a_rate_that_steps_changes_nothing_before),
        cmocka_unit_test(families_that_come_later_change_nothing_before),
        cmocka_unit_test(entries_that_rise_later_change_nothing_before),
        cmocka_unit_test(a_scenario_does_not_differ_from_itself),
        cmocka_unit_test(differences_are_those_of_the_replications),
        cmocka_unit_test(only_inputs_that_differ_are_listed),
    };
    const struct CMUnitTest demo[] = {
        cmocka_unit_test(a_country_that_changes_course_is_the_same_before),
    };
    if (argc > 1 && strcmp(argv[1], "demo") == 0)
        return cmocka_run_group_tests_name("demo", demo, NULL, NULL);
    return cmocka_run_group_tests_name("small", small, NULL, NULL);
}
