/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan: what is proved about it, and its years. */
#include <math.h>

#include "optimise_parts.h"

#define COLUMNS 6
#define COLUMN_NARROWEST 104.0

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};

const char *optimise_goal_name(enum di_goal goal)
{
    static const char *const names[DI_GOALS] = {
        N_("Children without what they need"), N_("Money beyond the budget"),
        N_("Weighted years in care"), N_("The longest wait of any region"), N_("Cost")};
    return names[goal];
}

const char *optimise_goal_value(struct ui *ui, enum di_goal goal, double value)
{
    const bool is_money = goal == DI_GOAL_COST || goal == DI_GOAL_OVERSPEND;
    if (is_money && fabs(value) >= 1e6)
        return UI_SAY(ui, N_("%1 million"), di_text_arg(ui_number(ui, value / 1e6, 1)));
    return ui_number(ui, value, fabs(value) < 100 ? 1 : 0);
}

/* ---- what is proved ---- */

static double goal_lines(struct ui *ui, const struct di_plan *plan, double x, double y,
                         double width)
{
    double used = 0;
    for (size_t g = 0; g < DI_GOALS; g++) {
        const struct di_plan_goal *goal = &plan->goal[g];
        if (g == DI_GOAL_OVERSPEND && !goal->is_solved)
            continue; /* the budget is a limit here, not a goal */
        const char *name = tr(ui, optimise_goal_name((enum di_goal)g));
        const double gap = di_plan_gap(goal);
        const char *value = optimise_goal_value(ui, (enum di_goal)g, goal->value);
        const char *text =
            !goal->is_solved ? UI_SAY(ui, N_("%1: %2, not improved in the time given"),
                                      di_text_arg(name), di_text_arg(value))
            : gap < 1e-5     ? UI_SAY(ui, N_("%1: %2, and no plan can do better"),
                                      di_text_arg(name), di_text_arg(value))
            : isinf(gap)
                ? UI_SAY(ui, N_("%1: %2"), di_text_arg(name), di_text_arg(value))
                : UI_SAY(ui, N_("%1: %2; at best %3 (gap %4%%)"), di_text_arg(name),
                         di_text_arg(value),
                         di_text_arg(optimise_goal_value(ui, (enum di_goal)g, goal->bound)),
                         di_text_arg(ui_number(ui, 100 * gap, 1)));
        const double high = ui_paragraph(ui, x, y + used, width, text, body);
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "goal:%zu", g),
                                       (struct di_rect){x, y + used, width, high}, name);
        node->value = value;
        used += high + 4;
    }
    return used;
}

#define CLOSE 0.1 /* a gap above it is not called close */

/* What is proved of the goals that were worked on. */
static double widest_gap(const struct di_plan *plan)
{
    double widest = 0;
    for (size_t g = 0; g < DI_GOALS; g++)
        if (plan->goal[g].is_solved)
            widest = fmax(widest, di_plan_gap(&plan->goal[g]));
    return widest;
}

static const char *status_text(struct ui *ui, const struct di_plan *plan)
{
    switch (plan->status) {
    case DI_PLAN_OPTIMAL:
        return tr(ui, N_("A plan that no other beats"));
    case DI_PLAN_WITHIN_GAP:
        if (widest_gap(plan) > CLOSE)
            break;
        return tr(ui, N_("A plan close to the best there can be"));
    case DI_PLAN_FEASIBLE:
    case DI_PLAN_NONE:
    case DI_PLAN_INFEASIBLE:
        break;
    }
    return tr(ui, N_("A plan; how good the best is, is not proved"));
}

/* ---- years ---- */

static const char *cell(struct ui *ui, const struct plan_outcome *outcome, size_t column,
                        uint32_t year, uint32_t last_period)
{
    switch (column) {
    case 0:
        return ui_number(ui, plan_outcome_children(outcome, last_period), 0);
    case 1:
        return ui_number(ui, plan_outcome_year(outcome, DI_PART_APPROVALS, year), 0);
    case 2:
        return ui_number(ui, plan_outcome_year(outcome, DI_PART_HIRES, year), 0);
    case 3:
        return ui_number(ui, plan_outcome_year(outcome, DI_PART_HOMES, year), 0);
    case 4:
        return ui_number(ui, plan_outcome_closures(outcome, year), 0);
    default:
        return optimise_goal_value(ui, DI_GOAL_COST, plan_outcome_cost(outcome, year));
    }
}

