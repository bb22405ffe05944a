/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compare: scenarios in rows, answers in columns, the best in words; small multiples below. */
#include <math.h>
#include <string.h>

#include "di/statistics.h"

#include "figure.h"
#include "screen.h"

#define N_(text) text
#define ROW_HEIGHT 54.0

static const char *const indicators[] = {"K1_institution_stock", "K4_family_based_share",
                                         "K7_exits_to_family", "K10_still_waiting",
                                         "K18_cost_total"};
#define COLUMNS (sizeof indicators / sizeof indicators[0])

struct table {
    struct figure cells[SESSION_DOCUMENTS_MAX][COLUMNS];
    bool has[SESSION_DOCUMENTS_MAX][COLUMNS];
    bool is_shown[COLUMNS];
    size_t best[COLUMNS]; /* row, SIZE_MAX: none or equal */
};

static void fill(struct ui *ui, const struct session *session, struct table *table)
{
    memset(table, 0, sizeof *table);
    for (size_t c = 0; c < COLUMNS; c++) {
        table->best[c] = SIZE_MAX;
        const bool is_more = strstr(indicators[c], "family") != NULL;
        double best = NAN;
        bool has_tie = false;
        for (size_t r = 0; r < session->count; r++) {
            const struct document *document = session->documents[r];
            struct figure *cell = &table->cells[r][c];
            if (document->results == NULL)
                continue;
            table->has[r][c] = figure_of(ui, &document->headlines, NULL, indicators[c], cell);
            if (!table->has[r][c])
                continue;
            table->is_shown[c] = true;
            const double value = is_more ? -cell->value : cell->value;
            has_tie = has_tie || fabs(value - best) < 1e-12;
            if (isnan(best) || value < best) {
                best = value;
                table->best[c] = r;
                has_tie = false;
            }
        }
        if (has_tie)
            table->best[c] = SIZE_MAX;
    }
}

static double badge_width(struct ui *ui)
{
    return ui_width(ui, tr(ui, N_("best")), UI_SIZE_TINY, true) + 16;
}

static void best_badge(struct ui *ui, double right, double y)
{
    const char *text = tr(ui, N_("best"));
    const double wide = badge_width(ui);
    ui_fill(ui, UI_BETTER_SOFT, (struct di_rect){right - wide, y, wide, 18}, 9);
    ui_label(
        ui, (struct di_rect){right - wide, y, wide, 18}, text,
        (struct ui_text){
            .size = UI_SIZE_TINY, .is_bold = true, .colour = UI_BETTER, .align = UI_CENTRE});
}

static void cell(struct ui *ui, const struct table *table, size_t r, size_t c,
                 struct di_rect rect)
{
    const struct figure *figure = &table->cells[r][c];
    const bool is_best = table->best[c] == r;
    const char *value = table->has[r][c] ? figure_value(ui, figure) : "\xE2\x80\x94";
    ui_label(
        ui, (struct di_rect){rect.x, rect.y + 6, rect.width, 20}, value,
        (struct ui_text){.size = 14, .is_bold = is_best, .colour = UI_TEXT, .align = UI_RIGHT});
    if (is_best)
        best_badge(ui, rect.x + rect.width - ui_width(ui, value, 14, true) - 8, rect.y + 7);
    if (table->has[r][c])
        ui_label(ui, (struct di_rect){rect.x, rect.y + 26, rect.width, 18},
                 figure_range(ui, figure),
                 (struct ui_text){.size = UI_SIZE_SMALL,
                                  .colour = UI_SECOND,
                                  .align = UI_RIGHT,
                                  .may_shorten = true});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, frame_format(ui->frame, "compare:%zu:%s", r, indicators[c]), rect,
                table->has[r][c] ? figure->label : indicators[c]);
    node->value = value;
}

/* Columns that fit; the others are left to the chosen figures below. */
static size_t list_columns(struct ui *ui, const struct table *table, double width, double name,
                           size_t columns[COLUMNS])
{
    size_t count = 0;
    /* a number and the badge before it */
    const double narrowest =
        fmax(130, badge_width(ui) + 12 + ui_width(ui, ui_number(ui, 1e6, 0), 14, true));
    const size_t most = (size_t)fmax(floor((width - name) / narrowest), 1);
    for (size_t c = 0; c < COLUMNS && count < most; c++)
        if (table->is_shown[c])
            columns[count++] = c;
    return count;
}

/* The heading of a column: a figure's own label, with its million. */
static const char *column_label(struct ui *ui, const struct table *table, size_t column)
{
    for (size_t r = 0; r < SESSION_DOCUMENTS_MAX; r++)
        if (table->has[r][column])
            return table->cells[r][column].label;
    const uint32_t index = di_indicator_find(indicators[column]);
    return index != UINT32_MAX ? tr(ui, di_indicator_at(index).label) : indicators[column];
}

