/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "di/warm_start.h"

#include "di_test.h"
#include "plain_model.h"

static struct plain_model plain;

static struct di_warm_start *prepare(void)
{
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(&plain.model, &diagnostics, &start, NULL), DI_OK);
    assert_int_equal(diagnostics.count, 0);
    di_diagnostics_finish(&diagnostics);
    return start;
}

static struct di_resident *draw(const struct di_warm_start *start, uint64_t seed,
                                uint64_t *count)
{
    struct di_resident *residents =
        calloc(di_warm_start_children_max(start) + 1, sizeof *residents);
    assert_non_null(residents);
    di_warm_start_draw(start, seed, 0, residents, count);
    return residents;
}

static void stock_by_age(double small, double older, double adult)
{
    plain_model_init(&plain);
    plain_constant(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, 0.2);
    struct di_margin *margin =
        plain_margin(&plain, 2, DI_DIMENSION_SETTING, DI_DIMENSION_AGE_BAND);
    plain_leaf(&plain, margin, PLAIN_HOME, 0, small);
    plain_leaf(&plain, margin, PLAIN_HOME, 2, older);
    plain_leaf(&plain, margin, PLAIN_HOME, 5, adult);
}

static uint32_t band_of(const struct di_resident *resident)
{
    uint32_t band = 0;
    while (band + 1 < plain.model.age_band_count &&
           di_day_at_age(resident->birth_day, plain.model.age_band_from[band + 1]) <= 0) {
        band++;
    }
    return band;
}

static void residents_have_the_ages_of_their_cells(void **state)
{
    (void)state;
    stock_by_age(30, 50, 7);
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    uint32_t bands[6] = {0};
    assert_int_equal(count, 87);
    for (uint64_t i = 0; i < count; i++) {
        const double age = -residents[i].birth_day / DI_DAYS_PER_YEAR;
        assert_true(residents[i].elapsed_years >= 0 && residents[i].elapsed_years <= age);
        bands[band_of(&residents[i])]++;
        assert_int_equal(residents[i].setting, PLAIN_HOME);
        assert_int_equal(residents[i].group, i);
    }
    assert_int_equal(bands[0], 30);
    assert_int_equal(bands[2], 50);
    assert_int_equal(bands[5], 7);
    free(residents);
    di_warm_start_destroy(start);
}

static void the_same_seed_draws_the_same_children(void **state)
{
    (void)state;
    stock_by_age(30, 50, 0);
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *first = draw(start, 5, &count);
    struct di_resident *second = draw(start, 5, &count);
    struct di_resident *other = draw(start, 6, &count);
    uint32_t differing = 0;
    for (uint64_t i = 0; i < count; i++) {
        assert_int_equal(first[i].birth_day, second[i].birth_day);
        assert_true(!(first[i].elapsed_years < second[i].elapsed_years) &&
                    !(first[i].elapsed_years > second[i].elapsed_years));
        assert_true(first[i].key == second[i].key);
        differing += first[i].birth_day != other[i].birth_day;
    }
    assert_true(differing > count / 2);
    free(first);
    free(second);
    free(other);
    di_warm_start_destroy(start);
}

static void stay_bands_bound_the_elapsed_stays(void **state)
{
    (void)state;
    static const double cuts[2] = {0.5, 2.0};
    stock_by_age(40, 60, 0);
    plain.model.initial_stock.stay_band_cuts = 2;
    plain.model.initial_stock.stay_cut_years = cuts;
    struct di_margin *stays = plain_margin(&plain, 1, DI_DIMENSION_STAY, DI_DIMENSIONS);
    plain_leaf(&plain, stays, 0, 0, 20);
    plain_leaf(&plain, stays, 1, 0, 30);
    plain_leaf(&plain, stays, 2, 0, 50);
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    uint32_t found[3] = {0};
    for (uint64_t i = 0; i < count; i++) {
        found[residents[i].elapsed_years < 0.5   ? 0
              : residents[i].elapsed_years < 2.0 ? 1
                                                 : 2]++;
    }
    assert_int_equal(found[0], 20);
    assert_int_equal(found[1], 30);
    assert_int_equal(found[2], 50);
    free(residents);
    di_warm_start_destroy(start);
}

