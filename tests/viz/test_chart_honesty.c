/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What charts do not claim: no range of one run, no difference that runs disagree on, no sum of
 * what is left where numbers are withheld; and what they say where they have nothing to show.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "di/chart.h"
#include "di/time.h"

#include "chart_probe.h"
#include "chart_samples.h"
#include "di_test.h"

/* Too large to draw is not too small a picture. */
static void a_fan_says_why_there_is_none(void **state)
{
    (void)state;
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 900, 560};
    chart_samples_init(&samples, false);
    chart_samples_request(&samples, &request);
    const struct di_results *results = request.scenario->results;
    const struct di_row_span span =
        di_results_span(results, di_indicator_find(request.indicator));
    for (size_t i = span.first; i < span.end; i++)
        results->rows[i].summary.p50 *= 1e15;
    request.kind = DI_CHART_FAN;
    assert_status(di_chart_lay_out(&request, &frame, &plan, NULL), DI_OK);
    bool is_said = false;
    for (const struct di_scene_item *item = plan.scene.first; item != NULL; item = item->next)
        is_said = is_said || (item->kind == DI_SCENE_TEXT &&
                              strstr(item->text, "These values cannot be drawn") != NULL);
    assert_true(is_said);
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
}

/* A sign that runs disagree on is no finding: a spread of 0.3 million a run instead of 0.1 puts
 * nothing inside the range of 90%. */
static void no_saving_is_claimed_that_runs_disagree_on(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    for (int run = 0; run < 20; run++)
        samples.money[0][7][run] = 18e6 + 3e5 * (run - 9.5);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_CUMULATIVE, 1200, 800);
    assert_string_equal(plan.title,
                        "Cost by the end of 2027: runs disagree whether it is above "
                        "or below the baseline");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Other luck cannot be paired: lines without a band, and no claim where the ranges meet. */
static void runs_of_another_seed_are_not_paired(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.base_results.seed = 2;
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_CUMULATIVE, 1200, 800);
    for (const struct di_scene_item *i = plan.scene.first; i != NULL; i = i->next)
        assert_false(i->kind == DI_SCENE_FILL && i->ink == DI_INK_BAND_OUTER &&
                     i->point_count > 0);
    assert_string_equal(plan.title,
                        "Cost by the end of 2027: without pairs of runs nobody can say whether "
                        "it is above or below the baseline");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* One run is no range: no band, no "90%", no direction in a title. */
static void one_run_claims_no_range(void **state)
{
    static const enum di_chart_kind kinds[] = {
        DI_CHART_FAN,      DI_CHART_MULTIPLES,  DI_CHART_SHARES,    DI_CHART_WAITS,
        DI_CHART_COSTS,    DI_CHART_CUMULATIVE, DI_CHART_WATERFALL, DI_CHART_CLOSURES,
        DI_CHART_BACKTEST, DI_CHART_GAPS,       DI_CHART_HEATMAP,   DI_CHART_SANKEY};
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.results.replications = samples.base_results.replications = 1;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct di_chart_plan plan = chart_probe_plan(&samples, kinds[k], 1200, 800);
        for (const struct di_scene_item *i = plan.scene.first; i != NULL; i = i->next) {
            assert_false(i->ink == DI_INK_BAND_OUTER && i->point_count > 0);
            assert_false(i->kind == DI_SCENE_TEXT && strstr(i->text, "90% of runs") != NULL);
        }
        assert_true(
            chart_probe_says(&plan, "One run: one of many possible futures, without a range."));
        assert_null(strstr(plan.title, "less"));
        assert_true(strstr(plan.title, "down") == NULL ||
                    strstr(plan.title, "winding down") != NULL);
        di_chart_plan_finish(&plan);
    }
    chart_samples_finish(&samples);
    (void)state;
}

