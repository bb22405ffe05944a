/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Optimise: what to aim for, what is never given up, and the plan that comes out with what is
 * proved about it. Its figures are promises of a model without queues and chance, and say so.
 */
#include <math.h>
#include <string.h>

#include "optimise_state.h"
#include "screen.h"

#define N_(text) text

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static const char *const goals[DI_GOALS] = {
    N_("Children without what they need"), N_("Money beyond the budget"),
    N_("Years of children in institutions"), N_("The longest wait of any region"), N_("Cost")};

static const char *const never[] = {
    N_("No child moves without an assessment."),
    N_("No institution closes while a child lives there."),
    N_("No child leaves the counts: every place of origin and destination is kept.")};

static double aims(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct optimise_state *state = desk->optimise;
    const bool is_busy = optimise_is_busy(state);
    double used = ui_paragraph(ui, x, y, width, tr(ui, N_("In this order")), strong) + 4;
    for (size_t i = 0; i < DI_GOALS; i++)
        used +=
            ui_paragraph(ui, x, y + used, width,
                         frame_format(ui->frame, "%zu. %s", i + 1, tr(ui, goals[i])), body) +
            3;
    used += 10;
    used += ui_paragraph(ui, x, y + used, width, tr(ui, N_("Never given up")), strong) + 4;
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        used += ui_paragraph(ui, x, y + used, width, tr(ui, never[i]), second) + 3;
    used += 10;
    used += ui_paragraph(ui, x, y + used, width,
                         tr(ui, N_("Targets, limits and weights are the inputs under Goals.")),
                         second) +
            6;
    const struct button_spec inputs[] = {{"optimise:inputs",
                                          tr(ui, N_("See the assumptions")),
                                          BUTTON_QUIET,
                                          {ACT_SCREEN, SCREEN_ASSUMPTIONS, NULL},
                                          false}};
    used += button_row(ui, x, y + used, width, inputs, 1) + 10;
    used +=
        ui_paragraph(ui, x, y + used, width, tr(ui, N_("Search at most, seconds")), strong) + 4;
    (void)field(ui, "optimise:seconds", (struct di_rect){x, y + used, fmin(width, 140), 34},
                tr(ui, N_("Search at most, seconds")),
                frame_format(ui->frame, "%.0f", state != NULL ? state->seconds : 60.0),
                &desk->edit, false, (struct ui_action){ACT_OPTIMISE_VALUE, 0, NULL});
    used += 46;
    const struct button_spec buttons[] = {
        {"optimise:start",
         is_busy ? tr(ui, N_("Stop  Esc")) : tr(ui, N_("Find the best plan")),
         BUTTON_MAIN,
         {is_busy ? ACT_CANCEL : ACT_OPTIMISE, 0, NULL},
         false}};
    return used + button_row(ui, x, y + used, width, buttons, 1);
}

/* ---- the plan ---- */

static const char *goal_value(struct ui *ui, enum di_goal goal, double value)
{
    const bool is_money = goal == DI_GOAL_COST || goal == DI_GOAL_OVERSPEND;
    if (is_money && fabs(value) >= 1e6)
        return UI_SAY(ui, N_("%1 million"), di_text_arg(ui_number(ui, value / 1e6, 1)));
    return ui_number(ui, value, fabs(value) < 100 ? 1 : 0);
}