static void siblings_share_a_place_in_the_share_asked_for(void **state)
{
    (void)state;
    stock_by_age(1000, 3000, 0);
    plain.model.entries.group_size_share[0] = 0.6;
    plain.model.entries.group_size_share[1] = 0.3;
    plain.model.entries.group_size_share[2] = 0.1;
    plain.model.entries.mean_group_size = 1.5;
    plain.model.initial_stock.sibling_share.series = plain_series(&plain, 0.4);
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    uint32_t siblings = 0;
    for (uint64_t i = 0; i < count; i++) {
        const uint32_t g = residents[i].group;
        siblings += (i > 0 && residents[i - 1].group == g) ||
                    (i + 1 < count && residents[i + 1].group == g);
        assert_true(i == 0 ? g == 0
                           : g == residents[i - 1].group || g == residents[i - 1].group + 1);
    }
    assert_near((double)siblings / (double)count, 0.4, 0.08);
    free(residents);
    di_warm_start_destroy(start);
}

static void contradicting_counts_are_refused(void **state)
{
    (void)state;
    stock_by_age(30, 50, 0);
    struct di_margin *sexes = plain_margin(&plain, 1, DI_DIMENSION_SEX, DI_DIMENSIONS);
    plain_leaf(&plain, sexes, DI_FEMALE, 0, 40);
    plain_leaf(&plain, sexes, DI_MALE, 0, 60);
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    struct di_error error;
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(&plain.model, &diagnostics, &start, &error),
                  DI_ERR_INCONSISTENT);
    assert_int_equal(diagnostics.errors, 1);
    assert_null(start);
    di_diagnostics_finish(&diagnostics);
}

static void residents_outside_the_age_range_are_refused(void **state)
{
    (void)state;
    stock_by_age(30, 50, 0);
    plain.settings[PLAIN_HOME].age_to_years = 4.0;
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(&plain.model, &diagnostics, &start, NULL),
                  DI_ERR_INCONSISTENT);
    assert_true(diagnostics.errors > 0);
    di_diagnostics_finish(&diagnostics);
}

static void frailty_given_a_long_stay_is_low(void **state)
{
    (void)state;
    stock_by_age(0, 4000, 0);
    plain.pathways[PLAIN_HOME][0].is_frailty = true;
    plain.model.policies.placement_frailty = 1.0;
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    double ratio = 0.0; /* Z (1/theta + H) / (1/theta) has mean 1 whatever the stay */
    for (uint64_t i = 0; i < count; i++) {
        ratio += residents[i].frailty * (1.0 + 0.2 * residents[i].elapsed_years);
    }
    assert_near(ratio / (double)count, 1.0, 0.06);
    free(residents);
    di_warm_start_destroy(start);
}

/* Beside 100 residents; re-entry at .3 a year. */
static void home_pool_of(const double returns[2])
{
    stock_by_age(100, 0, 0);
    plain_constant(&plain, DI_SETTING_HOME_CLOSED, DI_PATH_REENTRY, DI_SETTING_HOME_CLOSED, 0.3)
        ->clock = DI_CLOCK_HOME;
    plain.model.initial_stock.return_years = 2;
    plain.model.initial_stock.return_first_year = 2024;
    plain.model.initial_stock.returns = returns;
}

static void the_home_pool_holds_those_who_have_not_come_back(void **state)
{
    (void)state;
    static const double returns[2] = {3000, 3000}; /* 2024, 2025 */
    home_pool_of(returns);
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    assert_true(count > 100);
    for (uint64_t i = 0; i < 100; i++)
        assert_int_not_equal(residents[i].setting, DI_SETTING_HOME_CLOSED);
    /* two years of returns, each kept with exp(-0.3 u) */
    assert_near((double)(count - 100), 3000.0 * (1.0 - exp(-0.6)) / 0.3, 0.03);
    for (uint64_t i = 100; i < count; i++) {
        assert_int_equal(residents[i].setting, DI_SETTING_HOME_CLOSED);
        assert_true(residents[i].elapsed_years > 0.0 && residents[i].elapsed_years < 2.003);
        assert_true(-residents[i].birth_day / DI_DAYS_PER_YEAR >
                    residents[i].elapsed_years - 0.01);
    }
    free(residents);
    di_warm_start_destroy(start);
}

