/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Step 1 of the calibration against answers known beforehand: a closed form, scenarios whose
 * expected flows are given back as targets, and unexplained flows of known size.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "di/calibration.h"
#include "di/identifiability.h"
#include "di/scenario.h"
#include "di/targets.h"
#include "di/theory_stock.h"

#include "country.h"
#include "di_test.h"

#define HEADER                                                                                 \
    "target,measure,setting,to,region,year,value,tolerance,counts_18plus,break,source\n"
#define STAND_STILL                                                                            \
    "\"entries\": {\"group_size_shares\": [1], \"entry_cv\": 0}, \"policies\": {\"ageing\": "  \
    "false, \"legally_free_share\": 1, \"kin_at_entry_share\": 0}"

/* One home: 100 children a year, 300 at the start; rates as given. */
#define ONE_HOME(adopted, died)                                                                \
    "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-01-01\", \"years\": 4}," \
    "\"regions\": {\"r\": {\"population_0_17\": 100000}},"                                     \
    "\"reasons\": {\"q\": {\"children_per_year\": 100}},"                                      \
    "\"settings\": {\"home_a\": {\"kind\": \"institution\", \"capacity\": \"unlimited\","      \
    "\"use_defaults\": false, \"pathways\": {"                                                 \
    "\"unexplained_out\": {\"clock\": \"none\", \"rate_per_year\": 0},"                        \
    "\"adopted\": {\"rate_per_year\": " adopted "}, \"died\": {\"rate_per_year\": " died       \
    "}}}},"                                                                                    \
    "\"initial_stock\": {\"margins\": [{\"by\": [\"setting\"], \"counts\": {\"home_a\": "      \
    "300}}]}," STAND_STILL "}"

/* ... and a reason for what comes in unexplained. */
#define WITH_ENTRIES(text)                                                                     \
    "\"reasons\": {\"unexplained_home_a\": {\"children_per_year\": 0, \"unexplained_into\": "  \
    "\"home_a\"}, " text

struct fitted {
    struct di_scenario *scenario;
    struct di_targets *targets;
    struct di_calibration *fit;
};

static struct di_scenario *scenario_of(const char *text)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    struct di_scenario *scenario = NULL;
    di_diagnostics_init(&list);
    if (di_scenario_load_text(text, strlen(text), "test.json", &list, &scenario, &error) !=
        DI_OK)
        fail_msg("%s at %s", error.message.id, error.where);
    di_diagnostics_finish(&list);
    return scenario;
}

static struct di_targets *targets_of(const char *text, const struct di_model *model)
{
    struct di_diagnostics list;
    struct di_error error = {0};
    struct di_targets *targets = NULL;
    di_diagnostics_init(&list);
    if (di_targets_read_text(text, strlen(text), "targets.csv", model, &list, &targets,
                             &error) != DI_OK)
        fail_msg("%s at %s", error.message.id, error.where);
    di_diagnostics_finish(&list);
    return targets;
}

static struct fitted fit_of(const char *scenario, const char *targets, int32_t holdout_from)
{
    struct fitted fitted = {.scenario = scenario_of(scenario)};
    struct di_calibration_options options;
    struct di_error error = {0};
    fitted.targets = targets_of(targets, fitted.scenario->model);
    di_calibration_options_defaults(&options);
    options.holdout_from = holdout_from;
    if (di_calibration_run(fitted.scenario->model, fitted.targets, &options, &fitted.fit,
                           &error) != DI_OK)
        fail_msg("%s", error.message.id);
    return fitted;
}

static void finish(struct fitted *fitted)
{
    di_calibration_destroy(fitted->fit);
    di_targets_destroy(fitted->targets);
    di_scenario_destroy(fitted->scenario);
}

static const struct di_lever *lever_of(const struct fitted *fitted, const char *target)
{
    for (uint32_t n = 0; n < fitted->fit->lever_count; n++)
        if (strcmp(fitted->targets->series[fitted->fit->levers[n].series].id, target) == 0)
            return &fitted->fit->levers[n];
    fail_msg("no lever for %s", target);
    return NULL;
}

