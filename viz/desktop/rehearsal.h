/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a test script on the stage, through the window's own queue of events. */
#ifndef REHEARSAL_H
#define REHEARSAL_H

#include "stage.h"
#include "ui_script.h"

/* Take what the window has in its queue; waits at most `milliseconds` for the first event. */
void rehearsal_pump(struct stage *stage, int milliseconds);

/* Play the whole script; returns how many expectations failed, each told on stderr. */
size_t rehearsal_play(struct stage *stage, struct ui_script *script, const char *name);

#endif
