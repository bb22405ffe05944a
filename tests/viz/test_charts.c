/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every kind of chart on a results folder with invented round numbers: numbers shown equal the
 * tables', nothing is clipped, no two labels overlap, at several sizes and in both languages.
 */
#include <pango/pangocairo.h>
#include <string.h>

#include "di/chart.h"

#include "chart_probe.h"
#include "chart_samples.h"
#include "di_test.h"

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

static void rename_all(const struct di_names *all, const char *const names[2])
{
    for (size_t i = 0; i < all->count; i++)
        all->list[i].en = all->list[i].ru = names[i % 2];
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
        rename_all(&samples.scenario->names, names[i]);
        rename_all(&samples.calibration->names, names[i]);
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
        struct di_chart_plan plan =
            chart_probe_plan(&samples, (enum di_chart_kind)kind, 1200, 800);
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SANKEY, 1200, 800);
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_RIBBON, "outside_new>institution");
    assert_string_equal(hit->rows[0].value, "100"); /* 60 + 40 */
    assert_string_equal(hit->rows[1].value, "50");  /* over two years */
    hit = chart_probe_hit(&plan, DI_HIT_BOX, "in:outside_new");
    assert_string_equal(hit->rows[0].value, "140"); /* 60 + 40 + 30 + 10 */
    /* out of institutions: 20 + 20 home, 10 + 10 foster, 20 + 0 independent; a family: 60/80 */
    assert_string_equal(plan.title, "75% of moves out of institutions lead to a family");
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Bookkeeping of calibration has a bar of its own on both sides, never with first entries. */
static void a_sankey_shows_what_nobody_explains(void **state)
{
    static const char rows[] =
        "scenario,from_region,from,to_region,to,mode,period_start,period_end,n,mean,ci_low,"
        "ci_high\n"
        "s,all,outside_new,all,children_home,unplanned,2026-01-01,2026-12-31,20,60,58,62\n"
        "s,all,unexplained_in,all,children_home,by_rate,2026-01-01,2026-12-31,20,25,24,26\n"
        "s,all,children_home,all,unexplained_out,by_rate,2026-01-01,2026-12-31,20,15,14,16\n";
    char path[256];
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    (void)snprintf(path, sizeof path, "%s/flows.csv", samples.folder);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    (void)fputs(rows, stream);
    assert_int_equal(fclose(stream), 0);
    di_csv_table_destroy(samples.scenario->table[DI_TABLE_FLOWS]);
    assert_status(di_csv_table_read(samples.folder, "flows.csv", NULL, NULL,
                                    &samples.scenario->table[DI_TABLE_FLOWS], NULL),
                  DI_OK);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SANKEY, 1200, 800);
    const struct di_hit *in = chart_probe_hit(&plan, DI_HIT_RIBBON, "unexplained>institution");
    assert_string_equal(in->rows[0].value, "25");
    const struct di_hit *out = chart_probe_hit(&plan, DI_HIT_BOX, "out:unexplained");
    assert_string_equal(out->rows[0].value, "15");
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SANKEY, 1200, 800);
    assert_true(plan.has_data);
    assert_string_equal(
        chart_probe_hit(&plan, DI_HIT_RIBBON, "outside_new>institution")->rows[0].value, "100");
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_FAN, 1200, 800);
    assert_non_null(strstr(plan.title, "by the end of 2027-11-15"));
    di_chart_plan_finish(&plan);
    plan = chart_probe_plan(&samples, DI_CHART_WAITS, 1200, 800);
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SANKEY, 1200, 800);
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
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_OK);
    /* the baseline has 160 entries into institutions instead of 100 */
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_RIBBON, "outside_new>institution");
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_COSTS, 1200, 800);
    assert_string_equal(plan.title, "Cost 2026\xE2\x80\x93"
                                    "2027: 18.0 million EUR, 2.0 less than the baseline");
    const struct di_hit *year = chart_probe_hit(&plan, DI_HIT_BAR, "2027");
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
    plan = chart_probe_plan(&samples, DI_CHART_WATERFALL, 1200, 800);
    assert_true(chart_probe_says(&plan, "20.0"));
    assert_true(chart_probe_says(&plan, "18.0"));
    assert_true(chart_probe_says(&plan, "\xE2\x88\x92"
                                        "6.0"));  /* homes: 10 instead of 16 */
    assert_true(chart_probe_says(&plan, "+4.0")); /* families: 8 instead of 4 */
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_CUMULATIVE, 1200, 800);
    assert_string_equal(
        plan.title, "Breaks even in 2027 Q2; 2.0 million EUR less spent by the end of 2027");
    /* run by run -2.0 + 0.1 (r - 9.5) million, r = 0.95 to 18.05 */
    assert_true(chart_probe_says(&plan, "90%: \xE2\x88\x92"
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_HEATMAP, 1200, 800);
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_CELL, "north:0");
    assert_string_equal(hit->rows[0].value, "120%");
    assert_string_equal(hit->rows[1].value, "100");
    assert_string_equal(hit->rows[2].value, "20");
    assert_string_equal(plan.title, "Foster care: 1 of 2 regions runs short in 2026");
    di_chart_plan_finish(&plan);
    plan = chart_probe_plan(&samples, DI_CHART_GAPS, 1200, 800);
    assert_true(chart_probe_says(&plan, "\xE2\x88\x92"
                                        "20"));
    assert_true(chart_probe_says(&plan, "+60"));
    assert_true(chart_probe_says(&plan, "2026 Q1"));
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SHARES, 1200, 800);
    /* the last quarter: institutions 50, kinship 150 */
    assert_true(chart_probe_says(&plan, "Institutions 25%"));
    assert_true(chart_probe_says(&plan, "Kinship care 75%"));
    di_chart_plan_finish(&plan);
    chart_samples_finish(&samples);
    (void)state;
}

