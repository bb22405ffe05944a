/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unexplained entries (MODEL 11): children whom published stocks count and published entries do
 * not. Exact effects in small systems, and what they leave alone in random ones. */
#include <math.h>
#include <string.h>

#include "di/trace.h"

#include "country.h"
#include "di_test.h"
#include "random_model.h"
#include "test_scale.h"

enum { SEED = 5, CASES = 12, CHILDREN_MAX = 20000, NAME_MAX = 120 };

/* ---- lives: what the trace tells of each child ---- */

struct life {
    char name[NAME_MAX];
    uint64_t hash;
};

struct lives {
    const struct di_model *model;
    uint64_t hash; /* of all lines */
    struct life children[CHILDREN_MAX];
    uint32_t count;
    uint32_t unexplained; /* lines of unexplained entries */
};

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    return text == NULL ? hash : hash_bytes(hash, text, strlen(text));
}

static uint64_t hash_line(uint64_t hash, const struct di_trace_line *line)
{
    hash = hash_bytes(hash, &line->at, sizeof line->at);
    hash = hash_bytes(hash, &line->event, sizeof line->event);
    hash = hash_bytes(hash, &line->birth_day, sizeof line->birth_day);
    hash = hash_bytes(hash, &line->from, sizeof line->from);
    hash = hash_bytes(hash, &line->to, sizeof line->to);
    hash = hash_bytes(hash, &line->to_region, sizeof line->to_region);
    hash = hash_bytes(hash, &line->sex, sizeof line->sex);
    hash = hash_bytes(hash, &line->disability, sizeof line->disability);
    return hash_text(hash_text(hash, line->place), line->what);
}

static struct life *life_of(struct lives *lives, const char *name)
{
    for (uint32_t i = lives->count; i > 0; i--)
        if (strcmp(lives->children[i - 1].name, name) == 0)
            return &lives->children[i - 1];
    assert_true(lives->count < CHILDREN_MAX);
    struct life *life = &lives->children[lives->count++];
    *life = (struct life){.hash = 0};
    (void)snprintf(life->name, sizeof life->name, "%s", name);
    return life;
}

/* Children are called by their names: ids hold ranks, and a new reason moves those. */
static void see_line(void *context, const struct di_trace_line *line)
{
    struct lives *lives = context;
    char name[NAME_MAX] = "";
    lives->unexplained += line->event == DI_TRACE_UNEXPLAINED_ENTRY;
    if (line->child != DI_TRACE_NO_CHILD) {
        di_trace_child_name(lives->model, line->child, name, sizeof name);
        struct life *life = life_of(lives, name);
        life->hash = hash_line(life->hash, line);
    }
    lives->hash = hash_text(hash_line(lives->hash, line), name);
}

static void see(struct lives *lives, struct country *country, uint32_t replication)
{
    const struct di_care_options options = {.on_trace = see_line, .trace_context = lives};
    *lives = (struct lives){.model = country->model};
    (void)country_run(country, replication, &options);
}

static void see_random(struct lives *lives, const struct random_model_options *options,
                       uint32_t replication)
{
    struct country country;
    country_take(&country, random_model_create(options), SEED);
    see(lives, &country, replication);
    country_destroy(&country);
}

/* ---- random countries ---- */

static struct lives before, after;

/* With its name before all other reasons in byte order. */
static void a_rate_of_zero_changes_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        struct random_model_options options = {
            .seed = seed, .supplied = true, .limited_gate = true, .changes_on = 400};
        see_random(&before, &options, 0);
        options.unexplained = true;
        see_random(&after, &options, 0);
        assert_int_equal(after.unexplained, 0);
        if (before.hash != after.hash)
            fail_msg("country %llu", (unsigned long long)seed);
    }
}

