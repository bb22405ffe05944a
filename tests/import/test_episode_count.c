/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and exposure of a few children, worked out by hand. */
#include <stdlib.h>

#include "di/time.h"

#include "di_test.h"
#include "episode_count.h"
#include "episode_withhold.h"

enum { FOSTER, HOMES, HOME, INDEPENDENT, PLACES };

static const struct di_episode_place places[PLACES] = {
    [FOSTER] = {"foster", NULL, "foster", DI_EPISODE_CARE},
    [HOMES] = {"homes", NULL, "institution", DI_EPISODE_CARE},
    [HOME] = {"home", NULL, NULL, DI_EPISODE_HOME},
    [INDEPENDENT] = {"independent", NULL, NULL, DI_EPISODE_INDEPENDENT}};

/* Bands 0-2, 3-17, 18+; years 2020 and 2021; the scenario starts in 2022. */
static const struct di_episode_window window = {2020, 2021, 2022, 3, {0, 3, 18}, false};

enum { BABY, TEEN, ADULT, CHILDREN };
static const struct di_episode_child children[CHILDREN] = {
    [BABY] = {.birth_month = 12 * 2019},
    [TEEN] = {.birth_month = 12 * 2005 + 5, .sex = 1, .disability = 2},
    [ADULT] = {.birth_month = 12 * 2003 + 3, .sex = 1}};

static int32_t on(int32_t year, int32_t month, int32_t day)
{
    return di_date_from_civil(year, month, day);
}

static void count(struct di_episode_row *rows, size_t row_count,
                  struct di_episode_counts *counts)
{
    struct di_episode_histories histories;
    assert_true(di_episode_histories_build(&histories, rows, row_count, children, places));
    assert_true(
        di_episode_counts_make(counts, &window, &histories, children, places, PLACES, 1, 1));
    di_episode_histories_finish(&histories);
}

static double years_of(const struct di_episode_counts *counts, int setting)
{
    double sum = 0;
    for (int b = 0; b < DI_EPISODE_BANDS_MAX; b++)
        for (int p = 0; p < DI_EPISODE_PIECES; p++)
            sum += counts->settings[setting].child_years[b][p];
    return sum;
}

/* In foster care since 1 July 2019, so only from 1 January 2020 on and already half a year in
 * care; home on 1 January 2021; back in a home on 1 April 2021, still there at the end. */
static void test_time_is_cut_on_both_sides(void **state)
{
    struct di_episode_row rows[] = {
        {.child = BABY,
         .from = on(2019, 7, 1),
         .to = on(2021, 1, 1),
         .setting = FOSTER,
         .exit = HOME},
        {.child = BABY, .from = on(2021, 4, 1), .to = DI_EPISODE_OPEN, .setting = HOMES}};
    struct di_episode_counts counts;
    (void)state;
    count(rows, 2, &counts);
    const struct di_episode_setting_counts *foster = &counts.settings[FOSTER];
    /* 1 July 2019 plus 365 days (a year, in whole days) is 30 June 2020 */
    assert_near(foster->child_years[0][2], 181 / 365.25, 1e-12); /* up to it */
    assert_near(foster->child_years[0][3], 185 / 365.25, 1e-12); /* from it on */
    assert_near(years_of(&counts, FOSTER), 366 / 365.25, 1e-12);
    assert_true(foster->exits[HOME].count[0][3] == 1);
    assert_near(years_of(&counts, HOMES), 275 / 365.25, 1e-12);
    assert_true(counts.settings[HOMES].arrivals[0] == 1);
    assert_true(counts.returns == 1 && counts.entries == 0);
    assert_near(counts.home_years[0], 90 / 365.25, 1e-12);
    assert_true(counts.home_returns[0] == 1);
    assert_true(counts.went_home[0] == 1); /* in the year before the start */
    assert_true(counts.years[0].opening == 1 && counts.years[0].closing == 1);
    assert_true(counts.years[1].exits == 1 && counts.years[1].returns == 1);
    assert_true(counts.years[1].closing == 1);
    assert_true(counts.stock == 1);
    assert_true(counts.settings[HOMES].stock[0][2] == 1); /* 275 days, half a year to a year */
    di_episode_counts_finish(&counts);
}

