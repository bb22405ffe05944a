/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing to solve yet: the screen says what it will need. */
#include "optimise_state.h"

void optimise_cancel(struct optimise_state *state)
{
    (void)state;
}

bool optimise_act(struct desk *desk, const struct ui_action *action)
{
    (void)desk;
    return action->kind == ACT_OPTIMISE || action->kind == ACT_OPTIMISE_OPTION ||
           action->kind == ACT_OPTIMISE_VALUE || action->kind == ACT_MAKE_SCENARIO;
}
