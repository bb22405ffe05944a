/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Saving scenarios, and leaving them: changes that no file holds are never given up unasked,
 * and no file is written over that is not the scenario's own.
 */
#ifndef SAVING_H
#define SAVING_H

#include "desk.h"

/* Close at once what has nothing unsaved; else ask. */
void saving_close_document(struct desk *desk, size_t index);
void saving_leave_program(struct desk *desk);

bool saving_act(struct desk *desk, const struct ui_action *action);

void saving_dialog(struct ui *ui, struct desk *desk);  /* of OVERLAY_SAVE_AS */
void unsaved_dialog(struct ui *ui, struct desk *desk); /* of OVERLAY_UNSAVED */

#endif