/* A gap that unexplained entries close is no agreement of the rates. */
static void a_back_test_says_what_closes_its_gap(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_BACKTEST, 1200, 800);
    assert_non_null(strstr(plan.description, "No unexplained flow closes the gap."));
    di_chart_plan_finish(&plan);
    struct di_results *results = &samples.results;
    results->rows[results->row_count - 1] =
        (struct di_results_row){.indicator = di_indicator_find("C_unexplained_entries"),
                                .period = DI_YEAR,
                                .region = "all",
                                .setting = "all",
                                .first_civil_day = results->start_civil_day,
                                .summary = {.n = 20, .mean = 5}};
    results->spans = NULL;
    plan = chart_probe_plan(&samples, DI_CHART_BACKTEST, 1200, 800);
    assert_non_null(strstr(plan.description, "unexplained entries and exits close part"));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Who sees an empty chart reads that its numbers are withheld, not that there are none. */
static void what_is_withheld_is_said(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.results.suppress_below = 5;
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_FAN, 1200, 800);
    assert_non_null(strstr(plan.description, "Counts of fewer than 5 children are withheld"));
    di_chart_plan_finish(&plan);
    samples.results.row_count = 0;
    samples.results.spans = NULL;
    static const enum di_chart_kind kinds[] = {DI_CHART_FAN, DI_CHART_SHARES, DI_CHART_WAITS};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        plan = chart_probe_plan(&samples, kinds[k], 1200, 800);
        assert_false(plan.has_data);
        assert_non_null(strstr(plan.description, "nothing of this chart is left"));
        di_chart_plan_finish(&plan);
    }
    chart_samples_finish(&samples);
    (void)state;
}

/* The sum of the rows that are left would be a wrong figure. */
static void money_with_a_withheld_row_is_not_added_up(void **state)
{
    static const enum di_chart_kind kinds[] = {DI_CHART_COSTS, DI_CHART_CUMULATIVE,
                                               DI_CHART_WATERFALL};
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_csv_table *table = samples.scenario->table[DI_TABLE_COSTS];
    table->number[di_csv_table_column(table, "mean")] = (double)NAN;
    samples.results.suppress_below = 5;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct di_chart_plan plan = chart_probe_plan(&samples, kinds[k], 1200, 800);
        assert_false(plan.has_data);
        assert_non_null(strstr(plan.description, "nothing of this chart is left"));
        di_chart_plan_finish(&plan);
    }
    chart_samples_finish(&samples);
    (void)state;
}

static double number_at(struct di_csv_table *table, const char *column, double value)
{
    return table->number[di_csv_table_column(table, column)] = value;
}

/* Fewer than 20 closing runs have no median: the bar ends at their mean, not at the horizon. */
static void a_house_that_few_runs_close_ends_at_the_mean(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_csv_table *table = samples.scenario->table[DI_TABLE_CLOSURES];
    const double nothing = (double)NAN;
    (void)number_at(table, "closed_p05", nothing);
    (void)number_at(table, "closed_p50", nothing);
    (void)number_at(table, "closed_p95", nothing);
    (void)number_at(table, "closed_share", 0.9);
    (void)number_at(table, "closed_mean", di_date_from_civil(2027, 3, 1));
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_CLOSURES, 1200, 800);
    const char *id = di_csv_table_text(table, 0, di_csv_table_column(table, "institution"));
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_BAR, id);
    assert_string_equal(hit->rows[3].label, "closes, mean");
    assert_string_equal(hit->rows[3].value, "2027-03-01");
    assert_string_equal(hit->rows[3].range, "");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Twenty houses of which the two that close last are late; a card with room for a few of them.
 */
static struct di_csv_table *many_closures(const char *folder)
{
    char path[256];
    struct di_csv_table *table = NULL;
    (void)snprintf(path, sizeof path, "%s/closures.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("institution,region,moratorium,wind_down,close_by,closed_share,"
                "closed_by_plan_share,closed_p05,closed_p50,closed_p95,closed_mean\n",
                file);
    for (int i = 0; i < 20; i++)
        (void)fprintf(file, "house_%d,north,,2026-02-01,2027-06-30,%s,,2026-%02d-%02d,,\n", i,
                      i < 18 ? "1,1" : "0,0", 3 + i / 3, 1 + i);
    assert_int_equal(fclose(file), 0);
    assert_status(di_csv_table_read(folder, "closures.csv", NULL, NULL, &table, NULL), DI_OK);
    return table;
}

