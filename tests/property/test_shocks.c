/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shocks (MODEL 8.8): exact effects in small systems, and what must hold in random ones. The
 * run checks by itself that no child is lost, in every quarter of every run. */
#include <math.h>
#include <string.h>

#include "country.h"
#include "random_strands.h"

enum { SEED = 7 };

/* Nothing happens by itself but re-entry at 0.1 a year; ages stand still. */
#define STILL                                                                                  \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":3},"           \
    "\"regions\":{\"east\":{\"population_0_17\":1000},\"west\":{\"population_0_17\":1000}},"   \
    "\"policies\":{\"ageing\":false,\"monthly_ladder\":false,\"kin_at_entry_share\":0},"       \
    "\"entries\":{\"entry_cv\":0,\"group_size_shares\":[1]},"                                  \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false},"                 \
    "\"home\":{\"use_defaults\":false,\"pathways\":{\"reentry\":{\"rate_per_year\":0.1}}}},"
#define TWO                                                                                    \
    "\"institutions\":{"                                                                       \
    "\"e\":{\"region\":\"east\",\"setting\":\"big\",\"capacity\":3000},"                       \
    "\"w\":{\"region\":\"west\",\"setting\":\"big\",\"capacity\":30}},"                        \
    "\"initial_stock\":{\"sibling_share\":0,\"margins\":[{\"by\":[\"institution\"],"           \
    "\"counts\":{\"e\":2000,\"w\":20}}]},"

/* 2000 children go home on 1 April 2026 and come back at 3 x 0.1 a year: by the end of 2028,
 * 2.7515 years later, each with 1 - exp(-0.82546) = 0.56197. Over four replications 8000
 * children: 4495.8, sd sqrt(8000 x 0.562 x 0.438) = 44.4. */
static void discharged_children_come_back_at_their_own_pace(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 STILL TWO "\"shocks\":{\"war\":{\"start\":\"2026-04-01\",\"duration\":30,"
                           "\"regions\":[\"east\"],"
                           "\"discharge\":{\"share\":1,\"reentry_rr\":3}}}}",
                 SEED);
    int64_t back = 0;
    for (uint32_t r = 0; r < 4; r++) {
        (void)country_run(&country, r, NULL);
        assert_int_equal(country_tally(&country, DI_TALLY_DISCHARGED, 0), 2000);
        assert_int_equal(country_stock(&country, 0, "east", "big"), 2000);
        back += country_arrivals(&country, DI_FROM_OUTSIDE_RETURN, NULL, 0);
    }
    const double years =
        (di_date_from_civil(2029, 1, 1) - di_date_from_civil(2026, 4, 1)) / DI_DAYS_PER_YEAR;
    const double p = 1 - exp(-0.3 * years);
    assert_true(fabs((double)back - 8000 * p) < 4 * sqrt(8000 * p * (1 - p)));
    country_destroy(&country);
}

/* As above with workers in plenty: each is traced by 16 hours of one worker, at 3.9097 hours a
 * day 4.0924 days, and comes back at 0.1 a year after them. */
static void a_traced_child_comes_back_like_any_other(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 STILL TWO "\"roles\":{\"w\":{\"kind\":\"generic\",\"turnover_per_year\":0}},"
                           "\"resources\":{\"workers\":{"
                           "\"a\":{\"region\":\"east\",\"role\":\"w\",\"fte\":2500},"
                           "\"b\":{\"region\":\"west\",\"role\":\"w\",\"fte\":10}},"
                           "\"activities\":{\"tracing\":{\"hours\":16,\"min_days\":0}}},"
                           "\"shocks\":{\"war\":{\"start\":\"2026-04-01\",\"duration\":30,"
                           "\"regions\":[\"east\"],"
                           "\"discharge\":{\"share\":1,\"reentry_rr\":3}}}}",
                 SEED);
    int64_t back = 0;
    for (uint32_t r = 0; r < 4; r++) {
        (void)country_run(&country, r, NULL);
        assert_int_equal(country_tally(&country, DI_TALLY_TRACED, 0), 2000);
        back += country_arrivals(&country, DI_FROM_OUTSIDE_RETURN, NULL, 0);
    }
    const double years =
        (di_date_from_civil(2029, 1, 1) - di_date_from_civil(2026, 4, 1)) / DI_DAYS_PER_YEAR;
    const double untraced = 16 / (1680 * 0.85 / DI_DAYS_PER_YEAR) / DI_DAYS_PER_YEAR;
    const double p = 1 - exp(-0.3 * untraced - 0.1 * (years - untraced));
    assert_true(fabs((double)back - 8000 * p) < 4 * sqrt(8000 * p * (1 - p)));
    country_destroy(&country);
}