static double goal_lines(struct ui *ui, const struct di_plan *plan, double x, double y,
                         double width)
{
    double used = 0;
    for (size_t g = 0; g < DI_GOALS; g++) {
        const struct di_plan_goal *goal = &plan->goal[g];
        const char *name = tr(ui, goals[g]);
        const double gap = di_plan_gap(goal);
        const char *value = goal_value(ui, (enum di_goal)g, goal->value);
        const char *text =
            !goal->is_solved
                ? UI_SAY(ui, N_("%1: not reached in the time given"), di_text_arg(name))
            : gap < 1e-6 ? UI_SAY(ui, N_("%1: %2, and no plan can do better"),
                                  di_text_arg(name), di_text_arg(value))
            : isinf(gap) ? UI_SAY(ui, N_("%1: %2"), di_text_arg(name), di_text_arg(value))
                         : UI_SAY(ui, N_("%1: %2; at best %3 (gap %4%%)"), di_text_arg(name),
                                  di_text_arg(value),
                                  di_text_arg(goal_value(ui, (enum di_goal)g, goal->bound)),
                                  di_text_arg(ui_number(ui, 100 * gap, 1)));
        const double high = ui_paragraph(ui, x, y + used, width, text, body);
        struct ui_node *node = ui_node(ui, UI_LABEL, frame_format(ui->frame, "goal:%zu", g),
                                       (struct di_rect){x, y + used, width, high}, name);
        node->value = value;
        used += high + 4;
    }
    return used;
}

static double years(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                    double width)
{
    static const char *const heads[] = {N_("Year"), N_("Children in institutions"),
                                        N_("Families approved"), N_("Workers hired")};
    static const enum di_plan_part parts[] = {DI_PART_RESIDENTS, DI_PART_APPROVALS,
                                              DI_PART_HIRES};
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const uint32_t last = p->horizon > 0 ? p->first_quarter[p->horizon] / 4 : 0;
    const double wide = width / 4;
    int32_t first, month, day;
    double head = 0;
    di_date_to_civil(outcome->scenario->model->start_civil_day, &first, &month, &day);
    for (size_t c = 0; c < 4; c++) {
        struct ui_text look = second;
        look.is_bold = true;
        look.align = c == 0 ? UI_LEFT : UI_RIGHT;
        head = fmax(head, ui_paragraph(ui, x + wide * (double)c + (c > 0 ? 8 : 0), y,
                                       wide - (c > 0 ? 8 : 0), tr(ui, heads[c]), look));
    }
    double used = head + 4;
    for (uint32_t year = 0; year <= last; year++) {
        struct ui_text right = body;
        right.align = UI_RIGHT;
        ui_label(ui, (struct di_rect){x, y + used, wide, 24},
                 frame_format(ui->frame, "%d", (int)first + (int)year), body);
        for (size_t c = 0; c < 3; c++)
            ui_label(ui, (struct di_rect){x + wide * (double)(c + 1), y + used, wide, 24},
                     ui_number(ui, plan_outcome_year(outcome, parts[c], year), 0), right);
        used += 24;
        ui_line(ui, UI_RULE, x, y + used, x + width, y + used);
    }
    return used;
}

static double closures(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                       double width)
{
    const struct di_fluid_parameters *p = outcome->country->parameters;
    const struct di_model *model = outcome->scenario->model;
    double used =
        ui_paragraph(ui, x, y, width, tr(ui, N_("What closes, and when")), strong) + 4;
    size_t count = 0;
    int32_t first, month, day;
    di_date_to_civil(model->start_civil_day, &first, &month, &day);
    for (uint32_t i = 0; i < p->institutions; i++) {
        const uint32_t quarter = plan_outcome_closure(outcome, i);
        if (quarter == UINT32_MAX || outcome->country->unit[i] == UINT32_MAX)
            continue;
        const struct di_name *name = &model->institutions[outcome->country->unit[i]].name;
        const int32_t months = month - 1 + 3 * (int32_t)quarter;
        used +=
            ui_paragraph(
                ui, x, y + used, width,
                UI_SAY(ui, N_("%1: by the end of quarter %2 of %3"),
                       di_text_arg(ui->is_russian ? name->name_ru : name->name_en),
                       di_integer_arg(months % 12 / 3 + 1),
                       di_text_arg(frame_format(ui->frame, "%d", (int)(first + months / 12)))),
                body) +
            2;
        count++;
    }
    if (count == 0)
        used += ui_paragraph(ui, x, y + used, width,
                             tr(ui, N_("No institution closes within the plan.")), second);
    return used;
}

