/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One step of the fixed point. A factor's step is that of its own secant, within bounds: exits
 * of a year rise less than their rate, for the children who left cannot leave again.
 */
#include "calibration_step.h"

#include <math.h>
#include <string.h>

#include "calibration_expected.h"
#include "calibration_model.h"

/* A factor beyond this, either way, is no correction of a rate: the figure cannot be met. */
#define FACTOR_MAX 1e4
#define SLOPE_MIN 0.7
#define SLOPE_MAX 1.0
/* Stocks are looked at when the flows' error is this part of theirs. */
#define FLOWS_FIRST 0.1
/* What the grid of the expected system may carry over New Year, of a figure. */
#define GRID_ERROR 1e-3
/* Opening figures that differ by less are the same count. */
#define SAME_CHILDREN 0.5

const struct di_target_series *fitting_series(const struct fitting *f,
                                              const struct di_lever *lever)
{
    return &f->targets->series[lever->series];
}

double fitting_expected(const struct fitting *f, const struct di_target_series *series,
                        int32_t year)
{
    return calibration_expected(&f->model, f->cohort, series, year);
}

bool fitting_has_figure(const struct fitting *f, const struct di_target_point *point)
{
    return point->year >= f->fit->first_year && point->year < f->options->holdout_from &&
           !isnan(point->value);
}

/* ---- one step ---- */

static double published(const struct di_target_series *series, int32_t year)
{
    for (uint32_t p = 0; p < series->count; p++)
        if (series->points[p].year == year)
            return series->points[p].value;
    return (double)NAN;
}

/* What a part's flow is to be multiplied by; 1 where nothing is published. */
static double part_ratio(const struct fitting *f, const struct di_target_series *part,
                         int32_t year)
{
    const double figure = published(part, year), expected = fitting_expected(f, part, year);
    return isnan(figure) || expected <= 0 ? 1 : figure / expected;
}

/* The first part of a lever that counts a flow; UINT32_MAX: none. */
static uint32_t part_of_flow(const struct fitting *f, uint32_t outer,
                             const struct di_cohort_flow *flow)
{
    const uint32_t levers = f->fit->lever_count;
    for (uint32_t n = 0; n < levers; n++)
        if (f->is_part[(size_t)n * levers + outer] &&
            calibration_counts(&f->model, fitting_series(f, &f->fit->levers[n]), flow->region,
                               flow->from, flow->to))
            return n;
    return UINT32_MAX;
}

/* Is this a flow that the lever's own inputs make? A breakdown leads wherever the ladder does;
 * the expected system has one state of home; re-entries are of the entries where these contain
 * them, and go with them. */
static bool is_own_flow(const struct fitting *f, const struct di_lever *lever,
                        const struct di_cohort_flow *flow)
{
    if (lever->kind == DI_LEVER_ENTRIES)
        return flow->from == DI_FROM_OUTSIDE_NEW || calibration_is_return(flow->from);
    for (uint32_t i = 0; i < lever->input_count; i++) {
        const struct di_lever_input *input = &lever->inputs[i];
        const uint16_t target =
            f->model.settings[input->setting].pathways[input->pathway].target;
        const bool is_home =
            target == DI_SETTING_HOME_MONITORED && flow->to == DI_SETTING_HOME_CLOSED;
        if (input->setting == flow->from &&
            (target == DI_NONE || target == flow->to || is_home))
            return true;
    }
    return false;
}

/* What is not a lever's own in its series, as expected, and as it will be when the parts of the
 * series are fitted. A part may also count moves that the series does not, and two parts the
 * same flow: only what the series counts is taken, once. */
static void add_others(const struct fitting *f, uint32_t outer, int32_t year, double *given,
                       double *wanted)
{
    const struct di_lever *lever = &f->fit->levers[outer];
    const struct di_target_series *series = fitting_series(f, lever);
    *given = *wanted = 0;
    for (uint32_t i = 0; i < f->cohort->flow_count; i++) {
        const struct di_cohort_flow *flow = &f->cohort->flows[i];
        const double children = calibration_counted(&f->model, series, flow, year);
        const uint32_t part = children > 0 ? part_of_flow(f, outer, flow) : UINT32_MAX;
        if (part == UINT32_MAX && is_own_flow(f, lever, flow))
            continue;
        *given += children;
        *wanted +=
            part == UINT32_MAX
                ? children
                : children * part_ratio(f, fitting_series(f, &f->fit->levers[part]), year);
    }
}

