/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scenarios in rows, answers in columns, the best in words where it is more than chance. All
 * figures of a column are of one year, the last that every run covers, and in one unit. Columns
 * for which a line has no room go on below: a narrow window hides no answer. Pinned ones come
 * first.
 */
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

struct table {
    const struct di_results_row *rows[SESSION_DOCUMENTS_MAX][COLUMNS]; /* NULL: none */
    struct figure cells[SESSION_DOCUMENTS_MAX][COLUMNS];
    bool is_shown[COLUMNS];
    size_t best[COLUMNS]; /* row, SIZE_MAX: none or equal */
};

/* The last year of an indicator in all scenarios with results. */
static int32_t last_common_year(const struct session *session, const char *indicator)
{
    int32_t first_day = INT32_MAX;
    for (size_t r = 0; r < session->count; r++) {
        const struct di_results_row *row =
            headlines_last(&session->documents[r]->headlines, indicator);
        if (row != NULL && row->first_civil_day < first_day)
            first_day = row->first_civil_day;
    }
    return first_day;
}

static double value_of(const struct di_results_row *row)
{
    return row != NULL ? row->summary.p50 : (double)NAN;
}

/* The best of a column differs from every other scenario, and there is one, by more than
 * chance. */
static bool stands_out(struct ui *ui, const struct session *session, const struct table *table,
                       size_t column)
{
    const size_t best = table->best[column];
    size_t others = 0;
    for (size_t r = 0; best != SIZE_MAX && r < session->count; r++) {
        if (r == best || isnan(value_of(table->rows[r][column])))
            continue;
        others++;
        if (!figure_is_apart(ui, &session->documents[best]->headlines,
                             &session->documents[r]->headlines, table->rows[best][column]))
            return false;
    }
    return others > 0;
}

/* The row of the best figure, SIZE_MAX where two are equal. */
static size_t best_of(const struct session *session, const struct table *table, size_t column)
{
    const bool is_more = strstr(indicators[column], "family") != NULL;
    double best = (double)NAN;
    size_t found = SIZE_MAX;
    for (size_t r = 0; r < session->count; r++) {
        const double value = (is_more ? -1 : 1) * value_of(table->rows[r][column]);
        if (isnan(value) || value > best)
            continue;
        found = fabs(value - best) < 1e-12 ? SIZE_MAX : r;
        best = value;
    }
    return found;
}

static void fill_column(struct ui *ui, const struct session *session, struct table *table,
                        size_t c)
{
    const int32_t year = last_common_year(session, indicators[c]);
    double size = 0;
    for (size_t r = 0; r < session->count; r++) {
        const struct document *document = session->documents[r];
        table->rows[r][c] = document->results != NULL
                                ? headlines_at(&document->headlines, indicators[c], year)
                                : NULL;
        if (isnan(value_of(table->rows[r][c])))
            table->rows[r][c] = NULL;
        else
            size = fmax(size, fabs(value_of(table->rows[r][c])));
    }
    for (size_t r = 0; r < session->count; r++)
        table->is_shown[c] = figure_of_row(ui, &session->documents[r]->headlines, NULL,
                                           table->rows[r][c], size, &table->cells[r][c]) ||
                             table->is_shown[c];
    table->best[c] = best_of(session, table, c);
    if (!stands_out(ui, session, table, c))
        table->best[c] = SIZE_MAX;
}

static void fill(struct ui *ui, const struct session *session, struct table *table)
{
    memset(table, 0, sizeof *table);
    for (size_t c = 0; c < COLUMNS; c++)
        fill_column(ui, session, table, c);
}

