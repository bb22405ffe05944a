/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One rule of time for all fitted rates: a year that is fitted has the scenario's rates of that
 * year times its factor. Between fitted years the factor goes on and the scenario's own steps
 * act: a way out that it closes for the years without figures stays closed. After the last year
 * of the fit the last rate goes on to the end, whatever steps the scenario has there (a step
 * written by hand for a hold-out year would know what the fit must not know). Before the first
 * fitted year, and before the start, the scenario's own rates hold.
 */
#include "calibration_model.h"

#include <math.h>
#include <string.h>

/* Where the scenario has no rate at all in a fitted year there is nothing to multiply: the
 * factor then acts on this. */
#define SEED_RATE 0.1
#define SEED_COUNT 100.0
/* The most a scenario may state of a rate, per year. */
#define RATE_MAX 1000.0

int32_t calibration_year_day(const struct di_model *model, int32_t year)
{
    const int32_t day = di_date_from_civil(year, 1, 1) - model->start_civil_day;
    return day > 0 ? day : 0;
}

/* Quantity that a lever's input moves: of its reason, or of its pathway. */
static const struct di_quantity *quantity_of(const struct di_model *model,
                                             const struct di_lever_input *input)
{
    if (input->reason != DI_NONE)
        return &model->reasons[input->reason].base;
    return &model->settings[input->setting].pathways[input->pathway].hazard.factor;
}

/* To ten digits: what stands in the file is then what was computed with. */
static double rounded(double value)
{
    if (!(fabs(value) > 0))
        return 0;
    const double scale = pow(10, 9 - floor(log10(fabs(value))));
    return isfinite(scale) ? round(value * scale) / scale : value;
}

/* A series that grows at its end; equal neighbours are one step. */
struct growing {
    int32_t *day;
    double *value;
    uint32_t count;
};

static void add_step(struct growing *series, int32_t day, double value)
{
    if (series->count > 0 && series->value[series->count - 1] == value)
        return;
    series->day[series->count] = day;
    series->value[series->count++] = value;
}

/* The base's steps between two days, times a factor. */
static void add_scaled(struct growing *series, const struct di_series *base, int32_t from,
                       int32_t to, double factor, double highest)
{
    add_step(series, from, rounded(fmin(highest, di_series_at(base, from) * factor)));
    for (uint32_t i = 0; i < base->count; i++)
        if (base->day[i] > from && base->day[i] < to)
            add_step(series, base->day[i], rounded(fmin(highest, base->value[i] * factor)));
}

static void add_base(struct growing *series, const struct di_series *base, int32_t from,
                     int32_t to)
{
    add_step(series, from, di_series_at(base, from));
    for (uint32_t i = 0; i < base->count; i++)
        if (base->day[i] > from && base->day[i] < to)
            add_step(series, base->day[i], base->value[i]);
}

static bool is_zero_between(const struct di_series *base, int32_t from, int32_t to)
{
    if (di_series_at(base, from) > 0)
        return false;
    for (uint32_t i = 0; i < base->count; i++)
        if (base->day[i] > from && base->day[i] < to && base->value[i] > 0)
            return false;
    return true;
}

static bool has_no_rate(const struct di_model *model, const struct di_lever *lever,
                        int32_t from, int32_t to)
{
    for (uint32_t i = 0; i < lever->input_count; i++)
        if (!is_zero_between(&quantity_of(model, &lever->inputs[i])->series, from, to))
            return false;
    return true;
}

static double seed_of(const struct di_model *model, const struct di_lever_input *input)
{
    if (input->reason == DI_NONE || model->reasons[input->reason].base_is_per_1000)
        return SEED_RATE;
    return SEED_COUNT;
}

static bool start_series(struct growing *series, struct di_arena *arena, uint32_t steps)
{
    *series = (struct growing){DI_ARENA_NEW(arena, steps, int32_t),
                               DI_ARENA_NEW(arena, steps, double), 0};
    return series->day != NULL && series->value != NULL;
}

/* What comes before the first day is not the fit's: residents' past stays as it was. */
static void add_past(struct growing *series, const struct di_series *base)
{
    for (uint32_t i = 0; i < base->count && (i == 0 || base->day[i] < 0); i++)
        add_step(series, base->day[i], base->value[i]);
}