/* Where nothing is limited, nobody else's life may change. */
static void a_higher_flow_only_adds_children(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= test_cases(CASES); seed++) {
        struct random_model_options options = {
            .seed = seed, .expected = true, .unexplained = true, .unexplained_per_year = 5};
        see_random(&before, &options, 0);
        options.unexplained_per_year = 20;
        see_random(&after, &options, 0);
        assert_true(before.unexplained > 0 && after.unexplained > before.unexplained);
        assert_int_equal(after.count - before.count, after.unexplained - before.unexplained);
        for (uint32_t i = 0; i < before.count; i++)
            if (life_of(&after, before.children[i].name)->hash != before.children[i].hash)
                fail_msg("country %llu: another life of %s", (unsigned long long)seed,
                         before.children[i].name);
        assert_int_equal(after.count - before.count, after.unexplained - before.unexplained);
    }
}

/* ---- small systems ---- */

/* Nobody leaves, ages stand still unless `policies` says otherwise. */
#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":2},"           \
    "\"regions\":{\"east\":{\"population_0_17\":100000,"                                       \
    "\"neighbours\":{\"west\":1}},\"west\":{\"population_0_17\":0}},"
#define STILL "\"policies\":{\"ageing\":false,\"monthly_ladder\":false},"
#define QUIET "\"entries\":{\"entry_cv\":0,\"group_size_shares\":[0,0,0,1]},"
#define SETTING(more)                                                                          \
    "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false" more
#define REASONS(more)                                                                          \
    "\"reasons\":{\"poverty\":{\"children_per_year\":0},"                                      \
    "\"residual\":{\"children_per_year\":40,\"unexplained_into\":\"big\"" more "}}"

static int64_t unexplained_of(const struct country *country)
{
    return country_arrivals(country, DI_SETTING_UNEXPLAINED_IN, "big", 0);
}

/* Groups would be of four. Poisson: 40 and then 80 a year, over 50 replications. */
static void children_come_singly_at_the_dated_rate(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD STILL QUIET SETTING(
                     ",\"capacity\":\"unlimited\"}},") "\"reasons\":{\"poverty\":{\"children_"
                                                       "per_year\":0},"
                                                       "\"residual\":{\"unexplained_into\":"
                                                       "\"big\",\"children_per_year\":"
                                                       "{\"value\":40,\"steps\":[{\"from\":"
                                                       "\"2027-01-01\",\"set\":80}]}}}}",
                 SEED);
    int64_t both = 0, second = 0;
    for (uint32_t r = 0; r < 50; r++) {
        (void)country_run(&country, r, NULL);
        assert_int_equal(unexplained_of(&country), country_stock(&country, 7, "east", "big"));
        assert_int_equal(country_arrivals(&country, DI_FROM_OUTSIDE_NEW, NULL, 0), 0);
        both += unexplained_of(&country);
        second += country_arrivals(&country, DI_SETTING_UNEXPLAINED_IN, "big", 4);
    }
    assert_true(fabs((double)both - 6000) < 4 * sqrt(6000.0));
    assert_true(fabs((double)second - 4000) < 4 * sqrt(4000.0));
    country_destroy(&country);
}

/* ... and those who are counted above capacity are counted by name. */
static void places_do_not_limit_a_count(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, HEAD STILL QUIET SETTING(",\"capacity\":3}},") REASONS("") "}",
                 SEED);
    (void)country_run(&country, 0, NULL);
    assert_true(unexplained_of(&country) > 50);
    assert_int_equal(country_stock(&country, 7, "east", "big"), unexplained_of(&country));
    assert_int_equal(country_tally(&country, DI_TALLY_OVERFILL, 0),
                     unexplained_of(&country) - 3);
    country_destroy(&country);
}

#define HOUSES(more)                                                                           \
    "\"institutions\":{\"e\":{\"region\":\"east\",\"setting\":\"big\",\"capacity\":5" more "}" \
    ","