static double slope(const struct step *last, double x, double error)
{
    if (!last->is_known || fabs(x - last->x) < 1e-13)
        return SLOPE_MAX;
    const double seen = (error - last->error) / (x - last->x);
    return seen > SLOPE_MIN ? fmin(seen, SLOPE_MAX) : SLOPE_MIN;
}

/* What the lever's own inputs give against what the figure leaves them. @return it is switched
 * off, as it should be */
static bool move_factor(struct fitting *f, uint32_t n, uint32_t y, double given, double wanted,
                        double slack)
{
    struct di_lever *lever = &f->fit->levers[n];
    struct step *last = &f->steps[(size_t)n * f->fit->years + y];
    const double limit = log(FACTOR_MAX);
    if (wanted <= 0 || given <= 0) { /* nothing is left for them; or they give nothing */
        const bool is_off = wanted <= 0 && lever->value[y] <= 0;
        lever->is_unmet[y] = is_off ? given - wanted > slack : true;
        lever->value[y] = wanted <= 0 ? 0 : lever->value[y] > 0 ? FACTOR_MAX : 1;
        *last = (struct step){0};
        return is_off; /* a step over New Year may leave a little */
    }
    if (lever->value[y] <= 0) /* it was off, and is wanted again */
        lever->value[y] = 1 / FACTOR_MAX;
    const double x = log(lever->value[y]), error = log(given / wanted);
    const double moved = fmax(-limit, fmin(limit, x - error / slope(last, x, error)));
    *last = (struct step){x, error, true};
    lever->is_unmet[y] = fabs(moved) >= limit;
    lever->value[y] = exp(moved);
    return false;
}

static void note_worst(struct di_calibration *fit, double given, double wanted)
{
    fit->worst = fmax(fit->worst, fabs(given - wanted) / fmax(1, fabs(wanted)));
}

static void move_flows(struct fitting *f, uint32_t n)
{
    struct di_lever *lever = &f->fit->levers[n];
    const struct di_target_series *series = fitting_series(f, lever);
    for (uint32_t p = 0; p < series->count; p++) {
        const struct di_target_point *point = &series->points[p];
        if (!fitting_has_figure(f, point))
            continue;
        const uint32_t y = (uint32_t)(point->year - f->fit->first_year);
        const double given = fitting_expected(f, series, point->year);
        double others, others_wanted;
        add_others(f, n, point->year, &others, &others_wanted);
        const bool is_off = move_factor(f, n, y, given - others, point->value - others_wanted,
                                        fmax(SAME_CHILDREN, GRID_ERROR * point->value));
        if (fabs(given - point->value) <=
            f->options->precision * fmax(1, point->value)) /* met, whatever the others do */
            lever->is_unmet[y] = false;
        if (!lever->is_unmet[y] && !is_off)
            note_worst(f->fit, given, point->value);
    }
}

static double parts_residual(const struct fitting *f, uint32_t outer, uint32_t y)
{
    double sum = 0;
    for (uint32_t n = 0; n < f->fit->lever_count; n++)
        if (f->is_part[(size_t)n * f->fit->lever_count + outer])
            sum += f->residual[(size_t)n * f->fit->years + y];
    return sum;
}

/* What a definition adds to the stock of this series at the start. */
double fitting_opening_jump(const struct fitting *f, const struct di_target_series *series)
{
    for (uint32_t p = 0; p < series->count; p++) {
        const struct di_target_point *point = &series->points[p];
        if (point->year >= f->fit->first_year || isnan(point->value))
            continue;
        const double jump = fitting_expected(f, series, point->year) - point->value;
        return fabs(jump) < SAME_CHILDREN ? 0 : jump;
    }
    return 0;
}

/* The lowest and highest flow a year can have: nobody leaves who is not there, nobody comes
 * where no setting takes them. */
static void flow_limits(const struct fitting *f, const struct di_lever *lever, uint32_t y,
                        double *low_out, double *high_out)
{
    *low_out = *high_out = 0;
    for (uint32_t i = 0; i < lever->input_count; i++) {
        if (lever->inputs[i].pathway != UINT32_MAX)
            *low_out -= RATE_OUT_MAX * lever->child_years[(size_t)i * f->fit->years + y];
        if (lever->inputs[i].reason != DI_NONE)
            *high_out = HUGE_VAL;
    }
}

