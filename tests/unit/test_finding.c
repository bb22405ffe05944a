/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each finding at and beside its threshold, from rows written by hand. */
#include <math.h>
#include <string.h>

#include "di/finding.h"

#include "di_test.h"

enum { ROWS = 40 };

static struct di_results_row rows[ROWS];
static struct di_results results;
static struct di_findings findings;

static int begin(void **unused)
{
    (void)unused;
    memset(&results, 0, sizeof results);
    results.rows = rows;
    return 0;
}

static void add(const char *indicator, const char *region, int32_t year, double mean)
{
    const uint32_t index = di_indicator_find(indicator);
    assert_true(index != UINT32_MAX);
    rows[results.row_count++] = (struct di_results_row){
        .indicator = index,
        .period = DI_YEAR,
        .first_civil_day = di_date_from_civil(year, 1, 1),
        .last_civil_day = di_date_from_civil(year, 12, 31),
        .region = region,
        .setting = "all",
        .summary = {.n = 10, .mean = mean, .p05 = mean - 1, .p95 = mean + 1}};
}

static const struct di_finding *found(const char *id)
{
    di_findings_make(&results, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.list[i].id, id) == 0)
            return &findings.list[i];
    return NULL;
}

static void a_quiet_run_has_no_findings(void **unused)
{
    (void)unused;
    add("K8_under3_institution_stock", "all", 2030, 0);
    add("K22_children_waiting", "north", 2030, 4.9);
    add("K18_budget_gap", "all", 2030, 0);
    di_findings_make(&results, &findings);
    assert_int_equal(findings.count, 0);
}

/* A catalogue of these two sentences: the period in the genitive, the year with its noun. */
static const char *russian(void *unused, const char *id)
{
    (void)unused;
    if (strcmp(id, "the period from %1 to %2") == 0)
        return "периода с %1 по %2";
    return strstr(id, "under 3") != NULL
               ? "%1: на конец %5{%5| года|} в учреждениях {%2|живёт|живут|живут} %2 "
                 "{%2|ребёнок|ребёнка|детей}"
               : id;
}

static void says(const char *english, const char *expected_russian)
{
    static const struct di_catalogue catalogue = {.translate = russian, .language = "ru"};
    struct di_message message;
    char text[300];
    const struct di_finding *finding = found("under_3_left");
    assert_non_null(finding);
    di_finding_message(finding, "All", &message);
    di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, english);
    di_message_render(&message, &catalogue, text, sizeof text);
    assert_string_equal(text, expected_russian);
}

/* A year that the run covers in part is not called by its number, and its sentence is still one
 * that people write, in a language that adds a noun to the year as well. */
static void a_year_that_is_not_whole_is_told_by_its_days(void **unused)
{
    (void)unused;
    add("K8_under3_institution_stock", "all", 2030, 21);
    says("All: 21 children under 3 (20 to 22) live in institutions at the end of 2030; the "
         "target is none.",
         "All: на конец 2030 года в учреждениях живёт 21 ребёнок");
    rows[0].last_civil_day = di_date_from_civil(2030, 3, 14);
    says("All: 21 children under 3 (20 to 22) live in institutions at the end of the period "
         "from 2030-01-01 to 2030-03-14; the target is none.",
         "All: на конец периода с 2030-01-01 по 2030-03-14 в учреждениях живёт 21 ребёнок");
}

/* A quarter is named with its year, whole or not. */
static void a_quarter_is_told_with_its_year(void **unused)
{
    (void)unused;
    struct di_message message;
    char text[300];
    add("K16_utilisation", "north", 2027, 0.97);
    rows[0].period = DI_QUARTER;
    rows[0].last_civil_day = di_date_from_civil(2027, 3, 31);
    di_finding_message(found("hours_run_out"), "North", &message);
    di_message_render(&message, NULL, text, sizeof text);
    assert_non_null(strstr(text, "run out in quarter 1 of 2027: 97% "));
}

/* Who reads one finding of a rule reads the worst place, not the first of the alphabet. */
static void of_one_rule_the_largest_comes_first(void **unused)
{
    (void)unused;
    add("K22_children_waiting", "east", 2030, 20);
    add("K22_children_waiting", "north", 2030, 90);
    add("K22_children_waiting", "south", 2030, 20);
    add("K22_children_waiting", "west", 2030, 800);
    di_findings_make(&results, &findings);
    static const char *const expected[] = {"west", "north", "east", "south"};
    assert_int_equal(findings.count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(findings.list[i].region, expected[i]);
    assert_int_equal(di_findings_alike(&findings, 0), 2); /* alarms; the others are warnings */
    assert_int_equal(di_findings_alike(&findings, 2), 4);
    struct di_message message;
    char text[80];
    di_finding_place_message(&findings.list[1], "North", &message);
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "North (90)");
}

