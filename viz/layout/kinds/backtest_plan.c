/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published figures beside simulated ones, year by year, with the gap written below each: the
 * chart a sceptic asks for first; so it says whether the scenario's unexplained flows close
 * part of the gap.
 */
#include <math.h>
#include <string.h>

#include "di/time.h"

#include "plans.h"

enum { YEARS_MAX = 128 };

struct year {
    int32_t year;
    double published, gap_share;
    struct di_summary simulated;
};

struct backtest {
    struct sheet *sheet;
    size_t count, inside; /* inside: published values within 90% of runs */
    struct year year[YEARS_MAX];
    struct di_rect plot;
    struct di_scale values;
    struct di_ticks ticks;
    double step; /* pixels a year */
};

static const struct di_summary *simulated(const struct sheet *sheet, int32_t year)
{
    const struct di_results *results = sheet->results;
    const uint32_t indicator = di_indicator_find(sheet->request->indicator);
    const int32_t day = di_date_from_civil(year, 12, 31);
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == indicator && !row->is_adults && row->period == DI_YEAR &&
            row->last_civil_day == day && strcmp(row->region, "all") == 0 &&
            strcmp(row->setting, "all") == 0)
            return &row->summary;
    }
    return NULL;
}

static void gather(struct backtest *backtest)
{
    struct sheet *sheet = backtest->sheet;
    const int32_t first = sheet_year_of(sheet->results->start_civil_day);
    const int32_t last = sheet_year_of(sheet->results->last_civil_day);
    for (int32_t year = first; year <= last && backtest->count < YEARS_MAX; year++) {
        const double published =
            di_results_published(sheet->results, sheet->request->indicator, year);
        const struct di_summary *summary = simulated(sheet, year);
        if (isnan(published) || summary == NULL || isnan(summary->p50))
            continue;
        struct di_results_gap gap = {.share = (double)NAN};
        if (!di_results_gap(sheet->results, sheet->request->indicator, year, &gap))
            gap.share = published > 0 ? summary->mean / published - 1 : (double)NAN;
        backtest->year[backtest->count++] = (struct year){year, published, gap.share, *summary};
        backtest->inside += published >= summary->p05 && published <= summary->p95;
    }
}

static const char *signed_percent(struct sheet *sheet, double share)
{
    const double percent = 100 * share;
    return SHEET_SAY(sheet, DI_N_("%1%%"),
                     di_text_arg(sheet_signed(sheet, percent, fabs(percent) < 10 ? 1 : 0)));
}

static const char *finding(struct backtest *backtest)
{
    struct sheet *sheet = backtest->sheet;
    size_t worst = 0;
    for (size_t i = 1; i < backtest->count; i++)
        if (fabs(backtest->year[i].gap_share) > fabs(backtest->year[worst].gap_share))
            worst = i;
    if (isnan(backtest->year[worst].gap_share))
        return sheet_word(sheet, di_chart_kind_name(DI_CHART_BACKTEST));
    return SHEET_SAY(sheet, DI_N_("Largest gap to the published figures: %1, in %2"),
                     di_text_arg(signed_percent(sheet, backtest->year[worst].gap_share)),
                     di_text_arg(sheet_year(sheet, backtest->year[worst].year)));
}

static double most_value(const struct backtest *backtest)
{
    double most = 0;
    for (size_t i = 0; i < backtest->count; i++)
        most = fmax(most, fmax(backtest->year[i].published, backtest->year[i].simulated.p95));
    return most > 0 ? most * 1.06 : 1;
}

static double centre_of(const struct backtest *backtest, size_t i)
{
    return backtest->plot.x + ((double)i + 0.5) * backtest->step;
}

