/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compare: the table, paired differences and the inputs behind them, small multiples below. */
#include <math.h>
#include <string.h>

#include "di/comparison.h"

#include "compare_table.h"
#include "figure.h"
#include "input_diff.h"
#include "screen.h"

/* ---- paired differences ---- */

static double difference_line(struct ui *ui, const struct session *session, size_t column,
                              double x, double y, double width)
{
    struct figure figure;
    if (!compare_difference(ui, session, column, &figure))
        return 0;
    const char *label = figure.is_percent
                            ? UI_SAY(ui, N_("%1, percentage points"), di_text_arg(figure.label))
                            : figure.label;
    const char *difference = frame_format(ui->frame, "%s%s", figure.difference > 0 ? "+" : "",
                                          ui_number(ui, figure.difference, figure.decimals));
    return 4 + ui_paragraph(
                   ui, x, y, width,
                   UI_SAY(ui, N_("%1: %2 against the baseline (95%% interval of the mean: %3)"),
                          di_text_arg(label), di_text_arg(difference),
                          di_text_arg(figure_difference_range(ui, &figure))),
                   (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_TEXT});
}

static double differences(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    if (document == NULL || base == NULL || base->results == NULL || document->results == NULL)
        return ui_paragraph(ui, x, y, width,
                            tr(ui, N_("Take one of the open scenarios as baseline to see "
                                      "paired differences.")),
                            (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    const struct di_results *a = base->results->results, *b = document->results->results;
    if (!di_comparison_is_possible(a, b))
        return ui_paragraph(ui, x, y, width,
                            tr(ui, N_("The two runs differ in seed, replications, first day or "
                                      "draws of their inputs, so they cannot be paired. Run "
                                      "both again alike.")),
                            (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_WORSE});
    double used = 0;
    for (size_t c = 0; c < COMPARE_COLUMNS; c++)
        used += difference_line(ui, &desk->session, c, x, y + used, width);
    if (base->scenario == NULL ||
        document->scenario == NULL) /* withheld: no inputs to compare */
        return used;
    const struct button_spec more[] = {
        {"compare:inputs",
         UI_SAY(ui, N_("Inputs that differ from the baseline: %1"),
                di_integer_arg((int64_t)input_diff_count(desk))),
         BUTTON_QUIET,
         {ACT_OVERLAY, OVERLAY_INPUT_DIFF, NULL},
         false}};
    return used + button_row(ui, x - 16, y + used, width, more, 1);
}

double screen_compare(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct session *session = &desk->session;
    size_t with_results = 0;
    double height = 0;
    for (size_t i = 0; i < session->count; i++)
        with_results += session->documents[i]->results != NULL;
    if (session->count == 0 || with_results == 0) {
        (void)screen_has_results(ui, desk, area, &height);
        if (session->count > 0 && height <= 0)
            height =
                screen_empty(ui, area, tr(ui, N_("Not run yet")),
                             tr(ui, N_("Run the open scenarios to compare them.")), NULL, 0);
        return height;
    }
    double y = area.y + compare_table(ui, desk, area) + UI_GAP;
    y += differences(ui, desk, area.x, y, area.width) + UI_GAP;
    if (session->count < 2) {
        const struct button_spec more[] = {{"compare:duplicate",
                                            tr(ui, N_("Duplicate the scenario")),
                                            BUTTON_MAIN,
                                            {ACT_DUPLICATE, 0, NULL},
                                            false}};
        return y - area.y +
               screen_empty(ui, (struct di_rect){area.x, y, area.width, 0},
                            tr(ui, N_("One scenario is open")),
                            tr(ui, N_("Add a second scenario: duplicate this one, change it, "
                                      "and run both.")),
                            more, 1);
    }
    const struct document *document = session_document(session);
    if (document->results == NULL)
        return y - area.y;
    struct di_chart_request request;
    screen_chart_request(ui, desk, DI_CHART_MULTIPLES, &request);
    request.facet = DI_FACET_INDICATORS;
    for (size_t i = 0; i < session->count && request.other_count < DI_CHART_OTHERS_MAX; i++) {
        const struct document *other = session->documents[i];
        if (other != document && other != session_baseline(session) && other->results != NULL)
            request.others[request.other_count++] = other->results;
    }
    const struct flow_slot slots[] = {
        {.weight = 3, .narrowest = 420, .height = 460, .grow = 1},
        {.weight = 2, .narrowest = 440, .height = 460, .grow = 1}};
    struct di_rect rects[2];
    const bool has_costs =
        document->results->table[DI_TABLE_COSTS] != NULL && request.baseline != NULL;
    const double used = flow_place(slots, has_costs ? 2 : 1, area.x, y, area.width,
                                   area.height - (y - area.y), UI_GAP, rects);
    (void)card(ui, "card:multiples", rects[0], tr(ui, N_("Over time")));
    (void)chart_view(ui, &desk->charts, "compare:multiples", rect_inset(rects[0], 5), &request,
                     desk->theme, document->revision);
    if (has_costs)
        screen_chart_card(ui, desk, "compare:waterfall", rects[1], DI_CHART_WATERFALL);
    return y + used - area.y;
}