/* Of ten runs one followed somebody for a year: that is no share of a country's returns. */
static void a_year_few_runs_know_is_not_the_worst(void **unused)
{
    (void)unused;
    results.replications = 10;
    add("K14_returns", "all", 2030, 100);
    add("K14_reentry_1y_share", "all", 2029, 0.3);
    add("K14_reentry_1y_share", "all", 2030, 1);
    rows[2].summary.n = 1;
    add("K14_returns", "all", 2029, 100);
    const struct di_finding *finding = found("many_come_back");
    assert_non_null(finding);
    assert_near(finding->size, 0.3, 0);
}

static void a_region_short_of_families_is_named_with_its_range(void **unused)
{
    (void)unused;
    add("K22_children_waiting", "north", 2029, 90);
    add("K22_children_waiting", "north", 2030, 12);
    add("K22_children_waiting", "south", 2029, 50);
    add("K22_children_waiting", "south", 2030, 0);
    const struct di_finding *finding = found("region_short_of_families");
    assert_non_null(finding);
    assert_string_equal(finding->region, "north");
    assert_int_equal(findings.count, 1); /* what was solved by the end is no finding */
    assert_int_equal(finding->severity, DI_FINDING_WARNING);
    assert_near(finding->size, 12, 0);
    assert_near(finding->low, 11, 0);
    assert_near(finding->high, 13, 0);
    struct di_message message;
    char text[300];
    di_finding_message(finding, "North", &message);
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text,
                        "North: 12 children (11 to 13) still wait for a family or home at "
                        "the end of 2030.");
}

/* Of one run there is no range; money is told with its currency. */
static void one_run_has_no_range_and_money_its_currency(void **unused)
{
    (void)unused;
    struct di_message message;
    char text[300];
    results.currency = "EUR";
    add("K18_budget_gap", "all", 2029, 7000);
    di_finding_message(found("money_is_missing"), "All", &message);
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_string_equal(text, "All: 7000 EUR (6999 to 7001) of the money needed is missing in "
                              "2029, the first year with a gap.");
    rows[0].summary.n = 1;
    const struct di_finding *finding = found("money_is_missing");
    assert_true(isnan(finding->low) && isnan(finding->high));
    di_finding_message(finding, "All", &message);
    (void)di_message_render(&message, NULL, text, sizeof text);
    assert_non_null(strstr(text, "7000 EUR (no range) of"));
}

static void waiting_children_are_told_from_five_and_alarm_from_25(void **unused)
{
    (void)unused;
    static const char id[] = "region_short_of_families";
    add("K22_children_waiting", "north", 2030, 4.9);
    assert_null(found(id));
    rows[0].summary.mean = 5;
    assert_non_null(found(id));
    rows[0].summary.mean = 24.9;
    assert_int_equal(found(id)->severity, DI_FINDING_WARNING);
    rows[0].summary.mean = 25;
    assert_int_equal(found(id)->severity, DI_FINDING_ALARM);
}

static void group_homes_in_the_place_of_institutions_show_in_k5(void **unused)
{
    (void)unused;
    add("K1_institution_stock", "all", 2026, 1000);
    add("K1_institution_stock", "all", 2030, 700);
    add("K5_residential_to_family_ratio", "all", 2026, 1.0);
    add("K5_residential_to_family_ratio", "all", 2030, 0.95);
    assert_non_null(found("homes_replace_institutions"));
    results.row_count = 3;
    add("K5_residential_to_family_ratio", "all", 2030, 0.8);
    assert_null(found("homes_replace_institutions"));
}

static void easy_cases_first_shows_in_who_is_left(void **unused)
{
    (void)unused;
    add("K9_disability_residential_share", "all", 2026, 0.20);
    add("K9_disability_residential_share", "all", 2030, 0.25);
    const struct di_finding *finding = found("easy_cases_first");
    assert_non_null(finding);
    assert_near(finding->other, 0.2, 0);
    results.row_count = 1;
    add("K9_disability_residential_share", "all", 2030, 0.23);
    assert_null(found("easy_cases_first"));
}