/* The same, where returns count as first entries. */
static void test_returns_may_be_joined(void **state)
{
    struct di_episode_row rows[] = {
        {.child = BABY, .from = on(2019, 7, 1), .to = on(2021, 1, 1), .exit = HOME},
        {.child = BABY, .from = on(2021, 4, 1), .to = DI_EPISODE_OPEN, .setting = HOMES}};
    struct di_episode_window joined = window;
    struct di_episode_histories histories;
    struct di_episode_counts counts;
    (void)state;
    joined.joins_returns = true;
    assert_true(di_episode_histories_build(&histories, rows, 2, children, places));
    assert_true(
        di_episode_counts_make(&counts, &joined, &histories, children, places, PLACES, 1, 1));
    assert_true(counts.returns == 0 && counts.entries == 1 && counts.home_returns[0] == 0);
    assert_true(counts.years[1].closing == 1);
    di_episode_histories_finish(&histories);
    di_episode_counts_finish(&counts);
}

/* Born in June 2005: third birthdays and 18ths do not matter. A move inside the window is an
 * event of the setting left, at the time spent the day before. */
static void test_moves_are_events(void **state)
{
    struct di_episode_row rows[] = {{.child = TEEN,
                                     .from = on(2020, 3, 1),
                                     .to = on(2020, 5, 31),
                                     .setting = HOMES,
                                     .exit = DI_EPISODE_GOES_ON},
                                    {.child = TEEN,
                                     .from = on(2020, 5, 31),
                                     .to = on(2021, 3, 1),
                                     .setting = FOSTER,
                                     .exit = DI_EPISODE_UNSTATED}};
    struct di_episode_counts counts;
    (void)state;
    count(rows, 2, &counts);
    assert_true(counts.settings[HOMES].exits[FOSTER].count[1][0] == 1); /* after 91 days */
    assert_true(counts.settings[FOSTER].exits[PLACES].count[1][2] == 1);
    assert_true(counts.entries == 1 && counts.reasons[0].by_age[14] == 1);
    assert_true(counts.entries_by_sex[1] == 1 && counts.entries_by_disability[2] == 1);
    assert_true(counts.years[0].exits == 0 && counts.years[1].exits == 1);
    assert_true(counts.years[0].moves[HOMES * (PLACES + 1) + FOSTER] == 1);
    assert_true(counts.stock == 0);
    di_episode_counts_finish(&counts);
}

/* Born in April 2003, 18 in April 2021. One leaves in May: at 18, no event of a rate, and no
 * time after the birthday. */
static void test_leaving_at_18(void **state)
{
    struct di_episode_row rows[] = {{.child = ADULT,
                                     .from = on(2021, 1, 1),
                                     .to = on(2021, 5, 20),
                                     .setting = FOSTER,
                                     .exit = INDEPENDENT}};
    struct di_episode_counts counts;
    (void)state;
    count(rows, 1, &counts);
    assert_true(counts.settings[FOSTER].left_at_18 == 1);
    assert_true(counts.settings[FOSTER].stayed_at_18 == 0);
    assert_true(counts.leaving[1] == 1);
    assert_near(years_of(&counts, FOSTER), 104 / 365.25, 0.02);
    for (int b = 0; b < 3; b++)
        for (int p = 0; p < DI_EPISODE_PIECES; p++)
            assert_true(counts.settings[FOSTER].exits[INDEPENDENT].count[b][p] == 0);
    assert_true(counts.years[1].exits == 1);
    di_episode_counts_finish(&counts);
}

/* The same, gone in August: stayed at 18, and leaves as an adult by a rate. */
static void test_staying_at_18(void **state)
{
    struct di_episode_row rows[] = {{.child = ADULT,
                                     .from = on(2021, 1, 1),
                                     .to = on(2021, 8, 20),
                                     .setting = FOSTER,
                                     .exit = INDEPENDENT}};
    struct di_episode_counts counts;
    (void)state;
    count(rows, 1, &counts);
    assert_true(counts.settings[FOSTER].left_at_18 == 0);
    assert_true(counts.settings[FOSTER].stayed_at_18 == 1);
    assert_true(counts.settings[FOSTER].exits[INDEPENDENT].count[2][2] == 1);
    assert_near(years_of(&counts, FOSTER), 231 / 365.25, 1e-12);
    di_episode_counts_finish(&counts);
}

/* ---- small counts ---- */

/* Of parts of a shown whole: the small one and the next smallest; three, if two come to less
 * than five together; nobody is no secret. */
static void test_withheld_parts(void **state)
{
    const double one[] = {100, 3, 40, 9}, few[] = {2, 2, 50}, nobody[] = {100, 0, 7};
    bool is_withheld[4];
    struct di_episodes *book = calloc(1, sizeof *book);
    (void)state;
    assert_non_null(book);
    book->request.suppress = 5;
    assert_int_equal(di_episode_withhold_parts(book, one, 4, is_withheld), 2);
    assert_true(is_withheld[1] && is_withheld[3]);
    assert_int_equal(di_episode_withhold_parts(book, few, 3, is_withheld), 3);
    assert_int_equal(di_episode_withhold_parts(book, nobody, 3, is_withheld), 0);
    book->request.suppress = 0;
    assert_int_equal(di_episode_withhold_parts(book, one, 4, is_withheld), 0);
    free(book);
}

