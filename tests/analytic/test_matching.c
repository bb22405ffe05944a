/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets a place, by hand, where the defaults are left: several settings of one kind, groups
 * passed over by children who find a free place, groups that change while a family is held. */
#include "country.h"

enum { SEED = 4 };

#define CHILD(day, region, children)                                                           \
    "{\"at_days\":" day ",\"region\":\"" region                                                \
    "\",\"reason\":\"any\",\"children\":[" children "]}"
#define OF_EIGHT "{\"age_years\":8}"
#define OF_EIGHT_DISABLED "{\"age_years\":8,\"disability\":\"moderate\"}"
#define FAMILY(kind) "{\"kind\":\"" kind "\",\"use_defaults\":false,\"entry_ladder\":false}"
#define NO_HOME "{\"kind\":\"sgh\",\"use_defaults\":false,\"capacity\":0}"
#define FROM_MARCH(families)                                                                   \
    "{\"value\":0,\"steps\":[{\"from\":\"2026-03-01\",\"set\":" families "}]}"
#define CARERS(region, setting, families, places)                                              \
    "{\"region\":\"" region "\",\"setting\":\"" setting "\",\"families\":" families            \
    ",\"places\":" places "}"

/* Two regions that are neighbours, children by list, nothing by chance. */
#define COUNTRY(policies, settings, carers, list)                                              \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":2},"           \
    "\"regions\":{\"r\":{\"population_0_17\":1000,\"neighbours\":{\"s\":10}},"                 \
    "\"s\":{\"population_0_17\":1000}},"                                                       \
    "\"reasons\":{\"any\":{\"groups_per_year\":0}},"                                           \
    "\"policies\":{\"kin_at_entry_share\":0,\"acceptance_share\":1,\"guarantee_days\":2000,"   \
    "\"siblings_together_share\":1,\"siblings_preferred_share\":0," policies                   \
    "\"suitable_share\":{\"foster\":1}},\"carers\":{" carers "},\"settings\":{" settings       \
    ",\"house\":{\"kind\":\"institution\",\"capacity\":90,\"use_defaults\":false,"             \
    "\"assess_from\":\"2026-01-01\",\"pathways\":{\"family\":{\"mode\":\"by_request\"},"       \
    "\"other\":{\"mode\":\"by_request\"}}}},"                                                  \
    "\"entries\":{\"entry_cv\":0,\"list\":[" list "]}}"

static void the_own_region_is_searched_first_in_all_settings_of_a_kind(void **state)
{
    static const char *const texts[] = {
        COUNTRY("", "\"family\":" FAMILY("foster") ",\"other\":" FAMILY("foster"),
                "\"here\":" CARERS("r", "other", "1", "1") ",\"there\":" CARERS("s", "family",
                                                                                "1", "1"),
                CHILD("5", "r", OF_EIGHT)),
        COUNTRY("", "\"other\":" FAMILY("foster") ",\"family\":" FAMILY("foster"),
                "\"here\":" CARERS("r", "other", "1", "1") ",\"there\":" CARERS("s", "family",
                                                                                "1", "1"),
                CHILD("5", "r", OF_EIGHT))};
    (void)state;
    for (int i = 0; i < 2; i++) { /* whatever the order in the file */
        struct country country;
        country_load(&country, texts[i], SEED);
        (void)country_run(&country, 0, NULL);
        assert_int_equal(country_arrivals(&country, DI_NONE, "other", 0), 1);
        assert_int_equal(country_arrivals(&country, DI_NONE, "family", 0), 0);
        country_destroy(&country);
    }
}

/* A first child takes one of three places; the group of three then waits for the large family
 * while three children who come later find places at once. */
#define PASSED_OVER(policies, eldest)                                                          \
    COUNTRY(                                                                                   \
        policies "\"max_skips\":3,\"hold_days\":2000,",                                        \
        "\"family\":" FAMILY("foster") ",\"other\":" NO_HOME,                                  \
        "\"large\":" CARERS("r", "family", "1",                                                \
                            "3") ",\"small\":" CARERS("r", "family", FROM_MARCH("3"), "2"),    \
        CHILD("5", "r", OF_EIGHT) "," CHILD(                                                   \
            "10", "r",                                                                         \
            eldest "," OF_EIGHT                                                                \
                   "," OF_EIGHT) "," CHILD("70", "r",                                          \
                                           OF_EIGHT) "," CHILD("71", "r",                      \
                                                               OF_EIGHT) "," CHILD("72", "r",  \
                                                                                   OF_EIGHT))

static void who_finds_a_free_place_passes_over_who_waits_for_more(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, PASSED_OVER("\"ageing\":false,", OF_EIGHT), SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_tally(&country, DI_TALLY_SKIPS, 0), 3);
    assert_int_equal(country_tally(&country, DI_TALLY_HOLDS, 0), 1);
    assert_int_equal(country_arrivals(&country, DI_NONE, "family", 0), 4);
    country_destroy(&country);
}

