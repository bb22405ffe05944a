/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours of services beside care, and adoption by request (MODEL 6, 8.1, 8.7): what is worked is
 * what was asked for, and an adoption takes its file. */
#include <math.h>

#include "country.h"

enum { SEED = 9 };

/* Workers in plenty: 400 x 3.91 hours a day. */
#define WORKERS(activities, visits)                                                            \
    ",\"roles\":{\"worker\":{\"kind\":\"generic\",\"turnover_per_year\":0}},"                  \
    "\"resources\":{\"workers\":{\"w\":{\"region\":\"r\",\"role\":\"worker\",\"fte\":400}},"   \
    "\"activities\":{\"assessment\":{\"hours\":0,\"min_days\":0},"                             \
    "\"care_plan\":{\"hours\":0},\"tracing\":{\"hours\":0,\"min_days\":0},"                    \
    "\"renewal\":{\"hours\":0},\"preparation\":{\"hours\":0,\"min_days\":0,"                   \
    "\"disability_hours\":0},\"visit\":{\"hours\":2}," activities "},"                         \
    "\"travel_hours\":0" visits "}"

#define HEAD(years)                                                                            \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":" years "},"   \
    "\"regions\":{\"r\":{\"population_0_17\":90000}},"

static double hours_worked(const struct country *country)
{
    double hours = 0;
    for (uint32_t q = 0; q < country->result->dims.quarters; q++)
        hours += country->result->work.teams[q].hours_worked;
    return hours;
}

/* 1000 residents, all legally free; adopters come at 1 a year, the file takes 40 hours and 180
 * days. Nobody is adopted in the first 180 days, some three on the next; after t years 1 -
 * exp(-(t - 180/365.25)) are: at the end of 2027, two years less half a day of leap: 1 -
 * exp(-1.5065) = 0.7783, sd 13.1. */
#define ADOPTION(file)                                                                         \
    HEAD("2")                                                                                  \
    "\"policies\":{\"ageing\":false,\"legally_free_share\":1},\"entries\":{},"                 \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false,\"pathways\":{"    \
    "\"adopted\":{\"mode\":\"by_request\",\"rate_per_year\":1}}}},"                            \
    "\"institutions\":{\"i\":{\"region\":\"r\",\"setting\":\"big\",\"capacity\":1000}},"       \
    "\"initial_stock\":{\"margins\":[{\"by\":[\"institution\"],\"counts\":{\"i\":1000}}]"      \
    "}" file "}"

static void an_adoption_by_request_takes_its_file(void **state)
{
    (void)state;
    enum { CHILDREN = 1000 };
    struct country country;
    country_load(
        &country,
        ADOPTION(WORKERS("\"adoption_file\":{\"hours\":40,\"min_days\":\"180 days\"}", "")),
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_stock(&country, 0, "r", "big"), CHILDREN);   /* day 90 */
    assert_true(country_stock(&country, 1, "r", "big") >= CHILDREN - 12); /* day 181 */
    const double adopted = (double)country_arrivals(&country, DI_NONE, "adopted", 0);
    const double years = (730 - 180) / DI_DAYS_PER_YEAR;
    const double p = 1 - exp(-years);
    assert_true(fabs(adopted - CHILDREN * p) < 4 * sqrt(CHILDREN * p * (1 - p)));
    /* files begun: 1 - exp(-2), each 40 hours unless begun in the last days */
    const double begun = CHILDREN * (1 - exp(-730 / DI_DAYS_PER_YEAR));
    assert_true(fabs(hours_worked(&country) / 40 - begun) < 4 * sqrt(begun * exp(-2)) + 5);
    country_destroy(&country);
}

/* Without workers the file asks nobody: adopters take the child with them. */
static void without_workers_an_adoption_is_made_at_once(void **state)
{
    (void)state;
    enum { CHILDREN = 1000 };
    struct country country;
    country_load(&country, ADOPTION(""), SEED);
    (void)country_run(&country, 0, NULL);
    const double adopted = (double)country_arrivals(&country, DI_NONE, "adopted", 0);
    const double p = 1 - exp(-730 / DI_DAYS_PER_YEAR);
    assert_true(fabs(adopted - CHILDREN * p) < 4 * sqrt(CHILDREN * p * (1 - p)));
    country_destroy(&country);
}

#define FAMILIES(more)                                                                         \
    HEAD("2")                                                                                  \
    "\"policies\":{\"ageing\":false},"                                                         \
    "\"reasons\":{\"any\":{\"children_per_year\":400,\"prevention_effect_share\":0.5}},"       \
    "\"entries\":{\"entry_cv\":0},"                                                            \
    "\"services\":{\"prevention\":{\"coverage_share\":1,\"places\":\"unlimited\"}},"           \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false}},"                \
    "\"institutions\":{\"i\":{\"region\":\"r\",\"setting\":\"big\",\"capacity\":4000}}" more   \
    "}"