static const char *status_text(struct ui *ui, const struct di_plan *plan)
{
    switch (plan->status) {
    case DI_PLAN_OPTIMAL:
        return tr(ui, N_("A plan that no other beats"));
    case DI_PLAN_WITHIN_GAP:
        return tr(ui, N_("A plan close to the best there can be"));
    case DI_PLAN_FEASIBLE:
        return tr(ui, N_("A plan; how good the best is, is not proved"));
    case DI_PLAN_NONE:
    case DI_PLAN_INFEASIBLE:
        break;
    }
    return tr(ui, N_("No plan in the time given"));
}

static double plan(struct ui *ui, const struct desk *desk, const struct plan_outcome *outcome,
                   double x, double y, double width)
{
    double used = ui_paragraph(
        ui, x, y, width, status_text(ui, outcome->plan),
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_TEXT});
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "optimise:status", (struct di_rect){x, y, width, used},
                status_text(ui, outcome->plan));
    node->value = node->label;
    used += 8 + ui_paragraph(ui, x, y + used + 8, width,
                             tr(ui, N_("Promised by a model without queues and chance. Make a "
                                       "scenario of it and run that, with fresh luck.")),
                             second);
    used += 10;
    const struct button_spec buttons[] = {{"optimise:scenario",
                                           tr(ui, N_("Make a scenario of the plan")),
                                           BUTTON_MAIN,
                                           {ACT_MAKE_SCENARIO, 0, NULL},
                                           desk->host.make_plan_scenario == NULL}};
    used += button_row(ui, x, y + used, width, buttons, 1) + 14;
    used += goal_lines(ui, outcome->plan, x, y + used, width) + 10;
    used += years(ui, outcome, x, y + used, width) + 14;
    return used + closures(ui, outcome, x, y + used, width);
}

/* ---- no plan ---- */

static const char *limit_text(struct ui *ui, const struct plan_outcome *outcome,
                              const struct di_limit *limit)
{
    const bool is_helpless = isinf(limit->change);
    const char *change = is_helpless
                             ? tr(ui, N_("no change of it alone is enough"))
                             : UI_SAY(ui, N_("%1 more would be enough"),
                                      di_text_arg(ui_number(ui, limit->change,
                                                            fabs(limit->change) < 10 ? 2 : 0)));
    (void)outcome;
    switch (limit->kind) {
    case DI_LIMIT_BUDGET:
        return UI_SAY(ui, N_("the budget: %1"), di_text_arg(change));
    case DI_LIMIT_CLOSE_BY:
        return UI_SAY(ui, N_("a date of closure, in quarters: %1"), di_text_arg(change));
    case DI_LIMIT_TARGET:
        return UI_SAY(ui, N_("a target of children in institutions: %1"), di_text_arg(change));
    case DI_LIMIT_PACE:
        return UI_SAY(ui, N_("closures a year: %1"), di_text_arg(change));
    case DI_LIMIT_EQUITY:
        return UI_SAY(ui, N_("how far a region may lag behind: %1"), di_text_arg(change));
    case DI_LIMIT_GROUP_HOMES:
        return UI_SAY(ui, N_("the share of group homes: %1"), di_text_arg(change));
    case DI_LIMIT_RECRUITMENT:
        return UI_SAY(ui, N_("new families a year, as a factor: %1"), di_text_arg(change));
    case DI_LIMIT_HIRING:
        return UI_SAY(ui, N_("new workers a year, as a factor: %1"), di_text_arg(change));
    case DI_LIMIT_HOMES:
        return UI_SAY(ui, N_("new group homes a year, as a factor: %1"), di_text_arg(change));
    case DI_LIMIT_KINDS:
        break;
    }
    return "";
}

