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
        N_("Time without what a child needs"), N_("Money beyond the budget"),
        N_("Weighted years in care"), N_("The longest wait of any region"), N_("Cost")};
    return names[goal];
}

/* From a million on in millions; a scenario without costs has no currency. */
static const char *money_text(struct ui *ui, double value, int decimals, const char *currency)
{
    if (currency[0] == '\0')
        return ui_number(ui, value, decimals);
    return fabs(value) >= 1e6
               ? UI_SAY(ui, N_("%1 million %2"), di_text_arg(ui_number(ui, value / 1e6, 1)),
                        di_text_arg(currency))
               : UI_SAY(ui, N_("%1 %2"), di_text_arg(ui_number(ui, value, decimals)),
                        di_text_arg(currency));
}

const char *optimise_goal_value(struct ui *ui, const struct di_model *model, enum di_goal goal,
                                double value)
{
    const int decimals = value > 0 && value < 100 ? 1 : 0;
    const struct di_argument number =
        di_counted_arg(ui_number(ui, value, decimals), llround(value));
    switch (goal) {
    case DI_GOAL_UNMET:
    case DI_GOAL_RESIDENTIAL:
        return UI_SAY(ui, N_("%1 {%1|child-year|child-years}"), number);
    case DI_GOAL_WAIT:
        return UI_SAY(ui, N_("%1 {%1|year|years} a child"), number);
    case DI_GOAL_OVERSPEND:
    case DI_GOAL_COST:
    case DI_GOALS:
        break;
    }
    return money_text(ui, value, decimals, model->currency);
}

/* ---- what is proved ---- */

static double goal_lines(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                         double width)
{
    const struct di_plan *plan = outcome->plan;
    const struct di_model *model = outcome->scenario->model;
    double used = 0;
    for (size_t g = 0; g < DI_GOALS; g++) {
        const struct di_plan_goal *goal = &plan->goal[g];
        if (g == DI_GOAL_OVERSPEND && !goal->is_solved)
            continue; /* the budget is a limit here, not a goal */
        const char *name = tr(ui, optimise_goal_name((enum di_goal)g));
        const double gap = di_plan_gap(goal);
        const char *value = optimise_goal_value(ui, model, (enum di_goal)g, goal->value);
        const char *text =
            !goal->is_solved ? UI_SAY(ui, N_("%1: %2, not improved in the time given"),
                                      di_text_arg(name), di_text_arg(value))
            : gap < 1e-5     ? UI_SAY(ui, N_("%1: %2, and no plan can do better"),
                                      di_text_arg(name), di_text_arg(value))
            : isinf(gap)     ? UI_SAY(ui, N_("%1: %2"), di_text_arg(name), di_text_arg(value))
                         : UI_SAY(ui, N_("%1: %2; at best %3 (gap %4%%)"), di_text_arg(name),
                                  di_text_arg(value),
                                  di_text_arg(optimise_goal_value(ui, model, (enum di_goal)g,
                                                                  goal->bound)),
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

/* A year's cost stands in millions where any is a million. */
static double money_unit(const struct plan_outcome *outcome)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    for (uint32_t t = 1; t <= p->horizon; t++)
        if (plan_outcome_cost(outcome, p->first_quarter[t] / 4) >= 1e6)
            return 1e6;
    return 1;
}

static const char *head(struct ui *ui, const struct plan_outcome *outcome, size_t column)
{
    static const char *const heads[COLUMNS] = {
        N_("Children in institutions"), N_("Families sought"),     N_("Workers hired"),
        N_("Group homes begun"),        N_("Institutions closed"), N_("Cost")};
    const char *name = outcome->scenario->model->currency;
    const struct di_argument currency = di_text_arg(name);
    const char *text = tr(ui, heads[column]);
    if (column + 1 < COLUMNS || name[0] == '\0')
        return text;
    return money_unit(outcome) > 1
               ? UI_SAY(ui, N_("%1, million %2"), di_text_arg(text), currency)
               : UI_SAY(ui, N_("%1, %2"), di_text_arg(text), currency);
}

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
        return ui_number(ui, plan_outcome_cost(outcome, year) / money_unit(outcome),
                         money_unit(outcome) > 1);
    }
}

/* Columns `from` to `to` of the table; too many for the width stand in a table below. */
static double year_table(struct ui *ui, const struct plan_outcome *outcome, size_t from,
                         size_t to, struct di_rect area)
{
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
                                       wide - 8, head(ui, outcome, c), look));
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
                place, head(ui, outcome, c));
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
    used += goal_lines(ui, outcome, x, y + used, width) + 6;
    const struct button_spec buttons[] = {{"optimise:scenario",
                                           tr(ui, N_("Make a scenario of the plan")),
                                           BUTTON_MAIN,
                                           {ACT_MAKE_SCENARIO, 0, NULL},
                                           desk->host.make_plan_scenario == NULL}};
    used += button_row(ui, x, y + used, width, buttons, 1) + 16;
    used += optimise_promise(ui, outcome, now, x, y + used, width) + 18;
    used += years(ui, outcome, x, y + used, width) + 16;
    used += optimise_families(ui, desk, outcome, x, y + used, width) + 16;
    used += optimise_closures(ui, outcome, x, y + used, width) + 16;
    used += optimise_prices(ui, outcome, now, x, y + used, width) + 8;
    return used + ui_paragraph(ui, x, y + used, width,
                               tr(ui, N_("The plan's own figures are promises of a model "
                                         "without queues and chance.")),
                               second);
}