static bool scaled_series(const struct di_model *model, const struct di_calibration *fit,
                          const struct di_lever *lever, uint32_t at, struct di_arena *arena)
{
    const struct di_series *base = &quantity_of(model, &lever->inputs[at])->series;
    struct growing series;
    const double highest = lever->inputs[at].reason == DI_NONE ? RATE_MAX : HUGE_VAL;
    double factor = 1; /* of the fitted year before */
    bool has_fitted = false, was_seeded = false;
    if (!start_series(&series, arena, base->count + fit->years + 2))
        return false;
    add_past(&series, base);
    for (uint32_t y = 0; y < fit->years; y++) {
        const int32_t from = calibration_year_day(model, fit->first_year + (int32_t)y);
        const int32_t to = calibration_year_day(model, fit->first_year + (int32_t)y + 1);
        const bool is_empty = has_no_rate(model, lever, from, to);
        if (lever->is_fitted[y]) {
            was_seeded = is_empty;
            factor = is_empty ? 1 : lever->value[y];
        }
        if (lever->is_fitted[y] && is_empty)
            add_step(&series, from,
                     rounded(seed_of(model, &lever->inputs[at]) * lever->value[y]));
        else if (!has_fitted && !lever->is_fitted[y])
            add_base(&series, base, from, to);
        else if (fit->first_year + (int32_t)y <= fit->last_fitted_year &&
                 !(is_empty && was_seeded))
            add_scaled(&series, base, from, to, factor, highest);
        has_fitted = has_fitted || lever->is_fitted[y];
    }
    if (!has_fitted)
        add_base(&series, base, calibration_year_day(model, fit->last_year + 1), INT32_MAX);
    lever->fitted[at] = (struct di_series){series.count, series.day, series.value};
    return true;
}

/* ---- unexplained flows ---- */

/* Of what comes in: by the children there, among the settings that can take any. */
static double share_of(const struct di_lever *lever, uint32_t at, uint32_t years, uint32_t year)
{
    double all = 0;
    uint32_t ways = 0;
    for (uint32_t i = 0; i < lever->input_count; i++) {
        const bool is_way = lever->inputs[i].reason != DI_NONE;
        ways += is_way;
        all += is_way ? lever->child_years[i * years + year] : 0;
    }
    if (lever->inputs[at].reason == DI_NONE)
        return 0;
    return all > 0 ? lever->child_years[at * years + year] / all : 1.0 / ways;
}

/* Where a resident can leave unexplained. */
static double all_child_years(const struct di_lever *lever, uint32_t years, uint32_t year)
{
    double all = 0;
    for (uint32_t i = 0; i < lever->input_count; i++)
        all +=
            lever->inputs[i].pathway != UINT32_MAX ? lever->child_years[i * years + year] : 0;
    return all;
}

/* Of the part of the year that lies within the horizon, in years of 365.25 days. */
static double length_of(const struct di_model *model, const struct di_calibration *fit,
                        uint32_t year)
{
    const int32_t at = fit->first_year + (int32_t)year;
    return (calibration_year_day(model, at + 1) - calibration_year_day(model, at)) /
           DI_DAYS_PER_YEAR;
}

static uint32_t last_fitted(const struct di_lever *lever, uint32_t years)
{
    uint32_t last = 0;
    for (uint32_t y = 0; y < years; y++)
        if (lever->is_fitted[y])
            last = y;
    return last;
}

/* One chance for every resident of the settings; what comes in is shared by their children. */
static bool unexplained_series(const struct di_model *model, const struct di_calibration *fit,
                               const struct di_lever *lever, uint32_t at, double tail,
                               struct di_arena *arena)
{
    struct growing in, out;
    if (!start_series(&in, arena, fit->years + 2) || !start_series(&out, arena, fit->years + 2))
        return false;
    add_step(&in, INT32_MIN, 0);
    add_step(&out, INT32_MIN, 0);
    const uint32_t last = last_fitted(lever, fit->years);
    for (uint32_t y = 0; y < fit->years; y++) {
        const int32_t day = calibration_year_day(model, fit->first_year + (int32_t)y);
        const double net = lever->is_fitted[y] ? lever->value[y] : y > last ? tail : 0;
        const uint32_t seen = lever->is_fitted[y] ? y : last;
        const double years = all_child_years(lever, fit->years, seen);
        const double inflow = net * share_of(lever, at, fit->years, seen) /
                              (lever->is_fitted[y] ? length_of(model, fit, y) : 1);
        add_step(&in, day, net > 0 ? rounded(inflow) : 0);
        add_step(&out, day,
                 net < 0 && years > 0 ? rounded(fmin(RATE_OUT_MAX, -net / years)) : 0);
    }
    const int32_t end = calibration_year_day(model, fit->last_year + 1);
    const double years = all_child_years(lever, fit->years, last);
    add_step(&in, end, tail > 0 ? rounded(tail * share_of(lever, at, fit->years, last)) : 0);
    add_step(&out, end, tail < 0 && years > 0 ? rounded(-tail / years) : 0);
    lever->fitted[at] = (struct di_series){in.count, in.day, in.value};
    lever->fitted_out[at] = (struct di_series){out.count, out.day, out.value};
    return true;
}

