/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with a table of an office on the Import screen: part of import_act. */
#ifndef OFFICE_ACTION_H
#define OFFICE_ACTION_H

#include "office_state.h"

/* False if the action is not of an office's table. */
bool office_act(struct desk *desk, const struct ui_action *action);

#endif
