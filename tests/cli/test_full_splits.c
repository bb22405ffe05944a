/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of groups under --splits full, of one replication: counts of some people only (K8, K9)
 * are split where that tells something, and shares are those of the group (K7). */

#include "csv_table.h"
#include "di_test.h"
#include "name_index.h"
#include "program.h"

enum { KEY_MAX = 400, ROWS_MAX = 1 << 19 };

static struct csv_table rows;
static struct name_index keys;
static size_t row_at[ROWS_MAX];

static void make_key(char *key, const char *indicator, const char *population, const char *age,
                     const char *sex, const char *disability, const char *last)
{
    (void)snprintf(key, KEY_MAX, "%s|%s|%s|%s|%s|%s", indicator, population, age, sex,
                   disability, last);
}

/* National rows of all settings, quarters alone. */
static int open_rows(void **state)
{
    (void)state;
    program_begin("full_splits");
    assert_int_equal(
        program_run(
            "run %scenarios/tutorial/11-double-running.json --replications 1 "
            "--splits full --set horizon.years=2 --set reasons.neglect.children_per_year=20 "
            "--set reasons.neglect.disability_severe_share=0.3 "
            "--quiet --no-workbook --out @r"),
        0);
    csv_table_read(&rows, program_path("r/indicators.csv"));
    for (size_t row = 0; row < rows.rows; row++) {
        char key[KEY_MAX];
        if (!csv_is(&rows, row, "region", "all") || !csv_is(&rows, row, "setting", "all") ||
            csv_months(&rows, row) != 3)
            continue;
        make_key(key, csv_text(&rows, row, "indicator"), csv_text(&rows, row, "population"),
                 csv_text(&rows, row, "age_band"), csv_text(&rows, row, "sex"),
                 csv_text(&rows, row, "disability"), csv_text(&rows, row, "period_end"));
        const size_t at = name_index_of(&keys, key);
        assert_true(at < ROWS_MAX);
        row_at[at] = row;
    }
    return 0;
}

static int close_rows(void **state)
{
    (void)state;
    name_index_clear(&keys);
    csv_table_finish(&rows);
    return 0;
}

/* NaN: no such row. */
static double value(const char *indicator, const char *population, const char *age,
                    const char *sex, const char *disability, const char *last)
{
    char key[KEY_MAX];
    const size_t known = keys.count;
    make_key(key, indicator, population, age, sex, disability, last);
    const size_t at = name_index_of(&keys, key);
    if (keys.count == known)
        return csv_number(&rows, row_at[at], "mean");
    row_at[at] = 0;
    return (double)NAN;
}

static const char *const quarters[] = {"2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31",
                                       "2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"};
enum { QUARTERS = sizeof quarters / sizeof quarters[0] };

static double with_disability(const char *indicator, const char *sex, const char *last)
{
    return value(indicator, "0_17", "all", sex, "moderate", last) +
           value(indicator, "0_17", "all", sex, "severe", last);
}

static void children_under_3_are_split_by_sex(void **state)
{
    (void)state;
    static const char id[] = "K8_under3_institution_stock";
    double all = 0;
    for (size_t q = 0; q < QUARTERS; q++) {
        const double girls = value(id, "0_17", "all", "female", "all", quarters[q]);
        const double boys = value(id, "0_17", "all", "male", "all", quarters[q]);
        assert_near(girls + boys + 1, value(id, "0_17", "all", "all", "all", quarters[q]) + 1,
                    0);
        assert_near(with_disability(id, "all", quarters[q]) +
                        value(id, "0_17", "all", "all", "none", quarters[q]) + 1,
                    girls + boys + 1, 0);
        assert_true(isnan(value(id, "0_17", "age_0_2", "all", "all", quarters[q])));
        all += girls + boys;
    }
    assert_true(all > 0);
}

static void disability_is_a_share_of_each_sex(void **state)
{
    (void)state;
    double all = 0;
    for (size_t q = 0; q < QUARTERS; q++) {
        const double girls =
            value("K1r_residential_stock", "0_17", "all", "female", "all", quarters[q]);
        const double share = value("K9_disability_residential_share", "0_17", "all", "female",
                                   "all", quarters[q]);
        const double family =
            value("K9_disability_family_share", "0_17", "all", "female", "all", quarters[q]);
        assert_near(share,
                    with_disability("K1r_residential_stock", "female", quarters[q]) / girls,
                    1e-12);
        const double ratio =
            value("K9_disability_ratio", "0_17", "all", "female", "all", quarters[q]);
        assert_true(family > 0 ? fabs(ratio - share / family) < 1e-12 : isnan(ratio));
        all += share;
        assert_true(isnan(value("K9_disability_residential_share", "0_17", "all", "all",
                                "severe", quarters[q])));
    }
    assert_true(all > 0);
}

static void exits_to_a_family_are_a_share_of_each_group(void **state)
{
    (void)state;
    static const char *const groups[][3] = {
        {"0_17", "all", "female"}, {"0_17", "age_3_6", "all"}, {"18_plus", "all", "all"}};
    for (size_t g = 0; g < 3; g++)
        for (size_t q = 1; q < QUARTERS; q++) {
            const char *who = groups[g][0], *age = groups[g][1], *sex = groups[g][2];
            const double before =
                value("K1r_residential_stock", who, age, sex, "all", quarters[q - 1]);
            const double came =
                value("K6r_residential_admissions", who, age, sex, "all", quarters[q]);
            const double left = value("K7_exits_to_family", who, age, sex, "all", quarters[q]);
            const double share =
                value("K7_exits_to_family_share", who, age, sex, "all", quarters[q]);
            if (before + came == 0)
                assert_true(isnan(share));
            else
                assert_near(share + 1, left / (before + came) + 1, 1e-12);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(children_under_3_are_split_by_sex),
        cmocka_unit_test(disability_is_a_share_of_each_sex),
        cmocka_unit_test(exits_to_a_family_are_a_share_of_each_group),
    };
    return cmocka_run_group_tests(tests, open_rows, close_rows);
}