bool calibration_series_make(const struct di_model *model, struct di_calibration *fit,
                             const double *tail_unexplained, struct di_arena *arena)
{
    for (uint32_t n = 0; n < fit->lever_count; n++) {
        struct di_lever *lever = &fit->levers[n];
        const double tail = tail_unexplained == NULL ? 0 : tail_unexplained[n];
        lever->fitted = DI_ARENA_NEW(arena, lever->input_count, struct di_series);
        lever->fitted_out = DI_ARENA_NEW(arena, lever->input_count, struct di_series);
        if (lever->fitted == NULL || lever->fitted_out == NULL)
            return false;
        for (uint32_t i = 0; i < lever->input_count; i++)
            if (lever->kind == DI_LEVER_UNEXPLAINED
                    ? !unexplained_series(model, fit, lever, i, tail, arena)
                    : !scaled_series(model, fit, lever, i, arena))
                return false;
    }
    return true;
}

/* ---- the copy ---- */

static bool own_tables(const struct di_model *model, struct di_arena *arena,
                       struct di_reason **reasons_out, struct di_setting **settings_out,
                       struct di_pathway **pathways_out)
{
    struct di_reason *reasons = DI_ARENA_NEW(arena, model->reason_count, struct di_reason);
    struct di_setting *settings = DI_ARENA_NEW(arena, model->setting_count, struct di_setting);
    if (reasons == NULL || settings == NULL)
        return false;
    memcpy(reasons, model->reasons, model->reason_count * sizeof *reasons);
    memcpy(settings, model->settings, model->setting_count * sizeof *settings);
    for (uint32_t s = 0; s < model->setting_count; s++) {
        const uint32_t count = settings[s].pathway_count;
        pathways_out[s] = DI_ARENA_NEW(arena, count, struct di_pathway);
        if (pathways_out[s] == NULL)
            return false;
        if (count > 0)
            memcpy(pathways_out[s], settings[s].pathways, count * sizeof **pathways_out);
        settings[s].pathways = pathways_out[s];
    }
    *reasons_out = reasons;
    *settings_out = settings;
    return true;
}

bool calibration_model_make(const struct di_model *model, const struct di_calibration *fit,
                            struct di_arena *arena, struct di_model *out)
{
    struct di_reason *reasons;
    struct di_setting *settings;
    struct di_pathway **pathways =
        DI_ARENA_NEW(arena, model->setting_count, struct di_pathway *);
    if (pathways == NULL || !own_tables(model, arena, &reasons, &settings, pathways))
        return false;
    for (uint32_t n = 0; n < fit->lever_count; n++) {
        const struct di_lever *lever = &fit->levers[n];
        for (uint32_t i = 0; i < lever->input_count; i++) {
            const struct di_lever_input *input = &lever->inputs[i];
            if (input->reason != DI_NONE)
                reasons[input->reason].base.series = lever->fitted[i];
            if (input->pathway != UINT32_MAX)
                pathways[input->setting][input->pathway].hazard.factor.series =
                    lever->kind == DI_LEVER_UNEXPLAINED ? lever->fitted_out[i]
                                                        : lever->fitted[i];
        }
    }
    *out = *model;
    out->reasons = reasons;
    out->settings = settings;
    return true;
}

bool calibration_more_of_reason(const struct di_model *model, uint16_t reason,
                                struct di_arena *arena, struct di_model *out)
{
    const struct di_series *base = &model->reasons[reason].base.series;
    struct di_reason *reasons = DI_ARENA_NEW(arena, model->reason_count, struct di_reason);
    double *values = DI_ARENA_NEW(arena, base->count, double);
    if (reasons == NULL || values == NULL)
        return false;
    memcpy(reasons, model->reasons, model->reason_count * sizeof *reasons);
    for (uint32_t i = 0; i < base->count; i++)
        values[i] = 1.1 * base->value[i];
    reasons[reason].base.series.value = values;
    *out = *model;
    out->reasons = reasons;
    return true;
}
