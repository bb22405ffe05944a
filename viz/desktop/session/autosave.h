/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy on disk of what a session would lose: open files and the edits over them. */
#ifndef AUTOSAVE_H
#define AUTOSAVE_H

#include "session.h"

/* Writes the copy, or removes it when there is nothing to lose; notes the time. */
void autosave_write(struct session *session);
void autosave_remove(void);

/* Edits in the copy a killed session left; 0 if there is none. */
size_t autosave_count(void);

/* Open its files and lay its edits over them; false if nothing could be taken back. */
bool autosave_restore(struct session *session);

#endif