static void draw_year(struct backtest *backtest, size_t i)
{
    struct sheet *sheet = backtest->sheet;
    const struct year *year = &backtest->year[i];
    const double x = centre_of(backtest, i), half = fmin(0.16 * backtest->step, 14);
    const double apart = fmin(0.18 * backtest->step, 16);
    const double low = di_scale_pixel(&backtest->values, year->simulated.p05);
    const double high = di_scale_pixel(&backtest->values, year->simulated.p95);
    const double median = di_scale_pixel(&backtest->values, year->simulated.p50);
    const double published = di_scale_pixel(&backtest->values, year->published);
    struct di_scene_item *range =
        sheet_box(sheet, DI_INK_BAND_INNER, 1,
                  (struct di_rect){x + apart - half, high, 2 * half, fmax(low - high, 1.5)});
    (void)range;
    struct di_scene_item *line = di_scene_add_line(sheet->scene, DI_INK_SERIES, 3,
                                                   (struct di_point){x + apart - half, median},
                                                   (struct di_point){x + apart + half, median});
    if (line != NULL)
        line->slot = 1;
    struct di_scene_item *dot =
        di_scene_add_marker(sheet->scene, DI_INK_PUBLISHED, DI_SHAPE_CIRCLE,
                            0.36 * sheet->label.size, (struct di_point){x - apart, published});
    if (dot != NULL)
        dot->has_halo = true;
}

static void label_year(struct backtest *backtest, size_t i, double foot)
{
    struct sheet *sheet = backtest->sheet;
    const struct year *year = &backtest->year[i];
    const double x = centre_of(backtest, i);
    const char *gap = signed_percent(sheet, year->gap_share);
    const char *name = sheet_year(sheet, year->year);
    const double room = backtest->step - 0.6 * sheet->gap;
    const size_t every = (size_t)fmax(ceil(fmax(sheet_width(sheet, gap, sheet->strong),
                                                sheet_width(sheet, name, sheet->label)) /
                                           fmax(room, 1)),
                                      1);
    if (i % every != 0)
        return;
    const double base = foot + 0.6 * sheet->gap + DI_TEXT_ASCENT * sheet->label.size;
    const bool is_outside =
        !sheet_is_one_run(sheet) &&
        (year->published < year->simulated.p05 || year->published > year->simulated.p95);
    sheet_text_centred(sheet, DI_INK_SECONDARY, name, sheet->label, x, base);
    sheet_text_centred(sheet, is_outside ? DI_INK_TARGET : DI_INK_TEXT, gap,
                       is_outside ? sheet->strong : sheet->label, x,
                       base + sheet_leading(sheet->label));
}

static void add_hit(struct backtest *backtest, size_t i)
{
    struct sheet *sheet = backtest->sheet;
    const struct year *year = &backtest->year[i];
    const struct di_rect rect = {backtest->plot.x + (double)i * backtest->step,
                                 backtest->plot.y, backtest->step, backtest->plot.height};
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_TIME, (uint32_t)i, rect, 3);
    if (hit == NULL)
        return;
    hit->title = hit->id = sheet_year(sheet, year->year);
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("published")),
                                           sheet_number(sheet, year->published, 0), ""};
    hit->rows[1] = (struct di_tooltip_row){
        sheet_word(sheet, DI_N_("simulated")), sheet_number(sheet, year->simulated.p50, 0),
        sheet_is_one_run(sheet)
            ? ""
            : sheet_range(sheet, year->simulated.p05, year->simulated.p95, 0)};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("gap of the mean")),
                                           signed_percent(sheet, year->gap_share), ""};
    sheet_describe(sheet,
                   SHEET_SAY(sheet, DI_N_("%1: published %2, simulated %3 (%4)"),
                             di_text_arg(hit->title), di_text_arg(hit->rows[0].value),
                             di_text_arg(hit->rows[1].value), di_text_arg(hit->rows[1].range)));
}

static const char *what_is_in(struct sheet *sheet)
{
    if (di_results_have_unexplained(sheet->results))
        return sheet_runs(sheet,
                          DI_N_("Runs: %1: chance only, inputs held fixed. The scenario's "
                                "unexplained entries and exits close part of the gap."),
                          DI_N_("Runs: %1: chance and uncertain inputs. The scenario's "
                                "unexplained entries and exits close part of the gap."));
    return sheet_runs(
        sheet,
        DI_N_("Runs: %1: chance only, inputs held fixed. No unexplained flow closes the gap."),
        DI_N_("Runs: %1: chance and uncertain inputs. No unexplained flow closes the gap."));
}