static void an_untouched_inflow_is_one_beside_falling_stocks(void **unused)
{
    (void)unused;
    add("K1r_residential_stock", "all", 2026, 1000);
    add("K1r_residential_stock", "all", 2030, 700);
    add("K6r_residential_admissions", "all", 2026, 100);
    add("K6r_residential_admissions", "all", 2030, 95);
    assert_non_null(found("inflow_untouched"));
    results.row_count = 3;
    add("K6r_residential_admissions", "all", 2030, 50);
    assert_null(found("inflow_untouched"));
    rows[2].summary.mean = rows[3].summary.mean = 10;
    assert_non_null(found("inflow_untouched"));
    rows[2].summary.mean = 9.9; /* a tenth of it is no child */
    assert_null(found("inflow_untouched"));
}

static void alarms_come_before_warnings(void **unused)
{
    (void)unused;
    add("K22_empty_while_waiting", "north", 2030, 3);
    add("K8_under3_institution_stock", "all", 2030, 7);
    add("K18_budget_gap", "all", 2029, 1e6);
    add("K18_budget_gap", "all", 2030, 2e6);
    di_findings_make(&results, &findings);
    assert_int_equal(findings.count, 3);
    assert_string_equal(findings.list[0].id, "under_3_left");
    assert_string_equal(findings.list[1].id, "money_is_missing");
    assert_near(findings.list[1].size, 1e6, 0); /* the first year with a gap */
    assert_string_equal(findings.list[2].id, "empty_families_while_waiting");
}

/* 1,000 children in institutions are 500 per 100,000: 200,000 children; 150 more places in a
 * year are 75 per 100,000. */
static void recruitment_beyond_any_observed_pace_is_a_warning(void **unused)
{
    (void)unused;
    add("K1_institution_stock", "all", 2026, 1000);
    add("K1_institution_rate_per_100k", "all", 2026, 500);
    add("K22_places", "all", 2026, 400);
    add("K22_places", "all", 2027, 490);
    add("K22_places", "all", 2028, 640);
    const struct di_finding *finding = found("recruitment_above_observed");
    assert_non_null(finding);
    assert_near(finding->size, 75, 1e-12);
    assert_int_equal(finding->last_civil_day, di_date_from_civil(2028, 12, 31));
}

/* Utilisation 0.80 in the first quarter, 0.97 in the second. */
static void hours_that_run_out_name_the_quarter(void **unused)
{
    (void)unused;
    add("K16_utilisation", "north", 2027, 0.8);
    add("K16_utilisation", "north", 2027, 0.97);
    for (uint32_t i = 0; i < 2; i++) {
        rows[i].period = DI_QUARTER;
        rows[i].first_civil_day = di_date_from_civil(2027, 1 + 3 * (int32_t)i, 1);
        rows[i].last_civil_day = di_date_from_civil(2027, 4 + 3 * (int32_t)i, 1) - 1;
    }
    const struct di_finding *finding = found("hours_run_out");
    assert_non_null(finding);
    assert_near(finding->other, 2, 0);
    assert_near(finding->size, 0.97, 0);
}

/* A gap in 2029, closures of 3 in 2028, 2 in 2030 and 1.5 in 2031. */
static void money_that_ends_before_buildings_close_is_an_alarm(void **unused)
{
    (void)unused;
    add("K18_budget_gap", "all", 2028, 0);
    add("K18_budget_gap", "all", 2029, 7000);
    add("K17_closures", "all", 2028, 3);
    assert_null(found("money_ends_before_closure"));
    add("K17_closures", "all", 2030, 2);
    add("K17_closures", "all", 2031, 1.5);
    const struct di_finding *finding = found("money_ends_before_closure");
    assert_non_null(finding);
    assert_near(finding->other, 3.5, 1e-12);
    assert_near(finding->size, 7000, 0);
    assert_int_equal(finding->last_civil_day, di_date_from_civil(2029, 12, 31));
}

/* Free places that fill in the first year make it unlike the next. */
static void a_first_year_that_fills_families_is_told_apart(void **unused)
{
    (void)unused;
    add("K6r_residential_admissions", "all", 2026, 70);
    add("K6r_residential_admissions", "all", 2027, 100);
    add("K22_vacancies", "all", 2026, 40);
    rows[2].period = DI_QUARTER;
    add("K22_vacancies", "all", 2026, 10);
    const struct di_finding *finding = found("first_year_apart");
    assert_non_null(finding);
    assert_near(finding->size, 100, 0);
    assert_near(finding->other, 70, 0);
    rows[3].summary.mean = 11; /* most places are left: families are not why */
    assert_null(found("first_year_apart"));
    rows[3].summary.mean = 10;
    rows[0].summary.mean = 76;
    assert_null(found("first_year_apart"));
}

