/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every kind of chart on a results folder with invented round numbers: numbers shown equal the
 * tables', nothing is clipped, no two labels overlap, at several sizes and in both languages.
 */
#include <pango/pangocairo.h>
#include <string.h>

#include "di/chart.h"

#include "chart_samples.h"
#include "di_test.h"

/* Width of a text: half its size a letter, as in the layout tests. */
static double fixed_width(void *context, const char *text, const struct di_text_style *style)
{
    size_t letters = 0;
    (void)context;
    for (; *text != '\0'; text++)
        letters += ((unsigned char)*text & 0xC0u) != 0x80u;
    return 0.5 * style->size * (double)letters;
}

static const struct di_text_measure measure = {fixed_width, NULL};

static struct di_chart_plan plan_of(const struct chart_samples *samples,
                                    enum di_chart_kind kind, double width, double height)
{
    struct di_chart_request request;
    struct di_chart_plan plan;
    struct di_error error;
    const struct di_rect frame = {0, 0, width, height};
    di_error_clear(&error);
    chart_samples_request(samples, &request);
    request.kind = kind;
    assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, &error), DI_OK);
    return plan;
}

static bool says(const struct di_chart_plan *plan, const char *text)
{
    for (const struct di_scene_item *i = plan->scene.first; i != NULL; i = i->next)
        if (i->kind == DI_SCENE_TEXT && strcmp(i->text, text) == 0)
            return true;
    return false;
}

static const struct di_hit *hit_of(const struct di_chart_plan *plan, enum di_hit_role role,
                                   const char *id)
{
    for (const struct di_hit *hit = plan->scene.first_hit; hit != NULL; hit = hit->next)
        if (hit->role == role && strcmp(hit->id, id) == 0)
            return hit;
    fail_msg("no hit area of role %d: %s", (int)role, id);
    return NULL;
}

static unsigned complaints;

static void complain(enum di_chart_kind kind, double width, double height, const char *text,
                     const char *what)
{
    print_error("%s at %g x %g: '%s' / '%s'\n", di_chart_kind_key(kind), width, height, text,
                what);
    complaints++;
}

/* Ink stays in the frame and words apart; a text on its own paper may cover what is below. */
static void check_scene(const struct di_chart_plan *plan, enum di_chart_kind kind, double width,
                        double height)
{
    const struct di_rect frame = {-0.5, -0.5, width + 1, height + 1};
    for (const struct di_scene_item *a = plan->scene.first; a != NULL; a = a->next) {
        if (a->kind != DI_SCENE_TEXT)
            continue;
        if (!di_rect_contains(&frame, &a->box))
            complain(kind, width, height, a->text, "leaves the frame");
        for (const struct di_scene_item *b = a->next; b != NULL; b = b->next) {
            struct di_rect box = b->box;
            box.x += 0.5;
            box.width -= 1;
            box.y += 1;
            box.height -= 2;
            if (b->kind == DI_SCENE_TEXT && di_rect_overlaps(&a->box, &box))
                complain(kind, width, height, a->text, b->text);
        }
    }
}

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

static void no_chart_clips_a_word_or_lets_two_meet(void **state)
{
    static const double sizes[][2] = {
        {1600, 1000}, {900, 560}, {640, 420}, {360, 300}, {866, 430}};
    for (int russian = 0; russian < 2; russian++) {
        struct chart_samples samples;
        chart_samples_init(&samples, russian == 1);
        for (unsigned kind = 0; kind < DI_CHARTS; kind++)
            for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
                struct di_chart_plan plan;
                struct di_chart_request request;
                const struct di_rect frame = {0, 0, sizes[i][0], sizes[i][1]};
                chart_samples_request(&samples, &request);
                request.kind = (enum di_chart_kind)kind;
                assert_status(di_chart_lay_out(&request, &frame, &plan, NULL), DI_OK);
                check_scene(&plan, (enum di_chart_kind)kind, sizes[i][0], sizes[i][1]);
                assert_true(strlen(plan.title) > 0);
                di_chart_plan_finish(&plan);
            }
        chart_samples_finish(&samples);
    }
    assert_int_equal(complaints, 0);
    (void)state;
}