/* A share of 0.25 sends home 500 of 2000, sd sqrt(2000 x 0.25 x 0.75) = 19.4. */
static void a_share_is_a_share(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 STILL TWO "\"shocks\":{\"war\":{\"start\":\"2026-04-01\",\"duration\":30,"
                           "\"discharge\":{\"share\":0.25}}}}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    const double home = (double)country_tally(&country, DI_TALLY_DISCHARGED, 0);
    assert_true(fabs(home - 2020 * 0.25) < 4 * sqrt(2020 * 0.25 * 0.75));
    country_destroy(&country);
}

/* 2000 children need places in the west, where 10 are free: all are there at the end of the
 * quarter, 1990 of them above capacity, and nobody is lost. */
static void evacuated_children_are_all_taken_above_capacity(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 STILL TWO
                 "\"shocks\":{\"war\":{\"start\":\"2026-05-01\",\"duration\":365,"
                 "\"evacuate\":{\"institutions\":[\"e\"],\"to_regions\":[\"west\"]}}}}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_stock(&country, 0, "east", "big"), 2000);
    assert_int_equal(country_stock(&country, 1, "east", "big"), 0);
    assert_int_equal(country_stock(&country, 1, "west", "big"), 2020);
    assert_int_equal(country_tally(&country, DI_TALLY_EVACUATED, 0), 2000);
    assert_int_equal(country_tally(&country, DI_TALLY_EVACUATED_OVER, 0), 1990);
    country_destroy(&country);
}

/* Ten groups reach the gate on known days; while `e` is evacuated, on days 120 to 485, nobody
 * is admitted there, and afterwards its door is open again. */
static void an_evacuated_institution_admits_nobody_until_it_is_over(void **state)
{
    (void)state;
#define GROUP(days)                                                                            \
    "{\"at_days\":" #days ",\"region\":\"east\",\"reason\":\"any\","                           \
    "\"children\":[{\"age_years\":8}]}"
    struct country country;
    country_load(
        &country,
        "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":3},"
        "\"regions\":{\"east\":{},\"west\":{}},\"reasons\":{\"any\":{\"groups_per_year\":0}},"
        "\"policies\":{\"ageing\":false,\"monthly_ladder\":false,\"kin_at_entry_share\":0},"
        "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false}},"
        "\"institutions\":{\"e\":{\"region\":\"east\",\"setting\":\"big\",\"capacity\":9},"
        "\"w\":{\"region\":\"west\",\"setting\":\"big\",\"capacity\":9}},"
        "\"entries\":{\"list\":[" GROUP(10) "," GROUP(200) "," GROUP(
            600) "]},"
                 "\"shocks\":{\"war\":{\"start\":\"2026-05-01\",\"duration\":365,"
                 "\"evacuate\":{\"institutions\":[\"e\"],\"to_regions\":[\"west\"]}}}}",
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_stock(&country, 0, "east", "big"), 1);
    assert_int_equal(country_stock(&country, 2, "east", "big"),
                     0); /* one moved, one turned away */
    assert_int_equal(country_stock(&country, 2, "west", "big"), 2);
    assert_int_equal(country_stock(&country, 7, "east", "big"), 1);
    country_destroy(&country);
}

/* Deaths at 1 a year, none while the shock holds them at 0 from day 90 to day 365: of 2020
 * children exp(-90/365.25) = 0.7816 are left at the end of 2026. */
static void a_hazard_of_zero_stops_what_it_multiplies(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":1},"
        "\"regions\":{\"east\":{},\"west\":{}},\"entries\":{},"
        "\"policies\":{\"ageing\":false},"
        "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false,"
        "\"pathways\":{\"died\":{\"rate_per_year\":1}}}}," TWO
        "\"shocks\":{\"calm\":{\"start\":\"2026-04-01\",\"duration\":275,"
        "\"hazards\":{\"died\":0}}}}",
        SEED);
    (void)country_run(&country, 0, NULL);
    const int32_t left =
        country_stock(&country, 3, "east", "big") + country_stock(&country, 3, "west", "big");
    const double p = exp(-90 / DI_DAYS_PER_YEAR);
    assert_true(fabs(left - 2020 * p) < 4 * sqrt(2020 * p * (1 - p)));
    for (uint32_t q = 1; q < 3; q++)
        assert_int_equal(country_stock(&country, q, "east", "big"),
                         country_stock(&country, 3, "east", "big"));
    country_destroy(&country);
}

#define ENTERING(shocks)                                                                       \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"regions\":{\"east\":{\"population_0_17\":1000}},"                                       \
    "\"policies\":{\"kin_at_entry_share\":0},"                                                 \
    "\"entries\":{\"entry_cv\":0,\"group_size_shares\":[1]},"                                  \
    "\"reasons\":{\"any\":{\"groups_per_year\":200}},"                                         \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"capacity\":5000,"                       \
    "\"use_defaults\":false}}" shocks "}"

struct seen {
    uint32_t count;
    uint64_t child[6000];
    di_time at[6000];
};

static void note_entry(void *context, uint64_t child, di_time time, bool is_return)
{
    struct seen *seen = context;
    (void)is_return;
    assert_true(seen->count < 6000);
    seen->child[seen->count] = child;
    seen->at[seen->count++] = time;
}

