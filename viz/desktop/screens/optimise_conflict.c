/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No plan: which limits contradict each other, and what each alone would have to give. */
#include <math.h>

#include "di/language.h"
#include "di/planning_goals.h"

#include "optimise_parts.h"

#define N_(text) text

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};

/* What the limit is, with its name or year. */
static const char *limit_name(struct ui *ui, const struct plan_outcome *outcome,
                              const struct di_limit *limit)
{
    const struct di_model *model = outcome->scenario->model;
    int32_t year, month, day;
    di_date_to_civil(model->start_civil_day, &year, &month, &day);
    switch (limit->kind) {
    case DI_LIMIT_BUDGET:
        return UI_SAY(
            ui, N_("The budget of %1"),
            di_text_arg(frame_format(ui->frame, "%d", (int)(year + (int32_t)limit->index))));
    case DI_LIMIT_CLOSE_BY: {
        const uint32_t unit = outcome->country->unit[limit->index];
        if (unit == UINT32_MAX)
            return tr(ui, N_("The closure date of a group of institutions"));
        const struct di_name *name = &model->institutions[unit].name;
        return UI_SAY(ui, N_("The closure date of %1"),
                      di_text_arg(di_language_pick(ui->catalogue->language, name->name_en,
                                                   name->name_ru)));
    }
    case DI_LIMIT_TARGET:
        return UI_SAY(ui, N_("The target '%1'"),
                      di_text_arg(model->goals->targets[limit->index].id));
    case DI_LIMIT_PACE:
        return tr(ui, N_("The number of closures a year"));
    case DI_LIMIT_EQUITY:
        return tr(ui, N_("How far a region may lag behind"));
    case DI_LIMIT_GROUP_HOMES:
        return tr(ui, N_("The share of group homes"));
    case DI_LIMIT_RECRUITMENT:
        return tr(ui, N_("The search for foster families"));
    case DI_LIMIT_HIRING:
        return tr(ui, N_("The hiring of workers"));
    case DI_LIMIT_HOMES:
        return tr(ui, N_("The building of group homes"));
    case DI_LIMIT_KINDS:
        break;
    }
    return "";
}

static const char *change_of(struct ui *ui, const struct di_limit *limit)
{
    if (!(limit->change < HUGE_VAL))
        return tr(ui, N_("no change of it alone is enough"));
    switch (limit->kind) {
    case DI_LIMIT_BUDGET:
        return UI_SAY(ui, N_("%1 more would be enough"),
                      di_text_arg(ui_number(ui, ceil(limit->change), 0)));
    case DI_LIMIT_CLOSE_BY:
        return UI_SAY(ui, N_("%1 planning {%1|period|periods} later would be enough"),
                      di_real_arg(ceil(limit->change)));
    case DI_LIMIT_TARGET:
        return UI_SAY(ui, N_("%1 more {%1|child|children} would be enough"),
                      di_real_arg(ceil(limit->change)));
    case DI_LIMIT_PACE:
        return UI_SAY(ui, N_("%1 more {%1|institution|institutions} a year would be enough"),
                      di_real_arg(ceil(limit->change)));
    case DI_LIMIT_EQUITY:
    case DI_LIMIT_GROUP_HOMES:
        return UI_SAY(ui, N_("%1 more percentage {%1|point|points} would be enough"),
                      di_real_arg(ceil(limit->change * 1000) / 10));
    case DI_LIMIT_RECRUITMENT:
    case DI_LIMIT_HIRING:
    case DI_LIMIT_HOMES:
        return UI_SAY(ui, N_("%1 times as many would be enough"),
                      di_real_arg(ceil(limit->change * 100) / 100));
    case DI_LIMIT_KINDS:
        break;
    }
    return "";
}

double optimise_conflict(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                         double width)
{
    const struct di_conflict *conflict = &outcome->conflict;
    const char *title = tr(ui, N_("No plan keeps all limits"));
    double used = ui_paragraph(
        ui, x, y, width, title,
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_WORSE});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "optimise:status", (struct di_rect){x, y, width, used}, title);
    node->value = node->label;
    used += 6;
    used += ui_paragraph(ui, x, y + used, width,
                         tr(ui, N_("These contradict each other; loosening any one of them as "
                                   "far as it says makes a plan possible:")),
                         body) +
            8;
    for (uint32_t i = 0; i < conflict->count; i++) {
        const struct di_limit *limit = &conflict->limit[i];
        const char *name = limit_name(ui, outcome, limit), *change = change_of(ui, limit);
        ui_fill(ui, UI_WORSE, (struct di_rect){x + 2, y + used + 6, 6, 6}, 3);
        const double high = ui_paragraph(
            ui, x + 18, y + used, width - 18,
            UI_SAY(ui, N_("%1: %2"), di_text_arg(name), di_text_arg(change)), body);
        node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "conflict:%u", (unsigned)i),
                       (struct di_rect){x, y + used, width, high}, name);
        node->value = change;
        used += high + 4;
    }
    if (!conflict->is_complete)
        used += ui_paragraph(ui, x, y + used, width,
                             tr(ui, N_("The time ended the search for the cause: the list may "
                                       "be longer than it need be.")),
                             second);
    return used;
}
