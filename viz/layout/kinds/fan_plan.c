/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fan chart of a results folder: scenario, baseline and others as series, published
 * figures as recorded history, first dates of policies as markers.
 *
 * The finding compares the last point with the first and is said only if 90% of runs agree on
 * its direction: the ranges of start and end do not overlap. Markers of equal dates keep the
 * order of enum di_policy_kind.
 */
#include <math.h>
#include <string.h>

#include "di/fan_layout.h"
#include "di/language.h"
#include "di/time.h"

#include "money.h"
#include "plans.h"
#include "points.h"

enum { PUBLISHED_MAX = 512, DESCRIPTION = 4096, TITLE = 1024, WITHHELD = 512 };

struct story {
    const struct di_chart_request *request;
    const char *indicator;
    struct di_arena arena; /* for the call */
    struct di_fan_data data;
    double divisor; /* of what is shown: 0.01 of shares, which are in percent; of money */
    struct di_fan_series series[DI_FAN_SERIES_MAX];
    struct di_fan_marker markers[DI_POLICY_KINDS];
    int32_t published_day[PUBLISHED_MAX];
    double published_value[PUBLISHED_MAX];
};

static const char *translated(const struct di_chart_request *request, const char *id)
{
    const struct di_catalogue *catalogue = request->catalogue;
    return catalogue == NULL || catalogue->translate == NULL
               ? id
               : catalogue->translate(catalogue->context, id);
}

static const char *name_of(const struct di_chart_request *request,
                           const struct di_results *results)
{
    return di_language_pick(request->language, results->name_en, results->name_ru);
}

struct end_words {
    char from[DI_CHART_NUMBER_MAX], to[DI_CHART_NUMBER_MAX], low[DI_CHART_NUMBER_MAX],
        high[DI_CHART_NUMBER_MAX], year[16];
};

static void write_end(const struct di_fan_data *data, size_t last, struct end_words *words)
{
    const struct di_fan_series *series = &data->series[0];
    di_chart_number(series->p50[0], data->decimals, data->catalogue, words->from);
    di_chart_number(series->p50[last], data->decimals, data->catalogue, words->to);
    if (series->p05 == NULL)
        return;
    di_chart_number(series->p05[last], data->decimals, data->catalogue, words->low);
    di_chart_number(series->p95[last], data->decimals, data->catalogue, words->high);
}

/* A direction only where nine in ten runs have it; else the value at the end and its range. */
static void set_finding(struct story *story, const char *label)
{
    struct di_fan_data *data = &story->data;
    const struct di_fan_series *series = &data->series[0];
    const size_t last = series->count - 1;
    struct end_words words;
    if (series->count < 2 || isnan(series->p50[last]))
        return;
    /* without a range, the number itself */
    const double *low = series->p05 == NULL ? series->p50 : series->p05;
    const double *high = series->p95 == NULL ? series->p50 : series->p95;
    const bool is_one = data->runs == 1; /* which tells of no direction */
    const bool is_fewer = !is_one && high[last] < low[0];
    const bool is_more = !is_one && low[last] > high[0];
    const double percent = 100.0 * fabs(series->p50[last] / series->p50[0] - 1.0);
    write_end(data, last, &words);
    const struct di_argument end = sheet_end_arg(series->civil_day[last], words.year);
    if (series->p50[0] > 0.0 && (is_fewer || is_more) && percent >= 1.0) {
        char share[DI_CHART_NUMBER_MAX];
        di_chart_number(percent, 0, data->catalogue, share);
        DI_MESSAGE(&data->finding,
                   is_fewer ? DI_N_("%1: down %2%% by the end of %3, from %4 to %5")
                            : DI_N_("%1: up %2%% by the end of %3, from %4 to %5"),
                   di_text_arg(label), di_text_arg(share), end, di_text_arg(words.from),
                   di_text_arg(words.to));
    } else if (series->p05 != NULL && !isnan(series->p05[last])) {
        DI_MESSAGE(&data->finding, DI_N_("%1: %2 at the end of %3 (90%% of runs: %4 to %5)"),
                   di_text_arg(label), di_text_arg(words.to), end, di_text_arg(words.low),
                   di_text_arg(words.high));
    } else if (is_one) {
        DI_MESSAGE(&data->finding, DI_N_("%1: %2 at the end of %3 in one run"),
                   di_text_arg(label), di_text_arg(words.to), end);
    }
}

static const char *label_of(const struct di_results_policy *policy)
{
    static const char *const first_of_many[DI_POLICY_KINDS] = {
        DI_N_("First homes assessed"), DI_N_("First moves by request"),
        DI_N_("No admission under 3"), DI_N_("First admissions stop"),
        DI_N_("First wind-down")};
    static const char *const only[DI_POLICY_KINDS] = {
        DI_N_("Residents assessed"), DI_N_("Moves by request"), DI_N_("No admission under 3"),
        DI_N_("Admissions stop"), DI_N_("Wind-down")};
    return (policy->places > 1 ? first_of_many : only)[policy->kind];
}

