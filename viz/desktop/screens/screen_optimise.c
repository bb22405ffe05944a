/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Optimise: what to aim for, what is never given up, and the plan that comes out with what is
 * proved about it. Its figures are promises of a model without queues and chance, and say so.
 */
#include <math.h>

#include "optimise_parts.h"

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static const char *const never[] = {
    N_("No child moves without an assessment."),
    N_("No institution closes while a child lives there."),
    N_("No child leaves the counts: every place of origin and destination is kept.")};

static double search_part(struct ui *ui, const struct desk *desk, double x, double y,
                          double width)
{
    const struct optimise_state *state = desk->optimise;
    const bool is_busy = optimise_is_busy(state);
    const char *label = tr(ui, N_("Search at most, seconds"));
    double used = ui_paragraph(ui, x, y, width, label, strong) + 4;
    (void)field(ui, "optimise:seconds", (struct di_rect){x, y + used, fmin(width, 140), 34},
                label, frame_format(ui->frame, "%.0f", state != NULL ? state->seconds : 60.0),
                &desk->edit, false,
                (struct ui_action){ACT_OPTIMISE_VALUE, OPTIMISE_SECONDS, NULL});
    used += 46;
    const struct button_spec buttons[] = {
        {"optimise:start",
         is_busy ? tr(ui, N_("Stop  Esc")) : tr(ui, N_("Find the best plan")),
         BUTTON_MAIN,
         {is_busy ? ACT_CANCEL : ACT_OPTIMISE, 0, NULL},
         false},
    };
    return used + button_row(ui, x, y + used, width, buttons, 1);
}

static double aims(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const struct document *document = session_document(&desk->session);
    double used = search_part(ui, desk, x, y, width) + 14;
    used += optimise_limits(ui, document->scenario->model, x, y + used, width) + 14;
    used += optimise_target(ui, desk, x, y + used, width) + 14;
    used += ui_paragraph(ui, x, y + used, width, tr(ui, N_("In this order")), strong) + 4;
    size_t number = 0;
    for (size_t g = 0; g < DI_GOALS; g++)
        if (g != DI_GOAL_OVERSPEND) /* the budget is a limit */
            used += ui_paragraph(ui, x, y + used, width,
                                 frame_format(ui->frame, "%zu. %s", ++number,
                                              tr(ui, optimise_goal_name((enum di_goal)g))),
                                 body) +
                    3;
    used += 10;
    used += ui_paragraph(ui, x, y + used, width, tr(ui, N_("Never given up")), strong) + 4;
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        used += ui_paragraph(ui, x, y + used, width, tr(ui, never[i]), second) + 3;
    return used;
}

/* ---- what comes out ---- */

/* Best plan, bound and gap so far of the goal being worked on. */
static double live(struct ui *ui, const struct di_model *model, const struct plan_state *now,
                   double x, double y, double width)
{
    const enum di_goal goal = (enum di_goal)now->goal;
    const struct di_plan_goal *reached = &now->reached[goal];
    const bool has_plan = reached->value<HUGE_VAL, has_bound = reached->bound> - HUGE_VAL;
    const char *name = tr(ui, optimise_goal_name(goal));
    const char *value = has_plan ? optimise_goal_value(ui, model, goal, reached->value) : "";
    const char *bound = has_bound ? optimise_goal_value(ui, model, goal, reached->bound) : "";
    const char *text;
    if (has_plan && has_bound)
        text = UI_SAY(ui, N_("%1: best plan so far %2; no plan is below %3; gap %4%%"),
                      di_text_arg(name), di_text_arg(value), di_text_arg(bound),
                      di_text_arg(ui_number(ui, 100 * fmin(di_plan_gap(reached), 9.99), 1)));
    else if (has_plan)
        text = UI_SAY(ui, N_("%1: best plan so far %2"), di_text_arg(name), di_text_arg(value));
    else if (has_bound)
        text = UI_SAY(ui, N_("%1: no plan yet; none is below %2"), di_text_arg(name),
                      di_text_arg(bound));
    else
        return 0;
    const double high = ui_paragraph(ui, x, y, width, text, body);
    struct ui_node *node =
        ui_node(ui, UI_LABEL, "optimise:live", (struct di_rect){x, y, width, high}, name);
    node->value = text;
    return high;
}

