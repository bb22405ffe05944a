/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fixed point over all years at once: each factor is divided by how far its year's expected
 * flow is above the published one, each unexplained flow takes up what its stock lacks, and the
 * expected system is computed again. A year's flows depend on the years before it (and, because
 * a step of the grid may reach over New Year, a little on the next), so the errors die out from
 * the first year on. A factor's step is that of its own secant, within bounds: exits of a year
 * rise less than their rate, for the children who left cannot leave again.
 *
 * Nothing here is drawn: the answer is one function of model and targets.
 */
#include "di/calibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "di/result.h"
#include "di/time.h"

#include "calibration_expected.h"
#include "calibration_levers.h"
#include "calibration_model.h"
#include "calibration_step.h"

void di_calibration_options_defaults(struct di_calibration_options *options)
{
    *options = (struct di_calibration_options){.holdout_from = INT32_MAX,
                                               .precision = 1e-8,
                                               .iterations = DI_CALIBRATION_ITERATIONS_MAX,
                                               .has_unexplained = true};
}

/* ---- evaluation ---- */

static enum di_status evaluate(struct fitting *f, const struct di_model *model,
                               struct di_error *error)
{
    struct di_cohort *cohort = NULL;
    const struct di_calibration_options *options = f->options;
    if (options->is_cancelled != NULL && options->is_cancelled(options->context))
        return di_fail(error, DI_ERR_INTERRUPTED, "", DI_N_("Stopped by the user"), NULL, 0);
    const enum di_status status =
        calibration_cohort(model, model->horizon_days, &cohort, error);
    if (status != DI_OK)
        return status;
    di_cohort_destroy(f->cohort);
    f->cohort = cohort;
    f->fit->evaluations++;
    return DI_OK;
}

/* With the levers' values, in an arena of its own. */
static enum di_status evaluate_values(struct fitting *f, struct di_error *error)
{
    struct di_arena arena;
    struct di_model model;
    di_arena_init(&arena);
    enum di_status status = DI_OK;
    if (!calibration_series_make(&f->model, f->fit, NULL, &arena) ||
        !calibration_model_make(&f->model, f->fit, &arena, &model))
        status = di_fail_memory(error);
    if (status == DI_OK)
        status = evaluate(f, &model, error);
    di_arena_finish(&arena);
    return status;
}

/* ---- which years are fitted ---- */

static bool is_whole_country(const struct fitting *f, const struct di_target_series *series)
{
    return series->region == DI_NONE || f->model.region_count == 1;
}

static bool is_usable(const struct fitting *f, const struct di_target_series *series)
{
    for (uint32_t p = 0; p < series->count; p++)
        if (fitting_has_figure(f, &series->points[p]))
            return is_whole_country(f, series);
    return false;
}

/* Stocks: the years since the last published one share what this one lacks. */
static void mark_stock(const struct fitting *f, struct di_lever *lever)
{
    const struct di_target_series *series = fitting_series(f, lever);
    int32_t from = f->fit->first_year;
    bool has_break = false;
    for (uint32_t p = 0; p < series->count; p++) {
        const struct di_target_point *point = &series->points[p];
        has_break = has_break || (point->is_break && point->year >= f->fit->first_year);
        if (!fitting_has_figure(f, point))
            continue;
        for (int32_t year = from; year <= point->year; year++) {
            lever->is_fitted[year - f->fit->first_year] = !has_break;
            lever->is_break[year - f->fit->first_year] = has_break;
        }
        has_break = false;
        from = point->year + 1;
    }
}

static void mark_flow(const struct fitting *f, struct di_lever *lever)
{
    const struct di_target_series *series = fitting_series(f, lever);
    for (uint32_t p = 0; p < series->count; p++)
        if (fitting_has_figure(f, &series->points[p]))
            lever->is_fitted[series->points[p].year - f->fit->first_year] = true;
}

static void mark_years(struct fitting *f)
{
    f->fit->last_fitted_year = f->fit->first_year - 1;
    for (uint32_t n = 0; n < f->fit->lever_count; n++) {
        struct di_lever *lever = &f->fit->levers[n];
        if (lever->kind == DI_LEVER_UNEXPLAINED)
            mark_stock(f, lever);
        else
            mark_flow(f, lever);
        for (uint32_t y = 0; y < f->fit->years; y++)
            if (lever->is_fitted[y] &&
                f->fit->first_year + (int32_t)y > f->fit->last_fitted_year)
                f->fit->last_fitted_year = f->fit->first_year + (int32_t)y;
    }
}

