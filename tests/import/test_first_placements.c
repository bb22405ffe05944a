/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What first placements of a scenario file become, and what is refused. */
#include <string.h>

#include "di/first_placement.h"
#include "di/scenario.h"

#include "di_test.h"

#define HEAD                                                                                   \
    "{\"format\":1,\"id\":\"a\",\"horizon\":{\"start\":\"2026-01-01\",\"years\":4},"           \
    "\"regions\":{\"r\":{\"population_0_17\":100000}},"                                        \
    "\"settings\":{\"house\":{\"kind\":\"institution\",\"capacity\":\"unlimited\"},"           \
    "\"care\":{\"kind\":\"foster\",\"capacity\":\"unlimited\"}},"                              \
    "\"reasons\":{\"b\":{\"children_per_year\":5},\"a\":{\"children_per_year\":5"
#define ENTRIES "}},\"entries\":{\"first_placements\":"
#define TAIL "}}"

#define STEP(day, value) ",\"steps\":[{\"from\":\"" day "\",\"set\":" value "}]}"

static enum di_status load(const char *text, const struct di_set_override *sets, size_t count,
                           struct di_diagnostics *diagnostics, struct di_scenario **scenario)
{
    struct di_error error = {0};
    di_diagnostics_init(diagnostics);
    return count == 0
               ? di_scenario_load_text(text, strlen(text), "test", diagnostics, scenario,
                                       &error)
               : di_scenario_load_resolved(text, sets, count, diagnostics, scenario, &error);
}

static struct di_scenario *load_valid(const char *text, const struct di_set_override *sets,
                                      size_t count)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    assert_status(load(text, sets, count, &diagnostics, &scenario), DI_OK);
    di_diagnostics_finish(&diagnostics);
    return scenario;
}

static void assert_refused(const char *text, const struct di_set_override *sets, size_t count,
                           const char *sentence)
{
    struct di_diagnostics diagnostics;
    struct di_scenario *scenario = NULL;
    char said[300] = "";
    assert_true(load(text, sets, count, &diagnostics, &scenario) != DI_OK);
    for (size_t i = diagnostics.count; i-- > 0;)
        if (diagnostics.items[i].severity == DI_SEVERITY_ERROR)
            (void)di_message_render(&diagnostics.items[i].message, NULL, said, sizeof said);
    assert_string_equal(said, sentence);
    di_diagnostics_finish(&diagnostics);
    di_scenario_destroy(scenario);
}

static uint16_t setting_at(const struct di_scenario *scenario, const char *reason,
                           uint32_t band, int32_t day, double u)
{
    const struct di_model *model = scenario->model;
    uint16_t q = 0;
    while (strcmp(model->reasons[q].name.id, reason) != 0)
        q++;
    const struct di_first_shares *shares = di_first_shares_of(model, q, band);
    return shares == NULL ? DI_NONE : di_first_setting(shares, day, u);
}

enum { HOUSE = DI_SETTING_BUILTIN_COUNT, CARE };

static void shares_go_in_byte_order_and_the_ladder_is_last(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load_valid(HEAD ENTRIES "{\"all_ages\":{\"entry_ladder\":0.25,\"house\":0.25,"
                                "\"care\":0.5}}" TAIL,
                   NULL, 0);
    assert_int_equal(setting_at(scenario, "a", 0, 0, 0.01), CARE);
    assert_int_equal(setting_at(scenario, "a", 0, 0, 0.49), CARE);
    assert_int_equal(setting_at(scenario, "b", 4, 0, 0.51), HOUSE);
    assert_int_equal(setting_at(scenario, "b", 4, 0, 0.74), HOUSE);
    assert_int_equal(setting_at(scenario, "b", 4, 0, 0.76), DI_NONE);
    di_scenario_destroy(scenario);
}