/* Where both lines end together: what came of the promise. */
static void set_promise_finding(struct story *story)
{
    struct di_fan_data *data = &story->data;
    if (data->series_count < 2)
        return;
    const struct di_fan_series *run = &data->series[0], *plan = &data->series[1];
    for (size_t i = run->count; i-- > 0;) {
        if (run->civil_day[i] != plan->civil_day[plan->count - 1])
            continue;
        char simulated[DI_CHART_NUMBER_MAX], promised[DI_CHART_NUMBER_MAX], year[16];
        const double promise = plan->p50[plan->count - 1];
        di_chart_number(run->p50[i], 0, data->catalogue, simulated);
        di_chart_number(promise, 0, data->catalogue, promised);
        DI_MESSAGE(&data->finding,
                   DI_N_("Promised %1 {%1|child|children} in institutions at the end of %3, "
                         "simulated %2"),
                   di_counted_arg(promised, llround(promise)), di_text_arg(simulated),
                   sheet_end_arg(run->civil_day[i], year));
        return;
    }
}

static void set_markers(struct story *story)
{
    const struct di_results *results = story->request->scenario->results;
    size_t count = 0;
    for (uint32_t i = 0; i < results->policy_count; i++) {
        const struct di_results_policy *policy = &results->policies[i];
        size_t at = count++;
        for (; at > 0 && story->markers[at - 1].civil_day > policy->civil_day; at--)
            story->markers[at] = story->markers[at - 1];
        story->markers[at] = (struct di_fan_marker){
            policy->civil_day, translated(story->request, label_of(policy))};
    }
    story->data.markers = story->markers;
    story->data.marker_count = count;
}

/* Numbers without chance. */
static bool is_expected(const struct di_results *results)
{
    return strcmp(results->method, "cohort") == 0;
}

/* NULL: nothing is withheld. */
static const char *withheld_note(const struct story *story, char text[WITHHELD])
{
    const uint32_t below = story->request->scenario->results->suppress_below;
    struct di_message message;
    if (below == 0)
        return NULL;
    DI_MESSAGE(&message,
               DI_N_("Counts of fewer than %1 children are withheld, and so is what would tell "
                     "them: a gap is not a zero."),
               di_integer_arg(below));
    (void)di_message_render(&message, story->request->catalogue, text, WITHHELD);
    return text;
}

static double divisor_of(const struct points *points, enum di_measure measure)
{
    double most = 0;
    for (size_t i = 0; i < points->count; i++)
        most = fmax(most, fabs(points->p50[i])); /* passes over NaN */
    return measure == DI_SHARE ? 0.01 : measure == DI_MONEY ? money_unit(most) : 1;
}

/* Shares in percent; money in thousands, millions or billions, as suits the scenario. */
static void divide(struct story *story, uint32_t indicator, struct points *points)
{
    const enum di_measure measure = di_indicator_at(indicator).measure;
    if (story->data.series_count == 0)
        story->divisor = divisor_of(points, measure);
    double *const arrays[] = {points->p05, points->p25, points->p50, points->p75, points->p95};
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        for (size_t i = 0; i < points->count; i++)
            arrays[k][i] /= story->divisor;
    if (measure == DI_MONEY && story->divisor > 1)
        story->data.decimals = 1;
}

/* What is of a year stands in its middle: at its end it would stand under the next year's name.
 */
static int32_t middle_of(int32_t first, int32_t last)
{
    return first + (last - first) / 2;
}

static void centre_years(const struct di_results *results, struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        const int32_t new_year = di_date_from_civil(di_date_year(points->day[i]), 1, 1);
        const int32_t first =
            new_year > results->start_civil_day ? new_year : results->start_civil_day;
        points->day[i] = middle_of(first, points->day[i]);
    }
}

/* Nation only, where and in what unit the series stand. Points before the start are recorded
 * history, later ones a check. */
static void set_published(struct story *story)
{
    const struct di_results *results = story->request->scenario->results;
    struct di_fan_published *out = &story->data.published;
    if (strcmp(story->request->region, "all") != 0)
        return;
    for (uint32_t i = 0; i < results->published_count && out->count == 0; i++) {
        const struct di_results_published *published = &results->published[i];
        if (strcmp(published->indicator, story->indicator) != 0 ||
            published->count > PUBLISHED_MAX)
            continue;
        for (uint32_t k = 0; k < published->count; k++) {
            const int32_t last = di_date_from_civil(published->year[k], 12, 31);
            const int32_t new_year = di_date_from_civil(published->year[k], 1, 1);
            story->published_day[k] = story->data.is_yearly ? middle_of(new_year, last) : last;
            story->published_value[k] = published->value[k] / story->divisor;
        }
        *out = (struct di_fan_published){.count = published->count,
                                         .civil_day = story->published_day,
                                         .value = story->published_value};
    }
    if (out->count > 1 && out->civil_day[1] < results->start_civil_day) {
        story->data.has_projection_start = true;
        story->data.projection_start_day = results->start_civil_day;
    }
}