static void enter(const char *text, struct seen *seen, uint32_t replication)
{
    struct country country;
    country_load(&country, text, SEED);
    seen->count = 0;
    const struct di_care_options options = {.on_entry = note_entry, .entry_context = seen};
    (void)country_run(&country, replication, &options);
    country_destroy(&country);
}

/* A tripling for a year from the second on: before it the same children enter at the same
 * moments; during it all of them and about two in three more (400 of 600, sd 20); none other.
 */
static void more_entries_only_add_children(void **state)
{
    (void)state;
    static struct seen without, with;
    enter(ENTERING(""), &without, 0);
    enter(ENTERING(",\"shocks\":{\"war\":{\"start\":\"2027-01-01\",\"duration\":365,"
                   "\"entries\":3}}"),
          &with, 0);
    const di_time from = di_time_of_day(365), to = di_time_of_day(730);
    uint32_t matched = 0, added = 0;
    for (uint32_t i = 0; i < with.count; i++) {
        if (matched < without.count && with.child[i] == without.child[matched] &&
            with.at[i] == without.at[matched]) {
            matched++;
            continue;
        }
        assert_true(with.at[i] >= from && with.at[i] < to);
        added++;
    }
    assert_int_equal(matched, without.count);
    assert_true(added > 320 && added < 480);
}

/* A shock by chance at 0.5 a year: after the first everyone is home, so a run has one with
 * probability 1 - exp(-0.5 x 3) = 0.7769. */
static void shocks_by_chance_come_as_often_as_their_law(void **state)
{
    (void)state;
    struct country country;
    enum { RUNS = 400 };
    country_load(&country,
                 STILL TWO "\"shocks\":{\"war\":{\"rate_per_year\":0.5,\"duration\":90,"
                           "\"discharge\":{\"share\":1}}}}",
                 SEED);
    int64_t hit = 0;
    for (uint32_t r = 0; r < RUNS; r++) {
        (void)country_run(&country, r, NULL);
        hit += country_tally(&country, DI_TALLY_DISCHARGED, 0) > 0;
    }
    const double p = 1 - exp(-0.5 * 3);
    assert_true(fabs((double)hit - RUNS * p) < 4 * sqrt(RUNS * p * (1 - p)));
    country_destroy(&country);
}

/* ---- random systems ---- */

static void create(struct country *country, uint64_t seed, const struct di_shocks *shocks)
{
    const struct random_model_options options = {.seed = seed};
    struct di_model *model = random_model_create(&options);
    assert_non_null(model);
    model->shocks = shocks;
    country_take(country, model, SEED);
}

/* Until the first shock begins every count is that of the run without shocks; after it no
 * child is lost (the run itself checks every quarter). */
static void random_shocks_conserve_children_and_change_nothing_before(void **state)
{
    (void)state;
    uint32_t acted = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct random_shocks shocks = {0};
        struct country calm, shocked;
        create(&calm, seed, NULL);
        random_shocks_make(&shocks, calm.model, seed);
        create(&shocked, seed, &shocks.list);
        const int32_t first = shocks.items[0].start_day < shocks.items[1].start_day
                                  ? shocks.items[0].start_day
                                  : shocks.items[1].start_day;
        for (uint32_t r = 0; r < 2; r++) {
            const struct di_result *a = country_run(&calm, r, NULL),
                                   *b = country_run(&shocked, r, NULL);
            uint32_t quarters = 0;
            while (di_result_quarter_first_day(calm.model, quarters + 1) <= first)
                quarters++;
            acted += country_tally(&shocked, DI_TALLY_DISCHARGED, 0) > 0;
            acted += country_tally(&shocked, DI_TALLY_EVACUATED, 0) > 0;
            const size_t size = di_result_stock_index(&a->dims, quarters, 0, 0, 0);
            if (memcmp(a->stock, b->stock, size * sizeof *a->stock) != 0 ||
                memcmp(a->child_time, b->child_time, size * sizeof *a->child_time) != 0)
                fail_msg("country %llu differs before its first shock",
                         (unsigned long long)seed);
        }
        country_destroy(&calm);
        country_destroy(&shocked);
    }
    assert_true(acted > 12); /* of 24 runs with two kinds each */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(discharged_children_come_back_at_their_own_pace),
        cmocka_unit_test(a_traced_child_comes_back_like_any_other),
        cmocka_unit_test(a_share_is_a_share),
        cmocka_unit_test(evacuated_children_are_all_taken_above_capacity),
        cmocka_unit_test(an_evacuated_institution_admits_nobody_until_it_is_over),
        cmocka_unit_test(a_hazard_of_zero_stops_what_it_multiplies),
        cmocka_unit_test(more_entries_only_add_children),
        cmocka_unit_test(shocks_by_chance_come_as_often_as_their_law),
        cmocka_unit_test(random_shocks_conserve_children_and_change_nothing_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
