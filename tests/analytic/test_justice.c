/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The justice strand (MODEL 8.7) against queues with known answers, and apart from care. */
#include <math.h>

#include "country.h"
#include "model_index.h"

enum { SEED = 5 };

#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":8},"           \
    "\"regions\":{\"r\":{\"population_0_17\":90000}},\"entries\":{\"entry_cv\":0},"            \
    "\"settings\":{\"colony\":{\"kind\":\"detention\",\"use_defaults\":false,"                 \
    "\"pathways\":{\"home\":{\"rate_per_year\":1}}},"                                          \
    "\"probation\":{\"kind\":\"diversion\",\"capacity\":25,\"use_defaults\":false,"            \
    "\"pathways\":{\"home\":{\"rate_per_year\":2}}}},"

/* 200 cases a year, nobody diverted, release at 1 a year from an empty start: after 3 years a
 * Poisson stock of mean 200 (1 - exp(-3)) = 190.04; over 60 runs its mean has sd 1.78. */
static void detention_fills_like_an_unlimited_service(void **state)
{
    (void)state;
    enum { RUNS = 60 };
    struct country country;
    country_load(&country,
                 HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":200}}}}",
                 SEED);
    double sum = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        (void)country_run(&country, r, NULL);
        sum += country_stock(&country, 11, "r", "colony");
    }
    const double years =
        (di_date_from_civil(2029, 1, 1) - di_date_from_civil(2026, 1, 1)) / DI_DAYS_PER_YEAR;
    const double mean = 200 * (1 - exp(-years));
    assert_true(fabs(sum / RUNS - mean) < 4 * sqrt(mean / RUNS));
    country_destroy(&country);
}

/* Of 100 cases a year 0.8 x 0.5 = 40 are to be diverted; completion at 2 a year and 25 places:
 * Erlang B of 20 and 25, 0.0502178, find none. Cases to be diverted after two years of warm-up
 * are what came and what was turned away: 240 a run, 120 runs. */
static void full_diversion_turns_away_as_erlang_says(void **state)
{
    (void)state;
    enum { RUNS = 120, WARM = 8 };
    struct country country;
    country_load(&country,
                 HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":100,"
                      "\"eligible_share\":0.5}},\"diversion\":{\"share\":0.8}}}",
                 SEED);
    double refused = 0, asked = 0, squares = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        (void)country_run(&country, r, NULL);
        const double none = (double)country_tally(&country, DI_TALLY_DIVERSION_FULL, WARM);
        const double came = (double)country_arrivals(&country, DI_NONE, "probation", WARM);
        refused += none;
        asked += none + came;
        const double gap = none - 0.0502177819 * (none + came);
        squares += gap * gap;
    }
    assert_true(fabs(refused - 0.0502177819 * asked) < 4 * sqrt(squares));
    assert_true(fabs(asked - RUNS * 240.0) < 4 * sqrt(RUNS * 240.0));
    country_destroy(&country);
}

/* 30% to foster families, of which there are none: all go home. With families, three in ten do
 * not, sd of the share 0.3 over some 1400 releases 0.0122. */
static void release_follows_its_shares_where_there_is_a_place(void **state)
{
    (void)state;
#define RELEASED(families)                                                                     \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":8},"           \
    "\"regions\":{\"r\":{\"population_0_17\":90000}},\"entries\":{\"entry_cv\":0},"            \
    "\"policies\":{\"ageing\":false,\"acceptance_share\":1},"                                  \
    "\"settings\":{\"colony\":{\"kind\":\"detention\",\"use_defaults\":false,"                 \
    "\"pathways\":{\"home\":{\"rate_per_year\":1}}},"                                          \
    "\"fam\":{\"kind\":\"foster\",\"use_defaults\":false,\"capacity\":" families "}},"         \
    "\"justice\":{\"offences\":{\"any\":{\"per_100k_per_year\":1000}},"                        \
    "\"release\":{\"home\":0.7,\"foster\":0.3}}}"
    struct country country;
    country_load(&country, RELEASED("0"), SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_arrivals(&country, DI_NONE, "fam", 0), 0);
    assert_true(country_arrivals(&country, DI_NONE, "home_closed", 0) > 1000);
    country_destroy(&country);
    country_load(&country, RELEASED("5000"), SEED);
    (void)country_run(&country, 0, NULL);
    const double foster = (double)country_arrivals(&country, DI_NONE, "fam", 0);
    const double released =
        foster + (double)country_arrivals(&country, DI_NONE, "home_closed", 0);
    assert_true(released > 1000);
    assert_true(fabs(foster / released - 0.3) < 4 * sqrt(0.21 / released));
    country_destroy(&country);
}