static void a_moratorium_does_not_either_and_tells_so(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        HEAD STILL QUIET SETTING("}},") HOUSES(
            ",\"moratorium_from\":\"2027-01-01\"") "\"w\":{\"region\":\"west\",\"setting\":"
                                                   "\"big\",\"capacity\":5}}," REASONS("") "}",
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_stock(&country, 7, "west", "big"), 0); /* of the own region */
    assert_int_equal(country.result->closures[0].admitted_unexplained,
                     country_arrivals(&country, DI_SETTING_UNEXPLAINED_IN, "big", 4));
    assert_true(country.result->closures[0].admitted_unexplained > 20);
    country_destroy(&country);
}

/* Empty at its wind-down, `e` closes at once. */
static void nobody_is_counted_in_a_closed_house(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD STILL QUIET SETTING("}},") HOUSES(
                     ",\"wind_down_from\":\"2026-01-02\"") "\"w\":{\"region\":\"west\","
                                                           "\"setting\":\"big\",\"capacity\":5,"
                                                           "\"moratorium_from\":\"2026-01-02\"}"
                                                           "}," REASONS("") "}",
                 SEED);
    (void)country_run(&country, 4, NULL);
    assert_int_equal(country.result->institution_closed_day[0], 1);
    assert_int_equal(country_stock(&country, 7, "east", "big"), 0);
    assert_int_equal(country_stock(&country, 7, "west", "big"), unexplained_of(&country));
    assert_true(unexplained_of(&country) > 50);
    country_destroy(&country);
}

static void where_all_are_closed_nobody_comes(void **state)
{
    (void)state;
    struct country country;
    country_load(&country,
                 HEAD STILL QUIET SETTING("}},") HOUSES(
                     ",\"wind_down_from\":\"2026-01-02\"") "\"w\":{\"region\":\"west\","
                                                           "\"setting\":\"big\",\"capacity\":5,"
                                                           "\"wind_down_from\":\"2026-01-02\"}}"
                                                           "," REASONS("") "}",
                 SEED);
    (void)country_run(&country, 4, NULL);
    assert_int_equal(unexplained_of(&country), 0);
    country_destroy(&country);
}

static void see_admitted(void *context, const struct di_trace_line *line)
{
    uint32_t *count = context;
    if (line->event != DI_TRACE_UNEXPLAINED_ENTRY)
        return;
    const double age = (di_time_days(line->at) - line->birth_day) / DI_DAYS_PER_YEAR;
    assert_true(age >= 3.5 && age < 6.25);
    assert_int_equal(line->disability, DI_DISABILITY_SEVERE);
    assert_int_equal(line->from, DI_SETTING_UNEXPLAINED_IN);
    ++*count;
}

static void they_are_children_whom_the_setting_admits(void **state)
{
    (void)state;
    struct country country;
    uint32_t count = 0;
    const struct di_care_options options = {.on_trace = see_admitted, .trace_context = &count};
    country_load(&country,
                 HEAD QUIET SETTING(",\"capacity\":\"unlimited\",\"age_from_years\":3.5,"
                                    "\"age_to_years\":6.25,\"disability\":[\"severe\"]}},")
                     REASONS(",\"disability_severe_share\":0.1") "}",
                 SEED);
    for (uint32_t r = 0; r < 20; r++)
        (void)country_run(&country, r, &options);
    assert_true(count > 1000);
    country_destroy(&country);
}

#define UNLIMITED SETTING(",\"capacity\":\"unlimited\"}},")
#define LOUD                                                                                   \
    "\"entries\":{\"entry_cv\":0.6,\"season\":[0,0,0,0,0,0,2,2,2,2,2,2]},"                     \
    "\"drivers\":{\"violence\":{\"east\":2},\"poverty\":{\"east\":2}},"                        \
    "\"shocks\":{\"war\":{\"start\":\"2026-02-01\",\"duration\":300,\"entries\":3}},"

static void what_acts_on_entries_leaves_them_alone(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, HEAD STILL QUIET UNLIMITED REASONS("") "}", SEED);
    see(&before, &country, 0);
    country_destroy(&country);
    country_load(&country, HEAD STILL LOUD UNLIMITED REASONS("") "}", SEED);
    see(&after, &country, 0);
    country_destroy(&country);
    assert_true(before.count > 50);
    for (uint32_t i = 0; i < before.count; i++)
        assert_true(life_of(&after, before.children[i].name)->hash == before.children[i].hash);
    assert_int_equal(before.count, after.count);
}