/* The eldest turns 18 and leaves: two places are held for the two who stay. */
static void a_smaller_group_takes_the_places_held_for_it(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, PASSED_OVER("", "{\"age_years\":17.6}"), SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_tally(&country, DI_TALLY_HOLDS, 0), 1);
    assert_int_equal(country_arrivals(&country, DI_NONE, "family", 0), 6);
    country_destroy(&country);
}

/* Two large families with two places free each, of different settings: the first by name is
 * held, whatever the order of the settings, and the two of the group who stay move there. */
#define HELD_BY_NAME(settings)                                                                 \
    COUNTRY("\"max_skips\":1,\"hold_days\":2000,", settings,                                   \
            "\"a\":" CARERS("r", "other", "1", "5") ",\"b\":" CARERS(                          \
                "r", "family", "1", "5") ",\"small\":" CARERS("r", "family", FROM_MARCH("1"),  \
                                                              "1"),                            \
            CHILD("5", "r", OF_EIGHT "," OF_EIGHT "," OF_EIGHT) "," CHILD(                     \
                "6", "r",                                                                      \
                OF_EIGHT "," OF_EIGHT                                                          \
                         "," OF_EIGHT) "," CHILD("10", "r",                                    \
                                                 "{\"age_years\":17.6}," OF_EIGHT              \
                                                 "," OF_EIGHT) "," CHILD("70", "r", OF_EIGHT))

static void the_family_held_is_the_first_by_name(void **state)
{
    static const char *const texts[] = {
        HELD_BY_NAME("\"family\":" FAMILY("foster") ",\"other\":" FAMILY("foster")),
        HELD_BY_NAME("\"other\":" FAMILY("foster") ",\"family\":" FAMILY("foster"))};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct country country;
        country_load(&country, texts[i], SEED);
        (void)country_run(&country, 0, NULL);
        assert_int_equal(country_tally(&country, DI_TALLY_HOLDS, 0), 1);
        assert_int_equal(country_arrivals(&country, DI_NONE, "other", 0), 5);
        country_destroy(&country);
    }
}

/* It waits for both kinds of families, and is passed over for both. */
static void a_group_holds_one_family_whatever_it_asks_for(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        COUNTRY("\"ageing\":false,\"max_skips\":1,\"hold_days\":2000,\"hold_family_share\":1,"
                "\"option_wait\":0,\"option_order\":[\"specialised_foster\",\"foster\","
                "\"reunification\",\"kinship\",\"sgh\",\"supported_independent\"],",
                "\"family\":" FAMILY("foster") ",\"other\":" FAMILY("specialised_foster"),
                "\"large\":" CARERS("r", "family", "1", "3") ",\"large_other\":" CARERS(
                    "r", "other", "1",
                    "3") ",\"small\":" CARERS("r", "family", FROM_MARCH("2"),
                                              "1") ",\"small_other\":" CARERS("r", "other",
                                                                              FROM_MARCH("2"),
                                                                              "1"),
                CHILD("5", "r", OF_EIGHT) "," CHILD("6", "r", OF_EIGHT_DISABLED) "," CHILD(
                    "10", "r",
                    OF_EIGHT_DISABLED
                    "," OF_EIGHT_DISABLED
                    "," OF_EIGHT_DISABLED) "," CHILD("70", "r",
                                                     OF_EIGHT) "," CHILD("71", "r",
                                                                         OF_EIGHT_DISABLED)),
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_tally(&country, DI_TALLY_SKIPS, 0), 2);
    assert_int_equal(country_tally(&country, DI_TALLY_HOLDS, 0), 1);
    country_destroy(&country);
}

/* Asked for at one instant, the specialised family before the ordinary one. */
static void of_two_free_places_the_option_that_comes_first_is_taken(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        COUNTRY("\"ageing\":false,\"option_wait\":0,\"option_order\":"
                "[\"specialised_foster\",\"foster\"],",
                "\"family\":" FAMILY("foster") ",\"other\":" FAMILY("specialised_foster"),
                "\"one\":" CARERS("r", "family", "1", "1") ",\"two\":" CARERS("r", "other", "1",
                                                                              "1"),
                CHILD("6", "r", OF_EIGHT_DISABLED)),
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_arrivals(&country, DI_NONE, "other", 0), 1);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_region_is_searched_first_in_all_settings_of_a_kind),
        cmocka_unit_test(who_finds_a_free_place_passes_over_who_waits_for_more),
        cmocka_unit_test(a_smaller_group_takes_the_places_held_for_it),
        cmocka_unit_test(of_two_free_places_the_option_that_comes_first_is_taken),
        cmocka_unit_test(the_family_held_is_the_first_by_name),
        cmocka_unit_test(a_group_holds_one_family_whatever_it_asks_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
