/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader works out under --suppress without adding up whole tables: a whole less its
 * part, a share of a shown count, families less empty ones, money by its price, and one number
 * that stands in two rows. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"
#include "di_test.h"
#include "program.h"
#include "suppressed_pair.h"

static struct csv_table rows, truth;

static void begin(void)
{
    program_begin("suppressed_parts");
    suppressed_pair_run("%tests/cli/whole_country.json",
                        "--replications 1 --set horizon.years=3");
    csv_table_read(&rows, program_path("hidden/indicators.csv"));
    csv_table_read(&truth, program_path("truth/indicators.csv"));
}

static void finish(void)
{
    csv_table_finish(&rows);
    csv_table_finish(&truth);
}

/* The row of another indicator that is like this one in all else but its basis of region. */
static size_t row_of(const struct csv_table *table, const char *indicator,
                     const struct csv_table *like, size_t row)
{
    static const char *const columns[] = {"region", "setting",    "population",   "age_band",
                                          "sex",    "disability", "period_start", "period_end"};
    for (size_t k = 0; k < table->rows; k++) {
        bool is_like = csv_is(table, k, "indicator", indicator);
        for (size_t c = 0; is_like && c < sizeof columns / sizeof columns[0]; c++)
            is_like = csv_is(table, k, columns[c], csv_text(like, row, columns[c]));
        if (is_like)
            return k;
    }
    return SIZE_MAX;
}

static bool is_small(double count)
{
    return count > 1e-6 && count < SUPPRESSED_BELOW - 1e-6;
}

/* A count that is shown; NaN if there is none. */
static double shown(const char *indicator, size_t like)
{
    const size_t row = row_of(&rows, indicator, &rows, like);
    return row == SIZE_MAX ? (double)NAN : csv_number(&rows, row, "mean");
}

static const char *const shares[][2] = {
    {"K4_family_based_share", "K3_formal_care_stock"},
    {"K12_care_plan_share", "K3_formal_care_stock"},
    {"K12_reviewed_6m_share", "K3_formal_care_stock"},
    {"K7r_unplanned_share", "K7r_residential_exits"},
    {"K17_closure_through_placement_share", "K17_departures"},
};

static void a_share_tells_no_small_part(void **unused)
{
    (void)unused;
    begin();
    size_t seen = 0;
    for (size_t row = 0; row < rows.rows; row++)
        for (size_t k = 0; k < sizeof shares / sizeof shares[0]; k++) {
            if (!csv_is(&rows, row, "indicator", shares[k][0]))
                continue;
            const double whole = shown(shares[k][1], row);
            const double part = whole * csv_number(&rows, row, "mean");
            assert_false(is_small(part));
            assert_false(is_small(whole - part));
            seen += isnan(part) ? 0 : 1;
        }
    assert_true(seen > 10);
    finish();
}

static void a_whole_less_its_part_is_not_small(void **unused)
{
    (void)unused;
    begin();
    for (size_t row = 0; row < rows.rows; row++) {
        if (csv_is(&rows, row, "indicator", "K1_institution_stock"))
            assert_false(
                is_small(shown("K1r_residential_stock", row) - csv_number(&rows, row, "mean")));
        if (csv_is(&rows, row, "indicator", "K7_exits_to_family"))
            assert_false(
                is_small(shown("K7r_residential_exits", row) - csv_number(&rows, row, "mean")));
        if (csv_is(&rows, row, "indicator", "K3_formal_care_stock") &&
            csv_is(&rows, row, "region", "all"))
            assert_false(is_small(csv_number(&rows, row, "mean") -
                                  shown("K1r_residential_stock", row) -
                                  shown("K4_family_based_stock", row) -
                                  shown("K19_supported_living_stock", row)));
    }
    finish();
}

/* Residents of a setting of the nation are the same by origin and by residence. */
static void one_number_is_withheld_in_all_its_rows(void **unused)
{
    (void)unused;
    begin();
    size_t seen = 0;
    for (size_t row = 0; row < rows.rows; row++) {
        if (!csv_is(&rows, row, "indicator", "K1r_residential_stock") ||
            !csv_is(&rows, row, "region", "all") || csv_is(&rows, row, "setting", "all"))
            continue;
        const double other = shown("K3_formal_care_stock", row);
        assert_int_equal(isnan(other), isnan(csv_number(&rows, row, "mean")));
        seen += isnan(other) ? 1 : 0;
    }
    assert_true(seen > 0);
    finish();
}

/* Of the nation children under 3 are the same by residence (K8) and by origin (K1). */
static void a_group_is_withheld_in_all_its_rows(void **unused)
{
    (void)unused;
    begin();
    size_t seen = 0;
    for (size_t row = 0; row < rows.rows; row++) {
        if (!csv_is(&rows, row, "indicator", "K1_institution_stock") ||
            !csv_is(&rows, row, "region", "all") || !csv_is(&rows, row, "setting", "all") ||
            !csv_is(&rows, row, "age_band", "age_0_2"))
            continue;
        for (size_t k = 0; k < rows.rows; k++)
            if (csv_is(&rows, k, "indicator", "K8_under3_institution_stock") &&
                csv_is(&rows, k, "region", "all") && csv_is(&rows, k, "setting", "all") &&
                csv_is(&rows, k, "period_start", csv_text(&rows, row, "period_start")) &&
                csv_is(&rows, k, "period_end", csv_text(&rows, row, "period_end"))) {
                assert_int_equal(csv_is(&rows, k, "n", "0"), csv_is(&rows, row, "n", "0"));
                seen++;
            }
    }
    assert_true(seen > 0);
    finish();
}