static double conflict(struct ui *ui, const struct plan_outcome *outcome, double x, double y,
                       double width)
{
    double used = ui_paragraph(
        ui, x, y, width, tr(ui, N_("No plan keeps all limits")),
        (struct ui_text){.size = UI_SIZE_HEAD, .is_bold = true, .colour = UI_WORSE});
    used += 6 + ui_paragraph(ui, x, y + used + 6, width,
                             tr(ui, N_("These contradict each other; loosen any one of them:")),
                             body);
    used += 8;
    for (uint32_t i = 0; i < outcome->conflict.count; i++)
        used += ui_paragraph(ui, x, y + used, width,
                             limit_text(ui, outcome, &outcome->conflict.limit[i]), body) +
                4;
    return used;
}

static double outcome_part(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const struct optimise_state *state = desk->optimise;
    struct plan_state now;
    char text[600];
    if (state == NULL || state->job == NULL)
        return ui_paragraph(
            ui, x, y, width,
            tr(ui, N_("No plan yet. The search looks for when and where to recruit families, "
                      "hire workers, open homes and close institutions, so that children spend "
                      "as little time in institutions as the limits allow.")),
            body);
    plan_job_state(state->job, &now);
    const struct plan_outcome *outcome = plan_job_outcome(state->job);
    if (outcome == NULL) {
        progress(ui, "optimise:progress", (struct di_rect){x, y, width, 10},
                 now.seconds / fmax(state->seconds, 1), tr(ui, N_("Progress")));
        return 20 +
               ui_paragraph(ui, x, y + 20, width,
                            now.phase == PLAN_BUILDING ? tr(ui, N_("Reading the scenario"))
                            : now.phase == PLAN_DIAGNOSING
                                ? tr(ui, N_("No plan keeps all limits; looking for the reason"))
                                : UI_SAY(ui, N_("Searching: %1 of at most %2 s"),
                                         di_text_arg(ui_number(ui, now.seconds, 0)),
                                         di_text_arg(ui_number(ui, state->seconds, 0))),
                            body);
    }
    if (now.phase == PLAN_DONE && outcome->plan != NULL)
        return plan(ui, desk, outcome, x, y, width);
    if (now.phase == PLAN_CONFLICT)
        return conflict(ui, outcome, x, y, width);
    if (now.phase == PLAN_CANCELLED)
        return ui_paragraph(ui, x, y, width, tr(ui, N_("Stopped before there was a plan.")),
                            body);
    (void)di_message_render(&now.error.message, ui->catalogue, text, sizeof text);
    return ui_paragraph(ui, x, y, width, frame_copy(ui->frame, text),
                        (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_WORSE});
}

/* A card whose height is known only once its text is laid out. */
static double part(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect,
                   const char *title, bool is_outcome)
{
    const size_t ground = ui->frame->op_count, node = ui->frame->node_count;
    const struct di_rect inside = card(ui, id, rect, title);
    double y = inside.y + card_heading(ui, inside, title, NULL);
    y += is_outcome ? outcome_part(ui, desk, inside.x, y, inside.width)
                    : aims(ui, desk, inside.x, y, inside.width);
    const double high = y + (inside.y - rect.y) - rect.y;
    ui->frame->ops[ground].rect.height = ui->frame->ops[ground + 1].rect.height = high;
    ui->frame->nodes[node].rect.height = high;
    return high;
}

double screen_optimise(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (session_document(&desk->session) == NULL) {
        (void)screen_has_results(ui, desk, area, &height);
        return height;
    }
    const bool is_beside = area.width >= 760;
    const double left = is_beside ? fmin(area.width * 0.36, 400) : area.width;
    const double first =
        part(ui, desk, "card:aims", (struct di_rect){area.x, area.y, left, 100},
             tr(ui, N_("What to aim for")), false);
    const struct di_rect rest = {is_beside ? area.x + left + UI_GAP : area.x,
                                 is_beside ? area.y : area.y + first + UI_GAP,
                                 is_beside ? area.width - left - UI_GAP : area.width, 100};
    const double found = part(ui, desk, "card:plan", rest, tr(ui, N_("The plan")), true);
    return is_beside ? fmax(first, found) : first + UI_GAP + found;
}