static enum di_status iterate(struct fitting *f, struct di_error *error)
{
    struct di_calibration *fit = f->fit;
    const uint32_t most = f->options->iterations;
    enum di_status status = evaluate_values(f, error);
    while (status == DI_OK && fit->lever_count > 0) {
        double *values = calloc((size_t)fit->lever_count * fit->years + 1, sizeof *values);
        if (values == NULL)
            return di_fail_memory(error);
        for (uint32_t n = 0; n < fit->lever_count; n++)
            memcpy(values + (size_t)n * fit->years, fit->levers[n].value,
                   fit->years * sizeof *values);
        fitting_move(f);
        fit->is_converged = fit->worst <= f->options->precision;
        if (fit->is_converged || fit->iterations == most) /* keep what was computed */
            for (uint32_t n = 0; n < fit->lever_count; n++)
                memcpy(fit->levers[n].value, values + (size_t)n * fit->years,
                       fit->years * sizeof *values);
        free(values);
        if (f->options->progress != NULL)
            f->options->progress(f->options->context, fit->iterations, most);
        if (fit->is_converged || fit->iterations == most)
            break;
        fit->iterations++;
        status = evaluate_values(f, error);
    }
    if (fit->lever_count == 0)
        fit->is_converged = true;
    return status;
}

/* ---- which reason stands behind which series ---- */

enum { WHOLE = 0 }; /* row of all first entries; series follow */

/* Sums over all years of the fit of first entries, then of every series of entries. */
static void sum_entries(const struct fitting *f, double *sums)
{
    memset(sums, 0, ((size_t)f->targets->count + 1) * sizeof *sums);
    for (uint32_t y = 0; y < f->fit->years; y++) {
        const int32_t year = f->fit->first_year + (int32_t)y;
        for (uint16_t s = 0; s < f->model.setting_count; s++)
            sums[WHOLE] += calibration_flow(&f->model, f->cohort, DI_FROM_OUTSIDE_NEW, s, year);
        for (uint32_t n = 0; n < f->targets->count; n++)
            if (f->targets->series[n].measure == DI_TARGET_ENTRIES)
                sums[n + 1] += fitting_expected(f, &f->targets->series[n], year);
    }
}

/* Of each child more of a reason, how many more the series count. */
static enum di_status find_response(struct fitting *f, double *response, struct di_error *error)
{
    const uint32_t reasons = f->model.reason_count;
    const size_t rows = (size_t)f->targets->count + 1;
    double *sums = calloc(2 * rows, sizeof *sums);
    enum di_status status = sums == NULL ? di_fail_memory(error) : DI_OK;
    for (uint32_t n = 0; n <= reasons && status == DI_OK; n++) {
        struct di_arena arena;
        struct di_model model = f->model;
        di_arena_init(&arena);
        if (n > 0 && !calibration_more_of_reason(&f->model, (uint16_t)(n - 1), &arena, &model))
            status = di_fail_memory(error);
        if (status == DI_OK)
            status = evaluate(f, &model, error);
        if (status == DI_OK)
            sum_entries(f, n == 0 ? sums : sums + rows);
        for (size_t i = 1; n > 0 && status == DI_OK && i < rows; i++) {
            const double more = sums[rows + WHOLE] - sums[WHOLE];
            response[(i - 1) * reasons + n - 1] =
                more > 0 ? (sums[rows + i] - sums[i]) / more : 0;
        }
        di_arena_finish(&arena);
    }
    free(sums);
    return status;
}

/* One reason and one series need no question. */
static bool needs_response(const struct fitting *f, const bool *usable)
{
    uint32_t series = 0;
    for (uint32_t n = 0; n < f->targets->count; n++)
        series += usable[n] && f->targets->series[n].measure == DI_TARGET_ENTRIES;
    return series > 0 && (series > 1 || f->model.reason_count > 1);
}

static enum di_status find_levers(struct fitting *f, struct di_error *error)
{
    struct calibration_levers levers = {.model = &f->model,
                                        .targets = f->targets,
                                        .fit = f->fit,
                                        .arena = &f->fit->arena,
                                        .has_unexplained = f->options->has_unexplained};
    const size_t cells = (size_t)f->targets->count * f->model.reason_count;
    double *response = calloc(cells + 1, sizeof *response);
    bool *usable = calloc((size_t)f->targets->count + 1, sizeof *usable);
    enum di_status status = response == NULL || usable == NULL ? di_fail_memory(error) : DI_OK;
    for (uint32_t n = 0; status == DI_OK && n < f->targets->count; n++)
        usable[n] = is_usable(f, &f->targets->series[n]);
    if (status == DI_OK && needs_response(f, usable)) {
        status = find_response(f, response, error);
        levers.response = response;
    }
    levers.is_usable = usable;
    if (status == DI_OK && !calibration_levers_find(&levers))
        status = di_fail_memory(error);
    free(response);
    free(usable);
    return status;
}