static bool add_series(struct story *story, const struct di_results *results,
                       enum di_fan_role role, uint32_t indicator, enum di_period period)
{
    struct points points;
    if (!points_take(&story->arena, results, indicator, story->request->region, "all", period,
                     &points))
        return false;
    if (points.count == 0)
        return true;
    divide(story, indicator, &points);
    if (story->data.is_yearly)
        centre_years(results, &points);
    if (!di_results_has_ranges(results))
        points.p05 = points.p25 = points.p75 = points.p95 = NULL;
    story->series[story->data.series_count++] =
        (struct di_fan_series){.name = name_of(story->request, results),
                               .role = role,
                               .count = points.count,
                               .civil_day = points.day,
                               .p05 = points.p05,
                               .p25 = points.p25,
                               .p50 = points.p50,
                               .p75 = points.p75,
                               .p95 = points.p95};
    return true;
}

/* Sum over the regions of what the plan says at each period's end. */
static bool add_promise(struct story *story)
{
    const struct di_csv_table *plan = story->request->scenario->table[DI_TABLE_PLAN];
    const size_t quantity = di_csv_table_column(plan, "quantity");
    const size_t region = di_csv_table_column(plan, "region");
    const size_t last = di_csv_table_column(plan, "period_end");
    const size_t value = di_csv_table_column(plan, "value");
    int32_t *day = DI_ARENA_NEW(&story->arena, plan->row_count + 1, int32_t);
    double *sum = DI_ARENA_NEW(&story->arena, plan->row_count + 1, double);
    size_t count = 0;
    if (day == NULL || sum == NULL)
        return false;
    for (size_t row = 0; row < plan->row_count; row++) {
        const double end = di_csv_table_number(plan, row, last);
        const bool is_here =
            strcmp(story->request->region, "all") == 0 ||
            strcmp(di_csv_table_text(plan, row, region), story->request->region) == 0;
        if (strcmp(di_csv_table_text(plan, row, quantity), "residents") != 0 || isnan(end) ||
            !is_here)
            continue;
        if (count == 0 || (int32_t)end > day[count - 1])
            day[count++] = (int32_t)end;
        sum[count - 1] += di_csv_table_number(plan, row, value);
    }
    if (count > 0)
        story->series[story->data.series_count++] = (struct di_fan_series){
            .name = translated(story->request, DI_N_("Promised by the plan")),
            .role = DI_FAN_BASELINE,
            .count = count,
            .civil_day = day,
            .p50 = sum};
    return true;
}

static bool add_all_series(struct story *story, uint32_t indicator, enum di_period period)
{
    const struct di_chart_request *request = story->request;
    story->data.series = story->series;
    if (!add_series(story, request->scenario->results, DI_FAN_SCENARIO, indicator, period))
        return false;
    if (story->data.series_count == 0)
        return true;
    if (request->kind == DI_CHART_PLAN)
        return add_promise(story);
    if (request->baseline != NULL &&
        !add_series(story, request->baseline->results, DI_FAN_BASELINE, indicator, period))
        return false;
    for (size_t i = 0; i < request->other_count && story->data.series_count < DI_FAN_SERIES_MAX;
         i++)
        if (!add_series(story, request->others[i]->results, DI_FAN_SCENARIO, indicator, period))
            return false;
    return true;
}

static bool tell(struct story *story)
{
    const struct di_chart_request *request = story->request;
    const struct di_results *results = request->scenario->results;
    const uint32_t indicator = di_indicator_find(story->indicator);
    const struct di_indicator_text text = di_indicator_at(indicator);
    const enum di_period period = points_period(results, indicator, request->region, "all");
    story->data = (struct di_fan_data){
        .title = translated(request, text.label),
        .runs = is_expected(results) ? 0 : results->replications,
        .uncertainty =
            results->uncertain_inputs > 0 ? DI_FAN_CHANCE_AND_INPUTS : DI_FAN_CHANCE_ONLY,
        .has_illustrative_inputs = results->illustrative > 0,
        .is_card = request->is_card,
        .is_yearly = period == DI_YEAR && !points_hold_at_end(&text),
        .decimals = points_decimals(text.measure),
        .catalogue = request->catalogue,
    };
    if (!add_all_series(story, indicator, period))
        return false;
    if (story->data.series_count == 0)
        return true;
    story->data.measure = points_measure(&story->arena, request->catalogue, results, indicator,
                                         period, story->divisor);
    const bool is_stock = di_results_opening(results, text.id, request->region) != NULL;
    if (request->kind == DI_CHART_PLAN)
        set_promise_finding(story);
    else if (is_stock)
        set_finding(story, story->data.title);
    if (story->data.finding.id != NULL)
        story->data.title = story->series[0].name; /* the finding names the indicator */
    set_markers(story);
    set_published(story);
    if (request->target_label != NULL)
        story->data.target = (struct di_fan_target){request->target_label,
                                                    request->target_value / story->divisor};
    return true;
}