/* MODEL 5.4: each group carries a Z of its own, of mean 1 and variance theta. */
static void the_home_pool_has_frailty(void **state)
{
    (void)state;
    static const double returns[2] = {3000, 3000};
    home_pool_of(returns);
    plain.model.policies.placement_frailty = 0.5;
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    double sum = 0.0;
    double squares = 0.0;
    for (uint64_t i = 100; i < count; i++) {
        sum += residents[i].frailty;
        squares += residents[i].frailty * residents[i].frailty;
    }
    const double n = (double)(count - 100);
    assert_near(sum / n, 1.0, 0.05);
    assert_near(squares / n - sum / n * sum / n, 0.5, 0.15);
    free(residents);
    di_warm_start_destroy(start);
}

static size_t warnings_at(double rate_per_year)
{
    struct di_diagnostics diagnostics;
    struct di_warm_start *start = NULL;
    stock_by_age(3000, 5000, 0);
    plain.model.policies.placement_frailty = 5;
    plain_constant(&plain, PLAIN_HOME, DI_PATH_HOME, DI_SETTING_HOME_CLOSED, rate_per_year)
        ->is_frailty = true;
    di_diagnostics_init(&diagnostics);
    assert_status(di_warm_start_prepare(&plain.model, &diagnostics, &start, NULL), DI_OK);
    const size_t count = diagnostics.count;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(diagnostics.items[i].severity, DI_SEVERITY_WARNING);
        assert_string_equal(diagnostics.items[i].pointer, "/policies/placement_frailty");
    }
    di_diagnostics_finish(&diagnostics);
    di_warm_start_destroy(start);
    return count;
}

/* No factor makes of a stock whose Z varies so much one that nearly all leave in a year. */
static void exits_that_frailty_cannot_keep_are_told(void **state)
{
    (void)state;
    assert_int_equal(warnings_at(0.2), 0);
    assert_int_equal(warnings_at(1), 0);
    assert_int_equal(warnings_at(10), 1);
}

/* Two years of returns, re-entry at .3 a year while monitored and .6 after: of those who went
 * home in the last 365 days half are still visited, and none of the others. */
static void families_of_recent_returns_are_still_visited(void **state)
{
    (void)state;
    static const double returns[2] = {30000, 30000}; /* 2024, 2025 */
    home_pool_of(returns);
    plain.model.initial_stock.monitored_share = 0.5;
    plain.model.policies.closed_reentry_rr = 2;
    struct di_warm_start *start = prepare();
    uint64_t count;
    struct di_resident *residents = draw(start, 1, &count);
    double monitored = 0;
    for (uint64_t i = 100; i < count; i++) {
        const bool is_monitored = residents[i].setting == DI_SETTING_HOME_MONITORED;
        assert_true(is_monitored || residents[i].setting == DI_SETTING_HOME_CLOSED);
        assert_true(!is_monitored || residents[i].elapsed_years * DI_DAYS_PER_YEAR < 365);
        monitored += is_monitored;
    }
    const double kept = 15000 * (1 - exp(-0.3)) / 0.3;
    assert_near(monitored, kept, 4 * sqrt(kept));
    const double closed = 15000 * (1 - exp(-0.6)) / 0.6 + 30000 * (exp(-0.6) - exp(-1.2)) / 0.6;
    assert_near((double)(count - 100) - monitored, closed, 4 * sqrt(closed));
    free(residents);
    di_warm_start_destroy(start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residents_have_the_ages_of_their_cells),
        cmocka_unit_test(the_same_seed_draws_the_same_children),
        cmocka_unit_test(stay_bands_bound_the_elapsed_stays),
        cmocka_unit_test(siblings_share_a_place_in_the_share_asked_for),
        cmocka_unit_test(contradicting_counts_are_refused),
        cmocka_unit_test(residents_outside_the_age_range_are_refused),
        cmocka_unit_test(the_home_pool_holds_those_who_have_not_come_back),
        cmocka_unit_test(families_of_recent_returns_are_still_visited),
        cmocka_unit_test(the_home_pool_has_frailty),
        cmocka_unit_test(exits_that_frailty_cannot_keep_are_told),
        cmocka_unit_test(frailty_given_a_long_stay_is_low),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