static double table_card(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct session *session = &desk->session;
    struct table table;
    fill(ui, session, &table);
    size_t columns[COLUMNS];
    const double name = fmax(fmin(area.width * 0.3, 330), 130);
    const size_t count = list_columns(ui, &table, area.width - 40, name, columns);
    const double wide = count > 0 ? (area.width - 40 - name) / (double)count : 0;
    double head = 20;
    for (size_t k = 0; k < count; k++) {
        head =
            fmax(head, ui_paragraph_height(ui, wide - 12, column_label(ui, &table, columns[k]),
                                           UI_SIZE_SMALL, true));
    }
    double row_height = ROW_HEIGHT;
    for (size_t r = 0; r < session->count; r++)
        row_height =
            fmax(row_height, 16 + ui_paragraph_height(ui, name - 30,
                                                      document_name(session->documents[r],
                                                                    ui->catalogue->language),
                                                      14, true));
    const struct di_rect rect = {area.x, area.y, area.width,
                                 head + 34 + row_height * (double)session->count};
    (void)card(ui, "card:compare", rect, tr(ui, N_("Scenarios compared")));
    double x = rect.x + 20;
    ui_label(ui, (struct di_rect){x, rect.y + 12, name, 18}, tr(ui, N_("Scenario")),
             (struct ui_text){.size = UI_SIZE_SMALL, .is_bold = true, .colour = UI_SECOND});
    for (size_t k = 0; k < count; k++) {
        (void)ui_paragraph(ui, x + name + wide * (double)k + 12, rect.y + 12, wide - 12,
                           column_label(ui, &table, columns[k]),
                           (struct ui_text){.size = UI_SIZE_SMALL,
                                            .is_bold = true,
                                            .colour = UI_SECOND,
                                            .align = UI_RIGHT});
    }
    double y = rect.y + head + 22;
    for (size_t r = 0; r < session->count; r++) {
        const struct document *document = session->documents[r];
        const struct di_rect line = {rect.x + 1, y, rect.width - 2, row_height};
        const bool is_current = r == session->current;
        if (is_current)
            ui_fill(ui, UI_SOFT, line, 0);
        ui_line(ui, UI_RULE, line.x, line.y, line.x + line.width, line.y);
        (void)ui_paragraph(
            ui, x, y + 8, name - 30, document_name(document, ui->catalogue->language),
            (struct ui_text){.size = 14, .is_bold = is_current, .colour = UI_TEXT});
        struct ui_node *node =
            ui_node(ui, UI_ROW, frame_format(ui->frame, "compare:row:%zu", r),
                    (struct di_rect){line.x, line.y, name, line.height},
                    document_name(document, ui->catalogue->language));
        node->group = "compare";
        node->is_focusable = true;
        node->is_selected = is_current;
        node->action = (struct ui_action){ACT_CHOOSE_DOCUMENT, (int64_t)r, NULL};
        for (size_t k = 0; k < count; k++)
            cell(ui, &table, r, columns[k],
                 (struct di_rect){x + name + wide * (double)k, y, wide, row_height});
        y += row_height;
    }
    return rect.height;
}

/* ---- paired differences ---- */

static double difference_line(struct ui *ui, const struct document *base,
                              const struct document *changed, const char *indicator, double x,
                              double y, double width)
{
    const struct di_results_row *a = headlines_last(&base->headlines, indicator);
    const struct di_results_row *b = headlines_last(&changed->headlines, indicator);
    struct di_paired paired;
    if (a == NULL || b == NULL || a->values == NULL || b->values == NULL ||
        a->last_civil_day != b->last_civil_day)
        return 0;
    di_paired_compute(a->values, b->values, base->results->results->replications, &paired);
    const struct di_indicator_text text = di_indicator_at(b->indicator);
    const double scale = figure_scale(text.measure, b->summary.p50);
    const int decimals = figure_decimals(text.measure, b->summary.p50);
    const char *name = tr(ui, text.label);
    const char *label = scale > 1   ? UI_SAY(ui, N_("%1, million"), di_text_arg(name))
                        : scale < 1 ? UI_SAY(ui, N_("%1, percentage points"), di_text_arg(name))
                                    : name;
    const char *difference =
        frame_format(ui->frame, "%s%s", paired.mean_difference > 0 ? "+" : "",
                     ui_number(ui, paired.mean_difference / scale, decimals));
    const char *interval = frame_format(ui->frame, "%s \xE2\x80\xA6 %s",
                                        ui_number(ui, paired.ci_low / scale, decimals),
                                        ui_number(ui, paired.ci_high / scale, decimals));
    return 4 + ui_paragraph(
                   ui, x, y, width,
                   UI_SAY(ui, N_("%1: %2 against the baseline (95%% interval of the mean: %3)"),
                          di_text_arg(label), di_text_arg(difference), di_text_arg(interval)),
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
    if (a->seed != b->seed || a->replications != b->replications)
        return ui_paragraph(ui, x, y, width,
                            tr(ui, N_("The two runs differ in seed or replications, so they "
                                      "cannot be paired. Run both again alike.")),
                            (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_WORSE});
    double used = 0;
    for (size_t c = 0; c < COLUMNS; c++)
        used += difference_line(ui, base, document, indicators[c], x, y + used, width);
    return used;
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
    double y = area.y + table_card(ui, desk, area) + UI_GAP;
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
