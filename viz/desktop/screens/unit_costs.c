/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar a form of care from zero, the dearest first, with the range of 90% of runs in words. */
#include "unit_costs.h"

#include <math.h>
#include <string.h>

#include "di/cost_plan.h"

#include "control.h"

#define ROW 30.0
#define ROWS_MAX 24

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};

static const char *name_of(struct ui *ui, const struct document *document, const char *setting)
{
    static const struct {
        const char *id, *text;
    } own[] = {{"home", N_("Own family")},
               {"home_closed", N_("Own family, case closed")},
               {"unplaced", N_("No place yet")}};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strcmp(own[i].id, setting) == 0)
            return tr(ui, own[i].text);
    return di_names_text(&document->results->names, "settings", setting,
                         ui->catalogue->language);
}

/* The dearest first; returns how many. */
static size_t order(const struct headlines *headlines,
                    const struct di_results_row *out[ROWS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < headlines->unit_cost_count; i++) {
        const struct di_results_row *row = headlines->unit_costs[i];
        size_t at = count;
        if (!(row->summary.mean > 0) || count == ROWS_MAX)
            continue;
        for (count++; at > 0 && out[at - 1]->summary.mean < row->summary.mean; at--)
            out[at] = out[at - 1];
        out[at] = row;
    }
    return count;
}

/* "Prices of 2025, without inflation; discounted at 3% a year where it says so." */
static const char *money_of(struct ui *ui, const struct document *document)
{
    const struct di_model *model =
        document->scenario != NULL ? document->scenario->model : NULL;
    if (model == NULL || model->cost_plan == NULL)
        return "";
    const char *year = frame_format(ui->frame, "%d", (int)model->price_year);
    const char *discount = ui_number(ui, 100 * model->cost_plan->discount_per_year, 1);
    const char *inflation = ui_number(ui, 100 * model->cost_plan->inflation_per_year, 1);
    return model->cost_plan->inflation_per_year > 0
               ? UI_SAY(
                     ui,
                     N_("Money of each year: prices of %1 grow by %2%% a year. What is called "
                        "discounted is at %3%% a year."),
                     di_text_arg(year), di_text_arg(inflation), di_text_arg(discount))
               : UI_SAY(
                     ui,
                     N_("Constant prices of %1. What is called discounted is at %2%% a year."),
                     di_text_arg(year), di_text_arg(discount));
}

/* Where the parts of a row lie: the name beside the bar, or above it in a narrow card. */
struct places {
    bool is_narrow;
    double name;           /* width */
    double name_height;    /* of the name's lines */
    double height;         /* of the row */
    double track_x, track; /* from the row's left edge; width */
};

#define NUMBERS 190.0

static struct places places_of(struct ui *ui, const char *name, double width)
{
    struct places at = {.is_narrow = width < 520};
    at.name = at.is_narrow ? width : 0.34 * width;
    at.name_height = ui_paragraph_height(ui, at.name, name, UI_SIZE_BODY, false);
    at.height = at.is_narrow ? at.name_height + ROW : fmax(ROW, at.name_height + 6);
    at.track_x = at.is_narrow ? 0 : at.name + 10;
    at.track = width - at.track_x - NUMBERS;
    return at;
}

double unit_costs_height(struct ui *ui, const struct document *document, double width)
{
    const struct di_results_row *rows[ROWS_MAX];
    const size_t count = order(&document->headlines, rows);
    const double inner = width - 2 * UI_PAD;
    double high =
        2 * UI_PAD + 90 +
        ui_paragraph_height(ui, inner, money_of(ui, document), UI_SIZE_SMALL + 0.5, false);
    for (size_t i = 0; i < count; i++)
        high += places_of(ui, name_of(ui, document, rows[i]->setting), inner).height;
    return high;
}

static double row(struct ui *ui, const struct document *document,
                  const struct di_results_row *own, double most, struct di_rect at)
{
    const char *text = name_of(ui, document, own->setting);
    const struct places places = places_of(ui, text, at.width);
    const double y = at.y + (places.is_narrow ? places.name_height : 0);
    const double bar = fmax(places.track * own->summary.mean / most, 2);
    const char *value = ui_number(ui, own->summary.mean, 0);
    const char *range = di_results_has_ranges(document->results->results)
                            ? ui_range(ui, own->summary.p05, own->summary.p95, 0)
                            : "";
    (void)ui_paragraph(ui, at.x, at.y + (places.is_narrow ? 0 : 4), places.name, text, body);
    ui_fill(ui, UI_SERIES, (struct di_rect){at.x + places.track_x, y + 9, bar, 12}, 2);
    ui_label(ui, (struct di_rect){at.x + at.width - NUMBERS + 8, y, 70, ROW}, value,
             (struct ui_text){
                 .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT, .align = UI_RIGHT});
    ui_label(ui, (struct di_rect){at.x + at.width - 104, y, 104, ROW}, range,
             (struct ui_text){.size = UI_SIZE_SMALL, .colour = UI_SECOND, .may_shorten = true});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, frame_format(ui->frame, "unit:%s", own->setting),
                (struct di_rect){at.x, at.y, at.width, places.height}, text);
    node->value = value;
    return places.height;
}

void unit_costs(struct ui *ui, const struct document *document, struct di_rect rect)
{
    const struct di_results_row *rows[ROWS_MAX];
    const size_t count = order(&document->headlines, rows);
    const char *title = tr(ui, N_("What a year of one child costs, by form of care"));
    const struct di_rect inside = card(ui, "card:unit-costs", rect, title);
    double y =
        inside.y + card_heading(ui, inside, title,
                                UI_SAY(ui,
                                       di_results_has_ranges(document->results->results)
                                           ? N_("%1 a year: mean of the first year with such "
                                                "children; range: 90%% of runs")
                                           : N_("%1 a year: the first year with such children"),
                                       di_text_arg(document->results->results->currency)));
    for (size_t i = 0; i < count; i++)
        y += row(ui, document, rows[i], rows[0]->summary.mean,
                 (struct di_rect){inside.x, y, inside.width, 0});
    (void)ui_paragraph(ui, inside.x, y + 8, inside.width, money_of(ui, document), second);
}
