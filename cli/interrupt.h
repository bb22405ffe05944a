/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Ctrl-C: the first asks the running command to finish what is complete, write it and exit
 * 130; the second stops at once.
 */
#ifndef DI_INTERRUPT_H
#define DI_INTERRUPT_H

#include <stdbool.h>

/** Start listening; before threads start. */
void di_interrupt_listen(void);

/** A launcher of several processes passes Ctrl-C, or the end of the time it was given, on as
 * SIGTERM: as the first Ctrl-C. */
void di_interrupt_listen_to_launcher(void);

/** Say so on stderr at the first Ctrl-C; before threads start. Nothing is said without it, or
 * after an empty sentence. */
void di_interrupt_announce(const char *sentence);

/** True after the first Ctrl-C; cheap, callable from any thread. */
bool di_interrupt_requested(void);

/** The same, where whoever works asks it with a context of its own, which is not looked at. */
bool di_interrupt_cancels(void *context);

#endif