/* A reason's table is whole: it takes nothing from that of the entries. */
static void a_band_and_a_reason_have_their_own(void **state)
{
    (void)state;
    struct di_scenario *scenario =
        load_valid(HEAD ",\"first_placements\":{\"age_3_6\":{\"house\":1}}" ENTRIES
                        "{\"age_0_2\":{\"care\":1},\"all_ages\":{\"house\":1}}" TAIL,
                   NULL, 0);
    assert_int_equal(setting_at(scenario, "b", 0, 0, 0.5), CARE);
    assert_int_equal(setting_at(scenario, "b", 1, 0, 0.5), HOUSE);
    assert_int_equal(setting_at(scenario, "a", 0, 0, 0.5), DI_NONE);
    assert_int_equal(setting_at(scenario, "a", 1, 0, 0.5), HOUSE);
    assert_false(di_first_shares_agree(scenario->model, 0, 1));
    di_scenario_destroy(scenario);
}

static void shares_change_on_a_date(void **state)
{
    (void)state;
    const char *text = HEAD ENTRIES "{\"all_ages\":{\"care\":{\"value\":0.2" STEP(
        "2027-01-01", "0.7") ",\"entry_ladder\":{\"value\":0.8" STEP("2027-01-01",
                                                                     "0.3") "}}" TAIL;
    struct di_scenario *scenario = load_valid(text, NULL, 0);
    assert_int_equal(setting_at(scenario, "a", 0, 364, 0.5), DI_NONE);
    assert_int_equal(setting_at(scenario, "a", 0, 365, 0.5), CARE);
    di_scenario_destroy(scenario);
    assert_refused(HEAD ENTRIES "{\"all_ages\":{\"care\":{\"value\":0.2" STEP(
                       "2027-01-01", "0.7") ",\"entry_ladder\":0.8}}" TAIL,
                   NULL, 0, "From 2027-01-01 on the shares add up to 1.5, not to 1.");
}

/* Draws of single shares never add up; shares without any distribution must. */
static void drawn_shares_are_taken_in_proportion(void **state)
{
    (void)state;
    const char *text = HEAD ENTRIES
        "{\"all_ages\":{\"care\":{\"value\":0.5,\"uncertain\":{\"gamma\":[2,0.5]}},"
        "\"entry_ladder\":{\"value\":0.5,\"uncertain\":{\"gamma\":[2,0.5]}}}}" TAIL;
    static const struct di_set_override draw[] = {
        {"/entries/first_placements/all_ages/care", "1.8"},
        {"/entries/first_placements/all_ages/entry_ladder", "0.2"}};
    struct di_scenario *scenario = load_valid(text, draw, 2);
    assert_int_equal(setting_at(scenario, "a", 0, 0, 0.89), CARE);
    assert_int_equal(setting_at(scenario, "a", 0, 0, 0.91), DI_NONE);
    assert_near(di_first_share(di_first_shares_of(scenario->model, 0, 0), 0, 0), 0.9, 1e-12);
    di_scenario_destroy(scenario);
    assert_refused(HEAD ENTRIES "{\"all_ages\":{\"care\":0.5,\"entry_ladder\":0.5}}" TAIL, draw,
                   1, "The shares add up to 2.3, not to 1.");
}

static void what_could_never_be_is_refused(void **state)
{
    (void)state;
    assert_refused(HEAD ENTRIES "{\"all_ages\":{\"care\":0.6,\"house\":0.3}}" TAIL, NULL, 0,
                   "The shares add up to 0.9, not to 1.");
    assert_refused(HEAD ENTRIES "{\"age_18_plus\":{\"care\":1}}" TAIL, NULL, 0,
                   "Nobody comes into care in the age band 'age_18_plus'.");
    assert_refused(HEAD ENTRIES "{\"all_ages\":{\"unplaced\":1}}" TAIL, NULL, 0,
                   "Nobody comes first to 'unplaced': it is of kind 'unplaced', which is not a "
                   "place of care.");
    assert_refused(HEAD ",\"unexplained_into\":\"house\",\"first_placements\":{\"all_ages\":{"
                        "\"care\":1}}" ENTRIES "{\"all_ages\":{\"care\":1}}" TAIL,
                   NULL, 0,
                   "'first_placements' has no meaning for the reason 'a': its children come "
                   "singly, past the gate, by bookkeeping alone.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_go_in_byte_order_and_the_ladder_is_last),
        cmocka_unit_test(a_band_and_a_reason_have_their_own),
        cmocka_unit_test(shares_change_on_a_date),
        cmocka_unit_test(drawn_shares_are_taken_in_proportion),
        cmocka_unit_test(what_could_never_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
