/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's money ends (MODEL 8.8, funding stop), or workers are away in a shock: fewer
 * hours, longer waits, in paired runs. */
#include <math.h>
#include <stdlib.h>

#include "di/cost_book.h"

#include "country.h"

enum { RUNS = 20, SEED = 3 };

/* Eight workers do all work for 120 entries a year and for the residents of an institution that
 * comes into scope in 2027; families are plenty, so hours decide. */
#define COUNTRY(more)                                                                          \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"regions\":{\"r\":{\"population_0_17\":90000}},"                                         \
    "\"reasons\":{\"any\":{\"children_per_year\":120}},"                                       \
    "\"entries\":{\"entry_cv\":0,\"group_size_shares\":[1]},"                                  \
    "\"policies\":{\"acceptance_share\":1,\"kin_at_entry_share\":0},"                          \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"pathways\":{"                           \
    "\"home\":{\"mode\":\"by_request\"},\"fam\":{\"mode\":\"by_request\"}}},"                  \
    "\"fam\":{\"kind\":\"foster\",\"capacity\":900,\"entry_ladder\":false}},"                  \
    "\"institutions\":{\"i\":{\"region\":\"r\",\"setting\":\"big\",\"capacity\":900,"          \
    "\"assess_from\":\"2027-01-01\"}},"                                                        \
    "\"initial_stock\":{\"margins\":[{\"by\":[\"institution\"],\"counts\":{\"i\":200}}]},"     \
    "\"roles\":{\"worker\":{\"kind\":\"generic\",\"turnover_per_year\":0,"                     \
    "\"cost_per_fte_year\":12000}},"                                                           \
    "\"resources\":{\"workers\":{\"w\":{\"region\":\"r\",\"role\":\"worker\",\"fte\":14}}"     \
    "}" more "}"

/* Days waited until the end of 2028 by requests of 2027 and 2028, all that ended or not. */
static double waited(const struct di_result *result)
{
    double days = 0, count = 0;
    const double first = 365 * 1440, last = 1096 * 1440;
    for (uint32_t i = 0; i < result->spell_count; i++) {
        const struct di_spell *spell = &result->spells[i];
        if (spell->kind != DI_SPELL_WAIT || spell->from < first || spell->from >= last)
            continue;
        days += fmin(spell->lasts, last - spell->from) / 1440.0;
        count++;
    }
    return count > 0 ? days / count : 0;
}

static double hours_of(const struct di_result *result, uint32_t quarter)
{
    return result->work.teams[quarter].hours_available;
}

/* Mean of the paired differences and its standard error. */
static void pair(struct country *a, struct country *b, double *mean, double *se)
{
    double sum = 0, squares = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        const double difference =
            waited(country_run(b, r, NULL)) - waited(country_run(a, r, NULL));
        sum += difference;
        squares += difference * difference;
    }
    *mean = sum / RUNS;
    *se = sqrt(fmax(squares / RUNS - *mean * *mean, 0) / (RUNS - 1));
}

#define FUND(ends)                                                                             \
    ",\"budget\":{\"sources\":{\"project\":{\"per_year\":60000," ends                          \
    "\"covers\":{\"roles\":{\"worker\":0.5}}}}}"

/* Of 14 workers the project pays 7, who go on 1 July 2027: hours of the third quarter are half
 * of what they were, and children wait longer. */
static void a_funding_stop_raises_waits(void **state)
{
    (void)state;
    struct country on, stopped;
    country_load(&on, COUNTRY(FUND("")), SEED);
    country_load(&stopped, COUNTRY(FUND("\"ends\":\"2027-07-01\",")), SEED);
    assert_near(hours_of(country_run(&stopped, 0, NULL), 6),
                hours_of(country_run(&on, 0, NULL), 6) / 2, 1e-6);
    assert_near(hours_of(stopped.result, 5), hours_of(on.result, 5), 1e-12);
    double mean, se;
    pair(&on, &stopped, &mean, &se);
    assert_true(mean > 0 && mean > 4 * se);
    country_destroy(&on);
    country_destroy(&stopped);
}

