/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Import screen does: part of desk_act. */
#ifndef IMPORT_ACTION_H
#define IMPORT_ACTION_H

#include "desk.h"

/* False if the action is not of this screen. */
bool import_act(struct desk *desk, const struct ui_action *action);

#endif
