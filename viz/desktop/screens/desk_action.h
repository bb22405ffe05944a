/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of desk_act: each answers whether the action was its own. */
#ifndef DESK_ACTION_H
#define DESK_ACTION_H

#include "desk.h"

bool act_on_charts(struct desk *desk, const struct frame *frame,
                   const struct ui_action *action);

void desk_show_overlay(struct desk *desk, enum overlay_id overlay);
void desk_close_overlay(struct desk *desk);
/* Is a scenario open that can be changed, copied and run? Else it is said why not. */
bool desk_has_scenario(struct desk *desk);
/* Another scenario is shown: what was chosen of the one before goes. */
void desk_forget_choice(struct desk *desk);
void desk_open_path(struct desk *desk, const char *path);
/* Autosave and preview after a change of the current scenario; the old message goes. */
void desk_after_change(struct desk *desk, bool has_changed);
/* A number as either language writes it, within limits. */
bool desk_number_between(const char *text, double low, double high, double *value_out);
/* A sentence with one argument. */
void desk_say_about(struct desk *desk, bool is_problem, const char *id, const char *argument);

#endif