/* ---- the result ---- */

static const struct di_lever *lever_of(const struct di_calibration *fit, uint32_t series)
{
    for (uint32_t n = 0; n < fit->lever_count; n++)
        if (fit->levers[n].series == series)
            return &fit->levers[n];
    return NULL;
}

static enum di_target_role role_of(const struct fitting *f, const struct di_lever *lever,
                                   const struct di_target_point *point)
{
    if (isnan(point->value))
        return DI_ROLE_MISSING;
    if (point->year >= f->options->holdout_from)
        return DI_ROLE_HOLDOUT;
    if (lever == NULL || point->year < f->fit->first_year)
        return DI_ROLE_COMPARED;
    const uint32_t y = (uint32_t)(point->year - f->fit->first_year);
    if (lever->is_unmet[y])
        return DI_ROLE_UNMET;
    return lever->is_fitted[y] ? DI_ROLE_FITTED : DI_ROLE_COMPARED;
}

/* Published before the hold-out, and as if nothing changed after. */
static double naive_forecast(const struct fitting *f, const struct di_target_series *series)
{
    double last = (double)NAN;
    for (uint32_t p = 0; p < series->count; p++)
        if (series->points[p].year < f->options->holdout_from &&
            !isnan(series->points[p].value))
            last = series->points[p].value;
    return last;
}

/* What changes of definition add to a stock, carried from break to break. */
static double next_jump(const struct fitting *f, const struct di_lever *lever,
                        const struct di_target_series *series, uint32_t p, double jump)
{
    const struct di_target_point *point = &series->points[p];
    if (lever == NULL || lever->kind != DI_LEVER_UNEXPLAINED || isnan(point->value))
        return jump;
    if (point->year < f->fit->first_year)
        return fitting_opening_jump(f, series);
    if (!fitting_has_figure(f, point) || !lever->is_break[point->year - f->fit->first_year])
        return jump;
    return fitting_expected(f, series, point->year) - point->value;
}

static void fill_points(struct fitting *f, const double *before)
{
    uint32_t at = 0;
    for (uint32_t n = 0; n < f->targets->count; n++) {
        const struct di_target_series *series = &f->targets->series[n];
        const struct di_lever *lever = lever_of(f->fit, n);
        double jump = 0;
        for (uint32_t p = 0; p < series->count; p++, at++) {
            const struct di_target_point *point = &series->points[p];
            const enum di_target_role role = role_of(f, lever, point);
            jump = next_jump(f, lever, series, p, jump);
            f->fit->points[at] = (struct di_fit_point){
                .series = n,
                .point = p,
                .role = role,
                .before = before[at],
                .after = fitting_expected(f, series, point->year),
                .jump = jump,
                .naive = role == DI_ROLE_HOLDOUT ? naive_forecast(f, series) : (double)NAN};
        }
    }
}

static void expect_all(const struct fitting *f, double *values)
{
    for (uint32_t n = 0, at = 0; n < f->targets->count; n++)
        for (uint32_t p = 0; p < f->targets->series[n].count; p++)
            values[at++] = fitting_expected(f, &f->targets->series[n],
                                            f->targets->series[n].points[p].year);
}

/* ---- the run ---- */

static bool prepare_steps(struct fitting *f)
{
    const size_t levers = f->fit->lever_count;
    f->steps = calloc(levers * f->fit->years + 1, sizeof *f->steps);
    f->residual = calloc(levers * f->fit->years + 1, sizeof *f->residual);
    f->is_part = calloc(levers * levers + 1, sizeof *f->is_part);
    if (f->steps == NULL || f->residual == NULL || f->is_part == NULL)
        return false;
    for (uint32_t inner = 0; inner < levers; inner++)
        for (uint32_t outer = 0; outer < levers; outer++)
            f->is_part[inner * levers + outer] =
                calibration_is_part(f->targets, f->fit, inner, outer);
    return true;
}

