/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests for a place by year of the request: how many are placed within 90 days and how many
 * wait longer or are never placed, with the share of the quick ones below each bar. Shares are
 * cumulative incidences (K10), so requests that end in another way count among the others.
 */
#include <math.h>
#include <string.h>

#include "plans.h"

enum { YEARS_MAX = 100 };

struct wait_year {
    int32_t year;
    double requests, share;       /* mean of the runs */
    double share_low, share_high; /* 90% of runs */
    double median_days, waiting;  /* NaN: not reached, not there */
};

struct waits {
    struct sheet *sheet;
    size_t count;
    struct wait_year year[YEARS_MAX];
    struct di_rect plot;
    struct di_scale values;
    double step;
};

static const struct di_summary *summary_of(const struct sheet *sheet, const char *id,
                                           int32_t year)
{
    const struct di_results *results = sheet->results;
    const uint32_t indicator = di_indicator_find(id);
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->indicator == indicator && row->period == DI_YEAR && !row->is_adults &&
            sheet_year_of(row->first_civil_day) == year && strcmp(row->setting, "all") == 0 &&
            strcmp(row->region, sheet->request->region) == 0)
            return &row->summary;
    }
    return NULL;
}

static double mean_of(const struct di_summary *summary)
{
    return summary != NULL ? summary->mean : (double)NAN;
}

static void gather(struct waits *waits)
{
    struct sheet *sheet = waits->sheet;
    const int32_t first = sheet_year_of(sheet->results->start_civil_day);
    const int32_t last = sheet_year_of(sheet->results->last_civil_day);
    for (int32_t year = first; year <= last && waits->count < YEARS_MAX; year++) {
        const struct di_summary *requests = summary_of(sheet, "K10_requests", year);
        const struct di_summary *share = summary_of(sheet, "K10_placed_90d_share", year);
        if (requests == NULL || share == NULL || !(requests->mean > 0) || isnan(share->mean))
            continue;
        waits->year[waits->count++] =
            (struct wait_year){year,
                               requests->mean,
                               share->mean,
                               share->p05,
                               share->p95,
                               mean_of(summary_of(sheet, "K10_wait_p50", year)),
                               mean_of(summary_of(sheet, "K10_still_waiting", year))};
    }
}

static const char *finding(struct waits *waits)
{
    struct sheet *sheet = waits->sheet;
    size_t worst = 0;
    for (size_t i = 1; i < waits->count; i++)
        if (waits->year[i].share < waits->year[worst].share)
            worst = i;
    return SHEET_SAY(
        sheet, DI_N_("Longest waits for requests made in %1: %2 are placed within 90 days"),
        di_text_arg(sheet_year(sheet, waits->year[worst].year)),
        di_text_arg(sheet_percent(sheet, waits->year[worst].share)));
}

static void draw_bar(struct waits *waits, size_t i)
{
    struct sheet *sheet = waits->sheet;
    const struct wait_year *year = &waits->year[i];
    const double width = fmin(0.66 * waits->step, 9 * sheet->label.size);
    const double x = waits->plot.x + ((double)i + 0.5) * waits->step - width / 2;
    const double quick = year->share * year->requests;
    const double foot = waits->plot.y + waits->plot.height;
    const double middle = di_scale_pixel(&waits->values, quick);
    const double top = di_scale_pixel(&waits->values, year->requests);
    sheet_box(sheet, DI_INK_LENGTH, 0, (struct di_rect){x, middle, width, foot - middle});
    struct di_scene_item *slow = sheet_box(
        sheet, DI_INK_LENGTH, 2, (struct di_rect){x, top, width, fmax(middle - top - 1, 0)});
    if (slow != NULL)
        slow->is_hatched = true;
}

static void label_bar(struct waits *waits, size_t i)
{
    struct sheet *sheet = waits->sheet;
    const struct wait_year *year = &waits->year[i];
    const double x = waits->plot.x + ((double)i + 0.5) * waits->step;
    const char *name = sheet_year_mark(sheet, year->year);
    const char *share = sheet_percent(sheet, year->share);
    const double widest =
        fmax(sheet_width(sheet, name, sheet->label), sheet_width(sheet, share, sheet->strong));
    const size_t every = (size_t)fmax(ceil((widest + sheet->gap) / waits->step), 1);
    if (i % every != 0)
        return;
    const char *range = sheet_is_one_run(sheet) ? ""
                                                : sheet_range(sheet, 100 * year->share_low,
                                                              100 * year->share_high, 0);
    const double base = waits->plot.y + waits->plot.height + 0.6 * sheet->gap +
                        DI_TEXT_ASCENT * sheet->label.size;
    sheet_text_centred(sheet, DI_INK_SECONDARY, name, sheet->label, x, base);
    sheet_text_centred(sheet, DI_INK_TEXT, share, sheet->strong, x,
                       base + sheet_leading(sheet->label));
    if (sheet_width(sheet, range, sheet->tiny) < (double)every * waits->step)
        sheet_text_centred(sheet, DI_INK_SECONDARY, range, sheet->tiny, x,
                           base + 1.9 * sheet_leading(sheet->label));
}

