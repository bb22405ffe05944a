/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brothers and sisters by hand: they are taken eldest first, and count as placed apart only if
 * others of them are in care elsewhere. */
#include "di/trace.h"

#include "country.h"

enum { SEED = 4 };

#define COUNTRY(members, children)                                                             \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":2},"           \
    "\"regions\":{\"r\":{\"population_0_17\":1000}},"                                          \
    "\"reasons\":{\"any\":{\"groups_per_year\":0}},"                                           \
    "\"policies\":{\"ageing\":false,\"kin_at_entry_share\":0,\"acceptance_share\":1,"          \
    "\"siblings_together_share\":0,\"siblings_preferred_share\":1,\"split_after_days\":10,"    \
    "\"suitable_share\":{\"foster\":1}},"                                                      \
    "\"carers\":{\"pair\":{\"region\":\"r\",\"setting\":\"family\",\"places\":1,"              \
    "\"families\":{\"value\":0,\"steps\":[{\"from\":\"2026-06-01\",\"set\":1}]}}},"            \
    "\"settings\":{\"family\":{\"kind\":\"foster\",\"use_defaults\":false,"                    \
    "\"entry_ladder\":false},\"house\":{\"kind\":\"institution\",\"capacity\":9,"              \
    "\"use_defaults\":false,\"assess_from\":\"2026-01-01\",\"pathways\":{\"family\":"          \
    "{\"mode\":\"by_request\"}" members "}}},"                                                 \
    "\"entries\":{\"entry_cv\":0,\"list\":[{\"at_days\":5,\"region\":\"r\",\"reason\":"        \
    "\"any\",\"children\":[" children "]}]}}"

struct entries {
    uint32_t count;
    int32_t birth_days[8];
    uint64_t children[8];
};

static void note_entry(void *context, const struct di_trace_line *line)
{
    struct entries *entries = context;
    if (line->event != DI_TRACE_ENTRY)
        return;
    assert_true(entries->count < 8);
    entries->birth_days[entries->count] = line->birth_day;
    entries->children[entries->count++] = line->child;
}

static void listed_children_enter_eldest_first(void **state)
{
    (void)state;
    struct country country;
    struct entries entries = {0};
    const struct di_care_options options = {.on_trace = note_entry, .trace_context = &entries};
    country_load(&country,
                 COUNTRY("", "{\"age_years\":4},{\"age_years\":11},{\"age_years\":7}"), SEED);
    (void)country_run(&country, 0, &options);
    assert_int_equal(entries.count, 3);
    for (uint32_t i = 1; i < 3; i++) {
        assert_true(entries.birth_days[i - 1] < entries.birth_days[i]);
        assert_true(entries.children[i - 1] < entries.children[i]);
    }
    country_destroy(&country);
}

static void who_is_placed_without_a_sibling_in_care_is_placed_apart(void **state)
{
    (void)state;
    struct country country;
    country_load(&country, COUNTRY("", "{\"age_years\":8},{\"age_years\":1}"), SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_arrivals(&country, DI_NONE, "family", 0), 1);
    assert_int_equal(country_tally(&country, DI_TALLY_SPLIT_GROUPS, 0), 1);
    country_destroy(&country);
}

/* The younger one goes home at once and would come back after a year; the elder then gets the
 * place. */
static void a_sibling_at_home_is_not_kept_apart(void **state)
{
    (void)state;
    struct country country;
    country_load(
        &country,
        COUNTRY(",\"spontaneous_home\":{\"mode\":\"by_rate\",\"rate_per_year\":{\"value\":0.1,"
                "\"by\":{\"age_band\":{\"age_0_2\":5000,\"age_7_11\":0}}}}},"
                "\"stay18_share\":0},\"home\":{\"pathways\":{\"reentry\":{\"weibull\":"
                "{\"shape\":20,\"scale_years\":1}}",
                "{\"age_years\":8},{\"age_years\":1}"),
        SEED);
    (void)country_run(&country, 0, NULL);
    assert_int_equal(country_arrivals(&country, DI_NONE, "family", 0), 1);
    assert_true(country_arrivals(&country, DI_FROM_OUTSIDE_RETURN, "house", 0) > 0);
    assert_int_equal(country_tally(&country, DI_TALLY_SPLIT_GROUPS, 0), 0);
    country_destroy(&country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_children_enter_eldest_first),
        cmocka_unit_test(who_is_placed_without_a_sibling_in_care_is_placed_apart),
        cmocka_unit_test(a_sibling_at_home_is_not_kept_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
