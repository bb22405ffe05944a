/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values are those of the result table: medians and the 5% and 95% points of runs. */
#include "figure.h"

#include <math.h>
#include <string.h>

#include "di/comparison.h"
#include "di/statistics.h"

#include "control.h"

/* Money is shown in millions from ten million on, in billions from ten of them, with one digit
 * more; shares in percent. */
static double scale_of(enum di_measure measure, double value)
{
    if (measure == DI_SHARE)
        return 0.01;
    if (measure != DI_MONEY || fabs(value) < 1e7)
        return 1;
    return fabs(value) >= 1e10 ? 1e9 : 1e6;
}

static int decimals_of(enum di_measure measure, double value)
{
    return measure == DI_SHARE || measure == DI_RATE || scale_of(measure, value) > 1 ? 1 : 0;
}

const char *figure_value(struct ui *ui, const struct figure *figure)
{
    const char *number = ui_number(ui, figure->value, figure->decimals);
    return figure->is_percent ? UI_SAY(ui, N_("%1%%"), di_text_arg(number)) : number;
}

const char *figure_range(struct ui *ui, const struct figure *figure)
{
    if (isnan(figure->low) || isnan(figure->high))
        return "";
    const char *range = ui_range(ui, figure->low, figure->high, figure->decimals);
    return figure->is_percent ? UI_SAY(ui, N_("%1%%"), di_text_arg(range)) : range;
}

/* Replication by replication where both runs had the same luck, else of the medians. */
static void set_difference(struct figure *figure, const struct headlines *base,
                           const struct di_results_row *a, const struct headlines *changed,
                           const struct di_results_row *b)
{
    struct di_paired paired;
    figure->base = a->summary.p50 / figure->scale;
    figure->difference = figure->value - figure->base;
    if (a->values == NULL || b->values == NULL ||
        di_comparison_check(base->results, changed->results, NULL) != DI_OK)
        return;
    di_paired_compute(a->values, b->values, base->results->replications, &paired);
    if (paired.n == 0)
        return;
    figure->is_paired = true;
    figure->difference = paired.mean_difference / figure->scale;
    figure->difference_low = paired.ci_low / figure->scale;
    figure->difference_high = paired.ci_high / figure->scale;
}

static const char *label_of(struct ui *ui, const struct di_results *results,
                            enum di_measure measure, const char *name, double value)
{
    const double scale = scale_of(measure, value);
    const struct di_argument label = di_text_arg(name);
    const struct di_argument currency = di_text_arg(results->currency);
    if (measure == DI_MONEY)
        return scale > 1e6 ? UI_SAY(ui, N_("%1, billion %2"), label, currency)
               : scale > 1 ? UI_SAY(ui, N_("%1, million %2"), label, currency)
                           : UI_SAY(ui, N_("%1, %2"), label, currency);
    return name;
}

bool figure_of_row(struct ui *ui, const struct headlines *headlines,
                   const struct headlines *base, const struct di_results_row *row, double size,
                   struct figure *figure_out)
{
    if (row == NULL)
        return false;
    const struct di_indicator_text text = di_indicator_at(row->indicator);
    const bool is_stock = text.measure == DI_STOCK;
    const bool has_range = di_results_has_ranges(headlines->results);
    const char *year = frame_format(ui->frame, "%d", (int)di_date_year(row->last_civil_day));
    *figure_out = (struct figure){
        .id = text.id,
        .label = label_of(ui, headlines->results, text.measure, tr(ui, text.label), size),
        .when = is_stock ? UI_SAY(ui, N_("end of %1"), di_text_arg(year))
                         : UI_SAY(ui, N_("in %1"), di_text_arg(year)),
        .value = row->summary.p50,
        .low = has_range ? row->summary.p05 : (double)NAN,
        .high = has_range ? row->summary.p95 : (double)NAN,
        .base = (double)NAN,
        .difference = (double)NAN,
        .difference_low = (double)NAN,
        .difference_high = (double)NAN,
        .decimals = decimals_of(text.measure, size),
        .scale = scale_of(text.measure, size),
        .is_percent = text.measure == DI_SHARE,
        .is_better_when_lower = strstr(text.id, "family") == NULL};
    figure_out->value /= figure_out->scale;
    figure_out->low /= figure_out->scale;
    figure_out->high /= figure_out->scale;
    const struct di_results_row *other =
        base != NULL ? headlines_at(base, text.id, row->first_civil_day) : NULL;
    if (other != NULL)
        set_difference(figure_out, base, other, headlines, row);
    return true;
}