/* The chosen scenario against the baseline, in the year of the column. */
bool compare_difference(struct ui *ui, const struct session *session, size_t column,
                        struct figure *figure_out)
{
    const struct document *base = session_baseline(session);
    const struct document *own = session_document(session);
    const char *indicator = indicators[column];
    const int32_t year = last_common_year(session, indicator);
    const struct di_results_row *a = headlines_at(&base->headlines, indicator, year);
    const struct di_results_row *b = headlines_at(&own->headlines, indicator, year);
    return a != NULL && b != NULL &&
           figure_of_row(ui, &own->headlines, &base->headlines, b,
                         fmax(fabs(value_of(a)), fabs(value_of(b))), figure_out) &&
           !isnan(figure_out->difference_low); /* of one pair there is no interval */
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
    const bool is_there = table->rows[r][c] != NULL;
    const char *value = is_there ? figure_value(ui, figure) : "\xE2\x80\x94";
    ui_label(
        ui, (struct di_rect){rect.x, rect.y + 6, rect.width, 20}, value,
        (struct ui_text){.size = 14, .is_bold = is_best, .colour = UI_TEXT, .align = UI_RIGHT});
    if (is_best)
        best_badge(ui, rect.x + rect.width - ui_width(ui, value, 14, true) - 8, rect.y + 7);
    if (is_there)
        ui_label(ui, (struct di_rect){rect.x, rect.y + 26, rect.width, 18},
                 figure_range(ui, figure),
                 (struct ui_text){.size = UI_SIZE_SMALL,
                                  .colour = UI_SECOND,
                                  .align = UI_RIGHT,
                                  .may_shorten = true});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, frame_format(ui->frame, "compare:%zu:%s", r, indicators[c]), rect,
                is_there ? figure->label : indicators[c]);
    node->value = value;
}

/* Pinned ones first; returns how many. */
static size_t list_columns(const struct table *table, unsigned pinned, size_t columns[COLUMNS])
{
    size_t count = 0;
    for (int is_pinned = 1; is_pinned >= 0; is_pinned--)
        for (size_t c = 0; c < COLUMNS; c++)
            if (table->is_shown[c] && ((pinned >> c & 1u) != 0) == (is_pinned != 0))
                columns[count++] = c;
    return count;
}

/* Columns side by side, so that all lines of them are about as long. */
static size_t columns_per_line(struct ui *ui, double width, size_t count)
{
    /* a number and the badge before it */
    const double narrowest =
        fmax(130, badge_width(ui) + 12 + ui_width(ui, ui_number(ui, 1e6, 0), 14, true));
    const size_t most = (size_t)fmax(floor(width / narrowest), 1);
    const size_t lines = (count + most - 1) / most;
    return lines > 0 ? (count + lines - 1) / lines : 1;
}