/* Ten hours for every family served, whether or not it keeps its children; the last of them
 * may still be under way: at most the hours of a few days. Who is prevented does not change. */
static void prevention_takes_its_hours(void **state)
{
    (void)state;
    struct country with, without;
    country_load(&with, FAMILIES(WORKERS("\"prevention\":{\"hours\":10}", "")), SEED);
    country_load(&without, FAMILIES(""), SEED);
    (void)country_run(&with, 0, NULL);
    (void)country_run(&without, 0, NULL);
    const double served = (double)country_tally(&with, DI_TALLY_PREVENTION_SERVED, 0);
    assert_true(served > 300);
    assert_true(hours_worked(&with) <= 10 * served + 1e-6);
    assert_true(hours_worked(&with) > 10 * served - 60);
    assert_int_equal(country_tally(&with, DI_TALLY_PREVENTED, 0),
                     country_tally(&without, DI_TALLY_PREVENTED, 0));
    country_destroy(&with);
    country_destroy(&without);
}

/* Twenty hours for each child diverted, none for those detained. */
static void diversion_takes_its_hours(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD("2") "\"entries\":{},"
                           "\"settings\":{\"colony\":{\"kind\":\"detention\"},"
                           "\"probation\":{\"kind\":\"diversion\",\"capacity\":500}},"
                           "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":200}},"
                           "\"diversion\":{\"share\":0.5}}" //
                 WORKERS("\"diversion\":{\"hours\":20}", "") "}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    const double diverted = (double)country_arrivals(&country, DI_NONE, "probation", 0);
    assert_true(diverted > 100);
    assert_true(hours_worked(&country) <= 20 * diverted + 1e-6);
    assert_true(hours_worked(&country) > 20 * diverted - 100);
    country_destroy(&country);
}

/* Residents turn 18; half leave to aftercare, each with 30 hours of support. */
static void aftercare_takes_its_hours(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD("3") "\"entries\":{},"
                           "\"settings\":{\"big\":{\"kind\":\"institution\","
                           "\"use_defaults\":false,"
                           "\"leaving_shares\":{\"aftercare\":0.5,\"independent\":0.5}}},"
                           "\"institutions\":{\"i\":{\"region\":\"r\",\"setting\":\"big\","
                           "\"capacity\":1000}},"
                           "\"initial_stock\":{\"margins\":[{\"by\":[\"institution\"],"
                           "\"counts\":{\"i\":1000}}]}" //
                 WORKERS("\"aftercare\":{\"hours\":30}", "") "}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    const double left = (double)country_mark(&country, DI_MARK_AGED_OUT_AFTERCARE);
    assert_true(left > 40);
    assert_true(hours_worked(&country) <= 30 * left + 1e-6);
    assert_true(hours_worked(&country) > 30 * left - 150);
    country_destroy(&country);
}

/* 40 young people in supported living for two years, one visit a month of 2 hours: 23 to 24
 * visits each, for a month is 30.4375 days and the stays began in between. They are no cases.
 */
static void supported_living_is_visited(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        HEAD("2") "\"policies\":{\"ageing\":false},\"entries\":{},"
                  "\"settings\":{\"flat\":{\"kind\":\"supported_independent\","
                  "\"use_defaults\":false,\"age_from_years\":15,\"capacity\":40}},"
                  "\"initial_stock\":{\"margins\":[{\"by\":[\"setting\",\"age_band\"],"
                  "\"counts\":{\"flat\":{\"age_15_17\":40}}}]}" //
        WORKERS("\"crisis\":{\"hours\":0}", ",\"visits\":{\"supported_per_month\":1}") "}",
        SEED);
    const struct di_result *result = country_run(&country, 0, NULL);
    assert_true(hours_worked(&country) >= 40 * 23 * 2 - 4);
    assert_true(hours_worked(&country) <= 40 * 24 * 2);
    double cases = 0;
    for (uint32_t q = 0; q < result->dims.quarters; q++)
        cases += result->work.regions[q].case_days;
    assert_near(cases, 0, 0);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adoption_by_request_takes_its_file),
        cmocka_unit_test(without_workers_an_adoption_is_made_at_once),
        cmocka_unit_test(prevention_takes_its_hours),
        cmocka_unit_test(diversion_takes_its_hours),
        cmocka_unit_test(aftercare_takes_its_hours),
        cmocka_unit_test(supported_living_is_visited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