static double searching(struct ui *ui, const struct di_model *model,
                        const struct optimise_state *state, const struct plan_state *now,
                        double x, double y, double width)
{
    progress(ui, "optimise:progress", (struct di_rect){x, y, width, 10},
             now->seconds / fmax(state->seconds, 1), tr(ui, N_("Progress")));
    double used = 20;
    used += ui_paragraph(ui, x, y + used, width,
                         state->is_stopping            ? tr(ui, N_("Stopping"))
                         : now->phase == PLAN_BUILDING ? tr(ui, N_("Reading the scenario"))
                         : now->phase == PLAN_DIAGNOSING
                             ? tr(ui, N_("No plan keeps all limits; looking for the reason"))
                             : UI_SAY(ui, N_("Searching: %1 of at most %2 s"),
                                      di_text_arg(ui_number(ui, now->seconds, 0)),
                                      di_text_arg(ui_number(ui, state->seconds, 0))),
                         body) +
            6;
    return used + live(ui, model, now, x, y + used, width);
}

static double outcome_part(struct ui *ui, struct desk *desk, double x, double y, double width)
{
    const struct optimise_state *state = desk->optimise;
    const struct document *document = session_document(&desk->session);
    struct plan_state now;
    if (state == NULL || state->job == NULL || state->document != document)
        return ui_paragraph(
            ui, x, y, width,
            tr(ui, N_("No plan yet. The search looks for when and where to recruit families, "
                      "hire workers, open homes and close institutions, so that children spend "
                      "as little time in institutions as the limits allow.")),
            body);
    plan_job_state(state->job, &now);
    const struct plan_outcome *outcome = plan_job_outcome(state->job);
    if (outcome == NULL)
        return searching(ui, document->scenario->model, state, &now, x, y, width);
    double used = 0;
    if (state->revision != document->revision)
        used = 8 + ui_paragraph(ui, x, y, width,
                                tr(ui, N_("This plan is older than your edits: search again.")),
                                (struct ui_text){
                                    .size = UI_SIZE_BODY, .is_bold = true, .colour = UI_WORSE});
    if (outcome->plan != NULL)
        return used + optimise_plan(ui, desk, outcome, &now, x, y + used, width);
    if (now.phase == PLAN_CONFLICT)
        return used + optimise_conflict(ui, outcome, x, y + used, width);
    if (now.phase == PLAN_CANCELLED)
        return used + ui_paragraph(ui, x, y + used, width,
                                   tr(ui, N_("Stopped before there was a plan.")), body);
    return used + ui_paragraph(ui, x, y + used, width, ui_message(ui, &now.error.message),
                               (struct ui_text){.size = UI_SIZE_BODY, .colour = UI_WORSE});
}

/* ---- the screen ---- */

/* A card whose height is known only once its text is laid out. */
static double part(struct ui *ui, struct desk *desk, const char *id, struct di_rect rect,
                   const char *title,
                   double (*fill)(struct ui *, struct desk *, double, double, double))
{
    const size_t ground = ui->frame->op_count, node = ui->frame->node_count;
    const struct di_rect inside = card(ui, id, rect, title);
    double y = inside.y + card_heading(ui, inside, title, NULL);
    y += fill(ui, desk, inside.x, y, inside.width);
    const double high = y + (inside.y - rect.y) - rect.y;
    ui->frame->ops[ground].rect.height = ui->frame->ops[ground + 1].rect.height = high;
    ui->frame->nodes[node].rect.height = high;
    return high;
}

double screen_optimise(struct ui *ui, struct desk *desk, struct di_rect area)
{
    double height = 0;
    if (!screen_has_scenario(ui, desk, area, &height))
        return height;
    const bool is_beside = area.width >= 760;
    const double left = is_beside ? fmin(area.width * 0.36, 400) : area.width;
    const struct di_rect aim = {area.x, area.y, left, 100};
    const double first = part(ui, desk, "card:aims", aim, tr(ui, N_("What to aim for")), aims);
    const struct di_rect rest = {is_beside ? area.x + left + UI_GAP : area.x,
                                 is_beside ? area.y : area.y + first + UI_GAP,
                                 is_beside ? area.width - left - UI_GAP : area.width, 100};
    const double found =
        part(ui, desk, "card:plan", rest, tr(ui, N_("The plan")), outcome_part);
    return is_beside ? fmax(first, found) : first + UI_GAP + found;
}
