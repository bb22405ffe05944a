/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs: by year, cumulative against the baseline, and why they differ. */
#include "screen.h"
#include "unit_costs.h"

/* The card under the charts; returns the height it adds. */
static double below(struct ui *ui, const struct document *document, struct di_rect area,
                    double used, bool has_units)
{
    if (!has_units)
        return 0;
    const double high = unit_costs_height(ui, document, area.width);
    unit_costs(ui, document,
               (struct di_rect){area.x, area.y + used + UI_GAP, area.width, high});
    return UI_GAP + high;
}

double screen_costs(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct document *document = session_document(&desk->session);
    const struct document *base = session_baseline(&desk->session);
    if (document->results->table[DI_TABLE_COSTS] == NULL) {
        const struct button_spec more[] = {{"costs:inputs",
                                            tr(ui, N_("See the assumptions")),
                                            BUTTON_MAIN,
                                            {ACT_SCREEN, SCREEN_ASSUMPTIONS, NULL},
                                            false}};
        return screen_empty(ui, area, tr(ui, N_("No unit costs given")),
                            tr(ui, N_("Results are in children and child-years only. Give "
                                      "unit costs in the scenario and run again.")),
                            more, 1);
    }
    const bool has_base = base != NULL && base->results != NULL && !desk->hides_baseline;
    const double steps = area.width < 560 ? 460 : 340; /* names of three lines */
    const bool has_units = document->headlines.unit_cost_count > 0;
    const struct flow_slot slots[] = {
        {.weight = 1.4, .narrowest = 480, .height = 340, .grow = 1},
        {.weight = 1,
         .narrowest = 440,
         .height = 340,
         .grow = 1}, /* a finding of three lines */
        {.weight = 1, .narrowest = 420, .height = steps, .grow = 1, .starts_line = true}};
    struct di_rect rects[3];
    const size_t count = has_base ? 3 : 1;
    const double reserved =
        has_units ? unit_costs_height(ui, document, area.width) + UI_GAP : 0;
    double used = flow_place(slots, count, area.x, area.y, area.width, area.height - reserved,
                             UI_GAP, rects);
    screen_chart_card(ui, desk, "costs:years", rects[0], DI_CHART_COSTS);
    if (has_base) {
        screen_chart_card(ui, desk, "costs:cumulative", rects[1], DI_CHART_CUMULATIVE);
        screen_chart_card(ui, desk, "costs:waterfall", rects[2], DI_CHART_WATERFALL);
        return used + below(ui, document, area, used, has_units);
    }
    used += UI_GAP + ui_paragraph(ui, area.x, area.y + used + UI_GAP, area.width,
                                  tr(ui, N_("Take another open scenario as baseline to see the "
                                            "difference, the year it pays back, and why.")),
                                  (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_SECOND});
    return used + below(ui, document, area, used, has_units);
}
