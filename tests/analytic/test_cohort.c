/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expected system against closed forms (MODEL 12) and against itself at half the step. */
#include <string.h>

#include "di/cohort.h"
#include "di/result.h"

#include "cohort_moves.h"
#include "di_test.h"
#include "plain_model.h"

static struct plain_model plain;

static struct di_warm_start *prepare(void)
{
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(&plain.model, &diagnostics, &start, NULL), DI_OK);
    di_diagnostics_finish(&diagnostics);
    return start;
}

static struct di_cohort *run(const struct di_warm_start *start, double step_days)
{
    struct di_cohort_options options;
    struct di_cohort *cohort = NULL;
    di_cohort_options_defaults(&options);
    options.step_days = step_days;
    assert_status(di_cohort_run(&plain.model, start, &options, &cohort, NULL), DI_OK);
    return cohort;
}

static double national_stock(const struct di_cohort *cohort, uint32_t quarter, uint32_t setting)
{
    double sum = 0.0;
    for (uint32_t r = 0; r < cohort->regions; r++) {
        sum += cohort->stock[di_cohort_index(cohort, quarter, r, setting, 0)] +
               cohort->stock[di_cohort_index(cohort, quarter, r, setting, 1)];
    }
    return sum;
}

/* 120 a year into Weibull(0.7, 3 years) stays, ages off. */
static void weibull_home(void)
{
    plain_model_init(&plain);
    plain.model.policies.ageing = false;
    plain_weibull(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.7, 3.0);
}

static double expected_weibull_stock(double years)
{
    double sum = 0.0; /* midpoint rule in w, u = w^3: survival is steep at 0 */
    const uint32_t parts = 200000;
    const double top = cbrt(years);
    for (uint32_t i = 0; i < parts; i++) {
        const double w = top * (i + 0.5) / parts;
        sum += 3.0 * w * w * exp(-pow(w * w * w / 3.0, 0.7));
    }
    return 120.0 * sum * top / parts;
}

static void an_empty_system_fills_as_v3_says(void **state)
{
    (void)state;
    assert_near(expected_weibull_stock(3.0), 207.2464328245, 1e-8);
    weibull_home();
    struct di_warm_start *start = prepare();
    struct di_cohort *cohort = run(start, 30.0);
    const int32_t end = di_result_quarter_first_day(&plain.model, 12); /* 2029-01-01 */
    assert_near(national_stock(cohort, 11, PLAIN_HOME),
                expected_weibull_stock(end / DI_DAYS_PER_YEAR), 5e-4);
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
}

static void a_stationary_stock_stays_as_v9_says(void **state)
{
    (void)state;
    weibull_home();
    struct di_margin *margin = plain_margin(&plain, 1, DI_DIMENSION_SETTING, DI_DIMENSIONS);
    plain_leaf(&plain, margin, PLAIN_HOME, 0, 456.0);
    struct di_warm_start *start = prepare();
    struct di_cohort *cohort = run(start, 30.0);
    for (uint32_t q = 0; q < 40; q++) {
        assert_near(national_stock(cohort, q, PLAIN_HOME), 455.6964621806, 2e-3);
    }
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
}

/* V8: home -> b (0.3), home -> died (0.1); b -> breakdown to home (0.2), b -> home country 0.5
 */
static void a_chain_absorbs_as_its_matrix_says(void **state)
{
    (void)state;
    plain_model_init(&plain);
    plain.model.policies.ageing = false;
    plain.model.setting_count = PLAIN_HOME + 2;
    plain.settings[PLAIN_HOME + 1].kind = DI_KIND_SGH;
    plain.settings[PLAIN_HOME + 1].in_entry_ladder = false;
    plain_constant(&plain, PLAIN_HOME, DI_PATH_PLACEMENT, PLAIN_HOME + 1, 0.9);
    plain_constant(&plain, PLAIN_HOME, DI_PATH_DIED, DI_SETTING_DIED, 0.3);
    plain_constant(&plain, PLAIN_HOME + 1, DI_PATH_BREAKDOWN, 0, 0.4);
    plain_constant(&plain, PLAIN_HOME + 1, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 1.2);
    plain.model.horizon_years = 30.0;
    plain.model.horizon_days = di_date_from_civil(2056, 1, 1) - plain.model.start_civil_day;
    struct di_warm_start *start = prepare();
    struct di_cohort *cohort = run(start, 30.0);
    /* visits to the first place per entry: 1 / (1 - 3/4 * 1/4) = 16/13; Little's law */
    assert_near(national_stock(cohort, 119, PLAIN_HOME), 120.0 * 16.0 / 13.0 / 1.2, 1e-3);
    assert_near(national_stock(cohort, 119, PLAIN_HOME + 1), 120.0 * 12.0 / 13.0 / 1.6, 1e-3);
    const double years = (di_result_quarter_first_day(&plain.model, 120) -
                          di_result_quarter_first_day(&plain.model, 116)) /
                         DI_DAYS_PER_YEAR;
    assert_near(cohort_moves(cohort, DI_NONE, DI_SETTING_DIED, 116, 120),
                120.0 * 4.0 / 13.0 * years, 1e-3);
    assert_near(cohort_moves(cohort, DI_NONE, DI_SETTING_HOME_CLOSED, 116, 120),
                120.0 * 9.0 / 13.0 * years, 1e-3);
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
}