/* Of one indicator: the nation, at the end or over the last year. False if absent. */
static bool figure_of(struct ui *ui, const struct headlines *headlines,
                      const struct headlines *base, const char *indicator,
                      struct figure *figure_out)
{
    const struct di_results_row *row = headlines_last(headlines, indicator);
    return row != NULL && figure_of_row(ui, headlines, base, row, row->summary.p50, figure_out);
}

size_t figures_headline(struct ui *ui, struct desk *desk, struct figure figures_out[4])
{
    static const char *const wanted[][2] = {{"K1_institution_stock", "K1r_residential_stock"},
                                            {"K10_still_waiting", "K6r_residential_admissions"},
                                            {"K4_family_based_share", "K4_family_based_stock"},
                                            {"K18_cost_total", "K7_exits_to_family_share"}};
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    const struct headlines *other =
        base != NULL && base->results != NULL && !desk->hides_baseline ? &base->headlines
                                                                       : NULL;
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 2; k++)
            if (figure_of(ui, &document->headlines, other, wanted[i][k], &figures_out[count])) {
                count++;
                break;
            }
    return count;
}

/* Too small to show, or an interval that holds zero. */
static bool is_no_difference(const struct figure *figure)
{
    return fabs(figure->difference) < 0.5 * pow(10, -figure->decimals) ||
           (figure->difference_low <= 0 && figure->difference_high >= 0);
}

bool figure_is_apart(struct ui *ui, const struct headlines *a, const struct headlines *b,
                     const struct di_results_row *row_of_a)
{
    struct figure figure;
    return row_of_a != NULL &&
           figure_of_row(ui, a, b, row_of_a, row_of_a->summary.p50, &figure) &&
           !isnan(figure.difference_low) && !is_no_difference(&figure);
}

const char *figure_difference_range(struct ui *ui, const struct figure *figure)
{
    return frame_format(ui->frame, "%s \xE2\x80\xA6 %s",
                        ui_number(ui, figure->difference_low, figure->decimals),
                        ui_number(ui, figure->difference_high, figure->decimals));
}

static const char *difference_text(struct ui *ui, const struct figure *figure)
{
    const double size = fabs(figure->difference);
    const char *amount = ui_number(ui, size, figure->decimals);
    if (size < 0.5 * pow(10, -figure->decimals))
        return tr(ui, N_("as in the baseline"));
    if (figure->is_percent)
        return figure->difference < 0
                   ? UI_SAY(ui, N_("%1 points less than baseline"), di_text_arg(amount))
                   : UI_SAY(ui, N_("%1 points more than baseline"), di_text_arg(amount));
    if (figure->difference < 0)
        return UI_SAY(ui, N_("%1 fewer than baseline"), di_text_arg(amount));
    return UI_SAY(ui, N_("%1 more than baseline"), di_text_arg(amount));
}

static const char *interval_text(struct ui *ui, const struct figure *figure)
{
    if (isnan(figure->difference_low))
        return tr(ui, figure->is_paired ? N_("one pair of runs: it may be chance")
                                        : N_("difference of medians: the runs are not paired"));
    return UI_SAY(ui, N_("95%% interval of the mean: %1"),
                  di_text_arg(figure_difference_range(ui, figure)));
}

static const char *beside(struct ui *ui, const struct figure *figure)
{
    const char *range = figure_range(ui, figure);
    return range[0] == '\0' ? figure->when
                            : frame_format(ui->frame, "%s · %s", range, figure->when);
}

double figure_height(struct ui *ui, const struct figure *figure, double width)
{
    const double inner = width - 36;
    double high = ui_paragraph_height(ui, inner, figure->label, UI_SIZE_BODY, false) + 6 +
                  UI_SIZE_BIG * DI_TEXT_LEADING;
    const double value = ui_width(ui, figure_value(ui, figure), UI_SIZE_BIG, true);
    if (value + 12 + ui_width(ui, beside(ui, figure), UI_SIZE_SMALL, false) > inner)
        high += ui_paragraph_height(ui, inner, beside(ui, figure), UI_SIZE_SMALL, false);
    if (!isnan(figure->difference))
        high += ui_paragraph_height(ui, inner - 16, difference_text(ui, figure), UI_SIZE_BODY,
                                    true) +
                ui_paragraph_height(ui, inner - 16, interval_text(ui, figure), UI_SIZE_SMALL,
                                    false) +
                4;
    return high + 30 + 28;
}