static const struct di_fit_point *point_of(const struct fitted *fitted, const char *target,
                                           int32_t year)
{
    for (uint32_t i = 0; i < fitted->fit->point_count; i++) {
        const struct di_fit_point *point = &fitted->fit->points[i];
        if (strcmp(fitted->targets->series[point->series].id, target) == 0 &&
            di_calibration_target(fitted->targets, point)->year == year)
            return point;
    }
    fail_msg("no point %s %d", target, (int)year);
    return NULL;
}

static void add_row(char *text, size_t room, const char *target, const char *measure,
                    const char *to, int year, double value, const char *is_break)
{
    const size_t used = strlen(text);
    (void)snprintf(text + used, room - used, "%s,%s,home_a,%s,,%d,%.12g,,yes,%s,\n", target,
                   measure, to, year, value, is_break);
}

/* ---- a closed form ---- */

/* Two causes of 0.25 and 0.05 a year, entries of 130: exits of a year are what the stock lacks,
 * shared by the hazards; years differ in length. */
static void constant_hazards_are_found_from_their_exits(void **state)
{
    (void)state;
    static const double days[] = {365, 366, 365};
    char text[2048] = HEADER;
    double stock = 300;
    for (int y = 0; y < 3; y++) {
        struct di_theory_stock next;
        const double years = days[y] / 365.25, rate = 0.25 + 0.05;
        assert_int_equal(di_theory_stock_transient(stock, 130, rate, years, &next), DI_OK);
        const double exits = stock + 130 * years - next.mean;
        add_row(text, sizeof text, "in", "entries", "", 2007 + y, 130 * years, "");
        add_row(text, sizeof text, "out_adopted", "exits", "adopted", 2007 + y,
                exits * 0.25 / rate, "");
        add_row(text, sizeof text, "out_died", "exits", "died", 2007 + y, exits * 0.05 / rate,
                "");
        stock = next.mean;
    }
    struct fitted fitted = fit_of(ONE_HOME("0.4", "0.01"), text, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    assert_true(fitted.fit->worst < 1e-6);
    for (uint32_t y = 0; y < 3; y++) {
        assert_true(fabs(lever_of(&fitted, "in")->value[y] * 100 / 130 - 1) < 2e-3);
        assert_true(fabs(lever_of(&fitted, "out_adopted")->value[y] * 0.4 / 0.25 - 1) < 2e-3);
        assert_true(fabs(lever_of(&fitted, "out_died")->value[y] * 0.01 / 0.05 - 1) < 2e-3);
    }
    const struct di_series *rate = &lever_of(&fitted, "out_died")->fitted[0];
    assert_true(fabs(di_series_at(rate, -1) - 0.01) < 1e-12); /* before the start: its own */
    assert_true(fabs(di_series_at(rate, 1400) / 0.05 - 1) < 2e-3); /* the last rate goes on */
    finish(&fitted);
}

/* ---- recovery ---- */

/* Targets of all that `ONE_HOME(adopted, died)` is expected to give, 2007-2010. */
static void write_truth(const char *scenario, char *text, size_t room)
{
    char rows[2048] = HEADER;
    static const struct {
        const char *target, *measure, *to;
    } series[] = {{"in", "entries", ""},
                  {"out_adopted", "exits", "adopted"},
                  {"out_died", "exits", "died"},
                  {"stock", "stock", ""}};
    double values[16];
    for (size_t n = 0; n < 4; n++)
        for (int y = 2007; y < 2011; y++)
            add_row(rows, sizeof rows, series[n].target, series[n].measure, series[n].to, y, 1,
                    "");
    struct di_scenario *truth = scenario_of(scenario);
    struct di_targets *targets = targets_of(rows, truth->model);
    assert_int_equal(di_calibration_expect(truth->model, targets, values, NULL), DI_OK);
    (void)snprintf(text, room, HEADER);
    for (size_t n = 0; n < 4; n++)
        for (int y = 2007; y < 2011; y++)
            add_row(text, room, series[n].target, series[n].measure, series[n].to, y,
                    values[n * 4 + (size_t)(y - 2007)], "");
    di_targets_destroy(targets);
    di_scenario_destroy(truth);
}

static void a_perturbed_scenario_gets_its_own_rates_back(void **state)
{
    (void)state;
    char text[4096];
    write_truth(ONE_HOME("0.31", "0.02"), text, sizeof text);
    struct fitted fitted = fit_of(ONE_HOME("0.9", "0.002"), text, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    for (uint32_t y = 0; y < 4; y++) {
        assert_true(fabs(lever_of(&fitted, "out_adopted")->value[y] * 0.9 / 0.31 - 1) < 1e-6);
        assert_true(fabs(lever_of(&fitted, "out_died")->value[y] * 0.002 / 0.02 - 1) < 1e-6);
        assert_true(fabs(lever_of(&fitted, "in")->value[y] - 1) < 1e-6);
        assert_true(fabs(lever_of(&fitted, "stock")->flow[y]) < 1e-3);
    }
    finish(&fitted);
}

/* Cuts the next line out of a text in place; NULL at its end. */
static char *next_line(char **at)
{
    char *line = *at, *end = strchr(line, '\n');
    if (end == NULL)
        return NULL;
    *end = '\0';
    *at = end + 1;
    return line;
}

/* Published stocks of the truth, moved by what no flow explains. */
static char *moved_stocks(const char *text, const double moved[4], const char *break_year,
                          char *out, size_t room)
{
    char copy[4096];
    (void)snprintf(copy, sizeof copy, "%s", text);
    (void)snprintf(out, room, "%s", "");
    double sum = 0;
    char *rest = copy;
    for (char *line = next_line(&rest); line != NULL; line = next_line(&rest)) {
        int year;
        double value;
        const size_t used = strlen(out);
        if (sscanf(line, "stock,stock,home_a,,,%d,%lf", &year, &value) != 2) {
            (void)snprintf(out + used, room - used, "%s\n", line);
            continue;
        }
        char name[16];
        (void)snprintf(name, sizeof name, "%d", year);
        sum += moved[year - 2007];
        add_row(out, room, "stock", "stock", "", year, value + sum,
                strcmp(name, break_year) == 0 ? "yes" : "");
    }
    return out;
}

static char *with_unexplained_reason(char *text, size_t room)
{
    static const char scenario[] = ONE_HOME("0.31", "0.02"), key[] = "\"reasons\": {";
    const char *at = strstr(scenario, key);
    (void)snprintf(text, room, "%.*s%s%s", (int)(at - scenario), scenario, WITH_ENTRIES(""),
                   at + strlen(key));
    return text;
}

static void what_stocks_lack_is_found_with_its_sign(void **state)
{
    (void)state;
    static const double moved[4] = {-40, 25, 0, 60};
    char truth[4096], text[4096], scenario[4096];
    write_truth(ONE_HOME("0.31", "0.02"), truth, sizeof truth);
    struct fitted fitted = fit_of(with_unexplained_reason(scenario, sizeof scenario),
                                  moved_stocks(truth, moved, "", text, sizeof text), INT32_MAX);
    const struct di_lever *lever = lever_of(&fitted, "stock");
    assert_true(fitted.fit->is_converged);
    for (uint32_t y = 0; y < 4; y++) {
        assert_true(fabs(lever->flow[y] - moved[y]) < 1e-3);
        assert_true(fabs(di_fit_residual(
                        fitted.targets, point_of(&fitted, "stock", 2007 + (int32_t)y))) < 1e-6);
        assert_true(fabs(di_fit_residual(fitted.targets, point_of(&fitted, "out_adopted",
                                                                  2007 + (int32_t)y))) < 1e-6);
    }
    assert_true(fabs(di_lever_mean_unexplained(fitted.fit, lever) - 45.0 / 4) < 1e-3);
    assert_true(di_series_at(&lever->fitted[0], 4000) < 1e-12); /* zero after the last year */
    assert_int_equal(di_calibration_carry_mean(fitted.scenario->model, fitted.fit, NULL),
                     DI_OK);
    assert_true(fabs(di_series_at(&lever->fitted[0], 4000) - 45.0 / 4) < 1e-3);
    finish(&fitted);
}

/* The second half of 2007 and all of 2008, 30 children and 60 too few: 60 a year. */
static void a_part_of_a_year_counts_as_its_part_in_the_mean(void **state)
{
    (void)state;
    struct di_calibration fit = {.years = 2, .first_length = 0.5};
    bool fitted[2] = {true, true};
    double flow[2] = {-30, -60};
    const struct di_lever lever = {
        .kind = DI_LEVER_UNEXPLAINED, .is_fitted = fitted, .flow = flow};
    assert_true(fabs(di_lever_mean_unexplained(&fit, &lever) + 60) < 1e-12);
    fitted[0] = false;
    flow[1] = 20;
    assert_true(fabs(di_lever_mean_unexplained(&fit, &lever) - 20) < 1e-12);
}

static void a_break_of_the_series_is_no_flow_of_children(void **state)
{
    (void)state;
    static const double moved[4] = {-40, 500, 10, 0};
    char truth[4096], text[4096], scenario[4096];
    write_truth(ONE_HOME("0.31", "0.02"), truth, sizeof truth);
    struct fitted fitted =
        fit_of(with_unexplained_reason(scenario, sizeof scenario),
               moved_stocks(truth, moved, "2008", text, sizeof text), INT32_MAX);
    const struct di_lever *lever = lever_of(&fitted, "stock");
    assert_true(fitted.fit->is_converged);
    assert_true(lever->is_break[1] && !lever->is_fitted[1]);
    assert_true(fabs(lever->flow[1]) < 0.1); /* a step of the grid reaches over New Year */
    assert_true(fabs(lever->flow[2] - 10) < 1e-3);
    assert_true(fabs(point_of(&fitted, "stock", 2009)->jump + 500) < 0.1);
    assert_true(fabs(di_lever_mean_unexplained(fitted.fit, lever) + 10) <
                1e-3); /* -40, 10, 0 */
    finish(&fitted);
}

/* ---- what the fit may not know ---- */

static void hold_out_years_change_no_fitted_value(void **state)
{
    (void)state;
    static const double none[4] = {0}, wild[4] = {0, 0, 700, -300};
    char truth[4096], text[4096], other[4096], scenario[4096];
    write_truth(ONE_HOME("0.31", "0.02"), truth, sizeof truth);
    (void)with_unexplained_reason(scenario, sizeof scenario);
    struct fitted a = fit_of(scenario, moved_stocks(truth, none, "", text, sizeof text), 2009);
    struct fitted b =
        fit_of(scenario, moved_stocks(truth, wild, "", other, sizeof other), 2009);
    assert_int_equal(a.fit->last_fitted_year, 2008);
    for (uint32_t n = 0; n < a.fit->lever_count; n++)
        assert_memory_equal(a.fit->levers[n].value, b.fit->levers[n].value,
                            a.fit->years * sizeof(double));
    assert_int_equal(point_of(&b, "stock", 2009)->role, DI_ROLE_HOLDOUT);
    assert_true(fabs(point_of(&b, "stock", 2010)->naive -
                     di_calibration_target(b.targets, point_of(&b, "stock", 2008))->value) <
                1e-9);
    finish(&a);
    finish(&b);
}

static void the_order_of_rows_changes_nothing(void **state)
{
    (void)state;
    char text[4096], reversed[4096] = HEADER, copy[4096];
    char *lines[64];
    size_t count = 0;
    write_truth(ONE_HOME("0.31", "0.02"), text, sizeof text);
    (void)snprintf(copy, sizeof copy, "%s", text);
    char *rest = copy;
    for (char *line = next_line(&rest); line != NULL; line = next_line(&rest))
        lines[count++] = line;
    for (size_t i = count - 1; i > 0; i--) {
        const size_t used = strlen(reversed);
        (void)snprintf(reversed + used, sizeof reversed - used, "%s\n", lines[i]);
    }
    struct fitted a = fit_of(ONE_HOME("0.5", "0.1"), text, INT32_MAX);
    struct fitted b = fit_of(ONE_HOME("0.5", "0.1"), reversed, INT32_MAX);
    assert_int_equal(a.fit->lever_count, b.fit->lever_count);
    for (uint32_t n = 0; n < a.fit->lever_count; n++)
        assert_memory_equal(a.fit->levers[n].value, b.fit->levers[n].value,
                            a.fit->years * sizeof(double));
    finish(&a);
    finish(&b);
}

/* ---- totals, and what cannot be met ---- */

static void a_total_moves_only_what_its_parts_do_not_name(void **state)
{
    (void)state;
    char text[2048] = HEADER;
    add_row(text, sizeof text, "all_exits", "exits", "", 2007, 120, "");
    add_row(text, sizeof text, "out_died", "exits", "died", 2007, 5, "");
    struct fitted fitted = fit_of(ONE_HOME("0.2", "0.2"), text, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    assert_int_equal(lever_of(&fitted, "all_exits")->input_count, 1);
    assert_true(fabs(point_of(&fitted, "all_exits", 2007)->after - 120) < 120 * 2e-8);
    assert_true(fabs(point_of(&fitted, "out_died", 2007)->after - 5) < 1e-6);
    finish(&fitted);
}

static double rate_at(const struct di_lever *lever, int32_t day)
{
    return di_series_at(&lever->fitted[0], day);
}

/* No figure for 2008: a way out that the scenario closes then stays closed, one that it leaves
 * alone goes on at the rate that was found. */
static void between_fitted_years_the_scenarios_own_steps_act(void **state)
{
    (void)state;
    static const char scenario[] =
        ONE_HOME("0.2", "{\"value\": 0.1, \"steps\": [{\"from\": \"2008-01-01\", \"set\": "
                        "0}, {\"from\": \"2009-01-01\", \"set\": 0.1}]}");
    char text[2048] = HEADER;
    for (int year = 2007; year <= 2009; year += 2) {
        add_row(text, sizeof text, "out_died", "exits", "died", year, 20, "");
        add_row(text, sizeof text, "out_adopted", "exits", "adopted", year, 80, "");
    }
    struct fitted fitted = fit_of(scenario, text, INT32_MAX);
    const struct di_lever *died = lever_of(&fitted, "out_died");
    const struct di_lever *adopted = lever_of(&fitted, "out_adopted");
    assert_true(fitted.fit->is_converged);
    assert_true(rate_at(died, 100) > 0.05);
    assert_true(fabs(rate_at(died, 500)) < 1e-12);
    assert_true(rate_at(died, 800) > 0.05);
    assert_true(rate_at(adopted, 100) > 0.21);
    assert_true(fabs(rate_at(adopted, 500) - rate_at(adopted, 100)) < 1e-12);
    finish(&fitted);
}

/* Fewer entries are published than exits need: without the unexplained entries of the accounts
 * nobody would be left to leave. */
static void exits_beyond_the_published_entries_are_met(void **state)
{
    (void)state;
    static const char scenario[] =
        "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-01-01\", \"years\": "
        "4}, \"regions\": {\"r\": {\"population_0_17\": 100000}}," WITH_ENTRIES(
            "\"q\": {\"children_per_year\": 50}},") "\"settings\": {\"home_a\": {\"kind\": "
                                                    "\"institution\", \"capacity\": "
                                                    "\"unlimited\", \"use_defaults\": false, "
                                                    "\"pathways\": {\"unexplained_out\": "
                                                    "{\"clock\": \"none\", "
                                                    "\"rate_per_year\": 0}, \"adopted\": "
                                                    "{\"rate_per_year\": 1}}}},"
                                                    "\"initial_stock\": {\"margins\": "
                                                    "[{\"by\": [\"setting\"], \"counts\": "
                                                    "{\"home_a\": 300}}]}," STAND_STILL "}";
    char text[2048] = HEADER;
    for (int year = 2007; year <= 2010; year++) {
        add_row(text, sizeof text, "in", "entries", "", year, 50, "");
        add_row(text, sizeof text, "out", "exits", "", year, 400, "");
        add_row(text, sizeof text, "stock", "stock", "", year, 300, "");
    }
    struct fitted fitted = fit_of(scenario, text, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    for (int year = 2007; year <= 2010; year++) {
        assert_int_equal(point_of(&fitted, "out", year)->role, DI_ROLE_FITTED);
        assert_true(fabs(lever_of(&fitted, "stock")->value[year - 2007] - 350) < 0.01);
    }
    finish(&fitted);
}

/* Parts that come to their total leave nothing for what no part names. */
static void parts_that_fill_their_total_switch_the_rest_off(void **state)
{
    (void)state;
    char text[2048] = HEADER;
    add_row(text, sizeof text, "all_exits", "exits", "", 2007, 60, "");
    add_row(text, sizeof text, "out_adopted", "exits", "adopted", 2007, 60, "");
    struct fitted fitted = fit_of(ONE_HOME("0.9", "0.1"), text, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    assert_true(fabs(lever_of(&fitted, "all_exits")->value[0]) < 1e-12);
    assert_int_equal(point_of(&fitted, "all_exits", 2007)->role, DI_ROLE_FITTED);
    finish(&fitted);
}

static void a_total_of_named_parts_is_only_compared(void **state)
{
    (void)state;
    char text[2048] = HEADER;
    add_row(text, sizeof text, "all_exits", "exits", "", 2007, 999, "");
    add_row(text, sizeof text, "out_died", "exits", "died", 2007, 5, "");
    add_row(text, sizeof text, "out_adopted", "exits", "adopted", 2007, 50, "");
    struct fitted fitted = fit_of(ONE_HOME("0.2", "0.2"), text, INT32_MAX);
    assert_int_equal(fitted.fit->lever_count, 2);
    assert_int_equal(point_of(&fitted, "all_exits", 2007)->role, DI_ROLE_COMPARED);
    assert_true(fabs(point_of(&fitted, "all_exits", 2007)->after - 55) < 1e-6);
    finish(&fitted);
}

/* Exits of both homes are no moves between them, whatever a series of such moves says; the rest
 * of the total is met by the one cause that no part names. */
static void moves_within_a_total_are_none_of_its_parts(void **state)
{
    (void)state;
    static const char scenario[] =
        "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-01-01\", \"years\": "
        "2}, \"regions\": {\"r\": {\"population_0_17\": 100000}}, \"reasons\": {\"q\": "
        "{\"children_per_year\": 100}}, \"settings\": {\"home_a\": {\"kind\": \"institution\", "
        "\"capacity\": \"unlimited\", \"use_defaults\": false, \"pathways\": {\"home_b\": "
        "{\"rate_per_year\": 0.3}, \"adopted\": {\"rate_per_year\": 0.2}, \"died\": "
        "{\"rate_per_year\": 0.02}}}, \"home_b\": {\"kind\": \"sgh\", \"capacity\": "
        "\"unlimited\", \"entry_ladder\": false, \"use_defaults\": false, \"pathways\": "
        "{\"home_a\": {\"rate_per_year\": 0.3}, \"adopted\": {\"rate_per_year\": 0.1}}}}, "
        "\"initial_stock\": {\"margins\": [{\"by\": [\"setting\"], \"counts\": {\"home_a\": "
        "300, \"home_b\": 200}}]}," STAND_STILL "}";
    static const char targets[] = HEADER "adopted,exits,home_a home_b,adopted,,2007,70,,yes,,\n"
                                         "all,exits,home_a home_b,,,2007,90,,yes,,\n"
                                         "a_to_b,exits,home_a,home_b,,2007,110,,yes,,\n"
                                         "b_to_a,exits,home_b,home_a,,2007,80,,yes,,\n";
    static const char *const ids[] = {"adopted", "all", "a_to_b", "b_to_a"};
    struct fitted fitted = fit_of(scenario, targets, INT32_MAX);
    assert_true(fitted.fit->is_converged);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const struct di_fit_point *point = point_of(&fitted, ids[i], 2007);
        assert_int_equal(point->role, DI_ROLE_FITTED);
        assert_true(fabs(di_fit_residual(fitted.targets, point)) < 1e-6);
    }
    finish(&fitted);
}

/* Most of a total are young people who turn 18, whom no rate moves: what one small cause makes
 * of it is found as fast as any. */
static void a_small_cause_of_a_large_total_is_found(void **state)
{
    (void)state;
    static const char scenario[] =
        "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-01-01\", \"years\": "
        "2}, \"regions\": {\"r\": {\"population_0_17\": 100000}}, \"reasons\": {\"q\": "
        "{\"children_per_year\": 100}}, \"entries\": {\"group_size_shares\": [1], "
        "\"entry_cv\": 0}, \"policies\": {\"kin_at_entry_share\": 0}, \"settings\": "
        "{\"home_a\": {\"kind\": \"institution\", \"capacity\": \"unlimited\", "
        "\"use_defaults\": false, \"pathways\": {\"died\": {\"rate_per_year\": 0.002}}}}, "
        "\"initial_stock\": {\"margins\": [{\"by\": [\"setting\"], \"counts\": {\"home_a\": "
        "1000}}]}}";
    char text[512] = HEADER;
    struct fitted before =
        fit_of(scenario, HEADER "x,exits,home_a,aged_out,,2007,1,,yes,,\n", INT32_MAX);
    const double aged = point_of(&before, "x", 2007)->after;
    add_row(text, sizeof text, "all_exits", "exits", "", 2007, aged + 1, "");
    struct fitted fitted = fit_of(scenario, text, INT32_MAX);
    assert_true(aged > 30);
    assert_true(fitted.fit->is_converged);
    assert_true(fitted.fit->iterations < 30);
    finish(&before);
    finish(&fitted);
}

static void more_exits_than_children_are_said_not_to_be_met(void **state)
{
    (void)state;
    char text[2048] = HEADER;
    add_row(text, sizeof text, "in", "entries", "", 2007, 100, "");
    add_row(text, sizeof text, "out_died", "exits", "died", 2007, 5000, "");
    struct fitted fitted = fit_of(ONE_HOME("0.2", "0.2"), text, INT32_MAX);
    assert_int_equal(point_of(&fitted, "out_died", 2007)->role, DI_ROLE_UNMET);
    assert_int_equal(point_of(&fitted, "in", 2007)->role, DI_ROLE_FITTED);
    finish(&fitted);
}

static void a_rate_of_zero_can_be_fitted(void **state)
{
    (void)state;
    char text[2048] = HEADER;
    add_row(text, sizeof text, "out_died", "exits", "died", 2007, 7, "");
    add_row(text, sizeof text, "out_died", "exits", "died", 2008, 0, "");
    struct fitted fitted = fit_of(ONE_HOME("0.2", "0"), text, INT32_MAX);
    assert_true(fabs(point_of(&fitted, "out_died", 2007)->after - 7) < 1e-6);
    assert_true(fitted.fit->is_converged);
    assert_int_equal(point_of(&fitted, "out_died", 2008)->role, DI_ROLE_FITTED);
    assert_true(fabs(point_of(&fitted, "out_died", 2008)->after) < 0.02);
    finish(&fitted);
}

static void pathways_by_request_are_refused_by_name(void **state)
{
    (void)state;
    static const char scenario[] =
        "{\"format\": 1, \"id\": \"toy\", \"horizon\": {\"start\": \"2007-01-01\", \"years\": "
        "4},"
        "\"regions\": {\"r\": {\"population_0_17\": 100000}},"
        "\"reasons\": {\"q\": {\"children_per_year\": 100}},"
        "\"settings\": {\"home_a\": {\"kind\": \"institution\", \"capacity\": \"unlimited\","
        "\"use_defaults\": false, \"pathways\": {\"home\": {\"mode\": {\"value\": \"by_rate\", "
        "\"steps\": [{\"from\": \"2009-01-01\", \"set\": \"by_request\"}]}, "
        "\"rate_per_year\": 0.1}}}}," STAND_STILL "}";
    char text[2048] = HEADER, longer[2048] = HEADER;
    struct di_calibration_options options;
    struct di_calibration *fit = NULL;
    struct di_error error = {0};
    add_row(text, sizeof text, "in", "entries", "", 2008, 100, "");
    add_row(longer, sizeof longer, "in", "entries", "", 2009, 100, "");
    struct fitted early = fit_of(scenario, text, INT32_MAX);
    finish(&early);
    struct di_scenario *loaded = scenario_of(scenario);
    struct di_targets *targets = targets_of(longer, loaded->model);
    di_calibration_options_defaults(&options);
    assert_int_equal(di_calibration_run(loaded->model, targets, &options, &fit, &error),
                     DI_ERR_UNSUPPORTED);
    assert_string_equal(error.message.arguments[0].text, "home_a/home");
    di_targets_destroy(targets);
    di_scenario_destroy(loaded);
}

/* ---- simulated figures ---- */

/* What is counted in replications is what is expected, within 4 standard errors. */
static void counted_figures_have_the_expected_means(void **state)
{
    (void)state;
    enum { REPLICATIONS = 200, POINTS = 16 };
    static double values[REPLICATIONS][POINTS];
    char text[4096];
    struct country country;
    write_truth(ONE_HOME("0.31", "0.02"), text, sizeof text);
    country_load(&country, ONE_HOME("0.31", "0.02"), 1);
    struct di_targets *targets = targets_of(text, country.model);
    for (uint32_t r = 0; r < REPLICATIONS; r++)
        di_calibration_observe(country.model, targets, country_run(&country, r, NULL),
                               values[r]);
    for (uint32_t n = 0; n < POINTS; n++) {
        double sum = 0, squares = 0;
        for (uint32_t r = 0; r < REPLICATIONS; r++)
            sum += values[r][n];
        const double mean = sum / REPLICATIONS;
        for (uint32_t r = 0; r < REPLICATIONS; r++)
            squares += (values[r][n] - mean) * (values[r][n] - mean);
        const double error = sqrt(squares / (REPLICATIONS - 1) / REPLICATIONS);
        assert_true(fabs(mean - targets->series[n / 4].points[n % 4].value) < 4 * error);
    }
    di_targets_destroy(targets);
    country_destroy(&country);
}

/* ---- identifiability ---- */

static void inputs_that_act_alike_are_named(void **state)
{
    (void)state;
    static const double alike[] = {1, 2, 2, 3, 4, 4, -1, 5, 5, 2, 0, 0};
    struct di_identifiability found;
    assert_int_equal(di_identifiability_find(alike, 4, 3, &found, NULL), DI_OK);
    assert_false(di_identifiability_is_hidden(&found, 0));
    assert_true(di_identifiability_is_hidden(&found, 1));
    assert_true(di_identifiability_is_hidden(&found, 2));
    di_identifiability_finish(&found);
    assert_int_equal(di_identifiability_find(alike, 1, 3, &found, NULL),
                     DI_OK); /* one figure */
    assert_true(di_identifiability_is_weak(&found, 1) && di_identifiability_is_weak(&found, 2));
    di_identifiability_finish(&found);
}

static void each_series_has_a_factor_of_its_own(void **state)
{
    (void)state;
    char text[4096];
    struct di_calibration_options options;
    struct di_identifiability found;
    write_truth(ONE_HOME("0.31", "0.02"), text, sizeof text);
    struct fitted fitted = fit_of(ONE_HOME("0.31", "0.02"), text, INT32_MAX);
    const uint32_t factors = di_calibration_factor_count(fitted.fit);
    double *jacobian = calloc((size_t)fitted.fit->point_count * factors, sizeof *jacobian);
    di_calibration_options_defaults(&options);
    assert_int_equal(factors, 3);
    assert_int_equal(di_calibration_jacobian(fitted.scenario->model, fitted.targets, &options,
                                             fitted.fit, jacobian, NULL),
                     DI_OK);
    /* entries of a year by their factor: themselves, in tolerances of a fiftieth or 5 */
    assert_true(fabs(jacobian[0] * 5 / 100 - 1) < 2e-3);
    assert_int_equal(
        di_identifiability_find(jacobian, fitted.fit->point_count, factors, &found, NULL),
        DI_OK);
    for (size_t i = 0; i < factors; i++)
        assert_false(di_identifiability_is_hidden(&found, i));
    di_identifiability_finish(&found);
    free(jacobian);
    finish(&fitted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constant_hazards_are_found_from_their_exits),
        cmocka_unit_test(a_perturbed_scenario_gets_its_own_rates_back),
        cmocka_unit_test(what_stocks_lack_is_found_with_its_sign),
        cmocka_unit_test(a_part_of_a_year_counts_as_its_part_in_the_mean),
        cmocka_unit_test(a_break_of_the_series_is_no_flow_of_children),
        cmocka_unit_test(hold_out_years_change_no_fitted_value),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(a_total_moves_only_what_its_parts_do_not_name),
        cmocka_unit_test(parts_that_fill_their_total_switch_the_rest_off),
        cmocka_unit_test(between_fitted_years_the_scenarios_own_steps_act),
        cmocka_unit_test(exits_beyond_the_published_entries_are_met),
        cmocka_unit_test(a_total_of_named_parts_is_only_compared),
        cmocka_unit_test(moves_within_a_total_are_none_of_its_parts),
        cmocka_unit_test(a_small_cause_of_a_large_total_is_found),
        cmocka_unit_test(more_exits_than_children_are_said_not_to_be_met),
        cmocka_unit_test(a_rate_of_zero_can_be_fitted),
        cmocka_unit_test(pathways_by_request_are_refused_by_name),
        cmocka_unit_test(counted_figures_have_the_expected_means),
        cmocka_unit_test(inputs_that_act_alike_are_named),
        cmocka_unit_test(each_series_has_a_factor_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
