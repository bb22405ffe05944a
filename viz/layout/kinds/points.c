/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows come in time order within an indicator, region and setting, so points rise. */
#include "points.h"

#include <math.h>
#include <string.h>

#include "di/time.h"

static bool is_point(const struct di_results_row *row, uint32_t indicator, const char *region,
                     const char *setting, enum di_period period)
{
    return row->indicator == indicator && row->period == period && !row->is_adults &&
           strcmp(row->region, region) == 0 && strcmp(row->setting, setting) == 0;
}

static size_t count_of(const struct di_results *results, uint32_t indicator, const char *region,
                       const char *setting, enum di_period period)
{
    size_t count = 0;
    const struct di_row_span span = di_results_span(results, indicator);
    for (size_t i = span.first; i < span.end; i++)
        count += is_point(&results->rows[i], indicator, region, setting, period);
    return count;
}

/* Over a period, where others hold at its end. */
static bool is_sum(enum di_measure measure)
{
    return measure == DI_FLOW_COUNT || measure == DI_TIME_SPENT || measure == DI_MONEY;
}

bool points_hold_at_end(const struct di_indicator_text *text)
{
    return text->measure == DI_STOCK || strstr(text->id, "_cumulative") != NULL;
}

/* False where all rows are withheld or undefined; of results with withheld counts also where
 * most are. */
static bool is_known(const struct di_results *results, uint32_t indicator, const char *region,
                     const char *setting, enum di_period period)
{
    const struct di_row_span span = di_results_span(results, indicator);
    size_t known = 0, rows = 0;
    for (size_t i = span.first; i < span.end; i++)
        if (is_point(&results->rows[i], indicator, region, setting, period)) {
            known += isnan(results->rows[i].summary.p50) ? 0 : 1;
            rows++;
        }
    return known > 0 && (results->suppress_below == 0 || 2 * known >= rows);
}

enum di_period points_period(const struct di_results *results, uint32_t indicator,
                             const char *region, const char *setting)
{
    const struct di_indicator_text text = di_indicator_at(indicator);
    if (is_sum(text.measure) && !points_hold_at_end(&text))
        return DI_YEAR;
    for (enum di_period period = DI_MONTH; period > DI_YEAR; period--)
        if (is_known(results, indicator, region, setting, period))
            return period;
    return DI_YEAR;
}

static bool is_whole_year(int32_t first, int32_t last)
{
    const int32_t year = di_date_year(first);
    return first == di_date_from_civil(year, 1, 1) && last == di_date_from_civil(year, 12, 31);
}

bool points_leave_out(const struct di_results *results, enum di_measure measure)
{
    const int32_t first = results->start_civil_day, last = results->last_civil_day;
    const int32_t year = di_date_year(first - 1) + 1; /* the first that begins in the run */
    return is_sum(measure) && di_date_from_civil(year, 12, 31) <= last &&
           (first != di_date_from_civil(year, 1, 1) ||
            last != di_date_from_civil(di_date_year(last), 12, 31));
}

static void put(struct points *points, int32_t day, const struct di_summary *summary)
{
    const size_t i = points->count++;
    points->day[i] = day;
    points->p05[i] = summary->p05;
    points->p25[i] = summary->p25;
    points->p50[i] = summary->p50;
    points->p75[i] = summary->p75;
    points->p95[i] = summary->p95;
    points->mean[i] = summary->mean;
}

static bool reserve(struct di_arena *arena, size_t room, struct points *out)
{
    double *values = DI_ARENA_NEW(arena, 6 * room + 1, double);
    *out = (struct points){.day = DI_ARENA_NEW(arena, room + 1, int32_t)};
    if (values == NULL || out->day == NULL)
        return false;
    double **const arrays[6] = {&out->p05, &out->p25, &out->p50,
                                &out->p75, &out->p95, &out->mean};
    for (size_t k = 0; k < 6; k++)
        *arrays[k] = values + k * room;
    return true;
}

