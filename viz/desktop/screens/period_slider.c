/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The left handle stands at the beginning of its year, the right one at the end of its own, so
 * that the two of one year stand apart.
 */
#include "period_slider.h"

#include <math.h>

#define HANDLE 26.0 /* to click; drawn smaller */

struct span {
    int first, last; /* years of the results */
};

static struct span span_of(const struct desk *desk)
{
    const struct document *document = session_document(&desk->session);
    const struct di_results *results = document->results->results;
    return (struct span){(int)di_date_year(results->start_civil_day),
                         (int)di_date_year(results->last_civil_day)};
}

static void bring_inside(struct desk *desk, struct span span)
{
    if (desk->from_year < span.first || desk->from_year > span.last)
        desk->from_year = span.first;
    if (desk->to_year < desk->from_year || desk->to_year > span.last)
        desk->to_year = span.last;
}

void period_move(struct desk *desk, bool is_from, int years)
{
    const struct span span = span_of(desk);
    bring_inside(desk, span);
    if (is_from) {
        const int year = desk->from_year + years;
        desk->from_year = year < span.first      ? span.first
                          : year > desk->to_year ? desk->to_year
                                                 : year;
    } else {
        const int year = desk->to_year + years;
        desk->to_year = year > span.last         ? span.last
                        : year < desk->from_year ? desk->from_year
                                                 : year;
    }
}

bool period_nudge(struct desk *desk, const struct frame *frame, int key)
{
    const struct ui_node *node = frame_find(frame, desk->focus);
    const int kind = node != NULL ? node->action.kind : ACT_NONE;
    const int years = key == UI_KEY_RIGHT || key == UI_KEY_UP    ? 1
                      : key == UI_KEY_LEFT || key == UI_KEY_DOWN ? -1
                                                                 : 0;
    if (node == NULL || node->role != UI_HANDLE || years == 0 ||
        (kind != ACT_YEAR_FROM && kind != ACT_YEAR_TO))
        return false;
    period_move(desk, kind == ACT_YEAR_FROM, years);
    return true;
}

bool period_drag(struct desk *desk)
{
    const bool is_from = desk->drag == DRAG_YEAR_FROM;
    if (!is_from && desk->drag != DRAG_YEAR_TO)
        return false;
    const struct span span = span_of(desk);
    const struct di_rect *track = &desk->period_track;
    const double along = (desk->mouse_x - track->x) / fmax(track->width, 1);
    const int edge = span.first + (int)lround(along * (span.last - span.first + 1));
    const int year = is_from ? edge : edge - 1;
    const int before = is_from ? desk->from_year : desk->to_year;
    period_move(desk, is_from, year - before);
    return (is_from ? desk->from_year : desk->to_year) != before;
}

static double at_year(const struct di_rect *track, struct span span, int edge)
{
    return track->x +
           track->width * (double)(edge - span.first) / (double)(span.last - span.first + 1);
}

static void handle(struct ui *ui, const char *id, double x, double y, int year,
                   const char *label, int action)
{
    const struct di_rect rect = {x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE};
    ui_fill(ui, UI_PAPER, (struct di_rect){x - 8, y - 8, 16, 16}, 8);
    ui_outline(ui, UI_ACCENT, (struct di_rect){x - 8, y - 8, 16, 16}, 8, 2);
    struct ui_node *node = ui_node(ui, UI_HANDLE, id, rect, label);
    node->value = frame_format(ui->frame, "%d", year);
    node->is_focusable = true;
    node->action = (struct ui_action){action, 0, NULL};
}

static void year_label(struct ui *ui, double x, double y, const char *text, bool is_chosen)
{
    const double wide = ui_width(ui, text, UI_SIZE_SMALL, is_chosen) + 4;
    ui_label(ui, (struct di_rect){x - wide / 2, y, wide, 18}, text,
             (struct ui_text){.size = UI_SIZE_SMALL,
                              .is_bold = is_chosen,
                              .colour = is_chosen ? UI_TEXT : UI_SECOND,
                              .align = UI_CENTRE});
}

/* The years chosen over the handles, one label for both if they are near; the years of the
 * results at the ends where there is room. */
static void year_labels(struct ui *ui, const struct desk *desk, const struct di_rect *track,
                        struct span span)
{
    const double from = at_year(track, span, desk->from_year);
    const double to = at_year(track, span, desk->to_year + 1);
    const double end = track->x + track->width, y = track->y - 33, apart = 44;
    const char *period =
        frame_format(ui->frame, "%d\xE2\x80\x93%d", desk->from_year, desk->to_year);
    const bool is_near = to - from < 2 * apart;
    if (is_near) {
        year_label(ui, fmin(fmax((from + to) / 2, track->x + 26), end - 26), y,
                   desk->from_year == desk->to_year
                       ? frame_format(ui->frame, "%d", desk->from_year)
                       : period,
                   true);
    } else {
        year_label(ui, from, y, frame_format(ui->frame, "%d", desk->from_year), true);
        year_label(ui, to, y, frame_format(ui->frame, "%d", desk->to_year), true);
    }
    if (from - track->x > 2 * apart)
        year_label(ui, track->x, y, frame_format(ui->frame, "%d", span.first), false);
    if (end - to > 2 * apart)
        year_label(ui, end, y, frame_format(ui->frame, "%d", span.last), false);
}

void period_slider(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect)
{
    const struct span span = span_of(desk);
    bring_inside(desk, span);
    const char *title = tr(ui, N_("Years"));
    const double wide = ui_width(ui, title, UI_SIZE_BODY, true) + 34;
    const struct di_rect track = {rect.x + wide, rect.y + 38, fmax(rect.width - wide - 24, 60),
                                  1};
    desk->period_track = track;
    ui_label(ui, (struct di_rect){rect.x, rect.y + 28, wide - 24, 20}, title,
             (struct ui_text){.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "%s:years", id),
                                   (struct di_rect){rect.x, rect.y + 28, wide - 24, 20}, title);
    node->value = frame_format(ui->frame, "%d\xE2\x80\x93%d", desk->from_year, desk->to_year);
    const double from = at_year(&track, span, desk->from_year);
    const double to = at_year(&track, span, desk->to_year + 1);
    ui_fill(ui, UI_LINE, (struct di_rect){track.x, track.y - 2, track.width, 4}, 2);
    ui_fill(ui, UI_ACCENT, (struct di_rect){from, track.y - 2, to - from, 4}, 2);
    handle(ui, frame_format(ui->frame, "%s:from", id), from, track.y, desk->from_year,
           tr(ui, N_("First year: drag, or the arrow keys")), ACT_YEAR_FROM);
    handle(ui, frame_format(ui->frame, "%s:to", id), to, track.y, desk->to_year,
           tr(ui, N_("Last year: drag, or the arrow keys")), ACT_YEAR_TO);
    year_labels(ui, desk, &track, span);
}
