/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits by hand: prevention without a place, a house that takes more than it holds, a stay in
 * emergency care past its longest. */
#include "country.h"

enum { SEED = 8 };

#define CHILD(days)                                                                            \
    "{\"at_days\":" #days                                                                      \
    ",\"region\":\"r\",\"reason\":\"any\",\"children\":[{\"age_years\":8}]}"
#define COUNTRY(settings, more)                                                                \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":1},"           \
    "\"regions\":{\"r\":{\"population_0_17\":1000}},"                                          \
    "\"reasons\":{\"any\":{\"groups_per_year\":0}},"                                           \
    "\"policies\":{\"ageing\":false,\"kin_at_entry_share\":0,\"monthly_ladder\":false},"       \
    "\"settings\":{" settings                                                                  \
    "},\"entries\":{\"list\":[" CHILD(10) "," CHILD(20) "," CHILD(30) "]}" more "}"
#define HOUSE(members) "\"house\":{\"kind\":\"institution\",\"use_defaults\":false," members "}"

static int64_t tally_of(const char *text, enum di_tally which)
{
    struct country country;
    country_load(&country, text, SEED);
    (void)country_run(&country, 0, NULL);
    const int64_t count = country_tally(&country, which, 0);
    country_destroy(&country);
    return count;
}

static void every_family_is_refused_where_prevention_has_no_place(void **state)
{
    (void)state;
    assert_int_equal(tally_of(COUNTRY(HOUSE("\"capacity\":9"),
                                      ",\"services\":{\"prevention\":{\"coverage_share\":1,"
                                      "\"places\":0}}"),
                              DI_TALLY_PREVENTION_FULL),
                     3);
    assert_int_equal(tally_of(COUNTRY(HOUSE("\"capacity\":9"), ""), DI_TALLY_PREVENTION_FULL),
                     0);
}

static void who_comes_to_a_full_house_is_counted_above_it(void **state)
{
    (void)state;
    assert_int_equal(tally_of(COUNTRY(HOUSE("\"capacity\":1,\"on_full\":\"overfill\""), ""),
                              DI_TALLY_OVERFILL),
                     2);
    assert_int_equal(tally_of(COUNTRY(HOUSE("\"capacity\":3,\"on_full\":\"overfill\""), ""),
                              DI_TALLY_OVERFILL),
                     0);
}

/* After 90 days there is no other place for the three, and they stay. */
static void an_emergency_stay_without_end_is_an_overrun(void **state)
{
    (void)state;
    assert_int_equal(tally_of(COUNTRY("\"shelter\":{\"kind\":\"emergency_foster\",\"capacity\":"
                                      "9,\"use_defaults\":false}",
                                      ""),
                              DI_TALLY_OVERRUN),
                     3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_family_is_refused_where_prevention_has_no_place),
        cmocka_unit_test(who_comes_to_a_full_house_is_counted_above_it),
        cmocka_unit_test(an_emergency_stay_without_end_is_an_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
