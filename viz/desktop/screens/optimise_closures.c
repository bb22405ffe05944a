/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar an institution, from the start to the end of the quarter in which it closes. */
#include <math.h>

#include "di/language.h"

#include "optimise_parts.h"

#define ROW 26.0

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

struct closing {
    uint32_t institution, quarter; /* quarters since the start */
};

enum { CLOSINGS_MAX = 512 };

/* By quarter, then as the scenario has them; returns how many. */
static size_t list(const struct plan_outcome *outcome, struct closing *out)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    size_t count = 0;
    for (uint32_t i = 0; i < p->institutions && count < CLOSINGS_MAX; i++) {
        const uint32_t quarter = di_plan_closing_quarter(outcome->plan, p, i);
        if (quarter == UINT32_MAX || outcome->country->unit[i] == UINT32_MAX)
            continue;
        size_t at = count++;
        for (; at > 0 && out[at - 1].quarter > quarter; at--)
            out[at] = out[at - 1];
        out[at] = (struct closing){outcome->country->unit[i], quarter};
    }
    return count;
}

/* Whole years under the bars. */
static double axis(struct ui *ui, struct di_rect track, double bottom, int32_t first,
                   uint32_t quarters)
{
    const double year = 4 * track.width / quarters;
    const int step = year >= 44 ? 1 : year >= 22 ? 2 : 5;
    for (int k = 0; 4 * (uint32_t)k <= quarters; k += step) {
        const double x = track.x + year * k;
        ui_line(ui, UI_RULE, x, track.y, x, bottom);
        ui_label(
            ui, (struct di_rect){x - 22, bottom + 2, 44, 16},
            frame_format(ui->frame, "%d", (int)first + k),
            (struct ui_text){.size = UI_SIZE_TINY, .colour = UI_SECOND, .align = UI_CENTRE});
    }
    return 20;
}

static const char *when(struct ui *ui, int32_t first, int32_t first_month, uint32_t quarter)
{
    const int32_t months = first_month - 1 + 3 * (int32_t)quarter;
    return UI_SAY(ui, N_("end of quarter %1 of %2"), di_integer_arg(months % 12 / 3 + 1),
                  di_text_arg(frame_format(ui->frame, "%d", (int)(first + months / 12))));
}

static double widest_date(struct ui *ui, const struct closing *closings, size_t count,
                          int32_t first, int32_t first_month)
{
    double wide = 0;
    for (size_t i = 0; i < count; i++)
        wide = fmax(wide, ui_width(ui, when(ui, first, first_month, closings[i].quarter),
                                   second.size, second.is_bold));
    return wide + 2;
}

static double bars(struct ui *ui, const struct plan_outcome *outcome,
                   const struct closing *closings, size_t count, struct di_rect area)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const struct di_model *model = outcome->scenario->model;
    const uint32_t quarters = p->first_quarter[p->horizon] + p->quarters[p->horizon];
    const bool is_narrow = area.width < 520;
    const double name = is_narrow ? area.width : 0.34 * area.width;
    int32_t first, month, day;
    di_date_to_civil(model->start_civil_day, &first, &month, &day);
    const double date = is_narrow ? 0 : widest_date(ui, closings, count, first, month);
    const struct di_rect track = {
        area.x + (is_narrow ? 0 : name + 12), area.y,
        area.width - (is_narrow ? 0 : name + 12) - date - (is_narrow ? 0 : 12), 0};
    double used = 0;
    for (size_t i = 0; i < count; i++) {
        const struct di_name *named = &model->institutions[closings[i].institution].name;
        const char *text =
            di_language_pick(ui->catalogue->language, named->name_en, named->name_ru);
        const char *date_text = when(ui, first, month, closings[i].quarter);
        const double high =
            fmax(ui_paragraph_height(ui, name, text, UI_SIZE_SMALL + 0.5, false) + 6, ROW);
        const double y = area.y + used, line = is_narrow ? high : 0;
        const double end = track.width * fmin((closings[i].quarter + 1.0) / quarters, 1);
        (void)ui_paragraph(ui, area.x, y + 4, name, text,
                           (struct ui_text){.size = UI_SIZE_SMALL + 0.5, .colour = UI_TEXT});
        ui_fill(ui, UI_BAND, (struct di_rect){track.x, y + line + 8, end, 10}, 3);
        ui_fill(ui, UI_SERIES, (struct di_rect){track.x + end - 3, y + line + 5, 4, 16}, 0);
        if (is_narrow)
            used += ui_paragraph(ui, area.x, y + line + 22, area.width, date_text, second);
        else
            ui_label(ui, (struct di_rect){track.x + track.width + 12, y, date, ROW}, date_text,
                     second);
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "closing:%zu", i),
                                       (struct di_rect){area.x, y, area.width, high}, text);
        node->value = date_text;
        used += high + (is_narrow ? 24 : 0);
    }
    return used + axis(ui, track, area.y + used, first, quarters);
}

double optimise_closures(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                         double width)
{
    struct closing *closings = DI_ARENA_NEW(&ui->frame->arena, CLOSINGS_MAX, struct closing);
    double used =
        ui_paragraph(ui, x, y, width, tr(ui, N_("What closes, and when")), strong) + 6;
    if (closings == NULL)
        return used;
    const size_t count = list(outcome, closings);
    if (count == 0)
        return used + ui_paragraph(ui, x, y + used, width,
                                   tr(ui, N_("No institution closes within the plan.")), body);
    return used + bars(ui, outcome, closings, count, (struct di_rect){x, y + used, width, 0});
}