static void rename_all(struct di_results_folder *folder, const char *const names[2])
{
    for (size_t i = 0; i < folder->names.count; i++)
        folder->names.list[i].en = folder->names.list[i].ru = names[i % 2];
}

static void check_glyphs(const struct di_chart_plan *plan, PangoLayout *layout)
{
    for (const struct di_scene_item *i = plan->scene.first; i != NULL; i = i->next) {
        if (i->kind != DI_SCENE_TEXT)
            continue;
        pango_layout_set_text(layout, i->text, -1);
        if (pango_layout_get_unknown_glyphs_count(layout) > 0)
            fail_msg("no glyphs for '%s'", i->text);
    }
}

static void check_names(const struct chart_samples *samples, PangoLayout *layout)
{
    static const double sizes[][2] = {{1600, 1000}, {900, 560}, {640, 420}, {866, 430}};
    for (unsigned kind = 0; kind < DI_CHARTS; kind++)
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            struct di_chart_plan plan;
            struct di_chart_request request;
            const struct di_rect frame = {0, 0, sizes[i][0], sizes[i][1]};
            chart_samples_request(samples, &request);
            request.kind = (enum di_chart_kind)kind;
            assert_status(di_chart_lay_out(&request, &frame, &plan, NULL), DI_OK);
            check_scene(&plan, (enum di_chart_kind)kind, sizes[i][0], sizes[i][1]);
            check_glyphs(&plan, layout);
            di_chart_plan_finish(&plan);
        }
}

/* A country's own script needs no translation of the program; long names wrap. */
static void names_in_other_scripts_and_long_ones_are_drawn(void **state)
{
    static const char *const names[][2] = {
        {"სამეგრელო-ზემო სვანეთი", "რაჭა-ლეჩხუმი და ქვემო სვანეთი"},
        {"Գեղարքունիքի մարզ", "Վայոց Ձորի մարզ, Եղեգնաձոր"},
        {"Дом-интернат для детей с тяжёлыми нарушениями развития № 12",
         "Краевое государственное учреждение социального обслуживания «Надежда»"}};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
    cairo_t *cr = cairo_create(surface);
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string("Noto Sans, DejaVu Sans");
    pango_layout_set_font_description(layout, font);
    complaints = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct chart_samples samples;
        chart_samples_init(&samples, true);
        rename_all(samples.scenario, names[i]);
        check_names(&samples, layout);
        chart_samples_finish(&samples);
    }
    assert_int_equal(complaints, 0);
    pango_font_description_free(font);
    g_object_unref(layout);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    (void)state;
}

static void each_chart_has_data_and_hit_areas_inside_it(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    for (unsigned kind = 0; kind < DI_CHARTS; kind++) {
        struct di_chart_plan plan = plan_of(&samples, (enum di_chart_kind)kind, 1200, 800);
        const struct di_rect frame = {-1, -1, 1202, 802};
        size_t hits = 0;
        if (!plan.has_data)
            fail_msg("%s has no data: %s", di_chart_kind_key((enum di_chart_kind)kind),
                     plan.description);
        for (const struct di_hit *hit = plan.scene.first_hit; hit != NULL; hit = hit->next) {
            assert_true(di_rect_contains(&frame, &hit->rect));
            assert_true(hit->row_count > 0);
            hits++;
        }
        if (hits == 0)
            fail_msg("%s has no hit areas", di_chart_kind_key((enum di_chart_kind)kind));
        assert_true(strlen(plan.description) > 0);
        di_chart_plan_finish(&plan);
    }
    chart_samples_finish(&samples);
    (void)state;
}

/* 60 + 40 first entries into institutions over two years, 30 + 10 of them of kinship care:
 * see flows.csv of the samples. */