bool points_take(struct di_arena *arena, const struct di_results *results, uint32_t indicator,
                 const char *region, const char *setting, enum di_period period,
                 struct points *out)
{
    const struct di_summary *opening =
        strcmp(setting, "all") == 0
            ? di_results_opening(results, di_indicator_at(indicator).id, region)
            : NULL;
    const size_t rows = count_of(results, indicator, region, setting, period);
    if (!reserve(arena, rows + 1, out))
        return false;
    if (!is_known(results, indicator, region, setting, period))
        return true;
    out->has_opening = opening != NULL && rows > 0;
    if (out->has_opening)
        put(out, results->start_civil_day - 1, opening);
    const struct di_row_span span = di_results_span(results, indicator);
    const bool is_whole_only =
        period == DI_YEAR && points_leave_out(results, di_indicator_at(indicator).measure);
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (is_point(row, indicator, region, setting, period) &&
            (!is_whole_only || is_whole_year(row->first_civil_day, row->last_civil_day)))
            put(out, row->last_civil_day, &row->summary);
    }
    return true;
}

static bool can_pair(const struct di_results *a, const struct di_results *b)
{
    return a->replications > 1 && a->seed == b->seed && a->replications == b->replications &&
           a->start_civil_day == b->start_civil_day;
}

/* From row `*at` on, for both go through time in one order. */
static const struct di_results_row *same_day(const struct di_results *results,
                                             const struct di_results_row *wanted, size_t *at)
{
    const size_t end = di_results_span(results, wanted->indicator).end;
    for (size_t i = *at; i < end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->last_civil_day == wanted->last_civil_day && row->values != NULL &&
            is_point(row, wanted->indicator, "all", "all", wanted->period)) {
            *at = i + 1;
            return row;
        }
    }
    return NULL;
}

static void put_pair(struct points *points, const struct di_results_row *row,
                     const struct di_results_row *base, double *scratch, size_t runs)
{
    struct di_summary summary;
    for (size_t r = 0; r < runs; r++)
        scratch[r] = row->values[r] - base->values[r];
    di_summary_compute(scratch, runs, scratch + runs, &summary);
    put(points, row->last_civil_day, &summary);
}

bool points_take_paired(struct di_arena *arena, const struct di_results *results,
                        const struct di_results *baseline, uint32_t indicator,
                        enum di_period period, struct points *out)
{
    const size_t runs = results->replications;
    double *scratch = DI_ARENA_NEW(arena, 2 * runs + 1, double);
    const size_t room = count_of(results, indicator, "all", "all", period);
    if (scratch == NULL || !reserve(arena, room, out))
        return false;
    const struct di_row_span span = di_results_span(results, indicator);
    size_t at = di_results_span(baseline, indicator).first;
    if (!can_pair(results, baseline))
        return true;
    for (size_t i = span.first; i < span.end; i++) {
        const struct di_results_row *row = &results->rows[i];
        if (row->values == NULL || !is_point(row, indicator, "all", "all", period))
            continue;
        const struct di_results_row *base = same_day(baseline, row, &at);
        if (base != NULL)
            put_pair(out, row, base, scratch, runs);
    }
    return true;
}

void points_draw_band(struct di_scene *scene, const struct points *points,
                      const struct di_scale *days, const struct di_scale *values)
{
    if (points->count == 0)
        return;
    struct di_scene_item *item =
        di_scene_add(scene, DI_SCENE_FILL, DI_INK_BAND_OUTER, 2 * points->count);
    if (item == NULL)
        return;
    item->slot = 1;
    for (size_t i = 0; i < points->count; i++) {
        const double x = di_scale_pixel(days, points->day[i]);
        const double low = isnan(points->p05[i]) ? values->data_low : points->p05[i];
        const double high = isnan(points->p95[i]) ? values->data_low : points->p95[i];
        item->points[i] = (struct di_point){x, di_scale_pixel(values, high)};
        item->points[2 * points->count - 1 - i] =
            (struct di_point){x, di_scale_pixel(values, low)};
    }
}
