/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration: fitted beside published, what stays unexplained, the test of the fit, and what
 * the figures cannot tell. */
#include <math.h>

#include "di/schema.h"

#include "screen.h"

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};

/* ---- in words ---- */

/* One statement; what a planner must not overlook carries the mark. */
static double statement(struct ui *ui, struct di_rect inside, double y, bool is_warning,
                        const char *text, size_t *number)
{
    const double indent = 30;
    if (is_warning)
        ui_icon(ui, UI_WORSE, "warning", (struct di_rect){inside.x, y + 1, 18, 18});
    else
        ui_fill(ui, UI_SECOND, (struct di_rect){inside.x + 7, y + 7, 5, 5}, 2.5);
    const double high =
        ui_paragraph(ui, inside.x + indent, y, inside.width - indent, text, body);
    (void)ui_node(ui, UI_LABEL, frame_format(ui->frame, "calibration:told:%zu", (*number)++),
                  (struct di_rect){inside.x, y, inside.width, high}, text);
    return high + 8;
}

/* An input by what it is; its key where no table explains it. */
static const char *input_name(struct ui *ui, const char *pointer)
{
    const char *text = di_schema_pointer_text(pointer);
    return text != NULL ? tr(ui, text) : pointer;
}

static double hidden(struct ui *ui, const struct di_calibration_folder *folder,
                     struct di_rect inside, double y, size_t *number)
{
    const char **labels =
        di_calibration_folder_labels(folder, ui->catalogue, &ui->frame->arena);
    double used = 0;
    for (uint32_t i = 0; labels != NULL && i < folder->series_count; i++)
        if (folder->series[i].is_hidden)
            used += statement(
                ui, inside, y + used, true,
                UI_SAY(ui, N_("The published figures do not identify what is fitted to '%1'."),
                       di_text_arg(labels[i])),
                number);
    for (uint32_t i = 0; i < folder->hidden_count; i++)
        used += statement(ui, inside, y + used, true,
                          UI_SAY(ui, N_("The published figures do not identify '%1'."),
                                 di_text_arg(input_name(ui, folder->hidden[i]))),
                          number);
    for (uint32_t i = 0; i < folder->known_count; i++)
        used += statement(ui, inside, y + used, true,
                          UI_SAY(ui, N_("No stocks and flows tell these apart: %1."),
                                 di_text_arg(tr(ui, folder->known[i]))),
                          number);
    return used;
}

static double limits(struct ui *ui, const struct di_calibration_folder *folder,
                     struct di_rect inside, double y, size_t *number)
{
    double used = 0;
    if (!folder->is_converged)
        used += statement(ui, inside, y, true,
                          tr(ui, N_("The fit did not settle: its figures are as near as the "
                                    "steps allowed came.")),
                          number);
    if (folder->unmet > 0)
        used += statement(
            ui, inside, y + used, true,
            UI_SAY(ui,
                   N_("%1 published {%1|figure is|figures are} not met. The scenario comes as "
                      "near as its inputs reach."),
                   di_integer_arg(folder->unmet)),
            number);
    if (folder->omits_reentries)
        used += statement(
            ui, inside, y + used, true,
            tr(ui, N_("Children come back into care in this scenario and are in no series of "
                      "entries ('entries.include_reentries' is false): the unexplained flow "
                      "takes them off the stocks. Set it to true if the published entries "
                      "count them.")),
            number);
    return used;
}

/* What holds of every calibration. */
static double always(struct ui *ui, const struct di_calibration_folder *folder,
                     struct di_rect inside, double y, size_t *number)
{
    char year[12];
    double used = statement(
        ui, inside, y, false,
        tr(ui, N_("A figure that was fitted is met by construction. Only years kept back test "
                  "the fit.")),
        number);
    used += statement(
        ui, inside, y + used, false,
        UI_SAY(ui,
               N_("Expected numbers, computed without simulation and without limits of "
                  "places. After %1 the rates of that year go on."),
               di_year_arg(folder->last_fitted_year, year)),
        number);
    return used + statement(ui, inside, y + used, false,
                            tr(ui, N_("Run this scenario, and Overview sets published numbers "
                                      "beside simulated ones.")),
                            number);
}