static void add_hit(struct waits *waits, size_t i)
{
    struct sheet *sheet = waits->sheet;
    const struct wait_year *year = &waits->year[i];
    const struct di_rect rect = {waits->plot.x + (double)i * waits->step, waits->plot.y,
                                 waits->step, waits->plot.height};
    struct di_hit *hit = di_scene_add_hit(sheet->scene, DI_HIT_BAR, (uint32_t)i, rect, 4);
    if (hit == NULL)
        return;
    hit->title = hit->id = sheet_year(sheet, year->year);
    hit->rows[0] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("requests, mean")),
                                           sheet_number(sheet, year->requests, 0), ""};
    hit->rows[1] = (struct di_tooltip_row){
        sheet_word(sheet, DI_N_("placed within 90 days")), sheet_percent(sheet, year->share),
        sheet_range(sheet, 100 * year->share_low, 100 * year->share_high, 0)};
    hit->rows[2] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("half wait at most, days")),
                                           isnan(year->median_days)
                                               ? sheet_word(sheet, DI_N_("not reached"))
                                               : sheet_number(sheet, year->median_days, 0),
                                           ""};
    hit->rows[3] = (struct di_tooltip_row){sheet_word(sheet, DI_N_("still waiting at its end")),
                                           sheet_number(sheet, year->waiting, 0), ""};
    sheet_describe(sheet, SHEET_SAY(sheet, DI_N_("%1: %2 requests, %3 placed within 90 days"),
                                    di_text_arg(hit->title), di_text_arg(hit->rows[0].value),
                                    di_text_arg(hit->rows[1].value)));
}

static void draw(struct waits *waits)
{
    struct sheet *sheet = waits->sheet;
    const struct di_rect *body = &sheet->body;
    double most = 0;
    for (size_t i = 0; i < waits->count; i++)
        most = fmax(most, waits->year[i].requests);
    most *= 1.05;
    const double foot = sheet->gap + 2.9 * sheet_leading(sheet->label);
    const double height = body->height - foot;
    const char *word = sheet_word(sheet, DI_N_("within 90 days"));
    const struct di_ticks ticks = sheet_value_ticks(sheet, 0, most, height, true);
    const double left =
        fmax(sheet_ticks_width(sheet, &ticks), sheet_width(sheet, word, sheet->label)) +
        sheet->gap;
    if (!sheet_has_room(sheet, left + 10 * sheet->label.size, foot + 6 * sheet->label.size))
        return;
    waits->plot = (struct di_rect){body->x + left, body->y, body->width - left, height};
    waits->step = waits->plot.width / (double)waits->count;
    waits->values = (struct di_scale){0, most, body->y + height, body->y};
    sheet->out->plot = waits->plot;
    sheet_value_axis(sheet, &waits->values, &ticks, waits->plot.x,
                     waits->plot.x + waits->plot.width);
    for (size_t i = 0; i < waits->count; i++) {
        draw_bar(waits, i);
        label_bar(waits, i);
        add_hit(waits, i);
    }
    sheet_line(sheet, DI_INK_AXIS, 1, waits->plot.x, body->y + height,
               waits->plot.x + waits->plot.width, body->y + height);
    sheet_text_right(sheet, DI_INK_SECONDARY, word, sheet->label, waits->plot.x - sheet->gap,
                     body->y + height + 0.6 * sheet->gap + DI_TEXT_ASCENT * sheet->label.size +
                         sheet_leading(sheet->label));
}

enum di_status waits_plan(struct sheet *sheet, struct di_error *error)
{
    struct waits *waits = DI_ARENA_NEW(&sheet->scene->arena, 1, struct waits);
    if (waits == NULL)
        return di_fail_memory(error);
    waits->sheet = sheet;
    gather(waits);
    if (waits->count == 0) {
        sheet_empty(
            sheet, sheet_word(sheet, di_chart_kind_name(DI_CHART_WAITS)),
            sheet_nothing(
                sheet, sheet_word(sheet, DI_N_("Nobody asked for a place in these results: the "
                                               "scenario has no pathway by request."))));
        return DI_OK;
    }
    const char *note = sheet_year_note(sheet);
    const struct sheet_story story = {
        .title = finding(waits),
        .measure = SHEET_SAY(sheet,
                             DI_N_("%1 · Requests for a place by year of the request, "
                                   "all ages"),
                             di_text_arg(sheet_scenario(sheet, sheet->results))),
        .legend_count = 2,
        .legend = {{SIGN_BOX, DI_INK_LENGTH, 0, false,
                    sheet_word(sheet, DI_N_("placed within 90 days"))},
                   {SIGN_BOX, DI_INK_LENGTH, 2, true,
                    sheet_word(sheet, DI_N_("longer, or not placed"))}},
        .note_count = note == NULL ? 1 : 2,
        .notes = {
            sheet_runs(
                sheet,
                DI_N_(
                    "Runs: %1. Means; below each share the range of 90%% of runs: chance only, "
                    "inputs held fixed."),
                DI_N_("Runs: %1. Means; below each share the range of 90%% of runs: chance and "
                      "uncertain inputs together.")),
            note}};
    sheet_begin(sheet, &story);
    draw(waits);
    return DI_OK;
}
