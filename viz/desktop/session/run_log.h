/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run did when: its phases, and every tenth of its replications. */
#ifndef RUN_LOG_H
#define RUN_LOG_H

#include "run_job.h"

enum { RUN_LOG_MAX = 32 };

struct run_log {
    size_t count;
    struct {
        enum run_phase phase;
        uint32_t done, total;
        double seconds; /* since the start */
    } entries[RUN_LOG_MAX];
};

/* Looks at a state of the run; notes it if it says something new. */
void run_log_note(struct run_log *log, const struct run_state *state);

#endif
