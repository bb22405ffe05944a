/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of desk_act: each answers whether the action was its own. */
#ifndef DESK_ACTION_H
#define DESK_ACTION_H

#include "desk.h"

bool act_on_charts(struct desk *desk, const struct frame *frame,
                   const struct ui_action *action);
bool act_on_files(struct desk *desk, const struct ui_action *action);

void desk_show_overlay(struct desk *desk, enum overlay_id overlay);
void desk_close_overlay(struct desk *desk);
void desk_open_path(struct desk *desk, const char *path);
/* A sentence with one argument. */
void desk_say_about(struct desk *desk, bool is_problem, const char *id, const char *argument);

#endif