/* Institutions from 120 by 10 a quarter: 50 at the end of 2027; the plan: 30 + 25. */
static void the_promise_is_summed_over_regions(void **state)
{
    struct chart_samples samples;
    chart_samples_init(&samples, false);
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_PLAN, 1200, 800);
    assert_string_equal(
        plan.title, "Promised 55 children in institutions at the end of 2027, simulated 50");
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
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_OK);
    assert_string_equal(plan.title, "Most depends on: Foster care: Own family: constant hazard "
                                    "(\xE2\x88\x92"
                                    "20 to +30)");
    assert_true(chart_probe_says(&plan, "acceptance share"));
    assert_true(chart_probe_says(
        &plan, "Each end is the mean of 4 runs, with the same luck at every end."));
    di_chart_plan_finish(&plan);
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
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_ERR_REFERENCE);
    chart_samples_request(&samples, &request);
    request.region = "nowhere";
    assert_status(di_chart_plan_init(&request, &frame, &chart_probe_measure, &plan, NULL),
                  DI_ERR_REFERENCE);
    chart_samples_request(&samples, &request);
    assert_status(di_chart_plan_init(&request, &tiny, &chart_probe_measure, &plan, NULL),
                  DI_ERR_RANGE);
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
    struct di_chart_plan plan = chart_probe_plan(&samples, DI_CHART_SANKEY, 1200, 800);
    const struct di_hit *hit = chart_probe_hit(&plan, DI_HIT_RIBBON, "outside_new>institution");
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
        cmocka_unit_test(no_chart_clips_a_word_or_lets_two_meet),
        cmocka_unit_test(names_in_other_scripts_and_long_ones_are_drawn),
        cmocka_unit_test(each_chart_has_data_and_hit_areas_inside_it),
        cmocka_unit_test(a_sankey_sums_the_years_of_its_flows),
        cmocka_unit_test(a_sankey_shows_what_nobody_explains),
        cmocka_unit_test(a_year_that_the_run_cuts_counts_once),
        cmocka_unit_test(a_run_that_ends_in_mid_year_says_the_day),
        cmocka_unit_test(a_sankey_without_entries_shows_no_shares_of_them),
        cmocka_unit_test(a_sankey_difference_shows_scenario_less_baseline),
        cmocka_unit_test(cost_charts_add_up_to_the_table),
        cmocka_unit_test(break_even_is_the_first_quarter_that_stays_below),
        cmocka_unit_test(the_heatmap_counts_used_and_waiting_against_supply),
        cmocka_unit_test(shares_are_of_mean_stocks_and_add_up),
        cmocka_unit_test(the_promise_is_summed_over_regions),
        cmocka_unit_test(the_tornado_names_inputs_and_their_reach),
        cmocka_unit_test(unknown_indicators_and_regions_are_refused),
        cmocka_unit_test(every_theme_paints_every_chart),
        cmocka_unit_test(a_ribbon_is_hit_inside_its_shape_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
