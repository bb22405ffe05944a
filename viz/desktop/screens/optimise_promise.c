/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Promised against simulated: the plan's own line is without queues and chance; the others are
 * medians of a few replications with luck that chose nothing, the band all of them.
 */
#include <math.h>

#include "di/axis.h"
#include "di/statistics.h"
#include "di/time.h"

#include "optimise_parts.h"

#define PLOT_HIGH 210.0
#define AXIS_WIDE 56.0

struct plot {
    struct ui *ui;
    const struct plan_outcome *outcome;
    const struct plan_trial *trial;
    struct di_scale quarters, children;
    uint32_t count; /* quarters shown */
};

/* Median of the first `count` rows at a quarter. */
static double median_of(const double rows[][DOCUMENT_SPARK_MAX], uint32_t count, uint32_t q)
{
    double values[DOCUMENT_PREVIEW_MAX];
    for (uint32_t n = 0; n < count; n++)
        values[n] = rows[n][q];
    di_statistics_sort(values, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void range_of(const struct plan_trial *trial, uint32_t q, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (uint32_t n = 0; n < trial->count; n++) {
        *low = fmin(*low, trial->plan[n][q]);
        *high = fmax(*high, trial->plan[n][q]);
    }
}

static struct di_point *points_of(struct plot *plot, size_t count)
{
    return DI_ARENA_NEW(&plot->ui->frame->arena, count, struct di_point);
}

static void add_line(struct plot *plot, const struct di_point *points, size_t count,
                     enum ui_colour colour, double width)
{
    ui_polyline(plot->ui, colour, points, count, width,
                (struct di_rect){plot->quarters.pixel_low, plot->children.pixel_high,
                                 plot->quarters.pixel_high - plot->quarters.pixel_low,
                                 plot->children.pixel_low - plot->children.pixel_high});
}

/* From the plan's own start, which is the scenario's; quarter q ends at q + 1 quarters. */
static void add_medians(struct plot *plot, const double rows[][DOCUMENT_SPARK_MAX],
                        uint32_t count, enum ui_colour colour)
{
    struct di_point *points = points_of(plot, (size_t)plot->count + 1);
    if (points == NULL || count == 0)
        return;
    points[0] = (struct di_point){
        di_scale_pixel(&plot->quarters, 0),
        di_scale_pixel(&plot->children, plan_outcome_children(plot->outcome, 0))};
    for (uint32_t q = 0; q < plot->count; q++)
        points[q + 1] =
            (struct di_point){di_scale_pixel(&plot->quarters, q + 1),
                              di_scale_pixel(&plot->children, median_of(rows, count, q))};
    add_line(plot, points, (size_t)plot->count + 1, colour, 2);
}

/* All runs as one bar a quarter: a band of steps. */
static void add_band(struct plot *plot)
{
    const double wide = (plot->quarters.pixel_high - plot->quarters.pixel_low) /
                        fmax(plot->quarters.data_high, 1);
    for (uint32_t q = 0; q < plot->count && plot->trial->count > 1; q++) {
        double low, high;
        range_of(plot->trial, q, &low, &high);
        const double top = di_scale_pixel(&plot->children, high);
        ui_fill(plot->ui, UI_BAND,
                (struct di_rect){di_scale_pixel(&plot->quarters, q + 1) - wide / 2, top, wide,
                                 fmax(di_scale_pixel(&plot->children, low) - top, 1)},
                0);
    }
}

/* Dots at the ends of the plan's periods, so that it is told apart without colour. */
static void add_promise(struct plot *plot)
{
    const struct di_fluid_parameters *p = plot->outcome->country->parameters;
    struct di_point *points = points_of(plot, p->horizon + 1);
    if (points == NULL)
        return;
    for (uint32_t t = 0; t <= p->horizon; t++) {
        const uint32_t quarter = t == 0 ? 0 : p->first_quarter[t] + p->quarters[t];
        points[t] = (struct di_point){
            di_scale_pixel(&plot->quarters, quarter),
            di_scale_pixel(&plot->children, plan_outcome_children(plot->outcome, t))};
    }
    add_line(plot, points, p->horizon + 1, UI_WORSE, 1.5);
    for (uint32_t t = 0; t <= p->horizon; t++)
        ui_fill(plot->ui, UI_WORSE, (struct di_rect){points[t].x - 3, points[t].y - 3, 6, 6},
                3);
}

static double highest(const struct plot *plot)
{
    double top = 1;
    for (uint32_t t = 0; t <= plot->outcome->country->parameters->horizon; t++)
        top = fmax(top, plan_outcome_children(plot->outcome, t));
    for (uint32_t q = 0; q < plot->count; q++) {
        for (uint32_t n = 0; n < plot->trial->count; n++)
            top = fmax(top, plot->trial->plan[n][q]);
        for (uint32_t n = 0; n < plot->trial->base_count; n++)
            top = fmax(top, plot->trial->base[n][q]);
    }
    return top;
}

static void axes(struct plot *plot, double x, double top)
{
    struct ui *ui = plot->ui;
    struct ui_text look = {.size = UI_SIZE_TINY, .colour = UI_SECOND, .align = UI_RIGHT};
    const struct di_ticks ticks = di_ticks_of_values(0, top, 4, true);
    plot->children.data_high = fmax(top, ticks.value[ticks.count - 1]);
    for (size_t i = 0; i < ticks.count; i++) {
        const double y = di_scale_pixel(&plot->children, ticks.value[i]);
        ui_line(ui, UI_RULE, plot->quarters.pixel_low, y, plot->quarters.pixel_high, y);
        ui_label(ui, (struct di_rect){x, y - 8, AXIS_WIDE - 8, 16},
                 ui_number(ui, ticks.value[i], ticks.decimals), look);
    }
    const struct di_model *model = plot->outcome->scenario->model;
    const struct di_scale days = {model->start_civil_day,
                                  model->start_civil_day +
                                      plot->quarters.data_high * (DI_DAYS_PER_YEAR / 4),
                                  plot->quarters.pixel_low, plot->quarters.pixel_high};
    const struct di_ticks years = di_ticks_of_years(&days, 48);
    look.align = UI_CENTRE;
    for (size_t i = 0; i < years.count; i++)
        ui_label(ui,
                 (struct di_rect){di_scale_pixel(&days, years.value[i]) - 20,
                                  plot->children.pixel_low + 4, 40, 16},
                 frame_format(ui->frame, "%d", (int)years.year[i]), look);
}

/* ---- words ---- */

struct key {
    const char *id, *name;
    enum ui_colour colour;
    bool is_dotted;
    double value; /* at the end; NaN: none yet */
    const char *range;
};

static double key_line(struct ui *ui, const struct key *key, double x, double y, double width)
{
    const char *value = ui_number(ui, key->value, 0);
    const char *text =
        key->range != NULL
            ? UI_SAY(ui, N_("%1: %2 at the end (%3)"), di_text_arg(key->name),
                     di_text_arg(value), di_text_arg(key->range))
            : UI_SAY(ui, N_("%1: %2 at the end"), di_text_arg(key->name), di_text_arg(value));
    ui_fill(ui, key->colour, (struct di_rect){x, y + 7, 18, key->is_dotted ? 2 : 4}, 1);
    if (key->is_dotted)
        ui_fill(ui, key->colour, (struct di_rect){x + 6, y + 5, 6, 6}, 3);
    const double high = ui_paragraph(ui, x + 26, y, width - 26, text,
                                     (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, key->id, (struct di_rect){x, y, width, high}, key->name);
    node->value = value;
    return high + 3;
}

static double keys(const struct plot *plot, double x, double y, double width)
{
    struct ui *ui = plot->ui;
    const struct plan_trial *trial = plot->trial;
    const uint32_t last = plot->count > 0 ? plot->count - 1 : 0;
    double used = 0;
    const struct key promised = {
        "promise:plan",
        tr(ui, N_("Promised by the plan")),
        UI_WORSE,
        true,
        plan_outcome_children(plot->outcome, plot->outcome->country->parameters->horizon),
        NULL};
    used += key_line(ui, &promised, x, y + used, width);
    if (trial->count > 0) {
        double low, high;
        range_of(trial, last, &low, &high);
        const struct key simulated = {"promise:simulated",
                                      tr(ui, N_("The plan, simulated")),
                                      UI_SERIES,
                                      false,
                                      median_of(trial->plan, trial->count, last),
                                      ui_range(ui, low, high, 0)};
        used += key_line(ui, &simulated, x, y + used, width);
    }
    if (trial->base_count > 0) {
        const struct key base = {
            "promise:base", tr(ui, N_("Without the plan, simulated")),       UI_BASELINE,
            false,          median_of(trial->base, trial->base_count, last), NULL};
        used += key_line(ui, &base, x, y + used, width);
    }
    return used;
}

static double footnote(struct ui *ui, const struct plan_state *now, double x, double y,
                       double width)
{
    const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
    char problem[400];
    if (now->phase == PLAN_DONE && now->trial.count == 0 && now->error.message.id != NULL) {
        (void)di_message_render(&now->error.message, ui->catalogue, problem, sizeof problem);
        return ui_paragraph(
            ui, x, y, width,
            UI_SAY(ui, N_("The plan could not be simulated: %1"), di_text_arg(problem)),
            second);
    }
    if (now->trial.count == 0)
        return ui_paragraph(ui, x, y, width,
                            now->phase == PLAN_TRYING
                                ? tr(ui, N_("Simulating the plan with fresh luck"))
                                : tr(ui, N_("The plan has not been simulated.")),
                            second);
    return ui_paragraph(
        ui, x, y, width,
        UI_SAY(ui,
               now->phase == PLAN_TRYING
                   ? N_("Simulated so far: %1 {%1|run|runs} with fresh luck; median, and all "
                        "runs.")
                   : N_("Simulated: %1 {%1|run|runs} with fresh luck; median, and all runs."),
               di_integer_arg(now->trial.count)),
        second);
}

double optimise_promise(struct ui *ui, const struct plan_outcome *outcome,
                        const struct plan_state *now, double x, double y, double width)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const uint32_t planned = p->first_quarter[p->horizon] + p->quarters[p->horizon];
    struct plot plot = {.ui = ui, .outcome = outcome, .trial = &now->trial};
    plot.count = now->trial.points < planned ? now->trial.points : planned;
    double used = ui_paragraph(
        ui, x, y, width, tr(ui, N_("Children in institutions: promised and simulated")),
        (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    used += 10;
    plot.quarters = (struct di_scale){0, fmax(planned, 1), x + AXIS_WIDE, x + width - 22};
    plot.children = (struct di_scale){0, 1, y + used + PLOT_HIGH, y + used};
    const double top = highest(&plot);
    axes(&plot, x, top);
    add_band(&plot);
    add_medians(&plot, now->trial.base, now->trial.base_count, UI_BASELINE);
    add_medians(&plot, now->trial.plan, now->trial.count, UI_SERIES);
    add_promise(&plot);
    used += PLOT_HIGH + 30;
    used += keys(&plot, x, y + used, width);
    return used + footnote(ui, now, x, y + used, width);
}
