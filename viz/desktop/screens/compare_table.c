/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios in rows, answers in columns, the best in words where it is more than chance. Pinned
 * columns come first, so that a narrow window keeps them. */
#include "compare_table.h"

#include <math.h>
#include <string.h>

#include "control.h"
#include "figure.h"

#define ROW_HEIGHT 54.0

static const char *const indicators[COMPARE_COLUMNS] = {
    "K1_institution_stock",     "K4_family_based_share",
    "K7_exits_to_family_share", "K10_still_waiting",
    "K18_cost_total",           "K6_reentries",
    "K15_unplaced_child_days",  "K8_under3_institution_stock"};
#define COLUMNS COMPARE_COLUMNS

const char *compare_indicator(size_t column)
{
    return indicators[column];
}

struct table {
    struct figure cells[SESSION_DOCUMENTS_MAX][COLUMNS];
    bool has[SESSION_DOCUMENTS_MAX][COLUMNS];
    bool is_shown[COLUMNS];
    size_t best[COLUMNS]; /* row, SIZE_MAX: none or equal */
};

/* The best of a column differs from every other scenario, and there is one, by more than
 * chance. */
static bool stands_out(struct ui *ui, const struct session *session, const struct table *table,
                       size_t column)
{
    const size_t best = table->best[column];
    size_t others = 0;
    for (size_t r = 0; best != SIZE_MAX && r < session->count; r++) {
        if (r == best || !table->has[r][column])
            continue;
        others++;
        if (!figure_is_apart(ui, &session->documents[best]->headlines,
                             &session->documents[r]->headlines, indicators[column]))
            return false;
    }
    return others > 0;
}