/* Median and range on a line from zero, the baseline as a tick. */
static void position(struct ui *ui, const struct figure *figure, struct di_rect rect)
{
    const bool has_range = !isnan(figure->low) && !isnan(figure->high);
    const double most = has_range ? figure->high : figure->value;
    const double top = 1.15 * fmax(fmax(most, isnan(figure->base) ? 0 : figure->base), 1e-9);
    const double y = rect.y + rect.height / 2;
    const double low = rect.x + rect.width * figure->low / top;
    const double high = rect.x + rect.width * figure->high / top;
    const double at = rect.x + rect.width * figure->value / top;
    ui_line(ui, UI_LINE, rect.x, y, rect.x + rect.width, y);
    if (has_range)
        ui_fill(ui, UI_BAND, (struct di_rect){low, y - 4, fmax(high - low, 3), 8}, 4);
    if (!isnan(figure->base))
        ui_fill(ui, UI_BASELINE,
                (struct di_rect){rect.x + rect.width * figure->base / top - 1, y - 8, 2, 16},
                0);
    ui_fill(ui, UI_SERIES, (struct di_rect){at - 4.5, y - 4.5, 9, 9}, 4.5);
}

static void arrow(struct ui *ui, enum ui_colour colour, double x, double y, bool is_down)
{
    struct di_point *points = DI_ARENA_NEW(&ui->frame->arena, 4, struct di_point);
    if (points == NULL)
        return;
    const double tip = is_down ? y + 8 : y, base = is_down ? y : y + 8;
    points[0] = points[3] = (struct di_point){x, base};
    points[1] = (struct di_point){x + 9, base};
    points[2] = (struct di_point){x + 4.5, tip};
    ui_polyline(ui, colour, points, 4, 0, (struct di_rect){x, y, 9, 8});
}

void figure_tile(struct ui *ui, const struct figure *figure, struct di_rect rect)
{
    ui_fill(ui, UI_PAPER, rect, 8);
    ui_outline(ui, UI_LINE, rect, 8, 1);
    const double x = rect.x + 18, inner = rect.width - 36;
    double y = rect.y + 14;
    y += ui_paragraph(ui, x, y, inner, figure->label,
                      (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND}) +
         6;
    const char *value = figure_value(ui, figure);
    const double wide = ui_width(ui, value, UI_SIZE_BIG, true);
    const double line = UI_SIZE_BIG * DI_TEXT_LEADING;
    ui_label(ui, (struct di_rect){x, y, inner, line}, value,
             (struct ui_text){.size = UI_SIZE_BIG, .is_bold = true, .colour = UI_TEXT});
    const char *range = beside(ui, figure);
    const struct ui_text small = {.size = UI_SIZE_SMALL, .colour = UI_SECOND};
    if (wide + 12 + ui_width(ui, range, UI_SIZE_SMALL, false) <= inner) {
        ui_label(ui, (struct di_rect){x + wide + 12, y + 6, inner - wide - 12, line - 6}, range,
                 small);
        y += line;
    } else {
        y += line;
        y += ui_paragraph(ui, x, y, inner, range, small);
    }
    if (!isnan(figure->difference)) {
        const bool is_same = is_no_difference(figure);
        const bool is_better = (figure->difference < 0) == figure->is_better_when_lower;
        /* without an interval nobody knows whether it is better */
        const bool is_judged = !is_same && !isnan(figure->difference_low);
        const enum ui_colour colour = !is_judged ? UI_SECOND : is_better ? UI_BETTER : UI_WORSE;
        if (!is_same)
            arrow(ui, colour, x, y + 7, figure->difference < 0);
        y += ui_paragraph(
                 ui, x + 16, y + 2, inner - 16, difference_text(ui, figure),
                 (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = colour}) +
             4;
        (void)ui_paragraph(ui, x + 16, y, inner - 16, interval_text(ui, figure), small);
        struct ui_node *by =
            ui_node(ui, UI_LABEL, frame_format(ui->frame, "difference:%s", figure->id),
                    (struct di_rect){x, y, inner, UI_SIZE_SMALL * DI_TEXT_LEADING},
                    difference_text(ui, figure));
        by->value = ui_number(ui, figure->difference, figure->decimals);
    }
    position(ui, figure, (struct di_rect){x, rect.y + rect.height - 30, inner, 20});
    struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "tile:%s", figure->id),
                                   rect, figure->label);
    node->value = value;
}