/* ---- rates ---- */

/* Events that the fitted rate expects in an age. */
static double expected(const struct di_episode_rate *rate,
                       double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES], int band)
{
    double sum = 0;
    for (int p = 0; p < DI_EPISODE_PIECES; p++) {
        uint32_t piece = rate->pieces - 1;
        while (piece > 0 && di_episode_piece_from[p] < rate->from_years[piece])
            piece--;
        sum += years[band][p] * rate->per_year[piece] * rate->by_band[band];
    }
    return sum;
}

/* 40 events in 100 years of the first quarter, 20 in 200 years of the next: two pieces, since
 * each has ten events, and the rest of the time (no event in 100 years) goes with the second.
 */
static void test_pieces_are_joined(void **state)
{
    double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES] = {{100, 200, 50, 50}};
    struct di_episode_events events = {{{40, 20}}};
    struct di_episode_rate rate;
    (void)state;
    di_episode_rate_fit(&rate, years, &events, 1, 10, false);
    assert_int_equal(rate.pieces, 2);
    assert_near(rate.from_years[1], 0.25, 1e-15);
    assert_near(rate.per_year[0], 0.4, 1e-12);
    assert_near(rate.per_year[1], 20 / 300.0, 1e-12);
    assert_false(rate.has_ages);
    assert_near(expected(&rate, years, 0), 60, 1e-12);
}

/* Two ages with 50 and 0 events in 100 years each. The pooled rate 0.25 expects 25 of each, and
 * a weight of one event draws them to 51/26 and 1/26; the rate is then scaled so that all 50
 * are expected: multipliers in the proportion 51 to 1, mean 1. */
static void test_ages_are_drawn_together(void **state)
{
    double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES] = {{100}, {100}};
    struct di_episode_events events = {{{50}, {0}}};
    struct di_episode_rate rate;
    (void)state;
    di_episode_rate_fit(&rate, years, &events, 2, 10, true);
    assert_true(rate.has_ages);
    assert_near(rate.per_year[0], 0.25, 1e-9);
    assert_near(rate.by_band[0], 2 * 51 / 52.0, 1e-9);
    assert_near(rate.by_band[1], 2 * 1 / 52.0, 1e-9);
    assert_near(expected(&rate, years, 0) + expected(&rate, years, 1), 50, 1e-9);
}

/* Time and age both matter: rates 0.8 and 0.2, multipliers 1.5 and 0.5 give these events
 * exactly (weights of one event pull by under 1%). */
static void test_time_and_age(void **state)
{
    double years[DI_EPISODE_BANDS_MAX][DI_EPISODE_PIECES] = {{1000, 500}, {500, 2000}};
    struct di_episode_events events = {{{1200, 150}, {200, 200}}};
    struct di_episode_rate rate;
    (void)state;
    di_episode_rate_fit(&rate, years, &events, 2, 10, true);
    assert_near(rate.per_year[0] * rate.by_band[0], 1.2, 0.005);
    assert_near(rate.per_year[1] * rate.by_band[0], 0.3, 0.005);
    assert_near(rate.per_year[0] * rate.by_band[1], 0.4, 0.01);
    assert_near(rate.per_year[1] * rate.by_band[1], 0.1, 0.01);
}

/* Exact Poisson limits: 0 events 0 to 3.6889, 10 events 4.7954 to 18.3904 (Garwood 1936). */
static void test_intervals(void **state)
{
    double low, high;
    (void)state;
    di_episode_rate_interval(0, 2, &low, &high);
    assert_true(low == 0);
    assert_near(high, 3.68888 / 2, 1e-5);
    di_episode_rate_interval(10, 1, &low, &high);
    assert_near(low, 4.79539, 1e-5);
    assert_near(high, 18.39036, 1e-5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_is_cut_on_both_sides),
        cmocka_unit_test(test_returns_may_be_joined),
        cmocka_unit_test(test_moves_are_events),
        cmocka_unit_test(test_leaving_at_18),
        cmocka_unit_test(test_staying_at_18),
        cmocka_unit_test(test_withheld_parts),
        cmocka_unit_test(test_pieces_are_joined),
        cmocka_unit_test(test_ages_are_drawn_together),
        cmocka_unit_test(test_time_and_age),
        cmocka_unit_test(test_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