static enum di_status draw(struct story *story, const struct di_rect *frame,
                           const struct di_text_measure *measure, struct di_chart_plan *out,
                           struct di_error *error)
{
    struct di_fan_layout layout;
    char withheld[WITHHELD];
    story->data.note = withheld_note(story, withheld);
    const enum di_status status = di_fan_layout_init(
        &story->data, frame, story->request->text_scale, measure, &layout, error);
    if (status != DI_OK)
        return status;
    char title[TITLE], description[DESCRIPTION];
    (void)di_fan_title(&story->data, title, sizeof title);
    (void)di_fan_describe(&story->data, description, sizeof description);
    out->scene = layout.scene;
    out->plot = layout.plot;
    out->has_data = true;
    out->title = di_scene_copy(&out->scene, title);
    out->description = di_scene_copy(&out->scene, description);
    return DI_OK;
}

/* Why there is no chart. */
enum reason { NO_ROWS, NO_ROOM, NOT_DRAWABLE };

static const char *reason_text(struct sheet *sheet, const struct story *story,
                               enum reason reason)
{
    switch (reason) {
    case NO_ROOM:
        return sheet_word(sheet, DI_N_("There is no room for the chart at this size."));
    case NOT_DRAWABLE:
        return sheet_word(sheet, DI_N_("These values cannot be drawn: some are 10^15 or more, "
                                       "or not in the order of time."));
    case NO_ROWS:
        break;
    }
    return sheet_nothing(
        sheet, SHEET_SAY(sheet, DI_N_("These results have no '%1' for region '%2'."),
                         di_text_arg(story->indicator), di_text_arg(story->request->region)));
}

static enum di_status say(const struct story *story, const struct di_rect *frame,
                          const struct di_text_measure *measure, enum reason reason,
                          struct di_chart_plan *out, struct di_error *error)
{
    struct sheet sheet;
    di_scene_init(&out->scene);
    if (!sheet_init(&sheet, story->request, frame, measure, out)) {
        di_scene_finish(&out->scene);
        return di_fail_memory(error);
    }
    sheet_empty(&sheet, story->data.title, reason_text(&sheet, story, reason));
    return DI_OK;
}

static enum di_status say_no_plan(const struct di_chart_request *request,
                                  const struct di_rect *frame,
                                  const struct di_text_measure *measure,
                                  struct di_chart_plan *out, struct di_error *error)
{
    struct sheet sheet;
    di_scene_init(&out->scene);
    if (!sheet_init(&sheet, request, frame, measure, out)) {
        di_scene_finish(&out->scene);
        return di_fail_memory(error);
    }
    sheet_empty(&sheet, sheet_word(&sheet, di_chart_kind_name(DI_CHART_PLAN)),
                sheet_word(&sheet, DI_N_("There is no plan beside these results. 'homeward "
                                         "optimize' writes plan.csv; give its folder.")));
    return DI_OK;
}

enum di_status fan_plan(const struct di_chart_request *request, const struct di_rect *frame,
                        const struct di_text_measure *measure, struct di_chart_plan *out,
                        struct di_error *error)
{
    const bool is_promise = request->kind == DI_CHART_PLAN;
    struct story story = {.request = request,
                          .indicator =
                              is_promise ? "K1_institution_stock" : request->indicator};
    di_arena_init(&story.arena);
    if (is_promise && request->scenario->table[DI_TABLE_PLAN] == NULL)
        return say_no_plan(request, frame, measure, out, error);
    enum di_status status = tell(&story) ? DI_OK : di_fail_memory(error);
    if (status == DI_OK)
        status = story.data.series_count > 0 ? draw(&story, frame, measure, out, error)
                                             : say(&story, frame, measure, NO_ROWS, out, error);
    if (status == DI_ERR_RANGE)
        status = say(&story, frame, measure, NO_ROOM, out, error);
    else if (status == DI_ERR_INCONSISTENT)
        status = say(&story, frame, measure, NOT_DRAWABLE, out, error);
    di_arena_finish(&story.arena);
    return status;
}
