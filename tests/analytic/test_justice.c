/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The justice strand (MODEL 8.7) against queues with known answers, and apart from care. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/care.h"
#include "di/scenario.h"

#include "di_test.h"

struct country {
    struct di_scenario *scenario;
    struct di_warm_start *start;
    struct di_care *care;
    struct di_result *result;
};

static void fail_with(const struct di_error *error)
{
    char text[1000];
    (void)di_message_render(&error->message, NULL, text, sizeof text);
    fail_msg("%s: %s", error->where, text);
}

static void load(struct country *country, const char *text)
{
    struct di_error error = {0};
    struct di_diagnostics diagnostics;
    di_diagnostics_init(&diagnostics);
    *country = (struct country){0};
    if (di_scenario_load_text(text, strlen(text), "test", &diagnostics, &country->scenario,
                              &error) != DI_OK)
        fail_with(&error);
    const struct di_model *model = country->scenario->model;
    if (di_warm_start_prepare(model, &diagnostics, &country->start, &error) != DI_OK ||
        di_care_create(model, country->start, &country->care, &error) != DI_OK)
        fail_with(&error);
    di_diagnostics_finish(&diagnostics);
}

static void destroy(struct country *country)
{
    di_result_destroy(country->result);
    di_care_destroy(country->care);
    di_warm_start_destroy(country->start);
    di_scenario_destroy(country->scenario);
}

static void run(struct country *country, uint32_t replication)
{
    struct di_error error = {0};
    di_result_destroy(country->result);
    assert_status(di_result_create(country->scenario->model, false, &country->result), DI_OK);
    if (di_care_run(country->care, 5, replication, NULL, country->result, &error) != DI_OK)
        fail_with(&error);
}

static uint16_t setting(const struct country *country, const char *id)
{
    return di_model_find_setting(country->scenario->model, id);
}

/* All ages: a sentence runs on past 18. */
static int32_t stock(const struct country *country, uint32_t quarter, const char *id)
{
    const struct di_result *result = country->result;
    const size_t at = di_result_stock_index(&result->dims, quarter, 0, setting(country, id), 0);
    return result->stock[at] + result->stock[at + 1];
}

static int64_t arrivals(const struct country *country, const char *to, uint32_t from_quarter)
{
    const struct di_result *result = country->result;
    int64_t sum = 0;
    for (uint32_t f = 0; f < result->flow_count; f++) {
        const struct di_flow *flow = &result->flows[f];
        for (uint32_t e = flow->first;
             flow->key.to == setting(country, to) && e < flow->first + flow->count; e++)
            if (result->entries[e].quarter >= from_quarter &&
                di_result_cell_is_everyone(&result->dims, result->entries[e].cell))
                sum += result->entries[e].count;
    }
    return sum;
}

static int64_t tally(const struct country *country, enum di_tally which, uint32_t from_quarter)
{
    int64_t sum = 0;
    for (uint32_t q = from_quarter; q < country->result->dims.quarters; q++)
        sum += country->result->tally[(size_t)q * DI_TALLIES + which];
    return sum;
}

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
    load(&country, HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":200}}}}");
    double sum = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        run(&country, r);
        sum += stock(&country, 11, "colony");
    }
    const double years =
        (di_date_from_civil(2029, 1, 1) - di_date_from_civil(2026, 1, 1)) / DI_DAYS_PER_YEAR;
    const double mean = 200 * (1 - exp(-years));
    assert_true(fabs(sum / RUNS - mean) < 4 * sqrt(mean / RUNS));
    destroy(&country);
}

/* Of 100 cases a year 0.8 x 0.5 = 40 are to be diverted; completion at 2 a year and 25 places:
 * Erlang B of 20 and 25, 0.0502178, find none. Cases to be diverted after two years of warm-up
 * are what came and what was turned away: 240 a run, 120 runs. */
static void full_diversion_turns_away_as_erlang_says(void **state)
{
    (void)state;
    enum { RUNS = 120, WARM = 8 };
    struct country country;
    load(&country, HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":100,"
                        "\"eligible_share\":0.5}},\"diversion\":{\"share\":0.8}}}");
    double refused = 0, asked = 0, squares = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        run(&country, r);
        const double none = (double)tally(&country, DI_TALLY_DIVERSION_FULL, WARM);
        const double came = (double)arrivals(&country, "probation", WARM);
        refused += none;
        asked += none + came;
        const double gap = none - 0.0502177819 * (none + came);
        squares += gap * gap;
    }
    assert_true(fabs(refused - 0.0502177819 * asked) < 4 * sqrt(squares));
    assert_true(fabs(asked - RUNS * 240.0) < 4 * sqrt(RUNS * 240.0));
    destroy(&country);
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
    load(&country, RELEASED("0"));
    run(&country, 0);
    assert_int_equal(arrivals(&country, "fam", 0), 0);
    assert_true(arrivals(&country, "home_closed", 0) > 1000);
    destroy(&country);
    load(&country, RELEASED("5000"));
    run(&country, 0);
    const double foster = (double)arrivals(&country, "fam", 0);
    const double released = foster + (double)arrivals(&country, "home_closed", 0);
    assert_true(released > 1000);
    assert_true(fabs(foster / released - 0.3) < 4 * sqrt(0.21 / released));
    destroy(&country);
}

/* More diversion only takes children out of detention: the same cases come. */
static void a_rise_of_diversion_moves_cases_and_adds_none(void **state)
{
    (void)state;
    int64_t detained[2], all[2];
    for (uint32_t k = 0; k < 2; k++) {
        struct country country;
        load(&country, k == 0
                           ? HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":"
                                  "20}},\"diversion\":{\"share\":0.2}}}"
                           : HEAD "\"justice\":{\"offences\":{\"any\":{\"children_per_year\":"
                                  "20}},\"diversion\":{\"share\":0.6}}}");
        run(&country, 0);
        detained[k] = arrivals(&country, "colony", 0);
        all[k] = detained[k] + arrivals(&country, "probation", 0);
        destroy(&country);
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
    load(&without, WITH_CARE(""));
    load(&with, WITH_CARE(",\"justice\":{\"offences\":{\"any\":{\"children_per_year\":90}}}"));
    run(&without, 0);
    run(&with, 0);
    assert_true(stock(&with, 15, "colony") > 0);
    assert_int_equal(stock(&without, 15, "colony"), 0);
    const struct di_result_dims *dims = &with.result->dims;
    for (uint32_t q = 0; q < dims->quarters; q++)
        for (uint32_t s = 0; s < dims->settings; s++) {
            const size_t at = di_result_stock_index(dims, q, 0, s, 0);
            if (s == setting(&with, "colony"))
                continue;
            for (uint32_t cell = 0; cell < dims->cells; cell++) {
                assert_int_equal(with.result->stock[at + cell],
                                 without.result->stock[at + cell]);
                assert_true(with.result->child_time[at + cell] ==
                            without.result->child_time[at + cell]);
            }
        }
    assert_int_equal(arrivals(&with, "big", 0), arrivals(&without, "big", 0));
    destroy(&with);
    destroy(&without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(detention_fills_like_an_unlimited_service),
        cmocka_unit_test(full_diversion_turns_away_as_erlang_says),
        cmocka_unit_test(release_follows_its_shares_where_there_is_a_place),
        cmocka_unit_test(a_rise_of_diversion_moves_cases_and_adds_none),
        cmocka_unit_test(care_does_not_see_the_strand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