/* Published entries that contain re-entries: what is left for first entries (MODEL 7.6). */
static double first_entry_factor(const char *residual)
{
    char text[2000];
    struct country country;
    (void)snprintf(text, sizeof text,
                   HEAD "\"entries\":{\"include_reentries\":true},"
                        "\"initial_stock\":{\"home_pool\":{\"returns\":{\"2025\":300}}},"
                        "\"settings\":{\"home\":{},\"big\":{\"kind\":\"institution\","
                        "\"capacity\":\"unlimited\",\"pathways\":{\"home\":{\"mode\":"
                        "\"by_rate\",\"rate_per_year\":0.9}}}},"
                        "\"reasons\":{\"poverty\":{\"children_per_year\":400}%s}}",
                   residual);
    country_load(&country, text, SEED);
    const struct di_series *factor = di_warm_start_entry_factor(country.start, 0);
    assert_non_null(factor);
    const double value = di_series_at(factor, 400);
    country_destroy(&country);
    return value;
}

static void they_hide_in_no_rate(void **state)
{
    (void)state;
    const double without = first_entry_factor("");
    const double with = first_entry_factor(
        ",\"residual\":{\"children_per_year\":400,\"unexplained_into\":\"big\"}");
    assert_true(without > 0 && without < 1);
    assert_true(fabs(without - with) <= 0);
}

/* Nobody enters otherwise, so residents came by all reasons alike, and what multiplies a
 * hazard by reason is a mean over these. */
static void see_residents(struct lives *lives, const char *residual)
{
    char text[2000];
    struct country country;
    (void)snprintf(text, sizeof text,
                   HEAD QUIET
                   "\"settings\":{\"big\":{\"kind\":\"institution\",\"use_defaults\":false,"
                   "\"capacity\":\"unlimited\",\"pathways\":{\"home\":{\"mode\":\"by_rate\","
                   "\"rate_per_year\":{\"value\":0.2,\"by\":{\"reason\":{\"poverty\":3}}}}}}},"
                   "\"initial_stock\":{\"margins\":[{\"by\":[\"setting\"],"
                   "\"counts\":{\"big\":200}}]},"
                   "\"reasons\":{\"neglect\":{\"children_per_year\":0},"
                   "\"poverty\":{\"children_per_year\":0}%s}}",
                   residual);
    country_load(&country, text, SEED);
    see(lives, &country, 0);
    country_destroy(&country);
}

static void residents_never_came_by_it(void **state)
{
    (void)state;
    see_residents(&before, "");
    see_residents(&after, ",\"a_residual\":{\"children_per_year\":40,"
                          "\"unexplained_into\":\"big\",\"entry_age_weights\":"
                          "[9,9,9,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}");
    assert_int_equal(before.count, 200);
    assert_true(after.unexplained > 50);
    for (uint32_t i = 0; i < before.count; i++)
        assert_true(life_of(&after, before.children[i].name)->hash == before.children[i].hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rate_of_zero_changes_nothing),
        cmocka_unit_test(a_higher_flow_only_adds_children),
        cmocka_unit_test(children_come_singly_at_the_dated_rate),
        cmocka_unit_test(places_do_not_limit_a_count),
        cmocka_unit_test(a_moratorium_does_not_either_and_tells_so),
        cmocka_unit_test(nobody_is_counted_in_a_closed_house),
        cmocka_unit_test(where_all_are_closed_nobody_comes),
        cmocka_unit_test(they_are_children_whom_the_setting_admits),
        cmocka_unit_test(what_acts_on_entries_leaves_them_alone),
        cmocka_unit_test(they_hide_in_no_rate),
        cmocka_unit_test(residents_never_came_by_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