/* Everything at once: ages, age edges, staying on at 18, re-entry, a dated multiplier. */
static void busy_country(void)
{
    static const double by_age[6] = {2.0, 1.5, 1.0, 0.7, 0.5, 0.3};
    static const int32_t days[2] = {INT32_MIN, 1000};
    static const double levels[2] = {1.0, 1.6};
    plain_model_init(&plain);
    plain.model.setting_count = PLAIN_HOME + 2;
    plain.settings[PLAIN_HOME].age_to_years = 7.0;
    plain.settings[PLAIN_HOME].name.rank = 0;
    plain.settings[PLAIN_HOME + 1].age_from_years = 7.0;
    plain.settings[PLAIN_HOME + 1].stay18_share.series = plain_series(&plain, 0.3);
    for (uint16_t s = PLAIN_HOME; s < PLAIN_HOME + 2; s++) {
        struct di_pathway *home =
            plain_weibull(&plain, s, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.7, 3.0);
        home->hazard.factor.by_age_band = by_age;
        home->hazard.factor.series = (struct di_series){2, days, levels};
        plain_constant(&plain, s, DI_PATH_DIED, DI_SETTING_DIED, 0.01);
    }
    plain_constant(&plain, DI_SETTING_HOME_CLOSED, DI_PATH_REENTRY, DI_SETTING_HOME_CLOSED, 0.1)
        ->clock = DI_CLOCK_HOME;
    struct di_margin *margin =
        plain_margin(&plain, 2, DI_DIMENSION_SETTING, DI_DIMENSION_AGE_BAND);
    plain_leaf(&plain, margin, PLAIN_HOME, 0, 120);
    plain_leaf(&plain, margin, PLAIN_HOME, 1, 200);
    plain_leaf(&plain, margin, PLAIN_HOME + 1, 2, 300);
    plain_leaf(&plain, margin, PLAIN_HOME + 1, 3, 200);
    plain_leaf(&plain, margin, PLAIN_HOME + 1, 4, 150);
    plain_leaf(&plain, margin, PLAIN_HOME + 1, 5, 40);
}

static void half_the_step_changes_less_than_a_thousandth(void **state)
{
    (void)state;
    busy_country();
    struct di_warm_start *start = prepare();
    struct di_cohort *whole = run(start, 15.0);
    struct di_cohort *half = run(start, 7.5);
    for (uint32_t q = 0; q < whole->quarters; q++) {
        for (uint16_t s = PLAIN_HOME; s < PLAIN_HOME + 2; s++) {
            assert_near(national_stock(whole, q, s), national_stock(half, q, s), 1e-3);
        }
    }
    for (uint32_t y = 0; y < 10; y++) {
        assert_near(cohort_moves(whole, DI_NONE, DI_SETTING_HOME_CLOSED, 4 * y, 4 * y + 4),
                    cohort_moves(half, DI_NONE, DI_SETTING_HOME_CLOSED, 4 * y, 4 * y + 4),
                    1e-3);
        assert_near(cohort_moves(whole, DI_NONE, DI_SETTING_AGED_OUT, 4 * y, 4 * y + 4),
                    cohort_moves(half, DI_NONE, DI_SETTING_AGED_OUT, 4 * y, 4 * y + 4), 2e-3);
    }
    di_cohort_destroy(whole);
    di_cohort_destroy(half);
    di_warm_start_destroy(start);
}

static void children_are_conserved(void **state)
{
    (void)state;
    busy_country();
    struct di_warm_start *start = prepare();
    struct di_cohort *cohort = run(start, 30.0);
    double before = 0.0;
    double after = 0.0;
    for (uint16_t s = PLAIN_HOME; s < PLAIN_HOME + 2; s++) {
        before += cohort->opening[s * 2] + cohort->opening[s * 2 + 1];
        after += national_stock(cohort, cohort->quarters - 1, s);
    }
    assert_near(before, 1010.0, 1e-9);
    const double in = cohort_moves(cohort, DI_FROM_OUTSIDE_NEW, DI_NONE, 0, 40) +
                      cohort_moves(cohort, DI_FROM_OUTSIDE_RETURN, DI_NONE, 0, 40);
    double out = 0.0;
    const uint16_t sinks[4] = {DI_SETTING_HOME_CLOSED, DI_SETTING_DIED, DI_SETTING_AGED_OUT,
                               DI_SETTING_ADULT_INSTITUTION};
    for (uint32_t i = 0; i < 4; i++) {
        out += cohort_moves(cohort, DI_NONE, sinks[i], 0, 40);
    }
    assert_near(after - before, in - out, 1e-3);
    assert_near(cohort_moves(cohort, DI_FROM_OUTSIDE_NEW, DI_NONE, 0, 40),
                120.0 * plain.model.horizon_days / DI_DAYS_PER_YEAR, 1e-6);
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
}

