/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scenario's goals ask for and allow, and a target of one's own. */
#include <math.h>

#include "di/language.h"
#include "di/planning_goals.h"

#include "optimise_parts.h"

#define N_(text) text

static const struct ui_text body = {.size = UI_SIZE_BODY, .colour = UI_TEXT};
static const struct ui_text second = {.size = UI_SIZE_SMALL + 0.5, .colour = UI_SECOND};
static const struct ui_text strong = {.size = UI_SIZE_BODY, .is_bold = true, .colour = UI_TEXT};

static const char *date_of(struct ui *ui, const struct di_model *model, int32_t day)
{
    char text[16];
    di_date_format(model->start_civil_day + day, text);
    return frame_copy(ui->frame, text);
}

static const char *target_text(struct ui *ui, const struct di_model *model,
                               const struct di_planning_target *target)
{
    const struct di_argument residents = di_real_arg(round(target->residents));
    const char *date = date_of(ui, model, target->by_day);
    if (target->region == UINT16_MAX)
        return target->is_under_3
                   ? UI_SAY(ui,
                            N_("At most %1 {%1|child|children} under three in institutions "
                               "from %2"),
                            residents, di_text_arg(date))
                   : UI_SAY(ui, N_("At most %1 {%1|child|children} in institutions from %2"),
                            residents, di_text_arg(date));
    const struct di_name *name = &model->regions[target->region].name;
    const char *region =
        di_language_pick(ui->catalogue->language, name->name_en, name->name_ru);
    return target->is_under_3
               ? UI_SAY(ui,
                        N_("%1: at most %2 {%2|child|children} under three in "
                           "institutions from %3"),
                        di_text_arg(region), residents, di_text_arg(date))
               : UI_SAY(ui, N_("%1: at most %2 {%2|child|children} in institutions from %3"),
                        di_text_arg(region), residents, di_text_arg(date));
}

double optimise_limits(struct ui *ui, const struct di_model *model, double x, double y,
                       double width)
{
    const struct di_planning_goals *goals = model->goals;
    double used = ui_paragraph(ui, x, y, width, tr(ui, N_("Targets and limits")), strong) + 4;
    for (uint32_t i = 0; i < goals->target_count; i++) {
        const char *text = target_text(ui, model, &goals->targets[i]);
        const double high = ui_paragraph(ui, x, y + used, width, text, body);
        struct ui_node *node = ui_node(
            ui, UI_LABEL, frame_format(ui->frame, "optimise:target:%s", goals->targets[i].id),
            (struct di_rect){x, y + used, width, high}, text);
        node->value = ui_number(ui, goals->targets[i].residents, 0);
        used += high + 3;
    }
    if (goals->target_count == 0)
        used += ui_paragraph(ui, x, y + used, width,
                             tr(ui, N_("No target: as few years in institutions as the limits "
                                       "allow.")),
                             body) +
                3;
    if (goals->closures_per_year < HUGE_VAL)
        used += ui_paragraph(ui, x, y + used, width,
                             UI_SAY(ui, N_("Closures a year: at most %1"),
                                    di_text_arg(ui_number(ui, goals->closures_per_year, 0))),
                             body) +
                3;
    used += ui_paragraph(ui, x, y + used, width,
                         UI_SAY(ui, N_("Of all planned moves, at most %1%% to group homes"),
                                di_text_arg(ui_number(ui, 100 * goals->group_home_share, 0))),
                         body) +
            3;
    used += ui_paragraph(ui, x, y + used, width,
                         tr(ui, N_("Further limits and weights are the inputs under Goals.")),
                         second) +
            6;
    const struct button_spec inputs[] = {{"optimise:inputs",
                                          tr(ui, N_("See the assumptions")),
                                          BUTTON_PLAIN,
                                          {ACT_SCREEN, SCREEN_ASSUMPTIONS, NULL},
                                          false}};
    return used + button_row(ui, x, y + used, width, inputs, 1);
}

double optimise_target(struct ui *ui, const struct desk *desk, double x, double y, double width)
{
    const struct optimise_state *state = desk->optimise;
    const bool is_set = state != NULL && state->residents[0] != '\0' && state->by[0] != '\0';
    const double half = fmin((width - 10) / 2, 190);
    double used = ui_paragraph(ui, x, y, width, tr(ui, N_("A target of your own")), strong) + 4;
    const char *first = tr(ui, N_("Children in institutions, at most"));
    const char *last = tr(ui, N_("From which day (2030-01-01)"));
    const double high = fmax(ui_paragraph_height(ui, half, first, second.size, false),
                             ui_paragraph_height(ui, half, last, second.size, false));
    (void)ui_paragraph(ui, x, y + used, half, first, second);
    (void)ui_paragraph(ui, x + half + 10, y + used, half, last, second);
    used += high + 4;
    (void)field(ui, "optimise:residents", (struct di_rect){x, y + used, half, 34}, first,
                state != NULL ? state->residents : "", &desk->edit, false,
                (struct ui_action){ACT_OPTIMISE_VALUE, OPTIMISE_RESIDENTS, NULL});
    (void)field(ui, "optimise:by", (struct di_rect){x + half + 10, y + used, half, 34}, last,
                state != NULL ? state->by : "", &desk->edit, false,
                (struct ui_action){ACT_OPTIMISE_VALUE, OPTIMISE_BY, NULL});
    used += 42;
    const struct button_spec buttons[] = {{"optimise:set",
                                           tr(ui, N_("Set this target")),
                                           BUTTON_PLAIN,
                                           {ACT_OPTIMISE_TARGET, 0, NULL},
                                           !is_set}};
    return used + button_row(ui, x, y + used, width, buttons, 1);
}