/* A rule over one row, at a mean: the finding, or NULL where the rule is silent. */
static const struct di_finding *found_at(const char *id, const char *indicator, double mean)
{
    results.row_count = 0;
    add(indicator, "all", 2030, mean);
    return found(id);
}

/* A rule that speaks from one mean and not at another, of the year where the mean is worst. */
static void speaks(const char *id, const char *indicator, double silent, double mean,
                   double worse, enum di_severity_of_finding severity)
{
    assert_null(found_at(id, indicator, silent));
    const struct di_finding *finding = found_at(id, indicator, mean);
    assert_non_null(finding);
    assert_int_equal(finding->severity, severity);
    assert_near(finding->size, mean, 0);
    add(indicator, "all", 2031, worse);
    add(indicator, "all", 2032, mean);
    finding = found(id);
    assert_int_equal(findings.count, 1);
    assert_near(finding->size, worse, 0);
    assert_int_equal(finding->last_civil_day, di_date_from_civil(2031, 12, 31));
}

/* 30 child-days are a month of one child, 3,650 ten child-years. */
static void children_without_placement_are_told_from_a_child_month(void **unused)
{
    (void)unused;
    static const char id[] = "children_without_placement", days[] = "K15_unplaced_child_days";
    speaks(id, days, 29.9, 30, 3000, DI_FINDING_WARNING);
    assert_int_equal(found_at(id, days, 3649)->severity, DI_FINDING_WARNING);
    assert_int_equal(found_at(id, days, 3650)->severity, DI_FINDING_ALARM);
}

static void closures_slip_when_more_than_a_tenth_are_late(void **unused)
{
    (void)unused;
    speaks("closures_slip", "K17_closures_on_time_share", 0.9, 0.89, 0.6, DI_FINDING_ALARM);
}

/* In half of the runs one institution. */
static void closures_overdue_are_told_though_nothing_closes(void **unused)
{
    (void)unused;
    speaks("closures_overdue", "K17_closures_overdue", 0.4, 0.5, 7, DI_FINDING_ALARM);
}

static void closures_that_place_fewer_than_half_are_told(void **unused)
{
    (void)unused;
    speaks("closed_without_placements", "K17_closure_through_placement_share", 0.5, 0.49, 0.2,
           DI_FINDING_WARNING);
}

static void waits_beyond_limits_are_told_below_half_in_time(void **unused)
{
    (void)unused;
    speaks("waits_beyond_limits", "K10_placed_in_limits_share", 0.5, 0.49, 0.3,
           DI_FINDING_WARNING);
}

static void missed_visits_are_told_from_a_tenth(void **unused)
{
    (void)unused;
    speaks("visits_missed", "K16_visits_missed_share", 0.09, 0.1, 0.4, DI_FINDING_WARNING);
}

/* People, not a share of those who age out. */
static void adult_institutions_are_told_from_five_people(void **unused)
{
    (void)unused;
    static const char id[] = "to_adult_institutions";
    speaks(id, "K19_aged_out_adult_institution", 4.9, 5, 50, DI_FINDING_NOTE);
    assert_non_null(found_at(id, "K19_aged_out_adult_institution", 5));
    add("K19_aged_out_independent", "all", 2030, 1000);
    assert_non_null(found(id));
}

static void many_come_back_from_a_quarter_of_twenty(void **unused)
{
    (void)unused;
    add("K14_reentry_1y_share", "all", 2030, 0.25);
    add("K14_returns", "all", 2030, 20);
    assert_non_null(found("many_come_back"));
    rows[1].summary.mean = 19;
    assert_null(found("many_come_back"));
    add("K14_returns", "all", 2031, 500); /* of another year */
    assert_null(found("many_come_back"));
    rows[1].summary.mean = 20;
    rows[0].summary.mean = 0.24;
    assert_null(found("many_come_back"));
}

