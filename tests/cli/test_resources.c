/* SPDX-License-Identifier: GPL-3.0-or-later */
/* resources.csv agrees with the other tables in every region and period: places and who waits
 * for them with K22, hours and queues with K16, children in places with balance.csv. */
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "name_index.h"
#include "program.h"

enum { KEY_MAX = 300, ROWS_MAX = 1 << 16 };

static struct csv_table resources, balance, indicators;
static struct name_index keys;
static double values[ROWS_MAX]; /* of the keys; 0: no row */

static double *value_of(const char *what, const char *region, const char *setting,
                        const char *first, const char *last)
{
    char key[KEY_MAX];
    (void)snprintf(key, sizeof key, "%s|%s|%s|%s|%s", what, region, setting, first, last);
    const size_t at = name_index_of(&keys, key);
    assert_true(at < ROWS_MAX);
    return &values[at];
}

/* Place measures of K22 and hours of K16, and who is in a setting. */
static void file_other_tables(void)
{
    for (size_t row = 0; row < indicators.rows; row++) {
        const char *id = csv_text(&indicators, row, "indicator");
        if (strcmp(id, "K22_places") == 0 || strcmp(id, "K22_vacancies") == 0 ||
            strcmp(id, "K22_children_waiting") == 0 || strcmp(id, "K16_hours_worked") == 0 ||
            strcmp(id, "K16_hours_available") == 0 || strcmp(id, "K16_jobs_waiting") == 0)
            *value_of(id, csv_text(&indicators, row, "region"),
                      csv_text(&indicators, row, "setting"),
                      csv_text(&indicators, row, "period_start"),
                      csv_text(&indicators, row, "period_end")) =
                csv_number(&indicators, row, "mean");
    }
    for (size_t row = 0; row < balance.rows; row++)
        *value_of("closing", csv_text(&balance, row, "region"),
                  csv_text(&balance, row, "setting"), csv_text(&balance, row, "period_start"),
                  csv_text(&balance, row, "period_end")) = csv_number(&balance, row, "closing");
}

static double other(size_t row, const char *what, const char *setting)
{
    return *value_of(what, csv_text(&resources, row, "region"), setting,
                     csv_text(&resources, row, "period_start"),
                     csv_text(&resources, row, "period_end"));
}

static void places_of_families_are_those_of_k22(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t row = 0; row < resources.rows; row++) {
        const char *setting = csv_text(&resources, row, "resource");
        if (!csv_is(&resources, row, "kind", "places") || strstr(setting, "foster") == NULL)
            continue;
        const double supply = csv_number(&resources, row, "supply");
        const double used = csv_number(&resources, row, "used");
        assert_near(supply + 1, other(row, "K22_places", setting) + 1, 1e-9);
        assert_near(csv_number(&resources, row, "waiting") + 1,
                    other(row, "K22_children_waiting", setting) + 1, 1e-9);
        assert_near(supply - used + 1, other(row, "K22_vacancies", setting) + 1, 1e-9);
        compared += used > 0 && supply > 0;
    }
    assert_true(compared > 100);
}

static void places_in_use_hold_the_children_of_the_balance(void **state)
{
    (void)state;
    size_t compared = 0;
    for (size_t row = 0; row < resources.rows; row++) {
        if (!csv_is(&resources, row, "kind", "places"))
            continue;
        const double children = other(row, "closing", csv_text(&resources, row, "resource"));
        const double used = csv_number(&resources, row, "used"); /* with reservations */
        if (used < children - 1e-6)
            fail_msg("%s, %s: %g places in use hold %g children",
                     csv_text(&resources, row, "resource"), csv_text(&resources, row, "region"),
                     used, children);
        compared += children > 0;
    }
    assert_true(compared > 100);
}

/* The roles of a region together are its teams. */
static void hours_are_those_of_k16(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"supply", "K16_hours_available"},
                                           {"used", "K16_hours_worked"},
                                           {"waiting", "K16_jobs_waiting"}};
    size_t compared = 0;
    for (size_t pair = 0; pair < 3; pair++) {
        for (size_t row = 0; row < resources.rows; row++)
            if (csv_is(&resources, row, "kind", "hours"))
                *value_of(pairs[pair][0], csv_text(&resources, row, "region"), "all",
                          csv_text(&resources, row, "period_start"),
                          csv_text(&resources, row, "period_end")) +=
                    csv_number(&resources, row, pairs[pair][0]);
        for (size_t row = 0; row < resources.rows; row++)
            if (csv_is(&resources, row, "kind", "hours")) {
                const double there = other(row, pairs[pair][1], "all");
                assert_near(other(row, pairs[pair][0], "all") + 1, there + 1, 1e-9);
                compared += there > 0;
            }
    }
    assert_true(compared > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_families_are_those_of_k22),
        cmocka_unit_test(places_in_use_hold_the_children_of_the_balance),
        cmocka_unit_test(hours_are_those_of_k16),
    };
    program_begin("resources");
    assert_int_equal(program_run("run %scenarios/demo/fast_closure.json --replications 3 "
                                 "--set horizon.years=3 --quiet --no-workbook --out @r"),
                     0);
    csv_table_read(&resources, program_path("r/resources.csv"));
    csv_table_read(&balance, program_path("r/balance.csv"));
    csv_table_read(&indicators, program_path("r/indicators.csv"));
    file_other_tables();
    const int failures = cmocka_run_group_tests(tests, NULL, NULL);
    csv_table_finish(&resources);
    csv_table_finish(&balance);
    csv_table_finish(&indicators);
    name_index_clear(&keys);
    return failures;
}