/* The factor of a year must not know what changes within it: rates rise in the third. */
static void first_entries_leave_room_for_reentries(void **state)
{
    (void)state;
    static const double returns[2] = {60, 80};
    busy_country();
    plain.model.entries.include_reentries = true;
    plain.model.initial_stock.return_years = 2;
    plain.model.initial_stock.return_first_year = 2024;
    plain.model.initial_stock.returns = returns;
    struct di_warm_start *start = prepare();
    struct di_cohort *cohort = run(start, 30.0);
    for (uint32_t y = 0; y < 10; y++) {
        const double years = (di_result_quarter_first_day(&plain.model, 4 * y + 4) -
                              di_result_quarter_first_day(&plain.model, 4 * y)) /
                             DI_DAYS_PER_YEAR;
        const double again =
            cohort_moves(cohort, DI_FROM_OUTSIDE_RETURN, DI_NONE, 4 * y, 4 * y + 4);
        assert_true(again > 1.0);
        assert_near(cohort_moves(cohort, DI_FROM_OUTSIDE_NEW, DI_NONE, 4 * y, 4 * y + 4) +
                        again,
                    120.0 * years, y == 2 ? 1e-2 : 2e-3);
    }
    di_cohort_destroy(cohort);
    di_warm_start_destroy(start);
}

static void frailty_leaves_the_first_year_as_it_was(void **state)
{
    (void)state;
    busy_country();
    struct di_warm_start *start = prepare();
    struct di_cohort *plain_run = run(start, 30.0);
    const double wanted = cohort_moves(plain_run, DI_NONE, DI_SETTING_HOME_CLOSED, 0, 4);
    const double later = cohort_moves(plain_run, DI_NONE, DI_SETTING_HOME_CLOSED, 36, 40);
    di_cohort_destroy(plain_run);
    di_warm_start_destroy(start);
    busy_country();
    plain.model.policies.placement_frailty = 1.0;
    for (uint16_t s = PLAIN_HOME; s < PLAIN_HOME + 2; s++) {
        plain.pathways[s][0].is_frailty = true;
    }
    start = prepare();
    assert_true(di_warm_start_frailty_factor(start, PLAIN_HOME + 1) > 1.0);
    struct di_cohort *frail = run(start, 30.0);
    assert_near(cohort_moves(frail, DI_NONE, DI_SETTING_HOME_CLOSED, 0, 4), wanted, 1.5e-2);
    assert_true(cohort_moves(frail, DI_NONE, DI_SETTING_HOME_CLOSED, 36, 40) != later);
    di_cohort_destroy(frail);
    di_warm_start_destroy(start);
}

/* Three regions: a hair's difference in rates keeps them from being run as one. */
static double factor_with(const double *by_region)
{
    busy_country();
    plain.model.region_count = 3;
    plain.model.policies.placement_frailty = 1.0;
    for (uint16_t s = PLAIN_HOME; s < PLAIN_HOME + 2; s++) {
        plain.pathways[s][0].is_frailty = true;
        plain.pathways[s][0].hazard.factor.by_region = by_region;
    }
    struct di_warm_start *start = prepare();
    const double factor = di_warm_start_frailty_factor(start, PLAIN_HOME + 1);
    di_warm_start_destroy(start);
    return factor;
}

static void regions_that_agree_are_as_good_as_regions_apart(void **state)
{
    (void)state;
    static const double alike[3] = {1.0, 1.0, 1.0};
    static const double nearly[3] = {1.0, 1.0 + 1e-13, 1.0 - 1e-13};
    static const double apart[3] = {1.0, 2.0, 0.5};
    assert_near(factor_with(alike), factor_with(nearly), 1e-9);
    assert_true(fabs(factor_with(alike) - factor_with(apart)) > 1e-3);
}

static void pathways_by_request_are_refused_by_name(void **state)
{
    (void)state;
    weibull_home();
    plain.pathways[PLAIN_HOME][0].mode = plain_series(&plain, DI_MODE_BY_REQUEST);
    struct di_warm_start *start = prepare();
    struct di_cohort_options options;
    struct di_cohort *cohort = NULL;
    struct di_error error;
    di_cohort_options_defaults(&options);
    assert_status(di_cohort_run(&plain.model, start, &options, &cohort, &error),
                  DI_ERR_UNSUPPORTED);
    char text[512];
    (void)di_message_render(&error.message, NULL, text, sizeof text);
    assert_non_null(strstr(text, "a_home/home"));
    di_warm_start_destroy(start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_system_fills_as_v3_says),
        cmocka_unit_test(a_stationary_stock_stays_as_v9_says),
        cmocka_unit_test(a_chain_absorbs_as_its_matrix_says),
        cmocka_unit_test(half_the_step_changes_less_than_a_thousandth),
        cmocka_unit_test(children_are_conserved),
        cmocka_unit_test(first_entries_leave_room_for_reentries),
        cmocka_unit_test(frailty_leaves_the_first_year_as_it_was),
        cmocka_unit_test(regions_that_agree_are_as_good_as_regions_apart),
        cmocka_unit_test(pathways_by_request_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
