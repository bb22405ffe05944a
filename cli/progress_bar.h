/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Progress of a long command on stderr: a bar with rate and time left on a terminal, a line
 * now and then otherwise, or nothing.
 */
#ifndef DI_PROGRESS_BAR_H
#define DI_PROGRESS_BAR_H

#include <stdbool.h>
#include <stdint.h>

#include "di/message.h"

enum di_progress_style {
    DI_PROGRESS_AUTO,  /* a bar on a terminal, else nothing */
    DI_PROGRESS_PLAIN, /* whole lines, for logs */
    DI_PROGRESS_NONE
};

struct di_progress_bar {
    const struct di_catalogue *catalogue;
    const char *unit; /* translated: "replications" */
    enum di_progress_style style;
    double started, shown; /* clock seconds */
    bool is_drawn;
};

/**
 * Start the clock. Draws nothing yet.
 *
 * @param catalogue  borrowed until the end
 * @param unit       translated name of what is counted, borrowed
 * @param style      AUTO becomes NONE when stderr is not a terminal or `is_quiet`
 */
void di_progress_bar_begin(struct di_progress_bar *bar, const struct di_catalogue *catalogue,
                           const char *unit, enum di_progress_style style, bool is_quiet);

/**
 * Show `done` of `total`; cheap to call often: draws at most ten times a second (bar) or every
 * five seconds (lines). `total` 0 means unknown. Not thread-safe: call it from one thread.
 */
void di_progress_bar_update(struct di_progress_bar *bar, uint64_t done, uint64_t total);

/** Wipe the bar, so that what follows starts on a clean line. */
void di_progress_bar_end(struct di_progress_bar *bar);

#endif