/* Of 100 entries: nothing below one child, a warning from ten on, an alarm from twenty on. */
static void unexplained_flows_are_told_by_their_share_of_the_entries(void **unused)
{
    (void)unused;
    add("K6_first_entries", "all", 2012, 80);
    add("K6_reentries", "all", 2012, 20);
    add("C_unexplained_exits", "all", 2012, 0.9);
    add("C_unexplained_entries", "all", 2012, 0);
    assert_null(found("unexplained_exits"));
    assert_null(found("unexplained_entries"));
    static const struct {
        double children;
        enum di_severity_of_finding severity;
    } cases[] = {{1, DI_FINDING_NOTE},
                 {9.9, DI_FINDING_NOTE},
                 {10, DI_FINDING_WARNING},
                 {19, DI_FINDING_WARNING},
                 {20, DI_FINDING_ALARM}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rows[2].summary.mean = cases[i].children;
        const struct di_finding *finding = found("unexplained_exits");
        assert_non_null(finding);
        assert_int_equal(finding->severity, cases[i].severity);
        assert_true(fabs(finding->other - cases[i].children) < 1e-9);
    }
    rows[3].summary.mean = 12;
    assert_int_equal(found("unexplained_entries")->severity, DI_FINDING_WARNING);
    struct di_message message;
    char text[300];
    di_finding_message(found("unexplained_entries"), "All", &message);
    di_message_render(&message, NULL, text, sizeof text);
    assert_non_null(strstr(text, "12 children come into care unexplained in 2012"));
    assert_non_null(strstr(text, "12% of the entries of that year"));
}

/* Where nobody enters, of those in care: a quarter of them stands for the entries of a year. */
static void unexplained_flows_without_entries_are_told_by_the_stock(void **unused)
{
    (void)unused;
    add("K3_formal_care_stock", "all", 2012, 1000);
    add("C_unexplained_entries", "all", 2012, 24);
    assert_int_equal(found("unexplained_entries")->severity, DI_FINDING_NOTE);
    assert_true(fabs(found("unexplained_entries")->other - 2.4) < 1e-9);
    rows[1].summary.mean = 25;
    assert_int_equal(found("unexplained_entries")->severity, DI_FINDING_WARNING);
    rows[1].summary.mean = 50;
    assert_int_equal(found("unexplained_entries")->severity, DI_FINDING_ALARM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_quiet_run_has_no_findings, begin),
        cmocka_unit_test_setup(a_year_that_is_not_whole_is_told_by_its_days, begin),
        cmocka_unit_test_setup(a_quarter_is_told_with_its_year, begin),
        cmocka_unit_test_setup(of_one_rule_the_largest_comes_first, begin),
        cmocka_unit_test_setup(a_year_few_runs_know_is_not_the_worst, begin),
        cmocka_unit_test_setup(a_region_short_of_families_is_named_with_its_range, begin),
        cmocka_unit_test_setup(one_run_has_no_range_and_money_its_currency, begin),
        cmocka_unit_test_setup(waiting_children_are_told_from_five_and_alarm_from_25, begin),
        cmocka_unit_test_setup(group_homes_in_the_place_of_institutions_show_in_k5, begin),
        cmocka_unit_test_setup(easy_cases_first_shows_in_who_is_left, begin),
        cmocka_unit_test_setup(an_untouched_inflow_is_one_beside_falling_stocks, begin),
        cmocka_unit_test_setup(alarms_come_before_warnings, begin),
        cmocka_unit_test_setup(hours_that_run_out_name_the_quarter, begin),
        cmocka_unit_test_setup(money_that_ends_before_buildings_close_is_an_alarm, begin),
        cmocka_unit_test_setup(recruitment_beyond_any_observed_pace_is_a_warning, begin),
        cmocka_unit_test_setup(a_first_year_that_fills_families_is_told_apart, begin),
        cmocka_unit_test_setup(children_without_placement_are_told_from_a_child_month, begin),
        cmocka_unit_test_setup(closures_slip_when_more_than_a_tenth_are_late, begin),
        cmocka_unit_test_setup(closures_overdue_are_told_though_nothing_closes, begin),
        cmocka_unit_test_setup(closures_that_place_fewer_than_half_are_told, begin),
        cmocka_unit_test_setup(waits_beyond_limits_are_told_below_half_in_time, begin),
        cmocka_unit_test_setup(missed_visits_are_told_from_a_tenth, begin),
        cmocka_unit_test_setup(adult_institutions_are_told_from_five_people, begin),
        cmocka_unit_test_setup(unexplained_flows_are_told_by_their_share_of_the_entries, begin),
        cmocka_unit_test_setup(unexplained_flows_without_entries_are_told_by_the_stock, begin),
        cmocka_unit_test_setup(many_come_back_from_a_quarter_of_twenty, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
