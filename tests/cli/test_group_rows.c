/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows by groups of people in the usual splits: who leaves care at 18 and where to (K19), by
 * sex and disability, against the trace; rates by age band, of the population of that age. */
#include <jansson.h>
#include <string.h>

#include "di/time.h"
#include "di/trace_file.h"

#include "csv_table.h"
#include "di_test.h"
#include "program.h"

enum { YEARS = 5, GROUPS = 6, DESTINATIONS = 2 };

/* age band, sex, disability of the rows */
static const char *const groups[GROUPS][3] = {
    {"all", "all", "all"},  {"all", "female", "all"},   {"all", "male", "all"},
    {"all", "all", "none"}, {"all", "all", "moderate"}, {"all", "all", "severe"}};
static const char *const destinations[DESTINATIONS] = {"aged_out", "adult_institution"};

static struct csv_table rows;
static double told[GROUPS][DESTINATIONS], told_staying[GROUPS]; /* in all years */

static bool is(const char *text, const char *value)
{
    return strcmp(text, value) == 0;
}

static bool is_in(const struct di_trace_row *row, size_t group)
{
    return (is(groups[group][1], "all") || is(groups[group][1], row->sex)) &&
           (is(groups[group][2], "all") || is(groups[group][2], row->disability));
}

static size_t destination_of(const struct di_trace_row *row)
{
    for (size_t d = 0; d < DESTINATIONS; d++)
        if (is(row->to, destinations[d]))
            return d;
    return DESTINATIONS;
}

static bool count_row(void *context, const struct di_trace_row *row)
{
    (void)context;
    const size_t destination = destination_of(row);
    const bool is_leaving = row->event == DI_TRACE_EXIT && destination < DESTINATIONS;
    if (row->birth_civil_day == INT32_MIN ||
        (row->civil_day != di_day_at_age(row->birth_civil_day, 18) &&
         row->civil_day != di_day_at_age(row->birth_civil_day, 23)))
        return true;
    for (size_t g = 0; g < GROUPS; g++) {
        told_staying[g] += is_in(row, g) && row->event == DI_TRACE_STAYS_ON;
        if (is_leaving && is_in(row, g))
            told[g][destination]++;
    }
    return true;
}

static void let_leave(json_t *root, const char *setting)
{
    json_t *place = json_object_get(json_object_get(root, "settings"), setting);
    json_object_set_new(place, "leaving_shares",
                        json_pack("{s:f, s:f, s:f, s:f}", "aftercare", 0.4, "independent", 0.25,
                                  "home", 0.1, "adult_institution", 0.25));
    json_object_set_new(place, "stay18_share", json_real(0.25));
}

/* Whoever turns 18 leaves to one of four, or stays until 23; the town has three times as many
 * children of the second nine years of age as of the first. */
static void write_scenario(void)
{
    json_t *root =
        json_load_file(program_source("scenarios/tutorial/08-two-regions.json"), 0, NULL);
    assert_non_null(root);
    json_t *town = json_object_get(json_object_get(root, "regions"), "town");
    json_t *weights = json_array();
    for (int age = 0; age < 18; age++)
        json_array_append_new(weights, json_integer(age < 9 ? 1 : 3));
    let_leave(root, "child_home");
    let_leave(root, "foster_care");
    json_object_set_new(town, "age_weights", weights);
    assert_int_equal(json_dump_file(root, program_path("eighteen.json"), 0), 0);
    json_decref(root);
}

static int run(void **state)
{
    (void)state;
    program_begin("group_rows");
    write_scenario();
    assert_int_equal(
        program_run(
            "run @eighteen.json --replications 1 --quiet --no-workbook --trace --out @r"),
        0);
    assert_status(di_trace_read(program_path("r"), count_row, NULL, NULL), DI_OK);
    csv_table_read(&rows, program_path("r/indicators.csv"));
    return 0;
}

static int finish(void **state)
{
    (void)state;
    csv_table_finish(&rows);
    return 0;
}

/* Sum over the years of a region's rows of a group; NaN: there is none. */
static double value(const char *indicator, const char *region, const char *const group[3])
{
    double sum = (double)NAN;
    for (size_t row = 0; row < rows.rows; row++)
        if (csv_months(&rows, row) == 12 && csv_is(&rows, row, "indicator", indicator) &&
            csv_is(&rows, row, "region", region) && csv_is(&rows, row, "setting", "all") &&
            !csv_is(&rows, row, "population", "18_plus") &&
            csv_is(&rows, row, "age_band", group[0]) && csv_is(&rows, row, "sex", group[1]) &&
            csv_is(&rows, row, "disability", group[2]))
            sum = (isnan(sum) ? 0 : sum) + csv_number(&rows, row, "mean");
    return sum;
}

static void destinations_at_18_are_those_of_the_group(void **state)
{
    (void)state;
    for (size_t g = 0; g < GROUPS; g++) {
        assert_near(value("K19_aged_out_aftercare", "all", groups[g]) +
                        value("K19_aged_out_independent", "all", groups[g]) +
                        value("K19_aged_out_home", "all", groups[g]),
                    told[g][0], 0);
        assert_near(value("K19_aged_out_adult_institution", "all", groups[g]), told[g][1], 0);
        assert_near(value("K19_stayed_on", "all", groups[g]), told_staying[g], 0);
    }
    assert_true(told[1][0] > 5 && told[2][1] > 2 && told_staying[1] > 2);
}

static void nobody_leaves_at_18_in_another_age_band(void **state)
{
    (void)state;
    static const char *const young[3] = {"age_15_17", "all", "all"};
    assert_true(isnan(value("K19_aged_out_aftercare", "all", young)));
}

/* A stock of a band over the children of that age. */
static void rates_by_age_are_of_the_children_of_that_age(void **state)
{
    (void)state;
    static const struct {
        const char *band;
        double share; /* of the town's children */
    } bands[] = {
        {"age_3_6", 4 / 36.0}, {"age_7_11", (2 + 3 * 3) / 36.0}, {"age_15_17", 9 / 36.0}};
    for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++) {
        const char *const group[3] = {bands[i].band, "all", "all"};
        const double stock = value("K1_institution_stock", "town", group);
        assert_true(stock > 0);
        assert_near(value("K1_institution_rate_per_100k", "town", group),
                    stock / (80000 * bands[i].share) * 100000, 1e-6);
        assert_near(
            value("K6_first_entry_rate_per_100k", "town", group),
            value("K6_first_entries", "town", group) / (80000 * bands[i].share) * 100000, 1e-6);
    }
    assert_true(isnan(value("K1_institution_rate_per_100k", "town", groups[1])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(destinations_at_18_are_those_of_the_group),
        cmocka_unit_test(nobody_leaves_at_18_in_another_age_band),
        cmocka_unit_test(rates_by_age_are_of_the_children_of_that_age),
    };
    return cmocka_run_group_tests(tests, run, finish);
}