static void draw(struct backtest *backtest)
{
    struct sheet *sheet = backtest->sheet;
    const struct di_rect *body = &sheet->body;
    const double foot_height = sheet->gap + 2 * sheet_leading(sheet->label);
    if (!sheet_has_room(sheet, 14 * sheet->label.size, foot_height + 6 * sheet->label.size))
        return;
    const double height = body->height - foot_height;
    backtest->ticks = sheet_value_ticks(sheet, 0, most_value(backtest), height, true);
    const char *gap_word = sheet_word(sheet, DI_N_("gap"));
    const double left = fmax(sheet_ticks_width(sheet, &backtest->ticks),
                             sheet_width(sheet, gap_word, sheet->label)) +
                        sheet->gap;
    backtest->plot = (struct di_rect){body->x + left, body->y, body->width - left, height};
    backtest->step = backtest->plot.width / (double)backtest->count;
    backtest->values = (struct di_scale){0, most_value(backtest), body->y + height, body->y};
    sheet->out->plot = backtest->plot;
    sheet_value_axis(sheet, &backtest->values, &backtest->ticks, backtest->plot.x,
                     backtest->plot.x + backtest->plot.width);
    sheet_line(sheet, DI_INK_AXIS, 1, backtest->plot.x, body->y + height,
               backtest->plot.x + backtest->plot.width, body->y + height);
    sheet_text_right(sheet, DI_INK_SECONDARY, gap_word, sheet->label,
                     backtest->plot.x - sheet->gap,
                     body->y + height + 0.6 * sheet->gap + DI_TEXT_ASCENT * sheet->label.size +
                         sheet_leading(sheet->label));
    for (size_t i = 0; i < backtest->count; i++) {
        draw_year(backtest, i);
        label_year(backtest, i, body->y + height);
        add_hit(backtest, i);
    }
}

enum di_status backtest_plan(struct sheet *sheet, struct di_error *error)
{
    struct backtest *backtest = DI_ARENA_NEW(&sheet->scene->arena, 1, struct backtest);
    if (backtest == NULL)
        return di_fail_memory(error);
    backtest->sheet = sheet;
    gather(backtest);
    if (backtest->count == 0) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_BACKTEST)),
            sheet_word(sheet, DI_N_("The scenario holds no published figures for the years of "
                                    "this run, so there is nothing to compare with.")));
        return DI_OK;
    }
    const uint32_t indicator = di_indicator_find(sheet->request->indicator);
    const bool is_one = sheet_is_one_run(sheet);
    const struct sheet_story story = {
        .title = finding(backtest),
        .measure = SHEET_SAY(sheet, DI_N_("%1 · %2 at the end of the year"),
                             di_text_arg(sheet_scenario(sheet, sheet->results)),
                             di_text_arg(sheet_word(sheet, di_indicator_at(indicator).label))),
        .legend_count = 2,
        .legend = {{SIGN_DOT, DI_INK_PUBLISHED, 0, false,
                    sheet_word(sheet, DI_N_("published"))},
                   {SIGN_BOX, DI_INK_BAND_INNER, 1, false,
                    is_one ? sheet_word(sheet, DI_N_("simulated"))
                           : sheet_word(sheet, DI_N_("simulated: median and 90%% of runs"))}},
        .has_own_notes = true,
        .note_count = 2,
        .notes = {
            is_one
                ? sheet_word(sheet, DI_N_("Gap: the run less published."))
                : SHEET_SAY(sheet,
                            DI_N_("Published values within 90%% of runs: %1 of %2; the others "
                                  "are marked. Gap: mean of the runs less published."),
                            di_integer_arg((int64_t)backtest->inside),
                            di_integer_arg((int64_t)backtest->count)),
            what_is_in(sheet)}};
    sheet_begin(sheet, &story);
    draw(backtest);
    return DI_OK;
}
