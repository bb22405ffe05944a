/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Optimise screen's own state: targets, the solver's job, its plan. */
#ifndef OPTIMISE_STATE_H
#define OPTIMISE_STATE_H

#include "desk.h"

/* Stops the solver at once; NULL is fine. */
void optimise_cancel(struct optimise_state *state);

/* False if the action is not of this screen. */
bool optimise_act(struct desk *desk, const struct ui_action *action);

#endif