static void a_sankey_sums_the_years_of_its_flows(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_SANKEY, 1200, 800);
    const struct di_hit *hit = hit_of(&plan, DI_HIT_RIBBON, "outside_new>institution");
    assert_string_equal(hit->rows[0].value, "100"); /* 60 + 40 */
    assert_string_equal(hit->rows[1].value, "50");  /* over two years */
    hit = hit_of(&plan, DI_HIT_BOX, "in:outside_new");
    assert_string_equal(hit->rows[0].value, "140"); /* 60 + 40 + 30 + 10 */
    /* out of institutions: 20 + 20 home, 10 + 10 foster, 20 + 0 independent; a family: 60/80 */
    assert_string_equal(plan.title, "75% of moves out of institutions lead to a family");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Ten weeks over New Year: each year is one quarter, so its dates stand twice. */
static void a_year_that_the_run_cuts_counts_once(void **state)
{
    static const char head[] = "scenario,from_region,from,to_region,to,mode,period_start,"
                               "period_end,n,mean,ci_low,ci_high\n";
    static const char entries[] = "s,all,outside_new,all,children_home,unplanned,";
    static const char exits[] = "s,all,children_home,all,home,by_rate,";
    static const char *const periods[] = {
        "2026-11-10,2026-12-31,20,60,58,62\n", "2027-01-01,2027-01-18,20,40,38,42\n",
        "2026-11-10,2026-12-31,20,60,58,62\n", "2027-01-01,2027-01-18,20,40,38,42\n"};
    char path[256];
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.results.start_civil_day = di_date_from_civil(2026, 11, 10);
    samples.results.last_civil_day = di_date_from_civil(2027, 1, 18);
    (void)snprintf(path, sizeof path, "%s/flows.csv", samples.folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(head, stream);
    for (size_t i = 0; i < 8; i++) /* years, then quarters, as a run writes them */
        (void)fprintf(stream, "%s%s", i < 4 ? entries : exits, periods[i % 4]);
    assert_int_equal(fclose(stream), 0);
    di_csv_table_destroy(samples.scenario->table[DI_TABLE_FLOWS]);
    assert_status(di_csv_table_read(samples.folder, "flows.csv", NULL, NULL,
                                    &samples.scenario->table[DI_TABLE_FLOWS], NULL),
                  DI_OK);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_SANKEY, 1200, 800);
    assert_true(plan.has_data);
    assert_string_equal(hit_of(&plan, DI_HIT_RIBBON, "outside_new>institution")->rows[0].value,
                        "100");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void a_run_that_ends_in_mid_year_says_the_day(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    const int32_t end = di_date_from_civil(2027, 12, 31);
    samples.results.last_civil_day = di_date_from_civil(2027, 11, 15);
    for (size_t i = 0; i < samples.results.row_count; i++)
        if (samples.results.rows[i].last_civil_day == end)
            samples.results.rows[i].last_civil_day = samples.results.last_civil_day;
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_FAN, 1200, 800);
    assert_non_null(strstr(plan.title, "by the end of 2027-11-15"));
    di_chart_plan_finish(&plan);
    plan = plan_of(&samples, DI_CHART_WAITS, 1200, 800);
    assert_non_null(strstr(plan.description,
                           "* Not a whole year: the run goes from 2026-01-01 to 2027-11-15."));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Shares of nothing are left out; the box and its count stay. */
static void a_sankey_without_entries_shows_no_shares_of_them(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_csv_table *table = samples.scenario->table[DI_TABLE_FLOWS];
    const size_t to = di_csv_table_column(table, "to"),
                 mean = di_csv_table_column(table, "mean");
    for (size_t row = 0; row < table->row_count; row++)
        if (strcmp(di_csv_table_text(table, row, to), "home") != 0)
            table->number[row * table->column_count + mean] = 0;
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_SANKEY, 1200, 800);
    assert_true(plan.has_data);
    for (const struct di_scene_item *item = plan.scene.first; item != NULL; item = item->next)
        if (item->text != NULL)
            assert_null(strstr(item->text, "\xC2\xB7 %")); /* "0 · %" */
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void a_sankey_difference_shows_scenario_less_baseline(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 1200, 800};
    chart_samples_init(&samples, false);
    chart_samples_request(&samples, &request);
    request.kind = DI_CHART_SANKEY;
    request.view = DI_VIEW_DIFFERENCE;
    assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, NULL), DI_OK);
    /* the baseline has 160 entries into institutions instead of 100 */
    const struct di_hit *hit = hit_of(&plan, DI_HIT_RIBBON, "outside_new>institution");
    assert_string_equal(hit->rows[2].value, "160");
    assert_string_equal(hit->rows[3].value, "\xE2\x88\x92"
                                            "60");
    assert_string_equal(plan.title, "60 fewer moves into institutions than in the baseline");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* 2026: 10 million, 2027: 8 million; the baseline 9 and 11: 18 against 20. */