static void share_residual(const struct fitting *f, struct di_lever *lever, int32_t from,
                           int32_t to, double children)
{
    for (int32_t year = from; year <= to; year++) {
        const uint32_t y = (uint32_t)(year - f->fit->first_year);
        double low, high;
        flow_limits(f, lever, y, &low, &high);
        const double wanted = lever->value[y] + children / (to - from + 1);
        lever->value[y] = fmax(low, fmin(high, wanted));
        lever->is_unmet[y] = wanted < low || wanted > high;
    }
}

/* What a stock lacks in each year; sets `residual`. */
static void look_at_stock(struct fitting *f, uint32_t n)
{
    const struct di_lever *lever = &f->fit->levers[n];
    const struct di_target_series *series = fitting_series(f, lever);
    double jump = fitting_opening_jump(f, series);
    for (uint32_t p = 0; p < series->count; p++) {
        const struct di_target_point *point = &series->points[p];
        if (!fitting_has_figure(f, point))
            continue;
        const uint32_t y = (uint32_t)(point->year - f->fit->first_year);
        const double given = fitting_expected(f, series, point->year);
        if (lever->is_break[y])
            jump = given - point->value;
        f->residual[(size_t)n * f->fit->years + y] = point->value + jump - given;
        if (!lever->is_unmet[y])
            note_worst(f->fit, given, point->value + jump);
    }
}

static void move_stock(struct fitting *f, uint32_t n)
{
    struct di_lever *lever = &f->fit->levers[n];
    const struct di_target_series *series = fitting_series(f, lever);
    double before = 0;
    int32_t from = f->fit->first_year;
    for (uint32_t p = 0; p < series->count; p++) {
        const struct di_target_point *point = &series->points[p];
        if (!fitting_has_figure(f, point))
            continue;
        const uint32_t y = (uint32_t)(point->year - f->fit->first_year);
        const double own = f->residual[(size_t)n * f->fit->years + y] - parts_residual(f, n, y);
        if (!lever->is_break[y])
            share_residual(f, lever, from, point->year, own - before);
        before = own;
        from = point->year + 1;
    }
}

static void read_child_years(struct fitting *f)
{
    for (uint32_t n = 0; n < f->fit->lever_count; n++) {
        struct di_lever *lever = &f->fit->levers[n];
        if (lever->kind != DI_LEVER_UNEXPLAINED)
            continue;
        for (uint32_t y = 0; y < f->fit->years; y++) {
            const int32_t year = f->fit->first_year + (int32_t)y;
            lever->flow[y] = 0;
            for (uint32_t i = 0; i < lever->input_count; i++) {
                const uint16_t s = lever->inputs[i].setting;
                lever->child_years[(size_t)i * f->fit->years + y] =
                    calibration_child_years(&f->model, f->cohort, s, year);
                lever->flow[y] +=
                    calibration_flow(&f->model, f->cohort, DI_SETTING_UNEXPLAINED_IN, s, year) -
                    calibration_flow(&f->model, f->cohort, s, DI_SETTING_UNEXPLAINED_OUT, year);
            }
        }
    }
}

/* Flows first: what a stock lacks is only known when the flows around it are nearly right, or
 * the two would chase each other. Then the flows start anew from where they are. */
void fitting_move(struct fitting *f)
{
    struct di_calibration *fit = f->fit;
    fit->worst = 0;
    read_child_years(f);
    for (uint32_t n = 0; n < fit->lever_count; n++)
        if (fit->levers[n].kind != DI_LEVER_UNEXPLAINED)
            move_flows(f, n);
    const double flows = fit->worst;
    for (uint32_t n = 0; n < fit->lever_count; n++)
        if (fit->levers[n].kind == DI_LEVER_UNEXPLAINED)
            look_at_stock(f, n);
    if (flows > fmax(f->options->precision, FLOWS_FIRST * fit->worst))
        return;
    for (uint32_t n = 0; n < fit->lever_count; n++)
        if (fit->levers[n].kind == DI_LEVER_UNEXPLAINED)
            move_stock(f, n);
    memset(f->steps, 0, (size_t)fit->lever_count * fit->years * sizeof *f->steps);
}