/* 30% of the workers away and 20% fewer hours of the rest for the year 2027: 0.56 of the hours
 * of each of its quarters. */
static void absence_in_a_shock_takes_hours_and_raises_waits(void **state)
{
    (void)state;
    struct country calm, shocked;
    country_load(&calm, COUNTRY(""), SEED);
    country_load(&shocked,
                 COUNTRY(",\"shocks\":{\"flu\":{\"start\":\"2027-01-01\",\"duration\":365,"
                         "\"hours\":0.8,\"absence_share\":0.3}}"),
                 SEED);
    (void)country_run(&calm, 0, NULL);
    (void)country_run(&shocked, 0, NULL);
    for (uint32_t q = 4; q < 8; q++)
        assert_near(hours_of(shocked.result, q), 0.56 * hours_of(calm.result, q), 1e-5);
    assert_near(hours_of(shocked.result, 3), hours_of(calm.result, 3), 1e-12);
    assert_near(hours_of(shocked.result, 8), hours_of(calm.result, 8), 1e-5);
    double mean, se;
    pair(&calm, &shocked, &mean, &se);
    assert_true(mean > 0 && mean > 4 * se);
    country_destroy(&calm);
    country_destroy(&shocked);
}

/* All residents go home on 1 April 2027, day 455, and are traced among the assessments of the
 * others, 16 hours each: by the end of the year the backlog is worked off. */
static void children_sent_home_are_traced_by_the_teams(void **state)
{
    (void)state;
#define SENT                                                                                   \
    ",\"shocks\":{\"war\":{\"start\":\"2027-04-01\",\"duration\":30,"                          \
    "\"discharge\":{\"share\":1,\"reentry_rr\":3}}}"
    struct country country;
    country_load(&country, COUNTRY(SENT), SEED);
    int64_t sent = 0, found = 0;
    const struct di_result *result = country_run(&country, 0, NULL);
    for (uint32_t q = 0; q < 8; q++) {
        const int32_t *tally = &result->tally[(size_t)q * DI_TALLIES];
        sent += tally[DI_TALLY_DISCHARGED];
        found += tally[DI_TALLY_TRACED];
        assert_true(found <= sent);
    }
    assert_true(sent > 100);
    assert_int_equal(found, sent);
    country_destroy(&country);
}

/* 14 workers of 12 000 for 90 of 365.25 days: 41 396.30; a line of 500 more for cars 1 724.85.
 */
static void workers_cost_what_they_are_paid(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 COUNTRY(",\"costs\":{\"lines\":{\"cars\":{\"basis\":\"fte_year\","
                         "\"price\":500,\"roles\":[\"worker\"]},"
                         "\"time\":{\"basis\":\"hour\",\"price\":1},"
                         "\"trips\":{\"basis\":\"visit\",\"price\":1}}}"),
                 SEED);
    const struct di_result *result = country_run(&country, 0, NULL);
    struct di_cost_book *book = NULL;
    assert_status(di_cost_book_create(country.model, &book), DI_OK);
    const uint32_t count = di_cost_book_accounts(book);
    int64_t *cents = calloc((size_t)count * di_cost_book_quarters(book) + 1, sizeof *cents);
    assert_non_null(cents);
    di_cost_book_fill(book, result, cents);
    assert_int_equal(count, 4);
    assert_int_equal(cents[0], llround(14 * 500 * 90 / DI_DAYS_PER_YEAR * 100));
    assert_int_equal(cents[1], llround(result->work.teams[0].hours_worked * 100));
    assert_int_equal(cents[2], 100 * (int64_t)result->work.regions[0].visits_made);
    assert_int_equal(cents[3], llround(14 * 12000 * 90 / DI_DAYS_PER_YEAR * 100));
    free(cents);
    di_cost_book_destroy(book);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_funding_stop_raises_waits),
        cmocka_unit_test(absence_in_a_shock_takes_hours_and_raises_waits),
        cmocka_unit_test(children_sent_home_are_traced_by_the_teams),
        cmocka_unit_test(workers_cost_what_they_are_paid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