static double told(struct ui *ui, const struct document *document, double x, double y,
                   double width)
{
    const struct di_calibration_folder *folder = document->calibration;
    const char *title = tr(ui, N_("What these figures cannot tell"));
    const struct open_card card = card_open(ui, "card:told", x, y, width, title);
    size_t number = 0;
    double used = card_heading(ui, card.inside, title, NULL);
    if (document_is_past_calibration(document))
        used += statement(ui, card.inside, card.inside.y + used, true,
                          tr(ui, N_("The scenario was changed after it was calibrated: what "
                                    "stands here is of the calibrated one.")),
                          &number);
    used += limits(ui, folder, card.inside, card.inside.y + used, &number);
    used += hidden(ui, folder, card.inside, card.inside.y + used, &number);
    used += always(ui, folder, card.inside, card.inside.y + used, &number);
    return card_close(ui, &card, used);
}

/* ---- the screen ---- */

static double nothing(struct ui *ui, const struct document *document, struct di_rect area)
{
    const struct button_spec open[] = {{"calibration:open",
                                        tr(ui, N_("Open a file or results folder")),
                                        BUTTON_MAIN,
                                        {ACT_OPEN_DIALOG, 0, NULL},
                                        false}};
    const bool has_failed = document != NULL && document->calibration_error.message.id != NULL;
    return screen_empty(
        ui, area, tr(ui, N_("No calibration")),
        has_failed
            ? ui_message(ui, &document->calibration_error.message)
            : tr(ui, N_("'homeward calibrate' fits a scenario to published figures. Open the "
                        "folder it wrote to see how near the fit comes, what it leaves "
                        "unexplained and what no figure can tell.")),
        open, 1);
}

/* Of a picture of panels: all of them, each large enough to read. */
static double fit_height(const struct di_calibration_folder *folder, double width)
{
    const double across = fmax(floor(width / 200), 1);
    const double rows = fmax(ceil(folder->series_count / across), 1);
    return 170 + 165 * fmin(rows, 12);
}

#define NARROWEST 520.0 /* of a card that stands beside another */

static bool is_beside(double width)
{
    return width >= 2 * NARROWEST + UI_GAP;
}

/* Names need more lines in a narrow card. */
static double holdout_height(const struct di_calibration_folder *folder, double width)
{
    const double own = is_beside(width) ? (width - UI_GAP) / 2 : width;
    const double row = own < 700 ? 60 : 50;
    uint32_t rows = 0;
    for (uint32_t i = 0; i < folder->series_count; i++)
        rows += folder->series[i].holdout_years > 0;
    return 170 + row * fmin(fmax(rows, 3), 40);
}

double screen_calibration(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct document *document = session_document(&desk->session);
    if (document == NULL || document->calibration == NULL)
        return nothing(ui, document, area);
    const struct di_calibration_folder *folder = document->calibration;
    const double test = fmax(holdout_height(folder, area.width), 360);
    const struct flow_slot slots[] = {
        {.weight = 1, .narrowest = 320, .height = fit_height(folder, area.width)},
        {.weight = 1,
         .narrowest = NARROWEST,
         .height = is_beside(area.width) ? test : 360,
         .starts_line = true},
        {.weight = 1, .narrowest = NARROWEST, .height = test}};
    struct di_rect rects[3];
    const double used = flow_place(slots, 3, area.x, area.y, area.width, 0, UI_GAP, rects);
    screen_chart_card(ui, desk, "calibration:fit", rects[0], DI_CHART_FIT);
    screen_chart_card(ui, desk, "calibration:unexplained", rects[1], DI_CHART_UNEXPLAINED);
    screen_chart_card(ui, desk, "calibration:holdout", rects[2], DI_CHART_HOLDOUT);
    return used + UI_GAP + told(ui, document, area.x, area.y + used + UI_GAP, area.width);
}