static void cut_model(struct fitting *f, const struct di_model *model, int32_t last_year)
{
    f->model = *model;
    const int32_t end = calibration_year_day(model, last_year + 1);
    if (end > 0 && end < model->horizon_days) {
        f->model.horizon_days = end;
        f->model.horizon_years = end / DI_DAYS_PER_YEAR;
    }
}

static enum di_status refuse_requests(const struct fitting *f, struct di_error *error)
{
    char requests[DI_MESSAGE_TEXT_MAX - 1];
    di_cohort_name_requests(&f->model, requests, sizeof requests);
    if (requests[0] == '\0')
        return DI_OK;
    return DI_FAIL(
        error, DI_ERR_UNSUPPORTED, "/settings",
        DI_N_("Published flows are fitted by rates, and these pathways are by request "
              "in the years of the targets: %1. Make them by_rate until then, or "
              "leave the later years out of the targets."),
        di_text_arg(requests));
}

static bool names(const char *text, const char *id)
{
    const size_t length = strlen(id);
    for (const char *at = strstr(text, id); at != NULL; at = strstr(at + 1, id))
        if ((at == text || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

/* Targets know settings by number: a model in another order would be fitted to other homes. */
static enum di_status check_settings(const struct di_model *model,
                                     const struct di_targets *targets, struct di_error *error)
{
    for (uint32_t n = 0; n < targets->count; n++)
        for (uint32_t i = 0; i < targets->series[n].setting_count; i++) {
            const uint16_t s = targets->series[n].settings[i];
            if (s >= model->setting_count ||
                !names(targets->series[n].setting_text, model->settings[s].name.id))
                return DI_FAIL(error, DI_ERR_INTERNAL, targets->series[n].id,
                               DI_N_("The targets of '%1' were read for another scenario."),
                               di_text_arg(targets->series[n].id));
        }
    return DI_OK;
}

static enum di_status begin(struct fitting *f, const struct di_model *model,
                            struct di_calibration **fit_out, struct di_error *error)
{
    struct di_calibration *fit = calloc(1, sizeof *fit);
    if (fit == NULL)
        return di_fail_memory(error);
    di_arena_init(&fit->arena);
    *fit_out = f->fit = fit;
    fit->first_year = fit->last_year = di_date_year(model->start_civil_day);
    const int32_t first_day = di_date_from_civil(fit->first_year, 1, 1);
    const int32_t next_day = di_date_from_civil(fit->first_year + 1, 1, 1);
    fit->first_length = (double)(next_day - model->start_civil_day) / (next_day - first_day);
    for (uint32_t n = 0; n < f->targets->count; n++) {
        const struct di_target_series *series = &f->targets->series[n];
        fit->point_count += series->count;
        if (series->count > 0 && series->points[series->count - 1].year > fit->last_year)
            fit->last_year = series->points[series->count - 1].year;
    }
    fit->years = (uint32_t)(fit->last_year - fit->first_year + 1);
    fit->points = DI_ARENA_NEW(&fit->arena, fit->point_count, struct di_fit_point);
    if (fit->points == NULL)
        return di_fail_memory(error);
    cut_model(f, model, fit->last_year);
    const enum di_status status = check_settings(model, f->targets, error);
    return status == DI_OK ? refuse_requests(f, error) : status;
}

/* Where the same levers were found before. */
static void take_first_values(struct fitting *f)
{
    const struct di_calibration *first = f->options->first_values;
    if (first == NULL || first->lever_count != f->fit->lever_count ||
        first->years != f->fit->years)
        return;
    for (uint32_t n = 0; n < first->lever_count; n++) {
        const struct di_lever *from = &first->levers[n];
        struct di_lever *lever = &f->fit->levers[n];
        if (from->series != lever->series || from->input_count != lever->input_count)
            continue;
        memcpy(lever->value, from->value, first->years * sizeof *lever->value);
        memcpy(lever->child_years, from->child_years,
               (size_t)first->years * lever->input_count * sizeof *lever->child_years);
    }
}

static enum di_status fit_levers(struct fitting *f, struct di_error *error)
{
    enum di_status status = find_levers(f, error);
    if (status != DI_OK)
        return status;
    mark_years(f);
    take_first_values(f);
    return prepare_steps(f) ? iterate(f, error) : di_fail_memory(error);
}

enum di_status di_calibration_run(const struct di_model *model,
                                  const struct di_targets *targets,
                                  const struct di_calibration_options *options,
                                  struct di_calibration **calibration_out,
                                  struct di_error *error)
{
    struct fitting f = {.options = options, .targets = targets};
    struct di_calibration *fit = NULL;
    double *before = NULL;
    enum di_status status = begin(&f, model, &fit, error);
    if (status == DI_OK)
        status = evaluate(&f, &f.model, error);
    if (status == DI_OK) {
        before = calloc((size_t)fit->point_count + 1, sizeof *before);
        status = before == NULL ? di_fail_memory(error) : DI_OK;
    }
    if (status == DI_OK) {
        expect_all(&f, before);
        status = fit_levers(&f, error);
    }
    if (status == DI_OK) {
        fill_points(&f, before);
        if (!calibration_series_make(&f.model, fit, NULL, &fit->arena))
            status = di_fail_memory(error);
    }
    free(before);
    free(f.steps);
    free(f.residual);
    free(f.is_part);
    di_cohort_destroy(f.cohort);
    if (status != DI_OK) {
        di_calibration_destroy(fit);
        return status;
    }
    *calibration_out = fit;
    return DI_OK;
}

enum di_status di_calibration_expect(const struct di_model *model,
                                     const struct di_targets *targets, double *values_out,
                                     struct di_error *error)
{
    const struct di_calibration_options none = {0};
    struct fitting f = {.options = &none, .targets = targets};
    struct di_calibration *fit = NULL;
    enum di_status status = begin(&f, model, &fit, error);
    if (status == DI_OK)
        status = evaluate(&f, &f.model, error);
    if (status == DI_OK)
        expect_all(&f, values_out);
    di_cohort_destroy(f.cohort);
    di_calibration_destroy(fit);
    return status;
}

void di_calibration_destroy(struct di_calibration *calibration)
{
    if (calibration == NULL)
        return;
    di_arena_finish(&calibration->arena);
    free(calibration);
}

const struct di_target_point *di_calibration_target(const struct di_targets *targets,
                                                    const struct di_fit_point *point)
{
    return &targets->series[point->series].points[point->point];
}

double di_fit_residual(const struct di_targets *targets, const struct di_fit_point *point)
{
    const struct di_target_point *target = di_calibration_target(targets, point);
    return (point->after - point->jump - target->value) / target->tolerance;
}

struct di_calibrated_model {
    struct di_arena arena;
    struct di_model model;
};

enum di_status di_calibrated_model_make(const struct di_model *model,
                                        const struct di_calibration *calibration,
                                        struct di_calibrated_model **out,
                                        struct di_error *error)
{
    struct fitting f = {0};
    struct di_calibrated_model *fitted = calloc(1, sizeof *fitted);
    if (fitted == NULL)
        return di_fail_memory(error);
    di_arena_init(&fitted->arena);
    cut_model(&f, model, calibration->last_year);
    if (!calibration_model_make(&f.model, calibration, &fitted->arena, &fitted->model)) {
        di_calibrated_model_destroy(fitted);
        return di_fail_memory(error);
    }
    *out = fitted;
    return DI_OK;
}

const struct di_model *di_calibrated_model(const struct di_calibrated_model *fitted)
{
    return &fitted->model;
}

void di_calibrated_model_destroy(struct di_calibrated_model *fitted)
{
    if (fitted == NULL)
        return;
    di_arena_finish(&fitted->arena);
    free(fitted);
}

static double square(double value)
{
    return value * value;
}

/* Tolerance of the stock that a year's unexplained flow leads to. */
static double stock_tolerance(const struct di_target_series *series, int32_t year)
{
    for (uint32_t p = 0; p < series->count; p++)
        if (series->points[p].year >= year && !isnan(series->points[p].value))
            return series->points[p].tolerance;
    return DI_TARGET_TOLERANCE_CHILDREN;
}

double di_calibration_misfit(const struct di_targets *targets,
                             const struct di_calibration *calibration, const double *values)
{
    double sum = 0;
    for (uint32_t i = 0; i < calibration->point_count; i++) {
        const struct di_fit_point *point = &calibration->points[i];
        const struct di_target_point *target = di_calibration_target(targets, point);
        const double value = values == NULL ? point->after : values[i];
        if (point->role != DI_ROLE_HOLDOUT && point->role != DI_ROLE_MISSING)
            sum += square((value - point->jump - target->value) / target->tolerance);
    }
    for (uint32_t n = 0; n < calibration->lever_count; n++) {
        const struct di_lever *lever = &calibration->levers[n];
        for (uint32_t y = 0; lever->kind == DI_LEVER_UNEXPLAINED && y < calibration->years; y++)
            if (lever->is_fitted[y])
                sum += square(lever->flow[y] /
                              stock_tolerance(&targets->series[lever->series],
                                              calibration->first_year + (int32_t)y));
    }
    return sum;
}

enum di_status di_calibration_carry_mean(const struct di_model *model,
                                         struct di_calibration *calibration,
                                         struct di_error *error)
{
    double *tails = calloc((size_t)calibration->lever_count + 1, sizeof *tails);
    if (tails == NULL)
        return di_fail_memory(error);
    for (uint32_t n = 0; n < calibration->lever_count; n++)
        if (calibration->levers[n].kind == DI_LEVER_UNEXPLAINED)
            tails[n] = di_lever_mean_unexplained(calibration, &calibration->levers[n]);
    const bool fits = calibration_series_make(model, calibration, tails, &calibration->arena);
    free(tails);
    return fits ? DI_OK : di_fail_memory(error);
}

/* ---- the Jacobian ---- */

uint32_t di_calibration_factor_count(const struct di_calibration *calibration)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < calibration->lever_count; n++)
        count += calibration->levers[n].kind != DI_LEVER_UNEXPLAINED;
    return count;
}

static void scale_lever(struct di_lever *lever, uint32_t years, double factor)
{
    for (uint32_t y = 0; y < years; y++)
        lever->value[y] *= factor;
}

/* All targets with one lever's values times `factor`. */
static enum di_status expect_scaled(struct fitting *f, uint32_t lever, double factor,
                                    double *values, struct di_error *error)
{
    scale_lever(&f->fit->levers[lever], f->fit->years, factor);
    const enum di_status status = evaluate_values(f, error);
    scale_lever(&f->fit->levers[lever], f->fit->years, 1 / factor);
    if (status == DI_OK)
        expect_all(f, values);
    return status;
}

static void fill_column(const struct fitting *f, const double *low, const double *high,
                        uint32_t columns, uint32_t column, double *jacobian)
{
    for (uint32_t i = 0; i < f->fit->point_count; i++) {
        const struct di_fit_point *point = &f->fit->points[i];
        const bool counts = point->role != DI_ROLE_HOLDOUT && point->role != DI_ROLE_MISSING;
        jacobian[(size_t)i * columns + column] =
            counts ? (high[i] - low[i]) / (2 * DI_CALIBRATION_LOG_STEP) /
                         di_calibration_target(f->targets, point)->tolerance
                   : 0;
    }
}

enum di_status di_calibration_jacobian(const struct di_model *model,
                                       const struct di_targets *targets,
                                       const struct di_calibration_options *options,
                                       const struct di_calibration *calibration,
                                       double *jacobian_out, struct di_error *error)
{
    struct di_calibration copy = *calibration;
    struct fitting f = {.options = options, .targets = targets, .fit = &copy};
    const uint32_t columns = di_calibration_factor_count(calibration);
    double *values = calloc(2 * (size_t)copy.point_count + 1, sizeof *values);
    struct di_lever *levers = calloc((size_t)copy.lever_count + 1, sizeof *levers);
    enum di_status status = values == NULL || levers == NULL ? di_fail_memory(error) : DI_OK;
    cut_model(&f, model, copy.last_year);
    if (levers != NULL && copy.lever_count > 0) /* series made here must not stay */
        memcpy(levers, copy.levers, copy.lever_count * sizeof *levers);
    copy.levers = levers;
    for (uint32_t n = 0, column = 0; n < copy.lever_count && status == DI_OK; n++) {
        if (levers[n].kind == DI_LEVER_UNEXPLAINED)
            continue;
        status = expect_scaled(&f, n, exp(-DI_CALIBRATION_LOG_STEP), values, error);
        if (status == DI_OK)
            status = expect_scaled(&f, n, exp(DI_CALIBRATION_LOG_STEP),
                                   values + copy.point_count, error);
        if (status == DI_OK)
            fill_column(&f, values, values + copy.point_count, columns, column++, jacobian_out);
    }
    di_cohort_destroy(f.cohort);
    free(levers);
    free(values);
    return status;
}

double di_lever_mean_unexplained(const struct di_calibration *calibration,
                                 const struct di_lever *lever)
{
    double sum = 0, length = 0;
    for (uint32_t y = 0; y < calibration->years; y++) {
        if (!lever->is_fitted[y])
            continue;
        sum += lever->flow[y];
        length += y == 0 ? calibration->first_length : 1;
    }
    return length > 0 ? sum / length : 0;
}