/* More diversion only takes children out of detention: the same cases come. */
static void a_rise_of_diversion_moves_cases_and_adds_none(void **state)
{
    (void)state;
    int64_t detained[2], all[2];
    for (uint32_t k = 0; k < 2; k++) {
        struct country country;
        country_load(&country,
                     k == 0 ? HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":"
                                   "20}},\"diversion\":{\"share\":0.2}}}"
                            : HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":"
                                   "20}},\"diversion\":{\"share\":0.6}}}",
                     SEED);
        (void)country_run(&country, 0, NULL);
        detained[k] = country_arrivals(&country, DI_NONE, "colony", 0);
        all[k] = detained[k] + country_arrivals(&country, DI_NONE, "probation", 0);
        country_destroy(&country);
    }
    assert_int_equal(all[0], all[1]);
    assert_true(detained[1] < detained[0]);
}

/* Care with and without the strand: every stock, child-day and move of care is the same. */
static void care_does_not_see_the_strand(void **state)
{
    (void)state;
#define WITH_CARE(justice)                                                                     \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"regions\":{\"r\":{\"population_0_17\":90000}},\"entries\":{},"                          \
    "\"reasons\":{\"any\":{\"children_per_year\":80}},"                                        \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"capacity\":200},"                       \
    "\"colony\":{\"kind\":\"detention\"}}" justice "}"
    struct country with, without;
    country_load(&without, WITH_CARE(""), SEED);
    country_load(&with,
                 WITH_CARE(",\"justice\":{\"offences\":{\"any\":{\"children_per_year\":90}}}"),
                 SEED);
    (void)country_run(&without, 0, NULL);
    (void)country_run(&with, 0, NULL);
    assert_true(country_stock(&with, 15, "r", "colony") > 0);
    assert_int_equal(country_stock(&without, 15, "r", "colony"), 0);
    const struct di_result_dims *dims = &with.result->dims;
    for (uint32_t q = 0; q < dims->quarters; q++)
        for (uint32_t s = 0; s < dims->settings; s++) {
            const size_t at = di_result_stock_index(dims, q, 0, s, 0);
            if (s == model_find_setting(with.model, "colony"))
                continue;
            for (uint32_t cell = 0; cell < dims->cells; cell++) {
                assert_int_equal(with.result->stock[at + cell],
                                 without.result->stock[at + cell]);
                assert_true(with.result->child_time[at + cell] ==
                            without.result->child_time[at + cell]);
            }
        }
    assert_int_equal(country_arrivals(&with, DI_NONE, "big", 0),
                     country_arrivals(&without, DI_NONE, "big", 0));
    country_destroy(&with);
    country_destroy(&without);
}

/* Cases come at 200 a year, thrice that in the second quarter of 2027, which lasts 91 days:
 * 149.5 a run; the rest of the year is case by case what it is without the shock. Care's own
 * entries have a factor of their own. */
static void a_shock_multiplies_cases_while_it_lasts(void **state)
{
    (void)state;
    enum { RUNS = 40, QUARTERS = 12 };
#define CASES "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":200}}}"
    struct country plain, shocked;
    country_load(&plain, HEAD CASES "}", SEED);
    country_load(&shocked,
                 HEAD CASES ",\"shocks\":{\"war\":{\"start\":\"2027-04-01\",\"duration\":91,"
                            "\"entries\":0,\"justice_cases\":3}}}",
                 SEED);
    double during = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        int64_t cases[2][QUARTERS + 1];
        (void)country_run(&plain, r, NULL);
        (void)country_run(&shocked, r, NULL);
        for (uint32_t q = 0; q <= QUARTERS; q++) {
            cases[0][q] = country_arrivals(&plain, DI_NONE, "colony", q);
            cases[1][q] = country_arrivals(&shocked, DI_NONE, "colony", q);
        }
        for (uint32_t q = 0; q < QUARTERS; q++)
            if (q != 5)
                assert_int_equal(cases[0][q] - cases[0][q + 1], cases[1][q] - cases[1][q + 1]);
        during += (double)(cases[1][5] - cases[1][6]);
    }
    const double mean = RUNS * 600 * 91 / DI_DAYS_PER_YEAR;
    assert_true(fabs(during - mean) < 4 * sqrt(mean));
    country_destroy(&plain);
    country_destroy(&shocked);
}

/* Nobody is released while the shock holds hazards at 0, and no case comes: the stock of its
 * first day is that of its last. */
static void a_shock_holds_releases(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD CASES ",\"shocks\":{\"war\":{\"start\":\"2027-04-01\",\"duration\":183,"
                            "\"hazards\":{\"home\":0},\"justice_cases\":0}}}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    const int32_t before = country_stock(&country, 4, "r", "colony");
    assert_true(before > 50);
    assert_int_equal(country_stock(&country, 5, "r", "colony"), before);
    assert_int_equal(country_stock(&country, 6, "r", "colony"), before);
    assert_true(country_stock(&country, 7, "r", "colony") != before);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(detention_fills_like_an_unlimited_service),
        cmocka_unit_test(full_diversion_turns_away_as_erlang_says),
        cmocka_unit_test(release_follows_its_shares_where_there_is_a_place),
        cmocka_unit_test(a_rise_of_diversion_moves_cases_and_adds_none),
        cmocka_unit_test(care_does_not_see_the_strand),
        cmocka_unit_test(a_shock_multiplies_cases_while_it_lasts),
        cmocka_unit_test(a_shock_holds_releases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
