/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Report screen does: part of desk_act. */
#ifndef REPORT_ACTION_H
#define REPORT_ACTION_H

#include "desk.h"

/* False if the action is not of this screen. */
bool report_act(struct desk *desk, const struct ui_action *action);

#endif