static void houses_that_miss_their_day_are_shown_before_others(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 800, 260};
    chart_samples_init(&samples, false);
    di_csv_table_destroy(samples.scenario->table[DI_TABLE_CLOSURES]);
    samples.scenario->table[DI_TABLE_CLOSURES] = many_closures(samples.folder);
    chart_samples_request(&samples, &request);
    request.kind = DI_CHART_CLOSURES;
    request.is_card = true;
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_OK);
    assert_string_equal(plan.title, "Of 20 institutions winding down, 2 miss their last day in "
                                    "most runs");
    (void)chart_probe_hit(&plan, DI_HIT_BAR, "house_0");
    (void)chart_probe_hit(&plan, DI_HIT_BAR, "house_18");
    (void)chart_probe_hit(&plan, DI_HIT_BAR, "house_19");
    size_t shown = 0;
    for (const struct di_hit *hit = plan.scene.first_hit; hit != NULL; hit = hit->next)
        shown += hit->role == DI_HIT_BAR;
    char more[80];
    (void)snprintf(more, sizeof more, "and %zu more, none late in most runs", 20 - shown);
    assert_true(chart_probe_says(&plan, more));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* A page says runs and ranges once; what is a chart's own it says on a card too. */
static void a_card_keeps_the_notes_that_are_its_own(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 1000, 500};
    chart_samples_init(&samples, false);
    chart_samples_request(&samples, &request);
    request.is_card = true;
    request.kind = DI_CHART_SANKEY;
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_OK);
    bool says_runs = false, says_own = false;
    for (const struct di_scene_item *i = plan.scene.first; i != NULL; i = i->next) {
        says_runs =
            says_runs || (i->kind == DI_SCENE_TEXT && strstr(i->text, "Runs: ") != NULL);
        says_own = says_own || (i->kind == DI_SCENE_TEXT &&
                                strstr(i->text, "are not the same children") != NULL);
    }
    assert_false(says_runs);
    assert_true(says_own);
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void an_absent_table_is_said_in_a_sentence(void **state)
{
    static const enum di_chart_kind kinds[] = {
        DI_CHART_SANKEY, DI_CHART_COSTS,    DI_CHART_CUMULATIVE, DI_CHART_WATERFALL,
        DI_CHART_LIFE,   DI_CHART_CLOSURES, DI_CHART_TORNADO,    DI_CHART_PLAN};
    struct chart_samples samples;
    struct di_results_folder *bare = NULL;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 800, 500};
    chart_samples_init(&samples, false);
    assert_status(di_results_folder_wrap(samples.scenario->results, &bare, NULL), DI_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        chart_samples_request(&samples, &request);
        request.kind = kinds[i];
        request.scenario = bare;
        request.baseline = bare;
        assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                      DI_OK);
        assert_false(plan.has_data);
        assert_true(strlen(plan.description) > 10);
        di_chart_plan_finish(&plan);
    }
    di_results_folder_destroy(bare);
    chart_samples_finish(&samples);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fan_says_why_there_is_none),
        cmocka_unit_test(no_saving_is_claimed_that_runs_disagree_on),
        cmocka_unit_test(runs_of_another_seed_are_not_paired),
        cmocka_unit_test(one_run_claims_no_range),
        cmocka_unit_test(a_back_test_says_what_closes_its_gap),
        cmocka_unit_test(what_is_withheld_is_said),
        cmocka_unit_test(money_with_a_withheld_row_is_not_added_up),
        cmocka_unit_test(a_house_that_few_runs_close_ends_at_the_mean),
        cmocka_unit_test(houses_that_miss_their_day_are_shown_before_others),
        cmocka_unit_test(a_card_keeps_the_notes_that_are_its_own),
        cmocka_unit_test(an_absent_table_is_said_in_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