static void fill(struct ui *ui, const struct session *session, struct table *table)
{
    memset(table, 0, sizeof *table);
    for (size_t c = 0; c < COLUMNS; c++) {
        table->best[c] = SIZE_MAX;
        const bool is_more = strstr(indicators[c], "family") != NULL;
        double best = (double)NAN;
        bool has_tie = false;
        for (size_t r = 0; r < session->count; r++) {
            const struct document *document = session->documents[r];
            struct figure *cell = &table->cells[r][c];
            if (document->results == NULL)
                continue;
            table->has[r][c] = figure_of(ui, &document->headlines, NULL, indicators[c], cell) &&
                               !isnan(cell->value);
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
        if (has_tie || !stands_out(ui, session, table, c))
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
                           unsigned pinned, size_t columns[COLUMNS])
{
    size_t count = 0;
    /* a number and the badge before it */
    const double narrowest =
        fmax(130, badge_width(ui) + 12 + ui_width(ui, ui_number(ui, 1e6, 0), 14, true));
    const size_t most = (size_t)fmax(floor((width - name) / narrowest), 1);
    for (int is_pinned = 1; is_pinned >= 0; is_pinned--)
        for (size_t c = 0; c < COLUMNS && count < most; c++)
            if (table->is_shown[c] && ((pinned >> c & 1u) != 0) == (is_pinned != 0))
                columns[count++] = c;
    return count;
}

/* The heading of a column: a figure's own label with its unit, and when it holds. */
static const char *column_label(struct ui *ui, const struct table *table, size_t column)
{
    for (size_t r = 0; r < SESSION_DOCUMENTS_MAX; r++)
        if (table->has[r][column])
            return UI_SAY(ui, N_("%1 · %2"), di_text_arg(table->cells[r][column].label),
                          di_text_arg(table->cells[r][column].when));
    const uint32_t index = di_indicator_find(indicators[column]);
    return index != UINT32_MAX ? tr(ui, di_indicator_at(index).label) : indicators[column];
}

/* Room before a scenario's name for its mark; none where names are narrow. */
static double mark_width(double name)
{
    return name > 200 ? 42 : 0;
}

/* A heading that pins its column, or lets it go. */
static void heading(struct ui *ui, const struct desk *desk, const char *label, size_t column,
                    struct di_rect rect, double head)
{
    const bool is_pinned = (desk->pinned_columns >> column & 1u) != 0;
    (void)ui_paragraph(ui, rect.x, rect.y, rect.width, label,
                       (struct ui_text){.size = UI_SIZE_SMALL,
                                        .is_bold = true,
                                        .colour = is_pinned ? UI_ACCENT : UI_SECOND,
                                        .align = UI_RIGHT});
    if (is_pinned)
        ui_fill(ui, UI_ACCENT,
                (struct di_rect){rect.x + 8, rect.y + head + 2, rect.width - 8, 2}, 0);
    struct ui_node *node =
        ui_node(ui, UI_BUTTON, frame_format(ui->frame, "compare:pin:%s", indicators[column]),
                (struct di_rect){rect.x, rect.y - 8, rect.width, fmax(head + 14, 34)}, label);
    node->hint = is_pinned ? tr(ui, N_("Let this column go"))
                           : tr(ui, N_("Pin this column: it comes first and stays"));
    node->group = "compare:pins";
    node->is_focusable = true;
    node->is_selected = is_pinned;
    node->action = (struct ui_action){ACT_PIN_COLUMN, (int64_t)column, NULL};
}

/* Slot of a scenario's colour and mark, as in the charts below: 0 baseline, 1 current. */
static unsigned slot_of(const struct session *session, size_t row)
{
    unsigned slot = 2;
    if (row == session->current)
        return 1;
    if (row == session->baseline)
        return 0;
    for (size_t i = 0; i < row; i++)
        slot += i != session->current && i != session->baseline &&
                session->documents[i]->results != NULL;
    return slot;
}

/* Corners of a mark around (x, y), the first again at the end: triangle, diamond, triangle
 * down. */
static void corners(unsigned slot, double x, double y, struct di_point p[4])
{
    const double up = slot == 3 ? -1 : 1;
    p[0] = p[3] = (struct di_point){x, y + 5 * up};
    p[1] = (struct di_point){x + 5, slot == 4 ? y : y - 4 * up};
    p[2] = (struct di_point){slot == 4 ? x : x - 5, slot == 4 ? y - 5 : y - 4 * up};
    if (slot == 4)
        p[3] = (struct di_point){x - 5, y};
}

/* The scenario's line and mark, as in the charts below. */
static void glyph(struct ui *ui, double x, double y, unsigned slot)
{
    const enum ui_colour colour = slot == 0   ? UI_BASELINE
                                  : slot == 1 ? UI_SERIES
                                              : (enum ui_colour)(UI_SERIES_2 + slot - 2);
    const double middle = x + 14.5;
    struct di_point *points = DI_ARENA_NEW(&ui->frame->arena, 4, struct di_point);
    for (int i = 0; slot == 0 && i < 3; i++)
        ui_fill(ui, colour, (struct di_rect){x + 11.0 * i, y - 1, 7, 2}, 0);
    if (slot == 0 || points == NULL)
        return;
    ui_fill(ui, colour, (struct di_rect){x, y - 1, 29, 2}, 0);
    if (slot < 3) {
        ui_fill(ui, colour, (struct di_rect){middle - 4.5, y - 4.5, 9, 9}, slot == 1 ? 4.5 : 0);
        return;
    }
    corners(slot, middle, y, points);
    ui_polyline(ui, colour, points, 4, 0, (struct di_rect){middle - 5, y - 5, 10, 10});
}

/* One scenario: its name, which chooses it, or if it is chosen shows its inputs. */
static void scenario_cell(struct ui *ui, const struct desk *desk, size_t row,
                          struct di_rect line, double name)
{
    const struct session *session = &desk->session;
    const struct document *document = session->documents[row];
    const bool is_current = row == session->current;
    const bool has_list = is_current && session_baseline(session) != NULL;
    const char *text = document_name(document, ui->catalogue->language);
    const double mark = mark_width(name);
    if (mark > 0)
        glyph(ui, line.x + 19, line.y + 20, slot_of(session, row));
    (void)ui_paragraph(ui, line.x + 19 + mark, line.y + 8, name - 30 - mark, text,
                       (struct ui_text){.size = 14, .is_bold = is_current, .colour = UI_TEXT});
    struct ui_node *node = ui_node(ui, UI_ROW, frame_format(ui->frame, "compare:row:%zu", row),
                                   (struct di_rect){line.x, line.y, name, line.height}, text);
    node->group = "compare";
    node->is_focusable = true;
    node->is_selected = is_current;
    node->hint = has_list ? tr(ui, N_("Again: the inputs that differ")) : NULL;
    node->action = has_list ? (struct ui_action){ACT_OVERLAY, OVERLAY_INPUT_DIFF, NULL}
                            : (struct ui_action){ACT_CHOOSE_DOCUMENT, (int64_t)row, NULL};
}

double compare_table(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct session *session = &desk->session;
    struct table table;
    fill(ui, session, &table);
    size_t columns[COLUMNS];
    const double name = fmax(fmin(area.width * 0.3, 330), 130);
    const size_t count =
        list_columns(ui, &table, area.width - 40, name, desk->pinned_columns, columns);
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
            fmax(row_height, 16 + ui_paragraph_height(ui, name - 30 - mark_width(name),
                                                      document_name(session->documents[r],
                                                                    ui->catalogue->language),
                                                      14, true));
    const struct di_rect rect = {area.x, area.y, area.width,
                                 head + 34 + row_height * (double)session->count};
    (void)card(ui, "card:compare", rect, tr(ui, N_("Scenarios compared")));
    double x = rect.x + 20;
    ui_label(ui, (struct di_rect){x, rect.y + 12, name, 18}, tr(ui, N_("Scenario")),
             (struct ui_text){.size = UI_SIZE_SMALL, .is_bold = true, .colour = UI_SECOND});
    for (size_t k = 0; k < count; k++)
        heading(ui, desk, column_label(ui, &table, columns[k]), columns[k],
                (struct di_rect){x + name + wide * (double)k + 12, rect.y + 12, wide - 12, 0},
                head);
    double y = rect.y + head + 22;
    for (size_t r = 0; r < session->count; r++) {
        const struct di_rect line = {rect.x + 1, y, rect.width - 2, row_height};
        if (r == session->current)
            ui_fill(ui, UI_SOFT, line, 0);
        ui_line(ui, UI_RULE, line.x, line.y, line.x + line.width, line.y);
        scenario_cell(ui, desk, r, line, name);
        for (size_t k = 0; k < count; k++)
            cell(ui, &table, r, columns[k],
                 (struct di_rect){x + name + wide * (double)k, y, wide, row_height});
        y += row_height;
    }
    return rect.height;
}