static void cost_charts_add_up_to_the_table(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_COSTS, 1200, 800);
    assert_string_equal(plan.title, "Cost 2026\xE2\x80\x93"
                                    "2027: 18.0 million EUR, 2.0 less than the baseline");
    const struct di_hit *year = hit_of(&plan, DI_HIT_BAR, "2027");
    assert_string_equal(year->rows[0].value, "8.0");
    /* homes 4, of them 1 for empty places; families 4, a quarter of it in no kind of care */
    assert_string_equal(year->rows[1].label, "Institutions: empty places");
    assert_string_equal(year->rows[1].value, "1.0");
    assert_string_equal(year->rows[2].label, "Institutions");
    assert_string_equal(year->rows[2].value, "3.0");
    assert_string_equal(year->rows[3].label, "Foster families");
    assert_string_equal(year->rows[3].value, "3.0");
    assert_string_equal(year->rows[4].label, "Workers, prevention and other");
    assert_string_equal(year->rows[4].value, "1.0");
    assert_int_equal(year->row_count, 5);
    di_chart_plan_finish(&plan);
    plan = plan_of(&samples, DI_CHART_WATERFALL, 1200, 800);
    assert_true(says(&plan, "20.0"));
    assert_true(says(&plan, "18.0"));
    assert_true(says(&plan, "\xE2\x88\x92"
                            "6.0"));  /* homes: 10 instead of 16 */
    assert_true(says(&plan, "+4.0")); /* families: 8 instead of 4 */
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Quarters of the year's quarter: after 2026 one million more, after 2027 Q2 half a million
 * less (1 - 0.75 - 0.75), so it breaks even in 2027 Q2. */
static void break_even_is_the_first_quarter_that_stays_below(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_CUMULATIVE, 1200, 800);
    assert_string_equal(
        plan.title, "Breaks even in 2027 Q2; 2.0 million EUR less spent by the end of 2027");
    /* run by run -2.0 + 0.1 (r - 9.5) million, r = 0.95 to 18.05 */
    assert_true(says(&plan, "90%: \xE2\x88\x92"
                            "2.9 to \xE2\x88\x92"
                            "1.1"));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* North 2026 Q1: 100 places, 90 used, 30 wait: 120%, 20 short; south 100, 40, 0: 60 free. */
static void the_heatmap_counts_used_and_waiting_against_supply(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_HEATMAP, 1200, 800);
    const struct di_hit *hit = hit_of(&plan, DI_HIT_CELL, "north:0");
    assert_string_equal(hit->rows[0].value, "120%");
    assert_string_equal(hit->rows[1].value, "100");
    assert_string_equal(hit->rows[2].value, "20");
    assert_string_equal(plan.title, "Foster care: 1 of 2 regions runs short in 2026");
    di_chart_plan_finish(&plan);
    plan = plan_of(&samples, DI_CHART_GAPS, 1200, 800);
    assert_true(says(&plan, "\xE2\x88\x92"
                            "20"));
    assert_true(says(&plan, "+60"));
    assert_true(says(&plan, "2026 Q1"));
    assert_string_equal(plan.title, "Foster care: 20 places short in North at worst; 1 of 2 "
                                    "regions runs short");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static void shares_are_of_mean_stocks_and_add_up(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_SHARES, 1200, 800);
    /* the last quarter: institutions 50, kinship 150 */
    assert_true(says(&plan, "Institutions 25%"));
    assert_true(says(&plan, "Kinship care 75%"));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Institutions from 120 by 10 a quarter: 50 at the end of 2027; the plan: 30 + 25. */