/* Columns `from` to `to` of the table; too many for the width stand in a table below. */
static double year_table(struct ui *ui, const struct plan_outcome *outcome, size_t from,
                         size_t to, struct di_rect area)
{
    static const char *const heads[COLUMNS] = {
        N_("Children in institutions"), N_("Families sought"),     N_("Workers hired"),
        N_("Group homes begun"),        N_("Institutions closed"), N_("Cost")};
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const double wide = area.width / (double)(to - from + 1);
    int32_t first, month, day;
    double used = 0;
    struct ui_text look = second;
    look.is_bold = true;
    di_date_to_civil(outcome->scenario->model->start_civil_day, &first, &month, &day);
    used = ui_paragraph(ui, area.x, area.y, wide - 8, tr(ui, N_("Year")), look);
    look.align = UI_RIGHT;
    for (size_t c = from; c < to; c++)
        used = fmax(used, ui_paragraph(ui, area.x + wide * (double)(c - from + 1) + 8, area.y,
                                       wide - 8, tr(ui, heads[c]), look));
    used += 4;
    for (uint32_t t = 1; t <= p->horizon; t++) {
        const uint32_t year = p->first_quarter[t] / 4;
        if (t < p->horizon && p->first_quarter[t + 1] / 4 == year)
            continue; /* its last period stands for the year */
        struct ui_text right = body;
        right.align = UI_RIGHT;
        ui_label(ui, (struct di_rect){area.x, area.y + used, wide, 24},
                 frame_format(ui->frame, "%d", (int)first + (int)year), body);
        for (size_t c = from; c < to; c++) {
            const struct di_rect place = {area.x + wide * (double)(c - from + 1), area.y + used,
                                          wide, 24};
            const char *text = cell(ui, outcome, c, year, t);
            ui_label(ui, place, text, right);
            struct ui_node *node = ui_node(
                ui, UI_LABEL, frame_format(ui->frame, "year:%d:%zu", (int)first + (int)year, c),
                place, tr(ui, heads[c]));
            node->value = text;
        }
        used += 24;
        ui_line(ui, UI_RULE, area.x, area.y + used, area.x + area.width, area.y + used);
    }
    return used;
}

static double years(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                    double width)
{
    const double room = floor(width / COLUMN_NARROWEST) - 1;
    const size_t across = room < 1 ? 1 : room > COLUMNS ? COLUMNS : (size_t)room;
    double used = 0;
    for (size_t from = 0; from < COLUMNS; from += across) {
        const size_t to = from + across < COLUMNS ? from + across : COLUMNS;
        used += (from > 0 ? 12 : 0);
        used += year_table(ui, outcome, from, to, (struct di_rect){x, y + used, width, 0});
    }
    return used;
}

double optimise_plan(struct ui *ui, const struct desk *desk, const struct plan_outcome *outcome,
                     const struct plan_state *now, double x, double y, double width)
{
    const char *title = status_text(ui, outcome->plan);
    double used = ui_paragraph(
        ui, x, y, width, title,
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "optimise:status", (struct di_rect){x, y, width, used}, title);
    node->value = node->label;
    if (outcome->plan->is_stopped)
        used += 2 + ui_paragraph(ui, x, y + used + 2, width,
                                 tr(ui, N_("The search was ended before it was through: more "
                                           "time may give a better plan.")),
                                 second);
    used += 8;
    used += goal_lines(ui, outcome->plan, x, y + used, width) + 6;
    const struct button_spec buttons[] = {{"optimise:scenario",
                                           tr(ui, N_("Make a scenario of the plan")),
                                           BUTTON_MAIN,
                                           {ACT_MAKE_SCENARIO, 0, NULL},
                                           desk->host.make_plan_scenario == NULL}};
    used += button_row(ui, x, y + used, width, buttons, 1) + 16;
    used += optimise_promise(ui, outcome, now, x, y + used, width) + 18;
    used += years(ui, outcome, x, y + used, width) + 16;
    used += optimise_closures(ui, outcome, x, y + used, width) + 16;
    used += optimise_prices(ui, outcome, now, x, y + used, width) + 8;
    return used + ui_paragraph(ui, x, y + used, width,
                               tr(ui, N_("The plan's own figures are promises of a model "
                                         "without queues and chance.")),
                               second);
}