/* The heading of a column: a figure's own label with its unit, and when it holds. */
static const char *column_label(struct ui *ui, const struct table *table, size_t column)
{
    for (size_t r = 0; r < SESSION_DOCUMENTS_MAX; r++)
        if (table->rows[r][column] != NULL)
            return UI_SAY(ui, N_("%1 · %2"), di_text_arg(table->cells[r][column].label),
                          di_text_arg(table->cells[r][column].when));
    return indicators[column];
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
                           : tr(ui, N_("Pin this column: it comes first"));
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

/* One scenario: its name, which chooses it, or if it is chosen shows its inputs. Where columns
 * go on below it is a name alone. */
static void scenario_cell(struct ui *ui, const struct desk *desk, size_t row,
                          struct di_rect line, double name, bool is_first)
{
    const struct session *session = &desk->session;
    const struct document *document = session->documents[row];
    const bool is_current = row == session->current;
    const struct document *base = session_baseline(session);
    const bool has_list =
        is_current && base != NULL && base->scenario != NULL && document->scenario != NULL;
    const char *text = document_name(document, ui->catalogue->language);
    const double mark = mark_width(name);
    if (mark > 0)
        glyph(ui, line.x + 19, line.y + 20, slot_of(session, row));
    (void)ui_paragraph(ui, line.x + 19 + mark, line.y + 8, name - 30 - mark, text,
                       (struct ui_text){.size = 14, .is_bold = is_current, .colour = UI_TEXT});
    if (!is_first)
        return;
    struct ui_node *node = ui_node(ui, UI_ROW, frame_format(ui->frame, "compare:row:%zu", row),
                                   (struct di_rect){line.x, line.y, name, line.height}, text);
    node->group = "compare";
    node->is_focusable = true;
    node->is_selected = is_current;
    node->hint = has_list ? tr(ui, N_("Again: the inputs that differ")) : NULL;
    node->action = has_list ? (struct ui_action){ACT_OVERLAY, OVERLAY_INPUT_DIFF, NULL}
                            : (struct ui_action){ACT_CHOOSE_DOCUMENT, (int64_t)row, NULL};
}

/* Some of the columns, with the scenarios' names before them. */
struct part {
    const struct table *table;
    const size_t *columns;
    size_t count;
    double name, wide, head, row_height;
    bool is_first;
};

static double row_height_of(struct ui *ui, const struct session *session, double name)
{
    double height = ROW_HEIGHT;
    for (size_t r = 0; r < session->count; r++)
        height = fmax(height, 16 + ui_paragraph_height(ui, name - 30 - mark_width(name),
                                                       document_name(session->documents[r],
                                                                     ui->catalogue->language),
                                                       14, true));
    return height;
}

static double part_height(const struct session *session, const struct part *part)
{
    return part->head + 26 + part->row_height * (double)session->count;
}

static void draw_part(struct ui *ui, struct desk *desk, const struct part *part,
                      struct di_rect rect)
{
    const struct session *session = &desk->session;
    const double x = rect.x + 20;
    ui_label(ui, (struct di_rect){x, rect.y + 12, part->name, 18}, tr(ui, N_("Scenario")),
             (struct ui_text){.size = UI_SIZE_SMALL, .is_bold = true, .colour = UI_SECOND});
    for (size_t k = 0; k < part->count; k++)
        heading(ui, desk, column_label(ui, part->table, part->columns[k]), part->columns[k],
                (struct di_rect){x + part->name + part->wide * (double)k + 12, rect.y + 12,
                                 part->wide - 12, 0},
                part->head);
    double y = rect.y + part->head + 22;
    for (size_t r = 0; r < session->count; r++) {
        const struct di_rect line = {rect.x + 1, y, rect.width - 2, part->row_height};
        if (r == session->current)
            ui_fill(ui, UI_SOFT, line, 0);
        ui_line(ui, UI_RULE, line.x, line.y, line.x + line.width, line.y);
        scenario_cell(ui, desk, r, line, part->name, part->is_first);
        for (size_t k = 0; k < part->count; k++)
            cell(ui, part->table, r, part->columns[k],
                 (struct di_rect){x + part->name + part->wide * (double)k, y, part->wide,
                                  part->row_height});
        y += part->row_height;
    }
}

double compare_table(struct ui *ui, struct desk *desk, struct di_rect area)
{
    const struct session *session = &desk->session;
    struct table table;
    struct part parts[COLUMNS];
    size_t columns[COLUMNS], lines = 0;
    fill(ui, session, &table);
    const size_t count = list_columns(&table, desk->pinned_columns, columns);
    const double name = fmax(fmin(area.width * 0.3, 330), 130);
    const double room = area.width - 40 - name;
    const size_t per_line = columns_per_line(ui, room, count);
    const double row_height = row_height_of(ui, session, name);
    double height = 8;
    for (size_t first = 0; first < count || first == 0; first += per_line) {
        const size_t own = count - first < per_line ? count - first : per_line;
        struct part *part = &parts[lines++];
        *part = (struct part){.table = &table,
                              .columns = &columns[first],
                              .count = own,
                              .name = name,
                              .wide = room / (double)per_line,
                              .head = 20,
                              .row_height = row_height,
                              .is_first = first == 0};
        for (size_t k = 0; k < own; k++)
            part->head =
                fmax(part->head, ui_paragraph_height(ui, part->wide - 12,
                                                     column_label(ui, &table, part->columns[k]),
                                                     UI_SIZE_SMALL, true));
        height += part_height(session, part);
    }
    const struct di_rect rect = {area.x, area.y, area.width, height};
    (void)card(ui, "card:compare", rect, tr(ui, N_("Scenarios compared")));
    double y = rect.y;
    for (size_t i = 0; i < lines; i++) {
        draw_part(ui, desk, &parts[i], (struct di_rect){rect.x, y, rect.width, 0});
        y += part_height(session, &parts[i]);
    }
    return rect.height;
}