static void the_promise_is_summed_over_regions(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_PLAN, 1200, 800);
    assert_string_equal(
        plan.title, "Promised 55 children in institutions at the end of 2027, simulated 50");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* A sign that runs disagree on is no finding: a spread of 0.3 million a run instead of 0.1 puts
 * nothing inside the range of 90%. */
static void no_saving_is_claimed_that_runs_disagree_on(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    for (int run = 0; run < 20; run++)
        samples.money[0][7][run] = 18e6 + 3e5 * (run - 9.5);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_CUMULATIVE, 1200, 800);
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
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_CUMULATIVE, 1200, 800);
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
        DI_CHART_FAN,   DI_CHART_MULTIPLES,  DI_CHART_SHARES,   DI_CHART_WAITS,
        DI_CHART_COSTS, DI_CHART_CUMULATIVE, DI_CHART_WATERFALL};
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.results.replications = samples.base_results.replications = 1;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct di_chart_plan plan = plan_of(&samples, kinds[k], 1200, 800);
        for (const struct di_scene_item *i = plan.scene.first; i != NULL; i = i->next) {
            assert_false(i->ink == DI_INK_BAND_OUTER && i->point_count > 0);
            assert_false(i->kind == DI_SCENE_TEXT && strstr(i->text, "90% of runs") != NULL);
        }
        assert_true(says(&plan, "One run: one of many possible futures, without a range."));
        assert_null(strstr(plan.title, "less"));
        assert_null(strstr(plan.title, "down"));
        di_chart_plan_finish(&plan);
    }
    chart_samples_finish(&samples);
    (void)state;
}

/* Who sees an empty chart reads that its numbers are withheld, not that there are none. */
static void what_is_withheld_is_said(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    samples.results.suppress_below = 5;
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_FAN, 1200, 800);
    assert_non_null(strstr(plan.description, "Counts of fewer than 5 children are withheld"));
    di_chart_plan_finish(&plan);
    samples.results.row_count = 0;
    samples.results.spans = NULL;
    static const enum di_chart_kind kinds[] = {DI_CHART_FAN, DI_CHART_SHARES, DI_CHART_WAITS};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        plan = plan_of(&samples, kinds[k], 1200, 800);
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
        struct di_chart_plan plan = plan_of(&samples, kinds[k], 1200, 800);
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
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_CLOSURES, 1200, 800);
    const char *id = di_csv_table_text(table, 0, di_csv_table_column(table, "institution"));
    const struct di_hit *hit = hit_of(&plan, DI_HIT_BAR, id);
    assert_string_equal(hit->rows[3].label, "closes, mean");
    assert_string_equal(hit->rows[3].value, "2027-03-01");
    assert_string_equal(hit->rows[3].range, "");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

static const char *field_text(const char *pointer)
{
    return strstr(pointer, "rate_per_year") != NULL ? "constant hazard; a remark" : NULL;
}

/* An input is named by its owner and its field's text; without one, by its key. */
static void the_tornado_names_inputs_and_their_reach(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 1200, 800};
    chart_samples_init(&samples, false);
    chart_samples_request(&samples, &request);
    request.kind = DI_CHART_TORNADO;
    request.input_text = field_text;
    assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, NULL), DI_OK);
    assert_string_equal(plan.title, "Most depends on: Foster care: Own family: constant hazard "
                                    "(\xE2\x88\x92"
                                    "20 to +30)");
    assert_true(says(&plan, "acceptance share"));
    assert_true(
        says(&plan, "Each end is the mean of 4 runs, with the same luck at every end."));
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
        assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, NULL), DI_OK);
        assert_false(plan.has_data);
        assert_true(strlen(plan.description) > 10);
        di_chart_plan_finish(&plan);
    }
    di_results_folder_destroy(bare);
    chart_samples_finish(&samples);
    (void)state;
}