/* ---- quarters and months ---- */

static bool is_national_count(size_t row)
{
    return csv_is(&rows, row, "region", "all") && csv_is(&rows, row, "setting", "all") &&
           csv_is(&rows, row, "age_band", "all") && csv_is(&rows, row, "sex", "all") &&
           csv_is(&rows, row, "disability", "all") && csv_is(&rows, row, "unit", "children");
}

static bool is_year(size_t row)
{
    return strcmp(csv_text(&rows, row, "period_start") + 4, "-01-01") == 0 &&
           strcmp(csv_text(&rows, row, "period_end") + 4, "-12-31") == 0;
}

/* Is it a part of a year that another row shows? Dates compare as texts. */
static bool is_part_of(size_t part, size_t year)
{
    return part != year &&
           csv_is(&rows, part, "indicator", csv_text(&rows, year, "indicator")) &&
           csv_is(&rows, part, "population", csv_text(&rows, year, "population")) &&
           strcmp(csv_text(&rows, part, "period_start"),
                  csv_text(&rows, year, "period_start")) >= 0 &&
           strcmp(csv_text(&rows, part, "period_end"), csv_text(&rows, year, "period_end")) <=
               0;
}

/* A stock of the last quarter and month is that of the year; a flow of one quarter is what the
 * others leave of the year. */
static void a_part_of_a_year_tells_no_other(void **unused)
{
    (void)unused;
    begin();
    size_t shown_parts = 0, withheld_parts = 0;
    for (size_t year = 0; year < rows.rows; year++) {
        if (!is_national_count(year) || !is_year(year))
            continue;
        const bool is_stock = csv_is(&rows, year, "kind", "stock");
        size_t withheld = 0;
        /* rows of a year are followed by their quarters and months */
        for (size_t part = year; part < rows.rows && part < year + 80; part++) {
            if (!is_national_count(part) || !is_part_of(part, year))
                continue;
            const bool is_withheld = csv_is(&rows, part, "n", "0");
            if (is_stock &&
                csv_is(&rows, part, "period_end", csv_text(&rows, year, "period_end")))
                assert_int_equal(is_withheld, csv_is(&rows, year, "n", "0"));
            withheld += is_withheld ? 1 : 0;
            shown_parts += is_withheld ? 0 : 1;
            withheld_parts += is_withheld ? 1 : 0;
        }
        if (csv_is(&rows, year, "kind", "flow") && !csv_is(&rows, year, "n", "0"))
            assert_true(withheld != 1);
    }
    assert_true(shown_parts > 50 && withheld_parts > 50);
    finish();
}

/* Families that are neither empty nor resting have a child each. */
static void empty_families_go_with_the_children_of_the_others(void **unused)
{
    (void)unused;
    begin();
    for (size_t row = 0; row < rows.rows; row++) {
        if (csv_is(&rows, row, "indicator", "K22_vacancies") && csv_is(&rows, row, "n", "0")) {
            assert_true(isnan(shown("K22_empty_families", row)));
            assert_true(isnan(shown("K22_empty_while_waiting", row)));
        }
    }
    finish();
}

/* Starting help is paid by the move, at one price: 350. */
static void money_tells_no_few_moves(void **unused)
{
    (void)unused;
    begin();
    struct csv_table costs;
    csv_table_read(&costs, program_path("hidden/costs.csv"));
    size_t withheld = 0;
    for (size_t row = 0; row < costs.rows; row++)
        if (csv_is(&costs, row, "line", "starting")) {
            assert_false(is_small(csv_number(&costs, row, "mean") / 350));
            withheld += csv_is(&costs, row, "n", "0") ? 1 : 0;
        }
    assert_true(withheld > 0);
    csv_table_finish(&costs);
    finish();
}

/* Who knows all but a few counts would try them until the hash fits. */
static void inputs_have_no_hash(void **unused)
{
    (void)unused;
    begin();
    char *manifest = program_read(program_path("hidden/manifest.json"), NULL);
    assert_non_null(manifest);
    assert_non_null(strstr(manifest, "\"sha256\": null"));
    assert_null(strstr(manifest, "\"sha256\": \""));
    free(manifest);
    finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_tells_no_small_part),
        cmocka_unit_test(a_whole_less_its_part_is_not_small),
        cmocka_unit_test(one_number_is_withheld_in_all_its_rows),
        cmocka_unit_test(a_group_is_withheld_in_all_its_rows),
        cmocka_unit_test(a_part_of_a_year_tells_no_other),
        cmocka_unit_test(empty_families_go_with_the_children_of_the_others),
        cmocka_unit_test(money_tells_no_few_moves),
        cmocka_unit_test(inputs_have_no_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
