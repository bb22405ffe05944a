/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log follows what the window was told; a state between two wakes leaves no line. */
#include "run_log.h"

static uint32_t tenth(uint32_t done, uint32_t total)
{
    return total > 0 ? 10 * done / total : 0;
}

void run_log_note(struct run_log *log, const struct run_state *state)
{
    if (log->count > 0) {
        const enum run_phase before = log->entries[log->count - 1].phase;
        const uint32_t done = log->entries[log->count - 1].done;
        const bool is_same = before == state->phase &&
                             tenth(done, state->total) == tenth(state->done, state->total);
        if (is_same || log->count == RUN_LOG_MAX)
            return;
    }
    log->entries[log->count].phase = state->phase;
    log->entries[log->count].done = state->done;
    log->entries[log->count].total = state->total;
    log->entries[log->count++].seconds = state->seconds;
}