static void unknown_indicators_and_regions_are_refused(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    struct di_chart_plan plan;
    const struct di_rect frame = {0, 0, 800, 500}, tiny = {0, 0, 100, 50};
    chart_samples_init(&samples, false);
    chart_samples_request(&samples, &request);
    request.indicator = "K99";
    assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, NULL),
                  DI_ERR_REFERENCE);
    chart_samples_request(&samples, &request);
    request.region = "nowhere";
    assert_status(di_chart_plan_init(&request, &frame, &measure, &plan, NULL),
                  DI_ERR_REFERENCE);
    chart_samples_request(&samples, &request);
    assert_status(di_chart_plan_init(&request, &tiny, &measure, &plan, NULL), DI_ERR_RANGE);
    chart_samples_finish(&samples);
    (void)state;
}

static void every_theme_paints_every_chart(void **state)
{
    struct chart_samples samples;
    struct di_chart_request request;
    const struct di_rect frame = {0, 0, 700, 450};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 700, 450);
    cairo_t *cr = cairo_create(surface);
    chart_samples_init(&samples, false);
    for (unsigned theme = 0; theme < DI_THEMES; theme++)
        for (unsigned kind = 0; kind < DI_CHARTS; kind++) {
            struct di_chart_plan plan;
            struct di_rect damage;
            chart_samples_request(&samples, &request);
            request.kind = (enum di_chart_kind)kind;
            assert_status(
                di_chart_draw(cr, &request, (enum di_theme_id)theme, &frame, &plan, NULL),
                DI_OK);
            for (const struct di_hit *hit = plan.scene.first_hit; hit != NULL; hit = hit->next)
                di_chart_hover_draw(cr, &plan, hit, (enum di_theme_id)theme, &frame,
                                    hit->index % 2 == 0, &damage);
            assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
            di_chart_plan_finish(&plan);
        }
    chart_samples_finish(&samples);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    (void)state;
}

static void a_ribbon_is_hit_inside_its_shape_only(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = plan_of(&samples, DI_CHART_SANKEY, 1200, 800);
    const struct di_hit *hit = hit_of(&plan, DI_HIT_RIBBON, "outside_new>institution");
    const size_t n = hit->point_count / 2;
    /* near its start, where no other ribbon crosses */
    const struct di_point top = hit->points[1], foot = hit->points[2 * n - 2];
    assert_ptr_equal(di_scene_hit_at(&plan.scene, top.x, (top.y + foot.y) / 2), hit);
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fan_says_why_there_is_none),
        cmocka_unit_test(no_chart_clips_a_word_or_lets_two_meet),
        cmocka_unit_test(names_in_other_scripts_and_long_ones_are_drawn),
        cmocka_unit_test(each_chart_has_data_and_hit_areas_inside_it),
        cmocka_unit_test(a_sankey_sums_the_years_of_its_flows),
        cmocka_unit_test(a_year_that_the_run_cuts_counts_once),
        cmocka_unit_test(a_run_that_ends_in_mid_year_says_the_day),
        cmocka_unit_test(a_sankey_without_entries_shows_no_shares_of_them),
        cmocka_unit_test(a_sankey_difference_shows_scenario_less_baseline),
        cmocka_unit_test(cost_charts_add_up_to_the_table),
        cmocka_unit_test(break_even_is_the_first_quarter_that_stays_below),
        cmocka_unit_test(the_heatmap_counts_used_and_waiting_against_supply),
        cmocka_unit_test(shares_are_of_mean_stocks_and_add_up),
        cmocka_unit_test(the_promise_is_summed_over_regions),
        cmocka_unit_test(no_saving_is_claimed_that_runs_disagree_on),
        cmocka_unit_test(runs_of_another_seed_are_not_paired),
        cmocka_unit_test(one_run_claims_no_range),
        cmocka_unit_test(what_is_withheld_is_said),
        cmocka_unit_test(money_with_a_withheld_row_is_not_added_up),
        cmocka_unit_test(a_house_that_few_runs_close_ends_at_the_mean),
        cmocka_unit_test(the_tornado_names_inputs_and_their_reach),
        cmocka_unit_test(an_absent_table_is_said_in_a_sentence),
        cmocka_unit_test(unknown_indicators_and_regions_are_refused),
        cmocka_unit_test(every_theme_paints_every_chart),
        cmocka_unit_test(a_ribbon_is_hit_inside_its_shape_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
