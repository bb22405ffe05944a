/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overview: four answers first, the picture over time, what needs attention. */
#include <math.h>

#include "figure.h"
#include "findings.h"
#include "screen.h"

static double attention(struct ui *ui, struct desk *desk, struct di_rect rect)
{
    const struct document *document = session_document(&desk->session);
    const char *title = tr(ui, N_("Needs attention"));
    const struct di_rect inside = card(ui, "card:attention", rect, title);
    double y = inside.y + card_heading(ui, inside, title, NULL);
    const struct di_rect area = {inside.x, y, inside.width,
                                 fmax(rect.y + rect.height - 10 - y, 40)};
    const struct di_rect clip = ui->clip;
    const int scroll = ui->scroll;
    const double offset = *desk_scroll(desk, "attention");
    (void)ui_scroll_begin(ui, "attention", area, area.height, offset);
    const int own = ui->scroll;
    const double used =
        findings_list(ui, document, (struct di_rect){area.x, y - offset, area.width - 10, 0});
    ui->frame->scrolls[own].content = used;
    ui_scroll_end(ui, clip, scroll);
    return rect.height;
}

struct small_chart {
    const char *id;
    enum di_chart_kind kind;
};

enum { SMALL_MOST = 5 };

/* What changes the result most is known only after `homeward sensitivity`, how it meets what
 * was published only where something was. */
static size_t small_charts(const struct document *document, struct small_chart out[SMALL_MOST])
{
    size_t count = 0;
    if (document->results->results->published_count > 0)
        out[count++] = (struct small_chart){"overview:backtest", DI_CHART_BACKTEST};
    out[count++] = (struct small_chart){"overview:waits", DI_CHART_WAITS};
    out[count++] = (struct small_chart){"overview:shares", DI_CHART_SHARES};
    out[count++] = (struct small_chart){"overview:gaps", DI_CHART_GAPS};
    if (document->results->table[DI_TABLE_SENSITIVITY] != NULL)
        out[count++] = (struct small_chart){"overview:tornado", DI_CHART_TORNADO};
    return count;
}

double screen_overview(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_results(ui, desk, area, &height))
        return height;
    const struct document *document = session_document(&desk->session);
    struct figure figures[4];
    const size_t tiles = figures_headline(ui, desk, figures);
    double tile_height = 0;
    const double across = area.width >= 4 * 230 + 3 * UI_GAP ? 4 : area.width >= 476 ? 2 : 1;
    const double tile_width = (area.width - UI_GAP * (across - 1)) / across;
    for (size_t i = 0; i < tiles; i++)
        tile_height = fmax(tile_height, figure_height(ui, &figures[i], tile_width));
    struct flow_slot slots[6 + SMALL_MOST];
    struct di_rect rects[6 + SMALL_MOST];
    size_t count = 0;
    for (size_t i = 0; i < tiles; i++)
        slots[count++] = (struct flow_slot){.weight = 1,
                                            .narrowest = tile_width - 1,
                                            .height = tile_height,
                                            .starts_line = i % (size_t)across == 0};
    const double wide = area.width >= 1000 ? 2 : 1;
    slots[count++] = (struct flow_slot){
        .weight = wide, .narrowest = 340, .height = 328, .grow = 2, .starts_line = true};
    slots[count++] =
        (struct flow_slot){.weight = 1, .narrowest = 300, .height = 328, .grow = 2};
    struct small_chart charts[SMALL_MOST];
    const size_t small = count, shown = small_charts(document, charts);
    for (size_t i = 0; i < shown; i++)
        slots[count++] = (struct flow_slot){.weight = 1,
                                            .narrowest = shown > 3 ? 480 : 350,
                                            .height = 330,
                                            .grow = 1,
                                            .starts_line = i == 0};
    const double used =
        flow_place(slots, count, area.x, area.y, area.width, area.height, UI_GAP, rects);
    for (size_t i = 0; i < tiles; i++)
        figure_tile(ui, &figures[i], rects[i]);
    screen_chart_card(ui, desk, "overview:fan", rects[tiles], DI_CHART_FAN);
    (void)attention(ui, desk, rects[tiles + 1]);
    for (size_t i = 0; i < shown; i++)
        screen_chart_card(ui, desk, charts[i].id, rects[small + i], charts[i].kind);
    return used;
}
